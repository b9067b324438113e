/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: two texts of one field, in a box over the page, since two people have written in it: each with who wrote it
 * and when, from shortly before the place where they part, and the one at the pointer as a whole.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/pages.h"
#include "tui/pane.h"

enum { MINE, THEIRS, SIDES };

struct state {
	struct versions_arg arg;
	char *texts[SIDES], *headings[SIDES];
	size_t differ;			/* where the texts part */
	int at;				/* the side at the pointer */
	bool moved;			/* to another side: its text is to be shown from where they part */
	size_t top, lines;		/* of the whole text */
	int rows;			/* that it has */
};

/* The end of what two texts begin with. */
static size_t common(const char *a, const char *b)
{
	size_t len = strlen(a), at = 0, next;

	while ((next = utf8_next(a, len, at)) > at && strncmp(a + at, b + at, next - at) == 0)
		at = next;
	return at;
}

static char *heading_of(const struct app *app, int64_t version)
{
	struct text made = { 0 };
	char *heading;

	pane_made(app, version, &made);
	heading = xasprintf(_("What was written by %s"), made.len > 0 ? made.s : mark(MARK_UNKNOWN));
	text_release(&made);
	return heading;
}

static void enter(struct app *app, void *p, const void *argument)
{
	struct state *state = p;

	state->arg = *(const struct versions_arg *)argument;
	state->texts[MINE] = xstrdup(state->arg.mine);
	state->texts[THEIRS] = xstrdup(state->arg.theirs);
	state->headings[MINE] = xstrdup(_("What you have typed"));
	state->headings[THEIRS] = heading_of(app, state->arg.version);
	state->differ = common(state->arg.mine, state->arg.theirs);
	state->moved = true;
}

static void release(struct app *app, void *p)
{
	struct state *state = p;

	(void)app;
	for (int i = 0; i < SIDES; i++) {
		free(state->texts[i]);
		free(state->headings[i]);
	}
}

#define LEAD 24			/* columns before the place where they part */

/* The beginning of a word shortly before it. */
static size_t lead(const char *text, size_t differ)
{
	size_t len = strlen(text), from = differ;

	while (from > 0 && utf8_columns(text, from, differ) < LEAD)
		from = utf8_prev(text, len, from);
	return from > 0 ? utf8_next_word(text, differ, from) : 0;
}

/* One line of a text. */
static void draw_side(const struct state *state, int side, struct area area)
{
	const char *text = state->texts[side];
	size_t from = lead(text, state->differ);
	char *line = xasprintf("%s%s", from > 0 ? mark(MARK_MORE) : "", text + from);
	bool here = side == state->at;

	for (char *s = line; *s != '\0'; s++)
		if (*s == '\n')
			*s = ' ';
	term_put(area.row, area.column, area.columns, STYLE_DIM, state->headings[side]);
	if (here)
		term_put(area.row + 1, area.column, 1, STYLE_TITLE, mark(MARK_POINTER));
	term_put(area.row + 1, area.column + 2, area.columns - 2, here ? STYLE_STRONG : STYLE_TEXT,
	    *line != '\0' ? line : mark(MARK_DASH));
	free(line);
}

/* The line of the text in which they part, and one before it, where it does not fit as a whole. */
static size_t first_top(const char *text, size_t differ, struct area area)
{
	size_t n, line = 0;
	struct span *spans = utf8_wrap(text, strlen(text), area.columns, &n);

	while (line + 1 < n && spans[line + 1].start <= differ)
		line++;
	free(spans);
	return n > (size_t)area.rows && line > 0 ? line - 1 : 0;
}

static void draw_whole(struct state *state, struct area area)
{
	const char *text = state->texts[state->at];

	if (state->moved)
		state->top = first_top(text, state->differ, area);
	state->moved = false;
	state->rows = area.rows;
	state->lines = pane_text(area, text, state->top, STYLE_TEXT);
	if (state->top > 0)
		term_put(area.row, area.column + area.columns, 1, STYLE_DIM, mark(MARK_UP));
	if (state->lines > state->top + (size_t)area.rows)
		term_put(area.row + area.rows - 1, area.column + area.columns, 1, STYLE_DIM, mark(MARK_DOWN));
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	int columns = area.columns - 8 < 76 ? area.columns - 8 : 76, rows = area.rows - 4;
	struct area box = { (area.rows - rows) / 2, (area.columns - columns) / 2, rows, columns };
	struct area side = { box.row + 1, box.column + 2, 2, columns - 4 };
	char key[KEY_LABEL_SIZE];
	char *hint = xasprintf(_("Both stay in the history; %s brings the other one back."),
	    key_label(commands[COMMAND_UNDO].keys[0], key));
	int hint_rows = utf8_width(hint) > side.columns ? 2 : 1;

	(void)app;
	pane_box(box, _("Somebody else has changed this field meanwhile. Which one stands?"));
	for (int i = 0; i < SIDES; i++, side.row += 2)
		draw_side(state, i, side);
	term_rule(side.row, side.column, side.columns);
	draw_whole(state, (struct area){ side.row + 1, side.column, rows - 2 * SIDES - 3 - hint_rows,
	    side.columns - 1 });
	pane_text((struct area){ box.row + rows - 1 - hint_rows, side.column, hint_rows, side.columns }, hint, 0, STYLE_DIM);
	free(hint);
	term_cursor(box.row + 2 + 2 * state->at, side.column);
}

static bool command(struct app *app, void *p, enum command_id id)
{
	struct state *state = p;
	struct versions_arg arg = state->arg;
	bool mine = state->at == MINE;

	app_pop(app);
	if (id == COMMAND_ACCEPT)
		arg.chosen(app, arg.what, mine);
	return true;
}

static void move(struct state *state, int to)
{
	state->moved = state->moved || to != state->at;
	state->at = to;
}

static void scroll(struct state *state, bool back)
{
	size_t page = state->rows > 1 ? (size_t)state->rows - 1 : 1;
	size_t end = state->lines > (size_t)state->rows ? state->lines - (size_t)state->rows : 0;

	if (back)
		state->top -= state->top < page ? state->top : page;
	else
		state->top = state->top + page < end ? state->top + page : end;
}

static bool key(struct app *app, void *p, int32_t k)
{
	(void)app;
	switch (k) {
	case K_UP: case K_HOME: move(p, MINE); return true;
	case K_DOWN: case K_END: move(p, THEIRS); return true;
	case K_PGUP: scroll(p, true); return true;
	case K_PGDN: scroll(p, false); return true;
	default: return false;
	}
}

static void help(struct app *app, void *p, struct text *out)
{
	(void)app, (void)p;
	text_add(out, _("You and somebody else have written in this field at the same time, and the other's text came "
	    "first. Up and Down choose one of the two; below it is shown as a whole, and Page Up and Page Down read on. "
	    "Enter takes the one at the pointer. Esc goes back to your text, which can then be changed, with what the "
	    "other has written put into it; leaving the field asks again. Nothing is lost: both texts stay in the "
	    "history of the case."));
	text_add(out, "\n");
}

const struct page page_versions = {
	.id = "versions", .title = N_("Two texts of one field"), .where = WHERE_CHOOSER, .popup = true,
	.size = sizeof(struct state), .enter = enter, .draw = draw, .key = key, .command = command, .release = release,
	.help = help,
};
