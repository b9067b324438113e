/* SPDX-License-Identifier: EUPL-1.2 */
/* What rules and forms find in a case, and what lists and screens make of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "bench.h"

static const char fields[] =
	"{id: x.a, kind: yesno}\n"
	"{id: x.b, kind: yesno}\n"
	"{id: x.hidden, kind: whole, show: x.a}\n"
	"{id: x.needed, kind: whole, required: x.b is true}\n";

/* A rule of the pack, in one line. */
#define RULE(id, severity, at, rest) \
	"  - {id: " id ", severity: " severity ", source: S 1, at: " at \
	", text: {da: d-" id ", en: e-" id "}, " rest "}\n"

struct world {
	struct bench bench;
	struct findings findings;
};

static void begin(struct world *w, const char *pack)
{
	*w = (struct world){ 0 };
	bench_open(&w->bench, fields, pack);
	if (!w->bench.rules)
		bench_fail(&w->bench);
	bench_set(&w->bench, "referral.question", "Which?");
	bench_set(&w->bench, "citizen.name", "Bo");
}

static void end(struct world *w)
{
	findings_release(&w->findings);
	bench_close(&w->bench);
}

static void look_at(struct world *w, bool all)
{
	findings_release(&w->findings);
	rules_run(w->bench.rules, &w->bench.view, LANG_DA, all, &w->findings);
}

static void look(struct world *w)
{
	look_at(w, false);
}

static void stage(struct world *w, const char *code)
{
	record_set(&w->bench.record, w->bench.record.rounds, KEY_CASE_STAGE, 0, code, 0);
}

/* All findings in a line: "b:id" where it blocks, "o:" overridden, else the severity's first letter; and what
 * is missing. */
static const char *told(const struct world *w)
{
	static char out[1000];
	struct text text = { 0 };

	for (size_t i = 0; i < w->findings.n; i++) {
		const struct finding *f = &w->findings.v[i];

		text_addf(&text, "%s%c:%s", i ? " " : "", f->overridden ? 'o' : f->blocks ? 'b' :
		    severity_code(f->severity)[0] == 'b' ? 'B' : severity_code(f->severity)[0], f->id);
		for (size_t j = 0; j < f->n_missing; j++)
			text_addf(&text, "%c%s", j ? ',' : '?', keys_name(w->bench.keys, f->missing[j]->key));
		for (size_t j = 0; j < f->n_missing_facts; j++)
			text_addf(&text, "%c%s", j ? ',' : '!', f->missing_facts[j]);
	}
	snprintf(out, sizeof out, "%s", text.s ? text.s : "");
	text_release(&text);
	return out;
}
#define assert_told(w, expected) assert_string_equal(told(w), expected)

static void test_severities(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules:\n"
	    RULE("remind", "remind", "ready", "field: x.a, when: 'x.a'")
	    RULE("warn", "warn", "ready", "field: x.a, when: 'x.a'")
	    RULE("block", "block", "ready", "field: x.b, when: 'x.a'")
	    RULE("early", "block", "ready", "field: citizen.name, when: 'x.a'"));
	bench_set(&w.bench, "x.a", "false");
	look(&w);
	assert_told(&w, "");
	bench_set(&w.bench, "x.a", "true");
	look(&w);
	assert_told(&w, "b:early b:block w:warn r:remind");
	assert_string_equal(w.findings.v[0].text, "d-early");
	assert_ptr_equal(w.findings.v[0].field, bench_field(&w.bench, "citizen.name"));
	assert_true(w.findings.v[0].now);
	assert_int_equal(w.findings.v[0].severity, SEVERITY_BLOCK);
	assert_string_equal(w.findings.v[0].rule->id, "early");
	bench_set(&w.bench, "x.a", NULL);
	look(&w);
	assert_told(&w, "b:early?x.a b:block?x.a u:remind?x.a u:warn?x.a");
	assert_int_equal(w.findings.v[0].severity, SEVERITY_UNKNOWN);
	assert_string_equal(w.findings.v[0].text, "Not answered: x.a");
	end(&w);
}

