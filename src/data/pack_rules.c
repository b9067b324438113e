/* SPDX-License-Identifier: EUPL-1.2 */
/* Facts, columns and rules of a pack. */
#include <stdlib.h>
#include <string.h>
#include "base/alloc.h"
#include "base/text.h"
#include "data/pack_internal.h"

static const struct {
	const char *key;
	enum fold fold;
} folds[] = {
	{ "is", FOLD_NONE },
	{ "any", FOLD_ANY },
	{ "all", FOLD_ALL },
	{ "count", FOLD_COUNT },
	{ "sum", FOLD_SUM },
	{ "first", FOLD_FIRST },
	{ "last", FOLD_LAST },
};

static void read_fold(struct pack_reader *r, const struct pack_part *part, struct derived *derived)
{
	int made = 0;

	for (size_t i = 0; i < LENGTH(folds); i++) {
		const struct node *expression = node_get(part->node, folds[i].key);
		if (expression == NULL)
			continue;
		derived->fold = folds[i].fold;
		derived->text = node_text(expression, r->path, r->faults);
		made++;
	}
	if (made != 1)
		node_fault(part->key, r->path, r->faults,
		    _("one of 'is', 'any', 'all', 'count', 'sum', 'first' and 'last' is expected"));
	else if (derived->fold != FOLD_NONE)
		node_need(part->node, "over", r->path, r->faults);
	else if (derived->over != NULL || derived->where != NULL)
		node_fault(part->key, r->path, r->faults, _("'over' and 'where' do not go with 'is'"));
}

static void read_derived(struct pack_reader *r, const struct pack_part *part, struct derived *derived)
{
	static const char *const known[] = { "is", "any", "all", "count", "sum", "first", "last", "over", "where",
	    NULL };
	static const struct pack_text texts[] = {
		{ "over", offsetof(struct derived, over), false },
		{ "where", offsetof(struct derived, where), false },
	};

	r->path = part->path;
	node_known(part->node, known, r->path, r->faults);
	derived->name = node_code(part->key, r->path, r->faults);
	derived->path = part->path;
	derived->line = part->key->line;
	pack_read_texts(r, part->node, texts, LENGTH(texts), derived);
	read_fold(r, part, derived);
}

static struct derived *read_derivations(struct pack_reader *r, const struct pack_parts *parts)
{
	struct derived *all = xcalloc(parts->n + 1, sizeof(*all));

	for (size_t i = 0; i < parts->n; i++)
		read_derived(r, &parts->v[i], &all[i]);
	return all;
}

/* A derived column is named after its table. */
static void check_columns(struct pack_reader *r, const struct pack_parts *parts)
{
	for (size_t i = 0; i < parts->n; i++)
		if (strchr(parts->v[i].key->text, '.') == NULL)
			node_fault(parts->v[i].key, parts->v[i].path, r->faults,
			    _("a column's name begins with its table's"));
}

void pack_read_facts(struct pack_reader *r)
{
	struct pack_parts facts = pack_gather(r->pack, "facts", NODE_MAP);
	struct pack_parts columns = pack_gather(r->pack, "columns", NODE_MAP);

	r->pack->facts = read_derivations(r, &facts);
	r->pack->n_facts = facts.n;
	r->pack->columns = read_derivations(r, &columns);
	r->pack->n_columns = columns.n;
	check_columns(r, &columns);
	free(facts.v);
	free(columns.v);
}

static void read_severity(struct pack_reader *r, const struct node *node, struct rule *rule)
{
	const char *code = node_text(node, r->path, r->faults);

	for (enum severity s = SEVERITY_BLOCK; code != NULL && s < SEVERITY_UNKNOWN; s++) {
		if (strcmp(severity_code(s), code) == 0) {
			rule->severity = s;
			return;
		}
	}
	if (code != NULL)
		node_fault(node, r->path, r->faults, _("severity is 'block', 'warn' or 'remind'"));
}

/* Returned and resubmitted are ways back, which no rule guards. */
static bool guarded(enum stage stage)
{
	return stage != STAGE_RETURNED && stage != STAGE_RESUBMITTED;
}

static void tell_stages(struct pack_reader *r, const struct node *node)
{
	struct text codes = { 0 };

	for (enum stage stage = 0; stage < STAGE_COUNT; stage++)
		if (guarded(stage))
			text_addf(&codes, "%s%s", codes.len > 0 ? " " : "", stage_code(stage));
	node_fault(node, r->path, r->faults, _("no stage that a rule can guard; there are: %s"), codes.s);
	text_release(&codes);
}

static void read_stage(struct pack_reader *r, const struct node *node, struct rule *rule)
{
	const char *code = node_text(node, r->path, r->faults);

	if (code != NULL && (!stage_by_code(code, &rule->at) || !guarded(rule->at)))
		tell_stages(r, node);
}

static void check_ask(struct pack_reader *r, const struct node *node, const char *ask)
{
	static const char *const ways[] = { "room", "phone", "certificate" };

	if (ask != NULL && !among(ask, ways, LENGTH(ways)))
		node_fault(node, r->path, r->faults, _("ask is 'room', 'phone' or 'certificate'"));
}

