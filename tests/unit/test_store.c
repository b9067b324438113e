/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "scratch.h"
#include "store/file.h"
#include "store/schema.h"

static const char *text_at(const struct record *record, int round, int key)
{
	const struct value *v = record_at(record, round, key, 0);

	return v != NULL ? v->text : NULL;
}

/* Opening is refused with this kind, and the folder holds what it held. */
static bool set(struct store *store, struct record *record, int key, const char *text, struct error *e)
{
	struct changes changes = { 0 };
	bool done;

	changes_add(&changes, 1, key, 0, text);
	done = store_act(store, record, ACTION_EDIT, &changes, NULL, NULL, scratch_today, NULL, NULL, e);
	changes_release(&changes);
	return done;
}

static void assert_refused(struct scratch *s, enum error_kind kind)
{
	struct error e = { 0 };
	struct stat before = { 0 }, after = { 0 };

	scratch_shut(s);
	stat(s->path, &before);
	assert_false(store_open(&s->store, s->path, STORE_EXISTING, s->keys, NULL, &e));
	assert_int_equal(e.kind, kind);
	assert_true(strlen(e.what) > 0);
	assert_null(strchr(e.what, '\n'));
	stat(s->path, &after);
	assert_int_equal(before.st_size, after.st_size);
	assert_int_equal(before.st_mtime, after.st_mtime);
}

static void write_file(const char *path, const char *text, size_t len, mode_t mode)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);

	assert_true(fd >= 0 && write(fd, text, len) == (ssize_t)len && fchmod(fd, mode) == 0);
	close(fd);
}

static void test_made(void **state)
{
	struct scratch *s = *state;
	struct store *store;
	struct stat file;
	char path[200];
	bool created;
	mode_t mask = umask(0);

	snprintf(path, sizeof path, "%s/new/deep/base.db", s->folder);
	assert_true(store_open(&store, path, STORE_OR_NEW, s->keys, &created, NULL));
	assert_true(created);
	assert_string_equal(store_path(store), path);
	store_close(store);
	assert_int_equal(stat(path, &file), 0);
	assert_int_equal(file.st_mode & 07777, 0600);
	path[strlen(path) - strlen("/base.db")] = '\0';
	assert_int_equal(stat(path, &file), 0);
	assert_int_equal(file.st_mode & 07777, 0700);
	umask(mask);
}

static void test_found(void **state)
{
	struct scratch *s = *state;
	struct store *store;
	bool created = true;

	assert_true(store_open(&store, s->path, STORE_OR_NEW, s->keys, &created, NULL));
	assert_false(created);
	store_close(store);
}

/* Beside the base there is at most its journal, emptied: nothing aside is left of making it. */
static void test_made_alone(void **state)
{
	struct scratch *s = *state;
	char command[200];

	snprintf(command, sizeof command, "test \"$(ls %s | grep -v '^base.db-journal$')\" = base.db",
	    s->folder);
	assert_int_equal(system(command), 0);
}

static void test_shared_folder(void **state)
{
	struct scratch *s = *state;
	struct stat file;

	scratch_shut(s);
	assert_int_equal(unlink(s->path), 0);
	assert_int_equal(chmod(s->folder, 02770), 0);
	scratch_open(s);
	assert_int_equal(stat(s->path, &file), 0);
	assert_int_equal(file.st_mode & 07777, 0660);
	assert_int_equal(chmod(s->folder, 0700), 0);
	assert_refused(s, ERROR_FILE);
}

static void test_missing(void **state)
{
	struct scratch *s = *state;
	struct stat file;

	scratch_shut(s);
	unlink(s->path);
	assert_refused(s, ERROR_BASE);
	assert_int_not_equal(stat(s->path, &file), 0);
}

static void test_empty(void **state)
{
	struct scratch *s = *state;
	struct error e = { 0 };

	scratch_shut(s);
	write_file(s->path, "", 0, 0600);
	assert_refused(s, ERROR_BASE);
	assert_false(store_open(&s->store, s->path, STORE_OR_NEW, s->keys, NULL, &e));
	assert_int_equal(e.kind, ERROR_BASE);
}

static void test_no_sqlite(void **state)
{
	struct scratch *s = *state;
	char text[5000];

	scratch_shut(s);
	memset(text, 'x', sizeof text);
	write_file(s->path, text, sizeof text, 0600);
	assert_refused(s, ERROR_BASE);
	write_file(s->path, "hello", 5, 0600);
	assert_refused(s, ERROR_BASE);
}

static void test_not_ours(void **state)
{
	struct scratch *s = *state;

	scratch_shut(s);
	scratch_sql(s, "PRAGMA application_id = 7");
	assert_refused(s, ERROR_BASE);
}

