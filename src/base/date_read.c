/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Dates as people type them.  The text is cut into parts, each of which has a
 * kind, one letter; the kinds in a row are the shape of the text, and a table
 * says which part of a shape is the day, the month and the year.
 */
#include "base/date.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { PARTS_MAX = 3, CENTURY = 100, YEARS_AHEAD = 20 };

enum part_kind {
	PART_NUMBER = 'n',		/* one or two digits */
	PART_YEAR = 'y',		/* four digits */
	PART_MONTH = 'm'		/* a name */
};

struct parts {
	char shape[PARTS_MAX + 1];
	int value[PARTS_MAX], digits[PARTS_MAX];
	size_t n;
};

static const struct way {
	const char *shape;
	const char *meaning;		/* of each part: day, month, year */
} ways[] = {
	{ "nnn", "dmy" },		/* 1.3.17, 010317 */
	{ "nny", "dmy" },		/* 1/3 2017, 01032017 */
	{ "ynn", "ymd" },		/* 2017-03-01 */
	{ "nmn", "dmy" },		/* 1. marts 17 */
	{ "nmy", "dmy" },		/* 1. marts 2017 */
	{ "mny", "mdy" },		/* March 1, 2017 */
	{ "nn", "my" },			/* 3.15 */
	{ "ny", "my" },			/* 03.2015 */
	{ "yn", "ym" },			/* 2015-03 */
	{ "mn", "my" },			/* marts 15 */
	{ "my", "my" },			/* marts 2015 */
};

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t count(const char *s, bool (*is)(char))
{
	size_t n = 0;

	while (is(s[n]))
		n++;
	return n;
}

/* The value of n digits. */
static int number(const char *s, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++)
		value = value * 10 + (s[i] - '0');
	return value;
}

static bool add_part(struct parts *parts, enum part_kind kind, int value, size_t digits)
{
	if (parts->n == PARTS_MAX)
		return false;
	parts->shape[parts->n] = (char)kind;
	parts->value[parts->n] = value;
	parts->digits[parts->n] = (int)digits;
	parts->n++;
	return true;
}

static bool add_number(struct parts *parts, const char *s, size_t n)
{
	switch (n) {
	case 1:
	case 2:
		return add_part(parts, PART_NUMBER, number(s, n), n);
	case 4:
		return add_part(parts, PART_YEAR, number(s, n), n);
	case 6:			/* day, month and year without anything between them */
	case 8:
		return parts->n == 0 && add_number(parts, s, 2) && add_number(parts, s + 2, 2) &&
		    add_number(parts, s + 4, n - 4);
	default:
		return false;
	}
}

/* Three letters tell the months apart in either language, and longer beginnings are still to fit. */
static bool add_month(struct parts *parts, const char *s, size_t n)
{
	for (int month = 1; n >= 3 && month <= 12; month++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			const char *name = date_month_name(month, (enum lang)lang);

			if (n <= strlen(name) && strncasecmp(name, s, n) == 0)
				return add_part(parts, PART_MONTH, month, 0);
		}
	return false;
}

/* What may stand between two parts: spaces, and among them one mark. */
static size_t gap(const char *s)
{
	size_t n = strspn(s, " ");

	if (s[n] != '\0' && strchr(".-/,", s[n]) != NULL)
		n++;
	return n + strspn(s + n, " ");
}

static bool cut(const char *s, struct parts *parts)
{
	s += strspn(s, " ");
	while (*s != '\0') {
		size_t n = count(s, digit(*s) ? digit : letter);

		if (digit(*s) ? !add_number(parts, s, n) : !add_month(parts, s, n))
			return false;
		s += n;
		n = gap(s);
		if (s[n] == '\0')
			return strspn(s, " ") == n;	/* a mark at the end: more was to come */
		s += n;
	}
	return true;
}

static int full_year(int two_digits, struct date today)
{
	int last = today.year + YEARS_AHEAD;

	return last - (last - two_digits) % CENTURY;
}

static bool set_part(struct date *d, char meaning, const struct parts *parts, size_t i, struct date today)
{
	int value = parts->value[i];

	switch (meaning) {
	case 'd':
		d->day = value;
		return value > 0;	/* 0 would be a whole month */
	case 'm':
		d->month = value;
		return true;
	default:
		d->year = parts->digits[i] == 2 ? full_year(value, today) : value;
		return parts->digits[i] != 1;
	}
}

static bool assemble(const struct parts *parts, const char *meaning, struct date today, struct date *d)
{
	struct date read = { 0 };

	for (size_t i = 0; i < parts->n; i++)
		if (!set_part(&read, meaning[i], parts, i, today))
			return false;
	if (!date_valid(read))
		return false;
	*d = read;
	return true;
}

static bool means_today(const char *s)
{
	static const char *const words[] = { "i dag", "idag", "today" };
	size_t len;

	s += strspn(s, " ");
	len = strlen(s);
	while (len > 0 && s[len - 1] == ' ')
		len--;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == len && strncasecmp(words[i], s, len) == 0)
			return true;
	return false;
}

bool date_read(const char *s, struct date today, struct date *d)
{
	struct parts parts = { 0 };

	if (means_today(s)) {
		*d = today;
		return true;
	}
	if (!cut(s, &parts))
		return false;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (strcmp(ways[i].shape, parts.shape) == 0)
			return assemble(&parts, ways[i].meaning, today, d);
	return false;
}

bool date_read_stored(const char *s, struct date *d)
{
	static const char form[] = "dddd-dd-dd";
	struct date read = { 0 };
	size_t len = strlen(s);

	if (len != 7 && len != 10)
		return false;
	for (size_t i = 0; i < len; i++)
		if (form[i] == 'd' ? !digit(s[i]) : s[i] != form[i])
			return false;
	read.year = number(s, 4);
	read.month = number(s + 5, 2);
	read.day = len == 10 ? number(s + 8, 2) : 0;
	if (!date_valid(read) || (len == 10 && read.day == 0))
		return false;
	*d = read;
	return true;
}
