# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash
#
# For tests in shell (bash): the same surroundings on every machine, and TAP.
#
#	#!/bin/bash
#	# SPDX-License-Identifier: EUPL-1.2
#	. "$(dirname "$0")/../lib.sh"
#
#	run "$INDSTIL" --version
#	is 'the version is printed' "$status" 0
#	like 'and is a number' "$out" '^indstil [0-9]'
#	finish
#
# A test works in a folder of its own, $PWD, which goes away with it.  `make
# check` sets $INDSTIL (the program) and the rest; by hand: INDSTIL=build/indstil.
set -u

INDSTIL_SRCDIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
INDSTIL=$(realpath "${INDSTIL:-$INDSTIL_SRCDIR/build/indstil}")
export INDSTIL_SRCDIR INDSTIL
export INDSTIL_DATADIR=$INDSTIL_SRCDIR/data
export INDSTIL_LOCALEDIR=${INDSTIL_LOCALEDIR:-$(dirname "$INDSTIL")/locale}
export LC_ALL=C.UTF-8 LANGUAGE=en TZ=Europe/Copenhagen TERM=xterm-256color LINES=24 COLUMNS=80
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_RUNTIME_DIR

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder/home TMPDIR=$folder/tmp
mkdir "$HOME" "$TMPDIR" "$folder/work"
cd "$folder/work" || exit 1

tests=0
failures=0

# run COMMAND...: keeps what it did in $status, $out and $err.
run() {
	out=$("$@" 2>"$folder/err")
	status=$?
	err=$(cat "$folder/err")
}

# ok NAME COMMAND...: passes if the command succeeds.  Not silent: what it prints explains a failure.
ok() {
	local name=$1 said
	shift
	tests=$((tests + 1))
	if said=$("$@" 2>&1); then
		echo "ok $tests - $name"
	else
		failures=$((failures + 1))
		echo "not ok $tests - $name"
		printf '%s\n' "$said" | sed 's/^/# /'
	fi
}

same() {
	[[ $1 == "$2" ]] || { diff -u --label wanted --label got <(printf '%s\n' "$2") <(printf '%s\n' "$1"); false; }
}

matches() {
	grep -qE -- "$2" <<<"$1" || { printf 'no line matches %s in\n%s\n' "$2" "$1"; false; }
}

matches_not() {
	! matches "$1" "$2" >/dev/null || { printf 'a line matches %s in\n%s\n' "$2" "$1"; false; }
}

is() { ok "$1" same "$2" "$3"; }			# is NAME GOT WANTED
like() { ok "$1" matches "$2" "$3"; }			# like NAME TEXT EXPRESSION (of egrep, on a line)
unlike() { ok "$1" matches_not "$2" "$3"; }

# golden NAME TEXT FILE: the text is what the file holds; UPDATE=1 writes the file.
golden() {
	local wanted=$INDSTIL_SRCDIR/tests/$3
	[[ -z ${UPDATE-} ]] || printf '%s\n' "$2" >"$wanted"
	is "$1" "$2" "$(cat "$wanted")"
}

# finish: the plan.  A script that ends without it has failed.
finish() {
	echo "1..$tests"
	exit $((failures > 0))
}
