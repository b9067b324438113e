/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kept.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/text.h"
#include "scratch.h"

static sqlite3 *open_base(const char *path)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	return db;
}

/* NULL where it is not there. */
static char *read_text(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	if (file == NULL)
		return NULL;
	assert_true(getdelim(&text, &size, '\0', file) > 0);
	fclose(file);
	return text;
}

bool kept_base(int version, const char *path)
{
	char *kept = xasprintf("%s/tests/schema/%d.sql", getenv("INDSTIL_SRCDIR"), version), *message = NULL;
	char *sql = read_text(kept);
	sqlite3 *db;

	if (sql != NULL) {
		unlink(path);
		db = open_base(path);
		if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
			fail_msg("%s: %s", kept, message);
		sqlite3_close(db);
		assert_int_equal(chmod(path, 0600), 0);
	}
	free(kept);
	free(sql);
	return sql != NULL;
}

/*
 * What it holds
 */

/* Takes back what an action did. */
static void take_back(struct store *store, struct record *record, enum action_kind kind, int64_t seq)
{
	struct changes changes;

	assert_true(store_undo(store, record, seq, &changes, NULL));
	scratch_act(store, record, kind, &changes);
}

/* An undone name and one that stayed, lines, a row, an old number, a reason, a second round with an answer taken out. */
static void fill_case(struct store *store, struct record *record)
{
	struct changes changes = { 0 };
	int64_t seq;

	scratch_case(store, record, "Birgit Prøvesen");
	changes_add(&changes, 0, KEY_CASE_CASEWORKER, 0, "Lis Ågård");
	changes_add(&changes, 0, KEY_CASE_OLD_NUMBER, 0, KEPT_OLD_NUMBER);
	changes_add(&changes, 1, KEY_CITIZEN_CPR, 0, "6703801234");
	changes_add(&changes, 1, KEY_MEETING_DATE, 0, "2026-06-09");
	changes_add(&changes, 1, KEY_CITIZEN_ADDRESS, 0, "Prøvevej 2\n1234 Prøveby");
	changes_add(&changes, 1, KEY_STATEMENTS_TEXT, 4711, "Om formiddagen kan jeg \"godt\" noget; 'lidt'.");
	scratch_act(store, record, ACTION_EDIT, &changes);
	seq = scratch_set(store, record, KEY_CITIZEN_NAME, KEPT_NAME);
	take_back(store, record, ACTION_UNDO, seq);
	take_back(store, record, ACTION_REDO, seq + 1);
	changes_add(&changes, 1, KEY_REFERRAL_QUESTION, 0, "Hvad nu?");
	seq = scratch_act(store, record, ACTION_EDIT, &changes);
	take_back(store, record, ACTION_UNDO, seq);
	changes_add(&changes, 2, KEY_MEETING_DATE, 0, NULL);
	assert_true(store_act(store, record, ACTION_ROUND, &changes, "ny sag for teamet", NULL, scratch_today, NULL,
	    NULL, NULL));
	changes_release(&changes);
}

/* With a number that is none. */
static void fill_imported(struct store *store)
{
	struct changes changes = { 0 };
	struct record record;

	record_init(&record);
	changes_add(&changes, 0, KEY_CASE_NUMBER, 0, "Ø-17");
	changes_add(&changes, 1, KEY_CASE_STAGE, 0, "draft");
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, "Åse Prøvekær");
	scratch_act(store, &record, ACTION_IMPORT, &changes);
	record_release(&record);
}

static void never(enum unreached why, const char *path, void *arg)
{
	(void)why, (void)arg;
	fail_msg("not erased: %s", path);
}

/* By two people; one case without a name, and one that was erased. */
void kept_fill(struct store *store)
{
	struct record record;

	fill_case(store, &record);
	store_author(store, "holm");
	assert_true(store_log(store, record.id, ACTION_PRINT, "recommendation 12ab", NULL));
	assert_true(store_log(store, 0, ACTION_SHOW, NULL, NULL));
	record_release(&record);
	fill_imported(store);
	scratch_case(store, &record, NULL);
	record_release(&record);
	scratch_case(store, &record, "Karl Prøvemand");
	assert_true(store_erase(store, record.id, never, NULL, NULL));
	record_release(&record);
}

/*
 * As a text
 */

