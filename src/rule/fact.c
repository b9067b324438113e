/* SPDX-License-Identifier: EUPL-1.2 */
#include "rule/fact.h"

#include <string.h>

#include "model/cpr.h"
#include "rule/rules_private.h"

/* The term of the field with this key. */
static struct term of_key(struct run *run, int key)
{
	const struct field *field = field_by_key(run->rules->forms, key);

	return field ? run_field(run, field, 0) : (struct term){ 0 };
}

static struct term date_term(struct run *run, struct date date)
{
	char out[DATE_SIZE];

	return term_text(run_keep(run, date_stored(date, out)));
}

static struct term today(struct run *run)
{
	return date_term(run, run->view->today);
}

static struct term case_on(struct run *run)
{
	struct term on = of_key(run, KEY_DECISION_DATE);

	if (on.kind == TERM_UNKNOWN)
		on = of_key(run, KEY_MEETING_DATE);
	return on.kind == TERM_UNKNOWN ? today(run) : on;
}

static struct term case_round(struct run *run)
{
	return term_number(run->round);
}

static const char *stage_in(const struct run *run, int round)
{
	const struct value *value = record_at(run->view->record, round, KEY_CASE_STAGE, 0);

	return value && value->text ? value->text : stage_code(STAGE_DRAFT);
}

static struct term case_stage(struct run *run)
{
	return term_text(stage_in(run, run->round));
}

static struct term case_kind(struct run *run)
{
	struct term kind = of_key(run, KEY_OUTCOME);

	return kind.kind == TERM_UNKNOWN ? of_key(run, KEY_REFERRAL_KIND) : kind;
}

static bool answered_in(const struct run *run, int round, int key)
{
	const struct value *value = record_at(run->view->record, round, key, 0);

	return value && value->text;
}

/* The stage may be missing in a case that came as a file: then the answers tell. */
static struct term case_resubmitted(struct run *run)
{
	int before = run->round - 1;

	return term_number(strcmp(stage_in(run, before), stage_code(STAGE_RESUBMITTED)) == 0 ||
	    (answered_in(run, before, KEY_OUTCOME) && !answered_in(run, before, KEY_DECISION_DATE)));
}

static bool cpr_of(struct run *run, struct cpr *cpr)
{
	struct term number = of_key(run, KEY_CITIZEN_CPR);

	return number.kind == TERM_TEXT && cpr_read(number.text, run->view->today, cpr, NULL);
}

static struct term born(struct run *run)
{
	struct cpr cpr;

	if (cpr_of(run, &cpr) && cpr.born.year != 0)
		return date_term(run, cpr.born);
	return of_key(run, KEY_CITIZEN_BORN);
}

static struct term cpr_fits(struct run *run)
{
	struct cpr cpr;

	return cpr_of(run, &cpr) ? term_number(cpr.modulus) : (struct term){ 0 };
}

/* Measures on the ruler of months. */

#define RULER 240		/* months; what lies beyond is no longer a course */

struct ruler {
	bool filled[RULER + 1];	/* from 1 */
	int end;		/* the last one filled */
};

static struct term cell(struct run *run, const struct field *table, const char *column, int64_t row)
{
	const struct field *field = field_column(table, column);

	return field ? run_field(run, field, row) : (struct term){ 0 };
}

/* False where it does not say when it is. */
static bool measure_draw(struct run *run, const struct field *measures, int64_t row, struct ruler *ruler)
{
	struct term rejected = cell(run, measures, "rejected", row);
	struct term start = cell(run, measures, "start", row), months = cell(run, measures, "months", row);

	if (rejected.kind == TERM_NUMBER && rejected.number != 0)
		return true;
	if (start.kind != TERM_NUMBER || months.kind != TERM_NUMBER)
		return false;
	for (int m = 1; m <= RULER; m++) {
		if (m < start.number || m >= start.number + months.number)
			continue;
		ruler->filled[m] = true;
		ruler->end = m > ruler->end ? m : ruler->end;
	}
	return true;
}

static bool measures_draw(struct run *run, struct ruler *ruler)
{
	const struct field *measures = field_by_key(run->rules->forms, KEY_MEASURES);
	const struct rows *rows = measures ? run_rows(run, measures) : NULL;

	*ruler = (struct ruler){ 0 };
	if (!rows || !rows->known)
		return false;
	for (size_t i = 0; i < rows->n; i++)
		if (!measure_draw(run, measures, rows->v[i], ruler))
			return false;
	return true;
}

static struct term idle(struct run *run)
{
	struct term months = of_key(run, KEY_MONTHS);
	struct ruler ruler;
	int empty = 0;

	if (months.kind != TERM_NUMBER || !measures_draw(run, &ruler))
		return (struct term){ 0 };
	for (int m = 1; m <= months.number && m <= RULER; m++)
		empty += !ruler.filled[m];
	return term_number(empty);
}

static struct term measures_end(struct run *run)
{
	struct ruler ruler;

	return measures_draw(run, &ruler) ? term_number(ruler.end) : (struct term){ 0 };
}

static struct term duration_min(struct run *run)
{
	return term_number(run->rules->pack->months_min);
}

static struct term duration_max(struct run *run)
{
	return term_number(run->rules->pack->months_max);
}

const struct fact facts[FACT_COUNT] = {
	[FACT_TODAY] = { "today", TERM_TEXT, { -1 }, today },
	[FACT_CASE_ON] = { "case.on", TERM_TEXT, { KEY_DECISION_DATE, KEY_MEETING_DATE, -1 }, case_on },
	[FACT_CASE_ROUND] = { "case.round", TERM_NUMBER, { -1 }, case_round },
	[FACT_CASE_STAGE] = { "case.stage", TERM_TEXT, { -1 }, case_stage },
	[FACT_CASE_KIND] = { "case.kind", TERM_TEXT, { KEY_OUTCOME, KEY_REFERRAL_KIND, -1 }, case_kind },
	[FACT_CASE_RESUBMITTED] = { "case.resubmitted", TERM_NUMBER, { -1 }, case_resubmitted },
	[FACT_CITIZEN_BORN] = { "citizen.born", TERM_TEXT, { KEY_CITIZEN_CPR, KEY_CITIZEN_BORN, -1 }, born },
	[FACT_CITIZEN_CPR_FITS] = { "citizen.cpr_fits", TERM_NUMBER, { KEY_CITIZEN_CPR, -1 }, cpr_fits },
	[FACT_DURATION_MIN] = { "duration.min", TERM_NUMBER, { -1 }, duration_min },
	[FACT_DURATION_MAX] = { "duration.max", TERM_NUMBER, { -1 }, duration_max },
	[FACT_DURATION_IDLE] = { "duration.idle", TERM_NUMBER, { KEY_MONTHS, KEY_MEASURES, -1 }, idle },
	[FACT_MEASURES_END] = { "measures.end", TERM_NUMBER, { KEY_MEASURES, -1 }, measures_end },
};

enum fact_id fact_by_name(const char *name)
{
	size_t i = 0;

	while (i < FACT_COUNT && strcmp(facts[i].name, name) != 0)
		i++;
	return (enum fact_id)i;
}
