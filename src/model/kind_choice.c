/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The kinds whose answers are chosen: yes or no, one of a list, several of it.
 * What is typed is a code, or else a label in either language or its
 * beginning, whatever the language of the screen: teams mix them.
 */
#include "model/kind_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "base/utf8.h"
#include "model/form.h"

static const struct {
	const char *typed, *stored;
} yesno_words[] = {
	{ "j", "true" }, { "ja", "true" }, { "y", "true" }, { "yes", "true" }, { "true", "true" },
	{ "n", "false" }, { "nej", "false" }, { "no", "false" }, { "false", "false" },
};

static char *yesno_read(const struct field *field, const char *typed, struct date today, struct error *e)
{
	char *folded = utf8_fold(typed), *stored = NULL;

	(void)field, (void)today;
	for (size_t i = 0; i < sizeof yesno_words / sizeof *yesno_words && !stored; i++)
		if (strcmp(folded, yesno_words[i].typed) == 0)
			stored = xstrdup(yesno_words[i].stored);
	free(folded);
	return stored ? stored : kind_refuse(e, _("Write yes or no."));
}

static bool yesno_stored(const struct field *field, const char *stored)
{
	(void)field;
	return strcmp(stored, "true") == 0 || strcmp(stored, "false") == 0;
}

static char *yesno_show(const struct field *field, const char *stored, enum lang lang)
{
	static const char *const words[LANG_COUNT][2] = {
		[LANG_DA] = { "nej", "ja" },
		[LANG_EN] = { "no", "yes" },
	};

	(void)field;
	return xstrdup(words[lang][strcmp(stored, "true") == 0]);
}

const struct kind kind_yesno = { "yesno", yesno_read, yesno_stored, yesno_show, yesno_show };

/* How well typed text fits a choice, worst first. */
enum fit { FIT_NOT, FIT_BEGINNING, FIT_LABEL };

static enum fit fit_label(const char *label, const char *folded)
{
	char *whole = utf8_fold(label ? label : "");
	size_t len = strlen(folded);
	enum fit fit = strncmp(whole, folded, len) != 0 ? FIT_NOT : whole[len] ? FIT_BEGINNING : FIT_LABEL;

	free(whole);
	return fit;
}

static enum fit fit_choice(const struct choice *choice, const char *folded)
{
	enum fit best = FIT_NOT;

	for (int lang = 0; lang < LANG_COUNT; lang++) {
		enum fit fit = fit_label(choice->label.s[lang], folded);

		if (fit > best)
			best = fit;
	}
	return best;
}

/* The choice that is meant; NULL where *best says that none fits, or that more than one fits as well. */
static const struct choice *choice_meant(const struct choices *choices, const char *typed, enum fit *best)
{
	const struct choice *meant = choice_by_code(choices, typed);
	char *folded;

	*best = meant ? FIT_LABEL : FIT_NOT;
	if (meant)
		return meant;
	folded = utf8_fold(typed);
	for (size_t i = 0; i < choices->n && *folded; i++) {
		enum fit fit = fit_choice(&choices->v[i], folded);

		if (fit > *best) {
			*best = fit;
			meant = &choices->v[i];
		} else if (fit == *best) {
			meant = NULL;
		}
	}
	free(folded);
	return meant;
}

static const struct choice *choice_read(const struct choices *choices, const char *typed, struct error *e)
{
	enum fit best;
	const struct choice *meant = choice_meant(choices, typed, &best);

	if (meant)
		return meant;
	kind_refuse(e, best == FIT_NOT ?
	    _("No choice begins like that. Write the beginning of one that is on the list.") :
	    _("More than one choice begins like that. Write more of the one you mean."));
	return NULL;
}

/* What to type for a choice: its label, or its code where another choice has the same label too. */
static const char *choice_word(const struct choices *choices, const struct choice *choice, enum lang lang)
{
	const char *label = label_get(&choice->label, lang);
	enum fit best;

	return choice_meant(choices, label, &best) == choice ? label : choice->code;
}

static char *one_read(const struct field *field, const char *typed, struct date today, struct error *e)
{
	const struct choice *meant = choice_read(field->choices, typed, e);

	(void)today;
	return meant ? xstrdup(meant->code) : NULL;
}

