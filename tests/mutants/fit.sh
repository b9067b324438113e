#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# The faults of tests/mutants/run still fit the source; which takes no time, while trying them takes half an hour.
. "$(dirname "$0")/../lib.sh"
faults=$INDSTIL_SRCDIR/tests/mutants/run

ok 'every fault fits the source in one place, and its tests are there' "$faults" --fit

# fault FILE TEST LINE: a file of one fault that takes the line out.
fault() {
	printf '%s\n' 'fault tried' "in $1" "by $2" "-$3" >tried.faults
}

# not_fit NAME: the fault is one that is told.
not_fit() {
	run "$faults" --fit "$PWD/tried.faults"
	is "$1" "$status" 1
	like "$1, by its name" "$out" ': tried does not fit '
}

opened=$'\tif (!db_begin(db, e))'
fault src/store/schema.c tests/unit/test_store "$opened"
ok 'a line that is there once is found' "$faults" --fit "$PWD/tried.faults"
fault src/store/schema.c tests/unit/test_store "${opened#?}"
not_fit 'half a line is not taken for one'
fault src/store/schema.c tests/unit/test_store $'\t\treturn false;'
not_fit 'a line that is there twice is told'
fault src/store/gone.c tests/unit/test_store "$opened"
not_fit 'a file that is gone is told'
fault src/store/schema.c tests/unit/test_gone "$opened"
not_fit 'a test that is gone is told'
fault src/store/schema.c tests/unit/test_store "$opened"
printf '%s\n' "+$opened" >>tried.faults
not_fit 'a fault that changes nothing is told'
finish
