/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A record (a case) in memory: a set of keyed values, each at (round, key,
 * row).  Forms say what a value means; nothing here does.
 *
 * Rounds are numbered from 1, each a time before the team.  What belongs to
 * the case as a whole stands in round 0.  A value that its form calls
 * inherited holds in later rounds until one of them has its own.
 *
 * Tables.  A row has a random id above 0.  At (table key, row) stands its
 * place, a decimal number (smaller is earlier); at ("<table>.gone", row)
 * "true" once it was removed, so that a row that is moved here and removed there
 * loses neither.  Cells stand at ("<table>.<column>", row).  A table answered
 * *none* has "none" at (table key, row 0).
 */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/hash.h"
#include "model/form.h"
#include "model/keys.h"

struct value {
	int round, key;
	int64_t row;		/* 0 outside tables */
	int64_t version;	/* what the base calls it; 0 before it is stored */
	const char *text;	/* the record's; NULL: explicitly not answered, in a round that would inherit */
};

struct record {
	int64_t id;		/* in the base; 0 before it is stored */
	char uuid[UUID_SIZE];
	int rounds;		/* at least 1; the last is the current one */
	struct value *v;	/* sorted by key, row, round */
	size_t n, cap;
	struct arena texts;	/* of the values, and of some that they had before */
	size_t stale;		/* bytes of those */
};

void record_init(struct record *record);
void record_release(struct record *record);
void record_copy(struct record *to, const struct record *from);	/* `to` is uninitialised */

/* Sets a value (text is copied, NULL allowed); record->rounds grows with it. */
void record_set(struct record *record, int round, int key, int64_t row, const char *text, int64_t version);

/* Takes away what stands at exactly this place; record->rounds shrinks where it was all of the last one. */
void record_unset(struct record *record, int round, int key, int64_t row);

/* Many values at once, each place once and in any order: nothing else may be asked of the record between the first
 * record_gather and record_settle. */
void record_gather(struct record *record, int round, int key, int64_t row, const char *text, int64_t version);
void record_settle(struct record *record);

/* The value at exactly this place, or NULL; borrowed until the record is next changed. */
const struct value *record_at(const struct record *record, int round, int key, int64_t row);

/* What holds in a round: its own value or, where `field` (of a column: its table) is inherited, the nearest
 * earlier round's.  NULL where not answered; borrowed until the record is next changed.  The second takes the
 * current round. */
const char *record_get(const struct record *record, const struct field *field, int round, int64_t row);
const char *record_now(const struct record *record, const struct field *field, int64_t row);
/* The case's own values (round 0). */
const char *record_case(const struct record *record, int key);

/* The rows of a table that hold in a round, in their order.  Returns an array of *n ids, the caller's (NULL
 * where there are none). */
int64_t *record_rows(const struct record *record, const struct field *table, int round, size_t *n);
/* Whether a row holds in a round. */
bool record_has_row(const struct record *record, const struct field *table, int round, int64_t row);
/* The row behind (`by` is 1) or before (-1) another in their order; 0 where it is the last, or the first.  Beside row
 * 0, and one that does not hold, stand the first and the last of all. */
int64_t record_row_beside(const struct record *record, const struct field *table, int round, int64_t row, int by);
/* The first row in which a column says this; 0 where none does. */
int64_t record_row_with(const struct record *record, const struct field *column, int round, const char *text);
/* True where the table was answered none and has no rows. */
bool record_none(const struct record *record, const struct field *table, int round);

/* True where nothing was ever answered in a row, in any round; its number is no answer. */
bool record_row_silent(const struct record *record, const struct field *table, int64_t row);

/* The key of "<table>.gone", for field->gone. */
int record_gone_key(struct keys *keys, const struct field *table);

/* The number that a new row of a numbered table gets: one more than any row of any round has, removed ones too
 * unless they gave theirs back (changes_row_discard). */
long record_next_no(const struct record *record, const struct field *table);

#endif
