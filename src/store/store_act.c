/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One action.  First it is planned, which only reads: each change is held
 * against what the base has at its place, and all that can be refused is
 * refused.  Then it is written: the action with the hashes of its versions, the
 * versions, what is current, the case's row.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/store_internal.h"

/* A version to be written, and where it comes from. */
struct step {
	const struct change *change;
	size_t index;			/* of the change that the caller gave */
	int64_t key;			/* in the base; 0 until it has one */
	int64_t parent;
};

struct work {
	struct store *store;
	struct record *record;
	enum action_kind kind;
	const struct changes *changes;
	int64_t id;			/* of the record; 0 until it has one */
	bool created;
	char uuid[UUID_SIZE];
	struct changes own;		/* the case's number, where the store gives it */
	size_t number_index;		/* the change that asked for another */
	struct step *steps;
	struct version *versions;
	size_t n;
	size_t *conflict;
	struct error *e;
};

/* What the base has at a place. */
struct held {
	int64_t version;		/* 0: it never had anything */
	bool set;			/* not where an undo took it back to nothing */
	char *value;
};

static bool read_held(struct work *w, const struct change *change, int64_t key, struct held *held)
{
	static const char sql[] =
		"SELECT version, unset, value FROM current"
		" WHERE record = :record AND key = :key AND row = :row AND round = :round";
	struct query q;

	*held = (struct held){ 0 };
	if (w->id == 0 || key == 0)
		return true;
	q = query_start(&w->store->db, sql, w->e);
	bind_int(&q, ":record", w->id);
	bind_int(&q, ":key", key);
	bind_int(&q, ":row", change->row);
	bind_int(&q, ":round", change->round);
	if (query_row(&q)) {
		const char *value = column_text(&q, 2);

		held->version = column_int(&q, 0);
		held->set = column_int(&q, 1) == 0;
		held->value = value ? xstrdup(value) : NULL;
	}
	if (query_end(&q))
		return true;
	free(held->value);
	return false;
}

/* The record in memory was loaded when the place held another version. */
static bool stale(const struct work *w, const struct change *change, const struct held *held)
{
	const struct value *known = record_at(w->record, change->round, change->key, change->row);

	return (known ? known->version : 0) != (held->set ? held->version : 0);
}

/*
 * Not answered where nothing was is no change, but in a later round: there it
 * says that the answer of the round before no longer holds.
 */
static bool unchanged(const struct change *change, const struct held *held)
{
	if (change->restores == RESTORES_NOTHING)
		return !held->set;
	if (!held->set)
		return change->text == NULL && change->round <= 1;
	if (change->text == NULL || held->value == NULL)
		return change->text == held->value;
	return strcmp(change->text, held->value) == 0;
}

static bool refuse_conflict(struct work *w, size_t index)
{
	if (w->conflict != NULL)
		*w->conflict = index;
	return error_set(w->e, ERROR_CONFLICT, w->store->path, "%s",
	    _("somebody else has changed this meanwhile"));
}

static bool plan_change(struct work *w, const struct change *change, size_t index)
{
	struct held held;
	int64_t key;
	bool fine;

	if (!key_lookup(w->store, change->key, &key, w->e) || !read_held(w, change, key, &held))
		return false;
	fine = !stale(w, change, &held) || refuse_conflict(w, index);
	if (fine && !change->watched && !unchanged(change, &held))
		w->steps[w->n++] = (struct step){ change, index, key, held.version };
	free(held.value);
	return fine;
}

static bool same_place(const struct change *a, const struct change *b)
{
	return a->key == b->key && a->row == b->row && a->round == b->round;
}

/* Of several changes of a place the last one counts; of the number, the store's own.  What is only watched
 * takes no change's place. */
static bool superseded(const struct work *w, size_t index)
{
	const struct change *change = &w->changes->v[index];

	for (size_t i = index + 1; i < w->changes->n; i++)
		if (!w->changes->v[i].watched && same_place(change, &w->changes->v[i]))
			return true;
	for (size_t i = 0; i < w->own.n; i++)
		if (same_place(change, &w->own.v[i]))
			return true;
	return false;
}

static bool plan_changes(struct work *w)
{
	w->steps = xcalloc(w->changes->n + w->own.n, sizeof *w->steps);
	for (size_t i = 0; i < w->changes->n; i++)
		if (!superseded(w, i) && !plan_change(w, &w->changes->v[i], i))
			return false;
	for (size_t i = 0; i < w->own.n; i++)
		if (!plan_change(w, &w->own.v[i], w->number_index))
			return false;
	return true;
}

