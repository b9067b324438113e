/* SPDX-License-Identifier: EUPL-1.2 */
/* What screens and commands ask of a case beside its findings. */
#include "rule/rules_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static int view_round(const struct view *view)
{
	return view->round ? view->round : view->record->rounds;
}

enum stage view_stage(const struct view *view)
{
	const struct value *value = record_at(view->record, view_round(view), KEY_CASE_STAGE, 0);
	enum stage stage;

	return value && value->text && stage_by_code(value->text, &stage) ? stage : STAGE_DRAFT;
}

/* From which stage on the questions of a form are asked; those of other forms once there is a decision. */
bool form_asked(const struct form *form, enum stage stage)
{
	static const struct {
		const char *form;
		enum stage from;
	} asked[] = {
		{ "preparatory", STAGE_DRAFT }, { "meeting", STAGE_SCHEDULED },
		{ "assessment", STAGE_SCHEDULED }, { "recommendation", STAGE_SCHEDULED }
	};

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		if (strcmp(asked[i].form, form->id) == 0)
			return stage_rank(stage) >= stage_rank(asked[i].from);
	return stage_rank(stage) >= stage_rank(STAGE_DECIDED);
}

bool run_required(struct run *run, const struct field *field, int64_t row)
{
	return run_shown(run, field, row) &&
	    run_gate(run, &run->rules->required[field->key], row, FALSE_) == TRUE_;
}

void screen_walk(struct run *run, const struct screen *screen,
    void (*each)(struct run *run, const struct field *field, int64_t row, void *arg), void *arg)
{
	for (size_t i = 0; i < screen->n_fields; i++) {
		const struct field *field = screen->fields[i];
		const struct rows *rows = field->kind == KIND_TABLE ? run_rows(run, field) : NULL;

		if (!run_shown(run, field, 0))
			continue;
		each(run, field, 0, arg);
		for (size_t j = 0; rows && j < rows->n; j++)
			for (size_t k = 0; k < field->n_columns; k++)
				if (run_shown(run, &field->columns[k], rows->v[j]))
					each(run, &field->columns[k], rows->v[j], arg);
	}
}

bool rules_shown(struct rules *rules, const struct view *view, const struct field *field, int64_t row)
{
	struct run run = run_begin(rules, view);

	return run_shown(&run, field, row);
}

bool rules_required(struct rules *rules, const struct view *view, const struct field *field, int64_t row)
{
	struct run run = run_begin(rules, view);

	return run_required(&run, field, row);
}

enum truth rules_seat(struct rules *rules, const struct view *view, const struct seat_rule *seat)
{
	struct run run = run_begin(rules, view);

	return run_gate(&run, &rules->seats[seat - rules->pack->seats], 0, FALSE_);
}

long run_row_number(struct run *run, const struct field *table, int64_t row)
{
	const struct field *no = table->numbered ? field_column(table, "no") : NULL;
	const char *given = no ? run_text(run, no, row) : NULL;
	const struct rows *rows = given ? NULL : run_rows(run, table);
	size_t i = 0;

	if (given)
		return strtol(given, NULL, 10);
	while (i < rows->n && rows->v[i] != row)
		i++;
	return (long)i + 1;
}

long rules_row_number(const struct view *view, const struct field *table, int64_t row)
{
	const struct field *no = table->numbered ? field_column(table, "no") : NULL;
	const char *given = no ? record_get(view->record, no, view_round(view), row) : NULL;
	size_t n, i = 0;
	int64_t *rows;

	if (given)
		return strtol(given, NULL, 10);
	rows = record_rows(view->record, table, view_round(view), &n);
	while (i < n && rows[i] != row)
		i++;
	free(rows);
	return (long)i + 1;
}

struct condition *rules_condition(const struct rules *rules, const char *text, const char *where,
    struct faults *faults)
{
	const struct scope scope = { .rules = rules, .path = where, .line = 1, .faults = faults };

	return scope_compile(&scope, text);
}

enum truth rules_truth(struct rules *rules, const struct view *view, struct condition *condition)
{
	struct run run = run_begin(rules, view);

