/* SPDX-License-Identifier: EUPL-1.2 */
/* Facts, folds, hidden answers, and what is wrong in forms and packs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "bench.h"
#include "exchange/casefile.h"

static void open_sound(struct bench *bench, const char *fields, const char *pack)
{
	bench_open(bench, fields, pack);
	if (!bench->rules)
		bench_fail(bench);
}

/* Fields. */

static void test_kinds(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b,
	    "{id: x.line, kind: line}\n{id: x.yes, kind: yesno}\n{id: x.whole, kind: whole}\n"
	    "{id: x.decimal, kind: decimal}\n{id: x.months, kind: months}\n{id: x.month, kind: month}\n"
	    "{id: x.date, kind: date}\n{id: x.several, kind: several, choices: domain}\n", NULL);
	assert_fact(&b, "x.line", "?");
	assert_fact(&b, "nobody.knows", "?");
	bench_set(&b, "x.line", "true");
	bench_set(&b, "x.yes", "true");
	bench_set(&b, "x.whole", "-12");
	bench_set(&b, "x.decimal", "7.25");
	bench_set(&b, "x.months", "24");
	bench_set(&b, "x.month", "2015-03");
	bench_set(&b, "x.date", "2017-03-01");
	bench_set(&b, "x.several", "social,health");
	assert_fact(&b, "x.line", "true");
	assert_false(rules_fact(b.rules, &b.view, "x.yes").is_text);
	assert_fact(&b, "x.yes", "1");
	assert_fact(&b, "x.whole", "-12");
	assert_true(rules_fact(b.rules, &b.view, "x.decimal").number == 7.25);
	assert_fact(&b, "x.months", "24");
	assert_fact(&b, "x.month", "2015-03");
	assert_fact(&b, "x.date", "2017-03-01");
	assert_fact(&b, "x.several", "social,health");
	bench_set(&b, "x.yes", "false");
	assert_fact(&b, "x.yes", "0");
	bench_close(&b);
}

/* What a kind cannot read is a draft, and unknown. */
static void test_drafts(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b, "{id: x.whole, kind: whole}\n{id: x.date, kind: date}\n", NULL);
	bench_set(&b, "x.whole", "a dozen");
	bench_set(&b, "x.date", "soon");
	assert_fact(&b, "x.whole", "?");
	assert_fact(&b, "x.date", "?");
	bench_close(&b);
}

static void test_typing(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b, "{id: x.a, kind: whole}\n{id: x.b, kind: line, show: x.a > 3}\n", NULL);
	bench_set(&b, "x.a", "1");
	assert_false(rules_shown(b.rules, &b.view, bench_field(&b, "x.b"), 0));
	b.view.typing = bench_field(&b, "x.a");
	b.view.typed = "4";
	assert_true(rules_shown(b.rules, &b.view, bench_field(&b, "x.b"), 0));
	assert_fact(&b, "x.a", "4");
	b.view.typed = NULL;
	assert_fact(&b, "x.a", "?");
	bench_close(&b);
}

static void test_hidden(void **state)
{
	struct bench b;
	const struct field *c;

	(void)state;
	open_sound(&b,
	    "{id: x.a, kind: yesno}\n{id: x.b, kind: yesno, show: x.a, required: true}\n"
	    "{id: x.c, kind: line, show: x.b is true, required: x.b}\n", NULL);
	c = bench_field(&b, "x.c");
	bench_set(&b, "x.b", "true");
	bench_set(&b, "x.c", "words");
	assert_false(rules_shown(b.rules, &b.view, c, 0));	/* x.a is unknown */
	assert_false(rules_required(b.rules, &b.view, bench_field(&b, "x.b"), 0));
	assert_fact(&b, "x.c", "?");
	bench_set(&b, "x.a", "true");
	assert_true(rules_shown(b.rules, &b.view, c, 0));
	assert_true(rules_required(b.rules, &b.view, c, 0));
	assert_true(rules_required(b.rules, &b.view, bench_field(&b, "x.b"), 0));
	assert_false(rules_required(b.rules, &b.view, bench_field(&b, "x.a"), 0));
	assert_fact(&b, "x.c", "words");	/* set aside, and back again */
	bench_set(&b, "x.a", "false");
	assert_fact(&b, "x.b", "?");
	assert_fact(&b, "x.c", "?");
	bench_close(&b);
}

static void test_cells(void **state)
{
	struct bench b;
	int64_t taken, set_aside;
	const struct field *why;

	(void)state;
	open_sound(&b, NULL, NULL);
	why = bench_field(&b, "recommendation.measures.rejected_why");
	taken = bench_row(&b, "recommendation.measures", "measure", "praktik", NULL);
	set_aside = bench_row(&b, "recommendation.measures", "measure", "mentor", "rejected", "true", NULL);
	assert_false(rules_shown(b.rules, &b.view, why, taken));
	assert_true(rules_shown(b.rules, &b.view, why, set_aside));
	assert_false(rules_required(b.rules, &b.view, why, taken));
	assert_true(rules_required(b.rules, &b.view, why, set_aside));
	bench_close(&b);
}

static void test_tables(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b, NULL, NULL);
	assert_fact(&b, "courses.none", "?");
	assert_fact(&b, "courses.rows", "?");
	bench_none(&b, "courses");
	assert_fact(&b, "courses.none", "1");
	assert_fact(&b, "courses.rows", "0");
	bench_row(&b, "courses", NULL);
	bench_row(&b, "courses", NULL);
	assert_fact(&b, "courses.none", "0");
	assert_fact(&b, "courses.rows", "2");
	bench_close(&b);
}

/* Facts that C computes. */

