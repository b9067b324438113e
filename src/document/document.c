/* SPDX-License-Identifier: EUPL-1.2 */
#include "document/document.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "document/recommendation.h"

static char *copy(const char *s)
{
	return s ? xstrdup(s) : NULL;
}

struct block *document_add(struct document *document, enum block_kind kind, const char *label,
    const char *text)
{
	struct block *block;

	document->v = array_room(document->v, document->n, &document->cap, sizeof *document->v);
	block = &document->v[document->n++];
	*block = (struct block){ .kind = kind, .label = copy(label), .text = copy(text) };
	return block;
}

void document_from(struct block *block, const struct field *field, int64_t row)
{
	block->field = field;
	block->row = row;
}

struct block *document_table(struct document *document, size_t n_columns, const char *const headings[])
{
	struct block *table = document_add(document, BLOCK_TABLE, NULL, NULL);

	assert(n_columns > 0);
	table->n_columns = n_columns;
	document_table_row(table, headings);
	return table;
}

void document_table_row(struct block *table, const char *const cells[])
{
	size_t at = table->n_rows * table->n_columns;

	table->cells = xrealloc(table->cells, (at + table->n_columns) * sizeof *table->cells);
	for (size_t i = 0; i < table->n_columns; i++)
		table->cells[at + i] = xstrdup(cells[i] ? cells[i] : "");
	table->n_rows++;
}

static void block_release(struct block *block)
{
	for (size_t i = 0; i < block->n_rows * block->n_columns; i++)
		free(block->cells[i]);
	free(block->cells);
	free(block->label);
	free(block->text);
	free(block->source);
}

void document_release(struct document *document)
{
	for (size_t i = 0; i < document->n; i++)
		block_release(&document->v[i]);
	free(document->v);
	free(document->title);
	*document = (struct document){ 0 };
}

const struct document_kind document_kinds[] = {
	{ "recommendation", N_("Recommendation"), recommendation_words, recommendation_build },
};
const size_t n_document_kinds = sizeof document_kinds / sizeof *document_kinds;

const struct document_kind *document_kind_by_name(const char *name)
{
	for (size_t i = 0; i < n_document_kinds; i++)
		if (strcmp(document_kinds[i].name, name) == 0)
			return &document_kinds[i];
	return NULL;
}

static bool no_document(const char *name, struct error *e)
{
	struct text names = { 0 };

	for (size_t i = 0; i < n_document_kinds; i++)
		text_addf(&names, i > 0 ? ", %s" : "%s", document_kinds[i].name);
	error_set(e, ERROR_MISSING, name, _("there is no document of this name; there are: %s"), names.s);
	text_release(&names);
	return false;
}

bool document_build(struct desk *desk, const struct casework *work, const char *name, int round,
    enum lang lang, struct document *document, struct error *e)
{
	const struct document_kind *kind = document_kind_by_name(name);

	if (!kind)
		return no_document(name, e);
	*document = (struct document){ .lang = lang };
	if (kind->build(desk, work, round, lang, document, e))
		return true;
	document_release(document);
	return false;
}

enum { PAPER = 76 };	/* columns that an A4 page holds in a type that everybody can read */

static void render_text(const struct document *document, struct text *out)
{
	document_text(document, PAPER, out, NULL, NULL);
}

const struct document_format document_formats[] = {
	{ "text", render_text },
};
const size_t n_document_formats = sizeof document_formats / sizeof *document_formats;
