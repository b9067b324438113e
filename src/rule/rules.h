/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A pack and the forms made ready to run: every condition compiled, every name
 * resolved.  rules_run() gives the findings on a case; a view answers what a
 * screen asks of one field (is it shown, is it required).
 */
#ifndef RULE_RULES_H
#define RULE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/date.h"
#include "base/error.h"
#include "data/pack.h"
#include "model/form.h"
#include "model/record.h"
#include "model/stage.h"
#include "rule/condition.h"
#include "store/store.h"

struct rules;

/*
 * Compiles the forms' conditions and the pack's; both are borrowed and must
 * outlive it.  NULL with faults (path:line:column) for each name that is no
 * fact, each name used as what it is not (a text as a number, a code that its
 * choices lack), each cycle of facts, and each table, field, seat, domain or
 * outcome that the forms do not have, and each deadline whose due is no date.
 */
struct rules *rules_new(const struct forms *forms, const struct pack *pack, struct faults *faults);
void rules_free(struct rules *rules);
const struct pack *rules_pack(const struct rules *rules);

/* What the rules look at. */
struct view {
	const struct record *record;
	int round;		/* which round; 0: the current one */
	struct date today;
	/* A field that is being typed in, read as if it were stored; NULL: none. */
	const struct field *typing;
	int64_t typing_row;
	const char *typed;	/* canonical, or NULL */
};

struct finding {
	const struct rule *rule;	/* NULL: of the forms ("required", "unreadable") */
	enum severity severity;		/* as it counts for this case: unknown, or the rule's */
	bool blocks;			/* keeps the case from its next stage; an unknown of a block too */
	bool overridden;		/* a reason was recorded; it then blocks nothing */
	int64_t reason;			/* the row of `overrides` in which it stands; 0: none */
	bool now;			/* guards the next stage or an earlier one; others come with `all` */
	const struct field *field;	/* where to jump; NULL: nowhere */
	int64_t row;			/* of the rule's table, or of the cell; 0 without one */
	long number;			/* by which people know that row (rules_row_number) */
	char *text;			/* in the language asked for */
	const char *id;			/* the rule's id, or "required" or "unreadable"; borrowed */
	const struct field **missing;	/* unknown: the fields whose answers would settle it */
	size_t n_missing;
	char **missing_facts;		/* where there are none: the names of the facts that are unknown */
	size_t n_missing_facts;
};

struct findings {
	struct finding *v;
	size_t n, cap;
};
void findings_release(struct findings *findings);
/* Where a finding is settled: its field, or the first that would settle it; NULL: nowhere.  *row is the row of that
 * field's table, 0 where the finding's is a row of another one. */
const struct field *finding_leads_to(const struct finding *finding, int64_t *row);

/*
 * The questions whose answers a finding's rule looks at, in the order of its condition, through the pack's facts too
 * but for what they count over tables; those that are asked, answered or not.  At most `max` of them into v; how many.
 * None for a finding of the forms.
 */
struct ground {
	const struct field *field;
	int64_t row;		/* of a cell; else 0 */
};
size_t rules_grounds(struct rules *rules, const struct view *view, const struct finding *finding, struct ground *v,
    size_t max);

/*
 * Runs every rule: findings worst first (what blocks, warns, unknown, reminds,
 * overridden; within those in the order of screens).  With `all` also those
 * that guard later stages.  *findings is uninitialised before, and the caller's.
 *
 * A rule with `each` runs once a row; a table without rows has nothing to say,
 * answered or not: a rule that wants an answer asks for TABLE.none or a fold.
 * Where the rule's field is no column of the table, one jumps to it without the row.
 *
 * A rule `for` outcomes is for a case by the outcome recommended, else by what
 * it is referred for; where neither is known, what is not false is unknown.
 *
 * An override names a rule that allows a reason, and the row's number
 * (rules_row_number); without one it holds for every row.  It lifts an unknown too.
 *
 * Of the forms come, as warnings, "required" and "unreadable": of the
 * preparatory part always, of meeting, assessments and recommendation once the
 * case is on an agenda, of the rest once it is decided.  Where a rule points at
 * a field that is not answered, only the rule speaks.
 */
void rules_run(struct rules *rules, const struct view *view, enum lang lang, bool all,
    struct findings *findings);

