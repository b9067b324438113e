/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Deadlines of the pack.  Nothing is reckoned of them until a condition names
 * one or somebody asks for them all.
 */
#include "rule/rules_private.h"

#include <stdlib.h>

#include "base/lang.h"

void limits_compile(struct rules *rules, struct place place)
{
	for (size_t i = 0; i < rules->pack->n_deadlines; i++) {
		const struct deadline *deadline = &rules->pack->deadlines[i];
		struct limit *limit = &rules->limits[i];

		limit->deadline = deadline;
		place.path = deadline->path;
		place.line = deadline->line;
		place_name(&place, name_make(NAME_DEADLINE, i));
		limit->field = place_jump(&place, deadline->field);
		place.wanted = WANTED_DATE;
		limit->due = place_compile(&place, deadline->due);
		place.wanted = WANTED_TRUTH;
		limit->open = place_compile(&place, deadline->open);
	}
}

void limits_check(const struct rules *rules, struct faults *faults)
{
	for (size_t i = 0; i < rules->pack->n_deadlines; i++) {
		const struct deadline *deadline = &rules->pack->deadlines[i];
		const struct place place = {
			.rules = rules, .path = deadline->path, .line = deadline->line, .faults = faults
		};

		if (!gives_date(rules, rules->limits[i].due))
			place_complain(&place, deadline->due,
			    _("no date; it is a name that is one, add_months() or add_days()"));
	}
}

void limits_free(struct rules *rules)
{
	for (size_t i = 0; i < rules->pack->n_deadlines; i++) {
		condition_free(rules->limits[i].due);
		condition_free(rules->limits[i].open);
	}
	free(rules->limits);
}

/* What is no whole day is no deadline. */
struct term limit_due(struct run *run, const struct limit *limit)
{
	struct term term = condition_value(limit->due, run_term, run);
	struct date date;

	if (term.kind != TERM_TEXT || !date_read_stored(term.text, &date) || date.day == 0)
		return (struct term){ 0 };
	term.text = run_keep(run, term.text);
	return term;
}

struct deadline_line limit_line(struct run *run, size_t i)
{
	const struct limit *limit = &run->rules->limits[i];
	const struct deadline *deadline = limit->deadline;
	struct term due = run_term(name_make(NAME_DEADLINE, i), run);
	struct deadline_line line = {
		.deadline = deadline, .field = limit->field,
		.concerns = run_concerns(run, deadline->outcomes, deadline->n_outcomes, true),
		.open = run_truth(run, limit->open, 0)
	};

	line.known = due.kind == TERM_TEXT && date_read_stored(due.text, &line.due);
	return line;
}

void rules_deadlines(struct rules *rules, const struct view *view, struct deadline_line *lines)
{
	struct run run = run_begin(rules, view);

	for (size_t i = 0; i < rules->pack->n_deadlines; i++)
		lines[i] = limit_line(&run, i);
}
