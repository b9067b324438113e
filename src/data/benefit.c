/* SPDX-License-Identifier: EUPL-1.2 */
#include "data/benefit.h"

#include <stdlib.h>
#include <string.h>
#include "base/alloc.h"
#include "model/kroner.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

enum { YEAR_MIN = 1900, YEAR_MAX = 2199, KRONER_MAX = 999999 };

struct reader {
	struct benefit *benefit;
	const struct benefit_part *parts;
	size_t n_parts;
	const char *path;	/* of the file in which stands what is being read */
	struct faults *faults;
};

/* A key's value in the nearest file that has it, which r->path then names; NULL with a fault where none has. */
static const struct node *find(struct reader *r, const char *key)
{
	for (size_t i = 0; i < r->n_parts; i++) {
		const struct node *node = node_get(r->parts[i].node, key);
		r->path = r->parts[i].path;
		if (node != NULL)
			return node;
	}
	r->path = r->parts[0].path;
	return node_need(r->parts[0].node, key, r->path, r->faults);
}

/* A whole number within bounds; false with a fault where it is none, without where there is no node. */
static bool read_number(const struct reader *r, const struct node *node, int min, int max, int *number)
{
	long n;

	if (!node_long(node, &n, r->path, r->faults))
		return false;
	if (n < min || n > max) {
		node_fault(node, r->path, r->faults, _("a number from %d to %d is expected here"), min, max);
		return false;
	}
	*number = (int)n;
	return true;
}

static const struct node *need(const struct reader *r, const struct node *map, const char *key)
{
	return node_need(map, key, r->path, r->faults);
}

static void twice(const struct reader *r, const struct node *node, const char *id)
{
	node_fault(node, r->path, r->faults, _("the id '%s' is given twice"), id);
}

static size_t amount_index(const struct benefit *benefit, const char *id)
{
	size_t i = 0;

	while (i < benefit->n_amounts && strcmp(benefit->amounts[i].id, id) != 0)
		i++;
	return i;
}

/* The keys of a level that are no amounts. */
static const char *const level_keys[] = { "year", "limit", "source" };

static void check_amount_id(const struct reader *r, const struct node *node, const char *id)
{
	if (amount_index(r->benefit, id) < r->benefit->n_amounts)
		twice(r, node, id);
	for (size_t i = 0; i < LENGTH(level_keys); i++)
		if (strcmp(id, level_keys[i]) == 0)
			node_fault(node, r->path, r->faults, _("no amount can be called '%s'"), id);
}

static void read_per(const struct reader *r, const struct node *node, struct benefit_amount *amount)
{
	const char *per = node_text(node, r->path, r->faults);

	if (per != NULL && strcmp(per, "month") != 0 && strcmp(per, "week") != 0)
		node_fault(node, r->path, r->faults, _("per is 'month' or 'week'"));
	amount->weekly = per != NULL && strcmp(per, "week") == 0;
}

/* One without an id is left out: nothing can name it. */
static void read_amount(const struct reader *r, const struct node *node)
{
	static const char *const known[] = { "id", "name", "per", NULL };
	struct benefit_amount *amount = &r->benefit->amounts[r->benefit->n_amounts];

	node_known(node, known, r->path, r->faults);
	const struct node *id = need(r, node, "id");
	amount->id = node_code(id, r->path, r->faults);
	if (amount->id == NULL)
		return;
	check_amount_id(r, id, amount->id);
	node_label(need(r, node, "name"), &amount->name, r->path, r->faults);
	read_per(r, need(r, node, "per"), amount);
	r->benefit->n_amounts++;
}

static void add_due(const struct reader *r, const struct node *node, struct benefit_support *support,
    const char *id)
{
	size_t index = amount_index(r->benefit, id);

	if (index == r->benefit->n_amounts)
		node_fault(node, r->path, r->faults, _("there is no amount '%s'"), id);
	for (size_t i = 0; i < support->n_amounts; i++)
		if (support->amounts[i] == index && index < r->benefit->n_amounts)
			twice(r, node, id);
	support->amounts[support->n_amounts++] = index;
}

static void read_due(const struct reader *r, const struct node *list, struct benefit_support *support)
{
	size_t n = node_items(list, r->path, r->faults);

	support->amounts = xcalloc(n + 1, sizeof(*support->amounts));
	for (size_t i = 0; i < n; i++) {
		const char *id = node_code(list->items[i], r->path, r->faults);
		if (id != NULL)
			add_due(r, list->items[i], support, id);
	}
}

