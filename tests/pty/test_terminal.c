/* SPDX-License-Identifier: EUPL-1.2 */
/* What the terminal is, and what is sent to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "walk.h"

static bool is_colour(long parameter)
{
	return (parameter >= 30 && parameter <= 49) || (parameter >= 90 && parameter <= 107);
}

/* The sequences that set a colour: ESC [ numbers m with one that is a colour's. */
static int colours(const char *s)
{
	int n = 0;
	while ((s = strstr(s, "\033[")) != NULL) {
		bool colour = false;
		for (s += 2; (*s >= '0' && *s <= '9') || *s == ';';) {
			char *end;
			colour |= *s != ';' && is_colour(strtol(s, &end, 10));
			s = *s == ';' ? s + 1 : end;
		}
		n += colour && *s == 'm';
	}
	return n;
}

/* The colours that a look at the list, a form and the review sends. */
static int colours_of_a_look(void)
{
	struct pty *pty = walk_begin();
	walk_case(pty, "birgit");
	pty_keys(pty, "F7");
	pty_expect(pty, "BLOCKS");
	pty_keys(pty, "^Q");
	assert_int_equal(pty_wait(pty, 2000), 0);
	int n = colours(pty_sent(pty));
	pty_free(pty);
	return n;
}

static void test_no_color_is_heeded(void **state)
{
	(void)state;
	assert_true(colours_of_a_look() > 0);
	pty_set("NO_COLOR", "1");
	assert_int_equal(colours_of_a_look(), 0);
	pty_set("NO_COLOR", "");
	assert_true(colours_of_a_look() > 0);
	pty_set("NO_COLOR", NULL);
}

static void test_a_dumb_terminal_gets_one_line(void **state)
{
	(void)state;
	static const char *const names[] = {"dumb", "", "no-such-terminal"};
	const char *arguments[] = {"--base", walk_base(), "--lang", "en", NULL};
	pty_set("ASAN_OPTIONS", "detect_leaks=0");	/* curses keeps what it made for a terminal that it does not know */
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		pty_set("TERM", names[i]);
		struct pty *pty = pty_start(24, 80, arguments);
		int status = pty_wait(pty, 2000);
		assert_true(status >= 0 && WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 2);
		const char *sent = pty_sent(pty), *end = strstr(sent, "\r\n");
		if (strncmp(sent, "indstil: TERM", 13) != 0 || end == NULL || end[2] != '\0' || strchr(sent, '\033') != NULL)
			fail_msg("TERM=%s: %s", names[i], sent);
		pty_free(pty);
	}
	pty_set("TERM", NULL);
	pty_set("ASAN_OPTIONS", NULL);
}

static void test_each_common_terminal_shows_the_list(void **state)
{
	(void)state;
	static const char *const names[] = {"xterm", "linux", "vt220", "screen", "tmux"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		pty_set("TERM", names[i]);
		struct pty *pty = walk_begin();
		pty_expect(pty, "Mikkel Prøvegård");
		walk_quit(pty);
	}
	pty_set("TERM", NULL);
}

/* Nothing of a case may stay on a screen that others see. */
static void test_the_screen_is_clear_at_the_end(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	walk_case(pty, "birgit");
	pty_keys(pty, "^Q");
	assert_int_equal(pty_wait(pty, 2000), 0);
	assert_null(strstr(pty_screen(pty), "Birgit"));
	assert_non_null(strstr(pty_sent(pty), "\033[3J"));	/* scrollback too */
	pty_free(pty);
}

/* Either way that terminals have of sending them, whatever terminfo says. */
static void test_arrows_are_no_letters(void **state)
{
	(void)state;
	static const char *const downs[] = { "\033[B", "\033OB" }, *const ends[] = { "\033[F", "\033OF" };
	for (size_t i = 0; i < sizeof downs / sizeof *downs; i++) {
		struct pty *pty = walk_begin();
		pty_expect(pty, "▸ 2017-0019");
		pty_send(pty, downs[i], strlen(downs[i]));
		pty_expect(pty, "▸ 2017-0014");
		pty_send(pty, ends[i], strlen(ends[i]));
		pty_expect(pty, "▸ 2016-0102");
		pty_expect(pty, WALK_CASES " cases");
		walk_quit(pty);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_color_is_heeded),
		cmocka_unit_test(test_a_dumb_terminal_gets_one_line),
		cmocka_unit_test(test_each_common_terminal_shows_the_list),
		cmocka_unit_test(test_the_screen_is_clear_at_the_end),
		cmocka_unit_test(test_arrows_are_no_letters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
