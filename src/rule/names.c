/* SPDX-License-Identifier: EUPL-1.2 */
/* What a name in a condition stands for. */
#include "rule/rules_private.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"

/* Names of columns: of the form, else of the pack. */
static int column_resolve(const struct rules *rules, const struct field *table, const char *name,
    enum name_kind cell, enum name_kind derived)
{
	const struct field *column = field_column(table, name);
	size_t len = strlen(table->id);

	if (column)
		return name_make(cell, (size_t)column->key);
	for (size_t i = 0; i < rules->pack->n_columns; i++) {
		const char *full = rules->pack->columns[i].name;

		if (strncmp(full, table->id, len) == 0 && full[len] == '.' &&
		    strcmp(full + len + 1, name) == 0)
			return name_make(derived, i);
	}
	return NAME_MISSING;
}

/* courses.none, courses.rows */
static int table_resolve(const struct forms *forms, const char *name)
{
	const char *dot = strrchr(name, '.');
	char id[NAME_SIZE];
	const struct field *table;

	if (!dot || (strcmp(dot, ".none") != 0 && strcmp(dot, ".rows") != 0))
		return NAME_MISSING;
	snprintf(id, sizeof id, "%.*s", (int)(dot - name), name);
	table = field_by_id(forms, id);
	if (!table || table->kind != KIND_TABLE)
		return NAME_MISSING;
	return name_make(strcmp(dot, ".none") == 0 ? NAME_NONE : NAME_ROWS, (size_t)table->key);
}

/* seat.health, deadline.talk */
static int pack_resolve(const struct pack *pack, const char *name)
{
	static const char seat[] = "seat.", deadline[] = "deadline.";
	const size_t seat_len = sizeof seat - 1, deadline_len = sizeof deadline - 1;

	if (strncmp(name, seat, seat_len) == 0)
		for (size_t i = 0; i < pack->n_seats; i++)
			if (strcmp(pack->seats[i].seat, name + seat_len) == 0)
				return name_make(NAME_SEAT, i);
	if (strncmp(name, deadline, deadline_len) == 0)
		for (size_t i = 0; i < pack->n_deadlines; i++)
			if (strcmp(pack->deadlines[i].id, name + deadline_len) == 0)
				return name_make(NAME_DEADLINE, i);
	return NAME_MISSING;
}

static int fact_resolve(const struct rules *rules, const char *name)
{
	enum fact_id computed = fact_by_name(name);
	const struct field *field;
	int id;

	if (computed < FACT_COUNT)
		return name_make(NAME_COMPUTED, computed);
	for (size_t i = 0; i < rules->pack->n_facts; i++)
		if (strcmp(rules->pack->facts[i].name, name) == 0)
			return name_make(NAME_FACT, i);
	id = pack_resolve(rules->pack, name);
	if (id != NAME_MISSING)
		return id;
	field = field_by_id(rules->forms, name);
	if (!field || field->table)
		return table_resolve(rules->forms, name);
	return field->kind == KIND_TABLE ? NAME_TABLE : name_make(NAME_FIELD, (size_t)field->key);
}

int name_resolve(const char *name, void *arg)
{
	const struct scope *scope = arg;
	int id = NAME_MISSING;

	if (scope->outer && strncmp(name, "row.", 4) == 0)
		return column_resolve(scope->rules, scope->outer, name + 4, NAME_OUTER_CELL,
		    NAME_OUTER_COLUMN);
	if (scope->table)
		id = column_resolve(scope->rules, scope->table, name, NAME_CELL, NAME_COLUMN);
	return id == NAME_MISSING ? fact_resolve(scope->rules, name) : id;
}

/* What there is to name in a scope. */
struct candidates {
	char **v;	/* ended by NULL; each the list's own */
	size_t n, cap;
};

static void candidate(struct candidates *all, char *name)
{
	all->v = array_room(all->v, all->n + 1, &all->cap, sizeof *all->v);
	all->v[all->n++] = name;
	all->v[all->n] = NULL;
}

/* The columns of a table, of the form and of the pack. */
static void columns_list(struct candidates *all, const struct rules *rules, const struct field *table, const char *before)
{
	size_t len = strlen(table->id);

	for (size_t i = 0; i < table->n_columns; i++)
		candidate(all, xasprintf("%s%s", before, table->columns[i].id));
	for (size_t i = 0; i < rules->pack->n_columns; i++) {
		const char *full = rules->pack->columns[i].name;

		if (strncmp(full, table->id, len) == 0 && full[len] == '.')
			candidate(all, xasprintf("%s%s", before, full + len + 1));
	}
}

