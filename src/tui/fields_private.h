/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files of the list of fields share: fields.c (focus and keys), fields_text.c (what is typed in it),
 * fields_table.c (tables in it), fields_draw.c and fields_columns.c (how it looks), fields_help.c (what is said of it).
 */
#ifndef TUI_FIELDS_PRIVATE_H
#define TUI_FIELDS_PRIVATE_H

#include "tui/fields.h"

/* fields.c */

/* The stored text that holds now; NULL where not answered. Borrowed until the next action. */
const char *fields_value(const struct fields *fields, const struct field *field);
/* Whether the field in the focus is locked. */
bool fields_focus_locked(const struct fields *fields);
/* Brings the focus, its row and its editor to where the case is now. What is being typed is lost. */
void fields_show_stored(struct fields *fields);

/* fields_text.c: the editor of the focused field, which is there where a kind is typed. */

/* Opens it with the text that is stored; closes it where nothing is typed in the field. */
void fields_text_open(struct fields *fields);
/* Opens it anew where another text is stored than it holds, so that the cursor stays where it is the same. */
void fields_text_show(struct fields *fields);
/* A key in it; true where it was taken. */
bool fields_text_key(struct fields *fields, int32_t key);
/* The same for the keys that move the cursor (deletes: those that delete) alone. */
bool fields_text_move(struct fields *fields, int32_t key, bool deletes);
void fields_text_clear(struct fields *fields);

/* fields_table.c: of the table in the focus. */

/* record_has_row() and record_row_beside() as the case is now. */
bool fields_table_has(const struct fields *fields, int64_t row);
int64_t fields_table_beside(const struct fields *fields, int64_t row, int by);
/* A key on it; true where it was taken. */
bool fields_table_key(struct fields *fields, int32_t key);
/* The same for the keys that change nothing: to the row above or below, and into it. */
bool fields_table_walk(struct fields *fields, int32_t key);
/* Adds a row, or moves or removes the one at the pointer; false for any other command. */
bool fields_table_command(struct fields *fields, enum command_id id);

/* fields_columns.c */

#define COLUMNS_SHOWN 5		/* of a table, at most */

struct shown_column {
	const struct field *field;
	int columns;		/* of the screen */
};

/* The columns that the lines of a table show, in so many columns of the screen; returns how many they are. */
size_t fields_columns(const struct app *app, const struct field *table, int columns,
    struct shown_column shown[COLUMNS_SHOWN]);
/* The first of the other columns that says something in a row where none of the shown ones does but for a number: or
 * the row would look empty.  NULL where there is none, or no need. */
const struct field *fields_speaks(const struct app *app, const struct field *table,
    const struct shown_column shown[], size_t n, int64_t row);

#endif
