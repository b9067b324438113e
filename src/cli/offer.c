/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Plain questions and answers, before the screen or after it: they need nothing of a base that cannot be opened, and
 * no shell, which a kiosk has not.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "cli/cli.h"
#include "store/backup.h"
#include "store/draft.h"
#include "store/file.h"

#define TIME_SIZE (DATE_SIZE + 32)

/* "9 May 2017 at 08.30": until when the copy was written in, and so what it holds. */
static const char *time_of(const char *copy, enum lang lang, char out[TIME_SIZE])
{
	char day[DATE_SIZE], clock[8] = "";
	struct tm tm;
	time_t at;

	if (!backup_written(copy, &at) || localtime_r(&at, &tm) == NULL)
		return "?";
	strftime(clock, sizeof clock, "%H.%M", &tm);
	snprintf(out, TIME_SIZE, _("%s at %s"),
	    date_long((struct date){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday }, lang, day), clock);
	return out;
}

/* What somebody is asked about. */
struct offer {
	struct cli *cli;
	const char *path;
	bool gone;			/* no base is there: then there may be an empty one instead */
	char **copies;
	size_t n;
};

static void begin(struct offer *offer, struct cli *cli, const char *path)
{
	*offer = (struct offer){ .cli = cli, .path = path, .gone = access(path, F_OK) != 0 };
	offer->copies = backups_of(path, offer->gone, &offer->n);
}

static void list(const struct offer *offer)
{
	char at[TIME_SIZE];

	printf("%s\n\n", _("These copies of the base are whole. Each holds what was written until then:"));
	for (size_t i = 0; i < offer->n; i++)
		printf("  %2zu  %s%s\n", i + 1, time_of(offer->copies[i], offer->cli->desk.lang, at),
		    strstr(offer->copies[i], FILE_REPLACED) != NULL ?
		    _("  (put aside at a restore; perhaps damaged)") : "");
	printf("\n%s\n", offer->gone ? _("What was written later is not in it.") :
	    _("What was written later is not in it. The base as it is now is kept too."));
}

static void tell_gone(const struct offer *offer)
{
	printf(_("The base is not in its place any more:\n  %s\n"), offer->path);
	printf("%s\n\n", _("Perhaps it was moved or deleted. If it was moved, have it put back first."));
	if (offer->n == 0)
		printf("%s\n", _("There is no copy of it."));
	if (draft_beside(offer->path))
		printf("%s\n", _("A text that was being typed is kept, and offered once there is a base."));
}

static const char *question(const struct offer *offer)
{
	if (!offer->gone)
		return _("Number of the copy to go on with (Enter: leave everything as it is):");
	return offer->n > 0 ?
	    _("Number of the copy, N for a new, empty base, or Enter to leave all as it is:") :
	    _("N for a new, empty base (Enter: leave everything as it is):");
}

/* What was answered: *copy is its number. */
static enum cli_offered choose(const struct offer *offer, size_t *copy)
{
	char line[32], *end;

	for (;;) {
		printf("%s ", question(offer));
		fflush(stdout);
		if (fgets(line, sizeof line, stdin) == NULL || line[0] == '\n')
			return OFFERED_NOTHING;
		if (offer->gone && (strcmp(line, "n\n") == 0 || strcmp(line, "N\n") == 0))
			return OFFERED_NEW;
		*copy = strtoul(line, &end, 10);
		if (end != line && *end == '\n' && *copy > 0 && *copy <= offer->n)
			return OFFERED_COPY;
		printf("%s\n", _("That is none of them."));
	}
}

/* What has become of it, for the first screen: `erased` are the cases that the copy held and that stay erased. */
static char *describe(const struct cli *cli, const char *copy, const char *kept, char *const erased[], size_t n)
{
	struct text out = { 0 };
	char at[TIME_SIZE];

	text_addf(&out, _("The copy of %s is the base now. What was written later is not in it."),
	    time_of(copy, cli->desk.lang, at));
	if (kept != NULL)
		text_addf(&out, _(" The old base is kept as\n%s"), kept);
	for (size_t i = 0; i < n; i++) {
		char *line = cli_erased_line(copy, erased[i]);

		text_addf(&out, "\n%s", line);
		free(line);
	}
	return text_take(&out);
}

static bool put_back(const struct offer *offer, const char *copy)
{
	struct cli *cli = offer->cli;
	char *kept, **erased;
	size_t n;
	struct error e;
	bool done;

	erased = backup_erased(copy, offer->path, &n);
	done = backup_restore(copy, offer->path, &kept, &e);
	if (done) {
		free(cli->restored);
		cli->restored = describe(cli, copy, kept, erased, n);
		printf("%s\n", cli->restored);
	} else {
		cli_error(&e);
	}
	backups_free(erased, n);
	free(kept);
	return done;
}

/* Until one is there, or nobody wants one. */
static enum cli_offered ask(const struct offer *offer)
{
	enum cli_offered chosen;
	size_t copy;

	do {
		chosen = choose(offer, &copy);
	} while (chosen == OFFERED_COPY && !put_back(offer, offer->copies[copy - 1]));
	if (chosen == OFFERED_NOTHING)
		printf("%s\n", _("Everything is as it was."));
	return chosen;
}

static void tell_commands(const struct offer *offer)
{
	if (offer->n > 0)
		cli_tell(offer->copies[0], _("is the latest copy; indstil restore puts it in the place of the base"));
	if (offer->gone)
		cli_tell("", _("an empty base is made only by who is asked: start indstil at a terminal, without a command"));
}

enum cli_offered cli_offer(struct cli *cli, const char *path)
{
	struct offer offer;
	enum cli_offered done = OFFERED_NOTHING;

	begin(&offer, cli, path);
	if (!cli->asks) {
		tell_commands(&offer);
	} else if (offer.n == 0 && !offer.gone) {
		cli_tell(path, _("there is no copy of the base"));
	} else {
		if (offer.gone)
			tell_gone(&offer);
		if (offer.n > 0)
			list(&offer);
		done = ask(&offer);
	}
	backups_free(offer.copies, offer.n);
	return done;
}
