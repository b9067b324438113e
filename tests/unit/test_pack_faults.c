/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What people get wrong in a rule pack that is right in its form: one change to
 * a small sound one, and what is said of it, at which line and column.  Faults of
 * the form itself are in test_pack.c.
 */
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
#include "exchange/casefile.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Lines 12 and on; above them stands the head that bench_open writes. */
static const char pack[] =
	"facts:\n"
	"  citizen.age: {is: \"years(citizen.born, case.on)\"}\n"
	"  courses.open: {over: courses, any: from is not null, where: 'to is null'}\n"
	"  courses.count: {over: courses, count: \"true\"}\n"
	"  courses.ends: {over: courses, last: to}\n"
	"  age.years: {is: citizen.age}\n"
	"  kind.named: {is: case.kind}\n"
	"  born.next: {is: \"add_days(citizen.born, 1)\"}\n"
	"  age.over: {is: citizen.age > 40}\n"
	"  name.small: {is: lower(citizen.name)}\n"
	"columns:\n"
	"  courses.length: {is: \"months(from, to)\"}\n"
	"rules:\n"
	"  - id: course.second\n"				/* line 25 */
	"    severity: block\n"
	"    source: S 6.3\n"
	"    at: recommended\n"
	"    when: citizen.age >= 40 and courses.count > 0\n"	/* line 29; the condition from column 11 */
	"    field: referral.question\n"
	"    text: {da: Et til, en: Another}\n"
	"    fires: [{courses: [{from: 2014-01}]}]\n"
	"    not: [{courses: []}]\n"
	"    unknown: [{courses: null}]\n"
	"  - id: course.short\n"				/* line 35 */
	"    severity: warn\n"
	"    source: S 6.3\n"
	"    at: closed\n"
	"    each: courses\n"
	"    when: \"result = 'kort' and row.length < 12\"\n"	/* line 40; from column 12 */
	"    field: to\n"
	"    text: {da: Kort, en: Short}\n"
	"    fires: [{courses: [{from: 2014-01, to: 2014-03, result: kort}]}]\n"
	"    not: [{courses: [{from: 2014-01, to: 2015-03, result: kort}]}]\n"
	"  - id: kind.none\n"					/* line 45 */
	"    severity: remind\n"
	"    source: S 4\n"
	"    at: ready\n"
	"    when: >-\n"					/* line 49; the sign stands in column 11 */
	"      referral.kind is null\n"
	"      or referral.kind = 'andet'\n"
	"    field: referral.kind\n"
	"    text: {da: Ingen, en: None}\n"
	"    fires: [{referral.kind: null}, {referral.kind: andet}]\n"
	"    not: [{referral.kind: fleksjob}]\n";

/* A place of the pack changed, and the first thing that is said of it. */
struct mistake {
	const char *from, *to;
	int line, column;
	const char *what;	/* part of the message */
};

static void open_changed(struct bench *b, const struct mistake *mistake)
{
	const char *at = strstr(pack, mistake->from);
	char *s;

	if (!at)
		fail_msg("the pack has no “%s”", mistake->from);
	s = xasprintf("%.*s%s%s", (int)(at - pack), pack, mistake->to, at + strlen(mistake->from));
	bench_open(b, NULL, s);
	free(s);
}

static void test_sound(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b, NULL, pack);
	if (!b.rules)
		bench_fail(&b);
	bench_close(&b);
}

static void check_mistakes(const struct mistake mistakes[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct mistake *m = &mistakes[i];
		struct bench b;
		char *told;

		open_changed(&b, m);
		if (b.rules || b.faults.n == 0)
			fail_msg("“%s”: no fault", m->to);
		told = fault_line(&b.faults.v[0]);
		if (b.faults.v[0].line != m->line || b.faults.v[0].column != m->column || !strstr(told, m->what) ||
		    !strstr(told, "/rules/test.yaml"))
			fail_msg("“%s”: expected %d:%d: %s; there are %zu: %s", m->to, m->line, m->column, m->what,
			    b.faults.n, told);
		free(told);
		bench_close(&b);
	}
}

