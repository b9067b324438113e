/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The power goes.  Between SQLite and the disk stands a layer that remembers
 * every write and sync of a session.  From them the disk is rebuilt as it may
 * be found if the power goes at any of them: what was synced is there; of what was not,
 * each sector may have reached the disk or not, in any order.  From each such
 * disk the base must open and be whole, with every action that was acknowledged, and at
 * most the one besides that was in doubt.
 *
 * A session that never syncs must fail the same test, or it tests nothing.
 *
 *	test_power [IMAGES [SEED]]	more images than the suite takes
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "scratch.h"
#include "store/schema.h"
#include "store/store_internal.h"

#define SECTOR 512
#define FILES 2			/* the base and its journal */

static long images = 2000;
static uint64_t seed = 20170314;

/* xorshift64: the same disks every time. */
static uint64_t draw(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/*
 * What happened
 */

enum what { WRITE, TRUNCATE, SYNC, ACKNOWLEDGED };

struct event {
	enum what what;
	int file;
	size_t at, len;			/* of a truncation: at is the new size */
	char *data;
};

static struct {
	struct event *v;
	size_t n, cap;
	bool on;
} events;

static void happened(enum what what, int file, size_t at, const void *data, size_t len)
{
	if (!events.on || file < 0)
		return;
	events.v = array_room(events.v, events.n, &events.cap, sizeof *events.v);
	events.v[events.n] = (struct event){ what, file, at, len, len > 0 ? xmalloc(len) : NULL };
	if (len > 0)
		memcpy(events.v[events.n].data, data, len);
	events.n++;
}

static void forget_events(void)
{
	for (size_t i = 0; i < events.n; i++)
		free(events.v[i].data);
	free(events.v);
	memset(&events, 0, sizeof events);
}

/*
 * The layer: the system's own files, with an ear at three calls
 */

struct heard {
	sqlite3_file base;
	int file;			/* 0 the base, 1 its journal, -1 another */
	sqlite3_file *real;
};

static sqlite3_vfs *below;

#define REAL(f) (((struct heard *)(f))->real)
#define CALL(f, method, ...) REAL(f)->pMethods->method(REAL(f), __VA_ARGS__)

static int hear_close(sqlite3_file *f)
{
	int code = REAL(f)->pMethods->xClose(REAL(f));

	free(REAL(f));
	return code;
}

static int hear_read(sqlite3_file *f, void *data, int len, sqlite3_int64 at)
{
	return CALL(f, xRead, data, len, at);
}

static int hear_write(sqlite3_file *f, const void *data, int len, sqlite3_int64 at)
{
	happened(WRITE, ((struct heard *)f)->file, (size_t)at, data, (size_t)len);
	return CALL(f, xWrite, data, len, at);
}

static int hear_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	happened(TRUNCATE, ((struct heard *)f)->file, (size_t)size, NULL, 0);
	return CALL(f, xTruncate, size);
}

/* The power never really goes, so that nothing need really be synced. */
static int hear_sync(sqlite3_file *f, int flags)
{
	(void)flags;
	happened(SYNC, ((struct heard *)f)->file, 0, NULL, 0);
	return SQLITE_OK;
}

static int hear_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return CALL(f, xFileSize, size);
}

static int hear_lock(sqlite3_file *f, int level)
{
	return CALL(f, xLock, level);
}

static int hear_unlock(sqlite3_file *f, int level)
{
	return CALL(f, xUnlock, level);
}

static int hear_reserved(sqlite3_file *f, int *out)
{
	return CALL(f, xCheckReservedLock, out);
}

static int hear_control(sqlite3_file *f, int op, void *arg)
{
	return CALL(f, xFileControl, op, arg);
}

/* No promise of the disk that this machine's may keep and another's not. */
static int hear_sector(sqlite3_file *f)
{
	(void)f;
	return SECTOR;
}

static int hear_traits(sqlite3_file *f)
{
	(void)f;
	return 0;
}

static const sqlite3_io_methods methods = {
	.iVersion = 1, .xClose = hear_close, .xRead = hear_read, .xWrite = hear_write, .xTruncate = hear_truncate,
	.xSync = hear_sync, .xFileSize = hear_size, .xLock = hear_lock, .xUnlock = hear_unlock,
	.xCheckReservedLock = hear_reserved, .xFileControl = hear_control, .xSectorSize = hear_sector,
	.xDeviceCharacteristics = hear_traits,
};

static int hear_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
	struct heard *heard = (struct heard *)f;
	int code;

	(void)vfs;
	heard->real = xcalloc(1, (size_t)below->szOsFile);
	heard->file = flags & SQLITE_OPEN_MAIN_DB ? 0 : flags & SQLITE_OPEN_MAIN_JOURNAL ? 1 : -1;
	code = below->xOpen(below, name, heard->real, flags, out);
	heard->base.pMethods = heard->real->pMethods != NULL ? &methods : NULL;
	if (heard->base.pMethods == NULL)
		free(heard->real);
	return code;
}

