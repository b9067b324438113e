/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A connection to SQLite and its statements.  A statement is prepared when it
 * is first used and kept; parameters are bound by name only; every statement is
 * reset, and its parameters cleared, before the function that runs it returns.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct db {
	sqlite3 *handle;
	const char *path;		/* for messages; borrowed */
	struct prepared *v;
	size_t n, cap;
};

/* Opens a file that is there (":memory:" too).  False leaves nothing to close. */
bool db_open(struct db *db, const char *path, struct error *e);
void db_close(struct db *db);		/* {0} is fine */

/* Runs statements without parameters and without results that matter. */
bool db_exec(struct db *db, const char *sql, struct error *e);

/* A write transaction, which waits for that of another process. */
bool db_begin(struct db *db, struct error *e);
bool db_commit(struct db *db, struct error *e);	/* false: it was rolled back */
void db_rollback(struct db *db);

/* More memory for the cache while much is read or written at once; false: as little as a session needs. */
void db_cache(struct db *db, bool large);

/* Says in *e what SQLite's result code means; returns false. */
bool db_error(const struct db *db, int code, struct error *e);

/*
 * A statement being run.  After query_start and the binds, query_row is called
 * until it returns false, and then query_end, which says whether all went well;
 * nothing else needs to be looked at between.
 *
 *	static const char sql[] = "SELECT value FROM current WHERE record = :record";
 *
 *	struct query q = query_start(db, sql, e);
 *
 *	bind_int(&q, ":record", id);
 *
 *	while (query_row(&q))
 *
 *		use(column_text(&q, 0));
 *
 *	return query_end(&q);
 *
 * `sql` is known again by its address: it must be a static text.
 */
struct query {
	struct db *db;
	sqlite3_stmt *statement;	/* NULL where it could not be prepared */
	int code;
	struct error *e;
};

struct query query_start(struct db *db, const char *sql, struct error *e);
bool query_row(struct query *q);
bool query_end(struct query *q);
bool query_run(struct query *q);	/* for a statement without rows: query_row and query_end */

/* Binds.  Texts and blobs are borrowed until query_end; NULL and, with bind_id, 0 become SQL's NULL. */
void bind_int(struct query *q, const char *name, int64_t n);
void bind_id(struct query *q, const char *name, int64_t id);
void bind_text(struct query *q, const char *name, const char *text);
void bind_blob(struct query *q, const char *name, const void *data, size_t len);

/*
 * Columns of the row, from 0.  Texts and blobs are borrowed until the next
 * query_row or query_end.  A damaged base may have NULL, or another type, where
 * the schema forbids it.
 */
int64_t column_int(const struct query *q, int column);	/* 0 for NULL */
const char *column_text(const struct query *q, int column);
const char *column_string(const struct query *q, int column);	/* "" for NULL, where a sound base has none */
const void *column_blob(const struct query *q, int column, size_t *len);
/* Copies a blob; zeros where it has another length. */
void column_copy(const struct query *q, int column, void *out, size_t len);
bool column_null(const struct query *q, int column);

#endif
