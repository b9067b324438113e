/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing the log: transactions, sessions, the chain's next action. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/ballast.h"
#include "store/store_internal.h"

#define AT_SIZE 32

static const char *const codes[] = {
	[ACTION_CREATE] = "create",
	[ACTION_EDIT] = "edit",
	[ACTION_UNDO] = "undo",
	[ACTION_REDO] = "redo",
	[ACTION_STAGE] = "stage",
	[ACTION_ROUND] = "round",
	[ACTION_IMPORT] = "import",
	[ACTION_RECOVER] = "recover",
	[ACTION_LOCK] = "lock",
	[ACTION_UNLOCK] = "unlock",
	[ACTION_OVERRIDE] = "override",
	[ACTION_LOOK] = "look",
	[ACTION_PRINT] = "print",
	[ACTION_SHOW] = "show",
	[ACTION_ERASE] = "erase",
};
_Static_assert(sizeof codes / sizeof *codes == ACTION_KIND_COUNT, "a code for each kind of action");

const char *action_code(enum action_kind kind)
{
	assert(kind < ACTION_KIND_COUNT);
	return codes[kind];
}

void store_author(struct store *store, const char *author)
{
	assert(!store->batch);
	free(store->author);
	store->author = xstrdup(author);
	store->session = 0;
}

bool work_begin(struct store *store, struct error *e)
{
	if (!store->batch)
		return store_begin_write(store, e);
	/*
	 * After some errors SQLite undoes a whole transaction by itself; going on would
	 * write half a batch.
	 */
	if (store->broken || sqlite3_get_autocommit(store->db.handle))
		return error_set(e, ERROR_IO, store->path, "%s",
		    _("a write has failed; nothing of this was stored"));
	return true;
}

/* What was numbered in a transaction that came to nothing. */
static void forget(struct store *store)
{
	if (store->keys_added)
		key_forget(store);
	if (!store->session_kept)
		store->session = 0;
}

static bool finish(struct store *store, bool commit, struct error *e)
{
	if (commit && db_commit(&store->db, e)) {
		store->session_kept = store->session != 0;
		store->keys_added = false;
		return true;
	}
	db_rollback(&store->db);
	forget(store);
	return false;
}

/* After a failed write the next one takes a new handle; a base in memory has but one. */
static bool succeeded(struct store *store, bool done)
{
	if (!done && store->identity.inode != 0)
		store->suspect = true;
	return done;
}

bool work_end(struct store *store, bool done, struct error *e)
{
	if (!store->batch)
		return succeeded(store, finish(store, done, e));
	if (!done)
		store->broken = true;
	return done;
}

void work_leave(struct store *store)
{
	if (!store->batch)
		finish(store, false, NULL);
}

bool store_begin(struct store *store, struct error *e)
{
	assert(!store->batch);
	if (!store_begin_write(store, e))
		return false;
	db_cache(&store->db, true);
	store->batch = true;
	store->broken = false;
	return true;
}

bool store_end(struct store *store, bool commit, struct error *e)
{
	bool whole;

	assert(store->batch);
	whole = !commit || work_begin(store, e);
	store->batch = false;
	whole = finish(store, commit && whole, e);
	db_cache(&store->db, false);
	return succeeded(store, whole || !commit);
}

/* Local time with its distance from UTC: "2026-03-01T10:42:07+01:00". */
static void now(char at[AT_SIZE])
{
	time_t t = time(NULL);
	struct tm tm;
	char zone[8];

	localtime_r(&t, &tm);
	strftime(at, AT_SIZE, "%Y-%m-%dT%H:%M:%S", &tm);
	strftime(zone, sizeof zone, "%z", &tm);
	snprintf(at + strlen(at), AT_SIZE - strlen(at), "%.3s:%.2s", zone, zone + 3);
}

static bool session_begin(struct store *store, struct error *e)
{
	static const char sql[] = "INSERT INTO session (uuid, author) VALUES (:uuid, :author)";
	struct query q;

	if (store->session != 0)
		return true;
	uuid_new(store->session_uuid);
	q = query_start(&store->db, sql, e);
	bind_text(&q, ":uuid", store->session_uuid);
	bind_text(&q, ":author", store->author);
	if (!query_run(&q))
		return false;
	store->session = sqlite3_last_insert_rowid(store->db.handle);
	store->session_kept = false;
	return true;
}

