/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "model/stage.h"

/* SPEC 2: every step there is, so that all others are known to be none. */
static const struct {
	enum stage from, to;
} steps[] = {
	{ STAGE_DRAFT, STAGE_READY },
	{ STAGE_READY, STAGE_SCHEDULED },
	{ STAGE_SCHEDULED, STAGE_RECOMMENDED },
	{ STAGE_RECOMMENDED, STAGE_DECIDED },
	{ STAGE_DECIDED, STAGE_RUNNING },
	{ STAGE_RUNNING, STAGE_CLOSED },
	{ STAGE_SCHEDULED, STAGE_RETURNED },
	{ STAGE_RETURNED, STAGE_DRAFT },
	{ STAGE_RECOMMENDED, STAGE_RESUBMITTED },
	{ STAGE_RESUBMITTED, STAGE_SCHEDULED },
	{ STAGE_DRAFT, STAGE_CLOSED },
	{ STAGE_DECIDED, STAGE_CLOSED },
};

static bool listed(enum stage from, enum stage to)
{
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (steps[i].from == from && steps[i].to == to)
			return true;
	return false;
}

static void test_steps(void **state)
{
	(void)state;
	for (enum stage from = 0; from < STAGE_COUNT; from++) {
		for (enum stage to = 0; to < STAGE_COUNT; to++) {
			assert_int_equal(stage_step(from, to), listed(from, to));
			assert_int_equal(stage_back(to, from), listed(from, to));
		}
	}
}

static void test_straight_way(void **state)
{
	static const char *const way[] = {
		"draft", "ready", "scheduled", "recommended", "decided", "running", "closed"
	};
	enum stage stage = STAGE_DRAFT;

	(void)state;
	for (int rank = 0; rank < 7; rank++) {
		assert_string_equal(stage_code(stage), way[rank]);
		assert_int_equal(stage_rank(stage), rank);
		stage = stage_next(stage);
	}
	assert_int_equal(stage, STAGE_CLOSED);
}

static void test_side_ways(void **state)
{
	(void)state;
	assert_int_equal(stage_next(STAGE_RETURNED), STAGE_DRAFT);
	assert_int_equal(stage_rank(STAGE_RETURNED), stage_rank(STAGE_DRAFT));
	assert_int_equal(stage_next(STAGE_RESUBMITTED), STAGE_SCHEDULED);
	assert_int_equal(stage_rank(STAGE_RESUBMITTED), stage_rank(STAGE_SCHEDULED));
}

static void test_next_is_a_step(void **state)
{
	(void)state;
	for (enum stage stage = 0; stage < STAGE_CLOSED; stage++)
		assert_true(stage_step(stage, stage_next(stage)));
}

static void test_codes(void **state)
{
	(void)state;
	for (enum stage stage = 0; stage < STAGE_COUNT; stage++) {
		enum stage found = STAGE_COUNT;

		assert_true(stage_by_code(stage_code(stage), &found));
		assert_int_equal(found, stage);
		assert_true(strlen(stage_name(stage)) > 0);
	}
}

static void test_unknown_code(void **state)
{
	static const char *const codes[] = { "", "Draft", "drafts", "draf", "none" };
	enum stage stage = STAGE_DECIDED;

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		assert_false(stage_by_code(codes[i], &stage));
	assert_int_equal(stage, STAGE_DECIDED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_straight_way),
		cmocka_unit_test(test_side_ways),
		cmocka_unit_test(test_next_is_a_step),
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_unknown_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
