/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "model/stage.h"

#define FORMAT 1		/* the version of the format that is read */
#define ROUNDS_MAX 99
#define NUMBER_MAX 40		/* columns of a case's number: what a line of a list has room for */

/* Keys of the file besides those of its round. */
static const char *const head[] = { "indstil", "id", "number", "stage", "caseworker", "pack", "earlier_rounds" };
static const char *const earlier_head[] = { "stage" };

struct answer *reading_answer(const struct reading *r, int round, const struct shape *leaf)
{
	return &r->answers[(size_t)(round - 1) * r->n_leaves + leaf->leaf];
}

static void read_children(struct reading *r, const struct shape *shape, const struct node *map, int round);

static void read_child(struct reading *r, const struct shape *child, const struct node *node, int round)
{
	if (child->field)
		answer_read(&r->source, child->field, node, reading_answer(r, round, child));
	else if (node && !node_null(node) && source_known(&r->source, node, child->known))
		read_children(r, child, node, round);
}

static void read_children(struct reading *r, const struct shape *shape, const struct node *map, int round)
{
	for (size_t i = 0; i < shape->n && !source_full(&r->source); i++)
		read_child(r, &shape->v[i], node_get(map, shape->v[i].name), round);
}

/* A fault at each key that is neither one of `more` nor one of a round. */
static bool check_keys(const struct reading *r, const struct node *map, const char *const more[], size_t n)
{
	const char **known = xcalloc(n + r->shape->n + 1, sizeof *known);
	bool good;

	memcpy(known, more, n * sizeof *known);
	memcpy(known + n, r->shape->known, r->shape->n * sizeof *known);
	good = source_known(&r->source, map, known);
	free(known);
	return good;
}

/* A scalar's text; NULL where it is not said, or wrong. */
static const char *said(const struct reading *r, const struct node *map, const char *key)
{
	const struct node *node = node_get(map, key);

	return !node || node_null(node) ? NULL : node_text(node, r->source.path, r->source.faults);
}

static void read_stage(struct reading *r, const struct node *map, int round)
{
	const char *text = said(r, map, "stage");
	enum stage stage;

	if (text && stage_by_code(text, &stage))
		r->stages[round - 1] = xstrdup(text);
	else if (text)
		node_fault(node_get(map, "stage"), r->source.path, r->source.faults, _("no such stage"));
}

static void read_round(struct reading *r, const struct node *map, const char *const more[], size_t n, int round)
{
	if (!check_keys(r, map, more, n))
		return;
	read_stage(r, map, round);
	read_children(r, r->shape, map, round);
}

static void check_version(const struct reading *r, const struct node *root)
{
	const struct source *s = &r->source;
	const struct node *node = node_need(root, "indstil", s->path, s->faults);
	long version;

	if (node_long(node, &version, s->path, s->faults) && version != FORMAT)
		node_fault(node, s->path, s->faults, _("the format has version %ld; this program reads version %d"),
		    version, FORMAT);
}

static void check_id(const struct reading *r, const struct node *root)
{
	const char *id = said(r, root, "id");

	if (id && !uuid_valid(id))
		node_fault(node_get(root, "id"), r->source.path, r->source.faults,
		    _("an id is a uuid in small letters"));
}

/* One of the case's own texts; the caller's. */
static char *read_own(const struct reading *r, const struct node *root, const char *key)
{
	const struct field line = { .kind = KIND_LINE };
	const char *text = said(r, root, key);
	char *stored = NULL;
	struct error e;

	if (text && !kind_read(&line, text, r->source.today, &stored, &e))
		node_fault(node_get(root, key), r->source.path, r->source.faults, "%s", e.what);
	return stored;
}

/* A number is typed, printed and named in commands: it is taken as it is or not at all. */
static char *read_number(struct reading *r, const struct node *root)
{
	const char *text = said(r, root, "number");
	size_t before = r->source.faults->n;
	char *number = text ? read_own(r, root, "number") : NULL;

	if (!text || r->source.faults->n > before ||
	    (number && strcmp(number, text) == 0 && utf8_width(text) <= NUMBER_MAX))
		return number;
	node_fault(node_get(root, "number"), r->source.path, r->source.faults,
	    _("a number is a text of 1 to %d characters, without tabs and without white space around it"), NUMBER_MAX);
	free(number);
	return NULL;
}

static void read_head(struct reading *r, const struct node *root)
{
	check_version(r, root);
	check_id(r, root);
	r->number = read_number(r, root);
	r->caseworker = read_own(r, root, "caseworker");
	r->pack = read_own(r, root, "pack");
}

/* The list of earlier rounds; NULL where the file has none. */
static const struct node *earlier_rounds(const struct reading *r, const struct node *root)
{
	const struct node *list = node_get(root, "earlier_rounds");

	if (!list || node_null(list))
		return NULL;
	if (list->kind == NODE_LIST && list->n < ROUNDS_MAX)
		return list;
	if (list->kind == NODE_LIST)
		node_fault(list, r->source.path, r->source.faults, _("more than %d rounds"), ROUNDS_MAX);
	else
		node_items(list, r->source.path, r->source.faults);
	return NULL;
}

static void read_earlier(struct reading *r, const struct node *list)
{
	for (int round = 1; round < r->rounds && !source_full(&r->source); round++)
		read_round(r, list->items[round - 1], earlier_head, sizeof earlier_head / sizeof *earlier_head, round);
}

bool reading_start(struct reading *r, const struct node *root, const struct source *source,
    const struct forms *forms, int rounds)
{
	const struct node *earlier;

	*r = (struct reading){ .source = *source };
	if (!node_map(root, source->path, source->faults))
		return false;
	earlier = earlier_rounds(r, root);
	r->told = earlier != NULL;
	r->rounds = earlier ? (int)earlier->n + 1 : rounds;
	r->shape = shape_new(forms, &r->n_leaves);
	r->answers = xcalloc((size_t)r->rounds * r->n_leaves, sizeof *r->answers);
	r->stages = xcalloc((size_t)r->rounds, sizeof *r->stages);
	read_head(r, root);
	if (earlier)
		read_earlier(r, earlier);
	read_round(r, root, head, sizeof head / sizeof *head, r->rounds);
	return true;
}

static void release_leaves(const struct reading *r, const struct shape *shape)
{
	for (int round = 1; shape->field && round <= r->rounds; round++)
		answer_release(shape->field, reading_answer(r, round, shape));
	for (size_t i = 0; i < shape->n; i++)
		release_leaves(r, &shape->v[i]);
}

void reading_release(struct reading *r)
{
	release_leaves(r, r->shape);
	for (int round = 1; round <= r->rounds; round++)
		free(r->stages[round - 1]);
	free(r->answers);
	free(r->stages);
	free(r->number);
	free(r->caseworker);
	free(r->pack);
	shape_free(r->shape);
}
