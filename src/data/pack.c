/* SPDX-License-Identifier: EUPL-1.2 */
#include "data/pack.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/alloc.h"
#include "base/text.h"
#include "base/utf8.h"
#include "data/duties.h"
#include "data/folder.h"
#include "data/pack_internal.h"

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

void pack_read_texts(struct pack_reader *r, const struct node *map, const struct pack_text texts[], size_t n,
    void *to)
{
	for (size_t i = 0; i < n; i++) {
		const struct node *node = texts[i].needed ? node_need(map, texts[i].name, r->path, r->faults) :
		    node_get(map, texts[i].name);
		*(const char **)((char *)to + texts[i].at) = node_text(node, r->path, r->faults);
	}
}

const char **pack_read_codes(struct pack_reader *r, const struct node *list, size_t *n)
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

const char **pack_read_outcomes(struct pack_reader *r, const struct node *list, size_t *n)
{
	const char **outcomes = pack_read_codes(r, list, n);

	for (size_t i = 0; i < *n; i++)
		if (!among(outcomes[i], r->pack->outcomes, r->pack->n_outcomes))
			node_fault(list, r->path, r->faults, _("'%s' is no outcome of the pack"), outcomes[i]);
	return outcomes;
}

void pack_read_date(struct pack_reader *r, const struct node *node, struct date *date)
{
	const char *s = node_text(node, r->path, r->faults);

	if (s != NULL && (!date_read_stored(s, date) || date->day == 0))
		node_fault(node, r->path, r->faults, _("a date is written 2017-03-01"));
}

void pack_read_label(struct pack_reader *r, const struct node *map, const char *key, struct label *label)
{
	node_label(node_need(map, key, r->path, r->faults), label, r->path, r->faults);
}

void pack_read_line(struct pack_reader *r, const struct node *map, const char *key, struct label *label)
{
	node_line(node_need(map, key, r->path, r->faults), label, r->path, r->faults);
}

void pack_read_source(struct pack_reader *r, const struct node *map, struct label *label)
{
	node_source(node_need(map, "source", r->path, r->faults), label, r->path, r->faults);
}

const char **pack_read_duties(struct pack_reader *r, const struct node *list, size_t *n)
{
	size_t items = node_items(list, r->path, r->faults);
	const char **duties = xcalloc(items + 1, sizeof(*duties));

	*n = 0;
	for (size_t i = 0; i < items; i++) {
		const struct node *item = list->items[i];
		const char *id = node_text(item, r->path, r->faults);
		if (id == NULL)
			continue;
		if (!duty_id(id))
			node_fault(item, r->path, r->faults, _("a duty is written D and three digits, such as D001"));
		else if (among(id, duties, *n))
			node_fault(item, r->path, r->faults, _("the code '%s' stands in the list twice"), id);
		duties[(*n)++] = id;
	}
	return duties;
}

static void read_verified(struct pack_reader *r, const struct node *node)
{
	static const char *const known[] = { "by", "on", NULL };

	if (node == NULL)
		return;
	node_known(node, known, r->path, r->faults);
	r->pack->verified_by = node_text(node_need(node, "by", r->path, r->faults), r->path, r->faults);
	pack_read_date(r, node_need(node, "on", r->path, r->faults), &r->pack->verified_on);
}

static bool read_months(struct pack_reader *r, const struct node *map, const char *key, int *months)
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

static void read_duration(struct pack_reader *r, const struct node *node)
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

static void read_sources(struct pack_reader *r)
{
	struct pack *pack = r->pack;

	for (size_t i = pack->n_files; i-- > 0; ) {
		r->path = pack->files[i].path;
		pack_read_label(r, pack->files[i].tree, "source", &pack->files[i].source);
	}
	pack->source = pack->files[0].source;
}

