/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "kept.h"
#include "scratch.h"
#include "store/backup.h"
#include "store/ballast.h"
#include "store/draft.h"
#include "store/file.h"
#include "store/schema.h"

static char *beside(const struct scratch *s, const char *suffix)
{
	return xasprintf("%s%s", s->path, suffix);
}

/* The file of this name beside the base, as if it were the base. */
static struct scratch other(const struct scratch *s, const char *suffix)
{
	struct scratch other = *s;
	char *path = beside(s, suffix);

	assert_true(strlen(path) < sizeof other.path);
	strcpy(other.path, path);
	free(path);
	return other;
}

static bool there(const struct scratch *s, const char *suffix)
{
	char *path = beside(s, suffix);
	bool is = access(path, F_OK) == 0;

	free(path);
	return is;
}

static int files_with(const struct scratch *s, const char *part)
{
	char command[200];
	FILE *pipe;
	int n = -1;

	snprintf(command, sizeof command, "ls %s | grep -c -e '%s'", s->folder, part);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	assert_int_equal(fscanf(pipe, "%d", &n), 1);
	pclose(pipe);
	return n;
}

static int setup(void **state)
{
	struct record record;

	scratch_setup(state);
	scratch_case(((struct scratch *)*state)->store, &record, "Birgit Prøvesen");
	record_release(&record);
	return 0;
}

/* Changes a stored text behind the store's back. */
static void damage(const struct scratch *s)
{
	scratch_sql(s, "UPDATE version SET value = 'Bodil Prøvesen' WHERE value = 'Birgit Prøvesen'");
}

