/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The mistakes that somebody makes who changes forms, choices, measures,
 * wording, settings, the team file or a case: each is told in the file, the
 * line and the column where it is, in words that say what to do.  The files
 * below are right; each row of the tables puts one mistake into one of them.
 * (Mistakes in rules are in test_rules.c, in other keys of a pack in test_pack.c.)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "data/forms.h"
#include "data/settings.h"
#include "data/wording.h"
#include "data_files.h"
#include "exchange/casefile.h"
#include "known_form.h"
#include "rule/rules.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

enum file { CHOICES, MEASURES, FORM, FORM_AFTER, PACK, WORDING, SETTINGS, TEAM, CASE, FILES };

static const struct {
	const char *name, *text;
} files[FILES] = {
	[CHOICES] = { "choices.yaml",
		"colour:\n"
		"  - {code: red, da: Rød, en: Red}\n"
		"  - {code: blue, da: Blå, en: Blue, help: {da: Som havet, en: Like the sea}}\n"
		"domain:\n"
		"  - {code: health, da: Sundhed, en: Health, group: {da: Områder, en: Areas}}\n"
		"seat:\n"
		"  - {code: health, da: Sundhed, en: Health}\n" },
	[MEASURES] = { "measures.yaml",
		"measures:\n"
		"  - code: walk\n"
		"    da: Gåture\n"
		"    en: Walks\n"
		"    domain: health\n"
		"    company: false\n"
		"    source: S 6.1\n"
		"    group: {da: Træning, en: Training}\n" },
	[FORM] = { "forms/20-ask.yaml",
		"form: ask\n"
		"title: {da: Spørgsmål, en: Questions}\n"
		"part: fields\n"
		"inherited: true\n"
		"screens:\n"
		"  - id: first\n"
		"    title: {da: Først, en: First}\n"
		"    help: {da: Om farver, en: On colours}\n"
		"    domain: health\n"
		"    fields:\n"
		"      - id: ask.colour\n"
		"        kind: one\n"
		"        label: {da: Hvilken farve?, en: Which colour?}\n"
		"        help: {da: Vælg én, en: Choose one}\n"
		"        why: {da: Det skal vides, en: It must be known}\n"
		"        source: S 1\n"
		"        choices: colour\n"
		"        required: true\n"
		"      - id: ask.shades\n"
		"        kind: several\n"
		"        label: {da: Hvilke nuancer?, en: Which shades?}\n"
		"        choices: [{code: light, da: Lys, en: Light}, {code: dark, da: Mørk, en: Dark}]\n"
		"        show: ask.colour is 'red'\n"
		"        required: \"ask.colour in ('red', 'blue')\"\n"
		"      - id: ask.hours\n"
		"        kind: decimal\n"
		"        label: {da: Timer, en: Hours}\n"
		"        min: 1\n"
		"        max: 37\n"
		"        show: >-\n"
		"          ask.colour is not null\n"
		"          and total > 1\n"
		"  - id: second\n"
		"    title: {da: Så, en: Second}\n"
		"    fields:\n"
		"      - id: ask.trips\n"
		"        kind: table\n"
		"        label: {da: Ture, en: Trips}\n"
		"        plain: to\n"
		"        single: true\n"
		"        numbered: T\n"
		"        columns:\n"
		"          - {id: no, kind: whole, label: {da: Nr., en: No.}}\n"
		"          - {id: to, kind: line, label: {da: Til, en: To}, summary: true, required: true}\n"
		"          - id: measure\n"
		"            kind: one\n"
		"            label: {da: Indsats, en: Measure}\n"
		"            choices: measures\n"
		"            show: to is not null\n"
		"fields:\n"
		"  - {id: ask.words, kind: long, label: {da: Ord, en: Words}, own_words: true}\n"
		"  - {id: ask.length, kind: months, label: {da: Længde, en: Length}, years: true}\n"
		"  - {id: ask.day, kind: date, label: {da: Dag, en: Day}, show: ask.words is not null}\n" },
	[FORM_AFTER] = { "forms/30-after.yaml",
		"form: after\n"
		"title: {da: Bagefter, en: Afterwards}\n"
		"part: top\n"
		"fields:\n"
		"  - {id: after.done, kind: yesno, label: {da: Færdig, en: Done}}\n"
		"  - {id: after.why, kind: line, label: {da: Hvorfor, en: Why}, show: not after.done}\n" },
	[PACK] = { "rules/own.yaml",
		"pack: own\n"
		"title: {da: Egne, en: Own}\n"
		"source: {da: Egen, en: Own}\n"
		"from: 2013-01-01\n"
		"verified: {by: N. N., on: 2026-11-22}\n"
		"duration: {min: 12, max: 60}\n"
		"domains: [health]\n"
		"outcomes: [andet]\n"
		"seats: []\n"
		"facts:\n"
		"  total: {over: ask.trips, count: to is not null}\n"
		"  twice: {is: total * 2}\n"
		"rules: []\n" },
	[WORDING] = { "documents/letter.yaml",
		"greeting: {da: \"Kære {name}\", en: \"Dear {name}\"}\n"
		"body:\n"
		"  da: >-\n"
		"    Vi ses den {date}.\n"
		"  en: We meet on {date}.\n" },
	[SETTINGS] = { "indstil.yaml",
		"municipality: Prøveby Kommune\n"
		"language: da\n"
		"pack: own\n"
		"team_file: team.yaml\n"
		"export_folders: [/srv/ud]\n"
		"lead_time: 3\n"
		"people:\n"
		"  - {account: lho, name: Lone Holm, role: caseworker}\n"
		"  - {account: tda, name: Tine Dahl, role: secretary}\n" },
	[TEAM] = { "team.yaml",
		"team: Teamet\n"
		"chair: Mette Rask\n"
		"members:\n"
		"  - {seat: health, name: Hanne Lund, account: hlu}\n"
		"abbreviations:\n"
		"  rf: ressourceforløb\n" },
	[CASE] = { "case.yaml",
		"indstil: 1\n"
		"stage: draft\n"
		"fields:\n"
		"  ask.colour: red\n"
		"  ask.shades: [light, dark]\n"
		"  ask.hours: 7.5\n"
		"  ask.day: 2017-05-09\n"
		"  ask.trips:\n"
		"    - {no: 1, to: Skolen, measure: walk}\n"
		"after:\n"
		"  done: true\n" },
};