static void test_language(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules:\n" RULE("a", "warn", "ready", "field: x.a, when: 'true'"));
	rules_run(w.bench.rules, &w.bench.view, LANG_EN, false, &w.findings);
	assert_string_equal(w.findings.v[0].text, "e-a");
	end(&w);
}

static void test_stages(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules:\n"
	    RULE("ready", "block", "ready", "field: x.a, when: 'true'")
	    RULE("scheduled", "block", "scheduled", "field: x.a, when: 'true'")
	    RULE("recommended", "block", "recommended", "field: x.a, when: 'true'")
	    RULE("closed", "block", "closed", "field: x.a, when: 'true'"));
	bench_set(&w.bench, "meeting.date", "2017-05-09");
	look(&w);
	assert_told(&w, "b:ready");
	look_at(&w, true);
	assert_told(&w, "b:ready B:scheduled B:recommended B:closed");
	assert_true(w.findings.v[0].now);
	assert_false(w.findings.v[1].now);
	stage(&w, "ready");
	look(&w);
	assert_told(&w, "b:ready b:scheduled");
	stage(&w, "scheduled");
	look(&w);
	assert_told(&w, "b:ready b:scheduled b:recommended");
	stage(&w, "returned");
	look(&w);
	assert_told(&w, "");
	end(&w);
}

static void test_outcomes(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules:\n"
	    RULE("r", "block", "ready", "for: [ressourceforloeb], field: x.a, when: 'x.a'")
	    RULE("f", "block", "ready", "for: [fleksjob, returneret], field: x.a, when: 'x.a'")
	    RULE("all", "warn", "ready", "field: x.a, when: 'x.a'"));
	bench_set(&w.bench, "x.a", "false");
	look(&w);
	assert_told(&w, "");
	bench_set(&w.bench, "x.a", "true");
	look(&w);
	assert_told(&w, "b:r?referral.kind b:f?referral.kind w:all");
	assert_int_equal(w.findings.v[0].severity, SEVERITY_UNKNOWN);
	bench_set(&w.bench, "referral.kind", "andet");
	look(&w);
	assert_told(&w, "w:all");
	bench_set(&w.bench, "referral.kind", "fleksjob");
	look(&w);
	assert_told(&w, "b:f w:all");
	bench_set(&w.bench, "recommendation.outcome", "ressourceforloeb");
	look(&w);
	assert_told(&w, "b:r w:all");
	bench_set(&w.bench, "x.a", NULL);
	bench_set(&w.bench, "recommendation.outcome", NULL);
	bench_set(&w.bench, "referral.kind", NULL);
	look(&w);
	assert_told(&w, "b:r?referral.kind,x.a b:f?referral.kind,x.a u:all?x.a");
	end(&w);
}

static void test_each(void **state)
{
	struct world w;
	int64_t first, second;

	(void)state;
	begin(&w, "rules:\n"
	    RULE("short", "warn", "ready", "each: recommendation.measures, field: hours_day, "
	    "when: 'hours_day < 1 and measure = ''praktik'' and row.measure is not null'"));
	look(&w);
	assert_told(&w, "");		/* not answered: no row, nothing to say */
	first = bench_row(&w.bench, "recommendation.measures", "measure", "praktik", "hours_day", "0.5",
	    NULL);
	bench_row(&w.bench, "recommendation.measures", "measure", "praktik", "hours_day", "1", NULL);
	second = bench_row(&w.bench, "recommendation.measures", "measure", "praktik", NULL);
	look(&w);
	assert_told(&w, "w:short u:short?recommendation.measures.hours_day");
	assert_int_equal(w.findings.v[0].row, first);
	assert_int_equal(w.findings.v[1].row, second);
	assert_ptr_equal(w.findings.v[0].field, bench_field(&w.bench, "recommendation.measures.hours_day"));
	end(&w);
}

