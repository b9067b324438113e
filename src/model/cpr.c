/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/cpr.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static bool refuse(struct error *e, const char *what)
{
	return error_set(e, ERROR_USAGE, "", "%s", what);
}

/* Takes the ten digits out of what was typed. */
static bool digits_read(const char *typed, char digits[11], struct error *e)
{
	size_t n = 0, separators = 0, separator_at = 0;

	for (const char *p = typed; *p; p++) {
		if (*p >= '0' && *p <= '9') {
			if (n < 10)
				digits[n] = *p;
			n++;
		} else if (*p == '-' || *p == ' ') {
			separators++;
			separator_at = n;
		} else {
			return refuse(e,
			    _("A CPR number has ten digits and nothing else but a hyphen after the sixth."));
		}
	}
	if (n != 10)
		return error_set(e, ERROR_USAGE, "", _("A CPR number has 10 digits; this one has %zu."), n);
	if (separators > 1 || (separators == 1 && separator_at != 6))
		return refuse(e,
		    _("The hyphen of a CPR number stands after the sixth digit, and nowhere else."));
	digits[10] = '\0';
	return true;
}

static int two(const char *digits)
{
	return (digits[0] - '0') * 10 + digits[1] - '0';
}

/* Digit seven says in which century a year of two digits lies (law.md 7). */
static int year_of(const char *digits)
{
	static const struct {
		int turn, below, other;	/* the century of the years below `turn`, and that of the others */
	} centuries[10] = {
		{ 0, 0, 1900 }, { 0, 0, 1900 }, { 0, 0, 1900 }, { 0, 0, 1900 },
		{ 37, 2000, 1900 },
		{ 58, 2000, 1800 }, { 58, 2000, 1800 }, { 58, 2000, 1800 }, { 58, 2000, 1800 },
		{ 37, 2000, 1900 },
	};
	int seventh = digits[6] - '0', year = two(digits + 4);

	return year + (year < centuries[seventh].turn ? centuries[seventh].below : centuries[seventh].other);
}

static bool born_read(struct cpr *cpr, struct error *e)
{
	int day = two(cpr->digits), month = two(cpr->digits + 2), year = year_of(cpr->digits);

	cpr->replacement = day > 60;
	if (cpr->replacement)
		day -= 60;
	if (day < 1 || day > 31)
		return refuse(e,
		    _("The first two digits are a day, 01 to 31 (61 to 91 in a replacement number)."));
	if (month < 1 || month > 12)
		return refuse(e, _("The third and fourth digit are a month, 01 to 12."));
	if (day > date_days_in(year, month))
		return error_set(e, ERROR_USAGE, "",
		    _("The first six digits are no date: that month has only %d days."),
		    date_days_in(year, month));
	cpr->born = (struct date){ year, month, day };
	return true;
}

static bool modulus_fits(const char *digits)
{
	static const int weights[] = { 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 };
	int sum = 0;

	for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
		sum += weights[i] * (digits[i] - '0');
	return sum % 11 == 0;
}

bool cpr_read(const char *typed, struct date today, struct cpr *cpr, struct error *e)
{
	struct cpr read = { 0 };

	if (!digits_read(typed, read.digits, e) || !born_read(&read, e))
		return false;
	if (date_compare(read.born, today) > 0)
		return refuse(e, _("The birth date lies in the future: look at the digits five to seven."));
	read.modulus = modulus_fits(read.digits);
	*cpr = read;
	return true;
}

static bool ten_digits(const char *s)
{
	return strlen(s) == 10 && strspn(s, "0123456789") == 10;
}

void cpr_masked(const char *digits, char out[12])
{
	snprintf(out, 12, "%.6s-xxxx", ten_digits(digits) ? digits : "xxxxxx");
}

void cpr_shown(const char *digits, char out[12])
{
	assert(ten_digits(digits));
	snprintf(out, 12, "%.6s-%.4s", digits, digits + 6);
}
