/* SPDX-License-Identifier: EUPL-1.2 */
/* Shows: the help of the page below, of its field, and every key that works there.  Made from the page and the
 * command table. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tui/pages.h"
#include "tui/pane.h"

#define NAMES 18		/* columns that the keys take */

struct state {
	struct text text;
	size_t top, lines;
	int columns;		/* that it was made for */
};

/* A command's keys, and what it does beside them. */
static void line(const struct command *command, int columns, struct text *out)
{
	struct text names = { 0 };
	const char *help = _(command->help);
	size_t n;

	for (int k = 0; k < COMMAND_KEYS && command->keys[k] != 0; k++) {
		char name[KEY_LABEL_SIZE];

		text_addf(&names, "%s%s", k > 0 ? ", " : "", key_label(command->keys[k], name));
	}
	struct span *spans = utf8_wrap(help, strlen(help), columns - NAMES, &n);
	for (size_t i = 0; i < n; i++)
		text_addf(out, "%-*s%s%.*s\n", NAMES, i == 0 ? names.s : "", i == 0 && names.len >= NAMES ? " " : "",
		    (int)(spans[i].end - spans[i].start), help + spans[i].start);
	free(spans);
	text_release(&names);
}

static void build(struct app *app, struct state *state, int columns)
{
	const struct page *below = app->stack[app->depth - 2].page;

	text_clear(&state->text);
	text_addf(&state->text, "%s\n\n", _(below->title));
	if (below->help != NULL)
		below->help(app, app->stack[app->depth - 2].state, &state->text);
	text_addf(&state->text, "\n%s\n\n", _("Keys here"));
	for (enum command_id id = 0; id < COMMAND_COUNT; id++)
		if (commands[id].where & below->where)
			line(&commands[id], columns, &state->text);
	text_addf(&state->text, "\n%s\n\n", _("Arrows move within a text and between fields; Tab and Shift+Tab "
	    "between fields, and past the last one of a row to the next row. Yes or no is answered by its first "
	    "letter; on a list of answers Enter or a letter opens it; on years a digit chooses, + and - change by a "
	    "month. Arrows step through answers, Del clears them. Enter never changes an answer that stands: it goes "
	    "on, from a list with what was chosen, as Tab does there. Everything is saved as it is typed, and leaving never asks."));
	text_addf(&state->text, _("Above a screen: %s all that is required there is answered, %s begun, %s nothing is "
	    "answered, %s a finding that is no mere reminder, %s nothing is asked in this case."), mark(MARK_DONE), mark(MARK_DOT),
	    mark(MARK_OPEN), mark(MARK_WARN), mark(MARK_DASH));
	text_addf(&state->text, "\n\n%s", _("Sources: S is the guidance on resource courses of 14 March 2017. LOB is "
	    "the act on organising the employment effort; it holds from 2015, and before that the provisions stood "
	    "elsewhere. BEK is order no. 2408 of 13 December 2021 on the rehabilitation plan and the team's "
	    "recommendation; in older cases the provisions can have other numbers."));
	state->columns = columns;
}

static void release(struct app *app, void *p)
{
	(void)app;
	text_release(&((struct state *)p)->text);
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	int columns = area.columns - 4 < 90 ? area.columns - 4 : 90;

	if (state->columns != columns)
		build(app, state, columns);
	term_put(area.row, 1, area.columns - 2, STYLE_TITLE, _("Help"));
	term_rule(area.row + 1, 1, area.columns - 2);
	struct area body = { area.row + 2, 2, area.rows - 4, columns };
	state->lines = pane_text(body, state->text.s, state->top, STYLE_TEXT);
	term_rule(area.rows - 2, 1, area.columns - 2);
	term_cursor(body.row, body.column);
}

static bool key(struct app *app, void *p, int32_t k)
{
	struct state *state = p;
	size_t page = (size_t)(term_rows() > 8 ? term_rows() - 5 : 1);

	(void)app;
	switch (k) {
	case K_UP: state->top -= state->top > 0; return true;
	case K_DOWN: state->top += state->top + page < state->lines; return true;
	case K_PGUP: state->top = state->top > page ? state->top - page : 0; return true;
	case K_PGDN: case ' ': state->top += state->top + page < state->lines ? page : 0; return true;
	case K_HOME: state->top = 0; return true;
	}
	return false;
}

const struct page page_help = {
	.id = "help", .title = N_("Help"), .where = WHERE_HELP, .size = sizeof(struct state), .draw = draw,
	.key = key, .release = release,
};

void page_help_open(struct app *app)
{
	app_push(app, &page_help, NULL);
}
