/* SPDX-License-Identifier: EUPL-1.2 */
/* A case goes for good.  On a terminal its number is asked for once more: there is no way back. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli/cli.h"

static void tell_unreached(const char *path, void *arg)
{
	bool *all = arg;

	*all = false;
	cli_tell(path, _("could not be reached and may still hold the case"));
}

static bool meant(const char *number)
{
	char line[64] = "";

	if (!isatty(STDIN_FILENO))
		return true;
	printf(_("Everything of %s goes, and nothing brings it back. Type its number to go on: "), number);
	fflush(stdout);
	if (fgets(line, sizeof line, stdin) == NULL)
		return false;
	line[strcspn(line, "\n")] = '\0';
	return strcmp(line, number) == 0;
}

int cli_erase(struct cli *cli, int n, char **words)
{
	struct error e;
	bool all = true;
	int64_t id;

	(void)n;
	if (!cli_open(cli, NULL, STORE_EXISTING))
		return STATUS_ERROR;
	if (!store_find(cli->desk.store, words[0], &id, &e))
		return cli_error(&e);
	if (!meant(words[0])) {
		cli_tell(words[0], _("nothing was erased"));
		return STATUS_ERROR;
	}
	if (!store_erase(cli->desk.store, id, tell_unreached, &all, &e))
		return cli_error(&e);
	return all ? STATUS_GOOD : STATUS_FOUND;
}
