#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Each NAME.keys beside this file is typed into the program on the practice
# cases, 9 May 2017, in Danish at 80x24 unless its head says otherwise:
#
#	# options: --lang en
#	# size: 120 40
#
# What it dumps ("NAME.screen") must be what stands beside it; UPDATE=1 writes
# that.  No meaning hangs on colour, so without it every screen is the same.
. "$(dirname "$0")/../lib.sh"
shopt -s nullglob

scripts=$INDSTIL_SRCDIR/tests/tui
: >none
"$INDSTIL" demo --base practice.db --script none

# head WORD FILE: what stands behind "# WORD:" in it.
head_of() {
	sed -n "s/^# $1: //p" "$2"
}

# play FILE OPTION...: types it into a fresh base.
play() {
	local file=$1 columns rows options
	shift
	read -r columns rows <<<"$(head_of size "$file") 80 24"
	read -ra options <<<"$(head_of options "$file")"
	rm -f -- *.screen base.db*
	cp -p practice.db base.db
	run env COLUMNS="$columns" LINES="${rows%% *}" "$INDSTIL" --base base.db --today 2017-05-09 --lang da \
		"${options[@]}" "$@" --script "$file"
}

made=$'recover.screen\ncompare.screen\ncompare-narrow.screen'		# by scripts of their own
for file in "$scripts"/*.keys; do
	name=$(basename "$file" .keys)
	play "$file"
	is "$name: played to its end" "$status$err" 0
	for screen in *.screen; do
		golden "$screen" "$(cat "$screen")" "tui/$screen"
		made+=$'\n'$screen
	done
	play "$file" --mono
	for screen in *.screen; do
		is "$screen without colour" "$(cat "$screen")" "$(cat "$scripts/$screen")"
	done
done

orphans=$(cd "$scripts" && comm -23 <(printf '%s\n' *.screen) <(sort <<<"$made"))
is 'every screen is still made by a script' "$orphans" ''
unlike 'ASCII screens have no other marks' "$(cat "$scripts"/ascii*.screen)" \
	'▸|✓|○|●|─|│|█|░|▴|▾|✗|◕|◐|…'
is 'the picture in README.md is the program' "$(sed -n '/^```/,/^```/p' "$INDSTIL_SRCDIR/README.md" | grep -A30 '^ 2017' | sed '/^```/,$d')" \
	"$(grep -v '^@' "$scripts/readme.screen")"
finish
