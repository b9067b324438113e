/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the program costs, as counts that are the same on every machine
 * (DESIGN 6): system calls, syncs and bytes, never times.  strace shows what it
 * does from outside.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/text.h"
#include "walk.h"

#if defined __SANITIZE_ADDRESS__
#define SANITIZED 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* Most that is allowed (DESIGN 6, "must"). */
#define CALLS_TO_FIRST_SCREEN 450
#define DISK_BYTES_A_KEY 1024
#define KEYS_A_SYNC 16
#define KEY_P50 16
#define KEY_MAX 160
#define DOWN_P50 160

static char *program;		/* $INDSTIL as it was */

/* The program on a fresh base under strace, which writes to "calls"; the terminal is the program's all the same.
 * NULL where that cannot be, which is said. */
static struct pty *traced(const char *options)
{
	int status;
	if (SANITIZED) {
		print_message("# not counted, since a sanitizer makes calls of its own\n");
		return NULL;
	}
	pty_shell(&status, "command -v strace");
	if (status != 0)
		fail_msg("strace is not there; ./bootstrap installs it");
	const char *said = pty_shell(&status, "strace -o /dev/null true 2>&1");
	if (status != 0) {
		print_message("# not counted, since this machine forbids tracing: %.*s\n", (int)strcspn(said, "\n"), said);
		return NULL;
	}
	/* The program lets nobody but root look into its memory, a tracer included. */
	if (geteuid() != 0) {
		print_message("# not counted: only root may trace this program\n");
		return NULL;
	}
	walk_base();
	FILE *script = fopen(pty_path("traced"), "w");
	assert_non_null(script);
	fprintf(script, "#!/bin/sh\nexec strace -D -f -qq -e signal=none %s -o '%s' '%s' \"$@\"\n", options,
	    pty_path("calls"), program);
	fclose(script);
	assert_int_equal(chmod(pty_path("traced"), 0700), 0);
	setenv("INDSTIL", pty_path("traced"), 1);
	struct pty *pty = walk_on();
	setenv("INDSTIL", program, 1);
	return pty;
}

/* The calls written so far; the caller's. */
static char *calls(void)
{
	int status;
	char *out = xstrdup(pty_shell(&status, "cat '%s'", pty_path("calls")));
	assert_int_equal(status, 0);
	return out;
}

static int count(const char *lines, const char *what)
{
	int n = 0;
	for (const char *s = lines; (s = strstr(s, what)) != NULL; s += strlen(what))
		n++;
	return n;
}

/* "1234 call(" at the beginning of a line. */
static int count_calls(const char *lines, const char *name)
{
	char what[64];
	snprintf(what, sizeof what, " %s(", name);
	return count(lines, what);
}

/* Children are processes; the thread that makes the copy of the day is none. */
static int count_children(const char *lines)
{
	static const char *const calls[] = {"fork", "vfork", "clone", "clone3", NULL};
	int n = -count(lines, "CLONE_THREAD");
	for (size_t i = 0; calls[i] != NULL; i++)
		n += count_calls(lines, calls[i]);
	return n;
}

static void test_calls_to_the_first_screen(void **state)
{
	(void)state;
	struct pty *pty = traced("");
	if (pty == NULL)
		return;
	char *lines = calls();
	char *painted = strstr(lines, "Cases");
	assert_non_null(painted);
	*painted = '\0';
	int n = count(lines, "\n");
	print_message("# %d system calls to the first screen\n", n);
	assert_true(n > 20 && n <= CALLS_TO_FIRST_SCREEN);
	free(lines);
	walk_case(pty, "birgit");
	pty_keys(pty, "F8 F7 F4");
	walk_quit(pty);
	lines = calls();
	assert_int_equal(count_calls(lines, "execve"), 1);
	assert_int_equal(count_children(lines), 0);
	free(lines);
}

static bool within(const char *s, const char *end, const char *what)
{
	const char *found = strstr(s, what);
	return found != NULL && found < end;
}

/* What the write calls returned, of those that did not go to the terminal. */
static long bytes_to_disk(const char *lines)
{
	long bytes = 0;
	for (const char *s = lines; *s != '\0'; s += strcspn(s, "\n"), s += *s == '\n') {
		const char *end = s + strcspn(s, "\n"), *result = end;
		while (result > s && *result != '=')
			result--;
		if (within(s, end, "write") && !within(s, end, "(1, "))
			bytes += strtol(result + 1, NULL, 10);
	}
	return bytes;
}

static void test_syncs_and_disk_bytes_while_typing(void **state)
{
	(void)state;
	enum { KEYS = 160 };
	struct pty *pty = traced("-e trace=fsync,fdatasync,sync_file_range,msync,write,pwrite64,writev,pwritev");
	if (pty == NULL)
		return;
	walk_case(pty, "2017-0021");
	walk_to(pty, "Goals", "The citizen's wishes");
	char *before = calls();
	time_t began = time(NULL);
	for (int i = 0; i < KEYS; i++) {
		pty_send(pty, i % 6 == 5 ? " " : "x", 1);
		pty_settle(pty);
	}
	long seconds = (long)(time(NULL) - began) + 1;
	char *after = calls();
	const char *typed = after + strlen(before);
	int syncs = count_calls(typed, "fdatasync") + count_calls(typed, "fsync");
	long bytes = bytes_to_disk(typed);
	print_message("# %d keys in about %ld s: %d syncs, %ld bytes a key\n", KEYS, seconds, syncs, bytes / KEYS);
	assert_true(bytes >= KEYS);		/* each key is in the log */
	assert_true(bytes <= (long)KEYS * DISK_BYTES_A_KEY);
	assert_true(syncs > 0 && syncs <= KEYS / KEYS_A_SYNC + seconds);
	free(before);
	free(after);
	walk_quit(pty);
}

