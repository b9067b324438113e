/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/record.h"

static struct keys *keys;
static struct field answer, inherited, table, columns[2];

static int group_setup(void **state)
{
	(void)state;
	keys = keys_new();
	answer = (struct field){ .id = "a.own", .key = keys_intern(keys, "a.own"), .kind = KIND_LINE };
	inherited = (struct field){ .id = "a.heir", .key = keys_intern(keys, "a.heir"), .inherited = true };
	columns[0] = (struct field){ .id = "no", .key = keys_intern(keys, "t.no"), .table = &table };
	columns[1] = (struct field){ .id = "text", .key = keys_intern(keys, "t.text"), .table = &table };
	table = (struct field){ .id = "t", .key = keys_intern(keys, "t"), .kind = KIND_TABLE,
	    .inherited = true, .numbered = true, .columns = columns, .n_columns = 2 };
	table.gone = record_gone_key(keys, &table);
	return 0;
}

static int group_teardown(void **state)
{
	(void)state;
	keys_free(keys);
	return 0;
}

static int setup(void **state)
{
	static struct record record;

	record_init(&record);
	*state = &record;
	return 0;
}

static int teardown(void **state)
{
	record_release(*state);
	return 0;
}

static void test_empty(void **state)
{
	struct record *record = *state;
	size_t n = 9;

	assert_int_equal(record->rounds, 1);
	assert_null(record_at(record, 1, answer.key, 0));
	assert_null(record_now(record, &inherited, 0));
	assert_null(record_case(record, KEY_CASE_NUMBER));
	assert_null(record_rows(record, &table, 1, &n));
	assert_int_equal(n, 0);
	assert_false(record_none(record, &table, 1));
	assert_int_equal(record_next_no(record, &table), 1);
}

static void test_set_replaces(void **state)
{
	struct record *record = *state;
	char text[] = "first";

	record_set(record, 1, answer.key, 0, text, 4);
	text[0] = 'X';
	assert_string_equal(record_now(record, &answer, 0), "first");
	record_set(record, 1, answer.key, 0, "second", 5);
	assert_int_equal(record->n, 1);
	assert_string_equal(record_at(record, 1, answer.key, 0)->text, "second");
	assert_int_equal(record_at(record, 1, answer.key, 0)->version, 5);
	record_set(record, 1, answer.key, 0, NULL, 6);
	assert_int_equal(record->n, 1);
	assert_null(record_now(record, &answer, 0));
	assert_int_equal(record_at(record, 1, answer.key, 0)->version, 6);
}

/* A borrowed text may be given back to the value it stands in. */
static void test_set_own_text(void **state)
{
	struct record *record = *state;

	record_set(record, 1, answer.key, 0, "the same", 1);
	record_set(record, 1, answer.key, 0, record_now(record, &answer, 0), 2);
	assert_string_equal(record_now(record, &answer, 0), "the same");
}

static void test_case_values(void **state)
{
	struct record *record = *state;

	record_set(record, 0, KEY_CASE_NUMBER, 0, "2026-0014", 1);
	record_set(record, 1, KEY_CASE_STAGE, 0, "draft", 2);
	assert_string_equal(record_case(record, KEY_CASE_NUMBER), "2026-0014");
	assert_null(record_case(record, KEY_CASE_STAGE));
	assert_int_equal(record->rounds, 1);
}

static void test_own_answers_stay_in_their_round(void **state)
{
	struct record *record = *state;

	record_set(record, 1, answer.key, 0, "one", 1);
	record_set(record, 3, answer.key, 0, "three", 2);
	assert_int_equal(record->rounds, 3);
	assert_string_equal(record_get(record, &answer, 1, 0), "one");
	assert_null(record_get(record, &answer, 2, 0));
	assert_string_equal(record_now(record, &answer, 0), "three");
}

static void test_inheritance(void **state)
{
	struct record *record = *state;

	record_set(record, 4, inherited.key, 0, "four", 1);
	record_set(record, 2, inherited.key, 0, "two", 2);
	record_set(record, 5, inherited.key, 0, NULL, 3);
	assert_null(record_get(record, &inherited, 1, 0));
	assert_string_equal(record_get(record, &inherited, 2, 0), "two");
	assert_string_equal(record_get(record, &inherited, 3, 0), "two");
	assert_string_equal(record_get(record, &inherited, 4, 0), "four");
	assert_null(record_get(record, &inherited, 5, 0));
	assert_null(record_get(record, &inherited, 6, 0));	/* not answered is inherited too */
	assert_null(record_at(record, 3, inherited.key, 0));
}

/* Neither another row nor another key is inherited from, though they stand side by side. */
static void test_inheritance_keeps_to_its_place(void **state)
{
	struct record *record = *state;

	record_set(record, 1, columns[1].key, 7, "seven", 1);
	record_set(record, 1, inherited.key - 1, 0, "before", 1);
	assert_string_equal(record_get(record, &columns[1], 2, 7), "seven");
	assert_null(record_get(record, &columns[1], 2, 8));
	assert_null(record_get(record, &columns[1], 2, 6));
	assert_null(record_get(record, &inherited, 2, 0));
}

