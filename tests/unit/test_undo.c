/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scratch.h"

#define PLACES 3
#define TEXT_SIZE 16

static const int places[PLACES] = { KEY_CITIZEN_NAME, KEY_CITIZEN_ADDRESS, KEY_REFERRAL_QUESTION };

/*
 * Takes an action back; returns the number of the action that did it, 0 where
 * nothing was left to take back.
 */
static int64_t take_back(struct scratch *s, struct record *record, enum action_kind kind, int64_t seq)
{
	struct changes changes;
	struct error e = { 0 };

	if (!store_undo(s->store, record, seq, &changes, &e))
		fail_msg("%s", e.what);
	return scratch_act(s->store, record, kind, &changes);
}

static int64_t undo(struct scratch *s, struct record *record, int64_t seq)
{
	return take_back(s, record, ACTION_UNDO, seq);
}

static int64_t redo(struct scratch *s, struct record *record, int64_t seq)
{
	return take_back(s, record, ACTION_REDO, seq);
}

/* The text at a place, in memory and in the base; "-" where there is no value at all. */
static const char *now(struct scratch *s, const struct record *record, int round, int key)
{
	static char text[64];
	const struct value *memory = record_at(record, round, key, 0), *base;
	struct record loaded;

	assert_true(store_load(s->store, record->id, &loaded, NULL));
	base = record_at(&loaded, round, key, 0);
	assert_int_equal(memory != NULL, base != NULL);
	assert_int_equal(record->rounds, loaded.rounds);
	if (memory != NULL) {
		assert_true(memory->version == base->version);
		assert_string_equal(memory->text ? memory->text : "(null)",
		    base->text ? base->text : "(null)");
	}
	snprintf(text, sizeof text, "%s", memory == NULL ? "-" : memory->text ? memory->text : "(null)");
	record_release(&loaded);
	return text;
}

static void test_undo_redo(void **state)
{
	struct scratch *s = *state;
	struct record r;
	int64_t a, b, ua, ub;

	scratch_case(s->store, &r, NULL);
	a = scratch_set(s->store, &r, KEY_CITIZEN_NAME, "A");
	b = scratch_set(s->store, &r, KEY_CITIZEN_NAME, "B");
	ub = undo(s, &r, b);
	assert_string_equal(now(s, &r, 1, KEY_CITIZEN_NAME), "A");
	ua = undo(s, &r, a);
	assert_string_equal(now(s, &r, 1, KEY_CITIZEN_NAME), "-");
	redo(s, &r, ua);
	assert_string_equal(now(s, &r, 1, KEY_CITIZEN_NAME), "A");
	redo(s, &r, ub);
	assert_string_equal(now(s, &r, 1, KEY_CITIZEN_NAME), "B");
	/* And all of it once more: what was brought back counts as itself. */
	undo(s, &r, b);
	undo(s, &r, a);
	assert_string_equal(now(s, &r, 1, KEY_CITIZEN_NAME), "-");
	record_release(&r);
}

static void test_undo_of_undo(void **state)
{
	struct scratch *s = *state;
	struct record r;
	int64_t a, u, uu, uuu;

	scratch_case(s->store, &r, "first");
	a = scratch_set(s->store, &r, KEY_CITIZEN_NAME, "A");
	u = undo(s, &r, a);
	assert_string_equal(now(s, &r, 1, KEY_CITIZEN_NAME), "first");
	uu = undo(s, &r, u);
	assert_string_equal(now(s, &r, 1, KEY_CITIZEN_NAME), "A");
	uuu = undo(s, &r, uu);
	assert_string_equal(now(s, &r, 1, KEY_CITIZEN_NAME), "first");
	undo(s, &r, uuu);
	assert_string_equal(now(s, &r, 1, KEY_CITIZEN_NAME), "A");
	assert_true(undo(s, &r, u) == 0 || strcmp(now(s, &r, 1, KEY_CITIZEN_NAME), "A") == 0);
	record_release(&r);
}

/*
 * What an action did to one place stays undone or not by itself where others
 * have changed another of its places.
 */
