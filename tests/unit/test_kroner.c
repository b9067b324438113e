/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "model/kroner.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void test_read(void **state)
{
	static const struct {
		const char *typed;
		int64_t oere;
	} cases[] = {
		{ "0", 0 }, { "7", 700 }, { "14116", 1411600 }, { "14.116", 1411600 }, { "14 116", 1411600 },
		{ "20000", 2000000 }, { "1.234.567", 123456700 }, { "999999999", 99999999900 },
		{ "14.116,50", 1411650 }, { "14116,50", 1411650 }, { "14116,5", 1411650 }, { "0,05", 5 },
		{ "14116.50", 1411650 }, { "20000,-", 2000000 }, { "20.000 kr.", 2000000 }, { "20000kr", 2000000 },
		{ "14.116,50 kr", 1411650 }, { "200 kr.", 20000 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		int64_t oere = -1;

		if (!kroner_read(cases[i].typed, &oere) || oere != cases[i].oere)
			fail_msg("“%s” is read as %ld øre", cases[i].typed, (long)oere);
	}
}

/* What could be meant in two ways, or in none, is not guessed at. */
static void test_refuse(void **state)
{
	static const char *const typed[] = {
		"", "x", "kr", "-5", "+5", ",50", "14,116", "14.5", "14.1", "14.11.", "14.1166", "1.41.16", "14116.500",
		"1411.600", "14.116.", "14.116,", "14.116,505", "1 000.000", "1000000000", "1.000.000.000", "12 kr..",
		"12 kroner", "1e5", "20000-",
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(typed); i++) {
		int64_t oere = 42;

		if (kroner_read(typed[i], &oere) || oere != 42)
			fail_msg("“%s” is read as %ld øre", typed[i], (long)oere);
	}
}

static void test_show(void **state)
{
	static const struct {
		int64_t oere;
		const char *da, *en;
	} cases[] = {
		{ 0, "0,00", "0.00" }, { 5, "0,05", "0.05" }, { 99950, "999,50", "999.50" },
		{ 100000, "1.000,00", "1000.00" }, { 1411650, "14.116,50", "14116.50" },
		{ 123456789, "1.234.567,89", "1234567.89" },
		{ INT64_MAX, "92.233.720.368.547.758,07", "92233720368547758.07" },
	};
	char out[KRONER_SIZE];

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_string_equal(kroner_show(cases[i].oere, LANG_DA, out), cases[i].da);
		assert_string_equal(kroner_show(cases[i].oere, LANG_EN, out), cases[i].en);
	}
}

static void test_share(void **state)
{
	(void)state;
	assert_int_equal(kroner_share(1411600, 30), 423480);
	assert_int_equal(kroner_share(588400, 55), 323620);
	assert_int_equal(kroner_share(1, 30), 0);
	assert_int_equal(kroner_share(1, 49), 0);
	assert_int_equal(kroner_share(1, 50), 1);
	assert_int_equal(kroner_share(3, 50), 2);
	assert_int_equal(kroner_share(1234567, 0), 0);
	assert_int_equal(kroner_share(1234567, 100), 1234567);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_refuse),
		cmocka_unit_test(test_show),
		cmocka_unit_test(test_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