static void test_case_facts(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b, NULL, NULL);
	assert_fact(&b, "today", "2017-06-01");
	assert_fact(&b, "case.on", "2017-06-01");
	assert_fact(&b, "case.round", "1");
	assert_fact(&b, "case.stage", "draft");
	assert_fact(&b, "case.kind", "?");
	bench_set(&b, "meeting.date", "2017-05-09");
	assert_fact(&b, "case.on", "2017-05-09");
	bench_set(&b, "decision.date", "2017-05-16");
	assert_fact(&b, "case.on", "2017-05-16");
	assert_int_equal(rules_on(b.rules, &b.view).day, 16);
	bench_set(&b, "referral.kind", "andet");
	assert_fact(&b, "case.kind", "andet");
	bench_set(&b, "recommendation.outcome", "fleksjob");
	assert_fact(&b, "case.kind", "fleksjob");
	record_set(&b.record, 1, KEY_CASE_STAGE, 0, "decided", 0);
	assert_fact(&b, "case.stage", "decided");
	bench_close(&b);
}

static void test_rounds(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b, NULL, NULL);
	bench_set(&b, "referral.kind", "andet");
	bench_set(&b, "recommendation.outcome", "fleksjob");
	assert_fact(&b, "case.resubmitted", "0");
	record_set(&b.record, 2, KEY_CASE_STAGE, 0, "scheduled", 0);
	assert_fact(&b, "case.round", "2");
	assert_fact(&b, "case.kind", "andet");		/* inherited; the outcome is not */
	assert_fact(&b, "case.resubmitted", "1");
	record_set(&b.record, 1, KEY_DECISION_DATE, 0, "2016-01-01", 0);
	assert_fact(&b, "case.resubmitted", "0");
	record_set(&b.record, 1, KEY_CASE_STAGE, 0, "resubmitted", 0);
	assert_fact(&b, "case.resubmitted", "1");
	b.view.round = 1;
	assert_fact(&b, "case.kind", "fleksjob");
	bench_close(&b);
}

static void test_age(void **state)
{
	static const struct {
		const char *cpr, *born, *meeting, *age;
	} cases[] = {
		{ "0103771231", NULL, "2016-03-01", "39" },
		{ "0103771231", NULL, "2017-02-28", "39" },
		{ "0103771231", NULL, "2017-03-01", "40" },
		{ "0103771231", NULL, "2018-02-28", "40" },
		{ "0103771231", NULL, "2018-03-01", "41" },
		{ "0103771231", "1950-01-01", "2017-03-01", "40" },	/* the number tells */
		{ NULL, "1977-03-02", "2017-03-01", "39" },
		{ "7 years", "1977-03-02", "2017-03-02", "40" },	/* a draft tells nothing */
		{ NULL, NULL, "2017-03-01", "?" },
	};
	struct bench b;

	(void)state;
	open_sound(&b, NULL, "facts:\n  citizen.age: {is: 'years(citizen.born, case.on)'}\nrules: []\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bench_set(&b, "citizen.cpr", cases[i].cpr);
		bench_set(&b, "citizen.born", cases[i].born);
		bench_set(&b, "meeting.date", cases[i].meeting);
		if (strcmp(bench_fact(&b, "citizen.age"), cases[i].age) != 0)
			fail_msg("case %zu: %s", i, bench_fact(&b, "citizen.age"));
	}
	bench_close(&b);
}

static void test_cpr_fits(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b, NULL, NULL);
	assert_fact(&b, "citizen.cpr_fits", "?");
	bench_set(&b, "citizen.cpr", "0101585018");
	assert_fact(&b, "citizen.cpr_fits", "1");
	bench_set(&b, "citizen.cpr", "0101585001");
	assert_fact(&b, "citizen.cpr_fits", "0");
	bench_close(&b);
}

static void test_duration(void **state)
{
	struct bench b;
	int64_t open;

	(void)state;
	open_sound(&b, NULL, NULL);
	bench_set(&b, "recommendation.months", "24");
	assert_fact(&b, "duration.idle", "?");
	bench_none(&b, "recommendation.measures");
	assert_fact(&b, "duration.idle", "24");
	assert_fact(&b, "measures.end", "0");
	bench_row(&b, "recommendation.measures", "start", "1", "months", "6", NULL);
	bench_row(&b, "recommendation.measures", "start", "5", "months", "4", NULL);
	bench_row(&b, "recommendation.measures", "start", "12", "months", "24", "rejected", "true", NULL);
	assert_fact(&b, "duration.idle", "16");
	assert_fact(&b, "measures.end", "8");
	bench_row(&b, "recommendation.measures", "start", "20", "months", "1000000", NULL);
	assert_fact(&b, "duration.idle", "11");
	open = bench_row(&b, "recommendation.measures", "start", "9", NULL);
	assert_fact(&b, "duration.idle", "?");
	record_set(&b.record, 1, bench_field(&b, "recommendation.measures.months")->key, open, "11", 0);
	assert_fact(&b, "duration.idle", "0");
	bench_set(&b, "recommendation.months", NULL);
	assert_fact(&b, "duration.idle", "?");
	bench_close(&b);
}

/* Folds. */

#define TABLE "columns: [{id: n, kind: whole}, {id: w, kind: yesno}]}\n"

static const char folds[] =
	"facts:\n"
	"  t.any: {over: x.t, any: 'n > 3'}\n"
	"  t.all: {over: x.t, all: 'n > 3'}\n"
	"  t.count: {over: x.t, count: 'n > 3'}\n"
	"  t.sum: {over: x.t, sum: n}\n"
	"  t.w.any: {over: x.t, any: 'n > 3', where: w}\n"
	"  t.w.all: {over: x.t, all: 'n > 3', where: w}\n"
	"  t.w.count: {over: x.t, count: 'n > 3', where: w}\n"
	"  t.w.sum: {over: x.t, sum: n, where: w}\n"
	"rules: []\n";

