/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A pack that extends another is read from several files: what its own does not
 * say, the next one says.  Their trees stay apart, so that whatever is wrong is
 * told with the file and the line where it stands, and the tests of a rule are
 * found where the rule is.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/alloc.h"
#include "base/lang.h"
#include "data/pack_internal.h"

/* The path of another pack in the same folder. */
static char *path_beside(const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');
	int folder = slash == NULL ? 0 : (int)(slash - path) + 1;

	return xasprintf("%.*s%s.yaml", folder, path, name);
}

static bool has_file(const struct pack *pack, const char *path)
{
	for (size_t i = 0; i < pack->n_files; i++)
		if (strcmp(pack->files[i].path, path) == 0)
			return true;
	return false;
}

static void tell_missing(struct pack_reader *r, const struct node *node, const char *path)
{
	char *said = pack_missing(path);

	node_fault(node, r->path, r->faults, "'%s': %s", node->text, said);
	free(said);
}

/* The path of the pack that a file extends, the caller's; NULL where it extends none, or with a fault. */
static char *extended_path(struct pack_reader *r, const struct node *node)
{
	const char *name = node_text(node, r->path, r->faults);

	if (name == NULL)
		return NULL;
	if (!pack_name(name)) {
		node_fault(node, r->path, r->faults, _("not the name of a rule pack"));
		return NULL;
	}
	char *path = path_beside(r->path, name);
	if (has_file(r->pack, path))
		node_fault(node, r->path, r->faults, _("the packs extend one another in a circle"));
	else if (access(path, F_OK) != 0)
		tell_missing(r, node, path);
	else
		return path;
	free(path);
	return NULL;
}

/* What can be said of a file by itself. */
static void check_file(struct pack_reader *r, const struct node *tree)
{
	static const char *const known[] = {
		"pack", "extends", "without", "title", "source", "replaces", "from", "to", "verified",
		"duration", "domains", "outcomes", "references", "seats", "facts", "columns", "rules", "deadlines",
		"benefit", "sound", NULL
	};
	const struct node *without = node_get(tree, "without");

	node_known(tree, known, r->path, r->faults);
	node_map(node_get(tree, "facts"), r->path, r->faults);
	node_map(node_get(tree, "columns"), r->path, r->faults);
	node_items(node_get(tree, "rules"), r->path, r->faults);
	node_items(node_get(tree, "deadlines"), r->path, r->faults);
	if (without != NULL && node_get(tree, "extends") == NULL)
		node_fault(without, r->path, r->faults, _("'without' only goes with 'extends'"));
}

static const char *part_id(const struct pack_part *part)
{
	const struct node *id = part->key != NULL ? part->key : node_get(part->node, "id");

	return id == NULL ? NULL : id->text;
}

static struct pack_part *part_find(const struct pack_parts *parts, const char *id)
{
	for (size_t i = 0; i < parts->n; i++) {
		const char *other = part_id(&parts->v[i]);
		if (other != NULL && strcmp(other, id) == 0)
			return &parts->v[i];
	}
	return NULL;
}

/* In the place of what is extended, else at the end; the same file's own is not replaced: an id that a file
 * has twice is a fault, which is found when the parts are read. */
static void part_put(struct pack_parts *parts, struct pack_part part, bool extends)
{
	const char *id = part_id(&part);
	struct pack_part *old = extends && id != NULL ? part_find(parts, id) : NULL;

	if (old != NULL && old->path != part.path) {
		*old = part;
		return;
	}
	parts->v = array_room(parts->v, parts->n, &parts->cap, sizeof(*parts->v));
	parts->v[parts->n++] = part;
}

static void take_away(struct pack_parts *parts, const struct node *without)
{
	for (size_t i = 0; without != NULL && i < without->n; i++) {
		const char *id = without->items[i]->text;
		struct pack_part *part = id == NULL ? NULL : part_find(parts, id);
		if (part == NULL)
			continue;
		parts->n--;
		memmove(part, part + 1, (size_t)(parts->v + parts->n - part) * sizeof(*part));
	}
}

/* The parts as the i-th file and those that it extends have them. */
static void gather(const struct pack *pack, size_t i, const char *key, enum node_kind kind,
    struct pack_parts *parts)
{
	const struct pack_file *file = &pack->files[i];
	const struct node *node = node_get(file->tree, key);
	size_t n = node != NULL && node->kind == kind ? node->n : 0;
	bool extends = i + 1 < pack->n_files;

