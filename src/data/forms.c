/* SPDX-License-Identifier: EUPL-1.2 */
#include "data/forms.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "base/alloc.h"
#include "data/folder.h"
#include "data/forms_internal.h"

/* Reads a file and hands its tree to `read`. */
static void read_file(struct forms_reader *r, const char *dir, const char *name,
    void (*read)(struct forms_reader *r, const struct node *tree))
{
	char *path = xasprintf("%s/%s", dir, name);
	struct node *tree = node_read_file(path, NODE_FILE_MAX, r->faults);

	r->path = path;
	if (tree != NULL)
		read(r, tree);
	else
		r->unread = true;
	node_free(tree);
	free(path);
}

/* A new shared list.  No field points into the array yet, so it may move. */
static struct choices *add_list(struct forms_reader *r, const struct node *node, const char *id)
{
	struct forms *forms = r->forms;

	if (choices_by_id(forms, id) != NULL)
		node_fault(node, r->path, r->faults, _("the id '%s' is given twice"), id);
	forms->choices = xrealloc(forms->choices, (forms->n_choices + 1) * sizeof(*forms->choices));
	struct choices *list = &forms->choices[forms->n_choices++];
	*list = (struct choices){ .id = xstrdup(id) };
	return list;
}

static void read_lists(struct forms_reader *r, const struct node *tree)
{
	if (!node_map(tree, r->path, r->faults))
		return;
	for (size_t i = 0; i < tree->n; i++)
		forms_read_choices(r, tree->items[i], add_list(r, tree->items[i], tree->keys[i]->text));
}

static void read_measures(struct forms_reader *r, const struct node *tree)
{
	static const char *const known[] = { "measures", NULL };

	node_known(tree, known, r->path, r->faults);
	const struct node *list = node_need(tree, "measures", r->path, r->faults);
	if (list != NULL)
		forms_read_measures(r, list, add_list(r, list, "measures"));
}

static bool screen_twice(const struct form *form, const char *id)
{
	for (size_t i = 0; i < form->n_screens; i++)
		if (strcmp(form->screens[i].id, id) == 0)
			return true;
	return false;
}

/* Reads the list under a node's `fields` into the next of form->fields, which has room for all of them. */
static size_t read_fields(struct forms_reader *r, const struct node *node, struct form *form)
{
	const struct node *list = node_get(node, "fields");
	size_t n = node_items(list, r->path, r->faults);

	for (size_t i = 0; i < n; i++)
		forms_read_field(r, list->items[i], &form->fields[form->n_fields++]);
	return n;
}

static void read_screen(struct forms_reader *r, const struct node *node, struct form *form)
{
	static const char *const known[] = { "id", "title", "help", "domain", "fields", NULL };
	struct screen *screen = &form->screens[form->n_screens];
	size_t first = form->n_fields;

	node_known(node, known, r->path, r->faults);
	const struct node *id = node_need(node, "id", r->path, r->faults);
	const char *code = node_code(id, r->path, r->faults);
	if (code != NULL && screen_twice(form, code))
		node_fault(id, r->path, r->faults, _("the id '%s' is given twice"), code);
	screen->id = xstrdup(code == NULL ? "" : code);
	node_line(node_need(node, "title", r->path, r->faults), &screen->title, r->path, r->faults);
	node_label(node_get(node, "help"), &screen->help, r->path, r->faults);
	screen->domain = forms_read_domain(r, node_get(node, "domain"));
	node_need(node, "fields", r->path, r->faults);
	screen->n_fields = read_fields(r, node, form);
	screen->fields = xcalloc(screen->n_fields + 1, sizeof(struct field *));
	for (size_t i = 0; i < screen->n_fields; i++)
		screen->fields[i] = &form->fields[first + i];
	form->n_screens++;
}

/* The items of a list under a key, without complaint. */
static size_t count(const struct node *node, const char *key)
{
	const struct node *list = node_get(node, key);

	return list != NULL && list->kind == NODE_LIST ? list->n : 0;
}

/* Screens point at fields and by_key does, so the array has its full size before the first is read. */
static void read_screens(struct forms_reader *r, const struct node *tree, struct form *form)
{
	const struct node *screens = node_get(tree, "screens");
	size_t n = node_items(screens, r->path, r->faults), fields = count(tree, "fields");

	for (size_t i = 0; i < n; i++)
		fields += count(screens->items[i], "fields");
	form->screens = xcalloc(n + 1, sizeof(*form->screens));
	form->fields = xcalloc(fields + 1, sizeof(*form->fields));
	for (size_t i = 0; i < n; i++)
		read_screen(r, screens->items[i], form);
	read_fields(r, tree, form);
}

static enum form_part read_part(struct forms_reader *r, const struct node *node)
{
	const char *part = node_text(node, r->path, r->faults);

	if (part != NULL && strcmp(part, "fields") != 0 && strcmp(part, "top") != 0)
		node_fault(node, r->path, r->faults, _("part is 'fields' or 'top'"));
	return part != NULL && strcmp(part, "fields") == 0 ? PART_FIELDS : PART_TOP;
}

