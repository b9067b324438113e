/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>

#include "scratch.h"
#include "store/backup.h"
#include "store/ballast.h"
#include "store/keeper.h"

static int setup(void **state)
{
	struct record record;

	scratch_setup(state);
	scratch_case(((struct scratch *)*state)->store, &record, "Birgit");
	record_release(&record);
	return 0;
}

/* Waits until it is done; a minute is for a machine that does much else. */
static struct error result(struct keeper *keeper)
{
	struct pollfd fd = { .fd = keeper_fd(keeper), .events = POLLIN };
	struct error e = { 0 };

	assert_int_equal(poll(&fd, 1, 60000), 1);
	assert_true(keeper_done(keeper, &e));
	return e;
}

static void test_keeps(void **state)
{
	struct scratch *s = *state;
	struct keeper *keeper = keeper_start(s->path, scratch_today);

	assert_non_null(keeper);
	assert_int_equal(result(keeper).kind, ERROR_NONE);
	keeper_stop(keeper);
	assert_true(backup_is_daily(s->path, scratch_today));
	assert_true(ballast_is(s->path));
	assert_null(keeper_start(s->path, scratch_today));
}

/* The base stays usable while it works. */
static void test_beside_work(void **state)
{
	struct scratch *s = *state;
	struct keeper *keeper = keeper_start(s->path, scratch_today);
	struct record record;

	for (int i = 0; i < 20; i++) {
		scratch_case(s->store, &record, "Anna");
		record_release(&record);
	}
	assert_int_equal(result(keeper).kind, ERROR_NONE);
	keeper_stop(keeper);
	assert_int_equal(scratch_int(s, "SELECT count(*) FROM record"), 21);
}

static void test_tells_damage(void **state)
{
	struct scratch *s = *state;
	struct keeper *keeper;

	scratch_sql(s, "UPDATE version SET value = 'Bodil' WHERE value = 'Birgit'");
	keeper = keeper_start(s->path, scratch_today);
	assert_int_equal(result(keeper).kind, ERROR_BASE);
	keeper_stop(keeper);
	assert_false(backup_is_daily(s->path, scratch_today));
}

/* Told to stop it leaves no half copy, however far it was. */
static void test_stops(void **state)
{
	struct scratch *s = *state;

	keeper_stop(keeper_start(s->path, scratch_today));
	assert_int_equal(store_verify(s->store, NULL, NULL, NULL), 0);
	if (backup_is_daily(s->path, scratch_today))
		return;
	assert_true(backup_daily(s->path, scratch_today, NULL, NULL));
	keeper_stop(NULL);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_keeps),
		TEST(test_beside_work),
		TEST(test_tells_damage),
		TEST(test_stops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