static void read_support(const struct reader *r, const struct node *node)
{
	static const char *const known[] = { "code", "text", "keeps", "amounts", NULL };
	struct benefit_support *support = &r->benefit->support[r->benefit->n_support];
	const struct node *code = need(r, node, "code"), *due = node_get(node, "amounts");

	node_known(node, known, r->path, r->faults);
	support->code = node_code(code, r->path, r->faults);
	if (support->code == NULL)
		return;
	support->line = code->line;
	support->column = code->column;
	if (benefit_support(r->benefit, support->code) != NULL)
		twice(r, code, support->code);
	node_label(need(r, node, "text"), &support->text, r->path, r->faults);
	node_bool(node_get(node, "keeps"), &support->keeps, r->path, r->faults);
	read_due(r, due, support);
	if (support->keeps && due != NULL)
		node_fault(due, r->path, r->faults, _("'amounts' does not go with 'keeps'"));
	r->benefit->n_support++;
}

static int64_t read_kroner(const struct reader *r, const struct node *node)
{
	int kroner;

	return read_number(r, node, 1, KRONER_MAX, &kroner) ? (int64_t)kroner * 100 : BENEFIT_NONE;
}

/* The keys of a level: its own, and the ids of the amounts. */
static void check_level_keys(const struct reader *r, const struct node *node)
{
	const struct benefit *benefit = r->benefit;
	const char **known = xcalloc(LENGTH(level_keys) + benefit->n_amounts + 1, sizeof(*known));
	size_t n = 0;

	while (n < LENGTH(level_keys)) {
		known[n] = level_keys[n];
		n++;
	}
	for (size_t i = 0; i < benefit->n_amounts; i++)
		known[n++] = benefit->amounts[i].id;
	node_known(node, known, r->path, r->faults);
	free(known);
}

/* The level of a year that a nearer file has too is not read: it is replaced. */
static bool replaced(const struct reader *r, const struct node *node)
{
	const struct node *year = node_get(node, "year");
	struct faults none = { 0 };
	long n;
	bool known = node_long(year, &n, r->path, &none);
	const struct benefit_level *nearer = known ? benefit_level(r->benefit, (int)n) : NULL;

	faults_release(&none);
	return nearer != NULL && nearer->path != r->path;
}

static void read_level(const struct reader *r, const struct node *node)
{
	struct benefit *benefit = r->benefit;
	struct benefit_level *level = &benefit->levels[benefit->n_levels];
	const struct node *year = need(r, node, "year");

	if (replaced(r, node))
		return;
	if (r->path == r->parts[0].path)	/* what is inherited may know amounts that there are not here */
		check_level_keys(r, node);
	level->path = r->path;
	if (read_number(r, year, YEAR_MIN, YEAR_MAX, &level->year) &&
	    benefit_level(benefit, level->year) != NULL)
		node_fault(year, r->path, r->faults, _("the year %d is given twice"), level->year);
	level->limit = read_kroner(r, need(r, node, "limit"));
	node_source(need(r, node, "source"), &level->source, r->path, r->faults);
	level->amounts = xcalloc(benefit->n_amounts + 1, sizeof(*level->amounts));
	for (size_t i = 0; i < benefit->n_amounts; i++)
		level->amounts[i] = read_kroner(r, node_get(node, benefit->amounts[i].id));
	benefit->n_levels++;
}

static void read_each(const struct reader *r, const struct node *list,
    void (*read)(const struct reader *r, const struct node *node))
{
	for (size_t i = 0; list != NULL && list->kind == NODE_LIST && i < list->n; i++)
		read(r, list->items[i]);
}

static void read_amounts(struct reader *r)
{
	const struct node *list = find(r, "amounts");

	r->benefit->amounts = xcalloc(node_items(list, r->path, r->faults) + 1, sizeof(*r->benefit->amounts));
	read_each(r, list, read_amount);
}

static void read_supports(struct reader *r)
{
	struct benefit *benefit = r->benefit;
	const struct node *list = find(r, "support");

	benefit->support = xcalloc(node_items(list, r->path, r->faults) + 1, sizeof(*benefit->support));
	benefit->support_path = r->path;
	benefit->support_line = list == NULL ? 1 : list->line;
	benefit->support_column = list == NULL ? 1 : list->column;
	read_each(r, list, read_support);
}

