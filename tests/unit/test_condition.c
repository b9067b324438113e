/* SPDX-License-Identifier: EUPL-1.2 */
/* Conditions: what they take and refuse, and how they reckon with what is unknown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "rule/condition.h"
#include "rule/parse.h"

/* The facts of these tests: name i has the term terms[i]. */
static const struct {
	const char *name;
	struct term term;
} facts[] = {
	{ "yes", { TERM_NUMBER, 1, NULL } },
	{ "no", { TERM_NUMBER, 0, NULL } },
	{ "unknown", { TERM_UNKNOWN, 0, NULL } },
	{ "twelve", { TERM_NUMBER, 12, NULL } },
	{ "half", { TERM_NUMBER, 0.5, NULL } },
	{ "citizen.born", { TERM_TEXT, 0, "1977-03-01" } },
	{ "from", { TERM_TEXT, 0, "2015-03" } },
	{ "to", { TERM_TEXT, 0, "2015-06" } },
	{ "row.kind", { TERM_TEXT, 0, "fleksjob" } },
	{ "aims", { TERM_TEXT, 0, "develop,stabilise" } },
	{ "words", { TERM_TEXT, 0, "it's æøå" } },
	{ "end", { TERM_NUMBER, 7, NULL } },
};
#define FACTS (sizeof facts / sizeof *facts)

static int name_id(const char *name, void *arg)
{
	(void)arg;
	for (size_t i = 0; i < FACTS; i++)
		if (strcmp(facts[i].name, name) == 0)
			return (int)i;
	return strcmp(name, "courses") == 0 ? NAME_TABLE : NAME_MISSING;
}

static char *nearest(const char *name, void *arg)
{
	(void)arg;
	return strcmp(name, "twelf") == 0 ? xstrdup("twelve") : NULL;
}

static const struct naming naming = { name_id, nearest, NULL };

static struct term get(int id, void *arg)
{
	(void)arg;
	assert_in_range(id, 0, FACTS - 1);
	return facts[id].term;
}

static struct engine *engine;

static int set_up(void **state)
{
	(void)state;
	engine = engine_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	engine_free(engine);
	return 0;
}

static struct condition *compile(const char *text)
{
	struct faults faults = { 0 };
	struct condition *condition = condition_new(engine, text, &naming, "test.yaml", 7, &faults);

	if (faults.n > 0)
		fail_msg("%s: %s", text, faults.v[0].text);
	assert_non_null(condition);
	return condition;
}

static enum truth truth(const char *text)
{
	struct condition *condition = compile(text);
	enum truth result = condition_truth(condition, get, NULL);

	condition_free(condition);
	return result;
}

static void check_all(const char *const texts[], enum truth expected)
{
	for (size_t i = 0; texts[i]; i++)
		if (truth(texts[i]) != expected)
			fail_msg("%s is %d, not %d", texts[i], (int)truth(texts[i]), (int)expected);
}

static void test_true(void **state)
{
	static const char *const texts[] = {
		"yes", "true", "not no", "yes and not no", "no or yes", "yes is true", "unknown is not true",
		"unknown is null", "twelve is not null", "twelve = 12", "twelve <> 13", "twelve >= 12",
		"twelve < 12.5",
		"half + half = 1", "twelve - 2 * 3 = 6", "7 / 2 = 3.5", "twelve between 12 and 60",
		"twelve not between 13 and 60", "row.kind = 'fleksjob'", "row.kind is 'fleksjob'",
		"row.kind is not 'andet'", "row.kind in ('andet', 'fleksjob')", "row.kind not in ('andet')",
		"words = 'it''s æøå'", "length(words) = 8", "lower('ABC') = 'abc'",
		"round(3.14159, 2) = 3.14", "abs(-2) = 2",
		"\n\tyes\r\n and  yes ", "1--1 = 2", "end = 7 and from < to", "unknown or yes", "((yes))",
		"has(aims, 'develop')", "has(aims, 'stabilise')", "not has(aims, 'develop,')",
		"not has(aims, 'stab')", NULL
	};

	(void)state;
	check_all(texts, TRUE_);
}

static void test_false(void **state)
{
	static const char *const texts[] = {
		"no", "false", "not yes", "unknown is true", "unknown is 'x'", "twelve = 13",
		"unknown and no", "row.kind in ('a', 'b')", "twelve is null", "yes is false", "half >= 1", NULL
	};

	(void)state;
	check_all(texts, FALSE_);
}

