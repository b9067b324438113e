/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "model/kroner.h"

enum type { FLAG, WORD, LANGUAGE, DAY, ROUND, KRONER, YEAR };

static const struct option {
	const char *name;
	char letter;
	enum type type;
	size_t at;			/* in struct options */
	const char *command;		/* the one that takes it; NULL: all */
	const char *value;		/* how its value is called; NULL for a flag */
	const char *help;		/* msgid; NULL: for tests and the build, not shown */
} table[] = {
#define AT(member) offsetof(struct options, member)
	{ "base", 0, WORD, AT(base), NULL, "FILE", N_("the base; otherwise that of the settings, or the user's own") },
	{ "data", 0, WORD, AT(dir), NULL, "DIR", N_("forms, rules and wording from this folder") },
	{ "pack", 0, WORD, AT(pack), NULL, "NAME", N_("look at every case under this rule pack") },
	{ "lang", 0, LANGUAGE, AT(language), NULL, "da|en",
	    N_("the language; otherwise that of the settings or the locale") },
	{ "today", 0, DAY, AT(today), NULL, "YYYY-MM-DD", N_("the day that counts as today") },
	{ "kiosk", 0, FLAG, AT(kiosk), NULL, NULL, N_("write files only into the export folders of the settings") },
	{ "help", 0, FLAG, AT(help), NULL, NULL, N_("this help") },
	{ "version", 0, FLAG, AT(version), NULL, NULL, N_("the version of the program") },
	{ "where", 0, WORD, AT(where), "list", "CONDITION", N_("only cases for which this holds, as in a rule") },
	{ "all", 0, FLAG, AT(all), "check", NULL, N_("every rule, also those that guard later stages") },
	{ "trace", 0, WORD, AT(trace), "data", "LIST",
	    N_("where each duty of this list is realised, and what tests it") },
	{ "round", 0, ROUND, AT(round), "print", "N", N_("as it was before the team the N-th time") },
	{ "format", 0, WORD, AT(format), "print", "FORMAT", N_("text, which is also what is printed without it") },
	{ "output", 'o', WORD, AT(output), "print", "FILE", N_("into this file, whole or not at all") },
	{ "wage", 0, KRONER, AT(wage), "benefit", "KR", N_("wage of the month with pension, such as 14.116,50") },
	{ "other", 0, KRONER, AT(other), "benefit", "KR", N_("other income of the month") },
	{ "support", 0, WORD, AT(support), "benefit", "KIND",
	    N_("what the citizen lived on before, a code of referral.support") },
	{ "year", 0, YEAR, AT(year), "benefit", "YYYY", N_("the year whose amounts count; otherwise that of today") },
	{ "script", 0, WORD, AT(script), NULL, "FILE", NULL },
	{ "mono", 0, FLAG, AT(mono), NULL, NULL, NULL },
	{ "ascii", 0, FLAG, AT(ascii), NULL, NULL, NULL },
	{ "manual-keys", 0, FLAG, AT(manual_keys), NULL, NULL, NULL },
	{ "manual-options", 0, FLAG, AT(manual_options), NULL, NULL, NULL },
#undef AT
};
enum { OPTIONS = sizeof table / sizeof *table };

/*
 * Types: each puts a value, as given, at its place.
 */

static bool put_flag(void *place, const char *value)
{
	(void)value;
	*(bool *)place = true;
	return true;
}

static bool put_word(void *place, const char *value)
{
	*(const char **)place = value;
	return *value != '\0';
}

static bool put_language(void *place, const char *value)
{
	return put_word(place, value) && (strcmp(value, "da") == 0 || strcmp(value, "en") == 0);
}

static bool put_day(void *place, const char *value)
{
	struct date *d = place;

	return date_read_stored(value, d) && d->day != 0;
}

static bool put_round(void *place, const char *value)
{
	size_t digits = strspn(value, "0123456789");

	*(int *)place = atoi(value);
	return digits > 0 && digits < 4 && value[digits] == '\0' && *(int *)place > 0;
}

static bool put_kroner(void *place, const char *value)
{
	return kroner_read(value, place);
}

static bool put_year(void *place, const char *value)
{
	*(int *)place = atoi(value);
	return strspn(value, "0123456789") == 4 && value[4] == '\0' && *(int *)place > 0;
}

static const struct {
	bool (*put)(void *place, const char *value);
	const char *wanted;		/* msgid: what a value must be */
} types[] = {
	[FLAG] = { put_flag, NULL },
	[WORD] = { put_word, N_("a value is needed") },
	[LANGUAGE] = { put_language, N_("da or en is needed") },
	[DAY] = { put_day, N_("a day such as 2017-05-09 is needed") },
	[ROUND] = { put_round, N_("a number from 1 on is needed") },
	[KRONER] = { put_kroner, N_("kroner such as 14116 or 14.116,50 are needed") },
	[YEAR] = { put_year, N_("a year such as 2017 is needed") },
};

