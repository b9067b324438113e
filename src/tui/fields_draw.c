/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a list of fields looks.  It is laid out anew for each paint: an item a
 * field, with its texts wrapped to the width there is, stacked and scrolled so
 * that the cursor is on the screen.
 *
 *	Label               value beside it, wrapped		SHAPE_LINE, SHAPE_CHOICE
 *
 *	Label							SHAPE_BLOCK
 *	│ as wide as there is
 *
 *	Label                                      3 rows	SHAPE_TABLE
 *	  From     To       What
 *	▸ 2015-03  2015-06  Placement
 *
 * Under each, what is to be said of its value: a message, a hint.
 */
#include "tui/fields_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "model/cpr.h"
#include "tui/field.h"

#define BLOCK_LINES 6		/* of a long text that the focus is not in */

struct item {
	const struct field *field;
	enum field_shape shape;
	bool focused, required, locked;
	char *text;		/* as shown; the editor's is borrowed */
	struct span *spans;
	size_t n_spans, n_shown;
	struct span *label;	/* of one that stands beside its value */
	size_t n_label;
	int64_t *rows;
	size_t n_rows;
	char *note;		/* under it, or NULL */
	struct span *note_spans;
	size_t n_note;
	enum style note_style;
	int first, lines;	/* in the whole list */
};

struct layout {
	struct item *items;
	size_t n;
	int label_columns, columns, lines;
};

static int value_columns(const struct layout *layout, const struct item *item)
{
	return item->shape == SHAPE_BLOCK ? layout->columns - 4 : layout->columns - layout->label_columns - 3;
}

/* What there is to say of a CPR number that can be read. */
static char *cpr_note(const struct fields *fields, const char *stored, enum style *style)
{
	struct cpr cpr;

	if (!cpr_read(stored, fields->app->desk->today, &cpr, NULL))
		return NULL;
	*style = STYLE_WARN;
	if (cpr.replacement)
		return xasprintf("%s %s", mark(MARK_WARN), _("A replacement number, not a real CPR number."));
	if (!cpr.modulus)
		return xasprintf("%s %s", mark(MARK_WARN),
		    _("The check digit does not fit. Is it typed right? It may still be valid."));
	return NULL;
}

/* The message of a text that its kind cannot read, or a hint. */
static char *note_of(const struct fields *fields, const struct item *item, enum style *style)
{
	const char *stored = item->shape == SHAPE_TABLE ? NULL : fields_value(fields, item->field);
	struct error e = { 0 };
	char *again = NULL;

	if (stored == NULL)
		return NULL;
	if (kind_stored(item->field, stored) && item->field->kind != KIND_CPR)
		return NULL;
	if (!kind_read(item->field, stored, fields->app->desk->today, &again, &e)) {
		*style = STYLE_BLOCK;
		return xasprintf("%s %s", mark(MARK_BLOCK), e.what);
	}
	free(again);
	return item->field->kind == KIND_CPR ? cpr_note(fields, stored, style) : NULL;
}

static void lay_text(const struct fields *fields, const struct layout *layout, struct item *item)
{
	if (item->focused && fields->edit.text.s != NULL)
		item->text = xstrdup(fields->edit.text.s);
	else
		item->text = kind_show(item->field, fields_value(fields, item->field), fields->app->desk->lang);
	item->spans = utf8_wrap(item->text, strlen(item->text), value_columns(layout, item), &item->n_spans);
	item->n_shown = item->n_spans;
	if (item->shape == SHAPE_BLOCK && !item->focused && item->n_shown > BLOCK_LINES)
		item->n_shown = BLOCK_LINES;
}

static void lay_note(const struct fields *fields, const struct layout *layout, struct item *item)
{
	item->note = note_of(fields, item, &item->note_style);
	if (item->note != NULL)
		item->note_spans =
		    utf8_wrap(item->note, strlen(item->note), value_columns(layout, item), &item->n_note);
}

static int at_least(int lines, size_t least)
{
	return lines > (int)least ? lines : (int)least;
}

static int lines_of(const struct item *item)
{
	int shown = (int)item->n_shown, note = (int)item->n_note;

	switch (item->shape) {
	case SHAPE_CHOICE: return at_least(1 + note, item->n_label);
	case SHAPE_LINE: return at_least(shown + note, item->n_label);
	case SHAPE_BLOCK: return 1 + at_least(shown, 2) + note + 1;
	case SHAPE_TABLE: return 1 + (item->n_rows > 0 ? 1 + (int)item->n_rows : 1) + 1;
	}
	return 0;
}

