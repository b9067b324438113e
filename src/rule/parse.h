/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A condition as a tree: of which parts each part is made.  SQLite, which
 * reckons with a condition, has no types: a text that stands where a number is
 * wanted counts as 0.  Whoever knows what the names stand for sees here where
 * each of them, and each text, is used.
 */
#ifndef RULE_PARSE_H
#define RULE_PARSE_H

#include "rule/scan.h"

enum part_kind {
	PART_NAME,
	PART_NUMBER,		/* as it is written: 12 */
	PART_TEXT,		/* as it is written: 'x' */
	PART_NULL,
	PART_TRUTH,		/* true, false */
	PART_JOIN,		/* of truths: and, or, not */
	PART_COMPARE,		/* the first part with each of the others: = < is, in (...), between ... and ... */
	PART_RECKON,		/* of numbers: + - * / */
	PART_CALL		/* of a function */
};

struct part {
	enum part_kind kind;
	const char *s;		/* in the condition's own copy of the expression */
	size_t len;		/* with all of its parts, without brackets around it */
	int column;		/* of s, from 1 */
	int id;			/* of a name */
	bool equals;		/* PART_COMPARE with = or <>, which nothing unknown passes */
	const struct function *function;	/* of a call */
	struct part *first, *next;	/* of the parts that it is made of; the next of those beside it */
};

/* The tree of an expression that SQLite takes, the caller's; NULL with a fault where it is none that conditions use. */
struct part *parse(const struct scan *scan, const struct tokens *tokens);
void part_free(struct part *part);

/* What it gives as far as its words show it: GIVES_NAME where it is a mere name, GIVES_OTHER where a text or null. */
enum gives part_gives(const struct part *part);
/* A text as it is meant: 'it''s' is it's.  The caller's. */
char *part_text(const struct part *part);

#endif
