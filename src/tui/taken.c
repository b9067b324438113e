/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/taken.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tui/fields.h"
#include "tui/pages.h"
#include "tui/pane.h"

#define NAME_COLUMNS 30

/* A place that changes: a field, a cell, or a row that comes, goes or moves (the table). */
struct taken {
	const struct field *field;
	int64_t row;
};

static struct taken taken_of(const struct app *app, const struct change *change)
{
	const struct field *field = field_by_key(app->desk->forms, change->key);

	return (struct taken){ field != NULL ? field : field_holding(app->desk->forms, change->key), change->row };
}

/* The whole row where it comes or goes with the others. */
static struct taken first_of(const struct app *app, const struct changes *changes)
{
	struct taken first = { 0 };

	for (size_t i = 0; i < changes->n; i++) {
		struct taken taken = taken_of(app, &changes->v[i]);

		if (taken.field == NULL)
			continue;
		if (first.field == NULL)
			first = taken;
		if (taken.row == first.row && taken.field == first.field->table)
			first.field = taken.field;
	}
	return first;
}

static bool are_more(const struct app *app, const struct changes *changes, struct taken first)
{
	for (size_t i = 0; i < changes->n; i++) {
		struct taken taken = taken_of(app, &changes->v[i]);

		if (taken.field == NULL || (taken.row == first.row && taken.field == first.field))
			continue;
		if (taken.row != first.row || taken.field->table != first.field)
			return true;
	}
	return false;
}

/* The row of the member whose seat a row of a table names in this column; 0 where it names none. */
static int64_t member_row(const struct app *app, const struct field *column, int64_t row)
{
	static const int seats[] = { KEY_ASSESSMENTS_SEAT, KEY_LEANINGS_SEAT, KEY_DISSENT_SEAT };
	const struct record *record = &app->work.record;
	const char *seat = record_now(record, column, row);

	if (column->key == KEY_SEATS_SEAT)
		return row;
	for (size_t i = 0; i < sizeof seats / sizeof *seats; i++)
		if (column->key == seats[i] && seat != NULL)
			return record_row_with(record, field_by_key(app->desk->forms, KEY_SEATS_SEAT), record->rounds, seat);
	return 0;
}

/* NULL where none is named, or it is the name that changes. */
static const char *member_of(const struct app *app, const struct field *column, struct taken taken)
{
	const struct field *name = field_by_key(app->desk->forms, KEY_SEATS_NAME);
	int64_t member = taken.field != name ? member_row(app, column, taken.row) : 0;

	return member != 0 ? record_now(&app->work.record, name, member) : NULL;
}

/* What a row is called: by who it is about, else by the first that it says besides what changes. */
static void name_row(const struct app *app, const struct field *table, struct taken taken, struct text *out)
{
	for (size_t c = 0; c < table->n_columns; c++) {
		const struct field *column = &table->columns[c];

		if (column == taken.field || record_now(&app->work.record, column, taken.row) == NULL)
			continue;
		const char *member = member_of(app, column, taken);
		char *cell = fields_cell(app, table, column, taken.row);
		const char *name = member != NULL ? member : cell;
		size_t fits = utf8_fit(name, strlen(name), NAME_COLUMNS);

		text_addf(out, "%.*s%s, ", (int)fits, name, name[fits] != '\0' ? mark(MARK_MORE) : "");
		free(cell);
		return;
	}
}

void taken_words(const struct app *app, const struct changes *changes, struct text *out)
{
	struct taken first = first_of(app, changes);
	char place[80];

	if (first.field == NULL) {
		if (changes->n > 0 && changes->v[0].key == KEY_CASE_CASEWORKER)
			text_add(out, _("Caseworker"));
		return;
	}
	const struct field *table = first.field->table != NULL ? first.field->table : first.field;
	if (first.row != 0)
		name_row(app, table, first, out);
	text_add(out, label_get(&first.field->label, app->desk->lang));
	if (are_more(app, changes, first))
		text_addf(out, " %s", mark(MARK_MORE));
	pane_place(app, table, place, sizeof place);
	if (*place != '\0' && !page_form_shows(app, table))
		text_addf(out, " (%s)", place);
}
