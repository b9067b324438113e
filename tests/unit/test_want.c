/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the program itself asks of the system fails.  Without memory it ends: then
 * every key that was answered is in the draft log, and what was saved is saved.
 * Where the log cannot be written, that is told, typing goes on, and nobody hears
 * that all is on the disk before it is.
 *
 * The linker puts __wrap_NAME in the place of these functions, for this program's
 * code and not for the libraries'.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/alloc.h"
#include "scratch.h"
#include "store/backup.h"
#include "store/draft.h"

#define KEYS 60

/*
 * What fails
 */

static struct {
	bool memory, disk;		/* which calls; none: nothing fails */
	int code;			/* errno of those to the disk */
	long at, n;
	bool for_good;
	long written, synced;		/* writes that were made; how many there were at the last sync */
	long named, kept;		/* names that were given; how many there were when a folder was last synced */
	bool early;			/* a name was given to what was not synced */
} fault;

static bool strikes(bool asked)
{
	if (!asked)
		return false;
	fault.n++;
	return fault.n == fault.at || (fault.for_good && fault.n > fault.at);
}

#define WRAP(type, name, parameters, arguments) \
	type __real_##name parameters; \
	type __wrap_##name parameters; \
	type __wrap_##name parameters \
	{ \
		return strikes(fault.memory) ? NULL : __real_##name arguments; \
	}

WRAP(void *, malloc, (size_t size), (size))
WRAP(void *, calloc, (size_t n, size_t size), (n, size))
WRAP(void *, realloc, (void *p, size_t size), (p, size))
WRAP(char *, strdup, (const char *s), (s))
WRAP(char *, strndup, (const char *s, size_t n), (s, n))

ssize_t __real_pwrite(int fd, const void *data, size_t len, off_t at);
ssize_t __wrap_pwrite(int fd, const void *data, size_t len, off_t at);
int __real_fdatasync(int fd);
int __wrap_fdatasync(int fd);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __real_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags);
int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags);
int __real_link(const char *from, const char *to);
int __wrap_link(const char *from, const char *to);
int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __real_posix_fallocate(int fd, off_t at, off_t len);
int __wrap_posix_fallocate(int fd, off_t at, off_t len);

static bool disk_strikes(void)
{
	bool now = strikes(fault.disk);

	if (now)
		errno = fault.code;
	return now;
}

ssize_t __wrap_pwrite(int fd, const void *data, size_t len, off_t at)
{
	if (disk_strikes())
		return -1;
	fault.written++;
	return __real_pwrite(fd, data, len, at);
}

int __wrap_fdatasync(int fd)
{
	(void)fd;
	if (disk_strikes())
		return -1;
	fault.synced = fault.written;
	return 0;
}

int __wrap_rename(const char *from, const char *to)
{
	if (disk_strikes())
		return -1;
	fault.early |= fault.synced < fault.written;
	fault.named++;
	return __real_rename(from, to);
}

int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
	fault.named++;
	return __real_renameat2(from_folder, from, to_folder, to, flags);
}

int __wrap_link(const char *from, const char *to)
{
	fault.named++;
	return __real_link(from, to);
}

/* The program's own are all of folders. */
int __wrap_fsync(int fd)
{
	fault.kept = fault.named;
	return __real_fsync(fd);
}

int __wrap_posix_fallocate(int fd, off_t at, off_t len)
{
	return strikes(fault.disk) ? fault.code : __real_posix_fallocate(fd, at, len);
}

/*
 * A session, in a process of its own
 */

/* What it has told by the time it ended. */
struct told {
	int keys;			/* answered */
	bool opened, saved, died, synced, wrong;
	bool struck;			/* there were as many calls as it takes */
};

static struct told *told;

static const struct draft_place place = {
	.record = "01234567-89ab-cdef-0123-456789abcdef", .round = 1, .key = "citizen.address",
};

/* The n-th key: some bytes, so that the text outgrows the log at first made for it. */
static size_t key_text(int n, char out[2000])
{
	memset(out, 'a' + n % 26, 1500);
	return (size_t)snprintf(out + 1500, 500, "%04d", n) + 1500;
}

static char *text_of(int keys)
{
	char *text = xcalloc((size_t)keys * 1504 + 1, 1), one[2000];

	for (int i = 0; i < keys; i++)
		memcpy(text + 1504 * i, one, key_text(i, one));
	return text;
}

