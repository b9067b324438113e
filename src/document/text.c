/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Plain text, a line at a time.  What stands at the left edge is a heading;
 * everything else is indented below it, so that the outline is seen without
 * any typeface.  No line ends in blanks, and no text is ever cut: what does not
 * fit goes on in the next line.
 */
#include "document/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum {
	MARGIN = 3,		/* the text under a heading: as wide as its number */
	STEP = 2,		/* more, under a subheading */
	INDENT = 3,		/* a block's own step */
	LABEL_MAX = 22,		/* columns; a longer label has a line of its own */
	GAP = 2,		/* columns between label and text, and between the columns of a table */
	SIGN_LINE = 40
};

struct page {
	const struct document *document;
	struct text *out;
	int columns;
	size_t *blocks;		/* of each line; NULL and not wanted where !track */
	size_t n, cap;
	bool track;
	size_t block;		/* the one that is printed */
	bool below;		/* a subheading stands above */
	int label_columns;	/* of the run of pairs that is printed */
};

static void spaces(struct page *page, int n)
{
	for (int i = 0; i < n; i++)
		text_addc(page->out, ' ');
}

static void repeat(struct page *page, const char *sign, int n)
{
	for (int i = 0; i < n; i++)
		text_add(page->out, sign);
}

/* Ends the line, without blanks at its end. */
static void end_line(struct page *page)
{
	struct text *out = page->out;
	size_t len = out->len;

	while (len > 0 && out->s[len - 1] == ' ')
		len--;
	text_splice(out, len, out->len - len, "\n", 1);
	if (page->track) {
		page->blocks = array_room(page->blocks, page->n, &page->cap, sizeof *page->blocks);
		page->blocks[page->n] = page->block;
	}
	page->n++;
}

/* How far in a block's text begins: on a narrow screen less than is asked for. */
static int left(const struct page *page, const struct block *block)
{
	int indent = MARGIN + block->indent * INDENT;

	if (page->below)
		indent += STEP;
	if (block->kind == BLOCK_QUOTE)
		indent += STEP;
	return indent < page->columns / 3 ? indent : page->columns / 3;
}

/* Prints a text from column `at`, on which the line already stands. */
static void hang(struct page *page, int at, const char *s)
{
	int columns = page->columns > at ? page->columns - at : 1;
	size_t n;
	struct span *spans = utf8_wrap(s, strlen(s), columns, &n);

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			spaces(page, at);
		text_addn(page->out, s + spans[i].start, spans[i].end - spans[i].start);
		end_line(page);
	}
	free(spans);
}

static void paragraph(struct page *page, const struct block *block)
{
	int at = left(page, block);

	spaces(page, at);
	hang(page, at, block->text);
}

static void title(struct page *page, const struct block *block)
{
	size_t n;
	struct span *spans = utf8_wrap(block->text, strlen(block->text), page->columns, &n);

	for (size_t i = 0; i < n; i++) {
		int width = utf8_columns(block->text, spans[i].start, spans[i].end);

		spaces(page, (page->columns - width) / 2);
		text_addn(page->out, block->text + spans[i].start, spans[i].end - spans[i].start);
		end_line(page);
	}
	free(spans);
}

static void rule(struct page *page)
{
	repeat(page, "─", page->columns);
	end_line(page);
}

static bool is_kind(const struct page *page, size_t i, enum block_kind kind)
{
	return i < page->document->n && page->document->v[i].kind == kind;
}

/* Notices that follow each other stand between two rules. */
static void notice(struct page *page, const struct block *block)
{
	if (page->block == 0 || !is_kind(page, page->block - 1, BLOCK_NOTICE))
		rule(page);
	paragraph(page, block);
	if (!is_kind(page, page->block + 1, BLOCK_NOTICE))
		rule(page);
}

static void heading(struct page *page, const struct block *block)
{
	int at = 0;

	page->below = false;
	if (block->label) {
		text_add(page->out, block->label);
		at = utf8_width(block->label);
		spaces(page, at < MARGIN ? MARGIN - at : 1);
		at = at < MARGIN ? MARGIN : at + 1;
	}
	hang(page, at, block->text);
	rule(page);
}

