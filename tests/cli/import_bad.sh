#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# A wrong file is refused whole, with the place, within a second, and nothing is changed: neither by it nor
# by the good files that came with it.
. "$(dirname "$0")/../lib.sh"

good=$INDSTIL_SRCDIR/data/demo/2017-0019.yaml
"$INDSTIL" --base base.db --today 2017-05-09 import "$INDSTIL_SRCDIR/data/demo/2017-0014.yaml" >/dev/null 2>&1
sum=$(cksum <base.db)

# refused NAME EXPRESSION: of bad.yaml
refused() {
	local start=${EPOCHREALTIME/[.,]/}
	run "$INDSTIL" --base base.db --today 2017-05-09 import "$good" bad.yaml
	local took=$((${EPOCHREALTIME/[.,]/} - start))
	is "$1: refused" "$status$out" 2
	like "$1: where and why" "$err" "$2"
	is "$1: nothing is changed" "$(cksum <base.db)" "$sum"
	ok "$1: within a second ($((took / 1000)) ms)" test "$took" -lt 1000000
}

head='indstil: 1'
printf '%s\n' "$head" 'fields:' '  goal.jobb: x' >bad.yaml
refused 'an unknown key' "^indstil: bad.yaml:3:3: .*'goal.jobb'.*'goal.job'"
printf '%s\n' "$head" 'stage: draft' 'stage: ready' >bad.yaml
refused 'a key twice' '^indstil: bad.yaml:3:1: '
printf '%s\n' "$head" 'meeting: {citizen_present: 1, date: i går}' >bad.yaml
refused 'a wrong kind' '^indstil: bad.yaml:2:28: '
like 'and the second fault too' "$err" '^indstil: bad.yaml:2:37: '
printf '%s\n' "$head" 'fields: {goal.job: &a x, goal.overall: *a}' >bad.yaml
refused 'an alias' '^indstil: bad.yaml:2:40: '
printf '%s\n' "$head" 'number: !!str 1' >bad.yaml
refused 'a tag' '^indstil: bad.yaml:2:9: '
printf '%s\n' "$head" 'fields:' '  <<: {goal.job: x}' >bad.yaml
refused 'a merge key' '^indstil: bad.yaml:3:3: '
printf '%s\n' "$head" 'number: ""' >bad.yaml
refused 'an empty number' '^indstil: bad.yaml:2:9: a number is'
printf '%s\n' "$head" 'number: " 2026-0014"' >bad.yaml
refused 'a number with white space before it' '^indstil: bad.yaml:2:9: a number is'
printf '%s\n' "$head" 'number: "2026\t0014"' >bad.yaml
refused 'a number with a tab in it' '^indstil: bad.yaml:2:9: a number is'
printf '%s\n' "$head" 'number: "2026\n0014"' >bad.yaml
refused 'a number of two lines' '^indstil: bad.yaml:2:9: '
printf '%s\n' "$head" "number: \"$(printf '%041d' 1)\"" >bad.yaml
refused 'a number of 41 digits' '^indstil: bad.yaml:2:9: a number is'
printf '%s\n' "$head" 'meeting: {notes: [{time: "25:99", text: x}]}' >bad.yaml
refused 'a time that is none' '^indstil: bad.yaml:2:26: .*10[.]42'
head -c 200000 /dev/zero | tr '\0' '[' >bad.yaml
refused '200 KB of [' '^indstil: bad.yaml:1:[0-9]+: '
printf 'fields: {goal.job: "\xff"}\n' >bad.yaml
refused 'invalid UTF-8' '^indstil: bad.yaml:1:21: '
printf 'fields: {goal.job: "a\x1b[31m"}\n' >bad.yaml
refused 'a control character' '^indstil: bad.yaml:1:22: '
printf 'indstil: 1\nfields: {goal.job: "a\\e[31m"}\n' >bad.yaml
refused 'an escaped control character' '^indstil: bad.yaml:2:20: '
{ echo "$head"; head -c 10000000 /dev/zero | tr '\0' '#'; } >bad.yaml
refused '10 MB' '^indstil: bad.yaml:1:1: .*larger than'
: >bad.yaml
refused 'an empty file' '^indstil: bad.yaml:1:1: '
echo 'fields: {}' >bad.yaml
refused 'no version of the format' "^indstil: bad.yaml:1:1: .*'indstil'"
printf '%s\n' "$head" 'pack: "1066"' >bad.yaml
refused 'a rule pack that is not there' '^indstil: bad.yaml:2:7: 1066: '
printf '%s\n' "$head" 'pack: ../../x' >bad.yaml
refused 'a rule pack that is no name' '^indstil: bad.yaml:2:7: [.][.]/[.][.]/x: '
printf '%s\n' "$head" 'overrides: [{rule: team.helth, reason: x}]' >bad.yaml
refused 'a rule that no pack has' "^indstil: bad.yaml:2:20: .*'team.helth'"
printf '%s\n' "$head" 'overrides: [{rule: placement.short-day, row: 2, reason: x}]' \
	'recommendation: {measures: [{measure: virksomhedspraktik}]}' >bad.yaml
refused 'a row that is not there' "^indstil: bad.yaml:2:46: .*'recommendation.measures'.* 2"
printf '%s\n' "$head" 'overrides: [{rule: team.health, row: 1, reason: x}]' >bad.yaml
refused 'a row of a rule that is about none' "^indstil: bad.yaml:2:38: .*'team.health'"
printf '%s\n' "$head" 'overrides: []' 'earlier_rounds:' '  - overrides: [{rule: nowhere, reason: x}]' >bad.yaml
refused 'such a rule in an earlier round' "^indstil: bad.yaml:4:24: .*'nowhere'"
rm bad.yaml
refused 'a file that is not there' '^indstil: bad.yaml:'
mkdir bad.yaml
refused 'a folder' '^indstil: bad.yaml:'
rmdir bad.yaml
mkfifo bad.yaml
refused 'a pipe without an end' '^indstil: bad.yaml:'
rm bad.yaml

printf '%s\n' "$head" 'overrides: [{rule: nowhere, reason: x}]' >bad.yaml
run "$INDSTIL" --base new.db import bad.yaml
is 'no base is made for a file that the rules refuse' "$status$(ls new.db* 2>/dev/null)" 2
echo 'fields: 1' >bad.yaml
run "$INDSTIL" --base new.db import bad.yaml
is 'no base is made for a wrong file' "$status$(ls new.db* 2>/dev/null)" 2
finish
