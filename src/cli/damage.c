/* SPDX-License-Identifier: EUPL-1.2 */
/* What somebody can do whose base is damaged: commands that can be copied as they stand. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "cli/cli.h"
#include "store/backup.h"

void cli_advise(const struct cli *cli, FILE *to)
{
	char *base = cli_base(cli);
	char *program = cli->options.base != NULL ? xasprintf("indstil --base %s", base) : xstrdup("indstil");
	size_t n;
	char **copies = backups_of(base, false, &n);

	if (n > 0)
		fprintf(to, _("The latest copy can take the place of the base, which is kept beside it:\n"
		    "  %s restore %s\n"), program, copies[0]);
	else
		fprintf(to, "%s\n", _("There is no copy beside the base."));
	fprintf(to, _("Before that, a case that is whole can be saved in a file, for indstil import:\n"
	    "  %s show CASE >CASE.yaml\n"), program);
	backups_free(copies, n);
	free(program);
	free(base);
}
