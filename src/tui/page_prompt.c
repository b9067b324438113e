/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: a question in a box over the page, with a text as its answer or none.  Enter answers, Esc leaves.
 *
 * An answer that is kept stands in the draft log as long as the question does: under the key "question.", its name,
 * and what it is about.  One that a session left behind when it died is read again, and given again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/edit.h"
#include "tui/pages.h"
#include "tui/pane.h"
#include "tui/typing.h"

#define KEPT "question."

static const struct {
	const char *name, *question;
} kept[] = {
	{ "reason", N_("Why does this not hold the case back?") },
	{ "stage", N_("Why is the case moved to another stage?") },
	{ "unlock", N_("Why is the recommendation unlocked?") },
};

const char *page_prompt_kept(const char *key, const char **about)
{
	size_t head = strlen(KEPT);
	bool is = strncmp(key, KEPT, head) == 0;

	for (size_t i = 0; is && i < sizeof kept / sizeof *kept; i++) {
		size_t len = strlen(kept[i].name);
		const char *rest = key + head + len;

		if (strncmp(key + head, kept[i].name, len) == 0 && (*rest == '\0' || *rest == '.')) {
			*about = *rest == '.' ? rest + 1 : rest;
			return _(kept[i].question);
		}
	}
	return NULL;
}

struct state {
	struct app *app;
	struct prompt_arg arg;
	struct draft_place place;	/* of a kept answer; its key is "" for any other */
	bool typed;			/* the log has it */
	char *title, *question;
	struct edit edit;
	int columns;
};

/* Where a kept answer belongs; nowhere while another text is being typed. */
static void find_place(struct state *state)
{
	struct record *record = &state->app->work.record;
	const struct prompt_arg *arg = &state->arg;

	if (arg->kept == NULL || state->app->drafting)
		return;
	if (record->uuid[0] == '\0')
		uuid_new(record->uuid);
	state->place.round = record->rounds;
	state->place.stored = record->id != 0;
	memcpy(state->place.record, record->uuid, sizeof state->place.record);
	snprintf(state->place.key, sizeof state->place.key, KEPT "%s%s%s", arg->kept, arg->about != NULL ? "." : "",
	    arg->about != NULL ? arg->about : "");
}

/* The editor's listener, as of a field. */
static void log_edit(void *arg, size_t at, size_t removed, const char *s, size_t len)
{
	struct state *state = arg;

	if (state->place.key[0] == '\0')
		return;
	state->typed = true;
	if (typing_begins(state->app))
		typing_begin(state->app, &state->place, &state->edit.text);
	typing_edit(state->app, at, removed, s, len);
}

static void enter(struct app *app, void *p, const void *argument)
{
	struct state *state = p;

	state->app = app;
	state->arg = *(const struct prompt_arg *)argument;
	state->title = xstrdup(state->arg.title);
	state->question = xstrdup(state->arg.question != NULL ? state->arg.question : "");
	find_place(state);
	if (state->arg.text != NULL)
		edit_init(&state->edit, state->arg.text, false);
	state->edit.changed = log_edit;
	state->edit.arg = state;
	state->columns = 60;
}

/* Where the program is ending, what is typed stays in the log. */
static void release(struct app *app, void *p)
{
	struct state *state = p;

	if (state->typed && app->running)
		typing_end(app);
	free(state->title);
	free(state->question);
	edit_release(&state->edit);
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	size_t n_question = 0, n = 0, line = 0;
	int column = 0, columns = area.columns - 8 < 76 ? area.columns - 8 : 76;

	(void)app;
	state->columns = columns - 4;
	free(utf8_wrap(state->question, strlen(state->question), state->columns, &n_question));
	const struct span *spans = NULL;
	if (state->edit.text.s != NULL) {
		spans = edit_lines(&state->edit, state->columns, &n);
		edit_cursor(&state->edit, state->columns, &line, &column);
	}
	int rows = (int)n_question + (int)n + 3;
	if (rows > area.rows - 2)
		rows = area.rows - 2;
	struct area at = { (area.rows - rows) / 2, (area.columns - columns) / 2, rows, columns };
	pane_box(at, state->title);
	struct area text = { at.row + 1, at.column + 2, (int)n_question, columns - 4 };
	pane_text(text, state->question, 0, STYLE_TEXT);
	int row = at.row + 1 + (int)n_question;
	size_t top = (int)line >= at.row + rows - 1 - row ? line - (size_t)(at.row + rows - 2 - row) : 0;
	for (size_t i = top; i < n && row < at.row + rows - 1; i++, row++)
		term_putn(row, at.column + 2, columns - 4, STYLE_STRONG, state->edit.text.s + spans[i].start,
		    spans[i].end - spans[i].start);
	term_cursor(at.row + 1 + (int)n_question + (int)(line - top), at.column + 2 + column);
}

/* With what was typed, which goes on being typed. */
static void put_again(struct app *app, const struct prompt_arg *arg, bool typed)
{
	app_push(app, &page_prompt, arg);
	struct state *state = app_state(app);
	if (typed && app_page(app) == &page_prompt)
		log_edit(state, state->edit.text.len, 0, "", 0);
}

/* The log has the answer until the base has: it outlives the page. */
static void answer(struct app *app, struct state *state, const char *text)
{
	struct prompt_arg arg = state->arg;
	char *title = xstrdup(state->title), *question = xstrdup(state->question);
	bool typed = state->typed;

	state->typed = false;
	app_pop(app);
	bool used = arg.answered(app, arg.what, arg.row, text);
	if (typed)
		typing_end(app);
	if (!used)
		put_again(app, &(struct prompt_arg){
			.title = title, .question = question, .text = text, .kept = arg.kept, .about = arg.about,
			.answered = arg.answered, .what = arg.what, .row = arg.row,
		}, typed);
	free(title);
	free(question);
}

static bool command(struct app *app, void *p, enum command_id id)
{
	struct state *state = p;

	if (id == COMMAND_CANCEL) {
		app_pop(app);
		return true;
	}
	char *text = state->edit.text.s != NULL ? utf8_clean(state->edit.text.s) : NULL;
	if (text == NULL || *text != '\0')
		answer(app, state, text);
	free(text);
	return true;
}

static bool key(struct app *app, void *p, int32_t k)
{
	struct state *state = p;

	(void)app;
	if (state->edit.text.s == NULL)
		return false;
	switch (k) {
	case K_LEFT: return edit_move(&state->edit, EDIT_LEFT, state->columns);
	case K_RIGHT: return edit_move(&state->edit, EDIT_RIGHT, state->columns);
	case K_HOME: return edit_move(&state->edit, EDIT_TOP, state->columns);
	case K_END: return edit_move(&state->edit, EDIT_BOTTOM, state->columns);
	case K_BACKSPACE: return edit_delete(&state->edit, EDIT_LEFT, state->columns);
	case K_DEL: return edit_delete(&state->edit, EDIT_RIGHT, state->columns);
	case K_CTRL('w'): return edit_delete(&state->edit, EDIT_WORD_LEFT, state->columns);
	}
	return pane_type(&state->edit, k);
}

const struct page page_prompt = {
	.id = "prompt", .title = N_("A question"), .where = WHERE_PROMPT, .popup = true, .size = sizeof(struct state),
	.enter = enter, .draw = draw, .key = key, .command = command, .release = release,
};
