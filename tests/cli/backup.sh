#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# A copy of the base, and back: what is damaged gives way to what is whole, and is kept.
. "$(dirname "$0")/../lib.sh"

"$INDSTIL" --base base.db --today 2017-05-09 import "$INDSTIL_SRCDIR"/data/demo/2017-0014.yaml >/dev/null 2>&1
run "$INDSTIL" --base base.db backup copy.db
is 'a copy' "$status$out$err" 0
is 'is for its owner alone' "$(stat -c %a copy.db)" 600
run "$INDSTIL" --base copy.db verify
is 'and whole' "$status$out$err" 0
run "$INDSTIL" --base base.db backup copy.db
is 'it is never written over' "$status" 2
like 'and that is said' "$err" '^indstil: copy.db: is there already'
run "$INDSTIL" --base missing.db backup other.db
is 'no base, no copy' "$status$(ls other.db 2>/dev/null)" 2

LC_ALL=C sed -i 's/Birgit/Birthe/g' base.db
run "$INDSTIL" --base base.db backup other.db
is 'of a damaged base there is none' "$status$(ls other.db 2>/dev/null)" 2
like 'and it says how to find out more' "$err" 'indstil --base base.db verify'
like 'and how to save what is whole' "$err" '^  indstil --base base.db show CASE'
run "$INDSTIL" --base base.db restore copy.db
is 'the copy takes its place' "$status$err" 0
kept=$(ls base.db-replaced-*)
like 'what was there is kept' "$out" "$kept"
ok 'as it was' grep -q Birthe "$kept"
run "$INDSTIL" --base base.db verify
is 'the base is whole' "$status$out$err" 0
run "$INDSTIL" --base base.db show 2017-0014
like 'with what it said' "$out" 'Birgit'

printf rubbish >rubbish.db
chmod 600 rubbish.db
run "$INDSTIL" --base base.db restore rubbish.db
is 'rubbish takes no place' "$status" 2
run "$INDSTIL" --base base.db restore missing.db
is 'and what is not there neither' "$status" 2
is 'nothing is left of trying' "$(ls -- *new-* 2>/dev/null)" ''
run "$INDSTIL" --base base.db verify
is 'and the base is whole' "$status$out$err" 0

run "$INDSTIL" --base base.db restore ./base.db
is 'the base itself is no copy of it' "$status" 2
like 'and that is said' "$err" '^indstil: ./base.db: is the base itself'

"$INDSTIL" --base base.db erase 2017-0014
run "$INDSTIL" --base base.db restore copy.db
is 'a copy with a case that was erased since' "$status" 0
like 'is told of' "$err" '^indstil: 2017-0014 was erased for good and is not brought back; copy.db still holds it'
run "$INDSTIL" --base base.db show 2017-0014
is 'and does not bring it back' "$status$(grep -la Birgit base.db*)" 2

rm base.db*
run "$INDSTIL" --base base.db restore copy.db
is 'where no base is left, one comes' "$status$out$err" 0
run "$INDSTIL" --base base.db show 2017-0014
is 'and it opens' "$status" 0
finish
