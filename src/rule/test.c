/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The pack's own tests: each rule says with which answers, put over a case in
 * which no rule fires, it fires, just does not, or is unknown; each deadline,
 * with which it is due when, and open or not.
 */
#include "rule/rules_private.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"

struct tester {
	struct rules *rules;
	const struct record *sound;
	bool (*set)(struct record *record, const struct node *set, struct faults *faults, void *arg);
	void *set_arg;
	struct date today;
	void (*complain)(const char *line, void *arg);
	void *arg;
	long failed;
	const char *path, *name;	/* of what is being tested */
};

static void complain(struct tester *tester, int line, const char *what)
{
	char *s = xasprintf("%s:%d: %s: %s", tester->path, line, tester->name, what);

	tester->complain(s, tester->arg);
	tester->failed++;
	free(s);
}

/* The sound case with a test's answers (NULL: none) put over it, to be released in any case; false with a
 * complaint where that cannot be done. */
static bool put(struct tester *tester, const struct node *set, int line, struct record *record)
{
	struct faults faults = { 0 };
	bool good;

	record_copy(record, tester->sound);
	good = !set || tester->set(record, set, &faults, tester->set_arg);
	if (!good)
		complain(tester, line, faults.n > 0 ? faults.v[0].text : _("this cannot be set"));
	faults_release(&faults);
	return good;
}

/* What keeps a condition unknown in any of the rows, in brackets. */
static void add_missing(struct run *run, struct condition *condition, const int64_t *rows, size_t n,
    struct text *text)
{
	const struct keys *keys = run->rules->forms->keys;
	struct finding finding = { 0 };

	for (size_t i = 0; i < n; i++)
		if (run_truth(run, condition, rows[i]) == UNKNOWN)
			missing_find(run, condition, rows[i], &finding);
	text_add(text, " (");
	for (size_t i = 0; i < finding.n_missing; i++)
		text_addf(text, "%s%s", i ? ", " : "", keys_name(keys, finding.missing[i]->key));
	for (size_t i = 0; i < finding.n_missing_facts; i++)
		text_addf(text, "%s%s", i || finding.n_missing ? ", " : "", finding.missing_facts[i]);
	text_add(text, ")");
	missing_release(&finding);
}

/* Rules. */

static const char *truth_name(enum truth truth)
{
	return truth == UNKNOWN ? _("unknown") : truth == TRUE_ ? _("fires") : _("does not fire");
}

static void expect(struct tester *tester, const struct check *check, const struct record *record,
    enum truth expected, int line)
{
	struct view view = { .record = record, .today = tester->today };
	struct run run = run_begin(tester->rules, &view);
	enum truth stands = check_stands(&run, check);
	struct text text = { 0 };
	size_t n;

	if (stands == expected)
		return;
	text_add(&text, truth_name(stands));
	if (stands == UNKNOWN) {
		const int64_t *rows = check_rows(&run, check, &n);

		add_missing(&run, check->when, rows, n, &text);
	}
	text_addf(&text, _("; expected: %s"), truth_name(expected));
	complain(tester, line, text.s);
	text_release(&text);
}

static void test_rule(struct tester *tester, const struct check *check)
{
	const struct rule *rule = check->rule;
	bool fires = false, not = false;

	tester->path = rule->path;
	tester->name = rule->id;
	expect(tester, check, tester->sound, FALSE_, rule->line);
	for (size_t i = 0; i < rule->n_tests; i++) {
		const struct rule_test *test = &rule->tests[i];
		struct record record;

		fires |= test->expect == TRUE_;
		not |= test->expect == FALSE_;
		if (put(tester, test->set, test->line, &record))
			expect(tester, check, &record, (enum truth)test->expect, test->line);
		record_release(&record);
	}
	if (!fires)
		complain(tester, rule->line, _("no test in which it fires"));
	if (!not)
		complain(tester, rule->line, _("no test in which it just does not fire"));
}

/* Deadlines.  What they are is said as the tests say it. */

static const char *open_text(enum truth open)
{
	return open == UNKNOWN ? "unknown" : open == TRUE_ ? "true" : "false";
}

static const char *due_text(struct date due, char out[DATE_SIZE])
{
	return due.year == 0 ? "unknown" : date_stored(due, out);
}

/* "due: unknown (decision.date); expected: 2017-05-16"; `condition` says what is missing. */
static void complain_line(struct tester *tester, struct run *run, int line, const char *key, const char *is,
    const char *expected, struct condition *condition)
{
	static const int64_t no_row = 0;
	struct text text = { 0 };

	text_addf(&text, "%s: %s", key, is);
	if (run_truth(run, condition, no_row) == UNKNOWN)
		add_missing(run, condition, &no_row, 1, &text);
	text_addf(&text, _("; expected: %s"), expected);
	complain(tester, line, text.s);
	text_release(&text);
}

static void expect_line(struct tester *tester, size_t i, const struct record *record,
    const struct deadline_test *test)
{
	const struct limit *limit = &tester->rules->limits[i];
	struct view view = { .record = record, .today = tester->today };
	struct run run = run_begin(tester->rules, &view);
	struct deadline_line line = limit_line(&run, i);
	char due[DATE_SIZE], expected[DATE_SIZE];

	if (line.open != (enum truth)test->open)
		complain_line(tester, &run, test->line, "open", open_text(line.open),
		    open_text((enum truth)test->open), limit->open);
	if (date_compare(line.due, test->due) != 0)
		complain_line(tester, &run, test->line, "due", due_text(line.due, due),
		    due_text(test->due, expected), limit->due);
}

static void test_deadline(struct tester *tester, size_t i)
{
	const struct deadline *deadline = &tester->rules->pack->deadlines[i];
	bool open = false, not = false, due = false;
	char name[NAME_SIZE];

	tester->path = deadline->path;
	tester->name = name_text(tester->rules, name_make(NAME_DEADLINE, i), name);
	for (size_t j = 0; j < deadline->n_tests; j++) {
		const struct deadline_test *test = &deadline->tests[j];
		struct record record;

		open |= test->open == TRUE_;
		not |= test->open == FALSE_;
		due |= test->due.year != 0;
		if (put(tester, test->set, test->line, &record))
			expect_line(tester, i, &record, test);
		record_release(&record);
	}
	if (!open)
		complain(tester, deadline->line, _("no test in which it is open"));
	if (!not)
		complain(tester, deadline->line, _("no test in which it is not open"));
	if (!due)
		complain(tester, deadline->line, _("no test in which its date is known"));
}

long rules_test(struct rules *rules, const struct record *sound,
    bool (*set)(struct record *record, const struct node *set, struct faults *faults, void *arg),
    void *set_arg, struct date today, void (*say)(const char *line, void *arg), void *arg)
{
	struct tester tester = {
		.rules = rules, .sound = sound, .set = set, .set_arg = set_arg, .today = today,
		.complain = say, .arg = arg
	};

	for (size_t i = 0; i < rules->pack->n_rules; i++)
		test_rule(&tester, &rules->checks[i]);
	for (size_t i = 0; i < rules->pack->n_deadlines; i++)
		test_deadline(&tester, i);
	return tester.failed;
}
