/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files behind rules.h share.
 *
 *	rules.c		compiles forms and pack	names.c		what a name in a condition stands for
 *	usage.c		conditions, each part of which is what is wanted there
 *	gives.c		what a name gives: a number, a date ...
 *	cycle.c		no fact leads back to itself
 *	term.c		the term of a name in a run: fields, cells, folds
 *	fact.c		facts that C computes	missing.c	what is behind an unknown
 *	check.c		one rule on one case	finding.c	rules_run, rules_readiness
 *	deadline.c	rules_deadlines
 *	view.c		what screens ask	test.c		the pack's own tests
 *	guide.c		the conditions of an outcome	grounds.c	the answers behind a finding
 *
 * A run is one look at one view.  What it found out is kept in struct rules,
 * marked with the run's number, so that a run allocates next to nothing.
 */
#ifndef RULE_RULES_PRIVATE_H
#define RULE_RULES_PRIVATE_H

#include "rule/condition.h"
#include "rule/fact.h"
#include "base/arena.h"
#include "rule/rules.h"

/* What names stand for.  An id is the kind and an index: a key, or a place in the pack's facts or columns. */
enum name_kind {
	NAME_FIELD,		/* key */
	NAME_CELL,		/* key of a column of the row at hand */
	NAME_OUTER_CELL,	/* the same of the row for which a table is folded: row.no */
	NAME_NONE,		/* key of a table: answered none */
	NAME_ROWS,		/* key of a table: how many rows it has */
	NAME_COMPUTED,		/* enum fact_id */
	NAME_FACT,		/* pack->facts */
	NAME_COLUMN,		/* pack->columns, of the row at hand */
	NAME_OUTER_COLUMN,
	NAME_SEAT,		/* pack->seats: its condition */
	NAME_DEADLINE,		/* pack->deadlines: its date */
	NAME_KIND_COUNT
};
#define NAME_INDEX_BITS 20
static inline int name_make(enum name_kind kind, size_t index)
{
	return (int)((unsigned)kind << NAME_INDEX_BITS | (unsigned)index);
}
static inline enum name_kind name_kind(int id)
{
	return (enum name_kind)(id >> NAME_INDEX_BITS);
}
static inline int name_index(int id)
{
	return id & ((1 << NAME_INDEX_BITS) - 1);
}

/* A condition of a form.  Given, but without a condition: the word true. */
struct gate {
	bool given;
	struct condition *condition;
};

/* A fact or a column of the pack. */
struct derivation {
	const struct derived *derived;
	const struct field *table;	/* a column's; else NULL */
	const struct field *over;	/* folded over; else NULL */
	struct condition *text, *where;
};

/* A rule of the pack. */
struct check {
	const struct rule *rule;
	const struct field *each, *field;
	struct condition *when;
	struct condition *matters;	/* of a condition of an outcome: whether it is one in this case; NULL: always */
};

struct memo {
	uint64_t run;
	struct term term;
};

/* A deadline of the pack, with its conditions compiled. */
struct compiled_deadline {
	const struct deadline *deadline;
	const struct field *field;
	struct condition *due, *open;
};

/* The rows of a table in a run. */
struct rows {
	uint64_t run;
	int64_t *v;
	size_t n;
	bool known;		/* it has rows or was answered none */
	struct memo *cells;	/* row by row, each as many as the table has columns */
};

struct rules {
	const struct forms *forms;
	const struct pack *pack;
	struct engine *engine;
	struct gate *show, *required;	/* by key */
	int *order;			/* by key: where its question comes on the screens */
	struct derivation *facts, *columns;
	struct check *checks;
	struct gate *seats;
	struct compiled_deadline *deadlines;

	uint64_t run;			/* number of the latest run */
	struct memo *terms, *shown;	/* by key, of what is not in a table */
	struct rows *rows;		/* by key */
	struct memo *fact_terms, *seat_terms, *deadline_terms;	/* by place in the pack */
	struct memo computed[FACT_COUNT];
	struct arena texts;		/* that the run made */
};

/* names.c */

/* Where a condition stands: which names it may use, and what to say where it is wrong. */
struct scope {
	const struct rules *rules;
	const struct field *table;	/* bare names are its columns; or NULL */
	const struct field *outer;	/* row.x are its columns; or NULL */
	enum gives wanted;		/* of the whole; GIVES_OTHER: anything */
	const char *path;
	int line;			/* of what is compiled, where it is no text of the pack */
	const struct origin *at;	/* where a form's condition begins, which is none either; or NULL */
	struct usages *later;		/* where its names are kept to be looked at; NULL: at once */
	struct faults *faults;
};
/* Conditions that are compiled, and what they are used as not looked at yet. */
struct usages {
	struct usage {
		struct scope scope;
		const char *text;
		const struct condition *condition;
	} *v;
	size_t n, cap;
};
/* A fault at a text of the pack ("'citizen.agee': there is no such fact"), or else where the condition stands. */
void scope_complain(const struct scope *scope, const char *id, const char *what);
/* A fault where something else has the name as well. */
void scope_unique(const struct scope *scope, int id);
/* Where one is led to: with a table one of its columns, else any field; a fault where there is none. */
const struct field *scope_jump(const struct scope *scope, const char *id);
/* Names as conditions may use them (struct naming); `arg` is a struct scope. */
int name_resolve(const char *name, void *arg);
char *name_nearest(const char *name, void *arg);
/* As it is written in conditions; a caller's buffer of NAME_SIZE. */
#define NAME_SIZE 104
const char *name_text(const struct rules *rules, int id, char out[NAME_SIZE]);
/* The file of a field's form. */
const char *field_path(const struct forms *forms, const struct field *field);
/* The field that a name reads, or NULL. */
const struct field *name_field(const struct rules *rules, int id);

