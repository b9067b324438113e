/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: the cases, those found as one types, and of the one at the pointer
 * its question and findings (beside the list from 120 columns).  Reads the
 * list a screenful at a time from a key range; how many there are in all is counted after the first paint.
 * Goes to: a case.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "model/cpr.h"
#include "tui/edit.h"
#include "tui/pages.h"
#include "tui/pane.h"

#define ROWS_MAX 120
#define COUNT_MAX 1000000
#define FOUND_MAX 1000	/* a search is counted no further */

struct state {
	struct edit find;
	struct case_row rows[ROWS_MAX];
	int rounds[ROWS_MAX];	/* in which each is; 0: not looked at yet */
	int n, at, fits;	/* rows loaded, the pointer, rows that the screen holds */
	bool before, after;	/* there are further ones */
	int64_t from;		/* the case after (with back: before) which they were loaded, 0: the start (the end) */
	bool back;
	long count, found;	/* in all and matching; -1 not counted yet */
	struct text about;	/* what the case at the pointer is about */
	int64_t shown;		/* whose that is, -1 to be read anew: it follows the pointer once no key waits */
};

static void rows_release(struct state *state)
{
	for (int i = 0; i < state->n; i++)
		case_row_release(&state->rows[i]);
	state->n = 0;
}

static const char *find_text(const struct state *state)
{
	return state->find.text.len > 0 ? state->find.text.s : NULL;
}

/* Loads a screenful after (before) a case, or from the start (end) where id is 0. */
static bool load(struct app *app, struct state *state, int64_t id, bool back)
{
	struct list_place place = { 0 };
	struct error e;
	struct case_row rows[ROWS_MAX];
	bool more = false;

	if (id != 0 && !store_place(app->desk->store, id, &place, &e))
		id = 0;
	int n = store_list(app->desk->store, find_text(state), id != 0 ? &place : NULL, back,
	    rows, state->fits, &more, &e);
	free(place.sort);
	if (n < 0) {
		app_say_error(app, &e);
		return false;
	}
	if (n == 0 && id != 0)
		return false;
	rows_release(state);
	memcpy(state->rows, rows, (size_t)n * sizeof *rows);
	memset(state->rounds, 0, sizeof state->rounds);
	state->n = n;
	state->before = back ? more : id != 0;
	state->after = back ? id != 0 : more;
	state->at = back && n > 0 ? n - 1 : 0;
	state->from = id;
	state->back = back;
	/* Fewer than the screen holds: the start, with the pointer where it is. */
	if (back && id != 0 && !more) {
		load(app, state, 0, false);
		state->at = n - 1;
	}
	return true;
}

/* From where the screen began, with the pointer at the case `id` where it is there. */
static void reload(struct app *app, struct state *state, int64_t id)
{
	state->found = -1;
	load(app, state, state->from, state->back);
	for (int i = 0; i < state->n; i++)
		if (state->rows[i].id == id)
			state->at = i;
	state->shown = -1;
}

static int64_t pointed(const struct state *state)
{
	return state->at < state->n ? state->rows[state->at].id : 0;
}

/* The rows that the screen holds: all but head, foot and, without a right pane, what the case is about. */
static int fits(void)
{
	int rows = term_rows() - (term_columns() < PANE_FROM ? 11 : 6);

	return rows < 5 ? 5 : rows < ROWS_MAX ? rows : ROWS_MAX;
}

static void enter(struct app *app, void *p, const void *arg)
{
	struct state *state = p;

	(void)arg;
	edit_init(&state->find, "", false);
	state->count = state->found = -1;
	state->fits = fits();
	reload(app, state, 0);
}

static void release(struct app *app, void *p)
{
	struct state *state = p;

	(void)app;
	rows_release(state);
	text_release(&state->about);
	edit_release(&state->find);
}

static void refresh(struct app *app, void *p)
{
	struct state *state = p;
	int64_t id = app->opened ? app->work.record.id : pointed(state);

	app_close_case(app);
	state->count = -1;
	reload(app, state, id);
}

