/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/text.h"
#include "scratch.h"
#include "store/draft.h"
#include "store/draft_format.h"

static const struct draft_place place = {
	.record = "00000000-0000-4000-8000-000000000001",
	.round = 2,
	.key = "goal.wishes",
	.stored = 1,
	.row = 77,
	.version = 99,
};

static struct draft *opened(struct scratch *s)
{
	struct draft *draft;
	struct error e = { 0 };

	if (!draft_open(&draft, s->path, &e))
		fail_msg("%s", e.what);
	return draft;
}

static void begin(struct draft *draft, const char *text)
{
	assert_true(draft_begin(draft, &place, text, strlen(text), NULL));
}

static void type(struct draft *draft, size_t at, const char *text)
{
	assert_true(draft_edit(draft, at, 0, text, strlen(text), NULL));
}

/* The only log there is; the caller's. */
static char *log_path(struct scratch *s)
{
	char *pattern = xasprintf("%s-draft-*", s->path), *path;
	glob_t found;

	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	assert_int_equal(found.gl_pathc, 1);
	path = xstrdup(found.gl_pathv[0]);
	globfree(&found);
	free(pattern);
	return path;
}

static size_t logs(struct scratch *s)
{
	char *pattern = xasprintf("%s-draft-*", s->path);
	glob_t found;
	size_t n = glob(pattern, 0, NULL, &found) == 0 ? found.gl_pathc : 0;

	if (n > 0)
		globfree(&found);
	free(pattern);
	return n;
}

/* The text that is left of a sound log, the caller's, or NULL. */
static char *left_text(struct scratch *s)
{
	struct draft_left *left;
	struct error e = { 0 };
	char *text = NULL;
	size_t n;

	if (!draft_left(s->path, &left, &n, &e))
		fail_msg("%s", e.what);
	assert_true(n <= 1);
	if (n == 1 && !left->damaged) {
		text = xstrndup(left->text, left->len);
		assert_string_equal(left->place.record, place.record);
		assert_string_equal(left->place.key, place.key);
		assert_int_equal(left->place.round, place.round);
		assert_int_equal(left->place.stored, place.stored);
		assert_true(left->place.row == place.row && left->place.version == place.version);
	}
	if (n == 1)
		draft_left_release(left);
	free(left);
	return text;
}

/* A text of a damaged log: what is left of it, the caller's; NULL where there is none, or a sound one. */
static char *damaged_text(struct scratch *s, struct draft_place *at)
{
	struct draft_left *left;
	char *text = NULL;
	size_t n;

	assert_true(draft_left(s->path, &left, &n, NULL));
	assert_true(n <= 1);
	if (n == 1 && left->damaged) {
		text = xstrndup(left->text, left->len);
		*at = left->place;
	}
	if (n == 1)
		draft_left_release(left);
	free(left);
	return text;
}

static void assert_left(struct scratch *s, const char *expected)
{
	char *text = left_text(s);

	if (expected == NULL)
		assert_null(text);
	else
		assert_string_equal(text ? text : "(none)", expected);
	free(text);
}

