/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The row that the list holds of a case: written with the values it comes from,
 * in the same transaction, and from what the base holds after them.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "model/cpr.h"
#include "store/store_internal.h"

/* Behind every name: a byte that no sort key begins with. */
#define SORT_UNNAMED "\xff"

/* In which round a value is looked for. */
enum scope {
	SCOPE_CASE,		/* round 0 */
	SCOPE_LAST,		/* the last round only: another meeting, another stage */
	SCOPE_HELD		/* the last round that has one: it is inherited */
};

static const struct source {
	int key;
	enum scope scope;
	size_t member;
} sources[] = {
	{ KEY_CASE_NUMBER, SCOPE_CASE, offsetof(struct list_row, number) },
	{ KEY_CASE_OLD_NUMBER, SCOPE_CASE, offsetof(struct list_row, old_number) },
	{ KEY_CASE_CASEWORKER, SCOPE_CASE, offsetof(struct list_row, caseworker) },
	{ KEY_CASE_STAGE, SCOPE_LAST, offsetof(struct list_row, stage) },
	{ KEY_MEETING_DATE, SCOPE_LAST, offsetof(struct list_row, meeting) },
	{ KEY_CITIZEN_NAME, SCOPE_HELD, offsetof(struct list_row, name) },
	{ KEY_CITIZEN_CPR, SCOPE_HELD, offsetof(struct list_row, cpr) },
	{ KEY_CITIZEN_BORN, SCOPE_HELD, offsetof(struct list_row, born) },
};

#define N_SOURCES (sizeof sources / sizeof *sources)

static char **member(struct list_row *row, const struct source *source)
{
	return (char **)((char *)row + source->member);
}

bool list_row_key(int key)
{
	for (size_t i = 0; i < N_SOURCES; i++)
		if (sources[i].key == key)
			return true;
	return false;
}

void list_row_release(struct list_row *row)
{
	for (size_t i = 0; i < N_SOURCES; i++)
		free(*member(row, &sources[i]));
	free(row->words);
	free(row->sort);
	*row = (struct list_row){ 0 };
}

static bool last_round(struct store *store, int64_t record, int64_t *round, struct error *e)
{
	static const char sql[] = "SELECT max(round) FROM current WHERE record = :record AND unset = 0";
	struct query q = query_start(&store->db, sql, e);

	bind_int(&q, ":record", record);
	*round = query_row(&q) ? column_int(&q, 0) : 0;
	if (*round < 1)
		*round = 1;
	return query_end(&q);
}

static bool read_value(struct store *store, int64_t record, const struct source *source, int64_t last,
    char **value, struct error *e)
{
	static const char sql[] =
		"SELECT value FROM current WHERE record = :record AND key = :key AND row = 0"
		" AND round BETWEEN :from AND :to AND unset = 0 ORDER BY round DESC LIMIT 1";
	struct query q;
	const char *text;
	int64_t key;

	if (!key_lookup(store, source->key, &key, e))
		return false;
	q = query_start(&store->db, sql, e);
	bind_int(&q, ":record", record);
	bind_int(&q, ":key", key);
	bind_int(&q, ":from", source->scope == SCOPE_LAST ? last : 0);
	bind_int(&q, ":to", source->scope == SCOPE_CASE ? 0 : last);
	if (query_row(&q) && (text = column_text(&q, 0)) != NULL)
		*value = xstrdup(text);
	return query_end(&q);
}

/* A birth date from the CPR number, else as it was given; what cannot be read gives none. */
static struct date born(const struct list_row *row, struct date today)
{
	struct cpr cpr;
	struct date given;

	if (row->cpr != NULL && cpr_read(row->cpr, today, &cpr, NULL))
		return cpr.born;
	if (row->born != NULL && date_read_stored(row->born, &given) && given.day > 0)
		return given;
	return (struct date){ 0 };
}

