/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "data/pack.h"
#include "data_files.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const char sample[] =
    "pack: \"2013-2021\"\n"
    "title: {da: Reglerne, en: The rules}\n"
    "source: {da: Loven, en: The act}\n"
    "from: 2013-01-01\n"
    "to: 2021-12-31\n"
    "verified: {by: N. N., on: 2026-11-22}\n"
    "duration: {min: 12, max: 60}\n"
    "domains: [employment, health]\n"
    "outcomes: [ressourceforloeb, fleksjob]\n"
    "seats:\n"
    "  - {seat: employment, letter: {da: Å, en: E}, name: {da: Job, en: Jobs}, when: \"true\"}\n"
    "  - {seat: health, letter: {da: S, en: H}, name: {da: Sundhed, en: Health}, when: \"true\"}\n"
    "facts:\n"
    "  citizen.age: {is: \"years(citizen.born, case.on)\"}\n"
    "  courses.months: {over: courses, sum: \"months(from, to)\", where: \"to is not null\"}\n"
    "columns:\n"
    "  statements.answered: {over: answers, any: \"statement = row.no\"}\n"
    "rules:\n"
    "  - id: duration.range\n"
    "    severity: block\n"
    "    source: S 6.3\n"
    "    duties: [D001, D002]\n"
    "    for: [ressourceforloeb]\n"
    "    at: recommended\n"
    "    when: recommendation.months > 60\n"
    "    field: recommendation.months\n"
    "    text: {da: For længe, en: Too long}\n"
    "    help: {da: Højst fem år., en: Five years at most.}\n"
    "    allow_reason: true\n"
    "    ask: room\n"
    "    fires: [{recommendation.months: 61}, {recommendation.months: 99}]\n"
    "    not: [{}]\n"
    "    unknown: [{recommendation.months: ~}]\n"
    "  - {id: b, severity: warn, source: S 1, at: closed, each: courses, when: x, field: y,\n"
    "     text: {da: Æ, en: E}}\n"
    "sound: demo/sound.yaml\n"
    "deadlines:\n"
    "  - id: talk\n"
    "    source: S 5.2\n"
    "    duties: [D148]\n"
    "    for: [ressourceforloeb]\n"
    "    due: add_days(decision.date, 7)\n"
    "    open: talk.held_on is null\n"
    "    field: talk.held_on\n"
    "    text: {da: Samtale inden en uge, en: Talk within a week}\n"
    "    tests:\n"
    "      - {case: {decision.date: 2017-05-09}, due: 2017-05-16, open: true}\n"
    "      - {due: unknown, open: unknown}\n"
    "  - {id: end_2, source: S 6, due: course.ends, open: x, field: y, text: {da: Æ, en: E}}\n";

/* What extends the sample, as old.yaml. */
static const char newer[] =
    "pack: \"2022\"\n"
    "extends: old\n"
    "without: [b, end_2]\n"
    "title: {da: De nye regler, en: The new rules}\n"
    "source: {da: Den nye lov, en: The new act}\n"
    "replaces: {da: Loven, en: The act}\n"
    "from: 2022-01-01\n"
    "verified: {by: N. N., on: 2026-11-22}\n"
    "duration: {min: 12, max: 36}\n"
    "references:\n"
    "  - {for: [fleksjob], text: {da: Se vejledningen., en: See the guidance.}}\n"
    "facts:\n"
    "  citizen.adult: {is: citizen.age > 17}\n"
    "  citizen.age: {is: \"years(citizen.born, today)\"}\n"
    "rules:\n"
    "  - {id: c, severity: remind, source: {da: praksis, en: practice}, at: closed, when: x, field: y,\n"
    "     text: {da: Ø, en: O}}\n"
    "  - id: duration.range\n"
    "    severity: warn\n"
    "    source: S 9\n"
    "    at: recommended\n"
    "    when: recommendation.months > 36\n"
    "    field: recommendation.months\n"
    "    text: {da: For længe, en: Too long}\n"
    "    fires: [{recommendation.months: 37}]\n"
    "deadlines:\n"
    "  - {id: plan, source: S 5, due: today, open: x, field: y, text: {da: Å, en: A}}\n";

