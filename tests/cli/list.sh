#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
. "$(dirname "$0")/../lib.sh"

at() {
	run "$INDSTIL" --today 2017-05-09 --base base.db "$@"
}

# numbers: the first column, on one line
numbers() {
	cut -f 1 <<<"$out" | tr '\n' ' '
}

at import "$INDSTIL_SRCDIR"/data/demo/{2016-0102,2017-0014,2017-0019,2017-0021}.yaml
at list
is 'the list' "$status$err" 0
is 'is in the Danish order of names' "$(numbers)" '2017-0019 2017-0014 2017-0021 2016-0102 '
is 'and has number, stage, readiness, name, caseworker, meeting, age' \
	"$(grep ^2017-0014 <<<"$out" | cut -f 1,2,4-)" $'2017-0014\tscheduled\tBirgit Prøvesen\tLone Holm\t2017-05-09\t37'
is 'readiness is counted' "$(cut -f 3 <<<"$out" | grep -cE '^[0-9]+ block [0-9]+ warn [0-9]+ unknown$')" 4
unlike 'no CPR number in it' "$out" '670380'

# readiness is what check finds
at list --where "case.stage is 'scheduled'"
readiness=$(cut -f 3 <<<"$out")
at check 2017-0014
ok 'warnings agree with check' test "${readiness#*block }" = \
	"$(cut -f 2 <<<"$out" | grep -c warn) warn ${readiness#*warn }"

at list --where 'citizen.age > 40'
is 'a fact of the pack' "$status$(numbers)" '02016-0102 '
at list --where "referral.kind is 'ressourceforloeb' and citizen.age between 25 and 40"
is 'fields, numbers and words' "$(numbers)" '2017-0019 2017-0014 '
at list --where 'meeting.date is null'
is 'what is not known' "$(numbers)" '2017-0019 2017-0021 '
at list --where "referral.question > 1 and not goal.job"
is 'a condition that compares text and number is refused' "$status" 2

for condition in 'citizen.agee > 40' 'citizen.age >' "'" 'random()' '(select 1)' 'citizen.age; drop table x' '' \
	"load_extension('x')" 'statements > 1'; do
	at list --where "$condition"
	is "no condition: $condition" "$status$out" 2
	like 'is said with its place' "$err" '^indstil: --where:(1:[0-9]+:)? '
done

# what is asked for is there, also where the list does not come to look into it
at list --pack 1066
is 'a pack that is not there' "$status$out" 2
like 'is told' "$err" '^indstil: 1066: there is no such rule pack; there are: 2013-2021 2022$'
at list --pack ../x
like 'and one that is no name' "$err" '^indstil: [.][.]/x: not the name of a rule pack'
at list --data nowhere
is 'a data folder that is not there' "$status$out" 2
like 'is told too' "$err" '^indstil: nowhere/forms: No such file'
at list --pack 2013-2021 --data "$INDSTIL_DATADIR"
is 'those that are there' "$status$err $(numbers)" '0 2017-0019 2017-0014 2017-0021 2016-0102 '

at list --where 'citizen.age > 200'
is 'none is an empty list' "$status$out$err" 0
finish
