/* SPDX-License-Identifier: EUPL-1.2 */
/* Dates: reading, writing, arithmetic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"

static const struct date today = { 2017, 3, 14 };

static struct date stored(const char *s)
{
	struct date d;

	if (!date_read_stored(s, &d))
		fail_msg("no stored date: %s", s);
	return d;
}

static void assert_date(struct date d, const char *expected)
{
	char out[DATE_SIZE];

	assert_string_equal(date_stored(d, out), expected);
}

static const struct typed {
	const char *typed, *expected;
} typed[] = {
	{ "1.3.17", "2017-03-01" },
	{ "01.03.17", "2017-03-01" },
	{ "01-03-2017", "2017-03-01" },
	{ "1-3-17", "2017-03-01" },
	{ "1/3 2017", "2017-03-01" },
	{ "1/3/17", "2017-03-01" },
	{ "1/3-17", "2017-03-01" },
	{ "1 3 2017", "2017-03-01" },
	{ "1. 3. 2017", "2017-03-01" },
	{ "1 . 3 . 2017", "2017-03-01" },
	{ "  1.3.17  ", "2017-03-01" },
	{ "010317", "2017-03-01" },
	{ "01032017", "2017-03-01" },
	{ "311299", "1999-12-31" },
	{ "2017-03-01", "2017-03-01" },
	{ "2017-3-1", "2017-03-01" },
	{ "2017/03/01", "2017-03-01" },
	{ "1. marts 2017", "2017-03-01" },
	{ "1. marts 17", "2017-03-01" },
	{ "1.marts.2017", "2017-03-01" },
	{ "1marts2017", "2017-03-01" },
	{ "1 March 2017", "2017-03-01" },
	{ "March 1, 2017", "2017-03-01" },
	{ "1. mar. 2017", "2017-03-01" },
	{ "1. MARTS 2017", "2017-03-01" },
	{ "30-sept-16", "2016-09-30" },
	{ "3. okt 2016", "2016-10-03" },
	{ "3 Oct 2016", "2016-10-03" },
	{ "5. maj 2016", "2016-05-05" },
	{ "5 May 2016", "2016-05-05" },
	{ "17. juni 2016", "2016-06-17" },
	{ "17 July 2016", "2016-07-17" },
	{ "24. dec. 2016", "2016-12-24" },
	{ "marts 15", "2015-03" },
	{ "marts 2015", "2015-03" },
	{ "Marts 2015", "2015-03" },
	{ "mar 15", "2015-03" },
	{ "sept. 2015", "2015-09" },
	{ "okt 2015", "2015-10" },
	{ "January 2015", "2015-01" },
	{ "februar 2015", "2015-02" },
	{ "apri 15", "2015-04" },
	{ "augus 15", "2015-08" },
	{ "3.15", "2015-03" },
	{ "3-15", "2015-03" },
	{ "03.2015", "2015-03" },
	{ "3/2015", "2015-03" },
	{ "3 2015", "2015-03" },
	{ "2015-03", "2015-03" },
	{ "2015-3", "2015-03" },
	{ "1.12", "2012-01" },		/* two numbers are a month and a year, always */
	{ "i dag", "2017-03-14" },
	{ "I DAG", "2017-03-14" },
	{ " idag ", "2017-03-14" },
	{ "today", "2017-03-14" },
	{ "29.2.2016", "2016-02-29" },
	{ "29.2.2000", "2000-02-29" },
	{ "1.1.1800", "1800-01-01" },
	{ "31.12.2199", "2199-12-31" },
};

static void test_typed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		struct date d;
		char out[DATE_SIZE];

		if (!date_read(typed[i].typed, today, &d))
			fail_msg("refused: %s", typed[i].typed);
		assert_string_equal(date_stored(d, out), typed[i].expected);
	}
}

