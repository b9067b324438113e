/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: the recommendation as it is printed.  Each line knows what it was
 * made from: Enter goes to that field.  Goes to: fields; writes text files.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/utf8.h"
#include "document/document.h"
#include "tui/list.h"
#include "tui/pages.h"
#include "tui/pane.h"

struct state {
	struct document document;
	bool built;
	enum lang lang;
	struct text text;
	struct span *lines;
	size_t *blocks;			/* what each line was made from */
	struct list list;		/* of the lines */
	int columns;
};

static void clear(struct state *state)
{
	if (state->built)
		document_release(&state->document);
	text_release(&state->text);
	free(state->blocks);
	free(state->lines);
	state->blocks = NULL;
	state->lines = NULL;
	state->built = false;
	state->list.n = 0;
}

/* The lines of the rendered text: newlines only, since the renderer has wrapped it. */
static void split(struct state *state)
{
	size_t start = 0;

	state->lines = xcalloc(state->list.n + 1, sizeof *state->lines);
	for (size_t i = 0; i < state->list.n; i++) {
		size_t end = start;

		while (end < state->text.len && state->text.s[end] != '\n')
			end++;
		state->lines[i] = (struct span){ start, end };
		start = end + (end < state->text.len);
	}
}

static void build(struct app *app, struct state *state, int columns)
{
	struct error e;

	clear(state);
	state->columns = columns;
	if (!document_build(app->desk, &app->work, "recommendation", 0, state->lang, &state->document, &e)) {
		app_say_error(app, &e);
		return;
	}
	state->built = true;
	document_text(&state->document, columns, &state->text, &state->blocks, &state->list.n);
	split(state);
	list_resize(&state->list, state->list.n);
}

static int columns_for(int columns)
{
	return columns - 4 < 76 ? columns - 4 : 76;
}

/* Built at once: keys may come before it is painted. */
static void enter(struct app *app, void *p, const void *arg)
{
	struct state *state = p;

	(void)arg;
	state->lang = app->desk->lang;
	build(app, state, columns_for(term_columns()));
}

static void release(struct app *app, void *p)
{
	(void)app;
	clear(p);
}

static void refresh(struct app *app, void *p)
{
	struct state *state = p;

	(void)app;
	state->columns = 0;		/* built anew by the next paint */
}

static const struct block *block_at(const struct state *state)
{
	return state->list.n > 0 ? &state->document.v[state->blocks[state->list.at]] : NULL;
}

/* Where the line at the pointer comes from, in words. */
static void source(const struct app *app, const struct state *state, struct text *out)
{
	const struct block *block = block_at(state);
	const struct form *form;

	if (block == NULL)
		return;
	if (block->field == NULL) {
		text_add(out, _("Fixed wording."));
		return;
	}
	const struct screen *screen = field_screen(app->desk->forms, block->field, &form);
	text_addf(out, "%s ", mark(MARK_POINTER));
	if (screen != NULL)
		text_addf(out, "%s %s ", label_get(&screen->title, app->desk->lang), mark(MARK_PATH));
	text_addf(out, "%s. ",
	    block->source != NULL ? block->source : label_get(&block->field->label, app->desk->lang));
	text_add(out, _("Enter goes there."));
}

static void draw_line(const struct app *app, const void *p, size_t i, struct area area, bool here)
{
	const struct state *state = p;
	enum block_kind kind = state->document.v[state->blocks[i]].kind;
	bool heading = kind == BLOCK_TITLE || kind == BLOCK_HEADING || kind == BLOCK_SUBHEADING;

	(void)app;
	term_putn(area.row, area.column, area.columns,
	    heading ? STYLE_STRONG : kind == BLOCK_QUOTE ? STYLE_QUOTE : STYLE_TEXT,
	    state->text.s + state->lines[i].start, state->lines[i].end - state->lines[i].start);
	if (here) {
		term_put(area.row, area.column - 2, 1, STYLE_TITLE, mark(MARK_POINTER));
		term_cursor(area.row, area.column);
	}
}

