#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Words typed where a choice stands change no answer, and a list that nothing
# on it fits chooses nothing: a j in a name made members disqualified, and of
# "praktik" the r alone was read.
. "$(dirname "$0")/../lib.sh"

: >none
"$INDSTIL" demo --base practice.db --script none

# after KEYS...: they are typed on screen 3 of a case, whose first answer is yes and whose second is none.
after() {
	rm -f base.db* screen
	cp -p practice.db base.db
	printf '%s\n' '"anders" Enter PgDn PgDn' "$@" ':dump screen' >keys
	"$INDSTIL" --base base.db --today 2017-05-09 --lang da --script keys
	"$INDSTIL" --base base.db show 2017-0019 >case.yaml
}
answer() {
	sed -n "s/^ *$1: //p" case.yaml
}
months() {
	"$INDSTIL" --base "${1-base.db}" show 2016-0102 | sed -n 's/^  months: //p'
}
said() {
	grep -c "$1" screen
}

only='! Her kan kun svares ja eller nej'
after
is 'the first is answered and the second is not' "$(answer prepare.purpose) $(answer prepare.possibilities)" 'true '

after '"n"'
is 'n answers' "$(answer prepare.purpose)" false
after '"nej"'
is 'so does the word' "$(answer prepare.purpose)" false
is 'and nothing is said of it' "$(said "$only")" 0
after '"NEJ" Tab "Ja" Tab "j" Tab'
is 'whatever its case' "$(answer prepare.purpose) $(answer prepare.possibilities)" 'false true'
after '"nj"'
is 'a second thought is an answer' "$(answer prepare.purpose)" true
is 'and nothing is said of it either' "$(said "$only")" 0

for word in Nanna Njal Hanne 'Lis Jensen' 'n nr. 3' nejtak 4; do
	after "\"$word\""
	is "$word leaves what was answered" "$(answer prepare.purpose)" true
	is 'and is said to be no answer' "$(said "$only")" 1
	after "Tab \"$word\""
	is 'where nothing was answered it answers nothing' "$(answer prepare.possibilities)" ''
done
after 'Tab "Jens" Tab "j"'
is 'the next field reads its letters again' "$(answer prepare.possibilities) $(answer prepare.why_team)" ' true'
after '"Hans" Left Right "n"'
is 'so does the same after another key' "$(answer prepare.purpose)" false
after 'Enter Enter Enter Space'
is 'Enter goes on and changes nothing' "$(answer prepare.purpose) $(answer prepare.possibilities) $(answer prepare.why_team)" 'true  true'

# Of a duration each digit is so many years, the last one counts, and none leaves it without an answer: of 3 and then
# 2 nothing was left.  Who types a number of months is told at its second digit, and gets no 4 years for 24.
duration() {
	after Esc Esc '"tove"' Enter M-l '"Trykfejl."' Enter F5 Tab "$@"
}
for typed in 4:48 32:24 23:36 2år:24 3+:37 3-:35 3+2:24 12:12 24:24 36:36 48:48 244:48 122:24 42:24; do
	duration Del "\"${typed%:*}\""
	is "${typed%:*} is ${typed#*:} months" "$(months)" "${typed#*:}"
done
duration '"32"'
is 'whatever stood before' "$(months)" 24
advice='! Her vælger ét ciffer antal år'
for typed in 4:0 3+2:0 3+:0 32:1 24:0 6:1 0:1 36:0 x:1; do
	duration "\"${typed%:*}\""
	is "$typed: what is no number of years is said to be none" "$(said "$advice")" "${typed#*:}"
done
for typed in 6 0 x 'tre år'; do
	duration "\"$typed\""
	is "$typed leaves the duration as it was" "$(months)" "$(months practice.db)"
	duration Del "\"$typed\""
	is 'or empty' "$(months)" ''
done
duration Del '"6"' '"3"'
is 'and the next digit is read' "$(months)" 36
for arrow in Left Right; do
	duration Del $arrow
	is "$arrow begins at the first" "$(months)" 12
done

# chosen KEYS...: the outcome that stands after they were typed on a list whose answer is a course.
chosen() {
	after Esc Esc '"tove"' Enter M-l '"Trykfejl."' Enter F5 "$@"
	"$INDSTIL" --base base.db show 2016-0102 | sed -n 's/^  outcome: //p'
}
is 'a beginning that fits chooses' "$(chosen '"fleks"' Enter)" fleksjob
is 'a word that is not there chooses nothing' "$(chosen '"flekx"' Enter)" ressourceforloeb
chosen '"flekx"' Enter >/dev/null
is 'is kept as it was typed' "$(said 'Skriv for at finde: flekx')" 1
is 'and is said to fit nothing' "$(said '  ! Intet på listen passer')" 1
is 'taking letters back makes it fit again' "$(chosen '"flekx"' BS Enter)" fleksjob
is 'the first letter counts, whatever stands' "$(chosen '"f"' Enter)" fleksjob

# Who types blindly ends an answer with Tab: the list was still open, and took what was meant for the next field.
entered=$(chosen '"f"' Enter; cat screen)
is 'Tab takes what fits and goes on, as Enter does' "$(chosen '"f"' Tab; cat screen)" "$entered"
is 'Tab takes nothing where nothing fits' "$(chosen '"flekx"' Tab '"j"')" ressourceforloeb
is 'stays in the list' "$(said 'Skriv for at finde: flekxj')" 1
chosen '"flekx"' Tab >/dev/null
is 'and says so' "$(said '^ ! Intet på listen passer')" 1
is 'which the bar does not call OK' "$(said '^Enter OK')" 0
chosen '"flek"' >/dev/null
is 'as it does where something fits' "$(said '^Enter OK')" 1
chosen F9 Tab >/dev/null
is 'a list that is no answer is left by Enter alone' "$(said 'Hvor skal sagen hen?')" 1
finish
