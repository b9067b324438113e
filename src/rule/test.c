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
	struct faults *faults;
	const char *path, *name;	/* of what is being tested */
};

static void complain(struct tester *tester, int line, int column, const char *what)
{
	faults_add(tester->faults, tester->path, line, column, "%s: %s", tester->name, what);
}

/* The sound case with a test's answers (NULL: none) put over it, to be released in any case; false with a
 * complaint where that cannot be done. */
static bool put(struct tester *tester, const struct node *set, struct record *record)
{
	struct faults faults = { 0 };
	bool good;

	record_copy(record, tester->sound);
	good = !set || tester->set(record, set, &faults, tester->set_arg);
	if (!good && faults.n > 0)
		complain(tester, faults.v[0].line, faults.v[0].column, faults.v[0].text);
	else if (!good)
		complain(tester, set->line, set->column, _("this cannot be set"));
	faults_release(&faults);
	return good;
}

/* A choice, a date or a number as conditions write it; of what somebody wrote no more than that it is there. */
static void add_value(struct text *text, const struct rules *rules, int id, struct term term)
{
	const struct field *field = name_field(rules, id);
	enum gives gives = name_gives(rules, id);

	if (term.kind == TERM_UNKNOWN)
		text_add(text, "null");
	else if (term.kind == TERM_NUMBER && gives == GIVES_TRUTH)
		text_add(text, term.number != 0 ? "true" : "false");
	else if (term.kind == TERM_NUMBER)
		text_addf(text, "%.10g", term.number);
	else if (!field || field->choices || gives == GIVES_DATE || field->kind == KIND_MONTH)
		text_add(text, term.text);
	else
		text_add(text, "…");
}

