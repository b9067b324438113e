/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The one editor: a text, a cursor, and steps to undo and redo, for one-line
 * and long texts.  It knows neither the screen nor the keyboard, and wraps by
 * a width that the caller names, so that one text can be shown at any size.
 *
 * Positions are byte offsets on grapheme boundaries.
 */
#ifndef TUI_EDIT_H
#define TUI_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/text.h"
#include "base/utf8.h"

struct edit_step;

struct edit {
	struct text text;
	size_t at;		/* the cursor */
	bool lines;		/* Enter makes a new line; otherwise newlines become spaces */
	int goal;		/* column that up and down aim at; -1 none */
	bool open;		/* the last step still takes further typing */
	struct edit_step *steps;
	size_t n_steps, cap_steps, done;	/* steps before `done` are in the text, those after can be redone */
	struct span *spans;	/* the text wrapped to `columns`; NULL: to be done */
	size_t n_spans;
	int columns;
	/* Told of every change before it is made, so that it can be logged before anything else happens; may be
	 * NULL. */
	void (*changed)(void *arg, size_t at, size_t removed, const char *s, size_t len);
	void *arg;
};

void edit_init(struct edit *edit, const char *text, bool lines);
void edit_release(struct edit *edit);

/* What was typed, or pasted: line ends and tabs made ours, control characters and bytes that are not UTF-8 left out.
 * Typed characters run together into steps of a word; a paste is a step of its own. */
void edit_type(struct edit *edit, const char *s, size_t len);
void edit_paste(struct edit *edit, const char *s, size_t len);

enum edit_move {
	EDIT_LEFT, EDIT_RIGHT, EDIT_WORD_LEFT, EDIT_WORD_RIGHT, EDIT_HOME, EDIT_END, EDIT_UP, EDIT_DOWN,
	EDIT_TOP, EDIT_BOTTOM
};
/* Moves the cursor in the text as wrapped to `columns`; false where it stood at that edge already. */
bool edit_move(struct edit *edit, enum edit_move move, int columns);
/* Deletes from the cursor to where the move would lead; false where there is nothing. */
bool edit_delete(struct edit *edit, enum edit_move move, int columns);

bool edit_undo(struct edit *edit);
bool edit_redo(struct edit *edit);

/* The text as wrapped lines, borrowed until the next change. */
const struct span *edit_lines(struct edit *edit, int columns, size_t *n);
/* Line and column of the cursor in them, from 0. */
void edit_cursor(struct edit *edit, int columns, size_t *line, int *column);

#endif
