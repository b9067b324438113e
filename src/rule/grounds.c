/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The questions whose answers a condition looks at, in its order: fields and
 * cells that it names, and those behind the pack's facts that it names.  What is
 * counted over a table, or reckoned from the CPR number, is no answer that could
 * be told in a word: it is left out.
 */
#include "rule/rules_private.h"

struct grounds {
	struct ground *v;
	size_t n, max;
};

static void look_condition(struct run *run, struct condition *condition, struct grounds *grounds);

static void add(struct run *run, const struct field *field, int64_t row, struct grounds *grounds)
{
	for (size_t i = 0; i < grounds->n; i++)
		if (grounds->v[i].field == field && grounds->v[i].row == row)
			return;
	if (grounds->n < grounds->max && run_shown(run, field, row))
		grounds->v[grounds->n++] = (struct ground){ field, row };
}

static void look_derivation(struct run *run, const struct derivation *derivation, int64_t row, struct grounds *grounds)
{
	struct run within = *run;

	within.row = within.outer = row;
	if (!derivation->over)
		look_condition(&within, derivation->text, grounds);
}

static void look_name(struct run *run, int id, struct grounds *grounds)
{
	const struct rules *rules = run->rules;
	size_t index = (size_t)name_index(id);

	switch (name_kind(id)) {
	case NAME_COMPUTED:
	case NAME_NONE:
	case NAME_ROWS:
		break;
	case NAME_FACT:
		look_derivation(run, &rules->facts[index], 0, grounds);
		break;
	case NAME_COLUMN:
		look_derivation(run, &rules->columns[index], run->row, grounds);
		break;
	case NAME_OUTER_COLUMN:
		look_derivation(run, &rules->columns[index], run->outer, grounds);
		break;
	case NAME_SEAT:
		look_condition(run, rules->seats[index].condition, grounds);
		break;
	case NAME_DEADLINE:
		look_condition(run, rules->deadlines[index].due, grounds);
		break;
	case NAME_CELL:
		add(run, field_by_key(rules->forms, (int)index), run->row, grounds);
		break;
	case NAME_OUTER_CELL:
		add(run, field_by_key(rules->forms, (int)index), run->outer, grounds);
		break;
	default:
		add(run, field_by_key(rules->forms, (int)index), 0, grounds);
	}
}

static void look_condition(struct run *run, struct condition *condition, struct grounds *grounds)
{
	size_t n = 0;
	const int *names = condition ? condition_names(condition, &n) : NULL;

	for (size_t i = 0; i < n; i++)
		look_name(run, names[i], grounds);
}

size_t rules_grounds(struct rules *rules, const struct view *view, const struct finding *finding, struct ground *v,
    size_t max)
{
	struct run run = run_begin(rules, view);
	struct grounds grounds = { .v = v, .max = max };

	run.row = run.outer = finding->row;
	if (finding->rule)
		look_condition(&run, rules->checks[finding->rule - rules->pack->rules].when, &grounds);
	return grounds.n;
}
