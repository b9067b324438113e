/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>

#include "cli/cli.h"
#include "exchange/casefile.h"

int cli_show(struct cli *cli, int n, char **words)
{
	struct casework work;
	struct text out = { 0 };
	struct error e;
	bool logged;

	(void)n;
	if (!cli_open_loaded(cli, NULL, STORE_EXISTING) || !cli_case(cli, words[0], &work))
		return STATUS_ERROR;
	casefile_write(&work.record, cli->desk.forms, &out);
	logged = store_log(cli->desk.store, work.record.id, ACTION_SHOW, NULL, &e);
	if (logged)	/* what cannot be logged is not shown */
		fputs(out.s, stdout);
	text_release(&out);
	casework_close(&work);
	return logged ? STATUS_GOOD : cli_error(&e);
}
