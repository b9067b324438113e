#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# A file does not change what a signature stands under: it is refused whole, and says which fields it is about.
. "$(dirname "$0")/../lib.sh"

number=2016-0102
"$INDSTIL" --base base.db --today 2017-05-09 import "$INDSTIL_SRCDIR/data/demo/$number.yaml" >/dev/null 2>&1
"$INDSTIL" --base base.db show $number >case.yaml
like 'the case is signed' "$(cat case.yaml)" $'\nlocked:\n  by: '

import() {
	run "$INDSTIL" --base base.db --today 2017-05-09 import "$@"
}

# refused NAME FIELDS EXPRESSION: of the case, edited with sed
refused() {
	local sum
	sum=$(cksum <base.db)
	sed "$3" case.yaml >edited.yaml
	ok "$1: the file says something else" test "$(cksum <case.yaml)" != "$(cksum <edited.yaml)"
	import edited.yaml
	is "$1: refused" "$status$out" 2
	is "$1: and says what" "$err" "indstil: edited.yaml: the recommendation is signed and locked, and has to be unlocked first: $2"
	is "$1: nothing is changed" "$(cksum <base.db)" "$sum"
}

import case.yaml
is 'the same again is no change' "$status$err" 0
refused 'an outcome' recommendation.goal 's/^  goal: .*/  goal: "Noget andet"/'
refused 'with a preparatory answer' recommendation.goal \
	's/^  goal: .*/  goal: "Noget andet"/; s/^  goal.job: .*/  goal.job: "Bager"/'
refused 'a name at the meeting' meeting.chair 's/^  chair: .*/  chair: "En anden"/'
refused 'an assessment' assessments 's/development: likely/development: none/'
refused 'the signature' locked.by 's/^  by: .*/  by: "En anden"/'
refused 'taken away' 'locked.by, locked.on' 's/^locked:/locked: {by: ~, on: ~}/; /^  by: /d; /^  on: 20/d'

sed 's/^  goal.job: .*/  goal.job: "Bager"/' case.yaml >edited.yaml
import edited.yaml
is 'a preparatory answer alone is taken' "$status$err" 0
like 'and stands there' "$("$INDSTIL" --base base.db show $number)" 'goal.job: "Bager"'
sed '/^id: /d; /^number: /d; s/^  goal: .*/  goal: "Noget andet"/' case.yaml >edited.yaml
import edited.yaml
is 'a signed file is a new case where it names none' "$status$err" 0
finish
