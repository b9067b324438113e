#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# The ways through a case: Esc goes back to where one came from, a new case
# begins at its first screen, and the agenda asks for the day.
. "$(dirname "$0")/../lib.sh"

: >none
"$INDSTIL" demo --base practice.db --script none

# screen KEYS...: what they leave on the screen, from a fresh base.
screen() {
	rm -f base.db* screen
	cp -p practice.db base.db
	printf '%s\n' "$@" ':dump screen' >keys
	"$INDSTIL" --base base.db --today 2017-05-09 --script keys && cat screen
}
head_of() {
	screen "$@" | head -1 | sed 's/.*years *//'
}

# The conditions and the other rules, from a page and back to it.
for page in F3 F4 'F5 PgDn' F7; do
	here=$(head_of '"birgit" Enter' "$page")
	like "from $here" "$here" '^(The meeting|Assessments|Recommendation|Review)'
	unlike 'F2 leads elsewhere' "$(head_of '"birgit" Enter' "$page" F2)" "$here"
	is 'and Esc back' "$(head_of '"birgit" Enter' "$page" F2 Esc)" "$here"
done
is 'so it does from the document' "$(head_of '"birgit" Enter F5 PgDn F8 Esc')" "$(head_of '"birgit" Enter F5 PgDn')"
is 'one after the other they lead back one by one' "$(head_of '"birgit" Enter F7 F2 M-p Enter Esc Esc')" \
	"$(head_of '"birgit" Enter F7')"
is 'round and round they do not pile up' "$(head_of '"birgit" Enter F7' 'F2 M-p Enter F2 M-p Enter F2 M-p Enter' 'Esc Esc')" \
	"$(head_of '"birgit" Enter F7')"
is 'from a row back to it' "$(screen '"tove" Enter F5 PgDn PgDn Enter F2 Esc' | head -1)" \
	"$(screen '"tove" Enter F5 PgDn PgDn Enter' | head -1)"
like 'a document that was opened in the list leads back to the list' "$(screen '"birgit" F8 Esc')" 'Find: birgit'

like 'a new case begins at its first screen' "$(screen F2)" '  1/13$'

# The agenda is of a day.
date_of() {
	"$INDSTIL" --base base.db list | awk -F '\t' '/2017-0016/ {print $2, $6}'
}
ready='"bjarne" Enter F9 "agenda" Enter'
like 'the step on to the agenda asks when' "$(screen "$ready")" 'When does the team meet'
is 'and is not taken yet' "$(date_of)" 'ready '
screen "$ready" '"23.5.2017" Enter' >/dev/null
is 'with a day it is' "$(date_of)" 'scheduled 2017-05-23'
for day in '' '"soon"' '"31.6.2017"'; do
	like "with $day it is not" "$(screen "$ready" "$day" Enter)" "$([[ $day ]] && echo '✗' || echo 'When does')"
	is 'nor does the case move' "$(date_of)" 'ready '
done
screen "$ready" Esc >/dev/null
is 'nor with Esc' "$(date_of)" 'ready '
screen '"bjarne" Enter F3 "6.6.2017" Tab Esc F9 "agenda" Enter Enter' >/dev/null
is 'a day that is there is offered' "$(date_of)" 'scheduled 2017-06-06'

# Before the team again, the day is of the new round; the meeting that was stays as it was signed.
again='"tove" Enter F9 "resubmitted" Enter "Why" Enter F9 "agenda" Enter'
like 'the day of the last meeting is not offered again' "$(screen "$again" | grep -A2 'When does' | tail -1)" '│ +│'
screen "$again" '"23.5.2017" Enter' >/dev/null
is 'both rounds have their day' "$("$INDSTIL" --base base.db show 2016-0102 | sed -n 's/^ *date: \(2017-0[45].*\)/\1/p' | sort -u | tr '\n' ' ')" \
	'2017-04-25 2017-05-23 '

# Coming back to a screen one stood on its first field, seven Tabs from the date that was to be corrected.
pointed() {
	screen "$@" | grep -m1 '^ ▸ ' | cut -c1-30
}
stood='"birgit" Enter F5 Tab Tab Tab'
unlike 'elsewhere than at the first' "$(pointed "$stood")" "$(pointed '"birgit" Enter F5')"
is 'back on a screen one stands where one stood' "$(pointed "$stood" PgDn PgUp)" "$(pointed "$stood")"
is 'from another part of the case too' "$(pointed "$stood" F3 F7 F5)" "$(pointed "$stood")"
seats='"birgit" Enter F3 Tab Tab Tab Tab Tab Tab Tab Tab Down Down'
is 'in a table at its row' "$(screen "$seats" F5 F3)" "$(screen "$seats")"
tabs=
for ((i = 0; i < 20; i++)); do
	[[ $(head_of '"birgit" Enter F5' "$tabs") == *' 2/'* ]] && break
	tabs+=' Tab'
done
is 'past the last field comes the first of the next screen' "$(pointed '"birgit" Enter F5 PgDn Tab PgUp S-Tab' "$tabs")" \
	"$(pointed '"birgit" Enter F5 PgDn')"
is 'and a case that is opened anew begins anew' "$(pointed "$stood" Esc Esc Enter F5)" "$(pointed '"birgit" Enter F5')"
finish
