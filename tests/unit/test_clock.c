/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A clock that jumps, within a session and between two: what was done keeps its
 * order, which is that of the numbers and never of the times, and a sync is due when it was.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "scratch.h"
#include "store/draft.h"

#define YEAR (365L * 24 * 3600)

static long jump;		/* seconds that the clock is wrong by */

/* These stand in place of the C library's: the time of day is wrong, as when somebody sets it. */

int clock_gettime(clockid_t id, struct timespec *now)
{
	int result = (int)syscall(SYS_clock_gettime, id, now);

	if (id == CLOCK_REALTIME)
		now->tv_sec += jump;
	return result;
}

time_t time(time_t *to)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (to != NULL)
		*to = now.tv_sec;
	return now.tv_sec;
}

static const struct {
	long jump;
	const char *name;
} steps[] = {
	{ 0, "Birgit" }, { -YEAR, "Birgitte" }, { YEAR, "Birte" }, { 0, "Birthe" }, { -20 * YEAR, "Berit" },
};
enum { STEPS = sizeof steps / sizeof *steps };

struct told {
	int64_t last;
	int edits, back;		/* actions, and times that were before the one before */
	char at[32];
};

static bool tell(const struct action_row *row, void *arg)
{
	struct told *told = arg;

	assert_true(row->seq > told->last);
	told->last = row->seq;
	told->edits++;
	told->back += strcmp(row->at, told->at) < 0;
	strcpy(told->at, row->at);
	return true;
}

static void assert_name(const struct record *record, const char *name)
{
	const struct value *value = record_at(record, 1, KEY_CITIZEN_NAME, 0);

	assert_string_equal(value ? value->text : "(none)", name);
}

/* Each step with the clock at another time; `anew`: in a session of its own. */
static void work(struct scratch *s, bool anew)
{
	struct record record;
	struct told told = { .at = "" };
	int64_t id;

	jump = 0;
	scratch_case(s->store, &record, NULL);
	id = record.id;
	for (int i = 0; i < STEPS; i++) {
		jump = steps[i].jump;
		if (anew) {
			record_release(&record);
			scratch_shut(s);
			scratch_open(s);
			assert_true(store_load(s->store, id, &record, NULL));
		}
		scratch_set(s->store, &record, KEY_CITIZEN_NAME, steps[i].name);
		assert_name(&record, steps[i].name);
	}
	record_release(&record);
	assert_true(store_load(s->store, id, &record, NULL));
	assert_name(&record, steps[STEPS - 1].name);
	assert_true(store_history(s->store, id, tell, &told, NULL));
	assert_int_equal(told.edits, STEPS + 1);
	assert_int_equal(told.back, 3);		/* the clock did jump */
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	record_release(&record);
}

static void test_within_a_session(void **state)
{
	work(*state, false);
}

static void test_between_sessions(void **state)
{
	work(*state, true);
}

/* Undo takes back the last, whatever its time. */
static void test_undo(void **state)
{
	struct scratch *s = *state;
	struct record record;
	struct changes changes;
	int64_t seq;

	jump = 0;
	scratch_case(s->store, &record, "Birgit");
	jump = -YEAR;
	seq = scratch_set(s->store, &record, KEY_CITIZEN_NAME, "Birte");
	jump = YEAR;
	assert_true(store_undo(s->store, &record, seq, &changes, NULL));
	assert_true(scratch_act(s->store, &record, ACTION_UNDO, &changes) > seq);
	assert_name(&record, "Birgit");
	record_release(&record);
}

/* A typed text is synced in its second, and found again, though the year changes between two keys. */
static void test_typing(void **state)
{
	static const struct draft_place place = { .record = "00000000-0000-4000-8000-000000000001", .round = 1, .key = "a" };
	struct scratch *s = *state;
	struct draft *draft;
	struct draft_left *left;
	struct timespec t;
	int64_t now;
	size_t n;

	jump = 0;
	assert_true(draft_open(&draft, s->path, NULL) && draft_begin(draft, &place, "", 0, NULL));
	jump = -YEAR;
	assert_true(draft_edit(draft, 0, 0, "Hest", 4, NULL));
	jump = YEAR;
	assert_true(draft_edit(draft, 4, 0, "e", 1, NULL));
	clock_gettime(CLOCK_MONOTONIC, &t);
	now = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
	assert_in_range(draft_due(draft, now), 1, 1000);
	assert_int_equal(draft_due(draft, now + 1001), 0);
	draft_leave(draft);
	assert_true(draft_left(s->path, &left, &n, NULL));
	assert_int_equal(n, 1);
	assert_string_equal(left->text, "Heste");
	assert_true(draft_left_remove(left, NULL));
	draft_left_release(left);
	free(left);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)
		TEST(test_within_a_session),
		TEST(test_between_sessions),
		TEST(test_undo),
		TEST(test_typing),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
