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

static struct shape *append(struct shape *shape, const char *name, size_t len)
{
	shape->v = array_room(shape->v, shape->n, &shape->cap, sizeof *shape->v);
	shape->v[shape->n] = (struct shape){ .name = xstrndup(name, len) };
	return &shape->v[shape->n++];
}

/* The child of this name, made where there is none. */
static struct shape *child(struct shape *shape, const char *name, size_t len)
{
	for (size_t i = 0; i < shape->n; i++)
		if (strncmp(shape->v[i].name, name, len) == 0 && shape->v[i].name[len] == '\0')
			return &shape->v[i];
	return append(shape, name, len);
}

static void add_leaf(struct shape *shape, const struct form *form, const struct field *field)
{
	const char *id = field->id;

	if (form->part == PART_FIELDS) {
		shape = child(shape, order[0], strlen(order[0]));
		shape = append(shape, id, strlen(id));
	} else {
		for (size_t len; *id; id += len + (id[len] == '.')) {
			len = strcspn(id, ".");
			shape = child(shape, id, len);
		}
	}
	shape->field = field;
}

/* Those of the same rank stay in the order of the forms. */
static void sort(struct shape *root)
{
	for (size_t i = 1; i < root->n; i++) {
		struct shape moved = root->v[i];
		size_t to = i;

		for (; to > 0 && rank(root->v[to - 1].name) > rank(moved.name); to--)
			root->v[to] = root->v[to - 1];
		root->v[to] = moved;
	}
}

/* Numbers the leaves and lists the names, once the tree stands. */
static void finish(struct shape *shape, size_t *n_leaves)
{
	if (shape->field)
		shape->leaf = (*n_leaves)++;
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
	for (size_t i = 0; i < shape->n; i++)
		release(&shape->v[i]);
	free(shape->v);
	free(shape->known);
	free(shape->name);
}

void shape_free(struct shape *shape)
{
	if (!shape)
		return;
	release(shape);
	free(shape);
}
