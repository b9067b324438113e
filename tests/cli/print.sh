#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
. "$(dirname "$0")/../lib.sh"

at() {
	run "$INDSTIL" --today 2017-05-09 --base base.db "$@"
}

at import "$INDSTIL_SRCDIR"/data/demo/2017-0014.yaml
at print 2017-0014 recommendation
is 'a document' "$status$err" 0
like 'with what it is about' "$out" 'Birgit Prøvesen'
english=$out
at print 2017-0014 recommendation --lang da
like 'in Danish' "$out" 'indstilling'
ok 'which is another text' test "$out" != "$english"
ok 'no line is wider than paper' test "$(wc -L <<<"$out")" -le 76

at print 2017-0014 recommendation --format text -o out.txt
is 'into a file' "$status$out$err" 0
is 'the same' "$(cat out.txt)" "$english"
is 'for its owner alone' "$(stat -c %a out.txt)" 600
echo old >out.txt
at print 2017-0014 recommendation -oout.txt
is 'over another one' "$(cat out.txt)" "$english"
at print 2017-0014 recommendation -o none/out.txt
is 'a folder that is not there' "$status$out" 2
like 'is named' "$err" '^indstil: .*none'
mkdir folder
at print 2017-0014 recommendation -o folder
is 'a folder in place of the file' "$status" 2
is 'leaves nothing behind' "$(find . -name '*indstil-*' -o -path './folder/*')" ''

at print 2017-0014 indstilling
like 'of those there are' "$err" 'there are: recommendation'
at print 2017-0014 nothing
is 'a document that there is not' "$status$out" 2
at print 2017-0014 recommendation --format odt
is 'a format that there is not' "$status$out" 2
at print 2099-0001 recommendation
is 'a case that there is not' "$status$out" 2
at print 2017-0014 recommendation --round 2
is 'a round that there was not' "$status$out" 2

at --kiosk print 2017-0014 recommendation
is 'a kiosk prints to the screen' "$status$out" "0$english"
at --kiosk print 2017-0014 recommendation -o kiosk.txt
is 'and into no file' "$status$(ls kiosk.txt 2>/dev/null)" 2
mkdir -p export "$HOME/.config/indstil"
echo "export_folders: ['$PWD/export']" >"$HOME/.config/indstil/indstil.yaml"
at --kiosk print 2017-0014 recommendation -o export/kiosk.txt
is 'unless its folder is set' "$status$(ls export)" 0kiosk.txt
at --kiosk print 2017-0014 recommendation -o export/../kiosk.txt
is 'which one does not get out of' "$status$(ls kiosk.txt 2>/dev/null)" 2
mkdir exported
at --kiosk print 2017-0014 recommendation -o exported/kiosk.txt
is 'nor beside' "$status$(ls exported)" 2
ln -s .. export/up
at --kiosk print 2017-0014 recommendation -o export/up/kiosk.txt
is 'nor by a link' "$status$(ls kiosk.txt 2>/dev/null)" 2
# What a slip of the hand must not write over.
run "$INDSTIL" --base base.db import "$INDSTIL_DATADIR/demo/2017-0014.yaml"
run "$INDSTIL" --base base.db print 2017-0014 recommendation -o base.db
is 'the base is no place to print to' "$status $([[ $err == *base.db* ]] && echo named)" '2 named'
run "$INDSTIL" --base base.db list
is 'and is whole' "$status" 0
run "$INDSTIL" --base base.db print 2017-0014 recommendation -o base.db-journal
is 'nor is what lies beside it' "$status" 2
mkfifo pipe
run "$INDSTIL" --base base.db print 2017-0014 recommendation -o pipe
is 'nor what is no plain file' "$status $(test -p pipe && echo there)" '2 there'

finish
