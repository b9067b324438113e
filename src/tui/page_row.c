/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: one row of a table, its columns as fields.  Goes back to where it was
 * opened from, and on to the rows beside it.  A row that was added and left without anything in it is removed again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/fields.h"
#include "tui/pages.h"
#include "tui/pane.h"
#include "tui/trouble.h"

struct state {
	const struct field *table;
	int64_t row;
	char title[160];
	struct fields fields;
	bool among;			/* it was opened from its table, so that one can go on to the others */
	bool gone;			/* undo took the row away while it was open */
};

/* Columns that nobody fills in here. */
static bool fixed(const struct page_row_arg *arg, const struct field *column)
{
	bool number = arg->table->numbered && strcmp(column->id, "no") == 0;

	return number || column == arg->fixed[0] || column == arg->fixed[1];
}

static bool row_empty(const struct app *app, const struct state *state)
{
	for (size_t i = 0; i < state->fields.n; i++)
		if (record_now(&app->work.record, state->fields.v[i], state->row) != NULL)
			return false;
	return true;
}

static void enter(struct app *app, void *p, const void *argument)
{
	const struct page_row_arg *arg = argument;
	struct state *state = p;

	state->table = arg->table;
	state->row = arg->row;
	state->among = app->stack[app->depth - 2].page == &page_form;
	utf8_copy(state->title, arg->title, sizeof state->title);
	const struct field **columns = xcalloc(arg->table->n_columns + 1, sizeof *columns);
	size_t n = 0;
	for (size_t i = 0; i < arg->table->n_columns; i++)
		if (!fixed(arg, &arg->table->columns[i]))
			columns[n++] = &arg->table->columns[i];
	fields_init(app, &state->fields, columns, n, arg->row);
	free(columns);
	/* Where nothing else is asked for, a new row is filled in from its top, another one where an answer is due. */
	const struct field *at = arg->column;
	bool begun = !row_empty(app, state);
	for (size_t i = 0; at == NULL && begun && i < n; i++)
		if (state->fields.looks[i].required &&
		    record_now(&app->work.record, state->fields.v[i], arg->row) == NULL)
			at = state->fields.v[i];
	fields_focus(&state->fields, at, 0);
}

static bool row_there(const struct app *app, const struct state *state)
{
	return record_has_row(&app->work.record, state->table, app->work.record.rounds, state->row);
}

/* The row before or after it; 0 where there is none. */
static int64_t row_beside(const struct app *app, const struct state *state, int by)
{
	return record_row_beside(&app->work.record, state->table, app->work.record.rounds, state->row, by);
}

/* Which row of its table it is, from 1, and of how many. */
static size_t ordinal(const struct app *app, const struct state *state, size_t *n)
{
	const struct record *record = &app->work.record;
	int64_t *rows = record_rows(record, state->table, record->rounds, n);
	size_t i = 0;

	while (i < *n && rows[i] != state->row)
		i++;
	free(rows);
	return i + 1;
}

static bool settle(struct app *app, void *p)
{
	(void)app;
	return fields_settle(&((struct state *)p)->fields);
}

static void release(struct app *app, void *p)
{
	struct state *state = p;

	if (app->opened && !state->fields.dirty)
		app_catch_up(app);	/* somebody else may have written in the row */
	if (app->opened && !state->fields.dirty && !trouble_locks(app, state->table) && row_there(app, state) &&
	    row_empty(app, state)) {
		struct changes changes = { 0 };

		changes_row_discard(&changes, &app->work.record, state->table, app->work.record.rounds, state->row);
		fields_release(&state->fields);
		state->fields = (struct fields){ .app = app };
		app_act(app, ACTION_EDIT, &changes, NULL, NULL);
		changes_release(&changes);
	}
	fields_release(&state->fields);
}

static void refresh(struct app *app, void *p)
{
	struct state *state = p;

	if (state->fields.v == NULL)
		return;
	state->gone = !row_there(app, state);
	fields_refresh(&state->fields);
}

/* Beside an assessment what the preparatory part says of its area; else the help. */
static void draw_side(struct app *app, const struct state *state, struct area side)
{
	const char *domain = NULL;

	if (state->table->key == KEY_ASSESSMENTS)
		domain = record_now(&app->work.record, field_by_key(app->desk->forms, KEY_ASSESSMENTS_DOMAIN),
		    state->row);
	if (domain != NULL)
		pane_domain(app, side, domain);
	else
		pane_help(app, side);
}

/* "Seats  2/5" */
static struct area draw_head(struct app *app, const struct state *state, struct area area)
{
	char title[220];
	size_t n, at = ordinal(app, state, &n);

	if (!state->among || at > n)
		return pane_head(app, area, state->title, 2);
	snprintf(title, sizeof title, "%s  %zu/%zu", state->title, at, n);
	return pane_head(app, area, title, 2);
}

