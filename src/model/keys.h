/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Names of values, interned: a key is an int that stands for "citizen.cpr".
 * The few that C must know have a constant; forms, files and the base bring
 * the rest.  `indstil data` fails where a form lacks one of the constants that
 * KEY_LIST marks with FORM.
 */
#ifndef MODEL_KEYS_H
#define MODEL_KEYS_H

#include <stdbool.h>
#include <stddef.h>

/* constant, name, and who defines it: FORM a form, CASE the case itself (round 0; stage in each round) */
#define KEY_LIST(X) \
	X(CASE_NUMBER, "case.number", CASE) \
	X(CASE_OLD_NUMBER, "case.old_number", CASE) \
	X(CASE_STAGE, "case.stage", CASE) \
	X(CASE_CASEWORKER, "case.caseworker", CASE) \
	X(CASE_PACK, "case.pack", CASE) \
	X(REFERRAL_KIND, "referral.kind", FORM) \
	X(REFERRAL_QUESTION, "referral.question", FORM) \
	X(REFERRAL_NEWS, "referral.news", FORM) \
	X(CITIZEN_NAME, "citizen.name", FORM) \
	X(CITIZEN_CPR, "citizen.cpr", FORM) \
	X(CITIZEN_BORN, "citizen.born", FORM) \
	X(CITIZEN_ADDRESS, "citizen.address", FORM) \
	X(CITIZEN_ADDRESS_PROTECTED, "citizen.address_protected", FORM) \
	X(STATEMENTS, "statements", FORM) \
	X(STATEMENTS_NO, "statements.no", FORM) \
	X(STATEMENTS_TEXT, "statements.text", FORM) \
	X(OVERRIDES, "overrides", FORM) \
	X(OVERRIDES_RULE, "overrides.rule", FORM) \
	X(OVERRIDES_ROW, "overrides.row", FORM) \
	X(OVERRIDES_REASON, "overrides.reason", FORM) \
	X(OVERRIDES_BY, "overrides.by", FORM) \
	X(OVERRIDES_ON, "overrides.on", FORM) \
	X(MEETING_DATE, "meeting.date", FORM) \
	X(MEETING_PLACE, "meeting.place", FORM) \
	X(MEETING_CHAIR, "meeting.chair", FORM) \
	X(MEETING_SECRETARY, "meeting.secretary", FORM) \
	X(MEETING_CITIZEN_PRESENT, "meeting.citizen_present", FORM) \
	X(MEETING_COMPANION, "meeting.companion", FORM) \
	X(COURSES, "courses", FORM) \
	X(COURSES_FROM, "courses.from", FORM) \
	X(COURSES_TO, "courses.to", FORM) \
	X(SEATS, "meeting.seats", FORM) \
	X(SEATS_SEAT, "meeting.seats.seat", FORM) \
	X(SEATS_NAME, "meeting.seats.name", FORM) \
	X(SEATS_PRESENT, "meeting.seats.present", FORM) \
	X(ASSESSMENTS, "assessments", FORM) \
	X(ASSESSMENTS_SEAT, "assessments.seat", FORM) \
	X(ASSESSMENTS_DOMAIN, "assessments.domain", FORM) \
	X(ASSESSMENTS_DEVELOPMENT, "assessments.development", FORM) \
	X(ASSESSMENTS_INFORMATION, "assessments.information", FORM) \
	X(LEANINGS, "leanings", FORM) \
	X(LEANINGS_SEAT, "leanings.seat", FORM) \
	X(LEANINGS_OUTCOME, "leanings.outcome", FORM) \
	X(LEANINGS_MONTHS, "leanings.months", FORM) \
	X(DISSENT, "dissent", FORM) \
	X(DISSENT_SEAT, "dissent.seat", FORM) \
	X(DISSENT_REASON, "dissent.reason", FORM) \
	X(OUTCOME, "recommendation.outcome", FORM) \
	X(MONTHS, "recommendation.months", FORM) \
	X(DURATION_REASON, "recommendation.duration_reason", FORM) \
	X(MEASURES, "recommendation.measures", FORM) \
	X(ANSWERS, "recommendation.answers", FORM) \
	X(ANSWERS_STATEMENT, "recommendation.answers.statement", FORM) \
	X(LOCKED_BY, "locked.by", FORM) \
	X(LOCKED_ON, "locked.on", FORM) \
	X(LOCKED_REASON, "locked.reason", FORM) \
	X(DECISION_DATE, "decision.date", FORM) \
	X(DECISION_OUTCOME, "decision.outcome", FORM)

enum {
#define X(constant, name, who) KEY_##constant,
	KEY_LIST(X)
#undef X
	KEY_KNOWN		/* how many constants there are; keys interned later follow */
};

struct keys;

struct keys *keys_new(void);	/* with the constants in place */
void keys_free(struct keys *keys);
int keys_intern(struct keys *keys, const char *name);	/* gives a name its number, the same each time */
int keys_find(const struct keys *keys, const char *name);	/* -1 where it has none */
const char *keys_name(const struct keys *keys, int key);
size_t keys_count(const struct keys *keys);
/* True for the constants that a form must define. */
bool keys_in_form(int key);

#endif
