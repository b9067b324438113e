#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Somebody who knows the law and no C changes a rule, step by step as CHANGING A RULE of indstil-data(5) says, with
# the commands that stand there.  The rule is that of very long courses.
. "$(dirname "$0")/../lib.sh"

# The commands of the section in their order, with the folder of the tree in place of the installed one.
steps=$(sed -n '/^\.Sh CHANGING A RULE/,/^\.Sh CHOICES/s/^\$ //p' "$INDSTIL_SRCDIR/man/indstil-data.5")
is 'the manual has three commands' "$(wc -l <<<"$steps")" 3

# step NUMBER MORE...: does what the manual says, and keeps what came of it as `run` does.
step() {
	local words
	read -ra words < <(sed -n "$1p" <<<"$steps" | sed "s|/usr/local/share/indstil|$INDSTIL_DATADIR|")
	[[ ${words[0]} != indstil ]] || words[0]=$INDSTIL
	shift
	run "${words[@]}" "$@"
}

# with FOLDER MONTHS: what check says of the length of a course of so many months: severity, id and text
with() {
	rm -f base.db
	sed '/^recommendation:/,/months:/s/months: .*/months: '"$2/" "$INDSTIL_DATADIR/demo/sound.yaml" >case.yaml
	run "$INDSTIL" --data "$1" --base base.db import case.yaml
	said "$1"
}

# said FOLDER OPTION...: the same of the case that is there
said() {
	run "$INDSTIL" --data "$@" --today 2017-06-01 --base base.db check
	awk -F '\t' -v OFS='\t' '$3 ~ /^duration[.]long/ { print $2, $3, $5 }' <<<"$out"
}

# edit EXPRESSION: an edit of the rule, which is found by its id
edit() {
	sed -i "/^  - id: $id\$/,/^\$/$1" "$pack"
}

# What it says now.
old=$'warn\tduration.long\tThe course is over three years and the need of that is not described'
found=$(with "$INDSTIL_DATADIR" 37)
is 'more than three years need a reason' "$found" "$old"
is 'three years do not' "$(with "$INDSTIL_DATADIR" 36)" ''
id=$(cut -f 2 <<<"$found")

# 1. Copy the data folder.
step 1
is 'the folder is copied' "$status$out$err" 0
chmod -R u+w rules
step 2
is 'a copy is without fault' "$status$out$err" 0

# 2. Find the rule by its id.
pack=rules/rules/2013-2021.yaml
is 'the rule is found by its id' "$(grep -cE "^ *- id: $id\$" $pack)" 1

# 3. Change severity and text: that is all.
edit 's/severity: warn/severity: remind/'
edit 's/Forløbet er over tre år/Forløbet er over fire år/; s/The course is over three years/The course is over four years/'
step 2
is 'severity and text need nothing more' "$status$out$err" 0

# The limit: its own tests stand at the old one.
edit 's/\(when: .*\) > 36 /\1 > 48 /'
step 2
is 'a new limit is told of' "$status$err" 1
line=$(awk "/- id: $id\$/ { rule = 1 } rule && /fires:/ { print NR; exit }" $pack)
# ... once, though a pack that extends this one has the rule too, and with the number that tells why
is 'at the test of the old limit' "$(sed 's/:[0-9]*: /: /; s/ (.*//' <<<"$out")" \
	"$pack:$line: $id: does not fire; expected: fires"
like 'with what the rule read' "$out" '[(]recommendation.months = 37[,)]'
edit 's/months: 37}/months: 49}/; s/months: 36}/months: 48}/'

# 4. Check the folder.
step 2
is 'with its tests at the new limit nothing is wrong' "$status$out$err" 0

# What the program says of a case changes, and only with the folder that was changed.
is 'four years are right now' "$(with rules 48)" ''
is 'a month more is not, as the rule is worded now' "$(with rules 49)" \
	$'remind\tduration.long\tThe course is over four years and the need of that is not described'
is 'in Danish' "$(said rules --lang da | cut -f 3)" 'Forløbet er over fire år, uden at behovet for det er beskrevet'
is 'the installed folder is as it was' "$(with "$INDSTIL_DATADIR" 37)" "$old"

# The length of a course stands at the head of the pack.
sed -i 's/^duration: .*/duration: {min: 12, max: 48}/' $pack
step 2
is 'the length of a course is told of where it is tested' \
	"$(cut -d : -f 4 <<<"$out" | sort -u | tr -d '\n')" ' decision.duration duration.range'
sed -i 's/months: 60}/months: 48}/; s/months: 61}/months: 49}/' $pack
step 2
is 'and is right with them' "$status$out$err" 0

# A stricter limit than the sound case keeps, whose course is of 24 months.
cp $pack kept.yaml
sed -i 's/^duration: .*/duration: {min: 12, max: 20}/' $pack
step 2
line=$(awk '/- id: duration.range$/ { print NR }' $pack)
like 'a sound case that is one no longer' "$out" \
	"^$pack:$line:5: duration.range: fires; expected in the sound case demo/sound.yaml: does not fire [(]recommendation.months = 24, .*duration.max = 20"
cp kept.yaml $pack

# A slip is told with its place.
edit 's/severity: remind/severity: remaind/'
step 2
like 'a slip is told with its place' "$out" "^$pack:$(grep -n 'remaind$' $pack | cut -d : -f 1):15: "
cp kept.yaml $pack

# 5. Look at it on the practice base.
echo '^Q' >quit
step 3 --script quit
is 'the practice base opens with it' "$status$err" 0
finish
