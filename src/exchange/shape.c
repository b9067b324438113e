/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/shape.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* The order of SPEC 13. */
static const char *const order[] = {
	"fields", "overrides", "meeting", "assessments", "leanings", "dissent", "recommendation", "locked", "decision",
	"talk", "plan", "followups", "absences", "mentor_agreements", "coordinator_changes", "move", "end",
};
enum { ORDERED = sizeof order / sizeof *order };

/* Where a topmost key comes in the file. */
static size_t rank(const char *name)
{
	size_t i = 0;

	while (i < ORDERED && strcmp(order[i], name) != 0)
		i++;
	return i;
}

static struct shape *append(struct shape *shape, const char *name, const struct field *field)
{
	shape->v = array_room(shape->v, shape->n, &shape->cap, sizeof *shape->v);
	shape->v[shape->n] = (struct shape){ .name = name, .field = field };
	return &shape->v[shape->n++];
}

/* The mapping of this name, made where there is none; fields of one stand together in their form. */
static struct shape *mapping(struct shape *shape, const char *name, size_t len)
{
	for (size_t i = shape->n; i-- > 0;)
		if (!shape->v[i].field && strncmp(shape->v[i].name, name, len) == 0 &&
		    shape->v[i].name[len] == '\0')
			return &shape->v[i];
	return append(shape, xstrndup(name, len), NULL);
}

static void add_leaf(struct shape *shape, const struct form *form, const struct field *field)
{
	const char *id = field->id;

	if (form->part == PART_FIELDS) {
		shape = mapping(shape, order[0], strlen(order[0]));
	} else {
		for (const char *dot; (dot = strchr(id, '.')) != NULL; id = dot + 1)
			shape = mapping(shape, id, (size_t)(dot - id));
	}
	append(shape, id, field);
}

/* Those of the same rank stay in the order of the forms. */
static void sort(struct shape *root)
{
	for (size_t i = 1; i < root->n; i++) {
		struct shape moved = root->v[i];
		size_t to = i, place = rank(moved.name);

		for (; to > 0 && rank(root->v[to - 1].name) > place; to--)
			root->v[to] = root->v[to - 1];
		root->v[to] = moved;
	}
}

/* Numbers the leaves and lists the names, once the tree stands. */
static void finish(struct shape *shape, size_t *n_leaves)
{
	if (shape->field) {
		shape->leaf = (*n_leaves)++;
		return;
	}
	shape->known = xcalloc(shape->n + 1, sizeof *shape->known);
	for (size_t i = 0; i < shape->n; i++) {
		shape->known[i] = shape->v[i].name;
		finish(&shape->v[i], n_leaves);
	}
}

struct shape *shape_new(const struct forms *forms, size_t *n_leaves)
{
	struct shape *root = xcalloc(1, sizeof *root);

	for (size_t i = 0; i < forms->n; i++)
		for (size_t j = 0; j < forms->v[i].n_fields; j++)
			add_leaf(root, &forms->v[i], &forms->v[i].fields[j]);
	sort(root);
	*n_leaves = 0;
	finish(root, n_leaves);
	return root;
}

static void release(struct shape *shape)
{
	if (shape->field)
		return;
	for (size_t i = 0; i < shape->n; i++)
		release(&shape->v[i]);
	free(shape->v);
	free(shape->known);
	free((char *)shape->name);
}

void shape_free(struct shape *shape)
{
	if (!shape)
		return;
	release(shape);
	free(shape);
}