static const char *const words[] = { "greeting", "body", NULL };

/*
 * A mistake: `to` in place of the first `from`.  The fault stands at the mark §
 * in `to`, which is no part of it, and its message has `what`.  Where a mistake
 * has several sides, `others` is how many further faults there are.
 */
struct mistake {
	enum file file;
	const char *from, *to;
	const char *what;
	size_t others;
};

#define MARK "§"

struct spot {
	int line, column;
};

/* The file with the mistake in it, the caller's, and where the mark was. */
static char *mistaken(const struct mistake *mistake, struct spot *spot)
{
	const struct edit edit = { .from = mistake->from, .to = mistake->to };
	char *s = changed(files[mistake->file].text, &edit), *mark = strstr(s, MARK);

	if (mark == NULL || strstr(mark + 1, MARK) != NULL)
		fail_msg("“%s” needs one mark", mistake->to);
	memmove(mark, mark + strlen(MARK), strlen(mark + strlen(MARK)) + 1);
	*spot = (struct spot){ 1, 1 };
	for (const char *at = s; at < mark; at++) {
		if (*at == '\n')
			*spot = (struct spot){ spot->line + 1, 1 };
		else if (((unsigned char)*at & 0xc0) != 0x80)
			spot->column++;
	}
	return s;
}

static void write_in(const char *folder, const char *name, const char *s)
{
	free(file_write(folder, name, s, strlen(s)));
}

static int setup(void **state)
{
	static const char *const folders[] = { "forms", "rules", "documents" };
	struct keys *keys = keys_new();
	char *known = known_form(keys);

	if (folder_make(state) != 0)
		return 1;
	for (size_t i = 0; i < LENGTH(folders); i++) {
		char *folder = xasprintf("%s/%s", (char *)*state, folders[i]);
		assert_int_equal(mkdir(folder, 0700), 0);
		free(folder);
	}
	write_in(*state, "forms/10-known.yaml", known);
	for (size_t i = 0; i < FILES; i++)
		write_in(*state, files[i].name, files[i].text);
	free(known);
	keys_free(keys);
	return 0;
}

