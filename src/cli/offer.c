/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Plain questions and answers, before the screen or after it: they need nothing of a base that cannot be opened, and
 * no shell, which a kiosk has not.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/lang.h"
#include "cli/cli.h"
#include "store/backup.h"

#define TIME_SIZE (DATE_SIZE + 32)

/* "9 May 2017 at 08.30": when the copy was made, and so what it holds. */
static const char *time_of(const char *copy, enum lang lang, char out[TIME_SIZE])
{
	char day[DATE_SIZE], clock[8] = "";
	struct stat file;
	struct tm tm;

	if (stat(copy, &file) != 0 || localtime_r(&file.st_mtime, &tm) == NULL)
		return "?";
	strftime(clock, sizeof clock, "%H.%M", &tm);
	snprintf(out, TIME_SIZE, _("%s at %s"),
	    date_long((struct date){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday }, lang, day), clock);
	return out;
}

static void list(const struct cli *cli, char *const copies[], size_t n)
{
	char at[TIME_SIZE];

	printf("%s\n\n", _("These copies of the base are whole. Each holds what was written until then:"));
	for (size_t i = 0; i < n; i++)
		printf("  %2zu  %s\n", i + 1, time_of(copies[i], cli->desk.lang, at));
	printf("\n%s\n", _("What was written later is not in it. The base as it is now is kept too."));
}

/* 0: none of them. */
static size_t choose(size_t n)
{
	char line[32] = "", *end;
	unsigned long number;

	printf("%s ", _("Number of the copy to go on with (Enter: leave everything as it is):"));
	fflush(stdout);
	if (fgets(line, sizeof line, stdin) == NULL)
		return 0;
	number = strtoul(line, &end, 10);
	return end != line && *end == '\n' && number <= n ? number : 0;
}

static bool put_back(const struct cli *cli, const char *copy, const char *path)
{
	char at[TIME_SIZE], *kept;
	struct error e;

	if (!backup_restore(copy, path, &kept, &e)) {
		cli_error(&e);
		return false;
	}
	printf(_("The copy of %s is the base now. The old one is kept:\n  %s\n"), time_of(copy, cli->desk.lang, at),
	    kept ? kept : "");
	free(kept);
	return true;
}

bool cli_offer(const struct cli *cli, const char *path)
{
	size_t n, chosen = 0;
	char **copies = backups_of(path, false, &n);
	bool done = false;

	if (n == 0 && cli->asks) {
		cli_tell(path, _("there is no copy of the base"));
	} else if (n > 0 && !cli->asks) {
		cli_tell(copies[0], _("is the latest copy; indstil restore puts it in the place of the base"));
	} else if (n > 0) {
		list(cli, copies, n);
		while (!done && (chosen = choose(n)) != 0)
			done = put_back(cli, copies[chosen - 1], path);
		if (!done)
			printf("%s\n", _("Everything is as it was."));
	}
	backups_free(copies, n);
	return done;
}
