/* SPDX-License-Identifier: EUPL-1.2 */
/* No number here can belong to anybody alive: they are of 1858 to 2036, replacement numbers, or none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "model/cpr.h"

static const struct date today = { 2026, 3, 1 };

static struct cpr read_good(const char *typed)
{
	struct cpr cpr;
	struct error e;

	if (!cpr_read(typed, today, &cpr, &e))
		fail_msg("%s: %s", typed, e.what);
	return cpr;
}

static void assert_born(struct date d, int year, int month, int day)
{
	assert_int_equal(d.year, year);
	assert_int_equal(d.month, month);
	assert_int_equal(d.day, day);
}

static void test_good(void **state)
{
	struct cpr cpr = read_good("0101585018");

	(void)state;
	assert_string_equal(cpr.digits, "0101585018");
	assert_born(cpr.born, 1858, 1, 1);
	assert_true(cpr.modulus);
	assert_false(cpr.replacement);
	assert_born(read_good("1111111118").born, 1911, 11, 11);
}

static void test_separators(void **state)
{
	(void)state;
	assert_string_equal(read_good("010158-5018").digits, "0101585018");
	assert_string_equal(read_good("010158 5018").digits, "0101585018");
}

static void test_modulus_is_a_hint(void **state)
{
	(void)state;
	assert_false(read_good("0101585001").modulus);
	assert_true(read_good("1111111118").modulus);
}

static void test_replacement(void **state)
{
	struct cpr cpr = read_good("6101585018");

	(void)state;
	assert_true(cpr.replacement);
	assert_born(cpr.born, 1858, 1, 1);
	assert_true(read_good("9101585018").replacement);
	assert_born(read_good("9101585018").born, 1858, 1, 31);
	assert_false(read_good("3101585018").replacement);
}

/* The table of law.md 7: for digit seven, the century of each of three spans of years. */
static void test_centuries(void **state)
{
	static const int years[] = { 0, 36, 37, 57, 58, 99 };
	static const int centuries[10][6] = {
		{ 1900, 1900, 1900, 1900, 1900, 1900 }, { 1900, 1900, 1900, 1900, 1900, 1900 },
		{ 1900, 1900, 1900, 1900, 1900, 1900 }, { 1900, 1900, 1900, 1900, 1900, 1900 },
		{ 2000, 2000, 1900, 1900, 1900, 1900 },
		{ 2000, 2000, 2000, 2000, 1800, 1800 }, { 2000, 2000, 2000, 2000, 1800, 1800 },
		{ 2000, 2000, 2000, 2000, 1800, 1800 }, { 2000, 2000, 2000, 2000, 1800, 1800 },
		{ 2000, 2000, 1900, 1900, 1900, 1900 },
	};
	const struct date late = { 2100, 1, 1 };

	(void)state;
	for (int seventh = 0; seventh < 10; seventh++) {
		for (size_t i = 0; i < 6; i++) {
			char typed[32];
			struct cpr cpr;

			snprintf(typed, sizeof typed, "6101%02d%d000", years[i], seventh);
			assert_true(cpr_read(typed, late, &cpr, NULL));
			assert_int_equal(cpr.born.year, centuries[seventh][i] + years[i]);
		}
	}
}

static void test_leap_years(void **state)
{
	struct cpr cpr;

	(void)state;
	assert_born(read_good("8902004000").born, 2000, 2, 29);
	assert_born(read_good("8902601000").born, 1960, 2, 29);
	assert_false(cpr_read("8902001000", today, &cpr, NULL));	/* 1900 was none */
	assert_false(cpr_read("8902611000", today, &cpr, NULL));
}

static void test_future(void **state)
{
	struct cpr cpr;
	struct error e;

	(void)state;
	assert_false(cpr_read("3112369006", today, &cpr, &e));
	assert_non_null(strstr(e.what, "future"));
	assert_true(cpr_read("3112369006", (struct date){ 2036, 12, 31 }, &cpr, NULL));
	assert_false(cpr_read("3112369006", (struct date){ 2036, 12, 30 }, &cpr, NULL));
}

static void test_mistakes(void **state)
{
	static const struct {
		const char *typed, *message;
	} mistakes[] = {
		{ "", "this one has 0" },
		{ "1", "this one has 1" },
		{ "010158501", "this one has 9" },
		{ "01015850181", "this one has 11" },
		{ "01015850180101585018", "this one has 20" },
		{ "010158-501a", "nothing else" },
		{ "010158/5018", "nothing else" },
		{ "ingen", "nothing else" },
		{ "01-0158-5018", "sixth" },
		{ "01-01585018", "sixth" },
		{ "010158--5018", "sixth" },
		{ " 0101585018", "sixth" },
		{ "0101585018-", "sixth" },
		{ "0001585018", "first two digits" },
		{ "3201585018", "first two digits" },
		{ "6001585018", "first two digits" },
		{ "9201585018", "first two digits" },
		{ "0100585018", "third and fourth" },
		{ "0113585018", "third and fourth" },
		{ "3102585018", "only 28 days" },
		{ "9102585018", "only 28 days" },
		{ "9002601000", "only 29 days" },
		{ "3104585018", "only 30 days" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct cpr cpr = { .digits = "untouched" };
		struct error e = { 0 };

		assert_false(cpr_read(mistakes[i].typed, today, &cpr, &e));
		assert_int_equal(e.kind, ERROR_USAGE);
		if (!strstr(e.what, mistakes[i].message))
			fail_msg("%s: %s", mistakes[i].typed, e.what);
		assert_string_equal(cpr.digits, "untouched");
	}
}

static void test_shown(void **state)
{
	char out[12];

	(void)state;
	cpr_shown("0101585018", out);
	assert_string_equal(out, "010158-5018");
	cpr_masked("0101585018", out);
	assert_string_equal(out, "010158-xxxx");
}

static void test_mask_of_drafts(void **state)
{
	static const char *const drafts[] = { "", "010158-5018", "01015850", "01015850188", "Hansen" };
	char out[12];

	(void)state;
	for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++) {
		cpr_masked(drafts[i], out);
		assert_string_equal(out, "xxxxxx-xxxx");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_separators),
		cmocka_unit_test(test_modulus_is_a_hint),
		cmocka_unit_test(test_replacement),
		cmocka_unit_test(test_centuries),
		cmocka_unit_test(test_leap_years),
		cmocka_unit_test(test_future),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_shown),
		cmocka_unit_test(test_mask_of_drafts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
