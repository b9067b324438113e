/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Conditions of forms and packs are compiled here, and seen to use each name as
 * what it is: what a fact gives is told from what it is made of, as far as the
 * words of that show it, so that this is looked at once all of them are compiled.
 */
#include "rule/rules_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"

static bool is_text(enum field_kind kind)
{
	return kind != KIND_YESNO && kind != KIND_WHOLE && kind != KIND_DECIMAL && kind != KIND_MONTHS;
}

/* What a name of the pack is made of; NULL for other names. */
static const struct derivation *name_derivation(const struct rules *rules, int id)
{
	switch (name_kind(id)) {
	case NAME_FACT:
		return &rules->facts[name_index(id)];
	case NAME_COLUMN:
	case NAME_OUTER_COLUMN:
		return &rules->columns[name_index(id)];
	default:
		return NULL;
	}
}

/* What it gives for each row that it looks at; GIVES_OTHER also where it is wrong and was not compiled. */
static enum gives derivation_gives(const struct derivation *derivation, int *id)
{
	return derivation->text ? condition_gives(derivation->text, id) : GIVES_OTHER;
}

/* It has the value of one of the rows that it looks at, or of the only one. */
static bool takes_over(const struct derivation *derivation)
{
	enum fold fold = derivation->derived->fold;

	return fold == FOLD_NONE || fold == FOLD_FIRST || fold == FOLD_LAST;
}

/* The name whose value a fact takes over; names that lead back to themselves are given up in time. */
static int name_behind(const struct rules *rules, int id)
{
	size_t left = rules->pack->n_facts + rules->pack->n_columns;
	const struct derivation *derivation;
	int next;

	while ((derivation = name_derivation(rules, id)) && left-- > 0 && takes_over(derivation) &&
	    derivation_gives(derivation, &next) == GIVES_NAME)
		id = next;
	return id;
}

static enum gives derived_gives(const struct derivation *derivation)
{
	int id;

	if (takes_over(derivation))
		return derivation_gives(derivation, &id);
	return derivation->derived->fold == FOLD_COUNT || derivation->derived->fold == FOLD_SUM ? GIVES_NUMBER :
	    GIVES_TRUTH;
}

static enum gives computed_gives(enum fact_id fact)
{
	if (facts[fact].kind == TERM_NUMBER)
		return GIVES_NUMBER;
	return fact == FACT_CASE_STAGE || fact == FACT_CASE_KIND ? GIVES_TEXT : GIVES_DATE;
}

static enum gives field_gives(enum field_kind kind)
{
	return kind == KIND_YESNO ? GIVES_TRUTH : kind == KIND_DATE ? GIVES_DATE : is_text(kind) ? GIVES_TEXT :
	    GIVES_NUMBER;
}

enum gives name_gives(const struct rules *rules, int id)
{
	const struct derivation *derivation;
	const struct field *field;

	id = name_behind(rules, id);
	derivation = name_derivation(rules, id);
	if (derivation)
		return derived_gives(derivation);
	switch (name_kind(id)) {
	case NAME_COMPUTED:
		return computed_gives((enum fact_id)name_index(id));
	case NAME_DEADLINE:
		return GIVES_DATE;
	case NAME_ROWS:
		return GIVES_NUMBER;
	default:
		field = name_field(rules, id);
		return field ? field_gives(field->kind) : GIVES_TRUTH;
	}
}

/* TERM_UNKNOWN where it cannot be told. */
static enum term_kind name_term(const struct rules *rules, int id)
{
	static const enum term_kind terms[] = {
		[GIVES_OTHER] = TERM_UNKNOWN, [GIVES_NAME] = TERM_UNKNOWN, [GIVES_NUMBER] = TERM_NUMBER,
		[GIVES_TRUTH] = TERM_NUMBER, [GIVES_TEXT] = TERM_TEXT, [GIVES_DATE] = TERM_TEXT
	};

	return terms[name_gives(rules, id)];
}

bool gives_date(const struct rules *rules, const struct condition *condition)
{
	int id;
	enum gives gives = condition_gives(condition, &id);

	return gives == GIVES_DATE || (gives == GIVES_NAME && name_gives(rules, id) == GIVES_DATE);
}

static bool is_date(const char *text)
{
	struct date date;

	return date_read_stored(text, &date);
}

/* Each of the codes, with commas between. */
static bool are_choices(const struct choices *choices, const char *text)
{
	size_t len;

	for (;; text += len + 1) {
		bool found = false;

		len = strcspn(text, ",");
		for (size_t i = 0; i < choices->n && !found; i++)
			found = strlen(choices->v[i].code) == len &&
			    memcmp(choices->v[i].code, text, len) == 0;
		if (!found)
			return false;
		if (!text[len])
			return true;
	}
}

static bool field_takes(const struct field *field, const char *text)
{
	if (field->choices)
		return are_choices(field->choices, text);
	return (field->kind != KIND_DATE && field->kind != KIND_MONTH) || is_date(text);
}

static bool key_takes(const struct rules *rules, int key, const char *text)
{
	const struct field *field = field_by_key(rules->forms, key);

	return field && field_takes(field, text);
}

/* Whether a text is one that the name can have. */
static bool name_takes(const struct rules *rules, int id, const char *text)
{
	int behind = name_behind(rules, id);
	const struct field *field = name_field(rules, behind);
	enum stage stage;

	if (field)
		return field_takes(field, text);
	if (name_gives(rules, behind) == GIVES_DATE)
		return is_date(text);
	if (behind == name_make(NAME_COMPUTED, FACT_CASE_STAGE))
		return stage_by_code(text, &stage);
	if (behind == name_make(NAME_COMPUTED, FACT_CASE_KIND))
		return key_takes(rules, KEY_OUTCOME, text) || key_takes(rules, KEY_REFERRAL_KIND, text);
	return true;
}

