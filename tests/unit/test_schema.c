/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bases of every schema that there was are brought up and lose nothing.
 *
 *	test_schema keep	only writes a base of the present schema, as one to be kept:
 *				build/tests/unit/test_schema keep >tests/schema/3.sql
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

/* Puts the kept base of a schema in the place of the scratch one. */
static void put_kept(struct scratch *s, int version)
{
	scratch_shut(s);
	if (!kept_base(version, s->path))
		fail_msg("no base of schema %d is kept; see the head of this test", version);
}

/* As the next start opens it; its texts are those of before, and verify finds it whole. */
static void assert_unharmed(struct scratch *s, const char *rows)
{
	char *now;

	scratch_open(s);
	assert_int_equal(scratch_int(s, "PRAGMA user_version"), schema_version());
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	now = kept_rows(s->path);
	assert_string_equal(now, rows);
	free(now);
}

/* That of the present schema too: who adds a step finds that of the step before already kept. */
static void test_kept(void **state)
{
	struct scratch *s = *state;

	for (int version = 1; version <= schema_version(); version++) {
		put_kept(s, version);
		assert_int_equal(scratch_int(s, "PRAGMA user_version"), version);
		assert_true(scratch_int(s, "SELECT count(*) FROM action") > 10);
	}
}

static void test_brought_up(void **state)
{
	struct scratch *s = *state;

	for (int version = 1; version <= schema_version(); version++) {
		char *rows;

		put_kept(s, version);
		rows = kept_rows(s->path);
		assert_unharmed(s, rows);
		free(rows);
	}
}

/* A base that was brought up has the tables of one that was made today: no step was edited since it was released. */
static void test_tables(void **state)
{
	struct scratch *s = *state;

	for (int version = 1; version <= schema_version(); version++) {
		struct keys *keys = keys_new();
		struct store *store;

		put_kept(s, version);
		store = store_open_as_is(s->path, keys, NULL);
		assert_non_null(store);
		assert_int_equal(store_verify(store, NULL, NULL, NULL), 0);
		store_close(store);
		keys_free(keys);
	}
}

static const char *text_at(const struct record *record, int round, int key, int64_t row)
{
	const struct value *value = record_at(record, round, key, row);

	return value != NULL && value->text != NULL ? value->text : "(none)";
}

/* What a person sees of it. */
static void test_readable(void **state)
{
	struct scratch *s = *state;

	for (int version = 1; version <= schema_version(); version++) {
		struct record record;
		struct case_row rows[4];
		int64_t id;

		put_kept(s, version);
		scratch_open(s);
		assert_int_equal(store_count(s->store, NULL, 100, NULL), KEPT_CASES);
		assert_int_equal(store_list(s->store, "prøve", NULL, false, rows, 4, NULL, NULL), 2);
		assert_string_equal(rows[0].name, KEPT_NAME);
		assert_string_equal(rows[1].number, "Ø-17");
		case_row_release(&rows[0]);
		case_row_release(&rows[1]);
		assert_true(store_find(s->store, KEPT_OLD_NUMBER, &id, NULL));
		assert_int_equal(id, KEPT_CASE);
		assert_true(store_load(s->store, id, &record, NULL));
		assert_int_equal(record.rounds, 2);
		assert_string_equal(record_case(&record, KEY_CASE_NUMBER), KEPT_NUMBER);
		assert_string_equal(text_at(&record, 1, KEY_CITIZEN_ADDRESS, 0), "Prøvevej 2\n1234 Prøveby");
		assert_string_equal(text_at(&record, 1, KEY_REFERRAL_QUESTION, 0), "(none)");
		assert_string_equal(text_at(&record, 1, KEY_MEETING_DATE, 0), "2026-06-09");
		assert_string_equal(text_at(&record, 2, KEY_MEETING_DATE, 0), "(none)");
		record_release(&record);
	}
}

/*
 * Every call that writes fails while it is brought up
 */

static struct {
	bool on, for_good;
	long at, n;
} fault;

static int ask(const struct shim_event *event)
{
	static const int codes[] = {
		[SHIM_WRITE] = SQLITE_FULL, [SHIM_TRUNCATE] = SQLITE_IOERR_TRUNCATE, [SHIM_SYNC] = SQLITE_IOERR_FSYNC,
		[SHIM_DELETE] = SQLITE_IOERR_DELETE, [SHIM_ACCESS] = SQLITE_OK,
	};
	bool strikes;

	if (!fault.on || codes[event->call] == SQLITE_OK)
		return SQLITE_OK;
	fault.n++;
	strikes = fault.n == fault.at || (fault.for_good && fault.n > fault.at);
	return strikes ? codes[event->call] : SQLITE_OK;
}

/* What was there before: no journal, no copy. */
static void clear_beside(const struct scratch *s, int version)
{
	char *copy = xasprintf("%s-before-schema-%d", s->path, version), *journal = xasprintf("%s-journal", s->path);

	unlink(copy);
	unlink(journal);
	free(copy);
	free(journal);
}

/* Opened as if the fault were over: never between two schemas. */
static void assert_one_schema(struct scratch *s, int version, const char *rows)
{
	int64_t now = scratch_int(s, "PRAGMA user_version");
	char *there = kept_rows(s->path);

	assert_true(now == version || now == schema_version());
	assert_string_equal(there, rows);
	free(there);
}

/* False: there were not as many calls. */
static bool fails_at(struct scratch *s, int version, const char *rows)
{
	struct error e = { 0 };

	clear_beside(s, version);
	put_kept(s, version);
	fault.n = 0;
	fault.on = true;
	if (!store_open(&s->store, s->path, STORE_EXISTING, s->keys, NULL, &e))
		assert_true(e.kind == ERROR_FULL || e.kind == ERROR_IO);
	fault.on = false;
	scratch_shut(s);
	assert_one_schema(s, version, rows);
	assert_unharmed(s, rows);
	return fault.n >= fault.at;
}

static void test_fails_anywhere(void **state)
{
	struct scratch *s = *state;

	for (int version = 1; version < schema_version(); version++) {
		char *rows;

		put_kept(s, version);
		rows = kept_rows(s->path);
		for (int for_good = 0; for_good < 2; for_good++) {
			fault.for_good = for_good;
			for (fault.at = 1; fails_at(s, version, rows); fault.at++)
				;
			print_message("# schema %d, %s: failed at %ld calls that write\n", version,
			    for_good ? "for good" : "once", fault.at - 1);
			assert_true(fault.at > 20);
		}
		free(rows);
	}
}

static int keep(void)
{
	void *state;
	struct scratch *s;

	scratch_setup(&state);
	s = state;
	kept_fill(s->store);
	kept_write(s->path, stdout);
	return scratch_teardown(&state);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TEST(test_kept),
		TEST(test_tables),
		TEST(test_brought_up),
		TEST(test_readable),
		TEST(test_fails_anywhere),
	};

	if (argc > 1 && strcmp(argv[1], "keep") == 0)
		return keep();
	shim_install(ask);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
