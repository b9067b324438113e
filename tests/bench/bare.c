/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The work of SQLite alone.
 *
 *	bare insert FROM TO	the rows of the base FROM into a new one, one by one in one transaction
 *	bare read BASE		all current values, case by case
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sqlite3 *from, *to;

static void check(sqlite3 *db, int code)
{
	if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
		return;
	fprintf(stderr, "bare: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static void run(sqlite3 *db, const char *sql)
{
	check(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement;

	check(db, sqlite3_prepare_v2(db, sql, -1, &statement, NULL));
	return statement;
}

static sqlite3 *open_base(const char *path)
{
	sqlite3 *db;

	check(NULL, sqlite3_open(path, &db));
	run(db, "PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON; PRAGMA cache_size=-2048; PRAGMA synchronous=FULL;"
	    "PRAGMA journal_mode=TRUNCATE");
	return db;
}

/* "INSERT INTO name VALUES (?, ?, ...)" */
static sqlite3_stmt *prepare_insert(const char *table, int columns)
{
	char sql[512];
	int len = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", table);

	for (int i = 1; i < columns; i++)
		len += snprintf(sql + len, sizeof sql - (size_t)len, ", ?");
	snprintf(sql + len, sizeof sql - (size_t)len, ")");
	return prepare(to, sql);
}

static void copy_table(const char *table)
{
	char sql[128];
	sqlite3_stmt *rows, *insert;
	int columns;

	snprintf(sql, sizeof sql, "SELECT * FROM %s", table);
	rows = prepare(from, sql);
	columns = sqlite3_column_count(rows);
	insert = prepare_insert(table, columns);
	while (sqlite3_step(rows) == SQLITE_ROW) {
		for (int i = 0; i < columns; i++)
			sqlite3_bind_value(insert, i + 1, sqlite3_column_value(rows, i));
		check(to, sqlite3_step(insert));
		sqlite3_reset(insert);
	}
	sqlite3_finalize(rows);
	sqlite3_finalize(insert);
}

static void insert_all(void)
{
	sqlite3_stmt *schema = prepare(from, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL");
	sqlite3_stmt *tables = prepare(from, "SELECT name FROM sqlite_schema WHERE type = 'table'");

	run(to, "BEGIN");
	while (sqlite3_step(schema) == SQLITE_ROW)
		run(to, (const char *)sqlite3_column_text(schema, 0));
	while (sqlite3_step(tables) == SQLITE_ROW)
		copy_table((const char *)sqlite3_column_text(tables, 0));
	run(to, "COMMIT");
	sqlite3_finalize(schema);
	sqlite3_finalize(tables);
}

static size_t read_case(sqlite3_stmt *values, sqlite3_int64 record)
{
	size_t bytes = 0;

	sqlite3_bind_int64(values, 1, record);
	while (sqlite3_step(values) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(values, 5);

		bytes += text != NULL ? strlen(text) : 0;
	}
	sqlite3_reset(values);
	return bytes;
}

/* Each case is looked for after the one before, so that no statement is open while another runs. */
static void read_all(void)
{
	sqlite3_stmt *next = prepare(from, "SELECT id FROM record WHERE id > ?1 ORDER BY id LIMIT 1");
	sqlite3_stmt *values = prepare(from, "SELECT key, row, round, version, unset, value FROM current WHERE record = ?1");
	sqlite3_int64 record = 0;
	size_t bytes = 0;

	while (sqlite3_bind_int64(next, 1, record), sqlite3_step(next) == SQLITE_ROW) {
		record = sqlite3_column_int64(next, 0);
		sqlite3_reset(next);
		bytes += read_case(values, record);
	}
	sqlite3_finalize(next);
	sqlite3_finalize(values);
	printf("%zu\n", bytes);
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fputs("usage: bare insert FROM TO | bare read BASE\n", stderr);
		return 2;
	}
	from = open_base(argv[2]);
	if (argc > 3) {
		to = open_base(argv[3]);
		insert_all();
	} else {
		read_all();
	}
	sqlite3_close(from);
	sqlite3_close(to);
	return 0;
}
