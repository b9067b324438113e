/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cases in the order of the program's own list, a page at a time: as many as
 * there are never stand in memory.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "cli/cli.h"
#include "rule/condition.h"

#define PAGE 200

/* --where, compiled anew where a case is under another pack than the one before. */
struct where {
	const char *text;		/* NULL: every case */
	struct rules *rules;
	struct condition *condition;
};

static bool compile(struct where *where, struct rules *rules)
{
	struct faults faults = { 0 };

	if (where->rules == rules)
		return true;
	condition_free(where->condition);
	where->condition = rules_condition(rules, where->text, "--where", &faults);
	where->rules = where->condition ? rules : NULL;
	cli_faults(stderr, &faults);
	return where->condition != NULL;
}

/* Whether the condition holds for a case: unknown does not.  False: told. */
static bool holds(struct cli *cli, struct where *where, int64_t id, bool *yes)
{
	struct casework work;
	struct error e;
	bool good;

	*yes = true;
	if (!where->text)
		return true;
	if (!casework_open(&cli->desk, id, &work, &e)) {
		cli_error(&e);
		return false;
	}
	good = compile(where, work.rules);
	if (good) {
		const struct view view = casework_view(&cli->desk, &work);

		*yes = rules_truth(work.rules, &view, where->condition) == TRUE_;
	}
	casework_close(&work);
	return good;
}

/* Where nothing is known a column is empty. */
static const char *text(const char *s)
{
	return s ? s : "";
}

static void print_row(const struct cli *cli, const struct case_row *row)
{
	const struct readiness *r = &row->readiness;
	int years = case_row_age(row, cli->desk.today);
	char meeting[DATE_SIZE], age[16] = "";

	if (years >= 0)
		snprintf(age, sizeof age, "%d", years);
	printf("%s\t%s\t%d block %d warn %d unknown\t%s\t%s\t%s\t%s\n", text(row->number), stage_code(row->stage),
	    r->blocks, r->warns, r->unknowns, text(row->name), text(row->caseworker),
	    date_stored(row->meeting, meeting), age);
}

static bool print_rows(struct cli *cli, struct where *where, const struct case_row *rows, int n)
{
	bool good = true, yes;

	for (int i = 0; i < n && good; i++) {
		good = holds(cli, where, rows[i].id, &yes);
		if (good && yes)
			print_row(cli, &rows[i]);
	}
	return good;
}

/* To the place of the last row, whose sort key it takes. */
static void move_on(struct list_place *place, struct case_row *last)
{
	free(place->sort);
	*place = (struct list_place){ last->sort, last->id };
	last->sort = NULL;
}

/* The next page after `place`, which moves on to its last row; *more: there are further ones. */
static bool print_page(struct cli *cli, struct where *where, struct list_place *place, bool *more)
{
	struct case_row rows[PAGE];
	struct error e;
	int n = store_list(cli->desk.store, NULL, place->sort ? place : NULL, false, rows, PAGE, more, &e);
	bool printed = n >= 0 && print_rows(cli, where, rows, n);

	if (n < 0)
		cli_error(&e);
	if (n > 0)
		move_on(place, &rows[n - 1]);
	for (int i = 0; i < n; i++)
		case_row_release(&rows[i]);
	return printed;
}

int cli_list(struct cli *cli, int n, char **words)
{
	struct where where = { .text = cli->options.where };
	struct list_place place = { 0 };
	bool more = true, good;

	(void)n, (void)words;
	good = where.text ? cli_open_loaded(cli, NULL, STORE_EXISTING) : cli_open(cli, NULL, STORE_EXISTING);
	good = good && (!where.text || compile(&where, cli->desk.rules));
	while (good && more)
		good = print_page(cli, &where, &place, &more);
	condition_free(where.condition);
	free(place.sort);
	return good ? STATUS_GOOD : STATUS_ERROR;
}
