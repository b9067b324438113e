/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The term of each name in a run.  What a name reads is read at most once a run,
 * a cell once for each row; cycle.c has seen to it that no name leads back to
 * itself.
 */
#include "rule/rules_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* Runs and their texts. */

const char *run_keep(struct run *run, const char *text)
{
	return arena_keep(&run->rules->texts, text, strlen(text));
}

struct run run_begin(struct rules *rules, const struct view *view)
{
	rules->run++;
	arena_empty(&rules->texts);
	return (struct run){
		.rules = rules, .view = view, .round = view->round ? view->round : view->record->rounds
	};
}

/* Fields and cells. */

enum truth run_truth(struct run *run, struct condition *condition, int64_t row)
{
	struct run within = *run;

	within.row = within.outer = row;
	return condition_truth(condition, run_term, &within);
}

enum truth run_gate(struct run *run, const struct gate *gate, int64_t row, enum truth otherwise)
{
	if (!gate->given)
		return otherwise;
	return gate->condition ? run_truth(run, gate->condition, row) : TRUE_;
}

static bool opens(struct run *run, const struct field *field, int64_t row)
{
	return run_gate(run, &run->rules->show[field->key], row, TRUE_) == TRUE_;
}

bool run_shown(struct run *run, const struct field *field, int64_t row)
{
	struct memo *memo = &run->rules->shown[field->key];

	if (field->table)
		return run_shown(run, field->table, 0) && opens(run, field, row);
	if (memo->run != run->rules->run) {
		memo->term = term_number(opens(run, field, 0));
		memo->run = run->rules->run;
	}
	return memo->term.number != 0;
}

const char *run_text(struct run *run, const struct field *field, int64_t row)
{
	const struct view *view = run->view;

	if (view->typing && view->typing->key == field->key && view->typing_row == row)
		return view->typed;
	return record_get(view->record, field, run->round, row);
}

/* A canonical number, whatever the locale's decimal sign is. */
static double number_of(const char *text)
{
	double number = 0, part = 1;
	const char *s = text + (*text == '-');

	for (; *s >= '0' && *s <= '9'; s++)
		number = number * 10 + (*s - '0');
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9'; s++)
			number += (*s - '0') * (part /= 10);
	return *text == '-' ? -number : number;
}

static struct term term_of(enum field_kind kind, const char *text)
{
	switch (kind) {
	case KIND_YESNO:
		return term_number(strcmp(text, "true") == 0);
	case KIND_WHOLE:
	case KIND_DECIMAL:
	case KIND_MONTHS:
		return term_number(number_of(text));
	default:
		return term_text(text);
	}
}

/* Any text can be read as a text: only the other kinds have to be asked. */
static bool readable(const struct field *field, const char *text)
{
	return field->kind == KIND_LINE || field->kind == KIND_LONG || kind_stored(field, text);
}

static struct term field_read(struct run *run, const struct field *field, int64_t row)
{
	const char *text = run_text(run, field, row);

	if (!text || !readable(field, text) || !run_shown(run, field, row))
		return (struct term){ 0 };
	return term_of(field->kind, text);
}

/* Where a field's term is kept; NULL for a cell of a row that does not hold. */
static struct memo *field_memo(struct run *run, const struct field *field, int64_t row)
{
	const struct rows *rows;
	size_t i = 0;

	if (!field->table)
		return &run->rules->terms[field->key];
	rows = run_rows(run, field->table);
	while (i < rows->n && rows->v[i] != row)
		i++;
	return i < rows->n ? &rows->cells[i * field->table->n_columns + (size_t)(field - field->table->columns)] :
	    NULL;
}

struct term run_field(struct run *run, const struct field *field, int64_t row)
{
	struct memo *memo = field_memo(run, field, row);

	if (!memo)
		return field_read(run, field, row);
	if (memo->run != run->rules->run) {
		memo->term = field_read(run, field, field->table ? row : 0);
		memo->run = run->rules->run;
	}
	return memo->term;
}

void rows_release(struct rows *rows)
{
	free(rows->v);
	free(rows->cells);
	*rows = (struct rows){ 0 };
}

const struct rows *run_rows(struct run *run, const struct field *table)
{
	struct rows *rows = &run->rules->rows[table->key];

	if (rows->run == run->rules->run)
		return rows;
	rows_release(rows);
	rows->run = run->rules->run;
	if (run_shown(run, table, 0)) {
		rows->v = record_rows(run->view->record, table, run->round, &rows->n);
		rows->cells = xcalloc(rows->n * table->n_columns + 1, sizeof *rows->cells);
		rows->known = rows->n > 0 || record_none(run->view->record, table, run->round);
	}
	return rows;
}