/* What is wrong with a file that needs the forms. */
static void check_with_forms(const char *folder, const struct forms *forms, struct faults *faults)
{
	const struct date today = { 2017, 5, 9 };
	char *path = xasprintf("%s/case.yaml", folder), *pack_file = xasprintf("%s/rules/own.yaml", folder),
	    *team_file = xasprintf("%s/team.yaml", folder);
	struct node *root = node_read_file(path, CASEFILE_MAX, faults);
	struct pack *pack = pack_load(pack_file, faults);
	struct rules *rules = pack != NULL ? rules_new(forms, pack, faults) : NULL;
	struct team *team = team_load(team_file, choices_by_id(forms, "seat"), faults);
	struct record record;

	if (root != NULL && casefile_read(root, path, forms, today, &record, faults))
		record_release(&record);
	team_free(team);
	rules_free(rules);
	pack_free(pack);
	node_free(root);
	free(team_file);
	free(pack_file);
	free(path);
}

static void check_wording(const char *folder, struct faults *faults)
{
	char *path = xasprintf("%s/documents/letter.yaml", folder);
	struct wording *wording = wording_load(path, faults);

	if (wording != NULL) {
		wording_check(wording, words, path, faults);
		wording_check_unasked(wording, words, path, faults);
	}
	wording_free(wording);
	free(path);
}

static void check_settings(const char *folder, struct faults *faults)
{
	char *path = xasprintf("%s/indstil.yaml", folder);
	struct settings settings;

	settings_init(&settings);
	settings_read(&settings, path, faults);
	settings_release(&settings);
	free(path);
}

/* All that is wrong in the folder. */
static void check_folder(const char *folder, struct faults *faults)
{
	struct keys *keys = keys_new();
	struct forms *forms = forms_load(folder, keys, faults);

	if (forms != NULL)
		check_with_forms(folder, forms, faults);
	check_wording(folder, faults);
	check_settings(folder, faults);
	forms_free(forms);
	keys_free(keys);
}

static bool is_told(const struct faults *faults, const struct mistake *mistake, struct spot spot)
{
	for (size_t i = 0; i < faults->n; i++) {
		const struct fault *f = &faults->v[i];
		if (f->line == spot.line && f->column == spot.column &&
		    strstr(f->path, files[mistake->file].name) != NULL && strstr(f->text, mistake->what) != NULL)
			return true;
	}
	return false;
}

static void print_faults(const struct faults *faults)
{
	for (size_t i = 0; i < faults->n; i++) {
		char *line = fault_line(&faults->v[i]);
		print_error("%s\n", line);
		free(line);
	}
}

/* True where the mistake is told, and nothing else is. */
static bool check_mistake(const char *folder, const struct mistake *mistake)
{
	struct faults faults = { 0 };
	struct spot spot;
	char *s = mistaken(mistake, &spot);

	write_in(folder, files[mistake->file].name, s);
	check_folder(folder, &faults);
	bool good = is_told(&faults, mistake, spot) && faults.n == 1 + mistake->others;
	if (!good) {
		print_error("“%s”: expected %s:%d:%d: %s, and %zu others\n", mistake->to,
		    files[mistake->file].name, spot.line, spot.column, mistake->what, mistake->others);
		print_faults(&faults);
	}
	write_in(folder, files[mistake->file].name, files[mistake->file].text);
	faults_release(&faults);
	free(s);
	return good;
}

static void check_mistakes(const char *folder, const struct mistake mistakes[], size_t n)
{
	size_t bad = 0;

	for (size_t i = 0; i < n; i++)
		bad += !check_mistake(folder, &mistakes[i]);
	assert_int_equal(bad, 0);
}

/* Otherwise none of the rows below would mean anything. */
static void test_sound(void **state)
{
	struct faults faults = { 0 };

	check_folder(*state, &faults);
	print_faults(&faults);
	assert_int_equal(faults.n, 0);
}

/* One column more than a label may have. */
#define LINE_75 "Æ123456789Æ123456789Æ123456789Æ123456789Æ123456789Æ123456789Æ123456789Æ1234"