/* Names of what there is not, at the name. */
static void test_names(void **state)
{
	static const struct mistake mistakes[] = {
		{ "citizen.age >= 40", "citizen.agee >= 40", 29, 11,
			"'citizen.agee': there is no such fact, field or column; did you mean 'citizen.age'?" },
		{ "citizen.age >= 40", "age >= 40", 29, 11, "did you mean 'citizen.age'?" },
		{ "citizen.age >= 40", "ends >= 40", 29, 11, "did you mean 'courses.ends'?" },
		{ "citizen.age >= 40", "name >= 40", 29, 11, "there is no such fact, field or column" },
		{ "row.length < 12", "row.lenght < 12", 40, 32, "did you mean 'row.length'?" },
		{ "row.length < 12", "lenght < 12", 40, 32, "did you mean 'length'?" },
		{ "courses.count > 0", "course.none", 29, 33, "did you mean 'courses.none'?" },
		{ "courses.count > 0", "course.count > 0", 29, 33, "'course.count': there is no such fact" },
		{ "courses.count > 0", "statements.text is null", 29, 33, "'statements.text': there is no such fact" },
		{ "courses.count > 0", "row.from is null", 29, 33, "'row.from': there is no such fact" },
		{ "courses.count > 0", "courses is null", 29, 33, "ask for courses.none or courses.rows" },
		{ "row.length < 12", "row.size < 12", 40, 32, "'row.size': there is no such fact" },
		{ "result = 'kort'", "results = 'kort'", 40, 12, "'results': there is no such fact" },
		{ "field: referral.question", "field: referral.questions", 30, 12,
			"'referral.questions': there is no such field to jump to" },
		{ "field: referral.question", "field: courses.from", 30, 12, "there is no such field to jump to" },
		{ "field: to", "field: until", 41, 12, "'until': there is no such field to jump to" },
		{ "each: courses", "each: course", 39, 11, "'course': there is no such table" },
		{ "each: courses", "each: citizen.name", 39, 11, "'citizen.name': there is no such table" },
		{ "over: courses, any", "over: course, any", 14, 24, "'course': there is no such table" },
		{ "any: from is", "any: started is", 14, 38, "'started': there is no such fact" },
		{ "where: 'to is null'", "where: 'until is null'", 14, 64, "'until': there is no such fact" },
		{ "where: 'to is null'", "where: 'row.to is null'", 14, 64, "'row.to': there is no such fact" },
		{ "courses.length: {is", "course.length: {is", 23, 3, "'course.length': there is no such table" },
		{ "citizen.age: {is", "citizen.name: {is", 13, 1, "'citizen.name': there is such a fact or field" },
		{ "citizen.age: {is", "citizen.born: {is", 13, 1, "'citizen.born': there is such a fact or field" },
		{ "courses.length: {is", "courses.from: {is", 23, 3, "'courses.from': the table has this column" },
		{ "or referral.kind =", "or referral.kid =", 51, 10, "'referral.kid': there is no such fact" },
	};

	(void)state;
	check_mistakes(mistakes, LENGTH(mistakes));
}

/* What would be silently false: a code that there is not, a text that is compared with what is none. */
static void test_uses(void **state)
{
	static const struct mistake mistakes[] = {
		{ "courses.count > 0", "referral.kind = 'fleksjobb'", 29, 49,
			"'fleksjobb': 'referral.kind' has no such code; there are: ressourceforloeb" },
		{ "courses.count > 0", "referral.kind not in ('andet', 'x')", 29, 64, "'x': 'referral.kind' has no such code" },
		{ "courses.count > 0", "case.kind is 'x'", 29, 46, "'x': 'case.kind' can never be this text" },
		{ "courses.count > 0", "case.stage is 'x'", 29, 47, "'x': 'case.stage' can never be this text" },
		{ "courses.count > 0", "'x' <> case.stage", 29, 33, "'x': 'case.stage' can never be this text" },
		{ "courses.count > 0", "case.on > 'soon'", 29, 43, "'soon': a date is expected here, written '2017-03-01'" },
		{ "courses.count > 0", "meeting.date > 'soon'", 29, 48, "'soon': a date is expected here" },
		{ "courses.count > 0", "meeting.date between 'soon' and today", 29, 54, "'soon': a date is expected here" },
		{ "courses.count > 0", "add_days(today, 7) > 'soon'", 29, 54, "'soon': a date is expected here" },
		{ "courses.count > 0", "meeting.date > 2017", 29, 48, "'2017': a date is expected here, written" },
		{ "courses.count > 0", "meeting.date > citizen.name", 29, 33, "a date is compared with another text" },
		{ "courses.count > 0", "meeting.date > recommendation.months", 29, 33, "a date is compared with a number" },
		{ "courses.count > 0", "courses.count > '0'", 29, 49, "'0': a number is expected here, without quotes" },
		{ "courses.count > 0", "courses.rows = '1'", 29, 48, "a number is expected here" },
		{ "courses.count > 0", "recommendation.months > 'tre år'", 29, 57, "'tre år': a number is expected here" },
		{ "courses.count > 0", "meeting.citizen_present = 'ja'", 29, 59, "'ja': true or false is expected here" },
		{ "courses.count > 0", "citizen.name > 12", 29, 33, "'citizen.name': it is a text, not a number" },
		{ "courses.count > 0", "12 > citizen.name", 29, 38, "'citizen.name': it is a text, not a number" },
		{ "courses.count > 0", "citizen.name = recommendation.months", 29, 33,
			"a text is compared with a number" },
		{ "courses.count > 0", "referral.kind = null", 29, 49, "'null': nothing is equal to null" },
		{ "courses.count > 0", "null <> referral.kind", 29, 33, "'null': nothing is equal to null" },
		/* what a fact gives is told from what it is made of */
		{ "courses.count > 0", "citizen.age >= '40'", 29, 48, "'40': a number is expected here" },
		{ "courses.count > 0", "age.years >= '40'", 29, 46, "'40': a number is expected here" },
		{ "courses.count > 0", "age.over is 'x'", 29, 45, "'x': true or false is expected here" },
		{ "courses.count > 0", "kind.named = 'fleksjobb'", 29, 46, "'fleksjobb': 'kind.named' can never be" },
		{ "courses.count > 0", "kind.named > 3", 29, 33, "'kind.named': it is a text, not a number" },
		{ "courses.count > 0", "courses.ends > '2017-13-45'", 29, 48, "'2017-13-45': a date is expected here" },
		{ "courses.count > 0", "born.next > '2017-02-30'", 29, 45, "a date is expected here" },
		{ "courses.count > 0", "born.next = age.over", 29, 33, "a date is compared with a number" },
		{ "row.length < 12", "row.length < '12'", 40, 45, "'12': a number is expected here" },
		{ "row.length < 12", "from < 12", 40, 39, "'12': a date is expected here" },
		{ "row.length < 12", "result < 12", 40, 32, "'result': it is a text, not a number" },
		{ "'andet'", "'Andet'", 51, 26, "'Andet': 'referral.kind' has no such code; there are: " },
	};

	(void)state;
	check_mistakes(mistakes, LENGTH(mistakes));
}