static void about(const struct app *app, const struct case_row *row, const struct record *record, struct text *out)
{
	const struct forms *forms = app->desk->forms;
	const char *cpr = record_now(record, field_by_key(forms, KEY_CITIZEN_CPR), 0);
	const char *question = record_now(record, field_by_key(forms, KEY_REFERRAL_QUESTION), 0);
	const char *news = record_now(record, field_by_key(forms, KEY_REFERRAL_NEWS), 0);
	char masked[12] = "";

	if (cpr != NULL && kind_stored(field_by_key(forms, KEY_CITIZEN_CPR), cpr))
		cpr_masked(cpr, masked);
	int age = case_row_age(row, app->desk->today);
	text_add(out, row->name != NULL ? row->name : _("(no name yet)"));
	if (age >= 0)
		text_addf(out, _(", %d years"), age);
	if (record->rounds > 1)
		text_addf(out, _(" · round %d"), record->rounds);
	text_addf(out, "%s%s", *masked != '\0' ? " · " : "", masked);
	if (row->caseworker != NULL)
		text_addf(out, " · %s %s", _("caseworker"), row->caseworker);
	text_addf(out, "\n%s %s\n%s %s\n", _("Question:"), question != NULL ? question : mark(MARK_DASH), _("New:"),
	    news != NULL ? news : mark(MARK_DASH));
	text_addf(out, _("%d block, %d warn, %d unknown"), row->readiness.blocks, row->readiness.warns,
	    row->readiness.unknowns);
}

/* Reads what the case at the pointer is about. */
static void look(const struct app *app, struct state *state)
{
	struct record record;
	struct error e;

	text_clear(&state->about);
	state->shown = pointed(state);
	if (state->shown == 0 || !store_load(app->desk->store, state->shown, &record, &e))
		return;
	about(app, &state->rows[state->at], &record, &state->about);
	record_release(&record);
}

/* Looks in which round the cases are; true where one is found that is not in its first. */
static bool look_at_rounds(const struct app *app, struct state *state)
{
	struct error e;
	bool later = false;

	for (int i = 0; i < state->n; i++)
		if (state->rounds[i] == 0) {
			state->rounds[i] = store_round(app->desk->store, state->rows[i].id, &e);
			later |= state->rounds[i] > 1;
		}
	return later;
}

static bool idle(struct app *app, void *p)
{
	struct state *state = p;
	struct error e;
	bool counts = state->count < 0 || state->found < 0, moved = state->shown != pointed(state);

	if (state->count < 0)
		state->count = store_count(app->desk->store, NULL, COUNT_MAX, &e);
	if (state->found < 0)
		state->found = find_text(state) == NULL ? state->count :
		    store_count(app->desk->store, find_text(state), FOUND_MAX, &e);
	if (moved)
		look(app, state);
	bool later = look_at_rounds(app, state);
	/* What failed is tried again at the next key. */
	return moved || later || (counts && state->count >= 0 && state->found >= 0);
}

static void draw_find(const struct state *state, int row, int columns)
{
	const char *label = _("Find:");
	int column = 1 + term_put(row, 1, 20, STYLE_DIM, label) + 1;

	if (state->find.text.len > 0)
		term_put(row, column, columns - 40, STYLE_STRONG, state->find.text.s);
	else
		term_put(row, column, columns - 40, STYLE_DIM, _("name, case number or CPR number"));
	char count[64] = "";
	if (state->found >= FOUND_MAX && find_text(state) != NULL)
		snprintf(count, sizeof count, _("over 1,000 of %ld cases"), state->count);
	else if (state->found >= 0 && find_text(state) != NULL)
		snprintf(count, sizeof count, _("%ld of %ld cases"), state->found, state->count);
	else if (state->count >= 0)
		snprintf(count, sizeof count, ngettext("%ld case", "%ld cases", (unsigned long)state->count),
		    state->count);
	term_put(row, columns - utf8_width(count) - 1, 40, STYLE_DIM, count);
	term_cursor(row, column + utf8_columns(state->find.text.s, 0, state->find.at));
}

/* How far the case is prepared, as so many boxes. */
static void draw_bar(const struct readiness *ready, int row, int column, int boxes)
{
	int full = ready->asked > 0 ? ready->filled * boxes / ready->asked : 0;

	term_repeat(row, column, full, STYLE_OK, MARK_FULL);
	term_repeat(row, column + full, boxes - full, STYLE_DIM, MARK_SHADE);
}