/* The number that the changes give; false where they say nothing of it. */
static bool wanted_number(struct work *w, const char **number)
{
	bool asked = w->created;

	*number = record_case(w->record, KEY_CASE_NUMBER);
	for (size_t i = 0; i < w->changes->n; i++) {
		const struct change *change = &w->changes->v[i];

		if (change->key == KEY_CASE_NUMBER && change->round == 0 && change->row == 0) {
			*number = change->text;
			w->number_index = i;
			asked = true;
		}
	}
	return asked;
}

/* A case always has a number of its own. */
static bool plan_number(struct work *w, struct date today)
{
	const char *wanted;
	char *next;
	bool taken = false;

	if (!wanted_number(w, &wanted))
		return true;
	if (wanted != NULL && !number_taken(w->store, wanted, w->id, &taken, w->e))
		return false;
	if (wanted != NULL && !taken) {
		changes_add(&w->own, 0, KEY_CASE_NUMBER, 0, wanted);
		return true;
	}
	next = number_next(w->store, today.year, w->e);
	if (next == NULL)
		return false;
	changes_add(&w->own, 0, KEY_CASE_NUMBER, 0, next);
	if (taken)
		changes_add(&w->own, 0, KEY_CASE_OLD_NUMBER, 0, wanted);
	free(next);
	return true;
}

/* A new record brings its uuid (from an import) or gets one, which it keeps: tried again it is known. */
static bool plan_record(struct work *w)
{
	static const char sql[] = "SELECT kind = 'erased' FROM record WHERE uuid = :uuid";
	struct query q;
	bool there, erased;

	if (!w->created)
		return record_uuid(w->store, w->id, w->uuid, w->e);
	if (w->record->uuid[0] == '\0')
		uuid_new(w->record->uuid);
	memcpy(w->uuid, w->record->uuid, UUID_SIZE);
	q = query_start(&w->store->db, sql, w->e);
	bind_text(&q, ":uuid", w->uuid);
	there = query_row(&q);
	erased = there && column_int(&q, 0) != 0;
	if (!query_end(&q))
		return false;
	if (erased)
		return error_set(w->e, ERROR_ERASED, w->uuid, "%s",
		    _("this case was erased here and does not come back"));
	return !there || refuse_conflict(w, 0);
}

static bool plan(struct work *w, struct date today)
{
	return plan_record(w) && plan_number(w, today) && plan_changes(w);
}

static bool write_record(struct work *w)
{
	static const char sql[] = "INSERT INTO record (uuid, kind) VALUES (:uuid, 'case')";
	struct query q;

	if (!w->created)
		return true;
	q = query_start(&w->store->db, sql, w->e);
	bind_text(&q, ":uuid", w->uuid);
	if (!query_run(&q))
		return false;
	w->id = sqlite3_last_insert_rowid(w->store->db.handle);
	return true;
}

/*
 * Ids that follow each other from a random one; half the range is left above it.
 * All salts are drawn at once.
 */
static void make_versions(struct work *w)
{
	int64_t id = random_id() / 2 + 1;
	unsigned char *salts = xmalloc(w->n * SALT_SIZE);

	random_bytes(salts, w->n * SALT_SIZE);
	w->versions = xcalloc(w->n, sizeof *w->versions);
	for (size_t i = 0; i < w->n; i++) {
		const struct change *change = w->steps[i].change;
		struct version *version = &w->versions[i];

		*version = (struct version){
			.id = id++,
			.parent = w->steps[i].parent,
			.restores = change->restores,
			.round = change->round,
			.key = keys_name(w->store->keys, change->key),
			.row = change->row,
			.value = change->restores == RESTORES_NOTHING ? NULL : change->text,
		};
		memcpy(version->salt, salts + i * SALT_SIZE, SALT_SIZE);
		version_hash(version, w->uuid);
	}
	free(salts);
}

static bool write_version(struct work *w, const struct version *version, int64_t key, int64_t seq)
{
	static const char sql[] =
		"INSERT INTO version (id, action, record, round, key, row,"
		" parent, merges, restores, salt, hash, value)"
		" VALUES (:id, :action, :record, :round, :key, :row,"
		" :parent, :merges, :restores, :salt, :hash, :value)";
	struct query q = query_start(&w->store->db, sql, w->e);

	bind_int(&q, ":id", version->id);
	bind_int(&q, ":action", seq);
	bind_int(&q, ":record", w->id);
	bind_int(&q, ":round", version->round);
	bind_int(&q, ":key", key);
	bind_int(&q, ":row", version->row);
	bind_id(&q, ":parent", version->parent);
	bind_id(&q, ":merges", version->merges);
	bind_id(&q, ":restores", version->restores);
	bind_blob(&q, ":salt", version->salt, SALT_SIZE);
	bind_blob(&q, ":hash", version->hash, HASH_SIZE);
	bind_text(&q, ":value", version->value);
	return query_run(&q);
}

