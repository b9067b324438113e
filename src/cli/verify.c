/* SPDX-License-Identifier: EUPL-1.2 */
/* What is wrong with the base, which cases that concerns, and what to do; SQLite's own words come last. */
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "cli/cli.h"

static void complain(const char *line, void *arg)
{
	(void)arg;
	puts(line);
}

/* The cases that are not whole, as they are told. */
struct damaged {
	struct text names;
	unsigned long nameless;
};

static void add_damaged(const char *name, void *arg)
{
	struct damaged *damaged = arg;

	if (name == NULL)
		damaged->nameless++;
	else
		text_addf(&damaged->names, "%s%s", damaged->names.len > 0 ? ", " : "", name);
}

/* Whether any is damaged, or may be. */
static bool tell_whole(struct store *store)
{
	struct damaged damaged = { .nameless = 0 };
	long total, whole = store_whole(store, add_damaged, &damaged, &total);

	if (total < 0)
		printf(_("%ld cases are whole; how many there are cannot be read\n"), whole);
	else
		printf(_("%ld of %ld cases are whole\n"), whole, total);
	if (damaged.names.len > 0)
		printf(_("Damaged: %s\n"), damaged.names.s);
	if (damaged.nameless > 0)
		printf(ngettext("Damaged: %lu case whose number cannot be read\n",
		    "Damaged: %lu cases whose numbers cannot be read\n", damaged.nameless), damaged.nameless);
	text_release(&damaged.names);
	return whole != total;
}

static void add_words(const char *words, void *arg)
{
	text_addf(arg, "%s\n", words);
}

static void tell_words(const struct text *words)
{
	printf("%s\n", _("In SQLite's own words, for those who know it:"));
	for (const char *line = words->s; *line != '\0';) {
		int len = (int)strcspn(line, "\n");

		printf("  %.*s\n", len, line);
		line += len + 1;
	}
}

static void tell_cases(struct cli *cli)
{
	struct text words = { 0 };
	bool hurt = tell_whole(cli->desk.store);

	store_words(cli->desk.store, add_words, &words);
	if (hurt || words.len > 0)
		cli_advise(cli, stdout);
	if (words.len > 0)
		tell_words(&words);
	text_release(&words);
}

int cli_verify(struct cli *cli, int n, char **words)
{
	struct error e;
	long complaints;

	(void)n, (void)words;
	if (!cli_open(cli, NULL, STORE_EXISTING))
		return STATUS_ERROR;
	complaints = store_verify(cli->desk.store, complain, NULL, &e);
	if (complaints == 0)
		return STATUS_GOOD;
	if (complaints < 0)
		cli_error(&e);
	if (complaints > 0 || e.kind == ERROR_BASE)
		tell_cases(cli);
	return complaints > 0 ? STATUS_FOUND : STATUS_ERROR;
}
