#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# The page that offers what a killed session left, as recover.screen shows it.
. "$(dirname "$0")/../lib.sh"

: >none
"$INDSTIL" demo --base base.db --script none
cat >typing <<-'EOF'
	"mikkel" Enter
	Tab "Ny oplysning: æblet falder."
	:dump typed
	:wait 60000
EOF
"$INDSTIL" --base base.db --today 2017-05-09 --lang da --script typing &
session=$!
for ((i = 0; i < 200; i++)); do
	[[ -s typed ]] && break
	sleep 0.05
done
kill -KILL $session
wait $session 2>/dev/null
like 'it was typed' "$(cat typed)" 'Ny oplysning: æblet falder[.]'
ok 'and lies beside the base' test -n "$(find . -name 'base.db-draft-*' -size +0)"

touch -d '2017-05-09 08:30' base.db-draft-*
echo ':dump recover.screen' >look
run "$INDSTIL" --base base.db --today 2017-05-09 --lang da --script look
golden 'it is offered' "$(cat recover.screen)" tui/recover.screen
unlike 'and not taken without being told' "$("$INDSTIL" --base base.db show 2017-0021)" 'æblet'
ok 'so it still lies there' test -n "$(find . -name 'base.db-draft-*' -size +0)"

printf '%s\n' Esc ':dump later.screen' >later
run "$INDSTIL" --base base.db --today 2017-05-09 --lang da --script later
like 'put off, the list shows' "$(cat later.screen)" 'Mikkel Prøvegård'
ok 'and it still lies there' test -n "$(find . -name 'base.db-draft-*' -size +0)"

echo Enter >take
run "$INDSTIL" --base base.db --today 2017-05-09 --lang da --script take
like 'taken, it stands in the case' "$("$INDSTIL" --base base.db show 2017-0021)" 'Ny oplysning: æblet falder[.]'
is 'and no draft is left' "$(find . -name 'base.db-draft-*')" ''
run "$INDSTIL" --base base.db verify
is 'in a sound base' "$status$err" 0
finish
