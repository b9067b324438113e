/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Nothing typed is lost: not by kill -9 in the middle of a text, not when the
 * terminal goes away, not when the program is told to end.
 *
 * The text typed is a stream of numbers, so that a hole or a swap would show.
 * A key is acknowledged when the program has answered it on the screen; every
 * such key must come back, and no other text.
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
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/text.h"
#include "walk.h"

#define CASE "2017-0021"
#define FIELD "What is new"
#define END_MS 2000

/* "0001 0002 ..." */
static char *stream(int numbers)
{
	struct text out = {0};
	for (int i = 1; i <= numbers; i++)
		text_addf(&out, "%04d ", i);
	return text_take(&out);
}

/* The case open, the field empty and the cursor in it. */
static void stand_in_field(struct pty *pty)
{
	walk_case(pty, CASE);
	walk_to(pty, "The case", FIELD);
}

static void empty_field(struct pty *pty)
{
	stand_in_field(pty);
	pty_keys(pty, "End ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W ^W Tab S-Tab");
}

/* Types on from `from` at 12 to 40 keys a second, `n` keys; returns how many were acknowledged. */
static size_t type_on(struct pty *pty, const char *text, size_t from, size_t n)
{
	for (size_t i = from; i < from + n; i++) {
		size_t before = pty_bytes(pty);
		pty_send(pty, text + i, 1);
		usleep((useconds_t)(25000 + rand() % 58000));
		if (pty_answered(pty) == before)
			return i;
	}
	return from + n;
}

/* The program anew, with the draft that it must offer taken; what stands in the field then. */
static char *recovered(struct pty **pty)
{
	pty_free(*pty);
	*pty = walk_on();
	pty_expect(*pty, "Text found again");
	pty_keys(*pty, "Enter");
	pty_expect(*pty, WALK_CASES " cases");
	const char *show = walk_cli(0, "show " CASE);
	const char *line = strstr(show, "referral.news: ");
	assert_non_null(line);
	line += strlen("referral.news: ");
	line += strspn(line, "\"'");
	return xstrndup(line, strcspn(line, "\"'\n"));
}

static void test_kill_loses_no_key(void **state)
{
	(void)state;
	unsigned seed = (unsigned)time(NULL);
	srand(seed);
	char *text = stream(400);
	size_t typed = 0;
	struct pty *pty = walk_begin();
	empty_field(pty);
	for (int kill = 1; kill <= 10; kill++) {
		size_t n = 5 + (size_t)(rand() % 30);
		size_t acknowledged = type_on(pty, text, typed, n);
		pty_signal(pty, SIGKILL);
		assert_true(pty_wait(pty, END_MS) >= 0);
		char *found = recovered(&pty);
		size_t len = strlen(found);
		/* A blank at the end belongs to the typing, not to the value. */
		if (strncmp(found, text, len) != 0 || len + 1 < acknowledged || len > typed + n)
			fail_msg("seed %u, kill %d: %zu of %zu keys acknowledged, found: %s", seed, kill, acknowledged,
			    typed + n, found);
		free(found);
		typed = len;
		stand_in_field(pty);
		pty_keys(pty, "End");
	}
	walk_quit(pty);
	walk_verify();
	free(text);
}

/* After the end the text is in the base, or is offered at the next start. */
static void expect_kept(struct pty *pty, const char *text)
{
	pty_free(pty);
	pty = walk_on();
	if (walk_offered(pty)) {
		pty_keys(pty, "Enter");
		pty_expect(pty, WALK_CASES " cases");
	}
	walk_stored(CASE, text);
	walk_quit(pty);
}

static struct pty *typing(const char *text)
{
	struct pty *pty = walk_begin();
	empty_field(pty);
	pty_type(pty, text);
	return pty;
}