static void add_blob(struct text *out, const unsigned char *bytes, int len)
{
	text_add(out, "X'");
	for (int i = 0; i < len; i++)
		text_addf(out, "%02x", bytes[i]);
	text_addc(out, '\'');
}

/* A text with its quotes doubled. */
static void add_quoted(struct text *out, const char *s)
{
	char *quoted = sqlite3_mprintf("%Q", s);

	text_add(out, quoted);
	sqlite3_free(quoted);
}

static void add_column(struct text *out, sqlite3_stmt *row, int column)
{
	switch (sqlite3_column_type(row, column)) {
	case SQLITE_NULL:
		text_add(out, "NULL");
		break;
	case SQLITE_BLOB:
		add_blob(out, sqlite3_column_blob(row, column), sqlite3_column_bytes(row, column));
		break;
	case SQLITE_INTEGER:
		text_addf(out, "%lld", (long long)sqlite3_column_int64(row, column));
		break;
	default:
		add_quoted(out, (const char *)sqlite3_column_text(row, column));
	}
}

/* Each row of a query behind `before`, its columns with commas between, and `after`. */
static void add_rows(sqlite3 *db, struct text *out, const char *sql, const char *before, const char *after)
{
	sqlite3_stmt *row;

	if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	while (sqlite3_step(row) == SQLITE_ROW) {
		text_add(out, before);
		for (int i = 0; i < sqlite3_column_count(row); i++) {
			text_add(out, i > 0 ? ", " : "");
			add_column(out, row, i);
		}
		text_add(out, after);
	}
	assert_int_equal(sqlite3_finalize(row), SQLITE_OK);
}

static void add_table(sqlite3 *db, struct text *out, const char *table)
{
	char *all = xasprintf("SELECT * FROM %s", table), *before = xasprintf("INSERT INTO %s VALUES (", table);

	add_rows(db, out, all, before, ");\n");
	free(before);
	free(all);
}

/* The statements that made the base, as it keeps them, and each table's rows. */
static void add_base(sqlite3 *db, struct text *out)
{
	static const char made[] = "SELECT sql, name, type FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid";
	sqlite3_stmt *row;

	assert_int_equal(sqlite3_prepare_v2(db, made, -1, &row, NULL), SQLITE_OK);
	while (sqlite3_step(row) == SQLITE_ROW) {
		text_addf(out, "%s;\n", (const char *)sqlite3_column_text(row, 0));
		if (strcmp((const char *)sqlite3_column_text(row, 2), "table") == 0)
			add_table(db, out, (const char *)sqlite3_column_text(row, 1));
	}
	assert_int_equal(sqlite3_finalize(row), SQLITE_OK);
}

void kept_write(const char *path, FILE *out)
{
	struct text text = { 0 };
	sqlite3 *db = open_base(path);

	text_add(&text, "-- SPDX-License-Identifier: EUPL-1.2\n"
	    "-- A base as the program of its time left it: unit/kept.h.  Never edited.\n");
	add_rows(db, &text, "PRAGMA application_id", "PRAGMA application_id = ", ";\n");
	add_rows(db, &text, "PRAGMA user_version", "PRAGMA user_version = ", ";\n");
	text_add(&text, "BEGIN;\n");
	add_base(db, &text);
	text_add(&text, "COMMIT;\n");
	fputs(text.s, out);
	text_release(&text);
	sqlite3_close(db);
}

/* By name, so that a column that a later step adds is not seen. */
char *kept_rows(const char *path)
{
	static const char *const queries[] = {
		"SELECT id, uuid, kind FROM record ORDER BY id",
		"SELECT id, name FROM key ORDER BY id",
		"SELECT id, uuid, author FROM session ORDER BY id",
		"SELECT seq, record, session, at, kind, undoes, why, why_salt, why_hash, hash FROM action ORDER BY seq",
		"SELECT id, action, record, round, key, row, parent, merges, restores, salt, hash, value FROM version"
		" ORDER BY id",
		"SELECT record, key, row, round, version, unset, value FROM current ORDER BY record, key, row, round",
		"SELECT year, serial, number, record FROM old_number ORDER BY number",
	};
	struct text rows = { 0 };
	sqlite3 *db = open_base(path);

	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
		add_rows(db, &rows, queries[i], "", "\n");
	sqlite3_close(db);
	return text_take(&rows);
}
