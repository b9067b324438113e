/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Dates, months and CPR numbers.  base/date.h reads dates; what is added here
 * is the message that tells what is wrong with one that it refused.
 */
#include "model/kind_private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "model/cpr.h"
#include "model/form.h"

/* Where the day and the month stand in a date; the length is 0 of what is not there in digits. */
struct parts {
	size_t day, day_len, month, month_len;
};

static struct parts find_parts(const char *s)
{
	size_t first = strspn(s, "0123456789"), after = first + strspn(s + first, " ./-");
	size_t second = strspn(s + after, "0123456789");

	if (first == 4 && second == 2 && s[after + 2] == '-')	/* 2017-02-31 */
		return (struct parts){ after + 3, strspn(s + after + 3, "0123456789"), after, 2 };
	if ((first == 6 || first == 8) && !s[first])		/* 310217 */
		return (struct parts){ 0, 2, 2, 2 };
	if (first == 1 || first == 2)				/* 31.2.2017, 31. februar 2017 */
		return (struct parts){ 0, first, after, second <= 2 ? second : 0 };
	return (struct parts){ 0 };
}

/* True where only the day keeps it from being a date; *d is the first of that month. */
static bool only_day_wrong(const char *typed, struct parts at, struct date today, struct date *d)
{
	char *first = xasprintf("%.*s01%s", (int)at.day, typed, typed + at.day + at.day_len);
	bool ok = at.day_len && date_read(first, today, d) && d->day;

	free(first);
	return ok;
}

static int month_number(const char *typed, struct parts at)
{
	char *digits = xstrndup(typed + at.month, at.month_len);
	int month = atoi(digits);

	free(digits);
	return month;
}

static char *refuse_date(const struct field *field, const char *typed, struct date today, struct error *e)
{
	struct parts at = find_parts(typed);
	struct date d;

	if (month_number(typed, at) > 12)
		return kind_refuse(e, _("There are only 12 months: in 1.3.2017 the month is 3."));
	if (only_day_wrong(typed, at, today, &d)) {
		error_set(e, ERROR_USAGE, "",
		    _("That month has the days 1 to %d. Write a date such as 1.3.2017."),
		    date_days_in(d.year, d.month));
		return NULL;
	}
	if (field->kind == KIND_MONTH && strlen(typed) == 4 && strspn(typed, "0123456789") == 4) {
		error_set(e, ERROR_USAGE, "",
		    _("Which month of %s? Write 3.%s for March. Where nobody knows, write the first: 1.%s."), typed,
		    typed, typed);
		return NULL;
	}
	if (field->kind == KIND_MONTH)
		return kind_refuse(e,
		    _("Write month and year, or a whole date, such as 3.2017 or 1.3.2017."));
	return kind_refuse(e, _("Write day, month and year, such as 1.3.2017 or 1 March 2017."));
}

/* "den 1. oktober 2026", "d. 1/10 2026": the date behind the word that Danish puts before it. */
static const char *without_article(const char *typed)
{
	static const char *const articles[] = { "den ", "d." };

	typed += strspn(typed, " ");
	for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
		if (strncasecmp(typed, articles[i], strlen(articles[i])) == 0)
			return typed + strlen(articles[i]) + strspn(typed + strlen(articles[i]), " ");
	return typed;
}

static char *date_or_month_read(const struct field *field, const char *typed, struct date today,
    struct error *e)
{
	struct date d;
	char out[DATE_SIZE];

	typed = without_article(typed);
	if (!date_read(typed, today, &d) || (!d.day && field->kind == KIND_DATE))
		return refuse_date(field, typed, today, e);
	return xstrdup(date_stored(d, out));
}

static bool date_is_stored(const struct field *field, const char *stored)
{
	struct date d;

	return date_read_stored(stored, &d) && (d.day || field->kind == KIND_MONTH);
}

static char *date_show(const struct field *field, const char *stored, enum lang lang)
{
	struct date d;
	char out[DATE_SIZE];

	(void)field;
	date_read_stored(stored, &d);
	return xstrdup(date_long(d, lang, out));
}

static char *date_edit(const struct field *field, const char *stored, enum lang lang)
{
	struct date d;

	(void)field, (void)lang;
	date_read_stored(stored, &d);
	return d.day ? xasprintf("%d.%d.%d", d.day, d.month, d.year) : xasprintf("%d.%d", d.month, d.year);
}

const struct kind kind_date = { "date", date_or_month_read, date_is_stored, date_show, date_edit };
const struct kind kind_month = { "month", date_or_month_read, date_is_stored, date_show, date_edit };

static char *read_cpr(const struct field *field, const char *typed, struct date today, struct error *e)
{
	struct cpr cpr;

	(void)field;
	return cpr_read(typed, today, &cpr, e) ? xstrdup(cpr.digits) : NULL;
}

/* Whether a birth date lies in the future is for the day on which it is typed to say. */
static bool cpr_stored(const struct field *field, const char *stored)
{
	const struct date end_of_time = { 2199, 12, 31 };
	struct cpr cpr;

	(void)field;
	return cpr_read(stored, end_of_time, &cpr, NULL) && strcmp(cpr.digits, stored) == 0;
}

static char *show_cpr(const struct field *field, const char *stored, enum lang lang)
{
	char out[12];

	(void)field, (void)lang;
	cpr_shown(stored, out);
	return xstrdup(out);
}

const struct kind kind_cpr = { "cpr", read_cpr, cpr_stored, show_cpr, show_cpr };