/* Where the columns of the list begin; the name takes what is left. */
struct columns {
	int name, age, stage, ready, findings, boxes;
};

/* Columns from which there is room for them; the right pane leaves it for the findings. */
#define FINDINGS_FROM 70
#define AGE_FROM 76

static struct columns columns_of(int columns)
{
	struct columns c = { .name = 14, .boxes = columns >= AGE_FROM ? 10 : 5 };

	c.findings = columns >= FINDINGS_FROM ? columns - 12 : columns;
	c.ready = c.findings - (columns >= AGE_FROM ? 12 : 10);
	c.stage = c.ready - 15;
	c.age = c.stage - (columns >= AGE_FROM ? 6 : 0);
	return c;
}

/* "draft (2)", from the second round on and where there is room. */
static void draw_stage(const struct case_row *row, int round, int y, int column)
{
	enum { ROOM = 14 };
	char stage[80];

	snprintf(stage, sizeof stage, "%s (%d)", stage_name(row->stage), round);
	term_put(y, column, ROOM, STYLE_TEXT, round > 1 && utf8_width(stage) <= ROOM ? stage : stage_name(row->stage));
}

static void draw_row(const struct app *app, const struct state *state, int i, int y, struct columns c, int columns)
{
	const struct case_row *row = &state->rows[i];
	bool here = i == state->at;

	if (here)
		term_put(y, 1, 1, STYLE_TITLE, mark(MARK_POINTER));
	term_put(y, 3, 11, STYLE_TEXT, row->number != NULL ? row->number : mark(MARK_DASH));
	/* Only the name stands out: what is restyled is sent again, for two rows at each cursor key. */
	term_put(y, c.name, c.age - c.name - 1, here ? STYLE_STRONG : STYLE_TEXT,
	    row->name != NULL ? row->name : _("(no name yet)"));
	int age = case_row_age(row, app->desk->today);
	if (age >= 0 && columns >= AGE_FROM)
		term_putf(y, c.age, 5, STYLE_TEXT, "%3d", age);
	draw_stage(row, state->rounds[i], y, c.stage);
	draw_bar(&row->readiness, y, c.ready, c.boxes);
	if (columns < FINDINGS_FROM)
		return;
	int column = c.findings;
	if (row->readiness.blocks > 0)
		column += term_putf(y, column, 8, STYLE_BLOCK, "%s%d", mark(MARK_BLOCK), row->readiness.blocks) + 1;
	if (row->readiness.unknowns > 0)
		column += term_putf(y, column, 8, STYLE_WARN, "%s%d", mark(MARK_UNKNOWN), row->readiness.unknowns) + 1;
	if (row->readiness.warns > 0)
		term_putf(y, column, 8, STYLE_WARN, "%s%d", mark(MARK_WARN), row->readiness.warns);
}

