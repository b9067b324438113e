/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The practice base: in a folder of its own that goes away with the program,
 * unless --base names a file to keep.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "cli/cli.h"

/* The day on which the fictional cases stand. */
static const struct date day = { 2017, 5, 9 };

/* Where the user's own memory-backed folder is, the text of a case never reaches a disk. */
static char *make_folder(struct error *e)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");
	char *folder = xasprintf("%s/indstil-XXXXXX", runtime && *runtime == '/' ? runtime : "/tmp");

	if (mkdtemp(folder))
		return folder;
	error_set(e, ERROR_FILE, folder, "%s", strerror(errno));
	free(folder);
	return NULL;
}

static void remove_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL)
		unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir)
		closedir(dir);
	rmdir(folder);
}

/* The cases of the data folder, in the order of their names.  The sound case belongs to the tests of the rules. */
static int is_case(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return entry->d_name[0] != '.' && len > 5 && strcmp(entry->d_name + len - 5, ".yaml") == 0 &&
	    strcmp(entry->d_name, "sound.yaml") != 0;
}

static bool import_folder(struct cli *cli, const char *dir)
{
	struct dirent **entries;
	struct text numbers = { 0 };
	int n = scandir(dir, &entries, is_case, alphasort);
	char **paths = xcalloc((size_t)(n < 0 ? 0 : n) + 1, sizeof *paths);
	bool good = n >= 0;

	if (!good)
		cli_tell(dir, strerror(errno));
	for (int i = 0; i < n; i++)
		paths[i] = xasprintf("%s/%s", dir, entries[i]->d_name);
	good = good && cli_import_files(cli, n, paths, &numbers);
	for (int i = 0; i < n; i++) {
		free(paths[i]);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	free(paths);
	text_release(&numbers);
	return good;
}

/* Makes the base where it is not there, with the cases.  On a desk of its own: the terminal loads one anew. */
static bool fill(const struct cli *cli, const char *base)
{
	struct cli own = *cli;
	char *dir = xasprintf("%s/demo", cli->dir);
	bool good;

	settings_init(&own.desk.settings);
	own.desk.viewing = NULL;
	good = cli_open_loaded(&own, base, STORE_OR_NEW) && (!own.created || import_folder(&own, dir));
	if (own.opened)
		desk_close(&own.desk);
	else
		settings_release(&own.desk.settings);
	free(dir);
	return good;
}

static int practise(struct cli *cli, const char *base)
{
	int status;

	if (!fill(cli, base) || !cli_open(cli, base, STORE_EXISTING))
		return STATUS_ERROR;
	status = cli->hooks->terminal(cli, cli->options.base ? _("Practice: fictional people, set day") :
	    _("Practice: gone when you quit, set day"));
	desk_close(&cli->desk);
	cli->opened = false;
	return status;
}

int cli_demo(struct cli *cli, int n, char **words)
{
	char *folder, *base;
	struct error e;
	int status;

	(void)n, (void)words;
	if (!cli->options.today.year)
		cli->desk.today = day;
	if (cli->options.base)
		return practise(cli, cli->options.base);
	folder = make_folder(&e);
	if (!folder)
		return cli_error(&e);
	base = xasprintf("%s/indstil.db", folder);
	status = practise(cli, base);
	remove_folder(folder);
	free(base);
	free(folder);
	return status;
}
