/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Undo is an action like any other: it appends versions that bring back what was
 * there before.  Such a version names the one it restores, and counts as that
 * one from then on: it may be undone in its turn as if it were the old one
 * itself, and is no other person's change.  A version that restores a
 * restoring one names the first of them; what never had a value is named RESTORES_NOTHING.
 */
#include "base/lang.h"
#include "store/store_internal.h"

/* Columns of the query below, in its order. */
enum { ROUND, KEY, ROW, PARENT, PARENT_RESTORES, PARENT_VALUE };

static bool take_change(struct store *store, const struct query *q, struct changes *changes, struct error *e)
{
	struct change *change;
	int64_t parent = column_int(q, PARENT), restores = column_int(q, PARENT_RESTORES);
	int key;

	if (!key_load(store, column_int(q, KEY), &key, e))
		return false;
	if (key == KEY_CASE_NUMBER)
		return true;	/* a case keeps the number under which people know it */
	changes_add(changes, (int)column_int(q, ROUND), key, column_int(q, ROW), column_text(q,
	    PARENT_VALUE));
	change = &changes->v[changes->n - 1];
	change->restores = restores != 0 ? restores : parent != 0 ? parent : RESTORES_NOTHING;
	return true;
}

/* Still current: the action's version, or one that counts as the same. */
static bool read_changes(struct store *store, int64_t record, int64_t seq, struct changes *changes,
    struct error *e)
{
	static const char sql[] =
		"SELECT v.round, v.key, v.row, p.id, p.restores, p.value"
		" FROM version v"
		" JOIN current c ON c.record = v.record AND c.key = v.key"
		" AND c.row = v.row AND c.round = v.round"
		" JOIN version w ON w.id = c.version"
		" LEFT JOIN version p ON p.id = v.parent"
		" WHERE v.record = :record AND v.action = :seq"
		" AND ifnull(w.restores, w.id) = ifnull(v.restores, v.id)"
		" ORDER BY v.id";
	struct query q = query_start(&store->db, sql, e);
	bool known = true;

	bind_int(&q, ":record", record);
	bind_int(&q, ":seq", seq);
	while (known && query_row(&q))
		known = take_change(store, &q, changes, e);
	return query_end(&q) && known;
}

static bool action_there(struct store *store, int64_t record, int64_t seq, struct error *e)
{
	static const char sql[] = "SELECT 1 FROM action WHERE seq = :seq AND record = :record";
	struct query q = query_start(&store->db, sql, e);
	bool there;

	bind_int(&q, ":seq", seq);
	bind_int(&q, ":record", record);
	there = query_row(&q);
	if (!query_end(&q))
		return false;
	return there ||
	    error_set(e, ERROR_MISSING, store->path, "%s", _("there is no such action of this case"));
}

bool store_undo(struct store *store, const struct record *record, int64_t seq, struct changes *changes,
    struct error *e)
{
	*changes = (struct changes){ 0 };
	if (!action_there(store, record->id, seq, e) || !read_changes(store, record->id, seq, changes, e)) {
		changes_release(changes);
		return false;
	}
	store->undo_record = record->id;
	store->undo_seq = seq;
	return true;
}