/* 65 columns and more. */
#define WIDE(rest) "x1234567890123456789012345678901234567890123456789012345678901234" rest

static struct pack *load(const char *folder, const char *s, size_t len, struct faults *faults)
{
	char *path = file_write(folder, "pack.yaml", s, len);
	struct pack *pack = pack_load(path, faults);

	free(path);
	return pack;
}

/* The second file, `s`, with `extended` beside it as old.yaml. */
static struct pack *load_both(const char *folder, const char *extended, const char *s, struct faults *faults)
{
	free(file_write(folder, "old.yaml", extended, strlen(extended)));
	return load(folder, s, strlen(s), faults);
}

static bool stands_in(const char *path, const char *file)
{
	const char *slash = strrchr(path, '/');

	return strcmp(slash == NULL ? path : slash + 1, file) == 0;
}

static void test_head(void **state)
{
	struct faults faults = { 0 };
	struct pack *pack = load(*state, sample, strlen(sample), &faults);

	no_faults(&faults);
	assert_string_equal(pack->name, "2013-2021");
	assert_non_null(strstr(pack->path, "/pack.yaml"));
	assert_string_equal(label_get(&pack->title, LANG_EN), "The rules");
	assert_int_equal(date_compare(pack->from, (struct date){ 2013, 1, 1 }), 0);
	assert_int_equal(date_compare(pack->to, (struct date){ 2021, 12, 31 }), 0);
	assert_string_equal(pack->verified_by, "N. N.");
	assert_int_equal(pack->verified_on.day, 22);
	assert_int_equal(pack->months_min, 12);
	assert_int_equal(pack->months_max, 60);
	assert_int_equal(pack->n_domains, 2);
	assert_string_equal(pack->domains[1], "health");
	assert_string_equal(pack->outcomes[1], "fleksjob");
	assert_string_equal(pack->sound, "demo/sound.yaml");
	assert_int_equal(pack->n_seats, 2);
	assert_string_equal(pack->seats[0].letter[LANG_DA], "Å");
	assert_string_equal(pack->seats[1].letter[LANG_EN], "H");
	assert_string_equal(pack->seats[1].seat, "health");
	pack_free(pack);
}

static void test_derived(void **state)
{
	struct faults faults = { 0 };
	struct pack *pack = load(*state, sample, strlen(sample), &faults);

	assert_int_equal(pack->n_facts, 2);
	assert_string_equal(pack->facts[0].name, "citizen.age");
	assert_int_equal(pack->facts[0].fold, FOLD_NONE);
	assert_string_equal(pack->facts[0].text, "years(citizen.born, case.on)");
	assert_null(pack->facts[0].over);
	assert_int_equal(pack->facts[1].fold, FOLD_SUM);
	assert_string_equal(pack->facts[1].over, "courses");
	assert_string_equal(pack->facts[1].where, "to is not null");
	assert_int_equal(pack->facts[1].line, 15);
	assert_int_equal(pack->n_columns, 1);
	assert_int_equal(pack->columns[0].fold, FOLD_ANY);
	pack_free(pack);
}

static void test_rules(void **state)
{
	struct faults faults = { 0 };
	struct pack *pack = load(*state, sample, strlen(sample), &faults);
	const struct rule *first = &pack->rules[0], *second = &pack->rules[1];

	assert_int_equal(pack->n_rules, 2);
	assert_string_equal(first->id, "duration.range");
	assert_int_equal(first->severity, SEVERITY_BLOCK);
	assert_int_equal(first->at, STAGE_RECOMMENDED);
	assert_int_equal(first->n_duties, 2);
	assert_string_equal(first->duties[1], "D002");
	assert_string_equal(first->outcomes[0], "ressourceforloeb");
	assert_string_equal(label_get(&first->source, LANG_DA), "S 6.3");
	assert_string_equal(label_get(&first->source, LANG_EN), "S 6.3");
	assert_true(first->allow_reason);
	assert_string_equal(first->ask, "room");
	assert_int_equal(first->line, 19);
	assert_int_equal(first->n_tests, 4);
	assert_int_equal(first->tests[1].expect, 1);
	assert_string_equal(node_get(first->tests[1].set, "recommendation.months")->text, "99");
	assert_int_equal(first->tests[2].expect, 0);
	assert_int_equal(first->tests[2].set->n, 0);
	assert_int_equal(first->tests[3].expect, -1);
	assert_int_equal(first->tests[3].set->line, 33);
	assert_int_equal(second->severity, SEVERITY_WARN);
	assert_string_equal(second->each, "courses");
	assert_int_equal(second->n_outcomes, 0);
	assert_false(second->allow_reason);
	pack_free(pack);
}

