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
#include "store/schema.h"
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

/* SQLite's check of its own file; its words are for those who know SQLite. */
static bool run_integrity(struct store *store, void (*tell)(const char *words, void *arg), void *arg, struct error *e)
{
	static const char sql[] = "PRAGMA integrity_check";
	struct query q = query_start(&store->db, sql, e);

	while (query_row(&q))
		if (strcmp(column_string(&q, 0), "ok") != 0)
			tell(column_string(&q, 0), arg);
	return query_end(&q);
}

static void count_words(const char *words, void *arg)
{
	long *n = arg;

	(void)words;
	++*n;
}

static bool check_pages(struct check *c)
{
	long n = 0;
	bool read = run_integrity(c->store, count_words, &n, c->e);

	if (n > 0)
		check_complain(c, "%s", _("parts of the file cannot be read, or do not agree with each other"));
	return read;
}

static bool add_tables(struct db *db, struct text *tables, struct error *e)
{
	static const char sql[] = "SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_master ORDER BY name";
	struct query q = query_start(db, sql, e);

	while (query_row(&q))
		for (int column = 0; column < 4; column++)
			text_addf(tables, "%s\n", column_string(&q, column));
	return query_end(&q);
}

/* The tables of a base that has had so many steps, as they are made. */
static bool add_own_tables(int64_t version, struct text *tables, struct error *e)
{
	struct db db;
	bool made;

	if (!db_open(&db, ":memory:", e))
		return false;
	made = schema_take_steps(&db, version, e) && add_tables(&db, tables, e);
	db_close(&db);
	return made;
}

/* One bit turned in the text that makes a table can give its columns another order or sense.  A newer base has
 * others. */
static bool check_tables(struct check *c)
{
	struct text there = { 0 }, own = { 0 };
	int64_t version;
	bool read = schema_read_version(&c->store->db, &version, c->e);

	if (read && version <= schema_version()) {
		read = add_tables(&c->store->db, &there, c->e) && add_own_tables(version, &own, c->e);
		if (read && (there.s == NULL || strcmp(there.s, own.s) != 0))
			check_complain(c, "%s", _("the tables are not those of a base"));
	}
	text_release(&there);
	text_release(&own);
	return read;
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

/*
 * A version as it is read.  Only of an erased case are texts and salts taken away: elsewhere a version without them
 * is a text that is lost.
 */
#define VERSION_ROWS \
	"SELECT v.id, v.parent, v.merges, v.restores, v.round, k.name, v.row, v.value, v.salt, v.hash," \
	" v.value IS NULL AND v.salt IS NULL AND r.kind IS 'erased', v.action" \
	" FROM version v LEFT JOIN key k ON k.id = v.key LEFT JOIN record r ON r.id = v.record"

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
	*erased = column_int(q, 10) != 0;
}

/*
 * Adds the hashes of an action's versions to the chain; each as it should be, so
 * that one changed text is one complaint.
 */
