#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Every command with a function key has a twin for terminals that swallow
# function keys, and the twin leads to the same screen.
. "$(dirname "$0")/../lib.sh"

: >none
"$INDSTIL" demo --base practice.db --script none

# screen KEYS...: what they lead to on a fresh base.
screen() {
	rm -f base.db* screen
	cp -p practice.db base.db
	printf '%s\n' "$@" ':dump screen' >keys
	"$INDSTIL" --base base.db --today 2017-05-09 --script keys && cat screen
}

# Where a key works is got to by the keys before it.
while read -r key twin way; do
	before=$(screen "$way")
	by_key=$(screen "$way" "$key")
	is "$twin does what $key does ($way)" "$(screen "$way" "$twin")" "$by_key"
	ok "which is something" test "$before" != "$by_key"
done <<-'EOF'
	F2 ^N
	F1 ^G
	F8 ^V Down
	F3 ^T Down Enter
	F4 ^A Down Enter
	F5 ^R Down Enter
	F6 ^F Down Enter
	F7 ^K Down Enter
	F8 ^V Down Enter
	F9 ^E Down Enter
	F1 ^G Down Enter
	F8 ^W Down Enter F7 End
	F2 ^N Down Enter F8
	F10 Esc Down Enter F7
	^Z F11 Down Enter Tab "ord"
	^Y F12 Down Enter Tab "ord" ^Z
	Ins ^O Down Enter F5 PgDn PgDn
	M-Down ^B Down Enter F3 Tab Tab Tab Tab Tab Tab Tab Tab
	M-Up ^U Down Enter F3 Tab Tab Tab Tab Tab Tab Tab Tab Down
	u M-u Down Enter F4
EOF

# A command that gets a function key later is not forgotten here.
for key in $("$INDSTIL" --manual-keys | sed -n 's/^[.]It Ic \(F[0-9]*\)$/\1/p'); do
	ok "$key has a twin" false
done
finish