static void test_copy(void **state)
{
	struct scratch *s = *state, copy = other(s, ".copy");
	char *to = beside(s, ".copy");
	struct stat file;

	assert_true(backup_make(s->path, to, NULL, NULL));
	assert_int_equal(scratch_int(&copy, "SELECT count(*) FROM version WHERE value = 'Birgit Prøvesen'"), 1);
	assert_int_equal(stat(to, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0600);
	assert_int_equal(files_with(s, "new-"), 0);
	free(to);
}

/* What is there is never written over. */
static void test_copy_there(void **state)
{
	struct scratch *s = *state;
	char *to = beside(s, ".copy");
	struct error e;

	assert_true(backup_make(s->path, to, NULL, NULL));
	assert_false(backup_make(s->path, to, NULL, &e));
	assert_int_equal(e.kind, ERROR_FILE);
	free(to);
}

/* A copy of a damaged base would push a good one out. */
static void test_copy_of_damaged(void **state)
{
	struct scratch *s = *state;
	char *to = beside(s, ".copy");
	struct error e;

	damage(s);
	assert_false(backup_make(s->path, to, NULL, &e));
	assert_int_equal(e.kind, ERROR_BASE);
	assert_false(there(s, ".copy"));
	assert_int_equal(files_with(s, "new-"), 0);
	free(to);
}

static void test_copy_stopped(void **state)
{
	struct scratch *s = *state;
	atomic_bool stop = true;
	char *to = beside(s, ".copy");
	struct error e;

	assert_false(backup_make(s->path, to, &stop, &e));
	assert_int_equal(e.kind, ERROR_BUSY);
	assert_false(there(s, ".copy"));
	assert_int_equal(files_with(s, "new-"), 0);
	free(to);
}

static void make_days(struct scratch *s, int from, int to)
{
	for (int day = from; day <= to; day++)
		assert_true(backup_daily(s->path, (struct date){ 2026, 6, day }, NULL, NULL));
}

static void test_daily_once(void **state)
{
	struct scratch *s = *state, copy = other(s, "-backup-2026-06-01");
	struct record record;

	make_days(s, 1, 1);
	scratch_case(s->store, &record, "Anna");
	record_release(&record);
	make_days(s, 1, 1);
	assert_int_equal(scratch_int(&copy, "SELECT count(*) FROM record"), 1);
}

static void test_daily_seven(void **state)
{
	struct scratch *s = *state;

	make_days(s, 1, 7);
	assert_int_equal(files_with(s, "-backup-"), 7);
	make_days(s, 8, 9);
	assert_int_equal(files_with(s, "-backup-"), 7);
	assert_false(there(s, "-backup-2026-06-02"));
	assert_true(there(s, "-backup-2026-06-03"));
	assert_true(there(s, "-backup-2026-06-09"));
}

/* A clock that once was far ahead does not push out the copies of real days. */
static void test_daily_clock(void **state)
{
	struct scratch *s = *state;

	assert_true(backup_daily(s->path, (struct date){ 2031, 1, 1 }, NULL, NULL));
	make_days(s, 1, 7);
	assert_false(there(s, "-backup-2031-01-01"));
	assert_true(there(s, "-backup-2026-06-01"));
}

/* A day on which the base is damaged takes no copy away. */
static void test_daily_damaged(void **state)
{
	struct scratch *s = *state;

	make_days(s, 1, 7);
	damage(s);
	assert_false(backup_daily(s->path, (struct date){ 2026, 6, 8 }, NULL, NULL));
	assert_int_equal(files_with(s, "-backup-"), 7);
	assert_true(there(s, "-backup-2026-06-01"));
}

static void test_list_latest_first(void **state)
{
	struct scratch *s = *state;
	char **paths, *old = beside(s, "-backup-2026-06-01"), *other = beside(s, "-backup-latest");
	size_t n;

	make_days(s, 1, 2);
	assert_int_equal(rename(old, other), 0);
	paths = backups_of(s->path, false, &n);
	assert_int_equal(n, 1);
	assert_non_null(strstr(paths[0], "-backup-2026-06-02"));
	backups_free(paths, n);
	free(other);
	free(old);
}

static void test_restore(void **state)
{
	struct scratch *s = *state;
	char *copy = beside(s, ".copy"), *kept;
	struct scratch old;

	assert_true(backup_make(s->path, copy, NULL, NULL));
	damage(s);
	scratch_shut(s);
	assert_true(backup_restore(copy, s->path, &kept, NULL));
	old = other(s, kept + strlen(s->path));
	assert_int_equal(scratch_int(&old, "SELECT count(*) FROM version WHERE value = 'Bodil Prøvesen'"), 1);
	scratch_open(s);
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM version WHERE value = 'Birgit Prøvesen'"), 1);
	assert_true(there(s, ".copy"));
	free(kept);
	free(copy);
}

/* Pages that SQLite cannot even open give way too. */
static void test_restore_over_rubbish(void **state)
{
	struct scratch *s = *state;
	char *copy = beside(s, ".copy"), *kept;
	FILE *file;

	assert_true(backup_make(s->path, copy, NULL, NULL));
	scratch_shut(s);
	file = fopen(s->path, "r+");
	assert_non_null(file);
	assert_int_equal(fwrite("rubbish rubbish rubbish", 1, 20, file), 20);
	fclose(file);
	assert_true(backup_restore(copy, s->path, &kept, NULL));
	scratch_open(s);
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	free(kept);
	free(copy);
}

/* Nor may a journal stay that SQLite could not play back: it belongs to the old base. */
static void test_restore_takes_the_journal_away(void **state)
{
	struct scratch *s = *state;
	char *copy = beside(s, ".copy"), *journal = beside(s, "-journal"), *inside = beside(s, "-journal/part");
	char *kept, *journal_kept;

	assert_true(backup_make(s->path, copy, NULL, NULL));
	scratch_shut(s);
	unlink(journal);
	assert_int_equal(mkdir(journal, 0700), 0);
	assert_int_equal(mkdir(inside, 0700), 0);		/* so that it has a size everywhere */
	assert_true(backup_restore(copy, s->path, &kept, NULL));
	assert_int_equal(access(journal, F_OK), -1);
	scratch_open(s);
	journal_kept = xasprintf("%s-journal", kept);
	free(inside);
	inside = xasprintf("%s/part", journal_kept);
	assert_int_equal(rmdir(inside), 0);
	assert_int_equal(rmdir(journal_kept), 0);
	free(journal_kept);
	free(inside);
	free(journal);
	free(kept);
	free(copy);
}

static void test_restore_missing(void **state)
{
	struct scratch *s = *state;
	char *copy = beside(s, ".copy"), *kept;

	assert_true(backup_make(s->path, copy, NULL, NULL));
	scratch_shut(s);
	assert_int_equal(unlink(s->path), 0);
	assert_true(backup_restore(copy, s->path, &kept, NULL));
	assert_null(kept);
	scratch_open(s);
	free(copy);
}

/* A copy that is damaged itself does not take the place of anything. */
static void test_restore_damaged(void **state)
{
	struct scratch *s = *state, bad = other(s, ".copy");
	char *copy = beside(s, ".copy"), *kept;
	struct error e;

	assert_true(backup_make(s->path, copy, NULL, NULL));
	damage(&bad);
	assert_false(backup_restore(copy, s->path, &kept, &e));
	assert_int_equal(e.kind, ERROR_BASE);
	assert_null(kept);
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	assert_int_equal(files_with(s, "new-"), 0);
	free(copy);
}

/* A session that has the old base open writes nothing into the file that nobody will open again. */
static void test_restore_noticed(void **state)
{
	struct scratch *s = *state;
	char *copy = beside(s, ".copy"), *kept;
	struct changes changes = { 0 };
	struct record record;
	struct error e;

	assert_true(backup_make(s->path, copy, NULL, NULL));
	assert_true(store_load(s->store, 1, &record, NULL));
	assert_true(backup_restore(copy, s->path, &kept, NULL));
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, "Anna");
	assert_false(store_act(s->store, &record, ACTION_EDIT, &changes, NULL, NULL, scratch_today, NULL, NULL, &e));
	assert_int_equal(e.kind, ERROR_REPLACED);
	assert_non_null(strstr(e.what, "another base"));
	changes_release(&changes);
	record_release(&record);
	free(kept);
	free(copy);
}

