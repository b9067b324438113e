#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# What a wage takes off the benefit (S 8): every step of the sum is printed, the amounts are those of the year asked
# for and of no other, and nobody is told that the course ends.
. "$(dirname "$0")/../lib.sh"

benefit() {
	run "$INDSTIL" benefit "$@"
}

# takes NAME TOTAL OPTION...: what is taken off, on the level of 2017
takes() {
	local name=$1 total=$2
	shift 2
	benefit --year 2017 "$@"
	is "$name" "$status$err $(sed -n 's/^Taken off: \(.* = \)\?\([0-9.]*\) kr[.]$/\2/p' <<<"$out")" "0 $total"
}

takes 'no wage' 0.00 --wage 0
takes 'below the limit' 3000.00 --wage 10000
takes 'at the limit' 4234.80 --wage 14116
takes 'a krone above it' 4235.35 --wage 14117
takes 'above the limit' 7471.00 --wage 20000
takes 'typed as in Danish' 4234.80 --wage 14.116
takes 'with øre' 4235.08 --wage 14.116,50
takes 'with its unit' 7471.00 --wage '20.000 kr.'
takes 'other income krone for krone' 8471.50 --wage 20000 --other 1.000,50
takes 'and alone' 500.00 --wage 0 --other 500

benefit --year 2017 --wage 20000 --other 1000 --support kontanthjaelp
like 'the part below the limit' "$out" '^  30 % of 14116[.]00 = 4234[.]80$'
like 'what exceeds it' "$out" '^  20000[.]00 - 14116[.]00 = 5884[.]00$'
like 'its part' "$out" '^  55 % of 5884[.]00 = 3236[.]20$'
like 'the sum' "$out" '^Taken off: 4234[.]80 [+] 3236[.]20 [+] 1000[.]00 = 8471[.]00 kr[.]$'
like 'what a provider has left' "$out" '^  Provider: 14808[.]00 - 8471[.]00 = 6337[.]00 kr[.]$'
like 'what others have' "$out" '^  Not a provider: 11143[.]00 - 8471[.]00 = 2672[.]00 kr[.]$'
like 'never below 0' "$out" '^  Under 25, living at home: 3466[.]00 - 8471[.]00 is below 0, so 0 kr[.]$'
like 'and the citizen stays in the course' "$out" '^If no benefit is left, the citizen stays in the resource course'
like 'holiday allowance' "$out" '^Holiday allowance counts as wage in the month in which the holiday is held[.]'
like 'the source' "$out" 'S 8'
like 'the year' "$out" '2017'
is 'no line is too wide' "$(awk 'length > 80' <<<"$out")" ''
all=$out
benefit --year 2017 --wage 20000 --other 1000 --support kontanthjaelp --lang da
is 'in Danish as many lines' "$(grep -c = <<<"$out")" "$(grep -c = <<<"$all")"
like 'with Danish numbers' "$out" '^  Forsørger: 14[.]808,00 - 8[.]471,00 = 6[.]337,00 kr[.]$'
like 'and words' "$out" '^Er der ingen ydelse tilbage, bliver borgeren alligevel i ressourceforløbet[.]$'

benefit --year 2017 --wage 10000 --support uddannelseshjaelp
unlike 'not said where something is left' "$(grep -v 'living at home' <<<"$out")" 'below 0'
benefit --year 2017 --wage 10000 --support sygedagpenge
like 'sickness benefit: its level' "$out" '^  Level of sickness benefit [(]at most[)]: 4245[.]00 kr[.] a week$'
like 'and what comes after it' "$out" '^  Provider: 14808[.]00 - 3000[.]00 = 11808[.]00 kr[.]$'
like 'for as long as the right to it' "$(tr '\n' ' ' <<<"$out")" 'for as long as the right to sickness benefit would have lasted'
benefit --year 2017 --wage 10000 --support ledighedsydelse
like 'unemployment allowance continues at its rate' "$out" '^The benefit continues at the rate'
unlike 'so that no level is given' "$out" 'Provider'
like 'but what is taken off' "$out" '^Taken off: 3000[.]00 kr[.]$'
benefit --year 2017 --wage 10000 --support foertidspension
like 'disability pension is kept' "$out" '^The citizen keeps the disability pension'
unlike 'and nothing computed' "$out" '3000|Taken off| = '
benefit --year 2017 --wage 10000
like 'without --support its kinds' "$(tr '\n' ' ' <<<"$out")" '--support: kontanthjaelp, uddannelseshjaelp,'
for word in wealth spouse formue; do
	unlike "nobody is asked for $word" "$("$INDSTIL" --help)" "$word"
done
for kind in $(sed -n '/^referral.support:/,/^[a-z].*:$/s/^ *- {code: \([a-z]*\),.*/\1/p' "$INDSTIL_DATADIR/choices.yaml"); do
	benefit --year 2017 --wage 1 --support "$kind"
	is "what one can live on: $kind" "$status$err" 0
done

benefit --wage 14116 --today 2015-06-30
like 'the year of today' "$out" 'The limit is 13648[.]00 kr[.]$'
benefit --wage 14116 --today 2015-06-30 --year 2017
like 'or another' "$out" 'The limit is 14116[.]00 kr[.]$'

# refused NAME LINE OPTION...
refused() {
	local name=$1 line=$2
	shift 2
	benefit "$@"
	is "$name: refused" "$status$out" 2
	like "$name: why" "$err" "^indstil: $line"
	is "$name: in one line" "$(wc -l <<<"$err")" 1
}

refused 'another year' '2016: no rule pack has .*; there are 2015, 2017, 2024 [(]--year 2024[)]$' --wage 1 --year 2016
refused 'today in another year' '2026: ' --wage 1 --today 2026-11-22
refused 'no wage at all' '--wage: ' --year 2017
refused 'a wage that is none' '--wage: kroner such as' --wage 14,116 --year 2017
refused 'a wage below 0' '--wage: kroner such as' --wage -1 --year 2017
refused 'other income that is none' '--other: ' --wage 1 --other x
refused 'a year that is none' '--year: a year such as 2017' --wage 1 --year 17
refused 'a support that is none' '--support: .*: kontanthjaelp, ' --wage 1 --year 2017 --support su
refused 'a pack that is not there' '1066: there is no such rule pack; there are: 2013-2021 2022$' --wage 1 --year 2017 --pack 1066
refused 'a data folder that is not there' 'nowhere/forms: ' --wage 1 --year 2017 --data nowhere

# the levels are data: a year of one's own, in a pack of one's own
cp -r "$INDSTIL_DATADIR" data
chmod -R u+w data
sed '/^  levels:/a\    - {year: 2098, limit: 20000, source: a table}' data/rules/2013-2021.yaml |
	sed 's/^pack: .*/pack: own/' >data/rules/own.yaml
benefit --data data --wage 30000 --year 2098 --support andet
is 'a year of one'\''s own' "$status$err" 0
like 'with its limit' "$out" '^  55 % of 10000[.]00 = 5500[.]00$'
like 'its pack' "$out" 'Rule pack: own[.]'
like 'and without the amounts that it does not have' "$out" 'Provider: the rule pack does not have the amount of 2098'
unlike 'so that nothing is left to say' "$out" 'stays in'
refused 'only the pack that is named' '2098: .*; there are 2015, 2017' --data data --pack 2013-2021 --wage 1 --year 2098
sed -i '/^benefit:/,/^$/d' data/rules/*.yaml
refused 'packs without a benefit' '2017: no rule pack has amounts of any year' --data data --wage 1 --year 2017
finish