/* What a condition read, in brackets: " (recommendation.months = 60, duration.max = 48)". */
static void add_facts(struct text *text, struct run *run, const struct condition *condition, int64_t row)
{
	struct run within = *run;
	char name[NAME_SIZE];
	size_t n;
	const int *ids = condition_names(condition, &n);

	within.row = within.outer = row;
	for (size_t i = 0; i < n; i++) {
		text_addf(text, "%s%s = ", i > 0 ? ", " : " (", name_text(run->rules, ids[i], name));
		add_value(text, run->rules, ids[i], run_term(ids[i], &within));
	}
	text_add(text, n > 0 ? ")" : "");
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

/* What a rule found in the row that made it fire, else in the first one. */
static void add_reading(struct text *text, struct run *run, const struct check *check)
{
	size_t n;
	const int64_t *rows = check_rows(run, check, &n), *row = rows;

	if (check_applies(run, check) == FALSE_) {
		text_addf(text, " (%s)", _("it is for other outcomes"));
		return;
	}
	for (size_t i = n; i-- > 0; )
		if (run_truth(run, check->when, rows[i]) == TRUE_)
			row = &rows[i];
	if (n > 0)
		add_facts(text, run, check->when, *row);
}

/* What a rule is to be, as its test says it.  The sound case is no test of the rule, so that it is named. */
static void add_expected(struct text *text, const struct tester *tester, const struct record *record,
    enum truth stands, enum truth expected)
{
	const char *sound = rules_pack(tester->rules)->sound;

	if (record != tester->sound || !sound)
		text_addf(text, _("; expected: %s"), truth_name(expected));
	else
		text_addf(text, _("; expected in the sound case %s: %s"), sound, truth_name(expected));
	if (record == tester->sound && stands == UNKNOWN)
		text_addf(text, "; %s", _("unknown is not enough there"));
}

static void expect(struct tester *tester, const struct check *check, const struct record *record,
    enum truth expected, int line, int column)
{
	struct view view = { .record = record, .today = tester->today };
	struct run run = run_begin(tester->rules, &view);
	enum truth stands = check_stands(&run, check);
	struct text text = { 0 };
	size_t n;

	if (stands == expected)
		return;
	text_add(&text, truth_name(stands));
	if (check_applies(&run, check) == UNKNOWN) {
		text_addf(&text, " (%s)", keys_name(run.rules->forms->keys, KEY_REFERRAL_KIND));
	} else if (stands == UNKNOWN) {
		const int64_t *rows = check_rows(&run, check, &n);

		add_missing(&run, check->when, rows, n, &text);
	}
	add_expected(&text, tester, record, stands, expected);
	if (stands != UNKNOWN)
		add_reading(&text, &run, check);
	complain(tester, line, column, text.s);
	text_release(&text);
}

static void test_rule(struct tester *tester, const struct check *check)
{
	const struct rule *rule = check->rule;
	bool fires = false, not = false;

	tester->path = rule->path;
	tester->name = rule->id;
	expect(tester, check, tester->sound, FALSE_, rule->line, rule->column);
	for (size_t i = 0; i < rule->n_tests; i++) {
		const struct rule_test *test = &rule->tests[i];
		struct record record;

		fires |= test->expect == TRUE_;
		not |= test->expect == FALSE_;
		if (put(tester, test->set, &record))
			expect(tester, check, &record, (enum truth)test->expect, test->set->line, test->set->column);
		record_release(&record);
	}
	if (!fires)
		complain(tester, rule->line, rule->column, _("no test in which it fires; such tests stand under 'fires'"));
	if (!not)
		complain(tester, rule->line, rule->column, _("no test in which it just does not fire; such tests stand under 'not'"));
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
static void complain_line(struct tester *tester, struct run *run, const struct deadline_test *test, const char *key,
    const char *is, const char *expected, struct condition *condition)
{
	static const int64_t no_row = 0;
	struct text text = { 0 };

	text_addf(&text, "%s: %s", key, is);
	if (run_truth(run, condition, no_row) == UNKNOWN)
		add_missing(run, condition, &no_row, 1, &text);
	text_addf(&text, _("; expected: %s"), expected);
	if (run_truth(run, condition, no_row) != UNKNOWN)
		add_facts(&text, run, condition, no_row);
	complain(tester, test->line, test->column, text.s);
	text_release(&text);
}

static void expect_line(struct tester *tester, size_t i, const struct record *record,
    const struct deadline_test *test)
{
	const struct compiled_deadline *compiled = &tester->rules->deadlines[i];
	struct view view = { .record = record, .today = tester->today };
	struct run run = run_begin(tester->rules, &view);
	struct deadline_line line = deadline_stands(&run, i);
	char due[DATE_SIZE], expected[DATE_SIZE];

	if (line.open != (enum truth)test->open)
		complain_line(tester, &run, test, "open", open_text(line.open),
		    open_text((enum truth)test->open), compiled->open);
	if (date_compare(line.due, test->due) != 0)
		complain_line(tester, &run, test, "due", due_text(line.due, due),
		    due_text(test->due, expected), compiled->due);
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
		if (put(tester, test->set, &record))
			expect_line(tester, i, &record, test);
		record_release(&record);
	}
	if (!open)
		complain(tester, deadline->line, deadline->column, _("no test in which it is open ('open: true')"));
	if (!not)
		complain(tester, deadline->line, deadline->column, _("no test in which it is not open ('open: false')"));
	if (!due)
		complain(tester, deadline->line, deadline->column, _("no test in which its date is known ('due: 2017-03-01')"));
}

void rules_test(struct rules *rules, const struct record *sound,
    bool (*set)(struct record *record, const struct node *set, struct faults *faults, void *arg),
    void *set_arg, struct date today, struct faults *faults)
{
	struct tester tester = {
		.rules = rules, .sound = sound, .set = set, .set_arg = set_arg, .today = today, .faults = faults
	};

	for (size_t i = 0; i < rules->pack->n_rules; i++)
		test_rule(&tester, &rules->checks[i]);
	for (size_t i = 0; i < rules->pack->n_deadlines; i++)
		test_deadline(&tester, i);
}
