/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every change goes through splice(), which tells the listener, and record(),
 * which keeps what is needed to take it back: a step is (where, what was
 * there, what is there now).  Typing adds to the last step while it is open;
 * a move, a space after a word and every other kind of change close it.
 */
#include "tui/edit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct edit_step {
	size_t at;
	char *removed, *added;
	size_t n_removed, n_added;
};

static void step_release(struct edit_step *step)
{
	free(step->removed);
	free(step->added);
}

void edit_init(struct edit *edit, const char *text, bool lines)
{
	*edit = (struct edit){ .lines = lines, .goal = -1 };
	text_add(&edit->text, text != NULL ? text : "");
	edit->at = edit->text.len;
}

void edit_release(struct edit *edit)
{
	for (size_t i = 0; i < edit->n_steps; i++)
		step_release(&edit->steps[i]);
	free(edit->steps);
	free(edit->spans);
	text_release(&edit->text);
	*edit = (struct edit){ 0 };
}

static void splice(struct edit *edit, size_t at, size_t removed, const char *s, size_t len)
{
	if (edit->changed != NULL)
		edit->changed(edit->arg, at, removed, s, len);
	text_splice(&edit->text, at, removed, s, len);
	edit->at = at + len;
	edit->goal = -1;
	free(edit->spans);
	edit->spans = NULL;
}

static void record(struct edit *edit, size_t at, size_t removed, const char *s, size_t len)
{
	while (edit->n_steps > edit->done)
		step_release(&edit->steps[--edit->n_steps]);
	edit->steps = array_room(edit->steps, edit->n_steps, &edit->cap_steps, sizeof *edit->steps);
	edit->steps[edit->n_steps++] = (struct edit_step){
		.at = at,
		.removed = xstrndup(edit->text.s + at, removed), .n_removed = removed,
		.added = xstrndup(s, len), .n_added = len,
	};
	edit->done = edit->n_steps;
}

/* Whether typing s at the cursor belongs to the step that is open. */
static bool continues(const struct edit *edit, const char *s, size_t len)
{
	if (!edit->open || edit->done == 0 || edit->done != edit->n_steps)
		return false;
	const struct edit_step *step = &edit->steps[edit->done - 1];
	if (step->n_added == 0 || step->at + step->n_added != edit->at)
		return false;
	char last = step->added[step->n_added - 1];
	bool word_begins = (last == ' ' || last == '\n') && len > 0 && s[0] != ' ';
	return !word_begins;
}

static void insert(struct edit *edit, const char *s, size_t len, bool typed)
{
	if (len == 0)
		return;
	if (typed && continues(edit, s, len)) {
		struct edit_step *step = &edit->steps[edit->done - 1];

		step->added = xrealloc(step->added, step->n_added + len + 1);
		memcpy(step->added + step->n_added, s, len);
		step->n_added += len;
		step->added[step->n_added] = '\0';
	} else {
		record(edit, edit->at, 0, s, len);
	}
	edit->open = typed;
	splice(edit, edit->at, 0, s, len);
}

/* Adds what of s may stand in a text. */
static void clean(const char *s, size_t len, bool lines, struct text *out)
{
	for (size_t i = 0; i < len;) {
		int32_t cp;
		size_t n = utf8_decode(s, len, i, &cp);

		if (cp == '\r' || cp == '\n') {
			text_addc(out, lines ? '\n' : ' ');
			if (cp == '\r' && i + 1 < len && s[i + 1] == '\n')
				n = 2;
		} else if (cp == '\t') {
			text_addc(out, ' ');
		} else if (cp > 0 && !utf8_control(cp)) {
			text_addn(out, s + i, n);
		}
		i += n;
	}
}

static void put(struct edit *edit, const char *s, size_t len, bool typed)
{
	struct text cleaned = { 0 };

	clean(s, len, edit->lines, &cleaned);
	if (cleaned.len > 0)
		insert(edit, cleaned.s, cleaned.len, typed);
	text_release(&cleaned);
}

void edit_type(struct edit *edit, const char *s, size_t len)
{
	put(edit, s, len, true);
}

