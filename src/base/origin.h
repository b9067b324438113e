/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where a text begins in a file, so that what is wrong within it can be told at
 * its character: of a text that a file has on several lines, or with signs of
 * its own between, it is found beside what the file has.
 */
#ifndef BASE_ORIGIN_H
#define BASE_ORIGIN_H

#include <stddef.h>

struct origin {
	int line, column;	/* from 1, in characters */
	char *raw;		/* as the file has it from there on; NULL where that is the text itself */
};

/* Its own copy of raw, to be released; a reader's origin (node_origin) borrows it. */
struct origin origin_copy(const struct origin *origin);
void origin_release(struct origin *origin);

/* Where the byte of the text stands in the file; where that is not to be found, where the text begins. */
void origin_place(const struct origin *origin, const char *text, size_t at, int *line, int *column);

#endif
