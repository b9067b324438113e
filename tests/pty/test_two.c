/* SPDX-License-Identifier: EUPL-1.2 */
/* Two people on one base: each sees what the other has done, and no word of either is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "walk.h"

#define CASE "2017-0021"

static void begin(struct pty **a, struct pty **b)
{
	*a = walk_begin();
	*b = walk_on();
	walk_case(*a, CASE);
	walk_case(*b, CASE);
}

static void end(struct pty *a, struct pty *b)
{
	walk_quit(a);
	walk_quit(b);
	walk_verify();
}

/* Every version stands in the base's file, current or not. */
static void expect_in_history(const char *text)
{
	int status;
	pty_shell(&status, "grep -aqF '%s' '%s'", text, pty_path("base.db"));
	if (status != 0)
		fail_msg("lost: %s", text);
}

static void test_each_sees_the_others_field(void **state)
{
	(void)state;
	struct pty *a, *b;
	begin(&a, &b);
	walk_to(a, "Goals", "Job goal");
	walk_to(b, "Goals", "Education goal");
	pty_type(a, "Gartner fra A");
	pty_keys(a, "Tab");
	pty_expect(b, "Gartner fra A");		/* without a key there */
	pty_type(b, "Kursus fra B");
	pty_keys(b, "Tab");
	pty_expect(a, "Kursus fra B");
	walk_stored(CASE, "Gartner fra A");
	walk_stored(CASE, "Kursus fra B");
	end(a, b);
}

static void test_one_types_while_the_other_leaves_another_field(void **state)
{
	(void)state;
	struct pty *a, *b;
	begin(&a, &b);
	walk_to(a, "Goals", "Job goal");
	walk_to(b, "Goals", "Education goal");
	pty_type(b, "Halvt ord");
	pty_type(a, "Gartner fra A");
	pty_keys(a, "Tab");
	pty_type(b, " og resten");
	pty_keys(b, "Tab");
	pty_expect(b, "Gartner fra A");
	pty_expect(a, "Halvt ord og resten");
	walk_stored(CASE, "Gartner fra A");
	walk_stored(CASE, "Halvt ord og resten");
	end(a, b);
}

/* Both have typed in one field; A has left it first. B's choice is `keys` in the list. */
static void both_in_one_field(const char *keys, const char *stands, const char *history)
{
	struct pty *a, *b;
	begin(&a, &b);
	walk_to(a, "Goals", "Education goal");
	walk_to(b, "Goals", "Education goal");
	pty_type(a, "Alfa skrev dette");
	pty_type(b, "Beta skrev hint");
	pty_keys(a, "Tab");
	pty_keys(b, "Tab");
	pty_expect(b, "Somebody else");
	pty_expect(b, "Alfa skrev dette");
	pty_expect(b, "Beta skrev hint");
	pty_keys(b, keys);
	pty_expect(b, stands);
	pty_expect(a, stands);
	walk_stored(CASE, stands);
	expect_in_history(history);
	end(a, b);
}

static void test_in_one_field_mine_may_stand(void **state)
{
	(void)state;
	both_in_one_field("Enter", "Beta skrev hint", "Alfa skrev dette");
}

static void test_in_one_field_theirs_may_stand(void **state)
{
	(void)state;
	both_in_one_field("Down Enter", "Alfa skrev dette", "Beta skrev hint");
}

static void test_not_choosing_keeps_what_was_typed(void **state)
{
	(void)state;
	struct pty *a, *b;
	begin(&a, &b);
	walk_to(a, "Goals", "Education goal");
	walk_to(b, "Goals", "Education goal");
	pty_type(a, "Alfa skrev dette");
	pty_type(b, "Beta skrev hint");
	pty_keys(a, "Tab");
	pty_keys(b, "Tab");
	pty_expect(b, "Somebody else");
	pty_keys(b, "Esc");
	pty_expect(b, "Beta skrev hint");
	pty_type(b, " igen");
	pty_keys(b, "Tab");
	pty_expect(b, "Somebody else");
	pty_keys(b, "Enter");
	walk_stored(CASE, "Beta skrev hint igen");
	expect_in_history("Alfa skrev dette");
	end(a, b);
}

