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
like 'and that is said once' "$(wc -l <<<"$err")" '^1$'

# A base that may only be read is read: told by its mode, which root goes by too, and by the system's own word to who is
# not root.
plain() {
	if [[ $(id -u) == 0 ]]; then
		setpriv --reuid 65534 --regid 65534 --clear-groups -- "$@"
	else
		"$@"
	fi
}
readers=(run)
chmod 711 "$folder" "$folder/work"
plain "$INDSTIL" --version >/dev/null 2>&1 && plain test -r "$INDSTIL_DATADIR/forms/10-preparatory.yaml" &&
	readers+=('run plain')
mkdir --mode=700 still
cp base.db still/base.db
for reader in "${readers[@]}"; do
	[[ $reader == run || $(id -u) != 0 ]] || chown -R 65534:65534 still
	for modes in '400 700' '600 500'; do
		chmod "${modes% *}" still/base.db
		chmod "${modes#* }" still
		sum=$(cksum <still/base.db)
		for command in list 'show 2017-0014' 'check 2017-0014 --all' 'print 2017-0014 recommendation' verify; do
			# shellcheck disable=SC2086 # words of a command
			$reader "$INDSTIL" --base still/base.db $command
			ok "$reader, $modes: $command" test "$status" -lt 2 -a "$(wc -l <<<"$err")" = 1
			like 'and why it is not written' "$err" '^indstil: still.*can be read but not written'
		done
		for command in 'import /dev/null' 'erase 2017-0014'; do
			# shellcheck disable=SC2086 # words of a command
			$reader "$INDSTIL" --base still/base.db $command </dev/null
			is "$reader, $modes: not $command" "$status$(wc -l <<<"$err")" 21
		done
		is 'and it is as it was' "$(cksum <still/base.db)" "$sum"
		chmod 700 still
	done
done
if [[ ${#readers[@]} == 2 ]]; then
	printf '\331\325\005\371\040\241\143\327' >still/base.db-journal
	chmod 400 still/base.db
	run plain "$INDSTIL" --base still/base.db list
	is 'a write that must be undone first' "$status" 2
	like 'takes the right to write' "$err" 'a write was broken off and must be undone first'
	rm still/base.db-journal
fi
chmod 600 still/base.db
run "$INDSTIL" --base still/base.db backup copy.db
is 'of one that may be read' "$status$err" 0
chmod 400 still/base.db
run "$INDSTIL" --base still/base.db backup copy2.db
is 'a copy can be made too' "$status$err" 0

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
