/* SPDX-License-Identifier: EUPL-1.2 */
/* Shows: the help of the page below, of its field, and every key that works there.  Made from the page and the command table. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tui/pages.h"
#include "tui/pane.h"

struct state {
	struct text text;
	size_t top, lines;
};

static void keys(unsigned where, struct text *out)
{
	for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
		if (!(commands[id].where & where))
			continue;
		struct text names = {0};
		for (int k = 0; k < COMMAND_KEYS && commands[id].keys[k] != 0; k++) {
			char name[KEY_LABEL_SIZE];
			text_addf(&names, "%s%s", k > 0 ? ", " : "", key_label(commands[id].keys[k], name));
		}
		text_addf(out, "%-16s%s\n", names.s, _(commands[id].help));
		text_release(&names);
	}
}

static void enter(struct app *app, void *p, const void *arg)
{
	struct state *state = p;
	const struct page *below = app->stack[app->depth - 2].page;
	(void)arg;
	text_addf(&state->text, "%s\n\n", _(below->title));
	if (below->help != NULL)
		below->help(app, app->stack[app->depth - 2].state, &state->text);
	text_addf(&state->text, "\n%s\n\n", _("Keys here"));
	keys(below->where, &state->text);
	text_addf(&state->text, "\n%s", _("M- stands for Alt, ^ for Ctrl. Everything is saved as it is typed; nothing "
	    "has to be saved, and leaving never asks."));
}

static void release(struct app *app, void *p)
{
	(void)app;
	text_release(&((struct state *)p)->text);
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	(void)app;
	term_put(area.row, 1, area.columns - 2, STYLE_TITLE, _("Help"));
	term_rule(area.row + 1, 1, area.columns - 2);
	struct area body = {area.row + 2, 2, area.rows - 4, area.columns - 4 < 90 ? area.columns - 4 : 90};
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
	.id = "help", .title = N_("Help"), .where = WHERE_HELP, .size = sizeof(struct state), .enter = enter, .draw = draw,
	.key = key, .release = release,
};

void page_help_open(struct app *app)
{
	app_push(app, &page_help, NULL);
}
