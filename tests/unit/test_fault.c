/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every call for memory and every call to the disk that SQLite makes while a base is opened, an older one also copied and
 * brought up, and a case loaded and saved, fails, once or from there on for good.  Each time
 * somebody is told, nothing is half stored, what is in memory is
 * what it was, and when the fault is over the same is done and the base is whole.
 *
 *	test_fault [EVERY]	only one call in EVERY
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
#include "store/store_internal.h"

static long every = 1;

/*
 * What fails
 */

struct kind {
	const char *name;
	int codes[SHIM_ACCESS + 1];	/* what a call to the disk fails with; 0: it does not */
	bool memory;
	long doubts;			/* calls after which an action may be stored and not acknowledged */
};

static struct {
	const struct kind *kind;	/* NULL: nothing fails */
	long at, n;			/* the call that fails, from 1; how many there were */
	bool for_good, struck;
	long opened;			/* files so far */
	long failed;			/* the file of the last write or sync that failed */
	bool relied;			/* it was written to again when the fault was over */
} fault;

static bool strikes(void)
{
	bool now = ++fault.n == fault.at || (fault.for_good && fault.n > fault.at);

	fault.struck = fault.struck || now;
	return now;
}

static bool writes(const struct shim_event *event)
{
	return event->call == SHIM_WRITE || event->call == SHIM_TRUNCATE || event->call == SHIM_SYNC;
}

/*
 * After a failed write or sync nobody knows what the system still holds of the file: whatever is opened
 * before is not to be written to again.
 */
static int ask(const struct shim_event *event)
{
	int code = fault.kind ? fault.kind->codes[event->call] : 0;

	if (event->opened > fault.opened)
		fault.opened = event->opened;
	if (fault.kind == NULL && writes(event) && event->opened <= fault.failed)
		fault.relied = true;
	if (code == 0 || !strikes())
		return SQLITE_OK;
	if (writes(event))
		fault.failed = fault.opened;
	return code;
}

static sqlite3_mem_methods memory;	/* SQLite's own */

static bool no_memory(void)
{
	return fault.kind != NULL && fault.kind->memory && strikes();
}

static void *get(int size)
{
	return no_memory() ? NULL : memory.xMalloc(size);
}

static void *get_more(void *p, int size)
{
	return no_memory() ? NULL : memory.xRealloc(p, size);
}

/* Without the store of small pieces that each connection keeps, which would hide most of the calls. */
static void listen_to_memory(void)
{
	sqlite3_mem_methods failing;

	assert_int_equal(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0), SQLITE_OK);
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory), SQLITE_OK);
	failing = memory;
	failing.xMalloc = get;
	failing.xRealloc = get_more;
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing), SQLITE_OK);
}

/*
 * What is done
 */

struct work {
	struct scratch *s;
	struct keys *keys;
	struct store *store;
	struct record record;
	bool opened, loaded, saved, logged;
	struct error e;
};

static long doubts;		/* of a sweep */

static bool told(struct work *w, bool done)
{
	if (!done && (w->e.kind == ERROR_NONE || w->e.what[0] == '\0'))
		fail_msg("%s fails at call %ld, and nobody is told", fault.kind->name, fault.at);
	return done;
}

static void answers(struct changes *changes)
{
	*changes = (struct changes){ 0 };
	changes_add(changes, 1, KEY_CITIZEN_NAME, 0, "Birgit Prøvegaard");
	changes_add(changes, 1, KEY_CITIZEN_ADDRESS, 0, "Prøvevej 2, 1234 Prøveby");
	for (int64_t row = 3; row <= 5; row++)
		changes_add(changes, 1, KEY_STATEMENTS_TEXT, row, "Om aftenen kan jeg ingenting.");
}

static bool save(struct work *w)
{
	struct changes changes;
	bool saved;

	answers(&changes);
	saved = store_act(w->store, &w->record, ACTION_EDIT, &changes, "rettet", NULL, scratch_today, NULL, NULL,
	    &w->e);
	changes_release(&changes);
	return saved;
}

static bool same_record(const struct record *a, const struct record *b)
{
	if (a->id != b->id || a->n != b->n || a->rounds != b->rounds)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		const struct value *x = &a->v[i], *y = &b->v[i];

		if (x->round != y->round || x->key != y->key || x->row != y->row || x->version != y->version ||
		    (x->text == NULL) != (y->text == NULL) || (x->text != NULL && strcmp(x->text, y->text) != 0))
			return false;
	}
	return true;
}

