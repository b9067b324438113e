/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: one screen of a form (preparatory part, meeting, recommendation,
 * what follows), with the marks of all its screens above; from 120 columns
 * the help of the field and its findings beside it.
 * Reads and writes: the fields of the screen.  Goes to: rows of tables,
 * the other screens, review, grid and document.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/fields.h"
#include "tui/pages.h"
#include "tui/pane.h"

#define SCREENS_MAX 32

struct state {
	const struct form *form;
	size_t screen;
	struct fields fields;
	enum screen_mark marks[SCREENS_MAX];	/* of the form's screens, since the last change of the case */
};

static const struct screen *screen_of(const struct state *state)
{
	return &state->form->screens[state->screen];
}

/* Where one stood on a screen, as far as it was ever left; or the place after the last. */
static size_t left_at(const struct app *app, const struct screen *screen)
{
	size_t i = 0;

	while (i < app->n_left && app->left[i].screen != screen)
		i++;
	return i;
}

static void remember(struct app *app, const struct state *state)
{
	size_t i = left_at(app, screen_of(state));

	if (i == LEFT_MAX || state->fields.focus == NULL)
		return;
	app->left[i].screen = screen_of(state);
	app->left[i].field = state->fields.focus;
	app->left[i].row = state->fields.focus_row;
	app->n_left += i == app->n_left;
}

/* At its first field, or where one stood on it (`again`). */
static void show_screen(struct app *app, struct state *state, size_t screen, bool again)
{
	fields_settle(&state->fields);
	if (state->fields.dirty)
		return;
	if (state->fields.v != NULL)
		remember(app, state);
	fields_release(&state->fields);
	state->screen = screen;
	const struct screen *shown = screen_of(state);
	fields_init(app, &state->fields, (const struct field *const *)shown->fields, shown->n_fields, 0);
	size_t i = left_at(app, shown);
	bool known = again && i < app->n_left;
	fields_focus(&state->fields, known ? app->left[i].field : NULL, known ? app->left[i].row : 0);
}

static void look(struct app *app, struct state *state)
{
	struct view view = casework_view(app->desk, &app->work);

	for (size_t i = 0; i < state->form->n_screens && i < SCREENS_MAX; i++)
		state->marks[i] =
		    rules_screen_mark(app->work.rules, &view, &state->form->screens[i], &app->work.findings);
}

static void enter(struct app *app, void *p, const void *argument)
{
	const struct page_form_arg *arg = argument;
	struct state *state = p;

	state->form = form_by_id(app->desk->forms, arg->form);
	look(app, state);
	show_screen(app, state, arg->screen, true);
	if (arg->field != NULL)
		fields_focus(&state->fields, arg->field, arg->row);
}

static void release(struct app *app, void *p)
{
	struct state *state = p;

	if (state->form->part == PART_FIELDS)
		app->walk = state->screen;
	remember(app, state);
	fields_release(&state->fields);
}

static bool settle(struct app *app, void *p)
{
	(void)app;
	return fields_settle(&((struct state *)p)->fields);
}

static void refresh(struct app *app, void *p)
{
	look(app, p);
	fields_refresh(&((struct state *)p)->fields);
}

/* "✓1 ✓2 !3 ▸4 ○5 –6": what each screen of the form looks like; a dash where none of its questions concern the case. */
static void draw_marks(const struct state *state, int row, int columns)
{
	static const struct {
		enum mark mark;
		enum style style;
	} looks[] = {
		[MARK_EMPTY] = { MARK_OPEN, STYLE_DIM }, [MARK_BEGUN] = { MARK_DOT, STYLE_TEXT },
		[MARK_COMPLETE] = { MARK_DONE, STYLE_OK }, [MARK_FINDINGS] = { MARK_WARN, STYLE_WARN },
		[MARK_HIDDEN] = { MARK_DASH, STYLE_DIM },
	};
	int column = 1;
	for (size_t i = 0; i < state->form->n_screens && i < SCREENS_MAX && column < columns - 12; i++) {
		bool here = i == state->screen;
		enum screen_mark found = state->marks[i];
		bool review = state->form->screens[i].n_fields == 0;

		if (here)
			column += term_put(row, column, 1, STYLE_TITLE, mark(MARK_POINTER));
		else if (!review)
			column += term_put(row, column, 1, looks[found].style, mark(looks[found].mark));
		enum style style = here ? STYLE_TITLE : found == MARK_HIDDEN ? STYLE_DIM : STYLE_TEXT;
		column += term_putf(row, column, 4, style, "%zu", i + 1) + 1;
	}
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	enum lang lang = app->desk->lang;
	const char *title = label_get(&state->form->title, lang);
	char right[160];

	if (state->form->n_screens > 1)
		snprintf(right, sizeof right, "%s %s %zu %s  %zu/%zu", title, mark(MARK_PATH), state->screen + 1,
		    label_get(&screen_of(state)->title, lang), state->screen + 1, state->form->n_screens);
	else
		utf8_copy(right, title, sizeof right);
	struct area body = pane_head(app, area, right, 2);
	draw_marks(state, body.row, body.columns);
	pane_saved(app, body.row, body.columns, fields_locked(&state->fields));
	pane_rule(&body);
	struct area side = pane_split(&body);
	body.column += 1;
	body.columns -= 2;
	if (state->fields.focus == NULL)
		term_put(body.row, body.column + 2, body.columns, STYLE_DIM, _("Nothing to fill in here yet."));
	term_cursor(body.row, body.column);
	fields_draw(&state->fields, body);
	pane_help(app, side);
	pane_hints(app, area, &state->fields);
}

