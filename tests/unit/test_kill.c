/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The program is killed at every call with which it changes something, in
 * everything that writes: saving while one types, an import, an export, a copy
 * and the way back, an erasure, a base that is brought up.  After each
 * the base is there, opens and is whole, with either all of what the command does or none
 * of it; what it had reported done is done; and nothing lies about but what the
 * manual names.
 *
 *	test_kill [EVERY]	only one call in EVERY
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "kept.h"
#include "killer.h"
#include "scratch.h"
#include "store/aside.h"
#include "store/ballast.h"
#include "store/draft.h"
#include "store/store_internal.h"

#define WORDS 8
#define OPTIONS "--base", "base.db", "--today", "2017-05-09", "--lang", "en"
#define NO_BASE (-1)
#define DAMAGED (-2)

static long every = 1;

static char folder[80];			/* all of it, and the working folder */
static char demo[3][512];		/* cases of the practice base */
static char more[3][512];

/*
 * Files
 */

static void copy(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
	char block[65536];
	ssize_t n;

	assert_true(in >= 0 && out >= 0);
	while ((n = read(in, block, sizeof block)) > 0)
		assert_int_equal(write(out, block, (size_t)n), n);
	close(in);
	close(out);
}

static bool is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

static off_t size_of(const char *path)
{
	struct stat file;

	return stat(path, &file) == 0 ? file.st_size : -1;
}

/* Calls `each` with every name here until it returns false. */
static void each_name(bool (*each)(const char *name, void *arg), void *arg)
{
	DIR *dir = opendir(".");
	struct dirent *entry;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && !each(entry->d_name, arg))
			break;
	closedir(dir);
}

static bool remove_name(const char *name, void *arg)
{
	(void)arg;
	assert_int_equal(unlink(name), 0);
	return true;
}

#define ID "????????????????"
#define DATE "20*"

/* The names that indstil(1) has under FILES. */
static bool is_documented(const char *name, void *arg)
{
	static const char *const patterns[] = {
		"base.db", "base.db-journal", "base.db-draft-" ID, "base.db-ballast",
		"base.db-backup-" DATE,
		"base.db-before-schema-1", "base.db-before-schema-1-journal",
		"base.db-replaced-" DATE,
		"*.new-" ID, "*.new-" ID "-journal",
		"copy.db", "copy.db-journal", "paper", "paper.??????", "out", "keys", "answered-?",
	};
	const char **stranger = arg;

	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		if (fnmatch(patterns[i], name, 0) == 0)
			return true;
	*stranger = xstrdup(name);
	return false;
}

static bool is_aside(const char *name, void *arg)
{
	bool *found = arg;

	*found = strstr(name, ".new-") != NULL;
	return !*found;
}

static bool is_replaced(const char *name, void *arg)
{
	char **kept = arg;

	if (fnmatch("base.db-replaced-" DATE "[0-9]", name, 0) == 0)
		*kept = xstrdup(name);
	return *kept == NULL;
}

/*
 * Bases
 */

/* The base as the next start opens it; its copies as they are. */
static struct store *open_it(const char *path, struct keys *keys)
{
	struct store *store = NULL;

	if (strcmp(path, "base.db") != 0)
		return store_open_as_is(path, keys, NULL);
	return store_open(&store, path, STORE_EXISTING, keys, NULL, NULL) ? store : NULL;
}

/* How many actions there are in a base that is whole; NO_BASE, DAMAGED. */
static long actions_of(const char *path)
{
	struct keys *keys = keys_new();
	struct scratch base = { 0 };
	struct store *store;
	long found = NO_BASE;

	if (is_there(path)) {
		store = open_it(path, keys);
		found = store != NULL && store_verify(store, NULL, NULL, NULL) == 0 ? 0 : DAMAGED;
		store_close(store);
	}
	keys_free(keys);
	snprintf(base.path, sizeof base.path, "%s", path);
	return found == 0 ? (long)scratch_int(&base, "SELECT count(*) FROM action") : found;
}

static void run(const char *const words[])
{
	const char *argv[WORDS + 8] = { getenv("INDSTIL"), OPTIONS };
	struct killing killing;
	size_t n = 7;

	for (size_t i = 0; words[i] != NULL; i++)
		argv[n++] = words[i];
	if (!killer_run(argv, 0, "out", &killing))
		skip();
	if (killing.status != 0)
		fail_msg("%s: status %d", words[0], WEXITSTATUS(killing.status));
	unlink("out");
}

