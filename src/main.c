/* SPDX-License-Identifier: EUPL-1.2 */
/* Closes what could leak personal data, then hands over to the command line, and lends it the terminal. */
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "cli/cli.h"
#include "tui/app.h"
#include "tui/command.h"
#include "tui/pages.h"

static int run_terminal(struct cli *cli, const char *banner)
{
	const char *no_color = getenv("NO_COLOR");
	struct app_options options = {
		.term = {
			.mono = cli->options.mono || (no_color && *no_color),
			.ascii = cli->options.ascii || cli->ascii,
			.script = cli->options.script,
		},
		.banner = banner,
		.created = cli->created && !banner,
		.restored = cli->restored,
		.set_day = cli->options.today.year != 0,
		.passing = banner && !cli->options.base,
	};
	struct error e = { ERROR_NONE, "", "" };
	bool kept;
	int status = app_run(&cli->desk, &options, &kept, &e);

	if (kept && status != APP_COPIES)
		cli_tell("", _("a text that its case did not take is kept, and offered when indstil is started again"));
	if (e.kind != ERROR_NONE)
		return cli_error(&e);
	return status == APP_COPIES ? CLI_COPIES : status;
}

static bool is_page(const char *id)
{
	static const struct page *const pages[] = { &page_home, &page_form, &page_row, &page_review, &page_grid,
		&page_guide, &page_compare, &page_preview, &page_help, &page_recover, &page_chooser, &page_prompt,
		&page_versions };

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (strcmp(pages[i]->id, id) == 0)
			return true;
	return false;
}

/* A core dump would hold cases in clear; files that are made are the user's alone. */
static void close_doors(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	umask(077);
}

int main(int argc, char **argv)
{
	static const struct cli_hooks hooks = { run_terminal, command_manual, is_page };

	close_doors();
	return cli_main(argc, argv, &hooks);
}