/* What is missing, behind facts, folds and what is hidden. */
static void test_missing(void **state)
{
	struct world w;

	(void)state;
	begin(&w,
	    "facts:\n"
	    "  citizen.age: {is: 'years(citizen.born, case.on)'}\n"
	    "  courses.months: {over: courses, sum: 'months(from, to)', where: result is not null}\n"
	    "  statements.answered: {over: statements, all: told}\n"
	    "columns:\n"
	    "  statements.told:\n"
	    "    {over: recommendation.answers, any: 'statement = row.no and text <> row.text'}\n"
	    "rules:\n"
	    RULE("age", "warn", "ready", "field: x.a, when: 'citizen.age >= 40'")
	    RULE("courses", "warn", "ready", "field: x.a, when: 'courses.months > 3'")
	    RULE("hidden", "warn", "ready", "field: x.a, when: 'x.hidden > 3'")
	    RULE("idle", "warn", "ready", "field: x.a, when: 'duration.idle > 3'")
	    RULE("is", "warn", "ready", "field: x.a, when: 'x.b and (x.a is null or referral.news is null)'")
	    RULE("statements", "warn", "ready", "field: x.a, when: 'not statements.answered'")
	    RULE("never", "warn", "ready", "field: x.a, when: 'length(lower(null)) > 3'"));
	bench_set(&w.bench, "recommendation.months", "24");
	look(&w);
	assert_told(&w, "u:age?citizen.cpr,citizen.born u:courses?courses u:hidden?x.a "
	    "u:idle?recommendation.measures u:is?x.b u:statements?statements u:never");
	bench_set(&w.bench, "citizen.cpr", "0103771231");
	bench_row(&w.bench, "courses", "from", "2015-01", "result", "none", NULL);
	bench_row(&w.bench, "courses", "to", "2015-01", NULL);	/* not counted */
	bench_set(&w.bench, "x.a", "false");
	bench_set(&w.bench, "x.b", "false");
	bench_none(&w.bench, "recommendation.measures");
	bench_row(&w.bench, "statements", NULL);
	look(&w);
	assert_told(&w, "w:age w:idle u:courses?courses.to u:hidden!x.hidden "
	    "u:statements?recommendation.answers u:never");
	bench_row(&w.bench, "recommendation.answers", "statement", "1", "text", "yes", NULL);
	look(&w);
	assert_told(&w, "w:age w:idle u:courses?courses.to u:hidden!x.hidden "
	    "u:statements?statements.text u:never");
	end(&w);
}

static void test_overrides(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules:\n"
	    RULE("may", "block", "ready", "allow_reason: true, field: x.a, when: 'x.a is not false'")
	    RULE("unsure", "block", "ready", "allow_reason: true, field: x.a, when: 'x.a'")
	    RULE("must", "block", "ready", "field: x.a, when: 'x.a is not false'")
	    RULE("row", "block", "ready", "allow_reason: true, each: statements, field: text, "
	    "when: 'text is null'"));
	bench_row(&w.bench, "overrides", "rule", "may", NULL);		/* no reason given */
	bench_row(&w.bench, "overrides", "rule", "must", "reason", "because", NULL);
	look(&w);
	assert_told(&w, "b:may b:unsure?x.a b:must");
	bench_row(&w.bench, "overrides", "rule", "may", "reason", "because", NULL);
	bench_row(&w.bench, "overrides", "rule", "unsure", "reason", "because", NULL);
	look(&w);
	assert_told(&w, "b:must o:may o:unsure?x.a");
	assert_false(w.findings.v[1].blocks);
	bench_set(&w.bench, "x.a", "false");
	bench_row(&w.bench, "statements", NULL);
	bench_row(&w.bench, "statements", NULL);
	bench_row(&w.bench, "overrides", "rule", "row", "row", "2", "reason", "because", NULL);
	look(&w);
	assert_told(&w, "b:row o:row");
	assert_int_equal(rules_row_number(&w.bench.view, bench_field(&w.bench, "statements"),
	    w.findings.v[1].row), 2);
	bench_row(&w.bench, "overrides", "rule", "row", "reason", "all of them", NULL);
	look(&w);
	assert_told(&w, "o:row o:row");
	end(&w);
}