static char *sort_of(const char *name)
{
	char *clean = utf8_clean(name != NULL ? name : "");
	char *sort = *clean != '\0' ? utf8_sort_key(clean) : xstrdup(SORT_UNNAMED);

	free(clean);
	return sort;
}

static char *words_of(const struct list_row *row)
{
	struct text words = { 0 };

	if (row->name != NULL)
		words_add(&words, row->name);
	if (row->cpr != NULL)
		words_add_cpr(&words, row->cpr);
	if (row->number != NULL)
		words_add_number(&words, row->number);
	if (row->old_number != NULL)
		words_add_number(&words, row->old_number);
	if (row->caseworker != NULL)
		words_add(&words, row->caseworker);
	return text_take(&words);
}

/* What is not of its kind (a draft) is as good as not answered in the list. */
static void complete(struct list_row *row, struct date today)
{
	struct date meeting;
	enum stage stage;

	if (row->number == NULL)
		row->number = xstrdup("");	/* of a damaged base only */
	row->born_on = born(row, today);
	row->sort = sort_of(row->name);
	row->words = words_of(row);
	if (row->stage == NULL || !stage_by_code(row->stage, &stage)) {
		free(row->stage);
		row->stage = xstrdup(stage_code(STAGE_DRAFT));
	}
	if (row->meeting != NULL && !date_read_stored(row->meeting, &meeting)) {
		free(row->meeting);
		row->meeting = NULL;
	}
}

bool list_row_read(struct store *store, int64_t record, struct date today, struct list_row *row,
    struct error *e)
{
	int64_t last;

	*row = (struct list_row){ 0 };
	if (!last_round(store, record, &last, e))
		return false;
	for (size_t i = 0; i < N_SOURCES; i++) {
		if (!read_value(store, record, &sources[i], last, member(row, &sources[i]), e)) {
			list_row_release(row);
			return false;
		}
	}
	complete(row, today);
	return true;
}

/* What stands in the base: NULL for a new case. */
static bool read_old(struct store *store, int64_t record, char **sort, char **words, struct error *e)
{
	static const char sql[] =
		"SELECT r.sort, l.words FROM case_row r"
		" JOIN case_list l ON l.sort = r.sort AND l.record = r.record"
		" WHERE r.record = :record";
	struct query q = query_start(&store->db, sql, e);
	const char *data;
	size_t len;

	*sort = *words = NULL;
	bind_int(&q, ":record", record);
	if (query_row(&q)) {
		data = column_blob(&q, 0, &len);
		*sort = xstrndup(data, len);
		*words = xstrdup(column_string(&q, 1));
	}
	if (query_end(&q))
		return true;
	free(*sort);
	free(*words);
	return false;
}

static bool write_number(struct store *store, int64_t record, const struct list_row *row, struct error *e)
{
	static const char sql[] =
		"INSERT INTO case_row (record, year, serial, number, sort)"
		" VALUES (:record, :year, :serial, :number, :sort)"
		" ON CONFLICT (record) DO UPDATE"
		" SET year = :year, serial = :serial, number = :number, sort = :sort";
	struct query q = query_start(&store->db, sql, e);
	int year, serial;

	number_parse(row->number, &year, &serial);
	bind_int(&q, ":record", record);
	bind_int(&q, ":year", year);
	bind_int(&q, ":serial", serial);
	bind_text(&q, ":number", row->number);
	bind_blob(&q, ":sort", row->sort, strlen(row->sort));
	return query_run(&q);
}

/* Old numbers stay names of the case, all of them. */
static bool write_old_number(struct store *store, int64_t record, const char *number, struct error *e)
{
	static const char sql[] =
		"INSERT OR IGNORE INTO old_number (year, serial, number, record)"
		" VALUES (:year, :serial, :number, :record)";
	struct query q;
	int year, serial;

	if (number == NULL)
		return true;
	q = query_start(&store->db, sql, e);
	number_parse(number, &year, &serial);
	bind_int(&q, ":year", year);
	bind_int(&q, ":serial", serial);
	bind_text(&q, ":number", number);
	bind_int(&q, ":record", record);
	return query_run(&q);
}