static void test_restore_while_written(void **state)
{
	struct scratch *s = *state;
	char *copy = beside(s, ".copy"), *kept;
	struct error e;

	assert_true(backup_make(s->path, copy, NULL, NULL));
	assert_true(store_begin(s->store, NULL));
	assert_false(backup_restore(copy, s->path, &kept, &e));
	assert_int_equal(e.kind, ERROR_BUSY);
	assert_true(store_end(s->store, false, NULL));
	free(copy);
}

/* An older base is copied, as it was, before it is brought up. */
static void test_before_schema(void **state)
{
	struct scratch *s = *state, old = other(s, "-before-schema-1");

	scratch_shut(s);
	assert_true(kept_base(1, s->path));
	scratch_open(s);
	assert_int_equal(scratch_int(&old, "PRAGMA user_version"), 1);
	assert_int_equal(scratch_int(s, "PRAGMA user_version"), schema_version());
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
}

/* A damaged one is not brought up: it stays what it was, for whoever has to mend it. */
static void test_before_schema_damaged(void **state)
{
	struct scratch *s = *state;
	struct error e;

	scratch_shut(s);
	assert_true(kept_base(1, s->path));
	damage(s);
	assert_false(store_open(&s->store, s->path, STORE_EXISTING, s->keys, NULL, &e));
	assert_int_equal(e.kind, ERROR_BASE);
	assert_int_equal(scratch_int(s, "PRAGMA user_version"), 1);
}

static void forbid(enum unreached why, const char *path, void *arg)
{
	(void)why, (void)arg;
	fail_msg("not reached: %s", path);
}

/* What a command that counts says. */
static int counted(const char *command)
{
	FILE *pipe = popen(command, "r");
	int n = -1;

	assert_non_null(pipe);
	assert_int_equal(fscanf(pipe, "%d", &n), 1);
	pclose(pipe);
	return n;
}

/* How many files of the folder hold a text. */
static int files_holding(const struct scratch *s, const char *text)
{
	char command[240];

	snprintf(command, sizeof command, "grep -rlaF -e '%s' %s | wc -l", text, s->folder);
	return counted(command);
}

/* How many journals lie beside that of the base itself. */
static int journals_of_copies(const struct scratch *s)
{
	char command[240];

	snprintf(command, sizeof command, "find %s -name '*-*-journal' | wc -l", s->folder);
	return counted(command);
}

