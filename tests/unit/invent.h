/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cases that nobody would write: every field of every form is drawn by its
 * kind - not answered, sound, at an edge, unreadable, very long - whether it is
 * shown or not, and every table with rows, answered none or not asked.  The
 * same seed makes the same cases.  Needs no cmocka: the benchmark fills a base
 * with them too.
 */
#ifndef TESTS_UNIT_INVENT_H
#define TESTS_UNIT_INVENT_H

#include <stdint.h>
#include "data/pack.h"
#include "model/change.h"
#include "model/form.h"

struct invent {
	uint64_t state;			/* the seed, not 0 */
	unsigned odd;			/* answers in a thousand that are at an edge, unreadable or very long */
	const struct forms *forms;
	const struct pack *pack;	/* whose rules are overridden */
	struct date today;
};

/* Adds what makes an empty record the next case. */
void invent_case(struct invent *invent, struct changes *changes);

#endif
