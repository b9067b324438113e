/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An answer becomes changes.  Rows have no name in a file, but an identity in
 * the base; so a table is first paired, row by row, with what is there, and only
 * what differs is changed: a file that says what the base says changes nothing.
 */
#include "exchange/answer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define GAP 1024	/* between the places of rows, as in model/change.c */

/* A table in a round, the rows that the answer has, and those of the record that they are. */
struct pairing {
	const struct answer *answer;
	const struct field *table;
	const struct record *record;
	int round;
	struct changes *changes;
	int64_t *old;		/* the record's rows, in their order */
	size_t n_old;
	bool *taken;		/* of those */
	size_t *pair;		/* of each row of the answer: its index in `old`; UNPAIRED */
};
#define UNPAIRED SIZE_MAX	/* comes after all others */

/* A value that differs from what holds; a draft in place of no answer stays. */
static void put_text(const struct pairing *p, const struct field *field, int64_t row, const char *text)
{
	const char *now = record_get(p->record, field, p->round, row);
	bool readable = now && kind_stored(field, now);

	if (text ? !now || strcmp(now, text) != 0 : readable)
		changes_add(p->changes, p->round, field->key, row, text);
}

static const char *cell(const struct pairing *p, size_t row, const struct field *column)
{
	return p->answer->cells[row * p->table->n_columns + (size_t)(column - p->table->columns)];
}

/* The column of the numbers; NULL where rows have none. */
static const struct field *number_column(const struct field *table)
{
	return table->numbered ? field_column(table, "no") : NULL;
}

static bool cell_equal(const struct pairing *p, size_t i, size_t j, const struct field *column)
{
	const char *text = cell(p, i, column);
	const char *now = record_get(p->record, column, p->round, p->old[j]);

	if (!now || !kind_stored(column, now))
		return !text;
	return text ? strcmp(text, now) == 0 : column == number_column(p->table);
}

static bool content_equal(const struct pairing *p, size_t i, size_t j)
{
	for (size_t c = 0; c < p->table->n_columns; c++)
		if (!cell_equal(p, i, j, &p->table->columns[c]))
			return false;
	return true;
}

static bool number_equal(const struct pairing *p, size_t i, size_t j)
{
	const struct field *no = number_column(p->table);

	return no && cell(p, i, no) && cell_equal(p, i, j, no);
}

/* A row with a number is another row than one with another number, and one without was never there. */
static bool any(const struct pairing *p, size_t i, size_t j)
{
	(void)i, (void)j;
	return !p->table->numbered;
}

static void pair(struct pairing *p, bool (*fits)(const struct pairing *p, size_t i, size_t j))
{
	for (size_t i = 0; i < p->answer->n_rows; i++) {
		for (size_t j = 0; p->pair[i] == UNPAIRED && j < p->n_old; j++) {
			if (p->taken[j] || !fits(p, i, j))
				continue;
			p->pair[i] = j;
			p->taken[j] = true;
		}
	}
}

static int64_t place_of(const struct pairing *p, size_t j)
{
	const char *place = record_get(p->record, p->table, p->round, p->old[j]);

	return place ? strtoll(place, NULL, 10) : 0;
}

/* True where the rows that are there keep their order, and those that are new come after them. */
static bool in_order(const struct pairing *p)
{
	for (size_t i = 1; i < p->answer->n_rows; i++)
		if (p->pair[i] < p->pair[i - 1])
			return false;
	return true;
}

static void put_place(const struct pairing *p, int64_t row, int64_t place)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRId64, place);
	put_text(p, p->table, row, text);
}

static void put_cells(const struct pairing *p, size_t i, int64_t row, long *next_no)
{
	const struct field *no = number_column(p->table);
	char number[24];

	for (size_t c = 0; c < p->table->n_columns; c++) {
		const struct field *column = &p->table->columns[c];
		const char *text = cell(p, i, column);

		if (column == no && !text) {
			if (p->pair[i] != UNPAIRED)
				continue;
			snprintf(number, sizeof number, "%ld", (*next_no)++);
			text = number;
		}
		put_text(p, column, row, text);
	}
}

static void put_rows(const struct pairing *p, long *next_no)
{
	bool keep = in_order(p);
	int64_t place = 0;

	for (size_t i = 0; i < p->answer->n_rows; i++) {
		bool there = p->pair[i] != UNPAIRED;
		int64_t row = there ? p->old[p->pair[i]] : random_id();

		place = keep && there ? place_of(p, p->pair[i]) : place + GAP;
		put_place(p, row, place);
		put_cells(p, i, row, next_no);
	}
}

static void remove_others(const struct pairing *p)
{
	for (size_t j = 0; j < p->n_old; j++)
		if (!p->taken[j])
			changes_row_remove(p->changes, p->table, p->round, p->old[j]);
}

static void put_table(struct pairing *p, long *next_no)
{
	p->old = record_rows(p->record, p->table, p->round, &p->n_old);
	p->taken = xcalloc(p->n_old + 1, sizeof *p->taken);
	p->pair = xcalloc(p->answer->n_rows + 1, sizeof *p->pair);
	for (size_t i = 0; i < p->answer->n_rows; i++)
		p->pair[i] = UNPAIRED;
	pair(p, number_equal);
	pair(p, content_equal);
	pair(p, any);
	put_rows(p, next_no);
	remove_others(p);
	put_text(p, p->table, 0, p->answer->kind == ANSWER_NONE ? "none" : NULL);
	free(p->old);
	free(p->taken);
	free(p->pair);
}

void answer_put(const struct answer *answer, const struct field *field, const struct record *record, int round,
    long *next_no, struct changes *changes)
{
	struct pairing p = { .answer = answer, .table = field, .record = record, .round = round, .changes = changes };

	if (answer->kind == ANSWER_ABSENT)
		return;
	if (field->kind == KIND_TABLE)
		put_table(&p, next_no);
	else
		put_text(&p, field, 0, answer->text);
}
