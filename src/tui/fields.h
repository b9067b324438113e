/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Fields on the screen: the list of a form's screen, or of one row's columns,
 * with the focus, the editor of the field it stands in, and what scrolls.
 * Pages own one each; everything that changes the case goes through app_act().
 *
 * A field with text is always open: what is typed goes into the draft log key
 * by key and becomes a version when the field is left.  Other kinds change at once.
 */
#ifndef TUI_FIELDS_H
#define TUI_FIELDS_H

#include <stdbool.h>
#include <stdint.h>
#include "model/form.h"
#include "tui/app.h"
#include "tui/edit.h"
#include "tui/word.h"

struct fields {
	const struct field **v;		/* what may be shown, in order; borrowed pointers, own array */
	struct look {
		bool shown, required;	/* as the rules say, since the last change of the case */
		bool locked;		/* it stands under the team's signature: to be read alone */
	} *looks;			/* one for each */
	size_t n;
	int64_t row;			/* row whose columns they are; 0: fields */
	const struct field *focus;	/* one that is shown, or NULL where none is */
	int64_t focus_row;		/* in a table: the row at the pointer, 0 none */
	struct edit edit;		/* of the focused text; text.s is NULL where none is open */
	struct word word;		/* of the focused choice: what is being typed on it */
	bool dirty;			/* it differs from what is stored */
	bool contested;			/* somebody else has stored another text meanwhile: ask which one stands */
	int top;			/* first line shown */
	int columns;			/* of the editor, as last drawn */
	struct app *app;
};

void fields_init(struct app *app, struct fields *fields, const struct field *const *v, size_t n, int64_t row);
void fields_release(struct fields *fields);

/* Puts the focus on a field (NULL: the first shown); a hidden one gives the next shown. */
void fields_focus(struct fields *fields, const struct field *field, int64_t row);
void fields_draw(struct fields *fields, struct area area);
/* True where the key was taken. */
bool fields_key(struct fields *fields, int32_t key);
bool fields_command(struct fields *fields, enum command_id id);
/* Opens a row of the focused table as a page, 0 a new one; at a column, NULL where it is for the row to say. */
void fields_open_row(struct fields *fields, int64_t row, const struct field *column);
/* What is typed becomes a version; false where it could not and is still being typed.  Where somebody has signed
 * meanwhile it is kept aside, as a session that died keeps it. */
bool fields_settle(struct fields *fields);
/* The case has changed: what is shown may have too. */
void fields_refresh(struct fields *fields);
/* Whether any of those shown is locked. */
bool fields_locked(const struct fields *fields);
/* Help of the focused field in at most two lines, and its finding. */
void fields_hints(const struct fields *fields, struct text lines[2], int columns);
/* The long help of the field, and the findings on it, as paragraphs for the right pane. */
void fields_help(const struct fields *fields, struct text *out);
/* A cell in as few columns as it takes: dates as 03.2015, the first line of a text. The caller's. */
char *fields_cell(const struct app *app, const struct field *table, const struct field *column, int64_t row);
/* Undo and redo within what is being typed; false where there is nothing to take back there. */
bool fields_undo(struct fields *fields, bool redo);

#endif
