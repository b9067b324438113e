/* SPDX-License-Identifier: EUPL-1.2 */
/* Which columns of a table its lines show, how wide each is, and what stands in a cell of them. */
#include "tui/fields_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

static const int kind_columns[KIND_COUNT] = {
	[KIND_LINE] = 0, [KIND_LONG] = 0, [KIND_YESNO] = 5, [KIND_ONE] = 0, [KIND_SEVERAL] = 0, [KIND_WHOLE] = 5,
	[KIND_DECIMAL] = 6, [KIND_MONTHS] = 9, [KIND_DATE] = 10, [KIND_MONTH] = 10, [KIND_TIME] = 5, [KIND_CPR] = 11,
	[KIND_TABLE] = 5,
};

/* A choice takes as much as its longest answer, up to a third of the table. */
static int choice_columns(const struct app *app, const struct field *column, int columns)
{
	int widest = 0;

	for (size_t i = 0; column->choices != NULL && i < column->choices->n; i++) {
		int width = utf8_width(label_get(&column->choices->v[i].label, app->desk->lang));

		widest = width > widest ? width : widest;
	}
	return widest < columns / 3 ? widest : columns / 3;
}

static int natural_columns(const struct app *app, const struct field *column, int columns)
{
	int content = column->kind == KIND_ONE ? choice_columns(app, column, columns) : kind_columns[column->kind];
	int heading = utf8_width(label_get(&column->label, app->desk->lang));

	if (content > 0 && heading > content)
		content = heading < 14 ? heading : 14;
	return content;
}

/* Texts share what the others leave. */
size_t fields_columns(const struct app *app, const struct field *table, int columns,
    struct shown_column shown[COLUMNS_SHOWN])
{
	size_t n = 0;
	int wide = 0, left = columns;

	for (size_t i = 0; i < table->n_columns && n < COLUMNS_SHOWN; i++)
		if (table->columns[i].summary) {
			shown[n].field = &table->columns[i];
			shown[n].columns = natural_columns(app, &table->columns[i], columns);
			left -= shown[n].columns + 2;
			wide += shown[n].columns == 0;
			n++;
		}
	for (size_t i = 0; i < n; i++)
		if (shown[i].columns == 0)
			shown[i].columns = left / wide > 6 ? left / wide : 6;
	return n;
}

/* The table whose rows a column numbers, its own or the statements; NULL: none. */
static const struct field *numbered_by(const struct app *app, const struct field *table, const struct field *column)
{
	if (column->key == KEY_ANSWERS_STATEMENT)
		return field_by_key(app->desk->forms, KEY_STATEMENTS);
	return table->numbered && strcmp(column->id, "no") == 0 ? table : NULL;
}

const struct field *fields_speaks(const struct app *app, const struct field *table,
    const struct shown_column shown[], size_t n, int64_t row)
{
	const struct record *record = &app->work.record;

	for (size_t i = 0; i < n; i++)
		if (numbered_by(app, table, shown[i].field) != table && record_now(record, shown[i].field, row) != NULL)
			return NULL;
	for (size_t c = 0; c < table->n_columns; c++)
		if (!table->columns[c].summary && record_now(record, &table->columns[c], row) != NULL)
			return &table->columns[c];
	return NULL;
}

char *fields_cell(const struct app *app, const struct field *table, const struct field *column, int64_t row)
{
	const char *stored = record_now(&app->work.record, column, row);
	struct date date;
	char out[DATE_SIZE];

	if (stored == NULL)
		return xstrdup(mark(MARK_DASH));
	if ((column->kind == KIND_DATE || column->kind == KIND_MONTH) && date_read_stored(stored, &date))
		return xstrdup(date_short(date, out));
	const struct field *numbered = numbered_by(app, table, column);
	if (numbered != NULL)
		return xasprintf("%s%s", numbered->prefix != NULL ? numbered->prefix : "", stored);
	char *shown = kind_show(column, stored, app->desk->lang);
	size_t blank = strspn(shown, "\n");
	memmove(shown, shown + blank, strlen(shown + blank) + 1);
	shown[strcspn(shown, "\n")] = '\0';
	return shown;
}
