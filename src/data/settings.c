/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file is read into settings of its own, where nothing is set; only when it
 * is without fault is what it sets moved over what stood there.
 */
#include "data/settings.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/alloc.h"
#include "data/node.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define UNSET (-1)

static const struct {
	const char *key;
	size_t at;
} texts[] = {
	{ "municipality", offsetof(struct settings, municipality) },
	{ "job_centre", offsetof(struct settings, job_centre) },
	{ "complain_to", offsetof(struct settings, complain_to) },
	{ "language", offsetof(struct settings, language) },
	{ "pack", offsetof(struct settings, pack) },
	{ "base", offsetof(struct settings, base) },
	{ "team_file", offsetof(struct settings, team_file) },
	{ "print_queue", offsetof(struct settings, print_queue) },
};

static const struct {
	const char *key;
	size_t at;
	int min, max, standard;
} numbers[] = {
	{ "lead_time", offsetof(struct settings, lead_time), 1, 24, 3 },
	{ "idle_lock", offsetof(struct settings, idle_lock), 0, 1440, 10 },
};

static const char *const known[] = {
	"municipality", "job_centre", "complain_to", "language", "pack", "base", "team_file",
	"export_folders", "print_queue", "lead_time", "idle_lock", "people", NULL
};

struct reader {
	struct settings *settings;
	const char *path;
	struct faults *faults;
};

static char **text_of(struct settings *settings, size_t i)
{
	return (char **)((char *)settings + texts[i].at);
}

static int *number_of(struct settings *settings, size_t i)
{
	return (int *)((char *)settings + numbers[i].at);
}

void settings_init(struct settings *settings)
{
	*settings = (struct settings){ .pack = xstrdup("2013-2021") };
	for (size_t i = 0; i < LENGTH(numbers); i++)
		*number_of(settings, i) = numbers[i].standard;
}

static void release_folders(struct settings *settings)
{
	for (size_t i = 0; i < settings->n_export_folders; i++)
		free(settings->export_folders[i]);
	free(settings->export_folders);
}

static void release_people(struct settings *settings)
{
	for (size_t i = 0; i < settings->n_people; i++) {
		free(settings->people[i].account);
		free(settings->people[i].name);
		free(settings->people[i].role);
	}
	free(settings->people);
}

void settings_release(struct settings *settings)
{
	for (size_t i = 0; i < LENGTH(texts); i++)
		free(*text_of(settings, i));
	release_folders(settings);
	release_people(settings);
	team_free(settings->team);
	*settings = (struct settings){ 0 };
}

/* A key without a value is as good as none. */
static const struct node *given(const struct node *tree, const char *key)
{
	const struct node *node = node_get(tree, key);

	return node == NULL || node_null(node) ? NULL : node;
}

static void read_number(struct reader *r, const struct node *node, size_t i)
{
	long n;

	*number_of(r->settings, i) = UNSET;
	if (!node_long(node, &n, r->path, r->faults))
		return;
	if (n < numbers[i].min || n > numbers[i].max)
		node_fault(node, r->path, r->faults, _("a number from %d to %d is expected here"),
		    numbers[i].min, numbers[i].max);
	else
		*number_of(r->settings, i) = (int)n;
}

static void read_folders(struct reader *r, const struct node *list)
{
	struct settings *settings = r->settings;
	size_t n = node_items(list, r->path, r->faults);

	settings->export_folders = list == NULL ? NULL : xcalloc(n + 1, sizeof(char *));
	for (size_t i = 0; i < n; i++) {
		char *folder = node_copy(list->items[i], r->path, r->faults);
		if (folder != NULL && folder[0] != '/')
			node_fault(list->items[i], r->path, r->faults,
			    _("a folder is written from the root, as /srv/indstil"));
		settings->export_folders[settings->n_export_folders++] = folder;
	}
}

static bool role_good(const char *role)
{
	static const char *const roles[] = { "caseworker", "secretary", "reader", "administrator" };

	for (size_t i = 0; i < LENGTH(roles); i++)
		if (strcmp(role, roles[i]) == 0)
			return true;
	return false;
}

static char *needed(struct reader *r, const struct node *map, const char *key)
{
	return node_copy(node_need(map, key, r->path, r->faults), r->path, r->faults);
}

static void read_person(struct reader *r, const struct node *node, struct person *person)
{
	static const char *const keys[] = { "account", "name", "role", NULL };

	node_known(node, keys, r->path, r->faults);
	person->account = needed(r, node, "account");
	person->name = needed(r, node, "name");
	person->role = needed(r, node, "role");
	if (person->role != NULL && !role_good(person->role))
		node_fault(node_get(node, "role"), r->path, r->faults,
		    _("a role is 'caseworker', 'secretary', 'reader' or 'administrator'"));
}

