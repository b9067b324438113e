/* SPDX-License-Identifier: EUPL-1.2 */
/* One rule on one case. */
#include "rule/rules_private.h"

#include <stdio.h>
#include <string.h>

/* What follows the decision depends on what was decided, which need not be what the team recommended (S 5.2). */
static struct term kind_of(struct run *run, bool after)
{
	const struct field *decided = after ? field_by_key(run->rules->forms, KEY_DECISION_OUTCOME) : NULL;
	struct term kind = { .kind = TERM_UNKNOWN };

	if (decided)
		kind = run_field(run, decided, 0);
	return kind.kind == TERM_UNKNOWN ? run_term(name_make(NAME_COMPUTED, FACT_CASE_KIND), run) : kind;
}

enum truth run_concerns(struct run *run, const char *const outcomes[], size_t n, bool after)
{
	struct term kind;

	if (n == 0)
		return TRUE_;
	kind = kind_of(run, after);
	if (kind.kind == TERM_UNKNOWN)
		return UNKNOWN;
	for (size_t i = 0; i < n; i++)
		if (strcmp(outcomes[i], kind.text) == 0)
			return TRUE_;
	return FALSE_;
}

enum truth check_applies(struct run *run, const struct check *check)
{
	const struct rule *rule = check->rule;

	return run_concerns(run, rule->outcomes, rule->n_outcomes, stage_rank(rule->at) > stage_rank(STAGE_DECIDED));
}

const int64_t *check_rows(struct run *run, const struct check *check, size_t *n)
{
	static const int64_t no_row = 0;
	const struct rows *rows;

	*n = 1;
	if (!check->each)
		return &no_row;
	rows = run_rows(run, check->each);
	*n = rows->n;
	return rows->v;
}

enum truth check_fires(struct run *run, const struct check *check)
{
	size_t n;
	const int64_t *rows = check_rows(run, check, &n);
	enum truth stands = FALSE_;

	for (size_t i = 0; i < n && stands != TRUE_; i++) {
		enum truth truth = run_truth(run, check->when, rows[i]);

		if (truth != FALSE_)
			stands = truth;
	}
	return stands;
}

enum truth check_stands(struct run *run, const struct check *check)
{
	enum truth applies = check_applies(run, check), fires;

	if (applies == FALSE_)
		return FALSE_;
	fires = check_fires(run, check);
	return fires == FALSE_ || applies == TRUE_ ? fires : UNKNOWN;
}

/* What stands in a column of `overrides`. */
static const char *override_text(struct run *run, int key, int64_t row)
{
	const struct field *field = field_by_key(run->rules->forms, key);

	return field ? run_text(run, field, row) : NULL;
}

int64_t check_reason(struct run *run, const struct check *check, int64_t row)
{
	const struct field *overrides = field_by_key(run->rules->forms, KEY_OVERRIDES);
	const struct rows *rows = overrides && check->rule->allow_reason ? run_rows(run, overrides) : NULL;
	char number[24] = "";

	if (check->each && rows)
		snprintf(number, sizeof number, "%ld", run_row_number(run, check->each, row));
	for (size_t i = 0; rows && i < rows->n; i++) {
		const char *rule = override_text(run, KEY_OVERRIDES_RULE, rows->v[i]);
		const char *of = override_text(run, KEY_OVERRIDES_ROW, rows->v[i]);

		if (rule && strcmp(rule, check->rule->id) == 0 && (!of || strcmp(of, number) == 0) &&
		    override_text(run, KEY_OVERRIDES_REASON, rows->v[i]))
			return rows->v[i];
	}
	return 0;
}
