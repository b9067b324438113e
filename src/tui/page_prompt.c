/* SPDX-License-Identifier: EUPL-1.2 */
/* Shows: a question in a box over the page, with a text as its answer or none.  Enter answers, Esc leaves. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/edit.h"
#include "tui/pages.h"
#include "tui/pane.h"

struct state {
	struct prompt_arg arg;
	char *title, *question;
	struct edit edit;
	int columns;
};

static void enter(struct app *app, void *p, const void *argument)
{
	struct state *state = p;

	(void)app;
	state->arg = *(const struct prompt_arg *)argument;
	state->title = xstrdup(state->arg.title);
	state->question = xstrdup(state->arg.question != NULL ? state->arg.question : "");
	if (state->arg.text != NULL)
		edit_init(&state->edit, state->arg.text, false);
	state->columns = 60;
}

static void release(struct app *app, void *p)
{
	struct state *state = p;

	(void)app;
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

static bool command(struct app *app, void *p, enum command_id id)
{
	struct state *state = p;

	if (id == COMMAND_CANCEL) {
		app_pop(app);
		return true;
	}
	struct prompt_arg arg = state->arg;
	char *text = state->edit.text.s != NULL ? utf8_clean(state->edit.text.s) : NULL;
	if (text == NULL || *text != '\0') {
		app_pop(app);
		arg.answered(app, arg.what, arg.row, text);
	}
	free(text);
	return true;
}

static bool key(struct app *app, void *p, int32_t k)
{
	struct state *state = p;
	char s[4];
	size_t len;

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
	case K_PASTE: {
		const char *pasted = term_pasted(&len);

		edit_paste(&state->edit, pasted, len);
		return true;
	}
	}
	if (!key_is_text(k))
		return false;
	edit_type(&state->edit, s, utf8_encode(k, s));
	return true;
}

const struct page page_prompt = {
	.id = "prompt", .title = N_("A question"), .where = WHERE_PROMPT, .popup = true, .size = sizeof(struct state),
	.enter = enter, .draw = draw, .key = key, .command = command, .release = release,
};
