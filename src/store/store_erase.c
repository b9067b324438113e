/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Erasing a case: every text of it goes, and so do the salts, without which a
 * hash tells nothing of its text.  The hashes stay, and with them the chain; so do the times and authors of what was
 * done.  SQLite overwrites with zeros what it frees (secure_delete).
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/aside.h"
#include "store/backup.h"
#include "store/draft.h"
#include "store/schema.h"
#include "store/store_internal.h"

#define PAUSE_MS 20
#define PATIENCE_MS 1000	/* a session reacts at once, or is stopped */

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

/* Before its row goes; one that was erased before has none. */
static const char one_less[] =
	"UPDATE tally SET n = n - (SELECT count(*) FROM case_row WHERE record = :record) WHERE name = 'cases'";

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

	if (!schema_read_version(&store->db, &version, e) || (version >= 2 && !run_on(store, one_less, record, e)))
		return false;
	for (size_t i = 0; i < sizeof erasures / sizeof *erasures; i++)
		if (!run_on(store, erasures[i], record, e))
			return false;
	return true;
}

/* The case of this uuid, erased or not; *id 0: the base has none. */
static bool find_case(struct store *store, const char *uuid, int64_t *id, struct error *e)
{
	static const char sql[] = "SELECT id FROM record WHERE uuid = :uuid";
	struct query q = query_start(&store->db, sql, e);

	bind_text(&q, ":uuid", uuid);
	*id = query_row(&q) ? column_int(&q, 0) : 0;
	return query_end(&q);
}

/* In a copy, whose chain stays what it was. */
static bool erase_uuid(struct store *store, const char *uuid, struct error *e)
{
	int64_t record;

	return find_case(store, uuid, &record, e) && (record == 0 || erase_texts(store, record, e));
}

/*
 * What `work` does with a copy is one transaction.  Its journal goes with it: nobody works in a copy, and would
 * take it over.
 */
static bool in_copy(const char *path, bool (*work)(struct store *store, const void *arg, struct error *e),
    const void *arg, struct error *e)
{
	struct keys *keys = keys_new();
	struct store *store = store_open_as_is(path, keys, e);
	bool done = store != NULL && db_exec(&store->db, "PRAGMA journal_mode=DELETE", e) && db_begin(&store->db, e);

	if (done) {
		done = work(store, arg, e) && db_commit(&store->db, e);
		db_rollback(&store->db);
	}
	store_close(store);
	keys_free(keys);
	return done;
}

static bool erase_one(struct store *store, const void *uuid, struct error *e)
{
	return erase_uuid(store, uuid, e);
}

static bool erase_all(struct store *store, const void *arg, struct error *e)
{
	const struct erased *erased = arg;

	for (size_t i = 0; i < erased->n; i++)
		if (!erase_uuid(store, erased->v[i], e))
			return false;
	return true;
}

/* Who is told what was not reached. */
struct telling {
	void (*tell)(enum unreached why, const char *path, void *arg);
	void *arg;
};

static void tell(const struct telling *telling, enum unreached why, const char *path)
{
	if (telling != NULL)
		telling->tell(why, path, telling->arg);
}

/* What dead sessions left of it.  A damaged log may not tell whose it is. */
static void erase_drafts(const char *path, const char *uuid, const struct telling *telling)
{
	struct draft_left *left;
	size_t n;

	if (!draft_left(path, &left, &n, NULL))
		return;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(left[i].place.record, uuid) == 0)
			draft_left_remove(&left[i], NULL);
		else if (left[i].place.record[0] == '\0')
			tell(telling, UNREACHED_DAMAGED, left[i].path);
		draft_left_release(&left[i]);
	}
	free(left);
}

static void count_living(const char *log, bool others, void *arg)
{
	int *n = arg;

	(void)log;
	*n += !others;
}

/* A session that has the case open hears of the change of the base, closes it and empties its log. */
static void wait_for_sessions(const char *path, const char *uuid)
{
	const struct timespec pause = { .tv_nsec = PAUSE_MS * 1000000L };
	int living = 1;

	for (int waited = 0; living > 0 && waited < PATIENCE_MS; waited += PAUSE_MS) {
		living = 0;
		draft_elsewhere(path, uuid, count_living, &living);
		if (living > 0)
			nanosleep(&pause, NULL);
	}
}

static void tell_log(const char *log, bool others, void *arg)
{
	tell(arg, others ? UNREACHED_OTHERS : UNREACHED_LIVING, log);
}

