/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A rule pack (data/rules/NAME.yaml): everything that the law sets, for a
 * span of time.  Read-only once loaded; conditions are text here and compiled
 * by rule/.  The format is in indstil-data(5).
 *
 * A pack may extend another: it then holds what that one holds, but for what
 * its own file says.  It keeps the trees of both files: every `const char *`
 * and the sets of the tests are borrowed from them and live as long as the pack.
 */
#ifndef DATA_PACK_H
#define DATA_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include "base/date.h"
#include "base/error.h"
#include "base/lang.h"
#include "data/benefit.h"
#include "data/node.h"
#include "model/stage.h"

enum severity { SEVERITY_BLOCK, SEVERITY_WARN, SEVERITY_REMIND, SEVERITY_UNKNOWN, SEVERITY_COUNT };

/* What a fact or a derived column is made of. */
enum fold { FOLD_NONE, FOLD_ANY, FOLD_ALL, FOLD_COUNT, FOLD_SUM, FOLD_FIRST, FOLD_LAST };

struct derived {
	const char *name;	/* "citizen.age"; of a column "statements.answered": table, dot, name */
	enum fold fold;
	const char *over;	/* table folded over; NULL with FOLD_NONE */
	const char *text;	/* the condition or expression */
	const char *where;	/* rows counted in a fold, or NULL for all of them */
	const char *path;	/* where it stands: perhaps in a file that the pack's own extends */
	int line;
};

struct rule_test {
	int expect;		/* 1 fires, 0 does not, -1 unknown */
	const struct node *set;	/* a map of key: value, put over the pack's sound case */
};

struct rule {
	const char *id;
	enum severity severity;
	struct label source;	/* where it is the same in both languages, Danish alone: label_get */
	const char **duties;	/* ids of the list of duties */
	size_t n_duties;
	const char **outcomes;	/* `for`; none: every outcome */
	size_t n_outcomes;
	enum stage at;		/* the stage that it guards the entrance to */
	const char *each;	/* a table: once a row; NULL: once */
	const char *when;	/* the condition under which it fires */
	const char *field;	/* where to jump: a field, or with `each` a column */
	struct label text;	/* one line */
	struct label help;	/* what to do about it and why, two or three lines; may be empty */
	struct label condition;	/* of an outcome: what holds while the rule does not fire, one line; may be empty */
	const char *condition_if;	/* expression: while it is false there is no such condition; NULL: always */
	const char **conditions_of;	/* the outcomes it is a condition of; none: `for` */
	size_t n_conditions_of;
	bool allow_reason;
	const char *ask;	/* how the missing is had: "room", "phone", "certificate"; or NULL */
	struct rule_test *tests;
	size_t n_tests;
	const char *path;
	int line, column;
};

struct deadline_test {
	const struct node *set;	/* put over the sound case; NULL: nothing */
	struct date due;	/* no date: unknown */
	int open;		/* 1, 0, -1 unknown */
	int line, column;
};

/* A date that the law sets.  Conditions name it deadline.ID. */
struct deadline {
	const char *id;
	struct label source;	/* as of a rule */
	const char **duties;
	size_t n_duties;
	const char **outcomes;	/* `for`; none: every outcome */
	size_t n_outcomes;
	const char *due;	/* an expression that gives a date */
	const char *open;	/* a condition: while it is true, the deadline waits */
	const char *field;	/* where to jump */
	struct label text;	/* one line */
	struct deadline_test *tests;
	size_t n_tests;
	const char *path;
	int line, column;
};

struct seat_rule {
	const char *seat;	/* code: employment, social, health, education, region */
	char letter[LANG_COUNT][5];	/* one grapheme, for the row of letters */
	struct label name;
	const char *when;	/* condition under which it is required */
	const char *path;
	int line;
};

/* What there is to look up where the pack settles nothing. */
struct reference {
	const char **outcomes;	/* `for`; none: every outcome */
	size_t n_outcomes;
	struct label text;
};

struct pack {
	struct pack_file {
		char *path;
		struct node *tree;
		struct label source;
	} *files;		/* its own, then the one that this extends, and so on */
	size_t n_files;
	const char *name;	/* "2013-2021" */
	const char *path;	/* of its own file, for messages */
	struct label title;
	struct label source;	/* of its own file, borrowed */
	struct label replaces;	/* what the source took the place of; may be empty */
	struct date from, to;	/* decision dates it holds for; to.year 0: no end */
	const char *verified_by;
	struct date verified_on;
	int months_min, months_max;	/* of a ressourceforløb */
	struct seat_rule *seats;
	size_t n_seats;
	const char **domains;	/* codes, in the grid's order */
	size_t n_domains;
	const char **outcomes;	/* codes, as they are offered */
	size_t n_outcomes;
	struct reference *references;
	size_t n_references;
	struct derived *facts;
	size_t n_facts;
	struct derived *columns;
	size_t n_columns;
	struct rule *rules;
	size_t n_rules;
	struct benefit *benefit;	/* NULL where the pack has none */
	struct deadline *deadlines;
	size_t n_deadlines;
	const char *sound;	/* path under the data folder of a case in which no rule fires, or NULL */
};

/* NULL with faults where the file, or one that it extends (of the same folder), is wrong in its form.  Names in
 * conditions are checked by rule/. */
struct pack *pack_load(const char *path, struct faults *faults);
void pack_free(struct pack *pack);

/* The source of the pack whose file this is, its own or one that it extends: what is inherited rests on that. */
const struct label *pack_source(const struct pack *pack, const char *path);
/* The file and line in which a key of the head stands, for messages; NULL where it stands nowhere. */
const char *pack_place(const struct pack *pack, const char *key, int *line);
/* The node that a text of the pack is borrowed from, and its file; NULL, and *path as it was, where it is
 * none of the pack's. */
const struct node *pack_node(const struct pack *pack, const char *text, const char **path);

/* Whether it can be the name of a pack: no slash, no leading dot. */
bool pack_name(const char *name);
/* "DIR/rules/NAME.yaml"; false where there is no pack of this name, with those that there are.  The caller frees
 * *path. */
bool pack_path(const char *dir, const char *name, char **path, struct error *e);

const char *severity_code(enum severity severity);	/* "block" ... */
const char *severity_name(enum severity severity);	/* translated */

#endif