/* Rows as "n w" separated by commas: a number or ?, and w yes, no or nothing. */
static void fill(struct bench *b, const char *rows)
{
	for (; rows && *rows; rows += strcspn(rows, ",") + (rows[strcspn(rows, ",")] == ',')) {
		char n[8] = "", w = ' ';

		assert_true(sscanf(rows, "%7[0-9?]%c", n, &w) >= 1);
		bench_row(b, "x.t", "n", *n == '?' ? NULL : n,
		    "w", w == 'y' ? "true" : w == 'n' ? "false" : NULL, NULL);
	}
}

static void test_folds(void **state)
{
	static const struct {
		const char *rows;	/* NULL: not answered, "": none */
		const char *any, *all, *count, *sum, *w_any, *w_all, *w_count, *w_sum;
	} cases[] = {
		{ NULL, "?", "?", "?", "?", "?", "?", "?", "?" },
		{ "", "0", "1", "0", "0", "0", "1", "0", "0" },
		{ "1y,2y", "0", "0", "0", "3", "0", "0", "0", "3" },
		{ "4y,5y", "1", "1", "2", "9", "1", "1", "2", "9" },
		{ "4n,1y", "1", "0", "1", "5", "0", "0", "0", "1" },
		{ "4y,1n", "1", "0", "1", "5", "1", "1", "1", "4" },
		{ "4n,1n", "1", "0", "1", "5", "0", "1", "0", "0" },
		{ "4y,?y", "1", "?", "?", "?", "1", "?", "?", "?" },
		{ "1y,?y", "?", "0", "?", "?", "?", "0", "?", "?" },
		{ "4y,?n", "1", "?", "?", "?", "1", "1", "1", "4" },
		{ "4,4y", "1", "1", "2", "8", "1", "1", "?", "?" },	/* counted or not, it is above 3 */
		{ "4,1y", "1", "0", "1", "5", "?", "0", "?", "?" },
		{ "1,4y", "1", "0", "1", "5", "1", "?", "1", "?" },	/* counted or not, it is not */
		{ "0,1y", "0", "0", "0", "1", "0", "0", "0", "1" },
	};
	struct bench b;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		open_sound(&b, "{id: x.t, kind: table, " TABLE, folds);
		if (cases[i].rows && !*cases[i].rows)
			bench_none(&b, "x.t");
		fill(&b, cases[i].rows);
		assert_fact(&b, "t.any", cases[i].any);
		assert_fact(&b, "t.all", cases[i].all);
		assert_fact(&b, "t.count", cases[i].count);
		assert_fact(&b, "t.sum", cases[i].sum);
		assert_fact(&b, "t.w.any", cases[i].w_any);
		assert_fact(&b, "t.w.all", cases[i].w_all);
		assert_fact(&b, "t.w.count", cases[i].w_count);
		assert_fact(&b, "t.w.sum", cases[i].w_sum);
		bench_close(&b);
	}
}

/* The earliest and the latest of dates: of the rows that count, and unknown as soon as one could be another. */
static void test_fold_dates(void **state)
{
	static const struct {
		const char *a, *b, *counts, *first, *last, *w_last;
	} cases[] = {
		{ "2017-06-01", "2017-05-31", "true", "2017-05-31", "2017-06-01", "2017-05-31" },
		{ "2017-05-31", "2017-06-01", "true", "2017-05-31", "2017-06-01", "2017-06-01" },
		{ "2017-05-31", "2017-06-01", "false", "2017-05-31", "2017-06-01", "?" },
		{ "2017-05-31", "2017-06-01", NULL, "2017-05-31", "2017-06-01", "?" },
		{ "2017-05-31", NULL, "true", "?", "?", "?" },
		{ "2017-05-31", NULL, "false", "?", "?", "?" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct bench b;

		open_sound(&b, "{id: x.t, kind: table, columns: [{id: d, kind: date}, {id: w, kind: yesno}]}\n",
		    "facts:\n  t.first: {over: x.t, first: d}\n  t.last: {over: x.t, last: d}\n"
		    "  t.w: {over: x.t, last: d, where: w}\n  t.next: {is: 'add_months(t.last, 1)'}\nrules: []\n");
		assert_fact(&b, "t.last", "?");
		bench_none(&b, "x.t");
		assert_fact(&b, "t.last", "?");
		bench_row(&b, "x.t", "d", cases[i].a, "w", "false", NULL);
		bench_row(&b, "x.t", "d", cases[i].b, "w", cases[i].counts, NULL);
		assert_fact(&b, "t.first", cases[i].first);
		assert_fact(&b, "t.last", cases[i].last);
		assert_fact(&b, "t.w", cases[i].w_last);
		assert_fact(&b, "t.next", cases[i].b ? "2017-07-01" : "?");
		bench_close(&b);
	}
}

/* A hidden table is not answered, whatever stands in it. */
static void test_hidden_table(void **state)
{
	struct bench b;
	const struct field *n;

	(void)state;
	open_sound(&b, "{id: x.show, kind: yesno}\n"
	    "{id: x.t, kind: table, show: x.show, " TABLE, folds);
	fill(&b, "4y,5y");
	assert_fact(&b, "t.count", "?");
	assert_fact(&b, "x.t.rows", "?");
	n = bench_field(&b, "x.t.n");
	assert_false(rules_shown(b.rules, &b.view, n, 1));
	bench_set(&b, "x.show", "true");
	assert_fact(&b, "t.count", "2");
	assert_true(rules_shown(b.rules, &b.view, n, 1));
	bench_close(&b);
}

/* A column of the pack, which looks from its row at another table, and folds that read it. */
static void test_columns(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b, NULL,
	    "facts:\n"
	    "  statements.all: {over: statements, all: answered}\n"
	    "  statements.loud: {over: statements, count: upper = 'NO'}\n"
	    "  courses.months: {over: courses, sum: 'months(from, to)'}\n"
	    "columns:\n"
	    "  statements.answered:\n"
	    "    {over: recommendation.answers, any: 'statement = row.no and text is not null'}\n"
	    "  statements.upper: {is: lower(text)}\n"
	    "rules: []\n");
	bench_row(&b, "statements", "text", "NO", NULL);
	bench_row(&b, "statements", "text", "yes", NULL);
	assert_fact(&b, "statements.all", "?");
	bench_row(&b, "recommendation.answers", "statement", "2", "text", "yes", NULL);
	assert_fact(&b, "statements.all", "0");
	bench_row(&b, "recommendation.answers", "statement", "1", "text", "no", NULL);
	assert_fact(&b, "statements.all", "1");
	assert_fact(&b, "statements.loud", "0");
	bench_row(&b, "courses", "from", "2015-03", "to", "2016-03", NULL);
	bench_row(&b, "courses", "from", "2013-01", "to", "2013-07", NULL);
	assert_fact(&b, "courses.months", "18");
	bench_close(&b);
}

