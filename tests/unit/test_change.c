/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "model/change.h"

/* A record with a table whose rows the tests name by letters, in the order of adding. */
static struct keys *keys;
static struct field table, columns[2];
static struct record record;
static int64_t rows[26];
static size_t n_rows;

static int setup(void **state)
{
	(void)state;
	keys = keys_new();
	columns[0] = (struct field){ .id = "no", .key = keys_intern(keys, "t.no"), .table = &table };
	columns[1] = (struct field){ .id = "text", .key = keys_intern(keys, "t.text"), .table = &table };
	table = (struct field){ .id = "t", .key = keys_intern(keys, "t"), .kind = KIND_TABLE,
	    .inherited = true,
	    .columns = columns, .n_columns = 2 };
	table.gone = record_gone_key(keys, &table);
	record_init(&record);
	n_rows = 0;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	record_release(&record);
	keys_free(keys);
	return 0;
}

/* Applies what was made and returns how many changes that were. */
static size_t apply(struct changes *changes)
{
	size_t n = changes->n;

	changes_apply(changes, &record);
	changes_release(changes);
	return n;
}

static size_t add(int round, size_t at)
{
	struct changes changes = { 0 };

	rows[n_rows++] = changes_row_add(&changes, &record, &table, round, at);
	return apply(&changes);
}

static size_t move(int round, char row, int by)
{
	struct changes changes = { 0 };

	changes_row_move(&changes, &record, &table, round, rows[row - 'a'], by);
	return apply(&changes);
}

static size_t drop(int round, char row)
{
	struct changes changes = { 0 };

	changes_row_remove(&changes, &table, round, rows[row - 'a']);
	return apply(&changes);
}

static size_t none(int round, bool is)
{
	struct changes changes = { 0 };

	changes_none(&changes, &record, &table, round, is);
	return apply(&changes);
}

static void assert_order(int round, const char *expected)
{
	size_t n;
	int64_t *ids = record_rows(&record, &table, round, &n);
	char order[27] = "";

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n_rows; j++)
			if (rows[j] == ids[i])
				order[i] = (char)('a' + j);
	free(ids);
	assert_string_equal(order, expected);
}

static void add_many(const char *expected)
{
	for (const char *p = expected; *p; p++)
		add(1, SIZE_MAX);
	assert_order(1, expected);
}

static void test_add_copies(void **state)
{
	struct changes changes = { 0 };
	char text[] = "text";

	(void)state;
	changes_add(&changes, 2, columns[1].key, 5, text);
	changes_add(&changes, 1, columns[1].key, 5, NULL);
	text[0] = 'X';
	assert_int_equal(changes.n, 2);
	assert_string_equal(changes.v[0].text, "text");
	assert_int_equal(changes.v[0].restores, 0);
	assert_null(changes.v[1].text);
	changes_apply(&changes, &record);
	assert_string_equal(record_at(&record, 2, columns[1].key, 5)->text, "text");
	assert_int_equal(record_at(&record, 2, columns[1].key, 5)->version, 0);
	assert_non_null(record_at(&record, 1, columns[1].key, 5));
	changes_release(&changes);
	assert_int_equal(changes.n, 0);
	assert_null(changes.v);
}

static void test_rows_are_added_where_asked(void **state)
{
	(void)state;
	assert_int_equal(add(1, 0), 1);
	assert_int_equal(add(1, SIZE_MAX), 1);
	assert_int_equal(add(1, 0), 1);
	assert_int_equal(add(1, 1), 1);
	assert_order(1, "cdab");
	assert_true(rows[0] > 0 && rows[0] != rows[1]);
}

static void test_move(void **state)
{
	(void)state;
	add_many("abcde");
	assert_int_equal(move(1, 'b', 1), 1);
	assert_order(1, "acbde");
	assert_int_equal(move(1, 'd', -2), 1);
	assert_order(1, "adcbe");
	assert_int_equal(move(1, 'e', -4), 1);
	assert_order(1, "eadcb");
	assert_int_equal(move(1, 'e', 4), 1);
	assert_order(1, "adcbe");
}