static void subheading(struct page *page, const struct block *block)
{
	page->below = false;
	paragraph(page, block);
	page->below = true;
}

/* A label that asks something, or ends a sentence already, needs no colon. */
static const char *colon(const char *label)
{
	size_t len = strlen(label);

	return len > 0 && strchr("?:.", label[len - 1]) ? "" : ":";
}

static int label_width(const char *label)
{
	return utf8_width(label) + (int)strlen(colon(label));
}

static bool same_run(const struct block *a, const struct block *b)
{
	return a->kind == BLOCK_PAIR && b->kind == BLOCK_PAIR && a->indent == b->indent;
}

/* The widest label of the pairs that follow each other here, of those that are not too wide to count. */
static int labels_of_run(const struct page *page)
{
	const struct document *document = page->document;
	const struct block *first = &document->v[page->block];
	int most = page->columns / 3 < LABEL_MAX ? page->columns / 3 : LABEL_MAX, widest = 0;

	for (size_t i = page->block; i < document->n && same_run(first, &document->v[i]); i++) {
		int width = label_width(document->v[i].label);

		if (width <= most && width > widest)
			widest = width;
	}
	return widest ? widest : INDENT - GAP;
}

static void pair(struct page *page, const struct block *block)
{
	int at = left(page, block), width = label_width(block->label), text;

	if (page->block == 0 || !same_run(block - 1, block))
		page->label_columns = labels_of_run(page);
	text = at + page->label_columns + GAP;
	spaces(page, at);
	if (width <= page->label_columns) {
		text_addf(page->out, "%s%s", block->label, colon(block->label));
		spaces(page, text - at - width);
	} else {
		char *label = xasprintf("%s%s", block->label, colon(block->label));

		hang(page, at, label);
		free(label);
		spaces(page, text);
	}
	hang(page, text, block->text);
}

static void item(struct page *page, const struct block *block)
{
	const char *mark = block->label ? block->label : "–";
	int at = left(page, block), width = utf8_width(mark);
	int text = at + (width < INDENT ? INDENT : width + 1);

	spaces(page, at);
	text_add(page->out, mark);
	spaces(page, text - at - width);
	hang(page, text, block->text);
}

/* A table's cells are wrapped side by side; this is one cell. */
struct cell {
	const char *s;
	struct span *spans;
	size_t n;
};

/* The widest line of a column. */
static int natural_width(const struct block *table, size_t column)
{
	int widest = 1;

	for (size_t row = 0; row < table->n_rows; row++) {
		const char *s = table->cells[row * table->n_columns + column];

		for (size_t len; ; s += len + 1) {
			int width = utf8_columns(s, 0, len = strcspn(s, "\n"));

			widest = width > widest ? width : widest;
			if (!s[len])
				break;
		}
	}
	return widest;
}

/* Takes from the widest column until all of them fit beside each other. */
static void fit_widths(int *widths, size_t n, int columns)
{
	int total = 0;

	for (size_t i = 0; i < n; i++)
		total += widths[i];
	for (; total > columns; total--) {
		size_t widest = 0;

		for (size_t i = 1; i < n; i++)
			if (widths[i] > widths[widest])
				widest = i;
		if (widths[widest] == 1)
			return;
		widths[widest]--;
	}
}

/* The nth line of a row's cells. */
static void row_line(struct page *page, const struct cell *cells, const int *widths, size_t n_columns,
    size_t line, int at)
{
	int missing = at;

	for (size_t i = 0; i < n_columns; i++) {
		const struct cell *cell = &cells[i];
		int width = 0;

		if (line < cell->n) {
			const struct span *span = &cell->spans[line];

			size_t end = span->end;

			while (end > span->start && cell->s[end - 1] == ' ')
				end--;		/* spaces may reach beyond the column */
			spaces(page, missing);
			missing = 0;
			text_addn(page->out, cell->s + span->start, end - span->start);
			width = utf8_columns(cell->s, span->start, end);
		}
		missing += (widths[i] > width ? widths[i] - width : 0) + GAP;
	}
	end_line(page);
}

