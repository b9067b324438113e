/* SPDX-License-Identifier: EUPL-1.2 */
/* What is said of troubles, which of several, and when they are over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <libintl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "../unit/scratch.h"
#include "base/utf8.h"
#include "store/ballast.h"
#include "store/store_internal.h"
#include "tui/app.h"

#define LINE 78			/* columns above the bar of a terminal of 80 */

/* In place of the C library's. */
static unsigned long room = 1UL << 40;
int statvfs(const char *restrict path, struct statvfs *restrict out)
{
	(void)path;
	*out = (struct statvfs){.f_frsize = 1, .f_bavail = room};
	return 0;
}

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

static void fits(void)
{
	if (*said() == '\0' || utf8_width(said()) > LINE || strchr(said(), '%') != NULL)
		fail_msg("%d columns: %s", utf8_width(said()), said());
}

static const struct {
	enum error_kind kind;
	const char *says;
} kinds[] = {
	{ERROR_FULL, "the disk is full"}, {ERROR_RIGHTS, "no write access to "}, {ERROR_LIMIT, "file size limit"},
	{ERROR_IO, "the disk fails"}, {ERROR_FILE, "does not take it"},
};

/* However deep the folder lies in which nobody may write: its end is told. */
static void each_fits(bool english)
{
	static const enum trouble why[] = {TROUBLE_UNLOGGED, TROUBLE_UNSAVED, TROUBLE_LOGLESS};
	struct error e = {.where = "/home/somebody/with/a/long/name/.local/share/indstil/indstil.db"};
	for (int i = 0; i < TROUBLE_COUNT; i++) {
		if (i == TROUBLE_UNLOGGED || i == TROUBLE_UNSAVED || i == TROUBLE_LOGLESS)
			continue;
		trouble_begins(&app, (enum trouble)i, "the name of a question");
		fits();
		trouble_ends(&app, (enum trouble)i);
		assert_string_equal(said(), "");
	}
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		for (size_t i = 0; i < sizeof why / sizeof *why; i++) {
			e.kind = kinds[k].kind;
			trouble_because(&app, why[i], &e);
			fits();
			assert_true(!english || strstr(said(), kinds[k].says) != NULL);
			assert_true(e.kind != ERROR_RIGHTS || strstr(said(), "indstil. ") != NULL);
			trouble_ends(&app, why[i]);
			app.troubles.there[TROUBLE_UNSAVED] = true;
			trouble_because(&app, TROUBLE_UNLOGGED, &e);
			fits();
			trouble_ends(&app, TROUBLE_UNLOGGED);
			trouble_ends(&app, TROUBLE_UNSAVED);
		}
}

static void test_each_fits_its_line(void **state)
{
	begin(*state);
	each_fits(true);
	setenv("LANGUAGE", "da", 1);
	setlocale(LC_MESSAGES, "C.UTF-8");
	bindtextdomain("indstil", getenv("INDSTIL_LOCALEDIR"));
	bind_textdomain_codeset("indstil", "UTF-8");
	textdomain("indstil");
	trouble_begins(&app, TROUBLE_GONE, NULL);
	assert_non_null(strstr(said(), "Basen er væk"));
	trouble_ends(&app, TROUBLE_GONE);
	each_fits(false);
	setlocale(LC_MESSAGES, "C");
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

/* What is typed, and what would be; and each is over once the log takes it. */
static void test_what_went_wrong_lasts(void **state)
{
	begin(*state);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct error e = {.kind = kinds[i].kind, .where = "base.db"};
		app.drafting = false;
		app_logged(&app, &e);
		assert_non_null(strstr(said(), "Do not type yet: "));
		assert_non_null(strstr(said(), kinds[i].says));
		app.drafting = true;
		app_logged(&app, &e);
		assert_non_null(strstr(said(), "Not safe yet: "));
		app_logged(&app, NULL);
		assert_string_equal(said(), "");
	}
	struct error damaged = {.kind = ERROR_BASE, .where = "/somewhere/long/base.db", .what = "is damaged"};
	app_say_error(&app, &damaged);
	assert_string_equal(said(), "✗ base.db: is damaged");
	app.message[0] = '\0';
	assert_non_null(strstr(said(), "The base is damaged"));
}

/* A text that is typed stays unsaved; of a choice nothing is left but that it was not made. */
static void test_only_what_is_typed_is_unsaved(void **state)
{
	struct error full = {.kind = ERROR_FULL, .where = "base.db"};
	begin(*state);
	app_refused(&app, &full);
	assert_string_equal(said(), "✗ Nothing was changed: the disk is full. Ask IT for room, then do it again.");
	assert_false(app.troubles.there[TROUBLE_UNSAVED]);
	app.message[0] = '\0';
	app.drafting = true;
	app_refused(&app, &full);
	assert_string_equal(said(), "✗ Only in the draft: the disk is full. Ask IT for room, then press Tab.");
	trouble_ends(&app, TROUBLE_UNSAVED);
	app_logged(&app, &full);
	assert_string_equal(said(), "✗ Not safe yet: the disk is full. Ask IT for room; Tab tries to save it.");
	app_refused(&app, &full);
	assert_string_equal(said(), "✗ Not saved: the disk is full. Ask IT for room, then press Tab.");
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
	assert_true(trouble_passes(&app));
	assert_string_equal(said(), "");
	assert_false(trouble_passes(&app));
	assert_true(ballast_is(s->path));
}

/* A session that finds no room for one says so, until there is. */
static void test_without_room_for_a_reserve_that_is_said(void **state)
{
	struct scratch *s = *state;
	begin(s);
	room = BALLAST_SIZE * 2;
	trouble_look(&app);
	assert_non_null(strstr(said(), "as good as full"));
	assert_false(trouble_passes(&app));
	room = BALLAST_SIZE * 20;
	assert_true(trouble_passes(&app));
	assert_string_equal(said(), "");
	assert_true(ballast_is(s->path));
}

/* Room is not what it lacks. */
static void test_a_limit_is_not_called_a_full_disk(void **state)
{
	struct rlimit old, small;
	begin(*state);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small = (struct rlimit){BALLAST_SIZE / 2, old.rlim_max};
	setrlimit(RLIMIT_FSIZE, &small);
	trouble_look(&app);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_string_equal(said(), "");
}

static void test_a_base_that_is_gone_is_not_called_another(void **state)
{
	struct scratch *s = *state;
	char away[200];
	begin(s);
	snprintf(away, sizeof away, "%s.away", s->path);
	assert_int_equal(rename(s->path, away), 0);
	trouble_look(&app);
	assert_non_null(strstr(said(), "The base is gone from its place"));
	assert_true(trouble_locks(&app, NULL));
	assert_int_equal(rename(away, s->path), 0);
	trouble_look(&app);
	assert_string_equal(said(), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)
		TEST(test_each_fits_its_line),
		TEST(test_the_worst_is_said),
		TEST(test_what_went_wrong_lasts),
		TEST(test_only_what_is_typed_is_unsaved),
		TEST(test_the_reserve_is_said_to_be_in_use),
		TEST(test_without_room_for_a_reserve_that_is_said),
		TEST(test_a_limit_is_not_called_a_full_disk),
		TEST(test_a_base_that_is_gone_is_not_called_another),
#undef TEST
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
