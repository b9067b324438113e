/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Copies of a base (DESIGN 7).  One counts only after it was opened again and
 * found whole, and it gets its name only then; so a file of the name is a good copy.
 *
 * Beside the base lie those that the program makes by itself: of each day on
 * which it was used the first state ("BASE-backup-2017-05-09"), the seven latest, and of each older
 * schema the state before it was brought up ("BASE-before-schema-2").
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/date.h"
#include "base/error.h"

/*
 * Copies the base at `path` to `to`, which must not be there (ERROR_FILE), while
 * others read and write it.  ERROR_BASE where it is damaged: then there is no copy.  `stop` (may be NULL), once
 * true, ends it soon, without a copy (ERROR_BUSY).
 */
bool backup_make(const char *path, const char *to, const atomic_bool *stop, struct error *e);

/*
 * The copy of the day, unless there is one, and takes the oldest away where
 * there are more than seven.  Names of days after `today` count as the oldest: the clock was wrong.
 */
bool backup_daily(const char *path, struct date today, const atomic_bool *stop, struct error *e);

/* Whether the day has its copy. */
bool backup_is_daily(const char *path, struct date today);

/* Copies a base of schema `version` before it is brought up. */
bool backup_before(const char *path, int version, struct error *e);

/*
 * Puts a copy of `from` in the place of the base at `path`; it is proved before.
 * What was there is kept whole under the name *kept (the caller's; NULL where nothing was there).  What was erased
 * from it for good (store_erase), as far as it or the copies beside it can be read, is erased from the new base too.
 * ERROR_BUSY while another program writes; those that have the old one open notice at their next action.
 */
bool backup_restore(const char *from, const char *path, char **kept, struct error *e);

/*
 * The numbers of the cases that `from` holds although they were erased from the base at `path`: restoring it does not
 * bring them back, but in `from` they stay.  *n of them (backups_free).
 */
char **backup_erased(const char *from, const char *path, size_t *n);

/* When the last action in a copy was done: what it holds was written until then.  False where it cannot be read. */
bool backup_written(const char *path, time_t *at);

/*
 * The copies beside the base, that which was written in last first; with `all` also what a restore put aside, whole or
 * not.  The texts are the caller's (backups_free).
 */
char **backups_of(const char *path, bool all, size_t *n);
void backups_free(char **paths, size_t n);

#endif
