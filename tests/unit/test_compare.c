/* SPDX-License-Identifier: EUPL-1.2 */
/* What another pack changes for a case: only what differs, from both sides. */
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
#include "rule/compare.h"

#define RULE(id, severity, at, text, when) \
	"  - {id: " id ", severity: " severity ", source: S " text ", at: " at ", text: {da: " text ", en: " text "}, " \
	"field: x.a, when: " when "}\n"

struct world {
	struct bench bench;	/* the case and its rules: `here` */
	struct pack *pack;
	struct rules *there;
	struct comparison comparison;
};

/* Both packs from `facts:` on, or NULL. */
static void begin(struct world *w, const char *here, const char *there)
{
	*w = (struct world){ 0 };
	bench_open(&w->bench, "{id: x.a, kind: yesno}\n{id: x.b, kind: yesno}\n", here);
	if (!w->bench.rules)
		bench_fail(&w->bench);
	bench_pack(&w->bench, "other", "2022-01-01", NULL, there);
	char *path = xasprintf("%s/rules/other.yaml", w->bench.folder);
	w->pack = pack_load(path, &w->bench.faults);
	free(path);
	if (!w->pack || !(w->there = rules_new(w->bench.forms, w->pack, &w->bench.faults)))
		bench_fail(&w->bench);
	bench_set(&w->bench, "referral.question", "Which?");
	bench_set(&w->bench, "citizen.name", "Bo");
}

static void end(struct world *w)
{
	comparison_release(&w->comparison);
	rules_free(w->there);
	pack_free(w->pack);
	bench_close(&w->bench);
}

static void say(struct text *out, const struct opinion *opinion, bool finding)
{
	if (!opinion->text)
		text_add(out, "-");
	else
		text_addf(out, "%s%s%s%s%s", !finding ? "" : opinion->blocks ? "b" : severity_code(opinion->severity),
		    finding ? " " : "", opinion->text, opinion->source ? " " : "", opinion->source ? opinion->source : "");
}

/* Each difference as "here|there", a line each; "later " before one that guards a later stage. */
static const char *told(struct world *w)
{
	static char out[1000];
	struct text text = { 0 };

	comparison_release(&w->comparison);
	rules_compare(w->bench.rules, w->there, &w->bench.view, LANG_DA, &w->comparison);
	text_add(&text, "");
	for (size_t i = 0; i < w->comparison.n; i++) {
		const struct difference *difference = &w->comparison.v[i];

		text_addf(&text, "%s%s", i > 0 ? "\n" : "", difference->now ? "" : "later ");
		say(&text, &difference->here, difference->kind == DIFFERENCE_FINDING);
		text_add(&text, "|");
		say(&text, &difference->there, difference->kind == DIFFERENCE_FINDING);
	}
	assert_true(text.len < sizeof out);
	strcpy(out, text.s);
	text_release(&text);
	return out;
}

static void test_same(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules:\n" RULE("r", "block", "ready", "one", "x.a is null"),
	    "rules:\n" RULE("r", "block", "ready", "one", "x.a is null"));
	assert_string_equal(told(&w), "");
	end(&w);
}

static void test_one_side(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules:\n" RULE("old", "block", "ready", "one", "x.a is null"),
	    "rules:\n" RULE("new", "warn", "ready", "two", "x.a is null"));
	assert_string_equal(told(&w), "b one S one|-\n-|warn two S two");
	assert_string_equal(w.comparison.v[1].field->id, "x.a");
	bench_set(&w.bench, "x.a", "true");
	assert_string_equal(told(&w), "");
	end(&w);
}

static void test_severity_and_text(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules:\n" RULE("r", "block", "ready", "one", "x.a is null") RULE("t", "warn", "ready", "two", "x.a is null"),
	    "rules:\n" RULE("r", "warn", "ready", "one", "x.a is null") RULE("t", "warn", "ready", "three", "x.a is null"));
	assert_string_equal(told(&w), "b one S one|warn one S one\nwarn two S two|warn three S three");
	end(&w);
}

/* The same words of the same field were two rows where the rules have other names: what differs is the source. */
static void test_same_words(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules:\n" RULE("old", "block", "ready", "one", "x.a is null") RULE("more", "block", "ready", "one", "x.a is null"),
	    "rules:\n" RULE("new", "block", "ready", "one", "x.a is null"));
	assert_string_equal(told(&w), "b one S one|-");
	end(&w);
	begin(&w, "rules:\n" RULE("old", "block", "ready", "one", "x.a is null") RULE("bold", "block", "ready", "two", "x.a is null"),
	    "rules:\n  - {id: new, severity: block, source: T, at: ready, text: {da: one, en: one}, field: x.a, when: x.a is null}\n"
	    "  - {id: mild, severity: warn, source: T, at: ready, text: {da: two, en: two}, field: x.a, when: x.a is null}\n");
	assert_string_equal(told(&w), "b one S one|b one T\nb two S two|-\n-|warn two T");
	end(&w);
	/* Of different rows or fields they are two. */
	begin(&w, "rules:\n" RULE("old", "block", "ready", "one", "x.a is null"),
	    "rules:\n  - {id: new, severity: block, source: S one, at: ready, text: {da: one, en: one}, field: x.b, when: x.a is null}\n");
	assert_string_equal(told(&w), "b one S one|-\n-|b one S one");
	end(&w);
}

