/* SPDX-License-Identifier: EUPL-1.2 */
#include "data/node.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "base/alloc.h"
#include "base/utf8.h"

/* Keys that are longer are cut in messages and never guessed at. */
#define KEY_SHOWN 40

void node_free(struct node *node)
{
	if (node == NULL)
		return;
	for (size_t i = 0; i < node->n; i++) {
		node_free(node->items[i]);
		if (node->keys != NULL)
			node_free(node->keys[i]);
	}
	free(node->items);
	free(node->keys);
	free(node->text);
	free(node->raw);
	free(node);
}

const struct node *node_get(const struct node *map, const char *key)
{
	if (map == NULL || map->kind != NODE_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (strcmp(map->keys[i]->text, key) == 0)
			return map->items[i];
	return NULL;
}

bool node_null(const struct node *node)
{
	return node->kind == NODE_SCALAR && node->plain &&
	    (node->text[0] == '\0' || strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0);
}

struct origin node_origin(const struct node *node)
{
	bool quoted = !node->plain && node->raw == NULL;

	return (struct origin){ node->line, node->column + quoted, node->raw };
}

void node_fault(const struct node *node, const char *path, struct faults *faults, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	faults_vadd(faults, path, node->line, node->column, format, ap);
	va_end(ap);
}

/* A fault, and false, where the node is there and of another kind. */
static bool expect(const struct node *node, enum node_kind kind, const char *path, struct faults *faults)
{
	static const char *const wanted[] = {
		[NODE_SCALAR] = N_("a text is expected here"),
		[NODE_LIST] = N_("a list is expected here"),
		[NODE_MAP] = N_("'key: value' is expected here"),
	};

	if (node == NULL)
		return false;
	if (node->kind != kind)
		node_fault(node, path, faults, "%s", _(wanted[kind]));
	return node->kind == kind;
}

const char *node_text(const struct node *node, const char *path, struct faults *faults)
{
	if (!expect(node, NODE_SCALAR, path, faults))
		return NULL;
	if (node_null(node)) {
		node_fault(node, path, faults, _("the value is missing"));
		return NULL;
	}
	return node->text;
}

char *node_copy(const struct node *node, const char *path, struct faults *faults)
{
	const char *s = node_text(node, path, faults);

	return s == NULL ? NULL : xstrdup(s);
}

const char *node_code(const struct node *node, const char *path, struct faults *faults)
{
	static const char letters[] = "_-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	const char *s = node_text(node, path, faults);

	if (s == NULL)
		return NULL;
	if (s[0] != '\0' && strchr("_-.", s[0]) == NULL && s[strspn(s, letters)] == '\0')
		return s;
	node_fault(node, path, faults,
	    _("a code of ASCII letters, digits, '_', '-' and '.' is expected here"));
	return NULL;
}

bool node_bool(const struct node *node, bool *value, const char *path, struct faults *faults)
{
	if (!expect(node, NODE_SCALAR, path, faults))
		return false;
	bool yes = strcmp(node->text, "true") == 0;
	if (!node->plain || (!yes && strcmp(node->text, "false") != 0)) {
		node_fault(node, path, faults, _("true or false is expected here, without quotes"));
		return false;
	}
	*value = yes;
	return true;
}

bool node_long(const struct node *node, long *value, const char *path, struct faults *faults)
{
	if (!expect(node, NODE_SCALAR, path, faults))
		return false;
	const char *digits = node->text + (node->text[0] == '-');
	bool good = node->plain && digits[0] != '\0' && digits[strspn(digits, "0123456789")] == '\0';
	errno = 0;
	long n = good ? strtol(node->text, NULL, 10) : 0;
	if (!good || errno == ERANGE) {
		node_fault(node, path, faults, _("a whole number is expected here, without quotes"));
		return false;
	}
	*value = n;
	return true;
}

static const char *const languages[LANG_COUNT] = { [LANG_DA] = "da", [LANG_EN] = "en" };

bool node_languages(const struct node *map, struct label *label, const char *path, struct faults *faults)
{
	bool good = true;

	*label = (struct label){ { NULL } };
	if (!expect(map, NODE_MAP, path, faults))
		return false;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const struct node *node = node_need(map, languages[lang], path, faults);
		label->s[lang] = node_copy(node, path, faults);
		if (label->s[lang] != NULL && label->s[lang][0] == '\0')
			node_fault(node, path, faults, _("the value is missing"));
		good = good && label->s[lang] != NULL && label->s[lang][0] != '\0';
	}
	if (!good)
		label_release(label);
	return good;
}