static void test_choices(void **state)
{
	static const struct mistake mistakes[] = {
		{ CHOICES, "{code: red, da: Rød, en: Red}", "§{code: red, da: Rød}", "the key 'en' is missing", 0 },
		{ CHOICES, "da: Rød", "da: §''", "the value is missing", 0 },
		{ CHOICES, "{code: red, da", "{§cod: red, da", "unknown key 'cod'; did you mean 'code'?", 1 },
		{ CHOICES, "code: blue", "code: §red", "the code 'red' stands in the list twice", 0 },
		/* an answer is typed by its label */
		{ CHOICES, "da: Blå,", "da: §RØD,", "'red' is called so in this list already", 0 },
		{ CHOICES, "en: Blue", "en: §Red", "'red' is called so in this list already", 0 },
		{ CHOICES, "code: red", "code: §Rød", "a code of ASCII letters", 0 },
		{ CHOICES, "en: Like the sea}", "en: Like the sea, §de: x}", "unknown key 'de'", 0 },
		{ CHOICES, "{da: Som havet, en: Like the sea}", "§{da: Som havet}", "'en' is missing", 0 },
		{ CHOICES, "group: {da", "§grop: {da", "did you mean 'group'?", 0 },
		{ CHOICES, "{code: red, da: Rød,", "{code: red, da: §" LINE_75 ",", "one line under 75 columns; this one has 75", 0 },
		{ CHOICES, "{da: Områder, en: Areas}", "{da: Områder, en: §" LINE_75 "}", "one line under 75", 0 },
		{ CHOICES, "seat:", "§colour:", "the key stands here a second time", 0 },
		{ CHOICES, "  - {code: health, da: Sundhed, en: Health}\n", "  §[]\n", "the list is empty", 0 },
		{ CHOICES, "  - {code: health, da: Sundhed, en: Health}\n", "  §health\n",
		    "a list is expected here", 0 },
		{ CHOICES, "- {code: red, da: Rød, en: Red}", "- §red", "'key: value' is expected here", 0 },
		{ CHOICES, "- {code: blue", "- §&b {code: blue", "anchors (&) are not taken", 0 },
	};

	check_mistakes(*state, mistakes, LENGTH(mistakes));
}

static void test_measures(void **state)
{
	static const struct mistake mistakes[] = {
		{ MEASURES, "measures:", "§measure:", "unknown key 'measure'; did you mean 'measures'?", 2 },
		{ MEASURES, "domain: health", "domain: §helth", "'helth' is no choice of domain", 0 },
		{ MEASURES, "company: false", "company: §no", "true or false is expected here", 0 },
		{ MEASURES, "- code: walk\n    da: Gåture\n", "- §code: walk\n", "the key 'da' is missing", 0 },
		{ MEASURES, "source:", "§sorce:", "did you mean 'source'?", 0 },
		{ MEASURES, "code: walk", "code:§", "the value is missing", 0 },
		{ MEASURES, "en: Training}", "en: §''}", "the value is missing", 0 },
		{ MEASURES, "    group: {da: Træning, en: Training}\n", "    §grupe: {da: x, en: y}\n",
		    "mean 'group'?", 1 },
		{ MEASURES, "    group: {da: Træning, en: Training}\n",
		    "    group: {da: T, en: T}\n  - §{code: run, da: Løb, en: Run}\n",
		    "the key 'group' is missing", 0 },
		{ MEASURES, "    group: {da: Træning, en: Training}\n",
		    "    group: {da: T, en: T}\n  - {code: §walk, da: x, en: y, group: {da: T, en: T}}\n",
		    "stands in the list twice", 0 },
	};

	check_mistakes(*state, mistakes, LENGTH(mistakes));
}

static void test_forms(void **state)
{
	static const struct mistake mistakes[] = {
		{ FORM_AFTER, "form: after", "form: §ask", "the id 'ask' is given twice", 0 },
		{ FORM, "form: ask\n", "§", "the key 'form' is missing", 0 },
		{ FORM, "{da: Spørgsmål, en: Questions}", "§{en: Questions}", "'da' is missing", 0 },
		{ FORM, "{da: Spørgsmål, en: Questions}", "{da: S, en: §" LINE_75 "}", "one line under 75", 0 },
		{ FORM, "{da: Først, en: First}", "{da: §" LINE_75 ", en: First}", "one line under 75", 0 },
		{ FORM, "part: fields", "part: §feilds", "part is 'fields' or 'top'", 0 },
		{ FORM, "inherited: true", "inherited: §ja", "true or false", 0 },
		{ FORM, "inherited: true", "§inhertied: true", "did you mean 'inherited'?", 0 },
		{ FORM, "  - id: second", "  - id: §first", "the id 'first' is given twice", 0 },
		{ FORM, "- id: second\n    title: {da: Så, en: Second}\n", "- §id: second\n", "'title' is missing", 0 },
		{ FORM, "    domain: health", "    domain: §helth", "'helth' is no choice of domain", 0 },
		{ FORM, "    help: {da: Om farver, en: On colours}", "    help: §Om farver",
		    "'key: value' is expected", 0 },
		{ FORM, "- id: second\n    title: {da: Så, en: Second}\n    fields:\n", "- §id: second\n"
		    "    title: {da: Så, en: Second}\n    feilds:\n", "the key 'fields' is missing", 1 },
	};

	check_mistakes(*state, mistakes, LENGTH(mistakes));
}