/* Where one knows and the other does not, what is unknown is said, and where it leads. */
static void test_unknown(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules:\n" RULE("r", "block", "ready", "one", "x.a is null"),
	    "rules:\n" RULE("r", "block", "ready", "one", "not x.b"));
	bench_set(&w.bench, "x.a", "true");
	assert_string_equal(told(&w), "-|b Not answered: x.b S one");
	assert_string_equal(w.comparison.v[0].field->id, "x.b");
	end(&w);
}

#define EACH(result) \
	"rules:\n  - {id: r, severity: warn, source: S, at: ready, text: {da: t, en: t}, each: courses, field: result, " \
	"when: 'result = ''" result "'''}\n"

static void test_rows_are_apart(void **state)
{
	struct world w;

	(void)state;
	begin(&w, EACH("a"), EACH("b"));
	int64_t a = bench_row(&w.bench, "courses", "result", "a", NULL);
	int64_t b = bench_row(&w.bench, "courses", "result", "b", NULL);
	assert_string_equal(told(&w), "warn t S|-\n-|warn t S");
	assert_true(w.comparison.v[0].row == a);
	assert_true(w.comparison.v[1].row == b);
	end(&w);
}

/* What guards a later stage is shown too, behind what counts now. */
static void test_later(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules: []\n",
	    "rules:\n" RULE("late", "block", "closed", "one", "x.a is null") RULE("r", "remind", "ready", "two", "x.a is null"));
	assert_string_equal(told(&w), "-|remind two S two\nlater -|block one S one");
	end(&w);
}

/* Of the forms come the same findings under both, unless a rule of one says it better. */
static void test_required(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules: []\n",
	    "rules:\n  - {id: r, severity: block, source: S, at: ready, text: {da: t, en: t}, field: citizen.name, "
	    "when: citizen.name is null}\n");
	bench_set(&w.bench, "referral.question", NULL);
	assert_string_equal(told(&w), "");
	bench_set(&w.bench, "citizen.name", NULL);
	assert_string_equal(told(&w), "warn Not answered: citizen.name|-\n-|b t S");
	end(&w);
}

static void test_head(void **state)
{
	struct world w;

	(void)state;
	begin(&w, NULL, NULL);
	w.pack->months_max = 36;		/* as it would read it */
	assert_string_equal(told(&w), "A course lasts 12 to 60 months|A course lasts 12 to 36 months");
	assert_int_equal(w.comparison.v[0].kind, DIFFERENCE_DURATION);
	assert_string_equal(w.comparison.v[0].field->id, "recommendation.months");
	end(&w);
}

/* A seat that one of the packs does not know, or asks for under other conditions. */
static void test_seats(void **state)
{
	struct world w;

	(void)state;
	begin(&w, NULL, NULL);
	size_t seats = w.pack->n_seats;
	w.pack->n_seats = 1;			/* without health, which the case's own pack asks for of some */
	bench_set(&w.bench, "referral.kind", "ressourceforloeb");
	assert_string_equal(told(&w), "");
	bench_set(&w.bench, "referral.kind", "fleksjob");
	assert_string_equal(told(&w), "H: must be represented|H: need not be represented");
	assert_int_equal(w.comparison.v[0].kind, DIFFERENCE_SEAT);
	w.pack->n_seats = seats;
	end(&w);
}

#define DEADLINES(days) \
	"rules: []\ndeadlines:\n" \
	"  - {id: talk, source: S 5.2, due: 'add_days(meeting.date, " days ")', open: x.a is null, field: x.a, " \
	"text: {da: Samtale, en: Talk}}\n"

/* A deadline that waits differs by its date; one that is met waits under neither. */
static void test_deadlines(void **state)
{
	struct world w;

	(void)state;
	begin(&w, DEADLINES("7"), DEADLINES("14"));
	assert_string_equal(told(&w), "");		/* the date is known to neither */
	bench_set(&w.bench, "meeting.date", "2017-05-09");
	assert_string_equal(told(&w), "Samtale: 16. maj 2017 S 5.2|Samtale: 23. maj 2017 S 5.2");
	assert_int_equal(w.comparison.v[0].kind, DIFFERENCE_DEADLINE);
	assert_string_equal(w.comparison.v[0].field->id, "x.a");
	bench_set(&w.bench, "x.a", "true");
	assert_string_equal(told(&w), "");
	end(&w);
}

static void test_deadline_of_one(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules: []\n", DEADLINES("14"));
	assert_string_equal(told(&w), "-|Samtale: date unknown S 5.2");
	end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_one_side),
		cmocka_unit_test(test_severity_and_text),
		cmocka_unit_test(test_same_words),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_rows_are_apart),
		cmocka_unit_test(test_later),
		cmocka_unit_test(test_required),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_seats),
		cmocka_unit_test(test_deadlines),
		cmocka_unit_test(test_deadline_of_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
