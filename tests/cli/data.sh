#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# The shipped data files are without fault, and a fault in each kind of file is found at its place.
. "$(dirname "$0")/../lib.sh"

run "$INDSTIL" data
is 'the shipped data' "$status$out$err" 0

# A source that is Danish alone is one that the English program prints: those with Danish words are in both languages.
is 'sources with Danish words that have no English' "$(grep -nE '^ *source: [^{]*(praksis|eget|efter|loven|lov |dage|spm[.]|stk[.]|nr[.])' \
	"$INDSTIL_DATADIR"/forms/*.yaml "$INDSTIL_DATADIR"/rules/*.yaml "$INDSTIL_DATADIR"/measures.yaml)" ''

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
faulty 'a question without its reason' forms/10-preparatory.yaml '0,/^        why:/{/^        why:/{N;N;d}}' \
	"^data/forms/10-preparatory.yaml:[0-9]+:9: '[a-z._]*' lacks 'why'"
faulty 'a column without help' forms/10-preparatory.yaml '/^          - id: employer/,/summary/{/help:/d}' \
	"^data/forms/10-preparatory.yaml:[0-9]+:13: 'work.jobs.employer' lacks 'help'"
faulty 'a rule of no severity' rules/2013-2021.yaml '0,/severity: block/s//severity: stop/' \
	'^data/rules/2013-2021.yaml:[0-9]+:[0-9]+: '
faulty 'a rule that names no fact' rules/2013-2021.yaml '0,/^\( *when: \).*/s//\1citizen.agee > 1/' 'citizen[.]agee'
faulty 'a kind of support without its line' rules/2013-2021.yaml '/code: kontanthjaelp$/,/amounts:/d' \
	"^data/rules/2013-2021.yaml:[0-9]+:5: 'kontanthjaelp' of referral.support is missing"
faulty 'a sound case that is not there' rules/2013-2021.yaml 's/^sound: .*/sound: demo\/none.yaml/' \
	'^data/rules/2013-2021.yaml:[0-9]+:8: data/demo/none.yaml: '
# ... at that place alone, though another pack inherits the key
sed -i 's/^sound: .*/sound: demo\/none.yaml/' data/rules/2013-2021.yaml
run "$INDSTIL" --data data data
is 'it is told once' "$(grep -c none.yaml <<<"$out")" 1
is 'and that its tests were not run' "$(tail -n 1 <<<"$out")" 'more may be found once these are mended'
cp "$INDSTIL_DATADIR/rules/2013-2021.yaml" data/rules/
faulty 'a place without its value' duties.yaml '0,/- field: .*/s//- field:/' '^data/duties.yaml:[0-9]+:[0-9]+: '

# A place is looked for in the whole program.
sed -i 's/page: grid/page: gird/' data/duties.yaml
run "$INDSTIL" --data data data
is 'a place that there is not' "$status$err" 1
like 'is told without a list of duties' "$out" "^data/duties.yaml:[0-9]+:5: D[0-9]+: the program has no page 'gird'"
cp "$INDSTIL_DATADIR/duties.yaml" data/

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
	from: 2011-01-01
	to: 2012-12-31
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
like 'which is told of the inherited rule, with the pack' "$out" \
	'^data/rules/2013-2021.yaml:[0-9]+:5: followup.count: fires; .* [(]in the pack later[)]$'
run "$INDSTIL" --data data data
is 'that one alone' "$(cut -d ' ' -f 2 <<<"$out" | grep followup; grep -c 'the pack later' <<<"$out")" $'followup.count:\n1'
run "$INDSTIL" --data data data data/rules/2013-2021.yaml
is 'and is nothing to the pack that is extended' "$status$out$err" 0
rm data/demo/later.yaml
faulty 'a pack that extends what is not there' rules/later.yaml 's/2013-2021/2012/' \
	"^data/rules/later.yaml:2:10: '2012': there is no such rule pack; there are: 2013-2021 2022 later\$"
rm data/rules/later.yaml

# Files that nobody reads, or that stand in no order.
cp data/rules/2022.yaml data/rules/2030.yml
printf 'form: own\ntitle: {da: Egne, en: Own}\npart: top\n' >data/forms/own.yaml
mkdir data/forms/old
cp data/rules/2022.yaml data/rules/.2022.yaml
cp data/rules/2022.yaml data/rules/2022.yaml~
ln -s nobody@nowhere data/rules/.#2022.yaml
run "$INDSTIL" --data data data
is 'files that are not read, or misnamed' "$status$err" 1
is 'are told, but what editors leave' "$(sed 's/: .*//' <<<"$out")" \
	$'data/forms/old:1:1\ndata/forms/own.yaml:1:1\ndata/rules/2030.yml:1:1'
