/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The fixed wording of documents (data/documents/NAME.yaml): texts by id in
 * both languages, so that they are reviewed as text and not as C.  A text may
 * hold {names}; wording_fill puts the values in.
 */
#ifndef DATA_WORDING_H
#define DATA_WORDING_H

#include "base/error.h"
#include "base/lang.h"
#include "base/text.h"

struct wording;

struct wording *wording_load(const char *path, struct faults *faults);
void wording_free(struct wording *wording);

/* The text with this id.  One that the file lacks is a programmer's mistake (assert); see wording_check. */
const char *wording_get(const struct wording *wording, const char *id, enum lang lang);

struct wording_value {
	const char *name, *value;
};

/* Adds the text with {name} replaced by each value (NULL: by nothing); the list ends with a NULL name.  A
 * name that the list lacks stays as it is written, braces and all; braces within a value are only braces. */
void wording_fill(const struct wording *wording, const char *id, enum lang lang,
    const struct wording_value values[], struct text *out);

/* A fault for each id of `ids` (ended by NULL) that the file lacks, and for each {name} that only one
 * language has. */
void wording_check(const struct wording *wording, const char *const ids[], const char *path,
    struct faults *faults);
/* A fault for each text that is none of `ids`: nobody prints it, which is a mistake of whoever wrote it, but none
 * that keeps the others from being printed. */
void wording_check_unasked(const struct wording *wording, const char *const ids[], const char *path,
    struct faults *faults);

#endif
