/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The case as YAML (SPEC 13), in and out.  casefile_write() prints just what
 * casefile_read() takes, and reading what was written gives the same case again.
 *
 * Preparatory fields stand under `fields`, by id; everything else by the dots
 * of its id.  A table is a list of mappings, [] is *none*, an absent key is not
 * answered.  Every key of every form is read and written, whether or not a
 * screen shows it.
 *
 * Rounds.  The file itself is the current round.  `earlier_rounds` has the
 * others, oldest first: each its stage, those `fields` that said something else
 * than they do now (~: were not answered), and all that follows `fields` in
 * SPEC 13's order.
 */
#ifndef EXCHANGE_CASEFILE_H
#define EXCHANGE_CASEFILE_H

#include <stdbool.h>
#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "data/node.h"
#include "model/change.h"
#include "model/form.h"
#include "model/record.h"
#include "rule/desk.h"

#define CASEFILE_MAX (8u << 20)	/* bytes; a larger file is refused unread */

/*
 * Reads a case.  False with faults, each at its line and column, where
 * anything is wrong; *record is then released.  True: *record (uninitialised before) has its values,
 * rounds and, where the file names one, its uuid (else ""); rows have new ids.
 * A case without `stage` gets the furthest that it has data for.
 */
bool casefile_read(const struct node *root, const char *path, const struct forms *forms,
    struct date today, struct record *record, struct faults *faults);

/* Adds the case as YAML, all rounds. Drafts that their kind cannot read are left out. */
void casefile_write(const struct record *record, const struct forms *forms, struct text *out);

/* The uuid that the file names, borrowed; NULL where it names none (or a wrong one: a fault once it is read). */
const char *casefile_uuid(const struct node *root);

/*
 * What makes `old` say what the file says: a case that is there, or an empty
 * record for a new one.  What the file does not say stays as it is, and so
 * does a number that the case has already, since it may have been given anew.
 * Without `earlier_rounds` the file speaks of the current round of `old`.  Rows
 * are matched by number, by content, then by their order.  False with faults, as
 * above; `changes` is then as it was.
 */
bool casefile_merge(const struct node *root, const char *path, const struct forms *forms,
    struct date today, const struct record *old, struct changes *changes, struct faults *faults);

/*
 * Holds a file that was read or merged without a fault against the rules: false
 * with faults where its pack cannot be had, or where it sets aside a finding of
 * a rule that no pack has, or of a row that the case has not.  What `old`, the case
 * as it was, says already is taken, and so is a row that a case from another base
 * has lost since.  `now` is the case as it would be.
 */
bool casefile_check(const struct node *root, const char *path, struct desk *desk, const struct record *old,
    const struct record *now, struct faults *faults);

/*
 * Sets keys given as a mapping of key: value (a field id, dots and all, or `stage`;
 * null: not answered) in the current round: what the tests of a rule pack use.
 * False with faults; the record is then unchanged.
 */
bool casefile_set(struct record *record, const struct node *map, const char *path, const struct forms *forms,
    struct date today, struct faults *faults);

#endif
