/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is read a page at a time goes on from the last row of the page before.
 * In a base whose order is damaged that row may lie before the page: who
 * went on from it would go round for ever.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scratch.h"

#define CASES 300		/* more than one page of any reading */
#define FAR 1000		/* more than there is of anything */
#define PAGE 50

/* Many cases, and a case with a long log. */
static int setup(void **state)
{
	struct scratch *s;
	struct record record;

	scratch_setup(state);
	s = *state;
	assert_true(store_begin(s->store, NULL));
	for (int i = 0; i < CASES; i++) {
		scratch_case(s->store, &record, "Anna Prøvesen");
		record_release(&record);
	}
	for (int i = 0; i < CASES; i++)
		assert_true(store_log(s->store, 1, ACTION_LOOK, NULL, NULL));
	assert_true(store_end(s->store, true, NULL));
	return 0;
}

/* Makes an index anew with `column` in the other direction, and lets the schema say what it said before. */
static void turn(struct scratch *s, const char *index, const char *made, const char *column)
{
	const char *at = strstr(made, column);
	char sql[700];

	scratch_shut(s);
	snprintf(sql, sizeof sql, "DROP INDEX %s; %.*s DESC%s; PRAGMA writable_schema = ON;"
	    " UPDATE sqlite_master SET sql = '%s' WHERE name = '%s'", index,
	    (int)(at - made + (ptrdiff_t)strlen(column)), made, at + strlen(column), made, index);
	scratch_sql(s, sql);
	scratch_open(s);
}

static void assert_damaged(const struct error *e)
{
	assert_int_equal(e->kind, ERROR_BASE);
	assert_non_null(strstr(e->what, "damaged"));
}

static bool count(int64_t id, void *arg)
{
	long *n = arg;

	(void)id;
	return ++*n < FAR;
}

static void test_cases(void **state)
{
	struct scratch *s = *state;
	struct error e = { 0 };
	long n = 0;

	assert_true(store_each(s->store, count, &n, &e));
	assert_int_equal(n, CASES);
	turn(s, "case_number", "CREATE UNIQUE INDEX case_number ON case_row (year, serial, number)", "serial");
	n = 0;
	assert_false(store_each(s->store, count, &n, &e));
	assert_true(n < CASES);
	assert_damaged(&e);
}

static bool count_action(const struct action_row *row, void *arg)
{
	return count(row->seq, arg);
}

static void test_log(void **state)
{
	struct scratch *s = *state;
	struct error e = { 0 };
	long n = 0;

	assert_true(store_history(s->store, 1, count_action, &n, &e));
	assert_int_equal(n, CASES + 1);
	/* The second column is what an index has behind its own anyway: the number of the row. */
	turn(s, "action_record", "CREATE INDEX action_record ON action (record, seq)", "seq");
	n = 0;
	assert_false(store_history(s->store, 1, count_action, &n, &e));
	assert_true(n < CASES);
	assert_damaged(&e);
}

/* Goes through the list as `list` does; how many rows there were, -1 with an error. */
static long walk(struct scratch *s, const char *find, bool back, struct error *e)
{
	struct list_place place = { 0 };
	struct case_row rows[PAGE];
	bool more = true;
	long n = 0;
	int got;

	do {
		got = store_list(s->store, find, place.sort ? &place : NULL, back, rows, PAGE, &more, e);
		for (int i = 0; i < got; i++) {
			if (i == (back ? 0 : got - 1)) {
				free(place.sort);
				place = (struct list_place){ strdup(rows[i].sort), rows[i].id };
			}
			case_row_release(&rows[i]);
		}
		n += got;
	} while (got >= 0 && more && n < FAR);
	free(place.sort);
	return got < 0 ? -1 : n;
}

/* All have one name, so that the list is in the order of its second column. */
static void test_list(void **state)
{
	static const char *const finds[] = { NULL, "prøv" };
	struct scratch *s = *state;
	struct error e;

	for (int i = 0; i < 4; i++)
		assert_int_equal(walk(s, finds[i / 2], i % 2, &e), CASES);
	scratch_shut(s);
	scratch_sql(s, "CREATE TABLE turned AS SELECT * FROM case_list");
	scratch_sql(s, "PRAGMA writable_schema = ON; UPDATE sqlite_master"
	    " SET sql = replace(sql, '(sort, record)', '(sort, record DESC)') WHERE name = 'case_list'");
	scratch_sql(s, "DELETE FROM case_list; INSERT INTO case_list SELECT * FROM turned; DROP TABLE turned");
	scratch_sql(s, "PRAGMA writable_schema = ON; UPDATE sqlite_master"
	    " SET sql = replace(sql, '(sort, record DESC)', '(sort, record)') WHERE name = 'case_list'");
	scratch_open(s);
	for (int i = 0; i < 4; i++) {
		e = (struct error){ 0 };
		assert_int_equal(walk(s, finds[i / 2], i % 2, &e), -1);
		assert_damaged(&e);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_cases),
		TEST(test_log),
		TEST(test_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