/* Birgit goes from the base, its copies and what was put aside; Anna stays, and the log hangs together. */
static void test_erase(void **state)
{
	struct scratch *s = *state, copy = other(s, "-backup-2026-06-01");
	struct record record;
	struct error e;
	char *kept;
	int64_t id;

	scratch_case(s->store, &record, "Anna Andersen");
	record_release(&record);
	assert_true(store_log(s->store, 1, ACTION_PRINT, "Birgit Prøvesen, indstilling", NULL));
	make_days(s, 1, 2);
	scratch_shut(s);
	assert_true(backup_restore(copy.path, s->path, &kept, NULL));
	scratch_open(s);
	assert_true(files_holding(s, "Birgit") >= 4);
	assert_true(store_erase(s->store, 1, forbid, NULL, NULL));
	assert_int_equal(files_holding(s, "Birgit"), 0);
	assert_true(files_holding(s, "Anna Andersen") >= 4);
	assert_false(store_find(s->store, "2026-0001", &id, &e));
	assert_int_equal(e.kind, ERROR_MISSING);
	assert_int_equal(store_count(s->store, NULL, 10, NULL), 1);
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	assert_int_equal(scratch_int(&copy, "SELECT n FROM tally"), 1);
	assert_int_equal(journals_of_copies(s), 0);
	assert_true(store_erase(s->store, 2, forbid, NULL, NULL));
	assert_int_equal(files_holding(s, "Anna Andersen"), 0);
	free(kept);
}

static void leave_draft(const struct scratch *s, const char *uuid, const char *text)
{
	struct draft_place place = { .round = 1, .key = "citizen.address" };
	struct draft *draft;

	snprintf(place.record, sizeof place.record, "%s", uuid);
	assert_true(draft_open(&draft, s->path, NULL));
	assert_true(draft_begin(draft, &place, text, strlen(text), NULL));
	draft_leave(draft);
}

/* What a session that died had typed of the case goes with it; what is of another case stays. */
static void test_erase_drafts(void **state)
{
	struct scratch *s = *state;
	struct record record;

	scratch_case(s->store, &record, "Anna Andersen");
	leave_draft(s, record.uuid, "Annagade 7");
	leave_draft(s, "01234567-89ab-cdef-0123-456789abcdef", "Birgitvej 3");
	assert_true(store_erase(s->store, record.id, forbid, NULL, NULL));
	assert_int_equal(files_holding(s, "Annagade"), 0);
	assert_int_equal(files_holding(s, "Birgitvej"), 1);
	record_release(&record);
}

struct unreached_file {
	enum unreached why;
	char path[200];
	int n;
};

static void gather(enum unreached why, const char *path, void *arg)
{
	struct unreached_file *file = arg;

	file->why = why;
	file->n++;
	snprintf(file->path, sizeof file->path, "%s", path);
}

/* A copy that cannot be opened is named: somebody has to see to it. */
static void test_erase_unreached(void **state)
{
	struct scratch *s = *state;
	struct unreached_file unreached = { .n = 0 };
	char *name = beside(s, "-backup-2026-05-31");
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	fputs("no base", file);
	fclose(file);
	assert_true(store_erase(s->store, 1, gather, &unreached, NULL));
	assert_int_equal(unreached.n, 1);
	assert_int_equal(unreached.why, UNREACHED_COPY);
	assert_string_equal(unreached.path, name);
	free(name);
}

/* A session that goes on typing has it in its log: that is said, and it is gone once the session has ended. */
static void test_erase_living(void **state)
{
	struct scratch *s = *state;
	struct draft_place place = { .round = 1, .key = "citizen.address" };
	struct unreached_file unreached = { .n = 0 };
	struct draft *draft, *other, *idle;
	struct record record;

	scratch_case(s->store, &record, "Anna Andersen");
	memcpy(place.record, record.uuid, sizeof place.record);
	assert_true(draft_open(&idle, s->path, NULL));
	assert_true(draft_open(&draft, s->path, NULL));
	assert_true(draft_begin(draft, &place, "Annagade 7", 10, NULL));
	snprintf(place.record, sizeof place.record, "01234567-89ab-cdef-0123-456789abcdef");
	assert_true(draft_open(&other, s->path, NULL));
	assert_true(draft_begin(other, &place, "Birgitvej 3", 11, NULL));
	assert_true(store_erase(s->store, record.id, gather, &unreached, NULL));
	assert_int_equal(unreached.n, 1);
	assert_int_equal(unreached.why, UNREACHED_LIVING);
	assert_non_null(strstr(unreached.path, "-draft-"));
	draft_leave(draft);
	assert_int_equal(store_erased(s->store, record.uuid), record.id);
	assert_true(store_erase(s->store, record.id, forbid, NULL, NULL));
	assert_int_equal(files_holding(s, "Annagade"), 0);
	assert_int_equal(files_holding(s, "Birgitvej"), 1);
	assert_int_equal(store_count(s->store, NULL, 10, NULL), 1);
	draft_close(other);
	draft_close(idle);
	record_release(&record);
}

