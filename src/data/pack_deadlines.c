/* SPDX-License-Identifier: EUPL-1.2 */
/* Deadlines of a pack. */
#include <stdlib.h>
#include <string.h>
#include "base/alloc.h"
#include "base/lang.h"
#include "data/pack_internal.h"

static bool says_unknown(const struct node *node)
{
	return node != NULL && node->kind == NODE_SCALAR && strcmp(node->text, "unknown") == 0;
}

static void read_due(struct pack_reader *r, const struct node *node, struct date *due)
{
	if (!says_unknown(node))
		pack_read_date(r, node, due);
}

static void read_open(struct pack_reader *r, const struct node *node, int *open)
{
	bool yes;

	*open = -1;
	if (!says_unknown(node) && node_bool(node, &yes, r->path, r->faults))
		*open = yes;
}

static void read_test(struct pack_reader *r, const struct node *node, struct deadline_test *test)
{
	static const char *const known[] = { "case", "due", "open", NULL };

	node_known(node, known, r->path, r->faults);
	test->line = node->line;
	test->column = node->column;
	test->set = node_get(node, "case");
	node_map(test->set, r->path, r->faults);
	read_due(r, node_need(node, "due", r->path, r->faults), &test->due);
	read_open(r, node_need(node, "open", r->path, r->faults), &test->open);
}

static void read_tests(struct pack_reader *r, const struct node *list, struct deadline *deadline)
{
	size_t n = node_items(list, r->path, r->faults);

	deadline->tests = xcalloc(n + 1, sizeof(*deadline->tests));
	for (size_t i = 0; i < n; i++)
		read_test(r, list->items[i], &deadline->tests[deadline->n_tests++]);
}

/* Conditions name it, so that it must be written as their names are. */
static void check_id(struct pack_reader *r, const struct node *node, const struct deadline *deadline)
{
	const char *id = deadline->id;

	if (id == NULL)
		return;
	if (strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(id) || id[0] == '\0')
		node_fault(node, r->path, r->faults, _("small letters, digits and '_' are expected here"));
	for (const struct deadline *other = r->pack->deadlines; other < deadline; other++)
		if (other->id != NULL && strcmp(id, other->id) == 0)
			node_fault(node, r->path, r->faults, _("the id '%s' is given twice"), id);
}

static void read_deadline(struct pack_reader *r, const struct pack_part *part, struct deadline *deadline)
{
	static const char *const known[] = {
		"id", "source", "duties", "for", "due", "open", "field", "text", "tests", NULL
	};
	static const struct pack_text texts[] = {
		{ "id", offsetof(struct deadline, id), true },
		{ "due", offsetof(struct deadline, due), true },
		{ "open", offsetof(struct deadline, open), true },
		{ "field", offsetof(struct deadline, field), true },
	};
	const struct node *node = part->node;

	r->path = deadline->path = part->path;
	deadline->line = node->line;
	deadline->column = node->column;
	node_known(node, known, r->path, r->faults);
	pack_read_texts(r, node, texts, LENGTH(texts), deadline);
	check_id(r, node_get(node, "id"), deadline);
	pack_read_source(r, node, &deadline->source);
	deadline->duties = pack_read_duties(r, node_get(node, "duties"), &deadline->n_duties);
	deadline->outcomes = pack_read_outcomes(r, node_get(node, "for"), &deadline->n_outcomes);
	pack_read_line(r, node, "text", &deadline->text);
	read_tests(r, node_get(node, "tests"), deadline);
}

void pack_read_deadlines(struct pack_reader *r)
{
	struct pack *pack = r->pack;
	struct pack_parts parts = pack_gather(pack, "deadlines", NODE_LIST);

	pack->deadlines = xcalloc(parts.n + 1, sizeof(*pack->deadlines));
	for (size_t i = 0; i < parts.n; i++)
		read_deadline(r, &parts.v[i], &pack->deadlines[pack->n_deadlines++]);
	free(parts.v);
}

void pack_free_deadlines(struct pack *pack)
{
	for (size_t i = 0; i < pack->n_deadlines; i++) {
		struct deadline *deadline = &pack->deadlines[i];
		free(deadline->duties);
		free(deadline->outcomes);
		free(deadline->tests);
		label_release(&deadline->source);
		label_release(&deadline->text);
	}
	free(pack->deadlines);
}
