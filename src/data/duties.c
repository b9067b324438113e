/* SPDX-License-Identifier: EUPL-1.2 */
#include "data/duties.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/alloc.h"

#define DIGITS "0123456789"

static const struct {
	const char *name;
	bool reasoned;
} kinds[PLACE_KIND_COUNT] = {
	[PLACE_FIELD] = { "field", false },
	[PLACE_CHOICE] = { "choice", false },
	[PLACE_SEAT] = { "seat", false },
	[PLACE_OUTCOME] = { "outcome", false },
	[PLACE_PACK] = { "pack", false },
	[PLACE_SCREEN] = { "screen", false },
	[PLACE_PAGE] = { "page", false },
	[PLACE_DOCUMENT] = { "document", false },
	[PLACE_WORDS] = { "words", false },
	[PLACE_COMMAND] = { "command", false },
	[PLACE_CASE] = { "case", false },
	[PLACE_OUTSIDE] = { "outside", true },
	[PLACE_AWAITS] = { "awaits", true },
};

const char *place_kind_name(enum place_kind kind)
{
	assert(kind < PLACE_KIND_COUNT);
	return kinds[kind].name;
}

bool place_kind_reasoned(enum place_kind kind)
{
	assert(kind < PLACE_KIND_COUNT);
	return kinds[kind].reasoned;
}

/*
 * The places
 */

struct reader {
	const char *path;
	struct faults *faults;
};

bool duty_id(const char *s)
{
	return s[0] == 'D' && strspn(s + 1, DIGITS) == 3 && s[4] == '\0';
}

static enum place_kind kind_by_key(const char *key)
{
	enum place_kind kind = 0;

	while (kind < PLACE_KIND_COUNT && strcmp(key, kinds[kind].name) != 0)
		kind++;
	return kind;
}

/* A map of one key, which says of what kind the place is. */
static void read_place(struct reader *r, const struct node *node, struct duty_place *place)
{
	if (node->kind != NODE_MAP || node->n != 1) {
		node_fault(node, r->path, r->faults, _("a place is one key and its value"));
		return;
	}
	place->kind = kind_by_key(node->keys[0]->text);
	place->line = node->line;
	place->column = node->column;
	if (place->kind == PLACE_KIND_COUNT)
		node_fault(node->keys[0], r->path, r->faults, _("no such kind of place"));
	else if (kinds[place->kind].reasoned)
		node_label(node->items[0], &place->reason, r->path, r->faults);
	else
		place->name = node_text(node->items[0], r->path, r->faults);
}

static void read_duty(struct reader *r, const struct node *key, const struct node *list, struct duty *duty)
{
	size_t n = node_items(list, r->path, r->faults);

	if (!duty_id(key->text))
		node_fault(key, r->path, r->faults, _("a duty is written D and three digits, such as D001"));
	duty->id = key->text;
	duty->line = key->line;
	duty->column = key->column;
	duty->places = xcalloc(n + 1, sizeof(*duty->places));
	if (list->kind == NODE_LIST && n == 0)
		node_fault(list, r->path, r->faults, _("the list is empty"));
	for (size_t i = 0; i < n; i++)
		read_place(r, list->items[i], &duty->places[duty->n_places++]);
}

static void read_duties(struct reader *r, struct duties *duties)
{
	const struct node *tree = duties->tree;

	if (!node_map(tree, r->path, r->faults))
		return;
	duties->v = xcalloc(tree->n + 1, sizeof(*duties->v));
	for (size_t i = 0; i < tree->n; i++)
		read_duty(r, tree->keys[i], tree->items[i], &duties->v[duties->n++]);
}

struct duties *duties_load(const char *path, struct faults *faults)
{
	struct faults own = { 0 };
	struct duties *duties = xcalloc(1, sizeof(*duties));
	struct reader r = { .path = path, .faults = &own };

	duties->path = xstrdup(path);
	duties->tree = node_read_file(path, NODE_FILE_MAX, &own);
	if (duties->tree != NULL)
		read_duties(&r, duties);
	if (node_faults_end(&own, faults))
		return duties;
	duties_free(duties);
	return NULL;
}

void duties_free(struct duties *duties)
{
	if (duties == NULL)
		return;
	for (size_t i = 0; i < duties->n; i++) {
		for (size_t k = 0; k < duties->v[i].n_places; k++)
			label_release(&duties->v[i].places[k].reason);
		free(duties->v[i].places);
	}
	free(duties->v);
	free(duties->path);
	node_free(duties->tree);
	free(duties);
}

const struct duty *duties_find(const struct duties *duties, const char *id)
{
	for (size_t i = 0; i < duties->n; i++)
		if (strcmp(duties->v[i].id, id) == 0)
			return &duties->v[i];
	return NULL;
}

/*
 * The list
 */

/* "| D001 |" at the head of a line: the id, or false. */
static bool read_id(const char *line, char id[8])
{
	size_t digits;

	if (strncmp(line, "| D", 3) != 0)
		return false;
	digits = strspn(line + 3, DIGITS);
	if (digits == 0 || digits > 6 || strncmp(line + 3 + digits, " |", 2) != 0)
		return false;
	memcpy(id, line + 2, digits + 1);
	id[digits + 1] = '\0';
	return true;
}

static void add_row(struct duty_list *list, const char *id, int line, struct faults *faults)
{
	if (duty_list_has(list, id)) {
		faults_add(faults, list->path, line, 1, _("the duty %s stands in the list twice"), id);
		return;
	}
	list->v = array_room(list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n].line = line;
	memcpy(list->v[list->n++].id, id, sizeof(list->v->id));
}

static void read_rows(struct duty_list *list, FILE *file, struct faults *faults)
{
	char *line = NULL, id[8];
	size_t size = 0;

	for (int number = 1; getline(&line, &size, file) >= 0; number++)
		if (read_id(line, id))
			add_row(list, id, number, faults);
	free(line);
}

struct duty_list *duty_list_load(const char *path, struct faults *faults)
{
	struct faults own = { 0 };
	struct duty_list *list = xcalloc(1, sizeof(*list));
	FILE *file = fopen(path, "re");

	list->path = xstrdup(path);
	if (file != NULL)
		read_rows(list, file, &own);
	if (file == NULL || ferror(file))
		faults_add(&own, path, 0, 0, _("cannot be read: %s"), strerror(errno));
	else if (list->n == 0)
		faults_add(&own, path, 0, 0, _("no duty stands here: a row begins with '| D001 |'"));
	if (file != NULL)
		fclose(file);
	if (node_faults_end(&own, faults))
		return list;
	duty_list_free(list);
	return NULL;
}

void duty_list_free(struct duty_list *list)
{
	if (list == NULL)
		return;
	free(list->v);
	free(list->path);
	free(list);
}

bool duty_list_has(const struct duty_list *list, const char *id)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->v[i].id, id) == 0)
			return true;
	return false;
}