static void listen_from_now_on(void)
{
	static sqlite3_vfs ear;

	below = sqlite3_vfs_find(NULL);
	ear = *below;
	ear.zName = "ear";
	ear.szOsFile = sizeof(struct heard);
	ear.xOpen = hear_open;
	ear.pNext = NULL;
	assert_int_equal(sqlite3_vfs_register(&ear, 1), SQLITE_OK);
}

/*
 * Disks
 */

struct image {
	char *data;
	size_t size;
};

static void image_size(struct image *image, size_t size)
{
	image->data = xrealloc(image->data, size + 1);
	if (size > image->size)
		memset(image->data + image->size, 0, size - image->size);
	image->size = size;
}

static void image_put(struct image *image, size_t at, const char *data, size_t len)
{
	if (at + len > image->size)
		image_size(image, at + len);
	memcpy(image->data + at, data, len);
}

static void image_copy(struct image *to, const struct image *from)
{
	image_size(to, from->size);
	memcpy(to->data, from->data, from->size);
}

static void image_load(struct image *image, const char *path)
{
	FILE *file = fopen(path, "rb");
	char block[4096];
	size_t n;

	image_size(image, 0);
	while (file != NULL && (n = fread(block, 1, sizeof block, file)) > 0)
		image_put(image, image->size, block, n);
	if (file != NULL)
		fclose(file);
}

static void image_save(const struct image *image, const char *path)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(image->data, 1, image->size, file), image->size);
	assert_int_equal(fclose(file), 0);
}

static void happen(struct image *image, const struct event *event)
{
	if (event->what == WRITE)
		image_put(image, event->at, event->data, event->len);
	else if (event->what == TRUNCATE)
		image_size(image, event->at);
}

/* It may have reached the disk, or not, or some of its sectors may. */
static void may_happen(struct image *image, const struct event *event)
{
	uint64_t luck = draw() % 3;

	if (luck == 0)
		return;
	if (luck == 1 || event->what != WRITE) {
		happen(image, event);
		return;
	}
	for (size_t done = 0; done < event->len; ) {
		size_t len = SECTOR - (event->at + done) % SECTOR;

		if (len > event->len - done)
			len = event->len - done;
		if (draw() % 2)
			image_put(image, event->at + done, event->data + done, len);
		done += len;
	}
}

static bool synced_later(size_t i, size_t end, int file)
{
	for (; i < end; i++)
		if (events.v[i].what == SYNC && events.v[i].file == file)
			return true;
	return false;
}

/* The disk after the power went before event `end`; what had been acknowledged by then. */
static long disk_at(const struct image before[FILES], size_t end, struct image disk[FILES])
{
	long acknowledged = 0;

	for (int file = 0; file < FILES; file++)
		image_copy(&disk[file], &before[file]);
	for (size_t i = 0; i < end; i++) {
		const struct event *event = &events.v[i];

		if (event->what == ACKNOWLEDGED)
			acknowledged++;
		else if (synced_later(i, end, event->file))
			happen(&disk[event->file], event);
		else
			may_happen(&disk[event->file], event);
	}
	return acknowledged;
}

/*
 * A session, and what is found of it
 */

struct session {
	struct scratch *s;
	struct image before[FILES];
	long first;			/* actions before it */
	bool synced;
	void (*work)(struct session *session);
};

static void acknowledge(void)
{
	happened(ACKNOWLEDGED, 0, 0, NULL, 0);
}

/* Texts short and long, several at once, a new case, an undo, cases in one transaction. */
static void ordinary_work(struct session *session)
{
	struct store *store = session->s->store;
	struct record record, other;
	struct changes changes = { 0 }, back;
	char *length = xmalloc(20001);
	int64_t seq = 0;

	memset(length, 'x', 20000);
	length[20000] = '\0';
	scratch_case(store, &record, "Birgit Prøvesen");
	acknowledge();
	for (int i = 0; i < 6; i++) {
		length[1000 + 3000 * i] = (char)('a' + i);
		seq = scratch_set(store, &record, KEY_CITIZEN_ADDRESS, length + 20000 - 100 - 3000 * i);
		acknowledge();
	}
	assert_true(store_undo(store, &record, seq, &back, NULL));
	scratch_act(store, &record, ACTION_UNDO, &back);
	acknowledge();
	for (int64_t row = 1; row <= 20; row++)
		changes_add(&changes, 1, KEY_STATEMENTS_TEXT, row, "Om formiddagen kan jeg godt noget.");
	scratch_act(store, &record, ACTION_EDIT, &changes);
	acknowledge();
	assert_true(store_log(store, record.id, ACTION_PRINT, "indstilling", NULL));
	acknowledge();
	assert_true(store_begin(store, NULL));
	scratch_case(store, &other, "Anna");
	assert_true(store_end(store, true, NULL));
	acknowledge();
	record_release(&other);
	record_release(&record);
	free(length);
}

