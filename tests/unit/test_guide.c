/* SPDX-License-Identifier: EUPL-1.2 */
/* The outcome guide: which rules are conditions of an outcome, and how a case stands to them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "bench.h"

static const char fields[] =
	"{id: x.a, kind: yesno}\n"
	"{id: x.b, kind: yesno}\n"
	"{id: x.only, kind: yesno, show: case.kind is 'fleksjob'}\n";

#define RULE(id, rest) \
	"  - {id: " id ", severity: block, source: S 1, at: recommended, text: {da: d-" id ", en: e-" id "}, " rest "}\n"
#define CONDITION "condition: {da: c, en: c}, "

static void begin(struct bench *bench, const char *pack)
{
	bench_open(bench, fields, pack);
	if (!bench->rules)
		bench_fail(bench);
}

/* "a+ b- c?(x.a)": met, not met, unknown with what is missing. */
static const char *told(struct bench *bench, const char *outcome)
{
	static char out[4000];
	struct text text = { 0 };
	struct guide guide;

	rules_guide(bench->rules, &bench->view, outcome, &guide);
	text_add(&text, "");
	for (size_t i = 0; i < guide.n; i++) {
		const struct guide_line *line = &guide.v[i];

		text_addf(&text, "%s%s%s", i > 0 ? " " : "", line->rule->id,
		    line->met == TRUE_ ? "+" : line->met == FALSE_ ? "-" : "?");
		for (size_t j = 0; j < line->n_missing; j++)
			text_addf(&text, "(%s)", line->missing[j]->id);
	}
	assert_int_equal(guide.met + guide.not_met + guide.unknown, guide.n);
	assert_true(text.len < sizeof out);
	strcpy(out, text.s);
	text_release(&text);
	guide_release(&guide);
	return out;
}

static void test_only_conditions(void **state)
{
	struct bench bench;

	(void)state;
	begin(&bench, "rules:\n"
	    RULE("two", CONDITION "for: [ressourceforloeb, fleksjob], field: x.a, when: 'not x.a'")
	    RULE("procedure", "for: [ressourceforloeb], field: x.a, when: 'not x.a'")
	    RULE("general", CONDITION "condition_of: [fleksjob], field: x.b, when: 'not x.b'")
	    RULE("narrow", CONDITION "for: [ressourceforloeb, fleksjob], condition_of: [ressourceforloeb], field: x.b, "
		"when: 'not x.b'"));
	bench_set(&bench, "x.a", "true");
	bench_set(&bench, "x.b", "false");
	assert_string_equal(told(&bench, "ressourceforloeb"), "two+ narrow-");
	assert_string_equal(told(&bench, "fleksjob"), "two+ general-");
	assert_string_equal(told(&bench, "returneret"), "");
	bench_close(&bench);
}

static void test_unknown_says_what_is_missing(void **state)
{
	struct bench bench;
	struct guide guide;

	(void)state;
	begin(&bench, "rules:\n" RULE("r", CONDITION "for: [fleksjob], field: x.only, when: 'not x.a or not x.b'"));
	assert_string_equal(told(&bench, "fleksjob"), "r?(x.a)(x.b)");
	rules_guide(bench.rules, &bench.view, "fleksjob", &guide);
	assert_string_equal(guide.v[0].field->id, "x.a");
	guide_release(&guide);
	bench_set(&bench, "x.a", "true");
	assert_string_equal(told(&bench, "fleksjob"), "r?(x.b)");
	bench_set(&bench, "x.b", "true");
	rules_guide(bench.rules, &bench.view, "fleksjob", &guide);
	assert_string_equal(guide.v[0].field->id, "x.only");
	guide_release(&guide);
	bench_close(&bench);
}

/* Whatever the case is under, each outcome is read as if it were the one recommended. */
/* What does not concern the case is not told as met; whether it does may itself be unknown. */
static void test_only_where_it_matters(void **state)
{
	struct bench bench;

	(void)state;
	begin(&bench, "rules:\n"
	    RULE("a", CONDITION "condition_of: [fleksjob], condition_if: x.b, when: x.a is true, field: x.a"));
	assert_string_equal(told(&bench, "fleksjob"), "a?(x.b)");
	bench_set(&bench, "x.b", "false");
	assert_string_equal(told(&bench, "fleksjob"), "");
	bench_set(&bench, "x.b", "true");
	assert_string_equal(told(&bench, "fleksjob"), "a+");
	bench_set(&bench, "x.a", "true");
	assert_string_equal(told(&bench, "fleksjob"), "a-");
	bench_close(&bench);
}