/* What was not done yet. */
static void do_it(struct work *w)
{
	struct record before;

	w->e = (struct error){ 0 };
	if (!w->opened)
		w->opened = told(w, store_open(&w->store, w->s->path, STORE_EXISTING, w->keys, NULL, &w->e));
	if (w->opened && !w->loaded)
		w->loaded = told(w, store_load(w->store, 1, &w->record, &w->e));
	if (!w->loaded)
		return;
	if (!w->saved) {
		record_copy(&before, &w->record);
		w->saved = told(w, save(w));
		assert_true(w->saved || same_record(&before, &w->record));
		record_release(&before);
	}
	if (!w->logged)
		w->logged = told(w, store_log(w->store, 1, ACTION_PRINT, "indstilling", &w->e));
}

static long actions(const struct scratch *s)
{
	return (long)scratch_int(s, "SELECT count(*) FROM action");
}

/* What the base has is what there is in memory; the handle that failed serves to read. */
static void expect_record(struct work *w)
{
	struct record stored;

	assert_true(store_load(w->store, 1, &stored, NULL));
	assert_true(same_record(&stored, &w->record));
	record_release(&stored);
}

/*
 * The sweep
 */

struct bytes {
	char *v;
	size_t n;
};

static void read_base(const struct scratch *s, struct bytes *bytes)
{
	FILE *file = fopen(s->path, "rb");

	assert_non_null(file);
	bytes->v = xmalloc(1 << 20);
	bytes->n = fread(bytes->v, 1, 1 << 20, file);
	fclose(file);
}

static void write_base(const struct scratch *s, const struct bytes *bytes)
{
	FILE *file = fopen(s->path, "wb");
	static const char *const beside[] = { "-journal", "-before-schema-1" };

	assert_non_null(file);
	assert_int_equal(fwrite(bytes->v, 1, bytes->n, file), bytes->n);
	assert_int_equal(fclose(file), 0);
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		char *path = xasprintf("%s%s", s->path, beside[i]);

		unlink(path);
		free(path);
	}
}

/*
 * The transaction was ended, but the disk failed when asked to keep that: the action is stored and was not
 * acknowledged.  A change that is made again is then known again; of a printing there are two in the log.
 */
static bool in_doubt(struct work *w, long stored)
{
	long more = stored - w->saved - w->logged;

	assert_true(more == 0 || more == 1);
	if (more == 0)
		return false;
	doubts++;
	return true;
}

static void arm(const struct kind *kind, long at, bool for_good)
{
	fault.failed = 0;
	fault.n = 0;
	fault.struck = fault.relied = false;
	fault.kind = kind;
	fault.at = at;
	fault.for_good = for_good;
}

/* One base, one fault.  False: there were not as many calls. */
static bool strike(struct scratch *s, const struct kind *kind, long at, bool for_good)
{
	struct work w = { .s = s, .keys = keys_new() };
	long before = actions(s), doubt;

	arm(kind, at, for_good);
	do_it(&w);
	fault.kind = NULL;
	/* No transaction is left open, for which others would wait. */
	assert_true(w.store == NULL || sqlite3_get_autocommit(w.store->db.handle));
	doubt = in_doubt(&w, actions(s) - before);
	if (w.loaded && (!doubt || w.saved))
		expect_record(&w);
	if (!w.saved)
		doubt = 0;
	do_it(&w);
	if (!w.saved || !w.logged)
		fail_msg("%s at call %ld is over, and still: %s", kind->name, at, w.e.what);
	assert_int_equal(actions(s), before + 2 + doubt);
	assert_false(fault.relied);
	assert_int_equal(store_verify(w.store, NULL, NULL, NULL), 0);
	expect_record(&w);
	record_release(&w.record);
	store_close(w.store);
	keys_free(w.keys);
	return fault.struck;
}

static void make_case(struct scratch *s)
{
	struct record record;

	scratch_case(s->store, &record, "Birgit Prøvesen");
	for (int64_t row = 1; row <= 3; row++)
		scratch_set_at(s->store, &record, 1, KEY_STATEMENTS_TEXT, row, "Om formiddagen kan jeg godt noget.");
	record_release(&record);
	scratch_shut(s);
}

static void sweep(struct scratch *s, const struct bytes *base, const struct kind *kind, bool for_good, long step)
{
	long at = 1, n = 0;

	doubts = 0;
	for (; write_base(s, base), strike(s, kind, at, for_good); at += step)
		n++;
	print_message("# %s, %s: failed at %ld of %ld calls, in doubt %ld times\n", kind->name,
	    for_good ? "for good" : "once", n, at - 1, doubts);
	assert_true(n > 5);
	assert_true(doubts <= kind->doubts);
}

