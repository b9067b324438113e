/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is wrong in data files, a line each: what one writes them against.
 * Without words it is the whole data folder, and the settings.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "cli/cli.h"
#include "cli/data.h"
#include "data/duties.h"
#include "data/folder.h"
#include "data/forms.h"
#include "data/wording.h"
#include "document/recommendation.h"
#include "exchange/casefile.h"
#include "store/file.h"

const struct forms *data_forms(struct checking *c)
{
	struct faults faults = { 0 };

	if (!c->loaded) {
		c->loaded = true;
		c->forms = forms_read(c->cli->dir, c->keys, &c->whole, &faults);
		if (c->forms)
			forms_check(c->forms, &faults);
		data_tell(c, &faults);
	}
	return c->forms;
}

/*
 * A check for each kind of file
 */

static void check_case(struct checking *c, const char *path)
{
	struct faults faults = { 0 };
	struct node *root = node_read_file(path, CASEFILE_MAX, &faults);
	bool readable = root && data_forms(c) && c->whole;
	struct record record;

	c->unseen |= !readable;
	if (readable && casefile_read(root, path, c->forms, c->cli->desk.today, &record, &faults))
		record_release(&record);
	node_free(root);
	data_tell(c, &faults);
}

const char *data_file(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* The ids that a document asks its wording for. */
static const struct {
	const char *file;
	const char *const *words;
} worded[] = {
	{ "recommendation.yaml", recommendation_words },
	{ "benefit.yaml", cli_benefit_words },
};

/* NULL for a file that no document is known to be printed from. */
static const char *const *words_of(const char *path)
{
	for (size_t i = 0; i < sizeof worded / sizeof *worded; i++)
		if (strcmp(data_file(path), worded[i].file) == 0)
			return worded[i].words;
	return NULL;
}

static void check_wording(struct checking *c, const char *path)
{
	static const char *const none[] = { NULL };
	const char *const *words = words_of(path);
	struct faults faults = { 0 };
	struct wording *wording = wording_load(path, &faults);

	c->unseen |= !wording;
	if (wording)
		wording_check(wording, words ? words : none, path, &faults);
	if (wording && words)
		wording_check_unasked(wording, words, path, &faults);
	wording_free(wording);
	data_tell(c, &faults);
}

static void check_team(struct checking *c, const char *path)
{
	const struct choices *seats = data_forms(c) ? choices_by_id(c->forms, "seat") : NULL;
	struct faults faults = { 0 };

	c->unseen |= !seats;
	team_free(team_load(path, seats, &faults));
	data_tell(c, &faults);
}

/* A pack that settings name is one of the data folder. */
static void check_named_pack(const struct checking *c, const char *path, struct faults *faults)
{
	struct node *root = node_read_file(path, NODE_FILE_MAX, faults);
	const struct node *name = root ? node_get(root, "pack") : NULL;
	char *pack = NULL;
	struct error e;

	if (name && !node_null(name) && !pack_path(c->cli->dir, name->text, &pack, &e))
		node_fault(name, path, faults, "'%s': %s", name->text, e.what);
	free(pack);
	node_free(root);
}

/* Settings, and the team file that they name. */
static void check_settings(struct checking *c, const char *path)
{
	struct faults faults = { 0 };
	struct settings settings;

	settings_init(&settings);
	if (access(path, F_OK) == 0 && settings_read(&settings, path, &faults))
		check_named_pack(c, path, &faults);
	c->unseen |= faults.n > 0 && !settings.team_file;
	data_tell(c, &faults);
	if (settings.team_file)
		check_team(c, settings.team_file);
	settings_release(&settings);
}

/* The conditions of forms name facts of the packs that they are used with: what each pack has against the forms. */
static void check_conditions(struct checking *c, const char *folder, const struct forms *forms, const char *name)
{
	char *path = xasprintf("%s/rules/%s", folder, name), *within = xasprintf("%s/forms/", folder);
	struct faults faults = { 0 }, ours = { 0 };
	struct pack *pack = pack_load(path, &faults);

	c->unseen |= !pack;
	if (pack)
		rules_free(rules_new(forms, pack, &faults));
	for (size_t i = 0; i < faults.n; i++)
		if (strncmp(faults.v[i].path, within, strlen(within)) == 0)
			faults_add(&ours, faults.v[i].path, faults.v[i].line, faults.v[i].column, "%s",
			    faults.v[i].text);
	pack_free(pack);
	faults_release(&faults);
	data_tell(c, &ours);
	free(within);
	free(path);
}

static void check_duties(struct checking *c, const char *path)
{
	struct faults faults = { 0 };

	duties_free(duties_load(path, &faults));
	data_tell(c, &faults);
}

/* Forms name choices and one another's fields, so that a folder of them is looked at whole. */
static void check_forms_in(struct checking *c, const char *folder)
{
	struct keys *keys = keys_new();
	struct faults faults = { 0 };
	bool whole;
	struct forms *forms = forms_read(folder, keys, &whole, &faults);
	char *rules = xasprintf("%s/rules", folder);
	size_t n;
	char **names = folder_files(rules, &n);

	c->unseen |= !forms;
	if (forms)
		forms_check(forms, &faults);
	data_tell(c, &faults);
	for (size_t i = 0; forms && i < n; i++)
		check_conditions(c, folder, forms, names[i]);
	folder_free(names, n);
	free(rules);
	forms_free(forms);
	keys_free(keys);
}

static void misplaced(struct checking *c, const char *path, const char *what)
{
	struct faults faults = { 0 };

	faults_add(&faults, path, 1, 1, "%s", what);
	data_tell(c, &faults);
}

static void check_choices(struct checking *c, const char *path)
{
	char *folder = file_folder(path);

	if (strcmp(data_file(path), "choices.yaml") == 0 || strcmp(data_file(path), "measures.yaml") == 0)
		check_forms_in(c, folder);
	else
		misplaced(c, path, _("choices are read from choices.yaml and measures.yaml of a data folder"));
	free(folder);
}

/* The folder above one; "." where the name ends. */
static char *above(const char *folder)
{
	return strcmp(folder, ".") == 0 ? xstrdup("..") : file_folder(folder);
}

/* Forms are asked in the order of their files' names. */
static void check_form_name(struct checking *c, const char *path)
{
	const char *name = data_file(path);

	if (strspn(name, "0123456789") < 2)
		misplaced(c, path, _("the name of a form's file begins with two digits, by which forms have their order"));
}

static void check_form(struct checking *c, const char *path)
{
	char *forms = file_folder(path), *whole = realpath(forms, NULL), *folder = above(forms);

	if (whole && strcmp(data_file(whole), "forms") == 0) {
		check_form_name(c, path);
		check_forms_in(c, folder);
	} else {
		misplaced(c, path, _("a form is read from the folder forms of a data folder"));
	}
	free(folder);
	free(whole);
	free(forms);
}

/*
 * Files that are named
 */

typedef void check_file(struct checking *c, const char *path);

/* By a key that only this kind has. */
static check_file *kind_by_key(const struct node *root)
{
	static const struct {
		const char *key;
		check_file *check;
	} kinds[] = {
		{ "indstil", check_case }, { "form", check_form }, { "rules", data_pack }, { "extends", data_pack },
		{ "measures", check_choices }, { "team", check_team },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (node_get(root, kinds[i].key))
			return kinds[i].check;
	return NULL;
}

/* By where it lies, for one whose own key is the mistake. */
static check_file *kind_by_place(const char *path)
{
	static const struct {
		const char *folder, *file;	/* either may be NULL */
		check_file *check;
	} places[] = {
		{ "forms", NULL, check_form }, { "rules", NULL, data_pack }, { "documents", NULL, check_wording },
		{ "demo", NULL, check_case }, { NULL, "choices.yaml", check_choices },
		{ NULL, "measures.yaml", check_choices }, { NULL, "duties.yaml", check_duties },
		{ NULL, "indstil.yaml", check_settings },
	};
	char *whole = realpath(path, NULL), *file = whole ? strrchr(whole, '/') : NULL, *folder = NULL;
	check_file *check = NULL;

	if (file) {
		*file++ = '\0';
		folder = strrchr(whole, '/');
	}
	for (size_t i = 0; file && i < sizeof places / sizeof *places && !check; i++)
		if ((places[i].file && strcmp(file, places[i].file) == 0) ||
		    (places[i].folder && folder && strcmp(folder + 1, places[i].folder) == 0))
			check = places[i].check;
	free(whole);
	return check;
}

/* By what its first value is: lists of choices, texts by id, else settings. */
static check_file *kind_by_shape(const struct node *root)
{
	enum node_kind first = root->kind == NODE_MAP && root->n > 0 ? root->items[0]->kind : NODE_SCALAR;

	if (settings_known(root) || first == NODE_SCALAR)
		return check_settings;
	return first == NODE_LIST ? check_choices : check_wording;
}

static check_file *kind_of(const struct node *root, const char *path)
{
	check_file *check = kind_by_key(root);

	if (!check)
		check = kind_by_place(path);
	return check ? check : kind_by_shape(root);
}

static void check_named(struct checking *c, const char *path)
{
	struct faults faults = { 0 };
	struct node *root = node_read_file(path, CASEFILE_MAX, &faults);

	c->unseen |= !root;
	if (root)
		kind_of(root, path)(c, path);
	node_free(root);
	data_tell(c, &faults);
}

/*
 * The data folder
 */

/* What is not there. */
static void lacking(struct checking *c, const char *path, int why)
{
	struct faults faults = { 0 };

	faults_add(&faults, path, 0, 0, "%s", strerror(why));
	data_tell(c, &faults);
}

/* Calls `check` with the path of each of the files that `list` finds. */
static void each_file(struct checking *c, const char *name, char **(*list)(const char *folder, size_t *n),
    void (*check)(struct checking *c, const char *path))
{
	char *folder = xasprintf("%s/%s", c->cli->dir, name);
	size_t n;
	char **names = list(folder, &n);

	c->unseen |= !names;
	if (!names)
		lacking(c, folder, errno);
	for (size_t i = 0; i < n; i++) {
		char *path = xasprintf("%s/%s", folder, names[i]);

		check(c, path);
		free(path);
	}
	folder_free(names, n);
	free(folder);
}

static void check_stray(struct checking *c, const char *path)
{
	misplaced(c, path, _("this is not read: a data file's name ends in .yaml"));
}

/* Whether a duty has a place is asked of a list of duties (--trace); whether a place is there can be seen without. */
static void check_all_duties(struct checking *c)
{
	struct faults faults = { 0 };

	c->unseen |= !c->whole;
	cli_places(c->cli, &faults);
	data_tell(c, &faults);
}

static void check_all_settings(struct checking *c)
{
	char *paths[CLI_SETTINGS];
	size_t n = cli_settings(paths);

	for (size_t i = 0; i < n; i++) {
		check_settings(c, paths[i]);
		free(paths[i]);
	}
}

static void check_all(struct checking *c)
{
	if (access(c->cli->dir, R_OK | X_OK) != 0) {
		lacking(c, c->cli->dir, errno);
		return;
	}
	data_forms(c);
	each_file(c, "forms", folder_files, check_form_name);
	each_file(c, "forms", folder_others, check_stray);
	each_file(c, "rules", folder_files, data_pack);
	each_file(c, "rules", folder_others, check_stray);
	data_overlaps(c);
	each_file(c, "documents", folder_files, check_wording);
	each_file(c, "demo", folder_files, check_case);
	check_all_duties(c);
	check_all_settings(c);
}

static int trace(struct cli *cli, int n)
{
	struct error e;

	if (n == 0)
		return cli_trace(cli, cli->options.trace);
	error_set(&e, ERROR_USAGE, "data", _("it is written: indstil %s %s"), "data", "--trace LIST");
	return cli_error(&e);
}

int cli_data(struct cli *cli, int n, char **words)
{
	struct checking c = { .cli = cli };

	if (cli->options.trace)
		return trace(cli, n);
	c.keys = keys_new();
	for (int i = 0; i < n; i++)
		check_named(&c, words[i]);
	if (n == 0)
		check_all(&c);
	forms_free(c.forms);
	keys_free(c.keys);
	data_spans_free(&c);
	text_release(&c.told);
	return data_print(&c) ? STATUS_GOOD : STATUS_FOUND;
}
