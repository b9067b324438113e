/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The team's recommendation (indstilling; SPEC 6 and 8, law.md 3).  Wording:
 * documents/recommendation.yaml.  The parts of it are for the files
 * recommendation*.c only; document.h is what others use.
 */
#ifndef DOCUMENT_RECOMMENDATION_H
#define DOCUMENT_RECOMMENDATION_H

#include "document/build.h"

extern const char *const recommendation_words[];	/* ended by NULL */
bool recommendation_build(struct desk *desk, const struct casework *work, int round, enum lang lang,
    struct document *document, struct error *e);

/* The parts, in their order */
void recommendation_head(struct build *b);
void recommendation_reasons(struct build *b);
void recommendation_goals(struct build *b);
void recommendation_measures(struct build *b);
void recommendation_duration(struct build *b);
void recommendation_support(struct build *b);
void recommendation_citizen(struct build *b);
void recommendation_dissent(struct build *b);
void recommendation_basis(struct build *b);
void recommendation_signatures(struct build *b);

/* What the team recommends: the code, or NULL; and until it does so what the case is referred for. */
const char *recommendation_outcome(const struct build *b);
const char *recommendation_kind(const struct build *b);
/* Says that something is not there which a course, or a job clarification course, must have; of other outcomes
 * nothing is said, since they do without. */
void recommendation_lacks(struct build *b, const char *id, const struct field *field);
/* True where there are reasons by domain, or assessments that they can be composed of. */
bool recommendation_reasoned(struct build *b);

/* The wording "about.code" where there is one, else `other`: choices are data, and one may be new. */
const char *recommendation_sentence(const char *about, const char *code, const char *other);

/* Who sits in the seat that `seat`, a column, names: "Hanne Lund (Sundhed)", or the seat alone, or "a member
 * of the team" where no seat is named.  The caller frees it. */
char *recommendation_member(struct build *b, const struct field *seat, int64_t row);
/* True of a measure that the team considered and set aside. */
bool recommendation_rejected(const struct build *b, const struct field *measures, int64_t row);
/* The one who is present in a row of the seats, a stand-in too, or NULL.  The caller frees it. */
char *recommendation_present(struct build *b, const struct field *seats, int64_t row);

#endif