static void test_row_numbers(void **state)
{
	struct world w;
	int64_t first, second, statement;

	(void)state;
	begin(&w, NULL);
	first = bench_row(&w.bench, "courses", NULL);
	second = bench_row(&w.bench, "courses", NULL);
	statement = bench_row(&w.bench, "statements", "no", "7", NULL);
	assert_int_equal(rules_row_number(&w.bench.view, bench_field(&w.bench, "courses"), first), 1);
	assert_int_equal(rules_row_number(&w.bench.view, bench_field(&w.bench, "courses"), second), 2);
	assert_int_equal(rules_row_number(&w.bench.view, bench_field(&w.bench, "statements"), statement), 7);
	end(&w);
}

/* What the forms ask, from the stage on at which they do. */
static void test_required(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules:\n"
	    RULE("name", "block", "ready", "field: citizen.name, when: 'citizen.name is null'")
	    RULE("needs", "warn", "ready", "field: x.a, "
	    "when: 'citizen.name is not null and x.b is true and x.needed < 1'"));
	look(&w);
	assert_told(&w, "");
	bench_set(&w.bench, "referral.question", NULL);
	bench_set(&w.bench, "citizen.name", NULL);
	bench_set(&w.bench, "x.b", "true");
	look(&w);
	assert_told(&w, "b:name w:required w:required");	/* the rule speaks for the name */
	assert_ptr_equal(w.findings.v[1].field, bench_field(&w.bench, "referral.question"));
	assert_ptr_equal(w.findings.v[2].field, bench_field(&w.bench, "x.needed"));
	assert_string_equal(w.findings.v[1].text, "Not answered: referral.question");
	assert_null(w.findings.v[1].rule);
	assert_false(w.findings.v[1].blocks);
	bench_set(&w.bench, "citizen.name", "Bo");
	bench_set(&w.bench, "referral.question", "Which?");
	look(&w);
	assert_told(&w, "u:needs?x.needed");	/* another that leads to it does too */
	bench_set(&w.bench, "x.needed", "1");
	stage(&w, "scheduled");
	bench_row(&w.bench, "recommendation.measures", "measure", "praktik", NULL);
	bench_row(&w.bench, "recommendation.measures", "rejected", "true", NULL);
	look(&w);
	assert_told(&w, "w:required w:required w:required");
	assert_ptr_equal(w.findings.v[0].field, bench_field(&w.bench, "meeting.date"));
	assert_string_equal(w.findings.v[1].text, "Not answered: recommendation.measures 2, measure");
	assert_string_equal(w.findings.v[2].text, "Not answered: recommendation.measures 2, rejected_why");
	stage(&w, "decided");
	bench_set(&w.bench, "meeting.date", "2017-05-09");
	bench_none(&w.bench, "recommendation.measures");
	look(&w);
	assert_told(&w, "w:required");
	assert_ptr_equal(w.findings.v[0].field, bench_field(&w.bench, "decision.date"));
	end(&w);
}

static void test_unreadable(void **state)
{
	struct world w;

	(void)state;
	begin(&w, NULL);
	bench_set(&w.bench, "x.b", "true");
	bench_set(&w.bench, "x.needed", "a dozen");
	bench_set(&w.bench, "x.hidden", "three");	/* said nothing of while it is hidden */
	look(&w);
	assert_told(&w, "w:unreadable");
	assert_memory_equal(w.findings.v[0].text, "x.needed: ", 10);
	assert_true(strlen(w.findings.v[0].text) > 20);
	end(&w);
}

