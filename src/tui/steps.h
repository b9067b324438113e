/* SPDX-License-Identifier: EUPL-1.2 */
/* What is done to a case as a whole; each asks what it needs to know, and says what came of it. */
#ifndef TUI_STEPS_H
#define TUI_STEPS_H

#include "tui/app.h"

void steps_stage(struct app *app);		/* on, or back, with a signature or a reason where one is due */
void steps_round(struct app *app);		/* before the team again */
void steps_caseworker(struct app *app);		/* whose it is */

#endif
