/* SPDX-License-Identifier: EUPL-1.2 */
#include "data/forms_internal.h"

#include <stdlib.h>
#include <string.h>
#include "base/alloc.h"
#include "base/utf8.h"

static const char *const choice_keys[] = { "code", "da", "en", "help", "group", NULL };
static const char *const measure_keys[] = {
	"code", "da", "en", "help", "group", "domain", "company", "source", NULL
};

static void read_code(struct forms_reader *r, const struct node *node, const struct choices *choices,
    struct choice *choice)
{
	const char *code = node_code(node, r->path, r->faults);

	if (code != NULL && choice_by_code(choices, code) != NULL)
		node_fault(node, r->path, r->faults, _("the code '%s' stands in the list twice"), code);
	choice->code = xstrdup(code == NULL ? "" : code);
}

static void read_choice(struct forms_reader *r, const struct node *node, const struct choices *choices,
    struct choice *choice)
{
	read_code(r, node_need(node, "code", r->path, r->faults), choices, choice);
	node_languages(node, &choice->label, r->path, r->faults);
	node_check_line(node, &choice->label, r->path, r->faults);
	node_label(node_get(node, "help"), &choice->help, r->path, r->faults);
	node_line(node_get(node, "group"), &choice->group, r->path, r->faults);
}

char *forms_read_domain(struct forms_reader *r, const struct node *node)
{
	const char *code = node_code(node, r->path, r->faults);
	const struct choices *domains = choices_by_id(r->forms, "domain");

	if (code != NULL && domains != NULL && choice_by_code(domains, code) == NULL)
		node_fault(node, r->path, r->faults, _("'%s' is no choice of %s"), code, "domain");
	return code == NULL ? NULL : xstrdup(code);
}

static void read_measure(struct forms_reader *r, const struct node *node, struct choice *choice)
{
	choice->domain = forms_read_domain(r, node_get(node, "domain"));
	node_need(node, "group", r->path, r->faults);
	node_bool(node_get(node, "company"), &choice->company, r->path, r->faults);
	node_text(node_get(node, "source"), r->path, r->faults);
}

/* Whether two labels are the same to who types one, who minds no capitals. */
static bool same(const char *a, const char *b)
{
	if (strlen(a) != strlen(b))
		return false;	/* most are: folding takes time */
	char *one = utf8_fold(a), *other = utf8_fold(b);
	bool equal = strcmp(one, other) == 0;
	free(one);
	free(other);
	return equal;
}

/* What one types for an answer is its label: no other of the list may have it. */
static void check_label(struct forms_reader *r, const struct node *node, const struct choices *choices,
    const struct choice *choice, enum lang lang)
{
	static const char *const keys[LANG_COUNT] = { [LANG_DA] = "da", [LANG_EN] = "en" };
	const char *label = choice->label.s[lang];

	for (size_t i = 0; label != NULL && i < choices->n; i++)
		if (same(label, label_get(&choices->v[i].label, lang)))
			node_fault(node_get(node, keys[lang]), r->path, r->faults,
			    _("'%s' is called so in this list already: nobody could tell the two apart"), choices->v[i].code);
}

static void read_list(struct forms_reader *r, const struct node *list, struct choices *choices,
    bool measures)
{
	size_t n = node_items(list, r->path, r->faults);

	if (list != NULL && list->kind == NODE_LIST && n == 0)
		node_fault(list, r->path, r->faults, _("the list is empty"));
	choices->v = xcalloc(n + 1, sizeof(*choices->v));
	for (size_t i = 0; i < n; i++) {
		const struct node *node = list->items[i];
		node_known(node, measures ? measure_keys : choice_keys, r->path, r->faults);
		if (node->kind != NODE_MAP)
			continue;
		struct choice *choice = &choices->v[choices->n];
		read_choice(r, node, choices, choice);
		for (enum lang lang = 0; lang < LANG_COUNT; lang++)
			check_label(r, node, choices, choice, lang);
		if (measures)
			read_measure(r, node, choice);
		choices->n++;
	}
}

void forms_read_choices(struct forms_reader *r, const struct node *list, struct choices *choices)
{
	read_list(r, list, choices, false);
}

void forms_read_measures(struct forms_reader *r, const struct node *list, struct choices *choices)
{
	read_list(r, list, choices, true);
}