static void table_row(struct page *page, const struct block *table, size_t row, const int *widths, int at)
{
	struct cell *cells = xcalloc(table->n_columns, sizeof *cells);
	size_t lines = 1;

	for (size_t i = 0; i < table->n_columns; i++) {
		struct cell *cell = &cells[i];

		cell->s = table->cells[row * table->n_columns + i];
		cell->spans = utf8_wrap(cell->s, strlen(cell->s), widths[i], &cell->n);
		lines = cell->n > lines ? cell->n : lines;
	}
	for (size_t line = 0; line < lines; line++)
		row_line(page, cells, widths, table->n_columns, line, at);
	for (size_t i = 0; i < table->n_columns; i++)
		free(cells[i].spans);
	free(cells);
}

static void table_rule(struct page *page, const int *widths, size_t n_columns, int at)
{
	spaces(page, at);
	for (size_t i = 0; i < n_columns; i++) {
		repeat(page, "─", widths[i]);
		spaces(page, GAP);
	}
	end_line(page);
}

static void table(struct page *page, const struct block *block)
{
	int *widths = xcalloc(block->n_columns, sizeof *widths), at = left(page, block);

	for (size_t i = 0; i < block->n_columns; i++)
		widths[i] = natural_width(block, i);
	fit_widths(widths, block->n_columns, page->columns - at - (int)(block->n_columns - 1) * GAP);
	for (size_t row = 0; row < block->n_rows; row++) {
		table_row(page, block, row, widths, at);
		if (row == 0)
			table_rule(page, widths, block->n_columns, at);
	}
	free(widths);
}

static void sign(struct page *page, const struct block *block)
{
	int room;

	page->below = false;
	room = page->columns - left(page, block);
	spaces(page, left(page, block));
	repeat(page, "_", room < SIGN_LINE ? room : SIGN_LINE);
	end_line(page);
	paragraph(page, block);
}

/* Empty lines between two blocks: a heading keeps to its text, and what belongs to an item to the item. */
static int gap(const struct block *above, const struct block *block)
{
	if (block->kind == BLOCK_HEADING || block->kind == BLOCK_SIGN)
		return 2;
	if (above->kind == BLOCK_HEADING || above->kind == BLOCK_SUBHEADING)
		return 0;
	if (same_run(above, block) || block->indent > above->indent)
		return 0;
	if (block->indent && block->indent == above->indent)
		return 0;
	if (block->kind == BLOCK_ITEM && above->indent == block->indent &&
	    (above->kind == BLOCK_ITEM || above->kind == BLOCK_TEXT))
		return 0;
	return above->kind == BLOCK_TEXT && block->kind == BLOCK_QUOTE ? 0 : 1;
}

static void (*const printers[])(struct page *page, const struct block *block) = {
	[BLOCK_TITLE] = title,
	[BLOCK_NOTICE] = notice,
	[BLOCK_HEADING] = heading,
	[BLOCK_SUBHEADING] = subheading,
	[BLOCK_TEXT] = paragraph,
	[BLOCK_QUOTE] = paragraph,
	[BLOCK_PAIR] = pair,
	[BLOCK_ITEM] = item,
	[BLOCK_TABLE] = table,
	[BLOCK_SIGN] = sign,
};
_Static_assert(sizeof printers / sizeof *printers == BLOCK_KIND_COUNT, "a printer for each kind");

void document_text(const struct document *document, int columns, struct text *out, size_t **block_of_line,
    size_t *n_lines)
{
	struct page page = {
		.document = document, .out = out, .columns = columns > 0 ? columns : 1,
		.track = block_of_line != NULL,
	};

	for (page.block = 0; page.block < document->n; page.block++) {
		const struct block *block = &document->v[page.block];

		for (int i = page.block ? gap(block - 1, block) : 0; i > 0; i--)
			end_line(&page);
		printers[block->kind](&page, block);
	}
	if (block_of_line)
		*block_of_line = page.blocks;
	if (n_lines)
		*n_lines = page.n;
}