/* Runs in another process, which then dies without having closed anything. */
static void in_dead_session(struct scratch *s, void (*work)(struct draft *draft))
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		work(opened(s));
		raise(SIGKILL);
	}
	assert_true(waitpid(pid, &status, 0) == pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void type_hello(struct draft *draft)
{
	begin(draft, "Heste");
	type(draft, 5, "!");
	type(draft, 0, "Røde ");
	assert_true(draft_edit(draft, 6, 5, "k", 1, NULL));
	assert_true(draft_edit(draft, 0, 1, NULL, 0, NULL));
}

static void test_left(void **state)
{
	struct scratch *s = *state;
	struct draft_left *left;
	size_t n;

	in_dead_session(s, type_hello);
	assert_left(s, "øde k!");
	assert_true(draft_left(s->path, &left, &n, NULL));
	assert_int_equal(n, 1);
	assert_true(labs((long)(left->at - time(NULL))) < 60);
	assert_true(draft_left_remove(left, NULL));
	draft_left_release(left);
	free(left);
	assert_int_equal(logs(s), 0);
	assert_left(s, NULL);
}

static void type_and_end(struct draft *draft)
{
	type_hello(draft);
	assert_true(draft_end(draft, NULL));
}

static void only_begin(struct draft *draft)
{
	begin(draft, "");
}

static void nothing(struct draft *draft)
{
	(void)draft;
}

static void test_ended(void **state)
{
	struct scratch *s = *state;

	in_dead_session(s, type_and_end);
	assert_left(s, NULL);
	assert_int_equal(logs(s), 0);
	in_dead_session(s, nothing);
	assert_left(s, NULL);
	assert_int_equal(logs(s), 0);
	in_dead_session(s, only_begin);
	assert_left(s, "");
}

/* No byte of what was typed stays in the file of an ended draft. */
static void test_zeroed(void **state)
{
	struct scratch *s = *state;
	struct draft *draft = opened(s);
	char *path = log_path(s);
	struct stat file;
	FILE *f;
	int c;

	begin(draft, "Heste");
	for (int i = 0; i < 4000; i++)
		type(draft, 0, "x");
	assert_true(draft_end(draft, NULL));
	assert_int_equal(stat(path, &file), 0);
	assert_int_equal(file.st_mode & 07777, 0600);
	assert_int_equal(file.st_size, 2 * DRAFT_HALF);
	f = fopen(path, "r");
	while ((c = getc(f)) != EOF)
		assert_int_equal(c, 0);
	fclose(f);
	free(path);
	draft_close(draft);
	assert_int_equal(logs(s), 0);
}

/* A living session's log is its own; so is another's of this process. */
static void test_living(void **state)
{
	struct scratch *s = *state;
	struct draft *draft = opened(s), *other;

	begin(draft, "Heste");
	assert_left(s, NULL);
	other = opened(s);
	begin(other, "Køer");
	assert_left(s, NULL);
	assert_int_equal(logs(s), 2);
	draft_close(draft);
	draft_close(other);
	draft_close(NULL);
}

/* What one session offers to a person, no other one offers too. */
static void test_offered_once(void **state)
{
	struct scratch *s = *state;
	struct draft_left *left;
	size_t n;

	in_dead_session(s, type_hello);
	assert_true(draft_left(s->path, &left, &n, NULL));
	assert_int_equal(n, 1);
	assert_left(s, NULL);
	draft_left_release(left);
	free(left);
	assert_left(s, "øde k!");
}

static void test_other_files(void **state)
{
	struct scratch *s = *state;
	char *path = xasprintf("%s-draft-notes.txt", s->path);
	FILE *f = fopen(path, "w");

	fputs("keep me", f);
	fclose(f);
	assert_left(s, NULL);
	assert_int_equal(access(path, F_OK), 0);
	free(path);
	assert_false(draft_left("/nowhere/at/all/base.db", &(struct draft_left *){ NULL }, &(size_t){ 0 },
	    NULL));
}

/* All that a draft may be read as: its text at first, and after each of its edits. */
#define STATES 60
static char states[STATES][512];

/* Fills `states`, and types them where there is a draft. */
static void type_states(struct draft *draft)
{
	struct text text = { 0 };
	char word[16];

	text_add(&text, "Begin.");
	strcpy(states[0], text.s);
	if (draft != NULL)
		begin(draft, text.s);
	for (int i = 1; i < STATES; i++) {
		size_t at = (size_t)(i * 7) % text.len, removed = (size_t)i % 2, len;

		len = (size_t)snprintf(word, sizeof word, "<%d>", i);
		text_splice(&text, at, removed, word, len);
		strcpy(states[i], text.s);
		if (draft != NULL)
			assert_true(draft_edit(draft, at, removed, word, len, NULL));
	}
	text_release(&text);
}

struct bytes {
	char *s;
	size_t len;
};

static struct bytes slurp(const char *path)
{
	struct bytes b = { xmalloc(4 * DRAFT_HALF), 0 };
	int fd = open(path, O_RDONLY);

	b.len = (size_t)read(fd, b.s, 4 * DRAFT_HALF);
	close(fd);
	return b;
}

/* The text that is left of a log of these bytes, the caller's, or NULL. */
static char *text_of(struct scratch *s, const char *path, const char *bytes, size_t len)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);

	assert_true(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
	close(fd);
	return left_text(s);
}