/* Made once: a base of three cases, and one of six. */
static void make_bases(void)
{
	if (is_there("../three.db"))
		return;
	run((const char *const []){ "import", demo[0], demo[1], demo[2], NULL });
	copy("base.db", "../three.db");
	run((const char *const []){ "import", more[0], more[1], more[2], NULL });
	copy("base.db", "../six.db");
	unlink("base.db-journal");
	unlink("base.db");
}

/*
 * A command, what is there before it, and what must hold however far it came
 */

struct scene {
	const char *name;
	const char *words[WORDS];
	long least;			/* calls that it makes at least */
	void (*before)(void);
	bool (*good)(bool reported);	/* reported: it had said on its output that it is done */
};

static void nothing(void)
{
}

static void three_cases(void)
{
	copy("../three.db", "base.db");
}

static bool all_or_nothing(long before, long after, bool reported)
{
	long n = actions_of("base.db");

	return n == after || (n == before && !reported);
}

/* A new base may be there with no case yet. */
static bool good_first_import(bool reported)
{
	return all_or_nothing(NO_BASE, 3, reported) || (actions_of("base.db") == 0 && !reported);
}

static bool good_import(bool reported)
{
	return all_or_nothing(3, 6, reported);
}

static bool good_show(bool reported)
{
	return all_or_nothing(3, 4, reported);
}

