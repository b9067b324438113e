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
like 'what is whole is said' "$out" '^1 of 2 cases are whole$'
like 'and what is not' "$out" '^Damaged: 2017-0014$'
like 'and how to save the rest' "$out" '^  indstil --base changed.db show CASE'
like 'without a copy, that too' "$out" '^There is no copy beside the base[.]'
unlike 'SQLite has nothing to say of it' "$out" SQLite
unlike 'and not by what it says' "$out" 'Birthe|Birgit'

# The head of a page that SQLite can read the base without.
"$INDSTIL" --base base.db backup pages.db-backup-2017-05-08
for ((page = 20; page < 60; page++)); do
	cp base.db pages.db
	printf '\377' | dd of=pages.db bs=1 seek=$((page * 4096)) conv=notrunc 2>/dev/null
	run "$INDSTIL" --base pages.db verify
	[[ $status == 1 && $out == *'1 of 2 cases'* ]] && break
done
like 'a damaged page' "$out" '^parts of the file cannot be read'
like 'is told by its cases' "$out" '^Damaged: 201[67]-0[0-9]*$'
like 'with the way back' "$out" '^  indstil --base pages.db restore ./pages.db-backup-2017-05-08$'
like 'SQLite comes last' "${out##*'In SQLite'}" '  .*Page '
unlike 'and only there' "${out%'In SQLite'*}" 'Page |\*\*\*|btree'

cp base.db cut.db
truncate -s 40960 cut.db
run "$INDSTIL" --base cut.db verify
ok 'a base that was cut' test "$status" -gt 0
like 'is not sound' "$out$err" .
finish