static bool count_case(struct store *store, struct error *e)
{
	struct query q = query_start(&store->db, "UPDATE tally SET n = n + 1 WHERE name = 'cases'", e);

	return query_run(&q);
}

static bool write_list(struct store *store, int64_t record, const struct list_row *row, const char *old_sort,
    struct error *e)
{
	static const char insert[] =
		"INSERT INTO case_list (sort, record, number, words, name, caseworker, born, stage, meeting,"
		" blocks, warns, reminds, unknowns, filled, asked, pack)"
		" VALUES (:sort, :record, :number, :words, :name, :caseworker, :born, :stage, :meeting,"
		" 0, 0, 0, 0, 0, 0, '')";
	static const char update[] =
		"UPDATE case_list SET sort = :sort, number = :number, words = :words, name = :name,"
		" caseworker = :caseworker, born = :born, stage = :stage, meeting = :meeting"
		" WHERE sort = :old_sort AND record = :record";
	struct query q = query_start(&store->db, old_sort != NULL ? update : insert, e);
	char born_on[DATE_SIZE];

	if (old_sort != NULL)
		bind_blob(&q, ":old_sort", old_sort, strlen(old_sort));
	bind_blob(&q, ":sort", row->sort, strlen(row->sort));
	bind_int(&q, ":record", record);
	bind_text(&q, ":number", row->number);
	bind_text(&q, ":words", row->words);
	bind_text(&q, ":name", row->name);
	bind_text(&q, ":caseworker", row->caseworker);
	bind_text(&q, ":born", row->born_on.year > 0 ? date_stored(row->born_on, born_on) : NULL);
	bind_text(&q, ":stage", row->stage);
	bind_text(&q, ":meeting", row->meeting);
	return query_run(&q) && (old_sort != NULL || count_case(store, e));
}

bool list_row_write(struct store *store, int64_t record, const struct list_row *row, struct error *e)
{
	char *sort, *words;
	bool done;

	if (!read_old(store, record, &sort, &words, e))
		return false;
	done = write_number(store, record, row, e) && write_old_number(store, record, row->old_number, e) &&
	    write_list(store, record, row, sort, e);
	if (done && (sort == NULL || strcmp(sort, row->sort) != 0 || strcmp(words, row->words) != 0))
		done = words_write(store, record, words != NULL ? words : "", row->words, row->sort, e);
	free(sort);
	free(words);
	return done;
}

/* A row that says the same already is not touched: each page written costs. */
bool list_row_readiness(struct store *store, int64_t record, const struct readiness *readiness,
    struct error *e)
{
	static const char sql[] =
		"UPDATE case_list"
		" SET blocks = :blocks, warns = :warns, reminds = :reminds, unknowns = :unknowns,"
		" filled = :filled, asked = :asked, pack = :pack, as_of = :as_of"
		" WHERE sort = (SELECT sort FROM case_row WHERE record = :record) AND record = :record"
		" AND (blocks, warns, reminds, unknowns, filled, asked, pack, as_of)"
		" IS NOT (:blocks, :warns, :reminds, :unknowns, :filled, :asked, :pack, :as_of)";
	struct query q = query_start(&store->db, sql, e);
	char as_of[DATE_SIZE];

	bind_int(&q, ":record", record);
	bind_int(&q, ":blocks", readiness->blocks);
	bind_int(&q, ":warns", readiness->warns);
	bind_int(&q, ":reminds", readiness->reminds);
	bind_int(&q, ":unknowns", readiness->unknowns);
	bind_int(&q, ":filled", readiness->filled);
	bind_int(&q, ":asked", readiness->asked);
	bind_text(&q, ":pack", readiness->pack);
	bind_text(&q, ":as_of", readiness->as_of.year > 0 ? date_stored(readiness->as_of, as_of) : NULL);
	return query_run(&q);
}