/* Of a newer program: it can be read, and nothing in it changes. */
static void test_newer(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct error e;
	char sql[64];

	scratch_case(s->store, &record, "Birgit");
	scratch_shut(s);
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d", schema_version() + 1);
	scratch_sql(s, sql);
	scratch_open(s);
	assert_true(store_newer(s->store));
	assert_int_equal(store_count(s->store, NULL, 10, NULL), 1);
	assert_int_equal(set(s->store, &record, KEY_CITIZEN_NAME, "Anna", &e), false);
	assert_int_equal(e.kind, ERROR_NEWER);
	assert_false(store_begin(s->store, &e));
	assert_int_equal(e.kind, ERROR_NEWER);
	assert_true(store_log(s->store, record.id, ACTION_LOOK, NULL, &e));
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM action"), 1);
	record_release(&record);
}

/* Brought up by a newer program while this one has it open: it is noticed before anything is written. */
static void test_newer_meanwhile(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct error e;
	char sql[64];

	scratch_case(s->store, &record, "Birgit");
	assert_false(store_newer(s->store));
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d", schema_version() + 1);
	scratch_sql(s, sql);
	assert_false(set(s->store, &record, KEY_CITIZEN_NAME, "Anna", &e));
	assert_int_equal(e.kind, ERROR_NEWER);
	assert_true(store_newer(s->store));
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM version WHERE value = 'Anna'"), 0);
	record_release(&record);
}

/* Read, but not written: neither values nor looks. */
static void assert_only_read(struct scratch *s, int64_t id)
{
	struct record record;
	struct error e = { 0 };

	scratch_open(s);
	assert_true(store_closed(s->store));
	assert_true(store_load(s->store, id, &record, NULL));
	assert_false(set(s->store, &record, KEY_CITIZEN_NAME, "B", &e));
	assert_int_equal(e.kind, ERROR_RIGHTS);
	assert_true(store_log(s->store, id, ACTION_LOOK, NULL, NULL));
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM action"), 1);
	record_release(&record);
	scratch_shut(s);
}

static void test_read_only(void **state)
{
	struct scratch *s = *state;
	struct record record;

	scratch_case(s->store, &record, "A");
	scratch_shut(s);
	chmod(s->path, 0400);
	assert_only_read(s, record.id);
	chmod(s->path, 0600);
	chmod(s->folder, 0500);
	assert_only_read(s, record.id);
	record_release(&record);
	chmod(s->folder, 0700);
	scratch_open(s);
	assert_false(store_closed(s->store));
}

static void test_others(void **state)
{
	static const mode_t modes[] = { 0604, 0602, 0640, 0660, 0666 };
	struct scratch *s = *state;

	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		chmod(s->path, modes[i]);
		assert_refused(s, ERROR_FILE);
	}
	chmod(s->folder, 02770);
	chmod(s->path, 0664);
	assert_refused(s, ERROR_FILE);
	chmod(s->path, 0660);
	scratch_open(s);
}

static void test_no_file(void **state)
{
	struct scratch *s = *state;

	scratch_shut(s);
	unlink(s->path);
	assert_int_equal(mkdir(s->path, 0700), 0);
	assert_refused(s, ERROR_BASE);
	rmdir(s->path);
	assert_int_equal(mkfifo(s->path, 0600), 0);
	assert_refused(s, ERROR_BASE);
}

static void test_remote(void **state)
{
	(void)state;
	assert_true(file_system_remote(0x6969));
	assert_true(file_system_remote((long)0xff534d42));
	assert_true(file_system_remote((int)0xff534d42));
	assert_false(file_system_remote(0xef53));
	assert_false(file_system_remote(0x01021994));
}

/* What is left of a lost base would be played back into the new one. */
static void test_journal_left(void **state)
{
	struct scratch *s = *state;
	char journal[176];
	struct error e = { 0 };

	scratch_shut(s);
	unlink(s->path);
	snprintf(journal, sizeof journal, "%s-journal", s->path);
	write_file(journal, "left", 4, 0600);
	assert_false(store_open(&s->store, s->path, STORE_OR_NEW, s->keys, NULL, &e));
	assert_int_equal(e.kind, ERROR_BASE);
}

/* A name that SQLite would read as an address. */
static void test_uri_name(void **state)
{
	struct scratch *s = *state;
	struct store *store;
	struct stat file;

	assert_int_equal(chdir(s->folder), 0);
	assert_true(store_open(&store, "file:x?mode=memory", STORE_OR_NEW, s->keys, NULL, NULL));
	store_close(store);
	assert_int_equal(stat("file:x?mode=memory", &file), 0);
	assert_int_equal(chdir("/"), 0);
}

