#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# The practice cases follow the principal rulings, so what the rules find in them is the law as a caseworker meets it.  All
# that `check --all` finds in a case on its own stands in demo/NUMBER.findings (severity, rule, field), and below it the
# one thing that each ruling turns on is changed, and what that adds (>) or takes away (<).
. "$(dirname "$0")/../lib.sh"

cases=$INDSTIL_SRCDIR/data/demo

# findings FILE: in a base of its own.
findings() {
	local number
	rm -f alone.db*
	number=$("$INDSTIL" --base alone.db --today 2017-05-09 import "$1" 2>said) || cat said
	"$INDSTIL" --base alone.db --today 2017-05-09 check --all "$number" | cut -f 2-4
}

for file in "$cases"/2*.yaml; do
	number=$(basename "$file" .yaml)
	golden "$number: what the rules find" "$(findings "$file")" "demo/$number.findings"
done

# turns NAME NUMBER WANTED COMMAND...: the command makes another case of the one that it reads.
turns() {
	local name=$1 number=$2 wanted=$3
	shift 3
	"$@" <"$cases/$number.yaml" >changed.yaml
	ok "$name: something was changed" test -n "$(diff "$cases/$number.yaml" changed.yaml)"
	is "$name" "$(diff "$INDSTIL_SRCDIR/tests/demo/$number.findings" <(findings changed.yaml) | grep '^[<>] .' |
		tr '\t' ' ' | sort -u)" "$wanted"
}

# without START: leaves out the entry whose line starts so, with the lines that belong to it.
without() {
	awk -v start="$1" '
		{ match($0, /^ */); indent = RLENGTH }
		gone && ($0 == "" || indent > depth) { next }
		{ gone = index(substr($0, indent + 1), start) == 1; depth = indent }
		!gone'
}

# 24-14: the ordinary measures are exhausted; they need not have been used, and a flexi-job need not be ruled out.
turns '24-14: nothing tried, all of it considered' 2017-0005 '' sed 's/state: tried/state: considered/'
turns '24-14: no word of a flexi-job' 2017-0005 '' sed 's/measure: fleksjob/measure: andet/'
turns '24-14: no reason why they are exhausted' 2017-0005 '> block ordinary.reason earlier.exhausted' without earlier.exhausted:
none_at_all() {
	without earlier: | sed 's/^  earlier.exhausted:/  earlier: []\n&/'
}
turns '24-14: neither tried nor considered' 2017-0005 '> block ordinary.documented earlier' none_at_all

# 92-16, the first judgment: an overall goal is enough, and a wish for a flexi-job is no hindrance.
turns '92-16: no goal at all' 2016-0147 '< remind goal.concrete recommendation.goal
> block goal.none recommendation.goal
> warn required goal.overall' without goal.overall:
turns '92-16: a goal after all' 2016-0147 '< remind goal.concrete recommendation.goal' \
	sed 's/^  interim_goals:/  goal: Arkivmedhjælper\n&/'
turns '92-16: a flexi-job within the course' 2016-0147 '> block measure.fleksjob recommendation.measures[1].measure' \
	sed 's/measure: leve_med_sygdom/measure: fleksjob/'

# 92-16, the second: unless it is held beforehand to be futile.
turns '92-16: futile' 2016-0131 '> block decision.futile decision.outcome
> block target.futile target.futile
> warn target.futile-weighed target.futile_why' sed 's/target.futile: false/target.futile: true/'
turns '92-16: no prospect of development' 2016-0131 '> block target.perspective target.development
> warn target.pension-considered target.pension_considered' without target.development:

# 82-16: over 40 a second course is the citizen's own choice, under 40 it is not, and none is prolonged.
turns '82-16: she wishes it' 2014-0041 '< block course.second-over-40 citizen.wishes_course' \
	sed 's/citizen.wishes_course: false/citizen.wishes_course: true/'
turns '82-16: she is 36' 2014-0041 '< block course.second-over-40 citizen.wishes_course' \
	sed 's/citizen.cpr: .*/citizen.cpr: "7711801000"/'
sed 's/^earlier_rounds:/decision: {outcome: ressourceforloeb, months: 12, prolongs: true}\n\n&/' \
	"$cases/2014-0041.yaml" >prolonged.yaml
like '82-16: the course is prolonged' "$(findings prolonged.yaml)" $'^block\tcourse.extension\tdecision.prolongs$'

# 83-15: the decision answers the request, and the municipality has taken a stand on it.
turns '83-15: the request is answered' 2016-0155 '< block decision.request decision.request_answer' \
	sed 's/^  appeal_guidance: true/  request_answer: Du er ikke i målgruppen.\n&/'
turns '83-15: no view of the request' 2016-0155 '> block request.view referral.request_view' without referral.request_view:

# 1-15: a coordinating caseworker follows from the target group; the target group does not fall without one.
turns '1-15: no coordinator keeps nobody from the target group' 2017-0003 '' without coordinator:
turns '1-15: no coordinator when the course runs' 2017-0005 '> block coordinator.missing recommendation.coordinator.name' \
	without coordinator:

# A flexi-job has its reason (BEK § 9).
no_reason() {
	awk '/^  fleksjob:/ { within = 1 } within && /^    few_hours:/ { within = 0 } !within || /^  fleksjob:/'
}
turns 'flexi-job: why?' 2017-0002 '> block fleksjob.reason recommendation.fleksjob.reason' no_reason

# A flexi-job of few hours says how the capacity can develop, and towards what (S 2, 4.3).
turns 'few hours: no word of development' 2017-0002 \
	'> block fleksjob.development recommendation.fleksjob.development' without 'development: >-'
turns 'few hours: no concrete aim' 2017-0002 '> warn fleksjob.aim recommendation.fleksjob.aim' without 'aim: >-'

# A pension rests on something, is explained, and goes with no measures that build capacity (S 2).
turns 'pension: on what basis?' 2016-0138 '> warn pension.basis recommendation.pension.basis' without basis:
turns 'pension: why?' 2016-0138 '> block pension.reduction recommendation.pension.reduction' without reduction:
turns 'pension: and a placement' 2016-0138 '> block pension.no-measures recommendation.measures' \
	sed 's/^  stance:/  measures: [{domain: employment, measure: loentilskud, what: Kontor, purpose: Job, unit: Jobcenteret,\n    expected: Timer, considerations: Hvile, words: Nej, health_risk: false}]\n&/'

# Nobody alive has the CPR number of a practice case: its day is that of a replacement number, and it passes modulus 11.
weights=(4 3 2 7 6 5 4 3 2 1)
for file in "$cases"/*.yaml; do
	cpr=$(sed -n 's/^  citizen.cpr: "\([0-9]\{10\}\)"$/\1/p' "$file")
	sum=0
	for ((i = 0; i < ${#cpr}; i++)); do sum=$((sum + ${weights[i]} * ${cpr:i:1})); done
	ok "$(basename "$file"): a replacement number" test "$((10#${cpr:0:2} > 60 && sum % 11 == 0))" = 1
done
finish
