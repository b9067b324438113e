/* SPDX-License-Identifier: EUPL-1.2 */
/* The tables of a base, and how an older base becomes one of today. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stdbool.h>

#include "store/db.h"

#define SCHEMA_APPLICATION 0x494e4453	/* "INDS": PRAGMA application_id */

/* Refuses a database that is not ours; *version: the steps that it has had, which may be more than this program
 * knows. */
bool schema_ours(struct db *db, int64_t *version, struct error *e);
bool schema_read_version(struct db *db, int64_t *version, struct error *e);

/*
 * Brings an empty database or an older base up to date: all that it lacks in one transaction, so that it is
 * never between two schemas.
 */
bool schema_bring_up(struct db *db, struct error *e);

/* The steps that a base lacks of the first `to`, in an open transaction or out of one; to <= schema_version(). */
bool schema_take_steps(struct db *db, int64_t to, struct error *e);

/* Writes the version that is there once more, in an open transaction: its end is synced, and nothing has changed. */
bool schema_touch(struct db *db, struct error *e);

/* The steps there are: the version of a base that has had them all. */
int schema_version(void);

#endif