/* A rule that says in so many words what holds while it does not fire is a condition of its outcomes, or of those it names. */
static void test_condition(void **state)
{
	static const struct edit changes[] = {
		{ .from = "ask: room", .to = "condition: {da: Inden for, en: Within}" },
		{ .from = "when: x, ", .to = "when: x, condition: {da: Å, en: Aa}, condition_of: [fleksjob], " },
	};
	struct faults faults = { 0 };
	char *one = changed(sample, &changes[0]), *both = changed(one, &changes[1]);
	struct pack *pack = load(*state, both, strlen(both), &faults);

	no_faults(&faults);
	assert_string_equal(label_get(&pack->rules[0].condition, LANG_EN), "Within");
	assert_int_equal(pack->rules[0].n_conditions_of, 0);
	assert_string_equal(label_get(&pack->rules[1].condition, LANG_DA), "Å");
	assert_string_equal(pack->rules[1].conditions_of[0], "fleksjob");
	pack_free(pack);
	free(one);
	free(both);
}

static void test_deadlines(void **state)
{
	struct faults faults = { 0 };
	struct pack *pack = load(*state, sample, strlen(sample), &faults);
	const struct deadline *first = &pack->deadlines[0], *second = &pack->deadlines[1];

	assert_int_equal(pack->n_deadlines, 2);
	assert_string_equal(first->id, "talk");
	assert_string_equal(label_get(&first->source, LANG_EN), "S 5.2");
	assert_string_equal(first->duties[0], "D148");
	assert_int_equal(first->n_outcomes, 1);
	assert_string_equal(first->due, "add_days(decision.date, 7)");
	assert_string_equal(first->open, "talk.held_on is null");
	assert_string_equal(first->field, "talk.held_on");
	assert_string_equal(label_get(&first->text, LANG_DA), "Samtale inden en uge");
	assert_int_equal(first->line, 38);
	assert_int_equal(first->n_tests, 2);
	assert_string_equal(node_get(first->tests[0].set, "decision.date")->text, "2017-05-09");
	assert_int_equal(date_compare(first->tests[0].due, (struct date){ 2017, 5, 16 }), 0);
	assert_int_equal(first->tests[0].open, 1);
	assert_int_equal(first->tests[0].line, 47);
	assert_null(first->tests[1].set);
	assert_int_equal(first->tests[1].due.year, 0);
	assert_int_equal(first->tests[1].open, -1);
	assert_int_equal(second->n_outcomes, 0);
	assert_int_equal(second->n_tests, 0);
	pack_free(pack);
}

static void test_no_end(void **state)
{
	struct faults faults = { 0 };
	char *s = changed(sample, &(struct edit){ .from = "to: 2021-12-31\n", .to = "" });
	struct pack *pack = load(*state, s, strlen(s), &faults);

	no_faults(&faults);
	assert_int_equal(pack->to.year, 0);
	pack_free(pack);
	free(s);
}