/* Over an answer what it answers, in a third of the room at most. */
static void draw_statement(struct app *app, const struct state *state, struct area *body)
{
	struct text out = { 0 };
	struct area words = { body->row, body->column + 4, body->rows / 3, body->columns - 6 };

	if (!pane_statement(app, state->table, state->row, &out))
		return;
	term_put(words.row, words.column - 2, 1, STYLE_QUOTE, mark(MARK_QUOTE));
	int lines = (int)pane_text(words, out.s, 0, STYLE_QUOTE);
	if (lines > words.rows) {
		term_put(words.row + words.rows - 1, words.column + words.columns, 2, STYLE_DIM, mark(MARK_MORE));
		lines = words.rows;
	}
	body->row += lines + 1;
	body->rows -= lines + 1;
	text_release(&out);
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	struct area body = draw_head(app, state, area);

	pane_saved(app, body.row, body.columns, fields_locked(&state->fields));
	pane_rule(&body);
	struct area side = pane_split(&body);
	body.column += 1;
	body.columns -= 2;
	draw_statement(app, state, &body);
	if (state->gone) {
		term_put(body.row, body.column + 2, body.columns - 2, STYLE_DIM,
		    _("The row is gone. Redo (Ctrl+Y) brings it back."));
		term_cursor(body.row, body.column + 2);
	} else {
		fields_draw(&state->fields, body);
		draw_side(app, state, side);
	}
	pane_hints(app, area, &state->fields);
}

/* On to a row beside it, 0 a new one. */
static void leave_for(struct app *app, int64_t row, const struct field *column)
{
	app_pop(app);
	page_form_open_row(app, row, column);
}

/* Past the last field comes the next row, behind the last row a new one: so a table is filled in with Tab alone. */
static void turn(struct app *app, const struct state *state, enum command_id id)
{
	bool back = id == COMMAND_PREVIOUS_FIELD, adds = id == COMMAND_ROW_ADD;

	if (!state->among || !app_settle(app))
		return;
	int64_t to = adds ? 0 : row_beside(app, state, back ? -1 : 1);
	if (to != 0)
		leave_for(app, to, back ? &state->table->columns[state->table->n_columns - 1] : NULL);
	else if (trouble_locks(app, state->table) && adds)
		trouble_lock_say(app);
	else if (back || trouble_locks(app, state->table))
		return;
	else if (row_empty(app, state))
		app_say(app, STYLE_DIM, "%s", _("This row is empty still."));
	else
		leave_for(app, 0, NULL);
}

static bool command(struct app *app, void *p, enum command_id id)
{
	struct state *state = p;

	if (id == COMMAND_UNDO || id == COMMAND_REDO)
		return !state->gone && fields_undo(&state->fields, id == COMMAND_REDO);
	if (state->gone || fields_command(&state->fields, id))
		return true;
	if (id == COMMAND_NEXT_FIELD || id == COMMAND_PREVIOUS_FIELD || id == COMMAND_ROW_ADD) {
		turn(app, state, id);
		return true;
	}
	if (id != COMMAND_ROW_REMOVE)
		return false;
	struct changes changes = { 0 };
	const struct field *table = state->table;
	int64_t row = state->row;
	if (trouble_locks(app, table)) {
		trouble_lock_say(app);
		return true;
	}
	if (!app_settle(app))
		return true;
	app_pop(app);
	changes_row_discard(&changes, &app->work.record, table, app->work.record.rounds, row);
	if (app_act(app, ACTION_EDIT, &changes, NULL, NULL))
		app_say(app, STYLE_DIM, "%s", _("The row was removed. Undo (Ctrl+Z) brings it back."));
	changes_release(&changes);
	return true;
}

static bool key(struct app *app, void *p, int32_t k)
{
	struct state *state = p;

	if (state->gone) {
		/* Who was about to type has the letter in a new row. */
		app_pop(app);
		if (key_is_text(k) && app_page(app)->key != NULL)
			app_page(app)->key(app, app_state(app), k);
		return true;
	}
	if (fields_key(&state->fields, k))
		return true;
	if (k == K_ENTER)
		app_pop(app);
	else if (k == K_PGUP || k == K_PGDN)
		app_say(app, STYLE_DIM, "%s", _("Esc closes the row; after that PgUp and PgDn turn the screens."));
	else
		return false;
	return true;
}

static void help(struct app *app, void *p, struct text *out)
{
	(void)app;
	fields_help(&((struct state *)p)->fields, out);
}

const struct page page_row = {
	.id = "row", .title = N_("A row of a table"), .where = WHERE_ROW, .size = sizeof(struct state),
	.enter = enter, .draw = draw, .key = key, .command = command, .settle = settle, .refresh = refresh,
	.release = release, .help = help,
};
