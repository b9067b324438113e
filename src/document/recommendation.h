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
void recommendation_head(struct build *build);
void recommendation_reasons(struct build *build);
void recommendation_goals(struct build *build);
void recommendation_measures(struct build *build);
void recommendation_duration(struct build *build);
void recommendation_support(struct build *build);
void recommendation_citizen(struct build *build);
void recommendation_dissent(struct build *build);
void recommendation_basis(struct build *build);
void recommendation_signatures(struct build *build);

/* What the team recommends: the code, or NULL; and until it does so what the case is referred for. */
const char *recommendation_outcome(const struct build *build);
const char *recommendation_kind(const struct build *build);
/* True where there are reasons by domain, or assessments that they can be composed of. */
bool recommendation_reasoned(struct build *build);

/* Who sits in the seat that `seat`, a column, names: "Hanne Lund (Sundhed)", or the seat alone, or "a member of the
 * team" where no seat is named.  The caller frees it. */
char *recommendation_member(struct build *build, const struct field *seat, int64_t row);
/* The one who is present in a row of the seats, a stand-in too, or NULL.  The caller frees it. */
char *recommendation_present(struct build *build, const struct field *seats, int64_t row);

#endif
