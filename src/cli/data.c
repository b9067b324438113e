/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is wrong in data files, a line each: what one writes them against.
 * Without words it is the whole data folder.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "cli/cli.h"
#include "data/folder.h"
#include "data/forms.h"
#include "data/wording.h"
#include "document/recommendation.h"
#include "exchange/casefile.h"
#include "store/file.h"

struct checking {
	const struct cli *cli;
	struct keys *keys;
	struct forms *forms;		/* of the data folder; NULL where they are wrong */
	size_t wrong;
};

static void tell(struct checking *c, struct faults *faults)
{
	c->wrong += faults->n;
	cli_faults(stdout, faults);
}

/*
 * A check for each kind of file
 */

static void check_case(struct checking *c, const char *path)
{
	struct faults faults = { 0 };
	struct node *root = c->forms ? node_read_file(path, CASEFILE_MAX, &faults) : NULL;
	struct record record;

	if (root && casefile_read(root, path, c->forms, c->cli->desk.today, &record, &faults))
		record_release(&record);
	node_free(root);
	tell(c, &faults);
}

static bool set_keys(struct record *record, const struct node *set, struct faults *faults, void *arg)
{
	const struct checking *c = arg;

	return casefile_set(record, set, "", c->forms, c->cli->desk.today, faults);
}

static void complain(const char *line, void *arg)
{
	struct checking *c = arg;

	c->wrong++;
	puts(line);
}

/* The tests of a pack, on the day as of which its sound case counts: they say the same tomorrow. */
static void run_tests(struct checking *c, struct rules *rules, const struct record *sound)
{
	const struct view view = { .record = sound, .today = c->cli->desk.today };

	rules_test(rules, sound, set_keys, c, rules_on(rules, &view), complain, c);
}

static void test_pack(struct checking *c, struct rules *rules, const struct pack *pack)
{
	char *path = xasprintf("%s/%s", c->cli->dir, pack->sound);
	struct faults faults = { 0 };
	struct node *root = node_read_file(path, CASEFILE_MAX, &faults);
	struct record sound;

	if (root && casefile_read(root, path, c->forms, c->cli->desk.today, &sound, &faults)) {
		run_tests(c, rules, &sound);
		record_release(&sound);
	}
	node_free(root);
	free(path);
	tell(c, &faults);
}

/* The kinds of support are those that the forms offer. */
static void check_benefit(struct checking *c, const struct pack *pack, struct faults *faults)
{
	benefit_check(pack->benefit, choices_by_id(c->forms, "referral.support"), pack->path, faults);
}

static void check_pack(struct checking *c, const char *path)
{
	struct faults faults = { 0 };
	struct pack *pack = pack_load(path, &faults);
	struct rules *rules = pack && c->forms ? rules_new(c->forms, pack, &faults) : NULL;

	if (rules && pack->benefit)
		check_benefit(c, pack, &faults);
	if (rules && pack->sound)
		test_pack(c, rules, pack);
	rules_free(rules);
	pack_free(pack);
	tell(c, &faults);
}

/* The ids that a document asks its wording for. */
static const struct {
	const char *file;
	const char *const *words;
} worded[] = {
	{ "recommendation.yaml", recommendation_words },
	{ "benefit.yaml", cli_benefit_words },
};

static void check_wording(struct checking *c, const char *path)
{
	static const char *const none[] = { NULL };
	const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path, *const *words = none;
	struct faults faults = { 0 };
	struct wording *wording = wording_load(path, &faults);

	for (size_t i = 0; i < sizeof worded / sizeof *worded; i++)
		if (strcmp(file, worded[i].file) == 0)
			words = worded[i].words;
	if (wording)
		wording_check(wording, words, path, &faults);
	wording_free(wording);
	tell(c, &faults);
}

static void check_settings(struct checking *c, const char *path)
{
	struct faults faults = { 0 };
	struct settings settings;

	settings_init(&settings);
	settings_read(&settings, path, &faults);
	settings_release(&settings);
	tell(c, &faults);
}

/* Forms name choices and one another's fields, so that a folder of them is looked at whole. */
static void check_forms_in(struct checking *c, const char *folder)
{
	struct keys *keys = keys_new();
	struct faults faults = { 0 };

	forms_free(forms_load(folder, keys, &faults));
	keys_free(keys);
	tell(c, &faults);
}

static void check_choices(struct checking *c, const char *path)
{
	char *folder = file_folder(path);

	check_forms_in(c, folder);
	free(folder);
}

static void check_form(struct checking *c, const char *path)
{
	char *forms = file_folder(path), *folder = xasprintf("%s/..", forms);

	check_forms_in(c, folder);
	free(folder);
	free(forms);
}

/*
 * Files that are named
 */

static enum node_kind first_kind(const struct node *root)
{
	return root->kind == NODE_MAP && root->n > 0 ? root->items[0]->kind : NODE_SCALAR;
}

/* What a file is for stands in it: a key that only this kind has, else of what kind its first value is. */
static void (*kind_of(const struct node *root))(struct checking *c, const char *path)
{
	static const struct {
		const char *key;
		void (*check)(struct checking *c, const char *path);
	} kinds[] = {
		{ "indstil", check_case }, { "rules", check_pack }, { "extends", check_pack },
		{ "form", check_form }, { "measures", check_choices },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (node_get(root, kinds[i].key))
			return kinds[i].check;
	return first_kind(root) == NODE_LIST ? check_choices : first_kind(root) == NODE_MAP ? check_wording :
	    check_settings;
}

static void check_named(struct checking *c, const char *path)
{
	struct faults faults = { 0 };
	struct node *root = node_read_file(path, CASEFILE_MAX, &faults);

	if (root)
		kind_of(root)(c, path);
	node_free(root);
	tell(c, &faults);
}

/*
 * The data folder
 */

static void check_folder(struct checking *c, const char *name,
    void (*check)(struct checking *c, const char *path))
{
	char *folder = xasprintf("%s/%s", c->cli->dir, name);
	size_t n;
	char **names = folder_files(folder, &n);

	if (!names) {
		printf("%s: %s\n", folder, strerror(errno));
		c->wrong++;
	}
	for (size_t i = 0; i < n; i++) {
		char *path = xasprintf("%s/%s", folder, names[i]);

		check(c, path);
		free(path);
	}
	folder_free(names, n);
	free(folder);
}

int cli_data(struct cli *cli, int n, char **words)
{
	struct checking c = { .cli = cli, .keys = keys_new() };
	struct faults faults = { 0 };

	c.forms = forms_load(cli->dir, c.keys, &faults);
	tell(&c, &faults);
	for (int i = 0; i < n; i++)
		check_named(&c, words[i]);
	if (n == 0) {
		check_folder(&c, "rules", check_pack);
		check_folder(&c, "documents", check_wording);
		check_folder(&c, "demo", check_case);
	}
	forms_free(c.forms);
	keys_free(c.keys);
	return c.wrong > 0 ? STATUS_FOUND : STATUS_GOOD;
}
