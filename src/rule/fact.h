/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Facts that C computes.  Everything else that a condition can name is a field
 * (goal.wishes), a fact of the rule pack (citizen.age), or of a table whether
 * it was answered none (courses.none) and how many rows it has (courses.rows).
 *
 * A fact of the same name as a field stands in front of it: citizen.born.
 */
#ifndef RULE_FACT_H
#define RULE_FACT_H

#include <stddef.h>
#include "model/form.h"
#include "rule/condition.h"

struct run;

enum fact_id {
	FACT_TODAY,		/* today */
	FACT_CASE_ON,		/* case.on: as of when: the decision, else the meeting, else today */
	FACT_CASE_ROUND,	/* case.round: from 1 */
	FACT_CASE_STAGE,	/* case.stage: draft, ready ... of the round */
	FACT_CASE_KIND,		/* case.kind: the outcome recommended, else what the case is referred for */
	FACT_CASE_RESUBMITTED,	/* case.resubmitted: the round before was before the team and not decided */
	FACT_CITIZEN_BORN,	/* citizen.born: the date in the CPR number, else the field */
	FACT_CITIZEN_CPR_FITS,	/* citizen.cpr_fits: the number fits modulus 11, as all but a few do */
	FACT_DURATION_MIN,	/* duration.min: months, as the pack has them */
	FACT_DURATION_MAX,	/* duration.max */
	FACT_DURATION_IDLE,	/* duration.idle: recommended months that no measure (not rejected) fills */
	FACT_MEASURES_END,	/* measures.end: the last month, from 1, that a measure fills; 0 with none */
	FACT_COUNT
};

/* What a fact is made from, for the cycles and for what is missing: keys ended by -1. */
#define FACT_KEYS 4
struct fact {
	const char *name;
	enum term_kind kind;
	int keys[FACT_KEYS];
	struct term (*get)(struct run *run);
};
extern const struct fact facts[FACT_COUNT];

/* FACT_COUNT where there is none of this name. */
enum fact_id fact_by_name(const char *name);

#endif
