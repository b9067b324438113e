/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is being typed, in a field or as the answer to a question: it goes into
 * the draft log (store/draft.h) change by change, and is zeroed there once the
 * base has it.  One text at a time is typed.
 */
#ifndef TUI_TYPING_H
#define TUI_TYPING_H

#include <stdbool.h>
#include <stddef.h>
#include "store/draft.h"

struct app;
struct text;

/* Sees to it that there is a log, if need be in the room of the reserve (store/ballast.h); else says that there is none. */
bool typing_ready(struct app *app);
/* True where the log does not hold a text yet, so that typing_begin() is to come before the next change. */
bool typing_begins(const struct app *app);
/* The text as it was before the first change, so that this one, too, is synced in its time.  Where the log cannot begin
 * that is said, and it is to begin again with the next change. */
void typing_begin(struct app *app, const struct draft_place *place, const struct text *text);
/* A change of the text, as in draft_edit(). */
void typing_edit(struct app *app, size_t at, size_t removed, const char *s, size_t len);
/* The base has it, or nobody wants it. */
void typing_end(struct app *app);
/* Nobody is to have it ever again: the log goes from the disk, and a new one is begun. */
void typing_throw_away(struct app *app);
/* Leaves it as a session that died does, to be offered again.  False where there is no log that has it; it is still
 * being typed then. */
bool typing_leave(struct app *app);

#endif
