/* SPDX-License-Identifier: EUPL-1.2 */
/* The stages of a case and the ways between them (SPEC 2). */
#ifndef MODEL_STAGE_H
#define MODEL_STAGE_H

#include <stdbool.h>

enum stage {
	STAGE_DRAFT, STAGE_READY, STAGE_SCHEDULED, STAGE_RETURNED, STAGE_RECOMMENDED,
	STAGE_RESUBMITTED, STAGE_DECIDED, STAGE_RUNNING, STAGE_CLOSED,
	STAGE_COUNT
};

const char *stage_code(enum stage stage);	/* "draft" ... as in files */
bool stage_by_code(const char *code, enum stage *stage);
const char *stage_name(enum stage stage);	/* translated */

/* The stage that the case goes to next on its straight way; the same one for closed. */
enum stage stage_next(enum stage stage);
/* True where the step is one of SPEC 2's. */
bool stage_step(enum stage from, enum stage to);

/* True where `to` takes back one of these steps, of which the case must have come by just that one. */
bool stage_back(enum stage from, enum stage to);

/* How far a stage is on the way, for "up to the next stage": returned counts as draft, resubmitted as
 * scheduled. */
int stage_rank(enum stage stage);

#endif
