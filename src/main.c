/* SPDX-License-Identifier: EUPL-1.2 */
/* Closes what could leak personal data, then hands over to the command line, and lends it the terminal. */
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "tui/app.h"
#include "tui/command.h"

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
	};
	struct error e = { ERROR_NONE, "", "" };
	int status = app_run(&cli->desk, &options, &e);

	return e.kind == ERROR_NONE ? status : cli_error(&e);
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
	static const struct cli_hooks hooks = { run_terminal, command_manual };

	close_doors();
	return cli_main(argc, argv, &hooks);
}
