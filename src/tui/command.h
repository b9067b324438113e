/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every command of the terminal is a row of one table: key dispatch, the bar,
 * help and the manual's key list read it.
 */
#ifndef TUI_COMMAND_H
#define TUI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/text.h"

struct app;

/* Where a command works. */
enum where {
	WHERE_HOME = 1, WHERE_FORM = 2, WHERE_ROW = 4, WHERE_REVIEW = 8, WHERE_GRID = 16, WHERE_PREVIEW = 32,
	WHERE_HELP = 64, WHERE_CHOOSER = 128, WHERE_PROMPT = 256, WHERE_RECOVER = 512, WHERE_GUIDE = 1024,
	WHERE_COMPARE = 2048,
	WHERE_CASE = WHERE_FORM | WHERE_ROW | WHERE_REVIEW | WHERE_GRID | WHERE_PREVIEW | WHERE_GUIDE | WHERE_COMPARE,
	WHERE_FIELDS = WHERE_FORM | WHERE_ROW,
	WHERE_ALL = 4095,
	/* Where a signed case, or one to be signed again, is worked on: what the bar then begins with. */
	WHERE_SIGNED = 1 << 14, WHERE_UNSIGNED = 1 << 15,
	/* Where the text that was found can be put back. */
	WHERE_TAKEABLE = 1 << 16
};

enum command_id {
	COMMAND_OPEN, COMMAND_NEW,
	COMMAND_NEXT_FIELD, COMMAND_PREVIOUS_FIELD, COMMAND_NEXT_SCREEN, COMMAND_PREVIOUS_SCREEN,
	COMMAND_ROW_ADD, COMMAND_ROW_REMOVE, COMMAND_ROW_UP, COMMAND_ROW_DOWN, COMMAND_CLEAR, COMMAND_CHOOSE,
	COMMAND_MEETING, COMMAND_ASSESS, COMMAND_RECOMMEND, COMMAND_SCREENS, COMMAND_REVIEW, COMMAND_PREVIEW,
	COMMAND_STAGE, COMMAND_GUIDE, COMMAND_COMPARE,
	COMMAND_REASON, COMMAND_REASON_BACK, COMMAND_DISSENT, COMMAND_JUMP, COMMAND_LANGUAGE, COMMAND_PRINT,
	COMMAND_UNDO, COMMAND_REDO, COMMAND_UNLOCK, COMMAND_SIGN, COMMAND_CASEWORKER, COMMAND_ROUND,
	COMMAND_ACCEPT, COMMAND_TAKE, COMMAND_LATER, COMMAND_DISCARD, COMMAND_CANCEL,
	COMMAND_CLOSE, COMMAND_COPIES, COMMAND_QUIT, COMMAND_REDRAW, COMMAND_HELP,
	COMMAND_COUNT
};

#define COMMAND_KEYS 3

struct command {
	const char *name;		/* msgid, one or two words: the bar */
	const char *help;		/* msgid, a sentence: help and manual */
	int32_t keys[COMMAND_KEYS];	/* the first stands in the bar; 0: no more */
	unsigned where;
	unsigned first;			/* pages where it always stands in the bar */
	unsigned more;			/* and where it does if there is room */
	void (*run)(struct app *app);	/* NULL: the page does it */
	unsigned second;		/* pages where its second key stands in the bar, the one that people try there */
};

extern const struct command commands[COMMAND_COUNT];

/* The command that a key calls where one is; COMMAND_COUNT: none. */
enum command_id command_by_key(int32_t key, unsigned where);
/* "F2 Ny sag  F8 Vis …": those that always stand there, then more as there is room, in the table's order; help and
 * close last. What else a command is called there, the page on top says. */
void command_bar(struct app *app, unsigned where, int row, int columns);
/* The manual's list of keys, in mdoc. */
void command_manual(struct text *out);

#endif
