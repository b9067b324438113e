/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The base held against itself.  SQLite's own check finds damaged pages, but only
 * one in eight changed bits; what a text said is known by its hash.  So every hash
 * is computed again, what is current is held against the versions, and the list
 * (store_verify_list.c) against what is current.
 */
#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/store_internal.h"

void check_complain(struct check *c, const char *format, ...)
{
	va_list ap;
	char *line;

	va_start(ap, format);
	line = xvasprintf(format, ap);
	va_end(ap);
	c->n++;
	if (c->complain != NULL)
		c->complain(line, c->arg);
	free(line);
}

static struct query start(struct check *c, const char *sql)
{
	return query_start(&c->store->db, sql, c->e);
}

static bool check_pages(struct check *c)
{
	static const char sql[] = "PRAGMA integrity_check";
	struct query q = start(c, sql);

	while (query_row(&q))
		if (strcmp(column_string(&q, 0), "ok") != 0)
			check_complain(c, _("SQLite: %s"), column_string(&q, 0));
	return query_end(&q);
}

static bool check_references(struct check *c)
{
	static const char sql[] = "PRAGMA foreign_key_check";
	struct query q = start(c, sql);

	while (query_row(&q))
		check_complain(c, _("a row of %s refers to a row of %s that is not there"),
		    column_string(&q, 0), column_string(&q, 2));
	return query_end(&q);
}

/* The case's number for a complaint, or its id where it has none. */
#define CASE_NAME "ifnull((SELECT number FROM case_row WHERE record = r.id), '#' || r.id)"

static void read_version(const struct query *q, struct version *version, unsigned char hash[HASH_SIZE],
    bool *erased)
{
	*version = (struct version){
		.id = column_int(q, 0), .parent = column_int(q, 1), .merges = column_int(q, 2),
		.restores = column_int(q, 3), .round = (int)column_int(q, 4), .key = column_text(q, 5),
		.row = column_int(q, 6), .value = column_text(q, 7),
	};
	column_copy(q, 8, version->salt, SALT_SIZE);
	column_copy(q, 9, hash, HASH_SIZE);
	*erased = column_null(q, 8) && version->value == NULL;
}

/*
 * Adds the hashes of an action's versions to the chain; each as it should be, so
 * that one changed text is one complaint.
 */
static bool check_versions(struct check *c, const struct action *action, const char *name, struct hash *h,
    long *n)
{
	static const char sql[] =
		"SELECT v.id, v.parent, v.merges, v.restores, v.round, k.name, v.row, v.value, v.salt, v.hash"
		" FROM version v LEFT JOIN key k ON k.id = v.key"
		" WHERE v.record = :record AND v.action = :seq ORDER BY v.id";
	struct query q = start(c, sql);
	struct version version;
	unsigned char hash[HASH_SIZE];
	bool erased;

	bind_int(&q, ":record", action->record);
	bind_int(&q, ":seq", action->seq);
	while (query_row(&q)) {
		read_version(&q, &version, hash, &erased);
		version_hash(&version, action->uuid);
		if (!erased && memcmp(version.hash, hash, HASH_SIZE) != 0)
			check_complain(c, _("%s: %s: a stored version was changed (action %lld)"), name,
			    version.key ? version.key : "?", (long long)action->seq);
		hash_part(h, hash, HASH_SIZE);
		++*n;
	}
	return query_end(&q);
}

static void check_why(struct check *c, const struct action *action, const char *name, bool erased)
{
	unsigned char hash[HASH_SIZE];

	why_hash(action, hash);
	if (!erased && memcmp(hash, action->why_hash, HASH_SIZE) != 0)
		check_complain(c, _("%s: the text of action %lld was changed"), name, (long long)action->seq);
}

static struct action read_action(const struct query *q)
{
	struct action action = {
		.seq = column_int(q, 0), .record = column_int(q, 1), .uuid = column_text(q, 2),
		.session = column_text(q, 3), .author = column_text(q, 4), .at = column_text(q, 5),
		.kind = column_text(q, 6), .undoes = column_int(q, 7), .why = column_text(q, 8),
		.has_why = !column_null(q, 8) || !column_null(q, 10),
	};

	column_copy(q, 9, action.why_salt, SALT_SIZE);
	column_copy(q, 10, action.why_hash, HASH_SIZE);
	return action;
}

