#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# What was changed behind the program's back is found and named, without the text itself.
. "$(dirname "$0")/../lib.sh"

"$INDSTIL" --base base.db --today 2017-05-09 import "$INDSTIL_SRCDIR"/data/demo/2017-0014.yaml >/dev/null 2>&1
"$INDSTIL" --base base.db --today 2017-05-09 import "$INDSTIL_SRCDIR"/data/demo/2016-0102.yaml >/dev/null 2>&1
run "$INDSTIL" --base base.db verify
is 'a sound base' "$status$out$err" 0

cp base.db changed.db
LC_ALL=C sed -i 's/Birgit/Birthe/g' changed.db
run "$INDSTIL" --base changed.db verify
is 'a changed text' "$status$err" 1
like 'is named by case and field' "$out" '2017-0014.*citizen[.]name'
is 'what is whole is said at the end' "${out##*$'\n'}" '1 of 2 cases are whole'
unlike 'and not by what it says' "$out" 'Birthe|Birgit'

cp base.db cut.db
truncate -s 40960 cut.db
run "$INDSTIL" --base cut.db verify
ok 'a base that was cut' test "$status" -gt 0
like 'is not sound' "$out$err" .
finish