/* What is wrong with a use of a name that is compared with no text, or NULL. */
static const char *use_wrong(const struct scope *scope, const struct use *use)
{
	enum term_kind term = name_term(scope->rules, use->id), other;

	if (term == TERM_UNKNOWN)
		return NULL;
	if (use->kind == USE_NAME) {
		other = name_term(scope->rules, use->other);
		return other != TERM_UNKNOWN && other != term ? _("a text is compared with a number") : NULL;
	}
	if (use->kind == USE_TRUTH && scope->wanted == WANTED_DATE)
		return term == TERM_TEXT ? NULL : _("it is no date");
	if (term != TERM_TEXT)
		return NULL;
	return use->kind == USE_NUMBER ? _("it is a text, not a number") :
	    _("it is a text, neither true nor false");
}

/* Why the name is never this text: a choice's codes are named, a date is written otherwise; the caller's. */
static char *text_wrong(const struct rules *rules, int id)
{
	const struct field *field = name_field(rules, name_behind(rules, id));
	struct text codes = { 0 };
	char *said;

	if (name_gives(rules, id) == GIVES_DATE || (field && field->kind == KIND_MONTH))
		return xstrdup(_("no date; one is written 2017-03-01"));
	if (!field || !field->choices)
		return xstrdup(_("it can never be this text"));
	for (size_t i = 0; i < field->choices->n; i++)
		text_addf(&codes, "%s%s", i > 0 ? " " : "", field->choices->v[i].code);
	said = xasprintf(_("no such code; there are: %s"), codes.s);
	text_release(&codes);
	return said;
}

static void tell_text(const struct scope *scope, const struct use *use)
{
	char name[NAME_SIZE], *said;

	said = name_term(scope->rules, use->id) == TERM_TEXT ? text_wrong(scope->rules, use->id) :
	    xstrdup(_("it is no text and never equal to one"));
	faults_add(scope->faults, scope->path, scope->line, use->column, "'%s' = '%s': %s",
	    name_text(scope->rules, use->id, name), use->text, said);
	free(said);
}

static bool text_right(const struct scope *scope, const struct use *use)
{
	enum term_kind term = name_term(scope->rules, use->id);

	return term == TERM_UNKNOWN || (term == TERM_TEXT && name_takes(scope->rules, use->id, use->text));
}

/* A fault where the name is not used as what it is. */
static bool use_right(const struct scope *scope, const struct use *use)
{
	const char *wrong = NULL;
	char name[NAME_SIZE];

	if (use->kind == USE_TEXT) {
		bool right = text_right(scope, use);

		if (!right)
			tell_text(scope, use);
		return right;
	}
	wrong = use_wrong(scope, use);
	if (wrong)
		faults_add(scope->faults, scope->path, scope->line, use->column, "'%s': %s",
		    name_text(scope->rules, use->id, name), wrong);
	return !wrong;
}

static bool uses_right(const struct scope *scope, const struct condition *condition)
{
	bool right = true;
	size_t n;
	int id;
	const struct use *uses = condition_uses(condition, &n);

	if (scope->wanted == WANTED_VALUE && condition_gives(condition, &id) == GIVES_NAME)
		return true;
	for (size_t i = 0; i < n; i++)
		right &= use_right(scope, &uses[i]);
	return right;
}

/* Where the character stands in the file that is this column of the text; of a text on several lines, its beginning. */
static int column_in(const struct origin *at, int column)
{
	return at->lines ? at->column : at->column + column - 1;
}

/* Moves the faults of a condition, whose columns count from its first character, to where that stands in the file. */
static void tell_faults(const struct scope *scope, const char *text, struct faults *own)
{
	const char *path = scope->path;
	struct origin at = { scope->line, 1, false };
	const struct node *node;

	if (own->n == 0)
		return;		/* nor looked for: that takes longer than compiling */
	node = scope->at ? NULL : pack_node(scope->rules->pack, text, &path);
	if (scope->at)
		at = *scope->at;
	else if (node)
		at = node_origin(node);
	for (size_t i = 0; i < own->n; i++)
		faults_add(scope->faults, path, at.line, column_in(&at, own->v[i].column), "%s", own->v[i].text);
	faults_release(own);
}

static bool check_uses(const struct scope *scope, const char *text, const struct condition *condition)
{
	struct faults own = { 0 };
	struct scope within = *scope;
	bool right;

	within.faults = &own;
	right = uses_right(&within, condition);
	tell_faults(scope, text, &own);
	return right;
}

static void add_usage(struct usages *usages, const struct scope *scope, const char *text,
    const struct condition *condition)
{
	usages->v = array_room(usages->v, usages->n, &usages->cap, sizeof *usages->v);
	usages->v[usages->n++] = (struct usage){ *scope, text, condition };
}

struct condition *scope_compile(const struct scope *scope, const char *text)
{
	struct faults own = { 0 };
	struct scope within = *scope;
	struct condition *condition;

	within.faults = &own;
	condition = condition_new(scope->rules->engine, text, name_resolve, &within, scope->path, scope->line, &own);
	tell_faults(scope, text, &own);
	if (condition && scope->later) {
		add_usage(scope->later, scope, text, condition);
	} else if (condition && !check_uses(scope, text, condition)) {
		condition_free(condition);
		return NULL;
	}
	return condition;
}

void usages_check(struct usages *usages)
{
	for (size_t i = 0; i < usages->n; i++)
		check_uses(&usages->v[i].scope, usages->v[i].text, usages->v[i].condition);
	free(usages->v);
	*usages = (struct usages){ 0 };
}