/* Which state a log of these bytes gives, -1 for none; any other text fails. */
static int state_of(struct scratch *s, const char *path, const char *bytes, size_t len)
{
	char *text = text_of(s, path, bytes, len);
	int i = text ? STATES - 1 : -1;

	while (i >= 0 && strcmp(states[i], text) != 0)
		i--;
	if (text != NULL && i < 0)
		fail_msg("a text that never was: %s", text);
	free(text);
	return i;
}

static void test_torn(void **state)
{
	struct scratch *s = *state;
	struct bytes b;
	char *path;
	int before = STATES - 1;

	type_states(NULL);
	in_dead_session(s, type_states);
	path = log_path(s);
	b = slurp(path);
	while (b.len > 0 && b.s[b.len - 1] == 0)
		b.len--;
	assert_int_equal(state_of(s, path, b.s, b.len), STATES - 1);
	for (size_t len = b.len - 1; len > 0; len--) {
		int now = state_of(s, path, b.s, len);

		assert_true(now <= before && now < STATES - 1);
		before = now;
	}
	assert_int_equal(before, -1);
	for (size_t i = 0; i < b.len; i++) {
		b.s[i] ^= (char)(1 << i % 8);
		assert_true(state_of(s, path, b.s, b.len) < STATES - 1);
		b.s[i] ^= (char)(1 << i % 8);
	}
	free(b.s);
	free(path);
}

/*
 * Damage.  Whatever stands in a log and is not known to be in the base stays until a person has seen it.
 */

static void type_words(struct draft *draft)
{
	begin(draft, "De første ord. ");
	type(draft, strlen("De første ord. "), "Og de sidste.");
}

static void flip(const char *path, off_t at)
{
	int fd = open(path, O_RDWR);
	char c;

	assert_true(fd >= 0 && pread(fd, &c, 1, at) == 1);
	c ^= 4;
	assert_true(pwrite(fd, &c, 1, at) == 1);
	close(fd);
}

#define FIRST_TEXT ((off_t)sizeof(struct draft_head))
#define FIRST_EDIT ((off_t)(sizeof(struct draft_head) + sizeof "De første ord. " - 1))

/* A bit of each part of a log: what is left of its text, and whether its place is known. */
static void test_damaged_stays(void **state)
{
	static const struct {
		off_t at;
		const char *text;
		bool placed;
	} cases[] = {
		{ 0, "De første ord. Og de sidste.", true },
		{ offsetof(struct draft_head, generation), "De første ord. ", true },
		{ offsetof(struct draft_head, place.record) + 8, "De første ord. Og de sidste.", false },
		{ FIRST_TEXT, "@e første ord. Og de sidste.", true },
	};
	struct scratch *s = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct draft_place at;
		char *path, *text;

		in_dead_session(s, type_words);
		path = log_path(s);
		flip(path, cases[i].at);
		for (int again = 0; again < 2; again++) {
			text = damaged_text(s, &at);
			assert_string_equal(text ? text : "(none)", cases[i].text);
			assert_string_equal(at.key, cases[i].placed ? place.key : "");
			free(text);
		}
		assert_int_equal(unlink(path), 0);
		free(path);
	}
}

/* Without a head the words can be read still. */
static void test_words_of_a_ruin(void **state)
{
	struct scratch *s = *state;
	struct draft_place at;
	char *path, *text;

	in_dead_session(s, type_words);
	path = log_path(s);
	flip(path, offsetof(struct draft_head, magic));
	text = damaged_text(s, &at);
	assert_non_null(text);
	assert_non_null(strstr(text, "De første ord. "));
	assert_non_null(strstr(text, "Og de sidste."));
	free(text);
	free(path);
}

static void type_three(struct draft *draft)
{
	type_words(draft);
	type(draft, 0, "1");
	type(draft, 0, "2");
}