/* Lines that a screen of so many rows has room for. */
static size_t page_lines(int rows)
{
	return (size_t)(rows > 8 ? rows - 6 : 1);
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	struct list_look look = { .app = app, .state = state, .draw = draw_line };
	char right[100];
	int columns = columns_for(area.columns);
	size_t page = page_lines(area.rows);

	if (columns != state->columns)
		build(app, state, columns);
	snprintf(right, sizeof right, "%s  %zu/%zu", _("Document"), state->list.n > 0 ? state->list.at / page + 1 : 0,
	    (state->list.n + page - 1) / page);
	struct area body = pane_head(app, area, right, 1);
	term_rule(body.row, 1, body.columns - 2);
	struct area lines = { body.row + 1, (area.columns - columns) / 2, body.rows - 1, columns };
	term_cursor(lines.row, lines.column);
	list_draw(&state->list, &look, lines);
	struct text out = { 0 };
	source(app, state, &out);
	const char *const hints[] = { out.s };
	pane_foot(app, area, hints, 1);
	text_release(&out);
}

/* The whole path: the program may have been started anywhere, and the file holds a case. */
static void say_where(struct app *app, const char *path)
{
	char *whole = realpath(path, NULL);

	app_say(app, STYLE_OK, "%s %s: %s", mark(MARK_DONE), _("Written"), whole != NULL ? whole : path);
	free(whole);
}

/* A name that cannot be written to is asked for again. */
static bool write_file(struct app *app, const void *what, int64_t row, const char *path)
{
	struct state *state = app_state(app);
	struct document document;
	struct text text = { 0 };
	struct error e;

	(void)what, (void)row;
	if (access(path, F_OK) == 0) {
		app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN),
		    _("There is a file of this name already. Give another name."));
		return false;
	}
	if (!document_build(app->desk, &app->work, "recommendation", 0, state->lang, &document, &e)) {
		app_say_error(app, &e);
		return true;
	}
	document_formats[0].render(&document, &text);
	document_release(&document);
	bool written = file_write_whole(path, text.s, text.len, &e);
	if (!written || !store_log(app->desk->store, app->work.record.id, ACTION_PRINT, "recommendation", &e))
		app_say_error(app, &e);
	else
		say_where(app, path);
	text_release(&text);
	return written;
}

static void ask_file(struct app *app)
{
	const char *number = record_case(&app->work.record, KEY_CASE_NUMBER);

	if (app->desk->kiosk) {
		app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN), _("No files can be written from this terminal."));
		return;
	}
	bool plain = number != NULL && number[strspn(number, "0123456789-")] == '\0';
	char *name = xasprintf("%s-%s.txt", _("recommendation"), plain ? number : "");
	app_push(app, &page_prompt, &(struct prompt_arg){
		.title = _("Write the document to a file"), .question = _("Name of the file:"), .text = name,
		.answered = write_file,
	});
	free(name);
}

static bool jump(struct app *app, struct state *state)
{
	const struct block *block = block_at(state);

	if (block == NULL || block->field == NULL)
		return true;
	const struct field *field = block->field;
	int64_t row = block->row;
	if (!page_form_goto(app, field, row))
		app_say(app, STYLE_DIM, "%s", _("No field stands behind this."));
	return true;
}

static bool command(struct app *app, void *p, enum command_id id)
{
	struct state *state = p;

	switch (id) {
	case COMMAND_JUMP: return jump(app, state);
	case COMMAND_PRINT: ask_file(app); return true;
	case COMMAND_LANGUAGE:
		state->lang = state->lang == LANG_DA ? LANG_EN : LANG_DA;
		state->columns = 0;
		return true;
	default: return false;
	}
}

static bool key(struct app *app, void *p, int32_t k)
{
	struct state *state = p;

	(void)app;
	switch (k) {
	case ' ': k = K_PGDN; break;
	case K_CHOME: k = K_HOME; break;
	case K_CEND: k = K_END; break;
	}
	return list_key(&state->list, k, page_lines(term_rows()));
}

static void help(struct app *app, void *p, struct text *out)
{
	(void)app, (void)p;
	text_add(out, _("The recommendation as it is printed. The line below says where the sentence at the pointer "
	    "comes from, and Enter goes there. F2 shows it in the other language, F8 writes it to a file."));
	text_add(out, "\n");
}

const struct page page_preview = {
	.id = "preview", .title = N_("Document"), .where = WHERE_PREVIEW, .size = sizeof(struct state), .enter = enter,
	.draw = draw, .key = key, .command = command, .refresh = refresh, .release = release, .help = help,
};

void page_preview_open(struct app *app)
{
	/* From the list nothing lies between: closed, it is the list again. */
	if (app->opened)
		app_visit(app, &page_preview, NULL);
	else if (page_home_open_pointed(app))
		app_show(app, &page_preview, NULL);
}
