/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies of the base, out of the program's folder and back. */
#include "store/backup.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "cli/cli.h"

int cli_backup(struct cli *cli, int n, char **words)
{
	char *base = cli_base(cli);
	struct error e;
	bool done = backup_make(base, words[0], NULL, &e), there = access(base, F_OK) == 0;

	(void)n;
	free(base);
	if (done)
		return STATUS_GOOD;
	cli_error(&e);
	if (there && e.kind == ERROR_BASE)
		cli_advise(cli, stderr);
	return STATUS_ERROR;
}

char *cli_erased_line(const char *copy, const char *number)
{
	return xasprintf(_("%s was erased for good and is not brought back; %s still holds it"), number, copy);
}

int cli_restore(struct cli *cli, int n, char **words)
{
	size_t n_erased;
	char *base = cli_base(cli), *kept, **erased = backup_erased(words[0], base, &n_erased);
	struct error e;
	bool done = backup_restore(words[0], base, &kept, &e);

	(void)n;
	if (done && kept != NULL)
		printf(_("what was there is kept as %s\n"), kept);
	for (size_t i = 0; done && i < n_erased; i++) {
		char *line = cli_erased_line(words[0], erased[i]);

		cli_tell("", line);
		free(line);
	}
	backups_free(erased, n_erased);
	free(kept);
	free(base);
	return done ? STATUS_GOOD : cli_error(&e);
}
