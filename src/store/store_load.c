/* SPDX-License-Identifier: EUPL-1.2 */
/* Records read whole, and one after another. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "store/store_internal.h"

#define PAGE 256
#define ROUND_MAX 9999		/* that a sound base can have */

static bool take_value(struct store *store, const struct query *q, struct record *record, struct error *e)
{
	int64_t row = column_int(q, 1), round = column_int(q, 2);
	int key;

	if (row < 0 || round < 0 || round > ROUND_MAX)
		return refuse_damage(store, e);
	if (!key_load(store, column_int(q, 0), &key, e))
		return false;
	record_gather(record, (int)round, key, row, column_text(q, 4), column_int(q, 3));
	return true;
}

static bool load_values(struct store *store, struct record *record, struct error *e)
{
	static const char sql[] =
		"SELECT key, row, round, version, value FROM current WHERE record = :record AND unset = 0";
	struct query q = query_start(&store->db, sql, e);
	bool known = true;

	bind_int(&q, ":record", record->id);
	while (known && query_row(&q))
		known = take_value(store, &q, record, e);
	record_settle(record);
	return query_end(&q) && known;
}

bool store_load(struct store *store, int64_t id, struct record *record, struct error *e)
{
	record_init(record);
	record->id = id;
	if (record_uuid(store, id, record->uuid, e) && load_values(store, record, e))
		return true;
	record_release(record);
	return false;
}

int store_round(struct store *store, int64_t id, struct error *e)
{
	static const char sql[] =
		"SELECT max(round) FROM current WHERE record = :record AND key = :key AND row = 0 AND unset = 0";
	int64_t key, round;

	if (!key_lookup(store, KEY_CASE_STAGE, &key, e))
		return 0;
	struct query q = query_start(&store->db, sql, e);
	bind_int(&q, ":record", id);
	bind_int(&q, ":key", key);
	round = query_row(&q) ? column_int(&q, 0) : 0;
	if (!query_end(&q))
		return 0;
	return round < 1 ? 1 : round > ROUND_MAX ? ROUND_MAX : (int)round;
}

/* A case in the order of numbers. */
struct numbered {
	int64_t id, year, serial;
	char *number;
};

static bool behind(const struct numbered *one, const struct numbered *before)
{
	if (one->year != before->year)
		return one->year > before->year;
	if (one->serial != before->serial)
		return one->serial > before->serial;
	return strcmp(one->number, before->number) > 0;
}

/* The page after a case; -1 with an error.  From a row that led back the next page would come here again, and for
 * ever. */
static int read_page(struct store *store, const struct numbered *after, struct numbered page[PAGE],
    struct error *e)
{
	static const char sql[] =
		"SELECT record, year, serial, number FROM case_row"
		" WHERE (year, serial, number) > (:year, :serial, :number)"
		" ORDER BY year, serial, number LIMIT :limit";
	struct query q = query_start(&store->db, sql, e);
	bool sorted = true;
	int n = 0;

	bind_int(&q, ":year", after->year);
	bind_int(&q, ":serial", after->serial);
	bind_text(&q, ":number", after->number);
	bind_int(&q, ":limit", PAGE);
	while (sorted && query_row(&q)) {
		page[n] = (struct numbered){ column_int(&q, 0), column_int(&q, 1), column_int(&q, 2),
		    xstrdup(column_string(&q, 3)) };
		sorted = behind(&page[n], n > 0 ? &page[n - 1] : after);
		n++;
	}
	if (query_end(&q) && (sorted || refuse_damage(store, e)))
		return n;
	while (n > 0)
		free(page[--n].number);
	return -1;
}

/* The cases of the page after *last, which goes on to its end; how many there were, -1 with an error. */
static int each_of_page(struct store *store, struct numbered *last, bool (*each)(int64_t id, void *arg), void *arg,
    bool *more, struct error *e)
{
	struct numbered page[PAGE];
	int n = db_exec(&store->db, "BEGIN", e) ? read_page(store, last, page, e) : -1;

	for (int i = 0; i < n; i++) {
		*more = *more && each(page[i].id, arg);
		free(last->number);
		*last = page[i];
	}
	db_rollback(&store->db);
	return n;
}

bool store_each(struct store *store, bool (*each)(int64_t id, void *arg), void *arg, struct error *e)
{
	struct numbered last = { 0, 0, 0, xstrdup("") };
	bool more = true;
	int n;

	do
		n = each_of_page(store, &last, each, arg, &more, e);
	while (more && n == PAGE);
	free(last.number);
	return n >= 0;
}
