/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms and pack are compiled once; all that is wrong in them is collected before they are refused. */
#include "rule/rules_private.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"

void scope_complain(const struct scope *scope, const char *id, const char *what)
{
	const char *path = scope->path;
	const struct node *node = pack_node(scope->rules->pack, id, &path);

	faults_add(scope->faults, path, node ? node->line : scope->line, node ? node->column : 1, "'%s': %s", id,
	    what);
}

void scope_unique(const struct scope *scope, int id)
{
	char name[NAME_SIZE];

	name_text(scope->rules, id, name);
	if (name_resolve(name, (void *)scope) != id || field_by_id(scope->rules->forms, name))
		scope_complain(scope, name, _("there is such a fact or field already"));
}

static void gate_compile(struct gate *gate, const struct scope *scope, const char *text)
{
	gate->given = text != NULL;
	if (text && strcmp(text, "true") != 0)
		gate->condition = scope_compile(scope, text);
}

/* The conditions of a field or a column, whose bare names are those of its row. */
static void field_compile(struct rules *rules, struct scope scope, const struct field *field)
{
	scope.table = field->table;
	scope.line = field->show_at.line;
	scope.at = &field->show_at;
	gate_compile(&rules->show[field->key], &scope, field->show);
	scope.line = field->required_at.line;
	scope.at = &field->required_at;
	gate_compile(&rules->required[field->key], &scope, field->required);
	for (size_t i = 0; i < field->n_columns; i++)
		field_compile(rules, scope, &field->columns[i]);
}

static void forms_compile(struct rules *rules, struct usages *later, struct faults *faults)
{
	const struct forms *forms = rules->forms;

	for (size_t i = 0; i < forms->n; i++) {
		struct scope scope = { .rules = rules, .path = forms->v[i].path, .later = later, .faults = faults };

		for (size_t j = 0; j < forms->v[i].n_fields; j++)
			field_compile(rules, scope, &forms->v[i].fields[j]);
	}
}

/* The order of screens: a field, and its columns after it. */
static void order_field(struct rules *rules, const struct field *field, int *n)
{
	rules->order[field->key] = (*n)++;
	for (size_t i = 0; i < field->n_columns; i++)
		order_field(rules, &field->columns[i], n);
}

static void order_fields(struct rules *rules)
{
	const struct forms *forms = rules->forms;
	int n = 0;

	for (size_t key = 0; key < forms->n_by_key; key++)
		rules->order[key] = INT_MAX;
	for (size_t i = 0; i < forms->n; i++)
		for (size_t j = 0; j < forms->v[i].n_screens; j++)
			for (size_t k = 0; k < forms->v[i].screens[j].n_fields; k++)
				order_field(rules, forms->v[i].screens[j].fields[k], &n);
}

static const struct field *table_named(const struct scope *scope, const char *id)
{
	const struct field *table = field_by_id(scope->rules->forms, id);

	if (table && table->kind == KIND_TABLE)
		return table;
	scope_complain(scope, id, _("there is no such table"));
	return NULL;
}

/* The table of a derived column: what stands before the last dot. */
static const struct field *column_table(const struct scope *scope, const char *name)
{
	const char *dot = strrchr(name, '.');
	char *id = xstrndup(name, dot ? (size_t)(dot - name) : 0);
	const struct field *table = field_by_id(scope->rules->forms, id);

	free(id);
	if (table && table->kind == KIND_TABLE)
		return table;
	scope_complain(scope, name, _("there is no such table"));
	return NULL;
}

/* What is wanted of each row. */
static const enum gives wanted[] = {
	[FOLD_NONE] = GIVES_OTHER, [FOLD_ANY] = GIVES_TRUTH, [FOLD_ALL] = GIVES_TRUTH, [FOLD_COUNT] = GIVES_TRUTH,
	[FOLD_SUM] = GIVES_NUMBER, [FOLD_FIRST] = GIVES_DATE, [FOLD_LAST] = GIVES_DATE
};

/* In a fold bare names are the folded table's, and `row.` the column's own. */
static void derivation_compile(struct derivation *derivation, struct scope scope)
{
	const struct derived *derived = derivation->derived;

	scope.outer = derivation->table;
	scope.table = derivation->table;
	if (derived->over) {
		derivation->over = table_named(&scope, derived->over);
		scope.table = derivation->over;
	}
	if (derived->over && !derivation->over)
		return;
	scope.wanted = wanted[derived->fold];
	derivation->text = scope_compile(&scope, derived->text);
	scope.wanted = GIVES_TRUTH;
	if (derived->where)
		derivation->where = scope_compile(&scope, derived->where);
}

static void facts_compile(struct rules *rules, struct scope scope)
{
	for (size_t i = 0; i < rules->pack->n_facts; i++) {
		const struct derived *derived = &rules->pack->facts[i];

		rules->facts[i].derived = derived;
		scope.path = derived->path;
		scope.line = derived->line;
		scope_unique(&scope, name_make(NAME_FACT, i));
		derivation_compile(&rules->facts[i], scope);
	}
}

