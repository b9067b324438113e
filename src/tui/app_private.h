/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files of the program share: app.c (pages, messages, the open case), app_act.c (its changes), app_idle.c
 * (what nobody waits for), app_run.c (the loop).
 */
#ifndef TUI_APP_PRIVATE_H
#define TUI_APP_PRIVATE_H

#include "tui/app.h"

/* app.c */

/* Takes the top page away, which has settled; no page is told. */
void app_drop(struct app *app);
/* Reads the open case again, and tells the pages. */
void app_reload(struct app *app);
/*
 * Closes the open case where somebody has erased it; what was being typed of it goes from the disk, and a box says so.
 * Called between two keys: the pages are gone after it.
 */
void app_see_erased(struct app *app);
/* Logs that the open case was looked at. */
void app_log_look(struct app *app);

/* app_idle.c */

/* Does what nobody waits for, once all is painted and no key waits; true where something is to be painted anew. */
bool app_idle(struct app *app);
/* Begins the copy of the day, beside the program. */
void app_keep(struct app *app);
/* Something may have come of it: then it is said, and ended. */
void app_hear_keeper(struct app *app);
/* Ends it, done or not. */
void app_end_keeper(struct app *app);

/* app_run.c */

/* Milliseconds until what was typed is to be synced, 0 now; -1: nothing is. */
int app_due(const struct app *app);

#endif