/* What tells a pack from the one that it extends: it is never inherited. */
static void read_head(struct pack_reader *r)
{
	struct pack *pack = r->pack;
	const struct node *tree = pack->files[0].tree;

	if (tree == NULL || tree->kind != NODE_MAP)
		return;		/* which was told */
	r->path = pack->path;
	pack->name = node_text(node_need(tree, "pack", r->path, r->faults), r->path, r->faults);
	pack_read_label(r, tree, "title", &pack->title);
	read_sources(r);
	node_label(node_get(tree, "replaces"), &pack->replaces, r->path, r->faults);
	pack_read_date(r, node_need(tree, "from", r->path, r->faults), &pack->from);
	pack_read_date(r, node_get(tree, "to"), &pack->to);
	if (pack->to.year != 0 && date_compare(pack->from, pack->to) > 0)
		node_fault(node_get(tree, "to"), r->path, r->faults, _("the last day is before the first"));
	read_verified(r, node_need(tree, "verified", r->path, r->faults));
}

static void read_sound(struct pack_reader *r, const struct node *node)
{
	r->pack->sound = node_text(node, r->path, r->faults);
}

static void read_domains(struct pack_reader *r, const struct node *node)
{
	r->pack->domains = pack_read_codes(r, node, &r->pack->n_domains);
}

static void read_outcomes(struct pack_reader *r, const struct node *node)
{
	r->pack->outcomes = pack_read_codes(r, node, &r->pack->n_outcomes);
}

static void read_reference(struct pack_reader *r, const struct node *node, struct reference *reference)
{
	static const char *const known[] = { "for", "text", NULL };

	node_known(node, known, r->path, r->faults);
	reference->outcomes = pack_read_outcomes(r, node_get(node, "for"), &reference->n_outcomes);
	pack_read_label(r, node, "text", &reference->text);
}

static void read_references(struct pack_reader *r, const struct node *list)
{
	struct pack *pack = r->pack;
	size_t n = node_items(list, r->path, r->faults);

	pack->references = xcalloc(n + 1, sizeof(*pack->references));
	for (size_t i = 0; i < n; i++)
		read_reference(r, list->items[i], &pack->references[pack->n_references++]);
}

static void read_letters(struct pack_reader *r, const struct node *node, struct seat_rule *seat)
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