/*
 * The command line
 */

/* The option that a word begins; *value is what follows its =, or NULL. */
static const struct option *find(const char *word, const char **value)
{
	bool is_long = word[1] == '-';
	size_t len = strcspn(word + 2, "=");

	for (size_t i = 0; i < OPTIONS; i++) {
		const struct option *option = &table[i];

		if (!is_long && word[1] == option->letter) {
			*value = word[2] != '\0' ? word + 2 : NULL;
			return option;
		}
		if (is_long && strncmp(option->name, word + 2, len) == 0 && option->name[len] == '\0') {
			*value = word[2 + len] == '=' ? word + 2 + len + 1 : NULL;
			return option;
		}
	}
	return NULL;
}

static bool take(struct options *options, const struct option *option, const char *word, const char *value,
    struct error *e)
{
	void *place = (char *)options + option->at;

	if (option->type == FLAG && value)
		return error_set(e, ERROR_USAGE, word, "%s", _("it takes no value"));
	if (option->type != FLAG && !value)
		return error_set(e, ERROR_USAGE, word, "%s", _(types[option->type].wanted));
	if (!types[option->type].put(place, value))
		return error_set(e, ERROR_USAGE, word, "%s", _(types[option->type].wanted));
	return true;
}

/* A lone - is a word, and so is everything behind --. */
static bool is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

static bool check_command(const bool given[OPTIONS], const char *command, struct error *e)
{
	char name[40];

	for (size_t i = 0; i < OPTIONS; i++) {
		if (!given[i] || !table[i].command || (command && strcmp(command, table[i].command) == 0))
			continue;
		snprintf(name, sizeof name, "--%s", table[i].name);
		return error_set(e, ERROR_USAGE, name, _("only the command %s takes this option"), table[i].command);
	}
	return true;
}

bool options_read(struct options *options, int argc, char **argv, int *n, struct error *e)
{
	bool given[OPTIONS] = { false }, good = true, only_words = false;

	*options = (struct options){ .wage = NO_WAGE };
	*n = 0;
	for (int i = 1; i < argc && good; i++) {
		const struct option *option;
		const char *word = argv[i], *value = NULL;

		if (only_words || !is_option(word)) {
			argv[(*n)++] = argv[i];
		} else if (strcmp(word, "--") == 0) {
			only_words = true;
		} else if ((option = find(word, &value)) == NULL) {
			good = error_set(e, ERROR_USAGE, word, "%s", _("no such option"));
		} else {
			if (option->type != FLAG && !value && i + 1 < argc)
				value = argv[++i];
			good = take(options, option, word, value, e);
			given[option - table] = true;
		}
	}
	return good && check_command(given, *n > 0 ? argv[0] : NULL, e);
}

const char *options_language(int argc, char **argv)
{
	const char *language = NULL, *found;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		const char *value = NULL;
		const struct option *option = is_option(argv[i]) ? find(argv[i], &value) : NULL;

		if (option && option->type != FLAG && !value && i + 1 < argc)
			value = argv[++i];
		if (option && option->type == LANGUAGE && value && put_language(&found, value))
			language = found;
	}
	return language;
}

/*
 * For people
 */

void options_help(struct text *out)
{
	for (size_t i = 0; i < OPTIONS; i++) {
		const struct option *option = &table[i];
		struct text name = { 0 };

		if (!option->help)
			continue;
		if (option->letter)
			text_addf(&name, "-%c, ", option->letter);
		text_addf(&name, "--%s", option->name);
		if (option->value)
			text_addf(&name, " %s", option->value);
		text_addf(out, "  %-21s ", name.s);
		if (option->command)
			text_addf(out, "%s: ", option->command);
		text_addf(out, "%s\n", _(option->help));
		text_release(&name);
	}
}

void options_manual(struct text *out)
{
	for (size_t i = 0; i < OPTIONS; i++) {
		const struct option *option = &table[i];

		if (!option->help)
			continue;
		text_add(out, ".It");
		if (option->letter)
			text_addf(out, " Fl %c ,", option->letter);
		text_addf(out, " Fl -%s", option->name);
		if (option->value)
			text_addf(out, " Ar %s", option->value);
		text_addc(out, '\n');
		if (option->command)
			text_addf(out, ".Pq Cm %s\n", option->command);
		text_addf(out, "%s\n", option->help);
	}
}