/* What was erased does not come back with a copy that lay elsewhere, and that copy is told of. */
static void test_restore_erased(void **state)
{
	struct scratch *s = *state;
	char *copy = beside(s, ".elsewhere"), *kept, **numbers;
	struct record record;
	int64_t id;
	size_t n;

	scratch_case(s->store, &record, "Anna Andersen");
	assert_true(backup_make(s->path, copy, NULL, NULL));
	numbers = backup_erased(copy, s->path, &n);
	assert_int_equal(n, 0);
	backups_free(numbers, n);
	assert_true(store_erase(s->store, 1, forbid, NULL, NULL));
	scratch_shut(s);
	numbers = backup_erased(copy, s->path, &n);
	assert_int_equal(n, 1);
	assert_string_equal(numbers[0], "2026-0001");
	backups_free(numbers, n);
	assert_true(backup_restore(copy, s->path, &kept, NULL));
	scratch_open(s);
	assert_int_equal(files_holding(s, "Birgit"), 1);	/* the copy that lies elsewhere */
	assert_false(store_find(s->store, "2026-0001", &id, NULL));
	assert_true(store_find(s->store, record.uuid, &id, NULL));
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	/* Nor where the base is gone, or rubbish, as long as a copy beside it knows. */
	scratch_shut(s);
	assert_int_equal(unlink(s->path), 0);
	free(kept);
	assert_true(backup_restore(copy, s->path, &kept, NULL));
	assert_int_equal(files_holding(s, "Birgit"), 1);
	scratch_open(s);
	record_release(&record);
	free(kept);
	free(copy);
}

static void test_restore_itself(void **state)
{
	struct scratch *s = *state;
	struct error e = { 0 };
	char *kept;

	assert_false(backup_restore(s->path, s->path, &kept, &e));
	assert_int_equal(e.kind, ERROR_FILE);
	assert_null(kept);
}

/* What a copy holds was written until its last action, whenever the file was put there. */
static void test_written(void **state)
{
	struct scratch *s = *state;
	struct scratch copy = other(s, "-backup-2026-06-02"), newer = other(s, "-backup-2026-06-01");
	char **paths;
	time_t at;
	size_t n;

	make_days(s, 1, 2);
	scratch_sql(&newer, "UPDATE action SET at = '2026-05-30T15:23:06+01:00'");
	scratch_sql(&copy, "UPDATE action SET at = '2026-05-30T16:23:05+02:00'");
	assert_true(backup_written(copy.path, &at));
	assert_int_equal(at, 1780150985);
	paths = backups_of(s->path, false, &n);
	assert_int_equal(n, 2);
	assert_string_equal(paths[0], newer.path);
	backups_free(paths, n);
	assert_false(backup_written(s->folder, &at));
}

/* A program that did not know of it wrote on: that is told, and goes when it is erased once more, from the copies too. */
static void test_erase_leftovers(void **state)
{
	static const char leftover[] =
		"UPDATE record SET kind = 'erased' WHERE id = 1; DELETE FROM case_row; DELETE FROM case_list;"
		" DELETE FROM word; UPDATE tally SET n = 0";
	struct scratch *s = *state, copy = other(s, "-backup-2026-06-01");

	scratch_shut(s);
	scratch_sql(s, leftover);
	assert_true(backup_make(s->path, copy.path, NULL, NULL));
	scratch_open(s);
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 1);
	assert_int_equal(files_holding(s, "Birgit"), 2);
	assert_true(store_erase(s->store, 1, forbid, NULL, NULL));
	assert_int_equal(files_holding(s, "Birgit"), 0);
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	assert_int_equal(scratch_int(s, "SELECT n FROM tally"), 0);
}