/* A screen whose questions are all for other cases is passed over.  Who turns pages stands again where he stood; who
 * came past the last field goes on with the first one. */
static bool turn(struct app *app, struct state *state, int by, bool again)
{
	size_t to = state->screen + (size_t)by;

	while (to < state->form->n_screens && to < SCREENS_MAX && state->marks[to] == MARK_HIDDEN)
		to += (size_t)by;
	if (to >= state->form->n_screens) {
		app_say(app, STYLE_DIM, "%s", by > 0 ? _("This is the last screen of the part.") :
		    _("This is the first screen of the part."));
		return true;
	}
	if (state->form->screens[to].n_fields == 0)
		page_review_open(app);
	else
		show_screen(app, state, to, again);
	return true;
}

static bool command(struct app *app, void *p, enum command_id id)
{
	struct state *state = p;

	switch (id) {
	case COMMAND_NEXT_FIELD: return fields_command(&state->fields, id) || turn(app, state, 1, false);
	case COMMAND_NEXT_SCREEN: return turn(app, state, 1, true);
	case COMMAND_PREVIOUS_SCREEN: return turn(app, state, -1, true);
	case COMMAND_UNDO: case COMMAND_REDO: return fields_undo(&state->fields, id == COMMAND_REDO);
	default: return fields_command(&state->fields, id);
	}
}

static bool key(struct app *app, void *p, int32_t k)
{
	(void)app;
	return fields_key(&((struct state *)p)->fields, k);
}

static void help(struct app *app, void *p, struct text *out)
{
	struct state *state = p;

	fields_help(&state->fields, out);
	const char *text = label_get(&screen_of(state)->help, app->desk->lang);
	if (*text != '\0')
		text_addf(out, "\n%s\n%s\n", label_get(&screen_of(state)->title, app->desk->lang), text);
}

const struct page page_form = {
	.id = "form", .title = N_("A screen of the case"), .where = WHERE_FORM, .size = sizeof(struct state),
	.enter = enter, .draw = draw, .key = key, .command = command, .settle = settle, .refresh = refresh,
	.release = release, .help = help,
};

static void open_form(struct app *app, const struct page_form_arg *arg)
{
	const struct form *form = form_by_id(app->desk->forms, arg->form);

	if (form == NULL || form->n_screens == 0)
		return;
	app_show(app, &page_form, arg);
}

void page_form_new_case(struct app *app)
{
	struct error e;

	app_close_case(app);
	if (!casework_new(app->desk, &app->work, &e)) {
		app_say_error(app, &e);
		return;
	}
	app->opened = true;
	app->looked = app->checked = true;
	open_form(app, &(struct page_form_arg){ .form = "preparatory" });
}

void page_form_meeting(struct app *app)
{
	open_form(app, &(struct page_form_arg){ .form = "meeting" });
}

void page_form_recommendation(struct app *app)
{
	open_form(app, &(struct page_form_arg){ .form = "recommendation" });
}

/* Whether a screen of the preparatory part still asks for something; the review has no questions. */
static bool asks(struct app *app, const struct screen *screen)
{
	struct view view = casework_view(app->desk, &app->work);
	enum screen_mark found = rules_screen_mark(app->work.rules, &view, screen, &app->work.findings);

	return screen->n_fields > 0 && found != MARK_COMPLETE && found != MARK_HIDDEN;
}