static void test_create(void **state)
{
	struct scratch *s = *state;
	struct record record, loaded;
	int64_t id;

	scratch_case(s->store, &record, "Birgit Prøvesen");
	assert_true(record.id > 0);
	assert_true(uuid_valid(record.uuid));
	assert_string_equal(record_case(&record, KEY_CASE_NUMBER), "2026-0001");
	assert_true(store_load(s->store, record.id, &loaded, NULL));
	assert_string_equal(loaded.uuid, record.uuid);
	assert_int_equal(loaded.n, record.n);
	for (size_t i = 0; i < record.n; i++) {
		assert_true(record.v[i].version > 0);
		assert_true(loaded.v[i].version == record.v[i].version);
		assert_string_equal(loaded.v[i].text, record.v[i].text);
	}
	assert_true(store_find(s->store, record.uuid, &id, NULL));
	assert_true(id == record.id);
	record_release(&record);
	record_release(&loaded);
}

static void test_load_missing(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct error e = { 0 };

	assert_false(store_load(s->store, 77, &record, &e));
	assert_int_equal(e.kind, ERROR_MISSING);
}

/* Keys that the store knows only by name come back under their own number. */
static void test_keys(void **state)
{
	struct scratch *s = *state;
	struct record record, loaded;
	struct keys *other = keys_new();
	struct store *store;
	int key = keys_intern(s->keys, "goal.wishes"), there;

	scratch_case(s->store, &record, NULL);
	scratch_set(s->store, &record, key, "Køer");
	keys_intern(other, "x.before");
	there = keys_intern(other, "goal.wishes");
	assert_int_not_equal(key, there);
	assert_true(store_open(&store, s->path, STORE_EXISTING, other, NULL, NULL));
	assert_true(store_load(store, record.id, &loaded, NULL));
	assert_string_equal(text_at(&loaded, 1, there), "Køer");
	record_release(&loaded);

	/* One that was added while the other had the keys already. */
	scratch_set(s->store, &record, keys_intern(s->keys, "goal.later"), "Heste");
	assert_true(store_load(store, record.id, &loaded, NULL));
	assert_string_equal(text_at(&loaded, 1, keys_find(other, "goal.later")), "Heste");
	record_release(&loaded);
	record_release(&record);
	store_close(store);
	keys_free(other);
}

static void test_unchanged(void **state)
{
	struct scratch *s = *state;
	struct record record;
	int64_t actions;

	scratch_case(s->store, &record, "A");
	actions = scratch_int(s, "SELECT count(*) FROM action");
	assert_int_equal(scratch_set(s->store, &record, KEY_CITIZEN_NAME, "A"), 0);
	assert_int_equal(scratch_set(s->store, &record, KEY_CITIZEN_ADDRESS, NULL), 0);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM action"), actions);
	assert_true(scratch_set(s->store, &record, KEY_CITIZEN_NAME, NULL) > 0);
	assert_null(text_at(&record, 1, KEY_CITIZEN_NAME));
	assert_int_equal(scratch_set(s->store, &record, KEY_CITIZEN_NAME, NULL), 0);
	record_release(&record);
}

/* In a later round "not answered" takes away what would be inherited: it is stored. */
static void test_null_in_later_round(void **state)
{
	struct scratch *s = *state;
	struct record record, loaded;

	scratch_case(s->store, &record, "A");
	assert_true(scratch_set_at(s->store, &record, 2, KEY_CITIZEN_NAME, 0, NULL) > 0);
	assert_true(store_load(s->store, record.id, &loaded, NULL));
	assert_int_equal(loaded.rounds, 2);
	assert_non_null(record_at(&loaded, 2, KEY_CITIZEN_NAME, 0));
	assert_null(text_at(&loaded, 2, KEY_CITIZEN_NAME));
	assert_string_equal(text_at(&loaded, 1, KEY_CITIZEN_NAME), "A");
	record_release(&loaded);
	record_release(&record);
}

/* The list tells it without reading the case: by the stage, which each round has. */
static void test_round(void **state)
{
	struct scratch *s = *state;
	struct record record;

	scratch_case(s->store, &record, "A");
	assert_int_equal(store_round(s->store, record.id, NULL), 1);
	scratch_set_at(s->store, &record, 1, KEY_CASE_STAGE, 0, "decided");
	assert_int_equal(store_round(s->store, record.id, NULL), 1);
	scratch_set_at(s->store, &record, 3, KEY_CASE_STAGE, 0, "draft");
	assert_int_equal(store_round(s->store, record.id, NULL), 3);
	record_release(&record);
}

