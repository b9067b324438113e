#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Somebody who knows the law and no C changes a rule, step by step as CHANGING A RULE of indstil-data(5) says, with
# the commands that stand there.  The rule is the length of a mentor agreement.
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

# with FOLDER MONTHS: what check says of a mentor's agreement of so many months
with() {
	rm -f base.db
	sed "/^  mentor:/,/months:/s/months: .*/months: $2/" "$INDSTIL_DATADIR/demo/sound.yaml" >case.yaml
	run "$INDSTIL" --data "$1" --base base.db import case.yaml
	run "$INDSTIL" --data "$1" --today 2017-06-01 --base base.db check
	[[ -z $out ]] || cut -f 2-3,5 <<<"$out"
}

# edit EXPRESSION: an edit of the rule, which is found by its id
edit() {
	sed -i "/^  - id: $id\$/,/^\$/$1" "$pack"
}

# What it says now: severity, id (the third column, of which `with` makes the second) and text.
old=$'block\tmentor.length\tA mentor agreement can last at most 6 months'
said=$(with "$INDSTIL_DATADIR" 7)
is 'seven months are too long' "$said" "$old"
id=$(cut -f 2 <<<"$said")

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
edit 's/severity: block/severity: warn/'
edit 's/En mentoraftale kan højst gælde .*/En mentoraftale gælder højst 8 måneder/'
edit 's/A mentor agreement can last .*/A mentor agreement lasts 8 months at most/'
step 2
is 'severity and text need nothing more' "$status$out$err" 0

# The limit: its own tests stand at the old one.
edit 's/\(when: .*months\) > 6$/\1 > 8/'
step 2
is 'a new limit is told of' "$status$err" 1
line=$(awk "/- id: $id\$/ { rule = 1 } rule && /fires:/ { print NR; exit }" $pack)
# ... in each pack that has the rule, its own or inherited
is 'at the test of the old limit' "$(sort -u <<<"$out")" "$pack:$line: $id: does not fire; expected: fires"
edit 's/fires: .*/fires: [{recommendation.mentor.months: 9}]/'
edit 's/not: .*/not: [{recommendation.mentor.months: 8}]/'

# 4. Check the folder.
step 2
is 'with its tests at the new limit nothing is wrong' "$status$out$err" 0

# What the program says of a case changes, and only of the folder that was changed.
is 'eight months are right now' "$(with rules 8)" ''
is 'nine are not, as the rule is worded now' "$(with rules 9)" \
	$'warn\tmentor.length\tA mentor agreement lasts 8 months at most'
is 'in Danish' "$("$INDSTIL" --lang da --data rules --base base.db check | cut -f 5)" \
	'En mentoraftale gælder højst 8 måneder'
is 'the installed folder is as it was' "$(with "$INDSTIL_DATADIR" 7)" "$old"

# The length of a course stands at the head of the pack.
sed -i 's/^duration: .*/duration: {min: 12, max: 48}/' $pack
step 2
is 'the length of a course is told of where it is tested' \
	"$(cut -d : -f 3 <<<"$out" | sort -u | tr -d '\n')" ' decision.duration duration.range'
sed -i 's/months: 60}/months: 48}/; s/months: 61}/months: 49}/' $pack
step 2
is 'and is right with them' "$status$out$err" 0

# A stricter limit than the sound case keeps.
edit 's/> 8$/> 5/'
edit 's/\(fires: .*\) 9/\1 6/; s/\(not: .*\) 8/\1 5/'
step 2
is 'a sound case that no longer is one' "$status$err" 1
like 'is told by the rule that fires in it' "$out" "^$pack:[0-9]+: $id: fires; expected: does not fire"
sed -i '/^  mentor:/,/months:/s/months: .*/months: 5/' rules/demo/sound.yaml
step 2
is 'and is mended in the case' "$status$out$err" 0

# A slip is told with its place.
edit 's/severity: warn/severity: warm/'
step 2
like 'a slip is told with its place' "$out" "^$pack:[0-9]+:15: "
edit 's/severity: warm/severity: warn/'

# 5. Look at it on the practice base.
echo '^Q' >quit
step 3 --script quit
is 'the practice base opens with it' "$status$err" 0
finish
