/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Values stand in one array, sorted by key, row and round: all that concerns a
 * table's rows, or one answer through the rounds, lies together, and what an
 * inherited answer is in a round is the last value at or before it.
 */
#include "model/record.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

void record_init(struct record *record)
{
	*record = (struct record){ .rounds = 1 };
}

void record_release(struct record *record)
{
	arena_release(&record->texts);
	free(record->v);
	record_init(record);
}

static const char *keep(struct record *record, const char *text)
{
	return text ? arena_keep(&record->texts, text, strlen(text)) : NULL;
}

/* In one block, without what is stale. */
void record_copy(struct record *to, const struct record *from)
{
	*to = *from;
	to->cap = from->n;
	to->v = from->n ? xcalloc(from->n, sizeof *to->v) : NULL;
	to->texts = (struct arena){ 0 };
	to->stale = 0;
	arena_room(&to->texts, from->texts.kept - from->stale);
	for (size_t i = 0; i < from->n; i++) {
		to->v[i] = from->v[i];
		to->v[i].text = keep(to, from->v[i].text);
	}
}

/* A text that no value has any more. */
static void drop(struct record *record, const char *text)
{
	record->stale += text ? strlen(text) + 1 : 0;
}

/* A sanitizer sees who keeps a text over a change if the old one goes at once. */
#if defined(__SANITIZE_ADDRESS__)
#define STALE_MAX 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define STALE_MAX 1
#endif
#endif
#ifndef STALE_MAX
#define STALE_MAX 65536
#endif

/* Hours of typing would otherwise pile up. */
static void tidy(struct record *record)
{
	struct record fresh;

	if (record->stale < STALE_MAX || (STALE_MAX > 1 && record->stale < record->texts.kept / 2))
		return;
	record_copy(&fresh, record);
	record_release(record);
	*record = fresh;
}

static int compare(const struct value *v, int round, int key, int64_t row)
{
	if (v->key != key)
		return v->key < key ? -1 : 1;
	if (v->row != row)
		return v->row < row ? -1 : 1;
	return (v->round > round) - (v->round < round);
}

