/* SPDX-License-Identifier: EUPL-1.2 */
/* What is said of troubles, which of several, and when they are over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "../unit/scratch.h"
#include "base/utf8.h"
#include "store/ballast.h"
#include "store/store_internal.h"
#include "tui/app.h"

#define LINE 78			/* columns above the bar of a terminal of 80 */

static struct app app;
static struct desk desk;

static void begin(struct scratch *s)
{
	app = (struct app){.desk = &desk};
	desk = (struct desk){.store = s->store};
}

static const char *said(void)
{
	enum style style;
	const char *line = app_said(&app, &style);
	return line != NULL ? line : "";
}

static void test_each_fits_its_line(void **state)
{
	begin(*state);
	for (int i = 0; i < TROUBLE_COUNT; i++) {
		trouble_begins(&app, (enum trouble)i, "the disk does not take it");
		if (*said() == '\0' || utf8_width(said()) > LINE || strchr(said(), '%') != NULL)
			fail_msg("%d columns: %s", utf8_width(said()), said());
		trouble_ends(&app, (enum trouble)i);
		assert_string_equal(said(), "");
	}
}

static void test_the_worst_is_said(void **state)
{
	begin(*state);
	for (int i = TROUBLE_COUNT; i-- > 0;) {
		trouble_begins(&app, (enum trouble)i, "so");
		assert_string_equal(said(), app.troubles.line[i]);
	}
	app_say(&app, STYLE_OK, "%s", "done");
	assert_string_equal(said(), "done");
}

static void test_what_went_wrong_lasts(void **state)
{
	static const struct {
		enum error_kind kind;
		const char *says;
	} kinds[] = {{ERROR_FULL, "the disk is full"}, {ERROR_IO, "the disk fails"}, {ERROR_FILE, "does not take it"}};
	begin(*state);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct error e = {.kind = kinds[i].kind};
		app_logged(&app, &e);
		assert_non_null(strstr(said(), kinds[i].says));
	}
	app_logged(&app, NULL);
	assert_string_equal(said(), "");
	struct error damaged = {.kind = ERROR_BASE, .where = "/somewhere/long/base.db", .what = "is damaged"};
	app_say_error(&app, &damaged);
	assert_string_equal(said(), "✗ base.db: is damaged");
	app.message[0] = '\0';
	assert_non_null(strstr(said(), "The base is damaged"));
}

/* The reserve: given up for a write that finds no room, said while it is, and taken back where there is room again. */
static void test_the_reserve_is_said_to_be_in_use(void **state)
{
	struct scratch *s = *state;
	struct rlimit old, small;
	begin(s);
	assert_true(ballast_lay(s->path));
	trouble_look(&app);
	assert_string_equal(said(), "");
	assert_true(db_exec(&s->store->db, "PRAGMA max_page_count=1", NULL));
	char long_text[20000];
	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	struct record record;
	struct changes changes = {0};
	record_init(&record);
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, long_text);
	assert_true(store_act(s->store, &record, ACTION_CREATE, &changes, NULL, NULL, scratch_today, NULL, NULL, NULL));
	assert_false(ballast_is(s->path));
	changes_release(&changes);
	record_release(&record);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small = (struct rlimit){BALLAST_SIZE / 2, old.rlim_max};
	setrlimit(RLIMIT_FSIZE, &small);
	trouble_look(&app);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_non_null(strstr(said(), "the reserve is in use"));
	trouble_look(&app);
	assert_string_equal(said(), "");
	assert_true(ballast_is(s->path));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)
		TEST(test_each_fits_its_line),
		TEST(test_the_worst_is_said),
		TEST(test_what_went_wrong_lasts),
		TEST(test_the_reserve_is_said_to_be_in_use),
#undef TEST
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
