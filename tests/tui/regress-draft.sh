#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Texts that a session could not bring into the base: of a row that somebody
# removed meanwhile, of a field that somebody changed meanwhile, too long for its log.
. "$(dirname "$0")/../lib.sh"

: >none
"$INDSTIL" demo --base practice.db --script none

on_base() {
	"$INDSTIL" --base base.db --today 2017-05-09 "$@"
}

# killed LINE...: a session that dies when it has typed this, on a fresh base.
killed() {
	rm -f base.db* typed
	cp -p practice.db base.db
	printf '%s\n' "$@" ':dump typed' ':wait 60000' >keys
	"$INDSTIL" --base base.db --today 2017-05-09 --script keys &
	local session=$!
	for ((i = 0; i < 400; i++)); do
		[[ -s typed ]] && break
		sleep 0.05
	done
	kill -KILL $session
	wait $session 2>/dev/null
}

# other KEYS: what somebody else does while the draft lies there (Esc: put off).
other() {
	printf '%s\n' Esc "$@" >keys
	on_base --script keys
}

killed '"birgit" Enter F3 Tab Tab Tab Tab Tab Tab Tab Tab Enter Tab' '"Nummer 4711"'
like 'a cell is typed in' "$(cat typed)" 'Nummer 4711'
other '"birgit" Enter F3 Tab Tab Tab Tab Tab Tab Tab Tab ^D'
unlike 'the row is removed' "$(on_base show 2017-0014)" 'Nummer 4711'
echo Enter >keys
run on_base --script keys
like 'taken, its row stands there again' "$(on_base show 2017-0014)" 'Nummer 4711'
is 'no draft is left' "$(find . -name 'base.db-draft-*')" ''

killed '"mikkel" Enter Tab "Mine ord."'
like 'a text is typed' "$(cat typed)" 'Mine ord'
other '"mikkel" Enter Tab "Andres ord."'
printf '%s\n' ':dump offered' Enter >keys
run on_base --script keys
like 'offered is the draft' "$(cat offered)" 'Mine ord[.]'
like 'beside what stands there now' "$(cat offered)" 'Andres ord[.]'
like 'taken, it stands in the case' "$(on_base show 2017-0021)" 'Mine ord[.]'

# A first key that changes nothing in the end leaves no draft to be asked about.
killed '"mikkel" Enter Tab "x" BS'
echo ':dump list' >keys
run on_base --script keys
unlike 'what was only begun is not offered' "$(cat list)" 'found again'

# The log may not grow: typing goes on, the text is in the base when its field is left.
# The base is small, since the limit of a file holds for base and log.
rm -f base.db* list
on_base import "$INDSTIL_DATADIR/demo/2017-0021.yaml" >imported 2>&1
for ((i = 0; i < 13500; i++)); do
	printf 'ord %05d ' $i
done >long
printf '%s\n' '"mikkel" Enter Tab' ':paste long' ':dump full' '" og mere end seksten tegn"' ':dump more' Left ':dump moved' Tab ':dump left' >keys
run timeout 30 bash -c "ulimit -f $(($(stat -c %s base.db) / 1024 + 400)); exec \"\$@\"" - \
	"$INDSTIL" --base base.db --today 2017-05-09 --script keys
is 'with no room for the log it ends well' "$status$err" 0
like 'having said so' "$(cat full)" 'Not safe yet'
like 'and saying so for as long as it is so' "$(cat moved)" 'Not safe yet'
unlike 'but no longer' "$(cat left)" 'Not safe yet'
like 'and not that all is saved' "$(sed -n 2p full)" '…'
unlike 'until it was' "$(sed -n 2p left)" '…'
is 'the text is in the base' "$(on_base show 2017-0021 | tr -d '\n' | tr -s ' ' | grep -o 'ord 13499 *og mere end seksten tegn')" \
	'ord 13499 og mere end seksten tegn'
finish
