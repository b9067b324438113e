/* SPDX-License-Identifier: EUPL-1.2 */
/* Case numbers: "2026-0014", the year and a number in it, of four digits or more. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/store_internal.h"

#define SERIAL_DIGITS 7
#define SERIAL_MAX 9999999

static bool digits_read(const char *s, size_t n, int *out)
{
	*out = 0;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*out = 10 * *out + s[i] - '0';
	}
	return n > 0;
}

bool number_parse(const char *number, int *year, int *serial)
{
	const char *hyphen = strchr(number, '-');
	size_t before = hyphen ? (size_t)(hyphen - number) : 0, after = hyphen ? strlen(hyphen + 1) : 0;

	if ((before == 2 || before == 4) && after <= SERIAL_DIGITS && digits_read(number, before, year) &&
	    digits_read(hyphen + 1, after, serial) && *year > 0 && *serial > 0) {
		*year += before == 2 ? 2000 : 0;
		return true;
	}
	*year = *serial = 0;
	return false;
}

/* "2017-14" and "2017-0014" are one number. */
bool number_taken(struct store *store, const char *number, int64_t record, bool *taken, struct error *e)
{
	static const char sql[] =
		"SELECT 1 FROM case_row WHERE year = :year AND serial = :serial"
		" AND (serial > 0 OR number = :number) AND record IS NOT :record";
	struct query q = query_start(&store->db, sql, e);
	int year, serial;

	number_parse(number, &year, &serial);
	bind_int(&q, ":year", year);
	bind_int(&q, ":serial", serial);
	bind_text(&q, ":number", number);
	bind_id(&q, ":record", record);
	*taken = query_row(&q);
	return query_end(&q);
}

static bool read_serial(struct store *store, const char *sql, int year, int *serial, struct error *e)
{
	struct query q = query_start(&store->db, sql, e);

	bind_int(&q, ":year", year);
	*serial = query_row(&q) ? (int)column_int(&q, 0) : 0;
	return query_end(&q);
}

/* Where somebody's import has used the last number, the first one that was left out. */
char *number_next(struct store *store, int year, struct error *e)
{
	static const char last[] =
		"SELECT serial FROM case_row WHERE year = :year ORDER BY serial DESC LIMIT 1";
	static const char gap[] =
		"SELECT min(serial) FROM"
		" (SELECT 0 AS serial UNION ALL SELECT serial FROM case_row WHERE year = :year) a"
		" WHERE NOT EXISTS"
		" (SELECT 1 FROM case_row b WHERE b.year = :year AND b.serial = a.serial + 1)";
	int serial;

	assert(year > 0);
	if (!read_serial(store, last, year, &serial, e))
		return NULL;
	if (serial == SERIAL_MAX && !read_serial(store, gap, year, &serial, e))
		return NULL;
	if (serial == SERIAL_MAX) {
		error_set(e, ERROR_DATA, store->path, _("no case number is left in %d"), year);
		return NULL;
	}
	return xasprintf("%04d-%04d", year, serial + 1);
}

static bool find_number(struct store *store, const char *sql, const char *name, int64_t *id, struct error *e)
{
	struct query q = query_start(&store->db, sql, e);
	int year, serial;

	number_parse(name, &year, &serial);
	bind_int(&q, ":year", year);
	bind_int(&q, ":serial", serial);
	bind_text(&q, ":number", name);
	*id = query_row(&q) ? column_int(&q, 0) : 0;
	return query_end(&q);
}

static bool find_uuid(struct store *store, const char *name, int64_t *id, struct error *e)
{
	static const char sql[] = "SELECT id FROM record WHERE uuid = :uuid AND kind <> 'erased'";
	struct query q = query_start(&store->db, sql, e);

	bind_text(&q, ":uuid", name);
	*id = query_row(&q) ? column_int(&q, 0) : 0;
	return query_end(&q);
}

bool store_find(struct store *store, const char *name, int64_t *id, struct error *e)
{
	static const char by_number[] =
		"SELECT record FROM case_row WHERE year = :year AND serial = :serial"
		" AND (serial > 0 OR number = :number)";
	static const char by_old_number[] =
		"SELECT record FROM old_number WHERE year = :year AND serial = :serial"
		" AND (serial > 0 OR number = :number) ORDER BY record LIMIT 1";

	if (uuid_valid(name) ? !find_uuid(store, name, id, e) : !find_number(store, by_number, name, id, e))
		return false;
	if (*id == 0 && !find_number(store, by_old_number, name, id, e))
		return false;
	return *id != 0 || error_set(e, ERROR_MISSING, name, "%s", _("there is no such case"));
}
