#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Every question of every form, answered: the cases are made from the forms themselves, with each code of each list of
# choices in one of them, so that a field or a choice that is new is here too.  Nothing is lost or changed on the way in
# and out, each screen is shown, and rules and documents take it all.
. "$(dirname "$0")/../lib.sh"

# Fields and columns, a line each: FIELD COLUMN KIND CHOICES MIN PART FORM/SCREEN.  What is not there is "-".
fields() {
	awk '
		function value(s, key) {
			if (!match(s, "(^|[{, ])" key ": *[^,}]+")) return "-"
			s = substr(s, RSTART, RLENGTH); sub(".*" key ": *", "", s); gsub(/["]/, "", s); return s
		}
		function flush() {
			if (id != "") print id, column, kind, choices, min, part, form "/" screen
			id = ""
		}
		FNR == 1 { flush(); screen = "-" }
		/^form:/ { form = $2 }
		/^part:/ { part = $2 }
		/^[a-z]+:/ { flush(); root = $1; if (root == "fields:") screen = "-" }
		/^ *- [{]?id: / {
			flush()
			depth = index($0, "-") - 1
			if (root == "screens:" && depth == 2) { screen = value($0, "id"); next }
			top = depth == (root == "screens:" ? 6 : 2)
			if (top) table = value($0, "id")
			id = table; column = top ? "-" : value($0, "id")
			kind = value($0, "kind"); choices = value($0, "choices"); min = value($0, "min")
			next
		}
		id != "" && /^ *kind: / { kind = $2 }
		id != "" && /^ *choices: / { choices = $2 }
		id != "" && /^ *min: / { min = $2 }
		END { flush() }
	' "$INDSTIL_DATADIR"/forms/*.yaml
}

# "LIST CODE", in the order of the lists
codes() {
	awk '/^[a-z].*:$/ { list = substr($1, 1, length($1) - 1) } /^ *- [{]?code: / {
		sub(/^ *- [{]?code: /, ""); sub(/,.*/, ""); print list, $0
	}' "$INDSTIL_DATADIR"/{choices,measures}.yaml
}

# answers N ROWS: the case number N as lines "PATH<tab>VALUE", its tables with as many rows.  The N-th row and the N-th
# case have the N-th code of each list.
answers() {
	awk -v n="$1" -v rows="$2" '
		FNR == NR { code[$1, ++length_of[$1]] = $2; all[$1] = all[$1] (length_of[$1] > 1 ? ", " : "") $2; next }
		function say(path, column, kind, list, min, i) {
			if (kind == "one") v = code[list, (i - 1) % length_of[list] + 1]
			else if (kind == "several") v = "[" all[list] "]"
			# what lets a finding through is of a rule that there is, and of a row that there is
			else if (path ~ /^overrides[|].*[|]rule$/) v = "\"statements.unanswered\""
			else if (path ~ /^overrides[|].*[|]row$/) v = "\"" i "\""
			else if (kind == "line") v = "\"" path " " i " æøå: \\\"#\\\" - x\""
			else if (kind == "long") v = "\"" path " " i "\\nAnden linje: ÆØÅ\""
			else if (kind == "yesno") v = i % 2 ? "true" : "false"
			else if (kind == "whole" && column == "no") v = i
			else if (kind == "whole") v = min == "-" ? 1 : min + 3
			else if (kind == "decimal") v = "1.5"
			else if (kind == "months") v = 14
			else if (kind == "date") v = "2017-05-09"
			else if (kind == "month") v = "2015-03"
			else if (kind == "time") v = "\"10:42\""
			else if (kind == "cpr") v = "\"6703801208\""
			else v = "no value is known for the kind " kind
			print path "\t" v
		}
		$3 == "table" { next }
		{ path = ($6 == "fields" ? "fields|" : "") $1; if ($6 != "fields") gsub(/[.]/, "|", path) }
		$2 == "-" { say(path, "-", $3, $4, $5, n); next }
		{ for (i = 1; i <= rows; i++) say(path "|" sprintf("%03d", i) "|" $2, $2, $3, $4, $5, i) }
	' <(codes) <(fields) | LC_ALL=C sort
}

# The lines as YAML, in the form in which `show` has it.
yaml() {
	awk -F '\t' '
		BEGIN { print "indstil: 1" }
		{
			n = split($1, word, "|"); same = 1; indent = ""; dash = ""
			for (i = 1; i <= n; i++) {
				if (word[i] != before[i]) same = 0
				if (word[i] ~ /^[0-9]+$/) { if (!same) dash = "- "; indent = indent "  "; continue }
				line = dash != "" ? substr(indent, 3) dash word[i] : indent word[i]
				if (!same || i == n) { print line ":" (i == n ? " " $2 : ""); dash = "" }
				indent = indent "  "
			}
			split("", before); for (i = 1; i <= n; i++) before[i] = word[i]
		}
	'
}

# What `show` prints as such lines again, but for what a case has of itself.
flat() {
	awk '
		function put(value) {
			path = ""
			for (i = 1; i <= depth; i++) path = path (i > 1 ? "|" : "") at[i]
			if (path !~ /^(indstil|id|number|stage|pack|earlier_rounds)$/) print path "\t" value
		}
		block != "" && (match($0, /^ */) && RLENGTH > deep || $0 == "") { text = text (text == "" ? "" : "\\n") substr($0, deep + 3); next }
		block != "" { put("\"" text "\""); block = "" }
		{
			match($0, /^ */); deep = RLENGTH; line = substr($0, deep + 1)
			while (depth > 0 && column[depth] >= deep) depth--
			if (line ~ /^- /) {
				row[depth]++
				depth++; at[depth] = sprintf("%03d", row[depth - 1]); column[depth] = deep
				line = substr(line, 3); deep += 2
				if (line ~ /^"/) line = "text: " line
			}
			match(line, /: |:$/)
			depth++; at[depth] = substr(line, 1, RSTART - 1); column[depth] = deep; row[depth] = 0
			value = substr(line, RSTART + 2)
			if (value ~ /^[|]/) { block = 1; text = "" }
			else if (value != "") put(value)
		}
		END { if (block != "") put("\"" text "\"") }
	' | LC_ALL=C sort
}

at() {
	run "$INDSTIL" --today 2017-06-01 --base "$@"
}

longest=$(codes | cut -d ' ' -f 1 | uniq -c | sort -n | awk 'END { print $1 }')
like 'the fields are found' "$(fields)" '^work.jobs employer line - - fields preparatory/work$'
like 'with their choices' "$(fields)" '^recommendation.measures aim several aim - top recommendation/measures$'
like 'and the codes' "$(codes)" '^measures mentor$'

# As many cases as a list of a field that stands alone is long; all rows in the first of them.
cases=$(fields | awk '$2 == "-" && $4 != "-" { print $4 }' | sort -u | while read -r list; do
	codes | grep -c "^$list "
done | sort -n | tail -n 1)
for ((n = 1; n <= cases; n++)); do
	answers "$n" "$((n == 1 ? longest : 1))" >"$n.answers"
	yaml <"$n.answers" >"$n.yaml"
	sed -i "1a number: \"2017-100$n\"" "$n.yaml"
done
unlike 'each kind of field has a value' "$(cat ./*.answers)" 'no value is known'
is 'each field and column is answered' "$(sed 's/	.*//; s/^fields|//; s/|[0-9]*|/./; s/|/./g' 1.answers | sort -u)" \
	"$(fields | awk '$3 != "table" { print $1 ($2 == "-" ? "" : "." $2) }' | sort -u)"
is 'with each code of each list' "$(cat ./*.answers | sed 's/.*	//' | tr -d '[],' | tr ' ' '\n' | sort -u |
	comm -13 - <(fields | awk '$4 != "-" { print $4 }' | sort -u | join - <(codes | sort) | cut -d ' ' -f 2 | sort -u))" ''

ok 'they are of the format' "$INDSTIL" data ./*.yaml
at one.db import ./?.yaml
is 'and are imported' "$status" 0
numbers=$out
n=0
for number in $numbers; do
	n=$((n + 1))
	at one.db show "$number"
	printf '%s\n' "$out" >"$number.shown"
	ok "$number: all that was answered is shown, and as it was" diff "$n.answers" <(flat <"$number.shown")
	at one.db check --all "$number"
	is "$number: the rules take it" "$((status < 2))$err" 1
	for lang in da en; do
		at one.db --lang "$lang" print "$number" recommendation
		is "$number: it is printed ($lang)" "$status$err" 0
	done
done
is 'every one was shown' "$n" "$cases"

before=$(cksum <one.db)
at one.db import ./*.shown
is 'importing what is there succeeds' "$status$err" 0
is 'and changes nothing' "$(cksum <one.db)" "$before"
at two.db import ./*.shown
for number in $numbers; do
	at two.db show "$number"
	is "$number is the same in another base" "$out" "$(cat "$number.shown")"
done

# Each screen in the terminal, chosen from the list of them: its title stands at the top.
titles=$(awk '
	/^[a-z]+:/ { within = /^screens:/ }
	within && /^    title: / { sub(/.*en: /, ""); gsub(/["}]/, ""); print }
' "$INDSTIL_DATADIR"/forms/*.yaml)
like 'the screens are found' "$titles" '^Target group$'
n=0
down=
echo Enter >walk.keys
while read -r title; do
	n=$((n + 1))
	printf 'F6 Home %sEnter\n:dump %s.screen\n' "$down" "$n" >>walk.keys
	down+='Down '
done <<<"$titles"
at one.db --lang en --script walk.keys
is 'they are walked through' "$status$err" 0
is 'and each is shown' "$(for ((; n > 0; n--)); do
	title=$(sed -n "${n}p" <<<"$titles")
	grep -qF " $title " <<<"$(head -n 1 "$n.screen") " || echo "not $title: $(head -n 1 "$n.screen")"
done)" ''
at one.db verify
is 'the base is sound after all that' "$status$out$err" 0
finish
