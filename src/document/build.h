/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the builders of documents have in common: the answers of a round, the
 * fixed wording, and blocks made of both.  An answer is text as the field shows
 * it in the document's language.  What is hidden, unreadable or not answered
 * is NULL, so that no builder prints what the rules say nobody may see.
 *
 * Fields may be NULL, of an id that the forms lack: they are not answered.
 */
#ifndef DOCUMENT_BUILD_H
#define DOCUMENT_BUILD_H

#include "data/wording.h"
#include "document/document.h"

struct build {
	const struct forms *forms;
	const struct record *record;
	struct rules *rules;
	struct view view;		/* of the round */
	const struct wording *wording;
	enum lang lang;
	struct document *document;
	struct {			/* rows of the table last asked for, to number them by */
		const struct field *table;
		int64_t *v;
		size_t n;
	} rows;
};

/* Begins a document named as its wording, of a round (0: the current one).  False where there is no such
 * round, or the wording cannot be read or lacks one of the ids. */
bool build_begin(struct build *b, const struct desk *desk, const struct casework *work, const char *name,
    const char *const ids[], int round, struct document *document, struct error *e);
void build_end(struct build *b);

/* Answers */
const struct field *build_field(const struct build *b, const char *id);
const char *build_stored(const struct build *b, const struct field *field, int64_t row);
char *build_shown(const struct build *b, const struct field *field, int64_t row);	/* the caller's */
/* The choice that was made; NULL where none was. */
const struct choice *build_choice(const struct build *b, const struct field *field, int64_t row);
/* True where the stored text is `code`: "true", "ressourceforloeb". */
bool build_is(const struct build *b, const struct field *field, int64_t row, const char *code);
/* A whole number or a length in months; -1 where not answered. */
long build_number(const struct build *b, const struct field *field, int64_t row);
/* The rows of a table that is shown; the array is the caller's. */
int64_t *build_rows(struct build *b, const struct field *table, size_t *n);
bool build_none(const struct build *b, const struct field *table);	/* answered none */

/* Wording.  What follows an id are names and values, ended by NULL; the result is the caller's. */
char *build_words(const struct build *b, const char *id, ...) __attribute__((sentinel));
/* The text `id` with a value, or `bare`, which has no place for one, where there is none (NULL). */
char *build_words_or(const struct build *b, const char *id, const char *name, const char *value, const char *bare);
char *build_quote(const struct build *b, const char *text);	/* in quotation marks */
char *build_length(const struct build *b, long months);	/* "2 år og 6 måneder" */
char *build_months(const struct build *b, long months);	/* "30 måneder" */

/* Blocks.  As document_add: valid until the next one. */
struct block *build_say(struct build *b, enum block_kind kind, const char *id, ...) __attribute__((sentinel));
/* With build_words_or. */
struct block *build_say_or(struct build *b, enum block_kind kind, const char *id, const char *name, const char *value,
    const char *bare);
/* Sets what a block was made from, in words too. */
struct block *build_from(struct build *b, struct block *block, const struct field *field, int64_t row);
/* The answer as a paragraph, or a quote where the words are the citizen's own; NULL and nothing added
 * without one. */
struct block *build_paragraph(struct build *b, const struct field *field, int64_t row);
/* The same as a pair, labelled by a text of the wording or (NULL) by the field itself. */
struct block *build_pair(struct build *b, const char *label, const struct field *field, int64_t row);
/* A pair of two texts, both ids of the wording, about a field; and one whose text is `text`. */
struct block *build_pair_words(struct build *b, const char *label, const char *id, const struct field *field,
    int64_t row);
struct block *build_pair_text(struct build *b, const char *label, const char *text, const struct field *field,
    int64_t row);
/* A subheading of the wording with the answer under it, or with the sentence `missing` (NULL: neither is
 * printed). */
void build_part(struct build *b, const char *heading, const struct field *field, const char *missing);
/* A table of the columns named, ended by NULL, headed by their labels. */
void build_table(struct build *b, const struct field *table, const char *const columns[]);

#endif