bool run_answered(struct run *run, const struct field *field, int64_t row)
{
	if (field->kind == KIND_TABLE)
		return run_rows(run, field)->known;
	return run_field(run, field, row).kind != TERM_UNKNOWN;
}

/* Folds.  Whether a row is counted may itself be unknown. */

static enum truth both(enum truth a, enum truth b)
{
	if (a == FALSE_ || b == FALSE_)
		return FALSE_;
	return a == TRUE_ && b == TRUE_ ? TRUE_ : UNKNOWN;
}

static enum truth not(enum truth a)
{
	return a == UNKNOWN ? UNKNOWN : a == TRUE_ ? FALSE_ : TRUE_;
}

static enum truth counted(struct run *run, const struct derivation *derivation)
{
	return derivation->where ? condition_truth(derivation->where, run_term, run) : TRUE_;
}

/* How many rows are true, false and unknown.  Rows that are not counted are `otherwise`; no further row is
 * looked at after one that settles it. */
struct tally {
	size_t yes, no, unknown;
};

static struct tally tally(struct run *run, const struct derivation *derivation, const struct rows *rows,
    enum truth otherwise, enum truth settles)
{
	struct tally tally = { 0 };
	bool settled = false;

	for (size_t i = 0; i < rows->n && !settled; i++) {
		enum truth truth;

		run->row = rows->v[i];
		truth = counted(run, derivation);
		if (truth != FALSE_ && otherwise == FALSE_)
			truth = both(truth, condition_truth(derivation->text, run_term, run));
		else if (truth != FALSE_)
			truth = not(both(truth, not(condition_truth(derivation->text, run_term, run))));
		else
			truth = otherwise;
		tally.yes += truth == TRUE_;
		tally.no += truth == FALSE_;
		tally.unknown += truth == UNKNOWN;
		settled = truth == settles;
	}
	return tally;
}

static struct term fold_any(struct run *run, const struct derivation *derivation, const struct rows *rows)
{
	struct tally t = tally(run, derivation, rows, FALSE_, TRUE_);

	return t.yes == 0 && t.unknown > 0 ? (struct term){ 0 } : term_number(t.yes > 0);
}

static struct term fold_all(struct run *run, const struct derivation *derivation, const struct rows *rows)
{
	struct tally t = tally(run, derivation, rows, TRUE_, FALSE_);

	return t.no == 0 && t.unknown > 0 ? (struct term){ 0 } : term_number(t.no == 0);
}

static struct term fold_count(struct run *run, const struct derivation *derivation, const struct rows *rows)
{
	struct tally t = tally(run, derivation, rows, FALSE_, UNKNOWN);

	return t.unknown > 0 ? (struct term){ 0 } : term_number((double)t.yes);
}

/* Whether a row counts, and where it may, its value. */
static enum truth counted_value(struct run *run, const struct derivation *derivation, int64_t row, struct term *value)
{
	enum truth counts;

	run->row = row;
	counts = counted(run, derivation);
	if (counts != FALSE_)
		*value = condition_value(derivation->text, run_term, run);
	return counts;
}

static struct term fold_sum(struct run *run, const struct derivation *derivation, const struct rows *rows)
{
	double sum = 0;

	for (size_t i = 0; i < rows->n; i++) {
		struct term term;
		enum truth counts = counted_value(run, derivation, rows->v[i], &term);

		if (counts == FALSE_)
			continue;
		if (term.kind != TERM_NUMBER || (counts == UNKNOWN && term.number != 0))
			return (struct term){ 0 };
		sum += term.number;
	}
	return term_number(sum);
}

/* The earliest (-1) or the latest (1) of dates, which sort as they are stored; unknown where there is none. */
static struct term fold_dates(struct run *run, const struct derivation *derivation, const struct rows *rows,
    int sign)
{
	struct term best = { 0 };

	for (size_t i = 0; i < rows->n; i++) {
		struct term term;
		enum truth counts = counted_value(run, derivation, rows->v[i], &term);

		if (counts == FALSE_)
			continue;
		if (term.kind != TERM_TEXT || counts == UNKNOWN)
			return (struct term){ 0 };
		if (best.kind == TERM_UNKNOWN || sign * strcmp(term.text, best.text) > 0)
			best = term_text(run_keep(run, term.text));
	}
	return best;
}

