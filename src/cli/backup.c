/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies of the base, out of the program's folder and back. */
#include "store/backup.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/lang.h"
#include "cli/cli.h"

int cli_backup(struct cli *cli, int n, char **words)
{
	char *base = cli_base(cli);
	struct error e;
	bool done = backup_make(base, words[0], NULL, &e);

	(void)n;
	free(base);
	return done ? STATUS_GOOD : cli_error(&e);
}

int cli_restore(struct cli *cli, int n, char **words)
{
	char *base = cli_base(cli), *kept;
	struct error e;
	bool done = backup_restore(words[0], base, &kept, &e);

	(void)n;
	if (done && kept != NULL)
		printf(_("what was there is kept as %s\n"), kept);
	free(kept);
	free(base);
	return done ? STATUS_GOOD : cli_error(&e);
}
