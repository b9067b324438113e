#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# What is no base of ours, or not for our eyes alone, is refused in one line, and left as it was.
. "$(dirname "$0")/../lib.sh"

# refused NAME FILE: by every command that needs a base that is there.
refused() {
	local sum command
	sum=$(cat -- "$2" 2>/dev/null | cksum)
	for command in list 'show 2017-0014' check 'print 2017-0014 recommendation' verify; do
		# shellcheck disable=SC2086 # words of a command
		run "$INDSTIL" --base "$2" $command
		is "$1: $command" "$status$out$(wc -l <<<"$err")" 21
		like "$1: $command says so" "$err" "^indstil: .*$2: "
	done
	is "$1: left as it was" "$(cat -- "$2" 2>/dev/null | cksum)" "$sum"
}

refused 'missing' missing.db
is 'and not made' "$(ls)" ''
run "$INDSTIL" --base "$PWD/nowhere/base.db" list
is 'in a folder that is missing' "$status$err" "2indstil: $PWD/nowhere: there is no such folder"
: >empty.db
chmod 600 empty.db
refused 'empty' empty.db
head -c 100000 /dev/urandom >noise.db
chmod 600 noise.db
refused 'no SQLite file' noise.db
mkdir folder.db
run "$INDSTIL" --base folder.db list
is 'a folder' "$status" 2

"$INDSTIL" --base base.db --today 2017-05-09 import "$INDSTIL_SRCDIR/data/demo/2017-0014.yaml" >/dev/null 2>&1
is 'a base that is made is for its owner alone' "$(stat -c %a base.db)" 600

cp base.db newer.db
printf '\x7f\xff\xff\xff' | dd of=newer.db bs=1 seek=60 conv=notrunc status=none
sum=$(cksum <newer.db)
run "$INDSTIL" --base newer.db show 2017-0014
is 'a base of a newer program is read' "$status" 0
like 'and says so' "$err" '^indstil: newer.db: a newer version'
run "$INDSTIL" --base newer.db import "$INDSTIL_SRCDIR/data/demo/2017-0019.yaml"
is 'and not written' "$status" 2
is 'and left as it was' "$(cksum <newer.db)" "$sum"
cp base.db open.db
chmod 644 open.db
refused 'readable by others' open.db
if [[ $(id -u) != 0 ]]; then
	cp base.db still.db
	chmod 400 still.db
	refused 'read-only' still.db
fi

run "$INDSTIL" --base base.db import /dev/null
is 'a bad import' "$status" 2
run env -i "$INDSTIL" --base base.db list
is 'no environment is needed' "$status" 0

unset HOME
run "$INDSTIL" --data "$INDSTIL_DATADIR" import "$INDSTIL_SRCDIR/data/demo/2017-0019.yaml" --today 2017-05-09
is 'without a home the base is here' "$status$(ls indstil.db)" 0indstil.db
export XDG_DATA_HOME=$PWD/share
run "$INDSTIL" import "$INDSTIL_SRCDIR/data/demo/2017-0019.yaml" --today 2017-05-09
is 'and with XDG_DATA_HOME there' "$status$(stat -c %a share/indstil)" 0700
finish
