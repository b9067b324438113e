/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening and closing. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/file.h"
#include "store/schema.h"
#include "store/store_internal.h"

static struct store *store_new(const char *path, struct keys *keys)
{
	struct store *store = xcalloc(1, sizeof *store);

	store->path = xstrdup(path);
	store->keys = keys;
	store->author = xstrdup("");
	return store;
}

void store_close(struct store *store)
{
	if (store == NULL)
		return;
	if (store->batch)
		store_end(store, false, NULL);
	db_close(&store->db);
	key_forget(store);
	free(store->author);
	free(store->path);
	free(store);
}

const char *store_path(const struct store *store)
{
	return store->path;
}

static bool read_data_version(struct store *store, int64_t *version, struct error *e)
{
	static const char sql[] = "PRAGMA data_version";
	struct query q = query_start(&store->db, sql, e);

	*version = query_row(&q) ? column_int(&q, 0) : 0;
	return query_end(&q);
}

/* Opens the file.  All that opening reads is read under one lock. */
static bool open_file(struct store *store, struct error *e)
{
	bool current, ours;

	if (!db_open(&store->db, store->path, e) || !db_exec(&store->db, "BEGIN", e))
		return false;
	ours = schema_ours(&store->db, &current, e) && read_data_version(store, &store->data_version, e);
	db_rollback(&store->db);
	return ours && (current || schema_bring_up(&store->db, e));
}

static bool make_missing(const char *path, bool *created, struct error *e)
{
	struct stat file;

	if (stat(path, &file) == 0 || errno != ENOENT)
		return true;
	return file_create(path, schema_bring_up, created, e);
}

bool store_open(struct store **store, const char *path, enum store_how how, struct keys *keys, bool *created,
    struct error *e)
{
	bool made = false;

	if (how == STORE_OR_NEW && !make_missing(path, &made, e))
		return false;
	if (!file_usable(path, e))
		return false;
	*store = store_new(path, keys);
	if (!open_file(*store, e)) {
		store_close(*store);
		*store = NULL;
		return false;
	}
	if (created != NULL)
		*created = made;
	return true;
}

struct store *store_open_memory(struct keys *keys)
{
	struct store *store = store_new(":memory:", keys);
	struct error e;

	if (!db_open(&store->db, store->path, &e) || !schema_bring_up(&store->db, &e))
		die("%s", e.what);
	return store;
}

bool store_changed(struct store *store)
{
	int64_t version;
	bool changed;

	if (!read_data_version(store, &version, NULL))
		return false;
	changed = version != store->data_version;
	store->data_version = version;
	return changed;
}