/* What would silently be 0, or unknown for ever: a part of an expression that is not what is wanted there. */
static void test_wanted(void **state)
{
	static const struct mistake mistakes[] = {
		{ "courses.count > 0", "courses.count - 'to' > 36", 29, 49, "'to': a number is expected here" },
		{ "courses.count > 0", "2 * (1 + '3') > 36", 29, 42, "'3': a number is expected here, without quotes" },
		{ "courses.count > 0", "-citizen.name > 0", 29, 34, "'citizen.name': a number is expected here" },
		{ "courses.count > 0", "today - meeting.date > 7", 29, 33,
			"'today': a number is expected here; years(a, b), months(a, b) and days(a, b) count" },
		{ "courses.count > 0", "add_days(meeting.date, '7') > today", 29, 56, "'7': a number is expected here" },
		{ "courses.count > 0", "add_days(meeting.date, 'syv') > today", 29, 56, "'syv': a number is expected here" },
		{ "courses.count > 0", "add_days(meeting.date, citizen.name) > today", 29, 56,
			"'citizen.name': a number is expected here" },
		{ "courses.count > 0", "add_months(recommendation.months, 7) > today", 29, 44, "a date is expected here" },
		{ "courses.count > 0", "round('x', 1) > 2", 29, 39, "'x': a number is expected here" },
		{ "courses.count > 0", "abs(citizen.name) > 2", 29, 37, "a number is expected here" },
		{ "courses.count > 0", "length(recommendation.months) > 2", 29, 40, "a text is expected here" },
		{ "courses.count > 0", "has(courses.count, 'x')", 29, 37, "a text is expected here" },
		{ "courses.count > 0", "has(referral.kind, 'x')", 29, 52, "'x': 'referral.kind' has no such code" },
		{ "courses.count > 0", "years(citizen.name, case.on) > 3", 29, 39, "'citizen.name': a date is expected here" },
		{ "courses.count > 0", "years('soon', case.on) > 3", 29, 39, "'soon': a date is expected here" },
		{ "courses.count > 0", "days(today, 7) > 3", 29, 45, "'7': a date is expected here" },
		{ "courses.count > 0", "recommendation.months", 29, 33,
			"'recommendation.months': true or false is expected here; compare it" },
		{ "when: citizen.age >= 40 and courses.count > 0", "when: 1", 29, 11, "'1': true or false is expected here" },
		{ "courses.count > 0", "(courses.count + 1)", 29, 34, "'courses.count + 1': true or false is expected here" },
		{ "courses.count > 0", "not citizen.name", 29, 37, "'citizen.name': true or false is expected here" },
		{ "courses.count > 0", "not 'x'", 29, 37, "'x': true or false is expected here" },
		{ "courses.count > 0", "citizen.name is true", 29, 33, "'citizen.name': true or false is expected here" },
		{ "courses.count > 0", "meeting.date", 29, 33, "'meeting.date': true or false is expected here" },
		{ "courses.count > 0", "name.small", 29, 33, "'name.small': true or false is expected here" },
		{ "any: from is not null", "any: from", 14, 38, "'from': true or false is expected here" },
		{ "where: 'to is null'", "where: 'length(result)'", 14, 64, "'length(result)': true or false is expected" },
		{ "any: from is not null", "sum: from", 14, 38, "'from': a number is expected here" },
		{ "last: to", "last: result", 16, 39, "'result': a date is expected here" },
		{ "last: to", "first: 12", 16, 40, "'12': a date is expected here" },
		/* an argument in a fact, where it stood alone and was told of wherever the fact was used */
		{ "years(citizen.born, case.on)", "years(citizen.name, case.on)", 13, 28,
			"'citizen.name': a date is expected here" },
	};

	(void)state;
	check_mistakes(mistakes, LENGTH(mistakes));
}

