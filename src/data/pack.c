/* SPDX-License-Identifier: EUPL-1.2 */
#include "data/pack.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "base/alloc.h"
#include "base/utf8.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* A finding's text stands on one line of the narrowest screen, beside its mark. */
#define TEXT_COLUMNS 75
#define MONTHS_MAX 1200

static const struct {
	const char *code, *name;
} severities[SEVERITY_COUNT] = {
	[SEVERITY_BLOCK] = { "block", N_("blocks") },
	[SEVERITY_WARN] = { "warn", N_("warns") },
	[SEVERITY_REMIND] = { "remind", N_("reminds") },
	[SEVERITY_UNKNOWN] = { "unknown", N_("unknown") },
};

const char *severity_code(enum severity severity)
{
	assert(severity < SEVERITY_COUNT);
	return severities[severity].code;
}

const char *severity_name(enum severity severity)
{
	assert(severity < SEVERITY_COUNT);
	return _(severities[severity].name);
}

struct reader {
	struct pack *pack;
	const char *path;
	struct faults *faults;
};

/* Texts of a map, by where they go in the struct that is read. */
struct text_key {
	const char *name;
	size_t at;
	bool needed;
};

static void read_texts(struct reader *r, const struct node *map, const struct text_key keys[], size_t n,
    void *to)
{

	for (size_t i = 0; i < n; i++) {
		const struct node *node = keys[i].needed ? node_need(map, keys[i].name, r->path, r->faults) :
		    node_get(map, keys[i].name);
		*(const char **)((char *)to + keys[i].at) = node_text(node, r->path, r->faults);
	}
}

static bool among(const char *s, const char *const list[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(s, list[i]) == 0)
			return true;
	return false;
}

/* A list of codes, each once. */
static const char **read_codes(struct reader *r, const struct node *list, size_t *n)
{
	size_t items = node_items(list, r->path, r->faults);
	const char **codes = xcalloc(items + 1, sizeof(*codes));

	*n = 0;
	for (size_t i = 0; i < items; i++) {
		const char *code = node_code(list->items[i], r->path, r->faults);
		if (code == NULL)
			continue;
		if (among(code, codes, *n))
			node_fault(list->items[i], r->path, r->faults,
			    _("the code '%s' stands in the list twice"), code);
		codes[(*n)++] = code;
	}
	return codes;
}

static void read_date(struct reader *r, const struct node *node, struct date *date)
{
	const char *s = node_text(node, r->path, r->faults);

	if (s != NULL && (!date_read_stored(s, date) || date->day == 0))
		node_fault(node, r->path, r->faults, _("a date is written 2017-03-01"));
}

static void read_label(struct reader *r, const struct node *map, const char *key, struct label *label)
{
	node_label(node_need(map, key, r->path, r->faults), label, r->path, r->faults);
}

static void read_verified(struct reader *r, const struct node *node)
{
	static const char *const known[] = { "by", "on", NULL };

	if (node == NULL)
		return;
	node_known(node, known, r->path, r->faults);
	r->pack->verified_by = node_text(node_need(node, "by", r->path, r->faults), r->path, r->faults);
	read_date(r, node_need(node, "on", r->path, r->faults), &r->pack->verified_on);
}

static bool read_months(struct reader *r, const struct node *map, const char *key, int *months)
{
	const struct node *node = node_need(map, key, r->path, r->faults);
	long n;

	if (!node_long(node, &n, r->path, r->faults))
		return false;
	if (n < 0 || n > MONTHS_MAX) {
		node_fault(node, r->path, r->faults, _("a number from %d to %d is expected here"), 0,
		    MONTHS_MAX);
		return false;
	}
	*months = (int)n;
	return true;
}

static void read_duration(struct reader *r, const struct node *node)
{
	static const char *const known[] = { "min", "max", NULL };
	struct pack *pack = r->pack;

	if (node == NULL)
		return;
	node_known(node, known, r->path, r->faults);
	bool min = read_months(r, node, "min", &pack->months_min);
	bool max = read_months(r, node, "max", &pack->months_max);
	if (min && max && pack->months_min > pack->months_max)
		node_fault(node, r->path, r->faults, _("min is larger than max"));
}

