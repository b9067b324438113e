/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What one user action does to a record: a list of values to be set.  The
 * same list is made by a field that is left, a row that is moved, an import
 * and an undo; the store appends a version for each.
 */
#ifndef MODEL_CHANGE_H
#define MODEL_CHANGE_H

#include "model/record.h"

struct change {
	int round, key;
	int64_t row;
	char *text;		/* NULL: not answered */
	int64_t restores;	/* the version that an undo brings back; else 0 */
	bool watched;		/* nothing is set: the place has to be as it was when the record was loaded */
};

struct changes {
	struct change *v;
	size_t n, cap;
};

void changes_release(struct changes *changes);
/* Adds one; text is copied. */
void changes_add(struct changes *changes, int round, int key, int64_t row, const char *text);

/* Adds that a place must not have changed meanwhile, or nothing is done: what decided whether the others may be. */
void changes_watch(struct changes *changes, int round, int key, int64_t row);

/*
 * Table operations in a round, as changes.  They work on the rows that hold in
 * that round, inherited ones too: what they set is the round's own.  `record`
 * must have the changes made so far, so that a series of operations applies
 * each before the next.
 */

/* A new row before the at-th (at the end where there are fewer), with its number in a numbered table.
 * A table answered none no longer is.  Returns the row. */
int64_t changes_row_add(struct changes *changes, const struct record *record, const struct field *table,
    int round, size_t at);
/* A row at the end, applied to `record` at once: for a series of them. */
int64_t changes_row_append(struct changes *changes, struct record *record, const struct field *table, int round);
void changes_row_remove(struct changes *changes, const struct field *table, int round, int64_t row);
/* The same by a person's hand.  A number is given once to what was said: a row in which nothing ever was gives its
 * own back, and the next row has it. */
void changes_row_discard(struct changes *changes, const struct record *record, const struct field *table, int round,
    int64_t row);
/* A removed row comes back, with a new number where it gave its own back. */
void changes_row_bring_back(struct changes *changes, const struct record *record, const struct field *table,
    int round, int64_t row);
/* By places, clipped.  Only this row gets a new place, unless there is no gap left where it goes. */
void changes_row_move(struct changes *changes, const struct record *record, const struct field *table,
    int round, int64_t row, int by);
/* Answers the table with none, which removes its rows; or takes that answer back. */
void changes_none(struct changes *changes, const struct record *record, const struct field *table, int round,
    bool none);

/* Applies them to a record in memory (version 0). */
void changes_apply(const struct changes *changes, struct record *record);

#endif