static void test_unknown(void **state)
{
	static const char *const texts[] = {
		"unknown", "null", "not unknown", "unknown and yes", "unknown or no", "unknown = 1",
		"unknown <> 1", "unknown in ('a')", "unknown between 1 and 2", "twelve + unknown > 3",
		"length(unknown) > 0", "years(unknown, '2017-01-01') > 3", "years(citizen.born, 'soon') > 3",
		"has(unknown, 'a')", "add_months(unknown, 1) = 'x'", "add_months('2017-01-01', unknown) = 'x'",
		"add_days('2017-01', 1) > 'a'", "add_days('soon', 1) > 'a'", "add_days(unknown, 1) = 'x'",
		"add_days('2017-01-01', unknown) = 'x'", "1 / 0 > 1", NULL
	};

	(void)state;
	check_all(texts, UNKNOWN);
}

static void test_dates(void **state)
{
	static const char *const texts[] = {
		"years(citizen.born, '2017-02-28') = 39", "years(citizen.born, '2017-03-01') = 40",
		"years(citizen.born, '2018-03-01') = 41", "months(from, to) = 3",
		"days('2017-03-01', '2017-03-08') = 7",
		"days('2017-03-08', '2017-03-01') = -7", "add_months('2017-01-31', 1) = '2017-02-28'",
		"add_months('2017-01-31', -1) = '2016-12-31'",
		"add_months('2199-10-31', 6) = '2199-12-31'", "add_months('2017-01-31', 1000000) = '2199-12-31'",
		"add_months('2017-01', -1000000) = '1800-01-01'", "add_months(from, 2) = '2015-05'",
		"add_days('2016-02-26', 7) = '2016-03-04'", "add_days('2017-02-26', 7) = '2017-03-05'",
		"add_days('2017-03-08', -7) = '2017-03-01'", "add_days('2017-01-31', 0) = '2017-01-31'",
		"add_days('2199-12-31', 1) = '2199-12-31'", "add_days('2017-01-31', 1000000000) = '2199-12-31'",
		"citizen.born < '1977-03-02'", NULL
	};

	(void)state;
	check_all(texts, TRUE_);
}

static void test_value(void **state)
{
	struct condition *number = compile("twelve * 2"), *text = compile("add_months(citizen.born, 12)");
	struct condition *none = compile("unknown + 1");
	struct term term = condition_value(number, get, NULL);

	(void)state;
	assert_int_equal(term.kind, TERM_NUMBER);
	assert_true(term.number == 24);
	for (int i = 0; i < 3; i++) {	/* a statement is good for many times */
		term = condition_value(text, get, NULL);
		assert_int_equal(term.kind, TERM_TEXT);
		assert_string_equal(term.text, "1978-03-01");
	}
	assert_int_equal(condition_value(none, get, NULL).kind, TERM_UNKNOWN);
	condition_free(number);
	condition_free(text);
	condition_free(none);
}

static void test_names(void **state)
{
	struct condition *condition = compile("twelve > 3 and twelve < 60 and from < 'x' and 'yes' <> 'no'");
	size_t n;
	const int *names = condition_names(condition, &n);

	(void)state;
	assert_int_equal(n, 2);
	assert_int_equal(names[0], name_id("twelve", NULL));
	assert_int_equal(names[1], name_id("from", NULL));
	condition_free(condition);
}

