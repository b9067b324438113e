/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms and pack are compiled once; all that is wrong in them is collected before they are refused. */
#include "rule/rules_private.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"

void place_complain(const struct place *place, const char *id, const char *what)
{
	const char *path = place->path;
	const struct node *node = pack_node(place->rules->pack, id, &path);

	faults_add(place->faults, path, node ? node->line : place->line, node ? node->column : 1, "'%s': %s", id,
	    what);
}

void place_name(const struct place *place, int id)
{
	char name[NAME_SIZE];

	name_text(place->rules, id, name);
	if (name_resolve(name, (void *)place) != id || field_by_id(place->rules->forms, name))
		place_complain(place, name, _("there is such a fact or field already"));
}

static void gate_compile(struct gate *gate, const struct place *place, const char *text)
{
	gate->given = text != NULL;
	if (text && strcmp(text, "true") != 0)
		gate->condition = place_compile(place, text);
}

/* The conditions of a field or a column, whose bare names are those of its row. */
static void field_compile(struct rules *rules, struct place place, const struct field *field)
{
	place.table = field->table;
	place.line = field->show_at.line;
	place.at = &field->show_at;
	gate_compile(&rules->show[field->key], &place, field->show);
	place.line = field->required_at.line;
	place.at = &field->required_at;
	gate_compile(&rules->required[field->key], &place, field->required);
	for (size_t i = 0; i < field->n_columns; i++)
		field_compile(rules, place, &field->columns[i]);
}

static void forms_compile(struct rules *rules, struct usages *later, struct faults *faults)
{
	const struct forms *forms = rules->forms;

	for (size_t i = 0; i < forms->n; i++) {
		struct place place = { .rules = rules, .path = forms->v[i].path, .later = later, .faults = faults };

		for (size_t j = 0; j < forms->v[i].n_fields; j++)
			field_compile(rules, place, &forms->v[i].fields[j]);
	}
}

/* The order of screens: a field's place, and its columns' after it. */
static void place_field(struct rules *rules, const struct field *field, int *n)
{
	rules->place[field->key] = (*n)++;
	for (size_t i = 0; i < field->n_columns; i++)
		place_field(rules, &field->columns[i], n);
}

static void place_fields(struct rules *rules)
{
	const struct forms *forms = rules->forms;
	int n = 0;

	for (size_t key = 0; key < forms->n_by_key; key++)
		rules->place[key] = INT_MAX;
	for (size_t i = 0; i < forms->n; i++)
		for (size_t j = 0; j < forms->v[i].n_screens; j++)
			for (size_t k = 0; k < forms->v[i].screens[j].n_fields; k++)
				place_field(rules, forms->v[i].screens[j].fields[k], &n);
}

static const struct field *table_named(const struct place *place, const char *id)
{
	const struct field *table = field_by_id(place->rules->forms, id);

	if (table && table->kind == KIND_TABLE)
		return table;
	place_complain(place, id, _("there is no such table"));
	return NULL;
}

/* The table of a derived column: what stands before the last dot. */
static const struct field *column_table(const struct place *place, const char *name)
{
	const char *dot = strrchr(name, '.');
	char *id = xstrndup(name, dot ? (size_t)(dot - name) : 0);
	const struct field *table = field_by_id(place->rules->forms, id);

	free(id);
	if (table && table->kind == KIND_TABLE)
		return table;
	place_complain(place, name, _("there is no such table"));
	return NULL;
}

static enum wanted wanted(enum fold fold)
{
	return fold == FOLD_NONE ? WANTED_VALUE : fold == FOLD_FIRST || fold == FOLD_LAST ? WANTED_DATE : WANTED_TRUTH;
}

/* In a fold bare names are the folded table's, and `row.` the column's own. */
static void derivation_compile(struct derivation *derivation, struct place place)
{
	const struct derived *derived = derivation->derived;

	place.outer = derivation->table;
	place.table = derivation->table;
	if (derived->over) {
		derivation->over = table_named(&place, derived->over);
		place.table = derivation->over;
	}
	if (derived->over && !derivation->over)
		return;
	place.wanted = wanted(derived->fold);
	derivation->text = place_compile(&place, derived->text);
	place.wanted = WANTED_TRUTH;
	if (derived->where)
		derivation->where = place_compile(&place, derived->where);
}

static void facts_compile(struct rules *rules, struct place place)
{
	for (size_t i = 0; i < rules->pack->n_facts; i++) {
		const struct derived *derived = &rules->pack->facts[i];

		rules->facts[i].derived = derived;
		place.path = derived->path;
		place.line = derived->line;
		place_name(&place, name_make(NAME_FACT, i));
		derivation_compile(&rules->facts[i], place);
	}
}

static void columns_compile(struct rules *rules, struct place place)
{
	for (size_t i = 0; i < rules->pack->n_columns; i++) {
		const struct derived *derived = &rules->pack->columns[i];
		struct derivation *column = &rules->columns[i];

		column->derived = derived;
		place.path = derived->path;
		place.line = derived->line;
		column->table = column_table(&place, derived->name);
		if (!column->table)
			continue;
		if (field_by_id(rules->forms, derived->name))
			place_complain(&place, derived->name, _("the table has this column already"));
		derivation_compile(column, place);
	}
}

const struct field *place_jump(const struct place *place, const char *id)
{
	const struct field *field = place->table ? field_column(place->table, id) : NULL;

	if (!field)
		field = field_by_id(place->rules->forms, id);
	if (!field || (field->table && field->table != place->table))
		place_complain(place, id, _("there is no such field to jump to"));
	return field;
}

