/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Erasing a case: every text of it goes, and so do the salts, without which a
 * hash tells nothing of its text.  The hashes stay, and with them the chain; so do the times and authors of what was
 * done.  SQLite overwrites with zeros what it frees (secure_delete).
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/aside.h"
#include "store/backup.h"
#include "store/draft.h"
#include "store/schema.h"
#include "store/store_internal.h"

/* The key of a row says which question it answered; "erased" says that there is no case to look for. */
static const char *const erasures[] = {
	"UPDATE version SET value = NULL, salt = NULL WHERE record = :record",
	"UPDATE current SET value = NULL WHERE record = :record",
	"UPDATE action SET why = NULL, why_salt = NULL WHERE record = :record",
	"DELETE FROM case_list WHERE record = :record",
	"DELETE FROM case_row WHERE record = :record",
	"DELETE FROM old_number WHERE record = :record",
	"DELETE FROM word WHERE record = :record",
	"UPDATE record SET kind = 'erased' WHERE id = :record",
};

static const char one_less[] = "UPDATE tally SET n = n - 1 WHERE name = 'cases' AND :record > 0";

static bool run_on(struct store *store, const char *sql, int64_t record, struct error *e)
{
	struct query q = query_start(&store->db, sql, e);

	bind_int(&q, ":record", record);
	return query_run(&q);
}

/* In an open transaction. */
static bool erase_texts(struct store *store, int64_t record, struct error *e)
{
	int64_t version;

	for (size_t i = 0; i < sizeof erasures / sizeof *erasures; i++)
		if (!run_on(store, erasures[i], record, e))
			return false;
	return schema_read_version(&store->db, &version, e) &&
	    (version < 2 || run_on(store, one_less, record, e));
}

/* The case of this uuid; *id 0: the base has none. */
static bool find_case(struct store *store, const char *uuid, int64_t *id, struct error *e)
{
	static const char sql[] = "SELECT id FROM record WHERE uuid = :uuid AND kind = 'case'";
	struct query q = query_start(&store->db, sql, e);

	bind_text(&q, ":uuid", uuid);
	*id = query_row(&q) ? column_int(&q, 0) : 0;
	return query_end(&q);
}

/* From a copy, whose chain stays what it was. */
static bool erase_from(const char *path, const char *uuid, struct error *e)
{
	struct keys *keys = keys_new();
	struct store *store = store_open_as_is(path, keys, e);
	bool done = store != NULL && db_begin(&store->db, e);
	int64_t record;

	if (done) {
		done = find_case(store, uuid, &record, e) && (record == 0 || erase_texts(store, record, e)) &&
		    db_commit(&store->db, e);
		db_rollback(&store->db);
	}
	store_close(store);
	keys_free(keys);
	return done;
}

/* What dead sessions left of it; that of a living one goes when it ends.  A damaged log may not tell whose it is. */
static void erase_drafts(const char *path, const char *uuid, void (*unreached)(const char *path, void *arg), void *arg)
{
	struct draft_left *left;
	size_t n;

	if (!draft_left(path, &left, &n, NULL))
		return;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(left[i].place.record, uuid) == 0)
			draft_left_remove(&left[i], NULL);
		else if (left[i].place.record[0] == '\0')
			unreached(left[i].path, arg);
		draft_left_release(&left[i]);
	}
	free(left);
}

static bool erase_here(struct store *store, int64_t record, const char *uuid, struct error *e)
{
	struct action action = { .record = record, .uuid = uuid, .kind = action_code(ACTION_ERASE) };
	int64_t seq;

	return work_begin(store, e) &&
	    work_end(store, action_append(store, &action, NULL, 0, &seq, e) && erase_texts(store, record, e), e);
}

static void tell_nobody(const char *path, void *arg)
{
	(void)path, (void)arg;
}

/* What lies beside the base and holds the case too. */
static void erase_beside(const char *path, const char *uuid, void (*unreached)(const char *path, void *arg), void *arg)
{
	size_t n;
	char **copies = backups_of(path, true, &n);

	erase_drafts(path, uuid, unreached, arg);
	aside_clear(path);
	for (size_t i = 0; i < n; i++)
		if (!erase_from(copies[i], uuid, NULL))
			unreached(copies[i], arg);
	backups_free(copies, n);
}

/*
 * From the copies first: as long as the base has the case, it can be erased once more by somebody whose program
 * was killed over it.  And again after: a copy may have been made meanwhile.
 */
bool store_erase(struct store *store, int64_t record, void (*unreached)(const char *path, void *arg), void *arg,
    struct error *e)
{
	char uuid[UUID_SIZE];

	assert(!store->batch);
	if (!record_uuid(store, record, uuid, e))
		return false;
	erase_beside(store->path, uuid, tell_nobody, NULL);
	if (!erase_here(store, record, uuid, e))
		return false;
	erase_beside(store->path, uuid, unreached, arg);
	return true;
}

bool store_erased(struct store *store, const char *uuid)
{
	static const char sql[] = "SELECT 1 FROM record WHERE uuid = :uuid AND kind = 'erased'";
	struct query q = query_start(&store->db, sql, NULL);
	bool erased;

	bind_text(&q, ":uuid", uuid);
	erased = query_row(&q);
	return query_end(&q) && erased;
}
