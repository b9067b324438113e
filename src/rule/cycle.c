/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * No fact may lead back to itself: a run would never end.  The nodes are the
 * fields (each hangs on the names in its show condition, a column also on its
 * table), the facts of the pack and its columns; facts that C computes hang on
 * the fields that they say they read.
 */
#include "rule/rules_private.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"

enum state { UNSEEN, OPEN, DONE };

struct walk {
	const struct rules *rules;
	struct faults *faults;
	enum state *states;	/* by node: keys, then facts, then columns */
	size_t *stack, depth;
};

static size_t fact_node(const struct walk *walk, size_t i)
{
	return walk->rules->forms->n_by_key + i;
}

static size_t column_node(const struct walk *walk, size_t i)
{
	return fact_node(walk, walk->rules->pack->n_facts) + i;
}

static const char *node_name(const struct walk *walk, size_t node)
{
	const struct pack *pack = walk->rules->pack;

	if (node >= column_node(walk, 0))
		return pack->columns[node - column_node(walk, 0)].name;
	if (node >= fact_node(walk, 0))
		return pack->facts[node - fact_node(walk, 0)].name;
	return keys_name(walk->rules->forms->keys, (int)node);
}

static void complain(struct walk *walk, size_t node)
{
	const struct rules *rules = walk->rules;
	const struct pack *pack = rules->pack;
	struct text way = { 0 };
	size_t from = walk->depth - 1;

	while (walk->stack[from] != node)
		from--;
	for (size_t i = from; i < walk->depth; i++)
		text_addf(&way, "%s ← ", node_name(walk, walk->stack[i]));
	text_add(&way, node_name(walk, node));
	if (node >= fact_node(walk, 0)) {
		const struct derived *derived = node >= column_node(walk, 0) ?
		    &pack->columns[node - column_node(walk, 0)] : &pack->facts[node - fact_node(walk, 0)];

		faults_add(walk->faults, derived->path, derived->line, 1, _("depends on itself: %s"), way.s);
	} else {
		const struct field *field = field_by_key(rules->forms, (int)node);

		faults_add(walk->faults, field_path(rules->forms, field), field->show_line, 1,
		    _("depends on itself: %s"), way.s);
	}
	text_release(&way);
}

static void visit(struct walk *walk, size_t node);

static void visit_key(struct walk *walk, int key)
{
	if (field_by_key(walk->rules->forms, key))
		visit(walk, (size_t)key);
}

/* A table is read with its cells. */
static void visit_computed(struct walk *walk, const struct fact *fact)
{
	for (const int *key = fact->keys; *key >= 0; key++) {
		const struct field *field = field_by_key(walk->rules->forms, *key);

		visit_key(walk, *key);
		for (size_t i = 0; field && i < field->n_columns; i++)
			visit_key(walk, field->columns[i].key);
	}
}

static void visit_name(struct walk *walk, int id)
{
	size_t index = (size_t)name_index(id);

	switch (name_kind(id)) {
	case NAME_COMPUTED:
		visit_computed(walk, &facts[index]);
		break;
	case NAME_FACT:
		visit(walk, fact_node(walk, index));
		break;
	case NAME_COLUMN:
	case NAME_OUTER_COLUMN:
		visit(walk, column_node(walk, index));
		break;
	default:
		visit_key(walk, (int)index);
	}
}

static void visit_condition(struct walk *walk, const struct condition *condition)
{
	size_t n = 0;
	const int *names = condition ? condition_names(condition, &n) : NULL;

	for (size_t i = 0; i < n; i++)
		visit_name(walk, names[i]);
}

static void visit_derivation(struct walk *walk, const struct derivation *derivation)
{
	if (derivation->over)
		visit_key(walk, derivation->over->key);
	visit_condition(walk, derivation->text);
	visit_condition(walk, derivation->where);
}

static void visit_field(struct walk *walk, size_t key)
{
	const struct field *field = field_by_key(walk->rules->forms, (int)key);

	if (field->table)
		visit_key(walk, field->table->key);
	visit_condition(walk, walk->rules->show[key].condition);
}

static void visit(struct walk *walk, size_t node)
{
	if (walk->states[node] == OPEN)
		complain(walk, node);
	if (walk->states[node] != UNSEEN)
		return;
	walk->states[node] = OPEN;
	walk->stack[walk->depth++] = node;
	if (node >= column_node(walk, 0))
		visit_derivation(walk, &walk->rules->columns[node - column_node(walk, 0)]);
	else if (node >= fact_node(walk, 0))
		visit_derivation(walk, &walk->rules->facts[node - fact_node(walk, 0)]);
	else
		visit_field(walk, node);
	walk->depth--;
	walk->states[node] = DONE;
}

void cycles_find(const struct rules *rules, struct faults *faults)
{
	struct walk walk = { .rules = rules, .faults = faults };
	size_t n = column_node(&walk, rules->pack->n_columns);

	walk.states = xcalloc(n + 1, sizeof *walk.states);
	walk.stack = xcalloc(n + 1, sizeof *walk.stack);
	for (size_t key = 0; key < rules->forms->n_by_key; key++)
		visit_key(&walk, (int)key);
	for (size_t node = fact_node(&walk, 0); node < n; node++)
		visit(&walk, node);
	free(walk.states);
	free(walk.stack);
}