/* What looks much the same, and is right. */
static void test_right(void **state)
{
	static const char *const right[] = {
		"recommendation.months - 2 > 36", "add_days(meeting.date, 7) > today", "years('2017-01-01', case.on) > 1",
		"add_months(meeting.date, recommendation.months / 2) > '2017-01-01'", "meeting.citizen_present",
		"(citizen.age > 40) + (courses.count > 0) > 1", "meeting.citizen_present is false", "courses.ends > '2017-01'",
		"length(citizen.name) > 3", "length(referral.kind) > 3", "case.stage in ('draft', 'ready')",
		"has(referral.kind, 'andet')", "lower(citizen.name) = 'bo'", "referral.kind = case.kind", "not age.over",
		"months(courses.ends, today) > 3", "null is null", "meeting.date is not null and meeting.date < today",
		"today between meeting.date and add_days(meeting.date, 7)", "citizen.name is referral.kind",
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(right); i++) {
		struct mistake none = { "courses.count > 0", right[i], 0, 0, NULL };
		struct bench b;

		open_changed(&b, &none);
		if (!b.rules)
			bench_fail(&b);
		bench_close(&b);
	}
}

/* Signs and words that make no condition. */
static void test_words(void **state)
{
	static const struct mistake mistakes[] = {
		{ ">= 40 and", "=> 40 and", 29, 23, "'=>': in conditions it is written '>='" },
		{ ">= 40 and", "> = 40 and", 29, 23, "'>': something is missing after it" },
		{ ">= 40 and", ">= 40 and and", 29, 29, "'and': something is missing after it" },
		{ "and courses.count > 0", "and", 29, 29, "'and': something is missing after it" },
		{ "courses.count > 0", "courses.count >", 29, 47, "'>': something is missing after it" },
		{ "courses.count > 0", "courses.count 0", 29, 47, "'0': a sign, or a word such as 'and', is missing before it" },
		{ "citizen.age >= 40 and", "(citizen.age >= 40 and", 29, 11, "'(': " },
		{ "courses.count > 0", "courses.count > 0)", 29, 50, "')': " },
		{ "courses.count > 0", "courses.count % 1", 29, 47, "'%': no part of conditions" },
		{ "courses.count > 0", "courses.count > zero", 29, 49, "'zero': there is no such fact" },
		{ "courses.count > 0", "referral.kind = \"andet\"", 29, 49, "'\"': " },
		{ "courses.count > 0", "referral.kind = 'andet", 29, 49, "a text that does not end" },
		{ "courses.count > 0", "sum(courses.count) > 0", 29, 33, "'sum': passes over" },
		{ "courses.count > 0", "coalesce(courses.count, 0) > 0", 29, 33, "'coalesce': " },
		{ "courses.count > 0", "random() > 0", 29, 33, "'random': there is no such function" },
		{ "40 and", "40 og", 29, 29, "'og': in conditions it is written 'and'" },
		{ "40 and", "40 &&", 29, 29, "'&&': in conditions it is written 'and'" },
		{ "years(citizen.born, case.on)", "years(citizen.born)", 13, 22,
			"'years': too few or too many values in its brackets" },
		{ "when: citizen.age >= 40 and courses.count > 0", "when: \"\"", 29, 12, "an empty condition" },
	};

	(void)state;
	check_mistakes(mistakes, LENGTH(mistakes));
}

