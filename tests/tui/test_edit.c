/* SPDX-License-Identifier: EUPL-1.2 */
/* The editor without a screen: typing, moving, deleting, pasting, undo and redo by steps, and that the listener hears all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tui/edit.h"

/* A listener that does to a copy what it is told: it must stay equal to the text. */
static void follow(void *arg, size_t at, size_t removed, const char *s, size_t len)
{
	text_splice(arg, at, removed, s, len);
}

static void type(struct edit *edit, const char *s)
{
	for (size_t i = 0; s[i] != '\0';) {
		size_t next = utf8_next(s, strlen(s), i);
		edit_type(edit, s + i, next - i);
		i = next;
	}
}

static void undo_takes_words(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, "", true);
	type(&edit, "Smerter i ryggen");
	assert_true(edit_undo(&edit));
	assert_string_equal(edit.text.s, "Smerter i ");
	assert_true(edit_undo(&edit));
	assert_string_equal(edit.text.s, "Smerter ");
	assert_true(edit_redo(&edit));
	assert_string_equal(edit.text.s, "Smerter i ");
	type(&edit, "x");
	assert_false(edit_redo(&edit));
	edit_release(&edit);
}

static void undo_goes_back_to_the_beginning(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, "før", true);
	edit_move(&edit, EDIT_TOP, 20);
	type(&edit, "Ord ");
	edit_delete(&edit, EDIT_RIGHT, 20);
	edit_paste(&edit, "to\nlinjer", 9);
	edit_delete(&edit, EDIT_WORD_LEFT, 20);
	while (edit_undo(&edit))
		;
	assert_string_equal(edit.text.s, "før");
	while (edit_redo(&edit))
		;
	assert_string_equal(edit.text.s, "Ord to\nør");
	edit_release(&edit);
}

static void a_paste_is_one_step_and_clean(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, "", true);
	edit_paste(&edit, "a\r\nb\tc\033[31md\xff" "e", 14);
	assert_string_equal(edit.text.s, "a\nb c[31mde");
	edit_undo(&edit);
	assert_string_equal(edit.text.s, "");
	edit_release(&edit);
}

static void one_line_takes_no_newline(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, "", false);
	edit_paste(&edit, "a\nb\r\nc", 6);
	assert_string_equal(edit.text.s, "a b c");
	edit_release(&edit);
}

static void moves_by_graphemes(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, "ae\xcc\x81ø", false);	/* a, e with a combining acute, ø */
	edit_move(&edit, EDIT_LEFT, 20);
	edit_move(&edit, EDIT_LEFT, 20);
	assert_int_equal(edit.at, 1);
	edit_delete(&edit, EDIT_RIGHT, 20);
	assert_string_equal(edit.text.s, "aø");
	edit_release(&edit);
}

static void up_and_down_keep_their_column(void **state)
{
	struct edit edit;
	size_t line;
	int column;
	(void)state;
	edit_init(&edit, "abcdefgh\nxy\nabcdefgh", true);
	edit_cursor(&edit, 20, &line, &column);
	assert_int_equal(line, 2);
	assert_int_equal(column, 8);
	assert_true(edit_move(&edit, EDIT_UP, 20));
	edit_cursor(&edit, 20, &line, &column);
	assert_int_equal(column, 2);
	assert_true(edit_move(&edit, EDIT_UP, 20));
	edit_cursor(&edit, 20, &line, &column);
	assert_int_equal(line, 0);
	assert_int_equal(column, 8);
	assert_false(edit_move(&edit, EDIT_UP, 20));
	edit_release(&edit);
}

static void wraps_to_any_width(void **state)
{
	struct edit edit;
	size_t n;
	(void)state;
	edit_init(&edit, "et to tre fire fem", true);
	edit_lines(&edit, 80, &n);
	assert_int_equal(n, 1);
	const struct span *spans = edit_lines(&edit, 6, &n);
	assert_true(n >= 4);
	for (size_t i = 0; i < n; i++)
		assert_true(utf8_columns(edit.text.s, spans[i].start, spans[i].end) <= 6);
	edit_release(&edit);
}

/* Ten thousand random operations: the listener's copy never differs, undo to the start gives the text of the start. */
static void the_listener_hears_everything(void **state)
{
	static const char *const bits[] = {"a", "ø", " ", "\n", "e\xcc\x81", "ord ", "– "};
	struct edit edit;
	struct text copy = {0};
	(void)state;
	srandom(7);
	edit_init(&edit, "begyndelse", true);
	text_add(&copy, "begyndelse");
	edit.changed = follow;
	edit.arg = &copy;
	for (int i = 0; i < 10000; i++) {
		long r = random();
		switch (r % 6) {
		case 0: edit_undo(&edit); break;
		case 1: edit_redo(&edit); break;
		case 2: edit_delete(&edit, (enum edit_move)(random() % 6), 12); break;
		case 3: edit_move(&edit, (enum edit_move)(random() % 10), 12); break;
		default: {
			const char *bit = bits[(size_t)random() % (sizeof bits / sizeof *bits)];
			edit_type(&edit, bit, strlen(bit));
		}
		}
		assert_string_equal(copy.s, edit.text.s);
		assert_true(edit.at <= edit.text.len);
	}
	while (edit_undo(&edit))
		;
	assert_string_equal(edit.text.s, "begyndelse");
	text_release(&copy);
	edit_release(&edit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(undo_takes_words), cmocka_unit_test(undo_goes_back_to_the_beginning),
		cmocka_unit_test(a_paste_is_one_step_and_clean), cmocka_unit_test(one_line_takes_no_newline),
		cmocka_unit_test(moves_by_graphemes), cmocka_unit_test(up_and_down_keep_their_column),
		cmocka_unit_test(wraps_to_any_width), cmocka_unit_test(the_listener_hears_everything),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
