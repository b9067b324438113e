/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where each duty of a list is realised, and what tests it: one line a place.
 * The pack's rules and deadlines name their duties themselves; duties.yaml names
 * the other places, and each of them is looked for in the program here, so that
 * none can go away unnoticed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "cli/cli.h"
#include "data/duties.h"
#include "data/forms.h"
#include "document/document.h"

/* A rule or a deadline, as far as duties go; all of it borrowed from the pack. */
struct told {
	const char *kind, *id;
	const char **duties;
	size_t n_duties, n_tests;
};

struct trace {
	const struct cli *cli;
	struct keys *keys;
	struct forms *forms;
	struct pack *pack;
	struct told *told;
	size_t n_told;
	struct duties *duties;
	struct duty_list *list;
	struct faults faults;
};

/*
 * Whether a place is there
 */

/* "LIST/CODE": what stands before the slash, the caller's, and the rest; NULL where there is no slash. */
static char *split(const char *name, const char **rest)
{
	const char *slash = strchr(name, '/');

	if (!slash)
		return NULL;
	*rest = slash + 1;
	return xstrndup(name, (size_t)(slash - name));
}

static bool is_field(const struct trace *t, const char *name)
{
	return field_by_id(t->forms, name) != NULL;
}

static bool is_choice(const struct trace *t, const char *name)
{
	const char *code;
	char *list = split(name, &code);
	const struct choices *choices = list ? choices_by_id(t->forms, list) : NULL;

	free(list);
	return choices && choice_by_code(choices, code);
}

static bool is_seat(const struct trace *t, const char *name)
{
	for (size_t i = 0; i < t->pack->n_seats; i++)
		if (strcmp(t->pack->seats[i].seat, name) == 0)
			return true;
	return false;
}

static bool is_outcome(const struct trace *t, const char *name)
{
	for (size_t i = 0; i < t->pack->n_outcomes; i++)
		if (strcmp(t->pack->outcomes[i], name) == 0)
			return true;
	return false;
}

static bool is_of_pack(const struct trace *t, const char *name)
{
	int line;

	return pack_place(t->pack, name, &line) != NULL;
}

static bool is_screen(const struct trace *t, const char *name)
{
	const char *screen;
	char *form = split(name, &screen);
	bool found = form && screen_by_id(t->forms, form, screen);

	free(form);
	return found;
}

static bool is_page(const struct trace *t, const char *name)
{
	return t->cli->hooks->page(name);
}

static bool is_document(const struct trace *t, const char *name)
{
	(void)t;
	return document_kind_by_name(name) != NULL;
}

/* A text that the document cannot be without; that its file has them all is what `indstil data` looks at. */
static bool is_wording(const struct trace *t, const char *name)
{
	const char *id;
	char *document = split(name, &id);
	const struct document_kind *kind = document ? document_kind_by_name(document) : NULL;
	const char *const *word = kind ? kind->words : NULL;

	(void)t;
	free(document);
	while (word && *word && strcmp(*word, id) != 0)
		word++;
	return word && *word;
}

static bool is_command(const struct trace *t, const char *name)
{
	(void)t;
	return cli_has_command(name);
}

static bool is_case(const struct trace *t, const char *name)
{
	char *path = xasprintf("%s/demo/%s.yaml", t->cli->dir, name);
	bool found = access(path, R_OK) == 0;

	free(path);
	return found;
}

/* What proves a place of each kind; where there is an ending, the place's name stands before it. */
static const struct {
	bool (*exists)(const struct trace *t, const char *name);
	const char *tested, *ending;
} proofs[PLACE_KIND_COUNT] = {
	[PLACE_FIELD] = { is_field, "tests/cli/every.sh", NULL },
	[PLACE_CHOICE] = { is_choice, "tests/cli/every.sh", NULL },
	[PLACE_SEAT] = { is_seat, "tests/cli/every.sh", NULL },
	[PLACE_OUTCOME] = { is_outcome, "tests/cli/every.sh", NULL },
	[PLACE_PACK] = { is_of_pack, "tests/unit/test_pack.c", NULL },
	[PLACE_SCREEN] = { is_screen, "tests/cli/every.sh", NULL },
	[PLACE_PAGE] = { is_page, "tests/tui/screens.sh", NULL },
	[PLACE_DOCUMENT] = { is_document, "tests/unit/test_document.c", NULL },
	[PLACE_WORDS] = { is_wording, "tests/unit/test_document.c", NULL },
	[PLACE_COMMAND] = { is_command, "tests/cli/", ".sh" },
	[PLACE_CASE] = { is_case, "tests/cli/demo_cases.sh", NULL },
};

/*
 * Lines: duty, kind of place, place, tested by
 */

/* What the pack says for the duty, each with its own tests, as many as there are; returns how many lines. */
static size_t print_told(const struct trace *t, const char *id)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n_told; i++) {
		const struct told *told = &t->told[i];

		for (size_t k = 0; k < told->n_duties; k++)
			if (strcmp(told->duties[k], id) == 0) {
				printf("%s\t%s\t%s\town %zu\n", id, told->kind, told->id, told->n_tests);
				n++;
			}
	}
	return n;
}