/* A text that a condition made lives on while others are evaluated. */
static void test_made_texts(void **state)
{
	struct bench b;
	char long_text[6000];

	(void)state;
	open_sound(&b, "{id: x.a, kind: line}\n{id: x.b, kind: line}\n",
	    "facts:\n"
	    "  low.a: {is: lower(x.a)}\n"
	    "  low.b: {is: lower(x.b)}\n"
	    "  same: {is: 'low.a = low.b and low.a = lower(x.b)'}\n"
	    "rules: []\n");
	memset(long_text, 'A', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	bench_set(&b, "x.a", long_text);
	long_text[0] = 'a';
	bench_set(&b, "x.b", long_text);
	assert_fact(&b, "same", "1");
	bench_set(&b, "x.b", "other");
	assert_fact(&b, "same", "0");
	bench_close(&b);
}

/* The same condition's texts of two rows, side by side. */
static void test_row_texts(void **state)
{
	struct bench b;
	char text[3000] = "";

	(void)state;
	open_sound(&b, NULL,
	    "facts:\n  statements.twins: {over: statements, sum: twins}\n"
	    "columns:\n"
	    "  statements.low: {is: lower(text)}\n"
	    "  statements.twins: {over: statements, count: low = row.low}\n"
	    "rules: []\n");
	for (const char *letter = "AbaB"; *letter; letter++) {	/* too long to stay where SQLite keeps small texts */
		memset(text, *letter, sizeof text - 1);
		bench_row(&b, "statements", "text", text, NULL);
	}
	bench_row(&b, "statements", "text", "c", NULL);
	assert_fact(&b, "statements.twins", "9");
	bench_close(&b);
}

/* What the user typed: list --where. */
static void test_condition(void **state)
{
	struct bench b;
	struct faults faults = { 0 };
	struct condition *condition;

	(void)state;
	open_sound(&b, NULL, NULL);
	condition = rules_condition(b.rules, "courses.rows > 1 or citizen.name = 'Bo'", "--where", &faults);
	assert_non_null(condition);
	assert_int_equal(rules_truth(b.rules, &b.view, condition), UNKNOWN);
	bench_set(&b, "citizen.name", "Bo");
	assert_int_equal(rules_truth(b.rules, &b.view, condition), TRUE_);
	bench_set(&b, "citizen.name", "Ida");
	bench_none(&b, "courses");
	assert_int_equal(rules_truth(b.rules, &b.view, condition), FALSE_);
	condition_free(condition);
	assert_null(rules_condition(b.rules, "row.x = 1", "--where", &faults));
	assert_string_equal(faults.v[0].path, "--where");
	faults_release(&faults);
	bench_close(&b);
}

static void test_seats(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b, NULL, NULL);
	assert_int_equal(rules_seat(b.rules, &b.view, &b.pack->seats[0]), TRUE_);
	assert_int_equal(rules_seat(b.rules, &b.view, &b.pack->seats[1]), UNKNOWN);
	bench_set(&b, "referral.kind", "fleksjob");
	assert_int_equal(rules_seat(b.rules, &b.view, &b.pack->seats[1]), TRUE_);
	bench_set(&b, "referral.kind", "andet");
	assert_int_equal(rules_seat(b.rules, &b.view, &b.pack->seats[1]), FALSE_);
	bench_close(&b);
}

/* A seat's condition is a fact. */
static void test_seat_facts(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b, NULL,
	    "facts:\n  health.missing: {is: seat.health and not meeting.citizen_present}\nrules: []\n");
	assert_fact(&b, "seat.social", "1");
	assert_fact(&b, "seat.health", "?");
	assert_fact(&b, "seat.doctor", "?");
	bench_set(&b, "referral.kind", "fleksjob");
	assert_fact(&b, "seat.health", "1");
	assert_fact(&b, "health.missing", "?");
	bench_set(&b, "meeting.citizen_present", "false");
	assert_fact(&b, "health.missing", "1");
	bench_set(&b, "referral.kind", "andet");
	assert_fact(&b, "seat.health", "0");
	assert_fact(&b, "health.missing", "0");
	bench_close(&b);
}

/* Deadlines. */