static void test_faults(void **state)
{
	static const struct edit changes[] = {
		{ "pack: \"2013-2021\"\n", "", 1, 1, "'pack' is missing" },
		{ "en: The rules", "en: The rules, uk: Rules", 2, 38, "unknown key" },
		{ "from: 2013-01-01", "from: 2013-02-31", 4, 7, "a date is" },
		{ "from: 2013-01-01", "from: 2013-01", 4, 7, "a date is" },
		{ "to: 2021", "to: 2012", 5, 5, "before the first" },
		{ ", on: 2026-11-22", "", 6, 11, "'on' is missing" },
		{ "max: 60", "max: 6", 7, 11, "min is larger" },
		{ "max: 60", "max: five", 7, 26, "whole number" },
		{ "max: 60", "max: 60000", 7, 26, "from 0 to 1200" },
		{ "[employment, health]", "[employment, employment]", 8, 23, "twice" },
		{ "[employment, health]", "employment", 8, 10, "a list" },
		{ "letter: {da: Å", "letter: {da: AB", 11, 32, "one letter" },
		{ "seat: health", "seat: employment", 12, 5, "given twice" },
		{ "case.on)\"}", "case.on)\", if: x}", 14, 53, "unknown key" },
		{ "is: \"years", "over: courses, is: \"years", 14, 3, "do not go with" },
		{ "over: courses, sum", "sum", 15, 19, "'over' is missing" },
		{ ", sum: \"months(from, to)\"", "", 15, 3, "is expected" },
		{ ", sum: \"months(from, to)\"", ", sum: x, any: y", 15, 3, "is expected" },
		{ "statements.answered", "answered", 17, 3, "begins with its table" },
		{ "id: b", "id: duration.range", 34, 10, "given twice" },
		{ "id: b", "id: b c", 34, 10, "code" },
		{ "severity: block", "severity: unknown", 20, 15, "severity is" },
		{ "    source: S 6.3\n", "", 19, 5, "'source' is missing" },
		{ "for: [ressourceforloeb]", "for: [skaanejob]", 23, 10, "no outcome" },
		{ "at: recommended", "at: returned", 24, 9, "no stage" },
		{ "at: recommended", "at: someday", 24, 9, "there are: draft ready scheduled recommended decided running closed" },
		{ "letter: {da: S, en: H}", "letter: {da: Å, en: H}", 12, 28, "'Å' is the letter of the seat 'employment' already" },
		{ "letter: {da: S, en: H}", "letter: {da: S, en: E}", 12, 28, "'E' is the letter of the seat 'employment' already" },
		{ "    when: recommendation.months > 60\n", "", 19, 5, "'when' is missing" },
		{ "da: For længe", "da: \"For\\nlænge\"", 27, 16, "one line under 75 columns; this one has several" },
		{ "For længe", WIDE("12345ÆØÅÆØ"), 27, 16, "one line under 75 columns; this one has 75" },
		{ "duties: [D001, D002]", "duties: [D001, D2]", 22, 20, "a duty is written D and three digits" },
		{ "duties: [D001, D002]", "duties: [D0012]", 22, 14, "a duty is written D and three digits" },
		{ "duties: [D001, D002]", "duties: [d001]", 22, 14, "a duty is written D and three digits" },
		{ "duties: [D001, D002]", "duties: [D001, D001]", 22, 20, "twice" },
		{ "duties: [D148]", "duties: [§ 12]", 40, 14, "a duty is written D and three digits" },
		{ "allow_reason: true", "allow_reason: 1", 29, 19, "true or false" },
		{ "ask: room", "ask: fax", 30, 10, "ask is" },
		{ "ask: room", "condition: {da: Å, en: Aa}\n    condition_of: [fleksjob]", 31, 19, "not for 'fleksjob'" },
		{ "{da: Æ, en: E}}", "{da: Æ, en: E}, condition: {da: Å, en: Aa}, condition_of: [skaanejob]}", 35, 70, "no outcome" },
		{ "ask: room", "condition_of: [ressourceforloeb]", 30, 19, "without 'condition'" },
		{ "{da: Æ, en: E}}", "{da: Æ, en: E}, condition: {da: Å, en: Aa}}", 35, 39, "of which outcomes" },
		{ "not: [{}]", "not: [1]", 32, 11, "key: value" },
		{ "not: [{}]", "note: [{}]", 32, 5, "mean 'not'" },
		{ "id: talk", "id: Talk", 38, 9, "small letters" },
		{ "id: talk", "id: the.talk", 38, 9, "small letters" },
		{ "id: end_2", "id: talk", 49, 10, "given twice" },
		{ "    due: add_days(decision.date, 7)\n", "", 38, 5, "'due' is missing" },
		{ "    open: talk.held_on is null\n", "", 38, 5, "'open' is missing" },
		{ "field: y, text: {da: Æ, en: E}}", "text: {da: Æ, en: E}}", 49, 5, "'field' is missing" },
		{ "    source: S 5.2\n", "", 38, 5, "'source' is missing" },
		{ "    for: [ressourceforloeb]\n    due", "    for: [skaanejob]\n    due", 41, 10, "no outcome" },
		{ "Samtale inden en uge", WIDE("12345ÆØÅÆØ"), 45, 16, "under 75" },
		{ "case: {", "cases: {", 47, 10, "mean 'case'" },
		{ "{case: {decision.date: 2017-05-09}, ", "{case: 2017, ", 47, 16, "key: value" },
		{ "due: 2017-05-16, ", "", 47, 9, "'due' is missing" },
		{ "due: 2017-05-16", "due: 2017-05", 47, 50, "a date is" },
		{ ", open: true}", "}", 47, 9, "'open' is missing" },
		{ "open: true}", "open: yes}", 47, 68, "true or false" },
	};

	for (size_t i = 0; i < LENGTH(changes); i++) {
		struct faults faults = { 0 };
		char *s = changed(sample, &changes[i]);
		assert_null(load(*state, s, strlen(s), &faults));
		only_fault(&faults, changes[i].to, changes[i].line, changes[i].column, changes[i].what);
		faults_release(&faults);
		free(s);
	}
}