/* Each version begins shortly before the place where they part, with its author; the whole one is read on below. */
static void test_two_long_texts_are_told_apart(void **state)
{
	(void)state;
	struct pty *a, *b;
	begin(&a, &b);
	walk_to(a, "Goals", "Education goal");
	walk_to(b, "Goals", "Education goal");
	for (int i = 0; i < 24; i++)
		pty_type(a, "Der er arbejdet med en plan for uddannelse i hele perioden. ");
	pty_type(a, "Slut.");
	pty_keys(a, "Tab");
	pty_keys(a, "S-Tab C-End");
	pty_keys(b, "C-End");
	pty_type(a, " Alfas ord");
	pty_type(b, " Betas ord");
	pty_keys(a, "Tab");
	pty_keys(b, "Tab");
	pty_expect(b, "Somebody else");
	pty_expect(b, "…i hele perioden. Slut. Betas ord");
	pty_expect(b, "…i hele perioden. Slut. Alfas ord");
	pty_expect(b, "What was written by ");
	pty_expect(b, "Both stay in the history; Ctrl+Z");
	pty_keys(b, "PgUp PgUp PgUp");
	pty_expect(b, "Der er arbejdet");
	pty_keys(b, "F1");
	pty_expect(b, "You and somebody else have written");
	pty_keys(b, "Esc");
	pty_expect(b, "Somebody else");
	pty_keys(b, "Down Enter");
	walk_stored(CASE, "Slut. Alfas ord");
	pty_keys(b, "^Z");
	pty_expect(b, "Taken back: ");
	walk_stored(CASE, "Slut. Betas ord");
	end(a, b);
}

/* Whatever way the field is left by, the question comes first, and nothing else happens. */
static void test_every_way_out_asks_first(void **state)
{
	(void)state;
	static const char *const ways[] = {"F3", "F4", "F7", "F8", "F10", "^Q", "PgDn", "S-Tab", "Esc"};
	struct pty *a, *b;
	begin(&a, &b);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		char alfa[32], beta[32];
		snprintf(alfa, sizeof alfa, "Alfa %zu.", i);
		snprintf(beta, sizeof beta, "Beta %zu.", i);
		walk_to(a, "Goals", "Education goal");
		walk_to(b, "Goals", "Education goal");
		pty_keys(a, "End ^W ^W");
		pty_keys(b, "End ^W ^W");
		pty_type(a, alfa);
		pty_type(b, beta);
		pty_keys(a, "Tab");
		pty_keys(b, ways[i]);
		pty_expect(b, "Somebody else");
		pty_expect(b, alfa);
		pty_keys(b, "Enter");
		pty_expect(b, "▸ Education goal");
		pty_expect(b, beta);
		pty_expect(a, beta);
		walk_stored(CASE, beta);
	}
	end(a, b);
}

static void test_leaving_the_program_with_a_conflict_loses_nothing(void **state)
{
	(void)state;
	struct pty *a, *b;
	begin(&a, &b);
	walk_to(a, "Goals", "Education goal");
	walk_to(b, "Goals", "Education goal");
	pty_type(a, "Alfa skrev dette");
	pty_type(b, "Beta skrev hint");
	pty_keys(a, "Tab");
	pty_close(b);
	assert_true(pty_wait(b, 2000) >= 0);
	pty_free(b);
	walk_stored(CASE, "Alfa skrev dette");
	b = walk_on();
	pty_expect(b, "Text found again");
	pty_expect(b, "Beta skrev hint");
	pty_keys(b, "Enter");
	pty_expect(b, WALK_CASES " cases");
	walk_stored(CASE, "Beta skrev hint");
	expect_in_history("Alfa skrev dette");
	end(a, b);
}

/* A adds a row of the statements, which B opens too. */
static void both_in_a_new_row(struct pty **a, struct pty **b)
{
	begin(a, b);
	walk_to(*a, "Goals", "The citizen's statements");
	pty_keys(*a, "Ins");
	walk_field(*a, "Statement");
	walk_to(*b, "Goals", "The citizen's statements");
	pty_keys(*b, "Down Down Down Down Down Down Enter");
	walk_field(*b, "Statement");
}

/* One leaves the row empty, which removes it, while the other types in it: it comes back with the text. */
static void test_an_empty_row_is_kept_for_who_types_in_it(void **state)
{
	(void)state;
	struct pty *a, *b;
	both_in_a_new_row(&a, &b);
	pty_type(b, "Skrevet af B");
	pty_keys(a, "F10");
	pty_keys(b, "Tab F10");
	pty_expect(b, "Skrevet af B");
	pty_expect(a, "Skrevet af B");
	walk_stored(CASE, "Skrevet af B");
	end(a, b);
}

/* The other has written and left the field already: the row is not empty. */
static void test_a_row_that_the_other_has_filled_stays(void **state)
{
	(void)state;
	struct pty *a, *b;
	both_in_a_new_row(&a, &b);
	pty_type(b, "Skrevet af B");
	pty_keys(b, "F10");
	pty_keys(a, "F10");
	pty_expect(a, "Skrevet af B");
	walk_stored(CASE, "Skrevet af B");
	end(a, b);
}

/* Who begins to type in a row that has just gone has the first letter in a new one. */
static void test_a_row_that_is_gone_swallows_no_letter(void **state)
{
	(void)state;
	struct pty *a, *b;
	both_in_a_new_row(&a, &b);
	pty_keys(a, "F10");
	pty_expect(b, "The row is gone.");
	pty_type(b, "Nyt udsagn");
	pty_keys(b, "F10");
	pty_expect(b, "Nyt udsagn");
	walk_stored(CASE, "Nyt udsagn");
	end(a, b);
}