bool node_label(const struct node *node, struct label *label, const char *path, struct faults *faults)
{
	static const char *const known[] = { "da", "en", NULL };

	bool good = node_languages(node, label, path, faults);
	if (node != NULL && node->kind == NODE_MAP)
		node_known(node, known, path, faults);
	return good;
}

bool node_source(const struct node *node, struct label *label, const char *path, struct faults *faults)
{
	if (node != NULL && node->kind == NODE_MAP)
		return node_label(node, label, path, faults);
	label->s[LANG_DA] = node_copy(node, path, faults);
	return label->s[LANG_DA] != NULL;
}

static void check_line(const struct node *node, const char *s, const char *path, struct faults *faults)
{
	int width = utf8_width(s);

	if (strchr(s, '\n') != NULL)
		node_fault(node, path, faults, _("the text is one line under %d columns; this one has several lines"), NODE_LINE);
	else if (width >= NODE_LINE)
		node_fault(node, path, faults, _("the text is one line under %d columns; this one has %d"), NODE_LINE, width);
}

void node_check_line(const struct node *node, const struct label *label, const char *path, struct faults *faults)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		if (label->s[lang] != NULL)
			check_line(node_get(node, languages[lang]), label->s[lang], path, faults);
}

bool node_line(const struct node *node, struct label *label, const char *path, struct faults *faults)
{
	bool good = node_label(node, label, path, faults);

	if (good)
		node_check_line(node, label, path, faults);
	return good;
}

size_t node_items(const struct node *node, const char *path, struct faults *faults)
{
	return expect(node, NODE_LIST, path, faults) ? node->n : 0;
}

bool node_map(const struct node *node, const char *path, struct faults *faults)
{
	return expect(node, NODE_MAP, path, faults);
}

const struct node *node_need(const struct node *map, const char *key, const char *path,
    struct faults *faults)
{
	const struct node *node = node_get(map, key);

	if (node == NULL && map != NULL && map->kind == NODE_MAP)
		node_fault(map, path, faults, _("the key '%s' is missing"), key);
	return node;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters to change, add or take away to make b of a (Levenshtein). */
static size_t distance(const char *a, const char *b)
{
	size_t row[KEY_SHOWN + 1], len = strlen(b);

	for (size_t j = 0; j <= len; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1] != '\0'; i++) {
		size_t corner = row[0];
		row[0] = i;
		for (size_t j = 1; j <= len; j++) {
			size_t change = corner + (a[i - 1] != b[j - 1]);
			corner = row[j];
			row[j] = least(change, 1 + least(row[j], row[j - 1]));
		}
	}
	return row[len];
}

const char *node_nearest(const char *key, const char *const known[])
{
	const char *best = NULL;
	size_t limit = 3;

	for (size_t i = 0; known[i] != NULL; i++) {
		if (strlen(known[i]) > KEY_SHOWN || strlen(key) > KEY_SHOWN)
			continue;
		size_t d = distance(key, known[i]);
		if (d < limit && d < strlen(known[i])) {
			best = known[i];
			limit = d;
		}
	}
	return best;
}

static bool among(const char *key, const char *const known[])
{
	for (size_t i = 0; known[i] != NULL; i++)
		if (strcmp(key, known[i]) == 0)
			return true;
	return false;
}

void node_known(const struct node *map, const char *const known[], const char *path, struct faults *faults)
{
	if (!expect(map, NODE_MAP, path, faults))
		return;
	for (size_t i = 0; i < map->n; i++) {
		const char *key = map->keys[i]->text;
		if (among(key, known))
			continue;
		int shown = (int)utf8_fit(key, strlen(key), KEY_SHOWN);
		const char *meant = node_nearest(key, known);
		if (meant != NULL)
			node_fault(map->keys[i], path, faults, _("unknown key '%.*s'; did you mean '%s'?"),
			    shown, key, meant);
		else
			node_fault(map->keys[i], path, faults, _("unknown key '%.*s'"), shown, key);
	}
}

bool node_faults_end(struct faults *own, struct faults *faults)
{
	bool none = own->n == 0;

	for (size_t i = 0; i < own->n; i++) {
		const struct fault *f = &own->v[i];
		if (f->line > 0)
			faults_add(faults, f->path, f->line, f->column, "%s", f->text);
		else
			faults_add_at(faults, f->path, f->offset, "%s", f->text);
	}
	faults_release(own);
	return none;
}
