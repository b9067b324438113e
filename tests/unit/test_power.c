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
#include "kept.h"
#include "scratch.h"
#include "shim.h"
#include "store/schema.h"
#include "store/store_internal.h"

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
	if (!events.on)
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

/* What the disk is asked for, as it is remembered. */
static int listen_to_call(const struct shim_event *event)
{
	static const struct {
		bool kept;
		enum what what;
	} calls[] = {
		[SHIM_WRITE] = { true, WRITE }, [SHIM_TRUNCATE] = { true, TRUNCATE }, [SHIM_SYNC] = { true, SYNC },
		[SHIM_ACCESS] = { false, 0 },
	};

	if (calls[event->call].kept && event->file != SHIM_OTHER)
		happened(calls[event->call].what, event->file == SHIM_BASE ? 0 : 1, event->at, event->data, event->len);
	return SQLITE_OK;
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
		size_t len = SHIM_SECTOR - (event->at + done) % SHIM_SECTOR;

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
	char *journal = xasprintf("%s-journal", s->path), *copy = xasprintf("%s-before-schema-1", s->path);

	scratch_shut(s);
	assert_true(kept_base(1, s->path));
	image_load(&session.before[0], s->path);
	image_load(&session.before[1], journal);
	session.first = (long)scratch_int(s, "SELECT count(*) FROM action");
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
	shim_install(listen_to_call);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