static void test_as_if_recommended(void **state)
{
	struct bench bench;

	(void)state;
	begin(&bench, "rules:\n" RULE("r", CONDITION "for: [fleksjob], field: x.only, when: 'not x.only'"));
	bench_set(&bench, "recommendation.outcome", "returneret");
	bench_set(&bench, "x.only", "true");
	assert_string_equal(told(&bench, "fleksjob"), "r+");
	bench_close(&bench);
}

static void test_row_that_decides(void **state)
{
	struct bench bench;
	struct guide guide;

	(void)state;
	begin(&bench, "rules:\n" RULE("r", CONDITION "for: [fleksjob], each: courses, field: result, when: 'result = ''bad'''"));
	bench_row(&bench, "courses", "result", "good", NULL);
	int64_t bad = bench_row(&bench, "courses", "result", "bad", NULL);
	rules_guide(bench.rules, &bench.view, "fleksjob", &guide);
	assert_int_equal(guide.v[0].met, FALSE_);
	assert_true(guide.v[0].row == bad);
	guide_release(&guide);
	bench_close(&bench);
}

/* The pack that is shipped. */


static void ship(struct bench *bench)
{
	const char *dir = getenv("INDSTIL_DATADIR");
	char *path = xasprintf("%s/rules/2013-2021.yaml", dir);

	*bench = (struct bench){ .keys = keys_new() };
	bench->forms = forms_load(dir, bench->keys, &bench->faults);
	bench->pack = pack_load(path, &bench->faults);
	if (bench->faults.n > 0)
		bench_fail(bench);
	bench->rules = rules_new(bench->forms, bench->pack, &bench->faults);
	record_init(&bench->record);
	bench->view = (struct view){ .record = &bench->record, .today = { 2017, 6, 1 } };
	free(path);
}

static void unship(struct bench *bench)
{
	record_release(&bench->record);
	rules_free(bench->rules);
	pack_free(bench->pack);
	forms_free(bench->forms);
	keys_free(bench->keys);
	faults_release(&bench->faults);
}

/* S 6.3 (82-16), D237: to decline a course gives no right to a pension, and takes none away. */
static void test_stance_changes_no_condition(void **state)
{
	static const char *const stances[] = { "wants", "accepts", "against", "not_asked" };
	struct bench bench;

	(void)state;
	ship(&bench);
	char *before = xstrdup(told(&bench, "foertidspension"));
	assert_string_not_equal(before, "");
	for (size_t i = 0; i < sizeof stances / sizeof *stances; i++) {
		bench_set(&bench, "recommendation.stance.view", stances[i]);
		assert_string_equal(told(&bench, "foertidspension"), before);
	}
	free(before);
	unship(&bench);
}

/* S 4.2, D102: neither that a fleksjob was ruled out nor that the citizen was referred to one is a condition. */
static void test_no_condition_of_fleksjob(void **state)
{
	struct bench bench;

	(void)state;
	ship(&bench);
	char *before = xstrdup(told(&bench, "ressourceforloeb"));
	bench_set(&bench, "referral.kind", "fleksjob");
	assert_string_equal(told(&bench, "ressourceforloeb"), before);
	free(before);
	unship(&bench);
}

/* S 4.3, 4.4 (92-16), D103: both can fit, and both are then shown as met. */
static void test_both_can_fit(void **state)
{
	struct bench bench;

	(void)state;
	ship(&bench);
	bench_set(&bench, "target.futile", "false");
	bench_set(&bench, "target.evident_pension", "false");
	bench_set(&bench, "target.development", "Kan lære nyt.");
	bench_set(&bench, "recommendation.fleksjob.reason", "Klarer ikke fuld tid.");
	bench_set(&bench, "recommendation.fleksjob.few_hours", "false");
	assert_non_null(strstr(told(&bench, "ressourceforloeb"), "target.futile+"));
	assert_non_null(strstr(told(&bench, "ressourceforloeb"), "target.perspective+"));
	assert_string_equal(told(&bench, "fleksjob"), "fleksjob.reason+");	/* few hours are not in question */
	unship(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_conditions),
		cmocka_unit_test(test_unknown_says_what_is_missing),
		cmocka_unit_test(test_only_where_it_matters),
		cmocka_unit_test(test_as_if_recommended),
		cmocka_unit_test(test_row_that_decides),
		cmocka_unit_test(test_stance_changes_no_condition),
		cmocka_unit_test(test_no_condition_of_fleksjob),
		cmocka_unit_test(test_both_can_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