/* The one fault of a change to the form that has them. */
static void check_known(const char *folder, const struct edit *edit)
{
	struct keys *keys = keys_new();
	struct faults faults = { 0 };
	char *known = known_form(keys), *s = changed(known, edit);

	write_in(folder, "forms/10-known.yaml", s);
	check_folder(folder, &faults);
	only_fault(&faults, edit->to, edit->line, edit->column, edit->what);
	assert_non_null(strstr(faults.v[0].path, "forms/10-known.yaml"));
	faults_release(&faults);
	free(s);
	free(known);
	keys_free(keys);
}

/* What the program knows by name is missed in the form that has its neighbours. */
static void test_constants(void **state)
{
	check_known(*state, &(struct edit){ "id: decision.date", "id: decision.day", 1, 1,
	    "no form has the field 'decision.date', which the program needs" });
	check_known(*state, &(struct edit){ "kind: cpr", "kind: line", 26, 11,
	    "the program needs 'citizen.cpr' to be of the kind 'cpr'" });
}

static void test_fields(void **state)
{
	static const struct mistake mistakes[] = {
		{ FORM, "      - id: ask.colour\n        kind: one", "      - §kind: one",
		    "the key 'id' is missing", 0 },
		{ FORM, "id: ask.shades", "id: §ask.colour", "the id 'ask.colour' is given twice", 0 },
		{ FORM_AFTER, "id: after.why", "id: §ask.colour", "the id 'ask.colour' is given twice", 0 },
		{ FORM_AFTER, "id: after.why", "id: §after.done.when",
		    "the ids 'after.done.when' and 'after.done' cannot both", 0 },
		{ FORM_AFTER, "id: after.why", "id: §stage", "the id 'stage' is the case's own", 0 },
		{ FORM, "id: ask.colour", "id: §ask.farve på hus", "an id is words of a-z", 0 },
		{ FORM, "      - id: ask.colour\n        kind: one\n", "      - §id: ask.colour\n",
		    "the key 'kind' is missing", 0 },
		{ FORM, "kind: decimal", "kind: §number",
		    "no such kind of field; there are: line long yesno one several whole decimal months date month time cpr table", 0 },
		{ FORM, "id: ask.hours\n        kind: decimal", "§id: ask.hours\n        knid: decimal",
		    "'kind' is missing", 1 },
		{ FORM, "{da: Timer, en: Hours}", "§{da: Timer}", "the key 'en' is missing", 0 },
		{ FORM, "{da: Timer, en: Hours}", "§Timer", "'key: value' is expected here", 0 },
		{ FORM, "{da: Timer, en: Hours}", "{da: §\"Ti\\nmer\", en: Hours}", "the text is one line", 0 },
		{ FORM, "{da: Timer, en: Hours}", "{da: Timer, en: §" LINE_75 "}", "one line under 75 columns", 0 },
		{ FORM, "{da: Nr., en: No.}", "{da: §" LINE_75 ", en: No.}", "one line under 75 columns", 0 },
		{ FORM, "{da: Timer, en: Hours}", "{da: Timer, en: Hours, §se: Timmar}", "unknown key 'se'", 0 },
		{ FORM, "      - id: ask.hours\n        kind: decimal\n        label: {da: Timer, en: Hours}\n",
		    "      - §id: ask.hours\n        kind: decimal\n", "the key 'label' is missing", 0 },
		{ FORM, "why: {da: Det skal vides, en: It must be known}", "why: §{da: Det skal vides}",
		    "'en' is missing", 0 },
		{ FORM, "        why: {da", "        §whi: {da", "unknown key 'whi'; did you mean 'why'?", 0 },
		{ FORM, "source: S 1", "source:§", "the value is missing", 0 },
		{ FORM, "choices: colour", "choices: §color", "there is no list of choices 'color'", 0 },
		{ FORM, "choices: [{code: light, da: Lys, en: Light},", "choices: [§{code: light, da: Lys},",
		    "'en' is missing", 0 },
		{ FORM, "      - id: ask.shades\n        kind: several\n        label: {da: Hvilke nuancer?, "
		    "en: Which shades?}\n"
		    "        choices: [{code: light, da: Lys, en: Light}, {code: dark, da: Mørk, en: Dark}]\n",
		    "      - §id: ask.shades\n        kind: several\n        label: {da: x, en: y}\n",
		    "the key 'choices' is missing", 0 },
		{ FORM, "        min: 1\n", "        choices: §colour\n",
		    "'choices' does not go with the kind 'decimal'", 0 },
		{ FORM, "        min: 1\n", "        columns: §[]\n",
		    "'columns' does not go with the kind 'decimal'", 0 },
		{ FORM, "        min: 1\n", "        min: §38\n", "min is larger than max", 0 },
		{ FORM, "        max: 37\n", "        max: §\"37\"\n", "a whole number is expected here", 0 },
		{ FORM, "        max: 37\n", "        max: §37,5\n", "a whole number is expected here", 0 },
		{ FORM, "        min: 1\n", "        years: §true\n",
		    "'years' does not go with the kind 'decimal'", 0 },
		{ FORM, "own_words: true", "summary: §true", "'summary' is for columns of a table only", 0 },
		{ FORM, "own_words: true", "own_words: §yes", "true or false is expected here", 0 },
		{ FORM, "kind: months", "kind: months, own_words: §true", "does not go with the kind 'months'", 0 },
	};

	check_mistakes(*state, mistakes, LENGTH(mistakes));
}