static void test_last_change_counts(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct changes changes = { 0 };

	scratch_case(s->store, &record, "A");
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, "B");
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, "C");
	scratch_act(s->store, &record, ACTION_EDIT, &changes);
	assert_string_equal(text_at(&record, 1, KEY_CITIZEN_NAME), "C");
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM version WHERE value IN ('B', 'C')"), 1);
	record_release(&record);
}

static void test_conflict(void **state)
{
	struct scratch *s = *state;
	struct record mine, theirs;
	struct changes changes = { 0 };
	struct error e = { 0 };
	size_t conflict = 99;
	int64_t actions;

	scratch_case(s->store, &mine, "A");
	assert_true(store_load(s->store, mine.id, &theirs, NULL));
	scratch_set(s->store, &theirs, KEY_CITIZEN_NAME, "B");
	actions = scratch_int(s, "SELECT count(*) FROM action");

	changes_add(&changes, 1, KEY_CITIZEN_ADDRESS, 0, "Vej 1");
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, "C");
	assert_false(store_act(s->store, &mine, ACTION_EDIT, &changes, NULL, NULL, scratch_today, NULL,
	    &conflict, &e));
	assert_int_equal(e.kind, ERROR_CONFLICT);
	assert_int_equal(conflict, 1);
	assert_string_equal(text_at(&mine, 1, KEY_CITIZEN_NAME), "A");
	assert_null(record_at(&mine, 1, KEY_CITIZEN_ADDRESS, 0));
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM action"), actions);

	/* Another field of the same case is nobody's business but mine. */
	assert_true(scratch_set(s->store, &mine, KEY_CITIZEN_BORN, "1980-03-07") > 0);
	changes_release(&changes);
	record_release(&mine);
	record_release(&theirs);
}

/* Both think that nothing is there. */
static void test_conflict_on_first(void **state)
{
	struct scratch *s = *state;
	struct record mine, theirs;
	struct changes changes = { 0 };
	struct error e = { 0 };

	scratch_case(s->store, &mine, "A");
	assert_true(store_load(s->store, mine.id, &theirs, NULL));
	scratch_set(s->store, &theirs, KEY_CITIZEN_ADDRESS, "Vej 1");
	changes_add(&changes, 1, KEY_CITIZEN_ADDRESS, 0, "Vej 1");
	assert_false(store_act(s->store, &mine, ACTION_EDIT, &changes, NULL, NULL, scratch_today, NULL, NULL,
	    &e));
	assert_int_equal(e.kind, ERROR_CONFLICT);
	changes_release(&changes);
	record_release(&mine);
	record_release(&theirs);
}

static void numbered(struct scratch *s, struct record *record, const char *number, const char *expected)
{
	struct changes changes = { 0 };

	record_init(record);
	changes_add(&changes, 0, KEY_CASE_NUMBER, 0, number);
	scratch_act(s->store, record, ACTION_IMPORT, &changes);
	assert_string_equal(record_case(record, KEY_CASE_NUMBER), expected);
}

static void test_numbers(void **state)
{
	static const char *const names[] = { "2017-0014", "2017-14", "17-14", "17-0014" };
	struct scratch *s = *state;
	struct record record;
	struct error e = { 0 };
	int64_t first, id;

	numbered(s, &record, "2017-0014", "2017-0014");
	first = record.id;
	record_release(&record);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		assert_true(store_find(s->store, names[i], &id, NULL));
		assert_true(id == first);
	}
	assert_false(store_find(s->store, "2017-0015", &id, &e));
	assert_int_equal(e.kind, ERROR_MISSING);
	assert_false(store_find(s->store, "", &id, NULL));

	/* Taken: the next free one of this year, the old one is kept. */
	numbered(s, &record, "2017-0014", "2026-0001");
	assert_string_equal(record_case(&record, KEY_CASE_OLD_NUMBER), "2017-0014");
	record_release(&record);
	numbered(s, &record, "2017-14", "2026-0002");
	record_release(&record);
	assert_true(store_find(s->store, "2017-0014", &id, NULL));
	assert_true(id == first);

	numbered(s, &record, "2026-9999", "2026-9999");
	record_release(&record);
	scratch_case(s->store, &record, NULL);
	assert_string_equal(record_case(&record, KEY_CASE_NUMBER), "2026-10000");
	record_release(&record);

	numbered(s, &record, "Sag A/7", "Sag A/7");
	assert_true(store_find(s->store, "Sag A/7", &id, NULL));
	assert_true(id == record.id);
	record_release(&record);
}

