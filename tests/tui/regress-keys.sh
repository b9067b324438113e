#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Keys that come before the screen is painted do what they do after it, and
# what stands on the screen is of the case as it is now.
. "$(dirname "$0")/../lib.sh"

: >none
"$INDSTIL" demo --base practice.db --script none

# screen LINE...: what a script of these lines leaves on the screen, from a fresh base.
screen() {
	rm -f base.db* screen
	cp -p practice.db base.db
	printf '%s\n' "$@" ':dump screen' >keys
	"$INDSTIL" --base base.db --today 2017-05-09 --script keys && cat screen
}

# In haste, and with a paint before each key.
while read -r -a keys; do
	slowly=()
	for key in "${keys[@]}"; do
		slowly+=("$key" ':dump painted')
	done
	is "${keys[*]} in haste" "$(screen "${keys[*]}")" "$(screen "${slowly[@]}")"
done <<-'EOF'
	Enter F4 Down Enter
	Enter F4 Down Right Right End
	Enter F8 Down Down Down Down Down Down Down Down Enter
	Enter F5 PgDn PgDn Enter Tab
EOF

# A step of the stage changes what is found; the list of it is made anew.
step='"birgit" Enter F7 F9 "ready" Enter "Udsat" Enter'
now=$(screen "$step")
like 'the step was taken' "$now" 'Stage: '
is 'after it the review is that of the new stage' "$(grep -v 'Stage: ' <<<"$now" | head -20)" \
	"$(screen "$step F5 F7" | grep -v 'Stage: ' | head -20)"

# In a text of a row C-Del is for a word; the row stays.
row='"tove" Enter F5 PgDn PgDn Enter'
is 'C-Del leaves the row' "$(screen "$row C-Del Esc" | grep -E '[0-9] rows?')" "$(screen "$row Esc" | grep -E '[0-9] rows?')"

finish