static void assert_node(const struct pack *pack, const char *text, const char *file, int line, int column)
{
	const char *path;
	const struct node *node = pack_node(pack, text, &path);

	assert_non_null(node);
	assert_true(stands_in(path, file));
	assert_int_equal(node->line, line);
	assert_int_equal(node->column, column);
}

/* What a pack says of itself is its own; other keys are taken whole from the nearest file that has them. */
static void test_extended_head(void **state)
{
	struct faults faults = { 0 };
	struct pack *pack = load_both(*state, sample, newer, &faults);
	const char *path;
	int line;

	no_faults(&faults);
	assert_string_equal(pack->name, "2022");
	assert_true(stands_in(pack->path, "pack.yaml"));
	assert_string_equal(label_get(&pack->source, LANG_EN), "The new act");
	assert_string_equal(label_get(&pack->replaces, LANG_DA), "Loven");
	assert_int_equal(pack->from.year, 2022);
	assert_int_equal(pack->to.year, 0);
	assert_int_equal(pack->months_max, 36);
	assert_int_equal(pack->n_domains, 2);
	assert_string_equal(pack->outcomes[1], "fleksjob");
	assert_string_equal(pack->sound, "demo/sound.yaml");
	assert_int_equal(pack->n_seats, 2);
	assert_true(stands_in(pack->seats[1].path, "old.yaml"));
	assert_int_equal(pack->seats[1].line, 12);
	assert_int_equal(pack->n_references, 1);
	assert_string_equal(pack->references[0].outcomes[0], "fleksjob");
	assert_string_equal(label_get(&pack->references[0].text, LANG_DA), "Se vejledningen.");
	assert_true(stands_in(pack_place(pack, "duration", &line), "pack.yaml"));
	assert_int_equal(line, 9);
	assert_true(stands_in(pack_place(pack, "outcomes", &line), "old.yaml"));
	assert_int_equal(line, 9);
	assert_null(pack_place(pack, "nothing", &line));
	assert_node(pack, pack->name, "pack.yaml", 1, 7);
	assert_node(pack, pack->outcomes[1], "old.yaml", 9, 30);
	assert_node(pack, pack->facts[0].name, "pack.yaml", 14, 3);
	assert_node(pack, pack->columns[0].name, "old.yaml", 17, 3);
	assert_null(pack_node(pack, "fleksjob", &path));
	pack_free(pack);
}