/* The number of a case that gave its own up is found by the old one once nobody else has it. */
static void test_old_number(void **state)
{
	struct scratch *s = *state;
	struct record one, two;
	int64_t id;

	numbered(s, &one, "2017-0014", "2017-0014");
	numbered(s, &two, "2017-0014", "2026-0001");
	assert_true(scratch_set_at(s->store, &one, 0, KEY_CASE_NUMBER, 0, "2018-0001") > 0);
	assert_true(store_find(s->store, "17-14", &id, NULL));
	assert_true(id == two.id);
	record_release(&one);
	record_release(&two);
}

/* Somebody's import has used the last number that there can be. */
static void test_numbers_end(void **state)
{
	struct scratch *s = *state;
	struct record record;

	numbered(s, &record, "2026-9999999", "2026-9999999");
	record_release(&record);
	scratch_case(s->store, &record, NULL);
	assert_string_equal(record_case(&record, KEY_CASE_NUMBER), "2026-0001");
	record_release(&record);
}

static bool collect(int64_t id, void *arg)
{
	int64_t *ids = arg;

	ids[++ids[0]] = id;
	return ids[0] < 3;
}

static void test_each(void **state)
{
	struct scratch *s = *state;
	struct record a, b, c, d;
	int64_t ids[8] = { 0 };

	numbered(s, &a, "2026-10000", "2026-10000");
	numbered(s, &b, "2026-9999", "2026-9999");
	numbered(s, &c, "2017-0001", "2017-0001");
	numbered(s, &d, "2027-0001", "2027-0001");
	assert_true(store_each(s->store, collect, ids, NULL));
	assert_int_equal(ids[0], 3);
	assert_true(ids[1] == c.id && ids[2] == b.id && ids[3] == a.id);
	record_release(&a);
	record_release(&b);
	record_release(&c);
	record_release(&d);
}

static void test_uuid_there(void **state)
{
	struct scratch *s = *state;
	struct record record, again;
	struct changes none = { 0 };
	struct error e = { 0 };

	scratch_case(s->store, &record, NULL);
	record_init(&again);
	memcpy(again.uuid, record.uuid, UUID_SIZE);
	assert_false(store_act(s->store, &again, ACTION_IMPORT, &none, NULL, NULL, scratch_today, NULL, NULL,
	    &e));
	assert_int_equal(e.kind, ERROR_CONFLICT);
	assert_int_equal(again.id, 0);
	record_release(&record);
}

struct log {
	struct action_row rows[16];
	char why[16][64];
	int n, stop;
};

static bool keep(const struct action_row *row, void *arg)
{
	struct log *log = arg;

	snprintf(log->why[log->n], sizeof log->why[0], "%s", row->why ? row->why : "(none)");
	log->rows[log->n++] = *row;
	return log->n != log->stop;
}

static void test_history(void **state)
{
	struct scratch *s = *state;
	struct record one, two;
	struct log log = { 0 };
	struct action_row row;
	int offset;

	scratch_case(s->store, &one, "A");
	store_author(s->store, "holm");
	scratch_case(s->store, &two, "B");
	assert_true(store_log(s->store, one.id, ACTION_PRINT, "recommendation 12ab", NULL));
	assert_true(store_log(s->store, 0, ACTION_SHOW, NULL, NULL));
	assert_true(store_history(s->store, one.id, keep, &log, NULL));
	assert_int_equal(log.n, 2);
	assert_string_equal(log.rows[0].kind, "create");
	assert_string_equal(log.rows[0].author, "tester");
	assert_string_equal(log.rows[1].kind, "print");
	assert_string_equal(log.rows[1].author, "holm");
	assert_string_equal(log.why[1], "recommendation 12ab");
	assert_int_equal(strlen(log.rows[0].at), 25);
	assert_int_equal(sscanf(log.rows[0].at, "%*4d-%*2d-%*2dT%*2d:%*2d:%*2d%3d", &offset), 1);

	log = (struct log){ .stop = 3 };
	assert_true(store_history(s->store, 0, keep, &log, NULL));
	assert_int_equal(log.n, 3);
	assert_true(store_made(s->store, record_at(&two, 1, KEY_CITIZEN_NAME, 0)->version, &row, NULL));
	assert_string_equal(row.author, "holm");
	assert_true(row.record == two.id);
	action_row_release(&row);
	assert_false(store_made(s->store, 4711, &row, NULL));
	assert_false(store_log(s->store, 99, ACTION_LOOK, NULL, NULL));
	record_release(&one);
	record_release(&two);
}

/* A look at the list leaves no trace; a session is written with its first action, once. */
static void test_session(void **state)
{
	struct scratch *s = *state;
	struct record record;

	scratch_shut(s);
	scratch_open(s);
	assert_int_equal(store_count(s->store, NULL, 10, NULL), 0);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM session"), 0);
	scratch_case(s->store, &record, NULL);
	scratch_set(s->store, &record, KEY_CITIZEN_NAME, "A");
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM session"), 1);
	record_release(&record);
}

