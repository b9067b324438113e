#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Options stand before or after the command; what is wrong is said in one line.
. "$(dirname "$0")/../lib.sh"

# refused NAME LINE WORD...: exit status 2, and this one line on standard error.
refused() {
	local name=$1 line=$2
	shift 2
	run "$INDSTIL" "$@"
	is "$name" "$status $out$err" "2 indstil: $line"
}

run "$INDSTIL" --version
is 'the version' "$status" 0
like 'is a number' "$out" '^indstil [0-9]+[.][0-9]+[.][0-9]+$'

run "$INDSTIL" --help
is 'help' "$status$err" 0
for word in demo import list show check print benefit verify data --base --data --pack --lang --today --kiosk --where --all --round --wage; do
	like "names $word" "$out" "^  (indstil )?(-o, )?$word "
done
unlike 'but not what is for tests' "$out" 'script|manual'

run "$INDSTIL" --manual-options
like 'the manual has every option' "$out" '^[.]It Fl -base Ar FILE$'
run "$INDSTIL" --manual-keys
like 'and every key' "$out" '^[.]It Ic F1 '

refused 'an unknown command' 'lst: no such command; see indstil --help' lst
refused 'an unknown option' '--bas: no such option' --bas list
refused 'an unknown letter' '-x: no such option' -x
refused 'a missing value' '--base: a value is needed' list --base
refused 'an empty value' '--base=: a value is needed' list --base=
refused 'a value too many' '--kiosk=1: it takes no value' --kiosk=1
refused 'a day that is none' '--today: a day such as 2017-05-09 is needed' --today 9.5.2017 list
refused 'a month for a day' '--today: a day such as 2017-05-09 is needed' --today 2017-05 list
refused 'a language that is none' '--lang: da or en is needed' --lang de
refused 'a round that is none' '--round: a number from 1 on is needed' print x recommendation --round 0
refused 'an option of another command' '--all: only the command check takes this option' list --all
refused 'too few words' 'show: it is written: indstil show CASE' show
refused 'too many words' 'list: it is written: indstil list ' list x
refused 'control characters are not echoed' '--?[31m: no such option' $'--\e[31m'

# before or after, with = or without, and -- ends them
"$INDSTIL" --base=a.db import "$INDSTIL_SRCDIR/data/demo/2017-0014.yaml" --today 2017-05-09 >/dev/null 2>&1
run "$INDSTIL" list --base a.db
is 'an option after the command' "${out%%$'\t'*}" 2017-0014
run "$INDSTIL" --base a.db show -- --help
like 'a word that looks like an option' "$err" '^indstil: --help: '

# standard output that takes nothing
if [[ -w /dev/full ]]; then
	run bash -c '"$0" --base a.db list >/dev/full' "$INDSTIL"
	is 'a full disk is an error' "$status" 2
	like 'and is told' "$err" '^indstil: standard output: '
fi
finish