static const struct {
	const char *key;
	int expect;
} expectations[] = { { "fires", 1 }, { "not", 0 }, { "unknown", -1 } };

static void read_tests(struct pack_reader *r, const struct node *node, struct rule *rule)
{
	size_t cap = 0;

	for (size_t i = 0; i < LENGTH(expectations); i++) {
		const struct node *list = node_get(node, expectations[i].key);
		size_t n = node_items(list, r->path, r->faults);
		for (size_t j = 0; j < n; j++) {
			const struct node *set = list->items[j];
			node_map(set, r->path, r->faults);
			rule->tests = array_room(rule->tests, rule->n_tests, &cap, sizeof(*rule->tests));
			rule->tests[rule->n_tests++] = (struct rule_test){
				.expect = expectations[i].expect, .set = set
			};
		}
	}
}

static void check_id(struct pack_reader *r, const struct node *node, const struct rule *rule)
{
	node_code(node, r->path, r->faults);
	for (const struct rule *other = r->pack->rules; other < rule; other++)
		if (rule->id != NULL && other->id != NULL && strcmp(rule->id, other->id) == 0)
			node_fault(node, r->path, r->faults, _("the id '%s' is given twice"), rule->id);
}

/* What the rule is a condition of, it must be for. */
static void read_condition(struct pack_reader *r, const struct node *node, struct rule *rule)
{
	const struct node *text = node_get(node, "condition"), *of = node_get(node, "condition_of");

	if (text != NULL)
		pack_read_line(r, node, "condition", &rule->condition);
	rule->conditions_of = pack_read_outcomes(r, of, &rule->n_conditions_of);
	if (text == NULL && rule->condition_if != NULL)
		node_fault(node_get(node, "condition_if"), r->path, r->faults,
		    _("'condition_if' does not stand without 'condition'"));
	if (text == NULL && of != NULL)
		node_fault(of, r->path, r->faults, _("'condition_of' does not stand without 'condition'"));
	else if (text != NULL && of == NULL && rule->n_outcomes == 0)
		node_fault(text, r->path, r->faults,
		    _("of which outcomes is it a condition? Say 'for' or 'condition_of'"));
	for (size_t i = 0; rule->n_outcomes > 0 && i < rule->n_conditions_of; i++)
		if (!among(rule->conditions_of[i], rule->outcomes, rule->n_outcomes))
			node_fault(of, r->path, r->faults, _("the rule is not for '%s'"), rule->conditions_of[i]);
}

static void read_rule(struct pack_reader *r, const struct pack_part *part, struct rule *rule)
{
	static const char *const known[] = {
		"id", "severity", "source", "duties", "for", "at", "each", "when", "field", "text", "help",
		"condition", "condition_of", "condition_if", "allow_reason", "ask", "fires", "not", "unknown", NULL
	};
	static const struct pack_text texts[] = {
		{ "id", offsetof(struct rule, id), true },
		{ "when", offsetof(struct rule, when), true },
		{ "field", offsetof(struct rule, field), true },
		{ "each", offsetof(struct rule, each), false },
		{ "ask", offsetof(struct rule, ask), false },
		{ "condition_if", offsetof(struct rule, condition_if), false },
	};
	const struct node *node = part->node;

	r->path = rule->path = part->path;
	rule->line = node->line;
	rule->column = node->column;
	node_known(node, known, r->path, r->faults);
	pack_read_texts(r, node, texts, LENGTH(texts), rule);
	check_id(r, node_get(node, "id"), rule);
	read_severity(r, node_need(node, "severity", r->path, r->faults), rule);
	read_stage(r, node_need(node, "at", r->path, r->faults), rule);
	pack_read_source(r, node, &rule->source);
	rule->duties = pack_read_duties(r, node_get(node, "duties"), &rule->n_duties);
	rule->outcomes = pack_read_outcomes(r, node_get(node, "for"), &rule->n_outcomes);
	pack_read_line(r, node, "text", &rule->text);
	read_condition(r, node, rule);
	node_label(node_get(node, "help"), &rule->help, r->path, r->faults);
	node_bool(node_get(node, "allow_reason"), &rule->allow_reason, r->path, r->faults);
	check_ask(r, node_get(node, "ask"), rule->ask);
	read_tests(r, node, rule);
}

void pack_read_rules(struct pack_reader *r)
{
	struct pack *pack = r->pack;
	struct pack_parts parts = pack_gather(pack, "rules", NODE_LIST);

	pack_need(r, "rules");
	pack->rules = xcalloc(parts.n + 1, sizeof(*pack->rules));
	for (size_t i = 0; i < parts.n; i++)
		read_rule(r, &parts.v[i], &pack->rules[pack->n_rules++]);
	free(parts.v);
}

void pack_free_rules(struct pack *pack)
{
	for (size_t i = 0; i < pack->n_rules; i++) {
		struct rule *rule = &pack->rules[i];
		free(rule->duties);
		free(rule->outcomes);
		free(rule->tests);
		label_release(&rule->source);
		label_release(&rule->text);
		label_release(&rule->help);
		label_release(&rule->condition);
		free(rule->conditions_of);
	}
	free(pack->rules);
	free(pack->columns);
	free(pack->facts);
}
