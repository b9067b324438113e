/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reads the forms: choices.yaml and measures.yaml, then the files of forms/ in
 * the order of their names (they begin with two digits).  The format is in
 * indstil-data(5).
 */
#ifndef DATA_FORMS_H
#define DATA_FORMS_H

#include "base/error.h"
#include "model/form.h"
#include "model/keys.h"

/*
 * Loads all forms under the folder `dir` (PKGDATADIR or --data).  Keys are
 * interned into `keys`, which must outlive the forms.  NULL with at least one
 * fault where anything is wrong: a kind, choice list, column or constant of
 * model/keys.h that does not exist, an id twice, a label missing in a language.
 * All *.yaml files of forms/ are read but those that begin with a dot.
 * Conditions are only taken as text here; rule/condition.h compiles them.
 */
struct forms *forms_load(const char *dir, struct keys *keys, struct faults *faults);

/* The same, but that what the program needs may be missing, which is told: *whole is false then.  Nothing runs on such
 * forms; what else is wrong is looked for with them. */
struct forms *forms_read(const char *dir, struct keys *keys, bool *whole, struct faults *faults);

/* A fault for each field of a part under `fields` (the preparatory part) that does not say how to answer, why it is
 * asked and what it rests on (SPEC 3), and for each of its columns that does not say how to answer. */
void forms_check(const struct forms *forms, struct faults *faults);

#endif
