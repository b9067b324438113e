/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/kroner.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { DIGITS_MAX = 9 };

static size_t digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* Steps over n digits, which stand behind the `count` before them; false where there are too many in all. */
static bool take(const char **s, size_t n, int64_t *value, size_t *count)
{
	*count += n;
	for (size_t i = 0; i < n && *count <= DIGITS_MAX; i++)
		*value = *value * 10 + ((*s)[i] - '0');
	*s += n;
	return *count <= DIGITS_MAX;
}

/* Whether a mark that sets thousands apart stands here, with its three digits. */
static bool thousand(const char *s, char mark)
{
	return *s == mark && digits(s + 1) == 3;
}

/* Steps over whole kroner: digits, or one to three of them and then threes behind the same mark. */
static bool read_whole(const char **s, int64_t *kroner)
{
	size_t n = digits(*s), count = 0;
	char mark = (*s)[n];

	*kroner = 0;
	if (n == 0 || !take(s, n, kroner, &count))
		return false;
	if (n > 3 || (mark != '.' && mark != ' '))
		return true;
	while (thousand(*s, mark)) {
		(*s)++;
		if (!take(s, 3, kroner, &count))
			return false;
	}
	return true;
}

/* Steps over ",5", ",50", ".50" and ",-". */
static void read_decimals(const char **s, int64_t *oere)
{
	const char *after = *s + 1;
	size_t n = **s == ',' || **s == '.' ? digits(after) : 0;

	if (strncmp(*s, ",-", 2) == 0)
		*s += 2;
	if (n != 2 && (n != 1 || **s != ','))
		return;
	*oere += (after[0] - '0') * 10 + (n == 2 ? after[1] - '0' : 0);
	*s = after + n;
}

static bool is_ending(const char *s)
{
	static const char *const endings[] = { "", "kr", "kr.", " kr", " kr." };

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (strcmp(s, endings[i]) == 0)
			return true;
	return false;
}

bool kroner_read(const char *typed, int64_t *oere)
{
	int64_t amount;

	if (!read_whole(&typed, &amount))
		return false;
	amount *= 100;
	read_decimals(&typed, &amount);
	if (!is_ending(typed))
		return false;
	*oere = amount;
	return true;
}

/* The whole kroner with points between the thousands. */
static void show_thousands(int64_t kroner, char *out, size_t size)
{
	char plain[KRONER_SIZE];
	size_t len = (size_t)snprintf(plain, sizeof plain, "%" PRId64, kroner), at = 0;

	for (size_t i = 0; i < len && at + 2 < size; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			out[at++] = '.';
		out[at++] = plain[i];
	}
	out[at] = '\0';
}

const char *kroner_show(int64_t oere, enum lang lang, char out[KRONER_SIZE])
{
	char whole[KRONER_SIZE - 4];

	assert(oere >= 0);
	if (lang == LANG_DA) {
		show_thousands(oere / 100, whole, sizeof whole);
		snprintf(out, KRONER_SIZE, "%s,%02d", whole, (int)(oere % 100));
	} else {
		snprintf(out, KRONER_SIZE, "%" PRId64 ".%02d", oere / 100, (int)(oere % 100));
	}
	return out;
}

int64_t kroner_share(int64_t oere, int percent)
{
	assert(oere >= 0 && percent >= 0 && percent <= 100);
	return (oere * percent + 50) / 100;
}