static void assert_derived(const struct derived *derived, const char *name, const char *file, int line)
{
	assert_string_equal(derived->name, name);
	assert_true(stands_in(derived->path, file));
	assert_int_equal(derived->line, line);
}

static void assert_rule(const struct rule *rule, const char *id, const char *file, int line)
{
	assert_string_equal(rule->id, id);
	assert_true(stands_in(rule->path, file));
	assert_int_equal(rule->line, line);
}

/* Facts, columns and rules one by one: replaced in their places, added, taken away. */
static void test_extended_rules(void **state)
{
	struct faults faults = { 0 };
	struct pack *pack = load_both(*state, sample, newer, &faults);

	no_faults(&faults);
	assert_int_equal(pack->n_facts, 3);
	assert_derived(&pack->facts[0], "citizen.age", "pack.yaml", 14);
	assert_string_equal(pack->facts[0].text, "years(citizen.born, today)");
	assert_derived(&pack->facts[1], "courses.months", "old.yaml", 15);
	assert_derived(&pack->facts[2], "citizen.adult", "pack.yaml", 13);
	assert_int_equal(pack->n_columns, 1);
	assert_derived(&pack->columns[0], "statements.answered", "old.yaml", 17);
	assert_int_equal(pack->n_deadlines, 2);
	assert_string_equal(pack->deadlines[0].id, "talk");
	assert_true(stands_in(pack->deadlines[0].path, "old.yaml"));
	assert_string_equal(pack->deadlines[1].id, "plan");
	assert_true(stands_in(pack->deadlines[1].path, "pack.yaml"));
	assert_int_equal(pack->n_rules, 2);
	assert_rule(&pack->rules[0], "duration.range", "pack.yaml", 18);
	assert_int_equal(pack->rules[0].n_tests, 1);
	assert_int_equal(pack->rules[0].n_duties, 0);
	assert_rule(&pack->rules[1], "c", "pack.yaml", 16);
	assert_string_equal(label_get(&pack->rules[1].source, LANG_DA), "praksis");
	assert_string_equal(label_get(&pack->rules[1].source, LANG_EN), "practice");
	pack_free(pack);
}

/* A pack of a few lines, over one over the sample. */
static void test_extended_twice(void **state)
{
	static const char third[] =
	    "{pack: third, extends: newer, without: [c], title: {da: T, en: T}, source: {da: S, en: S}, "
	    "from: 2030-01-01, verified: {by: N. N., on: 2026-11-22}}\n";
	struct faults faults = { 0 };

	free(file_write(*state, "newer.yaml", newer, strlen(newer)));
	struct pack *pack = load_both(*state, sample, third, &faults);
	no_faults(&faults);
	assert_int_equal(pack->n_files, 3);
	assert_int_equal(pack->months_max, 36);
	assert_null(pack->replaces.s[LANG_DA]);
	assert_int_equal(pack->n_rules, 1);
	assert_rule(&pack->rules[0], "duration.range", "newer.yaml", 18);
	assert_int_equal(pack->n_references, 1);
	pack_free(pack);
}

/* What it does not inherit it must have. */
static void test_not_extended(void **state)
{
	static const char *const lacks[] = { "duration", "domains", "outcomes", "seats", "rules" };
	static const char bare[] =
	    "{pack: bare, title: {da: T, en: T}, source: {da: S, en: S}, "
	    "from: 2030-01-01, verified: {by: N. N., on: 2026-11-22}}\n";
	struct faults faults = { 0 };

	assert_null(load(*state, bare, strlen(bare), &faults));
	assert_int_equal(faults.n, LENGTH(lacks));
	for (size_t i = 0; i < LENGTH(lacks); i++) {
		assert_int_equal(faults.v[i].line, 1);
		assert_non_null(strstr(faults.v[i].text, lacks[i]));
		assert_non_null(strstr(faults.v[i].text, "is missing"));
	}
	faults_release(&faults);
}

