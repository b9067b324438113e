#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# The open deadlines in the review: the soonest first, those whose date is not known behind them; one that is
# met, or for another outcome, is not there.
. "$(dirname "$0")/../lib.sh"

export COLUMNS=80 LINES=24
cp -R "$INDSTIL_DATADIR" data
chmod -R u+w data
export INDSTIL_DATADIR=$PWD/data
pack=data/rules/2013-2021.yaml
find data/rules -name '*.yaml' ! -name 2013-2021.yaml -delete
# None of the pack's own waits, and these stand before them.
awk '/^[a-z]/ { within = /^deadlines:/ }
	within && folded && /^      / { next }
	{ folded = 0 }
	within && /^    open:/ { print "    open: \"false\""; folded = 1; next }
	{ print }' "$pack" >changed && mv changed "$pack"
cat >more <<'EOF'
  - {id: late, source: S 1, due: "add_days(meeting.date, 30)", open: "true", field: talk.held_on,
     text: {da: Den sidste frist, en: The last deadline}}
  - {id: none, source: S 2, due: "add_days(decision.date, 7)", open: "true", field: decision.date,
     text: {da: Fristen uden dato, en: The deadline without a date}}
  - {id: over, source: S 3, due: "add_days(meeting.date, -3)", open: "true", field: meeting.date,
     text: {da: Den overskredne frist, en: The deadline that is over}}
  - {id: met, source: S 4, due: "meeting.date", open: "meeting.date is null", field: meeting.date,
     text: {da: Den overholdte frist, en: The deadline that was met}}
  - {id: other, source: S 5, for: [fleksjob], due: "meeting.date", open: "true", field: meeting.date,
     text: {da: En anden sags frist, en: The deadline of another case}}
EOF
sed -i '/^deadlines:/r more' "$pack"

: >none
"$INDSTIL" demo --base practice.db --script none
printf '%s\n' '"birgit" Enter F7 End Up Up' ':dump over.screen' Down Down ':dump last.screen' 'Up Up Enter' \
	':dump jump.screen' >keys
run "$INDSTIL" --base practice.db --today 2017-05-09 --lang da --script keys
is 'played to its end' "$status$err" 0
is 'the soonest first, and only those that wait' "$(sed -n '/FRISTER/,/───/p' last.screen | grep -o '[!·?] .*frist.*\|[!·?] Fristen.*' | tr -s ' ')" \
	'! Den overskredne frist Mødet 06.05.2017
· Den sidste frist Efter mødet 2 08.06.2017
? Fristen uden dato Efter mødet 1 dato ukendt'
like 'one that is over says since when, and its source' "$(cat over.screen)" 'Den overskredne frist. Fristen var 6. maj 2017.  S 3'
like 'one without a date says why' "$(cat last.screen)" 'Fristen uden dato. Datoen er kendt, når'
like 'Enter goes to its field' "$(sed -n 1p jump.screen)" 'Mødet'
finish
