/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

static char folder[80];

static int make_folder(void **state)
{
	const char *tmp = getenv("TMPDIR");

	(void)state;
	snprintf(folder, sizeof folder, "%s/file-XXXXXX", tmp && strlen(tmp) < 50 ? tmp : "/tmp");
	return mkdtemp(folder) != NULL && chdir(folder) == 0 ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink("paper");
	unlink("link");
	return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static int names(void)
{
	DIR *dir = opendir(".");
	int n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n - 2;		/* "." and ".." */
}

static void assert_holds(const char *path, const char *text)
{
	char there[100] = "";
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	assert_int_equal(fread(there, 1, sizeof there - 1, file), strlen(text));
	fclose(file);
	assert_string_equal(there, text);
}

static bool write_text(const char *path, const char *text, struct error *e)
{
	return file_write_whole(path, text, strlen(text), e);
}

static void test_new(void **state)
{
	struct stat file;
	mode_t mask = umask(0);

	(void)state;
	assert_true(write_text("paper", "indstilling\n", NULL));
	umask(mask);
	assert_holds("paper", "indstilling\n");
	assert_int_equal(stat("paper", &file), 0);
	assert_int_equal(file.st_mode & 07777, 0600);
	assert_int_equal(names(), 1);
}

/* Puts a new one in the place of an old one; whoever has that open goes on reading it. */
static bool replaces(const char *path)
{
	char line[20] = "";
	bool written = write_text(path, "a longer one\n", NULL);
	FILE *old = fopen(path, "r");

	if (!written || old == NULL || !write_text(path, "new\n", NULL))
		return false;
	written = fgets(line, sizeof line, old) != NULL && strcmp(line, "a longer one\n") == 0;
	fclose(old);
	return written;
}

static void test_over(void **state)
{
	char path[100];

	(void)state;
	snprintf(path, sizeof path, "%s/paper", folder);
	assert_true(replaces(path));
	assert_holds("paper", "new\n");
	assert_int_equal(names(), 1);
}

static void test_refused(void **state)
{
	struct error e = { 0 };

	(void)state;
	assert_false(write_text("nowhere/paper", "x", &e));
	assert_int_equal(e.kind, ERROR_FILE);
	assert_string_equal(e.what, "No such file or directory");
	assert_int_equal(symlink("paper", "link"), 0);
	assert_false(write_text("link", "x", &e));
	assert_non_null(strstr(e.what, "no plain file"));
	assert_false(write_text(".", "x", &e));
	assert_int_equal(names(), 1);
}

/* From now on linkat(2) says, in this process, that there is no such file. */
static bool forbid_links(void)
{
	struct sock_filter steps[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_linkat, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOENT),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof steps / sizeof *steps, steps };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

/* As where /proc is not there, or files without a name are not. */
static void test_without_links(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	assert_true(pid >= 0);
	if (pid == 0) {
		if (!forbid_links())
			_exit(77);
		_exit(replaces("paper") ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		skip();
	assert_int_equal(status, 0);
	assert_holds("paper", "new\n");
	assert_int_equal(names(), 1);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_new),
		TEST(test_over),
		TEST(test_refused),
		TEST(test_without_links),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
