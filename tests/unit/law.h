/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The law as it is shipped: the forms, a rule pack of data/ and its sound case,
 * in which no rule fires, for tests that put answers over that case and ask
 * what the rules say.  Whatever goes wrong here fails the test.
 */
#ifndef TESTS_UNIT_LAW_H
#define TESTS_UNIT_LAW_H

#include "data/forms.h"
#include "rule/desk.h"
#include "rule/rules.h"

struct law {
	struct keys *keys;
	struct forms *forms;
	struct pack *pack;
	struct rules *rules;
	struct record sound;	/* as it is read */
	struct casework work;	/* the case at hand: its record and, after law_says, its findings */
	struct date today;	/* as of which the rules look: 1 June 2017 until a test says otherwise */
};

/* The day on which the shipped packs are tested. */
extern const struct date law_today;

void law_open(struct law *law, const char *pack);
void law_close(struct law *law);

/* The sound case anew, with these answers over it: the inside of a mapping as in a rule's own tests,
 * "citizen.cpr: null, courses: []". */
void law_case(struct law *law, const char *answers);
/* The same over the case at hand. */
void law_answer(struct law *law, const char *answers);

struct view law_view(struct law *law);
const struct field *law_field(const struct law *law, const char *id);

/* What a rule says of the case at hand through rules_run: "block", "warn", "remind", "unknown", or "" where it
 * says nothing.  Of a rule that looks at rows, of the row that weighs most. */
const char *law_says(struct law *law, const char *rule);
/* The rules that keep the case at hand from its next stage: "a.b c.d", each once; "" where none does. */
const char *law_blocks(struct law *law);

#endif
