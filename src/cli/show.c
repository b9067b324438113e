/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>

#include "cli/cli.h"
#include "exchange/casefile.h"

/* Loads the record alone: a case can be shown whatever its rule pack, also one that is not here. */
static bool load(struct cli *cli, const char *name, struct record *record, struct error *e)
{
	int64_t id;

	return store_find(cli->desk.store, name, &id, e) && store_load(cli->desk.store, id, record, e);
}

int cli_show(struct cli *cli, int n, char **words)
{
	struct record record;
	struct text out = { 0 };
	struct error e;
	bool logged;

	(void)n;
	if (!cli_open_loaded(cli, NULL, STORE_EXISTING))
		return STATUS_ERROR;
	if (!load(cli, words[0], &record, &e))
		return cli_error(&e);
	cli_verify_case(cli, &record);
	casefile_write(&record, cli->desk.forms, &out);
	logged = cli_log(cli, &record, ACTION_SHOW, NULL, &e);
	if (logged)	/* what is not logged is not shown, but where no log can be written */
		fputs(out.s, stdout);
	text_release(&out);
	record_release(&record);
	return logged ? STATUS_GOOD : cli_error(&e);
}
