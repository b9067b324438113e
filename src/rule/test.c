/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The pack's own tests: each rule says with which answers, put over a case in
 * which no rule fires, it fires, just does not, or is unknown.
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
};

static void complain(struct tester *tester, const struct rule *rule, int line, const char *what)
{
	char *s = xasprintf("%s:%d: %s: %s", rule->path, line, rule->id, what);

	tester->complain(s, tester->arg);
	tester->failed++;
	free(s);
}

static const char *truth_name(enum truth truth)
{
	return truth == UNKNOWN ? _("unknown") : truth == TRUE_ ? _("fires") : _("does not fire");
}

/* What keeps a rule unknown, in brackets. */
static void add_missing(struct run *run, const struct check *check, struct text *text)
{
	const struct keys *keys = run->rules->forms->keys;
	struct finding finding = { 0 };
	size_t n;
	const int64_t *rows = check_rows(run, check, &n);

	for (size_t i = 0; i < n; i++)
		if (run_truth(run, check->when, rows[i]) == UNKNOWN)
			missing_find(run, check->when, rows[i], &finding);
	text_add(text, " (");
	for (size_t i = 0; i < finding.n_missing; i++)
		text_addf(text, "%s%s", i ? ", " : "", keys_name(keys, finding.missing[i]->key));
	for (size_t i = 0; i < finding.n_missing_facts; i++)
		text_addf(text, "%s%s", i || finding.n_missing ? ", " : "", finding.missing_facts[i]);
	text_add(text, ")");
	missing_release(&finding);
}

static void expect(struct tester *tester, const struct check *check, const struct record *record,
    enum truth expected, int line)
{
	struct view view = { .record = record, .today = tester->today };
	struct run run = run_begin(tester->rules, &view);
	enum truth stands = check_stands(&run, check);
	struct text text = { 0 };

	if (stands == expected)
		return;
	text_add(&text, truth_name(stands));
	if (stands == UNKNOWN)
		add_missing(&run, check, &text);
	text_addf(&text, _("; expected: %s"), truth_name(expected));
	complain(tester, check->rule, line, text.s);
	text_release(&text);
}

static void run_test(struct tester *tester, const struct check *check, const struct rule_test *test)
{
	struct faults faults = { 0 };
	struct record record;

	record_copy(&record, tester->sound);
	if (tester->set(&record, test->set, &faults, tester->set_arg))
		expect(tester, check, &record, (enum truth)test->expect, test->line);
	else
		complain(tester, check->rule, test->line,
		    faults.n > 0 ? faults.v[0].text : _("this cannot be set"));
	faults_release(&faults);
	record_release(&record);
}

static void test_rule(struct tester *tester, const struct check *check)
{
	const struct rule *rule = check->rule;
	bool fires = false, not = false;

	expect(tester, check, tester->sound, FALSE_, rule->line);
	for (size_t i = 0; i < rule->n_tests; i++) {
		fires |= rule->tests[i].expect == TRUE_;
		not |= rule->tests[i].expect == FALSE_;
		run_test(tester, check, &rule->tests[i]);
	}
	if (!fires)
		complain(tester, rule, rule->line, _("no test in which it fires"));
	if (!not)
		complain(tester, rule, rule->line, _("no test in which it just does not fire"));
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
	return tester.failed;
}
