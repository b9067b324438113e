/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a wage takes off the resource-course benefit, as a sum that one can do
 * again with a pocket calculator.  The law stands in the pack, the words in
 * documents/benefit.yaml; here is only in which order what is said.
 */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "cli/cli.h"
#include "data/folder.h"
#include "data/wording.h"
#include "model/kroner.h"

#define COLUMNS 80
#define INDENT 2

const char *const cli_benefit_words[] = {
	"title", "wage", "low", "excess", "high", "other", "total.one", "total", "left", "left.nothing", "left.week",
	"left.unknown", "by_hand", "zero", "ask", "notes", "sources", NULL
};

/*
 * The pack that has the year
 */

struct search {
	int year;
	struct pack *pack;		/* found; the caller's */
	const struct benefit_level *level;
	struct years {
		int *v;
		size_t n, cap;
	} years;			/* of the packs without it, in order, each once */
};

static void add_year(struct years *years, int year)
{
	size_t at = 0;

	while (at < years->n && years->v[at] < year)
		at++;
	if (at < years->n && years->v[at] == year)
		return;
	years->v = array_room(years->v, years->n, &years->cap, sizeof *years->v);
	memmove(&years->v[at + 1], &years->v[at], (years->n++ - at) * sizeof *years->v);
	years->v[at] = year;
}

/* Looks into a pack; false where it is faulty, which is told. */
static bool look_into(struct search *search, const char *path)
{
	struct faults faults = { 0 };
	struct pack *pack = pack_load(path, &faults);

	cli_faults(stderr, &faults);
	if (!pack)
		return false;
	search->level = pack->benefit ? benefit_level(pack->benefit, search->year) : NULL;
	if (search->level) {
		search->pack = pack;
		return true;
	}
	for (size_t i = 0; pack->benefit && i < pack->benefit->n_levels; i++)
		add_year(&search->years, pack->benefit->levels[i].year);
	pack_free(pack);
	return true;
}

static bool look_into_named(const struct cli *cli, struct search *search, const char *name)
{
	struct error e;
	char *path;
	bool good;

	if (!pack_path(cli->dir, name, &path, &e)) {
		cli_error(&e);
		return false;
	}
	good = look_into(search, path);
	free(path);
	return good;
}

/* That of the settings before the others.  A faulty one is passed over once it was told. */
static bool look_into_all(const struct cli *cli, struct search *search)
{
	char *folder = xasprintf("%s/rules", cli->dir);
	size_t n;
	char **names = folder_files(folder, &n);
	bool good = names != NULL;

	if (!names)
		cli_tell(folder, strerror(errno));
	else
		good = look_into_named(cli, search, cli->desk.settings.pack);
	for (size_t i = 0; i < n && !search->pack; i++) {
		char *path = xasprintf("%s/%s", folder, names[i]);

		good = look_into(search, path) && good;
		free(path);
	}
	folder_free(names, n);
	free(folder);
	return good;
}

static void tell_years(const struct search *search)
{
	struct text known = { 0 };
	char year[16];

	for (size_t i = 0; i < search->years.n; i++)
		text_addf(&known, i > 0 ? ", %d" : "%d", search->years.v[i]);
	char *what = known.len > 0 ?
	    xasprintf(_("no rule pack has the amounts of this year; there are %s (--year %d)"),
	        known.s, search->years.v[search->years.n - 1]) :
	    xstrdup(_("no rule pack has amounts of any year"));
	snprintf(year, sizeof year, "%d", search->year);
	cli_tell(year, what);
	free(what);
	text_release(&known);
}

/* False: told. */
static bool find_pack(const struct cli *cli, struct search *search)
{
	const char *named = cli->options.pack;
	bool good = named ? look_into_named(cli, search, named) : look_into_all(cli, search);

	if (good && !search->pack)
		tell_years(search);
	free(search->years.v);
	return search->pack != NULL;
}

/* NULL where it is wrong, which is told. */
static struct wording *read_words(const struct cli *cli)
{
	char *path = xasprintf("%s/documents/benefit.yaml", cli->dir);
	struct faults faults = { 0 };
	struct wording *wording = wording_load(path, &faults);

	if (wording)
		wording_check(wording, cli_benefit_words, path, &faults);
	if (faults.n > 0) {
		wording_free(wording);
		wording = NULL;
	}
	cli_faults(stderr, &faults);
	free(path);
	return wording;
}

/*
 * The sheet
 */

#define NAMES_MAX 24

