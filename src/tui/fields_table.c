/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tables among the fields: the pointer moves over their rows, which are opened as pages, added, moved and removed.
 */
#include "tui/fields_private.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "tui/pages.h"
#include "tui/pane.h"

int64_t fields_table_beside(const struct fields *fields, int64_t row, int by)
{
	const struct record *record = &fields->app->work.record;

	return record_row_beside(record, fields->focus, record->rounds, row, by);
}

bool fields_table_has(const struct fields *fields, int64_t row)
{
	const struct record *record = &fields->app->work.record;

	return record_has_row(record, fields->focus, record->rounds, row);
}

/* False at the edge. */
static bool move_pointer(struct fields *fields, int by)
{
	int64_t to = fields_table_beside(fields, fields->focus_row, by);

	if (to != 0)
		fields->focus_row = to;
	return to != 0;
}

static void open_row(struct fields *fields, const struct field *table, int64_t row, const struct field *column)
{
	struct page_row_arg arg = { .table = table, .row = row, .column = column };

	utf8_copy(arg.title, label_get(&table->label, fields->app->desk->lang), sizeof arg.title);
	if (pane_statement(fields->app, table, row, NULL))
		arg.fixed[0] = field_by_key(fields->app->desk->forms, KEY_ANSWERS_STATEMENT);
	app_push(fields->app, &page_row, &arg);
}

/* Answers begin with a row for each statement: nobody has to remember what the citizen said. */
static bool add_answers(struct fields *fields)
{
	struct app *app = fields->app;
	const struct forms *forms = app->desk->forms;
	struct record after;
	struct changes changes = { 0 };
	size_t n;

	record_copy(&after, &app->work.record);
	int64_t *rows = record_rows(&after, field_by_key(forms, KEY_STATEMENTS), after.rounds, &n);
	for (size_t i = 0; i < n; i++) {
		const char *no = record_now(&app->work.record, field_by_key(forms, KEY_STATEMENTS_NO), rows[i]);

		changes_add(&changes, after.rounds, KEY_ANSWERS_STATEMENT,
		    changes_row_append(&changes, &after, fields->focus, after.rounds), no);
	}
	bool added = n > 0 && app_act(app, ACTION_EDIT, &changes, NULL, NULL);
	changes_release(&changes);
	record_release(&after);
	free(rows);
	return added;
}

static void add_row(struct fields *fields)
{
	struct app *app = fields->app;
	const struct field *table = fields->focus;
	struct changes changes = { 0 };

	if (table->key == KEY_ANSWERS && fields_table_beside(fields, 0, 1) == 0 && add_answers(fields)) {
		fields_focus(fields, table, 0);
		return;
	}
	int64_t row = changes_row_add(&changes, &app->work.record, table, app->work.record.rounds, SIZE_MAX);
	if (app_act(app, ACTION_EDIT, &changes, NULL, NULL)) {
		fields->focus_row = row;
		open_row(fields, table, row, NULL);
	}
	changes_release(&changes);
}

void fields_open_row(struct fields *fields, int64_t row, const struct field *column)
{
	if (row == 0) {
		add_row(fields);
		return;
	}
	fields->focus_row = row;
	open_row(fields, fields->focus, row, column);
}

/* Moves or removes the row at the pointer. */
static void change_row(struct fields *fields, enum command_id id)
{
	struct app *app = fields->app;
	const struct record *record = &app->work.record;
	struct changes changes = { 0 };

	if (id == COMMAND_ROW_REMOVE)
		changes_row_discard(&changes, record, fields->focus, record->rounds, fields->focus_row);
	else
		changes_row_move(&changes, record, fields->focus, record->rounds, fields->focus_row,
		    id == COMMAND_ROW_UP ? -1 : 1);
	if (app_act(app, ACTION_EDIT, &changes, NULL, NULL) && id == COMMAND_ROW_REMOVE)
		app_say(app, STYLE_DIM, "%s", _("The row was removed. Undo (Ctrl+Z) brings it back."));
	changes_release(&changes);
}

static void answer_none(struct fields *fields)
{
	struct app *app = fields->app;
	const struct record *record = &app->work.record;
	struct changes changes = { 0 };

	changes_none(&changes, record, fields->focus, record->rounds,
	    !record_none(record, fields->focus, record->rounds));
	app_act(app, ACTION_EDIT, &changes, NULL, NULL);
	changes_release(&changes);
}

bool fields_table_walk(struct fields *fields, int32_t key)
{
	if (key == K_UP || key == K_DOWN)
		return move_pointer(fields, key == K_UP ? -1 : 1);
	if (key != K_ENTER || fields->focus_row == 0)
		return false;
	open_row(fields, fields->focus, fields->focus_row, NULL);
	return true;
}

bool fields_table_key(struct fields *fields, int32_t key)
{
	if (fields_table_walk(fields, key))
		return true;
	if (key == '-') {
		if (fields->focus_row == 0)
			answer_none(fields);
		return true;
	}
	if (key != K_ENTER && !key_is_text(key))
		return false;
	add_row(fields);
	/* Who types means a new row: it opens with the letter in it. */
	if (key != K_ENTER && app_page(fields->app) == &page_row)
		page_row.key(fields->app, app_state(fields->app), key);
	return true;
}

bool fields_table_command(struct fields *fields, enum command_id id)
{
	switch (id) {
	case COMMAND_ROW_ADD:
		add_row(fields);
		return true;
	case COMMAND_ROW_REMOVE: case COMMAND_ROW_UP: case COMMAND_ROW_DOWN:
		if (fields->focus_row != 0)
			change_row(fields, id);
		return true;
	default: return false;
	}
}
