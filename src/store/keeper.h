/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a base needs once a day, done beside the work: its ballast, and its copy
 * of the day, which is proved (store/backup.h).  A thread of its own does it, with a
 * connection of its own, so that no key waits for it.
 */
#ifndef STORE_KEEPER_H
#define STORE_KEEPER_H

#include <stdbool.h>

#include "base/date.h"
#include "base/error.h"

struct keeper;

/* NULL where there is nothing to do today, or no thread to be had. */
struct keeper *keeper_start(const char *path, struct date today);
/* Readable once it is done; the keeper's. */
int keeper_fd(const struct keeper *keeper);
/* Whether it is done (never, of NULL); then *e says what went wrong, ERROR_NONE where nothing did. */
bool keeper_done(struct keeper *keeper, struct error *e);
/* Ends it, soon, whether it is done or not, and frees it.  NULL is fine. */
void keeper_stop(struct keeper *keeper);

#endif
