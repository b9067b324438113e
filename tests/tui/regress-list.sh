#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# The list of cases keeps its place: when a case is closed, and when the window changes.
. "$(dirname "$0")/../lib.sh"

for ((i = 101; i <= 160; i++)); do
	cat >"$i.yaml" <<-EOF
		indstil: 1
		number: "2017-0$i"
		stage: draft
		fields:
		  citizen.name: Anders $i Prøve
	EOF
done
run "$INDSTIL" --base base.db --today 2017-05-09 import ./*.yaml
is 'sixty cases' "$status$(wc -l <<<"$out")" 060

# screen KEYS: what they leave on the screen.
screen() {
	printf '%s\n' "$@" ':dump screen' >keys
	"$INDSTIL" --base base.db --today 2017-05-09 --script keys && cat screen
}
pointed() {
	screen "$@" | sed -n 's/^ *▸ \([^ ]*\).*/\1/p'
}

is 'at the beginning the first' "$(pointed)" 2017-0101
is 'two pages on' "$(pointed PgDn PgDn Down)" 2017-0128
is 'a case that is closed is the one at the pointer' "$(pointed PgDn PgDn Down Enter Esc)" 2017-0128
is 'so it is where one has paged back to it' "$(pointed PgDn PgDn Down PgUp Enter Esc)" "$(pointed PgDn PgDn Down PgUp)"
is 'on the screen that it stood on' "$(screen PgDn PgDn Down Enter Esc)" "$(screen PgDn PgDn Down)"
is 'paging back to the start fills the screen' "$(screen PgDn PgUp | grep -c '2017-01')" "$(screen | grep -c '2017-01')"
is 'a search begins at its own start' "$(pointed PgDn PgDn '"anders"')" 2017-0101
is 'a larger window holds more' "$(screen ':resize 80 50' ':wait 0' | grep -c '2017-01')" 39
is 'and in a smaller one the pointer is seen' "$(screen PgDn PgDn Down ':resize 80 16' ':wait 0' | grep -c '▸')" 1
finish
