/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What one field says in one round, whole: a text, or a table's rows.  It is
 * what a key of a case file holds, and what a record holds at its many places.
 * It comes from either and goes to either.
 */
#ifndef EXCHANGE_ANSWER_H
#define EXCHANGE_ANSWER_H

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "data/node.h"
#include "model/change.h"
#include "model/form.h"
#include "model/record.h"

enum answer_kind {
	ANSWER_ABSENT,		/* the file does not say */
	ANSWER_EMPTY,		/* not answered */
	ANSWER_TEXT,
	ANSWER_NONE,		/* of a table */
	ANSWER_ROWS
};

struct answer {
	enum answer_kind kind;
	char *text;		/* canonical */
	char **cells;		/* row by row, each as many as the table has columns; NULL: not answered */
	size_t n_rows;
};

void answer_release(const struct field *field, struct answer *answer);
bool answer_equal(const struct field *field, const struct answer *a, const struct answer *b);

/* As it stands in a round of a record; drafts that their kind cannot read count as not answered. */
void answer_of(const struct record *record, const struct field *field, int round, struct answer *answer);

/* The file that is being read. */
struct source {
	const char *path;
	struct date today;
	struct faults *faults;
};

/* As node_known, but false where `map` is none, or so large that it can only be hostile. */
bool source_known(const struct source *source, const struct node *map, const char *const known[]);
/* True where further faults would be dropped, so that reading on is of no use. */
bool source_full(const struct source *source);

/* As a file says it (`node` may be NULL: absent).  Where it is wrong there is at least one fault more. */
void answer_read(const struct source *source, const struct field *field, const struct node *node,
    struct answer *answer);
/* The same behind a key, with the newline: "key: 24\n"; an empty answer is a ~. */
void answer_write(const struct answer *answer, const struct field *field, const char *key, int indent,
    struct text *out);
/* The scalar alone, in double quotes. */
void answer_write_quoted(const char *s, struct text *out);

/*
 * Adds what makes the record say it in a round.  Rows are paired with those that
 * are there: in a numbered table by number, then by content, the rest in their
 * order.  *next_no is the number that the next row without one gets.
 */
void answer_put(const struct answer *answer, const struct field *field, const struct record *record, int round,
    long *next_no, struct changes *changes);

#endif