static void test_batch(void **state)
{
	struct scratch *s = *state;
	struct record record;

	assert_true(store_begin(s->store, NULL));
	scratch_case(s->store, &record, "A");
	scratch_set(s->store, &record, keys_intern(s->keys, "x.first"), "1");
	assert_true(store_end(s->store, false, NULL));
	record_release(&record);
	assert_int_equal(store_count(s->store, NULL, 10, NULL), 0);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM session"), 0);

	/* Session and keys were undone with it: both are written anew. */
	assert_true(store_begin(s->store, NULL));
	scratch_case(s->store, &record, "B");
	scratch_set(s->store, &record, keys_intern(s->keys, "x.first"), "2");
	assert_true(store_end(s->store, true, NULL));
	record_release(&record);
	assert_int_equal(store_count(s->store, NULL, 10, NULL), 1);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM session"), 1);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM key WHERE name = 'x.first'"), 1);
}

/* A refusal within a batch is no failure of it; a failed write is. */
static void test_batch_refusal(void **state)
{
	struct scratch *s = *state;
	struct record record, again;
	struct changes none = { 0 };
	struct error e = { 0 };

	assert_true(store_begin(s->store, NULL));
	scratch_case(s->store, &record, "A");
	record_init(&again);
	memcpy(again.uuid, record.uuid, UUID_SIZE);
	assert_false(store_act(s->store, &again, ACTION_IMPORT, &none, NULL, NULL, scratch_today, NULL, NULL,
	    NULL));
	assert_true(store_end(s->store, true, NULL));
	assert_int_equal(store_count(s->store, NULL, 10, NULL), 1);

	scratch_sql(s, "CREATE TRIGGER full BEFORE INSERT ON word BEGIN SELECT raise(ABORT, 'full'); END");
	assert_true(store_begin(s->store, NULL));
	record_release(&record);
	record_init(&record);
	assert_false(store_act(s->store, &record, ACTION_CREATE, &none, NULL, NULL, scratch_today, NULL,
	    NULL, &e));
	assert_int_equal(record.id, 0);
	assert_false(store_act(s->store, &record, ACTION_CREATE, &none, NULL, NULL, scratch_today, NULL,
	    NULL, NULL));
	assert_false(store_end(s->store, true, &e));
	assert_int_equal(store_count(s->store, NULL, 10, NULL), 1);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM record"), 1);
}

/* The disk is full: nothing is stored, nothing in memory says that it was, and later it goes on. */
static void test_full(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct changes changes = { 0 };
	struct error e = { 0 };
	struct rlimit old;
	char *big = xmalloc(1 << 20);

	scratch_case(s->store, &record, "A");
	memset(big, 'x', (1 << 20) - 1);
	big[(1 << 20) - 1] = '\0';
	changes_add(&changes, 1, KEY_CITIZEN_ADDRESS, 0, big);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 300 * 1024, old.rlim_max });
	assert_false(store_act(s->store, &record, ACTION_EDIT, &changes, NULL, NULL, scratch_today, NULL,
	    NULL, &e));
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(e.kind, ERROR_LIMIT);
	assert_null(record_at(&record, 1, KEY_CITIZEN_ADDRESS, 0));
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	scratch_act(s->store, &record, ACTION_EDIT, &changes);
	assert_int_equal(strlen(text_at(&record, 1, KEY_CITIZEN_ADDRESS)), (1 << 20) - 1);
	free(big);
	record_release(&record);
}

/* After a failed write the end of the base is looked at before anything is put behind it. */
static void test_damaged_by_a_failed_write(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct changes changes = { 0 };
	struct error e = { 0 };
	struct rlimit old;
	char *big = xcalloc(1 << 20, 1);

	scratch_case(s->store, &record, "A");
	memset(big, 'x', (1 << 20) - 1);
	changes_add(&changes, 1, KEY_CITIZEN_ADDRESS, 0, big);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 300 * 1024, old.rlim_max });
	assert_false(store_act(s->store, &record, ACTION_EDIT, &changes, NULL, NULL, scratch_today, NULL, NULL, &e));
	setrlimit(RLIMIT_FSIZE, &old);
	scratch_sql(s, "UPDATE version SET value = 'B' WHERE value = 'A'");
	assert_false(store_act(s->store, &record, ACTION_EDIT, &changes, NULL, NULL, scratch_today, NULL, NULL, &e));
	assert_int_equal(e.kind, ERROR_BASE);
	changes_release(&changes);
	free(big);
	record_release(&record);
}

