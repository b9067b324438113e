/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the screen needs to know of each kind of field: how its value is laid
 * out and which keys change it without typing.  One row a kind, on the enum of model/kind.h.
 */
#ifndef TUI_FIELD_H
#define TUI_FIELD_H

#include <stdbool.h>
#include "model/form.h"
#include "tui/app.h"

enum field_shape {
	SHAPE_LINE,	/* beside its label; typed */
	SHAPE_BLOCK,	/* below its label, as wide as there is; typed */
	SHAPE_CHOICE,	/* beside its label; stepped through or chosen from a list */
	SHAPE_TABLE
};

enum field_shape field_shape(const struct field *field);
/* True where its text is typed into the editor. */
bool field_typed(const struct field *field);

/*
 * The value that a key gives a choice (yes/no, one of, whole years), as
 * stored text, the caller's: left and right step, from the first where none stands; letters choose yes or no and
 * digits years, Del clears.  False where the key means nothing to it: *next is NULL then.
 */
bool field_choice_key(const struct app *app, const struct field *field, const char *stored, int32_t key, char **next);

/* Whether one of its answers begins with what was typed, whatever its case. */
bool field_spells(const struct app *app, const struct field *field, const char *typed);

/* Draws the value of a choice on one line; returns the column for the cursor. */
int field_choice_draw(const struct app *app, const struct field *field, const char *stored, int row, int column,
    int columns, bool focused);

/* Opens the list of answers, narrowed to a letter typed (0: none); what is chosen is set, and the next field has the
 * focus. */
void field_choose(struct app *app, const struct field *field, int64_t row, const char *stored, int32_t letter);

#endif
