/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading the log.  It is read in pages, so that no statement is open while
 * somebody else's function runs.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/store_internal.h"

#define PAGE 64

void action_row_release(struct action_row *row)
{
	free(row->why);
	*row = (struct action_row){ 0 };
}

static void take_row(const struct query *q, struct action_row *row)
{
	const char *why = column_text(q, 6);

	*row = (struct action_row){ column_int(q, 0), column_int(q, 1), column_int(q, 2), "", "", "", NULL };
	snprintf(row->kind, sizeof row->kind, "%s", column_string(q, 3));
	snprintf(row->author, sizeof row->author, "%s", column_string(q, 4));
	snprintf(row->at, sizeof row->at, "%s", column_string(q, 5));
	row->why = why ? xstrdup(why) : NULL;
}

#define ACTION_COLUMNS \
	"SELECT a.seq, a.record, a.undoes, a.kind, s.author, a.at, a.why" \
	" FROM action a JOIN session s ON s.id = a.session"

/* A page of the log after `seq`, each behind the one before; -1 with an error. */
static int read_page(struct store *store, int64_t record, int64_t seq, struct action_row rows[PAGE],
    struct error *e)
{
	static const char all[] = ACTION_COLUMNS " WHERE a.seq > :seq ORDER BY a.seq LIMIT :limit";
	static const char of_record[] =
		ACTION_COLUMNS " WHERE a.record = :record AND a.seq > :seq ORDER BY a.seq LIMIT :limit";
	struct query q = query_start(&store->db, record != 0 ? of_record : all, e);
	bool sorted = true;
	int n = 0;

	if (record != 0)
		bind_int(&q, ":record", record);
	bind_int(&q, ":seq", seq);
	bind_int(&q, ":limit", PAGE);
	while (sorted && query_row(&q)) {
		take_row(&q, &rows[n]);
		sorted = rows[n].seq > seq;
		seq = rows[n++].seq;
	}
	if (query_end(&q) && (sorted || refuse_damage(store, e)))
		return n;
	while (n > 0)
		action_row_release(&rows[--n]);
	return -1;
}

bool store_history(struct store *store, int64_t record, bool (*each)(const struct action_row *row, void *arg),
    void *arg, struct error *e)
{
	struct action_row rows[PAGE];
	int64_t seq = 0;
	bool more = true;
	int n;

	do {
		n = read_page(store, record, seq, rows, e);
		for (int i = 0; i < n; i++) {
			more = more && each(&rows[i], arg);
			seq = rows[i].seq;
			action_row_release(&rows[i]);
		}
	} while (more && n == PAGE);
	return n >= 0;
}

bool store_made(struct store *store, int64_t version, struct action_row *row, struct error *e)
{
	static const char sql[] = ACTION_COLUMNS " JOIN version v ON v.action = a.seq WHERE v.id = :version";
	struct query q = query_start(&store->db, sql, e);
	bool there;

	bind_int(&q, ":version", version);
	there = query_row(&q);
	if (there)
		take_row(&q, row);
	if (query_end(&q))
		return there || error_set(e, ERROR_MISSING, store->path, "%s", _("there is no such version"));
	if (there)
		action_row_release(row);
	return false;
}
