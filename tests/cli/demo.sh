#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# The practice base: fictional cases in a folder that goes away, unless --base keeps it.
. "$(dirname "$0")/../lib.sh"

mkdir -m 700 runtime
export XDG_RUNTIME_DIR=$PWD/runtime
echo ':dump screen' >keys

run "$INDSTIL" demo --script keys
is 'the demo opens and ends' "$status$err" 0
for name in 'Anders Prøvegaard' 'Birgit Prøvesen' 'Mikkel Prøvegård'; do
	like "shows $name" "$(cat screen)" "$name"
done
like 'says that it is for practice' "$(cat screen)" 'Practice: gone when you quit, set day'
is 'and leaves nothing behind' "$(ls -A runtime) $(find "$HOME" -type f)" ' '

run "$INDSTIL" demo --script keys --lang da
like 'speaks Danish' "$(cat screen)" 'Øvebase: slettes til sidst, fast dato'

# One F10 too many after a case was closed threw all practice away.
# left KEYS: what these leave on the screen; nothing where the program has ended.
left() {
	rm -f screen
	printf '%s\n' "$1" ':dump screen' >quit
	"$INDSTIL" demo "${@:2}" --script quit >/dev/null 2>&1
	cat screen 2>/dev/null
}
like 'F10 asks first' "$(left 'Enter F10 F10')" 'Quit the practice'
like 'Esc stays' "$(left 'F10 Esc')" 'Birgit'
unlike 'without the question' "$(left 'F10 Esc')" 'Quit the practice'
like 'so does F10 once more' "$(left 'F10 F10')" 'Birgit'
is 'Enter quits' "$(left 'F10 Enter')" ''
is 'a base that is kept is left without a question' "$(left F10 --base kept.db)" ''
rm -f kept.db*

run "$INDSTIL" demo --base kept.db --script keys --today 2017-06-01
is 'a base that is kept' "$status$err" 0
like 'on another day' "$(cat screen)" '1 June 2017'
run "$INDSTIL" --base kept.db list
is 'has the cases' "$(wc -l <<<"$out")" "$(find "$INDSTIL_DATADIR/demo" -name '2*.yaml' | wc -l)"
sum=$(cksum <kept.db)
run "$INDSTIL" demo --base kept.db --script keys
is 'which are not imported again' "$status$(cksum <kept.db)" "0$sum"

cp -r "$INDSTIL_DATADIR" data
chmod -R u+w data
echo 'x: 1' >>data/demo/2017-0014.yaml
run "$INDSTIL" --data data demo --script keys
is 'a faulty case ends it' "$status" 2
is 'without a trace' "$(ls -A runtime)" ''
finish
