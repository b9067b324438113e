/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The bytes of a draft log, for its writer (draft.c) and its reader
 * (draft_left.c).  Numbers are in the machine's own order: a log never leaves it.
 */
#ifndef STORE_DRAFT_FORMAT_H
#define STORE_DRAFT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/draft.h"

#define DRAFT_HALF 32768		/* bytes of a half at first; doubled for a text that needs it */
#define DRAFT_HALF_MAX (1 << 26)
#define DRAFT_SUFFIX "-draft-"
#define DRAFT_ASIDE ".new"		/* a larger file until it gets its name */

/* A half: this, the text of `len` bytes, and then edits, one behind the other. */
struct draft_head {
	uint64_t check;			/* over the rest of it and the text */
	char magic[8];
	uint64_t generation;		/* the higher one of two sound halves counts */
	uint32_t half;			/* bytes of a half in this file */
	uint32_t len;
	struct draft_place place;
};
/* place.stored lies in what was a gap, of zeros: logs are read whichever program wrote them. */
_Static_assert(sizeof(struct draft_place) == 160 && offsetof(struct draft_place, stored) == 140, "as in older logs");

/* An edit: this and the `put` bytes that come in. */
struct draft_record {
	uint64_t check;			/* over generation, the rest of it and the bytes */
	uint32_t sequence;		/* from 1 in each half */
	uint32_t at, removed, put;
};

/* Checks so strong that what is left of an older draft, or torn, is never taken for this one's. */
uint64_t draft_head_check(const struct draft_head *head, const char *text);
uint64_t draft_record_check(const struct draft_record *record, uint64_t generation, const char *bytes);

extern const char draft_magic[8];
extern const char draft_ended[8];	/* in its place: the base has the text, and what follows is being zeroed */

/* Tries the lock that says that a session lives: false where another holds it. */
bool draft_lock(int fd);
/* Zeros over `len` bytes from `at`, the last first: while it goes on, the mark at its head stands. */
bool draft_zero(int fd, size_t at, size_t len);
/* Says of the half at `at` that it has ended, so that what a kill leaves of its zeroing is not taken for damage. */
bool draft_mark_ended(int fd, size_t at);

#endif