static void test_readiness(void **state)
{
	struct world w;
	struct readiness r;

	(void)state;
	begin(&w, "rules:\n"
	    RULE("b", "block", "ready", "field: x.a, when: 'true'")
	    RULE("bu", "block", "ready", "field: x.a, when: 'x.a'")
	    RULE("bo", "block", "ready", "allow_reason: true, field: x.a, when: 'true'")
	    RULE("later", "block", "closed", "field: x.a, when: 'true'")
	    RULE("w", "warn", "ready", "field: x.a, when: 'true'")
	    RULE("wu", "warn", "ready", "field: x.a, when: 'x.a'")
	    RULE("r", "remind", "ready", "field: x.a, when: 'true'"));
	bench_row(&w.bench, "overrides", "rule", "bo", "reason", "because", NULL);
	bench_set(&w.bench, "meeting.date", "2017-05-09");
	bench_set(&w.bench, "x.b", "true");
	look_at(&w, true);
	rules_readiness(w.bench.rules, &w.bench.view, &w.findings, &r);
	assert_int_equal(r.blocks, 2);
	assert_int_equal(r.warns, 2);		/* with x.needed */
	assert_int_equal(r.unknowns, 1);
	assert_int_equal(r.reminds, 1);
	assert_int_equal(r.asked, 3);
	assert_int_equal(r.filled, 2);
	assert_string_equal(r.pack, "test");
	assert_int_equal(r.as_of.day, 9);
	end(&w);
}

static void test_marks(void **state)
{
	struct world w;
	const struct screen *screen;

	(void)state;
	begin(&w, "rules:\n" RULE("a", "remind", "ready", "field: x.a, when: 'x.a is true'")
	    RULE("b", "warn", "ready", "field: x.b, when: 'x.b is false'"));
	screen = screen_by_id(w.bench.forms, "preparatory", "extra");
	look(&w);
	assert_int_equal(rules_screen_mark(w.bench.rules, &w.bench.view, screen, &w.findings), MARK_EMPTY);
	bench_set(&w.bench, "x.b", "true");
	look(&w);
	assert_int_equal(rules_screen_mark(w.bench.rules, &w.bench.view, screen, &w.findings), MARK_BEGUN);
	bench_set(&w.bench, "x.needed", "3");
	look(&w);
	assert_int_equal(rules_screen_mark(w.bench.rules, &w.bench.view, screen, &w.findings), MARK_COMPLETE);
	/* A reminder is nothing that does not fit: it never goes away by what is answered. */
	bench_set(&w.bench, "x.a", "true");
	look(&w);
	assert_int_equal(w.findings.n, 1);
	assert_int_equal(rules_screen_mark(w.bench.rules, &w.bench.view, screen, &w.findings), MARK_COMPLETE);
	bench_set(&w.bench, "x.b", "false");
	look(&w);
	assert_int_equal(rules_screen_mark(w.bench.rules, &w.bench.view, screen, &w.findings), MARK_FINDINGS);
	screen = screen_by_id(w.bench.forms, "preparatory", "citizen");
	assert_int_equal(rules_screen_mark(w.bench.rules, &w.bench.view, screen, &w.findings), MARK_COMPLETE);
	end(&w);
}

/* A screen that has nothing to ask in this case is no open one, until the answer that it hangs on is given. */
static void test_hidden_screen(void **state)
{
	struct world w = { 0 };
	const struct screen *screen;

	(void)state;
	bench_open(&w.bench, "{id: x.only, kind: yesno, show: referral.kind = 'fleksjob'}\n", NULL);
	screen = screen_by_id(w.bench.forms, "preparatory", "extra");
	look(&w);
	assert_int_equal(rules_screen_mark(w.bench.rules, &w.bench.view, screen, &w.findings), MARK_HIDDEN);
	bench_set(&w.bench, "referral.kind", "andet");
	assert_int_equal(rules_screen_mark(w.bench.rules, &w.bench.view, screen, &w.findings), MARK_HIDDEN);
	bench_set(&w.bench, "referral.kind", "fleksjob");
	assert_int_equal(rules_screen_mark(w.bench.rules, &w.bench.view, screen, &w.findings), MARK_EMPTY);
	end(&w);
}