/* Against a plain array: 3000 values set in a random order, many of them twice. */
static void test_any_order(void **state)
{
	enum { KEYS = 20, ROWS = 10, ROUNDS = 5 };
	static char expected[ROUNDS][KEYS][ROWS][12];
	struct record *record = *state;
	size_t distinct = 0;

	srand(1);
	memset(expected, 0, sizeof expected);
	for (int i = 0; i < 3000; i++) {
		int round = rand() % ROUNDS, key = rand() % KEYS, row = rand() % ROWS;
		char *text = expected[round][key][row];

		distinct += !*text;
		snprintf(text, sizeof expected[0][0][0], "%d", i + 1);
		record_set(record, round, key, row, text, i + 1);
	}
	assert_int_equal(record->n, distinct);
	assert_int_equal(record->rounds, ROUNDS - 1);
	for (int round = 0; round < ROUNDS; round++) {
		for (int key = 0; key < KEYS; key++) {
			for (int row = 0; row < ROWS; row++) {
				const struct value *v = record_at(record, round, key, row);

				assert_string_equal(v ? v->text : "", expected[round][key][row]);
				assert_int_equal(v ? v->version : 0, atoi(expected[round][key][row]));
			}
		}
	}
}

static void test_copy(void **state)
{
	struct record *record = *state, copy, of_copy;

	record_set(record, 1, answer.key, 0, "text", 1);
	record_set(record, 2, inherited.key, 0, NULL, 2);
	record->id = 17;
	record_copy(&copy, record);
	record_set(record, 1, answer.key, 0, "changed", 3);
	record_set(&copy, 3, answer.key, 0, "more", 4);
	assert_int_equal(copy.id, 17);
	assert_int_equal(copy.rounds, 3);
	assert_string_equal(record_get(&copy, &answer, 1, 0), "text");
	assert_non_null(record_at(&copy, 2, inherited.key, 0));
	assert_null(record_at(record, 3, answer.key, 0));
	record_release(&copy);
	assert_int_equal(copy.n, 0);
	record_copy(&of_copy, &copy);	/* of an empty one */
	record_set(&of_copy, 1, answer.key, 0, "again", 1);
	assert_string_equal(record_now(&of_copy, &answer, 0), "again");
	record_release(&of_copy);
}