static void read_head(struct reader *r)
{
	static const struct text_key texts[] = {
		{ "pack", offsetof(struct pack, name), true },
		{ "sound", offsetof(struct pack, sound), false },
	};
	struct pack *pack = r->pack;
	const struct node *tree = pack->tree;

	read_texts(r, tree, texts, LENGTH(texts), pack);
	read_label(r, tree, "title", &pack->title);
	read_label(r, tree, "source", &pack->source);
	read_date(r, node_need(tree, "from", r->path, r->faults), &pack->from);
	read_date(r, node_get(tree, "to"), &pack->to);
	if (pack->to.year != 0 && date_compare(pack->from, pack->to) > 0)
		node_fault(node_get(tree, "to"), r->path, r->faults, _("the last day is before the first"));
	read_verified(r, node_need(tree, "verified", r->path, r->faults));
	read_duration(r, node_need(tree, "duration", r->path, r->faults));
	pack->domains = read_codes(r, node_need(tree, "domains", r->path, r->faults), &pack->n_domains);
	pack->outcomes = read_codes(r, node_need(tree, "outcomes", r->path, r->faults), &pack->n_outcomes);
}

static void read_letters(struct reader *r, const struct node *node, struct seat_rule *seat)
{
	struct label label;

	if (!node_label(node, &label, r->path, r->faults))
		return;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		size_t len = strlen(label.s[lang]);
		if (len < sizeof(seat->letter[lang]) && utf8_next(label.s[lang], len, 0) == len)
			memcpy(seat->letter[lang], label.s[lang], len + 1);
		else
			node_fault(node, r->path, r->faults, _("one letter is expected for each language"));
	}
	label_release(&label);
}

static void read_seat(struct reader *r, const struct node *node, struct seat_rule *seat)
{
	static const char *const known[] = { "seat", "letter", "name", "when", NULL };
	static const struct text_key texts[] = {
		{ "seat", offsetof(struct seat_rule, seat), true },
		{ "when", offsetof(struct seat_rule, when), true },
	};

	node_known(node, known, r->path, r->faults);
	seat->line = node->line;
	read_texts(r, node, texts, LENGTH(texts), seat);
	read_letters(r, node_need(node, "letter", r->path, r->faults), seat);
	read_label(r, node, "name", &seat->name);
	for (const struct seat_rule *other = r->pack->seats; other < seat; other++)
		if (seat->seat != NULL && other->seat != NULL && strcmp(seat->seat, other->seat) == 0)
			node_fault(node, r->path, r->faults, _("the id '%s' is given twice"), seat->seat);
}

static void read_seats(struct reader *r)
{
	struct pack *pack = r->pack;
	const struct node *list = node_need(pack->tree, "seats", r->path, r->faults);
	size_t n = node_items(list, r->path, r->faults);

	pack->seats = xcalloc(n + 1, sizeof(*pack->seats));
	for (size_t i = 0; i < n; i++)
		read_seat(r, list->items[i], &pack->seats[pack->n_seats++]);
}

static const struct {
	const char *key;
	enum fold fold;
} folds[] = {
	{ "is", FOLD_NONE },
	{ "any", FOLD_ANY },
	{ "all", FOLD_ALL },
	{ "count", FOLD_COUNT },
	{ "sum", FOLD_SUM },
};

static void read_derived(struct reader *r, const struct node *key, const struct node *node,
    struct derived *derived)
{
	static const char *const known[] = { "is", "any", "all", "count", "sum", "over", "where", NULL };
	static const struct text_key texts[] = {
		{ "over", offsetof(struct derived, over), false },
		{ "where", offsetof(struct derived, where), false },
	};
	int made = 0;

	node_known(node, known, r->path, r->faults);
	derived->name = node_code(key, r->path, r->faults);
	derived->line = key->line;
	read_texts(r, node, texts, LENGTH(texts), derived);
	for (size_t i = 0; i < LENGTH(folds); i++) {
		const struct node *expression = node_get(node, folds[i].key);
		if (expression == NULL)
			continue;
		derived->fold = folds[i].fold;
		derived->text = node_text(expression, r->path, r->faults);
		made++;
	}
	if (made != 1)
		node_fault(key, r->path, r->faults,
		    _("one of 'is', 'any', 'all', 'count' and 'sum' is expected"));
	else if (derived->fold != FOLD_NONE)
		node_need(node, "over", r->path, r->faults);
	else if (derived->over != NULL || derived->where != NULL)
		node_fault(key, r->path, r->faults, _("'over' and 'where' do not go with 'is'"));
}