/* The end of the chain: the last action's number and hash, zeros before the first one. */
static bool chain_end(struct store *store, int64_t *seq, unsigned char hash[HASH_SIZE], struct error *e)
{
	static const char sql[] = "SELECT seq, hash FROM action ORDER BY seq DESC LIMIT 1";
	struct query q = query_start(&store->db, sql, e);

	*seq = 0;
	memset(hash, 0, HASH_SIZE);
	if (query_row(&q)) {
		*seq = column_int(&q, 0);
		column_copy(&q, 1, hash, HASH_SIZE);
	}
	return query_end(&q);
}

static bool action_insert(struct store *store, const struct action *action,
    const unsigned char hash[HASH_SIZE], struct error *e)
{
	static const char sql[] =
		"INSERT INTO action (seq, record, session, at, kind, undoes, why, why_salt, why_hash, hash)"
		" VALUES (:seq, :record, :session, :at, :kind, :undoes, :why, :why_salt, :why_hash, :hash)";
	struct query q = query_start(&store->db, sql, e);

	bind_int(&q, ":seq", action->seq);
	bind_id(&q, ":record", action->record);
	bind_int(&q, ":session", store->session);
	bind_text(&q, ":at", action->at);
	bind_text(&q, ":kind", action->kind);
	bind_id(&q, ":undoes", action->undoes);
	bind_text(&q, ":why", action->why);
	bind_blob(&q, ":why_salt", action->has_why ? action->why_salt : NULL, SALT_SIZE);
	bind_blob(&q, ":why_hash", action->has_why ? action->why_hash : NULL, HASH_SIZE);
	bind_blob(&q, ":hash", hash, HASH_SIZE);
	return query_run(&q);
}

bool action_append(struct store *store, const struct action *given, const struct version *versions, size_t n,
    int64_t *seq, struct error *e)
{
	struct action action = *given;
	unsigned char hash[HASH_SIZE];
	struct hash *h;
	char at[AT_SIZE];

	if (!session_begin(store, e) || !chain_end(store, seq, hash, e))
		return false;
	now(at);
	action.seq = ++*seq;
	action.at = at;
	action.session = store->session_uuid;
	action.author = store->author;
	action.has_why = action.why != NULL;
	if (action.has_why) {
		random_bytes(action.why_salt, sizeof action.why_salt);
		why_hash(&action, action.why_hash);
	}
	h = chain_begin(hash, &action);
	for (size_t i = 0; i < n; i++)
		hash_part(h, versions[i].hash, HASH_SIZE);
	hash_end(h, hash);
	return action_insert(store, &action, hash, e);
}

bool record_uuid(struct store *store, int64_t record, char uuid[UUID_SIZE], struct error *e)
{
	static const char sql[] = "SELECT uuid, kind = 'erased' FROM record WHERE id = :record";
	struct query q = query_start(&store->db, sql, e);
	bool there, erased;

	bind_int(&q, ":record", record);
	there = query_row(&q);
	erased = there && column_int(&q, 1) != 0;
	if (there)
		snprintf(uuid, UUID_SIZE, "%s", column_string(&q, 0));
	if (!query_end(&q))
		return false;
	if (erased)
		return error_set(e, ERROR_ERASED, NULL, "%s", _("the case has been erased"));
	return there || error_set(e, ERROR_MISSING, store->path, "%s", _("there is no such case"));
}

static bool log_once(struct store *store, int64_t record, enum action_kind kind, const char *why, struct error *e)
{
	struct action action = { .record = record, .kind = action_code(kind), .why = why };
	char uuid[UUID_SIZE];
	int64_t seq;

	if (!work_begin(store, e))
		return false;
	if (record != 0 && !record_uuid(store, record, uuid, e)) {
		work_leave(store);
		return false;
	}
	action.uuid = record != 0 ? uuid : NULL;
	return work_end(store, action_append(store, &action, NULL, 0, &seq, e), e);
}

bool store_log(struct store *store, int64_t record, enum action_kind kind, const char *why, struct error *e)
{
	struct error own = { 0 };

	return store->newer || store->closed || log_once(store, record, kind, why, &own) ||
	    (make_room(store, &own) && log_once(store, record, kind, why, &own)) || error_pass(e, &own);
}

/* An import can be done again when there is room; a meeting cannot. */
bool make_room(struct store *store, const struct error *e)
{
	bool made = e->kind == ERROR_FULL && !store->batch && ballast_drop(store->path);

	store->room_made = store->room_made || made;
	return made;
}