static void test_somebody_else(void **state)
{
	struct scratch *s = *state;
	struct record mine, theirs;
	struct changes changes = { 0 };
	int64_t a;

	scratch_case(s->store, &mine, "first");
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, "A");
	changes_add(&changes, 1, KEY_CITIZEN_ADDRESS, 0, "Vej 1");
	a = scratch_act(s->store, &mine, ACTION_EDIT, &changes);
	assert_true(store_load(s->store, mine.id, &theirs, NULL));
	scratch_set(s->store, &theirs, KEY_CITIZEN_NAME, "theirs");

	record_release(&mine);
	assert_true(store_load(s->store, theirs.id, &mine, NULL));
	assert_true(undo(s, &mine, a) > 0);
	assert_string_equal(now(s, &mine, 1, KEY_CITIZEN_NAME), "theirs");
	assert_string_equal(now(s, &mine, 1, KEY_CITIZEN_ADDRESS), "-");

	/* All of it is somebody else's now. */
	scratch_set(s->store, &mine, KEY_CITIZEN_ADDRESS, "Vej 2");
	assert_int_equal(undo(s, &mine, a), 0);
	assert_string_equal(now(s, &mine, 1, KEY_CITIZEN_ADDRESS), "Vej 2");
	record_release(&mine);
	record_release(&theirs);
}

/* Somebody typed the same text: it is theirs all the same. */
static void test_same_text(void **state)
{
	struct scratch *s = *state;
	struct record r;
	int64_t a;

	scratch_case(s->store, &r, NULL);
	a = scratch_set(s->store, &r, KEY_CITIZEN_NAME, "A");
	scratch_set(s->store, &r, KEY_CITIZEN_NAME, "B");
	scratch_set(s->store, &r, KEY_CITIZEN_NAME, "A");
	assert_int_equal(undo(s, &r, a), 0);
	assert_string_equal(now(s, &r, 1, KEY_CITIZEN_NAME), "A");
	record_release(&r);
}

/* A stale record finds out when it acts, not by overwriting. */
static void test_stale(void **state)
{
	struct scratch *s = *state;
	struct record mine, theirs;
	struct changes changes;
	struct error e = { 0 };
	int64_t a;

	scratch_case(s->store, &mine, "first");
	a = scratch_set(s->store, &mine, KEY_CITIZEN_NAME, "A");
	assert_true(store_load(s->store, mine.id, &theirs, NULL));
	redo(s, &theirs, undo(s, &theirs, a));
	assert_true(store_undo(s->store, &mine, a, &changes, NULL));
	assert_int_equal(changes.n, 1);
	assert_false(store_act(s->store, &mine, ACTION_UNDO, &changes, NULL, NULL, scratch_today, NULL, NULL,
	    &e));
	assert_int_equal(e.kind, ERROR_CONFLICT);
	changes_release(&changes);
	record_release(&mine);
	record_release(&theirs);
}

/* Undoing the first answer of a later round lets the earlier one hold again, and the round may go. */
static void test_inherited(void **state)
{
	struct scratch *s = *state;
	struct case_row row;
	struct record r;
	int64_t a, u;

	scratch_case(s->store, &r, "Anna");
	a = scratch_set_at(s->store, &r, 2, KEY_CITIZEN_NAME, 0, "Berta");
	assert_int_equal(r.rounds, 2);
	u = undo(s, &r, a);
	assert_string_equal(now(s, &r, 2, KEY_CITIZEN_NAME), "-");
	assert_int_equal(r.rounds, 1);
	assert_int_equal(store_list(s->store, "", NULL, false, &row, 1, NULL, NULL), 1);
	assert_string_equal(row.name, "Anna");
	case_row_release(&row);
	redo(s, &r, u);
	assert_int_equal(store_list(s->store, "berta", NULL, false, &row, 1, NULL, NULL), 1);
	case_row_release(&row);

	/* Typed again after it was taken away: that is a change of nothing. */
	undo(s, &r, a);
	assert_true(scratch_set_at(s->store, &r, 2, KEY_CITIZEN_NAME, 0, "Carla") > 0);
	assert_string_equal(now(s, &r, 2, KEY_CITIZEN_NAME), "Carla");
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	record_release(&r);
}

static void test_table_cell(void **state)
{
	struct scratch *s = *state;
	struct record r;
	int64_t row = 1234567890123, a;

	scratch_case(s->store, &r, NULL);
	a = scratch_set_at(s->store, &r, 1, KEY_STATEMENTS_TEXT, row, "Heste");
	undo(s, &r, a);
	assert_null(record_at(&r, 1, KEY_STATEMENTS_TEXT, row));
	record_release(&r);
}