static void test_tables(void **state)
{
	static const struct mistake mistakes[] = {
		{ FORM, "plain: to", "plain: §where", "the table has no such column", 0 },
		{ FORM, "        plain: to\n        single: true\n", "        single: §true\n",
		    "'single' needs 'plain'", 0 },
		{ FORM, "numbered: T", "numbered:§", "the value is missing", 0 },
		{ FORM, "numbered: T\n        columns:\n          - {id: no, kind: whole",
		    "numbered: §T\n        columns:\n          - {id: no, kind: line",
		    "needs a column 'no' of the kind 'whole'", 0 },
		{ FORM, "- id: measure\n", "- id: §to\n", "is given twice", 0 },
		{ FORM, "- id: measure\n", "- id: §Indsats\n", "a column's id is one word", 0 },
		{ FORM, "- id: measure\n", "- id: §a.b\n", "a column's id is one word", 0 },
		{ FORM, "{id: to, kind: line", "{id: to, kind: §table", "a column cannot be a table", 0 },
		{ FORM, "summary: true, required", "plain: §no, required", "'plain' is not for columns of a table", 0 },
		{ FORM, "{da: Nr., en: No.}", "§{da: Nr.}", "'en' is missing", 0 },
		{ FORM, "            choices: measures", "            choices: §measure",
		    "no list of choices 'measure'", 0 },
		{ FORM, "        kind: table\n        label: {da: Ture, en: Trips}\n        plain: to\n"
		    "        single: true\n        numbered: T\n",
		    "        kind: line\n        label: {da: Ture, en: Trips}\n        plain: §to\n",
		    "'plain' does not go with the kind 'line'", 1 },
	};

	check_mistakes(*state, mistakes, LENGTH(mistakes));
}

