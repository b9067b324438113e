/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Conditions of forms and packs are compiled here, and every part of them seen
 * to be what is wanted where it stands: a text that is reckoned with is 0 for
 * SQL, a date that is none is unknown for ever, and nobody would notice.
 */
#include "rule/rules_private.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"
#include "base/utf8.h"
#include "rule/parse.h"

#define SHOWN 60		/* columns of a part in a message */

/* A fault at a part: "'7': a number is expected here". */
__attribute__((format(printf, 3, 4)))
static void part_fault(const struct scope *scope, const struct part *part, const char *format, ...)
{
	const char *quote = part->kind == PART_TEXT ? "" : "'";	/* a text has its own */
	int shown = (int)utf8_fit(part->s, part->len, SHOWN);
	char *what;
	va_list ap;

	va_start(ap, format);
	what = xvasprintf(format, ap);
	va_end(ap);
	faults_add(scope->faults, scope->path, scope->line, part->column, "%s%.*s%s: %s", quote, shown, part->s, quote,
	    what);
	free(what);
}

/* What is wrong with what gives `is` where something else is wanted; NULL: nothing. */
static const char *unwanted(enum gives is, enum gives wanted)
{
	if (is == wanted || is == GIVES_OTHER)
		return NULL;
	switch (wanted) {
	case GIVES_TRUTH:
		return _("true or false is expected here; compare it with something");
	case GIVES_NUMBER:
		return is == GIVES_TRUTH ? NULL : is == GIVES_TEXT ? _("a number is expected here") :
		    _("a number is expected here; years(a, b), months(a, b) and days(a, b) count between dates");
	case GIVES_DATE:
		return is == GIVES_MONTH ? NULL : _("a date is expected here");
	case GIVES_TEXT:
		return is == GIVES_NUMBER || is == GIVES_TRUTH ? _("a text is expected here") : NULL;
	default:
		return NULL;
	}
}

static bool is_date(const char *text)
{
	struct date date;

	return date_read_stored(text, &date);
}

/* The same of a text that is written there. */
static const char *text_unwanted(const char *text, enum gives wanted)
{
	switch (wanted) {
	case GIVES_TRUTH:
		return _("true or false is expected here");
	case GIVES_NUMBER:
		return text[0] != '\0' && text[strspn(text, "0123456789.")] == '\0' ?
		    _("a number is expected here, without quotes") : _("a number is expected here");
	case GIVES_DATE:
	case GIVES_MONTH:
		return is_date(text) ? NULL : _("a date is expected here, written '2017-03-01'");
	default:
		return NULL;
	}
}

static void want(const struct scope *scope, const struct part *part, enum gives wanted)
{
	char *text = part->kind == PART_TEXT ? part_text(part) : NULL;
	const char *wrong = text ? text_unwanted(text, wanted) : unwanted(gives_of(scope->rules, part), wanted);

	if (wrong)
		part_fault(scope, part, "%s", wrong);
	free(text);
}

/* Texts that are compared with names. */

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
	return !field->choices || are_choices(field->choices, text);
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
	if (behind == name_make(NAME_COMPUTED, FACT_CASE_STAGE))
		return stage_by_code(text, &stage);
	if (behind == name_make(NAME_COMPUTED, FACT_CASE_KIND))
		return key_takes(rules, KEY_OUTCOME, text) || key_takes(rules, KEY_REFERRAL_KIND, text);
	return true;
}

/* A text that its name never has: a choice's codes are told. */
static void tell_text(const struct scope *scope, const struct part *name, const struct part *text)
{
	const struct field *field = name_field(scope->rules, name_behind(scope->rules, name->id));
	struct text codes = { 0 };

	for (size_t i = 0; field && field->choices && i < field->choices->n; i++)
		text_addf(&codes, " %s", field->choices->v[i].code);
	if (codes.len > 0)
		part_fault(scope, text, _("'%.*s' has no such code; there are:%s"), (int)name->len, name->s, codes.s);
	else
		part_fault(scope, text, _("'%.*s' can never be this text"), (int)name->len, name->s);
	text_release(&codes);
}

static void compare_text(const struct scope *scope, const struct part *part, const struct part *text)
{
	char *meant = part_text(text);

	if (gives_of(scope->rules, part) != GIVES_TEXT)
		want(scope, text, gives_of(scope->rules, part));
	else if (part->kind == PART_NAME && !name_takes(scope->rules, part->id, meant))
		tell_text(scope, part, text);
	free(meant);
}

/* What else is compared. */

static bool is_day(enum gives is)
{
	return is == GIVES_DATE || is == GIVES_MONTH;
}

static bool is_count(enum gives is)
{
	return is == GIVES_NUMBER || is == GIVES_TRUTH;
}

