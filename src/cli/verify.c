/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>

#include "cli/cli.h"

static void complain(const char *line, void *arg)
{
	(void)arg;
	puts(line);
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
	return complaints > 0 ? STATUS_FOUND : STATUS_GOOD;
}
