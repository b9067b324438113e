#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# A table is filled in with Tab alone: past the last field of a row comes the
# next row, and a new one behind the last.  Tab did nothing there, and the name
# of the next member was typed on to the last answer of the one before.
. "$(dirname "$0")/../lib.sh"

cat >case.yaml <<-'YAML'
	indstil: 1
	number: "2017-0001"
	stage: draft
	fields:
	  citizen.name: Anders Prøve
YAML
run "$INDSTIL" --base practice.db --today 2017-05-09 import case.yaml

start='Enter F3 Tab Tab Tab Tab Tab Tab Tab Tab'

# after KEYS...: they are typed at the start, the seats of the meeting, of which there are none.
after() {
	rm -f base.db* screen
	cp -p practice.db base.db
	printf '%s\n' "$start" "$@" ':dump screen' >keys
	"$INDSTIL" --base base.db --today 2017-05-09 --lang da --script keys
	"$INDSTIL" --base base.db show 2017-0001 >case.yaml
}
seats() {
	sed -n 's/^ *name: //p' case.yaml | tr -d '"' | tr '\n' ' '
}
cells() {
	sed -n "/^  seats:/,/^  [a-z]/s/^ *\(- \)\?$1: //p" case.yaml | tr -d '"' | tr '\n' ' '
}

numbers() {
	sed -n '/^  *statements:/,/^[a-z]/s/^ *\(- \)\?no: //p' case.yaml | tr '\n' ' '
}

first='"besk" Enter "Anna" Tab "j"'
after "$first"
is 'a row' "$(cells name)$(cells present)" 'Anna true '
after "$first Tab Tab"
like 'past its last field comes a new one' "$(head -1 screen)" ' Teamets medlemmer  2/2$'
after "$first" 'Tab Tab "soc" Enter "Bo" Tab "j" Tab "n" Tab'
is 'which is filled in like the first' "$(cells name)$(cells present)$(cells disqualified)" 'Anna Bo true true false '
after "$first Tab Tab Tab Tab Tab Tab Tab"
like 'an empty one is the last' "$(head -1 screen)" ' 2/2$'
is 'which is said' "$(grep -c 'Denne række er tom' screen)" 1
after "$first Tab Tab Esc"
is 'and gone again when it is left so' "$(cells present)" 'true '
two="$first Tab Tab \"soc\" Enter \"Bo\" Tab \"j\""
after "$two" 'Esc Up Enter Tab Tab Tab Tab'
like 'past the last field of another row comes the next' "$(head -1 screen)" ' 2/2$'
after "$two" 'S-Tab S-Tab S-Tab'
like 'before its first field the row before' "$(head -1 screen)" ' 1/2$'
is 'at its last' "$(grep -c '▸ Inhabil' screen)" 1
after "$two" 'S-Tab S-Tab S-Tab S-Tab S-Tab S-Tab S-Tab S-Tab S-Tab'
like 'before the first there is none' "$(head -1 screen)" ' 1/2$'
after "$two" 'Ins'
like 'Ins begins another' "$(head -1 screen)" ' 3/3$'

# A new row began at the first column that must be answered, in the middle of it; a row that was begun still does.
pointed() {
	after "$@"
	sed -n 's/^ ▸ \([^ ]*\).*/\1/p' screen
}
start='Enter F6 "tidl" Enter'
is 'a new row begins at its top' "$(pointed Ins)" Indsats
is 'so does one that a letter begins' "$(pointed '"m" Esc')" Indsats
is 'one that was begun, at what must be answered' "$(pointed Ins Tab '"3.2015"' Esc Enter)" Status

# A row that was opened and left without a word in it used up a number: the statements were B1 and B3.
start='Enter PgDn PgDn PgDn Tab Tab Tab Tab Ins'
after '"Jeg vil ud at arbejde" Tab Esc Ins "Men ikke om morgenen" Esc'
is 'the statements have the numbers that follow' "$(numbers)" '1 2 '
after '"Jeg vil ud at arbejde" Tab "Forkert" Esc ^D Ins "Men ikke om morgenen" Esc'
is 'what was said and removed keeps its own' "$(numbers)" '1 3 '
finish
