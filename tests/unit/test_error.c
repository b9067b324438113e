/* SPDX-License-Identifier: EUPL-1.2 */
/* Errors, faults, and the end where there is no memory. */
#include <setjmp.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"

static void test_error(void **state)
{
	struct error e = { 0 };

	(void)state;
	assert_false(error_set(&e, ERROR_FILE, "sag.yaml", "cannot read: %s", "no room"));
	assert_int_equal(e.kind, ERROR_FILE);
	assert_string_equal(e.where, "sag.yaml");
	assert_string_equal(e.what, "cannot read: no room");
	assert_false(error_set(&e, ERROR_BUSY, NULL, "busy"));
	assert_string_equal(e.where, "");
	assert_false(error_set(NULL, ERROR_BUSY, "x", "busy"));
}

/* Whatever number of bytes stands before them, "å" and the emoji of four bytes are whole or not there. */
static void test_error_cut(void **state)
{
	struct error e;
	char where[400] = "", what[600] = "";

	(void)state;
	for (size_t before = 0; before < 4; before++) {
		memset(where, 'x', before);
		memset(what, 'y', before);
		where[before] = what[before] = '\0';
		while (strlen(where) + 2 < sizeof where)
			strcat(where, "å");
		while (strlen(what) + 4 < sizeof what)
			strcat(what, "\U0001f600");
		error_set(&e, ERROR_DATA, where, "%s", what);
		assert_true(utf8_valid(e.where, strlen(e.where), NULL));
		assert_true(utf8_valid(e.what, strlen(e.what), NULL));
		assert_in_range(strlen(e.where), sizeof e.where - 2, sizeof e.where - 1);
		assert_in_range(strlen(e.what), sizeof e.what - 4, sizeof e.what - 1);
	}
}

static void test_error_exact_fit(void **state)
{
	struct error e;
	char what[sizeof e.what];

	(void)state;
	memset(what, 'x', sizeof what - 1);
	memcpy(what + sizeof what - 3, "å", 3);
	error_set(&e, ERROR_DATA, "", "%s", what);
	assert_string_equal(e.what, what);
}

static void test_fault_lines(void **state)
{
	struct faults faults = { 0 };
	char *line;

	(void)state;
	faults_add(&faults, "forms/work.yaml", 12, 3, "unknown key \"%s\"", "kin");
	faults_add_at(&faults, "case.bundle", 4096, "the seal does not fit");
	assert_int_equal(faults.n, 2);
	line = fault_line(&faults.v[0]);
	assert_string_equal(line, "forms/work.yaml:12:3: unknown key \"kin\"");
	free(line);
	line = fault_line(&faults.v[1]);
	assert_string_equal(line, "case.bundle:+4096: the seal does not fit");
	free(line);
	faults_release(&faults);
	assert_int_equal(faults.n, 0);
	assert_null(faults.v);
	faults_release(&faults);
}

static void test_faults_are_bounded(void **state)
{
	struct faults faults = { 0 };

	(void)state;
	for (int i = 1; i <= 1000; i++)
		faults_add(&faults, "x", i, 1, "%d", i);
	assert_int_equal(faults.n, 100);
	assert_int_equal(faults.v[0].line, 1);
	assert_string_equal(faults.v[99].text, "100");
	faults_release(&faults);
}

static void give_screen_back(void)
{
	fputs("screen ", stderr);
}

static void hook_that_fails(void)
{
	die("in the hook");
}

/* Runs die() in a child; returns its exit status, with what it wrote. */
static int die_with(void (*hook)(void), char *out, size_t size)
{
	int fd[2], status;
	ssize_t n;
	size_t len = 0;
	pid_t pid;

	assert_int_equal(pipe(fd), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(fd[1], STDERR_FILENO);
		close(fd[0]);
		die_hook = hook;
		die("no %s", "memory");
	}
	close(fd[1]);
	while (len < size - 1 && (n = read(fd[0], out + len, size - 1 - len)) > 0)
		len += (size_t)n;
	out[len] = '\0';
	close(fd[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void test_die(void **state)
{
	char out[200];

	(void)state;
	assert_int_equal(die_with(NULL, out, sizeof out), EX_OSERR);
	assert_string_equal(out, "indstil: no memory\n");
	assert_int_equal(die_with(give_screen_back, out, sizeof out), EX_OSERR);
	assert_string_equal(out, "screen indstil: no memory\n");
	assert_int_equal(die_with(hook_that_fails, out, sizeof out), EX_OSERR);
	assert_string_equal(out, "indstil: in the hook\n");
}

/* What is told apart to people: room, rights, a limit, the disk itself. */
static void test_of_system(void **state)
{
	(void)state;
	assert_int_equal(error_of_system(ENOSPC), ERROR_FULL);
	assert_int_equal(error_of_system(EDQUOT), ERROR_FULL);
	assert_int_equal(error_of_system(EACCES), ERROR_RIGHTS);
	assert_int_equal(error_of_system(EPERM), ERROR_RIGHTS);
	assert_int_equal(error_of_system(EROFS), ERROR_RIGHTS);
	assert_int_equal(error_of_system(EFBIG), ERROR_LIMIT);
	assert_int_equal(error_of_system(EIO), ERROR_IO);
	assert_int_equal(error_of_system(ENOENT), ERROR_FILE);
	assert_int_equal(error_of_system(0), ERROR_FILE);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_error),
		cmocka_unit_test(test_error_cut),
		cmocka_unit_test(test_error_exact_fit),
		cmocka_unit_test(test_fault_lines),
		cmocka_unit_test(test_faults_are_bounded),
		cmocka_unit_test(test_die),
		cmocka_unit_test(test_of_system),
		cmocka_unit_test(test_of_system),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
