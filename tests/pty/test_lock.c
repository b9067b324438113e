/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A signed recommendation on the screen: it cannot be typed in, one is never
 * caught in it, and what somebody was typing when another signed is kept.
 */
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

#define CASE "2016-0102"
#define REASON "Why this length?"
#define SIGNED "Signed by Bent Holm on 25 April 2017 and locked. Alt+l unlocks."

static void to_reason(struct pty *pty)
{
	pty_keys(pty, "F5");
	walk_top(pty);
	walk_field(pty, REASON);
}

static void unlock(struct pty *pty)
{
	pty_keys(pty, "M-l");
	pty_expect(pty, "Why is the recommendation unlocked?");
	pty_type(pty, "En trykfejl");
	pty_keys(pty, "Enter");
}

static void sign_again(struct pty *pty, const char *name)
{
	pty_keys(pty, "M-s");
	pty_expect(pty, "Who signs for the team?");
	pty_keys(pty, "End ^W ^W ^W");
	pty_type(pty, name);
	pty_keys(pty, "Enter");
	pty_expect(pty, "Signed and locked.");
}

static char *shown(void)
{
	return strdup(walk_cli(0, "show " CASE));
}

/* Whatever is tried, nothing is changed, and each try says who signed. */
static void test_nothing_can_be_changed(void **state)
{
	static const struct {
		const char *way, *field, *more;		/* keys to its page, its label, keys that change its kind besides */
	} fields[] = {
		{"F5", "The team recommends", "Left"}, {"F5", "Duration", "Right"}, {"F5", REASON, "C-End"},
		{"F5 PgDn PgDn", "Recommended measures", "Ins ^D M-Down -"}, {"F3", "Chair", "End"},
		{"F3", "The members of the team", "Ins ^D M-Up -"},
	};
	static const char *const keys[] = {"x", "Space", "Del", "BS", "^W", "^X"};
	(void)state;
	struct pty *pty = walk_begin();
	char *before = shown();
	walk_case(pty, CASE);
	for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
		pty_keys(pty, fields[f].way);
		walk_field(pty, fields[f].field);
		pty_expect(pty, "▪ " SIGNED);
		for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
			pty_keys(pty, "C-Home");
			pty_keys(pty, keys[k]);
			pty_expect(pty, "! " SIGNED);
		}
		pty_keys(pty, fields[f].more);
	}
	pty_keys(pty, "F4 Enter");
	walk_field(pty, "Resources");
	pty_type(pty, "abc");
	pty_expect(pty, "! " SIGNED);
	pty_keys(pty, "F10 u");
	pty_expect(pty, "! " SIGNED);
	walk_quit(pty);
	char *after = shown();
	assert_string_equal(before, after);
	free(before);
	free(after);
}

static void test_one_walks_through_and_reads(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	walk_case(pty, CASE);
	to_reason(pty);
	pty_keys(pty, "x Tab");
	walk_field(pty, "Why not one year shorter?");
	pty_keys(pty, "Enter");
	pty_keys(pty, "PgDn PgDn");
	walk_field(pty, "Recommended measures");
	pty_keys(pty, "Enter");
	walk_field(pty, "What");
	pty_expect(pty, "Praktik i rådhusets kantine");
	pty_keys(pty, "F10 F10");
	pty_expect(pty, "Preparatory part");
	walk_quit(pty);
}

static void test_preparatory_part_stays_open(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	walk_case(pty, CASE);
	walk_to(pty, "Goals", "Job goal");
	pty_keys(pty, "End");
	pty_type(pty, " på Ærø");
	pty_keys(pty, "Tab");
	walk_stored(CASE, " på Ærø");
	walk_quit(pty);
}