static void lay_out(const struct fields *fields, int columns, struct layout *layout)
{
	const struct record *record = &fields->app->work.record;

	*layout = (struct layout){ .items = xcalloc(fields->n + 1, sizeof *layout->items), .columns = columns };
	layout->label_columns = columns * 2 / 5 < 36 ? columns * 2 / 5 : 36;
	enum field_shape before = SHAPE_BLOCK;
	for (size_t i = 0; i < fields->n; i++) {
		const struct field *field = fields->v[i];

		if (!fields->looks[i].shown)
			continue;
		struct item *item = &layout->items[layout->n++];
		*item = (struct item){
			.field = field, .shape = field_shape(field), .focused = field == fields->focus,
			.required = fields->looks[i].required && !fields->looks[i].locked,
			.locked = fields->looks[i].locked,
		};
		if (field_typed(field))
			lay_text(fields, layout, item);
		if (item->shape == SHAPE_TABLE)
			item->rows = record_rows(record, field, record->rounds, &item->n_rows);
		if (!(item->focused && fields->dirty))
			lay_note(fields, layout, item);
		bool wide = item->shape == SHAPE_BLOCK || item->shape == SHAPE_TABLE;
		bool was_wide = before == SHAPE_BLOCK || before == SHAPE_TABLE;
		const char *label = label_get(&field->label, fields->app->desk->lang);
		if (!wide)
			item->label = utf8_wrap(label, strlen(label), layout->label_columns - 4, &item->n_label);
		item->first = layout->lines + (wide && !was_wide);
		item->lines = lines_of(item);
		layout->lines = item->first + item->lines;
		before = item->shape;
	}
}

static void layout_release(struct layout *layout)
{
	for (size_t i = 0; i < layout->n; i++) {
		free(layout->items[i].text);
		free(layout->items[i].spans);
		free(layout->items[i].label);
		free(layout->items[i].rows);
		free(layout->items[i].note);
		free(layout->items[i].note_spans);
	}
	free(layout->items);
}

/* Drawing into a window: line numbers of the list, clipped. */
struct window {
	struct area area;
	int top;
};

static bool visible(const struct window *window, int line, int *row)
{
	*row = window->area.row + line - window->top;
	return line >= window->top && line < window->top + window->area.rows;
}

/* The label of a text or table, over it. */
static void draw_heading(const struct fields *fields, const struct window *window, const struct layout *layout,
    const struct item *item)
{
	int row, column = window->area.column;

	if (!visible(window, item->first, &row))
		return;
	if (item->focused)
		term_put(row, column, 1, STYLE_TITLE, mark(MARK_POINTER));
	const char *label = label_get(&item->field->label, fields->app->desk->lang);
	column += 2 + term_put(row, column + 2, layout->columns - 28, item->focused ? STYLE_TITLE : STYLE_STRONG,
	    label);
	if (item->required)
		column += 1 + term_put(row, column + 1, 1, STYLE_WARN, "*");
	if (item->locked)
		column += 1 + term_putf(row, column + 1, 10, STYLE_DIM, "%s %s", mark(MARK_LOCKED), _("locked"));
	if (item->field->own_words && item->shape == SHAPE_BLOCK)
		term_putf(row, column + 2, 20, STYLE_QUOTE, "%s %s", mark(MARK_QUOTE), _("own words"));
}

/* The label of a value beside it, over as many lines as it takes. */
static void draw_label(const struct fields *fields, const struct window *window, const struct layout *layout,
    const struct item *item)
{
	int row, column = window->area.column, used = 0;
	const char *label = label_get(&item->field->label, fields->app->desk->lang);

	for (size_t i = 0; i < item->n_label; i++) {
		if (!visible(window, item->first + (int)i, &row))
			continue;
		used = term_putn(row, column + 2, layout->label_columns - 4, item->focused ? STYLE_TITLE : STYLE_STRONG,
		    label + item->label[i].start, item->label[i].end - item->label[i].start);
		if (i == 0 && item->focused)
			term_put(row, column, 1, STYLE_TITLE, mark(MARK_POINTER));
		if (i + 1 == item->n_label && item->required)
			term_put(row, column + 3 + used, 1, STYLE_WARN, "*");
		if (i + 1 == item->n_label && item->locked)
			term_put(row, column + 3 + used, 1, STYLE_DIM, mark(MARK_LOCKED));
	}
}