static void save(const struct scratch *s)
{
	struct keys *keys = keys_new();
	struct store *store = NULL;
	struct record record;
	struct changes changes = { 0 };

	if (!store_open(&store, s->path, STORE_EXISTING, keys, NULL, NULL) || !store_load(store, 1, &record, NULL))
		_exit(1);
	changes_add(&changes, 1, KEY_CITIZEN_ADDRESS, 0, "Prøvevej 2");
	told->saved = store_act(store, &record, ACTION_EDIT, &changes, NULL, NULL, scratch_today, NULL, NULL, NULL);
	changes_release(&changes);
	record_release(&record);
	store_close(store);
	keys_free(keys);
}

static void type(struct draft *draft)
{
	char one[2000];
	size_t at = 0;

	for (int i = 0; i < KEYS; i++) {
		size_t len = key_text(i, one);

		if (draft_edit(draft, at, 0, one, len, NULL))
			told->keys = i + 1;
		at += len;
		if (i % 16 == 15)
			draft_sync(draft, NULL);
		told->wrong = told->wrong || (draft_synced(draft) && fault.disk && fault.synced < fault.written);
	}
}

static void remember_death(void)
{
	told->died = true;
	_exit(EX_OSERR);
}

static noreturn void session(const struct scratch *s, bool saves)
{
	struct draft *draft;
	struct error e = { 0 };

	die_hook = remember_death;
	if (!draft_open(&draft, s->path, &e)) {
		told->struck = true;
		told->wrong = e.kind == ERROR_NONE;
		_exit(0);
	}
	told->opened = true;
	draft_begin(draft, &place, "", 0, NULL);
	if (saves)
		save(s);
	type(draft);
	told->struck = fault.n >= fault.at;
	fault.disk = fault.memory = false;
	told->synced = draft_sync(draft, NULL);
	_exit(0);
}

static int run(const struct scratch *s, bool saves)
{
	int status;
	pid_t pid;

	memset(told, 0, sizeof *told);
	fault.n = fault.written = fault.synced = 0;
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		session(s, saves);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* Takes what is left; how many keys are in it, and they must be the first ones. */
static int keys_left(const struct scratch *s)
{
	struct draft_left *left;
	char *whole = text_of(KEYS);
	int keys = 0;
	size_t n;

	assert_true(draft_left(s->path, &left, &n, NULL));
	assert_true(n <= 1);
	if (n == 1) {
		assert_int_equal(left->len % 1504, 0);
		assert_memory_equal(left->text, whole, left->len);
		keys = (int)(left->len / 1504);
		assert_true(draft_left_remove(left, NULL));
		draft_left_release(left);
	}
	free(left);
	free(whole);
	return keys;
}

static void test_no_memory(void **state)
{
	struct scratch *s = *state;
	struct record record;
	int status = EX_OSERR;
	long saved = 0;

	scratch_case(s->store, &record, "Birgit Prøvesen");
	record_release(&record);
	for (fault.at = 1; status != 0; fault.at++) {
		long before = (long)scratch_int(s, "SELECT count(*) FROM version WHERE value = 'Prøvevej 2'"), now;
		int keys;

		fault.memory = true;
		status = run(s, true);
		fault.memory = false;
		if (status != (told->died ? EX_OSERR : 0))
			fail_msg("call %ld: status %d", fault.at, status);
		keys = keys_left(s);
		assert_true(keys == told->keys || keys == told->keys + 1);
		now = (long)scratch_int(s, "SELECT count(*) FROM version WHERE value = 'Prøvevej 2'");
		assert_true(!told->saved || now == 1);
		assert_true(now >= before);
		saved += told->saved;
		assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	}
	print_message("# without memory at %ld calls\n", fault.at - 2);
	assert_true(fault.at > 50 && saved > 10);
}

/* Whatever was answered is there, and with the disk back all of it.  False: there were not as many calls. */
static bool disk_fails_at(const struct scratch *s, long at)
{
	fault.at = at;
	fault.disk = true;
	assert_int_equal(run(s, false), 0);
	fault.disk = false;
	assert_false(told->wrong);
	if (told->opened) {
		assert_true(told->synced);
		assert_int_equal(keys_left(s), KEYS);
	}
	return told->struck;
}

static void disk_fails(const struct scratch *s, int code, bool for_good)
{
	long at = 1;

	fault.code = code;
	fault.for_good = for_good;
	while (disk_fails_at(s, at))
		at++;
	print_message("# %s, %s: at %ld calls\n", strerror(code), for_good ? "for good" : "once", at - 1);
	assert_true(at > 20);
}

static void test_disk(void **state)
{
	static const int codes[] = { EIO, ENOSPC };

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		disk_fails(*state, codes[i], false);
		disk_fails(*state, codes[i], true);
	}
}

