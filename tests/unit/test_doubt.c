/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The last sync of a transaction fails: it stands in the base, and its caller was told that it does not.  Tried
 * again it is not taken for somebody else's; but nobody hears that it is saved before the disk has said so.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <string.h>

#include "scratch.h"
#include "shim.h"

/*
 * The disk
 */

static struct {
	bool armed;
	bool for_good;
	bool emptied;		/* the journal, and not synced since */
	bool failed;
	long synced;		/* how often it was since the failure */
} disk;

static int ask(const struct shim_event *event)
{
	if (event->file != SHIM_JOURNAL)
		return SQLITE_OK;
	if (event->call == SHIM_TRUNCATE)
		disk.emptied = true;
	if (event->call != SHIM_SYNC)
		return SQLITE_OK;
	if (disk.armed && disk.emptied && (disk.for_good || !disk.failed)) {
		disk.failed = true;
		disk.synced = 0;
		return SQLITE_IOERR_FSYNC;
	}
	disk.synced += disk.emptied;
	disk.emptied = false;
	return SQLITE_OK;
}

static void break_disk(bool for_good)
{
	memset(&disk, 0, sizeof disk);
	disk.armed = true;
	disk.for_good = for_good;
}

static void mend_disk(void)
{
	disk.armed = false;
}

/*
 * Actions
 */

static bool set(struct scratch *s, struct record *record, enum action_kind kind, const char *text, int64_t *seq,
    struct error *e)
{
	struct changes changes = { 0 };
	bool done;

	*e = (struct error){ 0 };
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, text);
	changes_add(&changes, 1, KEY_CASE_STAGE, 0, "draft");
	done = store_act(s->store, record, kind, &changes, NULL, NULL, scratch_today, seq, NULL, e);
	changes_release(&changes);
	return done;
}

static bool name(struct scratch *s, struct record *record, const char *text, int64_t *seq, struct error *e)
{
	return set(s, record, record->id ? ACTION_EDIT : ACTION_CREATE, text, seq, e);
}

/* It fails, and stands in the base. */
static void land(struct scratch *s, struct record *record, const char *text)
{
	long before = (long)scratch_int(s, "SELECT count(*) FROM action");
	struct error e;
	int64_t seq;

	break_disk(false);
	assert_false(name(s, record, text, &seq, &e));
	mend_disk();
	assert_int_equal(e.kind, ERROR_IO);
	assert_true(disk.failed);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM action"), before + 1);
}

static void assert_stored(struct scratch *s, const struct record *record, const char *text)
{
	struct record stored;
	const struct value *here = record_at(record, 1, KEY_CITIZEN_NAME, 0), *there;

	assert_true(store_load(s->store, record->id, &stored, NULL));
	there = record_at(&stored, 1, KEY_CITIZEN_NAME, 0);
	assert_string_equal(here->text, text);
	assert_string_equal(there->text, text);
	assert_true(here->version == there->version);
	assert_string_equal(record->uuid, stored.uuid);
	record_release(&stored);
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
}

static void test_done_again(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct error e;
	int64_t seq;

	scratch_case(s->store, &record, "Birgit Prøvesen");
	land(s, &record, "Birgit Prøvegaard");
	assert_string_equal(record_at(&record, 1, KEY_CITIZEN_NAME, 0)->text, "Birgit Prøvesen");
	assert_true(name(s, &record, "Birgit Prøvegaard", &seq, &e));
	assert_true(disk.synced > 0);
	assert_int_equal(seq, 2);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM action"), 2);
	assert_stored(s, &record, "Birgit Prøvegaard");
	record_release(&record);
}

/* As long as the disk does not say that it keeps it, nobody else says so. */
static void test_not_before_it_is_kept(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct error e;
	int64_t seq;

	scratch_case(s->store, &record, "Birgit Prøvesen");
	break_disk(true);
	for (int i = 0; i < 3; i++) {
		assert_false(name(s, &record, "Birgit Prøvegaard", &seq, &e));
		assert_int_equal(e.kind, ERROR_IO);
	}
	mend_disk();
	assert_true(name(s, &record, "Birgit Prøvegaard", &seq, &e));
	assert_true(disk.synced > 0);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM action"), 2);
	assert_stored(s, &record, "Birgit Prøvegaard");
	record_release(&record);
}

