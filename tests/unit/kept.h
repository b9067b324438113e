/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bases that older programs left, one of each schema that there was: tests/schema/N.sql.  Each was filled by
 * kept_fill with the code of its time (that of schema 1 could not erase yet); nobody edits it.
 */
#ifndef TESTS_UNIT_KEPT_H
#define TESTS_UNIT_KEPT_H

#include <stdbool.h>
#include <stdio.h>

#include "store/store.h"

#define KEPT_CASES 3
#define KEPT_CASE 1			/* the id of the one that has most in it */
#define KEPT_NUMBER "2026-0001"		/* and its number */
#define KEPT_OLD_NUMBER "2015-0777"	/* and an old one */
#define KEPT_NAME "Birgit Prøvegaard"	/* of its citizen */

/* Makes the base of this schema at `path`, in place of what is there; false where none is kept. */
bool kept_base(int version, const char *path);

/* Fills an empty base with one of everything that a store can hold. */
void kept_fill(struct store *store);

/* Writes a base as a text that kept_base can read. */
void kept_write(const char *path, FILE *out);

/* What people wrote and what seals it, row by row, of a base of any schema; the caller's. */
char *kept_rows(const char *path);

#endif