#define DEADLINE(id, rest) "  - {id: " id ", source: S 1, text: {da: a, en: a}, field: meeting.chair, " rest "}\n"

static const char deadlines[] =
	"facts:\n"
	"  meeting.late: {is: today > deadline.talk}\n"
	"  meeting.week: {is: 'add_days(decision.date, 7)'}\n"
	"rules: []\n"
	"deadlines:\n"
	DEADLINE("talk", "for: [ressourceforloeb], due: meeting.week, open: meeting.chair is null")
	DEADLINE("next", "due: 'add_months(deadline.talk, recommendation.months)', "
	    "open: not meeting.citizen_present")
	DEADLINE("month", "due: 'add_months(x.month, 1)', open: 'true'");

static struct deadline_line deadline(struct bench *b, size_t i)
{
	struct deadline_line lines[3];

	assert_int_equal(b->pack->n_deadlines, 3);
	rules_deadlines(b->rules, &b->view, lines);
	assert_ptr_equal(lines[i].deadline, &b->pack->deadlines[i]);
	assert_ptr_equal(lines[i].field, bench_field(b, "meeting.chair"));
	return lines[i];
}

static void assert_due(struct bench *b, size_t i, const char *due)
{
	const struct deadline_line line = deadline(b, i);
	char out[DATE_SIZE];

	assert_int_equal(line.known, *due != '\0');
	assert_string_equal(date_stored(line.due, out), due);
}

static void test_deadlines(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b, "{id: x.month, kind: month}\n", deadlines);
	assert_due(&b, 0, "");
	assert_due(&b, 1, "");
	assert_int_equal(deadline(&b, 0).concerns, UNKNOWN);
	assert_int_equal(deadline(&b, 1).concerns, TRUE_);
	assert_int_equal(deadline(&b, 0).open, TRUE_);
	assert_int_equal(deadline(&b, 1).open, UNKNOWN);
	assert_fact(&b, "deadline.talk", "?");
	assert_fact(&b, "meeting.late", "?");
	bench_set(&b, "decision.date", "2017-05-25");
	bench_set(&b, "referral.kind", "ressourceforloeb");
	bench_set(&b, "meeting.chair", "Bo");
	bench_set(&b, "meeting.citizen_present", "true");
	assert_due(&b, 0, "2017-06-01");
	assert_due(&b, 1, "");
	assert_int_equal(deadline(&b, 0).concerns, TRUE_);
	assert_int_equal(deadline(&b, 0).open, FALSE_);
	assert_int_equal(deadline(&b, 1).open, FALSE_);
	assert_fact(&b, "deadline.talk", "2017-06-01");
	assert_fact(&b, "meeting.late", "0");
	bench_set(&b, "decision.date", "2017-05-24");
	assert_fact(&b, "meeting.late", "1");
	bench_set(&b, "recommendation.months", "9");
	assert_due(&b, 1, "2018-02-28");
	bench_set(&b, "recommendation.outcome", "fleksjob");
	assert_int_equal(deadline(&b, 0).concerns, FALSE_);
	assert_due(&b, 0, "2017-05-31");
	bench_close(&b);
}

/* What a deadline may be by name: a date field, a date that the program reckons, another deadline, a fold. */
static void test_deadline_names(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b, NULL,
	    "facts:\n  overrides.last: {over: overrides, last: on}\nrules: []\ndeadlines:\n"
	    DEADLINE("field", "due: decision.date, open: 'true'")
	    DEADLINE("other", "due: deadline.field, open: 'true'")
	    DEADLINE("fold", "due: overrides.last, open: 'true'")
	    DEADLINE("on", "due: case.on, open: 'true'"));
	bench_set(&b, "decision.date", "2017-05-09");
	bench_row(&b, "overrides", "on", "2017-05-04", NULL);
	assert_fact(&b, "deadline.field", "2017-05-09");
	assert_fact(&b, "deadline.other", "2017-05-09");
	assert_fact(&b, "deadline.fold", "2017-05-04");
	assert_fact(&b, "deadline.on", "2017-05-09");
	bench_close(&b);
}

/* A month is no day: nothing is due in it. */
static void test_deadline_month(void **state)
{
	struct bench b;

	(void)state;
	open_sound(&b, "{id: x.month, kind: month}\n", deadlines);
	bench_set(&b, "x.month", "2017-03");
	assert_due(&b, 2, "");
	assert_fact(&b, "deadline.month", "?");
	assert_int_equal(deadline(&b, 2).open, TRUE_);
	bench_close(&b);
}

/* Faults, each alone: where it stands and what it says. */

#define DEADLINES "rules: []\ndeadlines:\n"