/* One has typed on meanwhile. */
static void test_another_text(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct error e;
	int64_t seq;

	scratch_case(s->store, &record, "Birgit Prøvesen");
	land(s, &record, "Birgit Prøvegaard");
	assert_true(name(s, &record, "Birgit Prøvegaard Holm", &seq, &e));
	assert_int_equal(seq, 3);
	assert_stored(s, &record, "Birgit Prøvegaard Holm");
	record_release(&record);
}

static void test_new_case(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct error e;
	int64_t seq;

	record_init(&record);
	land(s, &record, "Birgit Prøvesen");
	assert_int_equal(record.id, 0);
	assert_true(name(s, &record, "Birgit Prøvesen", &seq, &e));
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM record"), 1);
	assert_string_equal(record_case(&record, KEY_CASE_NUMBER), "2026-0001");
	assert_stored(s, &record, "Birgit Prøvesen");
	record_release(&record);
}

/* What an undo took away, nobody has put there. */
static void test_undo(void **state)
{
	struct scratch *s = *state;
	struct changes back;
	struct record record;
	struct error e = { 0 };
	int64_t seq, first = 0;

	scratch_case(s->store, &record, NULL);
	assert_true(name(s, &record, "Birgit Prøvesen", &first, &e));
	assert_true(store_undo(s->store, &record, first, &back, &e));
	break_disk(false);
	assert_false(store_act(s->store, &record, ACTION_UNDO, &back, NULL, NULL, scratch_today, &seq, NULL, &e));
	mend_disk();
	assert_true(store_act(s->store, &record, ACTION_UNDO, &back, NULL, NULL, scratch_today, &seq, NULL, &e));
	assert_int_equal(seq, 3);
	assert_null(record_at(&record, 1, KEY_CITIZEN_NAME, 0));
	assert_true(name(s, &record, "Anna Prøvesen", &seq, &e));
	assert_stored(s, &record, "Anna Prøvesen");
	changes_release(&back);
	record_release(&record);
}

/* Somebody else's change behind it is one. */
static void test_somebody_else(void **state)
{
	struct scratch *s = *state, other = *s;
	struct record record, theirs;
	struct error e;
	int64_t seq;

	scratch_case(s->store, &record, "Birgit Prøvesen");
	land(s, &record, "Birgit Prøvegaard");
	other.keys = keys_new();
	scratch_open(&other);
	assert_true(store_load(other.store, record.id, &theirs, NULL));
	assert_true(name(&other, &theirs, "Bodil Prøvesen", &seq, &e));
	assert_false(name(s, &record, "Birgit Prøvegaard", &seq, &e));
	assert_int_equal(e.kind, ERROR_CONFLICT);
	record_release(&theirs);
	record_release(&record);
	scratch_shut(&other);
	keys_free(other.keys);
}

/* What did not land is done when it is tried again. */
static void test_not_landed(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct error e;
	int64_t seq;

	scratch_case(s->store, &record, "Birgit Prøvesen");
	break_disk(false);
	disk.emptied = true;		/* the first sync fails: that of the journal before the base is written */
	assert_false(name(s, &record, "Birgit Prøvegaard", &seq, &e));
	mend_disk();
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM action"), 1);
	assert_true(name(s, &record, "Birgit Prøvegaard", &seq, &e));
	assert_int_equal(seq, 2);
	assert_stored(s, &record, "Birgit Prøvegaard");
	record_release(&record);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_done_again),
		TEST(test_not_before_it_is_kept),
		TEST(test_another_text),
		TEST(test_new_case),
		TEST(test_undo),
		TEST(test_somebody_else),
		TEST(test_not_landed),
	};

	shim_install(ask);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
