/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Deadlines of the pack.  Nothing is reckoned of them until a condition names
 * one or somebody asks for them all.
 */
#include "rule/rules_private.h"

#include <stdlib.h>

#include "base/lang.h"

void deadlines_compile(struct rules *rules, struct scope scope)
{
	for (size_t i = 0; i < rules->pack->n_deadlines; i++) {
		const struct deadline *deadline = &rules->pack->deadlines[i];
		struct compiled_deadline *compiled = &rules->deadlines[i];

		compiled->deadline = deadline;
		scope.path = deadline->path;
		scope.line = deadline->line;
		scope_unique(&scope, name_make(NAME_DEADLINE, i));
		compiled->field = scope_jump(&scope, deadline->field);
		scope.wanted = GIVES_DATE;
		compiled->due = scope_compile(&scope, deadline->due);
		scope.wanted = GIVES_TRUTH;
		compiled->open = scope_compile(&scope, deadline->open);
	}
}

void deadlines_check(const struct rules *rules, struct faults *faults)
{
	for (size_t i = 0; i < rules->pack->n_deadlines; i++) {
		const struct deadline *deadline = &rules->pack->deadlines[i];
		const struct scope scope = {
			.rules = rules, .path = deadline->path, .line = deadline->line, .faults = faults
		};

		if (gives_of(rules, condition_part(rules->deadlines[i].due)) != GIVES_DATE)
			scope_complain(&scope, deadline->due,
			    _("no date; it is a name that is one, add_months() or add_days()"));
	}
}

void deadlines_free(struct rules *rules)
{
	for (size_t i = 0; i < rules->pack->n_deadlines; i++) {
		condition_free(rules->deadlines[i].due);
		condition_free(rules->deadlines[i].open);
	}
	free(rules->deadlines);
}

/* What is no whole day is no deadline. */
struct term deadline_due(struct run *run, const struct compiled_deadline *compiled)
{
	struct term term = condition_value(compiled->due, run_term, run);
	struct date date;

	if (term.kind != TERM_TEXT || !date_read_stored(term.text, &date) || date.day == 0)
		return (struct term){ 0 };
	term.text = run_keep(run, term.text);
	return term;
}

struct deadline_line deadline_stands(struct run *run, size_t i)
{
	const struct compiled_deadline *compiled = &run->rules->deadlines[i];
	const struct deadline *deadline = compiled->deadline;
	struct term due = run_term(name_make(NAME_DEADLINE, i), run);
	struct deadline_line line = {
		.deadline = deadline, .field = compiled->field,
		.concerns = run_concerns(run, deadline->outcomes, deadline->n_outcomes, true),
		.open = run_truth(run, compiled->open, 0)
	};

	line.known = due.kind == TERM_TEXT && date_read_stored(due.text, &line.due);
	return line;
}

void rules_deadlines(struct rules *rules, const struct view *view, struct deadline_line *lines)
{
	struct run run = run_begin(rules, view);

	for (size_t i = 0; i < rules->pack->n_deadlines; i++)
		lines[i] = deadline_stands(&run, i);
}