static void test_extended_faults(void **state)
{
	static const struct {
		struct edit change;	/* of the newer one, or of the sample where the fault stands in old.yaml */
		const char *file;
	} all[] = {
		{ { "extends: old", "extends: missing", 2, 10, "'missing': there is no such rule pack; there are: old pack" }, "pack.yaml" },
		{ { "extends: old", "extends: ../old", 2, 10, "not the name" }, "pack.yaml" },
		{ { "extends: old", "extends: [old]", 2, 10, "a text is expected" }, "pack.yaml" },
		{ { "extends: old", "extends: pack", 2, 10, "in a circle" }, "pack.yaml" },
		{ { "pack: ", "extends: pack\npack: ", 1, 10, "in a circle" }, "old.yaml" },
		{ { "without: [b, ", "without: [b, duration, ", 3, 14, "'duration' is no rule" }, "pack.yaml" },
		{ { "without: [b, ", "without: [plan, ", 3, 11, "'plan' is no rule" }, "pack.yaml" },
		{ { "without: [b, end_2]", "without: b", 3, 10, "a list" }, "pack.yaml" },
		{ { "without: [b, ", "without: [b, b, ", 3, 14, "twice" }, "pack.yaml" },
		{ { "pack: ", "without: [b]\npack: ", 1, 10, "only goes with" }, "old.yaml" },
		{ { "from: 2022-01-01\n", "", 1, 1, "'from' is missing" }, "pack.yaml" },
		{ { "title: {da: De nye regler, en: The new rules}\n", "", 1, 1, "'title' is missing" }, "pack.yaml" },
		{ { "source: {da: Den nye lov, en: The new act}", "source: L 1", 5, 9, "key: value" }, "pack.yaml" },
		{ { "for: [fleksjob]", "for: [skaanejob]", 11, 11, "no outcome" }, "pack.yaml" },
		{ { "id: c,", "id: duration.range,", 18, 9, "given twice" }, "pack.yaml" },
		{ { "source: {da: praksis, en: practice}", "source: {da: praksis}", 16, 39, "'en' is missing" },
			"pack.yaml" },
		{ { "facts:\n", "columns: []\nfacts:\n", 12, 10, "key: value" }, "pack.yaml" },
		{ { "over: answers, any", "any", 17, 24, "'over' is missing" }, "old.yaml" },
		{ { "letter: {da: Å", "letter: {da: AB", 11, 32, "one letter" }, "old.yaml" },
		{ { "  - {id: b,", "  - {id: d, severity: stop, source: S 1, at: closed, when: x, field: y, "
		    "text: {da: Æ, en: E}}\n  - {id: b,", 34, 23, "severity is" }, "old.yaml" },
		{ { "due: unknown", "due: perhaps", 48, 15, "a date is" }, "old.yaml" },
		{ { "  - {id: plan", "    {id: plan", 27, 5, "a list" }, "pack.yaml" },
		{ { "id: plan", "id: pl.an", 27, 10, "small letters" }, "pack.yaml" },
		{ { "sound: demo/sound.yaml\n", "sounds: demo/sound.yaml\n", 36, 1, "mean 'sound'" }, "old.yaml" },
	};

	for (size_t i = 0; i < LENGTH(all); i++) {
		const struct edit *change = &all[i].change;
		bool old = strcmp(all[i].file, "old.yaml") == 0;
		struct faults faults = { 0 };
		char *s = changed(old ? sample : newer, change);

		assert_null(old ? load_both(*state, s, newer, &faults) : load_both(*state, sample, s, &faults));
		if (faults.n == 0)
			fail_msg("“%s”: no fault", change->to);
		if (!stands_in(faults.v[0].path, all[i].file))
			fail_msg("“%s”: %s", change->to, faults.v[0].path);
		only_fault(&faults, change->to, change->line, change->column, change->what);
		faults_release(&faults);
		free(s);
	}
}

