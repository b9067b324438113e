/* SPDX-License-Identifier: EUPL-1.2 */
/* What a case file can be wrong in that only the rules know. */
#include "exchange/casefile.h"

#include <stdlib.h>
#include <string.h>

struct check {
	const char *path;
	struct desk *desk;
	const struct rules *rules;	/* of the case as it would be */
	const struct record *old, *now;
	bool travelled;			/* it comes from another base, rows and all */
	struct faults *faults;
};

/* A cell's text; NULL where there is none. */
static const char *said(const struct node *row, const char *column)
{
	const struct node *node = node_get(row, column);

	return node && !node_null(node) ? node->text : NULL;
}

static bool same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Whether the case, in some round, has set the same aside. */
static bool said_before(const struct check *c, const char *rule, const char *row)
{
	const struct forms *forms = c->desk->forms;
	const struct field *of_rule = field_by_key(forms, KEY_OVERRIDES_RULE);
	const struct field *of_row = field_by_key(forms, KEY_OVERRIDES_ROW);
	bool found = false;

	for (int round = 1; round <= c->old->rounds && !found; round++) {
		size_t n;
		int64_t *rows = record_rows(c->old, field_by_key(forms, KEY_OVERRIDES), round, &n);

		for (size_t i = 0; i < n && !found; i++)
			found = same(rule, record_get(c->old, of_rule, round, rows[i])) &&
			    same(row, record_get(c->old, of_row, round, rows[i]));
		free(rows);
	}
	return found;
}

/* Whether a table has a row of this number, as people number them. */
static bool row_there(const struct check *c, const struct field *table, const char *number, int round)
{
	const struct view view = { .record = c->now, .round = round, .today = c->desk->today };
	bool found = false;
	char *end;
	long wanted = strtol(number, &end, 10);
	size_t n;
	int64_t *rows = record_rows(c->now, table, round, &n);

	for (size_t i = 0; i < n && *end == '\0'; i++)
		found |= rules_row_number(&view, table, rows[i]) == wanted;
	free(rows);
	return found;
}

static void check_row(const struct check *c, const struct node *node, const struct rule *rule, int round)
{
	const struct field *table = rule->each ? field_by_id(c->desk->forms, rule->each) : NULL;

	if (!table)
		node_fault(node, c->path, c->faults, _("the rule '%s' is not about rows"), rule->id);
	else if (!c->travelled && !row_there(c, table, node->text, round))
		node_fault(node, c->path, c->faults, _("'%s' has no row %s"), table->id, node->text);
}

static void check_override(const struct check *c, const struct node *override, int round)
{
	const char *id = said(override, "rule"), *row = said(override, "row");
	const struct rule *rule;

	if (!id || said_before(c, id, row))
		return;
	rule = desk_rule(c->desk, c->rules, id);
	if (!rule)
		node_fault(node_get(override, "rule"), c->path, c->faults, _("no rule pack has a rule '%s'"), id);
	else if (row)
		check_row(c, node_get(override, "row"), rule, round);
}

static void check_overrides(const struct check *c, const struct node *map, int round)
{
	const struct node *list = node_get(map, "overrides");

	for (size_t i = 0; list && list->kind == NODE_LIST && i < list->n; i++)
		check_override(c, list->items[i], round);
}

static bool check_pack(struct check *c, const struct node *root)
{
	const struct node *node = node_get(root, "pack");
	struct error e;

	c->rules = desk_rules(c->desk, c->now, &e);
	if (!c->rules)
		node_fault(node ? node : root, c->path, c->faults, "%s: %s", e.where, e.what);
	return c->rules != NULL;
}

bool casefile_check(const struct node *root, const char *path, struct desk *desk, const struct record *old,
    const struct record *now, struct faults *faults)
{
	const struct node *earlier = node_get(root, "earlier_rounds");
	struct faults own = { 0 };
	struct check c = {
		.path = path, .desk = desk, .old = old, .now = now, .faults = &own,
		.travelled = casefile_uuid(root) && old->id == 0,
	};
	bool told = earlier && earlier->kind == NODE_LIST;

	if (check_pack(&c, root)) {
		check_overrides(&c, root, told ? (int)earlier->n + 1 : now->rounds);
		for (size_t i = 0; told && i < earlier->n; i++)
			check_overrides(&c, earlier->items[i], (int)i + 1);
	}
	return node_faults_end(&own, faults);
}