/* At the first screen that does. */
void page_form_preparatory(struct app *app)
{
	const struct form *form = form_by_id(app->desk->forms, "preparatory");
	size_t i = 0;

	while (i < form->n_screens && !asks(app, &form->screens[i]))
		i++;
	open_form(app, &(struct page_form_arg){ .form = "preparatory", .screen = i < form->n_screens ? i : 0 });
}

void page_form_walk_on(struct app *app)
{
	open_form(app, &(struct page_form_arg){ .form = "preparatory", .screen = app->walk });
}

bool page_form_walking(const struct app *app)
{
	const struct state *state = app_state(app);

	return app_page(app) == &page_form && state->form->part == PART_FIELDS;
}

bool page_form_shows(const struct app *app, const struct field *field)
{
	int i = app_page(app) == &page_row ? app->depth - 2 : app->depth - 1;
	const struct state *state = app->stack[i].state;

	return app->stack[i].page == &page_form && field_screen(app->desk->forms, field, NULL) == screen_of(state);
}

void page_form_open_row(struct app *app, int64_t row, const struct field *column)
{
	fields_open_row(&((struct state *)app_state(app))->fields, row, column);
}

static size_t screen_index(const struct form *form, const struct screen *screen)
{
	return (size_t)(screen - form->screens);
}

bool page_form_goto(struct app *app, const struct field *field, int64_t row)
{
	const struct form *form;
	const struct field *top = field->table != NULL ? field->table : field;
	const struct screen *screen = field_screen(app->desk->forms, top, &form);

	if (screen == NULL)
		return false;
	open_form(app, &(struct page_form_arg){
		.form = form->id, .screen = screen_index(form, screen), .field = top, .row = row,
	});
	if (field->table != NULL && row != 0) {
		struct page_row_arg arg = { .table = top, .row = row, .column = field };

		utf8_copy(arg.title, label_get(&top->label, app->desk->lang), sizeof arg.title);
		app_push(app, &page_row, &arg);
	}
	return true;
}

/* What looks at the case as a whole and is no screen of a form; in the list of screens it comes last. */
static const struct {
	const struct page *page;
	void (*open)(struct app *app);
} wholes[] = {
	{ &page_guide, page_guide_open }, { &page_compare, page_compare_open }, { &page_preview, page_preview_open },
};
#define WHOLES 10000		/* their values in the list begin here */

static void goto_screen(struct app *app, const void *what, int64_t row, const int *values, size_t n)
{
	(void)what, (void)row;
	const struct forms *forms = app->desk->forms;
	if (n == 0)
		return;
	if (values[0] >= WHOLES) {
		wholes[values[0] - WHOLES].open(app);
		return;
	}
	size_t form = (size_t)values[0] / 100, screen = (size_t)values[0] % 100;
	if (forms->v[form].screens[screen].n_fields == 0)
		page_review_open(app);
	else
		open_form(app, &(struct page_form_arg){ .form = forms->v[form].id, .screen = screen });
}

void page_form_screens(struct app *app)
{
	const struct forms *forms = app->desk->forms;

	enum { LIST_MAX = 100 };
	struct chooser_item items[LIST_MAX + sizeof wholes / sizeof *wholes] = { 0 };
	size_t n = 0;
	struct view view = casework_view(app->desk, &app->work);
	for (size_t f = 0; f < forms->n; f++)
		for (size_t s = 0; s < forms->v[f].n_screens && n < LIST_MAX; s++, n++)
			items[n] = (struct chooser_item){
				.label = label_get(&forms->v[f].screens[s].title, app->desk->lang),
				.group = label_get(&forms->v[f].title, app->desk->lang), .value = (int)(f * 100 + s),
				.note = rules_screen_mark(app->work.rules, &view, &forms->v[f].screens[s],
				    &app->work.findings) == MARK_HIDDEN ? _("not asked in this case") : NULL,
			};
	for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
		items[n++] = (struct chooser_item){
			.label = _(wholes[i].page->title), .group = _("The case as a whole"), .value = WHOLES + (int)i,
		};
	app_push(app, &page_chooser, &(struct chooser_arg){
		.title = _("Go to a screen"), .items = items, .n = n, .chosen = goto_screen,
	});
}