/* A letter stands for its seat in the grid's lines. */
static void check_letters(struct pack_reader *r, const struct node *node, const struct seat_rule *seat)
{
	for (const struct seat_rule *other = r->pack->seats; node != NULL && other < seat; other++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			if (seat->letter[lang][0] != '\0' && strcmp(seat->letter[lang], other->letter[lang]) == 0)
				node_fault(node, r->path, r->faults, _("'%s' is the letter of the seat '%s' already"),
				    seat->letter[lang], other->seat != NULL ? other->seat : "");
}

static void read_seat(struct pack_reader *r, const struct node *node, struct seat_rule *seat)
{
	static const char *const known[] = { "seat", "letter", "name", "when", NULL };
	static const struct pack_text texts[] = {
		{ "seat", offsetof(struct seat_rule, seat), true },
		{ "when", offsetof(struct seat_rule, when), true },
	};

	node_known(node, known, r->path, r->faults);
	seat->path = r->path;
	seat->line = node->line;
	pack_read_texts(r, node, texts, LENGTH(texts), seat);
	read_letters(r, node_need(node, "letter", r->path, r->faults), seat);
	pack_read_label(r, node, "name", &seat->name);
	check_letters(r, node_get(node, "letter"), seat);
	for (const struct seat_rule *other = r->pack->seats; other < seat; other++)
		if (seat->seat != NULL && other->seat != NULL && strcmp(seat->seat, other->seat) == 0)
			node_fault(node, r->path, r->faults, _("the id '%s' is given twice"), seat->seat);
}

static void read_seats(struct pack_reader *r, const struct node *list)
{
	struct pack *pack = r->pack;
	size_t n = node_items(list, r->path, r->faults);

	pack->seats = xcalloc(n + 1, sizeof(*pack->seats));
	for (size_t i = 0; i < n; i++)
		read_seat(r, list->items[i], &pack->seats[pack->n_seats++]);
}

/* That of every file: it is put together key by key. */
static void read_benefit(struct pack_reader *r, const struct node *node)
{
	struct pack *pack = r->pack;
	struct benefit_part *parts = xcalloc(pack->n_files, sizeof(*parts));
	size_t n = 0;

	(void)node;
	for (size_t i = 0; i < pack->n_files; i++) {
		const struct node *part = node_get(pack->files[i].tree, "benefit");
		if (part != NULL)
			parts[n++] = (struct benefit_part){ part, pack->files[i].path };
	}
	pack->benefit = benefit_read(parts, n, r->faults);
	free(parts);
}

/* Keys that a pack takes whole, its own or that of the pack it extends; in this order, since one may need
 * what another has read. */
static const struct {
	const char *key;
	bool needed;
	void (*read)(struct pack_reader *r, const struct node *node);	/* of NULL: nothing */
} keys[] = {
	{ "sound", false, read_sound },
	{ "duration", true, read_duration },
	{ "domains", true, read_domains },
	{ "outcomes", true, read_outcomes },
	{ "references", false, read_references },
	{ "seats", true, read_seats },
	{ "benefit", false, read_benefit },
};

static void read_pack(struct pack_reader *r)
{
	for (size_t i = 0; i < LENGTH(keys); i++) {
		const struct node *node = keys[i].needed ? pack_need(r, keys[i].key) : pack_find(r, keys[i].key);
		keys[i].read(r, node);
	}
	pack_read_facts(r);
	pack_read_rules(r);
	pack_read_deadlines(r);
}

struct pack *pack_load(const char *path, struct faults *faults)
{
	struct faults own = { 0 };
	struct pack *pack = xcalloc(1, sizeof(*pack));
	struct pack_reader reader = { .pack = pack, .faults = &own };

	bool all = pack_read_files(&reader, path);
	read_head(&reader);
	if (all)
		read_pack(&reader);
	if (node_faults_end(&own, faults))
		return pack;
	pack_free(pack);
	return NULL;
}

void pack_free(struct pack *pack)
{
	if (pack == NULL)
		return;
	pack_free_rules(pack);
	pack_free_deadlines(pack);
	for (size_t i = 0; i < pack->n_seats; i++)
		label_release(&pack->seats[i].name);
	for (size_t i = 0; i < pack->n_references; i++) {
		free(pack->references[i].outcomes);
		label_release(&pack->references[i].text);
	}
	free(pack->seats);
	free(pack->references);
	free(pack->outcomes);
	free(pack->domains);
	benefit_free(pack->benefit);
	label_release(&pack->title);
	label_release(&pack->replaces);
	for (size_t i = 0; i < pack->n_files; i++) {
		label_release(&pack->files[i].source);
		node_free(pack->files[i].tree);
		free(pack->files[i].path);
	}
	free(pack->files);
	free(pack);
}

bool pack_name(const char *name)
{
	return name[0] != '\0' && name[0] != '.' && strchr(name, '/') == NULL;
}

char *pack_missing(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? xstrdup(".") : xstrndup(path, (size_t)(slash - path)), *said;
	struct text all = { 0 };
	size_t n;
	char **names = folder_files(folder, &n);
	int why = errno;

	for (size_t i = 0; i < n; i++)
		text_addf(&all, " %.*s", (int)(strlen(names[i]) - strlen(".yaml")), names[i]);
	said = n > 0 ? xasprintf(_("there is no such rule pack; there are:%s"), all.s) :
	    names != NULL ? xstrdup(_("there are no rule packs")) : xasprintf("%s: %s", folder, strerror(why));
	folder_free(names, n);
	text_release(&all);
	free(folder);
	return said;
}

bool pack_path(const char *dir, const char *name, char **path, struct error *e)
{
	char *said;

	if (!pack_name(name))
		return error_set(e, ERROR_USAGE, name, _("not the name of a rule pack"));
	*path = xasprintf("%s/rules/%s.yaml", dir, name);
	if (access(*path, F_OK) == 0)
		return true;
	said = pack_missing(*path);
	error_set(e, ERROR_MISSING, name, "%s", said);
	free(said);
	free(*path);
	*path = NULL;
	return false;
}
