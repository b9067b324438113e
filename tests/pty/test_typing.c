/* SPDX-License-Identifier: EUPL-1.2 */
/* Typing: what is typed, pasted, taken back or typed while the window changes is what stands in the case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "walk.h"

static struct pty *in_field(const char *screen, const char *field)
{
	struct pty *pty = walk_begin();
	walk_case(pty, "2017-0021");
	walk_to(pty, screen, field);
	return pty;
}

static void expect_not(struct pty *pty, const char *text)
{
	if (pty_shows(pty, text))
		fail_msg("on the screen: %s\n%s", text, pty_screen(pty));
}

static void test_search_folds_danish_letters(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	pty_type(pty, "prøvegå");
	pty_expect(pty, "Mikkel Prøvegård");
	pty_expect(pty, "1 of " WALK_CASES " cases");
	expect_not(pty, "Prøvesen");
	pty_keys(pty, "BS BS BS BS BS BS BS");
	pty_type(pty, "PRØVE");
	pty_expect(pty, "13 of " WALK_CASES " cases");
	expect_not(pty, "Prøvholm");
	pty_keys(pty, "BS BS BS BS BS");
	pty_type(pty, "2017-0014");
	pty_expect(pty, "Birgit Prøvesen");
	expect_not(pty, "Prøvegård");
	walk_quit(pty);
}

static void test_words_and_actions_are_taken_back_and_done_again(void **state)
{
	(void)state;
	struct pty *pty = in_field("Goals", "Education goal");
	pty_type(pty, "ordet eksamen");
	pty_keys(pty, "^Z");
	expect_not(pty, "eksamen");
	pty_expect(pty, "ordet");
	pty_keys(pty, "^Y");
	pty_expect(pty, "ordet eksamen");
	pty_keys(pty, "Tab ^Z");		/* the field is left: the action is taken back */
	expect_not(pty, "ordet");
	assert_null(strstr(walk_cli(0, "show 2017-0021"), "ordet"));
	pty_keys(pty, "F12");			/* as ^Y */
	pty_expect(pty, "ordet eksamen");
	walk_stored("2017-0021", "ordet eksamen");
	walk_to(pty, "Goals", "The citizen's statements");
	pty_keys(pty, "Ins");
	pty_type(pty, "Fjern mig.");
	pty_keys(pty, "F10");
	pty_expect(pty, "Fjern mig.");
	pty_keys(pty, "^D");
	expect_not(pty, "Fjern mig.");
	pty_keys(pty, "F11");			/* as ^Z */
	pty_expect(pty, "Fjern mig.");
	pty_keys(pty, "^Y");
	expect_not(pty, "Fjern mig.");
	walk_quit(pty);
	walk_verify();
}

/* 10,000 characters with letters of two bytes, and one that only a combining mark can make. */
static char *long_text(void)
{
	struct text out = {0};
	for (int i = 0; i < 1250; i++)
		text_add(&out, "æøå x\xcc\x8c \xc3\x98");
	text_add(&out, ".");
	return text_take(&out);
}

static void test_a_long_paste_is_whole(void **state)
{
	(void)state;
	struct pty *pty = in_field("Goals", "The citizen's wishes");
	char *text = long_text();
	pty_keys(pty, "C-End");
	pty_send(pty, "\033[200~", 6);
	pty_send(pty, text, strlen(text));
	pty_send(pty, "\033[201~", 6);
	pty_settle(pty);
	pty_type(pty, " Slut.");
	pty_expect(pty, "Slut.");
	walk_field(pty, "Job goal");
	struct text wanted = {0};
	text_addf(&wanted, "%s Slut.", text);
	walk_stored("2017-0021", wanted.s);
	walk_quit(pty);
	walk_verify();
	text_release(&wanted);
	free(text);
}

static void test_no_key_is_lost_while_the_window_changes(void **state)
{
	(void)state;
	static const int sizes[][2] = {{40, 120}, {20, 60}, {10, 40}, {24, 80}};
	struct pty *pty = in_field("Health", "State of health");
	struct text wanted = {0};
	int n = 0;
	pty_keys(pty, "C-End");
	pty_type(pty, "Tal: ");
	for (size_t i = 0; i < 3 * sizeof sizes / sizeof *sizes; i++) {
		const int *size = sizes[i % (sizeof sizes / sizeof *sizes)];
		for (int word = 0; word < 5; word++) {
			char number[8];
			snprintf(number, sizeof number, "%04d ", ++n);
			text_add(&wanted, number);
			pty_send(pty, number, 3);
			if (word == 2)
				pty_resize(pty, size[0], size[1]);
			pty_send(pty, number + 3, 2);
		}
		pty_settle(pty);
		if (size[0] == 10)
			pty_expect(pty, "too small");
	}
	pty_send(pty, "slut.", 5);
	pty_settle(pty);
	pty_expect(pty, "0060 slut.");
	pty_keys(pty, "Tab");
	walk_quit(pty);
	text_add(&wanted, "slut.");
	walk_stored("2017-0021", wanted.s);
	text_release(&wanted);
}

static void test_a_wrong_cpr_number_gets_a_message_and_stays(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *shown, *message;
	} wrong[] = {
		{"3102851234", "310285", "only 28 days"}, {"31 02 85", "31 02 85", "10 digits"},
		{"etcifferad", "etcifferad", "ten digits and nothing"}, {"010185123", "010185123", "10 digits; this one"},
		{"0101254123", "010125-4123", "in the future"},
	};
	struct pty *pty = in_field("The citizen", "CPR number");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		walk_to(pty, "The citizen", "CPR number");
		pty_keys(pty, "End ^W ^W ^W ^W");
		pty_type(pty, wrong[i].typed);
		pty_keys(pty, "Tab");
		pty_expect(pty, wrong[i].message);
		pty_expect(pty, wrong[i].shown);
		pty_keys(pty, "F3 F6");
		pty_keys(pty, "Esc");
		walk_screen(pty, "The citizen");
		pty_expect(pty, wrong[i].shown);
		assert_null(strstr(walk_cli(0, "show 2017-0021"), wrong[i].typed));
	}
	walk_quit(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_search_folds_danish_letters),
		cmocka_unit_test(test_words_and_actions_are_taken_back_and_done_again),
		cmocka_unit_test(test_a_long_paste_is_whole),
		cmocka_unit_test(test_no_key_is_lost_while_the_window_changes),
		cmocka_unit_test(test_a_wrong_cpr_number_gets_a_message_and_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
