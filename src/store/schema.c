/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The schema is a list of steps.  A base counts in PRAGMA user_version the
 * steps that it has had.  A step that was released is never edited: what comes later is a new step.
 */
#include "store/schema.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/lang.h"

static const char *const steps[] = {
	/* Records: what values belong to.  The uuid holds on every terminal, the id in this base. */
	"CREATE TABLE record ("
	"	id INTEGER PRIMARY KEY,"
	"	uuid TEXT NOT NULL UNIQUE,"
	"	kind TEXT NOT NULL"
	") STRICT;"

	/* Names of values, interned: 31 KB a case in place of 87. */
	"CREATE TABLE key ("
	"	id INTEGER PRIMARY KEY,"
	"	name TEXT NOT NULL UNIQUE"
	") STRICT;"

	/* Sessions that have done something. */
	"CREATE TABLE session ("
	"	id INTEGER PRIMARY KEY,"
	"	uuid TEXT NOT NULL UNIQUE,"
	"	author TEXT NOT NULL"
	") STRICT;"

	/*
	 * Actions, in the order they were done whatever the clock said: the log and the
	 * chain of hashes.  The hash is over the one before, the action's own columns and
	 * its versions' hashes.  For `why` its salted hash goes in, so that an
	 * erased text leaves the chain whole.
	 */
	"CREATE TABLE action ("
	"	seq INTEGER PRIMARY KEY,"
	"	record INTEGER REFERENCES record,"
	"	session INTEGER NOT NULL REFERENCES session,"
	"	at TEXT NOT NULL,"
	"	kind TEXT NOT NULL,"
	"	undoes INTEGER REFERENCES action,"
	"	why TEXT,"
	"	why_salt BLOB,"
	"	why_hash BLOB,"
	"	hash BLOB NOT NULL"
	") STRICT;"
	"CREATE INDEX action_record ON action (record);"

	/*
	 * Versions of values.  Ids are random, so that two terminals never give the same
	 * one; those of one action follow each other, so that they lie on one page.  `parent`
	 * is the version that this one was made from, `merges` a second one, `restores` the one that an undo
	 * brought back (-1: that there was none).  An erased version has neither value nor salt.
	 */
	"CREATE TABLE version ("
	"	id INTEGER PRIMARY KEY,"
	"	action INTEGER NOT NULL REFERENCES action,"
	"	record INTEGER NOT NULL REFERENCES record,"
	"	round INTEGER NOT NULL,"
	"	key INTEGER NOT NULL REFERENCES key,"
	"	row INTEGER NOT NULL,"
	"	parent INTEGER,"
	"	merges INTEGER,"
	"	restores INTEGER,"
	"	salt BLOB,"
	"	hash BLOB NOT NULL,"
	"	value TEXT"
	") STRICT;"
	"CREATE INDEX version_action ON version (record, action);"

	/*
	 * What holds now, with its text, so that a record is one range.  `unset`: an
	 * undo brought back that nothing was here.
	 */
	"CREATE TABLE current ("
	"	record INTEGER NOT NULL REFERENCES record,"
	"	key INTEGER NOT NULL REFERENCES key,"
	"	row INTEGER NOT NULL,"
	"	round INTEGER NOT NULL,"
	"	version INTEGER NOT NULL REFERENCES version,"
	"	unset INTEGER NOT NULL,"
	"	value TEXT,"
	"	PRIMARY KEY (record, key, row, round)"
	") STRICT, WITHOUT ROWID;"

	/*
	 * Cases by number: its year and the rest as numbers (0 and 0 where it has
	 * another form), and where the case stands in the list.
	 */
	"CREATE TABLE case_row ("
	"	record INTEGER PRIMARY KEY REFERENCES record,"
	"	year INTEGER NOT NULL,"
	"	serial INTEGER NOT NULL,"
	"	number TEXT NOT NULL,"
	"	sort BLOB NOT NULL"
	") STRICT;"
	"CREATE UNIQUE INDEX case_number ON case_row (year, serial, number);"
	"CREATE TABLE old_number ("
	"	year INTEGER NOT NULL,"
	"	serial INTEGER NOT NULL,"
	"	number TEXT NOT NULL,"
	"	record INTEGER NOT NULL REFERENCES record,"
	"	PRIMARY KEY (year, serial, number, record)"
	") STRICT, WITHOUT ROWID;"

	/*
	 * The list in its order, so that a screenful is one page or two.  `words` are
	 * those that search compares, each behind a space.
	 */
	"CREATE TABLE case_list ("
	"	sort BLOB NOT NULL,"
	"	record INTEGER NOT NULL REFERENCES record,"
	"	number TEXT NOT NULL,"
	"	words TEXT NOT NULL,"
	"	name TEXT,"
	"	caseworker TEXT,"
	"	born TEXT,"
	"	stage TEXT NOT NULL,"
	"	meeting TEXT,"
	"	blocks INTEGER NOT NULL,"
	"	warns INTEGER NOT NULL,"
	"	reminds INTEGER NOT NULL,"
	"	unknowns INTEGER NOT NULL,"
	"	filled INTEGER NOT NULL,"
	"	asked INTEGER NOT NULL,"
	"	pack TEXT NOT NULL,"
	"	as_of TEXT,"
	"	PRIMARY KEY (sort, record)"
	") STRICT, WITHOUT ROWID;"

	/* The same words by their beginnings. */
	"CREATE TABLE word ("
	"	word TEXT NOT NULL,"
	"	record INTEGER NOT NULL REFERENCES record,"
	"	sort BLOB NOT NULL,"
	"	PRIMARY KEY (word, record)"
	") STRICT, WITHOUT ROWID;",

	/* How many cases there are: counting a hundred thousand reads seven hundred pages. */
	"CREATE TABLE tally ("
	"	name TEXT PRIMARY KEY,"
	"	n INTEGER NOT NULL"
	") STRICT, WITHOUT ROWID;"
	"INSERT INTO tally SELECT 'cases', count(*) FROM case_row;",
};

