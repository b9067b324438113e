/* SPDX-License-Identifier: EUPL-1.2 */
/* The reason with which a finding is set aside (SPEC 7): a row of the table `overrides`. */
#ifndef TUI_REASON_H
#define TUI_REASON_H

#include "tui/app.h"

/* Asks for it, or for another one; says so where none can be given.  The finding may be gone when it is answered. */
void reason_ask(struct app *app, const struct finding *finding);
/* Takes it back: what was set aside counts again.  NULL is a line without a finding. */
void reason_take_back(struct app *app, const struct finding *finding);
/* "Set aside by L. Holm on 9.5.2017: ...", added to `out`; nothing where no reason was given. */
void reason_explain(const struct app *app, const struct finding *finding, struct text *out);

#endif