static bool account_twice(const struct settings *settings, const struct person *person)
{
	for (const struct person *other = settings->people; other < person; other++)
		if (person->account != NULL && other->account != NULL &&
		    strcmp(other->account, person->account) == 0)
			return true;
	return false;
}

static void read_people(struct reader *r, const struct node *list)
{
	struct settings *settings = r->settings;
	size_t n = node_items(list, r->path, r->faults);

	settings->people = list == NULL ? NULL : xcalloc(n + 1, sizeof(*settings->people));
	for (size_t i = 0; i < n; i++) {
		struct person *person = &settings->people[settings->n_people++];
		read_person(r, list->items[i], person);
		if (account_twice(settings, person))
			node_fault(list->items[i], r->path, r->faults, _("the account is given twice"));
	}
}

static void check_language(struct reader *r, const struct node *node)
{
	const char *language = r->settings->language;

	if (language != NULL && strcmp(language, "da") != 0 && strcmp(language, "en") != 0)
		node_fault(node, r->path, r->faults, _("language is 'da' or 'en'"));
}

/* A team file is named as it lies beside the settings. */
static void place_team_file(struct reader *r)
{
	const char *slash = strrchr(r->path, '/');
	char *name = r->settings->team_file;

	if (name == NULL || name[0] == '/' || slash == NULL)
		return;
	r->settings->team_file = xasprintf("%.*s/%s", (int)(slash - r->path), r->path, name);
	free(name);
}

static void read_all(struct reader *r, const struct node *tree)
{
	node_known(tree, known, r->path, r->faults);
	for (size_t i = 0; i < LENGTH(texts); i++)
		*text_of(r->settings, i) = node_copy(given(tree, texts[i].key), r->path, r->faults);
	for (size_t i = 0; i < LENGTH(numbers); i++)
		read_number(r, given(tree, numbers[i].key), i);
	check_language(r, node_get(tree, "language"));
	place_team_file(r);
	read_folders(r, given(tree, "export_folders"));
	read_people(r, given(tree, "people"));
}

/* Moves what `read` sets; lists go as a whole. */
static void move(struct settings *read, struct settings *settings)
{
	for (size_t i = 0; i < LENGTH(texts); i++) {
		if (*text_of(read, i) == NULL)
			continue;
		free(*text_of(settings, i));
		*text_of(settings, i) = *text_of(read, i);
		*text_of(read, i) = NULL;
	}
	for (size_t i = 0; i < LENGTH(numbers); i++)
		if (*number_of(read, i) != UNSET)
			*number_of(settings, i) = *number_of(read, i);
	if (read->export_folders != NULL) {
		release_folders(settings);
		settings->export_folders = read->export_folders;
		settings->n_export_folders = read->n_export_folders;
		read->export_folders = NULL;
		read->n_export_folders = 0;
	}
	if (read->people != NULL) {
		release_people(settings);
		settings->people = read->people;
		settings->n_people = read->n_people;
		read->people = NULL;
		read->n_people = 0;
	}
}

static bool missing(const char *path)
{
	struct stat st;

	return stat(path, &st) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

bool settings_read(struct settings *settings, const char *path, struct faults *faults)
{
	struct faults own = { 0 };
	struct settings read = { 0 };
	struct node *tree;
	bool good;

	if (missing(path))
		return true;
	tree = node_read_file(path, NODE_FILE_MAX, &own);
	if (tree != NULL)
		read_all(&(struct reader){ .settings = &read, .path = path, .faults = &own }, tree);
	node_free(tree);
	good = node_faults_end(&own, faults);
	if (good)
		move(&read, settings);
	settings_release(&read);
	return good;
}

bool settings_known(const struct node *tree)
{
	for (size_t i = 0; known[i] != NULL; i++)
		if (node_get(tree, known[i]) != NULL)
			return true;
	return false;
}

bool settings_read_team(struct settings *settings, struct faults *faults)
{
	team_free(settings->team);
	settings->team = settings->team_file == NULL ? NULL : team_load(settings->team_file, NULL, faults);
	return settings->team_file == NULL || settings->team != NULL;
}

const char *settings_person(const struct settings *settings, const char *account)
{
	for (size_t i = 0; i < settings->n_people; i++)
		if (strcmp(settings->people[i].account, account) == 0)
			return settings->people[i].name;
	const char *name = settings->team == NULL ? NULL : team_person(settings->team, account);
	return name == NULL ? account : name;
}