/* Each fault with its column, and a part of what it says. */
static void test_faults(void **state)
{
	static const struct {
		const char *text;
		int column;
		const char *says;
	} bad[] = {
		{ "", 1, "empty" },
		{ "  ", 1, "empty" },
		{ "yes and nobody.knows > 3", 9, "'nobody.knows': there is no such fact" },
		{ "yes and courses is null", 9, "ask for courses.none or courses.rows" },
		{ "max(twelve, 3) > 1", 1, "'max': passes over what is unknown" },
		{ "count(yes) > 1", 1, "'count': passes over" },
		{ "yes or coalesce(unknown, 1)", 8, "'coalesce': hides" },
		{ "ifnull(unknown, 1)", 1, "hides" },
		{ "iif(yes, 1, 2)", 1, "hides" },
		{ "random() > 1", 1, "'random': there is no such function" },
		{ "load_extension('x')", 1, "no such function" },
		{ "twelve > (select 1)", 11, "'select': no part of conditions" },
		{ "row.kind like 'f%'", 10, "'like': no part" },
		{ "case when yes then no", 1, "'case': no part" },
		{ "Yes", 1, "small letters" },
		{ "row.kind = \"x\"", 12, "single quotes" },
		{ "row.kind = 'x", 12, "does not end" },
		{ "yes ; no", 5, "';': no part" },
		{ "yes || no", 5, "'||': in conditions it is written 'or'" },
		{ "yes && no", 5, "'&&': in conditions it is written 'and'" },
		{ "twelve == 12", 8, "'==': in conditions it is written '='" },
		{ "twelve != 12", 8, "'!=': in conditions it is written '<>'" },
		{ "twelve => 12", 8, "'=>': in conditions it is written '>='" },
		{ "twelve ≥ 12", 8, "'≥': in conditions it is written '>='" },
		{ "!yes", 1, "'!': in conditions it is written 'not'" },
		{ "yes og no", 5, "'og': in conditions it is written 'and'" },
		{ "yes eller (no)", 5, "'eller': in conditions it is written 'or'" },
		{ "ikke yes", 1, "'ikke': in conditions it is written 'not'" },
		{ "yes is ja", 8, "'ja': in conditions it is written 'true'" },
		{ "twelf > 3", 1, "'twelf': there is no such fact, field or column; did you mean 'twelve'?" },
		{ "æ = 1", 1, "'æ': no part" },
		{ "yes \033[2J", 5, "'': a control character" },
		{ "yes \xff", 5, "bad UTF-8" },
		{ "12abc = 1", 1, "'12abc': not a number" },
		{ "twelve = 1.2.3", 10, "'1.2.3': not a number" },
		{ "1) from sqlite_master where (1", 9, "no such fact" },
		{ "yes) or (no", 4, "closes nothing" },
		{ "yes and (no", 9, "is not closed" },
		{ "yes and", 5, "'and': something is missing after it" },
		{ "twelve <", 8, "'<': something is missing after it" },
		{ "(twelve <) and yes", 9, "'<': something is missing after it" },
		{ "twelve < and yes", 8, "'<': something is missing after it" },
		{ "yes yes", 5, "'yes': a sign, or a word such as 'and', is missing before it" },
		{ "row.kind = 'a' 'b'", 16, "'b': a sign, or a word such as 'and', is missing before it" },
		{ "yes = (no, yes)", 1, "cannot go on" },
		{ "(yes, no) = (no, yes)", 5, "',': a condition cannot go on like this here" },
		{ "words not null", 7, "'not': a condition cannot go on like this here" },
		{ "twelve, 3", 1, "cannot go on" },
		{ "years(citizen.born) > 3", 1, "'years': too few or too many values" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct faults faults = { 0 };

		assert_null(condition_new(engine, bad[i].text, &naming, "test.yaml", 7, &faults));
		if (faults.n == 0)
			fail_msg("%s: no fault", bad[i].text);
		assert_string_equal(faults.v[0].path, "test.yaml");
		assert_int_equal(faults.v[0].line, 7);
		if (!strstr(faults.v[0].text, bad[i].says) || faults.v[0].column != bad[i].column)
			fail_msg("%s: at %d: %s", bad[i].text, faults.v[0].column, faults.v[0].text);
		faults_release(&faults);
	}
}

/* All names that are wrong are told at once. */
static void test_all_faults(void **state)
{
	struct faults faults = { 0 };

	(void)state;
	assert_null(condition_new(engine, "a.b and sum(twelve) and c", &naming, "x", 1, &faults));
	assert_int_equal(faults.n, 3);
	assert_int_equal(faults.v[0].column, 1);
	assert_int_equal(faults.v[1].column, 9);
	assert_int_equal(faults.v[2].column, 25);
	faults_release(&faults);
}

static void test_bounds(void **state)
{
	static const struct {
		size_t n;
		const char *part;
	} parts[] = { { 20000, "(" }, { 5000, "not " }, { 5000, "yes + " } };

	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		size_t len = strlen(parts[i].part);
		char *text = xcalloc(parts[i].n * 2 * len + 4, 1);
		struct faults faults = { 0 };

		for (size_t j = 0; j < parts[i].n; j++)
			memcpy(text + j * len, parts[i].part, len);
		strcpy(text + parts[i].n * len, "yes");
		if (*parts[i].part == '(')
			memset(text + parts[i].n + 3, ')', parts[i].n);
		assert_null(condition_new(engine, text, &naming, "x", 1, &faults));
		assert_int_equal(faults.n, 1);
		faults_release(&faults);
		free(text);
	}
}

/* What is wrong in one place does not hide what is wrong in another. */
static void test_signs_and_names(void **state)
{
	struct faults faults = { 0 };

	(void)state;
	assert_null(condition_new(engine, "a.b == 1 && c", &naming, "x", 1, &faults));
	assert_int_equal(faults.n, 4);
	faults_release(&faults);
}