/*
 * What is on the disk, and in which order: a power cut could take the rest
 */

static void begin_typed(struct draft *draft, size_t len)
{
	char *text = xcalloc(len, 1);

	memset(text, 'x', len);
	assert_true(draft_begin(draft, &place, "", 0, NULL));
	assert_true(draft_edit(draft, 0, 0, text, len, NULL));
	free(text);
}

static void test_synced_before_it_is_named(void **state)
{
	struct scratch *s = *state;
	struct draft *draft;

	memset(&fault, 0, sizeof fault);
	assert_true(draft_open(&draft, s->path, NULL));
	begin_typed(draft, 100000);
	assert_true(fault.named > 0);
	assert_false(fault.early);
	assert_int_equal(fault.kept, fault.named);
	draft_close(draft);
}

/* The zeros too, or the text would stay where the file was. */
static void test_synced_before_it_is_removed(void **state)
{
	struct scratch *s = *state;
	struct draft *draft;

	memset(&fault, 0, sizeof fault);
	assert_true(draft_open(&draft, s->path, NULL));
	begin_typed(draft, 100);
	draft_close(draft);
	assert_true(fault.written > 0);
	assert_int_equal(fault.synced, fault.written);
}

/* Nobody knows what the disk has of what was written before. */
static void test_written_anew_after_a_failed_sync(void **state)
{
	struct scratch *s = *state;
	struct draft *draft;
	long written;

	memset(&fault, 0, sizeof fault);
	assert_true(draft_open(&draft, s->path, NULL));
	begin_typed(draft, 100);
	fault.disk = true;
	fault.code = EIO;
	fault.at = 1;
	assert_false(draft_sync(draft, NULL));
	written = fault.written;
	assert_true(draft_sync(draft, NULL));
	assert_int_equal(fault.written, written + 1);
	draft_close(draft);
}

/* Keys before the text, of which the disk does not take the second. */
static void type_with_a_gap(const char *path)
{
	struct draft *draft;

	memset(&fault, 0, sizeof fault);
	if (!draft_open(&draft, path, NULL) || !draft_begin(draft, &place, "d", 1, NULL) ||
	    !draft_edit(draft, 0, 0, "c", 1, NULL))
		_exit(1);
	fault.disk = true;
	fault.code = ENOSPC;
	fault.at = 1;
	if (draft_edit(draft, 1, 0, "b", 1, NULL))
		_exit(2);
	_exit(draft_edit(draft, 1, 0, "a", 1, NULL) ? 0 : 3);
}

/* Killed after the key behind one that could not be written: what is read was typed. */
static void test_nothing_is_written_behind_a_gap(void **state)
{
	struct scratch *s = *state;
	struct draft_left *left;
	size_t n;
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		type_with_a_gap(s->path);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_true(draft_left(s->path, &left, &n, NULL));
	assert_int_equal(n, 1);
	assert_string_equal(left->text, "cabd");
	draft_left_release(left);
	free(left);
}

static void test_names_are_synced(void **state)
{
	struct scratch *s = *state;
	char *copy = xasprintf("%s-copy", s->path), *kept;

	scratch_shut(s);
	memset(&fault, 0, sizeof fault);
	assert_true(backup_make(s->path, copy, NULL, NULL));
	assert_int_equal(fault.named, 1);
	assert_int_equal(fault.kept, 1);
	assert_true(backup_restore(copy, s->path, &kept, NULL));
	assert_int_equal(fault.named, 3);
	assert_int_equal(fault.kept, 3);
	scratch_open(s);
	free(kept);
	free(copy);
}

static int share(void **state)
{
	(void)state;
	told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return told == MAP_FAILED ? -1 : 0;
}

static int unshare_it(void **state)
{
	(void)state;
	return munmap(told, sizeof *told);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_no_memory),
		TEST(test_disk),
		TEST(test_synced_before_it_is_named),
		TEST(test_synced_before_it_is_removed),
		TEST(test_written_anew_after_a_failed_sync),
		TEST(test_nothing_is_written_behind_a_gap),
		TEST(test_names_are_synced),
	};

	return cmocka_run_group_tests(tests, share, unshare_it);
}
