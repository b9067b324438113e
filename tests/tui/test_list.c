/* SPDX-License-Identifier: EUPL-1.2 */
/* A list without a screen: where its pointer goes, and what of it is drawn where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "tui/list.h"

/* What was drawn, "3@5 4*@6": the number of the item, a star at the pointer, the row. */
static char drawn[200];

static void draw(const struct app *app, const void *state, size_t i, struct area area, bool here)
{
	size_t used = strlen(drawn);

	(void)app, (void)state;
	snprintf(drawn + used, sizeof drawn - used, "%s%zu%s@%d", used > 0 ? " " : "", i, here ? "*" : "", area.row);
}

static int two_lines(const struct app *app, const void *state, size_t i, int columns)
{
	(void)app, (void)state, (void)i, (void)columns;
	return 2;
}

/* As many lines as its number says. */
static int by_number(const struct app *app, const void *state, size_t i, int columns)
{
	(void)app, (void)state, (void)columns;
	return (int)i;
}

static void assert_drawn(struct list *list, int (*height)(const struct app *app, const void *state, size_t i,
    int columns), int rows, const char *expected, size_t below)
{
	const struct list_look look = { .height = height, .draw = draw };

	drawn[0] = '\0';
	assert_int_equal(list_draw(list, &look, (struct area){ 5, 0, rows, 80 }), below);
	assert_string_equal(drawn, expected);
}

static void test_keys(void **state)
{
	struct list list = { .n = 3 };

	(void)state;
	assert_true(list_key(&list, K_UP, 0));
	assert_int_equal(list.at, 0);
	assert_true(list_key(&list, K_DOWN, 0));
	assert_true(list_key(&list, K_DOWN, 0));
	assert_true(list_key(&list, K_DOWN, 0));
	assert_int_equal(list.at, 2);
	assert_true(list_key(&list, K_HOME, 0));
	assert_int_equal(list.at, 0);
	assert_true(list_key(&list, K_END, 0));
	assert_int_equal(list.at, 2);
	assert_true(list_key(&list, K_UP, 0));
	assert_int_equal(list.at, 1);
	assert_false(list_key(&list, K_PGUP, 0));
	assert_false(list_key(&list, K_PGDN, 0));
	assert_false(list_key(&list, K_ENTER, 4));
	assert_int_equal(list.at, 1);
}

static void test_pages(void **state)
{
	struct list list = { .n = 10 };

	(void)state;
	assert_true(list_key(&list, K_PGDN, 4));
	assert_int_equal(list.at, 4);
	assert_true(list_key(&list, K_PGDN, 4));
	assert_true(list_key(&list, K_PGDN, 4));
	assert_int_equal(list.at, 9);
	assert_true(list_key(&list, K_PGUP, 4));
	assert_true(list_key(&list, K_PGUP, 4));
	assert_int_equal(list.at, 1);
	assert_true(list_key(&list, K_PGUP, 4));
	assert_int_equal(list.at, 0);
}

static void test_nothing_in_it(void **state)
{
	static const int32_t keys[] = { K_UP, K_DOWN, K_PGUP, K_PGDN, K_HOME, K_END };
	struct list list = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		assert_true(list_key(&list, keys[i], 4));
		assert_int_equal(list.at, 0);
	}
	assert_drawn(&list, NULL, 4, "", 0);
}

static void test_resize(void **state)
{
	struct list list = { .n = 5, .at = 3 };

	(void)state;
	list_resize(&list, 9);
	assert_int_equal(list.at, 3);
	list_resize(&list, 3);
	assert_int_equal(list.at, 2);
	list_resize(&list, 0);
	assert_int_equal(list.at, 0);
}

static void test_scrolls_to_the_pointer(void **state)
{
	struct list list = { .n = 9 };

	(void)state;
	assert_drawn(&list, NULL, 3, "0*@5 1@6 2@7", 3);
	list.at = 2;
	assert_drawn(&list, NULL, 3, "0@5 1@6 2*@7", 3);
	list.at = 3;
	assert_drawn(&list, NULL, 3, "1@5 2@6 3*@7", 4);
	list.at = 1;
	assert_drawn(&list, NULL, 3, "1*@5 2@6 3@7", 4);
	list.at = 8;
	assert_drawn(&list, NULL, 3, "6@5 7@6 8*@7", 9);
}

/* The first page key only moved the pointer, and what was seen by a line. */
static void test_what_is_seen_moves_by_the_page(void **state)
{
	struct list list = { .n = 10 };

	(void)state;
	list_key(&list, K_PGDN, 3);
	assert_drawn(&list, NULL, 4, "3*@5 4@6 5@7 6@8", 7);
	list_key(&list, K_PGDN, 3);
	assert_drawn(&list, NULL, 4, "6*@5 7@6 8@7 9@8", 10);
	list_key(&list, K_PGDN, 3);
	assert_drawn(&list, NULL, 4, "6@5 7@6 8@7 9*@8", 10);
	list_key(&list, K_PGUP, 3);
	assert_drawn(&list, NULL, 4, "3@5 4@6 5@7 6*@8", 7);
	list_key(&list, K_PGUP, 3);
	list_key(&list, K_PGUP, 3);
	assert_drawn(&list, NULL, 4, "0*@5 1@6 2@7 3@8", 4);
}

static void test_higher_items(void **state)
{
	struct list list = { .n = 5 };

	(void)state;
	assert_int_equal(list_lines(&list, &(struct list_look){ .height = two_lines }, 80), 10);
	assert_drawn(&list, two_lines, 5, "0*@5 1@7 2@9", 3);	/* of the last there is room for a line */
	list.at = 2;
	assert_drawn(&list, two_lines, 5, "1@5 2*@7 3@9", 4);
	list.at = 4;
	assert_drawn(&list, by_number, 3, "4*@5", 5);		/* from its beginning */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_nothing_in_it),
		cmocka_unit_test(test_resize),
		cmocka_unit_test(test_scrolls_to_the_pointer),
		cmocka_unit_test(test_what_is_seen_moves_by_the_page),
		cmocka_unit_test(test_higher_items),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