/* An edit that is not whole and has others behind it was not torn by a kill. */
static void test_damaged_within(void **state)
{
	struct scratch *s = *state;
	struct draft_place at;
	char *path, *text;

	in_dead_session(s, type_three);
	path = log_path(s);
	flip(path, FIRST_EDIT);
	text = damaged_text(s, &at);
	assert_string_equal(text ? text : "(none)", "De første ord. ");
	assert_string_equal(at.key, place.key);
	free(text);
	free(path);
}

static bool disk_fails;

/* In place of the C library's, which reads well. */
ssize_t pread(int fd, void *to, size_t n, off_t at)
{
	if (disk_fails && at == 0) {
		errno = EIO;
		return -1;
	}
	return syscall(SYS_pread64, fd, to, n, at);
}

static int writes_to_live = -1;		/* then the process dies; -1: it does not */

ssize_t pwrite(int fd, const void *from, size_t n, off_t at)
{
	if (writes_to_live == 0)
		raise(SIGKILL);
	writes_to_live -= writes_to_live > 0;
	return syscall(SYS_pwrite64, fd, from, n, at);
}

static void test_unreadable_stays(void **state)
{
	struct scratch *s = *state;
	struct draft_place at;
	char *text;

	in_dead_session(s, type_words);
	disk_fails = true;
	text = damaged_text(s, &at);
	disk_fails = false;
	assert_non_null(text);
	free(text);
	assert_left(s, "De første ord. Og de sidste.");
}

/* A stream of numbered keys: any beginning of it is a text that once was. */
static char *stream(int n)
{
	struct text text = { 0 };

	text_add(&text, "");
	for (int i = 1; i <= n; i++)
		text_addf(&text, "%d ", i);
	return text_take(&text);
}

#define KEYS 3000

static void type_key(struct draft *draft, size_t *at, int i)
{
	char word[16];
	size_t len = (size_t)snprintf(word, sizeof word, "%d ", i);

	assert_true(draft_edit(draft, *at, 0, word, len, NULL));
	*at += len;
}

static void type_stream(struct draft *draft)
{
	size_t at = 0;

	begin(draft, "");
	for (int i = 1; i <= KEYS; i++)
		type_key(draft, &at, i);
}

static void type_some(struct draft *draft)
{
	size_t at = 0;

	begin(draft, "");
	for (int i = 1; i <= 300; i++)
		type_key(draft, &at, i);
}

static int writes_of_end;

static void killed_in_end(struct draft *draft)
{
	type_some(draft);
	writes_to_live = writes_of_end;
	draft_end(draft, NULL);
}

/* A kill in the midst of the zeroing leaves the whole draft or none, and nothing that looks like damage. */
static void test_ended_in_part(void **state)
{
	struct scratch *s = *state;
	char *all = stream(300), *text;
	struct draft_place at;
	bool gone = false;

	for (writes_of_end = 0; writes_of_end < 8; writes_of_end++) {
		in_dead_session(s, killed_in_end);
		text = damaged_text(s, &at);
		assert_null(text);
		text = left_text(s);
		assert_true(text == NULL ? writes_of_end > 0 : !gone && strcmp(text, all) == 0);
		gone = gone || text == NULL;
		free(text);
		if (logs(s) > 0) {
			char *path = log_path(s);

			unlink(path);
			free(path);
		}
	}
	assert_true(gone);
	free(all);
}

/* So many keys that the halves take turns: still all of them, and still never a wrong text. */
static void test_halves(void **state)
{
	struct scratch *s = *state;
	struct bytes b;
	char *path, *all = stream(KEYS), *text;
	struct draft_place at;

	in_dead_session(s, type_stream);
	assert_left(s, all);
	path = log_path(s);
	b = slurp(path);
	for (size_t i = 0; i < b.len; i += i % 1000 < 300 ? 1 : 97) {
		b.s[i] ^= 0x10;
		text = text_of(s, path, b.s, b.len);
		assert_true(text == NULL || strncmp(text, all, strlen(text)) == 0);
		if (text == NULL)
			text = damaged_text(s, &at);
		assert_true(text != NULL && *text != '\0');	/* where one half is damaged the other one stands */
		free(text);
		b.s[i] ^= 0x10;
	}
	free(b.s);
	free(path);
	free(all);
}