static void draw_note(const struct window *window, const struct item *item, int line, int column, int columns)
{
	int row;

	for (size_t i = 0; i < item->n_note; i++)
		if (visible(window, line + (int)i, &row))
			term_putn(row, column, columns, item->note_style, item->note + item->note_spans[i].start,
			    item->note_spans[i].end - item->note_spans[i].start);
}

static void draw_text(const struct window *window, const struct layout *layout, const struct item *item)
{
	bool block = item->shape == SHAPE_BLOCK;
	int columns = value_columns(layout, item);
	int column = window->area.column + (block ? 4 : layout->label_columns + 2);
	int first = item->first + block, row;
	int lines = block && item->n_shown < 2 ? 2 : (int)item->n_shown;

	for (int i = 0; i < lines; i++) {
		if (!visible(window, first + i, &row))
			continue;
		if (block)
			term_put(row, column - 2, 1, item->focused ? STYLE_TITLE : STYLE_RULE, mark(MARK_EDGE));
		if (i >= (int)item->n_shown)
			continue;
		struct span span = item->spans[i];
		bool last = i + 1 == lines && item->n_shown < item->n_spans;
		int used = term_putn(row, column, columns - (last ? 16 : 0), STYLE_TEXT, item->text + span.start,
		    span.end - span.start);
		if (last)
			term_putf(row, column + used + 1, 15, STYLE_DIM, _("%s %zu more"), mark(MARK_MORE),
			    item->n_spans - item->n_shown);
		else if (used == 0 && !block && item->n_spans == 1)
			term_put(row, column, columns, STYLE_DIM, item->focused ? "" : mark(MARK_DASH));
	}
	draw_note(window, item, first + lines, column, columns);
}

static void draw_choice(const struct fields *fields, const struct window *window, const struct layout *layout,
    const struct item *item)
{
	int row, column = window->area.column + layout->label_columns + 2;

	if (!visible(window, item->first, &row))
		return;
	int cursor = field_choice_draw(fields->app, item->field, fields_value(fields, item->field), row, column,
	    value_columns(layout, item), item->focused);
	if (item->focused)
		term_cursor(row, cursor);
	draw_note(window, item, item->first + 1, column, value_columns(layout, item));
}

/* A text that its kind could not read. */
static bool is_unread(const struct fields *fields, const struct field *column, int64_t row)
{
	const char *stored = record_now(&fields->app->work.record, column, row);

	return stored != NULL && !kind_stored(column, stored);
}

static void draw_cell(const struct fields *fields, const struct field *table, const struct field *column, int64_t id,
    int row, int at, int columns, enum style style)
{
	char *text = fields_cell(fields->app, table, column, id);

	term_put(row, at, columns, style, text);
	free(text);
}

/* From `column` on, in so many columns. */
static void draw_row(const struct fields *fields, const struct item *item, const struct shown_column *shown, size_t n,
    int row, int column, int columns, int64_t id)
{
	bool here = item->focused && id == fields->focus_row;

	if (here) {
		term_put(row, column, 1, STYLE_TITLE, mark(MARK_POINTER));
		term_cursor(row, column + 2);
	}
	int at = column + 2;
	const struct field *speaks = fields_speaks(fields->app, item->field, shown, n, id);
	for (size_t i = 0; i < n; at += shown[i].columns + 2, i++) {
		bool unread = is_unread(fields, shown[i].field, id);
		enum style style = here ? STYLE_STRONG : STYLE_TEXT;

		if (speaks != NULL && record_now(&fields->app->work.record, shown[i].field, id) == NULL) {
			draw_cell(fields, item->field, speaks, id, row, at, column + columns - at, STYLE_DIM);
			break;
		}
		if (unread)
			term_put(row, at, 1, STYLE_BLOCK, mark(MARK_BLOCK));
		draw_cell(fields, item->field, shown[i].field, id, row, at + 2 * unread, shown[i].columns - 2 * unread, style);
	}
}