struct sheet {
	const struct cli *cli;
	const struct wording *wording;
	const struct pack *pack;
	const struct benefit_level *level;
	const struct benefit_support *support;	/* NULL: not given */
	struct benefit_reduction taken;
	struct wording_value values[NAMES_MAX + 1];	/* what the wording can name; ended by a NULL name */
	char *owned[NAMES_MAX];				/* the values, in the same order */
	struct text out;
};

/* Gives a name its value from here on, which is the sheet's now. */
static void put(struct sheet *sheet, const char *name, char *value)
{
	size_t i = 0;

	while (sheet->values[i].name && strcmp(sheet->values[i].name, name) != 0)
		i++;
	assert(i < NAMES_MAX);
	free(sheet->owned[i]);
	sheet->owned[i] = value;
	sheet->values[i] = (struct wording_value){ name, value };
}

static void put_number(struct sheet *sheet, const char *name, int number)
{
	put(sheet, name, xasprintf("%d", number));
}

static void put_kroner(struct sheet *sheet, const char *name, int64_t oere)
{
	char kroner[KRONER_SIZE];

	put(sheet, name, xstrdup(kroner_show(oere, sheet->cli->desk.lang, kroner)));
}

/* A paragraph, wrapped. */
static void add_lines(struct sheet *sheet, int indent, const char *s)
{
	size_t n;
	struct span *spans = utf8_wrap(s, strlen(s), COLUMNS - indent, &n);

	for (size_t i = 0; i < n; i++)
		text_addf(&sheet->out, "%*s%.*s\n", indent, "", (int)(spans[i].end - spans[i].start),
		    s + spans[i].start);
	free(spans);
}

static void say(struct sheet *sheet, int indent, const char *id)
{
	struct text line = { 0 };

	wording_fill(sheet->wording, id, sheet->cli->desk.lang, sheet->values, &line);
	add_lines(sheet, indent, line.s);
	text_release(&line);
}

static void gap(struct sheet *sheet)
{
	text_addc(&sheet->out, '\n');
}

/* "4.234,80 + 3.236,20": what is taken off, without the noughts; *n is how many there are. */
static char *sum(const struct sheet *sheet, int *n)
{
	const int64_t parts[] = { sheet->taken.low, sheet->taken.high, sheet->taken.other };
	char kroner[KRONER_SIZE];
	struct text out = { 0 };

	*n = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i] > 0)
			text_addf(&out, "%s%s", (*n)++ > 0 ? " + " : "",
			    kroner_show(parts[i], sheet->cli->desk.lang, kroner));
	return text_take(&out);
}

static void add_total(struct sheet *sheet)
{
	int n;

	put(sheet, "sum", sum(sheet, &n));
	say(sheet, 0, n > 1 ? "total" : "total.one");
}

static void put_sum(struct sheet *sheet)
{
	const struct benefit_reduction *taken = &sheet->taken;

	put_number(sheet, "low", sheet->pack->benefit->low);
	put_number(sheet, "high", sheet->pack->benefit->high);
	put_kroner(sheet, "wage", sheet->cli->options.wage);
	put_kroner(sheet, "limit", sheet->level->limit);
	put_kroner(sheet, "below", taken->below);
	put_kroner(sheet, "over", taken->over);
	put_kroner(sheet, "low_taken", taken->low);
	put_kroner(sheet, "high_taken", taken->high);
	put_kroner(sheet, "other", taken->other);
	put_kroner(sheet, "total", taken->total);
}

static void add_sum(struct sheet *sheet)
{
	put_sum(sheet);
	say(sheet, 0, "title");
	gap(sheet);
	say(sheet, 0, "wage");
	say(sheet, INDENT, "low");
	if (sheet->taken.over > 0) {
		say(sheet, INDENT, "excess");
		say(sheet, INDENT, "high");
	}
	if (sheet->taken.other > 0)
		say(sheet, 0, "other");
	add_total(sheet);
	gap(sheet);
}

/* What is left of one amount.  That of a week is not made one of a month: the law does not say how. */
static void add_amount(struct sheet *sheet, size_t index, bool *nothing, bool *by_hand)
{
	const struct benefit_amount *amount = &sheet->pack->benefit->amounts[index];
	int64_t oere = sheet->level->amounts[index], left = benefit_left(oere, &sheet->taken);

	put(sheet, "name", xstrdup(label_get(&amount->name, sheet->cli->desk.lang)));
	if (oere == BENEFIT_NONE) {
		say(sheet, INDENT, "left.unknown");
		return;
	}
	put_kroner(sheet, "amount", oere);
	put_kroner(sheet, "left", left);
	say(sheet, INDENT, amount->weekly ? "left.week" : oere < sheet->taken.total ? "left.nothing" : "left");
	*nothing = *nothing || (!amount->weekly && left == 0);
	*by_hand = *by_hand || amount->weekly;
}