static int by_size(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	return (x > y) - (x < y);
}

/* Bytes to the terminal for each of n times a key; sorted. */
static void bytes_of(struct pty *pty, const char *const keys[], size_t n, size_t sizes[])
{
	for (size_t i = 0; i < n; i++) {
		size_t before = pty_bytes(pty);
		pty_keys(pty, keys[i]);
		sizes[i] = pty_bytes(pty) - before;
	}
	qsort(sizes, n, sizeof *sizes, by_size);
}

static void test_terminal_bytes_of_a_typed_key(void **state)
{
	(void)state;
	enum { KEYS = 150 };
	const char *keys[KEYS];
	size_t sizes[KEYS];
	struct pty *pty = walk_begin();
	walk_case(pty, "2017-0021");
	walk_to(pty, "Health", "State of health");
	for (size_t i = 0; i < KEYS; i++)
		keys[i] = i % 7 == 6 ? "Space" : i % 5 == 4 ? "ø" : "e";
	bytes_of(pty, keys, KEYS, sizes);
	print_message("# a typed key sends %zu bytes (median), %zu at most\n", sizes[KEYS / 2], sizes[KEYS - 1]);
	assert_true(sizes[0] > 0);
	assert_true(sizes[KEYS / 2] <= KEY_P50);
	assert_true(sizes[KEYS - 1] <= KEY_MAX);
	walk_quit(pty);
}

/* The median over cursor keys where there is something to go down to. */
static size_t down(struct pty *pty, const char *where)
{
	enum { KEYS = 11 };
	const char *keys[KEYS];
	size_t sizes[KEYS];
	for (size_t i = 0; i < KEYS; i++)
		keys[i] = "Down";
	bytes_of(pty, keys, KEYS, sizes);
	print_message("# cursor down in %s sends %zu bytes (median)\n", where, sizes[KEYS / 2]);
	assert_true(sizes[KEYS / 2] > 0);
	return sizes[KEYS / 2];
}

/* Twelve cases more than fit no other test. */
static void more_cases(void)
{
	for (int i = 0; i < 12; i++) {
		FILE *file = fopen(pty_path("more.yaml"), "w");
		assert_non_null(file);
		fprintf(file, "indstil: 1\nfields:\n  citizen.name: Aksel Prøveby %c\n  referral.question: %s\n", 'A' + i,
		    i % 2 == 0 ? "Kan et ressourceforløb hjælpe?" : "Er fleksjob det rette, og hvornår?");
		fclose(file);
		walk_cli(0, "import '%s'", pty_path("more.yaml"));
	}
}

static void test_terminal_bytes_of_cursor_down(void **state)
{
	(void)state;
	walk_base();
	more_cases();
	struct pty *pty = walk_on();
	assert_in_range(down(pty, "the list of cases"), 1, DOWN_P50);
	pty_type(pty, "birgit");
	pty_keys(pty, "Enter F8 PgDn Up Up Up Up Up Up Up Up Up Up Up Up");
	assert_in_range(down(pty, "the document"), 1, DOWN_P50);
	pty_keys(pty, "F7");
	down(pty, "the review");
	walk_quit(pty);
}

static long switches(const struct pty *pty)
{
	int status;
	const char *out = pty_shell(&status, "awk '/ctxt_switches/ { n += $2 } END { print n }' /proc/%d/status",
	    pty_pid(pty));
	assert_int_equal(status, 0);
	return strtol(out, NULL, 10);
}

/* A process that was never given the processor made no system call. */
static void test_idle_it_does_nothing(void **state)
{
	(void)state;
	struct pty *pty = walk_begin();
	walk_case(pty, "2017-0021");
	walk_to(pty, "Goals", "Job goal");
	pty_type(pty, "x");
	usleep(1500000);		/* the sync of what was typed */
	size_t bytes = pty_answered(pty);
	long before = switches(pty);
	usleep(5000000);
	assert_int_equal(switches(pty), before);
	assert_int_equal(pty_answered(pty), bytes);
	pty_type(pty, "y");
	assert_true(switches(pty) > before);
	walk_quit(pty);
}

int main(void)
{
	program = xstrdup(getenv("INDSTIL"));
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_calls_to_the_first_screen),
		cmocka_unit_test(test_syncs_and_disk_bytes_while_typing),
		cmocka_unit_test(test_terminal_bytes_of_a_typed_key),
		cmocka_unit_test(test_terminal_bytes_of_cursor_down),
		cmocka_unit_test(test_idle_it_does_nothing),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	free(program);
	return failed;
}