static bool erase_here(struct store *store, int64_t record, const char *uuid, struct error *e)
{
	struct action action = { .record = record, .uuid = uuid, .kind = action_code(ACTION_ERASE) };
	int64_t seq;

	return work_begin(store, e) &&
	    work_end(store, action_append(store, &action, NULL, 0, &seq, e) && erase_texts(store, record, e), e);
}

/* What lies beside the base and holds the case too; `telling` is NULL where all of it is seen to once more. */
static void erase_beside(const char *path, const char *uuid, struct telling *telling)
{
	size_t n;
	char **copies = backups_of(path, true, &n);

	erase_drafts(path, uuid, telling);
	if (telling != NULL)
		draft_elsewhere(path, uuid, tell_log, telling);
	aside_clear(path);
	for (size_t i = 0; i < n; i++)
		if (!in_copy(copies[i], erase_one, uuid, NULL))
			tell(telling, UNREACHED_COPY, copies[i]);
	backups_free(copies, n);
}

bool store_uuid(struct store *store, int64_t record, char uuid[UUID_SIZE], struct error *e)
{
	struct error own = { 0 };

	return record_uuid(store, record, uuid, &own) || own.kind == ERROR_ERASED || error_pass(e, &own);
}

/*
 * From the copies first: as long as the base has the case, it can be erased once more by somebody whose program
 * was killed over it.  And again after: a copy may have been made meanwhile.
 */
bool store_erase(struct store *store, int64_t record,
    void (*tell_unreached)(enum unreached why, const char *path, void *arg), void *arg, struct error *e)
{
	struct telling telling = { tell_unreached, arg };
	char uuid[UUID_SIZE];

	assert(!store->batch);
	if (!store_uuid(store, record, uuid, e))
		return false;
	erase_beside(store->path, uuid, NULL);
	if (!erase_here(store, record, uuid, e))
		return false;
	wait_for_sessions(store->path, uuid);
	erase_beside(store->path, uuid, &telling);
	return true;
}

int64_t store_erased(struct store *store, const char *uuid)
{
	static const char sql[] = "SELECT id FROM record WHERE uuid = :uuid AND kind = 'erased'";
	struct query q = query_start(&store->db, sql, NULL);
	int64_t id;

	bind_text(&q, ":uuid", uuid);
	id = query_row(&q) ? column_int(&q, 0) : 0;
	return query_end(&q) ? id : 0;
}

void erased_add(struct db *db, struct erased *erased)
{
	static const char sql[] = "SELECT uuid FROM record WHERE kind = 'erased'";
	struct query q;

	if (db->handle == NULL)
		return;
	q = query_start(db, sql, NULL);
	while (query_row(&q)) {
		erased->v = array_room(erased->v, erased->n, &erased->cap, sizeof *erased->v);
		snprintf(erased->v[erased->n++], sizeof *erased->v, "%s", column_string(&q, 0));
	}
	query_end(&q);
}

void erased_release(struct erased *erased)
{
	free(erased->v);
	*erased = (struct erased){ 0 };
}

bool erased_again(const char *path, const struct erased *erased, struct error *e)
{
	return erased->n == 0 || in_copy(path, erase_all, erased, e);
}

/* The number of a case that is there, or its uuid; NULL where the base does not have it, or has erased it. */
static char *held_number(struct store *store, const char *uuid)
{
	static const char sql[] =
		"SELECT ifnull(x.number, r.uuid) FROM record r LEFT JOIN case_row x ON x.record = r.id"
		" WHERE r.uuid = :uuid AND r.kind <> 'erased'";
	struct query q = query_start(&store->db, sql, NULL);
	char *number;

	bind_text(&q, ":uuid", uuid);
	number = query_row(&q) ? xstrdup(column_string(&q, 0)) : NULL;
	query_end(&q);
	return number;
}

char **erased_held(const char *path, const struct erased *erased, size_t *n)
{
	struct keys *keys = keys_new();
	struct store *store = store_open_as_is(path, keys, NULL);
	size_t cap = 0;
	char **numbers = NULL, *number;

	*n = 0;
	for (size_t i = 0; store != NULL && i < erased->n; i++) {
		if ((number = held_number(store, erased->v[i])) == NULL)
			continue;
		numbers = array_room(numbers, *n, &cap, sizeof *numbers);
		numbers[(*n)++] = number;
	}
	store_close(store);
	keys_free(keys);
	return numbers;
}