static void assert_rows(const struct record *record, int round, const char *expected)
{
	size_t n;
	int64_t *rows = record_rows(record, &table, round, &n);
	char text[100] = "";

	for (size_t i = 0; i < n; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%d", i ? " " : "", (int)rows[i]);
	free(rows);
	assert_string_equal(text, expected);
}

static void test_rows_by_place(void **state)
{
	struct record *record = *state;

	record_set(record, 1, table.key, 11, "1024", 1);
	record_set(record, 1, table.key, 12, "-5", 1);
	record_set(record, 1, table.key, 13, "99", 1);
	assert_rows(record, 1, "12 13 11");
}

static void test_rows_of_one_place(void **state)
{
	struct record *record = *state;

	record_set(record, 1, table.key, 9, "1024", 1);
	record_set(record, 1, table.key, 4, "1024", 1);
	record_set(record, 1, table.key, 7, "1024", 1);
	assert_rows(record, 1, "4 7 9");
}

static void test_rows_through_rounds(void **state)
{
	struct record *record = *state;

	record_set(record, 1, table.key, 1, "10", 1);
	record_set(record, 1, table.key, 2, "20", 1);
	record_set(record, 2, table.key, 3, "30", 1);
	record_set(record, 2, table.key, 1, "40", 1);	/* moved in round 2 */
	record_set(record, 3, table.gone, 2, "true", 1);
	assert_rows(record, 1, "1 2");
	assert_rows(record, 2, "2 3 1");
	assert_rows(record, 3, "3 1");
	assert_rows(record, 4, "3 1");
	table.inherited = false;
	assert_rows(record, 2, "3 1");
	assert_rows(record, 3, "");
	table.inherited = true;
}

static void test_removed_row_comes_back(void **state)
{
	struct record *record = *state;

	record_set(record, 1, table.key, 1, "10", 1);
	record_set(record, 1, table.gone, 1, "true", 1);
	assert_rows(record, 1, "");
	record_set(record, 1, table.key, 1, "20", 1);	/* moved elsewhere: still removed */
	assert_rows(record, 1, "");
	record_set(record, 1, table.gone, 1, NULL, 1);
	assert_rows(record, 1, "1");
}

static void test_has_row(void **state)
{
	struct record *record = *state;

	record_set(record, 1, table.key, 0, "none", 1);
	record_set(record, 1, table.key, 1, "10", 1);
	record_set(record, 2, table.gone, 1, "true", 1);
	record_set(record, 2, table.key, 2, "20", 1);
	record_set(record, 2, columns[1].key, 3, "of no row", 1);
	assert_true(record_has_row(record, &table, 1, 1));
	assert_false(record_has_row(record, &table, 1, 0));
	assert_false(record_has_row(record, &table, 1, 2));
	assert_false(record_has_row(record, &table, 2, 1));
	assert_true(record_has_row(record, &table, 3, 2));
	assert_false(record_has_row(record, &table, 2, 3));
}

static void test_row_beside(void **state)
{
	struct record *record = *state;

	assert_int_equal(record_row_beside(record, &table, 1, 0, 1), 0);
	assert_int_equal(record_row_beside(record, &table, 1, 0, -1), 0);
	record_set(record, 1, table.key, 4, "30", 1);
	record_set(record, 1, table.key, 5, "10", 1);
	record_set(record, 1, table.key, 6, "20", 1);
	assert_int_equal(record_row_beside(record, &table, 1, 5, 1), 6);
	assert_int_equal(record_row_beside(record, &table, 1, 4, -1), 6);
	assert_int_equal(record_row_beside(record, &table, 1, 4, 1), 0);
	assert_int_equal(record_row_beside(record, &table, 1, 5, -1), 0);
	assert_int_equal(record_row_beside(record, &table, 1, 0, 1), 5);
	assert_int_equal(record_row_beside(record, &table, 1, 0, -1), 4);
	record_set(record, 1, table.gone, 6, "true", 1);
	assert_int_equal(record_row_beside(record, &table, 1, 6, 1), 5);
	assert_int_equal(record_row_beside(record, &table, 1, 6, -1), 4);
}

static void test_row_with(void **state)
{
	struct record *record = *state;

	record_set(record, 1, table.key, 1, "20", 1);
	record_set(record, 1, table.key, 2, "10", 1);
	record_set(record, 1, table.key, 3, "5", 1);
	record_set(record, 1, columns[1].key, 1, "said", 1);
	record_set(record, 1, columns[1].key, 2, "said", 1);
	assert_int_equal(record_row_with(record, &columns[1], 1, "said"), 2);
	assert_int_equal(record_row_with(record, &columns[1], 1, "sai"), 0);
	record_set(record, 2, table.gone, 2, "true", 1);
	assert_int_equal(record_row_with(record, &columns[1], 2, "said"), 1);
	assert_int_equal(record_row_with(record, &columns[0], 2, "said"), 0);
}

static void test_none(void **state)
{
	struct record *record = *state;

	record_set(record, 1, table.key, 0, "none", 1);
	assert_true(record_none(record, &table, 1));
	assert_true(record_none(record, &table, 2));
	assert_rows(record, 1, "");
	record_set(record, 2, table.key, 5, "10", 1);	/* a row that another terminal has added wins */
	assert_false(record_none(record, &table, 2));
	assert_rows(record, 2, "5");
	record_set(record, 2, table.gone, 5, "true", 1);
	assert_true(record_none(record, &table, 2));
	record_set(record, 2, table.key, 0, NULL, 1);
	assert_false(record_none(record, &table, 2));
}

static void test_gone_key(void **state)
{
	(void)state;
	assert_string_equal(keys_name(keys, table.gone), "t.gone");
	assert_int_equal(record_gone_key(keys, &table), table.gone);
}

static void test_numbers_are_never_reused(void **state)
{
	struct record *record = *state;

	record_set(record, 1, table.key, 1, "10", 1);
	record_set(record, 1, columns[0].key, 1, "1", 1);
	record_set(record, 2, table.key, 2, "20", 1);
	record_set(record, 2, columns[0].key, 2, "12", 1);
	record_set(record, 2, table.gone, 2, "true", 1);
	record_set(record, 3, columns[0].key, 3, NULL, 1);
	assert_int_equal(record_next_no(record, &table), 13);
}

#define RECORD_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		RECORD_TEST(test_empty),
		RECORD_TEST(test_set_replaces),
		RECORD_TEST(test_set_own_text),
		RECORD_TEST(test_case_values),
		RECORD_TEST(test_own_answers_stay_in_their_round),
		RECORD_TEST(test_inheritance),
		RECORD_TEST(test_inheritance_keeps_to_its_place),
		RECORD_TEST(test_any_order),
		RECORD_TEST(test_copy),
		RECORD_TEST(test_rows_by_place),
		RECORD_TEST(test_rows_of_one_place),
		RECORD_TEST(test_rows_through_rounds),
		RECORD_TEST(test_removed_row_comes_back),
		RECORD_TEST(test_has_row),
		RECORD_TEST(test_row_beside),
		RECORD_TEST(test_row_with),
		RECORD_TEST(test_none),
		cmocka_unit_test(test_gone_key),
		RECORD_TEST(test_numbers_are_never_reused),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
