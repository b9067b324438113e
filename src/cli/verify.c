/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>

#include "base/lang.h"
#include "cli/cli.h"

static void complain(const char *line, void *arg)
{
	(void)arg;
	puts(line);
}

static void tell_whole(struct store *store)
{
	long total, whole = store_whole(store, &total);

	if (total < 0)
		printf(_("%ld cases are whole; how many there are cannot be read\n"), whole);
	else
		printf(_("%ld of %ld cases are whole\n"), whole, total);
}

int cli_verify(struct cli *cli, int n, char **words)
{
	struct error e;
	long complaints;

	(void)n, (void)words;
	if (!cli_open(cli, NULL, STORE_EXISTING))
		return STATUS_ERROR;
	complaints = store_verify(cli->desk.store, complain, NULL, &e);
	if (complaints < 0)
		return cli_error(&e);
	if (complaints == 0)
		return STATUS_GOOD;
	tell_whole(cli->desk.store);
	return STATUS_FOUND;
}