/* Runs it with an ear at the files, and closes the base. */
static void listen_to(struct session *session)
{
	struct scratch *s = session->s;
	char *journal = xasprintf("%s-journal", s->path);

	scratch_shut(s);
	image_load(&session->before[0], s->path);
	image_load(&session->before[1], journal);
	free(journal);
	session->first = (long)scratch_int(s, "SELECT count(*) FROM action");
	scratch_open(s);
	if (!session->synced)
		sqlite3_exec(s->store->db.handle, "PRAGMA synchronous=OFF", NULL, NULL, NULL);
	events.on = true;
	session->work(session);
	events.on = false;
	scratch_shut(s);
}

/* Whether what was acknowledged is there, whole, and at most one action besides. */
static bool found(const struct scratch *s, long acknowledged)
{
	struct keys *keys = keys_new();
	struct store *store = NULL;
	bool good = store_open(&store, s->path, STORE_EXISTING, keys, NULL, NULL) &&
	    store_verify(store, NULL, NULL, NULL) == 0;

	store_close(store);
	keys_free(keys);
	if (good) {
		long actions = (long)scratch_int(s, "SELECT count(*) FROM action");
		good = actions == acknowledged || actions == acknowledged + 1;
	}
	return good;
}

/* How many of the disks were not good. */
static long bad_disks(struct session *session, long n)
{
	char *journal = xasprintf("%s-journal", session->s->path);
	struct image disk[FILES] = { { 0 } };
	long bad = 0;

	for (long i = 0; i < n; i++) {
		long acknowledged = disk_at(session->before, draw() % (events.n + 1), disk);

		image_save(&disk[0], session->s->path);
		image_save(&disk[1], journal);
		bad += !found(session->s, session->first + acknowledged);
	}
	for (int file = 0; file < FILES; file++)
		free(disk[file].data);
	free(journal);
	return bad;
}

static long bad_disks_of(struct scratch *s, bool synced, void (*work)(struct session *session), long n)
{
	struct session session = { .s = s, .synced = synced, .work = work };
	long bad;

	listen_to(&session);
	assert_true(events.n > 50);
	bad = bad_disks(&session, n);
	for (int file = 0; file < FILES; file++)
		free(session.before[file].data);
	forget_events();
	return bad;
}

static void test_power_goes(void **state)
{
	assert_int_equal(bad_disks_of(*state, true, ordinary_work, images), 0);
}

/* Without syncs the same disks must show losses. */
static void test_unsynced_fails(void **state)
{
	long bad = bad_disks_of(*state, false, ordinary_work, 100);

	print_message("# never synced: %ld of 100 disks lost or damaged something\n", bad);
	assert_true(bad > 10);
}

/* An older base is brought up, and then one works in it. */
static void migrate(struct session *session)
{
	struct record record;

	assert_true(schema_bring_up(&session->s->store->db, NULL));
	scratch_case(session->s->store, &record, "Anna");
	acknowledge();
	record_release(&record);
}

static void test_power_goes_while_migrating(void **state)
{
	struct scratch *s = *state;
	struct session session = { .s = s, .synced = true };
	struct record record;
	char *journal = xasprintf("%s-journal", s->path), *copy = xasprintf("%s-before-schema-1", s->path);

	scratch_case(s->store, &record, "Birgit");
	record_release(&record);
	scratch_shut(s);
	scratch_sql(s, "DROP TABLE tally");
	scratch_sql(s, "PRAGMA user_version = 1");
	image_load(&session.before[0], s->path);
	image_load(&session.before[1], journal);
	session.first = 1;
	s->store = store_open_as_is(s->path, s->keys, NULL);
	assert_non_null(s->store);
	store_author(s->store, "tester");
	events.on = true;
	migrate(&session);
	events.on = false;
	scratch_shut(s);
	assert_true(events.n > 10);
	assert_int_equal(bad_disks(&session, images / 10), 0);
	assert_int_equal(access(copy, F_OK), 0);
	for (int file = 0; file < FILES; file++)
		free(session.before[file].data);
	forget_events();
	free(copy);
	free(journal);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TEST(test_power_goes),
		TEST(test_unsynced_fails),
		TEST(test_power_goes_while_migrating),
	};

	if (argc > 1)
		images = atol(argv[1]);
	if (argc > 2)
		seed = strtoull(argv[2], NULL, 10);
	listen_from_now_on();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