static void test_changed(void **state)
{
	struct scratch *s = *state;
	struct store *other;
	struct record record;

	assert_true(store_open(&other, s->path, STORE_EXISTING, s->keys, NULL, NULL));
	assert_false(store_changed(other));
	scratch_case(s->store, &record, "A");
	assert_true(store_changed(other));
	assert_false(store_changed(other));
	assert_false(store_changed(s->store));
	store_close(other);
	record_release(&record);
}

static void test_memory(void **state)
{
	struct scratch *s = *state;
	struct store *store = store_open_memory(s->keys);
	struct record record;

	scratch_case(store, &record, "A");
	assert_int_equal(store_verify(store, NULL, NULL, NULL), 0);
	record_release(&record);
	store_close(store);
}

/* Somebody holds the base for longer than one waits: said so, nothing lost, and later it goes on. */
static void test_busy(void **state)
{
	struct scratch *s = *state;
	struct changes changes = { 0 };
	struct error e = { 0 };
	struct record record;
	sqlite3 *other;

	scratch_case(s->store, &record, "A");
	assert_int_equal(sqlite3_open(s->path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, "B");
	assert_false(store_act(s->store, &record, ACTION_EDIT, &changes, NULL, NULL, scratch_today, NULL,
	    NULL, &e));
	assert_int_equal(e.kind, ERROR_BUSY);
	assert_string_equal(text_at(&record, 1, KEY_CITIZEN_NAME), "A");
	sqlite3_close(other);
	scratch_act(s->store, &record, ACTION_EDIT, &changes);
	assert_string_equal(text_at(&record, 1, KEY_CITIZEN_NAME), "B");
	record_release(&record);
}

/* What is never left open: another process may write between any two calls. */
static void test_no_lock(void **state)
{
	struct scratch *s = *state;
	struct case_row row;
	struct record record;
	bool more;

	for (int i = 0; i < 3; i++) {
		scratch_case(s->store, &record, "Anna");
		record_release(&record);
	}
	assert_int_equal(store_list(s->store, "anna", NULL, false, &row, 1, &more, NULL), 1);
	assert_true(more);
	case_row_release(&row);
	scratch_sql(s, "BEGIN EXCLUSIVE; DELETE FROM word; COMMIT");
}

/*
 * Two writers, each in a process of its own
 */

#define WRITES 500
#define PAUSE_NS 1000000

/* What a writer has to say at its end. */
struct writer {
	int written, conflicts, failures;	/* failures: of another kind, such as having waited too long */
	long longest;				/* wait for a write, ms */
};

static long ms_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* One more than there was.  The store is told which version that was. */
static bool count_up(struct store *store, struct record *record, int key, struct error *e)
{
	const char *there = text_at(record, 1, key);
	struct changes changes = { 0 };
	char text[32];
	bool done;

	snprintf(text, sizeof text, "%ld", (there ? strtol(there, NULL, 10) : 0) + 1);
	changes_add(&changes, 1, key, 0, text);
	done = store_act(store, record, ACTION_EDIT, &changes, NULL, NULL, scratch_today, NULL, NULL, e);
	changes_release(&changes);
	return done;
}

static void write_once(struct store *store, struct record *record, int key, struct writer *writer)
{
	long began = ms_now(), waited;
	struct error e = { 0 };

	if (count_up(store, record, key, &e)) {
		writer->written++;
	} else if (e.kind == ERROR_CONFLICT) {
		int64_t id = record->id;

		writer->conflicts++;
		record_release(record);
		if (!store_load(store, id, record, NULL))
			_exit(3);
	} else {
		writer->failures++;
	}
	waited = ms_now() - began;
	if (waited > writer->longest)
		writer->longest = waited;
}

static noreturn void write_many(const char *path, int64_t id, const char *name, int told)
{
	struct keys *keys = keys_new();
	int key = keys_intern(keys, name);
	struct writer writer = { 0 };
	struct store *store;
	struct record record;

	if (!store_open(&store, path, STORE_EXISTING, keys, NULL, NULL) || !store_load(store, id, &record, NULL))
		_exit(1);
	while (writer.written < WRITES && writer.failures == 0) {
		write_once(store, &record, key, &writer);
		/* Else one would be done before the other, which asks again every few milliseconds, has its turn. */
		nanosleep(&(struct timespec){ .tv_nsec = PAUSE_NS }, NULL);
	}
	_exit(write(told, &writer, sizeof writer) == sizeof writer ? 0 : 2);
}

/* Both write at once; what they said, added up. */
static struct writer two_write(const struct scratch *s, const int64_t ids[2], const char *const names[2])
{
	struct writer sum = { 0 }, one;
	int ends[2], status;

	assert_int_equal(pipe(ends), 0);
	for (int i = 0; i < 2; i++) {
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (pid == 0)
			write_many(s->path, ids[i], names[i], ends[1]);
	}
	for (int i = 0; i < 2; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
		assert_int_equal(read(ends[0], &one, sizeof one), sizeof one);
		sum.written += one.written;
		sum.conflicts += one.conflicts;
		sum.failures += one.failures;
		sum.longest = one.longest > sum.longest ? one.longest : sum.longest;
	}
	close(ends[0]);
	close(ends[1]);
	print_message("# %d writes, %d conflicts, the longest wait %ld ms\n", sum.written, sum.conflicts, sum.longest);
	return sum;
}

static void expect_count(struct scratch *s, int64_t id, const char *name, const char *text)
{
	struct record record;

	assert_true(store_load(s->store, id, &record, NULL));
	assert_string_equal(text_at(&record, 1, keys_intern(s->keys, name)), text);
	record_release(&record);
}

/* Nobody waits for ever, no write is lost, and none is a conflict where each has a place of its own. */
static void test_two_on_one_base(void **state)
{
	struct scratch *s = *state;
	struct record first, second;
	struct writer sum;

	scratch_case(s->store, &first, "A");
	scratch_case(s->store, &second, "B");
	sum = two_write(s, (int64_t[]){ first.id, second.id }, (const char *const []){ "x.0", "x.1" });
	assert_int_equal(sum.failures + sum.conflicts, 0);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM action"), 2 * WRITES + 2);
	expect_count(s, first.id, "x.0", "500");
	expect_count(s, second.id, "x.1", "500");
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	record_release(&first);
	record_release(&second);
}

static void test_two_on_one_case(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct writer sum;

	scratch_case(s->store, &record, "A");
	sum = two_write(s, (int64_t[]){ record.id, record.id }, (const char *const []){ "x.0", "x.1" });
	assert_int_equal(sum.failures + sum.conflicts, 0);
	expect_count(s, record.id, "x.0", "500");
	expect_count(s, record.id, "x.1", "500");
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	record_release(&record);
}

/* Each counts up what the other one left.  A conflict that nobody was told of would be a number lost. */
static void test_two_on_one_field(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct writer sum;

	scratch_case(s->store, &record, "A");
	sum = two_write(s, (int64_t[]){ record.id, record.id }, (const char *const []){ "x.0", "x.0" });
	assert_int_equal(sum.failures, 0);
	assert_int_equal(sum.written, 2 * WRITES);
	assert_true(sum.conflicts > 5);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM action"), 2 * WRITES + 1);
	expect_count(s, record.id, "x.0", "1000");
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	record_release(&record);
}

/* Two that make a base at the same time both find the same one. */
static void test_two_make(void **state)
{
	struct scratch *s = *state;
	int status;

	for (int run = 0; run < 10; run++) {
		scratch_shut(s);
		unlink(s->path);
		for (int i = 0; i < 4; i++) {
			if (fork() == 0) {
				struct record record;

				scratch_open(s);
				scratch_case(s->store, &record, "A");
				_exit(0);
			}
		}
		for (int i = 0; i < 4; i++) {
			assert_true(wait(&status) > 0);
			assert_int_equal(status, 0);
		}
		scratch_open(s);
		assert_int_equal(store_count(s->store, NULL, 10, NULL), 4);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)
		TEST(test_made),
		TEST(test_found),
		TEST(test_made_alone),
		TEST(test_shared_folder),
		TEST(test_missing),
		TEST(test_empty),
		TEST(test_no_sqlite),
		TEST(test_not_ours),
		TEST(test_newer),
		TEST(test_newer_meanwhile),
		TEST(test_read_only),
		TEST(test_others),
		TEST(test_no_file),
		TEST(test_journal_left),
		TEST(test_uri_name),
		TEST(test_create),
		TEST(test_load_missing),
		TEST(test_keys),
		TEST(test_unchanged),
		TEST(test_null_in_later_round),
		TEST(test_round),
		TEST(test_last_change_counts),
		TEST(test_conflict),
		TEST(test_conflict_on_first),
		TEST(test_numbers),
		TEST(test_old_number),
		TEST(test_numbers_end),
		TEST(test_each),
		TEST(test_uuid_there),
		TEST(test_history),
		TEST(test_session),
		TEST(test_batch),
		TEST(test_batch_refusal),
		TEST(test_full),
		TEST(test_damaged_by_a_failed_write),
		TEST(test_busy),
		TEST(test_no_lock),
		TEST(test_changed),
		TEST(test_memory),
		TEST(test_two_on_one_base),
		TEST(test_two_on_one_case),
		TEST(test_two_on_one_field),
		TEST(test_two_make),
#undef TEST
		cmocka_unit_test(test_remote),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
