#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# What a killed session left is lost to nobody: not while another session lives, not by damage, not with a case that
# is signed, erased or gone; and it is thrown away only where that is said twice.
. "$(dirname "$0")/../lib.sh"

: >none
"$INDSTIL" demo --base practice.db --script none

on_base() {
	"$INDSTIL" --base base.db --today 2017-05-09 "$@"
}

# begin LINE...: a session that types this on a fresh base, and lives.
begin() {
	rm -f base.db* typed
	cp -p practice.db base.db
	printf '%s\n' "$@" ':dump typed' ':wait 60000' >keys
	"$INDSTIL" --base base.db --today 2017-05-09 --script keys &
	session=$!
	for ((i = 0; i < 400; i++)); do
		[[ -s typed ]] && break
		sleep 0.05
	done
}

die() {
	kill -KILL $session
	wait $session 2>/dev/null
}

drafts() {
	find . -name 'base.db-draft-*' | wc -l
}

# play KEYS...
play() {
	printf '%s\n' "$@" >keys
	rm -f shown
	run on_base --script keys
}

begin '"mikkel" Enter Tab "Mine ord."'
play ':dump shown'
unlike 'what a living session types is not offered' "$(cat shown)" 'found again'
is 'and left alone' "$(drafts)" 1
die

play ':dump shown'
like 'once it is dead it is' "$(cat shown)" 'Mine ord[.]'
unlike 'nothing newer is told of' "$(cat shown)" 'Something newer'
like 'with its case' "$(cat shown)" '2017-0021 Mikkel Prøvegård'
like 'its screen and question' "$(cat shown)" '1 The case: '
like 'and how much it is' "$(cat shown)" ', 9 characters'

play '^D' ':dump shown' Esc ':dump back' Esc
like 'throwing it away is asked' "$(cat shown)" 'Throw the text away[?]'
like 'and need not be' "$(cat back)" 'Mine ord[.]'
is 'so it is there still' "$(drafts)" 1
play '^D' Enter ':dump shown'
like 'told twice it goes' "$(cat shown)" 'was thrown away'
is 'from the disk' "$(drafts)" 0
unlike 'and stands in no case' "$(on_base show 2017-0021)" 'Mine ord'

# Somebody has written in the field since: what Enter would replace is told before.
begin '"mikkel" Enter Tab "Mine ord."'
play '"mikkel" Enter Tab "Andre ord." Tab'
die
play ':dump shown' Enter
like 'what is newer is told of' "$(tr -d '│' <shown | tr -s ' \n' ' ')" \
	'Something newer has been written since [(][^ ]+, [^)]* at [0-9.]*[)]; it is replaced, but stays in the history'
like 'and shown' "$(cat shown)" 'Andre ord[.]'
like 'it is replaced by a person' "$(on_base show 2017-0021)" 'Mine ord[.]'

# A text longer than the box is read to its end.
for ((i = 0; i < 200; i++)); do
	printf 'ord %03d ' $i
done >long
begin '"mikkel" Enter Tab' ':paste long'
die
play ':dump shown' PgDn PgDn PgDn PgDn ':dump end' Esc
unlike 'a long text does not fit' "$(cat shown)" 'ord 199'
like 'but is read to its end' "$(cat end)" 'ord 199'

# In the midst of its signature another session is faster (M-l, then typed, then M-s).
begin '"tove" Enter F5 M-l "Trykfejl" Enter Tab Tab "Mine ord."'
die
play Esc '"tove" Enter F5 M-s Enter'
play ':dump shown' Enter ':dump told' Esc
like 'of a signed recommendation' "$(cat shown)" 'The recommendation is signed[.]'
unlike 'it cannot be taken' "$(tail -2 shown)" 'Take it'
like 'which Enter says' "$(tail -5 told)" 'The recommendation is signed[.]'
is 'and it is kept' "$(drafts)" 1