static const char *const refused[] = {
	"", " ", ".", "1", "17", "2017", "0317", "marts", "15 marts", "2015 marts", "1. marts",
	"ma 2015", "juno 2015",
	"januari 2015", "martsen 2015", "31.2.2017", "29.2.2017", "29.2.1900", "31.4.2017",
	"31. april 2017",
	"32.1.2017", "0.1.2017", "00.01.2017", "1.0.2017", "1.13.2017", "0.2017", "13.2017", "1.3", "3.5",
	"1.3.0", "1.3.7", "1.3.0000", "1.1.1799", "1.1.2200", "12.1799", "2200-01", "1.3.117", "1.3.12017",
	"1..3.17", "1.-3.17", "-1.3.17", ".1.3.17", "1.3.17.", "1.12.", "1.3.17-", "1.3.17 kl. 10",
	"1.3.17 5",
	"1 2 3 4", "010317 1", "1 010317", "01031", "0103201", "010320177", "320117", "011317", "310217",
	"000317",
	"20170301", "1.3.17x", "x1.3.17", "1:3:17", "1_3_17", "1. marts 2017 2", "marts marts 2017",
	"1.3.marts",
	"i  dag", "dag", "i dag nu", "99999999999999999999", "1.3.99999999999999999999",
	"januar 99999999999",
	"\xc3\xa5 2017", "1.3.17\n",
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct date d = { 1, 2, 3 };

		if (date_read(refused[i], today, &d))
			fail_msg("taken: %s", refused[i]);
		assert_int_equal(d.year, 1);
		assert_int_equal(d.month, 2);
		assert_int_equal(d.day, 3);
	}
}

/* Every beginning of three letters or more, and none of two, names its month in both languages. */
static void test_month_names(void **state)
{
	(void)state;
	for (int month = 1; month <= 12; month++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			const char *name = date_month_name(month, (enum lang)lang);

			for (int n = 1; name[n - 1] != '\0'; n++) {
				char s[40];
				struct date d = { 0 };

				snprintf(s, sizeof s, "%.*s 2016", n, name);
				assert_int_equal(date_read(s, today, &d), n >= 3);
				assert_int_equal(d.month, n >= 3 ? month : 0);
			}
		}
}

static void test_two_digit_years(void **state)
{
	static const struct {
		const char *typed;
		int today, expected;
	} cases[] = {
		{ "1.1.17", 2017, 2017 }, { "1.1.36", 2017, 2036 }, { "1.1.37", 2017, 2037 },
		{ "1.1.38", 2017, 1938 }, { "1.1.00", 2017, 2000 }, { "1.1.99", 2017, 1999 },
		{ "1.1.00", 1999, 2000 }, { "1.1.19", 1999, 2019 }, { "1.1.20", 1999, 1920 },
		{ "1.1.05", 2085, 2105 }, { "1.1.06", 2085, 2006 },
		{ "12.38", 2017, 1938 }, { "maj 37", 2017, 2037 }, { "010138", 2017, 1938 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date d, now = { cases[i].today, 6, 1 };

		assert_true(date_read(cases[i].typed, now, &d));
		assert_int_equal(d.year, cases[i].expected);
	}
}

static void test_stored(void **state)
{
	static const char *const bad[] = {
		"", "2017", "2017-3-1", "2017-03-1", "2017-03-01 ", " 2017-03-01", "2017-03-001",
		"2017-02-29",
		"2017-13-01", "2017-00", "2017-13", "2017-03-00", "1799-12-31", "2200-01-01", "2017/03/01",
		"2017-03-0x", "20170301", "0000-00-00", "2017-03-", "+017-03-01",
	};
	struct date d = { 1, 2, 3 };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (date_read_stored(bad[i], &d))
			fail_msg("taken: %s", bad[i]);
	assert_int_equal(d.year, 1);
	assert_true(date_read_stored("2016-02-29", &d));
	assert_int_equal(d.year, 2016);
	assert_int_equal(d.month, 2);
	assert_int_equal(d.day, 29);
	assert_true(date_read_stored("2015-03", &d));
	assert_int_equal(d.month, 3);
	assert_int_equal(d.day, 0);
}

/* What is shown, in every form, is read as the same date. */
static void test_shown_and_read_again(void **state)
{
	char out[DATE_SIZE];
	struct date d, again;

	(void)state;
	for (long n = date_number(stored("1800-01-01")); n <= date_number(stored("2199-12-31")); n += 13) {
		d = date_from_number(n);
		assert_true(date_read(date_stored(d, out), today, &again));
		assert_memory_equal(&d, &again, sizeof d);
		assert_true(date_read_stored(out, &again));
		assert_memory_equal(&d, &again, sizeof d);
		assert_true(date_read(date_short(d, out), today, &again));
		assert_memory_equal(&d, &again, sizeof d);
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			assert_true(date_read(date_long(d, (enum lang)lang, out), today, &again));
			assert_memory_equal(&d, &again, sizeof d);
		}
	}
}