static struct derived *read_derivations(struct reader *r, const char *name, size_t *n)
{
	const struct node *map = node_get(r->pack->tree, name);

	*n = node_map(map, r->path, r->faults) ? map->n : 0;
	struct derived *all = xcalloc(*n + 1, sizeof(*all));
	for (size_t i = 0; i < *n; i++)
		read_derived(r, map->keys[i], map->items[i], &all[i]);
	return all;
}

/* A derived column is named after its table. */
static void check_columns(struct reader *r)
{
	const struct node *map = node_get(r->pack->tree, "columns");

	for (size_t i = 0; i < r->pack->n_columns; i++)
		if (strchr(map->keys[i]->text, '.') == NULL)
			node_fault(map->keys[i], r->path, r->faults,
			    _("a column's name begins with its table's"));
}

static void read_severity(struct reader *r, const struct node *node, struct rule *rule)
{
	const char *code = node_text(node, r->path, r->faults);

	for (enum severity s = SEVERITY_BLOCK; code != NULL && s < SEVERITY_UNKNOWN; s++) {
		if (strcmp(severities[s].code, code) == 0) {
			rule->severity = s;
			return;
		}
	}
	if (code != NULL)
		node_fault(node, r->path, r->faults, _("severity is 'block', 'warn' or 'remind'"));
}

/* Returned and resubmitted are ways back, which no rule guards. */
static void read_stage(struct reader *r, const struct node *node, struct rule *rule)
{
	const char *code = node_text(node, r->path, r->faults);

	if (code == NULL)
		return;
	if (!stage_by_code(code, &rule->at) || rule->at == STAGE_RETURNED || rule->at == STAGE_RESUBMITTED)
		node_fault(node, r->path, r->faults, _("no stage that a rule can guard"));
}

static void check_outcomes(struct reader *r, const struct node *list, const struct rule *rule)
{
	for (size_t i = 0; i < rule->n_outcomes; i++)
		if (!among(rule->outcomes[i], r->pack->outcomes, r->pack->n_outcomes))
			node_fault(list, r->path, r->faults, _("'%s' is no outcome of the pack"),
			    rule->outcomes[i]);
}

static void check_text(struct reader *r, const struct node *node, const struct label *text)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const char *s = text->s[lang];
		if (s != NULL && (strchr(s, '\n') != NULL || utf8_width(s) >= TEXT_COLUMNS))
			node_fault(node, r->path, r->faults, _("a rule's text is one line under %d columns"),
			    TEXT_COLUMNS);
	}
}

static void check_ask(struct reader *r, const struct node *node, const char *ask)
{
	static const char *const ways[] = { "room", "phone", "certificate" };

	if (ask != NULL && !among(ask, ways, LENGTH(ways)))
		node_fault(node, r->path, r->faults, _("ask is 'room', 'phone' or 'certificate'"));
}

static const struct {
	const char *key;
	int expect;
} expectations[] = { { "fires", 1 }, { "not", 0 }, { "unknown", -1 } };

static void read_tests(struct reader *r, const struct node *node, struct rule *rule)
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
				.expect = expectations[i].expect, .set = set, .line = set->line
			};
		}
	}
}

static void check_id(struct reader *r, const struct node *node, const struct rule *rule)
{
	node_code(node, r->path, r->faults);
	for (const struct rule *other = r->pack->rules; other < rule; other++)
		if (rule->id != NULL && other->id != NULL && strcmp(rule->id, other->id) == 0)
			node_fault(node, r->path, r->faults, _("the id '%s' is given twice"), rule->id);
}