static void test_cycles(void **state)
{
	static const struct mistake mistakes[] = {
		{ "\"years(citizen.born, case.on)\"", "citizen.age + 1", 13, 1,
			"depends on itself: citizen.age ← citizen.age" },
		{ "any: from is not null", "any: courses.open", 14, 1, "courses.open ← courses.open" },
		{ "where: 'to is null'", "where: courses.open", 14, 1, "courses.open ← courses.open" },
		{ "\"months(from, to)\"", "length + 1", 23, 1, "courses.length ← courses.length" },
		{ "count: \"true\"", "count: courses.open, where: citizen.age > 1}\n  citizen.old: {is: citizen.old", 16, 1,
			"citizen.old ← citizen.old" },
		{ "\"years(citizen.born, case.on)\"}\n", "a.b}\n  a.b: {is: citizen.age}\n", 13, 1,
			"citizen.age ← a.b ← citizen.age" },
	};

	(void)state;
	check_mistakes(mistakes, LENGTH(mistakes));
}

/* The pack's own tests. */

static bool set(struct record *record, const struct node *map, struct faults *faults, void *arg)
{
	const struct bench *b = arg;

	return casefile_set(record, map, "test", b->forms, b->view.today, faults);
}

static void tell(struct faults *faults, struct text *said)
{
	text_add(said, "");
	for (size_t i = 0; i < faults->n; i++) {
		const struct fault *f = &faults->v[i];

		assert_non_null(strstr(f->path, "/rules/test.yaml"));
		text_addf(said, "%d:%d: %s\n", f->line, f->column, f->text);
	}
	faults_release(faults);
}

static void set_sound(struct bench *b)
{
	bench_set(b, "citizen.cpr", "6101571000");
	bench_set(b, "referral.kind", "fleksjob");
	bench_none(b, "courses");
}

static void test_tests(void **state)
{
	static const struct mistake mistakes[] = {
		{ "S", "S", .what = "" },
		{ "    fires: [{courses: [{from: 2014-01}]}]\n", "", .what = "25:5: course.second: no test in which it fires; such tests stand under 'fires'\n" },
		{ "    not: [{courses: []}]\n", "",
			.what = "25:5: course.second: no test in which it just does not fire; such tests stand under 'not'\n" },
		{ "> 0\n", "> 1\n", .what = "32:13: course.second: does not fire; expected: fires (citizen.age = 60, courses.count = 1)\n" },
		{ "unknown: [{courses: null}]", "unknown: [{courses: []}]",
			.what = "34:15: course.second: does not fire; expected: unknown (citizen.age = 60, courses.count = 0)\n" },
		{ "not: [{courses: []}]", "not: [{courses: null}]",
			.what = "33:11: course.second: unknown (courses); expected: does not fire\n" },
		{ "not: [{courses: []}]", "not: [{cources: []}]", .what = "33:12: course.second: no form has the field 'cources'" },
		{ "from: 2014-01}]}]\n    not", "from: soon}]}]\n    not", .what = "32:31: course.second: Write month and year" },
		/* what the rule read in the row in which it fires, and of what was written no more than that it is there */
		{ "not: [{courses: [{from: 2014-01, to: 2015-03, result: kort}]}]",
			"not: [{courses: [{from: 2014-01}, {from: 2014-01, to: 2014-12, result: kort}]}]",
			.what = "44:11: course.short: fires; expected: does not fire (courses.result = …, courses.length = 11)\n" },
		{ "at: ready\n", "at: ready\n    for: [ressourceforloeb]\n",
			.what = "kind.none: unknown (referral.kind); expected: fires\n55:36: kind.none: does not fire; expected: fires (it is for other outcomes)\n" },
		{ "or referral.kind = 'andet'", "or referral.kind = 'fleksjob'",
			.what = "45:5: kind.none: fires; expected: does not fire (referral.kind = fleksjob)\n" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(mistakes); i++) {
		struct text said = { 0 };
		struct faults faults = { 0 };
		struct bench b;

		open_changed(&b, &mistakes[i]);
		if (!b.rules)
			bench_fail(&b);
		set_sound(&b);
		rules_test(b.rules, &b.record, set, &b, b.view.today, &faults);
		tell(&faults, &said);
		if (*mistakes[i].what ? strstr(said.s, mistakes[i].what) == NULL : *said.s != '\0')
			fail_msg("“%s”: %s", mistakes[i].to, said.s);
		text_release(&said);
		bench_close(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_uses),
		cmocka_unit_test(test_wanted),
		cmocka_unit_test(test_right),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_cycles),
		cmocka_unit_test(test_tests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
