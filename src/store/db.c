/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/db.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"

#define WAIT_MS 5000		/* for another process that holds the base */

struct prepared {
	const char *sql;
	sqlite3_stmt *statement;
};

/* Many sessions run on one host, and the system caches the file for all of them. */
#define CACHE_SMALL "PRAGMA cache_size=-2048;"
#define CACHE_LARGE "PRAGMA cache_size=-65536;"

/*
 * TRUNCATE and FULL: a commit is on the disk when it returns, and leaves no
 * journal with old texts behind; a WAL would keep them.
 */
static const char pragmas[] =
	"PRAGMA temp_store=MEMORY;"
	"PRAGMA foreign_keys=ON;"
	"PRAGMA cell_size_check=ON;"
	"PRAGMA secure_delete=ON;"
	"PRAGMA mmap_size=0;"
	CACHE_SMALL
	"PRAGMA synchronous=FULL;"
	"PRAGMA journal_mode=TRUNCATE;";

static const struct {
	int option, value;
} options[] = {
	{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
	{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
	{ SQLITE_DBCONFIG_DQS_DDL, 0 },
	{ SQLITE_DBCONFIG_DQS_DML, 0 },
	{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
};

/* What a result code means to people; found by the whole of it or by its first byte. */
static const struct {
	int code;
	enum error_kind kind;
	const char *what;
} meanings[] = {
	{ SQLITE_BUSY, ERROR_BUSY, N_("another program holds the base; try again in a moment") },
	{ SQLITE_LOCKED, ERROR_BUSY, N_("another program holds the base; try again in a moment") },
	{ SQLITE_FULL, ERROR_FULL, N_("there is no room left on the disk") },
	{ SQLITE_IOERR, ERROR_IO, N_("the disk reports an error") },
	{ SQLITE_NOMEM, ERROR_IO, N_("there is not enough memory") },
	{ SQLITE_NOTADB, ERROR_BASE, N_("is not a base of indstil (no SQLite file)") },
	{ SQLITE_CORRUPT, ERROR_BASE, N_("the base is damaged") },
	{ SQLITE_READONLY_ROLLBACK, ERROR_RIGHTS,
	    N_("a write was broken off and must be undone first, which takes the right to write here") },
	{ SQLITE_READONLY, ERROR_RIGHTS, N_("the base can be read but not written") },
	{ SQLITE_CANTOPEN, ERROR_FILE, N_("the base cannot be opened") },
	{ SQLITE_PERM, ERROR_FILE, N_("the base cannot be opened") },
};

/* What the system said of a call to the disk, where it is more than SQLite makes of it. */
static const struct {
	enum error_kind kind;
	const char *what;
} reasons[] = {
	{ ERROR_FULL, N_("there is no room left on the disk") },
	{ ERROR_RIGHTS, N_("there is no right to write here") },
	{ ERROR_LIMIT, N_("a file may not grow that large here (ulimit -f)") },
};

/* What the system said of the last call that failed for the file of a base or its journal; else of any call. */
static void system_codes(sqlite3 *handle, int codes[3])
{
	sqlite3_file *journal = NULL;

	sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &codes[0]);
	sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
	if (journal != NULL && journal->pMethods != NULL)
		journal->pMethods->xFileControl(journal, SQLITE_FCNTL_LAST_ERRNO, &codes[1]);
	codes[2] = sqlite3_system_errno(handle);
}

static bool told_by_system(const struct db *db, int code, struct error *e)
{
	int codes[3] = { 0 };

	if (db->handle == NULL || ((code & 0xff) != SQLITE_IOERR && (code & 0xff) != SQLITE_CANTOPEN))
		return false;
	system_codes(db->handle, codes);
	for (size_t c = 0; c < sizeof codes / sizeof *codes; c++)
		for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
			if (error_of_system(codes[c]) == reasons[i].kind) {
				error_set(e, reasons[i].kind, db->path, "%s", _(reasons[i].what));
				return true;
			}
	return false;
}

bool db_error(const struct db *db, int code, struct error *e)
{
	if (told_by_system(db, code, e))
		return false;
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (meanings[i].code == code || meanings[i].code == (code & 0xff))
			return error_set(e, meanings[i].kind, db->path, "%s", _(meanings[i].what));
	return error_set(e, ERROR_BASE, db->path, _("the base cannot be used (SQLite error %d)"), code);
}

static int configure(sqlite3 *handle)
{
	sqlite3_extended_result_codes(handle, 1);
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		sqlite3_db_config(handle, options[i].option, options[i].value, NULL);
	sqlite3_busy_timeout(handle, WAIT_MS);
	return sqlite3_exec(handle, pragmas, NULL, NULL, NULL);
}

/* Below "./", since SQLite would take "file:x?y" for something else than a name. */
static int open_plain(const char *path, sqlite3 **handle)
{
	bool name = path[0] != '/' && path[0] != ':';
	char *plain = xasprintf("%s%s", name ? "./" : "", path);
	int code = sqlite3_open_v2(plain, handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

	free(plain);
	return code;
}

static sqlite3_stmt *prepare(struct db *db, const char *sql, int *code);

/* Prepared with the connection: when it is needed there may be no memory. */
static const char rollback[] = "ROLLBACK";

bool db_open(struct db *db, const char *path, struct error *e)
{
	int code;

	*db = (struct db){ .path = path };
	code = open_plain(path, &db->handle);
	if (code == SQLITE_OK)
		code = configure(db->handle);
	if (code == SQLITE_OK && prepare(db, rollback, &code) != NULL)
		return true;
	db_error(db, code, e);
	db_close(db);
	return false;
}

void db_close(struct db *db)
{
	for (size_t i = 0; i < db->n; i++)
		sqlite3_finalize(db->v[i].statement);
	free(db->v);
	sqlite3_close(db->handle);
	*db = (struct db){ 0 };
}

bool db_exec(struct db *db, const char *sql, struct error *e)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return code == SQLITE_OK || db_error(db, code, e);
}

void db_cache(struct db *db, bool large)
{
	sqlite3_exec(db->handle, large ? CACHE_LARGE : CACHE_SMALL, NULL, NULL, NULL);
	if (!large)
		sqlite3_db_release_memory(db->handle);
}

bool db_begin(struct db *db, struct error *e)
{
	static const char sql[] = "BEGIN IMMEDIATE";
	struct query q = query_start(db, sql, e);

	return query_run(&q);
}

bool db_commit(struct db *db, struct error *e)
{
	static const char sql[] = "COMMIT";
	struct query q = query_start(db, sql, e);

	if (query_run(&q))
		return true;
	db_rollback(db);
	return false;
}

/* After some errors SQLite has rolled back by itself. */
void db_rollback(struct db *db)
{
	struct query q;

	if (sqlite3_get_autocommit(db->handle))
		return;
	q = query_start(db, rollback, NULL);
	query_run(&q);
}

static sqlite3_stmt *prepare(struct db *db, const char *sql, int *code)
{
	sqlite3_stmt *statement;

	for (size_t i = 0; i < db->n; i++)
		if (db->v[i].sql == sql)
			return db->v[i].statement;
	*code = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
	if (*code != SQLITE_OK)
		return NULL;
	db->v = array_room(db->v, db->n, &db->cap, sizeof *db->v);
	db->v[db->n++] = (struct prepared){ sql, statement };
	return statement;
}

struct query query_start(struct db *db, const char *sql, struct error *e)
{
	struct query q = { .db = db, .code = SQLITE_OK, .e = e };

	q.statement = prepare(db, sql, &q.code);
	assert(q.statement == NULL || !sqlite3_stmt_busy(q.statement));
	return q;
}

bool query_row(struct query *q)
{
	if (q->code == SQLITE_OK || q->code == SQLITE_ROW)
		q->code = sqlite3_step(q->statement);
	return q->code == SQLITE_ROW;
}

/* SQLITE_ROW: the caller had seen enough; but a column may have read as NULL for want of memory. */
bool query_end(struct query *q)
{
	if (q->code == SQLITE_ROW && sqlite3_errcode(q->db->handle) == SQLITE_NOMEM)
		q->code = SQLITE_NOMEM;
	if (q->statement != NULL) {
		sqlite3_reset(q->statement);
		sqlite3_clear_bindings(q->statement);
	}
	if (q->code == SQLITE_OK || q->code == SQLITE_ROW || q->code == SQLITE_DONE)
		return true;
	return db_error(q->db, q->code, q->e);
}

bool query_run(struct query *q)
{
	query_row(q);
	return query_end(q);
}

static int parameter(const struct query *q, const char *name)
{
	int index = sqlite3_bind_parameter_index(q->statement, name);

	assert(index > 0);
	return index;
}

static void bound(struct query *q, int code)
{
	if (code != SQLITE_OK)
		q->code = code;
}

void bind_int(struct query *q, const char *name, int64_t n)
{
	if (q->statement != NULL)
		bound(q, sqlite3_bind_int64(q->statement, parameter(q, name), n));
}

void bind_id(struct query *q, const char *name, int64_t id)
{
	if (id != 0)
		bind_int(q, name, id);
	else if (q->statement != NULL)
		bound(q, sqlite3_bind_null(q->statement, parameter(q, name)));
}

void bind_text(struct query *q, const char *name, const char *text)
{
	if (q->statement != NULL)
		bound(q, sqlite3_bind_text(q->statement, parameter(q, name), text, -1, SQLITE_STATIC));
}

void bind_blob(struct query *q, const char *name, const void *data, size_t len)
{
	if (q->statement != NULL)
		bound(q, sqlite3_bind_blob64(q->statement, parameter(q, name), data, len, SQLITE_STATIC));
}

int64_t column_int(const struct query *q, int column)
{
	return sqlite3_column_int64(q->statement, column);
}

const char *column_text(const struct query *q, int column)
{
	return (const char *)sqlite3_column_text(q->statement, column);
}

const char *column_string(const struct query *q, int column)
{
	const char *text = column_text(q, column);

	return text != NULL ? text : "";
}

const void *column_blob(const struct query *q, int column, size_t *len)
{
	const void *data = sqlite3_column_blob(q->statement, column);

	*len = (size_t)sqlite3_column_bytes(q->statement, column);
	return data != NULL ? data : "";
}

void column_copy(const struct query *q, int column, void *out, size_t len)
{
	size_t there;
	const void *data = column_blob(q, column, &there);

	if (there == len)
		memcpy(out, data, len);
	else
		memset(out, 0, len);
}

bool column_null(const struct query *q, int column)
{
	return sqlite3_column_type(q->statement, column) == SQLITE_NULL;
}