static void print_place(const struct trace *t, const char *id, const struct duty_place *place)
{
	const char *kind = place_kind_name(place->kind), *ending;

	if (place_kind_reasoned(place->kind)) {
		printf("%s\t%s\t%s\t-\n", id, kind, label_get(&place->reason, t->cli->desk.lang));
		return;
	}
	ending = proofs[place->kind].ending;
	printf("%s\t%s\t%s\t%s%s%s\n", id, kind, place->name, proofs[place->kind].tested, ending ? place->name : "",
	    ending ? ending : "");
}

static void print_duty(struct trace *t, const struct duty_row *row)
{
	const struct duty *duty = duties_find(t->duties, row->id);
	size_t told = print_told(t, row->id);

	for (size_t i = 0; duty && i < duty->n_places; i++)
		print_place(t, row->id, &duty->places[i]);
	if (!duty && told == 0)
		faults_add(&t->faults, t->list->path, row->line, 1, _("the duty %s has no place in the program"),
		    row->id);
}

/*
 * What does not fit together
 */

static void check_places(struct trace *t, const struct duty *duty)
{
	for (size_t i = 0; i < duty->n_places; i++) {
		const struct duty_place *place = &duty->places[i];

		if (place->name && !proofs[place->kind].exists(t, place->name))
			faults_add(&t->faults, t->duties->path, place->line, place->column,
			    _("%s: the program has no %s '%s'"), duty->id, place_kind_name(place->kind),
			    place->name);
	}
}

static void check_duties(struct trace *t)
{
	for (size_t i = 0; i < t->duties->n; i++) {
		const struct duty *duty = &t->duties->v[i];

		if (!duty_list_has(t->list, duty->id))
			faults_add(&t->faults, t->duties->path, duty->line, duty->column,
			    _("the list has no duty %s"), duty->id);
		check_places(t, duty);
	}
}

/* In the list of duties of a rule that names it. */
static void unlisted(struct trace *t, const struct told *told, const char *duty)
{
	const char *path;
	const struct node *node = pack_node(t->pack, duty, &path);

	node_fault(node, path, &t->faults, _("%s: the list has no duty %s"), told->id, duty);
}

static void check_told(struct trace *t)
{
	for (size_t i = 0; i < t->n_told; i++) {
		const struct told *told = &t->told[i];

		for (size_t k = 0; k < told->n_duties; k++)
			if (!duty_list_has(t->list, told->duties[k]))
				unlisted(t, told, told->duties[k]);
	}
}

/*
 * The command
 */

static struct pack *load_pack(const struct cli *cli, struct faults *faults)
{
	const char *name = cli->desk.viewing ? cli->desk.viewing : cli->desk.settings.pack;
	struct pack *pack;
	struct error e;
	char *path;

	if (!pack_path(cli->dir, name, &path, &e)) {
		faults_add(faults, e.where, 0, 0, "%s", e.what);
		return NULL;
	}
	pack = pack_load(path, faults);
	free(path);
	return pack;
}

static void gather_told(struct trace *t)
{
	const struct pack *pack = t->pack;

	t->told = xcalloc(pack->n_rules + pack->n_deadlines + 1, sizeof *t->told);
	for (size_t i = 0; i < pack->n_rules; i++) {
		const struct rule *r = &pack->rules[i];

		t->told[t->n_told++] =
		    (struct told){ "rule", r->id, r->duties, r->n_duties, r->n_tests };
	}
	for (size_t i = 0; i < pack->n_deadlines; i++) {
		const struct deadline *d = &pack->deadlines[i];

		t->told[t->n_told++] = (struct told){ "deadline", d->id, d->duties, d->n_duties, d->n_tests };
	}
}

/* All but the list. */
static bool load(struct trace *t)
{
	char *path = xasprintf("%s/duties.yaml", t->cli->dir);

	t->keys = keys_new();
	t->forms = forms_load(t->cli->dir, t->keys, &t->faults);
	t->pack = load_pack(t->cli, &t->faults);
	t->duties = duties_load(path, &t->faults);
	free(path);
	return t->forms && t->pack && t->duties;
}

static void unload(struct trace *t)
{
	faults_release(&t->faults);
	duty_list_free(t->list);
	duties_free(t->duties);
	free(t->told);
	pack_free(t->pack);
	forms_free(t->forms);
	keys_free(t->keys);
}

void cli_places(const struct cli *cli, struct faults *faults)
{
	struct trace t = { .cli = cli };

	if (load(&t))
		for (size_t i = 0; i < t.duties->n; i++)
			check_places(&t, &t.duties->v[i]);
	node_faults_end(&t.faults, faults);
	unload(&t);
}

int cli_trace(struct cli *cli, const char *list)
{
	struct trace t = { .cli = cli };
	bool good = load(&t);

	t.list = duty_list_load(list, &t.faults);
	if (good && t.list) {
		gather_told(&t);
		for (size_t i = 0; i < t.list->n; i++)
			print_duty(&t, &t.list->v[i]);
		check_duties(&t);
		check_told(&t);
	}
	good = t.faults.n == 0;
	cli_faults(stderr, &t.faults);
	unload(&t);
	return good ? STATUS_GOOD : STATUS_FOUND;
}