/* A number is what it is, so that it is told where it does not fit a date; a text stands for what the name means. */
static void compare_number(const struct scope *scope, const struct part *part, const struct part *number)
{
	enum gives is = gives_of(scope->rules, part);

	if (is_day(is))
		part_fault(scope, number, _("a date is expected here, written '2017-03-01'"));
	else if (is == GIVES_TEXT)
		part_fault(scope, part, _("it is a text, not a number"));
}

static void compare_values(const struct scope *scope, const struct part *a, const struct part *b)
{
	enum gives one = gives_of(scope->rules, a), other = gives_of(scope->rules, b);

	if (one == GIVES_OTHER || other == GIVES_OTHER)
		return;
	if (is_count(one) != is_count(other))
		part_fault(scope, a, is_day(one) || is_day(other) ? _("a date is compared with a number") :
		    _("a text is compared with a number"));
	else if (is_day(one) != is_day(other))
		part_fault(scope, a, _("a date is compared with another text"));
}

/* The one of two that is of a kind, and *other the other; NULL where neither is. */
static const struct part *either(const struct part *a, const struct part *b, enum part_kind kind,
    const struct part **other)
{
	*other = a->kind == kind ? b : a;
	return a->kind == kind ? a : b->kind == kind ? b : NULL;
}

static void compare(const struct scope *scope, const struct part *a, const struct part *b, bool equals)
{
	const struct part *one, *other;

	if ((one = either(a, b, PART_NULL, &other))) {
		if (equals)
			part_fault(scope, one, _("nothing is equal to null; what is not answered 'is null'"));
	} else if (either(a, b, PART_TRUTH, &other)) {
		want(scope, other, GIVES_TRUTH);
	} else if ((one = either(b, a, PART_TEXT, &other))) {
		compare_text(scope, other, one);
	} else if ((one = either(b, a, PART_NUMBER, &other))) {
		compare_number(scope, other, one);
	} else {
		compare_values(scope, a, b);
	}
}

/* What a part is made of. */

static void check_inside(const struct scope *scope, const struct part *part);

static void check(const struct scope *scope, const struct part *part, enum gives wanted)
{
	want(scope, part, wanted);
	check_inside(scope, part);
}

static void check_call(const struct scope *scope, const struct part *call)
{
	const struct function *function = call->function;
	size_t i = 0;

	for (const struct part *part = call->first; part; part = part->next)
		check(scope, part, function->takes[i++]);	/* SQLite has seen to it that there are no more */
	if (function->compares)
		compare(scope, call->first, call->first->next, false);
}

static void check_inside(const struct scope *scope, const struct part *part)
{
	static const enum gives wanted[] = {
		[PART_JOIN] = GIVES_TRUTH, [PART_RECKON] = GIVES_NUMBER, [PART_COMPARE] = GIVES_OTHER
	};

	if (part->kind == PART_CALL) {
		check_call(scope, part);
		return;
	}
	for (const struct part *inner = part->first; inner; inner = inner->next)
		check(scope, inner, wanted[part->kind]);
	if (part->kind == PART_COMPARE)
		for (const struct part *other = part->first->next; other; other = other->next)
			compare(scope, part->first, other, part->equals);
}

/* Where a condition stands. */

/* Moves the faults of a condition, whose columns count its bytes, to where that stands in the file. */
static void tell_faults(const struct scope *scope, const char *text, struct faults *own)
{
	const char *path = scope->path;
	struct origin at = { scope->line, 1, NULL };
	const struct node *node;

	if (own->n == 0)
		return;		/* nor looked for: that takes longer than compiling */
	node = scope->at ? NULL : pack_node(scope->rules->pack, text, &path);
	if (scope->at)
		at = *scope->at;
	else if (node)
		at = node_origin(node);
	for (size_t i = 0; i < own->n; i++) {
		int line, column;

		origin_place(&at, text, (size_t)own->v[i].column - 1, &line, &column);
		faults_add(scope->faults, path, line, column, "%s", own->v[i].text);
	}
	faults_release(own);
}

/* A fault, and false, where a part is not what is wanted. */
static bool check_whole(const struct scope *scope, const char *text, const struct condition *condition)
{
	struct faults own = { 0 };
	struct scope within = *scope;
	bool right;

	within.faults = &own;
	check(&within, condition_part(condition), scope->wanted);
	right = own.n == 0;
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
	struct scope within = *scope;
	struct naming naming = { name_resolve, name_nearest, &within };
	struct faults own = { 0 };
	struct condition *condition;

	within.faults = &own;
	condition = condition_new(scope->rules->engine, text, &naming, scope->path, scope->line, &own);
	tell_faults(scope, text, &own);
	if (condition && scope->later) {
		add_usage(scope->later, scope, text, condition);
	} else if (condition && !check_whole(scope, text, condition)) {
		condition_free(condition);
		return NULL;
	}
	return condition;
}

void usages_check(struct usages *usages)
{
	for (size_t i = 0; i < usages->n; i++)
		check_whole(&usages->v[i].scope, usages->v[i].text, usages->v[i].condition);
	free(usages->v);
	*usages = (struct usages){ 0 };
}
