#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# A case that is erased is nowhere any more; the others and the log stay whole.
. "$(dirname "$0")/../lib.sh"

"$INDSTIL" --base base.db --today 2017-05-09 import "$INDSTIL_SRCDIR"/data/demo/2017-00{14,19}.yaml >/dev/null 2>&1
"$INDSTIL" --base base.db backup base.db-backup-2017-05-08
ok 'before, it is there' grep -q Birgit base.db
run "$INDSTIL" --base base.db erase 2017-0014
is 'erased' "$status$out$err" 0
is 'no file holds it' "$(grep -la Birgit ./*)" ''
ok 'the other one is there' grep -q Anders base.db-backup-2017-05-08
run "$INDSTIL" --base base.db verify
is 'the log is whole' "$status$out$err" 0
run "$INDSTIL" --base base.db-backup-2017-05-08 verify
is 'and that of the copy' "$status$out$err" 0
run "$INDSTIL" --base base.db list
is 'one is left' "$(wc -l <<<"$out")" 1
run "$INDSTIL" --base base.db show 2017-0014
is 'it is not found' "$status" 2
run "$INDSTIL" --base base.db erase 2017-0014
is 'nor erased again' "$status" 2

printf rubbish >base.db-backup-2017-05-07
run "$INDSTIL" --base base.db erase 2017-0019
is 'a copy that cannot be opened' "$status" 1
like 'is named' "$err" '^indstil: .*base.db-backup-2017-05-07: could not be reached'
again=$(sed -n 's/.*indstil erase \([0-9a-f-]*\) takes.*/\1/p' <<<"$err")
run "$INDSTIL" --base base.db list
is 'the base is empty' "$status$out$err" 0
rm base.db-backup-2017-05-07
run "$INDSTIL" --base base.db erase "$again"
is 'once that is settled it is done again' "$status$out$err" 0
run "$INDSTIL" --base base.db verify
is 'and the base is whole' "$status$out$err" 0
run "$INDSTIL" --base base.db check --all
is 'and nothing is left to check' "$status$out$err" 0
finish
