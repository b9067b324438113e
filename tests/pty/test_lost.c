/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Nothing typed is lost: not by kill -9 in the middle of a text, not when the
 * terminal goes away, not when the program is told to end.
 *
 * The text typed is a stream of numbers, so that a hole or a swap would show.
 * A key is acknowledged when the program has answered it on the screen; every
 * such key must come back, and no other text.
 *
 *	test_lost [KILLS]	more of them than the suite takes
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
#define SYNCED "✓ saved"	/* in the bar, while all that was typed is on the disk */

static int n_kills = 50;

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

/* When the kill comes: between keys, while the field is left, while a case is opened. */
enum moment { IN_FIELD, LEAVING, OPENING, MOMENTS };

/* What was typed of the stream so far, and how sure the program said it to be. */
struct typing {
	const char *text;
	size_t sent, answered;
	size_t on_disk;			/* keys when the bar last said that all is on the disk */
};

/* How often what was the case at a kill. */
static struct {
	int moments[MOMENTS];
	int offered;			/* the next start offered a text */
	int unsynced[4];	/* keys since the bar last said that all is on the disk: none, to 4, to 16, more */
	size_t most;
} kills;

static void count_kill(enum moment moment, const struct typing *typing)
{
	size_t keys = typing->answered - typing->on_disk;

	kills.moments[moment]++;
	kills.unsynced[(keys > 0) + (keys > 4) + (keys > 16)]++;
	if (keys > kills.most)
		kills.most = keys;
}

static void say_kills(unsigned seed)
{
	print_message("# seed %u: %d kills in a field, %d leaving it, %d opening a case; a text was offered after %d\n",
	    seed, kills.moments[IN_FIELD], kills.moments[LEAVING], kills.moments[OPENING], kills.offered);
	print_message("# keys not synced yet: none at %d, 1 to 4 at %d, 5 to 16 at %d, more at %d; at most %zu\n",
	    kills.unsynced[0], kills.unsynced[1], kills.unsynced[2], kills.unsynced[3], kills.most);
}

static int draw(int from, int to)
{
	return from + rand() % (to - from + 1);
}

/* Types on at 12 to 40 keys a second. */
static void type_on(struct pty *pty, struct typing *typing, int n)
{
	while (n-- > 0) {
		size_t before = pty_bytes(pty);

		pty_send(pty, typing->text + typing->sent++, 1);
		usleep((useconds_t)draw(25000, 83000));
		if (pty_answered(pty) == before)
			return;
		typing->answered = typing->sent;
		if (pty_shows(pty, SYNCED))
			typing->on_disk = typing->answered;
	}
}

static void kill_it(struct pty *pty)
{
	pty_signal(pty, SIGKILL);
	assert_true(pty_wait(pty, END_MS) >= 0);
}

static void kill_soon(struct pty *pty, const char *keys, int longest_ms)
{
	pty_send(pty, keys, strlen(keys));
	usleep((useconds_t)draw(0, 1000 * longest_ms));
	kill_it(pty);
}

/* From the list of cases on; returns when the program is dead. */
static void type_until_killed(struct pty *pty, enum moment moment, struct typing *typing)
{
	if (moment == OPENING) {
		pty_type(pty, CASE);
		kill_soon(pty, "\r", 40);
		return;
	}
	stand_in_field(pty);
	pty_keys(pty, "End");
	type_on(pty, typing, draw(3, 25));
	if (moment == LEAVING)
		kill_soon(pty, "\t", 15);
	else
		kill_it(pty);
}

/* The program anew, with the draft taken where there is one; what stands in the field then; the caller's. */
static char *recovered(struct pty **pty)
{
	const char *line;

	pty_free(*pty);
	*pty = walk_on();
	if (walk_offered(*pty)) {
		kills.offered++;
		pty_keys(*pty, "Enter");
		pty_expect(*pty, WALK_CASES " cases");
	}
	line = strstr(walk_cli(0, "show " CASE), "referral.news: ");
	if (line == NULL)
		return xstrdup("");
	line += strlen("referral.news: ");
	line += strspn(line, "\"'");
	return xstrndup(line, strcspn(line, "\"'\n"));
}

/* A blank at the end belongs to the typing, not to the value. */
static bool nothing_lost(const char *found, const struct typing *typing)
{
	size_t len = strlen(found);

	return strncmp(found, typing->text, len) == 0 && len + 1 >= typing->answered && len <= typing->sent;
}

static enum moment moment_of(int kill)
{
	static const enum moment turns[] = { IN_FIELD, LEAVING, IN_FIELD, OPENING, IN_FIELD, LEAVING };

	return turns[kill % (int)(sizeof turns / sizeof *turns)];
}

static void test_kill_loses_no_key(void **state)
{
	unsigned seed = (unsigned)time(NULL);
	char *text = stream(25 * n_kills / 5 + 5);
	struct typing typing = { .text = text };
	struct pty *pty = walk_begin();

	(void)state;
	srand(seed);
	empty_field(pty);
	walk_quit(pty);
	pty = walk_on();
	pty_expect(pty, WALK_CASES " cases");
	for (int kill = 0; kill < n_kills; kill++) {
		enum moment moment = moment_of(kill);
		char *found;

		type_until_killed(pty, moment, &typing);
		count_kill(moment, &typing);
		found = recovered(&pty);
		if (!nothing_lost(found, &typing))
			fail_msg("seed %u, kill %d: %zu of %zu keys answered, found: %s", seed, kill, typing.answered,
			    typing.sent, found);
		typing.sent = typing.answered = typing.on_disk = strlen(found);
		free(found);
	}
	say_kills(seed);
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
	pty_free(pty);
	pty = walk_on();
	assert_false(walk_offered(pty));	/* there was time to leave the field: it is in the base */
	walk_stored(CASE, "Serveren lukker nu");
	walk_quit(pty);
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
	pty_keys(pty, "F10");			/* how far it was scrolled hangs on the sizes there were */
	pty_expect(pty, "1 of " WALK_CASES " cases");
	pty_keys(pty, "Enter");
	walk_to(pty, "The case", FIELD);
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

int main(int argc, char **argv)
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
	if (argc > 1)
		n_kills = atoi(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
