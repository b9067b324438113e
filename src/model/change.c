/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rows are ordered by a place, an integer.  New places are GAP apart, so that
 * a row can be put between two others by changing nothing but its own; two
 * terminals that both move rows then seldom touch the same values.
 */
#include "model/change.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

#define GAP 1024

void changes_release(struct changes *changes)
{
	for (size_t i = 0; i < changes->n; i++)
		free(changes->v[i].text);
	free(changes->v);
	*changes = (struct changes){ 0 };
}

void changes_add(struct changes *changes, int round, int key, int64_t row, const char *text)
{
	changes->v = array_room(changes->v, changes->n, &changes->cap, sizeof *changes->v);
	changes->v[changes->n++] = (struct change){
		.round = round, .key = key, .row = row, .text = text ? xstrdup(text) : NULL,
	};
}

void changes_watch(struct changes *changes, int round, int key, int64_t row)
{
	changes_add(changes, round, key, row, NULL);
	changes->v[changes->n - 1].watched = true;
}

static void add_number(struct changes *changes, int round, int key, int64_t row, int64_t number)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRId64, number);
	changes_add(changes, round, key, row, text);
}

/* The rows of a table in the order that they are to have. */
struct order {
	const struct record *record;
	const struct field *table;
	int round;
	int64_t *rows;
	size_t n;
};

static int64_t place_of(const struct order *order, size_t i)
{
	const char *text = record_get(order->record, order->table, order->round, order->rows[i]);

	return text ? strtoll(text, NULL, 10) : 0;
}

/* A file may hold any number as a place: beyond these none is reckoned with. */
static bool far_off(int64_t place)
{
	return place < INT64_MIN / 4 || place > INT64_MAX / 4;
}

/* A place for the i-th row, all others staying where they are; false where there is no gap. */
static bool place_between(const struct order *order, size_t i, int64_t *place)
{
	bool first = i == 0, last = i + 1 == order->n;
	int64_t before = first ? 0 : place_of(order, i - 1);
	int64_t after = last ? 0 : place_of(order, i + 1);

	if (far_off(before) || far_off(after))
		return false;
	if (last)
		*place = before + GAP;
	else if (first)
		*place = after - GAP;
	else if (after - before < 2)
		return false;
	else
		*place = before + (after - before) / 2;
	return true;
}

/* Gives the i-th row its place, renumbering all where it finds none. */
static void put(struct changes *changes, const struct order *order, size_t i)
{
	int64_t place;

	if (place_between(order, i, &place)) {
		add_number(changes, order->round, order->table->key, order->rows[i], place);
		return;
	}
	for (size_t j = 0; j < order->n; j++) {
		place = GAP * (int64_t)(j + 1);
		if (j == i || place_of(order, j) != place)
			add_number(changes, order->round, order->table->key, order->rows[j], place);
	}
}

/* Moves an element of an array, those between making room. */
static void shift(int64_t *rows, size_t from, size_t to)
{
	int64_t row = rows[from];

	if (from < to)
		memmove(rows + from, rows + from + 1, (to - from) * sizeof *rows);
	else
		memmove(rows + to + 1, rows + to, (from - to) * sizeof *rows);
	rows[to] = row;
}

int64_t changes_row_add(struct changes *changes, const struct record *record, const struct field *table,
    int round, size_t at)
{
	struct order order = { record, table, round, NULL, 0 };
	int64_t row = random_id();

	order.rows = record_rows(record, table, round, &order.n);
	order.rows = xrealloc(order.rows, (order.n + 1) * sizeof *order.rows);
	if (at > order.n)
		at = order.n;
	order.rows[order.n] = row;
	shift(order.rows, order.n++, at);
	put(changes, &order, at);
	free(order.rows);

	if (table->numbered)
		add_number(changes, round, field_column(table, "no")->key, row, record_next_no(record, table));
	if (record_get(record, table, round, 0))
		changes_add(changes, round, table->key, 0, NULL);
	return row;
}

int64_t changes_row_append(struct changes *changes, struct record *record, const struct field *table, int round)
{
	struct changes row = { 0 };
	int64_t id = changes_row_add(&row, record, table, round, SIZE_MAX);

	changes_apply(&row, record);
	for (size_t i = 0; i < row.n; i++)
		changes_add(changes, row.v[i].round, row.v[i].key, row.v[i].row, row.v[i].text);
	changes_release(&row);
	return id;
}

void changes_row_remove(struct changes *changes, const struct field *table, int round, int64_t row)
{
	assert(table->gone > 0);
	changes_add(changes, round, table->gone, row, "true");
}

void changes_row_discard(struct changes *changes, const struct record *record, const struct field *table, int round,
    int64_t row)
{
	changes_row_remove(changes, table, round, row);
	if (table->numbered && record_row_silent(record, table, row))
		changes_add(changes, round, field_column(table, "no")->key, row, NULL);
}

void changes_row_bring_back(struct changes *changes, const struct record *record, const struct field *table,
    int round, int64_t row)
{
	const struct field *no = table->numbered ? field_column(table, "no") : NULL;

	changes_add(changes, round, table->gone, row, NULL);
	if (no && !record_get(record, no, round, row))
		add_number(changes, round, no->key, row, record_next_no(record, table));
}

void changes_row_move(struct changes *changes, const struct record *record, const struct field *table,
    int round, int64_t row, int by)
{
	struct order order = { record, table, round, NULL, 0 };
	size_t from = 0;
	int64_t to;

	order.rows = record_rows(record, table, round, &order.n);
	while (from < order.n && order.rows[from] != row)
		from++;
	assert(from < order.n);
	to = (int64_t)from + by;
	if (to >= (int64_t)order.n)
		to = (int64_t)order.n - 1;
	else if (to < 0)
		to = 0;
	if (to != (int64_t)from) {
		shift(order.rows, from, (size_t)to);
		put(changes, &order, (size_t)to);
	}
	free(order.rows);
}

void changes_none(struct changes *changes, const struct record *record, const struct field *table, int round,
    bool none)
{
	bool was_none = record_get(record, table, round, 0) != NULL;
	size_t n;
	int64_t *rows = record_rows(record, table, round, &n);

	for (size_t i = 0; none && i < n; i++)
		changes_row_remove(changes, table, round, rows[i]);
	free(rows);
	if (none != was_none)
		changes_add(changes, round, table->key, 0, none ? "none" : NULL);
}

void changes_apply(const struct changes *changes, struct record *record)
{
	for (size_t i = 0; i < changes->n; i++) {
		const struct change *c = &changes->v[i];

		if (!c->watched)
			record_set(record, c->round, c->key, c->row, c->text, 0);
	}
}