/* Which row set a finding aside, so that it can be shown, changed and taken back. */
static void test_reason(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "rules:\n" RULE("a", "block", "ready", "allow_reason: true, field: x.a, when: 'not x.a'"));
	look(&w);
	assert_true(w.findings.v[0].reason == 0);
	bench_row(&w.bench, "overrides", "rule", "b", "reason", "Another.", NULL);
	int64_t row = bench_row(&w.bench, "overrides", "rule", "a", "reason", "Agreed.", NULL);
	look(&w);
	assert_string_equal(w.findings.v[0].id, "a");
	assert_true(w.findings.v[0].reason == row);
	assert_true(w.findings.v[0].overridden);
	end(&w);
}

/* The pack's own tests.  `set` takes x.a and referral.kind, which is enough here. */

static bool set(struct record *record, const struct node *map, struct faults *faults, void *arg)
{
	const struct bench *bench = arg;

	for (size_t i = 0; i < map->n; i++) {
		const struct field *field = field_by_id(bench->forms, map->keys[i]->text);

		if (!field) {
			faults_add(faults, "set", 1, 1, "no field %s", map->keys[i]->text);
			return false;
		}
		record_set(record, 1, field->key, 0, node_null(map->items[i]) ? NULL : map->items[i]->text,
		    0);
	}
	return true;
}

static void test_pack_tests(void **state)
{
	struct world w;
	struct text said = { 0 };
	struct faults faults = { 0 };

	(void)state;
	begin(&w, "rules:\n"
	    RULE("good", "warn", "ready", "for: [fleksjob], field: x.a, when: 'not x.a', "
	    "fires: [{x.a: false}], not: [{x.b: false}, {x.a: false, referral.kind: andet}], "
	    "unknown: [{x.a: null}, {x.a: false, referral.kind: null}]")
	    RULE("wrong", "warn", "ready", "field: x.a, when: 'not x.a', fires: [{x.a: true}, {x.a: null}], "
	    "not: [{x.no: 1}]")
	    RULE("bare", "warn", "ready", "field: x.a, when: 'x.a'"));
	bench_set(&w.bench, "x.a", "true");
	bench_set(&w.bench, "referral.kind", "fleksjob");
	rules_test(w.bench.rules, &w.bench.record, set, &w.bench, w.bench.view.today, &faults);
	assert_int_equal(faults.n, 6);
	for (size_t i = 0; i < faults.n; i++) {
		char *line = fault_line(&faults.v[i]);

		text_addf(&said, "%s\n", strstr(line, "test.yaml:"));
		free(line);
	}
	faults_release(&faults);
	assert_string_equal(said.s,
	    "test.yaml:14:128: wrong: does not fire; expected: fires (x.a = true)\n"
	    "test.yaml:14:141: wrong: unknown (x.a); expected: fires\n"
	    "test.yaml:1:1: wrong: no field x.no\n"
	    "test.yaml:15:5: bare: fires; expected: does not fire (x.a = true)\n"
	    "test.yaml:15:5: bare: no test in which it fires; such tests stand under 'fires'\n"
	    "test.yaml:15:5: bare: no test in which it just does not fire; such tests stand under 'not'\n");
	text_release(&said);
	end(&w);
}

