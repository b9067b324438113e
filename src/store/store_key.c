/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Keys have one number in the base and another in memory.  The base's are read
 * all at once when one is first met, and those that another process has added since, when
 * one of them is.
 */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/store_internal.h"

void key_forget(struct store *store)
{
	free(store->base_keys);
	free(store->memory_keys);
	store->base_keys = NULL;
	store->memory_keys = NULL;
	store->n_base_keys = store->n_memory_keys = 0;
	store->keys_added = false;
}

static void pair(struct store *store, int64_t id, int key)
{
	if ((size_t)key >= store->n_base_keys) {
		size_t n = keys_count(store->keys);

		store->base_keys = xrealloc(store->base_keys, n * sizeof *store->base_keys);
		while (store->n_base_keys < n)
			store->base_keys[store->n_base_keys++] = 0;
	}
	if ((size_t)id >= store->n_memory_keys) {
		size_t n = 2 * (size_t)id + 64;

		store->memory_keys = xrealloc(store->memory_keys, n * sizeof *store->memory_keys);
		while (store->n_memory_keys < n)
			store->memory_keys[store->n_memory_keys++] = -1;
	}
	store->base_keys[key] = id;
	store->memory_keys[id] = key;
}

/* Ids are given in turn from 1; one far outside was not given by us. */
#define KEY_ID_MAX 1000000

static int known_key(const struct store *store, int64_t id)
{
	return id > 0 && (size_t)id < store->n_memory_keys ? store->memory_keys[id] : -1;
}

static int64_t known_id(const struct store *store, int key)
{
	return (size_t)key < store->n_base_keys ? store->base_keys[key] : 0;
}

/* The newest key that both sides know; others are above it. */
static int64_t newest(const struct store *store)
{
	int64_t id = (int64_t)store->n_memory_keys - 1;

	while (id > 0 && store->memory_keys[id] < 0)
		id--;
	return id > 0 ? id : 0;
}

static bool read_new(struct store *store, struct error *e)
{
	static const char sql[] = "SELECT id, name FROM key WHERE id > :newest AND id < :limit";
	struct query q = query_start(&store->db, sql, e);

	bind_int(&q, ":newest", newest(store));
	bind_int(&q, ":limit", KEY_ID_MAX);
	while (query_row(&q))
		pair(store, column_int(&q, 0), keys_intern(store->keys, column_string(&q, 1)));
	return query_end(&q);
}

bool key_load(struct store *store, int64_t id, int *key, struct error *e)
{
	*key = known_key(store, id);
	if (*key < 0 && !read_new(store, e))
		return false;
	*key = known_key(store, id);
	return *key >= 0 || error_set(e, ERROR_BASE, store->path, "%s", _("the base is damaged"));
}

bool key_lookup(struct store *store, int key, int64_t *id, struct error *e)
{
	*id = known_id(store, key);
	if (*id == 0 && !read_new(store, e))
		return false;
	*id = known_id(store, key);
	return true;
}

bool key_store(struct store *store, int key, int64_t *id, struct error *e)
{
	static const char sql[] = "INSERT INTO key (name) VALUES (:name)";
	struct query q;

	if (!key_lookup(store, key, id, e))
		return false;
	if (*id != 0)
		return true;
	q = query_start(&store->db, sql, e);
	bind_text(&q, ":name", keys_name(store->keys, key));
	if (!query_run(&q))
		return false;
	*id = sqlite3_last_insert_rowid(store->db.handle);
	pair(store, *id, key);
	store->keys_added = true;
	return true;
}