void edit_paste(struct edit *edit, const char *s, size_t len)
{
	put(edit, s, len, false);
}

const struct span *edit_lines(struct edit *edit, int columns, size_t *n)
{
	if (edit->spans == NULL || edit->columns != columns) {
		free(edit->spans);
		edit->spans = utf8_wrap(edit->text.s, edit->text.len, columns, &edit->n_spans);
		edit->columns = columns;
	}
	*n = edit->n_spans;
	return edit->spans;
}

/* The line on which the cursor stands: the last that begins at or before it. */
static size_t line_of(struct edit *edit, int columns)
{
	size_t n;
	const struct span *spans = edit_lines(edit, columns, &n);
	size_t low = 0, high = n;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (spans[middle].start <= edit->at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

void edit_cursor(struct edit *edit, int columns, size_t *line, int *column)
{
	size_t n;
	const struct span *spans = edit_lines(edit, columns, &n);

	*line = line_of(edit, columns);
	size_t end = spans[*line].end < edit->at ? spans[*line].end : edit->at;
	*column = utf8_columns(edit->text.s, spans[*line].start, end);
}

/* The position in a line that is nearest to a column. */
static size_t at_column(const struct edit *edit, struct span span, int column)
{
	return span.start + utf8_fit(edit->text.s + span.start, span.end - span.start, column);
}

static size_t vertical(struct edit *edit, int columns, int by)
{
	size_t n, line;
	int column;

	edit_cursor(edit, columns, &line, &column);
	const struct span *spans = edit_lines(edit, columns, &n);
	if ((by < 0 && line == 0) || (by > 0 && line + 1 == n))
		return edit->at;
	if (edit->goal < 0)
		edit->goal = column;
	return at_column(edit, spans[by < 0 ? line - 1 : line + 1], edit->goal);
}

/* Where a move leads from the cursor. */
static size_t target(struct edit *edit, enum edit_move move, int columns)
{
	const char *s = edit->text.s;
	size_t len = edit->text.len, n;

	switch (move) {
	case EDIT_LEFT: return utf8_prev(s, len, edit->at);
	case EDIT_RIGHT: return utf8_next(s, len, edit->at);
	case EDIT_WORD_LEFT: return utf8_prev_word(s, len, edit->at);
	case EDIT_WORD_RIGHT: return utf8_next_word(s, len, edit->at);
	case EDIT_HOME: return edit_lines(edit, columns, &n)[line_of(edit, columns)].start;
	case EDIT_END: return edit_lines(edit, columns, &n)[line_of(edit, columns)].end;
	case EDIT_UP: return vertical(edit, columns, -1);
	case EDIT_DOWN: return vertical(edit, columns, 1);
	case EDIT_TOP: return 0;
	case EDIT_BOTTOM: return len;
	}
	return edit->at;
}

bool edit_move(struct edit *edit, enum edit_move move, int columns)
{
	size_t to = target(edit, move, columns);

	edit->open = false;
	if (move != EDIT_UP && move != EDIT_DOWN)
		edit->goal = -1;
	if (to == edit->at)
		return false;
	edit->at = to;
	return true;
}

bool edit_delete(struct edit *edit, enum edit_move move, int columns)
{
	size_t to = target(edit, move, columns);

	if (to == edit->at)
		return false;
	size_t from = to < edit->at ? to : edit->at;
	size_t removed = to < edit->at ? edit->at - to : to - edit->at;
	record(edit, from, removed, "", 0);
	edit->open = false;
	splice(edit, from, removed, "", 0);
	return true;
}

bool edit_undo(struct edit *edit)
{
	if (edit->done == 0)
		return false;
	const struct edit_step *step = &edit->steps[--edit->done];
	edit->open = false;
	splice(edit, step->at, step->n_added, step->removed, step->n_removed);
	return true;
}

bool edit_redo(struct edit *edit)
{
	if (edit->done == edit->n_steps)
		return false;
	const struct edit_step *step = &edit->steps[edit->done++];
	edit->open = false;
	splice(edit, step->at, step->n_removed, step->added, step->n_added);
	return true;
}