/* The first value at or after the place. */
static size_t find(const struct record *record, int round, int key, int64_t row)
{
	size_t low = 0, high = record->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare(&record->v[mid], round, key, row) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool stands_at(const struct record *record, size_t i, int round, int key, int64_t row)
{
	return i < record->n && compare(&record->v[i], round, key, row) == 0;
}

static void append(struct record *record, struct value value)
{
	record->v = array_room(record->v, record->n, &record->cap, sizeof *record->v);
	record->v[record->n++] = value;
	if (value.round > record->rounds)
		record->rounds = value.round;
}

static void insert(struct record *record, size_t i, struct value value)
{
	append(record, value);
	memmove(record->v + i + 1, record->v + i, (record->n - 1 - i) * sizeof *record->v);
	record->v[i] = value;
}

void record_set(struct record *record, int round, int key, int64_t row, const char *text, int64_t version)
{
	size_t i = find(record, round, key, row);
	struct value value = { round, key, row, version, keep(record, text) };

	assert(round >= 0 && key >= 0 && row >= 0);
	if (stands_at(record, i, round, key, row)) {
		drop(record, record->v[i].text);
		record->v[i] = value;
		tidy(record);
	} else {
		insert(record, i, value);
	}
}

void record_unset(struct record *record, int round, int key, int64_t row)
{
	size_t i = find(record, round, key, row);

	if (!stands_at(record, i, round, key, row))
		return;
	drop(record, record->v[i].text);
	record->n--;
	memmove(record->v + i, record->v + i + 1, (record->n - i) * sizeof *record->v);
	record->rounds = 1;
	for (i = 0; i < record->n; i++)
		if (record->v[i].round > record->rounds)
			record->rounds = record->v[i].round;
	tidy(record);
}

void record_gather(struct record *record, int round, int key, int64_t row, const char *text, int64_t version)
{
	assert(round >= 0 && key >= 0 && row >= 0);
	append(record, (struct value){ round, key, row, version, keep(record, text) });
}

static int by_place_of_value(const void *a, const void *b)
{
	const struct value *y = b;

	return compare(a, y->round, y->key, y->row);
}

static bool in_order(const struct value *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (by_place_of_value(&v[i - 1], &v[i]) > 0)
			return false;
	return true;
}

/* Where the values of each key begin once they stand by their keys; the caller's. */
static size_t *find_starts(const struct record *record)
{
	int last = 0;
	size_t *starts;

	for (size_t i = 0; i < record->n; i++)
		if (record->v[i].key > last)
			last = record->v[i].key;
	starts = xcalloc((size_t)last + 2, sizeof *starts);
	for (size_t i = 0; i < record->n; i++)
		starts[record->v[i].key + 1]++;
	for (int key = 0; key <= last; key++)
		starts[key + 1] += starts[key];
	return starts;
}

/* A base gives them by its own numbers of keys, and those of a key in order: it is enough to put them by key. */
void record_settle(struct record *record)
{
	size_t *starts = find_starts(record);
	struct value *v = xmalloc((record->n + 1) * sizeof *v);

	for (size_t i = 0; i < record->n; i++)
		v[starts[record->v[i].key]++] = record->v[i];
	free(starts);
	free(record->v);
	record->v = v;
	record->cap = record->n + 1;
	if (!in_order(v, record->n))
		qsort(v, record->n, sizeof *v, by_place_of_value);
}

const struct value *record_at(const struct record *record, int round, int key, int64_t row)
{
	size_t i = find(record, round, key, row);

	return stands_at(record, i, round, key, row) ? &record->v[i] : NULL;
}

static bool inherited(const struct field *field)
{
	return field->table ? field->table->inherited : field->inherited;
}

/* The text that holds at (key, row) in a round. */
static const char *holds(const struct record *record, bool inherit, int round, int key, int64_t row)
{
	size_t i = find(record, round, key, row);

	if (stands_at(record, i, round, key, row))
		return record->v[i].text;
	if (!inherit || i == 0)
		return NULL;
	i--;
	return record->v[i].key == key && record->v[i].row == row ? record->v[i].text : NULL;
}

const char *record_get(const struct record *record, const struct field *field, int round, int64_t row)
{
	return holds(record, inherited(field), round, field->key, row);
}

const char *record_now(const struct record *record, const struct field *field, int64_t row)
{
	return record_get(record, field, record->rounds, row);
}

const char *record_case(const struct record *record, int key)
{
	return holds(record, false, 0, key, 0);
}

struct placed {
	int64_t place, row;
};

/* Two terminals may give two rows the same place: then the rows' ids decide, alike everywhere. */
static int by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static bool is_gone(const struct record *record, const struct field *table, int round, int64_t row)
{
	const char *gone = holds(record, table->inherited, round, table->gone, row);

	return gone && strcmp(gone, "true") == 0;
}

/* The place of a row as it is stored; NULL where the row does not hold. */
static const char *place_of(const struct record *record, const struct field *table, int round, int64_t row)
{
	const char *place = row != 0 ? record_get(record, table, round, row) : NULL;

	return place && !is_gone(record, table, round, row) ? place : NULL;
}

bool record_has_row(const struct record *record, const struct field *table, int round, int64_t row)
{
	return place_of(record, table, round, row) != NULL;
}

int64_t *record_rows(const struct record *record, const struct field *table, int round, size_t *n)
{
	size_t i = find(record, 0, table->key, 1), cap = 0;
	struct placed *rows = NULL;
	int64_t *ids = NULL, last = 0;

	assert(table->kind == KIND_TABLE && table->gone > 0);
	*n = 0;
	for (; i < record->n && record->v[i].key == table->key; i++) {
		int64_t row = record->v[i].row;
		const char *place;

		if (row == last)
			continue;
		last = row;
		place = place_of(record, table, round, row);
		if (!place)
			continue;
		rows = array_room(rows, *n, &cap, sizeof *rows);
		rows[(*n)++] = (struct placed){ strtoll(place, NULL, 10), row };
	}
	if (*n > 0) {
		qsort(rows, *n, sizeof *rows, by_place);
		ids = xcalloc(*n, sizeof *ids);
		for (size_t j = 0; j < *n; j++)
			ids[j] = rows[j].row;
	}
	free(rows);
	return ids;
}

int64_t record_row_beside(const struct record *record, const struct field *table, int round, int64_t row, int by)
{
	size_t n, i = 0, to;
	int64_t *rows = record_rows(record, table, round, &n), beside;

	while (i < n && rows[i] != row)
		i++;
	to = i < n ? i + (size_t)by : by > 0 ? 0 : n - 1;
	beside = to < n ? rows[to] : 0;
	free(rows);
	return beside;
}

int64_t record_row_with(const struct record *record, const struct field *column, int round, const char *text)
{
	size_t n;
	int64_t found = 0, *rows = record_rows(record, column->table, round, &n);

	for (size_t i = 0; i < n && found == 0; i++) {
		const char *says = record_get(record, column, round, rows[i]);

		if (says && strcmp(says, text) == 0)
			found = rows[i];
	}
	free(rows);
	return found;
}

bool record_none(const struct record *record, const struct field *table, int round)
{
	const char *answer = record_get(record, table, round, 0);
	size_t n;

	if (!answer || strcmp(answer, "none") != 0)
		return false;
	free(record_rows(record, table, round, &n));
	return n == 0;
}

bool record_row_silent(const struct record *record, const struct field *table, int64_t row)
{
	for (size_t c = 0; c < table->n_columns; c++) {
		const struct field *column = &table->columns[c];
		size_t i = find(record, 0, column->key, row);
		bool number = table->numbered && strcmp(column->id, "no") == 0;

		if (!number && i < record->n && record->v[i].key == column->key && record->v[i].row == row)
			return false;
	}
	return true;
}

int record_gone_key(struct keys *keys, const struct field *table)
{
	char *name = xasprintf("%s.gone", keys_name(keys, table->key));
	int key = keys_intern(keys, name);

	free(name);
	return key;
}

long record_next_no(const struct record *record, const struct field *table)
{
	const struct field *no = field_column(table, "no");
	long highest = 0;

	assert(table->numbered && no);
	for (size_t i = find(record, 0, no->key, 1); i < record->n && record->v[i].key == no->key; i++) {
		long given = record->v[i].text ? strtol(record->v[i].text, NULL, 10) : 0;

		if (given > highest)
			highest = given;
	}
	return highest + 1;
}