	return run_truth(&run, condition, 0);
}

struct fact_value rules_fact(struct rules *rules, const struct view *view, const char *name)
{
	struct scope scope = { .rules = rules };
	struct run run = run_begin(rules, view);
	int id = name_resolve(name, &scope);
	struct term term = { 0 };

	if (id >= 0)
		term = run_term(id, &run);
	return (struct fact_value){
		.known = term.kind != TERM_UNKNOWN, .is_text = term.kind == TERM_TEXT,
		.number = term.number, .text = term.text
	};
}

static struct date as_of(struct run *run)
{
	struct term on = run_term(name_make(NAME_COMPUTED, FACT_CASE_ON), run);
	struct date date = run->view->today;

	date_read_stored(on.text, &date);
	return date;
}

struct date rules_on(struct rules *rules, const struct view *view)
{
	struct run run = run_begin(rules, view);

	return as_of(&run);
}

/* What of a screen is answered. */
struct count {
	size_t answered, asked, filled;
};

static void count(struct run *run, const struct field *field, int64_t row, void *arg)
{
	struct count *counted = arg;
	bool answered = run_answered(run, field, row);

	counted->answered += answered;
	if (!run_required(run, field, row))
		return;
	counted->asked++;
	counted->filled += answered;
}

static bool points_at(const struct screen *screen, const struct field *field)
{
	for (size_t i = 0; field && i < screen->n_fields; i++)
		if (screen->fields[i] == (field->table ? field->table : field))
			return true;
	return false;
}

static bool asked(struct run *run, const struct screen *screen)
{
	for (size_t i = 0; i < screen->n_fields; i++)
		if (run_shown(run, screen->fields[i], 0))
			return true;
	return screen->n_fields == 0;
}

enum screen_mark rules_screen_mark(struct rules *rules, const struct view *view, const struct screen *screen,
    const struct findings *findings)
{
	struct run run = run_begin(rules, view);
	struct count counted = { 0 };

	if (!asked(&run, screen))
		return MARK_HIDDEN;
	screen_walk(&run, screen, count, &counted);
	if (counted.answered == 0)
		return MARK_EMPTY;
	if (counted.filled < counted.asked)
		return MARK_BEGUN;
	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *f = &findings->v[i];

		/* A reminder is no fault: no answer would ever make it go. */
		bool fault = f->blocks || f->severity != SEVERITY_REMIND;

		if (f->now && !f->overridden && fault && points_at(screen, f->field))
			return MARK_FINDINGS;
	}
	return MARK_COMPLETE;
}

/* What the list keeps: each finding counts once. */
static void count_finding(const struct finding *finding, struct readiness *readiness)
{
	int *const counts[SEVERITY_COUNT] = {
		[SEVERITY_BLOCK] = &readiness->blocks, [SEVERITY_WARN] = &readiness->warns,
		[SEVERITY_REMIND] = &readiness->reminds, [SEVERITY_UNKNOWN] = &readiness->unknowns
	};

	if (finding->now && !finding->overridden)
		++*counts[finding->blocks ? SEVERITY_BLOCK : finding->severity];
}

void rules_readiness(struct rules *rules, const struct view *view, const struct findings *findings,
    struct readiness *readiness)
{
	const struct forms *forms = rules->forms;
	enum stage stage = view_stage(view);
	struct run run = run_begin(rules, view);
	struct count counted = { 0 };

	*readiness = (struct readiness){ 0 };
	for (size_t i = 0; i < findings->n; i++)
		count_finding(&findings->v[i], readiness);
	for (size_t i = 0; i < forms->n; i++)
		for (size_t j = 0; form_asked(&forms->v[i], stage) && j < forms->v[i].n_screens; j++)
			screen_walk(&run, &forms->v[i].screens[j], count, &counted);
	readiness->asked = (int)counted.asked;
	readiness->filled = (int)counted.filled;
	strncat(readiness->pack, rules->pack->name, sizeof readiness->pack - 1);
	readiness->as_of = as_of(&run);
}