static void add_support(struct sheet *sheet)
{
	const struct benefit_support *support = sheet->support;
	bool nothing = false, by_hand = support->n_amounts == 0 && !support->keeps;

	add_lines(sheet, 0, label_get(&support->text, sheet->cli->desk.lang));
	for (size_t i = 0; i < support->n_amounts; i++)
		add_amount(sheet, support->amounts[i], &nothing, &by_hand);
	if (by_hand)
		say(sheet, 0, "by_hand");
	if (nothing || by_hand)
		say(sheet, 0, "zero");
	gap(sheet);
}

/* The codes of what --support takes, with commas between. */
static char *codes(const struct benefit *benefit)
{
	struct text out = { 0 };

	for (size_t i = 0; i < benefit->n_support; i++)
		text_addf(&out, "%s%s", i > 0 ? ", " : "", benefit->support[i].code);
	return text_take(&out);
}

static void add_ask(struct sheet *sheet)
{
	put(sheet, "codes", codes(sheet->pack->benefit));
	say(sheet, 0, "ask");
	gap(sheet);
}

/* Per cents and kinds of support rest on the source of the pack that says where they stand in it, which may be one
 * that this pack extends; so do the levels, where theirs is another pack's. */
static void add_sources(struct sheet *sheet)
{
	const struct benefit *benefit = sheet->pack->benefit;
	const struct benefit_level *level = sheet->level;
	enum lang lang = sheet->cli->desk.lang;
	const char *own = label_get(pack_source(sheet->pack, benefit->path), lang);
	const char *theirs = label_get(pack_source(sheet->pack, level->path), lang);
	const char *source = label_get(&level->source, lang);

	put(sheet, "source", xstrdup(own));
	put(sheet, "section", xstrdup(label_get(&benefit->source, lang)));
	put(sheet, "levels", strcmp(own, theirs) == 0 ? xstrdup(source) : xasprintf("%s (%s)", theirs, source));
	put(sheet, "pack", xstrdup(sheet->pack->name));
	say(sheet, 0, "sources");
}

static void compose(struct sheet *sheet)
{
	bool keeps = sheet->support && sheet->support->keeps;

	put_number(sheet, "year", sheet->level->year);
	if (!keeps)
		add_sum(sheet);
	if (sheet->support)
		add_support(sheet);
	else
		add_ask(sheet);
	if (!keeps) {
		say(sheet, 0, "notes");
		gap(sheet);
	}
	add_sources(sheet);
}

static void print_sheet(const struct cli *cli, const struct search *search, const struct benefit_support *support,
    const struct wording *wording)
{
	struct sheet sheet = {
		.cli = cli, .wording = wording, .pack = search->pack, .level = search->level, .support = support,
		.taken = benefit_reduce(search->pack->benefit, search->level, cli->options.wage, cli->options.other),
	};

	compose(&sheet);
	fputs(sheet.out.s, stdout);
	text_release(&sheet.out);
	for (size_t i = 0; i < NAMES_MAX; i++)
		free(sheet.owned[i]);
}

/* The support that is asked for, or NULL; false: there is no such, which is told. */
static bool find_support(const struct cli *cli, const struct benefit *benefit, const struct benefit_support **support)
{
	const char *code = cli->options.support;
	char *known, *what;

	*support = code ? benefit_support(benefit, code) : NULL;
	if (!code || *support)
		return true;
	known = codes(benefit);
	what = xasprintf(_("one of these is needed: %s"), known);
	cli_tell("--support", what);
	free(what);
	free(known);
	return false;
}

int cli_benefit(struct cli *cli, int n, char **words)
{
	struct search search = { .year = cli->options.year ? cli->options.year : cli->desk.today.year };
	const struct benefit_support *support;
	struct wording *wording = NULL;
	bool good;

	(void)n, (void)words;
	if (cli->options.wage == NO_WAGE) {
		cli_tell("--wage", _("the wage of the month is needed"));
		return STATUS_ERROR;
	}
	good = find_pack(cli, &search) && find_support(cli, search.pack->benefit, &support) &&
	    (wording = read_words(cli)) != NULL;
	if (good)
		print_sheet(cli, &search, support, wording);
	wording_free(wording);
	pack_free(search.pack);
	return good ? STATUS_GOOD : STATUS_ERROR;
}
