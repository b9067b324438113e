/* SPDX-License-Identifier: EUPL-1.2 */
/* The list held against what is current: every row computed again as if it were written now. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/schema.h"
#include "store/store_internal.h"

/* Any day will do: that a birth date does not lie in the future was seen to when it was written. */
static const struct date late = { 2199, 12, 31 };

static bool same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Columns of the query in check_list, in its order. */
enum {
	RECORD, YEAR, SERIAL, ROW_NUMBER, NUMBER, NAME, CASEWORKER, STAGE, MEETING, WORDS, SORT, BORN
};

static void compare_row(struct check *c, const struct query *q, const struct list_row *row)
{
	char born[DATE_SIZE];
	/* A birth date may have been refused when it was written. */
	bool unborn = column_null(q, BORN) || row->born_on.year == 0;
	const struct {
		int column;
		const char *name, *should;
	} texts[] = {
		{ ROW_NUMBER, "number", row->number },
		{ NUMBER, "number", row->number },
		{ NAME, "name", row->name },
		{ CASEWORKER, "caseworker", row->caseworker },
		{ STAGE, "stage", row->stage },
		{ MEETING, "meeting", row->meeting },
		{ WORDS, "words", row->words },
		{ SORT, "sort", row->sort },
		{ BORN, "born", unborn ? NULL : date_stored(row->born_on, born) },
	};
	int year, serial;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!same(column_text(q, texts[i].column), texts[i].should))
			check_complain(c, _("%s: the list's %s is not the case's"), row->number,
			    texts[i].name);
	number_parse(row->number, &year, &serial);
	if (column_int(q, YEAR) != year || column_int(q, SERIAL) != serial)
		check_complain(c, _("%s: the list's %s is not the case's"), row->number, "year");
}

static bool check_word(struct check *c, int64_t record, const char *word, const struct list_row *row)
{
	static const char sql[] = "SELECT sort FROM word WHERE word = :word AND record = :record";
	struct query q = query_start(&c->store->db, sql, c->e);

	bind_text(&q, ":word", word);
	bind_int(&q, ":record", record);
	if (!query_row(&q) || !same(column_text(&q, 0), row->sort))
		check_complain(c, _("%s: a word is missing from the search"), row->number);
	return query_end(&q);
}

static bool check_words(struct check *c, int64_t record, const struct list_row *row, int64_t *n)
{
	const char *word;
	size_t at = 0, len;

	while ((word = words_next(row->words, &at, &len)) != NULL) {
		char *copy = xstrndup(word, len);
		bool read = check_word(c, record, copy, row);

		free(copy);
		if (!read)
			return false;
		++*n;
	}
	return true;
}

static bool check_row(struct check *c, const struct query *q, int64_t *words)
{
	int64_t record = column_int(q, RECORD);
	struct list_row row;
	bool read;

	if (!list_row_read(c->store, record, late, &row, c->e))
		return false;
	compare_row(c, q, &row);
	read = check_words(c, record, &row, words);
	list_row_release(&row);
	return read;
}

/* Rows that belong to no case. */
static bool check_counts(struct check *c, int64_t cases, int64_t words)
{
	static const char sql[] =
		"SELECT (SELECT count(*) FROM case_row), (SELECT count(*) FROM case_list),"
		" (SELECT count(*) FROM word)";
	struct query q = query_start(&c->store->db, sql, c->e);

	if (query_row(&q)) {
		if (column_int(&q, 0) != cases || column_int(&q, 1) != cases)
			check_complain(c, "%s", _("the list has rows that belong to no case"));
		if (column_int(&q, 2) != words)
			check_complain(c, "%s", _("the search has words that belong to no case"));
	}
	return query_end(&q);
}

/* The second step of the schema brought it: the copy made before has none. */
static bool check_tally(struct check *c, int64_t cases)
{
	static const char sql[] = "SELECT n FROM tally WHERE name = 'cases'";
	int64_t version;
	struct query q;

	if (!schema_read_version(&c->store->db, &version, c->e))
		return false;
	if (version < 2)
		return true;
	q = query_start(&c->store->db, sql, c->e);
	if (!query_row(&q) || column_int(&q, 0) != cases)
		check_complain(c, "%s", _("the number of cases is not that of the cases"));
	return query_end(&q);
}

/* Every old number was once a value; the case's present one is there. */
static bool check_old_numbers(struct check *c)
{
	static const char sql[] =
		"SELECT 1 FROM old_number o WHERE NOT EXISTS"
		" (SELECT 1 FROM version v JOIN key k ON k.id = v.key"
		" WHERE v.record = o.record AND k.name = 'case.old_number' AND v.value = o.number)"
		" UNION ALL SELECT 1 FROM current x JOIN key k ON k.id = x.key"
		" WHERE k.name = 'case.old_number' AND x.value IS NOT NULL AND NOT EXISTS"
		" (SELECT 1 FROM old_number o WHERE o.record = x.record AND o.number = x.value)";
	struct query q = query_start(&c->store->db, sql, c->e);

	while (query_row(&q))
		check_complain(c, "%s", _("the old numbers are not those of the cases"));
	return query_end(&q);
}

/* An old number is found by its year and serial. */
static bool check_old_years(struct check *c)
{
	static const char sql[] = "SELECT year, serial, number FROM old_number";
	struct query q = query_start(&c->store->db, sql, c->e);
	int year, serial;

	while (query_row(&q)) {
		number_parse(column_string(&q, 2), &year, &serial);
		if (column_int(&q, 0) != year || column_int(&q, 1) != serial)
			check_complain(c, "%s", _("the old numbers are not those of the cases"));
	}
	return query_end(&q);
}

#define ROWS \
	"SELECT r.id, x.year, x.serial, x.number, l.number, l.name, l.caseworker, l.stage, l.meeting," \
	" l.words, x.sort, l.born" \
	" FROM record r LEFT JOIN case_row x ON x.record = r.id" \
	" LEFT JOIN case_list l ON l.sort = x.sort AND l.record = r.id" \
	" WHERE r.kind = 'case'"

bool check_list(struct check *c)
{
	static const char sql[] = ROWS;
	struct query q = query_start(&c->store->db, sql, c->e);
	int64_t cases = 0, words = 0;
	bool read = true;

	for (; read && query_row(&q); cases++)
		read = check_row(c, &q, &words) && !check_stopped(c);
	return query_end(&q) && read && check_counts(c, cases, words) && check_tally(c, cases) &&
	    check_old_numbers(c) && check_old_years(c);
}

bool check_list_of(struct check *c, int64_t record)
{
	static const char sql[] = ROWS " AND r.id = :record";
	struct query q = query_start(&c->store->db, sql, c->e);
	int64_t words = 0;
	bool there, read;

	bind_int(&q, ":record", record);
	there = query_row(&q);
	read = there && check_row(c, &q, &words);
	return query_end(&q) && read;
}
