#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# The shipped data files are without fault, and a fault in each kind of file is found at its place.
. "$(dirname "$0")/../lib.sh"

run "$INDSTIL" data
is 'the shipped data' "$status$out$err" 0

cp -r "$INDSTIL_DATADIR" data
chmod -R u+w data

# faulty NAME FILE SED EXPRESSION: an edit of a file, and the complaint about it, alone and with the others
faulty() {
	cp "data/$2" kept.yaml
	sed -i "$3" "data/$2"
	run "$INDSTIL" --data data data
	is "$1" "$status$err" 1
	like "$1: where and why" "$out" "$4"
	run "$INDSTIL" --data data data "data/$2"
	is "$1: in the file alone" "$status$err" 1
	cp kept.yaml "data/$2"
}

faulty 'a choice without English' choices.yaml '0,/, en: [^}]*/s///' '^data/choices.yaml:[0-9]+:[0-9]+: '
faulty 'a measure without its group' measures.yaml '0,/^ *group: .*/s///' '^data/measures.yaml:[0-9]+:[0-9]+: '
faulty 'a field of no kind' forms/10-preparatory.yaml '0,/kind: one/s//kind: won/' \
	'^data/forms/10-preparatory.yaml:[0-9]+:[0-9]+: '
faulty 'a rule of no severity' rules/2013-2021.yaml '0,/severity: block/s//severity: stop/' \
	'^data/rules/2013-2021.yaml:[0-9]+:[0-9]+: '
faulty 'a rule that names no fact' rules/2013-2021.yaml '0,/^\( *when: \).*/s//\1citizen.agee > 1/' 'citizen[.]agee'
faulty 'wording without Danish' documents/recommendation.yaml '0,/da: [^,}]*/s//da: ""/' \
	'^data/documents/recommendation.yaml:[0-9]+:[0-9]+: '
faulty 'wording that lacks a text' documents/recommendation.yaml '/^notice.decision:/,/^[a-z].*:/s/^notice.decision:/notice.decided:/' \
	'^data/documents/recommendation.yaml:.*notice[.]decision'
faulty 'a demo case' demo/2017-0014.yaml 's/^stage: .*/stage: begun/' '^data/demo/2017-0014.yaml:[0-9]+:8: '

# A pack that extends another: its rules are that one's, with their tests, which its own sound case may fail.
cat >data/rules/later.yaml <<-'END'
	pack: later
	extends: "2013-2021"
	title: {da: Nye regler, en: New rules}
	source: {da: En ny lov, en: A new act}
	from: 2091-01-01
	verified: {by: nobody, on: 2026-11-22}
	sound: demo/later.yaml
END
cp data/demo/sound.yaml data/demo/later.yaml
run "$INDSTIL" --data data data
is 'a pack that extends another' "$status$out$err" 0
run "$INDSTIL" --data data data data/rules/later.yaml
is 'is known by that' "$status$out$err" 0
sed -i 's/followups_a_year: 6/followups_a_year: 5/' data/demo/later.yaml
run "$INDSTIL" --data data data data/rules/later.yaml
is 'its sound case is not sound' "$status$err" 1
like 'which is told of the inherited rule' "$out" '^data/rules/2013-2021.yaml:[0-9]+: followup.count: '
run "$INDSTIL" --data data data data/rules/2013-2021.yaml
is 'and is nothing to the pack that is extended' "$status$out$err" 0
rm data/demo/later.yaml
faulty 'a pack that extends what is not there' rules/later.yaml 's/2013-2021/2012/' \
	'^data/rules/later.yaml:2:10: data/rules/2012.yaml: '
rm data/rules/later.yaml

sed -i 's/followups_a_year: 6/followups_a_year: 5/' data/demo/sound.yaml
run "$INDSTIL" --data data data data/rules/2013-2021.yaml
is 'a pack whose tests fail' "$status$err" 1
like 'is told by rule' "$out" '^data/rules/2013-2021.yaml:[0-9]+: followup.count: '

echo 'idle_lock: never' >indstil.yaml
run "$INDSTIL" data indstil.yaml
is 'settings' "$status" 1
like 'at their place' "$out" '^indstil.yaml:1:12: '
run "$INDSTIL" data missing.yaml
is 'a file that is not there' "$status" 1
rm -r data/rules
run "$INDSTIL" --data data data
is 'a folder that is not there' "$status" 1
like 'is named' "$out" '^data/rules: '
finish