static void test_move_is_clipped(void **state)
{
	(void)state;
	add_many("abc");
	move(1, 'b', INT32_MIN);
	assert_order(1, "bac");
	move(1, 'b', INT32_MAX);
	assert_order(1, "acb");
	assert_int_equal(move(1, 'b', 1), 0);
	assert_int_equal(move(1, 'a', -3), 0);
	assert_int_equal(move(1, 'c', 0), 0);
	assert_order(1, "acb");
}

/* Each row that is put behind "a" halves the gap of 1024 there: the eleventh finds none. */
static void test_renumbered_where_no_gap_is_left(void **state)
{
	(void)state;
	add_many("ab");
	for (int i = 0; i < 10; i++)
		assert_int_equal(add(1, 1), 1);
	assert_order(1, "alkjihgfedcb");
	assert_int_equal(add(1, 1), 12);	/* all of thirteen but "a" */
	assert_order(1, "amlkjihgfedcb");
	assert_int_equal(add(1, 1), 1);
	assert_order(1, "anmlkjihgfedcb");
}

static void test_insert_between_rows_of_one_place(void **state)
{
	(void)state;
	add_many("ab");
	record_set(&record, 1, table.key, rows[0], "1024", 0);
	record_set(&record, 1, table.key, rows[1], "1024", 0);
	add(1, 1);
	assert_order(1, rows[0] < rows[1] ? "acb" : "bca");
}

/* Somebody else's file may hold any number as a place. */
static void test_places_at_the_limits(void **state)
{
	static const struct {
		size_t at;
		const char *order;
	} adds[] = { { 0, "cab" }, { 1, "acb" }, { 2, "abc" } };

	for (size_t i = 0; i < sizeof adds / sizeof *adds; i++) {
		add_many("ab");
		record_set(&record, 1, table.key, rows[0], "-99999999999999999999", 0);
		record_set(&record, 1, table.key, rows[1], "99999999999999999999", 0);
		assert_int_equal(add(1, adds[i].at), 3);
		assert_order(1, adds[i].order);
		teardown(state);
		setup(state);
	}
}

static void test_later_round_has_its_own_order(void **state)
{
	(void)state;
	add_many("abc");
	assert_int_equal(move(2, 'a', 2), 1);
	drop(2, 'b');
	add(2, 0);
	assert_order(1, "abc");
	assert_order(2, "dca");
	assert_order(3, "dca");
	assert_string_equal(record_at(&record, 1, table.key, rows[0])->text, "1024");
	assert_non_null(record_at(&record, 2, table.key, rows[0]));
}

/* Moved here and removed there: neither is lost. */
static void test_removal_is_apart_from_the_place(void **state)
{
	(void)state;
	add_many("ab");
	drop(1, 'a');
	assert_order(1, "b");
	assert_string_equal(record_get(&record, &table, 1, rows[0]), "1024");
	record_set(&record, 1, table.gone, rows[0], NULL, 0);
	assert_order(1, "ab");
}

static void test_none_removes_rows(void **state)
{
	(void)state;
	add_many("abc");
	drop(1, 'b');
	assert_int_equal(none(1, true), 3);	/* two rows, and the answer */
	assert_order(1, "");
	assert_true(record_none(&record, &table, 1));
	assert_int_equal(none(1, true), 0);
}

static void test_none_taken_back(void **state)
{
	(void)state;
	none(1, true);
	assert_true(record_none(&record, &table, 1));
	assert_int_equal(none(1, false), 1);
	assert_false(record_none(&record, &table, 1));
	assert_int_equal(none(1, false), 0);
}

