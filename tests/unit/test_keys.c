/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "model/keys.h"

static int setup(void **state)
{
	*state = keys_new();
	return 0;
}

static int teardown(void **state)
{
	keys_free(*state);
	return 0;
}

static void test_constants(void **state)
{
	struct keys *keys = *state;

	assert_int_equal(keys_count(keys), KEY_KNOWN);
#define X(constant, name, who) \
	assert_int_equal(keys_find(keys, name), KEY_##constant); \
	assert_string_equal(keys_name(keys, KEY_##constant), name);
	KEY_LIST(X)
#undef X
}

static void test_who_defines(void **state)
{
	(void)state;
	assert_false(keys_in_form(KEY_CASE_NUMBER));
	assert_false(keys_in_form(KEY_CASE_STAGE));
	assert_true(keys_in_form(KEY_CITIZEN_CPR));
	assert_true(keys_in_form(KEY_DECISION_DATE));
	assert_false(keys_in_form(KEY_KNOWN));
	assert_false(keys_in_form(-1));
}

static void test_intern(void **state)
{
	struct keys *keys = *state;
	int key;

	assert_int_equal(keys_find(keys, "goal.wishes"), -1);
	key = keys_intern(keys, "goal.wishes");
	assert_int_equal(key, KEY_KNOWN);
	assert_int_equal(keys_intern(keys, "goal.wishes"), key);
	assert_int_equal(keys_find(keys, "goal.wishes"), key);
	assert_int_equal(keys_find(keys, "goal.wishe"), -1);
	assert_int_equal(keys_find(keys, ""), -1);
	assert_int_equal(keys_intern(keys, "citizen.cpr"), KEY_CITIZEN_CPR);
	assert_int_equal(keys_count(keys), KEY_KNOWN + 1);
}

static void test_name_is_copied(void **state)
{
	struct keys *keys = *state;
	char name[] = "work.jobs";
	int key = keys_intern(keys, name);

	name[0] = 'X';
	assert_string_equal(keys_name(keys, key), "work.jobs");
}

/* Enough to make the table grow several times. */
static void test_many(void **state)
{
	enum { MANY = 20000 };
	struct keys *keys = *state;
	char name[32];

	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "table.column%d", i);
		assert_int_equal(keys_intern(keys, name), KEY_KNOWN + i);
	}
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "table.column%d", i);
		assert_int_equal(keys_find(keys, name), KEY_KNOWN + i);
		assert_string_equal(keys_name(keys, KEY_KNOWN + i), name);
	}
	assert_int_equal(keys_find(keys, "citizen.name"), KEY_CITIZEN_NAME);
	assert_int_equal(keys_find(keys, "table.column"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_constants, setup, teardown),
		cmocka_unit_test(test_who_defines),
		cmocka_unit_test_setup_teardown(test_intern, setup, teardown),
		cmocka_unit_test_setup_teardown(test_name_is_copied, setup, teardown),
		cmocka_unit_test_setup_teardown(test_many, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
