/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scratch.h"

/* The names of a page, with spaces between; "?" where there is none. */
static const char *page(struct scratch *s, const char *find, const struct list_place *from, bool back,
    int max, bool *more)
{
	static char names[4096];
	struct case_row rows[64];
	struct error e = { 0 };
	int n = store_list(s->store, find, from, back, rows, max, more, &e);

	names[0] = '\0';
	if (n < 0)
		fail_msg("%s", e.what);
	for (int i = 0; i < n; i++) {
		if (i > 0)
			strcat(names, ", ");
		strcat(names, rows[i].name ? rows[i].name : "?");
		case_row_release(&rows[i]);
	}
	return names;
}

static const char *found(struct scratch *s, const char *find)
{
	return page(s, find, NULL, false, 64, NULL);
}

static void add(struct scratch *s, const char *name)
{
	struct record r;

	scratch_case(s->store, &r, name);
	record_release(&r);
}

static void test_order(void **state)
{
	static const char *const names[] = {
		"Østergaard", "Zebra", "Aagaard", NULL, "Ærø", "anders", "Bent", "Ågård"
	};
	struct scratch *s = *state;

	assert_string_equal(found(s, NULL), "");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		add(s, names[i]);
	assert_string_equal(found(s, ""), "anders, Bent, Zebra, Ærø, Østergaard, Ågård, Aagaard, ?");
	assert_int_equal(store_count(s->store, NULL, 100, NULL), 8);
	assert_int_equal(store_count(s->store, NULL, 5, NULL), 5);
}

static void place_of(struct scratch *s, const char *find, struct list_place *place)
{
	struct case_row row;

	assert_int_equal(store_list(s->store, find, NULL, false, &row, 1, NULL, NULL), 1);
	assert_true(store_place(s->store, row.id, place, NULL));
	case_row_release(&row);
}

static void test_paging(void **state)
{
	struct scratch *s = *state;
	struct list_place place;
	char name[] = "Anna A";
	bool more;

	for (char c = 'a'; c <= 'j'; c++) {
		name[5] = c;
		add(s, name);
	}
	assert_string_equal(page(s, NULL, NULL, false, 3, &more), "Anna a, Anna b, Anna c");
	assert_true(more);
	assert_string_equal(page(s, NULL, NULL, true, 3, &more), "Anna h, Anna i, Anna j");
	assert_true(more);
	page(s, NULL, NULL, false, 10, &more);
	assert_false(more);

	place_of(s, "e", &place);
	assert_string_equal(page(s, NULL, &place, false, 3, &more), "Anna f, Anna g, Anna h");
	assert_true(more);
	assert_string_equal(page(s, "anna", &place, true, 3, &more), "Anna b, Anna c, Anna d");
	assert_true(more);
	assert_string_equal(page(s, NULL, &place, true, 4, &more), "Anna a, Anna b, Anna c, Anna d");
	assert_false(more);
	assert_string_equal(page(s, NULL, &place, false, 6, &more), "Anna f, Anna g, Anna h, Anna i, Anna j");
	assert_false(more);
	free(place.sort);
}

/* Cases of the same name are told apart by their place all the same. */
static void test_same_names(void **state)
{
	struct scratch *s = *state;
	struct list_place place = { 0 };
	struct case_row row;
	bool more = true;
	int n = 0;

	for (int i = 0; i < 5; i++)
		add(s, i < 3 ? "Jens Jensen" : NULL);
	while (more) {
		assert_int_equal(store_list(s->store, NULL, n ? &place : NULL, false, &row, 1, &more, NULL),
		    1);
		free(place.sort);
		assert_true(store_place(s->store, row.id, &place, NULL));
		case_row_release(&row);
		n++;
	}
	free(place.sort);
	assert_int_equal(n, 5);
}