/* A case keeps the number under which people know it. */
static void test_number(void **state)
{
	struct scratch *s = *state;
	struct record r;

	scratch_case(s->store, &r, "Anna");
	undo(s, &r, 1);
	assert_string_equal(now(s, &r, 0, KEY_CASE_NUMBER), "2026-0001");
	assert_string_equal(now(s, &r, 1, KEY_CITIZEN_NAME), "-");
	record_release(&r);
}

static bool last(const struct action_row *row, void *arg)
{
	struct action_row *kept = arg;

	*kept = *row;
	kept->why = NULL;
	return true;
}

static void test_log(void **state)
{
	struct scratch *s = *state;
	struct action_row row;
	struct record r;
	int64_t a, b, u;

	scratch_case(s->store, &r, NULL);
	a = scratch_set(s->store, &r, KEY_CITIZEN_NAME, "A");
	b = scratch_set(s->store, &r, KEY_CITIZEN_NAME, "B");
	undo(s, &r, b);
	u = undo(s, &r, a);
	assert_true(store_history(s->store, r.id, last, &row, NULL));
	assert_string_equal(row.kind, "undo");
	assert_true(row.seq == u && row.undoes == a);
	redo(s, &r, u);
	assert_true(store_history(s->store, r.id, last, &row, NULL));
	assert_string_equal(row.kind, "redo");
	assert_true(row.undoes == u);
	scratch_set(s->store, &r, KEY_CITIZEN_NAME, "C");
	assert_true(store_history(s->store, r.id, last, &row, NULL));
	assert_true(row.undoes == 0);
	record_release(&r);
}

static void test_missing(void **state)
{
	struct scratch *s = *state;
	struct record one, two;
	struct changes changes;
	struct error e = { 0 };
	int64_t a;

	scratch_case(s->store, &one, NULL);
	scratch_case(s->store, &two, NULL);
	a = scratch_set(s->store, &one, KEY_CITIZEN_NAME, "A");
	assert_false(store_undo(s->store, &one, 99, &changes, &e));
	assert_int_equal(e.kind, ERROR_MISSING);
	assert_false(store_undo(s->store, &two, a, &changes, &e));
	record_release(&one);
	record_release(&two);
}

/* An editor as simple as can be: a stack of states, and where one stands in it. */
struct model {
	char text[200][PLACES][TEXT_SIZE];
	int64_t done[200], undone[200];		/* the action into a state, and the undo out of it */
	int at, top;
};

static void compare(struct scratch *s, struct record *r, const struct model *m)
{
	for (int p = 0; p < PLACES; p++)
		assert_string_equal(now(s, r, 1, places[p]), m->text[m->at][p]);
}

static void model_edit(struct scratch *s, struct record *r, struct model *m, int step)
{
	struct changes changes = { 0 };
	int next = m->at + 1;

	memcpy(m->text[next], m->text[m->at], sizeof m->text[next]);
	for (int p = rand() % PLACES, n = 1 + rand() % 2; n > 0; n--, p = (p + 1) % PLACES) {
		snprintf(m->text[next][p], TEXT_SIZE, "t%d", step);
		changes_add(&changes, 1, places[p], 0, m->text[next][p]);
	}
	m->done[next] = scratch_act(s->store, r, ACTION_EDIT, &changes);
	m->at = m->top = next;
}

/* Long series of undo and redo, with new typing in between, go where the model goes. */
static void test_series(void **state)
{
	struct scratch *s = *state;
	static struct model m;
	struct record r;

	for (unsigned seed = 1; seed <= 12; seed++) {
		srand(seed);
		m = (struct model){ 0 };
		for (int p = 0; p < PLACES; p++)
			strcpy(m.text[0][p], "-");
		scratch_case(s->store, &r, NULL);
		for (int step = 0; step < 80; step++) {
			int what = rand() % 3;

			if (what == 0 && m.at > 0) {
				m.undone[m.at] = undo(s, &r, m.done[m.at]);
				m.at--;
			} else if (what == 1 && m.at < m.top) {
				m.at++;
				redo(s, &r, m.undone[m.at]);
			} else {
				model_edit(s, &r, &m, step);
			}
			compare(s, &r, &m);
		}
		record_release(&r);
	}
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)
		TEST(test_undo_redo),
		TEST(test_undo_of_undo),
		TEST(test_somebody_else),
		TEST(test_same_text),
		TEST(test_stale),
		TEST(test_inherited),
		TEST(test_table_cell),
		TEST(test_number),
		TEST(test_log),
		TEST(test_missing),
		TEST(test_series),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