static void test_a_closed_terminal_loses_nothing(void **state)
{
	(void)state;
	struct pty *pty = typing("Telefonen ringede, da");
	pty_send(pty, " linjen", 7);
	pty_close(pty);
	int status = pty_wait(pty, END_MS);
	assert_true(status >= 0 && WIFEXITED(status));
	expect_kept(pty, "Telefonen ringede, da");
}

static void test_told_to_end_it_keeps_the_text(void **state)
{
	(void)state;
	struct pty *pty = typing("Serveren lukker nu");
	pty_signal(pty, SIGTERM);
	int status = pty_wait(pty, END_MS);
	assert_true(status >= 0 && WIFEXITED(status));
	expect_kept(pty, "Serveren lukker nu");
}

/* A terminal that takes no more output: the program stands in a write. */
static void stall(struct pty *pty)
{
	for (int i = 0; i < 100; i++) {
		pty_send(pty, "\f", 1);
		usleep(3000);
	}
}

static void test_a_stalled_terminal_that_closes_loses_nothing(void **state)
{
	(void)state;
	struct pty *pty = typing("Skærmen står stille");
	stall(pty);
	pty_close(pty);
	assert_true(pty_wait(pty, END_MS) >= 0);
	expect_kept(pty, "Skærmen står stille");
}

/* It ends by itself, not by its alarm: what could be stored was. */
static void end_on_a_stalled_terminal(int signal, const char *text)
{
	struct pty *pty = typing(text);
	stall(pty);
	pty_signal(pty, signal);
	int status = pty_wait_deaf(pty, END_MS);
	assert_true(status >= 0 && WIFEXITED(status));
	expect_kept(pty, text);
}

static void test_told_to_end_on_a_stalled_terminal_it_ends(void **state)
{
	(void)state;
	end_on_a_stalled_terminal(SIGTERM, "Nettet er væk");
}

static void test_hung_up_on_a_stalled_terminal_it_ends(void **state)
{
	(void)state;
	end_on_a_stalled_terminal(SIGHUP, "Linjen er væk");
}

#define RESIZES 1000

/* A window that is drawn smaller and larger while one types, down to a single cell. */
static void test_a_thousand_sizes_lose_nothing(void **state)
{
	(void)state;
	char *text = stream(RESIZES / 10);
	unsigned seed = (unsigned)time(NULL);
	srand(seed);
	struct pty *pty = walk_begin(), *fresh;
	empty_field(pty);
	for (int i = 0; i < RESIZES; i++) {
		pty_resize(pty, 1 + rand() % 60, 1 + rand() % 200);
		if (i % 2 == 0)
			pty_send(pty, text + i / 2, 1);
		if (i % 50 == 0)
			pty_settle(pty);
	}
	pty_settle(pty);
	pty_resize(pty, 24, 80);
	pty_settle(pty);
	pty_keys(pty, "Tab");
	pty_keys(pty, "S-Tab");
	char *screen = xstrdup(pty_screen(pty));
	walk_quit(pty);
	text[strlen(text) - 1] = '\0';		/* the blank at the end is none of the value */
	walk_stored(CASE, text);

	fresh = walk_on();
	pty_expect(fresh, WALK_CASES " cases");
	stand_in_field(fresh);
	pty_keys(fresh, "Tab");
	pty_keys(fresh, "S-Tab");
	if (strcmp(screen, pty_screen(fresh)) != 0)
		fail_msg("seed %u: after all sizes\n%s\nfresh\n%s", seed, screen, pty_screen(fresh));
	walk_quit(fresh);
	free(screen);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kill_loses_no_key),
		cmocka_unit_test(test_a_closed_terminal_loses_nothing),
		cmocka_unit_test(test_told_to_end_it_keeps_the_text),
		cmocka_unit_test(test_a_stalled_terminal_that_closes_loses_nothing),
		cmocka_unit_test(test_told_to_end_on_a_stalled_terminal_it_ends),
		cmocka_unit_test(test_hung_up_on_a_stalled_terminal_it_ends),
		cmocka_unit_test(test_a_thousand_sizes_lose_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