static void write_part(const struct part *part, struct text *out)
{
	static const char *const names[] = {
		[PART_JOIN] = "join", [PART_COMPARE] = "compare", [PART_RECKON] = "reckon", [PART_CALL] = "call"
	};

	if (!part->first) {
		text_addn(out, part->s, part->len);
		return;
	}
	text_addf(out, "(%s", names[part->kind]);
	for (const struct part *inner = part->first; inner; inner = inner->next) {
		text_addc(out, ' ');
		write_part(inner, out);
	}
	text_addc(out, ')');
}

/* The tree is the one that SQLite reckons with: a sign that binds more takes its values first. */
static void test_parts(void **state)
{
	static const struct {
		const char *text, *tree;
	} cases[] = {
		{ "yes", "yes" }, { "((yes))", "yes" }, { "null", "null" }, { "'it''s'", "'it''s'" },
		{ "yes or no and not unknown", "(join yes (join no (join unknown)))" },
		{ "not yes = no", "(join (compare yes no))" }, { "not yes and no", "(join (join yes) no)" },
		{ "1 + 2 * 3 - 4", "(reckon (reckon 1 (reckon 2 3)) 4)" }, { "-half * 2", "(reckon (reckon half) 2)" },
		{ "1 < 2 = 3 < 4", "(compare (compare 1 2) (compare 3 4))" },
		{ "twelve + 1 between 2 and 3 + 4 and yes", "(join (compare (reckon twelve 1) 2 (reckon 3 4)) yes)" },
		{ "twelve not between 2 and 3", "(compare twelve 2 3)" },
		{ "words not in ('a', 'b') or no", "(join (compare words 'a' 'b') no)" },
		{ "words in ()", "(compare words)" }, { "words is not null", "(compare words null)" },
		{ "yes is not true and no", "(join (compare yes true) no)" },
		{ "years(from, add_days(to, 1)) > 3", "(compare (call from (call to 1)) 3)" },
		{ "(yes or no) and (no)", "(join (join yes no) no)" },
		{ "2 - (1 - 3)", "(reckon 2 (reckon 1 3))" }, { "twelve > 3 is true", "(compare (compare twelve 3) true)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct condition *condition = compile(cases[i].text);
		struct text tree = { 0 };

		write_part(condition_part(condition), &tree);
		if (strcmp(tree.s, cases[i].tree) != 0)
			fail_msg("%s: %s", cases[i].text, tree.s);
		text_release(&tree);
		condition_free(condition);
	}
}

/* Where a part begins and ends, for messages; brackets belong to what they are a part of. */
static void test_places(void **state)
{
	struct condition *condition = compile(" (twelve + 1) * 2 > length(words)");
	const struct part *product = condition_part(condition)->first, *call = product->next;
	char *text;

	(void)state;
	assert_int_equal(product->column, 2);
	assert_int_equal(product->len, strlen("(twelve + 1) * 2"));
	assert_int_equal(call->column, 21);
	assert_int_equal(call->len, strlen("length(words)"));
	condition_free(condition);
	condition = compile("words = 'it''s'");
	text = part_text(condition_part(condition)->first->next);
	assert_string_equal(text, "it's");
	free(text);
	condition_free(condition);
}

static void test_gives(void **state)
{
	static const struct {
		const char *text;
		enum gives gives;
	} cases[] = {
		{ "citizen.born", GIVES_NAME }, { "add_days(citizen.born, 7)", GIVES_DATE },
		{ "add_months(add_days(citizen.born, (7)), 12 - twelve)", GIVES_DATE },
		{ "add_days(citizen.born, 7) > add_days(citizen.born, 6)", GIVES_TRUTH },
		{ "(add_days(citizen.born, 7))", GIVES_DATE }, { "days(citizen.born, citizen.born)", GIVES_NUMBER },
		{ "'2017-01-01'", GIVES_OTHER }, { "12", GIVES_NUMBER }, { "citizen.born is null", GIVES_TRUTH },
		{ "not yes", GIVES_TRUTH }, { "true", GIVES_TRUTH }, { "null", GIVES_OTHER },
		{ "lower('X')", GIVES_TEXT }, { "has('a,b', 'a')", GIVES_TRUTH }, { "-twelve", GIVES_NUMBER },
		{ "((citizen.born))", GIVES_NAME }, { "(twelve > 1) + (twelve > 2)", GIVES_NUMBER },
		{ "twelve in (1, 2)", GIVES_TRUTH },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct condition *condition = compile(cases[i].text);

		if (part_gives(condition_part(condition)) != cases[i].gives)
			fail_msg("%s", cases[i].text);
		condition_free(condition);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_true),
		cmocka_unit_test(test_false),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_value),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_all_faults),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_signs_and_names),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_gives),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