# An erased case: its drafts went with it, but for that of a session that lived.
begin '"mikkel" Enter Tab "Mine ord."'
run on_base erase 2017-0021 </dev/null
die
play ':dump shown' Enter Esc
like 'of an erased case' "$(cat shown)" 'has been erased for good'
like 'the text can be read' "$(cat shown)" 'Mine ord[.]'
is 'and no case comes of it' "$(on_base list | wc -l)" "$(($("$INDSTIL" --base practice.db list | wc -l) - 1))"
is 'until it is thrown away' "$(drafts)" 1

# A base that does not have the case, though its text was typed there: no other case comes of it.
"$INDSTIL" --base other.db --today 2017-05-09 import "$INDSTIL_SRCDIR/data/demo/2017-0014.yaml" >/dev/null 2>&1
for field in 'Tab' 'Tab Tab'; do			# one that had an answer, and one that had none
	begin "\"mikkel\" Enter $field \"Mine ord.\""
	die
	mv base.db away.db
	cp -p other.db base.db
	play ':dump shown' Enter ':dump told' Esc
	like 'of a case that is not there' "$(cat shown)" 'Its case is not in this base[.]'
	unlike 'it is not called new' "$(cat shown)" 'a new one'
	like 'which Enter says' "$(tail -5 told)" 'not in this base'
	is 'and no case comes of it' "$(on_base list | wc -l)$(drafts)" 11
	mv away.db base.db
	play Enter
	like 'until its base is back' "$(on_base show 2017-0021)" 'Mine ord[.]'
	is 'then it is used up' "$(drafts)" 0
done

# Of a new one, before its first answer is stored, there is none either: it comes with the text.
begin 'F2 Tab "Mine ord."'
die
play ':dump shown' Enter
like 'a new case is said to be one' "$(cat shown)" 'Case: a new one'
is 'and comes with its text' "$(on_base list | wc -l)" "$(($("$INDSTIL" --base practice.db list | wc -l) + 1))"

# The answer to a question is kept as it is typed; nobody can take it but who is asked again.
begin '"birgit" Enter F7 F8 "Drøftet med borgeren."'
die
play ':dump shown' Enter ':dump told' Esc
like 'the answer to a question is offered' "$(cat shown)" 'Drøftet med borgeren[.]'
like 'with its case' "$(cat shown)" '2017-0014 Birgit Prøvesen'
like 'and the question' "$(cat shown)" "Question: Why does this not hold the case back[?] – The citizen's"
unlike 'it is nothing to take' "$(tail -2 shown)" 'Take it'
like 'but to give again' "$(tail -5 told)" 'the answer to a question'
is 'and it is there still' "$(drafts)" 1
play '^D' Enter

begin '"birgit" Enter F7 F8 "Drøftet med borgeren." Enter'
die
play ':dump shown'
like 'once it is given' "$(on_base show 2017-0014)" 'Drøftet med borgeren'
unlike 'it is no draft' "$(cat shown)" 'found again'
is 'on the disk either' "$(drafts)" 0
begin '"birgit" Enter F7 F8 "Drøftet med borgeren." Esc'
die
is 'nor is one that was not given' "$(find . -name 'base.db-draft-*' -exec grep -l Drøftet {} + | wc -l)" 0
rm -f base.db-draft-*

# An answer of no use is asked for again, as it was typed.
begin '"birgit" Enter F8 F8 "/nowhere/at/all.txt" Enter'
like 'a file that cannot be is named once more' "$(cat typed)" '/nowhere/at/all[.]txt'
like 'with the reason' "$(cat typed)" 'No such file'
die

# Damage: a bit of the head. What can be read is offered; taking it leaves the log.
begin '"mikkel" Enter Tab "Mine ord."'
die
printf '\377' | dd of="$(echo base.db-draft-*)" bs=1 conv=notrunc status=none
play ':dump shown' Esc
like 'a damaged draft is said to be one' "$(cat shown)" 'what can be read of it'
like 'with what can be read of it' "$(cat shown)" 'Mine ord[.]'
is 'it is kept' "$(drafts)" 1
play Enter ':dump shown'
like 'taken, it stands in the case' "$(on_base show 2017-0021)" 'Mine ord[.]'
is 'and its log is still there' "$(drafts)" 1
play '^D' Enter
is 'until somebody throws it away' "$(drafts)" 0
finish