static bool one_stored(const struct field *field, const char *stored)
{
	return choice_by_code(field->choices, stored) != NULL;
}

static char *one_show(const struct field *field, const char *stored, enum lang lang)
{
	return xstrdup(label_get(&choice_by_code(field->choices, stored)->label, lang));
}

static char *one_edit(const struct field *field, const char *stored, enum lang lang)
{
	return xstrdup(choice_word(field->choices, choice_by_code(field->choices, stored), lang));
}

const struct kind kind_one = { "one", one_read, one_stored, one_show, one_edit };

/* Takes the next of the parts between commas, copied without white space around it; NULL after the last. */
static char *next_part(const char **s)
{
	size_t len;
	char *part, *clean;

	if (!*s)
		return NULL;
	len = strcspn(*s, ",");
	part = xstrndup(*s, len);
	clean = utf8_clean(part);
	*s = (*s)[len] ? *s + len + 1 : NULL;
	free(part);
	return clean;
}

static char *chosen_codes(const struct choices *choices, const bool *chosen)
{
	struct text t = { 0 };

	for (size_t i = 0; i < choices->n; i++)
		if (chosen[i])
			text_addf(&t, "%s%s", t.len ? "," : "", choices->v[i].code);
	return text_take(&t);
}

/* Marks those that are typed; false where a part is none of the choices. */
static bool mark_chosen(const struct choices *choices, const char *typed, bool *chosen, struct error *e)
{
	bool several = strchr(typed, ',') != NULL, ok = true;
	char *part;

	for (int number = 1; ok && (part = next_part(&typed)) != NULL; number++) {
		const struct choice *meant;
		struct error one;

		meant = *part ? choice_read(choices, part, &one) : NULL;
		if (meant)
			chosen[meant - choices->v] = true;
		else if (*part)
			ok = several ? error_set(e, ERROR_USAGE, "", _("Number %d: %s"), number, one.what) :
			    error_set(e, ERROR_USAGE, "", "%s", one.what);
		free(part);
	}
	return ok;
}

static char *several_read(const struct field *field, const char *typed, struct date today, struct error *e)
{
	bool *chosen = xcalloc(field->choices->n, sizeof *chosen);
	char *codes = NULL;

	(void)today;
	if (mark_chosen(field->choices, typed, chosen, e)) {
		codes = chosen_codes(field->choices, chosen);
		if (!*codes) {
			free(codes);
			codes = kind_refuse(e, _("There is no choice between the commas."));
		}
	}
	free(chosen);
	return codes;
}

/* Steps over the next code of a stored list; NULL where it is none that may stand after `after`. */
static const struct choice *next_code(const struct choices *choices, const char **s,
    const struct choice *after)
{
	size_t len = strcspn(*s, ",");

	for (const struct choice *c = after ? after + 1 : choices->v; c < choices->v + choices->n; c++) {
		if (strncmp(c->code, *s, len) == 0 && !c->code[len]) {
			*s += len;
			return c;
		}
	}
	return NULL;
}

static bool several_stored(const struct field *field, const char *stored)
{
	const struct choice *last = NULL;

	do {
		last = next_code(field->choices, &stored, last);
	} while (last && *stored++ == ',');
	return last != NULL;
}

static char *several_words(const struct field *field, const char *stored, enum lang lang, bool typable)
{
	const struct choices *choices = field->choices;
	const struct choice *c = NULL;
	struct text t = { 0 };

	do {
		const char *word;

		c = next_code(choices, &stored, c);
		word = typable ? choice_word(choices, c, lang) : label_get(&c->label, lang);
		if (typable && strchr(word, ','))
			word = c->code;
		text_addf(&t, "%s%s", t.len ? ", " : "", word);
	} while (*stored++ == ',');
	return text_take(&t);
}

static char *several_show(const struct field *field, const char *stored, enum lang lang)
{
	return several_words(field, stored, lang, false);
}

static char *several_edit(const struct field *field, const char *stored, enum lang lang)
{
	return several_words(field, stored, lang, true);
}

const struct kind kind_several = { "several", several_read, several_stored, several_show, several_edit };
