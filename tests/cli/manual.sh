#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# The manual says what the program does: its lists of keys, options, columns and
# codes are those of the program and the data, whatever can be written in a file
# is described, its examples are right, and what it tells one to do works.
# UPDATE=1 rewrites the lists, which stand between markers.
. "$(dirname "$0")/../lib.sh"

src=$INDSTIL_SRCDIR/src
program=$INDSTIL_SRCDIR/man/indstil.1
data=$INDSTIL_SRCDIR/man/indstil-data.5

#
# The lists between markers, each in mdoc
#

options() {
	"$INDSTIL" --manual-options
}

keys() {
	"$INDSTIL" --manual-keys
}

# Lines "HEAD WORD": an entry for each head, with all of its words.
entries() {
	awk '
		!($1 in words) { heads[++n] = $1 }
		!seen[$1, $2]++ { words[$1] = words[$1] " " $2 }
		END { for (i = 1; i <= n; i++) printf ".It Cm %s\n.Cm%s\n", heads[i], words[heads[i]] }
	'
}

# The ids of the forms: "field PART ID", "column PART ID".  A field stands at 6 columns in a screen, else at 2, and its
# columns further in.
ids() {
	awk '
		/^[a-z]+:/ { root = $1 }
		/^part:/ { part = $2 }
		/^ *- [{]?id: / {
			depth = index($0, "-") - 1
			sub(/^ *- [{]?id: /, ""); sub(/[, ].*/, ""); gsub(/"/, "")
			if (root != "screens:" || depth > 2)
				print depth == (root == "screens:" ? 6 : 2) ? "field" : "column", part, $0
		}
	' "$INDSTIL_DATADIR"/forms/*.yaml
}

columns() {
	ids | awk '$1 == "field" { table = $3 } $1 == "column" { print table, $3 }' | entries
}

# The keys that stand under keys of a case file: recommendation.mentor.offered is one under recommendation.mentor, and
# that is one under recommendation.
fields() {
	ids | awk '$1 == "field" && $2 == "top" {
		n = split($3, word, "."); path = word[1]
		for (i = 2; i <= n; i++) { print path, word[i]; path = path "." word[i] }
	}' | entries
}

# What the program knows by name, by the first word: "recommendation recommendation.months"
needed() {
	sed -nE 's/^\tX\([A-Z_]+, "(([a-z_]+)[a-z_.]*)", FORM\).*/\2 \1/p' "$src/model/keys.h" | entries
}

# "LIST CODE"
codes() {
	awk '/^[a-z].*:$/ { list = substr($1, 1, length($1) - 1) } /^ *- \{?code: / {
		sub(/^ *- \{?code: /, ""); sub(/,.*/, ""); print list, $0
	}' "$INDSTIL_DATADIR/choices.yaml" | entries
}

# page FILE: as it should be; false where a list would be empty, or its end is not marked.
page() {
	local line list text
	while IFS= read -r line; do
		printf '%s\n' "$line"
		[[ $line =~ ^'.\" '(options|keys|fields|columns|codes|needed)' begin'$ ]] || continue
		list=${BASH_REMATCH[1]}
		text=$("$list") && [[ -n $text ]] || return 1
		while [[ $line != ".\\\" $list end" ]]; do
			IFS= read -r line || return 1
		done
		printf '%s\n%s\n' "$text" "$line"
	done <"$1"
}

# generated FILE
generated() {
	local wanted
	if ! wanted=$(page "$1"); then
		ok "${1##*/}: its lists can be made" false
		return
	fi
	[[ -z ${UPDATE-} ]] || printf '%s\n' "$wanted" >"$1"
	is "${1##*/}: its lists are as the program has them" "$(cat "$1")" "$wanted"
}

generated "$program"
generated "$data"
like 'the keys of a case are found' "$(fields)" '^[.]Cm reason few_hours development period aim$'
like 'the columns are found' "$(columns)" '^[.]Cm from to employer job$'
is 'of every table' "$(columns | grep -c '^[.]It ')" "$(cat "$INDSTIL_DATADIR"/forms/*.yaml | grep -c 'kind: table')"
like 'the codes are found' "$(codes)" '^[.]Cm wants accepts against not_asked$'

#
# mdoc
#

if command -v mandoc >/dev/null; then
	run mandoc -T lint -W warning "$program" "$data"
	is 'mandoc has nothing to object to' "$status$out$err" 0
	run mandoc -T lint -W warning <(sed 's/^[.]El$/.Ee/' "$program")
	like 'as it would' "$out" 'WARNING|ERROR'
else
	tests=$((tests + 1))
	echo "ok $tests - mandoc has nothing to object to # SKIP there is no mandoc"
fi

#
# What is described
#

# section FILE NAME: its text
section() {
	awk -v head=".Sh $2" '/^[.]Sh / { within = $0 == head } within' "$1"
}

# Words that entries of the lists in a text explain; words that are marked as those to write.
terms() {
	awk '/^[.]It / {
		for (i = 2; i <= NF && $i !~ /^(Ns|Ar|Oo)$/; i++)
			if ($i !~ /^(Cm|Ev|Ic|,)$/) print $i
	}'
}
marked() {
	sed -n 's/^[.]\(It \)*Cm //p' | tr ' ' '\n'
}

# lacking WORDS HAVE: those of the one list that the other lacks; none may be empty, or nothing was found.
lacking() {
	[[ -n $1 && -n $2 ]] || echo 'an empty list'
	comm -23 <(sort -u <<<"$1") <(sort -u <<<"$2") | grep -v '^$'
}

is 'a word that is not described is noticed' "$(lacking $'base\nbsae' "$(terms <<<'.It Cm base , data Ar x')")" bsae
is 'and so is it if none are found' "$(lacking '' base)" 'an empty list'

# described NAME FILE SECTION WORDS SAMPLE: each has its entry.  The sample shows that the words are those meant.
described() {
	is "$1" "$(lacking "$4" "$(section "$2" "$3" | terms)")" ''
	like "$1: $5 is one" "$4" "^$5\$"
}

# strings ARRAY FILE...: what stands in quotes in the arrays of this name
strings() {
	local array=$1
	shift
	awk -v head="[* ]${array}[[][]] = [{]" '$0 ~ head { within = 1 } within { print } /;$/ { within = 0 }' "$@" |
		grep -o '"[^"]*"' | tr -d '"'
}

# rows EXPRESSION FILE...: the first group of a line that matches
rows() {
	local expression=$1
	shift
	sed -nE "s/.*$expression.*/\\1/p" "$@"
}

run "$INDSTIL" --help
commands=$(rows '^  indstil ([a-z]+) ' <<<"$out")
described 'every command' "$program" COMMANDS "$commands" import
is 'and stands in the synopsis' "$(lacking "$commands" "$(section "$program" SYNOPSIS | marked)")" ''
is 'no option is described that is none' \
	"$(lacking "$(grep -ohE 'Fl -[a-z]+' "$program" "$data" | sort -u)" "$(options | grep -oE 'Fl -[a-z]+')")" ''
described 'every variable of the environment' "$program" ENVIRONMENT \
	"$(cat "$src"/*.c "$src"/cli/*.c "$src"/tui/*.c | grep -oE '"(HOME|TERM|NO_COLOR|(XDG|INDSTIL|LC|LANG)[A-Z_]*)"' | tr -d '"')"$'\n'TZ \
	LC_MESSAGES
described 'every exit status' "$program" 'EXIT STATUS' "$(rows 'STATUS_[A-Z]+ = ([0-9]+)' "$src/cli/cli.h")" 2

described 'every kind of field' "$data" FORMS "$(rows 'kind_[a-z]+ = [{] "([a-z]+)",' "$src"/model/kind*.c)" cpr
described 'every attribute of a field' "$data" FORMS \
	"$(rows '^[[:space:]][{] "([a-z_]+)", (FIELD|COLUMN|BOTH),' "$src/data/forms_field.c")" own_words
described 'every key of a form' "$data" FORMS "$(strings known "$src/data/forms.c" | grep -vx measures)" inherited
described 'every key of a choice' "$data" CHOICES "$(strings choice_keys "$src/data/forms_choices.c")" code
described 'every key of a measure' "$data" MEASURES "$(strings measure_keys "$src/data/forms_choices.c")" company
described 'every key of a pack' "$data" 'RULE PACKS' "$(strings known "$src"/data/pack*.c | grep -vxE 'by|on|min|max|case')" \
	allow_reason
is 'and those within' "$(lacking "$(strings known "$src"/data/pack*.c)" "$(section "$data" 'RULE PACKS' | marked)")" ''
is 'and those of the benefit' "$(lacking "$(strings '(known|level_keys)' "$src/data/benefit.c")" "$(section "$data" 'RULE PACKS' | marked)")" ''
described 'every kind of place' "$data" DUTIES "$(rows '[[]PLACE_[A-Z]+[]] = [{] "([a-z]+)"' "$src/data/duties.c")" screen
described 'every setting' "$data" SETTINGS "$(strings known "$src/data/settings.c")" export_folders
is 'and those of a person' \
	"$(lacking "$(strings keys "$src/data/settings.c"; strings roles "$src/data/settings.c")" "$(section "$data" SETTINGS | marked)")" ''
described 'every key of a team' "$data" 'TEAM FILE' "$(strings known "$src/data/team.c" | grep -vxE 'name|account|seat')" place
is 'and those within' "$(lacking "$(strings known "$src/data/team.c")" "$(section "$data" 'TEAM FILE' | marked)")" ''
described 'every word of a condition' "$data" CONDITIONS "$(strings words "$src/rule/scan.c")" between
described 'every sign' "$data" CONDITIONS "$(strings signs "$src/rule/scan.c" | grep -vxE '[(),]')" '<>'
described 'every function' "$data" CONDITIONS "$(strings functions "$src/rule/scan.c")" add_months
described 'every fact that is computed' "$data" CONDITIONS "$(rows '[[]FACT_[A-Z_]+[]] = [{] "([a-z._]+)"' "$src/rule/fact.c")" \
	case[.]kind
described 'every key of a case' "$data" 'CASE YAML' "$(strings '(head|order)' "$src"/exchange/{reading,shape}.c)" earlier_rounds
stages=$(rows '[[]STAGE_[A-Z]+[]] = [{] "([a-z]+)"' "$src/model/stage.c")
is 'every stage' "$(lacking "$stages" "$(section "$data" 'CASE YAML' | marked)")" ''

documents=$(rows '[{] "([a-z-]+)", N_[(]' "$src/document/document.c")
is 'every document' "$(lacking "$documents" "$(section "$program" COMMANDS | marked)")" ''

#
# Examples
#

# example NAME: as a file
example() {
	awk -v name="$1" '
		$0 == ".\\\" example " name { marked = 1; next }
		marked && /^[.]Ed/ { exit }
		marked && !/^[.]Bd/ { print }
	' "$data" | sed 's/^\\&//; s/\\e/\\/g' >"example-$1"
	[[ -s example-$1 ]]
}

names=$(sed -n 's/^[.]\\" example //p' "$data")
is 'the examples' "$(tr '\n' ' ' <<<"$names")" 'choices measures form facts columns rules deadlines last-day pack levels benefit wording duties settings team case '
for name in $names; do
	ok "the example $name" example "$name"
done
cp -r "$INDSTIL_DATADIR" data
chmod -R u+w data

# A folder of data with all of the examples in their places.
cat example-choices >>data/choices.yaml
sed 1d example-measures >>data/measures.yaml
cp example-form data/forms/60-travel.yaml
grep -q '^deadlines:' data/rules/2013-2021.yaml || echo deadlines: >>data/rules/2013-2021.yaml
for name in facts columns rules deadlines; do
	sed -i "/^$name:/r example-$name" data/rules/2013-2021.yaml
done
cat example-pack example-benefit >data/rules/2030.yaml
sed -i '/^  levels:/r example-levels' data/rules/2013-2021.yaml
while read -r id; do
	sed -i "/^$id:/,/^[a-z#]/{/^$id:/d;/^ /d}" data/documents/recommendation.yaml
done < <(rows '^([a-z.]+):' example-wording)
cat example-wording >>data/documents/recommendation.yaml
cp example-duties data/duties.yaml
run "$INDSTIL" --data data data
is 'a pack that comes before the old one ends' "$(wc -l <<<"$out")" 1
like 'is told what to do' "$out" "^data/rules/2030.yaml:6:7: .*end that one with '$(cat example-last-day)'"
sed -i '/^from: /r example-last-day' data/rules/2022.yaml
run "$INDSTIL" --data data data
is 'the examples are right' "$status$out$err" 0
run "$INDSTIL" --data data benefit --wage 1 --year 2098
is 'and the year is one of those there are' "$status$err" 0
run "$INDSTIL" --data data --pack 2030 benefit --wage 22000 --support kontanthjaelp --year 2030
is 'one of a pack that extends another is too' "$status$err" 0
like 'what is inherited is reckoned with' "$out" '^  30 % of 21000[.]00 = 6300[.]00$'
like 'and what is not' "$out" '^  Provider: 19000[.]00 - 6850[.]00 = 12150[.]00 kr[.]$'
like 'each with the source that it has' "$(tr '\n' ' ' <<<"$out")" \
	'Source: act no[.] 1160 of 8 June 2021.*[(]S 8; bm[.]dk[)][.] Limit and amounts: the new act [(]rates of 2030[)][.] Rule pack: 2030[.]'
run "$INDSTIL" --data data --pack 2030 --lang da benefit --wage 1 --year 2030
like 'in both languages' "$(tr '\n' ' ' <<<"$out")" 'den nye lov [(]satser for 2030[)]'
run "$INDSTIL" --data data --pack 2030 benefit --wage 1 --year 2098
is 'and the years of the other are there' "$status$err" 0

# wrong NAME FILE SED: an example that is changed is told at its place.
wrong() {
	cp "data/$2" kept
	sed -i "$3" "data/$2"
	run "$INDSTIL" --data data data
	is "$1 is noticed" "$status" 1
	like "$1 is told" "$out" "$4"
	cp kept "data/$2"
}

wrong 'a choice that the form lacks' forms/60-travel.yaml 's/choices: travel.how/choices: travel.what/' '60-travel.yaml:.*travel[.]what'
wrong 'a column that is none' rules/2013-2021.yaml 's/when: far and/when: near and/' '2013-2021.yaml:.*near'
wrong 'a test that fails' rules/2013-2021.yaml 's/minutes: 60}/minutes: 62}/' '2013-2021.yaml:.*travel[.]far'
wrong 'a rule that is not there to be without' rules/2030.yaml 's/travel[.]far/travel.near/' '2030.yaml:8:11:.*travel[.]near'
wrong 'a deadline that is another day' rules/2013-2021.yaml 's/due: 2017-05-23/due: 2017-05-22/' \
	'2013-2021.yaml:.*deadline[.]travel'
wrong 'a measure without a heading' measures.yaml "/The municipality's own/d" 'measures.yaml:'
wrong 'a place of no kind' duties.yaml 's/field:/fields:/' 'duties.yaml:2:5: '
wrong 'a name in one language' documents/recommendation.yaml 's/at {place}/at place/' 'recommendation.yaml:.*head.meeting.at'

mv example-team team.yaml
run "$INDSTIL" data example-settings team.yaml
is 'the settings and the team are right' "$status$out$err" 0
sed -i 's/rf med vpr/rf med rfvpr/' team.yaml
run "$INDSTIL" data example-settings
like 'a team that is not right is found through them' "$out" '^team.yaml:[0-9]+:3: .*rfvpr'
sed -i 's/^language: da/language: de/' example-settings
run "$INDSTIL" data example-settings
is 'as they would not be' "$status" 1

mv example-case case.yaml
run "$INDSTIL" data case.yaml
is 'the case is right' "$status$out$err" 0
run "$INDSTIL" --base case.db import case.yaml
is 'and is read' "$status$out" 02017-0014
"$INDSTIL" --base case.db show 2017-0014 >shown.yaml
run "$INDSTIL" --base case.db import shown.yaml
is 'and read again' "$status$out" 02017-0014
sed -i 's/stance: {view: wants/stance: {view: hopes/' case.yaml
run "$INDSTIL" data case.yaml
like 'a code that is none' "$out" '^case.yaml:[0-9]+:[0-9]+: .*wants accepts'

#
# What it tells one to do
#

rm -r data
cp -r "$INDSTIL_DATADIR" data
chmod -R u+w data
rule() { sed -i "/^  - id: $1\$/,/^  - id: /$2" data/rules/2013-2021.yaml; }
base() { "$INDSTIL" --base case.db --data data --today 2017-05-09 "$@"; }

rule mentor.tasks 's/severity: .*/severity: block/'
rule duration.idle 's/severity: .*/severity: remind/'
run "$INDSTIL" --data data data
is 'another severity' "$status$out" 0
run base check --all 2017-0014
like 'counts at once' "$out" $'\tblock\tmentor.tasks\t'
like 'or less' "$out" $'\tremind\tduration.idle\t'

sed -i '/^duration:/s/60/36/' data/rules/2013-2021.yaml
run "$INDSTIL" --data data data
is 'another limit' "$status" 1
like 'is noticed by the tests of the rule' "$out" ': duration.range: '
sed -i 's/months: 61}/months: 37}/g; s/months: 60}/months: 36}/g' data/rules/2013-2021.yaml
run "$INDSTIL" --data data data
is 'until they stand at it' "$status$out" 0

run "$INDSTIL" --base list.db import "$INDSTIL_DATADIR"/demo/201*.yaml
where=$(sed -n 's/^[.]Dl .*--where \\(dq\(.*\)\\(dq$/\1/p' "$program")
run "$INDSTIL" --base list.db --today 2017-05-09 list --where "$where"
is 'the cases of the example' "$status $(cut -f 1 <<<"$out" | tr '\n' ' ')" '0 2017-0019 2017-0023 2017-0021 '
finish