static void draw_table(const struct fields *fields, const struct window *window, const struct layout *layout,
    const struct item *item)
{
	int row, column = window->area.column + 2, columns = layout->columns - 4;
	const struct record *record = &fields->app->work.record;
	struct shown_column shown[COLUMNS_SHOWN];
	char count[48] = "";

	if (item->n_rows > 0)
		snprintf(count, sizeof count, ngettext("%zu row", "%zu rows", item->n_rows), item->n_rows);
	/* At its right end stands the sign that there is more above. */
	if (visible(window, item->first, &row))
		term_put(row, window->area.column + layout->columns - utf8_width(count) - 3, 20, STYLE_DIM, count);
	if (item->n_rows == 0 && visible(window, item->first + 1, &row)) {
		bool none = record_none(record, item->field, record->rounds);

		if (item->focused)
			term_cursor(row, column + 2);
		term_put(row, column + 2, columns, none ? STYLE_TEXT : STYLE_DIM,
		    none ? (item->focused ? _("None. - takes that back; Enter adds a row.") : _("None.")) :
		    item->focused ? _("Enter adds a row. - answers: none.") : mark(MARK_DASH));
		return;
	}
	size_t n = fields_columns(fields->app, item->field, columns - 2, shown);
	if (visible(window, item->first + 1, &row))
		for (size_t i = 0, at = (size_t)column + 2; i < n; at += (size_t)shown[i].columns + 2, i++)
			term_put(row, (int)at, shown[i].columns, STYLE_DIM,
			    label_get(&shown[i].field->label, fields->app->desk->lang));
	for (size_t i = 0; i < item->n_rows; i++)
		if (visible(window, item->first + 2 + (int)i, &row))
			draw_row(fields, item, shown, n, row, column, columns, item->rows[i]);
}

/* The line of the list on which the cursor stands. */
static int cursor_line(struct fields *fields, const struct layout *layout, const struct item *item, int *column)
{
	if (item->shape == SHAPE_TABLE) {
		for (size_t i = 0; i < item->n_rows; i++)
			if (item->rows[i] == fields->focus_row)
				return item->first + 2 + (int)i;
		return item->first + 1;
	}
	if (fields->edit.text.s == NULL)
		return item->first;
	size_t line;
	fields->columns = value_columns(layout, item);
	edit_cursor(&fields->edit, fields->columns, &line, column);
	return item->first + (item->shape == SHAPE_BLOCK) + (int)line;
}

/* Scrolls so that the line is in the window, with the label of the field if there is room. */
static void scroll_to(struct fields *fields, const struct item *item, int line, const struct layout *layout, int rows)
{
	int last = item->first + item->lines - 1;

	if (item->first < fields->top)
		fields->top = item->first > 0 && item->first < 2 ? 0 : item->first;
	if (last >= fields->top + rows)
		fields->top = last - rows + 1;
	if (item->first < fields->top && line < fields->top + rows - 1)
		fields->top = item->first;
	if (line >= fields->top + rows)
		fields->top = line - rows + 1;
	if (line < fields->top)
		fields->top = line;
	if (fields->top > layout->lines - rows)
		fields->top = layout->lines - rows;
	if (fields->top < 0)
		fields->top = 0;
}

static void draw_more(const struct area *area, const struct fields *fields, const struct layout *layout)
{
	int column = area->column + area->columns - 1;		/* beside the text, never on it */

	if (fields->top > 0)
		term_put(area->row, column, 1, STYLE_DIM, mark(MARK_UP));
	if (fields->top + area->rows < layout->lines)
		term_put(area->row + area->rows - 1, column, 1, STYLE_DIM, mark(MARK_DOWN));
}

void fields_draw(struct fields *fields, struct area area)
{
	struct layout layout;

	lay_out(fields, area.columns, &layout);
	const struct item *focused = NULL;
	for (size_t i = 0; i < layout.n; i++)
		if (layout.items[i].focused)
			focused = &layout.items[i];
	int line = 0, column = 0;
	if (focused != NULL) {
		line = cursor_line(fields, &layout, focused, &column);
		scroll_to(fields, focused, line, &layout, area.rows);
	}
	struct window window = { area, fields->top };
	for (size_t i = 0; i < layout.n; i++) {
		const struct item *item = &layout.items[i];

		if (item->first + item->lines <= window.top || item->first >= window.top + area.rows)
			continue;
		if (item->label != NULL)
			draw_label(fields, &window, &layout, item);
		else
			draw_heading(fields, &window, &layout, item);
		if (item->shape == SHAPE_TABLE)
			draw_table(fields, &window, &layout, item);
		else if (item->shape == SHAPE_CHOICE)
			draw_choice(fields, &window, &layout, item);
		else
			draw_text(&window, &layout, item);
	}
	draw_more(&area, fields, &layout);
	if (focused != NULL && fields->edit.text.s != NULL)
		term_cursor(area.row + line - fields->top,
		    area.column + column + (focused->shape == SHAPE_BLOCK ? 4 : layout.label_columns + 2));
	layout_release(&layout);
}
