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
	for (size_t i = 0; i < record->n; i++)
		free(record->v[i].text);
	free(record->v);
	record_init(record);
}

static char *text_copy(const char *text)
{
	return text ? xstrdup(text) : NULL;
}

void record_copy(struct record *to, const struct record *from)
{
	*to = *from;
	to->cap = from->n;
	to->v = from->n ? xcalloc(from->n, sizeof *to->v) : NULL;
	for (size_t i = 0; i < from->n; i++) {
		to->v[i] = from->v[i];
		to->v[i].text = text_copy(from->v[i].text);
	}
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

static void insert(struct record *record, size_t i, struct value value)
{
	record->v = array_room(record->v, record->n, &record->cap, sizeof *record->v);
	memmove(record->v + i + 1, record->v + i, (record->n - i) * sizeof *record->v);
	record->v[i] = value;
	record->n++;
}

void record_set(struct record *record, int round, int key, int64_t row, const char *text, int64_t version)
{
	bool last = record->n == 0 || compare(&record->v[record->n - 1], round, key, row) < 0;
	size_t i = last ? record->n : find(record, round, key, row);
	struct value value = { round, key, row, version, text_copy(text) };

	assert(round >= 0 && key >= 0 && row >= 0);
	if (stands_at(record, i, round, key, row)) {
		free(record->v[i].text);	/* `text` may have been this one: it is copied already */
		record->v[i] = value;
	} else {
		insert(record, i, value);
	}
	if (round > record->rounds)
		record->rounds = round;
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
		place = record_get(record, table, round, row);
		if (!place || is_gone(record, table, round, row))
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

bool record_none(const struct record *record, const struct field *table, int round)
{
	const char *answer = record_get(record, table, round, 0);
	size_t n;

	if (!answer || strcmp(answer, "none") != 0)
		return false;
	free(record_rows(record, table, round, &n));
	return n == 0;
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
