/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * No fact may lead back to itself: a run would never end.  The nodes are the
 * fields (each hangs on the names in its show condition, a column also on its
 * table), the facts of the pack, its columns, seats and deadlines; facts that C
 * computes hang on the fields that they say they read.
 */
#include "rule/rules_private.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"

enum state { UNSEEN, OPEN, DONE };
enum group { FIELDS, FACTS, COLUMNS, SEATS, DEADLINES, GROUPS };

struct walk {
	const struct rules *rules;
	struct faults *faults;
	size_t first[GROUPS + 1];	/* node of each group; the nodes of one follow those of the other */
	enum state *states;		/* by node */
	size_t *stack, depth;
};

static enum group group_of(const struct walk *walk, size_t node)
{
	enum group group = FIELDS;

	while (node >= walk->first[group + 1])
		group++;
	return group;
}

/* As conditions name it; a column with its table. */
static const char *node_name(const struct walk *walk, size_t node, char out[NAME_SIZE])
{
	static const enum name_kind kinds[GROUPS] = {
		[FIELDS] = NAME_FIELD, [FACTS] = NAME_FACT, [COLUMNS] = NAME_COLUMN, [SEATS] = NAME_SEAT,
		[DEADLINES] = NAME_DEADLINE
	};
	enum group group = group_of(walk, node);

	return name_text(walk->rules, name_make(kinds[group], node - walk->first[group]), out);
}

/* The file, line and column in which what a node stands for is written. */
static const char *node_place(const struct walk *walk, size_t node, int *line, int *column)
{
	const struct pack *pack = walk->rules->pack;
	enum group group = group_of(walk, node);
	size_t i = node - walk->first[group];
	const struct field *field;

	*column = 1;
	switch (group) {
	case FACTS:
		*line = pack->facts[i].line;
		return pack->facts[i].path;
	case COLUMNS:
		*line = pack->columns[i].line;
		return pack->columns[i].path;
	case SEATS:
		*line = pack->seats[i].line;
		return pack->seats[i].path;
	case DEADLINES:
		*line = pack->deadlines[i].line;
		return pack->deadlines[i].path;
	default:
		field = field_by_key(walk->rules->forms, (int)i);
		if (!field->show && field->table)
			field = field->table;	/* a column that hangs on its table alone, which hangs on something */
		*line = field->show_at.line;
		*column = field->show_at.column;
		return field_path(walk->rules->forms, field);
	}
}

static void complain(struct walk *walk, size_t node)
{
	struct text way = { 0 };
	size_t from = walk->depth - 1;
	char name[NAME_SIZE];
	const char *path;
	int line, column;

	while (walk->stack[from] != node)
		from--;
	for (size_t i = from; i < walk->depth; i++)
		text_addf(&way, "%s ← ", node_name(walk, walk->stack[i], name));
	text_add(&way, node_name(walk, node, name));
	path = node_place(walk, node, &line, &column);
	faults_add(walk->faults, path, line, column, _("depends on itself: %s"), way.s);
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
		visit(walk, walk->first[FACTS] + index);
		break;
	case NAME_COLUMN:
	case NAME_OUTER_COLUMN:
		visit(walk, walk->first[COLUMNS] + index);
		break;
	case NAME_SEAT:
		visit(walk, walk->first[SEATS] + index);
		break;
	case NAME_DEADLINE:
		visit(walk, walk->first[DEADLINES] + index);
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

static void visit_fact(struct walk *walk, size_t i)
{
	visit_derivation(walk, &walk->rules->facts[i]);
}

static void visit_column(struct walk *walk, size_t i)
{
	visit_derivation(walk, &walk->rules->columns[i]);
}

static void visit_seat(struct walk *walk, size_t i)
{
	visit_condition(walk, walk->rules->seats[i].condition);
}

static void visit_deadline(struct walk *walk, size_t i)
{
	visit_condition(walk, walk->rules->deadlines[i].due);
}

static void visit(struct walk *walk, size_t node)
{
	static void (*const visits[GROUPS])(struct walk *walk, size_t i) = {
		[FIELDS] = visit_field, [FACTS] = visit_fact, [COLUMNS] = visit_column, [SEATS] = visit_seat,
		[DEADLINES] = visit_deadline
	};
	enum group group = group_of(walk, node);

	if (walk->states[node] == OPEN)
		complain(walk, node);
	if (walk->states[node] != UNSEEN)
		return;
	walk->states[node] = OPEN;
	walk->stack[walk->depth++] = node;
	visits[group](walk, node - walk->first[group]);
	walk->depth--;
	walk->states[node] = DONE;
}

void cycles_find(const struct rules *rules, struct faults *faults)
{
	const struct pack *pack = rules->pack;
	const size_t sizes[GROUPS] = {
		[FIELDS] = rules->forms->n_by_key, [FACTS] = pack->n_facts, [COLUMNS] = pack->n_columns,
		[SEATS] = pack->n_seats, [DEADLINES] = pack->n_deadlines
	};
	struct walk walk = { .rules = rules, .faults = faults };

	for (size_t group = 0; group < GROUPS; group++)
		walk.first[group + 1] = walk.first[group] + sizes[group];
	walk.states = xcalloc(walk.first[GROUPS] + 1, sizeof *walk.states);
	walk.stack = xcalloc(walk.first[GROUPS] + 1, sizeof *walk.stack);
	for (size_t key = 0; key < walk.first[FACTS]; key++)
		visit_key(&walk, (int)key);
	for (size_t node = walk.first[FACTS]; node < walk.first[GROUPS]; node++)
		visit(&walk, node);
	free(walk.states);
	free(walk.stack);
}
