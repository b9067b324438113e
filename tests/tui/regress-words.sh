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

# Of a duration one digit is the years; 18 and 24 are months, and neither 8 nor 4 years.
after Esc Esc '"tove"' Enter M-l '"Trykfejl."' Enter F5 Tab Del '"4"'
is 'a digit is so many years' "$(months)" 48
for typed in 18 24 2år; do
	after Esc Esc '"tove"' Enter M-l '"Trykfejl."' Enter F5 Tab "\"$typed\""
	is "$typed leaves the duration as it was" "$(months)" "$(months practice.db)"
	is 'and is said not to be one' "$(said '! Her vælger ét ciffer antal år')" 1
done
after Esc Esc '"tove"' Enter M-l '"Trykfejl."' Enter F5 Tab '"3+"'
is 'a month more is no part of a number' "$(months)" 37

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
finish
