/* SPDX-License-Identifier: EUPL-1.2 */
/* What killed makers of a base or a copy left is cleared, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "scratch.h"
#include "store/aside.h"
#include "store/store_internal.h"

static bool is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

static char *beside(const struct scratch *s, const char *suffix)
{
	char *path = xasprintf("%s%s", s->path, suffix);
	FILE *file = fopen(path, "wx");

	if (file != NULL)
		fclose(file);
	assert_true(is_there(path));
	return path;
}

static void gone(char *path)
{
	assert_false(is_there(path));
	free(path);
}

static void stays(char *path)
{
	assert_true(is_there(path));
	free(path);
}

static void test_of_the_dead(void **state)
{
	struct scratch *s = *state;
	char *base = beside(s, ".new-0123456789abcdef"), *journal = beside(s, ".new-0123456789abcdef-journal");
	char *copy = beside(s, "-backup-2017-05-09.new-fedcba9876543210");

	aside_clear(s->path);
	gone(base);
	gone(journal);
	gone(copy);
}

static void test_of_others(void **state)
{
	struct scratch *s = *state;
	char *copy = beside(s, "-backup-2017-05-09"), *named = beside(s, ".new-2017");
	char *longer = beside(s, ".new-0123456789abcdef0"), *letters = beside(s, ".new-0123456789abcdeg");

	aside_clear(s->path);
	stays(copy);
	stays(named);
	stays(longer);
	stays(letters);
	assert_true(is_there(s->path));
}

/* In this process and in another. */
static void test_of_the_living(void **state)
{
	struct scratch *s = *state;
	struct aside aside;
	char *path;
	int status;

	assert_true(aside_make(&aside, s->path, NULL));
	aside_clear(s->path);
	assert_true(is_there(aside.path));
	if (fork() == 0) {
		aside_clear(s->path);
		_exit(is_there(aside.path) ? 0 : 1);
	}
	assert_true(wait(&status) > 0);
	assert_int_equal(status, 0);
	path = xstrdup(aside.path);
	aside_end(&aside);
	gone(path);
}

static void test_of_the_killed(void **state)
{
	struct scratch *s = *state;
	struct aside aside;
	char path[200];
	int ends[2], status;

	assert_int_equal(pipe(ends), 0);
	if (fork() == 0) {
		if (!aside_make(&aside, s->path, NULL) || write(ends[1], aside.path, strlen(aside.path) + 1) < 0)
			_exit(1);
		raise(SIGKILL);
	}
	assert_true(read(ends[0], path, sizeof path) > 0);
	assert_true(wait(&status) > 0);
	assert_true(is_there(path));
	aside_clear(s->path);
	assert_false(is_there(path));
	close(ends[0]);
	close(ends[1]);
}

/* Asked by another process. */
static bool is_locked(const char *path)
{
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int status;

	if (fork() == 0) {
		int fd = open(path, O_RDWR | O_CLOEXEC);

		_exit(fd >= 0 && fcntl(fd, F_GETLK, &all) == 0 && all.l_type != F_UNLCK ? 0 : 1);
	}
	assert_true(wait(&status) > 0);
	return status == 0;
}

/* Killed after it got its second name, and now it is open: opening and closing the first would drop SQLite's locks. */
static void test_of_the_finished(void **state)
{
	struct scratch *s = *state;
	char *name = xasprintf("%s.new-0123456789abcdef", s->path);

	assert_int_equal(link(s->path, name), 0);
	assert_false(is_locked(s->path));
	assert_true(db_begin(&s->store->db, NULL));
	assert_true(is_locked(s->path));
	aside_clear(s->path);
	gone(name);
	assert_true(is_locked(s->path));
	db_rollback(&s->store->db);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_of_the_dead),
		TEST(test_of_others),
		TEST(test_of_the_living),
		TEST(test_of_the_killed),
		TEST(test_of_the_finished),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
