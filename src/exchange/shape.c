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

/* Where a field's topmost key comes in the file. */
static size_t rank(const struct form *form, const struct field *field)
{
	size_t len = strcspn(field->id, "."), i = 1;

	if (form->part == PART_FIELDS)
		return 0;
	while (i < ORDERED && (strncmp(order[i], field->id, len) != 0 || order[i][len] != '\0'))
		i++;
	return i;
}

/* The child of this name, made where there is none. */
static struct shape *child(struct shape *shape, const char *name, size_t len)
{
	for (size_t i = 0; i < shape->n; i++)
		if (strncmp(shape->v[i].name, name, len) == 0 && shape->v[i].name[len] == '\0')
			return &shape->v[i];
	shape->v = array_room(shape->v, shape->n, &shape->cap, sizeof *shape->v);
	shape->v[shape->n] = (struct shape){ .name = xstrndup(name, len) };
	return &shape->v[shape->n++];
}

static void add_leaf(struct shape *shape, const struct form *form, const struct field *field)
{
	const char *id = field->id;

	if (form->part == PART_FIELDS) {
		shape = child(child(shape, order[0], strlen(order[0])), id, strlen(id));
	} else {
		for (size_t len; *id; id += len + (id[len] == '.')) {
			len = strcspn(id, ".");
			shape = child(shape, id, len);
		}
	}
	shape->field = field;
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

	for (size_t at = 0; at <= ORDERED; at++)
		for (size_t i = 0; i < forms->n; i++)
			for (size_t j = 0; j < forms->v[i].n_fields; j++)
				if (rank(&forms->v[i], &forms->v[i].fields[j]) == at)
					add_leaf(root, &forms->v[i], &forms->v[i].fields[j]);
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