static void columns_compile(struct rules *rules, struct scope scope)
{
	for (size_t i = 0; i < rules->pack->n_columns; i++) {
		const struct derived *derived = &rules->pack->columns[i];
		struct derivation *column = &rules->columns[i];

		column->derived = derived;
		scope.path = derived->path;
		scope.line = derived->line;
		column->table = column_table(&scope, derived->name);
		if (!column->table)
			continue;
		if (field_by_id(rules->forms, derived->name))
			scope_complain(&scope, derived->name, _("the table has this column already"));
		derivation_compile(column, scope);
	}
}

const struct field *scope_jump(const struct scope *scope, const char *id)
{
	const struct field *field = scope->table ? field_column(scope->table, id) : NULL;

	if (!field)
		field = field_by_id(scope->rules->forms, id);
	if (!field || (field->table && field->table != scope->table))
		scope_complain(scope, id, _("there is no such field to jump to"));
	return field;
}

static void checks_compile(struct rules *rules, struct scope scope)
{
	for (size_t i = 0; i < rules->pack->n_rules; i++) {
		const struct rule *rule = &rules->pack->rules[i];
		struct check *check = &rules->checks[i];

		check->rule = rule;
		scope.path = rule->path;
		scope.line = rule->line;
		check->each = rule->each ? table_named(&scope, rule->each) : NULL;
		scope.table = scope.outer = check->each;
		if (rule->each && !check->each)
			continue;
		check->field = rule->field ? scope_jump(&scope, rule->field) : NULL;
		check->when = scope_compile(&scope, rule->when);
		scope.table = scope.outer = NULL;
		if (rule->condition_if)
			check->matters = scope_compile(&scope, rule->condition_if);
	}
}

/* Codes of the pack that the forms must offer as choices. */
static void codes_check(const struct scope *scope, int key, const char *const *codes, size_t n)
{
	const struct field *field = field_by_key(scope->rules->forms, key);
	char *what = xasprintf(_("it is no choice of %s"), keys_name(scope->rules->forms->keys, key));

	for (size_t i = 0; field && field->choices && i < n; i++)
		if (!choice_by_code(field->choices, codes[i]))
			scope_complain(scope, codes[i], what);
	free(what);
}

static void seats_compile(struct rules *rules, struct scope scope)
{
	for (size_t i = 0; i < rules->pack->n_seats; i++) {
		scope.path = rules->pack->seats[i].path;
		scope.line = rules->pack->seats[i].line;
		scope_unique(&scope, name_make(NAME_SEAT, i));
		codes_check(&scope, KEY_SEATS_SEAT, &rules->pack->seats[i].seat, 1);
		gate_compile(&rules->seats[i], &scope, rules->pack->seats[i].when);
	}
}

static void pack_compile(struct rules *rules, struct usages *later, struct faults *faults)
{
	const struct pack *pack = rules->pack;
	const struct scope scope = { .rules = rules, .later = later, .faults = faults };

	codes_check(&scope, KEY_OUTCOME, pack->outcomes, pack->n_outcomes);
	codes_check(&scope, KEY_ASSESSMENTS_DOMAIN, pack->domains, pack->n_domains);
	facts_compile(rules, scope);
	columns_compile(rules, scope);
	checks_compile(rules, scope);
	seats_compile(rules, scope);
	deadlines_compile(rules, scope);
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
	rules->order = xcalloc(keys + 1, sizeof *rules->order);
	rules->facts = xcalloc(pack->n_facts + 1, sizeof *rules->facts);
	rules->columns = xcalloc(pack->n_columns + 1, sizeof *rules->columns);
	rules->checks = xcalloc(pack->n_rules + 1, sizeof *rules->checks);
	rules->seats = xcalloc(pack->n_seats + 1, sizeof *rules->seats);
	rules->deadlines = xcalloc(pack->n_deadlines + 1, sizeof *rules->deadlines);
	rules->terms = xcalloc(keys + 1, sizeof *rules->terms);
	rules->shown = xcalloc(keys + 1, sizeof *rules->shown);
	rules->rows = xcalloc(keys + 1, sizeof *rules->rows);
	rules->fact_terms = xcalloc(pack->n_facts + 1, sizeof *rules->fact_terms);
	rules->seat_terms = xcalloc(pack->n_seats + 1, sizeof *rules->seat_terms);
	rules->deadline_terms = xcalloc(pack->n_deadlines + 1, sizeof *rules->deadline_terms);
	order_fields(rules);
	forms_compile(rules, &later, &own);
	pack_compile(rules, &later, &own);
	usages_check(&later);
	cycles_find(rules, &own);
	if (own.n == 0)
		deadlines_check(rules, &own);
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
	deadlines_free(rules);
	derivations_free(rules->facts, rules->pack->n_facts);
	derivations_free(rules->columns, rules->pack->n_columns);
	for (size_t i = 0; i < rules->pack->n_rules; i++) {
		condition_free(rules->checks[i].when);
		condition_free(rules->checks[i].matters);
	}
	for (size_t i = 0; i < rules->forms->n_by_key; i++)
		rows_release(&rules->rows[i]);
	free(rules->checks);
	free(rules->order);
	free(rules->terms);
	free(rules->shown);
	free(rules->rows);
	free(rules->fact_terms);
	free(rules->seat_terms);
	free(rules->deadline_terms);
	arena_release(&rules->texts);
	engine_free(rules->engine);
	free(rules);
}

const struct pack *rules_pack(const struct rules *rules)
{
	return rules->pack;
}
