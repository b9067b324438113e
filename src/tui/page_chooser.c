/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: a list to choose from, in a box over the page.  Typing narrows it to
 * the items whose label holds what was typed; Enter takes the one at the
 * pointer, with `several` those marked by Space.  In a list of answers so does Tab.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/pages.h"
#include "tui/pane.h"

struct item {
	char *label, *note, *group, *help, *folded;
	int value;
	bool marked;
};

struct state {
	struct chooser_arg arg;
	char *title, *help;
	struct item *items;
	size_t n;
	size_t *found;			/* indexes of the items that fit */
	struct list list;		/* of those */
	struct edit find;
};

/* The item at the pointer, where there is one. */
static struct item *pointed(const struct state *state)
{
	return &state->items[state->found[state->list.at]];
}

static void narrow(struct state *state)
{
	char *wanted = utf8_fold(state->find.text.s);

	state->list = (struct list){ 0 };
	for (size_t i = 0; i < state->n; i++)
		if (strstr(state->items[i].folded, wanted) != NULL)
			state->found[state->list.n++] = i;
	/* The pointer goes to the first that begins so: who types the beginning means that one. */
	for (size_t i = state->list.n; i > 0; i--)
		if (strncmp(state->items[state->found[i - 1]].folded, wanted, strlen(wanted)) == 0)
			state->list.at = i - 1;
	free(wanted);
}

static char *copy(const char *text)
{
	return xstrdup(text != NULL ? text : "");
}

static void enter(struct app *app, void *p, const void *argument)
{
	struct state *state = p;

	(void)app;
	state->arg = *(const struct chooser_arg *)argument;
	state->title = xstrdup(state->arg.title);
	state->help = copy(state->arg.help);
	state->n = state->arg.n;
	state->items = xcalloc(state->n + 1, sizeof *state->items);
	state->found = xcalloc(state->n + 1, sizeof *state->found);
	for (size_t i = 0; i < state->n; i++) {
		const struct chooser_item *from = &state->arg.items[i];

		state->items[i] = (struct item){
			.label = xstrdup(from->label), .note = copy(from->note), .group = copy(from->group),
			.help = copy(from->help), .folded = utf8_fold(from->label), .value = from->value,
			.marked = from->marked,
		};
	}
	char letter[5] = "";
	if (state->arg.letter != 0)
		utf8_encode(state->arg.letter, letter);
	edit_init(&state->find, letter, false);
	narrow(state);
	/* At the answer that stands, unless another one is being typed. */
	for (size_t i = 0; i < state->list.n && *letter == '\0'; i++)
		if (state->items[state->found[i]].marked && !state->arg.several)
			state->list.at = i;
}

static void release(struct app *app, void *p)
{
	struct state *state = p;

	(void)app;
	for (size_t i = 0; i < state->n; i++) {
		free(state->items[i].label);
		free(state->items[i].note);
		free(state->items[i].group);
		free(state->items[i].help);
		free(state->items[i].folded);
	}
	free(state->items);
	free(state->found);
	free(state->title);
	free(state->help);
	edit_release(&state->find);
}

static const char *nothing_fits(void)
{
	return _("Nothing on the list fits.");
}

static const char *group_of(const struct app *app, const void *p, size_t i)
{
	const struct state *state = p;

	(void)app;
	return state->items[state->found[i]].group;
}

static void draw_item(const struct app *app, const void *p, size_t i, struct area area, bool here)
{
	const struct state *state = p;
	const struct item *item = &state->items[state->found[i]];
	int row = area.row, column = area.column, columns = area.columns;

	(void)app;
	if (here)
		term_put(row, column, 1, STYLE_TITLE, mark(MARK_POINTER));
	if (state->arg.several || item->marked)
		term_put(row, column + 2, 1, STYLE_TEXT, item->marked ? mark(MARK_ON) : mark(MARK_OFF));
	const char *label = *item->label != '\0' ? item->label : mark(MARK_DASH);
	int used = term_put(row, column + 4, columns - 4, here ? STYLE_STRONG : STYLE_TEXT, label);
	term_put(row, column + 6 + used, columns - 6 - used, STYLE_DIM, item->note);
}

