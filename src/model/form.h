/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Forms: which questions there are, as read from data/forms.  Everything here
 * is read-only once loaded and lives as long as the struct forms does.
 */
#ifndef MODEL_FORM_H
#define MODEL_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include "base/error.h"
#include "base/lang.h"
#include "base/origin.h"
#include "model/kind.h"

struct keys;

struct choice {
	char *code;		/* ASCII, stable: what rules and files name */
	struct label label;
	struct label help;	/* may be empty */
	struct label group;	/* heading that it stands under in a long list; may be empty */
	bool company;		/* a measure that is directed at a company (S 6.2) */
	char *domain;		/* a measure's area, or NULL */
};

/* A shared list has an id and is an element of forms->choices; one that is written in a field
 * itself has none, stands alone on the heap and belongs to that one field. */
struct choices {
	char *id;
	struct choice *v;
	size_t n;
};

struct field {
	char *id;		/* "goal.wishes"; of a column "from" */
	int key;		/* its number in struct keys; of a column that of "work.jobs.from" */
	enum field_kind kind;
	struct label label;
	struct label help;	/* how to answer, in one or two lines */
	struct label why;	/* why it is asked; may be empty */
	struct label source;	/* "S 4.1", "LOB § 9"; may be empty; Danish alone where it is the same in both */
	const struct choices *choices;	/* one and several */
	bool own_words;		/* can be marked as the citizen's own words (long text) */
	bool years;		/* months picked as whole years first */
	bool inherited;		/* a new round starts with the last one's answer (SPEC 2) */
	bool anew;		/* but for this one, which is asked anew */
	bool locked;		/* cannot be changed once the team has signed (model/lock.h); of a column its table's */
	int line, column;	/* where it begins in its form's file, for messages */
	long min, max;		/* whole, decimal, months; LONG_MIN, LONG_MAX: open; min > max: both */

	/* Conditions as written, with their place for messages; NULL: always shown, never required.
	 * "true" stands for always required. */
	char *show, *required;
	struct origin show_at, required_at;	/* no line: there is none */

	/* Tables */
	int gone;		/* the key of "<table>.gone", from record_gone_key(); 0 in other fields */
	struct field *columns;
	size_t n_columns;
	const struct field *table;	/* of a column: its table; else NULL */
	char *plain;		/* column that a row of YAML may give as a bare scalar, or NULL */
	bool single;		/* a table of one such row may stand as a bare scalar */
	bool numbered;		/* rows carry a number of their own (column "no"), given once */
	char *prefix;		/* of a numbered table: "B" makes B1, B2 ... */
	bool summary;		/* of a column: shown in the table's own lines */
};

struct screen {
	char *id;
	struct label title;
	struct label help;
	char *domain;		/* the area that it describes, shown beside the assessment of it; or NULL */
	struct field **fields;	/* into the form's fields */
	size_t n_fields;
};

enum form_part {
	PART_FIELDS,		/* preparatory: under `fields` of the case YAML, by id */
	PART_TOP		/* by the id's dots: recommendation.mentor.offered */
};

struct form {
	char *id;		/* "preparatory", "meeting", "assessment", "recommendation" ... */
	struct label title;
	enum form_part part;
	struct screen *screens;
	size_t n_screens;
	struct field *fields;
	size_t n_fields;
	char *path;		/* the file it came from, for messages */
};

struct forms {
	struct form *v;
	size_t n;
	struct choices *choices;	/* shared lists, measures among them */
	size_t n_choices;
	struct keys *keys;		/* borrowed */
	const struct field **by_key;	/* fields and columns by key; NULL where the key is none's; owned */
	size_t n_by_key;
};

const struct form *form_by_id(const struct forms *forms, const char *id);
const struct screen *screen_by_id(const struct forms *forms, const char *form, const char *screen);
/* By id: "goal.wishes", "work.jobs" or a column "work.jobs.from"; NULL where there is none. */
const struct field *field_by_id(const struct forms *forms, const char *id);
const struct field *field_by_key(const struct forms *forms, int key);
/* The field of which a value under this key is a part: of a cell, a row's place and the mark of a removed row the
 * table.  NULL where the key is no field's. */
const struct field *field_holding(const struct forms *forms, int key);
const struct field *field_column(const struct field *table, const char *column);
/* The screen on which the field (or the table of a column) stands; NULL where none shows it.  *form, if asked
 * for, is its form. */
const struct screen *field_screen(const struct forms *forms, const struct field *field,
    const struct form **form);
const struct choice *choice_by_code(const struct choices *choices, const char *code);
const struct choices *choices_by_id(const struct forms *forms, const char *id);

/* Frees all that hangs on them and the struct itself, but not the keys. */
void forms_free(struct forms *forms);

#endif
