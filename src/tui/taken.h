/* SPDX-License-Identifier: EUPL-1.2 */
/* What undo takes back and redo does again, in words: it may stand on a screen that is not shown. */
#ifndef TUI_TAKEN_H
#define TUI_TAKEN_H

#include "model/change.h"
#include "tui/app.h"

/*
 * "Bente Holm, Length (Recommendation 1)", added to `out`: of a row by what it is called, the place where it is not on
 * the screen.  Of several the first, and "…".  Nothing where it is of no field and not the caseworker.  To be asked
 * before the changes are made: a row that they take away has its name only then.
 */
void taken_words(const struct app *app, const struct changes *changes, struct text *out);

#endif