static void test_row_clears_none(void **state)
{
	(void)state;
	none(1, true);
	assert_int_equal(add(1, 0), 2);		/* the row, and the answer taken back */
	assert_null(record_get(&record, &table, 1, 0));
	drop(1, 'a');
	assert_false(record_none(&record, &table, 1));
}

static void test_none_in_a_later_round(void **state)
{
	(void)state;
	add_many("ab");
	none(2, true);
	assert_order(1, "ab");
	assert_false(record_none(&record, &table, 1));
	assert_true(record_none(&record, &table, 2));
	add(3, 0);
	assert_order(3, "c");
	assert_true(record_none(&record, &table, 2));
	assert_false(record_none(&record, &table, 3));
}

static void test_numbers_are_given_once(void **state)
{
	(void)state;
	table.numbered = true;
	add_many("ab");
	drop(1, 'b');
	add(2, 0);
	move(2, 'a', -1);
	assert_order(2, "ac");
	assert_string_equal(record_get(&record, &columns[0], 2, rows[0]), "1");
	assert_string_equal(record_get(&record, &columns[0], 2, rows[2]), "3");
}

static void discard(char row)
{
	struct changes changes = { 0 };

	changes_row_discard(&changes, &record, &table, 1, rows[row - 'a']);
	apply(&changes);
}

static const char *number(char row)
{
	const char *no = record_get(&record, &columns[0], 1, rows[row - 'a']);

	return no ? no : "";
}

static void say(char row, const char *text)
{
	record_set(&record, 1, columns[1].key, rows[row - 'a'], text, 0);
}

/* Statements had gaps in their numbers: a row that was opened and left used one up. */
static void test_a_silent_row_gives_its_number_back(void **state)
{
	(void)state;
	table.numbered = true;
	add_many("ab");
	discard('b');
	assert_order(1, "a");
	add(1, SIZE_MAX);
	assert_string_equal(number('c'), "2");
	say('c', "said");
	discard('c');
	assert_string_equal(number('c'), "2");
	add(1, SIZE_MAX);
	assert_string_equal(number('d'), "3");
	say('d', "said");
	say('d', NULL);		/* and taken back */
	discard('d');
	add(1, SIZE_MAX);
	assert_string_equal(number('e'), "4");
}

/* Somebody typed in it while it was removed. */
static void test_a_row_comes_back_with_a_number(void **state)
{
	struct changes changes = { 0 };

	(void)state;
	table.numbered = true;
	add_many("ab");
	discard('b');
	add(1, SIZE_MAX);
	changes_row_bring_back(&changes, &record, &table, 1, rows[1]);
	apply(&changes);
	assert_order(1, rows[1] < rows[2] ? "abc" : "acb");	/* at one place */
	assert_string_equal(number('b'), "3");
	drop(1, 'a');
	changes_row_bring_back(&changes, &record, &table, 1, rows[0]);
	assert_int_equal(apply(&changes), 1);
	assert_string_equal(number('a'), "1");
}

#define CHANGE_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHANGE_TEST(test_add_copies),
		CHANGE_TEST(test_rows_are_added_where_asked),
		CHANGE_TEST(test_move),
		CHANGE_TEST(test_move_is_clipped),
		CHANGE_TEST(test_renumbered_where_no_gap_is_left),
		CHANGE_TEST(test_insert_between_rows_of_one_place),
		CHANGE_TEST(test_places_at_the_limits),
		CHANGE_TEST(test_later_round_has_its_own_order),
		CHANGE_TEST(test_removal_is_apart_from_the_place),
		CHANGE_TEST(test_none_removes_rows),
		CHANGE_TEST(test_none_taken_back),
		CHANGE_TEST(test_row_clears_none),
		CHANGE_TEST(test_none_in_a_later_round),
		CHANGE_TEST(test_numbers_are_given_once),
		CHANGE_TEST(test_a_silent_row_gives_its_number_back),
		CHANGE_TEST(test_a_row_comes_back_with_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
