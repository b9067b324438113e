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