static bool check_versions(struct check *c, const struct action *action, const char *name, struct hash *h,
    long *n)
{
	static const char sql[] = VERSION_ROWS " WHERE v.record = :record AND v.action = :seq ORDER BY v.id";
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

/* An action as it is read, with the name of its case and whether its text was erased. */
#define ACTION_ROWS \
	"SELECT a.seq, a.record, r.uuid, s.uuid, s.author, a.at, a.kind, a.undoes, a.why, a.why_salt," \
	" a.why_hash, a.hash, " CASE_NAME "," \
	" a.why IS NULL AND a.why_salt IS NULL AND r.kind IS 'erased'" \
	" FROM action a LEFT JOIN session s ON s.id = a.session LEFT JOIN record r ON r.id = a.record"

static struct action read_action(const struct query *q)
{
	struct action action = {
		.seq = column_int(q, 0), .record = column_int(q, 1), .uuid = column_text(q, 2),
		.session = column_text(q, 3), .author = column_text(q, 4), .at = column_text(q, 5),
		.kind = column_text(q, 6), .undoes = column_int(q, 7), .why = column_text(q, 8),
		.has_why = !column_null(q, 8) || !column_null(q, 9) || !column_null(q, 10),
	};

	column_copy(q, 9, action.why_salt, SALT_SIZE);
	column_copy(q, 10, action.why_hash, HASH_SIZE);
	return action;
}

bool check_stopped(struct check *c)
{
	if (c->stop == NULL || !atomic_load(c->stop))
		return false;
	error_set(c->e, ERROR_BUSY, c->store->path, "%s", _("was broken off"));
	return true;
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
		check_why(c, &action, name, column_int(q, 13) != 0);
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

/* The hash of an action, where the chain goes on behind it; zeros before the first one. */
static bool read_hash(struct check *c, int64_t seq, unsigned char hash[HASH_SIZE])
{
	static const char sql[] = "SELECT hash FROM action WHERE seq = :seq";
	struct query q = start(c, sql);

	memset(hash, 0, HASH_SIZE);
	bind_int(&q, ":seq", seq);
	if (query_row(&q))
		column_copy(&q, 0, hash, HASH_SIZE);
	return query_end(&q);
}

/* The actions after one; *versions counts theirs. */
static bool check_links(struct check *c, int64_t after, long *versions)
{
	static const char sql[] = ACTION_ROWS " WHERE a.seq > :after ORDER BY a.seq";
	unsigned char hash[HASH_SIZE];
	int64_t expected = after + 1;
	bool fine = read_hash(c, after, hash);
	struct query q = start(c, sql);

	bind_int(&q, ":after", after);
	while (fine && query_row(&q)) {
		int64_t seq = column_int(&q, 0);

		if (seq != expected)
			check_complain(c, _("the actions before %lld are missing"), (long long)seq);
		expected = seq + 1;
		fine = check_action(c, &q, hash, versions) && !check_stopped(c);
	}
	return query_end(&q) && fine;
}

static bool check_chain(struct check *c)
{
	long versions = 0;

	return check_links(c, 0, &versions) && check_all_hung(c, versions);
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

	return complain_rows(c, differs, _("what the case shows is not what was stored")) &&
	    complain_rows(c, not_last, _("what the case shows is not what was stored last"));
}

/* Whoever wrote on without knowing of the erasing: nobody would see it. */
static bool check_erased(struct check *c)
{
	static const char sql[] =
		"SELECT uuid FROM record r WHERE kind = 'erased' AND"
		" (EXISTS (SELECT 1 FROM version WHERE record = r.id AND (value IS NOT NULL OR salt IS NOT NULL))"
		" OR EXISTS (SELECT 1 FROM current WHERE record = r.id AND value IS NOT NULL)"
		" OR EXISTS (SELECT 1 FROM action WHERE record = r.id AND (why IS NOT NULL OR why_salt IS NOT NULL)))";
	struct query q;

	if (!c->leftovers)
		return true;
	q = start(c, sql);
	while (query_row(&q))
		check_complain(c, _("something stands under a case that was erased; indstil erase %s takes it away"),
		    column_string(&q, 0));
	return query_end(&q);
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
		check_pages, check_tables, check_references, check_chain, check_current, check_list, check_erased,
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (check_stopped(c) || !check_part(c, parts[i]))
			return false;
	return true;
}

/* What was found wrong may be the reason why the base can then be read no further. */
static long verify(struct check *c, struct error *e)
{
	struct error own = { 0 };
	bool whole;

	assert(!c->store->batch);
	c->e = &own;
	db_cache(&c->store->db, true);
	whole = check_all(c);
	db_cache(&c->store->db, false);
	if (whole || (own.kind == ERROR_BASE && c->n > 0))
		return c->n;
	error_pass(e, &own);
	return -1;
}

long store_verify_copy(struct store *store, const atomic_bool *stop, struct error *e)
{
	struct check c = { .store = store, .stop = stop };

	return verify(&c, e);
}

long store_verify(struct store *store, void (*tell)(const char *line, void *arg), void *arg, struct error *e)
{
	struct check c = { .store = store, .complain = tell, .arg = arg, .leftovers = true };

	return verify(&c, e);
}

void store_words(struct store *store, void (*tell)(const char *words, void *arg), void *arg)
{
	run_integrity(store, tell, arg, NULL);
}

/*
 * Parts of it
 */

bool refuse_damage(const struct store *store, struct error *e)
{
	return error_set(e, ERROR_BASE, store->path, "%s", _("the base is damaged; indstil verify says where"));
}

/* The answer of a check that needs no number: nothing wrong, or what was. */
static bool conclude(const struct check *c, bool read, struct error *e)
{
	return (read && c->n == 0) || refuse_damage(c->store, e);
}

static bool read_last(struct check *c, int64_t *seq)
{
	static const char sql[] = "SELECT ifnull(max(seq), 0) FROM action";
	struct query q = start(c, sql);

	*seq = query_row(&q) ? column_int(&q, 0) : 0;
	return query_end(&q);
}

#define LAST_ACTIONS 16

static bool check_end(struct check *c)
{
	long versions = 0;
	int64_t seq;

	return read_last(c, &seq) && check_links(c, seq > LAST_ACTIONS ? seq - LAST_ACTIONS : 0, &versions);
}

bool verify_end(struct store *store, struct error *e)
{
	struct check c = { .store = store, .e = NULL };

	return conclude(&c, check_part(&c, check_end), e);
}

/* A check of one case, which says of each fault its key. */
struct case_check {
	struct check check;
	void (*tell)(const char *key, const char *line, void *arg);
	void *arg;
	const char *key;		/* of what is being looked at */
};

static void tell_with_key(const char *line, void *arg)
{
	const struct case_check *c = arg;

	c->tell(c->key, line, c->arg);
}

/* The versions of a case by themselves, whatever action they hang on. */
static bool check_case_versions(struct case_check *c, int64_t record, const char *uuid)
{
	static const char sql[] = VERSION_ROWS " WHERE v.record = :record";
	struct query q = start(&c->check, sql);
	struct version version;
	unsigned char hash[HASH_SIZE];
	bool erased;

	bind_int(&q, ":record", record);
	while (query_row(&q)) {
		read_version(&q, &version, hash, &erased);
		version_hash(&version, uuid);
		c->key = version.key ? version.key : "?";
		if (!erased && memcmp(version.hash, hash, HASH_SIZE) != 0)
			check_complain(&c->check, _("a stored version was changed: %s (action %lld)"), c->key,
			    (long long)column_int(&q, 11));
	}
	return query_end(&q);
}

/* The keys of a query, each of a place where something is wrong. */
static bool complain_keys(struct case_check *c, const char *sql, int64_t record, const char *what)
{
	struct query q = start(&c->check, sql);

	bind_int(&q, ":record", record);
	while (query_row(&q)) {
		c->key = column_string(&q, 0);
		check_complain(&c->check, "%s: %s", c->key, what);
	}
	return query_end(&q);
}

/* What the case shows is what its versions say, and the last of them. */
static bool check_case_current(struct case_check *c, int64_t record)
{
	static const char differs[] =
		"SELECT k.name FROM current x LEFT JOIN key k ON k.id = x.key"
		" LEFT JOIN version v ON v.id = x.version AND " SAME_PLACE("v", "x")
		" WHERE x.record = :record AND (v.id IS NULL OR v.value IS NOT x.value"
		" OR x.unset IS NOT (ifnull(v.restores, 0) = -1))";
	static const char not_last[] =
		"SELECT k.name FROM version x LEFT JOIN key k ON k.id = x.key"
		" LEFT JOIN current c ON " SAME_PLACE("c", "x")
		" LEFT JOIN version v ON v.id = c.version"
		" WHERE x.record = :record AND (c.version IS NULL OR x.action > v.action)";

	return complain_keys(c, differs, record, _("what the case shows is not what was stored")) &&
	    complain_keys(c, not_last, record, _("what the case shows is not what was stored last"));
}

long store_verify_case(struct store *store, int64_t record,
    void (*tell)(const char *key, const char *line, void *arg), void *arg, struct error *e)
{
	struct case_check c = {
		.check = { .store = store, .complain = tell_with_key, .arg = &c, .e = e }, .tell = tell, .arg = arg,
	};
	char uuid[UUID_SIZE];
	bool read = db_exec(&store->db, "BEGIN", e) && record_uuid(store, record, uuid, e) &&
	    check_case_versions(&c, record, uuid) && check_case_current(&c, record);

	db_rollback(&store->db);
	return read ? c.check.n : -1;
}

/*
 * What is whole
 */

/* The versions of a case are those of its actions. */
static bool check_case_hung(struct check *c, int64_t record, long versions)
{
	static const char sql[] = "SELECT count(*) FROM version WHERE record = :record";
	struct query q = start(c, sql);

	bind_int(&q, ":record", record);
	if (query_row(&q) && column_int(&q, 0) != versions)
		check_complain(c, "%s", _("there are versions that belong to no action"));
	return query_end(&q);
}

/* A case's parts of the chain, each held against the action before it. */
static bool check_case_links(struct check *c, int64_t record)
{
	static const char sql[] = ACTION_ROWS " WHERE a.record = :record ORDER BY a.seq";
	struct query q = start(c, sql);
	unsigned char hash[HASH_SIZE];
	long versions = 0;
	bool fine = true;

	bind_int(&q, ":record", record);
	while (fine && query_row(&q))
		fine = read_hash(c, column_int(&q, 0) - 1, hash) && check_action(c, &q, hash, &versions);
	return query_end(&q) && fine && check_case_hung(c, record, versions);
}

/*
 * SQLite looks at a page when it is read and not again while it is kept: what an earlier case was refused must not
 * be given to this one.
 */
static bool case_whole(struct store *store, int64_t record)
{
	struct case_check c = { .check = { .store = store } };
	bool whole;

	db_cache(&store->db, false);
	whole = db_exec(&store->db, "BEGIN", NULL) && check_case_links(&c.check, record) &&
	    check_case_current(&c, record) && check_list_of(&c.check, record) && c.check.n == 0;
	db_rollback(&store->db);
	return whole;
}

struct ids {
	int64_t *v;
	size_t n, cap;
};

/* Those that a record or the list knows; false where there may be more. */
static bool read_cases(struct store *store, struct ids *ids)
{
	static const char sql[] =
		"SELECT id FROM record WHERE kind = 'case' UNION ALL"
		" SELECT record FROM case_row WHERE record NOT IN (SELECT id FROM record WHERE kind = 'case')";
	struct query q = query_start(&store->db, sql, NULL);

	while (query_row(&q)) {
		ids->v = array_room(ids->v, ids->n, &ids->cap, sizeof *ids->v);
		ids->v[ids->n++] = column_int(&q, 0);
	}
	return query_end(&q);
}

/* The number of a case, else its uuid; NULL where neither can be read.  The caller's. */
static char *case_name(struct store *store, int64_t record)
{
	static const char *const names[] = {
		"SELECT number FROM case_row WHERE record = :record", "SELECT uuid FROM record WHERE id = :record",
	};
	char *name = NULL;

	for (size_t i = 0; name == NULL && i < sizeof names / sizeof *names; i++) {
		struct query q = query_start(&store->db, names[i], NULL);

		bind_int(&q, ":record", record);
		if (query_row(&q) && column_text(&q, 0) != NULL)
			name = xstrdup(column_text(&q, 0));
		query_end(&q);
	}
	return name;
}

long store_whole(struct store *store, void (*damaged)(const char *name, void *arg), void *arg, long *total)
{
	struct ids ids = { 0 };
	bool all = read_cases(store, &ids);
	long whole = 0;

	for (size_t i = 0; i < ids.n; i++) {
		if (case_whole(store, ids.v[i])) {
			whole++;
		} else if (damaged != NULL) {
			char *name = case_name(store, ids.v[i]);

			damaged(name, arg);
			free(name);
		}
	}
	*total = all ? (long)ids.n : -1;
	free(ids.v);
	return whole;
}
