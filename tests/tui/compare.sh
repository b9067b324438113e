#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# The case under other rules, and what a pack refers to: without another pack in the data folder it says so; with one, what would be
# different stands side by side, and looking changes nothing.
. "$(dirname "$0")/../lib.sh"

export COLUMNS=80 LINES=24
cp -R "$INDSTIL_DATADIR" data
chmod -R u+w data
export INDSTIL_DATADIR=$PWD/data
own=data/rules/2013-2021.yaml
find data/rules -name '*.yaml' ! -name 2013-2021.yaml -delete

: >none
"$INDSTIL" demo --base practice.db --script none

# play KEYS...: types them into the practice base, in Danish.
play() {
	printf '%s\n' "$@" >keys
	run "$INDSTIL" --base practice.db --today 2017-05-09 --lang da --script keys
	is 'played to its end' "$status$err" 0
}

play '"birgit" Enter F7 M-p' ':dump alone.screen'
like 'a folder with one pack has nothing to compare with' "$(cat alone.screen)" 'ingen andre regler'

# What the pack refers to stands with the conditions, each with its outcome.
sed -i '/^references:/,/^$/d' "$own"
printf '%s\n' 'references:' '  - {for: [fleksjob], text: {da: Prøvens vejledning, en: The guidance of the test}}' >>"$own"
play '"birgit" Enter F2 Down Tab End' ':dump see.screen' 'S-Tab Up Tab' ':dump other.screen'
like 'a reference stands below its outcome' "$(cat see.screen)" '▸ · Prøvens vejledning'
unlike 'and not below another' "$(cat other.screen)" 'Prøvens vejledning'

# Another law: three years at most, a certificate that only warns, one rule gone.
sed -e 's/^pack: .*/pack: "2022"/' -e 's/^from: .*/from: 2022-01-01/' -e '/^to: /d' \
	-e 's/^title: .*/title: {da: Forløb efter prøveloven, en: Courses under the test act}/' \
	-e 's/^duration: .*/duration: {min: 12, max: 36}/' \
	-e '/^  - id: measure.none$/,/^    source/s/severity: block/severity: warn/' \
	-e '/^  - id: coordinator.missing$/,/^    when/s/when: .*/when: "false"/' "$own" >data/rules/2022.yaml
before=$("$INDSTIL" --base practice.db show 2017-0014)
play '"birgit" Enter F7 M-p' ':dump compare-choose.screen' 'Enter' ':dump compare.screen' \
	'Down Down' ':resize 60 20' ':dump compare-narrow.screen' 'Enter' ':dump compare-jump.screen'
like 'one is chosen by its title and its dates' "$(cat compare-choose.screen)" 'Forløb efter prøveloven +01.01.2022'
like 'Enter goes to the field behind a difference' "$(cat compare-jump.screen)" 'Støtte  4/8'
for screen in compare compare-narrow; do
	golden "$screen" "$(cat $screen.screen)" "tui/$screen.screen"
done
is 'the case is as it was' "$("$INDSTIL" --base practice.db show 2017-0014)" "$before"
play '"tove" Enter F6 "andre" Enter Enter' ':dump same.screen'
like 'another case, reached from the list of screens' "$(cat same.screen)" 'Sagen efter andre regler'
finish