static char big[100001];

static void type_big(struct draft *draft)
{
	begin(draft, "");
	type(draft, 0, big);
	type(draft, 5, "!");
	for (int i = 0; i < 2000; i++)
		type(draft, 0, "0123456789");
}

static void begin_big(struct draft *draft)
{
	begin(draft, big);
	type(draft, 0, "!");
}

static void test_growth(void **state)
{
	struct scratch *s = *state;
	char *text, *path;
	struct draft *draft;

	memset(big, 'x', sizeof big - 1);
	in_dead_session(s, type_big);
	text = left_text(s);
	assert_non_null(text);
	assert_int_equal(strlen(text), sizeof big - 1 + 1 + 20000);
	assert_memory_equal(text + 20000, "xxxxx!x", 7);
	free(text);
	path = log_path(s);
	unlink(path);
	free(path);

	in_dead_session(s, begin_big);
	text = left_text(s);
	assert_non_null(text);
	assert_int_equal(strlen(text), sizeof big);
	assert_int_equal(text[0], '!');
	free(text);
	path = log_path(s);
	unlink(path);
	free(path);

	/* The larger log serves the next field too, and is removed like any other. */
	draft = opened(s);
	begin_big(draft);
	assert_true(draft_end(draft, NULL));
	begin(draft, "Heste");
	type(draft, 5, "!");
	assert_left(s, NULL);
	draft_close(draft);
	assert_int_equal(logs(s), 0);
}

/* What a kill leaves of a larger file that never got its name. */
static void test_aside(void **state)
{
	struct scratch *s = *state;
	char *path, *aside;

	in_dead_session(s, type_hello);
	path = log_path(s);
	aside = xasprintf("%s.new", path);
	free(text_of(s, aside, "half a head", 11));
	assert_int_not_equal(access(aside, F_OK), 0);
	assert_left(s, "øde k!");
	free(aside);
	free(path);
}

static noreturn void type_and_tell(struct scratch *s, int pipe)
{
	struct draft *draft = opened(s);
	size_t at = 0;

	begin(draft, "");
	for (int i = 1; i < 1000000; i++) {
		type_key(draft, &at, i);
		if (write(pipe, &i, sizeof i) != sizeof i)
			break;
	}
	_exit(1);
}

/* How far a session got that is killed after a while: the last key that it was told is kept. */
static int killed_after(struct scratch *s, long us)
{
	int ends[2], acknowledged = 0, n;
	struct timespec pause = { 0, us * 1000 };
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		close(ends[0]);
		type_and_tell(s, ends[1]);
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &acknowledged, sizeof n), sizeof n);	/* it has begun */
	nanosleep(&pause, NULL);
	kill(pid, SIGKILL);
	while (read(ends[0], &n, sizeof n) == sizeof n)
		acknowledged = n;
	assert_true(waitpid(pid, NULL, 0) == pid);
	close(ends[0]);
	return acknowledged;
}

static void test_killed(void **state)
{
	struct scratch *s = *state;
	char *pattern = xasprintf("%s-draft-*.new", s->path);
	glob_t found;

	srand(7);
	for (int run = 0; run < 50; run++) {
		int acknowledged = killed_after(s, rand() % 40000);
		char *least = stream(acknowledged), *most = stream(acknowledged + 1);
		char *text = left_text(s), *path;

		assert_non_null(text);
		assert_true(strcmp(text, least) == 0 || strcmp(text, most) == 0);
		assert_int_equal(glob(pattern, 0, NULL, &found), GLOB_NOMATCH);
		path = log_path(s);
		unlink(path);
		free(path);
		free(text);
		free(least);
		free(most);
	}
	free(pattern);
}