int schema_version(void)
{
	return sizeof steps / sizeof *steps;
}

static bool read_number(struct db *db, const char *pragma, int64_t *n, struct error *e)
{
	struct query q = query_start(db, pragma, e);

	*n = query_row(&q) ? column_int(&q, 0) : 0;
	return query_end(&q);
}

static const char user_version[] = "PRAGMA user_version";
static const char application_id[] = "PRAGMA application_id";

bool schema_read_version(struct db *db, int64_t *version, struct error *e)
{
	return read_number(db, user_version, version, e);
}

bool schema_ours(struct db *db, int64_t *version, struct error *e)
{
	int64_t application;

	if (!read_number(db, application_id, &application, e) || !schema_read_version(db, version, e))
		return false;
	if (application != SCHEMA_APPLICATION || *version < 1)
		return error_set(e, ERROR_BASE, db->path, "%s", _("is a database of another program"));
	return true;
}

static bool take_step(struct db *db, int64_t version, struct error *e)
{
	char *sql = xasprintf("%s PRAGMA application_id = %d; PRAGMA user_version = %d;", steps[version],
	    SCHEMA_APPLICATION, (int)version + 1);
	bool done = db_exec(db, sql, e);

	free(sql);
	return done;
}

bool schema_take_steps(struct db *db, int64_t to, struct error *e)
{
	int64_t version;

	if (!schema_read_version(db, &version, e))
		return false;
	for (; version < to; version++)
		if (!take_step(db, version, e))
			return false;
	return true;
}

bool schema_touch(struct db *db, struct error *e)
{
	int64_t version;
	char *sql;
	bool done;

	if (!schema_read_version(db, &version, e))
		return false;
	sql = xasprintf("PRAGMA user_version = %d;", (int)version);
	done = db_exec(db, sql, e);
	free(sql);
	return done;
}

bool schema_bring_up(struct db *db, struct error *e)
{
	if (!db_begin(db, e))
		return false;
	/* Another process may have taken them while this one waited for the base. */
	if (schema_take_steps(db, schema_version(), e))
		return db_commit(db, e);
	db_rollback(db);
	return false;
}