static bool write_current(struct work *w, const struct version *version, int64_t key)
{
	static const char sql[] =
		"INSERT INTO current (record, key, row, round, version, unset, value)"
		" VALUES (:record, :key, :row, :round, :version, :unset, :value)"
		" ON CONFLICT (record, key, row, round) DO UPDATE"
		" SET version = :version, unset = :unset, value = :value";
	struct query q = query_start(&w->store->db, sql, w->e);

	bind_int(&q, ":record", w->id);
	bind_int(&q, ":key", key);
	bind_int(&q, ":row", version->row);
	bind_int(&q, ":round", version->round);
	bind_int(&q, ":version", version->id);
	bind_int(&q, ":unset", version->restores == RESTORES_NOTHING);
	bind_text(&q, ":value", version->value);
	return query_run(&q);
}

static bool write_versions(struct work *w, int64_t seq)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct version *version = &w->versions[i];
		int64_t key;

		if (!key_store(w->store, w->steps[i].change->key, &key, w->e) ||
		    !write_version(w, version, key, seq) || !write_current(w, version, key))
			return false;
	}
	return true;
}

/* A new round, or one that an undo takes away, moves what the row takes from the last one. */
static bool touches_row(const struct work *w)
{
	if (w->created)
		return true;
	for (size_t i = 0; i < w->n; i++) {
		const struct change *change = w->steps[i].change;

		if (list_row_key(change->key) || change->round > w->record->rounds ||
		    change->restores == RESTORES_NOTHING)
			return true;
	}
	return false;
}

static bool write_row(struct work *w, const struct readiness *readiness, struct date today)
{
	struct list_row row;
	bool done;

	if (touches_row(w)) {
		if (!list_row_read(w->store, w->id, today, &row, w->e))
			return false;
		done = list_row_write(w->store, w->id, &row, w->e);
		list_row_release(&row);
		if (!done)
			return false;
	}
	return readiness == NULL || list_row_readiness(w->store, w->id, readiness, w->e);
}

static bool write_all(struct work *w, const char *why, const struct readiness *readiness, struct date today,
    int64_t *seq)
{
	const struct store *store = w->store;
	struct action action = { .uuid = w->uuid, .kind = action_code(w->kind), .why = why };

	make_versions(w);
	if (!write_record(w))
		return false;
	action.record = w->id;
	if ((w->kind == ACTION_UNDO || w->kind == ACTION_REDO) && store->undo_record == w->id)
		action.undoes = store->undo_seq;
	return action_append(w->store, &action, w->versions, w->n, seq, w->e) && write_versions(w, *seq) &&
	    write_row(w, readiness, today);
}

static bool write_work(struct work *w, const char *why, const struct readiness *readiness, struct date today,
    int64_t *seq)
{
	if (work_end(w->store, write_all(w, why, readiness, today, seq), w->e))
		return true;
	if (*seq != 0)
		doubt_begin(w->store, w->uuid, *seq, &w->versions[0]);
	return false;
}

/* What is in the base is now also in memory. */
static void remember(struct work *w)
{
	struct record *record = w->record;

	record->id = w->id;
	for (size_t i = 0; i < w->n; i++) {
		const struct change *change = w->steps[i].change;

		if (change->restores == RESTORES_NOTHING)
			record_unset(record, change->round, change->key, change->row);
		else
			record_set(record, change->round, change->key, change->row, change->text,
			    w->versions[i].id);
	}
	w->store->undo_record = 0;
}

static void work_release(struct work *w)
{
	changes_release(&w->own);
	free(w->steps);
	free(w->versions);
}

static bool act_once(struct store *store, struct record *record, enum action_kind kind,
    const struct changes *changes, const char *why, const struct readiness *readiness, struct date today,
    int64_t *seq, size_t *conflict, struct error *e)
{
	struct work w = { .store = store, .record = record, .kind = kind, .changes = changes, .conflict = conflict,
	    .e = e };
	int64_t landed, written = 0;
	bool done;

	if (!doubt_settle(store, record, &landed, e) || !work_begin(store, e))
		return false;
	w.id = record->id;
	w.created = w.id == 0;
	done = plan(&w, today);
	if (!done || (w.n == 0 && !w.created))
		work_leave(store);
	else
		done = write_work(&w, why, readiness, today, &written);
	if (done && written != 0)
		remember(&w);
	if (done && seq != NULL)
		*seq = written != 0 ? written : landed;
	work_release(&w);
	return done;
}

bool store_act(struct store *store, struct record *record, enum action_kind kind,
    const struct changes *changes, const char *why, const struct readiness *readiness, struct date today,
    int64_t *seq, size_t *conflict, struct error *e)
{
	struct error own = { 0 };

	return act_once(store, record, kind, changes, why, readiness, today, seq, conflict, &own) ||
	    (make_room(store, &own) &&
	    act_once(store, record, kind, changes, why, readiness, today, seq, conflict, &own)) ||
	    error_pass(e, &own);
}
