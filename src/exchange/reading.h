/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A case file that is being read: an answer for each field in each of its
 * rounds, before anything is made of them (casefile_read.c fills it,
 * casefile_merge.c uses it).
 */
#ifndef EXCHANGE_READING_H
#define EXCHANGE_READING_H

#include "exchange/answer.h"
#include "exchange/shape.h"

struct reading {
	struct source source;
	struct shape *shape;
	size_t n_leaves;
	bool told;			/* the file says which rounds were before */
	int rounds;			/* the last is the one that the file itself is */
	struct answer *answers;		/* round by round, one for each leaf */
	char **stages;			/* round by round; NULL: not said */
	char *number, *caseworker, *pack;	/* NULL: not said */
};

/* Reads all of it; `rounds` is how many there are where the file does not say.  True: *r is to be released. */
bool reading_start(struct reading *r, const struct node *root, const struct source *source,
    const struct forms *forms, int rounds);
void reading_release(struct reading *r);

struct answer *reading_answer(const struct reading *r, int round, const struct shape *leaf);

#endif