like 'a form has its digits' "$out" '^data/forms/own.yaml:1:1: .*two digits'
like 'a pack its ending' "$out" '^data/rules/2030.yml:1:1: this is not read: .*[.]yaml'
run "$INDSTIL" --data data data data/forms/own.yaml
is 'the form is told alone too' "$status$(sed 's/: .*//' <<<"$out")" 1data/forms/own.yaml:1:1
rm -r data/rules/2030.yml data/forms/{own.yaml,old} data/rules/.[2#]* data/rules/*~

# What is wrong in one file does not hide what is wrong in the next.
sed -i 's/id: locked.reason/id: locked.reasons/' data/forms/40-recommendation.yaml
sed -i '0,/citizen.age < 30/s//citizen.agee < 30/' data/rules/2013-2021.yaml
run "$INDSTIL" --data data data
like 'a field that the program needs' "$out" "^data/forms/40-recommendation.yaml:1:1: no form has the field 'locked.reason'"
like 'and a condition, all the same' "$out" "^data/rules/2013-2021.yaml:[0-9]+:[0-9]+: 'citizen.agee': .*; did you mean 'citizen.age'[?]$"
is 'each at its place, in order' "$(cut -d : -f 1 <<<"$out" | uniq)" \
	$'data/forms/40-recommendation.yaml\ndata/rules/2013-2021.yaml\nmore may be found once these are mended'
cp "$INDSTIL_DATADIR/forms/40-recommendation.yaml" data/forms/
sed -i '0,/severity: block/s//severity: stop/; s/^from: .*/from: soon/' data/rules/2013-2021.yaml
run "$INDSTIL" --data data data data/rules/2013-2021.yaml
is 'a pack whose conditions could not be looked at' "$(sed 's/^[^ ]*:\([0-9]*:[0-9]*\): .*/\1/' <<<"$out" | sed 's/^[0-9]*://')" \
	$'7\n15\nmore may be found once these are mended'
cp "$INDSTIL_DATADIR/rules/2013-2021.yaml" data/rules/

# The tests of a rule stand by what they expect; what fails is told from above.
sed -i '/id: duration.range$/,/^$/{s/months: 60}/months: 61}/;s/months: 12}/months: 11}/}' data/rules/2013-2021.yaml
run "$INDSTIL" --data data data
is 'what fails is told in the order of its lines' "$(cut -d : -f 2 <<<"$out")" "$(cut -d : -f 2 <<<"$out" | sort -n)"
is 'of more than one' "$(($(wc -l <<<"$out") > 1))" 1
cp "$INDSTIL_DATADIR/rules/2013-2021.yaml" data/rules/

# A rule is known not to fire in the sound case.
sed -i '/^  referral.citizen_applied: /d' data/demo/sound.yaml
run "$INDSTIL" --data data data data/rules/2013-2021.yaml
is 'a rule that is unknown in the sound case' "$status$err" 1
like 'is told with that case' "$out" \
	'^data/rules/2013-2021.yaml:[0-9]+:5: [a-z.]*: unknown [(]referral.citizen_applied[)]; expected in the sound case demo/sound.yaml: does not fire; unknown is not enough there$'
cp "$INDSTIL_DATADIR/demo/sound.yaml" data/demo/

for command in list 'benefit --wage 1' "data --trace $INDSTIL_SRCDIR/tests/cli/duties.md"; do
	run "$INDSTIL" --data data --pack 2031 $command
	is "${command%% *}: a pack that is not there" "$out$err" \
		'indstil: 2031: there is no such rule pack; there are: 2013-2021 2022'
done

# The days of packs.  A folder is looked at whole; a pack alone has no other beside it.
sed -i 's/^from: 2022-01-01/from: 2021-06-01/' data/rules/2022.yaml
run "$INDSTIL" --data data data
is 'two packs of the same day' "$status$err" 1
like 'are told in the later one' "$out" '^data/rules/2022.yaml:[0-9]+:7: .*2013-2021'
like 'with what to do' "$out" "; end that one with 'to: 2021-05-31'$"
is 'and that is all' "$(wc -l <<<"$out")" 1
sed -i 's/^from: .*/from: 2013-01-01/' data/rules/2022.yaml
run "$INDSTIL" --data data data
like 'of the same first day' "$out" '^data/rules/2022.yaml:[0-9]+:7: .*2013-2021 begin on the same day'
cp "$INDSTIL_DATADIR/rules/2022.yaml" data/rules/

sed -i 's/followups_a_year: 6/followups_a_year: 5/' data/demo/sound.yaml
run "$INDSTIL" --data data data data/rules/2013-2021.yaml
is 'a pack whose tests fail' "$status$err" 1
like 'is told by rule, with what it read' "$out" \
	'^data/rules/2013-2021.yaml:[0-9]+:5: followup.count: fires; expected in the sound case demo/sound.yaml: does not fire [(].*= 5'
run "$INDSTIL" --data data data
is 'and once, though another pack has it too' "$(grep -c followup.count <<<"$out")" 1

echo 'idle_lock: never' >indstil.yaml
run "$INDSTIL" data indstil.yaml
is 'settings' "$status" 1
like 'at their place' "$out" '^indstil.yaml:1:12: '
run "$INDSTIL" data missing.yaml
is 'a file that is not there' "$status" 1

# told NAME EXPRESSION: what `data` says without words
told() {
	run "$INDSTIL" --data data data
	is "$1" "$status$err" 1
	like "$1: at its place" "$out" "$2"
}

cp -r "$INDSTIL_DATADIR"/demo/sound.yaml data/demo/
run "$INDSTIL" --data data data
is 'the copy is right again' "$status$out$err" 0
config=$HOME/.config/indstil
mkdir -p "$config"
echo 'idle_lock: never' >"$config/indstil.yaml"
told 'the settings that the program reads' "^$config/indstil.yaml:1:12: "
run "$INDSTIL" list
is 'which it does not start with' "$status$out" 2
like 'and says why' "$err" "^indstil: $config/indstil.yaml:1:12: "
run "$INDSTIL" --data data data data/demo/sound.yaml
is 'other files are checked nevertheless' "$status$out$err" 0
printf 'language: da\npack: "1066"\n' >"$config/indstil.yaml"
told 'a pack that is not there' "^$config/indstil.yaml:2:7: .*1066"
echo 'team_file: team.yaml' >"$config/indstil.yaml"
told 'a team file that is not there' "^$config/team.yaml: "
run "$INDSTIL" list
like 'is one for the program too' "$err" "^indstil: $config/team.yaml: "
printf 'team: Teamet\nmembers: [{seat: helth, name: Zita Zeuthen, account: %s}]\n' "$(id -un)" >"$config/team.yaml"
told 'a seat that is none' "^$config/team.yaml:2:18: .*helth"
sed -i 's/^members: \[/&{seat: social, name: Lone Holm, account: lho}, {seat: social, name: Ib Bo, account: lho}, /' "$config/team.yaml"
told 'an account that stands there twice' "^$config/team.yaml:2:[0-9]+: the account is given twice"
like 'and the seat beside it' "$out" "^$config/team.yaml:2:[0-9]+: .*helth"
sed -i 's/{seat: social, name: Ib Bo, account: lho}, //' "$config/team.yaml"
sed -i s/helth/health/ "$config/team.yaml"
run "$INDSTIL" --data data data
is 'all of it right' "$status$out$err" 0
run "$INDSTIL" --base base.db import data/demo/2017-0014.yaml
is 'who works here' "$status" 0
ok 'is known by the name in the team file' grep -aq 'Zita Zeuthen' base.db
rm -r "$config"

# kind NAME FILE EXPRESSION: what is said of a file that lies anywhere shows what it was taken for
kind() {
	run "$INDSTIL" data "$2"
	is "$1 is known as such" "$status$err" 1
	like "$1: what is wrong" "$out" "^$2:$3"
}

printf 'indstil: 1\nstge: draft\n' >any.yaml
kind 'a case' any.yaml "2:1: .*'stage'"
printf 'pack: x\nrules: []\n' >any.yaml
kind 'a pack' any.yaml "1:1: .*'title'"
printf 'people:\n  - {account: x}\n' >any.yaml
kind 'settings that begin with a list' any.yaml "2:5: .*'name'"
printf 'team: T\nplase: x\n' >any.yaml
kind 'a team' any.yaml "2:1: .*'place'"
printf 'notice:\n  da: x\n' >any.yaml
kind 'wording' any.yaml "2:3: .*'en'"
printf 'form: x\n' >any.yaml
kind 'a form outside its folder' any.yaml '1:1: .*folder forms'
printf 'colours:\n  - {code: red, da: rød, en: red}\n' >any.yaml
kind 'choices outside their file' any.yaml '1:1: .*choices.yaml'
sed -i 's/^form:/from:/' data/forms/50-after.yaml
run "$INDSTIL" --data data data data/forms/50-after.yaml
like 'a form whose own key is wrong' "$out" "^data/forms/50-after.yaml:[0-9]+:1: .*'form'"
cp "$INDSTIL_DATADIR/forms/50-after.yaml" data/forms/
sed -i 's/show: .*/show: nothing.at.all/' data/forms/40-recommendation.yaml
run "$INDSTIL" --data data data data/forms/40-recommendation.yaml
is 'a form whose condition is wrong' "$status$err" 1
like 'at its place' "$out" '^data/forms/40-recommendation.yaml:[0-9]+:[0-9]+: .*nothing[.]at[.]all'
is 'each line once' "$(sort <<<"$out" | uniq -d)" ''

run "$INDSTIL" --data nowhere data
is 'a data folder that is not there' "$status$err" 1
is 'is one line' "$out" 'nowhere: No such file or directory'

rm -r data/rules
run "$INDSTIL" --data data data
is 'a folder that is not there' "$status" 1
like 'is named' "$out" '^data/rules: '
finish
