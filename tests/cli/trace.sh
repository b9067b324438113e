#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Every duty of the law has its place in the program, what is said to be a place is one, and what is said to test it is
# there.  duties.md is the list; the golden file has the places without their tests, so that a test more of a rule
# changes nothing in it.
. "$(dirname "$0")/../lib.sh"

list=$INDSTIL_SRCDIR/tests/cli/duties.md
rows=$(grep -c '^| D[0-9]* |' "$list")

run "$INDSTIL" --lang en data --trace "$list"
is 'every duty has a place' "$status$err" 0
traced=$out
golden 'and they are these' "$(cut -f 1-3 <<<"$traced")" cli/trace.golden
is 'none is left out' "$(cut -f 1 <<<"$traced" | uniq | wc -l)" "$rows"
is 'in the order of the list' "$(cut -f 1 <<<"$traced" | uniq)" "$(sed -n 's/^| \(D[0-9]*\) |.*/\1/p' "$list")"
is 'a line is duty, kind, place and test' "$(awk -F '\t' 'NF != 4 || $1 == "" || $2 == "" || $3 == "" || $4 == ""' <<<"$traced")" ''
is 'the tests are there' "$(cut -f 4 <<<"$traced" | sort -u | grep / | while read -r test; do
	[[ -f $INDSTIL_SRCDIR/$test ]] || echo "$test"
done)" ''
like 'a rule has its own' "$traced" $'^D113\trule\tmeasure.fleksjob\town [1-9]'
unlike 'as each has' "$traced" $'\town 0$'
like 'what stands outside has its reason' "$traced" $'^D110\toutside\t[A-Z].*[.]\t-$'
run "$INDSTIL" --lang da data --trace "$list"
like 'in Danish too' "$out" $'^D110\toutside\tDomstolenes .*\t-$'
is 'and nothing else is in another language' "$(grep -vP '\t(outside|awaits)\t' <<<"$out")" \
	"$(grep -vP '\t(outside|awaits)\t' <<<"$traced")"

#
# What is wrong is told, at its place
#

cp -r "$INDSTIL_DATADIR" data
chmod -R u+w data
cp "$list" list.md

# broken NAME FILE SED EXPRESSION: an edit of the list or of a data file, and the complaint about it
broken() {
	cp "$2" kept
	sed -i "$3" "$2"
	run "$INDSTIL" --data data data --trace list.md
	is "$1" "$status" 1
	like "$1: where and what" "$err" "$4"
	mv kept "$2"
}

run "$INDSTIL" --data data data --trace list.md
is 'a copy is as good' "$status$err" 0
cat >data/rules/more.yaml <<'END'
extends: "2013-2021"
pack: more
title: {da: Mere, en: More}
source: {da: Mere, en: More}
from: 2013-01-01
verified: {by: nobody, on: 2026-11-22}
deadlines:
  - id: more
    source: S 5.2
    duties: [D145]
    due: add_days(meeting.date, 7)
    open: decision.date is null
    field: decision.date
    text: {da: Afgørelsen, en: The decision}
    tests: [{due: 2017-05-16, open: false}]
END
run "$INDSTIL" --data data --pack more data --trace list.md
is 'deadlines too' "$status$err" 0
like 'have their duties, and tests of their own' "$out" $'^D145\tdeadline\tmore\town 1$'
rm data/rules/more.yaml

broken 'a duty without a place' list.md '$a| D900 | S 1 | citizen | may | More. |' 'list.md:[0-9]+:1: the duty D900 has no place'
broken 'a duty twice' list.md '/^| D007 /p' 'list.md:[0-9]+:1: the duty D007 stands in the list twice'
broken 'a list without duties' list.md '/^| D/d' 'list.md: no duty stands here'
broken 'places of a duty that the list lacks' list.md '/^| D110 /d' 'data/duties.yaml:[0-9]+:1: the list has no duty D110'
broken 'a rule for a duty that the list lacks' list.md '/^| D113 /d' \
	'data/rules/2013-2021.yaml:[0-9]+:14: measure.fleksjob: the list has no duty D113'
broken 'a duty that loses its only rule' data/rules/2013-2021.yaml 's/^\( *duties: .*\), D232\]/\1]/' \
	'list.md:[0-9]+:1: the duty D232 has no place'
broken 'a duty that loses its only place' data/duties.yaml '/^D271:/,/^D272:/{/^D272:/!d}' 'the duty D271 has no place'
broken 'a field that is gone' data/forms/40-recommendation.yaml 's/- id: deliverer/- id: provider/' \
	"data/duties.yaml:[0-9]+:5: D169: the program has no field 'recommendation.measures.deliverer'"
broken 'a choice that is gone' data/measures.yaml 's/code: genoptraening/code: optraening/' "no choice 'measures/genoptraening'"

# lost KIND PLACE: a place that the program does not have
lost() {
	broken "a $1 that there is not" data/duties.yaml "\$a\\  - $1: $2" "data/duties.yaml:[0-9]+:5: D290: .* no $1 '$2'"
}
lost field goal.nothing
lost choice domain/nothing
lost choice domain
lost seat nobody
lost outcome nothing
lost pack nothing
lost screen preparatory/nothing
lost page nothing
lost document nothing
lost words recommendation/nothing
lost words nothing/title
lost command nothing
lost case 2017-9999
broken 'a kind that is none' data/duties.yaml '$a\  - place: x' 'data/duties.yaml:[0-9]+:5: no such kind of place'
broken 'two kinds in one' data/duties.yaml '$a\  - {field: goal.job, page: grid}' 'data/duties.yaml:[0-9]+:5: a place is one key'
broken 'a reason in one language' data/duties.yaml '$a\  - outside: {da: Nej.}' 'data/duties.yaml:[0-9]+:14: '

run "$INDSTIL" data --trace list.md list.md
is 'a list and no file besides' "$status$out" 2
run "$INDSTIL" data --trace nowhere.md
is 'a list that is not there' "$status" 1
like 'is named' "$err" 'nowhere.md: cannot be read'
finish
