/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Dates of the Gregorian calendar, whole days or whole months.  Nothing here
 * reads the clock but date_today().
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include "base/lang.h"

struct date {
	int year;		/* 1800-2199; 0: no date at all */
	int month;		/* 1-12 */
	int day;		/* 1-31; 0: a whole month */
};

bool date_valid(struct date d);		/* false for no date */
int date_days_in(int year, int month);

/* "marts", "March": month 1-12 */
const char *date_month_name(int month, enum lang lang);

/* Reads exactly the stored form: "2017-03-01", or "2015-03" for a month. */
bool date_read_stored(const char *s, struct date *d);

/*
 * Reads what a person types: 1.3.17, 01-03-2017, 1/3 2017, 010317, 01032017, 1. marts 2017, 1 March 2017,
 * March 1, 2017, 2017-03-01, "i dag"; a month: marts 15, 3.15, 03.2015, 3/2015, 2015-03.  Two numbers are a
 * month and a year, never a day and a month.  A month's name in either language may be cut to three letters
 * or more.  A year has two or four digits; of two, it is the one nearest to `today` that lies at most 20
 * years after it.  False leaves *d alone.  31 February is false.
 */
bool date_read(const char *s, struct date today, struct date *d);

/* As text in `out`, which is returned; "" for no date. */
#define DATE_SIZE 40
/* "2017-03-01" or "2015-03" */
const char *date_stored(struct date d, char out[DATE_SIZE]);
/* "1. marts 2017", "marts 2015"; "1 March 2017", "March 2015" */
const char *date_long(struct date d, enum lang lang, char out[DATE_SIZE]);
/* "01.03.2017", "03.2015" */
const char *date_short(struct date d, char out[DATE_SIZE]);

/* Days since 1 January 1970; a month counts as its first day. */
long date_number(struct date d);
struct date date_from_number(long number);
int date_compare(struct date a, struct date b);	/* below, at or above 0, by that number */

struct date date_add_days(struct date d, int days);
/* The same day of a later (earlier) month, or that month's last day; a month stays a month. */
struct date date_add_months(struct date d, int months);
/*
 * Whole years (months) from a to b, negative where b is before a.  Born on 29 February: a year older on
 * 1 March in other years; so with months, where the later one has no such day.
 */
int date_years(struct date a, struct date b);
int date_months(struct date a, struct date b);

struct date date_today(void);	/* local time */

#endif