/* Of every file: a pack of another time has the levels of its years. */
static void read_levels(struct reader *r)
{
	size_t n = 0;

	find(r, "levels");
	for (size_t i = 0; i < r->n_parts; i++)
		n += node_items(node_get(r->parts[i].node, "levels"), r->parts[i].path, r->faults);
	r->benefit->levels = xcalloc(n + 1, sizeof(*r->benefit->levels));
	for (size_t i = 0; i < r->n_parts; i++) {
		r->path = r->parts[i].path;
		read_each(r, node_get(r->parts[i].node, "levels"), read_level);
	}
}

/* Amounts before what names them. */
static void read_benefit(struct reader *r)
{
	static const char *const known[] = { "source", "low", "high", "support", "amounts", "levels", NULL };
	struct benefit *benefit = r->benefit;
	const struct node *node;

	for (size_t i = 0; i < r->n_parts; i++)
		node_known(r->parts[i].node, known, r->parts[i].path, r->faults);
	node = find(r, "source");
	node_source(node, &benefit->source, r->path, r->faults);
	benefit->path = r->path;
	node = find(r, "low");
	read_number(r, node, 0, 100, &benefit->low);
	node = find(r, "high");
	read_number(r, node, 0, 100, &benefit->high);
	read_amounts(r);
	read_supports(r);
	read_levels(r);
}

struct benefit *benefit_read(const struct benefit_part parts[], size_t n, struct faults *faults)
{
	struct faults own = { 0 };

	if (n == 0)
		return NULL;
	struct benefit *benefit = xcalloc(1, sizeof(*benefit));
	read_benefit(&(struct reader){ .benefit = benefit, .parts = parts, .n_parts = n, .faults = &own });
	if (node_faults_end(&own, faults))
		return benefit;
	benefit_free(benefit);
	return NULL;
}

void benefit_free(struct benefit *benefit)
{
	if (benefit == NULL)
		return;
	for (size_t i = 0; i < benefit->n_amounts; i++)
		label_release(&benefit->amounts[i].name);
	for (size_t i = 0; i < benefit->n_support; i++) {
		label_release(&benefit->support[i].text);
		free(benefit->support[i].amounts);
	}
	for (size_t i = 0; i < benefit->n_levels; i++) {
		label_release(&benefit->levels[i].source);
		free(benefit->levels[i].amounts);
	}
	label_release(&benefit->source);
	free(benefit->amounts);
	free(benefit->support);
	free(benefit->levels);
	free(benefit);
}

void benefit_check(const struct benefit *benefit, const struct choices *choices, struct faults *faults)
{
	const char *path = benefit->support_path;


	for (size_t i = 0; choices != NULL && i < benefit->n_support; i++) {
		const struct benefit_support *support = &benefit->support[i];
		if (choice_by_code(choices, support->code) == NULL)
			faults_add(faults, path, support->line, support->column, _("'%s' is no choice of %s"),
			    support->code, "referral.support");
	}
	for (size_t i = 0; choices != NULL && i < choices->n; i++)
		if (benefit_support(benefit, choices->v[i].code) == NULL)
			faults_add(faults, path, benefit->support_line, benefit->support_column,
			    _("'%s' of %s is missing"), choices->v[i].code, "referral.support");
}

const struct benefit_level *benefit_level(const struct benefit *benefit, int year)
{
	for (size_t i = 0; i < benefit->n_levels; i++)
		if (benefit->levels[i].year == year)
			return &benefit->levels[i];
	return NULL;
}

const struct benefit_support *benefit_support(const struct benefit *benefit, const char *code)
{
	for (size_t i = 0; i < benefit->n_support; i++)
		if (strcmp(benefit->support[i].code, code) == 0)
			return &benefit->support[i];
	return NULL;
}

struct benefit_reduction benefit_reduce(const struct benefit *benefit, const struct benefit_level *level,
    int64_t wage, int64_t other)
{
	struct benefit_reduction r = { .below = wage < level->limit ? wage : level->limit, .other = other };

	r.over = wage - r.below;
	r.low = kroner_share(r.below, benefit->low);
	r.high = kroner_share(r.over, benefit->high);
	r.total = r.low + r.high + r.other;
	return r;
}

int64_t benefit_left(int64_t amount, const struct benefit_reduction *reduction)
{
	return amount > reduction->total ? amount - reduction->total : 0;
}