	if (extends) {
		gather(pack, i + 1, key, kind, parts);
		if (kind == NODE_LIST)		/* rules and deadlines, not facts of the same name */
			take_away(parts, node_get(file->tree, "without"));
	}
	for (size_t j = 0; j < n; j++)
		part_put(parts, (struct pack_part){
			.key = kind == NODE_MAP ? node->keys[j] : NULL, .node = node->items[j], .path = file->path
		}, extends);
}

struct pack_parts pack_gather(const struct pack *pack, const char *key, enum node_kind kind)
{
	struct pack_parts parts = { 0 };

	gather(pack, 0, key, kind, &parts);
	return parts;
}

/* What is taken away must be there. */
static void check_without(struct pack_reader *r, size_t i)
{
	const struct pack_file *file = &r->pack->files[i];
	const struct node *without = node_get(file->tree, "without");
	struct pack_parts parts = { 0 };
	size_t n;

	free(pack_read_codes(r, without, &n));
	if (i + 1 == r->pack->n_files || n == 0)
		return;
	gather(r->pack, i + 1, "rules", NODE_LIST, &parts);
	gather(r->pack, i + 1, "deadlines", NODE_LIST, &parts);
	for (size_t j = 0; j < without->n; j++) {
		const char *id = without->items[j]->text;
		if (id != NULL && part_find(&parts, id) == NULL)
			node_fault(without->items[j], r->path, r->faults,
			    _("'%s' is no rule and no deadline of the pack that is extended"), id);
	}
	free(parts.v);
}

/* The file and those that it extends; false where one of them is not to be had. */
static bool read_trees(struct pack_reader *r, const char *path)
{
	struct pack *pack = r->pack;

	for (char *next = xstrdup(path); next != NULL; ) {
		struct node *tree = node_read_file(next, NODE_FILE_MAX, r->faults);
		pack->files = xrealloc(pack->files, (pack->n_files + 1) * sizeof(*pack->files));
		pack->files[pack->n_files++] = (struct pack_file){ .path = next, .tree = tree };
		r->path = next;
		pack->path = pack->files[0].path;
		if (!node_map(tree, r->path, r->faults))
			return false;
		const struct node *extends = node_get(tree, "extends");
		next = extended_path(r, extends);
		if (extends != NULL && next == NULL)
			return false;
	}
	return true;
}

bool pack_read_files(struct pack_reader *r, const char *path)
{
	struct pack *pack = r->pack;
	bool all = read_trees(r, path);

	for (size_t i = 0; i < pack->n_files; i++) {
		const struct node *tree = pack->files[i].tree;
		r->path = pack->files[i].path;
		if (tree != NULL && tree->kind == NODE_MAP)
			check_file(r, tree);
		if (all)
			check_without(r, i);
	}
	return all;
}

const struct node *pack_find(struct pack_reader *r, const char *key)
{
	for (size_t i = 0; i < r->pack->n_files; i++) {
		const struct node *node = node_get(r->pack->files[i].tree, key);
		r->path = r->pack->files[i].path;
		if (node != NULL)
			return node;
	}
	r->path = r->pack->path;
	return NULL;
}

const struct node *pack_need(struct pack_reader *r, const char *key)
{
	const struct node *node = pack_find(r, key);

	return node == NULL ? node_need(r->pack->files[0].tree, key, r->path, r->faults) : node;
}

const struct label *pack_source(const struct pack *pack, const char *path)
{
	for (size_t i = 0; i < pack->n_files; i++)
		if (strcmp(pack->files[i].path, path) == 0)
			return &pack->files[i].source;
	return &pack->source;
}

const char *pack_place(const struct pack *pack, const char *key, int *line)
{
	for (size_t i = 0; i < pack->n_files; i++) {
		const struct node *node = node_get(pack->files[i].tree, key);
		if (node == NULL)
			continue;
		*line = node->line;
		return pack->files[i].path;
	}
	return NULL;
}

static const struct node *node_of(const struct node *node, const char *text)
{
	const struct node *found = node->text == text ? node : NULL;

	for (size_t i = 0; i < node->n && found == NULL; i++) {
		if (node->kind == NODE_MAP)
			found = node_of(node->keys[i], text);
		if (found == NULL)
			found = node_of(node->items[i], text);
	}
	return found;
}

const struct node *pack_node(const struct pack *pack, const char *text, const char **path)
{
	for (size_t i = 0; i < pack->n_files && text != NULL; i++) {
		const struct node *node = node_of(pack->files[i].tree, text);
		if (node == NULL)
			continue;
		*path = pack->files[i].path;
		return node;
	}
	return NULL;
}