static void test_syncs(void **state)
{
	struct scratch *s = *state;
	struct draft *draft = opened(s);
	struct timespec t;
	int64_t now;

	begin(draft, "Heste");
	assert_true(draft_synced(draft));
	assert_int_equal(draft_due(draft, 0), -1);
	type(draft, 0, "a");
	clock_gettime(CLOCK_MONOTONIC, &t);
	now = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
	assert_false(draft_synced(draft));
	assert_true(draft_due(draft, now) > 500 && draft_due(draft, now) <= 1000);
	assert_int_equal(draft_due(draft, now + 1001), 0);
	assert_true(draft_sync(draft, NULL));
	assert_true(draft_synced(draft));
	for (int i = 1; i <= 15; i++)
		type(draft, 0, "a");
	assert_true(draft_due(draft, now) > 0);
	type(draft, 0, "a");
	assert_int_equal(draft_due(draft, now), 0);
	assert_true(draft_sync(draft, NULL));
	assert_true(draft_synced(draft));
	assert_int_equal(draft_due(draft, now + 5000), -1);
	type(draft, 0, "a");
	assert_true(draft_end(draft, NULL));
	assert_true(draft_synced(draft));
	draft_close(draft);
}

static void written(long *calls, long *bytes)
{
	FILE *f = fopen("/proc/self/io", "r");

	assert_non_null(f);
	assert_int_equal(fscanf(f, "rchar: %*d wchar: %ld syscr: %*d syscw: %ld", bytes, calls), 2);
	fclose(f);
}

static void test_cost(void **state)
{
	struct scratch *s = *state;
	struct draft *draft = opened(s);
	long calls, bytes, calls_after, bytes_after;

	begin(draft, "Heste");
	written(&calls, &bytes);
	for (int i = 0; i < 10; i++)
		type(draft, 0, "æ");
	written(&calls_after, &bytes_after);
	assert_int_equal(calls_after - calls, 10);
	assert_true(bytes_after - bytes < 10 * 64);
	draft_close(draft);
}

/* A disk that takes nothing for a while: said each time, and once there is room again nothing is missing. */
static void type_in_want(struct draft *draft)
{
	struct rlimit old, small;
	struct error e = { 0 };

	signal(SIGXFSZ, SIG_IGN);
	begin(draft, "Heste");
	type(draft, 5, " 1");
	getrlimit(RLIMIT_FSIZE, &old);
	small = (struct rlimit){ 230, old.rlim_max };
	setrlimit(RLIMIT_FSIZE, &small);
	for (int i = 0; i < 40; i++) {
		assert_false(draft_edit(draft, 7, 0, "x", 1, &e));
		assert_false(draft_synced(draft));
	}
	assert_true(strlen(e.what) > 0);
	assert_false(draft_sync(draft, NULL));
	assert_int_not_equal(draft_due(draft, 0), -1);
	setrlimit(RLIMIT_FSIZE, &old);
}

static void type_after_want(struct draft *draft)
{
	type_in_want(draft);
	type(draft, 47, " 2");
	assert_true(draft_sync(draft, NULL));
	assert_true(draft_synced(draft));
}

static void sync_after_want(struct draft *draft)
{
	type_in_want(draft);
	assert_true(draft_sync(draft, NULL));
}

static void test_full(void **state)
{
	struct scratch *s = *state;
	char *path;

	in_dead_session(s, type_in_want);
	assert_left(s, "Heste 1");
	path = log_path(s);
	unlink(path);
	free(path);
	in_dead_session(s, type_after_want);
	assert_left(s, "Heste 1xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx 2");
	path = log_path(s);
	unlink(path);
	free(path);
	in_dead_session(s, sync_after_want);
	assert_left(s, "Heste 1xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)
		TEST(test_left),
		TEST(test_ended),
		TEST(test_zeroed),
		TEST(test_living),
		TEST(test_offered_once),
		TEST(test_other_files),
		TEST(test_torn),
		TEST(test_damaged_stays),
		TEST(test_words_of_a_ruin),
		TEST(test_damaged_within),
		TEST(test_unreadable_stays),
		TEST(test_ended_in_part),
		TEST(test_halves),
		TEST(test_growth),
		TEST(test_aside),
		TEST(test_killed),
		TEST(test_syncs),
		TEST(test_cost),
		TEST(test_full),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