static void test_conditions(void **state)
{
	static const struct mistake mistakes[] = {
		{ FORM, "show: ask.colour is 'red'", "show: §ask.color is 'red'",
		    "'ask.color': there is no such fact", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: ask.colour is §'rød'",
		    "'ask.colour' has no such code; there are: red blue", 0 },
		{ FORM, "in ('red', 'blue')\"", "in ('red', §'bleu')\"", "'bleu': 'ask.colour' has no such code", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: §ask.colour > 3", "it is a text, not a number", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: not §ask.colour", "true or false is expected here; compare it", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: §ask.trips is null", "a table; ask for ask.trips.none", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: ask.hours is §'red'", "'red': a number is expected here", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: ask.day > §'tomorrow'", "'tomorrow': a date is expected here, written '2017-03-01'", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: total < §'30'", "'30': a number is expected here, without quotes", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: twice < §'30'", "'30': a number is expected here, without quotes", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: ask.day > §'2017-13-45'", "a date is expected here", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: \"§ask.color is 'red'\"", "there is no such fact", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: §count(ask.hours) > 1", "folds", 0 },
		{ FORM, "show: ask.colour is 'red'", "show:§", "the value is missing", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: §[ask.colour]", "a text is expected here", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: ask.colour §is", "'is': something is missing after it", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: ask.colour §= = 'red'", "'=': something is missing after it", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: ask.colour is 'red' §'blue'",
		    "'blue': a sign, or a word such as 'and', is missing before it", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: §ask.shades is null",
		    "depends on itself: ask.shades ← ask.shades", 0 },
		{ FORM, "required: true\n", "required: §ask.nothing\n", "there is no such fact, field or column", 0 },
		{ FORM, "required: true}", "required: §til is null}", "there is no such fact, field or column", 0 },
		{ FORM, "show: to is not null", "show: §measure is not null",
		    "depends on itself: ask.trips.measure ← ask.trips.measure", 0 },
		{ FORM, "show: to is not null", "show: §row.to is not null",
		    "there is no such fact, field or column", 0 },
		/* over several lines, and with quotes of its own */
		{ FORM, "        show: >-\n          ask.colour is not null\n",
		    "        show: >-\n          §ask.color is null\n",
		    "'ask.color': there is no such fact", 0 },
		{ FORM, "          and total > 1\n", "          and §totals > 1\n", "did you mean 'total'?", 0 },
		{ FORM, "        show: >-\n          ask.colour is not null\n          and total > 1\n",
		    "        show: |  # two lines\n\n          ask.colour is not null\n\n            and §totals > 1\n",
		    "did you mean 'total'?", 0 },
		{ FORM, "        show: >-\n          ask.colour is not null\n          and total > 1\n",
		    "        show: ask.colour is not null\n          and §totals > 1\n", "did you mean 'total'?", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: 'ask.colour is ''red'' and §totals > 1'", "did you mean 'total'?", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: \"ask.words is '\\\"æ\\\"'\n            and §totals > 1\"",
		    "did you mean 'total'?", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: ask.words is 'æøå' and §totals > 1", "did you mean 'total'?", 0 },
		{ FORM, "show: ask.colour is 'red'", "show: §\"ask.words is '\\u00e6' and totals > 1\"", "did you mean", 0 },
	};

	check_mistakes(*state, mistakes, LENGTH(mistakes));
}

/* What is shown only if it is shown; a fact that is reckoned from itself. */
static void test_cycles(void **state)
{
	static const struct mistake mistakes[] = {
		{ FORM, "own_words: true}", "own_words: true, show: §ask.day is null}",
		    "depends on itself: ask.words ← ask.day ← ask.words", 0 },
		{ FORM, "own_words: true}", "own_words: true, show: \"§ask.day is null\"}",
		    "depends on itself: ask.words ← ask.day ← ask.words", 0 },
		{ FORM_AFTER, "label: {da: Færdig, en: Done}", "label: {da: Færdig, en: Done}, show: §after.why = 'x'",
		    "depends on itself: after.done ← after.why ← after.done", 0 },
		{ FORM, "        numbered: T\n", "        numbered: T\n        show: §ask.trips.rows > 1\n",
		    "depends on itself: ask.trips ← ask.trips", 0 },
		{ PACK, "  total: {over: ask.trips, count: to is not null}\n",
		    "§  total: {is: more}\n  more: {is: total}\n",
		    "depends on itself: total ← more ← total", 0 },
	};

	check_mistakes(*state, mistakes, LENGTH(mistakes));
}

static void test_wording(void **state)
{
	static const struct mistake mistakes[] = {
		{ WORDING, "greeting:", "§greting:", "nothing prints the text 'greting'; did you mean 'greeting'?", 1 },
		{ WORDING, "body:", "§postscript: {da: x, en: y}\nbody:", "nothing prints the text 'postscript'", 0 },
		{ WORDING, "greeting: {da: \"Kære {name}\", en: \"Dear {name}\"}\n", "§",
		    "the text 'greeting' is missing", 0 },
		{ WORDING, "body:\n  da: >-\n    Vi ses den {date}.\n  en: We meet on {date}.\n",
		    "body:\n  §da: >-\n    Vi ses den {date}.\n", "the key 'en' is missing", 0 },
		{ WORDING, "greeting: {da: \"Kære {name}\"", "§greeting: {da: \"Kære {navn}\"",
		    "'greeting' has {navn} in one language only", 1 },
		{ WORDING, "en: \"Dear {name}\"", "en: §\"\"", "the value is missing", 0 },
		{ WORDING, "{da: \"Kære {name}\", en: \"Dear {name}\"}", "§Kære", "'key: value' is expected here", 0 },
	};

	check_mistakes(*state, mistakes, LENGTH(mistakes));
}

static void test_settings(void **state)
{
	static const struct mistake mistakes[] = {
		{ SETTINGS, "municipality:", "§municpality:", "did you mean 'municipality'?", 0 },
		{ SETTINGS, "language: da", "language: §dansk", "language is 'da' or 'en'", 0 },
		{ SETTINGS, "[/srv/ud]", "[§ud]", "a folder is written from the root", 0 },
		{ SETTINGS, "[/srv/ud]", "§/srv/ud", "a list is expected here", 0 },
		{ SETTINGS, "lead_time: 3", "lead_time: §25", "a number from 1 to 24 is expected here", 0 },
		{ SETTINGS, "lead_time: 3", "lead_time: §3 mdr.", "a whole number is expected here", 0 },
		{ SETTINGS, "role: caseworker", "role: §sagsbehandler", "a role is 'caseworker'", 0 },
		{ SETTINGS, "{account: tda, name: Tine Dahl, role: secretary}", "§{account: tda, name: Tine Dahl}",
		    "the key 'role' is missing", 0 },
		{ SETTINGS, "{account: tda,", "§{account: lho,", "the account is given twice", 0 },
		{ SETTINGS, "team_file: team.yaml", "team_file: §[team.yaml]", "a text is expected here", 0 },
	};

	check_mistakes(*state, mistakes, LENGTH(mistakes));
}

static void test_team(void **state)
{
	static const struct mistake mistakes[] = {
		{ TEAM, "team: Teamet", "§taem: Teamet", "unknown key 'taem'; did you mean 'team'?", 1 },
		{ TEAM, "seat: health", "seat: §helth", "there is no seat 'helth'", 0 },
		{ TEAM, "chair: Mette Rask", "chair: {name: Mette Rask, §acount: mra}", "did you mean 'account'?", 0 },
		{ TEAM, "  rf: ressourceforløb", "  §r f: ressourceforløb", "an abbreviation is one word", 0 },
		{ TEAM, "  rf: ressourceforløb", "  §rf: et rf", "leads back to itself: rf → rf", 0 },
	};

	check_mistakes(*state, mistakes, LENGTH(mistakes));
}

static void test_cases(void **state)
{
	static const struct mistake mistakes[] = {
		{ CASE, "indstil: 1\n", "§", "'indstil'", 0 },
		{ CASE, "indstil: 1", "indstil: §2", "this program reads version 1", 0 },
		{ CASE, "stage: draft", "stage: §begun", "no such stage", 0 },
		{ CASE, "stage: draft", "§stge: draft", "did you mean 'stage'?", 0 },
		{ CASE, "ask.colour: red", "§ask.color: red", "'ask.color'", 0 },
		{ CASE, "ask.colour: red", "ask.colour: §green", "no such code; there are: red blue", 0 },
		{ CASE, "ask.hours: 7.5", "ask.hours: §many", "Write a number", 0 },
		{ CASE, "ask.hours: 7.5", "ask.hours: §40", "between 1 and 37", 0 },
		{ CASE, "ask.day: 2017-05-09", "ask.day: §2017-02-31", "days 1 to 28", 0 },
		{ CASE, "[light, dark]", "[light, §drak]", "there are: light dark", 0 },
		{ CASE, "measure: walk}", "measure: §run}", "there are: walk", 0 },
		{ CASE, "measure: walk}", "measure: walk, §price: 3}", "unknown key 'price'", 0 },
		{ CASE, "done: true", "done: §ja", "without quotes", 0 },
		{ CASE, "  done: true", "  §don: true", "did you mean 'done'?", 0 },
	};

	check_mistakes(*state, mistakes, LENGTH(mistakes));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, folder_remove)
	const struct CMUnitTest tests[] = {
		TEST(test_sound), TEST(test_choices), TEST(test_measures), TEST(test_forms), TEST(test_constants),
		TEST(test_fields), TEST(test_tables), TEST(test_conditions), TEST(test_cycles), TEST(test_wording),
		TEST(test_settings), TEST(test_team), TEST(test_cases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