/* One link: `hash` is that of the action before, and becomes this one's as it stands. */
static bool check_action(struct check *c, const struct query *q, unsigned char hash[HASH_SIZE],
    long *versions)
{
	struct action action = read_action(q);
	const char *name = column_null(q, 12) ? "-" : column_text(q, 12);
	unsigned char stored[HASH_SIZE], computed[HASH_SIZE];
	struct hash *h = chain_begin(hash, &action);
	bool fine;

	if (action.has_why)
		check_why(c, &action, name, column_null(q, 8) && column_null(q, 9));
	fine = check_versions(c, &action, name, h, versions);
	hash_end(h, computed);
	column_copy(q, 11, stored, HASH_SIZE);
	if (memcmp(stored, computed, HASH_SIZE) != 0)
		check_complain(c, _("%s: action %lld, or what belongs to it, was changed"), name,
		    (long long)action.seq);
	memcpy(hash, stored, HASH_SIZE);
	return fine;
}

static bool check_all_hung(struct check *c, long versions)
{
	static const char sql[] = "SELECT count(*) FROM version";
	struct query q = start(c, sql);

	if (query_row(&q) && column_int(&q, 0) != versions)
		check_complain(c, "%s", _("there are versions that belong to no action"));
	return query_end(&q);
}

static bool check_chain(struct check *c)
{
	static const char sql[] =
		"SELECT a.seq, a.record, r.uuid, s.uuid, s.author, a.at, a.kind, a.undoes, a.why, a.why_salt,"
		" a.why_hash, a.hash, " CASE_NAME
		" FROM action a LEFT JOIN session s ON s.id = a.session LEFT JOIN record r ON r.id = a.record"
		" ORDER BY a.seq";
	struct query q = start(c, sql);
	unsigned char hash[HASH_SIZE] = { 0 };
	int64_t expected = 1;
	long versions = 0;
	bool fine = true;

	while (fine && query_row(&q)) {
		int64_t seq = column_int(&q, 0);

		if (seq != expected)
			check_complain(c, _("the actions before %lld are missing"), (long long)seq);
		expected = seq + 1;
		fine = check_action(c, &q, hash, &versions);
	}
	return query_end(&q) && fine && check_all_hung(c, versions);
}

/* Rows of a query with a case's name and a key's, each something wrong. */
static bool complain_rows(struct check *c, const char *sql, const char *what)
{
	struct query q = start(c, sql);

	while (query_row(&q))
		check_complain(c, "%s: %s: %s", column_string(&q, 0), column_string(&q, 1), what);
	return query_end(&q);
}

#define SAME_PLACE(a, b) \
	a ".record = " b ".record AND " a ".key = " b ".key AND " \
	a ".row = " b ".row AND " a ".round = " b ".round"
#define NAMED " JOIN record r ON r.id = x.record JOIN key k ON k.id = x.key"

static bool check_current(struct check *c)
{
	static const char differs[] =
		"SELECT " CASE_NAME ", k.name FROM current x" NAMED
		" LEFT JOIN version v ON v.id = x.version AND " SAME_PLACE("v", "x")
		" WHERE v.id IS NULL OR v.value IS NOT x.value"
		" OR x.unset IS NOT (ifnull(v.restores, 0) = -1)";
	/* By record, so that only its own versions are in the way. */
	static const char not_last[] =
		"SELECT " CASE_NAME ", k.name FROM version x" NAMED
		" LEFT JOIN current c ON " SAME_PLACE("c", "x")
		" LEFT JOIN version v ON v.id = c.version"
		" WHERE c.version IS NULL OR x.action > v.action";

	return complain_rows(c, differs, _("what is current is not its version's text")) &&
	    complain_rows(c, not_last, _("what is current is not the last version"));
}

/*
 * Each part in a transaction of its own: it compares what nobody changes
 * meanwhile, and between two a writer gets its turn.
 */
static bool check_part(struct check *c, bool (*part)(struct check *c))
{
	bool whole = db_exec(&c->store->db, "BEGIN", c->e) && part(c);

	db_rollback(&c->store->db);
	return whole;
}

static bool check_all(struct check *c)
{
	static bool (*const parts[])(struct check *c) = {
		check_pages, check_references, check_chain, check_current, check_list,
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!check_part(c, parts[i]))
			return false;
	return true;
}

/* What was found wrong may be the reason why the base can then be read no further. */
long store_verify(struct store *store, void (*tell)(const char *line, void *arg), void *arg, struct error *e)
{
	struct error own = { 0 };
	struct check c = { .store = store, .complain = tell, .arg = arg, .e = &own };
	bool whole;

	assert(!store->batch);
	db_cache(&store->db, true);
	whole = check_all(&c);
	db_cache(&store->db, false);
	if (whole || (own.kind == ERROR_BASE && c.n > 0))
		return c.n;
	if (e != NULL)
		*e = own;
	return -1;
}