static void test_find(void **state)
{
	struct scratch *s = *state;
	struct record r;
	struct changes changes = { 0 };

	add(s, "Anders Jensen");
	add(s, "Jens Østergaard");
	scratch_case(s->store, &r, "Anne-Marie Holm");
	changes_add(&changes, 1, KEY_CITIZEN_CPR, 0, "0101585018");
	changes_add(&changes, 0, KEY_CASE_CASEWORKER, 0, "Lis Ågård");
	changes_add(&changes, 0, KEY_CASE_NUMBER, 0, "2017-0014");
	changes_add(&changes, 0, KEY_CASE_OLD_NUMBER, 0, "2015-0777");
	scratch_act(s->store, &r, ACTION_EDIT, &changes);

	assert_string_equal(found(s, "jens"), "Anders Jensen, Jens Østergaard");
	assert_string_equal(found(s, "øster"), "Jens Østergaard");
	assert_string_equal(found(s, "ØSTER jens"), "Jens Østergaard");
	assert_string_equal(found(s, " jens   and "), "Anders Jensen");
	assert_string_equal(found(s, "ensen"), "");
	assert_string_equal(found(s, "jens x"), "");
	assert_string_equal(found(s, "%"), "");
	assert_string_equal(found(s, "an"), "Anders Jensen, Anne-Marie Holm");
	assert_string_equal(found(s, "marie"), "Anne-Marie Holm");
	assert_string_equal(found(s, "anne-m"), "Anne-Marie Holm");
	assert_string_equal(found(s, "010158"), "Anne-Marie Holm");
	assert_string_equal(found(s, "010158-50"), "Anne-Marie Holm");
	assert_string_equal(found(s, "0101585018"), "Anne-Marie Holm");
	assert_string_equal(found(s, "2017-0"), "Anne-Marie Holm");
	assert_string_equal(found(s, "0014"), "Anne-Marie Holm");
	assert_string_equal(found(s, "14"), "Anne-Marie Holm");
	assert_string_equal(found(s, "777"), "Anne-Marie Holm");
	assert_string_equal(found(s, "ågård lis"), "Anne-Marie Holm");
	assert_int_equal(store_count(s->store, "jens", 100, NULL), 2);
	assert_int_equal(store_count(s->store, "jens", 1, NULL), 1);
	assert_int_equal(store_count(s->store, "jens x", 100, NULL), 0);

	/* Words that are no longer there no longer find it. */
	scratch_set(s->store, &r, KEY_CITIZEN_NAME, "Karen Holm");
	assert_string_equal(found(s, "marie"), "");
	assert_string_equal(found(s, "holm"), "Karen Holm");
	record_release(&r);
}

static void test_row(void **state)
{
	struct scratch *s = *state;
	struct readiness readiness = { 1, 2, 3, 4, 5, 6, "2013-2021", { 2026, 5, 1 } };
	struct changes changes = { 0 };
	struct case_row row;
	struct record r;

	scratch_case(s->store, &r, "Birgit Prøvesen");
	changes_add(&changes, 1, KEY_CITIZEN_CPR, 0, "0703801234");
	changes_add(&changes, 0, KEY_CASE_CASEWORKER, 0, "L. Holm");
	changes_add(&changes, 1, KEY_CASE_STAGE, 0, "scheduled");
	changes_add(&changes, 1, KEY_MEETING_DATE, 0, "2026-06-09");
	assert_true(store_act(s->store, &r, ACTION_EDIT, &changes, NULL, &readiness, scratch_today, NULL,
	    NULL, NULL));
	changes_release(&changes);
	assert_int_equal(store_list(s->store, NULL, NULL, false, &row, 1, NULL, NULL), 1);
	assert_true(row.id == r.id);
	assert_string_equal(row.number, "2026-0001");
	assert_string_equal(row.name, "Birgit Prøvesen");
	assert_string_equal(row.caseworker, "L. Holm");
	assert_int_equal(row.stage, STAGE_SCHEDULED);
	assert_int_equal(date_compare(row.born, (struct date){ 1980, 3, 7 }), 0);
	assert_int_equal(date_compare(row.meeting, (struct date){ 2026, 6, 9 }), 0);
	assert_memory_equal(&row.readiness.blocks, &readiness.blocks, 6 * sizeof(int));
	assert_string_equal(row.readiness.pack, "2013-2021");
	assert_int_equal(date_compare(row.readiness.as_of, readiness.as_of), 0);
	case_row_release(&row);

	/*
	 * A new round: another meeting and stage, the same person; the readiness stays
	 * with the row under another name.
	 */
	changes_add(&changes, 2, KEY_CASE_STAGE, 0, "ready");
	scratch_act(s->store, &r, ACTION_ROUND, &changes);
	scratch_set(s->store, &r, KEY_CITIZEN_NAME, "Anna Prøvesen");
	assert_int_equal(store_list(s->store, NULL, NULL, false, &row, 1, NULL, NULL), 1);
	assert_string_equal(row.name, "Anna Prøvesen");
	assert_int_equal(row.stage, STAGE_READY);
	assert_int_equal(row.meeting.year, 0);
	assert_int_equal(row.born.year, 1980);
	assert_int_equal(row.readiness.unknowns, 4);
	case_row_release(&row);
	record_release(&r);
}

