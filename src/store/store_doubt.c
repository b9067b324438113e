/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An action in doubt.  SQLite ends a transaction by emptying its journal; where the sync after that fails, the action
 * stands in the base and its caller was told that it could not be stored.  Tried again it would meet itself, and take
 * itself for somebody else's.  So the store keeps by what it knows its own action again: a version's random id and
 * salted hash.
 */
#include <string.h>

#include "store/schema.h"
#include "store/store_internal.h"

void doubt_begin(struct store *store, const char *uuid, int64_t seq, const struct version *version)
{
	store->doubt = (struct doubt){ .seq = seq, .version = version->id };
	memcpy(store->doubt.hash, version->hash, HASH_SIZE);
	memcpy(store->doubt.uuid, uuid, UUID_SIZE);
}

/* The record that the action was on; 0: it is not there. */
static bool find_landed(struct store *store, int64_t *record, struct error *e)
{
	static const char sql[] = "SELECT record FROM version WHERE id = :id AND hash = :hash AND action = :seq";
	struct query q = query_start(&store->db, sql, e);

	bind_int(&q, ":id", store->doubt.version);
	bind_blob(&q, ":hash", store->doubt.hash, HASH_SIZE);
	bind_int(&q, ":seq", store->doubt.seq);
	*record = query_row(&q) ? column_int(&q, 0) : 0;
	return query_end(&q);
}

/* That it can be read does not say that it is on the disk; a transaction behind it, which is synced, does. */
static bool confirm(struct store *store, int64_t *record, struct error *e)
{
	bool found;

	if (!work_begin(store, e))
		return false;
	found = find_landed(store, record, e);
	if (found && *record != 0)
		return work_end(store, schema_touch(&store->db, e), e);
	work_leave(store);
	return found;
}

static bool take_version(struct store *store, const struct query *q, struct record *record, struct error *e)
{
	int64_t row = column_int(q, 1);
	int round = (int)column_int(q, 2), key;

	if (!key_load(store, column_int(q, 0), &key, e))
		return false;
	if (column_int(q, 3) != 0)
		record_unset(record, round, key, row);
	else
		record_set(record, round, key, row, column_text(q, 5), column_int(q, 4));
	return true;
}

/* What the action did, as if it had just been done; what somebody else has changed since stays a conflict. */
static bool catch_up(struct store *store, struct record *record, struct error *e)
{
	static const char sql[] =
		"SELECT c.key, c.row, c.round, c.unset, c.version, c.value FROM version v JOIN current c"
		" ON c.version = v.id AND c.record = v.record AND c.key = v.key AND c.row = v.row AND c.round = v.round"
		" WHERE v.record = :record AND v.action = :seq";
	struct query q = query_start(&store->db, sql, e);
	bool known = true;

	bind_int(&q, ":record", record->id);
	bind_int(&q, ":seq", store->doubt.seq);
	while (known && query_row(&q))
		known = take_version(store, &q, record, e);
	return query_end(&q) && known;
}

bool doubt_settle(struct store *store, struct record *record, int64_t *seq, struct error *e)
{
	int64_t landed;

	*seq = 0;
	if (store->doubt.seq == 0 || store->batch || strcmp(record->uuid, store->doubt.uuid) != 0)
		return true;
	if (!confirm(store, &landed, e))
		return false;
	if (landed != 0) {
		record->id = landed;
		if (!catch_up(store, record, e))
			return false;
		*seq = store->doubt.seq;
	}
	store->doubt.seq = 0;
	return true;
}