/* The same behind seats and deadlines, from within a row too. */
static void test_missing_behind(void **state)
{
	struct world w;

	(void)state;
	begin(&w,
	    "rules:\n"
	    RULE("seat", "warn", "ready", "field: x.a, when: not seat.health")
	    RULE("late", "warn", "ready", "field: x.a, when: today > deadline.next")
	    RULE("each", "warn", "ready", "each: courses, field: from, when: from > deadline.talk")
	    "deadlines:\n"
	    "  - {id: talk, source: S 1, text: {da: a, en: a}, field: x.a, open: x.a,\n"
	    "     due: 'add_days(decision.date, 7)'}\n"
	    "  - {id: next, source: S 1, text: {da: a, en: a}, field: x.a, open: x.a,\n"
	    "     due: 'add_months(deadline.talk, recommendation.months)'}\n");
	bench_row(&w.bench, "courses", "from", "2017-06", NULL);
	look(&w);
	assert_told(&w, "u:each?decision.date u:seat?referral.kind u:late?decision.date,recommendation.months");
	bench_set(&w.bench, "referral.kind", "andet");
	bench_set(&w.bench, "decision.date", "2017-05-09");
	look(&w);
	assert_told(&w, "w:each w:seat u:late?recommendation.months");
	end(&w);
}

/* The answers behind the i-th finding: "x.a x.b", of cells with their row's place in the table. */
static const char *grounds(struct world *w, size_t finding, size_t max)
{
	static char out[1000];
	struct ground v[8];
	struct text text = { 0 };
	size_t n = rules_grounds(w->bench.rules, &w->bench.view, &w->findings.v[finding], v, max);

	assert_true(n <= max);
	for (size_t i = 0; i < n; i++) {
		text_addf(&text, "%s%s", i ? " " : "", keys_name(w->bench.keys, v[i].field->key));
		if (v[i].row)
			text_addf(&text, "/%ld", rules_row_number(&w->bench.view, v[i].field->table, v[i].row));
	}
	snprintf(out, sizeof out, "%s", text.s ? text.s : "");
	text_release(&text);
	return out;
}

static void test_grounds(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "facts:\n"
	    "  both: {is: 'x.a and x.b'}\n"
	    "  jobs: {over: courses, count: 'true'}\n"
	    "rules:\n"
	    RULE("fact", "warn", "ready", "field: x.a, when: 'not both and x.needed is null and x.b is not null'")
	    RULE("fold", "warn", "ready", "field: x.a, when: 'jobs > 1 and citizen.born < today and not x.b and not courses.none'")
	    RULE("cell", "warn", "ready", "each: courses, field: from, when: 'from is not null and x.a'"));
	bench_set(&w.bench, "citizen.cpr", "0101806006");
	bench_set(&w.bench, "x.a", "true");
	bench_set(&w.bench, "x.b", "false");
	bench_row(&w.bench, "courses", "result", "stopped", NULL);
	bench_row(&w.bench, "courses", "from", "2016-03-01", NULL);
	look(&w);
	assert_told(&w, "w:cell w:fact w:fold");
	assert_string_equal(grounds(&w, 0, 8), "courses.from/2 x.a");
	assert_string_equal(grounds(&w, 1, 8), "x.a x.b x.needed");	/* each once */
	assert_string_equal(grounds(&w, 1, 1), "x.a");
	assert_string_equal(grounds(&w, 2, 8), "x.b");
	bench_set(&w.bench, "x.b", "true");
	bench_set(&w.bench, "x.needed", "a dozen");
	look(&w);
	assert_told(&w, "w:cell w:unreadable");
	assert_string_equal(grounds(&w, 1, 8), "");		/* of the forms */
	end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_severities),
		cmocka_unit_test(test_language),
		cmocka_unit_test(test_stages),
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_each),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_missing_behind),
		cmocka_unit_test(test_overrides),
		cmocka_unit_test(test_row_numbers),
		cmocka_unit_test(test_required),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_readiness),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_hidden_screen),
		cmocka_unit_test(test_reason),
		cmocka_unit_test(test_grounds),
		cmocka_unit_test(test_pack_tests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
