/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The keys of a case file as a tree, made from the forms: where in the file a
 * field stands.  Reader and writer both walk it, so that neither can know a key
 * that the other does not.  It is made anew for each file, and so costs little:
 * a leaf needs no memory of its own.
 */
#ifndef EXCHANGE_SHAPE_H
#define EXCHANGE_SHAPE_H

#include <stddef.h>
#include "model/form.h"

struct shape {
	const char *name;		/* the key; NULL at the root; of a leaf a part of its field's id */
	const struct field *field;	/* of a leaf; NULL: a mapping of v */
	size_t leaf;			/* of a leaf: its number, from 0 in the order of the file */
	struct shape *v;
	size_t n, cap;
	const char **known;		/* the names of v, ended by NULL, for node_known; NULL in a leaf */
};

/* The keys of one round: `fields`, then those from `overrides` to `end` in the order of SPEC 13, as far as a form has
 * them; keys that only forms know follow.  Borrows the forms. */
struct shape *shape_new(const struct forms *forms, size_t *n_leaves);
void shape_free(struct shape *shape);

#endif