static void draw_find(const struct state *state, int row, int column, int columns)
{
	const char *hint = state->arg.several ? _("Space marks, Enter takes:") : _("Type to narrow:");
	int used = term_put(row, column, columns, STYLE_DIM, hint);

	term_put(row, column + 1 + used, columns - 2 - used, STYLE_STRONG, state->find.text.s);
	term_cursor(row, column + 1 + used + utf8_width(state->find.text.s));
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;

	struct list_look look = { .app = app, .state = state, .heading = group_of, .draw = draw_item };
	int lines = list_lines(&state->list, &look, area.columns), most = area.rows - 4;
	int rows = lines + 3 > most ? most : lines + 3 < 5 ? 5 : lines + 3;
	int columns = area.columns - 8 < 76 ? area.columns - 8 : 76;
	struct area box = { (area.rows - rows) / 2, (area.columns - columns) / 2, rows, columns };
	struct area list = { box.row + 1, box.column + 2, rows - 3, columns - 4 };
	pane_box(box, state->title);
	if (state->list.n == 0)
		term_putf(list.row, list.column + 4, list.columns - 4, STYLE_WARN, "%s %s", mark(MARK_WARN),
		    nothing_fits());
	list_draw(&state->list, &look, list);
	draw_find(state, box.row + rows - 2, list.column, list.columns);
}

static void take(struct app *app, struct state *state)
{
	/* What is typed is no answer, and neither is what is marked out of sight. */
	if (state->list.n == 0) {
		app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN), nothing_fits());
		return;
	}
	struct chooser_arg arg = state->arg;
	int *values = xcalloc(state->n + 1, sizeof *values);
	size_t n = 0;
	if (arg.several) {
		for (size_t i = 0; i < state->n; i++)
			if (state->items[i].marked)
				values[n++] = state->items[i].value;
	} else {
		values[n++] = pointed(state)->value;
	}
	app_pop(app);
	arg.chosen(app, arg.what, arg.row, values, n);
	free(values);
}

/* Whoever ends an answer with Tab means the one at the pointer; of several, only those that are marked are meant. */
static void end(struct app *app, struct state *state)
{
	if (state->arg.several)
		app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN), _("Space marks an answer, Enter takes those marked."));
	else
		take(app, state);
}

static bool command(struct app *app, void *p, enum command_id id)
{
	if (id == COMMAND_CANCEL)
		app_pop(app);
	else if (id == COMMAND_ACCEPT)
		take(app, p);
	return true;
}

static bool key(struct app *app, void *p, int32_t k)
{
	struct state *state = p;
	char s[4];

	if (list_key(&state->list, k, (size_t)(term_rows() > 12 ? term_rows() - 10 : 3)))
		return true;
	if (k == ' ' && state->arg.several) {
		if (state->list.n > 0)
			pointed(state)->marked ^= true;
		return true;
	}
	if (k == K_TAB && state->arg.answers) {
		end(app, state);
		return true;
	}
	if (k == K_BACKSPACE)
		edit_delete(&state->find, EDIT_LEFT, 100);
	else if (key_is_text(k))
		edit_type(&state->find, s, utf8_encode(k, s));
	else
		return false;
	narrow(state);
	return true;
}

/* What is asked, and what of the answers needs to be explained. */
static void help(struct app *app, void *p, struct text *out)
{
	const struct state *state = p;

	(void)app;
	text_addf(out, "%s\n%s%s", state->title, state->help, *state->help != '\0' ? "\n" : "");
	for (size_t i = 0; i < state->n; i++)
		if (*state->items[i].help != '\0')
			text_addf(out, "\n%s\n%s\n", state->items[i].label, state->items[i].help);
}

static const char *name(struct app *app, void *p, enum command_id id)
{
	(void)app;
	return id == COMMAND_ACCEPT && ((struct state *)p)->list.n == 0 ? "" : NULL;
}

const struct page page_chooser = {
	.id = "chooser", .title = N_("A list to choose from"), .where = WHERE_CHOOSER, .popup = true,
	.size = sizeof(struct state), .enter = enter, .draw = draw, .key = key, .command = command, .release = release,
	.name = name, .help = help,
};
