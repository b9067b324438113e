/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What another pack says of the same case, beside what its own says: only that
 * in which they differ.  The case is looked at and never changed.
 */
#ifndef RULE_COMPARE_H
#define RULE_COMPARE_H

#include "rule/rules.h"

enum difference_kind { DIFFERENCE_DURATION, DIFFERENCE_SEAT, DIFFERENCE_DEADLINE, DIFFERENCE_FINDING };

/* What one of the packs says. */
struct opinion {
	char *text;		/* NULL: nothing */
	const char *source;	/* NULL: none is given; borrowed from the pack */
	/* Of a finding: */
	enum severity severity;
	bool blocks, overridden;
};

struct difference {
	enum difference_kind kind;
	struct opinion here, there;	/* at least one of them says something */
	const struct field *field;	/* where to jump; NULL: nowhere */
	int64_t row;
	bool now;		/* a finding up to the next stage on either side; others come later in the case */
};

struct comparison {
	struct difference *v;
	size_t n, cap;
};

/*
 * Duration, seats, deadlines that wait (by their ids; a date, or that it is not
 * known), then findings (of all stages, those up to the next one
 * first; among them as `here` orders them, then what `there` alone finds).
 * A finding on both sides is known by its id and row, one of the forms by its field too; they differ where
 * severity, blocking or text do.  Two that agree in all that, and in where they lead, are one under two ids: they
 * differ where their sources do.  `view` is of the record that both look at;
 * the rules must be of the same forms.  *comparison is uninitialised before,
 * and the caller's; its texts are in `lang`.
 */
void rules_compare(struct rules *here, struct rules *there, const struct view *view, enum lang lang,
    struct comparison *comparison);
void comparison_release(struct comparison *comparison);

#endif