static void test_deadline_faults(void **state)
{
	static const struct {
		const char *pack;
		int line, column;
		const char *says;
	} bad[] = {
		{ DEADLINES DEADLINE("a", "due: today, open: nobody.knows"), 14, 88, "'nobody.knows'" },
		{ DEADLINES DEADLINE("a", "due: 'add_days(nobody.knows, 1)', open: 'true'"),
			14, 85, "'nobody.knows'" },
		{ DEADLINES DEADLINE("a", "due: '''2017-01-01''', open: 'true'"), 14, 75, "no date" },
		{ DEADLINES DEADLINE("a", "due: recommendation.months + 1, open: 'true'"), 14, 75, "a date is expected here" },
		{ DEADLINES DEADLINE("a", "due: case.stage, open: case.stage is null"),
			14, 75, "'case.stage': a date is expected here" },
		{ DEADLINES DEADLINE("a", "due: case.on is null, open: 'true'"), 14, 75, "a date is expected here" },
		{ "facts:\n  a.b: {is: 'years(today, today)'}\n" DEADLINES
			DEADLINE("a", "due: a.b, open: 'true'"), 16, 75, "'a.b': a date is expected here" },
		{ "facts:\n  a.b: {over: courses, first: from}\n" DEADLINES
			DEADLINE("a", "due: a.b, open: 'true'"), 16, 75, "'a.b': no date" },
		{ DEADLINES "  - {id: a, source: S 1, text: {da: a, en: a}, field: citizen.nobody, due: today, "
			"open: 'true'}\n", 14, 55, "'citizen.nobody': there is no such field" },
		{ DEADLINES "  - {id: a, source: S 1, text: {da: a, en: a}, field: courses.from, due: today, "
			"open: 'true'}\n", 14, 55, "'courses.from': there is no such field" },
		{ DEADLINES DEADLINE("a", "due: deadline.a, open: 'true'"), 14, 1, "deadline.a ← deadline.a" },
		{ "facts:\n  a.b: {is: deadline.a}\n" DEADLINES DEADLINE("a", "due: a.b, open: 'true'"),
			13, 1, "a.b ← deadline.a ← a.b" },
		{ "facts:\n  deadline.a: {is: today}\n" DEADLINES DEADLINE("a", "due: today, open: 'true'"),
			16, 1, "'deadline.a': there is such a" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct bench b;
		const struct fault *fault;

		bench_open(&b, NULL, bad[i].pack);
		if (b.rules || b.faults.n != 1)
			fail_msg("%s: %zu faults", bad[i].pack, b.faults.n);
		fault = &b.faults.v[0];
		assert_non_null(strstr(fault->path, "/rules/test.yaml"));
		if (fault->line != bad[i].line || fault->column != bad[i].column ||
		    !strstr(fault->text, bad[i].says))
			fail_msg("%s: %d:%d: %s", bad[i].pack, fault->line, fault->column, fault->text);
		bench_close(&b);
	}
}

static void test_form_faults(void **state)
{
	static const struct {
		const char *fields, *says;
	} bad[] = {
		{ "{id: x.a, kind: line, show: nothing}\n", "'nothing': there is no such" },
		{ "{id: x.a, kind: line, required: 1 +}\n", "'+': something is missing after it" },
		{ "{id: x.a, kind: yesno, show: x.b}\n{id: x.b, kind: yesno, show: x.a}\n",
			"x.a ← x.b ← x.a" },
		{ "{id: x.a, kind: yesno, show: x.a is null}\n", "x.a ← x.a" },
		{ "{id: x.t, kind: table, columns: [{id: a, kind: yesno, show: b}, "
			"{id: b, kind: yesno, show: a}]}\n",
			"x.t.a ← x.t.b ← x.t.a" },
		{ "{id: x.t, kind: table, show: x.t.rows > 1, columns: [{id: a, kind: line}]}\n",
			"x.t ← x.t" },
		{ "{id: x.t, kind: table, columns: [{id: a, kind: line, show: x}]}\n",
			"'x': there is no such" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct bench b;

		bench_open(&b, bad[i].fields, NULL);
		if (b.rules || b.faults.n != 1)
			fail_msg("%s: %zu faults", bad[i].fields, b.faults.n);
		assert_non_null(strstr(b.faults.v[0].path, "/forms/10-preparatory.yaml"));
		assert_true(b.faults.v[0].line > 1);
		if (!strstr(b.faults.v[0].text, bad[i].says))
			fail_msg("%s: %s", bad[i].fields, b.faults.v[0].text);
		bench_close(&b);
	}
}

/* Facts that C computes hang on the fields that they read, of a table also on its cells. */
static void test_computed_cycle(void **state)
{
	static const struct {
		const char *fields, *says;
	} bad[] = {
		{ "{id: citizen.born, kind: date, show: 'years(citizen.born, today) > 1'}\n",
			"citizen.born ← citizen.born" },
		{ "{id: recommendation.months, kind: months, show: duration.idle > 1}\n",
			"recommendation.months ← recommendation.months" },
		{ "{id: recommendation.measures, kind: table, "
			"columns: [{id: start, kind: whole, show: measures.end > 1}]}\n",
			"recommendation.measures.start ← recommendation.measures.start" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct bench b;

		bench_open(&b, bad[i].fields, NULL);
		assert_null(b.rules);
		if (!strstr(b.faults.v[0].text, bad[i].says))
			fail_msg("%s: %s", bad[i].fields, b.faults.v[0].text);
		bench_close(&b);
	}
}

/* A pack's own tests: here with what they say. */

struct said {
	const struct forms *forms;
	struct text lines;
};

static bool set_in(struct record *record, const struct node *map, struct faults *faults, void *arg)
{
	const struct said *said = arg;

	return casefile_set(record, map, "test", said->forms, (struct date){ 2017, 6, 1 }, faults);
}

static void assert_said(struct bench *b, size_t failed, const char *lines)
{
	struct said said = { .forms = b->forms };
	struct faults faults = { 0 };

	assert_non_null(b->rules);
	rules_test(b->rules, &b->record, set_in, &said, b->view.today, &faults);
	assert_int_equal(faults.n, failed);
	for (size_t i = 0; i < faults.n; i++) {
		char *line = fault_line(&faults.v[i]);

		/* without the folder, which is another one each time */
		text_addf(&said.lines, "%s\n", strstr(line, "rules/"));
		free(line);
	}
	faults_release(&faults);
	assert_string_equal(said.lines.s ? said.lines.s : "", lines);
	text_release(&said.lines);
}

/* A pack that extends another has its rules with their tests, which run on its own sound case. */
static void test_extended(void **state)
{
	static const char pack[] =
		"facts:\n"
		"  months.most: {is: duration.max}\n"
		"rules:\n"
		"  - {id: months, severity: warn, source: S 1, at: ready, text: {da: a, en: a},\n"
		"     field: recommendation.months, when: recommendation.months > months.most,\n"
		"     fires: [{recommendation.months: 61}], not: [{recommendation.months: 60}]}\n"
		"  - {id: name, severity: warn, source: S 1, at: ready, text: {da: a, en: a},\n"
		"     field: citizen.name, when: citizen.name is null, fires: [{citizen.name: null}], not: [{}]}\n";
	struct bench b;

	(void)state;
	open_sound(&b, NULL, pack);
	bench_set(&b, "recommendation.months", "24");
	bench_set(&b, "citizen.name", "Bo");
	assert_said(&b, 0, "");
	bench_extend(&b, "same", "2022-01-01", "");
	bench_use(&b, "same");
	assert_said(&b, 0, "");
	bench_extend(&b, "shorter", "2022-01-01", "duration: {min: 12, max: 36}\n");
	bench_use(&b, "shorter");
	assert_said(&b, 1, "rules/test.yaml:17:50: months: fires; expected: does not fire "
	    "(recommendation.months = 60, months.most = 36)\n");
	bench_extend(&b, "fact", "2022-01-01", "facts: {months.most: {is: duration.max - 24}}\n");
	bench_use(&b, "fact");
	assert_said(&b, 1, "rules/test.yaml:17:50: months: fires; expected: does not fire "
	    "(recommendation.months = 60, months.most = 36)\n");
	bench_extend(&b, "without", "2022-01-01", "without: [months]\nduration: {min: 12, max: 36}\n");
	bench_use(&b, "without");
	assert_said(&b, 0, "");
	bench_set(&b, "citizen.name", NULL);	/* a sound case in which an inherited rule fires */
	assert_said(&b, 2, "rules/test.yaml:18:5: name: fires; expected: does not fire (citizen.name = null)\n"
	    "rules/test.yaml:19:92: name: fires; expected: does not fire (citizen.name = null)\n");
	bench_close(&b);
}

/* What a deadline's tests say, and how they fail. */
static void test_deadline_tests(void **state)
{
	static const struct {
		const char *tests;
		size_t failed;
		const char *said;
	} cases[] = {
		{ "{due: 2017-06-01, open: true}, {case: {meeting.chair: Bo}, due: 2017-06-01, open: false}, "
			"{case: {decision.date: null}, due: unknown, open: true}", 0, "" },
		{ "{due: 2017-06-02, open: true}, {case: {meeting.chair: Bo}, due: unknown, open: false}",
			2, "rules/test.yaml:14:145: deadline.talk: due: 2017-06-01; expected: 2017-06-02 "
			"(decision.date = 2017-05-25)\n"
			"rules/test.yaml:14:176: deadline.talk: due: 2017-06-01; expected: unknown "
			"(decision.date = 2017-05-25)\n" },
		{ "{case: {decision.date: null}, due: 2017-06-01, open: false}, {due: 2017-06-01, open: true}",
			2, "rules/test.yaml:14:145: deadline.talk: open: true; expected: false "
			"(meeting.chair = null)\n"
			"rules/test.yaml:14:145: deadline.talk: due: unknown (decision.date); "
			"expected: 2017-06-01\n" },
		{ "{case: {meeting.nobody: 1}, due: 2017-06-01, open: true}, "
			"{case: {meeting.chair: Bo}, due: 2017-06-01, open: false}",
			1, "rules/test.yaml:14:153: deadline.talk: no form has the field 'meeting.nobody'\n" },
		{ "{case: {decision.date: null}, due: unknown, open: true}",
			2, "rules/test.yaml:14:5: deadline.talk: no test in which it is not open ('open: false')\n"
			"rules/test.yaml:14:5: deadline.talk: no test in which its date is known ('due: 2017-03-01')\n" },
		{ "{case: {meeting.chair: Bo}, due: 2017-06-01, open: false}",
			1, "rules/test.yaml:14:5: deadline.talk: no test in which it is open ('open: true')\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct bench b;
		char *pack = xasprintf(DEADLINES DEADLINE("talk",
		    "due: 'add_days(decision.date, 7)', open: meeting.chair is null, tests: [%s]"), cases[i].tests);

		open_sound(&b, NULL, pack);
		bench_set(&b, "decision.date", "2017-05-25");
		assert_said(&b, cases[i].failed, cases[i].said);
		bench_close(&b);
		free(pack);
	}
}

/* What is wrong because of the pack that extends is told where it stands. */
static void test_extended_faults(void **state)
{
	static const struct {
		const char *rest, *file;
		int line;
		const char *says;
	} bad[] = {
		{ "facts: {a.b: {is: nobody.knows}}\n", "/rules/new.yaml", 7, "'nobody.knows': there is no" },
		{ "facts: {months.most: {is: months.least}, months.least: {is: months.most}}\n",
			"/rules/new.yaml", 7, "months.least ← months.most ← months.least" },
		{ "facts: {a.b: {is: seat.health}}\nseats: [{seat: health, letter: {da: H, en: H}, "
		    "name: {da: H, en: H}, when: a.b}]\n",
			"/rules/new.yaml", 8, "seat.health ← a.b ← seat.health" },
		{ "seats: [{seat: social, letter: {da: S, en: S}, name: {da: S, en: S}, when: 'true'}]\n",
			"/rules/test.yaml", 16, "'seat.health': there is no" },
		{ "facts: {months.most: {over: overrides, last: on}}\n",
			"/rules/test.yaml", 19, "'60': a date is expected here" },
		{ "facts: {months.least: {is: months.twice}}\n",
			"/rules/test.yaml", 13, "months.twice ← months.least ← months.twice" },
		{ "rules:\n"
		    "  - {id: months, severity: warn, source: S 1, at: ready, text: {da: a, en: a},\n"
		    "     field: citizen.nobody, when: 'true'}\n",
			"/rules/new.yaml", 9, "no such field" },
		{ "columns: {recommendation.measures.aim: {is: 'true'}}\n", "/rules/new.yaml", 7, "already" },
		{ "outcomes: [fleksjob, job]\n", "/rules/new.yaml", 7, "'job': it is no choice" },
		{ "seats: [{seat: health, letter: {da: H, en: H}, name: {da: H, en: H}, when: 'true'},\n"
		    "  {seat: doctor, letter: {da: D, en: D}, name: {da: D, en: D}, when: 'true'}]\n",
			"/rules/new.yaml", 8, "'doctor': it is no choice" },
	};
	static const char pack[] =
		"facts:\n"
		"  months.twice: {is: months.least + months.least}\n"
		"  months.most: {is: duration.max}\n"
		"  months.least: {is: duration.min}\n"
		"  health.needed: {is: seat.health}\n"
		"rules:\n"
		"  - {id: long, severity: warn, source: S 1, at: ready, text: {da: a, en: a},\n"
		"     field: recommendation.months, when: months.most > 60}\n";

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct bench b;
		const struct fault *fault;

		open_sound(&b, NULL, pack);
		bench_extend(&b, "new", "2022-01-01", bad[i].rest);
		bench_use(&b, "new");
		if (b.rules || b.faults.n != 1)
			fail_msg("%s: %zu faults", bad[i].rest, b.faults.n);
		fault = &b.faults.v[0];
		if (!strstr(fault->path, bad[i].file) || fault->line != bad[i].line ||
		    !strstr(fault->text, bad[i].says))
			fail_msg("%s: %s:%d: %s", bad[i].rest, fault->path, fault->line, fault->text);
		bench_close(&b);
	}
}

/* The packs that are shipped: they compile, and their own tests hold. */

struct shipped {
	const char *dir;
	struct keys *keys;
	struct forms *forms;
	struct faults faults;
};

static bool set(struct record *record, const struct node *map, struct faults *faults, void *arg)
{
	const struct shipped *shipped = arg;

	return casefile_set(record, map, "test", shipped->forms, (struct date){ 2017, 6, 1 }, faults);
}

static void check_sound(struct shipped *shipped, struct rules *rules)
{
	const struct date today = { 2017, 6, 1 };
	char *path = xasprintf("%s/%s", shipped->dir, rules_pack(rules)->sound);
	struct node *root = node_read_file(path, CASEFILE_MAX, &shipped->faults);
	struct record sound;

	assert_non_null(root);
	assert_true(casefile_read(root, path, shipped->forms, today, &sound, &shipped->faults));
	rules_test(rules, &sound, set, shipped,
	    rules_on(rules, &(struct view){ .record = &sound, .today = today }), &shipped->faults);
	if (shipped->faults.n > 0)
		fail_msg("%s:%d: %s", shipped->faults.v[0].path, shipped->faults.v[0].line, shipped->faults.v[0].text);
	record_release(&sound);
	node_free(root);
	free(path);
}

static void check_pack(struct shipped *shipped, const char *path)
{
	struct pack *pack = pack_load(path, &shipped->faults);
	struct rules *rules = pack ? rules_new(shipped->forms, pack, &shipped->faults) : NULL;

	for (size_t i = 0; i < shipped->faults.n; i++)
		print_error("%s:%d: %s\n", path, shipped->faults.v[i].line, shipped->faults.v[i].text);
	assert_non_null(rules);
	assert_non_null(pack->sound);
	check_sound(shipped, rules);
	rules_free(rules);
	pack_free(pack);
}

static void test_shipped(void **state)
{
	struct shipped shipped = { .dir = getenv("INDSTIL_DATADIR"), .keys = keys_new() };
	char *pattern = xasprintf("%s/rules/*.yaml", shipped.dir);
	glob_t packs;

	(void)state;
	shipped.forms = forms_load(shipped.dir, shipped.keys, &shipped.faults);
	assert_non_null(shipped.forms);
	assert_int_equal(glob(pattern, 0, NULL, &packs), 0);
	for (size_t i = 0; i < packs.gl_pathc; i++)
		check_pack(&shipped, packs.gl_pathv[i]);
	globfree(&packs);
	free(pattern);
	forms_free(shipped.forms);
	keys_free(shipped.keys);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_drafts),
		cmocka_unit_test(test_typing),
		cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_case_facts),
		cmocka_unit_test(test_rounds),
		cmocka_unit_test(test_age),
		cmocka_unit_test(test_cpr_fits),
		cmocka_unit_test(test_duration),
		cmocka_unit_test(test_folds),
		cmocka_unit_test(test_fold_dates),
		cmocka_unit_test(test_hidden_table),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_made_texts),
		cmocka_unit_test(test_row_texts),
		cmocka_unit_test(test_condition),
		cmocka_unit_test(test_seats),
		cmocka_unit_test(test_seat_facts),
		cmocka_unit_test(test_deadlines),
		cmocka_unit_test(test_deadline_names),
		cmocka_unit_test(test_deadline_month),
		cmocka_unit_test(test_deadline_faults),
		cmocka_unit_test(test_form_faults),
		cmocka_unit_test(test_computed_cycle),
		cmocka_unit_test(test_deadline_tests),
		cmocka_unit_test(test_extended),
		cmocka_unit_test(test_extended_faults),
		cmocka_unit_test(test_shipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
