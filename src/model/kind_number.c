/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Numbers: whole, decimal (mostly hours), months.  Decimals are counted in
 * hundredths, so that nothing is ever rounded but minutes that do not make
 * hundredths of an hour.  Amounts with units ("1 t 30 min", "2½ år") are read by
 * one scanner, with a table of units for each kind.
 */
#include "model/kind_private.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "model/form.h"

/* Before the point: enough for kroner, and no sum overflows. */
enum { DIGITS_MAX = 9, NUMBER_MAX = 999999999 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* In floating point, since the bounds may be as far off as LONG_MIN and LONG_MAX. */
static bool within(const struct field *field, long hundredths)
{
	double n = (double)hundredths / 100;

	return field->min > field->max || (n >= (double)field->min && n <= (double)field->max);
}

static char *out_of_bounds(const struct field *field, struct error *e)
{
	if (field->max == LONG_MAX)
		error_set(e, ERROR_USAGE, "", _("The number must be at least %ld."), field->min);
	else if (field->min == LONG_MIN)
		error_set(e, ERROR_USAGE, "", _("The number must be at most %ld."), field->max);
	else
		error_set(e, ERROR_USAGE, "", _("The number must lie between %ld and %ld."),
		    field->min, field->max);
	return NULL;
}

static char *number_text(long hundredths)
{
	const char *sign = hundredths < 0 ? "-" : "";
	long n = labs(hundredths);

	if (n % 100 == 0)
		return xasprintf("%s%ld", sign, n / 100);
	if (n % 10 == 0)
		return xasprintf("%s%ld.%ld", sign, n / 100, n / 10 % 10);
	return xasprintf("%s%ld.%02ld", sign, n / 100, n % 100);
}

/* Reads a canonical number, and nothing else. */
static bool number_stored(const char *s, long *hundredths)
{
	bool negative = *s == '-', point;
	size_t digits, decimals;

	s += negative;
	digits = strspn(s, "0123456789");
	point = s[digits] == '.';
	decimals = point ? strspn(s + digits + 1, "0123456789") : 0;
	if (digits == 0 || digits > DIGITS_MAX || (*s == '0' && digits > 1) || s[digits + point + decimals])
		return false;
	if (point && (decimals < 1 || decimals > 2 || s[digits + decimals] == '0'))
		return false;
	*hundredths = strtol(s, NULL, 10) * 100;
	if (decimals > 0)
		*hundredths += (s[digits + 1] - '0') * 10;
	if (decimals > 1)
		*hundredths += s[digits + 2] - '0';
	if (negative && *hundredths == 0)
		return false;
	if (negative)
		*hundredths = -*hundredths;
	return true;
}

/* Takes up to DIGITS_MAX digits; thousands may be set apart by a space or a point, as long as all are. */
static bool scan_whole(const char *s, long *n)
{
	size_t digits = strspn(s, "0123456789"), count = digits;
	char mark = s[digits];

	if (digits == 0)
		return false;
	*n = strtol(digits > DIGITS_MAX ? "" : s, NULL, 10);
	if (mark && (digits > 3 || *s == '0' || (mark != '.' && mark != ' ')))
		return false;
	for (s += digits; *s; s += 4) {
		if (*s != mark || strspn(s + 1, "0123456789") != 3)
			return false;
		count += 3;
		if (count <= DIGITS_MAX)
			*n = *n * 1000 + strtol(s + 1, NULL, 10);
	}
	return count <= DIGITS_MAX;
}

static char *whole_read(const struct field *field, const char *typed, struct date today, struct error *e)
{
	bool negative = *typed == '-';
	long n;

	(void)today;
	if (!scan_whole(typed + negative, &n))
		return kind_refuse(e, _("Write a whole number of at most nine digits, such as 12."));
	if (negative)
		n = -n;
	return within(field, n * 100) ? number_text(n * 100) : out_of_bounds(field, e);
}

static bool whole_stored(const struct field *field, const char *stored)
{
	long hundredths;

	return number_stored(stored, &hundredths) && hundredths % 100 == 0 && within(field, hundredths);
}

const struct kind kind_whole = { "whole", whole_read, whole_stored, kind_as_stored, kind_as_stored };

/* A unit by any of its names, and how many of the smallest one it is. */
struct unit {
	const char *name;
	long worth;
};

static const struct unit hours[] = {
	{ "t", 60 }, { "time", 60 }, { "timer", 60 },
	{ "h", 60 }, { "hr", 60 }, { "hrs", 60 }, { "hour", 60 }, { "hours", 60 }, { ":", 60 },
	{ "min", 1 }, { "minut", 1 }, { "minutter", 1 },
	{ "m", 1 }, { "mins", 1 }, { "minute", 1 }, { "minutes", 1 },
	{ NULL, 0 },
};

static const struct unit years[] = {
	{ "år", 12 }, { "aar", 12 },
	{ "y", 12 }, { "yr", 12 }, { "yrs", 12 }, { "year", 12 }, { "years", 12 },
	{ "md", 1 }, { "mdr", 1 }, { "mnd", 1 }, { "måned", 1 }, { "måneder", 1 },
	{ "m", 1 }, { "mo", 1 }, { "mos", 1 }, { "month", 1 }, { "months", 1 },
	{ NULL, 0 },
};

static void skip(const char **s, const char *what)
{
	size_t len = strlen(what);

	if (strncmp(*s, what, len) == 0)
		*s += len;
}

/* Steps over ½ and the like; 0 where there is none. */
static long scan_fraction(const char **s)
{
	static const struct {
		const char *sign;
		long hundredths;
	} fractions[] = { { "½", 50 }, { "¼", 25 }, { "¾", 75 } };

	for (size_t i = 0; i < sizeof fractions / sizeof *fractions; i++) {
		size_t len = strlen(fractions[i].sign);

		if (strncmp(*s, fractions[i].sign, len) == 0) {
			*s += len;
			return fractions[i].hundredths;
		}
	}
	return 0;
}

/* Steps over 2, 2,5, 2.25, 2½ or ½. */
static bool scan_quantity(const char **s, long *hundredths)
{
	size_t digits = strspn(*s, "0123456789");
	const char *after = *s + digits;

	if (digits > DIGITS_MAX)
		return false;
	*hundredths = strtol(digits ? *s : "", NULL, 10) * 100;
	if (digits && (*after == ',' || *after == '.') && is_digit(after[1])) {
		*hundredths += (after[1] - '0') * 10 + (is_digit(after[2]) ? after[2] - '0' : 0);
		*s = after + 2 + is_digit(after[2]);
		return !is_digit(**s);
	}
	skip(&after, " ");
	*hundredths += scan_fraction(&after);
	*s = after;
	return digits || *hundredths;
}

/* Steps over a unit and the point of its abbreviation; 0 where there is none, -1 for a word that is none. */
static long scan_unit(const char **s, const struct unit *units)
{
	size_t len = **s == ':' ? 1 : strcspn(*s, " .,:0123456789");

	if (len == 0)
		return 0;
	for (; units->name; units++) {
		if (strlen(units->name) == len && strncmp(units->name, *s, len) == 0) {
			*s += len;
			skip(s, ".");
			return units->worth;
		}
	}
	return -1;
}

/* Steps over what joins an amount to the one before. */
static void skip_joint(const char **s)
{
	skip(s, ",");
	skip(s, " ");
	skip(s, "og ");
	skip(s, "and ");
}

/*
 * Reads amounts, bigger units before smaller ones, into hundredths of the
 * smallest.  A number without unit is of the worth `bare` where it stands
 * alone, and of the smallest unit after a bigger one: "1 t 30", "2 år 6".
 */
static bool scan_amounts(const char *s, const struct unit *units, long bare, long *total)
{
	long last = 0;

	for (*total = 0; *s || !last;) {
		long quantity, worth;

		if (last)
			skip_joint(&s);
		if (!scan_quantity(&s, &quantity))
			return false;
		skip(&s, " ");
		worth = scan_unit(&s, units);
		if (worth < 0 || (last && (worth ? worth : 1) >= last))
			return false;
		*total += quantity * (worth ? worth : last ? 1 : bare);
		last = worth ? worth : 1;
	}
	return true;
}

/* The same of text as typed, into hundredths of the unit that is `bare` small ones.  Folding also makes one
 * space of several. */
static bool read_amounts(const char *typed, const struct unit *units, long bare, long *hundredths)
{
	char *folded = utf8_fold(typed);
	long total;
	bool ok = scan_amounts(folded, units, bare, &total);

	free(folded);
	if (ok)
		*hundredths = (total + bare / 2) / bare;
	return ok && *hundredths < (NUMBER_MAX + 1L) * 100;
}

static char *decimal_read(const struct field *field, const char *typed, struct date today, struct error *e)
{
	bool negative = *typed == '-';
	long n;

	(void)today;
	if (!read_amounts(typed + negative, hours, 60, &n))
		return kind_refuse(e,
		    _("Write a number of at most two decimals, such as 0.5, or a time: 1 h 30 min."));
	if (negative)
		n = -n;
	return within(field, n) ? number_text(n) : out_of_bounds(field, e);
}

static bool decimal_stored(const struct field *field, const char *stored)
{
	long hundredths;

	return number_stored(stored, &hundredths) && within(field, hundredths);
}

static char *decimal_show(const struct field *field, const char *stored, enum lang lang)
{
	char *s = xstrdup(stored), *point = strchr(s, '.');

	(void)field;
	if (point && lang == LANG_DA)
		*point = ',';
	return s;
}

const struct kind kind_decimal = { "decimal", decimal_read, decimal_stored, decimal_show, decimal_show };

static char *months_out_of_bounds(const struct field *field, struct error *e)
{
	if (field->max == LONG_MAX)
		error_set(e, ERROR_USAGE, "", _("The length must be at least %ld months."), field->min);
	else if (field->min == LONG_MIN)
		error_set(e, ERROR_USAGE, "", _("The length must be at most %ld months."), field->max);
	else
		error_set(e, ERROR_USAGE, "", _("The length must lie between %ld and %ld months."),
		    field->min, field->max);
	return NULL;
}

static char *months_read(const struct field *field, const char *typed, struct date today, struct error *e)
{
	long n;

	(void)today;
	if (!read_amounts(typed, years, 1, &n))
		return kind_refuse(e, _("Write a length such as 24, 2 years or 2 years 6 months."));
	if (n % 100 != 0)
		return kind_refuse(e, _("Write a length of whole months, such as 24, or 2 years 6 months."));
	return within(field, n) ? number_text(n) : months_out_of_bounds(field, e);
}

static bool months_stored(const struct field *field, const char *stored)
{
	return is_digit(*stored) && whole_stored(field, stored);
}

static char *months_show(const struct field *field, const char *stored, enum lang lang)
{
	static const char *const words[LANG_COUNT][2][2] = {
		[LANG_DA] = { { "år", "år" }, { "md.", "mdr." } },
		[LANG_EN] = { { "year", "years" }, { "month", "months" } },
	};
	long n = strtol(stored, NULL, 10), y = n / 12, m = n % 12;
	const char *year = words[lang][0][y != 1], *month = words[lang][1][m != 1];

	(void)field;
	if (y == 0)
		return xasprintf("%ld %s", m, month);
	if (m == 0)
		return xasprintf("%ld %s", y, year);
	return xasprintf("%ld %s %ld %s", y, year, m, month);
}

const struct kind kind_months = { "months", months_read, months_stored, months_show, kind_as_stored };