static void ids_list(struct candidates *all, const struct rules *rules, enum name_kind kind, size_t n)
{
	char name[NAME_SIZE];

	for (size_t i = 0; i < n; i++)
		candidate(all, xstrdup(name_text(rules, name_make(kind, i), name)));
}

static void fields_list(struct candidates *all, const struct forms *forms)
{
	for (size_t key = 0; key < forms->n_by_key; key++) {
		const struct field *field = forms->by_key[key];

		if (!field || field->table)
			continue;
		if (field->kind != KIND_TABLE) {
			candidate(all, xstrdup(field->id));
			continue;
		}
		candidate(all, xasprintf("%s.none", field->id));
		candidate(all, xasprintf("%s.rows", field->id));
	}
}

/* The only one that ends in the name, behind a dot: somebody wrote `age`. */
static const char *only_ending(const struct candidates *all, const char *name)
{
	const char *found = NULL;

	for (size_t i = 0; i < all->n; i++) {
		size_t len = strlen(all->v[i]), end = strlen(name);

		if (len <= end + 1 || all->v[i][len - end - 1] != '.' || strcmp(all->v[i] + len - end, name) != 0)
			continue;
		if (found)
			return NULL;
		found = all->v[i];
	}
	return found;
}

char *name_nearest(const char *name, void *arg)
{
	const struct scope *scope = arg;
	const struct rules *rules = scope->rules;
	struct candidates all = { 0 };
	const char *nearest;
	char *copy;

	if (scope->table)
		columns_list(&all, rules, scope->table, "");
	if (scope->outer)
		columns_list(&all, rules, scope->outer, "row.");
	ids_list(&all, rules, NAME_COMPUTED, FACT_COUNT);
	ids_list(&all, rules, NAME_FACT, rules->pack->n_facts);
	ids_list(&all, rules, NAME_SEAT, rules->pack->n_seats);
	ids_list(&all, rules, NAME_DEADLINE, rules->pack->n_deadlines);
	fields_list(&all, rules->forms);
	nearest = node_nearest(name, (const char *const *)all.v);
	if (!nearest)
		nearest = only_ending(&all, name);
	copy = nearest ? xstrdup(nearest) : NULL;
	for (size_t i = 0; i < all.n; i++)
		free(all.v[i]);
	free(all.v);
	return copy;
}

const char *name_text(const struct rules *rules, int id, char out[NAME_SIZE])
{
	static const char *const beginnings[NAME_KIND_COUNT] = {
		[NAME_SEAT] = "seat.", [NAME_DEADLINE] = "deadline."
	};
	static const char *const endings[NAME_KIND_COUNT] = { [NAME_NONE] = ".none", [NAME_ROWS] = ".rows" };
	size_t index = (size_t)name_index(id);
	enum name_kind kind = name_kind(id);
	const char *name;

	if (kind == NAME_COMPUTED)
		name = facts[index].name;
	else if (kind == NAME_FACT)
		name = rules->pack->facts[index].name;
	else if (kind == NAME_COLUMN || kind == NAME_OUTER_COLUMN)
		name = rules->pack->columns[index].name;
	else if (kind == NAME_SEAT)
		name = rules->pack->seats[index].seat;
	else if (kind == NAME_DEADLINE)
		name = rules->pack->deadlines[index].id;
	else
		name = keys_name(rules->forms->keys, (int)index);
	snprintf(out, NAME_SIZE, "%s%s%s", beginnings[kind] ? beginnings[kind] : "", name,
	    endings[kind] ? endings[kind] : "");
	return out;
}

const char *field_path(const struct forms *forms, const struct field *field)
{
	const struct field *top = field->table ? field->table : field;

	for (size_t i = 0; i < forms->n; i++)
		if (top >= forms->v[i].fields && top < forms->v[i].fields + forms->v[i].n_fields)
			return forms->v[i].path;
	return "";
}

const struct field *name_field(const struct rules *rules, int id)
{
	enum name_kind kind = name_kind(id);

	return kind == NAME_FIELD || kind == NAME_CELL || kind == NAME_OUTER_CELL ?
	    field_by_key(rules->forms, name_index(id)) : NULL;
}