static struct term fold_first(struct run *run, const struct derivation *derivation, const struct rows *rows)
{
	return fold_dates(run, derivation, rows, -1);
}

static struct term fold_last(struct run *run, const struct derivation *derivation, const struct rows *rows)
{
	return fold_dates(run, derivation, rows, 1);
}

/* A fact (row 0) or a column of a row. */
static struct term derive(const struct run *run, const struct derivation *derivation, int64_t row)
{
	static struct term (*const folds[])(struct run *, const struct derivation *, const struct rows *) = {
		[FOLD_ANY] = fold_any, [FOLD_ALL] = fold_all, [FOLD_COUNT] = fold_count, [FOLD_SUM] = fold_sum,
		[FOLD_FIRST] = fold_first, [FOLD_LAST] = fold_last
	};
	struct run within = *run;
	struct term term;

	within.row = within.outer = row;
	if (derivation->over) {
		const struct rows *rows = run_rows(&within, derivation->over);

		if (!rows->known)
			return (struct term){ 0 };
		return folds[derivation->derived->fold](&within, derivation, rows);
	}
	term = condition_value(derivation->text, run_term, &within);
	if (term.kind == TERM_TEXT)
		term.text = run_keep(&within, term.text);
	return term;
}

/* Names. */

static struct term get_field(struct run *run, int key)
{
	return run_field(run, field_by_key(run->rules->forms, key), 0);
}

static struct term get_cell(struct run *run, int key)
{
	return run_field(run, field_by_key(run->rules->forms, key), run->row);
}

static struct term get_outer_cell(struct run *run, int key)
{
	return run_field(run, field_by_key(run->rules->forms, key), run->outer);
}

static struct term get_none(struct run *run, int key)
{
	const struct rows *rows = run_rows(run, field_by_key(run->rules->forms, key));

	return rows->known ? term_number(rows->n == 0) : (struct term){ 0 };
}

static struct term get_rows(struct run *run, int key)
{
	const struct rows *rows = run_rows(run, field_by_key(run->rules->forms, key));

	return rows->known ? term_number((double)rows->n) : (struct term){ 0 };
}

static struct term get_computed(struct run *run, int fact)
{
	struct memo *memo = &run->rules->computed[fact];

	if (memo->run != run->rules->run) {
		memo->term = facts[fact].get(run);
		memo->run = run->rules->run;
	}
	return memo->term;
}

static struct term get_fact(struct run *run, int fact)
{
	struct memo *memo = &run->rules->fact_terms[fact];

	if (memo->run != run->rules->run) {
		memo->term = derive(run, &run->rules->facts[fact], 0);
		memo->run = run->rules->run;
	}
	return memo->term;
}

static struct term get_column(struct run *run, int column)
{
	return derive(run, &run->rules->columns[column], run->row);
}

static struct term get_outer_column(struct run *run, int column)
{
	return derive(run, &run->rules->columns[column], run->outer);
}

static struct term get_seat(struct run *run, int seat)
{
	struct memo *memo = &run->rules->seat_terms[seat];

	if (memo->run != run->rules->run) {
		memo->term = term_truth(run_gate(run, &run->rules->seats[seat], 0, FALSE_));
		memo->run = run->rules->run;
	}
	return memo->term;
}

static struct term get_deadline(struct run *run, int deadline)
{
	struct memo *memo = &run->rules->deadline_terms[deadline];

	if (memo->run != run->rules->run) {
		memo->term = deadline_due(run, &run->rules->deadlines[deadline]);
		memo->run = run->rules->run;
	}
	return memo->term;
}

struct term run_term(int id, void *arg)
{
	static struct term (*const get[])(struct run *run, int index) = {
		[NAME_FIELD] = get_field, [NAME_CELL] = get_cell, [NAME_OUTER_CELL] = get_outer_cell,
		[NAME_NONE] = get_none, [NAME_ROWS] = get_rows, [NAME_COMPUTED] = get_computed,
		[NAME_FACT] = get_fact, [NAME_COLUMN] = get_column, [NAME_OUTER_COLUMN] = get_outer_column,
		[NAME_SEAT] = get_seat, [NAME_DEADLINE] = get_deadline
	};
	_Static_assert(sizeof get / sizeof *get == NAME_KIND_COUNT, "a function for each kind of name");

	return get[name_kind(id)](arg, name_index(id));
}
