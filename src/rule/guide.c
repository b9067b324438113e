/* SPDX-License-Identifier: EUPL-1.2 */
/* The conditions of an outcome are rules turned round: met while the rule does not fire. */
#include "rule/rules_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static bool states(const struct rule *rule, const char *outcome)
{
	bool own = rule->n_conditions_of > 0;
	const char *const *of = own ? rule->conditions_of : rule->outcomes;
	size_t n = own ? rule->n_conditions_of : rule->n_outcomes;

	if (!rule->condition.s[LANG_DA])
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(of[i], outcome) == 0)
			return true;
	return false;
}

/* The row that decides: the first in which the rule fires, else the first in which it is unknown. */
static int64_t deciding_row(struct run *run, const struct check *check, enum truth fires)
{
	size_t n;
	const int64_t *rows = check_rows(run, check, &n);

	for (size_t i = 0; i < n && fires != FALSE_; i++)
		if (run_truth(run, check->when, rows[i]) == fires)
			return rows[i];
	return 0;
}

/* As long as it is not known whether the condition matters it is unknown too: nobody is told that it is met. */
static struct guide_line line_of(struct run *run, const struct check *check, enum truth matters)
{
	enum truth fires = matters == UNKNOWN ? UNKNOWN : check_fires(run, check);
	struct guide_line line = { .rule = check->rule, .field = check->field };
	struct finding behind = { 0 };

	line.met = fires == UNKNOWN ? UNKNOWN : fires == FALSE_ ? TRUE_ : FALSE_;
	line.row = matters == UNKNOWN ? 0 : deciding_row(run, check, fires);
	if (fires != UNKNOWN)
		return line;
	missing_find(run, matters == UNKNOWN ? check->matters : check->when, line.row, &behind);
	line.missing = behind.missing;
	line.n_missing = behind.n_missing;
	behind.missing = NULL;
	missing_release(&behind);
	if (line.n_missing > 0)
		line.field = line.missing[0];
	if (line.field != NULL && !row_belongs(line.rule, line.field))
		line.row = 0;
	return line;
}

void rules_guide(struct rules *rules, const struct view *view, const char *outcome, struct guide *guide)
{
	struct view chosen = *view;
	struct run run;

	chosen.typing = field_by_key(rules->forms, KEY_OUTCOME);
	chosen.typing_row = 0;
	chosen.typed = outcome;
	run = run_begin(rules, &chosen);
	*guide = (struct guide){ .v = xcalloc(rules->pack->n_rules + 1, sizeof *guide->v) };
	for (size_t i = 0; i < rules->pack->n_rules; i++) {
		struct check *check = &rules->checks[i];
		enum truth matters = check->matters ? run_truth(&run, check->matters, 0) : TRUE_;

		if (!states(check->rule, outcome) || matters == FALSE_)
			continue;
		struct guide_line line = line_of(&run, check, matters);
		guide->met += line.met == TRUE_;
		guide->not_met += line.met == FALSE_;
		guide->unknown += line.met == UNKNOWN;
		guide->v[guide->n++] = line;
	}
}

void guide_release(struct guide *guide)
{
	for (size_t i = 0; i < guide->n; i++)
		free(guide->v[i].missing);
	free(guide->v);
	*guide = (struct guide){ 0 };
}