/* Whoever has it open: nothing that is done with it comes into the base any more. */
static void test_erased_refuses(void **state)
{
	struct scratch *s = *state;
	struct changes changes = { 0 };
	struct record record, again;
	struct error e = { 0 };
	int64_t actions;

	assert_true(store_load(s->store, 1, &record, NULL));
	assert_true(store_erase(s->store, 1, forbid, NULL, NULL));
	actions = scratch_int(s, "SELECT count(*) FROM action");
	changes_add(&changes, 1, KEY_CITIZEN_CPR, 0, "Birgits");
	assert_false(store_act(s->store, &record, ACTION_EDIT, &changes, NULL, NULL, scratch_today, NULL, NULL, &e));
	assert_int_equal(e.kind, ERROR_ERASED);
	e.kind = ERROR_NONE;
	assert_false(store_log(s->store, 1, ACTION_PRINT, "Birgit", &e));
	assert_int_equal(e.kind, ERROR_ERASED);
	e.kind = ERROR_NONE;
	assert_false(store_load(s->store, 1, &again, &e));
	assert_int_equal(e.kind, ERROR_ERASED);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM action"), actions);
	assert_int_equal(files_holding(s, "Birgit"), 0);
	changes_release(&changes);
	record_release(&record);
}

/* What was erased here is not brought back by a file. */
static void test_erased_stays(void **state)
{
	struct scratch *s = *state;
	struct changes changes = { 0 };
	struct record record;
	struct error e;

	assert_true(store_load(s->store, 1, &record, NULL));
	assert_true(store_erase(s->store, 1, forbid, NULL, NULL));
	record.id = 0;
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, "Birgit");
	assert_false(store_act(s->store, &record, ACTION_IMPORT, &changes, NULL, NULL, scratch_today, NULL, NULL, &e));
	assert_int_equal(e.kind, ERROR_ERASED);
	changes_release(&changes);
	record_release(&record);
}

static void test_ballast(void **state)
{
	struct scratch *s = *state;
	char *name = beside(s, "-ballast");
	struct stat file;

	assert_false(ballast_drop(s->path));
	assert_true(ballast_lay(s->path));
	assert_int_equal(stat(name, &file), 0);
	assert_true(file.st_blocks * 512 >= BALLAST_SIZE);
	assert_int_equal(file.st_mode & 0777, 0600);
	assert_true(ballast_lay(s->path));
	assert_true(ballast_drop(s->path));
	assert_false(there(s, "-ballast"));
	free(name);
}

/* A session was killed while it laid it. */
static void test_ballast_half_laid(void **state)
{
	struct scratch *s = *state;
	char *name = beside(s, "-ballast");
	FILE *file = fopen(name, "w");
	struct stat now;

	assert_non_null(file);
	fclose(file);
	assert_false(ballast_is(s->path));
	assert_true(ballast_lay(s->path));
	assert_int_equal(stat(name, &now), 0);
	assert_true(now.st_blocks * 512 >= BALLAST_SIZE);
	free(name);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_copy),
		TEST(test_copy_there),
		TEST(test_copy_of_damaged),
		TEST(test_copy_stopped),
		TEST(test_daily_once),
		TEST(test_daily_seven),
		TEST(test_daily_clock),
		TEST(test_daily_damaged),
		TEST(test_list_latest_first),
		TEST(test_restore),
		TEST(test_restore_over_rubbish),
		TEST(test_restore_takes_the_journal_away),
		TEST(test_restore_missing),
		TEST(test_restore_damaged),
		TEST(test_restore_noticed),
		TEST(test_restore_while_written),
		TEST(test_before_schema),
		TEST(test_before_schema_damaged),
		TEST(test_erase),
		TEST(test_erase_drafts),
		TEST(test_erase_unreached),
		TEST(test_restore_erased),
		TEST(test_restore_itself),
		TEST(test_written),
		TEST(test_erase_living),
		TEST(test_erase_leftovers),
		TEST(test_erased_refuses),
		TEST(test_erased_stays),
		TEST(test_ballast),
		TEST(test_ballast_half_laid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
