/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Documents: a tree of blocks that a builder makes from a case, and renderers
 * that print it (SPEC 8).  The tree holds finished text; a renderer decides
 * nothing about content.  Every block knows the field behind it, so that the
 * preview can jump there.
 *
 * The fixed wording of a document is read from documents/NAME.yaml of the
 * desk's data folder when it is first needed, and kept.
 */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/error.h"
#include "base/text.h"
#include "rule/desk.h"

enum block_kind {
	BLOCK_TITLE,		/* the document's name */
	BLOCK_NOTICE,		/* what must be seen: not a decision, a draft */
	BLOCK_HEADING,		/* a numbered section */
	BLOCK_SUBHEADING,
	BLOCK_TEXT,		/* a paragraph; newlines in it begin new ones */
	BLOCK_QUOTE,		/* the citizen's own words, in quotation marks */
	BLOCK_PAIR,		/* a label and what it says */
	BLOCK_ITEM,		/* an item of a list */
	BLOCK_TABLE,
	BLOCK_SIGN,		/* a line to sign on, with who */
	BLOCK_KIND_COUNT
};

struct block {
	enum block_kind kind;
	int indent;		/* 1 for what belongs to an item before it; set by the builder, else 0 */
	char *label;		/* a pair's label; a heading's or an item's number; else NULL */
	char *text;		/* for a table NULL */
	char **cells;		/* a table's cells by rows, the first row its headings */
	size_t n_columns, n_rows;
	const struct field *field;	/* what it was made from; NULL: fixed wording */
	int64_t row;
	char *source;		/* what the evidence names, in words; may be NULL */
};

struct document {
	char *title;		/* also the file's title; no personal data */
	enum lang lang;
	struct block *v;
	size_t n, cap;
};

/* Adds a block; text and label are copied. Returns it, valid until the next one is added. */
struct block *document_add(struct document *document, enum block_kind kind, const char *label,
    const char *text);
void document_from(struct block *block, const struct field *field, int64_t row);
/* Adds a table of n_columns with its heading row; then a row at a time (cells copied). */
struct block *document_table(struct document *document, size_t n_columns, const char *const headings[]);
void document_table_row(struct block *table, const char *const cells[]);
void document_release(struct document *document);

/* A kind of document: what `print CASE NAME` and the preview take. */
struct document_kind {
	const char *name;		/* "recommendation" */
	const char *title;		/* msgid */
	const char *const *words;	/* ids that its wording must have, ended by NULL: for wording_check */
	/* Builds it from a round (0: the current one). False with an error where it cannot be (no such
	 * round). */
	bool (*build)(struct desk *desk, const struct casework *work, int round, enum lang lang,
	    struct document *document, struct error *e);
};
extern const struct document_kind document_kinds[];
extern const size_t n_document_kinds;
const struct document_kind *document_kind_by_name(const char *name);

/*
 * Builds and gives the tree (uninitialised before, released by the caller after
 * true).  The desk is loaded.  False where there is no such document or round,
 * or where its wording is faulty.
 */
bool document_build(struct desk *desk, const struct casework *work, const char *name, int round,
    enum lang lang, struct document *document, struct error *e);

/* A format: what --format takes. */
struct document_format {
	const char *name;	/* "text" */
	void (*render)(const struct document *document, struct text *out);
};
extern const struct document_format document_formats[];
extern const size_t n_document_formats;

/*
 * The text renderer: plain UTF-8, `columns` wide (76 on paper).  block_of_line
 * (may be NULL) becomes an array, the caller's, that gives for each line the
 * index of its block; a line between two blocks counts to the one below.
 */
void document_text(const struct document *document, int columns, struct text *out, size_t **block_of_line,
    size_t *n_lines);

#endif
