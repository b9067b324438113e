/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening and closing. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/backup.h"
#include "store/draft.h"
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

/* Opens the file; *version is its schema.  All that opening reads is read under one lock. */
static bool open_file(struct store *store, int64_t *version, struct error *e)
{
	bool ours;

	if (!db_open(&store->db, store->path, e) || !db_exec(&store->db, "BEGIN", e))
		return false;
	ours = schema_ours(&store->db, version, e) && read_data_version(store, &store->data_version, e) &&
	    (file_identify(store->path, &store->identity) ||
	    error_set(e, ERROR_BASE, store->path, "%s", strerror(errno)));
	db_rollback(&store->db);
	store->newer = *version > schema_version();
	return ours && ((!store->newer && !store->closed) || db_exec(&store->db, "PRAGMA query_only=ON", e));
}

/* An older base is copied before it is changed; without room for a copy it stays as it is. */
static bool bring_up(struct store *store, int64_t version, struct error *e)
{
	if (version < schema_version() && store->closed)
		return error_set(e, ERROR_RIGHTS, store->path, "%s",
		    _("an older version of indstil kept the base; to bring it up takes the right to write in it"));
	return version >= schema_version() ||
	    (backup_before(store->path, (int)version, e) && schema_bring_up(&store->db, e));
}

static bool open_current(struct store *store, struct error *e)
{
	int64_t version;

	return open_file(store, &version, e) && bring_up(store, version, e);
}

/*
 * The same base with a new handle: what the old one held in memory is not to be
 * relied on, nor what it says of a second try.  Where there is no new one yet, the old one still serves to read.
 */
static bool open_again(struct store *store, struct error *e)
{
	struct db old = store->db;
	struct file_identity before = store->identity;
	int64_t version;
	bool open = open_file(store, &version, e) && verify_end(store, e);

	store->identity = before;
	db_close(open ? &old : &store->db);
	if (open)
		store->suspect = false;
	else
		store->db = old;
	return open;
}

bool store_replaced(const struct store *store)
{
	struct file_identity now;

	return store->identity.inode != 0 && (!file_identify(store->path, &now) ||
	    now.device != store->identity.device || now.inode != store->identity.inode);
}

bool store_gone(const struct store *store)
{
	struct file_identity now;

	return store->identity.inode != 0 && !file_identify(store->path, &now);
}

bool store_room_made(const struct store *store)
{
	return store->room_made;
}

static bool refuse_newer(const struct store *store, struct error *e)
{
	return error_set(e, ERROR_NEWER, store->path, "%s",
	    _("a newer version of indstil keeps the base; this one can only read it"));
}

static bool refuse_closed(const struct store *store, struct error *e)
{
	if (file_writable(store->path, e))
		error_set(e, ERROR_RIGHTS, store->path, "%s",
		    _("could only be read when it was opened; leave the program and start it again"));
	return false;
}

static bool read_newer(struct store *store, struct error *e)
{
	int64_t version;

	if (!schema_read_version(&store->db, &version, e))
		return false;
	store->newer = version > schema_version();
	return true;
}

/* In a write transaction, when nobody else can change what is asked here. */
static bool still_ours(struct store *store, struct error *e)
{
	if (store_gone(store))
		return error_set(e, ERROR_GONE, store->path, "%s",
		    _("the base is gone from its place; leave the program and start it again"));
	if (store_replaced(store))
		return error_set(e, ERROR_REPLACED, store->path, "%s",
		    _("another base stands in its place; leave the program and start it again"));
	return read_newer(store, e) && (!store->newer || refuse_newer(store, e));
}

/* A write has failed; or a transaction could not even be undone. */
static bool unreliable(const struct store *store)
{
	return store->suspect || !sqlite3_get_autocommit(store->db.handle);
}

bool store_begin_write(struct store *store, struct error *e)
{
	if (store->newer)
		return refuse_newer(store, e);
	if (store->closed)
		return refuse_closed(store, e);
	if ((unreliable(store) && !open_again(store, e)) || !db_begin(&store->db, e))
		return false;
	if (store->identity.inode == 0 || still_ours(store, e))
		return true;
	db_rollback(&store->db);
	return false;
}

bool store_newer(const struct store *store)
{
	return store->newer;
}

bool store_closed(const struct store *store)
{
	return store->closed;
}

static bool fill_new(struct db *db, void *arg, struct error *e)
{
	(void)arg;
	return schema_bring_up(db, e);
}

/* What lies beside its name says that a base stood there. */
static bool traces(const char *path)
{
	size_t n;
	char **copies = backups_of(path, true, &n);

	backups_free(copies, n);
	return n > 0 || draft_beside(path);
}

static bool make_missing(const char *path, enum store_how how, bool *created, struct error *e)
{
	static const struct making making = { .fill = fill_new };
	struct stat file;

	if (stat(path, &file) == 0 || errno != ENOENT)
		return true;
	if (how != STORE_NEW && traces(path))
		return error_set(e, ERROR_GONE, path, "%s",
		    _("the base is gone, though its copies or drafts lie here; no new one was made"));
	return how == STORE_EXISTING || file_create(path, &making, created, e);
}

struct store *store_open_as_is(const char *path, struct keys *keys, struct error *e)
{
	struct store *store = store_new(path, keys);
	int64_t version;

	if (open_file(store, &version, e))
		return store;
	store_close(store);
	return NULL;
}

bool store_open(struct store **store, const char *path, enum store_how how, struct keys *keys, bool *created,
    struct error *e)
{
	bool made = false;

	if (!make_missing(path, how, &made, e))
		return false;
	if (!file_usable(path, e))
		return false;
	*store = store_new(path, keys);
	(*store)->closed = !file_writable(path, NULL);
	if (!open_current(*store, e)) {
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
	if (changed)
		read_newer(store, NULL);
	return changed;
}