static void draw_list(const struct app *app, const struct state *state, struct area area)
{
	struct columns c = columns_of(area.columns);

	term_put(area.row, 3, 10, STYLE_DIM, _("Case"));
	term_put(area.row, c.name, 20, STYLE_DIM, _("Citizen"));
	if (area.columns >= AGE_FROM)
		term_put(area.row, c.age, 5, STYLE_DIM, _("Age"));
	term_put(area.row, c.stage, 14, STYLE_DIM, _("Stage"));
	term_put(area.row, c.ready, 9, STYLE_DIM, _("Prepared"));
	if (area.columns >= FINDINGS_FROM)
		term_put(area.row, c.findings, 11, STYLE_DIM, _("Findings"));
	for (int i = 0; i < state->n && i < area.rows - 1; i++)
		draw_row(app, state, i, area.row + 1 + i, c, area.columns);
	if (state->n == 0)
		term_put(area.row + 2, 3, area.columns - 4, STYLE_DIM, find_text(state) != NULL ?
		    _("No case has this. Esc clears the search.") : _("No cases yet. F2 begins the first one."));
	if (state->before)
		term_put(area.row + 1, area.columns - 2, 1, STYLE_DIM, mark(MARK_UP));
	if (state->after)
		term_put(area.row + area.rows - 1, area.columns - 2, 1, STYLE_DIM, mark(MARK_DOWN));
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	char today[DATE_SIZE];

	if (state->fits != fits()) {
		state->fits = fits();
		reload(app, state, pointed(state));
	}
	const char *pack = app->desk->viewing != NULL ? app->desk->viewing : app->desk->settings.pack;
	term_put(area.row, 1, 30, STYLE_TITLE, _("Cases"));
	char *right = xasprintf("%s · %s %s", date_long(app->desk->today, app->desk->lang, today), _("rules"), pack);
	term_put(area.row, area.columns - utf8_width(right) - 1, area.columns, STYLE_DIM, right);
	const char *note = app->banner != NULL ? app->banner : app->set_day ? _("The day is set") : NULL;
	if (note != NULL)
		term_put(area.row, 8, area.columns - 8 - utf8_width(right) - 3, STYLE_WARN, note);
	free(right);
	draw_find(state, area.row + 1, area.columns);
	term_rule(area.row + 2, 1, area.columns - 2);
	struct area body = { area.row + 3, 0, area.rows - 3 - 2, area.columns };
	struct area side = pane_split(&body);
	if (side.columns == 0) {
		body.rows -= 5;
		side = (struct area){ body.row + body.rows + 1, 1, 4, area.columns - 2 };
		term_rule(side.row - 1, 1, area.columns - 2);
	}
	draw_list(app, state, body);
	pane_text(side, state->about.s != NULL ? state->about.s : "", 0, STYLE_TEXT);
	enum style style;
	const char *said = app_said(app, &style);
	if (said != NULL)
		term_put(area.rows - 2, 1, area.columns - 2, style, said);
	else
		term_rule(area.rows - 2, 1, area.columns - 2);
}

static void move(struct app *app, struct state *state, int by)
{
	int to = state->at + by;

	if (to >= 0 && to < state->n)
		state->at = to;
	else if (to < 0 && state->n > 0)
		load(app, state, state->rows[0].id, true);
	else if (state->n > 0 && state->after)
		load(app, state, state->rows[state->n - 1].id, false);
}

static void page(struct app *app, struct state *state, bool back)
{
	if (state->n == 0)
		return;
	if (back ? !state->before : !state->after)
		state->at = back ? 0 : state->n - 1;
	else
		load(app, state, state->rows[back ? 0 : state->n - 1].id, back);
}

static bool key(struct app *app, void *p, int32_t k)
{
	struct state *state = p;

	switch (k) {
	case K_UP: move(app, state, -1); return true;
	case K_DOWN: move(app, state, 1); return true;
	case K_PGUP: page(app, state, true); return true;
	case K_PGDN: page(app, state, false); return true;
	case K_HOME: case K_CHOME: load(app, state, 0, false); return true;
	case K_END: case K_CEND: load(app, state, 0, true); return true;
	case K_BACKSPACE: edit_delete(&state->find, EDIT_LEFT, 100); break;
	case K_CTRL('w'): edit_delete(&state->find, EDIT_WORD_LEFT, 100); break;
	case K_ESC:
		edit_release(&state->find);
		edit_init(&state->find, "", false);
		break;
	default:
		if (!pane_type(&state->find, k))
			return false;
	}
	state->from = 0;
	state->back = false;
	reload(app, state, 0);
	return true;
}

static bool command(struct app *app, void *p, enum command_id id)
{
	struct state *state = p;

	if (id != COMMAND_OPEN)
		return false;
	if (pointed(state) != 0)
		app_open_case(app, pointed(state));
	return true;
}

static void help(struct app *app, void *p, struct text *out)
{
	(void)app, (void)p;
	text_add(out, _("The list of cases. Type the beginning of a name, a case number or a CPR number, and the "
	    "list shows those that fit. Enter opens the case at the pointer, F2 begins a new one. Everything is "
	    "saved as it is typed."));
	text_add(out, "\n");
}

const struct page page_home = {
	.id = "home", .title = N_("Cases"), .where = WHERE_HOME, .size = sizeof(struct state), .enter = enter,
	.draw = draw, .key = key, .command = command, .refresh = refresh, .idle = idle, .release = release,
	.help = help,
};

bool page_home_open_pointed(struct app *app)
{
	const struct state *state = app->stack[0].state;

	return pointed(state) != 0 && app_open_case(app, pointed(state));
}