/* usage.c */

/* Compiles; NULL with faults, also where a part is not what is wanted there, unless that is for later. */
struct condition *scope_compile(const struct scope *scope, const char *text);
/* Looks at what was kept for later; a fault where a part is not what is wanted.  Leaves none. */
void usages_check(struct usages *usages);

/* gives.c: these ask what facts are made of, which can be told once all of them are compiled. */

/* What a name gives; GIVES_OTHER where that cannot be told, or where facts lead back to themselves. */
enum gives name_gives(const struct rules *rules, int id);
/* The same of a part of a condition. */
enum gives gives_of(const struct rules *rules, const struct part *part);
/* The name whose value a fact takes over; names that lead back to themselves are given up in time. */
int name_behind(const struct rules *rules, int id);

/* finding.c: whether the rows that a rule looks at are those of the field's table (of forms: always). */
bool row_belongs(const struct rule *rule, const struct field *field);

/* cycle.c: a fault at each fact or field that depends on itself. */
void cycles_find(const struct rules *rules, struct faults *faults);

/* term.c */

struct run {
	struct rules *rules;
	const struct view *view;
	int round;
	int64_t row, outer;	/* at hand, and folded for */
};
struct run run_begin(struct rules *rules, const struct view *view);
/* The term of a name; `arg` is the struct run. */
struct term run_term(int id, void *arg);
/* With the row at hand, which is also the one folded for. */
enum truth run_truth(struct run *run, struct condition *condition, int64_t row);
/* A form's condition; `otherwise` where it has none. */
enum truth run_gate(struct run *run, const struct gate *gate, int64_t row, enum truth otherwise);
bool run_shown(struct run *run, const struct field *field, int64_t row);
/* What stands there: stored or being typed; NULL where not answered. */
const char *run_text(struct run *run, const struct field *field, int64_t row);
/* The term of a field or a cell: unknown where it is hidden, not answered or a draft. */
struct term run_field(struct run *run, const struct field *field, int64_t row);
const struct rows *run_rows(struct run *run, const struct field *table);
/* A table: it has rows or was answered none; any other: its term is known. */
bool run_answered(struct run *run, const struct field *field, int64_t row);
/* A copy that lives until the next run. */
const char *run_keep(struct run *run, const char *text);
void rows_release(struct rows *rows);

static inline struct term term_text(const char *text)
{
	return (struct term){ .kind = text ? TERM_TEXT : TERM_UNKNOWN, .text = text };
}
static inline struct term term_number(double number)
{
	return (struct term){ .kind = TERM_NUMBER, .number = number };
}
static inline struct term term_truth(enum truth truth)
{
	return truth == UNKNOWN ? (struct term){ .kind = TERM_UNKNOWN } : term_number(truth == TRUE_);
}

/* missing.c: what would settle a condition that is unknown, each once, into the finding. */
void missing_find(struct run *run, struct condition *condition, int64_t row, struct finding *finding);
void missing_add(struct finding *finding, const struct field *field);
void missing_release(struct finding *finding);

/* check.c */

/* Whether something `for` these outcomes is for this case: by its outcome, else by what it is referred for; for
 * what comes `after` the decision by what was decided, before both. */
enum truth run_concerns(struct run *run, const char *const outcomes[], size_t n, bool after);
/* Whether a rule is. */
enum truth check_applies(struct run *run, const struct check *check);
/* Its condition as a whole: it fires where it does in any row, else is unknown where it is in any. */
enum truth check_fires(struct run *run, const struct check *check);
/* Both. */
enum truth check_stands(struct run *run, const struct check *check);
/* The rows that a rule looks at, one without a table: *n of them, borrowed. */
const int64_t *check_rows(struct run *run, const struct check *check, size_t *n);
/* The row of `overrides` in which somebody gave a reason why the rule does not hold the case back; 0: none. */
int64_t check_reason(struct run *run, const struct check *check, int64_t row);

/* deadline.c */

/* Compiles the pack's deadlines; deadlines_check, once nothing leads back to itself, finds those whose due is no
 * date. */
void deadlines_compile(struct rules *rules, struct scope scope);
void deadlines_check(const struct rules *rules, struct faults *faults);
void deadlines_free(struct rules *rules);
/* The date, as text. */
struct term deadline_due(struct run *run, const struct compiled_deadline *compiled);
/* How the i-th stands. */
struct deadline_line deadline_stands(struct run *run, size_t i);

/* view.c */

enum stage view_stage(const struct view *view);
/* Whether questions of a form are asked by now. */
bool form_asked(const struct form *form, enum stage stage);
/* rules_row_number() from what the run has read already. */
long run_row_number(struct run *run, const struct field *table, int64_t row);
bool run_required(struct run *run, const struct field *field, int64_t row);
/* Calls `each` with every field and every cell that a screen shows. */
void screen_walk(struct run *run, const struct screen *screen,
    void (*each)(struct run *run, const struct field *field, int64_t row, void *arg), void *arg);

#endif
