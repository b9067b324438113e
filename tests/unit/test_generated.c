/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cases made up at random through `check`: whatever stands in a base, the
 * rules have something readable to say about it, and what a case costs does not
 * hang on how many others there are.
 *
 * The cost is counted, not timed: every statement that SQLite runs for the base
 * or for a condition, with the steps of its machine, which grow with what is
 * scanned.  INDSTIL_GENERATED has another number of cases than CASES.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "invent.h"
#include "rule/desk.h"
#include "scratch.h"

enum { CASES = 10000, FEW = 250 };	/* FEW of them are looked at before the others are there */

static const struct date today = { 2017, 6, 1 };

struct office {
	struct scratch *scratch;	/* its base */
	struct desk desk;
	struct invent invent;
};

/* Filling the base. */

static void fail_error(const struct error *e)
{
	fail_msg("%s: %s", e->where, e->what);
}

static int set_up(void **state)
{
	struct office *o = xcalloc(1, sizeof *o);
	struct faults faults = { 0 };
	struct error e;
	void *scratch;

	if (scratch_setup(&scratch) != 0)
		return 1;
	o->scratch = scratch;
	scratch_shut(o->scratch);
	o->desk = (struct desk){ .lang = LANG_DA, .today = today };
	settings_init(&o->desk.settings);
	if (!desk_open(&o->desk, o->scratch->path, STORE_EXISTING, getenv("INDSTIL_DATADIR"), NULL, &e))
		fail_error(&e);
	if (!desk_load(&o->desk, &faults))
		fail_msg("%s", fault_line(&faults.v[0]));
	store_author(o->desk.store, "tester");
	o->invent = (struct invent){ .state = 20170601, .odd = 120, .forms = o->desk.forms, .pack = o->desk.pack, .today = today };
	*state = o;
	return 0;
}

static int tear_down(void **state)
{
	struct office *o = *state;
	void *scratch = o->scratch;

	desk_close(&o->desk);
	scratch_teardown(&scratch);
	free(o);
	return 0;
}

static void add_case(struct office *o)
{
	struct changes changes = { 0 };
	struct record record;
	struct error e;

	record_init(&record);
	invent_case(&o->invent, &changes);
	if (!store_act(o->desk.store, &record, ACTION_IMPORT, &changes, NULL, NULL, today, NULL, NULL, &e))
		fail_error(&e);
	changes_release(&changes);
	record_release(&record);
}

static void add_cases(struct office *o, long n)
{
	struct error e;

	if (!store_begin(o->desk.store, &e))
		fail_error(&e);
	for (long i = 0; i < n; i++)
		add_case(o);
	if (!store_end(o->desk.store, true, &e))
		fail_error(&e);
}

/* Findings. */

struct look {
	struct office *o;
	struct casework work;
	const struct findings *findings;	/* in Danish, up to the last stage */
	long lines;		/* how many findings `check --all` tells */
	long rules, forms, unknown, overridden;	/* of each kind, so that none is missing */
};

static void wrong(const struct look *look, const struct finding *f, const char *what)
{
	fail_msg("%s: %s: %s", record_case(&look->work.record, KEY_CASE_NUMBER), f->id, what);
}

static bool in_table(const struct look *look, const struct field *table, int64_t row)
{
	size_t n;
	int64_t *rows = record_rows(&look->work.record, table, look->work.record.rounds, &n);
	bool there = false;

	for (size_t i = 0; i < n; i++)
		there |= rows[i] == row;
	free(rows);
	return there;
}

static void check_text(const struct look *look, const struct finding *f)
{
	if (f->text[0] == '\0')
		wrong(look, f, "no text");
	if (!utf8_valid(f->text, strlen(f->text), NULL))
		wrong(look, f, "no UTF-8");
	if (strchr(f->text, '\n') || strchr(f->text, '\t'))
		wrong(look, f, "more than one line or column");
}

/* A finding of a rule leads to the rule's field, and to a row of its table. */
static void check_rule(struct look *look, const struct finding *f)
{
	const struct rule *rule = f->rule;
	const struct field *table = rule->each ? field_by_id(look->o->desk.forms, rule->each) : NULL;
	const struct field *column = table ? field_column(table, rule->field) : NULL;

	if (strcmp(f->id, rule->id) != 0)
		wrong(look, f, "another rule's id");
	if (f->field != (column ? column : field_by_id(look->o->desk.forms, rule->field)) || !f->field)
		wrong(look, f, "another field than the rule's");
	if (table ? !in_table(look, table, f->row) : f->row != 0)
		wrong(look, f, "a row that is not there");
	if (f->severity != rule->severity && f->severity != SEVERITY_UNKNOWN)
		wrong(look, f, "another severity than the rule's");
	if (f->severity == SEVERITY_UNKNOWN && f->n_missing + f->n_missing_facts == 0)
		wrong(look, f, "unknown, and nothing that would settle it");
	if (f->blocks && (rule->severity != SEVERITY_BLOCK || !f->now || f->overridden))
		wrong(look, f, "blocks and may not");
	if (f->overridden && !rule->allow_reason)
		wrong(look, f, "overridden, which the rule does not allow");
}

/* One of the forms leads to the answer that is missing or cannot be read. */
static void check_form(struct look *look, const struct finding *f)
{
	if (strcmp(f->id, "required") != 0 && strcmp(f->id, "unreadable") != 0)
		wrong(look, f, "neither a rule's nor the forms'");
	if (!f->field || f->severity != SEVERITY_WARN || f->blocks)
		wrong(look, f, "not as the forms warn");
	if (f->field->table && !in_table(look, f->field->table, f->row))
		wrong(look, f, "a row that is not there");
}

