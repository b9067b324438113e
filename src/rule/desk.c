/* SPDX-License-Identifier: EUPL-1.2 */
#include "rule/desk.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "data/folder.h"
#include "data/forms.h"

void desk_bare(struct desk *desk, const char *dir)
{
	desk->dir = dir;
	desk->store = NULL;
	desk->forms = NULL;
	desk->pack = NULL;
	desk->rules = NULL;
	desk->others = NULL;
	desk->n_others = desk->cap_others = 0;
	desk->keys = keys_new();
}

bool desk_open(struct desk *desk, const char *base, enum store_how how, const char *dir, bool *created,
    struct error *e)
{
	desk_bare(desk, dir);
	if (store_open(&desk->store, base, how, desk->keys, created, e))
		return true;
	desk->store = NULL;
	desk_clear(desk);
	return false;
}

/* A pack of the data folder by name, with its rules. */
static bool load_pack(const struct desk *desk, const char *name, struct pack **pack, struct rules **rules,
    struct faults *faults)
{
	struct error e;
	char *path;

	if (!pack_path(desk->dir, name, &path, &e)) {
		faults_add(faults, e.where, 0, 0, "%s", e.what);
		return false;
	}
	*pack = pack_load(path, faults);
	*rules = *pack ? rules_new(desk->forms, *pack, faults) : NULL;
	free(path);
	if (*rules)
		return true;
	pack_free(*pack);
	*pack = NULL;
	return false;
}

bool desk_load(struct desk *desk, struct faults *faults)
{
	const char *name = desk->viewing ? desk->viewing : desk->settings.pack;

	desk->forms = forms_load(desk->dir, desk->keys, faults);
	return desk->forms && load_pack(desk, name, &desk->pack, &desk->rules, faults);
}

void desk_clear(struct desk *desk)
{
	for (size_t i = 0; i < desk->n_others; i++) {
		rules_free(desk->others[i].rules);
		pack_free(desk->others[i].pack);
		free(desk->others[i].why);
		free(desk->others[i].name);
	}
	free(desk->others);
	rules_free(desk->rules);
	pack_free(desk->pack);
	forms_free(desk->forms);
	store_close(desk->store);
	keys_free(desk->keys);
	desk->others = NULL;
	desk->n_others = desk->cap_others = 0;
	desk->rules = NULL;
	desk->pack = NULL;
	desk->forms = NULL;
	desk->store = NULL;
	desk->keys = NULL;
}

void desk_close(struct desk *desk)
{
	desk_clear(desk);
	settings_release(&desk->settings);
	*desk = (struct desk){ 0 };
}

/* The first fault, the caller's. */
static char *refusal(struct faults *faults)
{
	char *line = faults->n > 0 ? fault_line(&faults->v[0]) : xstrdup("");

	faults_release(faults);
	return line;
}

static struct rules *other_rules(const struct other_pack *other, struct error *e)
{
	if (other->rules == NULL)
		error_set(e, ERROR_MISSING, other->name, _("this rule pack cannot be used: %s"), other->why);
	return other->rules;
}

struct rules *desk_rules_named(struct desk *desk, const char *name, struct error *e)
{
	struct faults faults = { 0 };
	struct pack *pack = NULL;
	struct rules *rules = NULL;
	char *why = NULL;

	if (strcmp(desk->pack->name, name) == 0)
		return desk->rules;
	for (size_t i = 0; i < desk->n_others; i++)
		if (strcmp(desk->others[i].name, name) == 0)
			return other_rules(&desk->others[i], e);
	if (!load_pack(desk, name, &pack, &rules, &faults))
		why = refusal(&faults);
	desk->others = array_room(desk->others, desk->n_others, &desk->cap_others, sizeof *desk->others);
	desk->others[desk->n_others] = (struct other_pack){ xstrdup(name), why, pack, rules };
	return other_rules(&desk->others[desk->n_others++], e);
}

static bool holds_on(const struct pack *pack, struct date date)
{
	return date_compare(pack->from, date) <= 0 &&
	    (pack->to.year == 0 || date_compare(date, pack->to) <= 0);
}

/* The names of the packs in the data folder, in order; folder_free() frees them. */
static char **pack_names(const struct desk *desk, size_t *n)
{
	char *folder = xasprintf("%s/rules", desk->dir);
	char **names = folder_files(folder, n);

	for (size_t i = 0; i < *n; i++)
		names[i][strlen(names[i]) - strlen(".yaml")] = '\0';
	free(folder);
	return names;
}

/* Calls `wanted` with the rules of each pack of the folder, by name, until it takes one; NULL: it takes none.  A
 * faulty pack is passed over. */
static struct rules *rules_where(struct desk *desk, bool (*wanted)(const struct pack *pack, const void *arg),
    const void *arg)
{
	struct rules *found = wanted(desk->pack, arg) ? desk->rules : NULL;
	size_t n = 0;
	char **names = found ? NULL : pack_names(desk, &n);

	for (size_t i = 0; i < n && !found; i++) {
		struct rules *rules = desk_rules_named(desk, names[i], NULL);

		if (rules && wanted(rules_pack(rules), arg))
			found = rules;
	}
	folder_free(names, n);
	return found;
}

static bool holds(const struct pack *pack, const void *date)
{
	return holds_on(pack, *(const struct date *)date);
}

/* The rules of the pack that holds on a date; the desk's where there is none. */
static struct rules *rules_holding(struct desk *desk, struct date date)
{
	struct rules *found = rules_where(desk, holds, &date);

	return found ? found : desk->rules;
}

static const struct rule *rule_in(const struct pack *pack, const char *id)
{
	for (size_t i = 0; i < pack->n_rules; i++)
		if (strcmp(pack->rules[i].id, id) == 0)
			return &pack->rules[i];
	return NULL;
}

static bool has_rule(const struct pack *pack, const void *id)
{
	return rule_in(pack, id) != NULL;
}

const struct rule *desk_rule(struct desk *desk, const struct rules *first, const char *id)
{
	const struct rule *rule = rule_in(rules_pack(first), id);
	const struct rules *other = rule ? NULL : rules_where(desk, has_rule, id);

	return other ? rule_in(rules_pack(other), id) : rule;
}

const struct pack **desk_packs(struct desk *desk, size_t *n)
{
	size_t found;
	char **names = pack_names(desk, &found);
	const struct pack **packs = xcalloc(found + 1, sizeof *packs);

	*n = 0;
	for (size_t i = 0; i < found; i++) {
		struct rules *rules = desk_rules_named(desk, names[i], NULL);

		if (rules)
			packs[(*n)++] = rules_pack(rules);
	}
	folder_free(names, found);
	return packs;
}

struct rules *desk_rules(struct desk *desk, const struct record *record, struct error *e)
{
	const char *own = record_case(record, KEY_CASE_PACK);
	const struct field *decided = field_by_key(desk->forms, KEY_DECISION_DATE);
	const char *on = decided ? record_now(record, decided, 0) : NULL;
	struct date date;

	if (desk->viewing)
		return desk->rules;
	if (own)
		return desk_rules_named(desk, own, e);
	return on && date_read_stored(on, &date) ? rules_holding(desk, date) : desk->rules;
}
