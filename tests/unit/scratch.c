/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "scratch.h"

#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

const struct date scratch_today = { 2026, 6, 1 };

void scratch_open(struct scratch *s)
{
	struct error e = { 0 };

	if (!store_open(&s->store, s->path, STORE_OR_NEW, s->keys, NULL, &e))
		fail_msg("%s: %s", e.where, e.what);
	store_author(s->store, "tester");
}

void scratch_shut(struct scratch *s)
{
	store_close(s->store);
	s->store = NULL;
}

int scratch_setup(void **state)
{
	struct scratch *s = xcalloc(1, sizeof *s);
	const char *tmp = getenv("TMPDIR");

	snprintf(s->folder, sizeof s->folder, "%s/scratch-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
	assert_non_null(mkdtemp(s->folder));
	snprintf(s->path, sizeof s->path, "%s/base.db", s->folder);
	s->keys = keys_new();
	scratch_open(s);
	*state = s;
	return 0;
}

static int remove_one(const char *path, const struct stat *file, int type, struct FTW *where)
{
	(void)file;
	(void)type;
	(void)where;
	return remove(path);
}

int scratch_teardown(void **state)
{
	struct scratch *s = *state;

	scratch_shut(s);
	keys_free(s->keys);
	chmod(s->folder, 0700);
	nftw(s->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(s);
	return 0;
}

void scratch_sql(const struct scratch *s, const char *sql)
{
	sqlite3 *db;
	char *message = NULL;

	assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
	sqlite3_close(db);
}

int64_t scratch_int(const struct scratch *s, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *statement;
	int64_t n = 0;

	assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	if (sqlite3_step(statement) == SQLITE_ROW)
		n = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return n;
}

int64_t scratch_act(struct store *store, struct record *record, enum action_kind kind,
    struct changes *changes)
{
	struct error e = { 0 };
	int64_t seq = 0;

	if (!store_act(store, record, kind, changes, NULL, NULL, scratch_today, &seq, NULL, &e))
		fail_msg("%s: %s", e.where, e.what);
	changes_release(changes);
	return seq;
}

int64_t scratch_set_at(struct store *store, struct record *record, int round, int key, int64_t row,
    const char *text)
{
	struct changes changes = { 0 };

	changes_add(&changes, round, key, row, text);
	return scratch_act(store, record, ACTION_EDIT, &changes);
}

int64_t scratch_set(struct store *store, struct record *record, int key, const char *text)
{
	return scratch_set_at(store, record, 1, key, 0, text);
}

void scratch_case(struct store *store, struct record *record, const char *name)
{
	struct changes changes = { 0 };

	record_init(record);
	changes_add(&changes, 1, KEY_CASE_STAGE, 0, "draft");
	if (name != NULL)
		changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, name);
	scratch_act(store, record, ACTION_CREATE, &changes);
}