static void both(struct scratch *s, const struct kind *kind, long step)
{
	struct bytes base;

	read_base(s, &base);
	sweep(s, &base, kind, false, step);
	sweep(s, &base, kind, true, step);
	free(base.v);
}

/* A base of today; and one that is copied and brought up first, which makes many more calls. */
static void all(struct scratch *s, const struct kind *kind, long step)
{
	make_case(s);
	both(s, kind, step);
	assert_true(kept_base(1, s->path));
	both(s, kind, kind->memory ? step * 10 : step);
}

static void test_disk_error(void **state)
{
	/* Two actions, and one doubt for each. */
	static const struct kind kind = { .name = "disk error", .doubts = 2, .codes = {
		[SHIM_OPEN] = SQLITE_CANTOPEN, [SHIM_READ] = SQLITE_IOERR_READ, [SHIM_WRITE] = SQLITE_IOERR_WRITE,
		[SHIM_TRUNCATE] = SQLITE_IOERR_TRUNCATE, [SHIM_SYNC] = SQLITE_IOERR_FSYNC,
		[SHIM_SIZE] = SQLITE_IOERR_FSTAT,
		[SHIM_LOCK] = SQLITE_IOERR_LOCK, [SHIM_DELETE] = SQLITE_IOERR_DELETE,
		[SHIM_ACCESS] = SQLITE_IOERR_ACCESS,
	} };

	all(*state, &kind, 1);
}

static void test_disk_full(void **state)
{
	static const struct kind kind = { .name = "disk full", .codes = {
		[SHIM_WRITE] = SQLITE_FULL, [SHIM_TRUNCATE] = SQLITE_FULL,
	} };

	all(*state, &kind, 1);
}

static void test_no_memory_for_the_disk(void **state)
{
	static const struct kind kind = { .name = "no memory for a call to the disk", .codes = {
		[SHIM_OPEN] = SQLITE_NOMEM, [SHIM_READ] = SQLITE_IOERR_NOMEM, [SHIM_WRITE] = SQLITE_IOERR_NOMEM,
		[SHIM_LOCK] = SQLITE_IOERR_NOMEM, [SHIM_ACCESS] = SQLITE_IOERR_NOMEM,
	} };

	all(*state, &kind, 1);
}

static void test_no_memory(void **state)
{
	static const struct kind kind = { .name = "no memory", .memory = true };

	all(*state, &kind, every);
}

/*
 * A statement that is run by itself
 */

/* A number as a text takes memory, and a caller that has its one row does not ask for another. */
static void test_no_memory_for_a_column(void **state)
{
	static const struct kind kind = { .name = "no memory for a column", .memory = true };
	static const char sql[] = "SELECT 4711";
	struct error e = { 0 };
	struct query q;
	struct db db;

	(void)state;
	assert_true(db_open(&db, ":memory:", NULL));
	q = query_start(&db, sql, &e);
	assert_true(query_row(&q));
	arm(&kind, 1, true);
	assert_null(column_text(&q, 0));
	fault.kind = NULL;
	assert_true(fault.struck);
	assert_false(query_end(&q));
	assert_int_equal(e.kind, ERROR_IO);
	q = query_start(&db, sql, &e);
	assert_true(query_row(&q));
	assert_string_equal(column_text(&q, 0), "4711");
	assert_true(query_end(&q));
	db_close(&db);
}

/* A parameter that is not bound would be NULL: the statement is not run. */
static void test_refused_parameter(void **state)
{
	static const char insert[] = "INSERT INTO t VALUES (ifnull(:text, 'none'))", count[] = "SELECT count(*) FROM t";
	char text[200] = "";
	struct error e = { 0 };
	struct query q;
	struct db db;

	(void)state;
	assert_true(db_open(&db, ":memory:", NULL));
	assert_true(db_exec(&db, "CREATE TABLE t (text TEXT)", NULL));
	memset(text, 'x', sizeof text - 1);
	sqlite3_limit(db.handle, SQLITE_LIMIT_LENGTH, 100);
	q = query_start(&db, insert, &e);
	bind_text(&q, ":text", text);
	assert_false(query_run(&q));
	assert_true(e.what[0] != '\0');
	q = query_start(&db, count, &e);
	assert_true(query_row(&q));
	assert_int_equal(column_int(&q, 0), 0);
	assert_true(query_end(&q));
	db_close(&db);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TEST(test_disk_error),
		TEST(test_disk_full),
		TEST(test_no_memory_for_the_disk),
		TEST(test_no_memory),
		cmocka_unit_test(test_no_memory_for_a_column),
		cmocka_unit_test(test_refused_parameter),
	};

	if (argc > 1)
		every = atol(argv[1]);
	listen_to_memory();
	shim_install(ask);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