static void test_unlocked_changed_and_signed_again(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	walk_case(pty, CASE);
	pty_keys(pty, "M-s");
	pty_expect(pty, "signed already");
	to_reason(pty);
	pty_keys(pty, "M-l Enter");
	pty_expect(pty, "Why is the recommendation unlocked?");	/* not without a reason */
	pty_keys(pty, "Esc");
	pty_keys(pty, "x");
	pty_expect(pty, "! " SIGNED);
	unlock(pty);
	pty_expect(pty, "Unlocked. Alt+s signs again.");
	pty_keys(pty, "C-Home");
	pty_type(pty, "Rettet: ");
	sign_again(pty, "Anna Prøve");
	pty_type(pty, "x");
	pty_expect(pty, "Signed by Anna Prøve on 9 May 2017");
	pty_keys(pty, "^Z");
	pty_expect(pty, "! Signed by Anna Prøve");
	pty_expect(pty, "Rettet: ");
	walk_quit(pty);
	walk_stored(CASE, "Rettet: ");
	walk_stored(CASE, "by: \"Anna Prøve\"");
	walk_stored(CASE, "reason: \"En trykfejl\"");
	walk_verify();
}

/* A unlocks, B begins to write, A signs: B's text is kept, B is let out, and it is offered once it is unlocked. */
static void test_signed_while_somebody_writes(void **state)
{
	static const char *const ways[] = {"Tab", "F7", "F10", "PgDn", "S-Tab"};
	(void)state;
	struct pty *a = walk_begin(), *b = walk_on();
	walk_case(a, CASE);
	walk_case(b, CASE);
	to_reason(a);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		char words[32];
		snprintf(words, sizeof words, "Fra B, nummer %zu. ", i);
		unlock(a);
		pty_expect(a, "Unlocked.");
		to_reason(b);
		pty_keys(b, "C-Home");
		pty_type(b, words);
		sign_again(a, "Anna Prøve");
		pty_type(b, "Mere");
		pty_keys(b, ways[i]);
		pty_expect(b, "Signed meanwhile. Your text is kept");
		assert_null(strstr(walk_cli(0, "show " CASE), words));
		unlock(a);
		pty_expect(a, "Text found again");
		pty_expect(a, words);
		pty_keys(a, "Enter");
		pty_expect(a, "The text stands in the case again.");
		walk_stored(CASE, words);
		sign_again(a, "Anna Prøve");
	}
	walk_quit(a);
	walk_quit(b);
	walk_verify();
}

/* A text that a dead session left is not forced into what has been signed since, and not lost. */
static void test_recovered_only_once_unlocked(void **state)
{
	(void)state;
	struct pty *pty = walk_begin(), *dead;
	walk_case(pty, CASE);
	to_reason(pty);
	unlock(pty);
	pty_expect(pty, "Unlocked.");
	dead = walk_on();
	walk_case(dead, CASE);
	to_reason(dead);
	pty_keys(dead, "C-Home");
	pty_type(dead, "Fundet igen. ");
	pty_signal(dead, SIGKILL);
	assert_true(pty_wait(dead, 2000) >= 0);
	pty_free(dead);
	sign_again(pty, "Anna Prøve");
	walk_quit(pty);
	pty = walk_on();
	pty_expect(pty, "Text found again");
	pty_keys(pty, "Enter");
	pty_expect(pty, "Text found again");
	pty_keys(pty, "Esc");
	pty_expect(pty, "4 cases");
	walk_case(pty, CASE);
	to_reason(pty);
	unlock(pty);
	pty_expect(pty, "Fundet igen. ");
	pty_keys(pty, "Enter");
	pty_expect(pty, "│ Fundet igen. ");
	walk_stored(CASE, "Fundet igen. ");
	pty_keys(pty, "^Z");		/* and can be taken back like all else */
	pty_expect(pty, "Taken back: ");
	assert_null(strstr(walk_cli(0, "show " CASE), "Fundet igen."));
	walk_quit(pty);
	walk_verify();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_can_be_changed),
		cmocka_unit_test(test_one_walks_through_and_reads),
		cmocka_unit_test(test_preparatory_part_stays_open),
		cmocka_unit_test(test_unlocked_changed_and_signed_again),
		cmocka_unit_test(test_signed_while_somebody_writes),
		cmocka_unit_test(test_recovered_only_once_unlocked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