/* How many files beside the base hold a text. */
static int files_holding(const char *text)
{
	int status;
	return atoi(pty_shell(&status, "grep -laF '%s' '%s'* | wc -l", text, pty_path("base.db")));
}

/* In one piece, so that the log can be searched for it. */
static void paste(struct pty *pty, const char *text)
{
	char bytes[64];
	snprintf(bytes, sizeof bytes, "\033[200~%s\033[201~", text);
	pty_send(pty, bytes, strlen(bytes));
	pty_expect(pty, text);
}

static void expect_erased(struct pty *pty)
{
	pty_expect(pty, "The case has been erased");
	pty_expect(pty, "cannot be saved and was erased with it");
	assert_int_equal(files_holding("Halvt ord"), 0);
	pty_type(pty, "bogstaver");		/* of somebody who types on */
	pty_expect(pty, "The case has been erased");
	pty_keys(pty, "Enter");
	pty_expect(pty, "Find: " CASE);
	pty_expect(pty, "0 of 13 cases");
}

/* The session hears of it, closes the case and empties its log before `erase` asks whether it has. */
static void test_a_case_that_is_erased_closes_under_who_types(void **state)
{
	(void)state;
	struct pty *a = walk_begin();
	walk_case(a, CASE);
	walk_to(a, "Goals", "Education goal");
	paste(a, "Halvt ord");
	assert_int_equal(files_holding("Halvt ord"), 1);
	assert_string_equal(walk_cli(0, "erase " CASE), "");
	expect_erased(a);
	walk_quit(a);
	walk_verify();
}

static void erase_behind(struct pty *pty)
{
	pty_signal(pty, SIGSTOP);
	const char *said = walk_cli(1, "erase " CASE);
	assert_non_null(strstr(said, "a session is running"));
	assert_non_null(strstr(said, "takes the rest away"));
	assert_int_equal(files_holding("Halvt ord"), 1);
}

/* A session that did not hear of it brings nothing into the base, whatever is done in it. */
static void test_a_case_that_is_erased_comes_back_by_no_key(void **state)
{
	(void)state;
	static const char *const keys[] = {"\t", "\033[6~", "\021", "x\t"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct pty *a = walk_begin();
		walk_case(a, CASE);
		walk_to(a, "Goals", "Education goal");
		paste(a, "Halvt ord");
		erase_behind(a);
		pty_send(a, keys[i], strlen(keys[i]));
		pty_signal(a, SIGCONT);
		expect_erased(a);
		walk_quit(a);
		walk_verify();
	}
}

/* One that is told to end at that moment empties its log too. */
static void test_a_case_that_is_erased_leaves_no_draft_at_the_end(void **state)
{
	(void)state;
	struct pty *a = walk_begin();
	walk_case(a, CASE);
	walk_to(a, "Goals", "Education goal");
	paste(a, "Halvt ord");
	erase_behind(a);
	pty_signal(a, SIGTERM);
	pty_signal(a, SIGCONT);
	assert_int_equal(pty_wait(a, 2000), 0);
	pty_free(a);
	assert_int_equal(files_holding("Halvt ord"), 0);
	walk_verify();
}

/* Where nothing was being typed, nothing is said to be lost. */
static void test_a_case_that_is_erased_is_shown_no_longer(void **state)
{
	(void)state;
	struct pty *a = walk_begin();
	walk_case(a, CASE);
	walk_cli(0, "erase " CASE);
	pty_expect(a, "The case has been erased");
	assert_false(pty_shows(a, "cannot be saved"));
	pty_keys(a, "Esc");
	pty_expect(a, "0 of 13 cases");
	walk_quit(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_sees_the_others_field),
		cmocka_unit_test(test_one_types_while_the_other_leaves_another_field),
		cmocka_unit_test(test_in_one_field_mine_may_stand),
		cmocka_unit_test(test_in_one_field_theirs_may_stand),
		cmocka_unit_test(test_not_choosing_keeps_what_was_typed),
		cmocka_unit_test(test_two_long_texts_are_told_apart),
		cmocka_unit_test(test_every_way_out_asks_first),
		cmocka_unit_test(test_leaving_the_program_with_a_conflict_loses_nothing),
		cmocka_unit_test(test_an_empty_row_is_kept_for_who_types_in_it),
		cmocka_unit_test(test_a_row_that_the_other_has_filled_stays),
		cmocka_unit_test(test_a_row_that_is_gone_swallows_no_letter),
		cmocka_unit_test(test_a_case_that_is_erased_closes_under_who_types),
		cmocka_unit_test(test_a_case_that_is_erased_comes_back_by_no_key),
		cmocka_unit_test(test_a_case_that_is_erased_leaves_no_draft_at_the_end),
		cmocka_unit_test(test_a_case_that_is_erased_is_shown_no_longer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
