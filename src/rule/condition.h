/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Conditions: SQL expressions whose names are facts (DESIGN 1).  A scanner
 * turns each name into a bound parameter; the expression is compiled once on a
 * private in-memory connection whose authorizer admits one SELECT and the
 * functions below.  SQL's NULL is our unknown.
 *
 *	words		and or not is null in between true false
 *	signs		= <> < <= > >= + - * / ( ) ,
 *	texts, numbers	'ressourceforloeb'  'it''s'  12  0.5 (all numbers are decimals: 7 / 2 is 3.5)
 *	names		small letters, digits, _ and dots: citizen.age, row.no, hours_day
 *	functions	years(a, b) months(a, b) days(a, b): whole ones from date a to date b
 *			add_months(date, n) add_days(date, n): a date
 *			has(list, code): whether it is among several choices
 *			length(text) lower(text) round(n, digits) abs(n)
 *
 * Folds over tables are facts of the pack and not SQL's min, max, count and
 * sum, which pass over what is unknown; for the same reason there is no coalesce.
 */
#ifndef RULE_CONDITION_H
#define RULE_CONDITION_H

#include <stdbool.h>
#include <stddef.h>
#include "base/error.h"

struct engine;		/* the private connection */
struct condition;
struct part;

/* A value as conditions see it. */
enum term_kind { TERM_UNKNOWN, TERM_NUMBER, TERM_TEXT };
struct term {
	enum term_kind kind;
	double number;		/* a yes/no is 1 or 0 */
	const char *text;	/* codes, dates ("2017-03-01") and texts; borrowed */
};

enum truth { FALSE_ = 0, TRUE_ = 1, UNKNOWN = -1 };

/* It must outlive its conditions. */
struct engine *engine_new(void);
void engine_free(struct engine *engine);

/* What `id` answers for a name that it cannot give an id. */
enum {
	NAME_MISSING = -1,	/* there is no such name */
	NAME_TABLE = -2		/* a whole table, which has no value of its own */
};

/* Whose the names are that an expression may use. */
struct naming {
	int (*id)(const char *name, void *arg);		/* what `get` will be asked for (>= 0), or one of the above: a fault */
	char *(*nearest)(const char *name, void *arg);	/* what was probably meant by a missing one, the caller's; or NULL */
	void *arg;
};

/*
 * Compiles an expression.  NULL where there are faults; they stand at `path`, `line`, and their columns count bytes of
 * the expression from 1.
 */
struct condition *condition_new(struct engine *engine, const char *text, const struct naming *naming, const char *path,
    int line, struct faults *faults);
void condition_free(struct condition *condition);

/* The ids that the expression names, each once. Borrowed. */
const int *condition_names(const struct condition *condition, size_t *n);

/* Those of them that leave the result in doubt where they are unknown: beside `is` none does. Borrowed. */
const int *condition_doubts(const struct condition *condition, size_t *n);

/* What an expression gives, and what is wanted of it. */
enum gives {
	GIVES_TRUTH,		/* wanted where nothing else is said */
	GIVES_NUMBER,
	GIVES_TEXT,
	GIVES_DATE,		/* a day, as text */
	GIVES_MONTH,		/* a month, which is taken where a date is wanted */
	GIVES_OTHER,		/* it cannot be told; whatever it is, where it is wanted */
	GIVES_NAME		/* what the name gives that it is */
};

/*
 * The expression by its parts (rule/parse.h): a text that stands for a number is 0 in SQL, and a code that does not
 * exist silently false, so that whoever knows what the names stand for can object.  Borrowed.
 */
const struct part *condition_part(const struct condition *condition);

/* Evaluates: `get` gives the term of a name; it may evaluate other conditions, not this one.  A text that
 * condition_value returns is borrowed until the next call on it. */
enum truth condition_truth(struct condition *condition, struct term (*get)(int id, void *arg), void *arg);
struct term condition_value(struct condition *condition, struct term (*get)(int id, void *arg), void *arg);

#endif
