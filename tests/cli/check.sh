#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
. "$(dirname "$0")/../lib.sh"

at() {
	run "$INDSTIL" --today 2017-05-09 --base base.db "$@"
}

at import "$INDSTIL_SRCDIR"/data/demo/2017-0014.yaml "$INDSTIL_SRCDIR"/data/demo/2017-0019.yaml \
	"$INDSTIL_SRCDIR"/data/demo/sound.yaml
sound=$(tail -n 1 <<<"$out")

at check 2017-0014
is 'a case that is blocked' "$status$err" 1
is 'five columns a line' "$(awk -F '\t' 'NF != 5' <<<"$out")" ''
is 'the first is its number' "$(cut -f 1 <<<"$out" | sort -u)" 2017-0014
is 'the second a severity' "$(cut -f 2 <<<"$out" | grep -vxE 'block|warn|remind|unknown')" ''
like 'a row by its number' "$out" $'\t''statements.unanswered'$'\t''statements\[2\][.]text'$'\t'
like 'a field by its id' "$out" $'\t''duration.reason'$'\t''recommendation.duration_reason'$'\t'
unlike 'nothing of later stages' "$out" $'\t''decision[.]'
some=$out

at check --all 2017-0014
like 'but with --all' "$out" $'\t''decision[.]'
is 'which has all that the rules found before' "$(grep -v required <<<"$some" | grep -vxFf <(printf '%s\n' "$out"))" ''

at --lang da check 2017-0014
is 'Danish has the same findings' "$(cut -f 1-4 <<<"$out")" "$(cut -f 1-4 <<<"$some")"
like 'in Danish' "$out" 'Ikke besvaret: '

at check "$sound"
is 'a sound case' "$status$out$err" 0
at check
is 'all cases' "$status$(cut -f 1 <<<"$out" | sort -u | tr '\n' ' ')" '12017-0014 2017-0019 '
at check 2099-0001
is 'a case that is not there' "$status$out" 2
like 'is named' "$err" '^indstil: 2099-0001: '
at check 2099-0001 2017-0014
is 'and does not keep the others from being checked' "$status$(cut -f 1 <<<"$out" | sort -u)" 22017-0014

# a recorded reason lifts a rule that allows one
printf 'indstil: 1\nid: %s\noverrides: [{rule: statements.unanswered, reason: "Besvares på mødet", by: Anne}]\n' \
	"$(sed -n 's/^id: //p' "$INDSTIL_SRCDIR/data/demo/2017-0014.yaml")" >override.yaml
at import override.yaml
at check 2017-0014
unlike 'an overridden rule is no longer found' "$out" 'statements.unanswered'

# The law that held on the day of the decision: three years at most from 1 January 2022
decided() {
	sed '/^id: /d; /^pack: /d; s/^  date: 2017-05-16/  date: '"$1/; s/^  months: 24/  months: 37/" \
		"$INDSTIL_SRCDIR/data/demo/sound.yaml" >decided.yaml
	at import decided.yaml
	at check --all "$out"
	cut -f 3 <<<"$out" | sort -u | tr '\n' ' '
}
is 'decided in 2021, 37 months are long' "$(decided 2021-12-31)" 'duration.idle duration.long guidance.replaced '
is 'from 2022 they are too many' "$(decided 2022-01-01)" 'decision.duration duration.idle duration.range '
finish