static void test_drafts_in_row(void **state)
{
	struct scratch *s = *state;
	struct case_row row;
	struct record r;

	scratch_case(s->store, &r, "A");
	scratch_set(s->store, &r, KEY_CITIZEN_CPR, "010158-50?");
	scratch_set(s->store, &r, KEY_MEETING_DATE, "soon");
	scratch_set(s->store, &r, KEY_CASE_STAGE, "nowhere");
	assert_int_equal(store_list(s->store, "010158", NULL, false, &row, 1, NULL, NULL), 1);
	assert_int_equal(row.born.year, 0);
	assert_int_equal(row.meeting.year, 0);
	assert_int_equal(row.stage, STAGE_DRAFT);
	case_row_release(&row);
	scratch_set(s->store, &r, KEY_CITIZEN_BORN, "1971-02-03");
	assert_int_equal(store_list(s->store, NULL, NULL, false, &row, 1, NULL, NULL), 1);
	assert_int_equal(row.born.year, 1971);
	case_row_release(&row);
	record_release(&r);
}

/* Many cases, so that search goes both its ways; each answer is held against a plain look at all names. */

#define MANY 3000

static const char *const first[] = { "Anne", "Bo", "Carl", "Dorte", "Erik", "Åse", "Vibeke", "Jens" };
static const char *const second[] = { "Jensen", "Holm", "Vestergaard", "Ågård", "Bæk", "Annesen", "Xu" };

static void many(struct scratch *s)
{
	char name[64];

	assert_true(store_begin(s->store, NULL));
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "%s %s%s", first[i % 8], second[i / 8 % 7],
		    i % 500 == 7 ? " Sjælden" : "");
		add(s, name);
	}
	assert_true(store_end(s->store, true, NULL));
}

static bool begins(const char *name, const char *word)
{
	for (const char *p = name; p != NULL; p = strchr(p, ' ') ? strchr(p, ' ') + 1 : NULL)
		if (strncasecmp(p, word, strlen(word)) == 0)
			return true;
	return false;
}

/* All that match, in list order: read without a search and looked at one by one. */
static int plain(struct scratch *s, const char *a, const char *b, int64_t *ids)
{
	static struct case_row rows[MANY];
	int n = store_list(s->store, NULL, NULL, false, rows, MANY, NULL, NULL), kept = 0;

	assert_int_equal(n, MANY);
	for (int i = 0; i < n; i++) {
		if (begins(rows[i].name, a) && begins(rows[i].name, b))
			ids[kept++] = rows[i].id;
		case_row_release(&rows[i]);
	}
	return kept;
}

/* Pages through all that is found, forwards or backwards. */
static int paged(struct scratch *s, const char *find, bool back, int64_t *ids)
{
	struct list_place place = { 0 };
	struct case_row rows[20];
	bool more = true;
	int n, all = 0;

	while (more) {
		n = store_list(s->store, find, place.sort ? &place : NULL, back, rows, 20, &more, NULL);
		assert_true(n >= 0);
		free(place.sort);
		place.sort = NULL;
		if (n > 0)
			assert_true(store_place(s->store, rows[back ? 0 : n - 1].id, &place, NULL));
		for (int i = 0; i < n; i++) {
			ids[all++] = rows[back ? n - 1 - i : i].id;
			case_row_release(&rows[back ? n - 1 - i : i]);
		}
	}
	free(place.sort);
	return all;
}

static void test_both_ways(void **state)
{
	static const char *const finds[][2] = {
		{ "a", "" }, { "v", "" }, { "vi", "" }, { "Å", "" }, { "Åse", "" }, { "Å", "v" },
		{ "bo", "" }, { "xu", "" }, { "xu", "bo" }, { "sj", "" }, { "s", "c" }, { "bo", "j" },
		{ "anne", "annesen" }, { "jens", "jensen" }, { "q", "" }, { "v", "q" },
	};
	static int64_t expected[MANY], ids[MANY];
	struct scratch *s = *state;
	char find[64];

	many(s);
	for (size_t i = 0; i < sizeof finds / sizeof *finds; i++) {
		int n = plain(s, finds[i][0], finds[i][1], expected);

		snprintf(find, sizeof find, "%s %s", finds[i][0], finds[i][1]);
		assert_int_equal(store_count(s->store, find, MANY, NULL), n);
		assert_int_equal(paged(s, find, false, ids), n);
		assert_memory_equal(ids, expected, (size_t)n * sizeof *ids);
		assert_int_equal(paged(s, find, true, ids), n);
		for (int j = 0; j < n; j++)
			assert_true(ids[j] == expected[n - 1 - j]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)
		TEST(test_order),
		TEST(test_paging),
		TEST(test_same_names),
		TEST(test_find),
		TEST(test_row),
		TEST(test_drafts_in_row),
		TEST(test_both_ways),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
