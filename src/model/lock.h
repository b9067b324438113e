/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The team's signature (SPEC 6).  A round is signed while its locked.by says
 * by whom.  What the signature stands under, the fields that their form calls
 * locked, cannot be changed in that round until it is unlocked, neither by
 * hand nor by undo or import; the signature itself is such a field.
 */
#ifndef MODEL_LOCK_H
#define MODEL_LOCK_H

#include <stdbool.h>
#include "base/error.h"
#include "model/change.h"
#include "model/form.h"
#include "model/record.h"

/* Who has signed a round, borrowed; NULL: it is open. */
const char *lock_signer(const struct record *record, int round);

/* Whether a field (a column: its table) is locked in a round. */
bool lock_holds(const struct record *record, int round, const struct field *field);

/* Whether a change, of whatever round, is of a field that a signature would lock. */
bool lock_concerns(const struct forms *forms, const struct change *change);

/* False where the changes touch what is locked: ERROR_LOCKED, naming the fields by id. */
bool lock_allows(const struct forms *forms, const struct record *record, const struct changes *changes,
    struct error *e);

#endif