/* Whether this file system has files without a name: what is made in one leaves nothing (base/file.h). */
static bool has_nameless(void)
{
	int fd = open(".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static bool is_half_a_paper(const char *name, void *arg)
{
	bool *found = arg;

	*found = fnmatch("paper.??????", name, 0) == 0;
	return !*found;
}

/* The paper is whole or not there, and is in the log. */
static bool good_print(bool reported)
{
	bool printed = is_there("paper"), left = false;

	(void)reported;
	each_name(is_half_a_paper, &left);
	return all_or_nothing(3, 4, printed) && (!printed || size_of("paper") == size_of("../paper")) &&
	    !(left && has_nameless());
}

/* Before it is the new one it is the old one. */
static bool good_print_over(bool reported)
{
	bool printed = size_of("paper") == size_of("../paper");

	(void)reported;
	return all_or_nothing(3, 4, printed) && (printed || size_of("paper") == size_of("keys"));
}

static void before_print(void)
{
	three_cases();
	if (!is_there("../paper")) {
		run((const char *const []){ "print", "2017-0014", "recommendation", "-o", "paper", NULL });
		copy("paper", "../paper");
		unlink("paper");
		three_cases();
	}
}

/* "keys" holds what the old one did. */
static void before_print_over(void)
{
	FILE *old = fopen("keys", "w");

	before_print();
	assert_non_null(old);
	fputs("another paper\n", old);
	fclose(old);
	copy("keys", "paper");
}

static bool good_backup(bool reported)
{
	long copied = actions_of("copy.db");

	(void)reported;
	return actions_of("base.db") == 3 && (copied == 3 || copied == NO_BASE);
}

static void before_restore(void)
{
	copy("../six.db", "base.db");
	copy("../three.db", "copy.db");
}

/* Whichever stands there, the old one is somewhere, whole. */
static bool good_restore(bool reported)
{
	long n = actions_of("base.db"), kept_n = NO_BASE;
	char *kept = NULL;

	each_name(is_replaced, &kept);
	if (kept != NULL)
		kept_n = actions_of(kept);
	free(kept);
	return (n == 3 && kept_n == 6) || (n == 6 && !reported && (kept_n == NO_BASE || kept_n == 3));
}

static void before_restore_of_lost(void)
{
	copy("../three.db", "copy.db");
}

static bool good_restore_of_lost(bool reported)
{
	return all_or_nothing(NO_BASE, 3, reported);
}

#define COPY_OF_DAY "base.db-backup-2017-05-08"

static void before_erase(void)
{
	three_cases();
	copy("../three.db", COPY_OF_DAY);
}

static bool holds_name(const char *path)
{
	char *bytes = xmalloc((size_t)size_of(path));
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = read(fd, bytes, (size_t)size_of(path));
	bool holds = n > 0 && memmem(bytes, (size_t)n, "Birgit", 6) != NULL;

	close(fd);
	free(bytes);
	return holds;
}

/* While a copy holds it the base does: then it can be erased again. */
static bool good_erase(bool reported)
{
	bool base = all_or_nothing(3, 4, reported), copied = actions_of(COPY_OF_DAY) == 3;

	return base && copied && (holds_name("base.db") || !holds_name(COPY_OF_DAY)) &&
	    (actions_of("base.db") == 3) == holds_name("base.db");
}

static char *kept;			/* what is in the older base */

static void before_migration(void)
{
	assert_true(kept_base(1, "base.db"));
	if (kept == NULL)
		kept = kept_rows("base.db");
}

static bool same_as_kept(const char *path)
{
	char *rows = kept_rows(path);
	bool same = strcmp(rows, kept) == 0;

	free(rows);
	return same;
}

/* A base of the new schema has a copy of the old one beside it. */
static bool good_migration(bool reported)
{
	struct scratch base = { .path = "base.db" };
	bool old = scratch_int(&base, "PRAGMA user_version") == 1, copied = is_there("base.db-before-schema-1");
	struct scratch copy = { .path = "base.db-before-schema-1" };

	(void)reported;
	return (old || copied) && (!copied || scratch_int(&copy, "PRAGMA user_version") == 1) &&
	    actions_of("base.db") > 0 && same_as_kept("base.db") &&
	    (!copied || (actions_of(copy.path) > 0 && same_as_kept(copy.path)));
}

/* Letters that stand nowhere else in the case; after each the screen is dumped: then its key has been answered. */
static const char *const letters[] = { "À", "È", "Ì", "Ò", "Ù", "Â", "Ê", "Î" };
#define LETTERS (sizeof letters / sizeof *letters)

/* The copy of the day is there, so that no thread makes it meanwhile. */
static void before_typing(void)
{
	FILE *keys = fopen("keys", "w");

	assert_non_null(keys);
	fputs("\"mikkel\" Enter Tab End\n", keys);
	for (size_t i = 0; i < LETTERS; i++)
		fprintf(keys, "\"%s\"\n:dump answered-%zu\n", letters[i], i);
	fputs("Tab ^Q\n", keys);
	fclose(keys);
	three_cases();
	copy("../three.db", "base.db-backup-2017-05-09");
	assert_true(ballast_lay("base.db"));
}

/* How many of them are in a text, from the first on. */
static size_t typed_in(const char *text)
{
	size_t n = 0;

	while (text != NULL && n < LETTERS && strstr(text, letters[n]) != NULL)
		n++;
	return n;
}

/* What is in the base, or what the next start would offer. */
static size_t typed_found(void)
{
	struct keys *keys = keys_new();
	struct store *store = open_it("base.db", keys);
	struct record record;
	struct draft_left *left;
	size_t n, most;
	int64_t id;

	assert_true(store_find(store, "2017-0021", &id, NULL) && store_load(store, id, &record, NULL));
	const struct value *value = record_at(&record, 1, keys_intern(keys, "referral.question"), 0);
	most = typed_in(value ? value->text : NULL);
	record_release(&record);
	store_close(store);
	keys_free(keys);
	assert_true(draft_left("base.db", &left, &n, NULL));
	for (size_t i = 0; i < n; i++) {
		if (typed_in(left[i].text) > most)
			most = typed_in(left[i].text);
		draft_left_release(&left[i]);
	}
	free(left);
	return most;
}

static size_t typed_answered(void)
{
	char name[40];

	for (size_t n = 0; n < LETTERS; n++) {
		snprintf(name, sizeof name, "answered-%zu", n);
		if (!is_there(name))
			return n;
	}
	return LETTERS;
}

/* What was answered is there, and at most the key besides that was in doubt. */
static bool good_typing(bool reported)
{
	size_t answered = typed_answered(), found = typed_found();
	long n = actions_of("base.db");

	(void)reported;
	return n >= 3 && n <= 5 && found >= answered && found <= answered + 1;
}

/*
 * The sweep
 */

static void explain(const struct scene *scene, long when, const struct killing *killing, const char *why)
{
	fail_msg("%s, killed at call %ld (system call %ld): %s; base: %ld actions", scene->name, when,
	    killing->last, why, actions_of("base.db"));
}

static void expect_tidy(const struct scene *scene, long when, const struct killing *killing)
{
	const char *stranger = NULL;
	bool left = false;

	each_name(is_documented, &stranger);
	if (stranger != NULL)
		explain(scene, when, killing, stranger);
	aside_clear("base.db");
	aside_clear("copy.db");
	each_name(is_aside, &left);
	if (left)
		explain(scene, when, killing, "what is nobody's stays");
}

/* True: it was killed; false: it came to its end. */
static bool kill_at(const struct scene *scene, const char *const argv[], long when)
{
	struct killing killing;

	each_name(remove_name, NULL);
	scene->before();
	if (!killer_run(argv, when, "out", &killing))
		skip();
	if (!killing.killed && killing.status != 0)
		explain(scene, when, &killing, "it failed by itself");
	if (!scene->good(size_of("out") > 0))
		explain(scene, when, &killing, "not as it should be");
	expect_tidy(scene, when, &killing);
	return killing.killed;
}

static void sweep(const struct scene *scene)
{
	const char *argv[WORDS + 8] = { getenv("INDSTIL"), OPTIONS };
	long when = 1, n = 0;

	for (size_t i = 0; scene->words[i] != NULL; i++)
		argv[7 + i] = scene->words[i];
	for (; kill_at(scene, argv, when); when += every)
		n++;
	print_message("# %s: killed at %ld of its %ld calls that write\n", scene->name, n, when - 1);
	assert_true(when > scene->least);
}

static const struct scene scenes[] = {
	{ "first import", { "import", demo[0], demo[1], demo[2] }, 100, nothing, good_first_import },
	{ "import", { "import", more[0], more[1], more[2] }, 60, three_cases, good_import },
	{ "show", { "show", "2017-0014" }, 20, three_cases, good_show },
	{ "print", { "print", "2017-0014", "recommendation", "-o", "paper" }, 20, before_print, good_print },
	{ "print over a file", { "print", "2017-0014", "recommendation", "-o", "paper" }, 20, before_print_over,
	    good_print_over },
	{ "backup", { "backup", "copy.db" }, 30, three_cases, good_backup },
	{ "restore", { "restore", "copy.db" }, 30, before_restore, good_restore },
	{ "restore of a lost base", { "restore", "copy.db" }, 30, before_restore_of_lost, good_restore_of_lost },
	{ "erase", { "erase", "2017-0014" }, 50, before_erase, good_erase },
	{ "migration", { "list" }, 40, before_migration, good_migration },
	{ "typing", { "--script", "keys" }, 50, before_typing, good_typing },
};

static void test_killed_anywhere(void **state)
{
	const struct scene *scene = *state;

	make_bases();
	sweep(scene);
}

static int remove_folder(void **state)
{
	char command[120];

	(void)state;
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

static int make_folder(void **state)
{
	static const char *const names[2][3] = {
		{ "2017-0014", "2017-0019", "2017-0021" }, { "2017-0002", "2017-0003", "2017-0005" },
	};
	const char *tmp = getenv("TMPDIR"), *data = getenv("INDSTIL_DATADIR");

	(void)state;
	snprintf(folder, sizeof folder, "%s/kill-XXXXXX", tmp && strlen(tmp) < 50 ? tmp : "/tmp");
	if (mkdtemp(folder) == NULL || chdir(folder) != 0 || mkdir("work", 0700) != 0 || chdir("work") != 0)
		return -1;
	for (int i = 0; i < 3; i++) {
		snprintf(demo[i], sizeof demo[i], "%s/demo/%s.yaml", data, names[0][i]);
		snprintf(more[i], sizeof more[i], "%s/demo/%s.yaml", data, names[1][i]);
	}
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TERM", "xterm-256color", 1);
	return 0;
}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[sizeof scenes / sizeof *scenes];

	if (argc > 1)
		every = atol(argv[1]);
	for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++)
		tests[i] = (struct CMUnitTest){ scenes[i].name, test_killed_anywhere, NULL, NULL,
			(void *)(uintptr_t)&scenes[i] };
	return cmocka_run_group_tests_name("killed at any call", tests, make_folder, remove_folder);
}
