/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Behind an unknown there are fields that nobody has answered, perhaps through
 * facts, folds, and conditions under which a field is shown.  Where there is no
 * such field (nothing that can be answered would settle it), facts are told by name.
 */
#include "rule/rules_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

void missing_add(struct finding *finding, const struct field *field)
{
	for (size_t i = 0; i < finding->n_missing; i++)
		if (finding->missing[i] == field)
			return;
	finding->missing = xrealloc(finding->missing, (finding->n_missing + 1) * sizeof *finding->missing);
	finding->missing[finding->n_missing++] = field;
}

static void add_fact(struct finding *finding, const char *name)
{
	for (size_t i = 0; i < finding->n_missing_facts; i++)
		if (strcmp(finding->missing_facts[i], name) == 0)
			return;
	finding->missing_facts = xrealloc(finding->missing_facts,
	    (finding->n_missing_facts + 1) * sizeof *finding->missing_facts);
	finding->missing_facts[finding->n_missing_facts++] = xstrdup(name);
}

void missing_release(struct finding *finding)
{
	for (size_t i = 0; i < finding->n_missing_facts; i++)
		free(finding->missing_facts[i]);
	free(finding->missing_facts);
	free(finding->missing);
}

/* Each of these adds what it finds behind something unknown, and says whether there was anything. */

static bool behind_condition(struct run *run, struct condition *condition, struct finding *finding);

/* A hidden field cannot be answered, but what keeps it hidden perhaps can. */
static bool behind_field(struct run *run, const struct field *field, int64_t row, struct finding *finding)
{
	struct condition *show = run->rules->show[field->key].condition;
	struct run within = *run;

	if (run_shown(run, field, row)) {
		missing_add(finding, field);
		return true;
	}
	if (field->table && !run_shown(run, field->table, 0))
		return behind_field(run, field->table, 0, finding);
	within.row = within.outer = row;
	return run_truth(run, show, row) == UNKNOWN && behind_condition(&within, show, finding);
}

/* A table that was answered is still the place to go: it is some cell in it. */
static bool behind_computed(struct run *run, const struct fact *fact, struct finding *finding)
{
	bool found = false;

	for (const int *key = fact->keys; *key >= 0; key++) {
		const struct field *field = field_by_key(run->rules->forms, *key);

		if (field && (field->kind == KIND_TABLE || !run_answered(run, field, 0)))
			found |= behind_field(run, field, 0, finding);
	}
	return found;
}

static bool behind_part(struct run *run, struct condition *part, struct finding *finding)
{
	return part && condition_value(part, run_term, run).kind == TERM_UNKNOWN &&
	    behind_condition(run, part, finding);
}

static bool behind_rows(struct run *run, const struct derivation *derivation, struct finding *finding)
{
	const struct rows *rows = run_rows(run, derivation->over);
	bool found = false;

	if (!rows->known)
		return behind_field(run, derivation->over, 0, finding);
	for (size_t i = 0; i < rows->n; i++) {
		run->row = rows->v[i];
		if (derivation->where && condition_truth(derivation->where, run_term, run) == FALSE_)
			continue;
		found |= behind_part(run, derivation->where, finding);
		found |= behind_part(run, derivation->text, finding);
	}
	return found;
}

static bool behind_derivation(struct run *run, const struct derivation *derivation, int64_t row,
    struct finding *finding)
{
	struct run within = *run;

	within.row = within.outer = row;
	return derivation->over ? behind_rows(&within, derivation, finding) :
	    behind_part(&within, derivation->text, finding);
}

static bool behind_name(struct run *run, int id, struct finding *finding)
{
	struct rules *rules = run->rules;
	size_t index = (size_t)name_index(id);

	switch (name_kind(id)) {
	case NAME_COMPUTED:
		return behind_computed(run, &facts[index], finding);
	case NAME_FACT:
		return behind_derivation(run, &rules->facts[index], 0, finding);
	case NAME_COLUMN:
		return behind_derivation(run, &rules->columns[index], run->row, finding);
	case NAME_OUTER_COLUMN:
		return behind_derivation(run, &rules->columns[index], run->outer, finding);
	case NAME_SEAT:
		return behind_part(run, rules->seats[index].condition, finding);
	case NAME_DEADLINE:
		return behind_part(run, rules->deadlines[index].due, finding);
	case NAME_CELL:
		return behind_field(run, field_by_key(rules->forms, (int)index), run->row, finding);
	case NAME_OUTER_CELL:
		return behind_field(run, field_by_key(rules->forms, (int)index), run->outer, finding);
	default:
		return behind_field(run, field_by_key(rules->forms, (int)index), 0, finding);
	}
}

static bool behind_condition(struct run *run, struct condition *condition, struct finding *finding)
{
	size_t n;
	const int *names = condition_doubts(condition, &n);
	bool found = false;

	for (size_t i = 0; i < n; i++)
		if (run_term(names[i], run).kind == TERM_UNKNOWN)
			found |= behind_name(run, names[i], finding);
	return found;
}

void missing_find(struct run *run, struct condition *condition, int64_t row, struct finding *finding)
{
	struct run within = *run;
	size_t n;
	const int *names = condition_doubts(condition, &n);
	char name[NAME_SIZE];

	within.row = within.outer = row;
	if (behind_condition(&within, condition, finding))
		return;
	for (size_t i = 0; i < n; i++)
		if (run_term(names[i], &within).kind == TERM_UNKNOWN)
			add_fact(finding, name_text(run->rules, names[i], name));
}