static void checks_compile(struct rules *rules, struct place place)
{
	for (size_t i = 0; i < rules->pack->n_rules; i++) {
		const struct rule *rule = &rules->pack->rules[i];
		struct check *check = &rules->checks[i];

		check->rule = rule;
		place.path = rule->path;
		place.line = rule->line;
		check->each = rule->each ? table_named(&place, rule->each) : NULL;
		place.table = place.outer = check->each;
		if (rule->each && !check->each)
			continue;
		check->field = rule->field ? place_jump(&place, rule->field) : NULL;
		check->when = place_compile(&place, rule->when);
		place.table = place.outer = NULL;
		if (rule->condition_if)
			check->matters = place_compile(&place, rule->condition_if);
	}
}

/* Codes of the pack that the forms must offer as choices. */
static void codes_check(const struct place *place, int key, const char *const *codes, size_t n)
{
	const struct field *field = field_by_key(place->rules->forms, key);
	char *what = xasprintf(_("it is no choice of %s"), keys_name(place->rules->forms->keys, key));

	for (size_t i = 0; field && field->choices && i < n; i++)
		if (!choice_by_code(field->choices, codes[i]))
			place_complain(place, codes[i], what);
	free(what);
}

static void seats_compile(struct rules *rules, struct place place)
{
	for (size_t i = 0; i < rules->pack->n_seats; i++) {
		place.path = rules->pack->seats[i].path;
		place.line = rules->pack->seats[i].line;
		place_name(&place, name_make(NAME_SEAT, i));
		codes_check(&place, KEY_SEATS_SEAT, &rules->pack->seats[i].seat, 1);
		gate_compile(&rules->seats[i], &place, rules->pack->seats[i].when);
	}
}

static void pack_compile(struct rules *rules, struct usages *later, struct faults *faults)
{
	const struct pack *pack = rules->pack;
	const struct place place = { .rules = rules, .later = later, .faults = faults };

	codes_check(&place, KEY_OUTCOME, pack->outcomes, pack->n_outcomes);
	codes_check(&place, KEY_ASSESSMENTS_DOMAIN, pack->domains, pack->n_domains);
	facts_compile(rules, place);
	columns_compile(rules, place);
	checks_compile(rules, place);
	seats_compile(rules, place);
	limits_compile(rules, place);
}

struct rules *rules_new(const struct forms *forms, const struct pack *pack, struct faults *faults)
{
	struct rules *rules = xcalloc(1, sizeof *rules);
	struct faults own = { 0 };
	struct usages later = { 0 };
	size_t keys = forms->n_by_key;

	rules->forms = forms;
	rules->pack = pack;
	rules->engine = engine_new();
	rules->show = xcalloc(keys + 1, sizeof *rules->show);
	rules->required = xcalloc(keys + 1, sizeof *rules->required);
	rules->place = xcalloc(keys + 1, sizeof *rules->place);
	rules->facts = xcalloc(pack->n_facts + 1, sizeof *rules->facts);
	rules->columns = xcalloc(pack->n_columns + 1, sizeof *rules->columns);
	rules->checks = xcalloc(pack->n_rules + 1, sizeof *rules->checks);
	rules->seats = xcalloc(pack->n_seats + 1, sizeof *rules->seats);
	rules->limits = xcalloc(pack->n_deadlines + 1, sizeof *rules->limits);
	rules->terms = xcalloc(keys + 1, sizeof *rules->terms);
	rules->shown = xcalloc(keys + 1, sizeof *rules->shown);
	rules->rows = xcalloc(keys + 1, sizeof *rules->rows);
	rules->fact_terms = xcalloc(pack->n_facts + 1, sizeof *rules->fact_terms);
	rules->seat_terms = xcalloc(pack->n_seats + 1, sizeof *rules->seat_terms);
	rules->limit_terms = xcalloc(pack->n_deadlines + 1, sizeof *rules->limit_terms);
	place_fields(rules);
	forms_compile(rules, &later, &own);
	pack_compile(rules, &later, &own);
	usages_check(&later);
	cycles_find(rules, &own);
	if (own.n == 0)
		limits_check(rules, &own);
	if (own.n == 0)
		return rules;
	for (size_t i = 0; i < own.n; i++)
		faults_add(faults, own.v[i].path, own.v[i].line, own.v[i].column, "%s", own.v[i].text);
	faults_release(&own);
	rules_free(rules);
	return NULL;
}

static void derivations_free(struct derivation *derivations, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		condition_free(derivations[i].text);
		condition_free(derivations[i].where);
	}
	free(derivations);
}

static void gates_free(struct gate *gates, size_t n)
{
	for (size_t i = 0; i < n; i++)
		condition_free(gates[i].condition);
	free(gates);
}

void rules_free(struct rules *rules)
{
	if (!rules)
		return;
	gates_free(rules->show, rules->forms->n_by_key);
	gates_free(rules->required, rules->forms->n_by_key);
	gates_free(rules->seats, rules->pack->n_seats);
	limits_free(rules);
	derivations_free(rules->facts, rules->pack->n_facts);
	derivations_free(rules->columns, rules->pack->n_columns);
	for (size_t i = 0; i < rules->pack->n_rules; i++) {
		condition_free(rules->checks[i].when);
		condition_free(rules->checks[i].matters);
	}
	for (size_t i = 0; i < rules->forms->n_by_key; i++)
		rows_release(&rules->rows[i]);
	free(rules->checks);
	free(rules->place);
	free(rules->terms);
	free(rules->shown);
	free(rules->rows);
	free(rules->fact_terms);
	free(rules->seat_terms);
	free(rules->limit_terms);
	arena_release(&rules->texts);
	engine_free(rules->engine);
	free(rules);
}

const struct pack *rules_pack(const struct rules *rules)
{
	return rules->pack;
}