/* What the case list keeps of the findings up to the next stage: each counts once, a blocking unknown as a
 * block, overridden ones not at all. */
void rules_readiness(struct rules *rules, const struct view *view, const struct findings *findings,
    struct readiness *readiness);

/* Whether a field is shown: an unknown condition hides it, since what it hangs on is not answered yet. */
bool rules_shown(struct rules *rules, const struct view *view, const struct field *field, int64_t row);
/* Whether it must be answered now; false for a hidden one. */
bool rules_required(struct rules *rules, const struct view *view, const struct field *field, int64_t row);

/* Whether the pack requires a seat at this case's meeting; the seat is one of rules_pack's. */
enum truth rules_seat(struct rules *rules, const struct view *view, const struct seat_rule *seat);

/* The number by which people know a row: its own in a numbered table, else its place from 1. */
long rules_row_number(const struct view *view, const struct field *table, int64_t row);

/* A condition that somebody typed (list --where), compiled once.  NULL with faults at `where`; freed by
 * condition_free before the rules are. */
struct condition *rules_condition(const struct rules *rules, const char *text, const char *where,
    struct faults *faults);
enum truth rules_truth(struct rules *rules, const struct view *view, struct condition *condition);

/*
 * The outcome guide: the conditions of one outcome, in the pack's order, and
 * how the case stands to each.  A rule is a condition where the pack says in
 * so many words what holds while it does not fire (`condition`).  The rules are
 * read as if the outcome were the one recommended; nothing is weighed, and what
 * the citizen thinks of the outcome is no condition of any.
 */
struct guide_line {
	const struct rule *rule;
	enum truth met;
	const struct field *field;	/* where to go: what is missing, else the rule's */
	int64_t row;			/* of the rule's table, where it is not met; else 0 */
	const struct field **missing;	/* unknown: the fields whose answers would settle it */
	size_t n_missing;
};
struct guide {
	struct guide_line *v;
	size_t n;
	size_t met, not_met, unknown;	/* how many */
};
/* *guide is uninitialised before, and the caller's. */
void rules_guide(struct rules *rules, const struct view *view, const char *outcome, struct guide *guide);
void guide_release(struct guide *guide);

/* How each deadline of the pack stands.  `lines` has room for the pack's deadlines, in their order. */
struct deadline_line {
	const struct deadline *deadline;
	const struct field *field;	/* where to jump */
	enum truth concerns;	/* it is `for` this case; UNKNOWN while nobody knows what the case is for */
	enum truth open;	/* it waits; FALSE_: what it asks for is done */
	bool known;		/* everything that the date is reckoned from is answered */
	struct date due;	/* a day; no date where it is not known */
};
void rules_deadlines(struct rules *rules, const struct view *view, struct deadline_line *lines);

/* A fact by name ("citizen.age", "goal.wishes"), for documents; not known where there is none of this name.
 * Texts are borrowed until the next call with these rules. */
struct fact_value {
	bool known;
	bool is_text;
	double number;
	const char *text;
};
struct fact_value rules_fact(struct rules *rules, const struct view *view, const char *name);

/* The date as of which age and deadlines count: the decision's, else the meeting's, else today (SPEC 7). */
struct date rules_on(struct rules *rules, const struct view *view);

/* Marks of a screen: nothing is answered; something required is not; all is; all is, with findings, of which a
 * reminder is none; it has questions, but none is asked in this case as it stands. */
enum screen_mark { MARK_EMPTY, MARK_BEGUN, MARK_COMPLETE, MARK_FINDINGS, MARK_HIDDEN };
enum screen_mark rules_screen_mark(struct rules *rules, const struct view *view, const struct screen *screen,
    const struct findings *findings);

/*
 * Runs the pack's own tests: no rule fires or is unknown in the sound case, and
 * each test, put over it by `set` (casefile_set), gives what it says.  A rule
 * also fails without a test in which it fires and one in which it does not, a
 * deadline without one in which it is open, one in which it is not, and one in
 * which its date is known.
 * Each failure is a fault at the test ("path:line:column: rule: ..."), with what the condition read; of a rule that
 * the pack inherits, in the file where it stands.
 */
void rules_test(struct rules *rules, const struct record *sound,
    bool (*set)(struct record *record, const struct node *set, struct faults *faults, void *arg),
    void *set_arg, struct date today, struct faults *faults);

#endif
