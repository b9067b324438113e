#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# show prints what import reads: the demo cases come back exactly, and importing what is there changes nothing.
. "$(dirname "$0")/../lib.sh"

at() {
	run "$INDSTIL" --today 2017-05-09 --base "$@"
}

cases=("$INDSTIL_SRCDIR"/data/demo/2*.yaml)
at one.db import "${cases[@]}"
is 'the demo cases are imported' "$status $out" "0 $(basename -a -s .yaml "${cases[@]}")"
is 'a new base is announced in one line' "$err" 'indstil: one.db: a new base was made'

for number in $out; do
	at one.db show "$number"
	is "$number is shown" "$status$err" 0
	printf '%s\n' "$out" >"$number.yaml"
	ok "$number: every line of the file is of the format" "$INDSTIL" data "$number.yaml"
	at two.db import "$number.yaml"
	at two.db show "$number"
	printf '%s\n' "$out" >again.yaml
	ok "$number is the same in another base" diff "$number.yaml" again.yaml
done

before=$(cksum <one.db)
at one.db import 2*.yaml
is 'importing what is there succeeds' "$status$err" 0
is 'and changes nothing' "$(cksum <one.db)" "$before"

sed 's/^number: .*/number: 2099-0001/; s/^stage: .*/stage: ready/; s/^  goal.job: .*/  goal.job: "Bager"/' \
	2017-0014.yaml >edited.yaml
at one.db import edited.yaml
is 'an edited file goes into its case, which keeps its number' "$out" 2017-0014
at one.db show 2017-0014
printf '%s\n' "$out" >edited-shown.yaml
is 'and changes what was edited' "$(diff 2017-0014.yaml edited-shown.yaml | grep -c '^>')" 2

grep -v '^id: ' 2017-0014.yaml >new.yaml
at one.db import new.yaml new.yaml
is 'without an id it is a new case each time, with a free number' "$status$(sort -u <<<"$out" | wc -l)" 02
unlike 'of its own' "$out" '^2017-0014$'

# A row that was set aside and has been removed since is no reason to keep a case from travelling.
printf '%s\n' 'indstil: 1' 'id: 0b6c7f52-8a0e-4d53-9f0e-5d1c5f3f6a11' \
	'overrides: [{rule: placement.short-day, row: 9, reason: x}]' >lost-row.yaml
at one.db import lost-row.yaml
is 'a case that has lost a row comes in' "$status$err" 0
at one.db import lost-row.yaml
is 'and again' "$status$err" 0
sed 's/row: 9/row: 8/' lost-row.yaml >other-row.yaml
at one.db import other-row.yaml
is 'but what it had not said before is looked at' "$status" 2

# Texts of several lines come back as they were written.
printf '%s\n' 'indstil: 1' 'fields:' '  goal.wishes: |' '    First' '    ' '    Second' '  goal.job: "One"' >block.yaml
at one.db import block.yaml
at one.db show "$out"
like 'a block is a block' "$out" $'\n  goal.wishes: [|]\n    First\n\n    Second\n  goal.job: "One"\n'

at one.db verify
is 'the base is sound after all that' "$status$out$err" 0
finish
