/* SPDX-License-Identifier: EUPL-1.2 */
/* The signature on the screen: what stands under it, what is said of it, and the two commands that take it away and
 * give it. */
#ifndef TUI_SIGN_H
#define TUI_SIGN_H

#include "model/form.h"
#include "tui/app.h"

/* Whether a field or column of the open case cannot be changed, since its round is signed (tui/trouble.h: or for
 * another reason). */
bool sign_locks(const struct app *app, const struct field *field);
/* "Signed by Bent Holm on 25 April 2017 and locked. Alt+l unlocks.", where the round is signed. */
void sign_line(const struct app *app, struct text *out);
/* What the bar may offer on this page, of WHERE_SIGNED and WHERE_UNSIGNED; 0: neither. */
unsigned sign_where(const struct app *app);

/* Asks for a reason and unlocks; asks for a name and signs again. */
void sign_unlock(struct app *app);
void sign_again(struct app *app);

#endif