static void read_rule(struct reader *r, const struct node *node, struct rule *rule)
{
	static const char *const known[] = {
		"id", "severity", "source", "duties", "for", "at", "each", "when", "field", "text", "help",
		"allow_reason", "ask", "fires", "not", "unknown", NULL
	};
	static const struct text_key texts[] = {
		{ "id", offsetof(struct rule, id), true },
		{ "source", offsetof(struct rule, source), true },
		{ "when", offsetof(struct rule, when), true },
		{ "field", offsetof(struct rule, field), true },
		{ "each", offsetof(struct rule, each), false },
		{ "ask", offsetof(struct rule, ask), false },
	};

	node_known(node, known, r->path, r->faults);
	rule->line = node->line;
	read_texts(r, node, texts, LENGTH(texts), rule);
	check_id(r, node_get(node, "id"), rule);
	read_severity(r, node_need(node, "severity", r->path, r->faults), rule);
	read_stage(r, node_need(node, "at", r->path, r->faults), rule);
	rule->duties = read_codes(r, node_get(node, "duties"), &rule->n_duties);
	rule->outcomes = read_codes(r, node_get(node, "for"), &rule->n_outcomes);
	check_outcomes(r, node_get(node, "for"), rule);
	read_label(r, node, "text", &rule->text);
	check_text(r, node_get(node, "text"), &rule->text);
	node_label(node_get(node, "help"), &rule->help, r->path, r->faults);
	node_bool(node_get(node, "allow_reason"), &rule->allow_reason, r->path, r->faults);
	check_ask(r, node_get(node, "ask"), rule->ask);
	read_tests(r, node, rule);
}

static void read_rules(struct reader *r)
{
	struct pack *pack = r->pack;
	const struct node *list = node_need(pack->tree, "rules", r->path, r->faults);
	size_t n = node_items(list, r->path, r->faults);

	pack->rules = xcalloc(n + 1, sizeof(*pack->rules));
	for (size_t i = 0; i < n; i++)
		read_rule(r, list->items[i], &pack->rules[pack->n_rules++]);
}

static void read_pack(struct reader *r)
{
	static const char *const known[] = {
		"pack", "title", "source", "from", "to", "verified", "duration", "domains", "outcomes",
		"seats", "facts", "columns", "rules", "sound", NULL
	};
	struct pack *pack = r->pack;

	node_known(pack->tree, known, r->path, r->faults);
	if (pack->tree->kind != NODE_MAP)
		return;
	read_head(r);
	read_seats(r);
	pack->facts = read_derivations(r, "facts", &pack->n_facts);
	pack->columns = read_derivations(r, "columns", &pack->n_columns);
	check_columns(r);
	read_rules(r);
}

struct pack *pack_load(const char *path, struct faults *faults)
{
	struct faults own = { 0 };
	struct pack *pack = xcalloc(1, sizeof(*pack));

	pack->path = xstrdup(path);
	pack->tree = node_read_file(path, NODE_FILE_MAX, &own);
	if (pack->tree != NULL)
		read_pack(&(struct reader){ .pack = pack, .path = path, .faults = &own });
	if (node_faults_end(&own, faults))
		return pack;
	pack_free(pack);
	return NULL;
}

static void rule_release(struct rule *rule)
{
	free(rule->duties);
	free(rule->outcomes);
	free(rule->tests);
	label_release(&rule->text);
	label_release(&rule->help);
}

void pack_free(struct pack *pack)
{
	if (pack == NULL)
		return;
	for (size_t i = 0; i < pack->n_rules; i++)
		rule_release(&pack->rules[i]);
	for (size_t i = 0; i < pack->n_seats; i++)
		label_release(&pack->seats[i].name);
	free(pack->rules);
	free(pack->columns);
	free(pack->facts);
	free(pack->seats);
	free(pack->outcomes);
	free(pack->domains);
	label_release(&pack->title);
	label_release(&pack->source);
	node_free(pack->tree);
	free(pack->path);
	free(pack);
}

bool pack_path(const char *dir, const char *name, char **path, struct error *e)
{
	if (name[0] == '\0' || name[0] == '.' || strchr(name, '/') != NULL)
		return error_set(e, ERROR_USAGE, name, _("not the name of a rule pack"));
	*path = xasprintf("%s/rules/%s.yaml", dir, name);
	return true;
}
