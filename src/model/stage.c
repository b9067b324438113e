/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/stage.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/lang.h"

#define TO(stage) (1u << STAGE_##stage)

static const struct {
	const char *code, *name;
	enum stage next;
	unsigned steps;		/* a bit for each stage that may follow */
	int rank;
} stages[] = {
	[STAGE_DRAFT] = { "draft", N_("draft"), STAGE_READY, TO(READY) | TO(CLOSED), 0 },
	[STAGE_READY] = { "ready", N_("ready for team"), STAGE_SCHEDULED, TO(SCHEDULED), 1 },
	[STAGE_SCHEDULED] = { "scheduled", N_("on an agenda"), STAGE_RECOMMENDED,
	    TO(RECOMMENDED) | TO(RETURNED), 2 },
	[STAGE_RETURNED] = { "returned", N_("sent back"), STAGE_DRAFT, TO(DRAFT), 0 },
	[STAGE_RECOMMENDED] = { "recommended", N_("recommended"), STAGE_DECIDED,
	    TO(DECIDED) | TO(RESUBMITTED), 3 },
	[STAGE_RESUBMITTED] = { "resubmitted", N_("resubmitted"), STAGE_SCHEDULED,
	    TO(SCHEDULED), 2 },
	[STAGE_DECIDED] = { "decided", N_("decided"), STAGE_RUNNING, TO(RUNNING) | TO(CLOSED), 4 },
	[STAGE_RUNNING] = { "running", N_("course running"), STAGE_CLOSED, TO(CLOSED), 5 },
	[STAGE_CLOSED] = { "closed", N_("closed"), STAGE_CLOSED, 0, 6 },
};
_Static_assert(sizeof stages / sizeof *stages == STAGE_COUNT, "a row for each stage");

const char *stage_code(enum stage stage)
{
	assert(stage < STAGE_COUNT);
	return stages[stage].code;
}

bool stage_by_code(const char *code, enum stage *stage)
{
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		if (strcmp(stages[i].code, code) == 0) {
			*stage = (enum stage)i;
			return true;
		}
	}
	return false;
}

const char *stage_name(enum stage stage)
{
	assert(stage < STAGE_COUNT);
	return _(stages[stage].name);
}

enum stage stage_next(enum stage stage)
{
	assert(stage < STAGE_COUNT);
	return stages[stage].next;
}

bool stage_step(enum stage from, enum stage to)
{
	assert(from < STAGE_COUNT && to < STAGE_COUNT);
	return stages[from].steps >> to & 1;
}

bool stage_back(enum stage from, enum stage to)
{
	return stage_step(to, from);
}

int stage_rank(enum stage stage)
{
	assert(stage < STAGE_COUNT);
	return stages[stage].rank;
}