static void read_form(struct forms_reader *r, const struct node *tree)
{
	static const char *const known[] = {
		"form", "title", "part", "inherited", "locked", "screens", "fields", NULL
	};
	struct form *form = &r->forms->v[r->forms->n];

	node_known(tree, known, r->path, r->faults);
	const struct node *id = node_need(tree, "form", r->path, r->faults);
	const char *code = node_code(id, r->path, r->faults);
	if (code != NULL && form_by_id(r->forms, code) != NULL)
		node_fault(id, r->path, r->faults, _("the id '%s' is given twice"), code);
	form->id = xstrdup(code == NULL ? "" : code);
	form->path = xstrdup(r->path);
	node_line(node_need(tree, "title", r->path, r->faults), &form->title, r->path, r->faults);
	form->part = r->part = read_part(r, node_need(tree, "part", r->path, r->faults));
	r->inherited = false;
	node_bool(node_get(tree, "inherited"), &r->inherited, r->path, r->faults);
	r->locked = false;
	node_bool(node_get(tree, "locked"), &r->locked, r->path, r->faults);
	r->forms->n++;
	read_screens(r, tree, form);
}

static void read_folder(struct forms_reader *r, const char *dir)
{
	char *folder = xasprintf("%s/forms", dir);
	size_t n;
	char **names = folder_files(folder, &n);

	if (n == 0) {
		faults_add(r->faults, folder, 0, 0, _("cannot be read: %s"),
		    names == NULL ? strerror(errno) : _("no forms"));
		r->unread = true;
	}
	r->forms->v = xcalloc(n + 1, sizeof(*r->forms->v));
	for (size_t i = 0; i < n; i++)
		read_file(r, folder, names[i], read_form);
	folder_free(names, n);
	free(folder);
}

/* Keys were interned for other things too (removed rows): by_key holds them all. */
static void fill_by_key(struct forms *forms)
{
	size_t n = keys_count(forms->keys);

	forms->by_key = xrealloc(forms->by_key, n * sizeof(*forms->by_key));
	while (forms->n_by_key < n)
		forms->by_key[forms->n_by_key++] = NULL;
}

/* The form in which one would look for a field: the first with another of the same first word; else the last one. */
static const struct form *probable_form(const struct forms *forms, const char *id)
{
	size_t len = strcspn(id, ".");

	for (size_t i = 0; i < forms->n; i++)
		for (size_t j = 0; j < forms->v[i].n_fields; j++)
			if (strncmp(forms->v[i].fields[j].id, id, len) == 0 &&
			    strcspn(forms->v[i].fields[j].id, ".") == len)
				return &forms->v[i];
	return &forms->v[forms->n - 1];
}

/* What the program knows by name is asked somewhere. */
static bool check_constants(const struct forms *forms, struct faults *faults)
{
	bool whole = true;

	for (int key = 0; key < KEY_KNOWN; key++) {
		const char *id = keys_name(forms->keys, key);
		if (!keys_in_form(key) || field_by_key(forms, key) != NULL)
			continue;
		whole = false;
		faults_add(faults, probable_form(forms, id)->path, 1, 1,
		    _("no form has the field '%s', which the program needs"), id);
	}
	return whole;
}

struct forms *forms_read(const char *dir, struct keys *keys, bool *whole, struct faults *faults)
{
	struct faults own = { 0 };
	struct forms *forms = xcalloc(1, sizeof *forms);
	struct forms_reader r = { .forms = forms, .faults = &own };

	forms->keys = keys;
	read_file(&r, dir, "choices.yaml", read_lists);
	read_file(&r, dir, "measures.yaml", read_measures);
	read_folder(&r, dir);
	fill_by_key(forms);
	/* a file that could not be read may have what is missing */
	*whole = r.unread || check_constants(forms, faults);
	if (node_faults_end(&own, faults))
		return forms;
	forms_free(forms);
	return NULL;
}

struct forms *forms_load(const char *dir, struct keys *keys, struct faults *faults)
{
	bool whole;
	struct forms *forms = forms_read(dir, keys, &whole, faults);

	if (forms == NULL || whole)
		return forms;
	forms_free(forms);
	return NULL;
}

static void check_asked(const struct form *form, const struct field *field, struct faults *faults)
{
	const struct {
		const char *name;
		bool said;
	} keys[] = {
		{ "help", *label_get(&field->help, LANG_DA) != '\0' },
		{ "why", *label_get(&field->why, LANG_DA) != '\0' },
		{ "source", *label_get(&field->source, LANG_DA) != '\0' },
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (!keys[i].said)
			faults_add(faults, form->path, field->line, field->column, _("'%s' lacks '%s'"), field->id,
			    keys[i].name);
	for (size_t i = 0; i < field->n_columns; i++) {
		const struct field *column = &field->columns[i];
		if (*label_get(&column->help, LANG_DA) == '\0')
			faults_add(faults, form->path, column->line, column->column, _("'%s.%s' lacks '%s'"), field->id,
			    column->id, "help");
	}
}

void forms_check(const struct forms *forms, struct faults *faults)
{
	for (size_t i = 0; i < forms->n; i++) {
		const struct form *form = &forms->v[i];
		for (size_t k = 0; form->part == PART_FIELDS && k < form->n_fields; k++)
			check_asked(form, &form->fields[k], faults);
	}
}
