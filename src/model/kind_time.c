/* SPDX-License-Identifier: EUPL-1.2 */
/* A time of the day: 10.42, 10:42 or 1042 as one types it in Denmark, 10:42 as it is stored. */
#include "model/kind_private.h"

#include <string.h>
#include <strings.h>

#include "base/alloc.h"

struct time {
	int hour, minute;
};

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The minutes, two digits and nothing after them. */
static bool read_minutes(const char *s, struct time *time)
{
	if (!digit(s[0]) || !digit(s[1]) || s[2] != '\0')
		return false;
	time->minute = (s[0] - '0') * 10 + s[1] - '0';
	return time->minute < 60;
}

/* One or two digits of the hour, then the minutes behind a sign or at once. */
static bool read_clock(const char *s, struct time *time)
{
	size_t n = strspn(s, "0123456789"), hours = n > 2 ? n - 2 : n;

	if (hours < 1 || hours > 2)
		return false;
	time->hour = hours == 2 ? (s[0] - '0') * 10 + s[1] - '0' : s[0] - '0';
	s += hours;
	s += n <= 2 && *s != '\0' && strchr(".:", *s);
	return time->hour < 24 && read_minutes(s, time);
}

static char *time_read(const struct field *field, const char *typed, struct date today, struct error *e)
{
	struct time time;

	(void)field, (void)today;
	if (strncasecmp(typed, "kl", 2) == 0)
		typed += 2 + strspn(typed + 2, ". ");
	if (!read_clock(typed, &time))
		return kind_refuse(e, _("Write a time between 00.00 and 23.59, such as 10.42 or 1042."));
	return xasprintf("%02d:%02d", time.hour, time.minute);
}

static bool time_stored(const struct field *field, const char *stored)
{
	struct time time;

	(void)field;
	return strlen(stored) == 5 && stored[2] == ':' && read_clock(stored, &time);
}

/* Danes write 10.42. */
static char *time_show(const struct field *field, const char *stored, enum lang lang)
{
	char *shown = xstrdup(stored);

	(void)field;
	if (lang == LANG_DA)
		shown[2] = '.';
	return shown;
}

const struct kind kind_time = { "time", time_read, time_stored, time_show, time_show };
