#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# English where the locale is English, else Danish; settings and --lang overrule it.
. "$(dirname "$0")/../lib.sh"

danish='^indstil: nix: kommandoen findes ikke'
english='^indstil: nix: no such'

# says NAME EXPRESSION VARIABLE=VALUE...: what an unknown command is answered with in these surroundings.
says() {
	local name=$1 expression=$2
	shift 2
	run env -u LANGUAGE -u LC_ALL -u LC_MESSAGES -u LANG "$@" "$INDSTIL" nix
	like "$name" "$err" "$expression"
}

says 'Danish where nothing is set' "$danish" TERM=xterm
says 'Danish in C' "$danish" LC_ALL=C
says 'Danish in Danish' "$danish" LANG=da_DK.UTF-8
says 'Danish in a locale that is not there' "$danish" LANG=xx_XX.UTF-8
says 'English in English' "$english" LANG=en_GB.UTF-8
says 'English by LC_MESSAGES' "$english" LANG=da_DK.UTF-8 LC_MESSAGES=en_US.UTF-8
says 'LANGUAGE comes first' "$english" LANG=da_DK.UTF-8 LANGUAGE=en:da

run "$INDSTIL" --lang da nix
like '--lang da' "$err" "$danish"
run env LANG=da_DK.UTF-8 LANGUAGE= "$INDSTIL" nix --lang=en
like '--lang en' "$err" "$english"

run env LANG=da_DK.UTF-8 LANGUAGE= "$INDSTIL" --round x list --lang en
like 'an option is refused in the language that follows it' "$err" '^indstil: --round: a number'
run "$INDSTIL" --bas --lang=da
like 'in the other one too' "$err" '^indstil: --bas: .*findes ikke'
run "$INDSTIL" --base --lang x --lang de
like 'the value of another option is no language' "$err" '^indstil: --lang: da or en is needed'
run "$INDSTIL" nix -- --lang da
like 'nor is what comes after --' "$err" "$english"

mkdir -p "$HOME/.config/indstil"
echo 'language: da' >"$HOME/.config/indstil/indstil.yaml"
run "$INDSTIL" print x y --format z
like 'the settings overrule the locale' "$err" '^indstil: z: formatet findes ikke'
run "$INDSTIL" --lang en print x y --format z
like 'and --lang the settings' "$err" '^indstil: z: no such format'

echo 'langage: da' >"$HOME/.config/indstil/indstil.yaml"
run "$INDSTIL" list
is 'faulty settings are refused' "$status" 2
like 'with their place' "$err" "^indstil: .*/indstil[.]yaml:1:1: .*'language'"
finish