/* What a pack says of itself is looked at though the one that it extends is not there. */
static void test_extends_nothing(void **state)
{
	static const char bare[] = "{pack: new, extends: missing, titel: {da: T, en: T}, from: soon}\n";
	static const char *const said[] = {
		"'missing': there is no such rule pack", "did you mean 'title'?", "'title' is missing", "'source' is missing",
		"a date is written", "'verified' is missing"
	};
	struct faults faults = { 0 };

	assert_null(load(*state, bare, strlen(bare), &faults));
	assert_int_equal(faults.n, LENGTH(said));
	for (size_t i = 0; i < LENGTH(said); i++) {
		bool found = false;
		for (size_t j = 0; j < faults.n; j++)
			found |= strstr(faults.v[j].text, said[i]) != NULL;
		assert_true(found);
	}
	faults_release(&faults);
}

/* A line of 74 columns is let pass, whatever it takes in bytes. */
static void test_widest_text(void **state)
{
	static const struct edit change = {
		.from = "For længe", .to = WIDE("1234ÆØÅÆØ")
	};
	struct faults faults = { 0 };
	char *s = changed(sample, &change);
	struct pack *pack = load(*state, s, strlen(s), &faults);

	no_faults(&faults);
	pack_free(pack);
	free(s);
}

static void test_path(void **state)
{
	static const char *const bad[] = { "", ".", "..", ".x", "a/b", "/a", "../a" };
	char *rules = xasprintf("%s/rules", (char *)*state), *path = NULL;
	struct error e = { 0 };

	assert_false(pack_path(*state, "2031", &path, &e));
	assert_int_equal(e.kind, ERROR_MISSING);
	assert_non_null(strstr(e.what, rules));
	assert_int_equal(mkdir(rules, 0700), 0);
	assert_false(pack_path(*state, "2031", &path, &e));
	assert_string_equal(e.what, "there are no rule packs");
	free(file_write(rules, "2022.yaml", "", 0));
	free(file_write(rules, "2013-2021.yaml", "", 0));
	assert_false(pack_path(*state, "2031", &path, &e));
	assert_string_equal(e.where, "2031");
	assert_string_equal(e.what, "there is no such rule pack; there are: 2013-2021 2022");
	assert_null(path);
	assert_true(pack_path(*state, "2013-2021", &path, &e));
	assert_non_null(strstr(path, "/rules/2013-2021.yaml"));
	free(path);
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(pack_path(*state, bad[i], &path, &e));
	assert_int_equal(e.kind, ERROR_USAGE);
	free(rules);
}

static void test_severity(void **state)
{
	(void)state;
	assert_string_equal(severity_code(SEVERITY_BLOCK), "block");
	assert_string_equal(severity_code(SEVERITY_WARN), "warn");
	assert_string_equal(severity_code(SEVERITY_REMIND), "remind");
	assert_string_equal(severity_code(SEVERITY_UNKNOWN), "unknown");
	assert_string_equal(severity_name(SEVERITY_REMIND), "reminds");
}

static void load_any(const char *folder, const char *s, size_t len)
{
	struct faults faults = { 0 };
	struct pack *pack = load(folder, s, len, &faults);

	assert_int_equal(pack == NULL, faults.n > 0);
	pack_free(pack);
	faults_release(&faults);
}

static void test_damage(void **state)
{
	size_t len = strlen(sample);

	for (size_t i = 0; i < len; i++) {
		char *s = xstrdup(sample);
		load_any(*state, s, i);
		s[i] = (char)(s[i] ^ (1 << i % 8));
		load_any(*state, s, len);
		free(s);
	}
}

static void test_extended_damage(void **state)
{
	size_t len = strlen(newer);

	free(file_write(*state, "old.yaml", sample, strlen(sample)));
	for (size_t i = 0; i < len; i++) {
		char *s = xstrdup(newer);
		load_any(*state, s, i);
		s[i] = (char)(s[i] ^ (1 << i % 8));
		load_any(*state, s, len);
		free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_head, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_derived, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_rules, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_condition, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_deadlines, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_no_end, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_faults, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_extended_head, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_extended_rules, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_extended_twice, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_not_extended, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_extended_faults, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_extends_nothing, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_widest_text, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_path, folder_make, folder_remove),
		cmocka_unit_test(test_severity),
		cmocka_unit_test_setup_teardown(test_damage, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_extended_damage, folder_make, folder_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