static void check_finding(struct look *look, const struct finding *f)
{
	check_text(look, f);
	if (f->rule)
		check_rule(look, f);
	else
		check_form(look, f);
	look->rules += f->rule != NULL;
	look->forms += f->rule == NULL;
	look->unknown += f->severity == SEVERITY_UNKNOWN;
	look->overridden += f->overridden;
	look->lines += !f->overridden;
}

/* The same findings in the same order, each with a text of its own in the other language. */
static void check_english(struct look *look, const struct findings *english)
{
	if (english->n != look->findings->n)
		fail_msg("%zu findings in Danish, %zu in English", look->findings->n, english->n);
	for (size_t i = 0; i < english->n; i++) {
		const struct finding *f = &english->v[i];

		check_text(look, f);
		if (strcmp(f->id, look->findings->v[i].id) != 0 || f->row != look->findings->v[i].row)
			wrong(look, f, "in another place in Danish");
		if (f->rule && f->severity != SEVERITY_UNKNOWN &&
		    strcmp(f->text, label_get(&f->rule->text, LANG_EN)) != 0)
			wrong(look, f, "another text than the rule's in English");
	}
}

static bool check_case(int64_t id, void *arg)
{
	struct look *look = arg;
	struct findings danish, english;
	struct view view;
	struct error e;

	if (!casework_open(&look->o->desk, id, &look->work, &e))
		fail_error(&e);
	view = casework_view(&look->o->desk, &look->work);
	rules_run(look->work.rules, &view, LANG_DA, true, &danish);
	rules_run(look->work.rules, &view, LANG_EN, true, &english);
	look->findings = &danish;
	for (size_t i = 0; i < danish.n; i++)
		check_finding(look, &danish.v[i]);
	check_english(look, &english);
	findings_release(&danish);
	findings_release(&english);
	casework_close(&look->work);
	return true;
}

/* The command itself: a line of five columns for each finding, and nothing said beside them. */
static void check_command(const struct look *look)
{
	static const char lines[] = "awk -F '\\t' 'NF != 5 || !$1 || !$2 || !$3 || !$5 { bad++ } END { print bad + 0, NR }'";
	char *command = xasprintf("'%s' --today 2017-06-01 --base '%s' check --all 2>&1 | %s", getenv("INDSTIL"),
	    look->o->scratch->path, lines);
	FILE *pipe = popen(command, "r");
	long bad, told;

	assert_non_null(pipe);
	assert_int_equal(fscanf(pipe, "%ld %ld", &bad, &told), 2);
	assert_int_equal(pclose(pipe), 0);
	assert_int_equal(bad, 0);
	assert_int_equal(told, look->lines);
	free(command);
}

/* What it costs. */

static struct cost {
	uint64_t statements, steps;
} cost;

static int count(unsigned what, void *context, void *statement, void *nanoseconds)
{
	(void)what, (void)context, (void)nanoseconds;
	cost.statements++;
	cost.steps += (unsigned)sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
	return 0;
}

/* Every connection that is opened from now on is counted: the base's and that of the conditions. */
static int count_connection(sqlite3 *db, char **message, const sqlite3_api_routines *api)
{
	(void)message, (void)api;
	return sqlite3_trace_v2(db, SQLITE_TRACE_PROFILE, count, NULL);
}

struct first {
	struct office *o;
	long left;
};

static bool open_case(int64_t id, void *arg)
{
	struct first *first = arg;
	struct casework work;
	struct error e;

	if (first->left-- == 0)
		return false;
	if (!casework_open(&first->o->desk, id, &work, &e))
		fail_error(&e);
	casework_close(&work);
	return true;
}

/* Of checking the first FEW cases. */
static struct cost cost_of_few(struct office *o)
{
	struct first first = { o, FEW };
	struct error e;

	cost = (struct cost){ 0 };
	if (!store_each(o->desk.store, open_case, &first, &e))
		fail_error(&e);
	return cost;
}

static void test_generated(void **state)
{
	struct look look = { .o = *state };
	const char *more = getenv("INDSTIL_GENERATED");
	long cases = more ? atol(more) : CASES;
	struct cost before, after;
	struct error e;

	add_cases(look.o, FEW);
	cost_of_few(look.o);	/* SQLite does not count the first run of a statement that was just made */
	before = cost_of_few(look.o);
	add_cases(look.o, cases - FEW);
	after = cost_of_few(look.o);
	if (!store_each(look.o->desk.store, check_case, &look, &e))
		fail_error(&e);
	check_command(&look);
	print_message("# %ld cases: %ld findings of rules (%ld unknown, %ld overridden), %ld of forms\n", cases,
	    look.rules, look.unknown, look.overridden, look.forms);
	print_message("# a case: %.0f statements, %.0f steps\n", (double)after.statements / FEW,
	    (double)after.steps / FEW);
	assert_true(look.forms > 0 && look.unknown > 0 && look.overridden > 0 && look.rules > look.unknown);
	assert_true(before.statements > FEW && before.steps > before.statements);
	assert_int_equal(after.statements, before.statements);
	if (after.steps > before.steps + before.steps / 100)
		fail_msg("%.0f steps a case among %d, %.0f among %ld", (double)before.steps / FEW, FEW,
		    (double)after.steps / FEW, cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_generated, set_up, tear_down),
	};

	/* a pointer to any function, as SQLite asks for it */
	sqlite3_auto_extension((void (*)(void))count_connection);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
