/* SPDX-License-Identifier: EUPL-1.2 */
#include "data/wording.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "base/alloc.h"
#include "data/node.h"

struct entry {
	char *id;
	struct label label;
	int line, column;
};

struct wording {
	struct entry *v;	/* by id */
	size_t n;
};

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->id, ((const struct entry *)b)->id);
}

static void read_entry(struct entry *entry, const struct node *key, const struct node *node,
    const char *path, struct faults *faults)
{
	entry->id = xstrdup(key->text);
	entry->line = key->line;
	entry->column = key->column;
	node_label(node, &entry->label, path, faults);
}

static void read_entries(struct wording *wording, const struct node *tree, const char *path,
    struct faults *faults)
{
	if (!node_map(tree, path, faults))
		return;
	wording->v = xcalloc(tree->n + 1, sizeof(*wording->v));
	for (size_t i = 0; i < tree->n; i++)
		read_entry(&wording->v[wording->n++], tree->keys[i], tree->items[i], path, faults);
	qsort(wording->v, wording->n, sizeof(*wording->v), compare);
}

struct wording *wording_load(const char *path, struct faults *faults)
{
	struct faults own = { 0 };
	struct wording *wording = xcalloc(1, sizeof(*wording));
	struct node *tree = node_read_file(path, NODE_FILE_MAX, &own);

	read_entries(wording, tree, path, &own);
	node_free(tree);
	if (node_faults_end(&own, faults))
		return wording;
	wording_free(wording);
	return NULL;
}

void wording_free(struct wording *wording)
{
	if (wording == NULL)
		return;
	for (size_t i = 0; i < wording->n; i++) {
		free(wording->v[i].id);
		label_release(&wording->v[i].label);
	}
	free(wording->v);
	free(wording);
}

static const struct entry *find(const struct wording *wording, const char *id)
{
	struct entry key = { .id = (char *)id };

	return wording->n == 0 ? NULL : bsearch(&key, wording->v, wording->n, sizeof(*wording->v), compare);
}

const char *wording_get(const struct wording *wording, const char *id, enum lang lang)
{
	const struct entry *entry = find(wording, id);

	assert(entry != NULL);
	return label_get(&entry->label, lang);
}

/* The next {name} in s: the brace, and the name's length; NULL where there is none. */
static const char *next_name(const char *s, size_t *len)
{
	for (s = strchr(s, '{'); s != NULL; s = strchr(s + 1, '{')) {
		*len = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz0123456789_");
		if (*len > 0 && s[1 + *len] == '}')
			return s;
	}
	return NULL;
}

static const struct wording_value *value_of(const struct wording_value values[], const char *name,
    size_t len)
{
	for (; values->name != NULL; values++)
		if (strlen(values->name) == len && memcmp(values->name, name, len) == 0)
			return values;
	return NULL;
}

void wording_fill(const struct wording *wording, const char *id, enum lang lang,
    const struct wording_value values[], struct text *out)
{
	const char *s = wording_get(wording, id, lang), *brace;
	size_t len;

	for (; (brace = next_name(s, &len)) != NULL; s = brace + len + 2) {
		const struct wording_value *value = value_of(values, brace + 1, len);
		text_addn(out, s, (size_t)(brace - s));
		if (value == NULL)
			text_addn(out, brace, len + 2);
		else if (value->value != NULL)
			text_add(out, value->value);
	}
	text_add(out, s);
}

static bool has_name(const char *s, const char *name, size_t len)
{
	size_t other;

	while ((s = next_name(s, &other)) != NULL) {
		if (other == len && memcmp(s + 1, name, len) == 0)
			return true;
		s += other + 2;
	}
	return false;
}

/* A fault for each name of the one text that the other lacks. */
static void check_names(const struct entry *entry, enum lang in, enum lang other, const char *path,
    struct faults *faults)
{
	const char *s = entry->label.s[in];
	size_t len;

	for (; (s = next_name(s, &len)) != NULL; s += len + 2)
		if (!has_name(entry->label.s[other], s + 1, len))
			faults_add(faults, path, entry->line, entry->column,
			    _("'%s' has {%.*s} in one language only"), entry->id, (int)len, s + 1);
}

void wording_check(const struct wording *wording, const char *const ids[], const char *path,
    struct faults *faults)
{
	for (size_t i = 0; ids[i] != NULL; i++)
		if (find(wording, ids[i]) == NULL)
			faults_add(faults, path, 1, 1, _("the text '%s' is missing"), ids[i]);
	for (size_t i = 0; i < wording->n; i++) {
		check_names(&wording->v[i], LANG_DA, LANG_EN, path, faults);
		check_names(&wording->v[i], LANG_EN, LANG_DA, path, faults);
	}
}

static bool among(const char *id, const char *const ids[])
{
	for (size_t i = 0; ids[i] != NULL; i++)
		if (strcmp(ids[i], id) == 0)
			return true;
	return false;
}

void wording_check_unasked(const struct wording *wording, const char *const ids[], const char *path,
    struct faults *faults)
{
	for (size_t i = 0; i < wording->n; i++) {
		const struct entry *entry = &wording->v[i];
		const char *meant = node_nearest(entry->id, ids);
		if (among(entry->id, ids))
			continue;
		if (meant != NULL)
			faults_add(faults, path, entry->line, entry->column,
			    _("nothing prints the text '%s'; did you mean '%s'?"), entry->id, meant);
		else
			faults_add(faults, path, entry->line, entry->column, _("nothing prints the text '%s'"),
			    entry->id);
	}
}
