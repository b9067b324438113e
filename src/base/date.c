/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/date.h"

#include <stdio.h>
#include <time.h>

enum { YEAR_FIRST = 1800, YEAR_LAST = 2199 };

static const char *const month_names[LANG_COUNT][12] = {
	[LANG_DA] = { "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
	    "oktober", "november", "december" },
	[LANG_EN] = { "January", "February", "March", "April", "May", "June", "July", "August", "September",
	    "October", "November", "December" },
};

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool date_valid(struct date d)
{
	return d.year >= YEAR_FIRST && d.year <= YEAR_LAST && d.month >= 1 && d.month <= 12 &&
	    d.day >= 0 && d.day <= date_days_in(d.year, d.month);
}

const char *date_month_name(int month, enum lang lang)
{
	return month_names[lang][month - 1];
}

const char *date_stored(struct date d, char out[DATE_SIZE])
{
	if (d.year == 0)
		out[0] = '\0';
	else if (d.day == 0)
		snprintf(out, DATE_SIZE, "%04d-%02d", d.year, d.month);
	else
		snprintf(out, DATE_SIZE, "%04d-%02d-%02d", d.year, d.month, d.day);
	return out;
}

const char *date_short(struct date d, char out[DATE_SIZE])
{
	if (d.year == 0)
		out[0] = '\0';
	else if (d.day == 0)
		snprintf(out, DATE_SIZE, "%02d.%04d", d.month, d.year);
	else
		snprintf(out, DATE_SIZE, "%02d.%02d.%04d", d.day, d.month, d.year);
	return out;
}

const char *date_long(struct date d, enum lang lang, char out[DATE_SIZE])
{
	const char *point = lang == LANG_DA ? "." : "";

	if (d.year == 0)
		out[0] = '\0';
	else if (d.day == 0)
		snprintf(out, DATE_SIZE, "%s %d", date_month_name(d.month, lang), d.year);
	else
		snprintf(out, DATE_SIZE, "%d%s %s %d", d.day, point, date_month_name(d.month, lang), d.year);
	return out;
}

/*
 * Both ways between dates and days count years from 1 March, so that the leap
 * day is the last of its year, in spans of 400 years, each of 146,097 days
 * (Howard Hinnant, "chrono-compatible low-level date algorithms").  The span
 * before the year 0 is never come to: C's division then needs no correction.
 */
enum { SPAN_YEARS = 400, SPAN_DAYS = 146097, EPOCH = 719468 };	/* 1 March 0 to 1 January 1970 */

long date_number(struct date d)
{
	int day = d.day > 0 ? d.day : 1;
	int year = d.month > 2 ? d.year : d.year - 1;
	int in_span = year % SPAN_YEARS;
	int in_year = (153 * (d.month > 2 ? d.month - 3 : d.month + 9) + 2) / 5 + day - 1;

	int leap_days = in_span / 4 - in_span / 100;

	return (long)(year / SPAN_YEARS) * SPAN_DAYS + in_span * 365 + leap_days + in_year - EPOCH;
}

struct date date_from_number(long number)
{
	long days = number + EPOCH;
	int in_span = (int)(days % SPAN_DAYS);
	int year = (in_span - in_span / 1460 + in_span / 36524 - in_span / 146096) / 365;
	int in_year = in_span - (365 * year + year / 4 - year / 100);
	int month = (5 * in_year + 2) / 153;
	struct date d = {
		.year = (int)(days / SPAN_DAYS) * SPAN_YEARS + year + (month >= 10),
		.month = month < 10 ? month + 3 : month - 9,
		.day = in_year - (153 * month + 2) / 5 + 1,
	};

	return d;
}

int date_compare(struct date a, struct date b)
{
	long x = date_number(a), y = date_number(b);

	return (x > y) - (x < y);
}

struct date date_add_days(struct date d, int days)
{
	return date_from_number(date_number(d) + days);
}

struct date date_add_months(struct date d, int months)
{
	int n = d.year * 12 + d.month - 1 + months;
	struct date result = { .year = n / 12, .month = n % 12 + 1, .day = d.day };
	int last = date_days_in(result.year, result.month);

	if (result.day > last)
		result.day = last;
	return result;
}

int date_months(struct date a, struct date b)
{
	int day_a = a.day > 0 ? a.day : 1, day_b = b.day > 0 ? b.day : 1;

	if (date_compare(a, b) > 0)
		return -date_months(b, a);
	return (b.year - a.year) * 12 + b.month - a.month - (day_b < day_a);
}

int date_years(struct date a, struct date b)
{
	return date_months(a, b) / 12;
}

struct date date_today(void)
{
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	return (struct date){ .year = tm.tm_year + 1900, .month = tm.tm_mon + 1, .day = tm.tm_mday };
}