static void test_shown(void **state)
{
	char out[DATE_SIZE];
	struct date none = { 0 };

	(void)state;
	assert_string_equal(date_long(stored("2017-03-01"), LANG_DA, out), "1. marts 2017");
	assert_string_equal(date_long(stored("2017-03-01"), LANG_EN, out), "1 March 2017");
	assert_string_equal(date_long(stored("2015-03"), LANG_DA, out), "marts 2015");
	assert_string_equal(date_long(stored("2015-03"), LANG_EN, out), "March 2015");
	assert_string_equal(date_short(stored("2017-03-01"), out), "01.03.2017");
	assert_string_equal(date_short(stored("2015-03"), out), "03.2015");
	assert_string_equal(date_stored(none, out), "");
	assert_string_equal(date_short(none, out), "");
	assert_string_equal(date_long(none, LANG_DA, out), "");
}

static void test_valid(void **state)
{
	static const struct {
		struct date d;
		bool valid;
	} cases[] = {
		{ { 2017, 3, 1 }, true }, { { 2017, 3, 0 }, true }, { { 0, 0, 0 }, false },
		{ { 2017, 0, 1 }, false },
		{ { 2017, 13, 1 }, false }, { { 2017, 1, 32 }, false }, { { 2017, 1, -1 }, false },
		{ { 2100, 2, 29 }, false }, { { 2000, 2, 29 }, true }, { { 1799, 1, 1 }, false },
		{ { 1800, 1, 1 }, true }, { { 2199, 12, 31 }, true }, { { 2200, 1, 1 }, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(date_valid(cases[i].d), cases[i].valid);
	assert_int_equal(date_days_in(2016, 2), 29);
	assert_int_equal(date_days_in(1900, 2), 28);
	assert_int_equal(date_days_in(2017, 4), 30);
	assert_int_equal(date_days_in(2017, 12), 31);
}

/* Every day of four centuries follows the one before, and both ways agree. */
static void test_numbers(void **state)
{
	struct date d = { 1800, 1, 1 };
	long n = date_number(d);

	(void)state;
	assert_int_equal(date_number(stored("1970-01-01")), 0);
	assert_int_equal(date_number(stored("1969-12-31")), -1);
	assert_int_equal(date_number(stored("2017-03-01")), 17226);
	assert_int_equal(date_number(stored("2017-03")), 17226);
	while (d.year < 2200) {
		struct date back = date_from_number(n);

		assert_int_equal(date_number(d), n);
		assert_memory_equal(&back, &d, sizeof d);
		n++;
		if (++d.day > date_days_in(d.year, d.month)) {
			d.day = 1;
			d.month = d.month % 12 + 1;
			d.year += d.month == 1;
		}
	}
	assert_int_equal(n, 84006);
}

static void test_compare(void **state)
{
	(void)state;
	assert_true(date_compare(stored("2017-03-01"), stored("2017-02-28")) > 0);
	assert_true(date_compare(stored("2016-12-31"), stored("2017-01-01")) < 0);
	assert_int_equal(date_compare(stored("2017-03-01"), stored("2017-03-01")), 0);
	assert_int_equal(date_compare(stored("2017-03"), stored("2017-03-01")), 0);
	assert_true(date_compare(stored("2017-03"), stored("2017-03-02")) < 0);
}

static void test_adding(void **state)
{
	static const struct {
		const char *from;
		int months;
		const char *expected;
	} cases[] = {
		{ "2017-03-01", 0, "2017-03-01" }, { "2017-03-01", 24, "2019-03-01" },
		{ "2017-01-31", 1, "2017-02-28" }, { "2016-01-31", 1, "2016-02-29" },
		{ "2016-02-29", 12, "2017-02-28" }, { "2016-02-29", 48, "2020-02-29" },
		{ "2017-11-30", 3, "2018-02-28" }, { "2017-03-31", -1, "2017-02-28" },
		{ "2017-01-15", -1, "2016-12-15" }, { "2017-01-15", -13, "2015-12-15" },
		{ "2015-03", 10, "2016-01" }, { "2015-03", -3, "2014-12" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_date(date_add_months(stored(cases[i].from), cases[i].months), cases[i].expected);
	assert_date(date_add_days(stored("2016-02-28"), 1), "2016-02-29");
	assert_date(date_add_days(stored("2017-02-28"), 1), "2017-03-01");
	assert_date(date_add_days(stored("2017-01-01"), -1), "2016-12-31");
	assert_date(date_add_days(stored("2017-03-01"), 365), "2018-03-01");
	assert_date(date_add_days(stored("2017-03"), 30), "2017-03-31");
}

static void test_between(void **state)
{
	static const struct {
		const char *from, *to;
		int years, months;
	} cases[] = {
		{ "1980-03-05", "2017-03-05", 37, 444 },
		{ "1980-03-05", "2017-03-04", 36, 443 },
		{ "1980-03-05", "2017-03-06", 37, 444 },
		{ "1980-02-29", "2017-02-28", 36, 443 },	/* a year older on 1 March */
		{ "1980-02-29", "2017-03-01", 37, 444 },
		{ "1980-02-29", "2016-02-28", 35, 431 },
		{ "1980-02-29", "2016-02-29", 36, 432 },
		{ "2017-01-31", "2017-02-28", 0, 0 },
		{ "2017-01-31", "2017-03-01", 0, 1 },
		{ "2017-03-01", "2017-03-01", 0, 0 },
		{ "2015-03", "2017-03", 2, 24 },
		{ "2015-03", "2017-03-15", 2, 24 },
		{ "2015-03-02", "2017-03", 1, 23 },
		{ "2017-03-05", "1980-03-05", -37, -444 },
		{ "2017-03-04", "1980-03-05", -36, -443 },
		{ "2017-03-01", "2017-02-28", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(date_years(stored(cases[i].from), stored(cases[i].to)), cases[i].years);
		assert_int_equal(date_months(stored(cases[i].from), stored(cases[i].to)), cases[i].months);
	}
}

/* In the place's own time: at some moment of each day it is tomorrow on one side of the earth. */
static void test_today(void **state)
{
	struct date west, east;
	long now = (long)time(NULL);

	(void)state;
	setenv("TZ", "XXX-14", 1);
	tzset();
	east = date_today();
	setenv("TZ", "XXX+12", 1);
	tzset();
	west = date_today();
	unsetenv("TZ");
	tzset();
	assert_true(date_valid(west) && west.day > 0);
	assert_in_range(date_number(east) - date_number(west), 1, 2);
	assert_in_range(now / 86400 - date_number(west), 0, 1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typed),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_month_names),
		cmocka_unit_test(test_two_digit_years),
		cmocka_unit_test(test_stored),
		cmocka_unit_test(test_shown_and_read_again),
		cmocka_unit_test(test_shown),
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_adding),
		cmocka_unit_test(test_between),
		cmocka_unit_test(test_today),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
