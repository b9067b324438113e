/* SPDX-License-Identifier: EUPL-1.2 */
/* A case goes for good.  On a terminal its number is asked for once more: there is no way back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "cli/cli.h"

static const char *const reasons[] = {
	[UNREACHED_COPY] = N_("could not be reached and may still hold the case"),
	[UNREACHED_DAMAGED] = N_("is damaged and may hold a text of the case"),
	[UNREACHED_LIVING] =
	    N_("holds a text of the case: a session is running that goes on with it; it goes when that one ends"),
	[UNREACHED_OTHERS] = N_("belongs to another user and may hold a text of the case"),
};

static void tell_unreached(enum unreached why, const char *path, void *arg)
{
	bool *all = arg;

	*all = false;
	cli_tell(path, _(reasons[why]));
}

static bool meant(const char *name)
{
	char line[64] = "";

	if (!isatty(STDIN_FILENO))
		return true;
	printf(_("Everything of %s goes, and nothing brings it back.\n"), name);
	printf("%s ", _("Type its number to go on:"));
	fflush(stdout);
	if (fgets(line, sizeof line, stdin) == NULL)
		return false;
	line[strcspn(line, "\n")] = '\0';
	return strcmp(line, name) == 0;
}

/* Also one that was erased before, by its uuid: for what could not be reached then. */
static bool find(struct store *store, const char *name, int64_t *id, struct error *e)
{
	if (store_find(store, name, id, e))
		return true;
	*id = e->kind == ERROR_MISSING ? store_erased(store, name) : 0;
	return *id != 0;
}

/* By its number nobody finds it any more. */
static void tell_again(const char *name, const char *uuid)
{
	char *what = xasprintf(_("the base holds it no longer; indstil erase %s takes the rest away once it can be "
	    "reached"), uuid);

	cli_tell(name, what);
	free(what);
}

int cli_erase(struct cli *cli, int n, char **words)
{
	char uuid[UUID_SIZE];
	struct error e;
	bool all = true;
	int64_t id;

	(void)n;
	if (!cli_open(cli, NULL, STORE_EXISTING) || !cli_writes(cli))
		return STATUS_ERROR;
	if (!find(cli->desk.store, words[0], &id, &e) || !store_uuid(cli->desk.store, id, uuid, &e))
		return cli_error(&e);
	if (!meant(words[0])) {
		cli_tell(words[0], _("nothing was erased"));
		return STATUS_ERROR;
	}
	if (!store_erase(cli->desk.store, id, tell_unreached, &all, &e))
		return cli_error(&e);
	if (!all)
		tell_again(words[0], uuid);
	return all ? STATUS_GOOD : STATUS_FOUND;
}
