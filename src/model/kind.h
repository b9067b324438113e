/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The kinds of fields (SPEC 3): how what is typed becomes what is stored, and
 * back.  A stored value is text in one form only (canonical); a text that its
 * kind cannot read is stored as it was typed, and found out by kind_stored():
 * it is then a draft, kept and shown with its message, unknown to rules.
 *
 *	kind	typed					stored
 *	line	any one line				NFC, no white space around it
 *	long	lines					NFC, newlines, no white space at the end
 *	yesno	j, ja, nej, yes, no			true, false
 *	one	a code, a label or its beginning	the code
 *	several	the same, with commas			codes in the order of the choices, commas between
 *	whole	12					12
 *	decimal	0,5  30 min  1 t 30 min			0.5 (hours where minutes were given)
 *	months	24  2 år  2 år 6 mdr.			24
 *	date	1.3.17  den 1. marts 2017		2017-03-01
 *	month	marts 15  1.3.17			2015-03 or 2017-03-01
 *	time	10.42  10:42  1042			10:42
 *	cpr	010158-5018				0101585018
 *	table	-					rows, see record.h
 */
#ifndef MODEL_KIND_H
#define MODEL_KIND_H

#include <stdbool.h>
#include "base/date.h"
#include "base/error.h"

enum field_kind {
	KIND_LINE, KIND_LONG, KIND_YESNO, KIND_ONE, KIND_SEVERAL, KIND_WHOLE,
	KIND_DECIMAL, KIND_MONTHS, KIND_DATE, KIND_MONTH, KIND_TIME, KIND_CPR, KIND_TABLE,
	KIND_COUNT
};

struct field;

/* The kind named in a form ("line", "cpr" ...); false where there is none. */
bool kind_by_name(const char *name, enum field_kind *kind);
const char *kind_name(enum field_kind kind);

/*
 * Reads what was typed into `field`.  True: *stored is the canonical text, the
 * caller's, or NULL where nothing was typed (not answered).  False: e->what
 * says what is wrong and what would be right, as shown beside the field.
 * `today` bounds a CPR number's birth date and places years of two digits.
 */
bool kind_read(const struct field *field, const char *typed, struct date today, char **stored,
    struct error *e);

/*
 * What is stored of a text that kind_read refused: the text as typed, with
 * U+FFFD for each control character and bad byte, and never one that
 * kind_stored takes (a CPR number of the future gets its hyphen).  The caller frees it.
 */
char *kind_draft(const struct field *field, const char *typed);

/* True where `stored` is a canonical text of the field's kind; otherwise it is a draft. */
bool kind_stored(const struct field *field, const char *stored);

/* The text for people: labels for codes, "1. marts 2017", "2 år 6 mdr.", "010158-5018", 0,5 and 10.42 in
 * Danish.
 * A draft comes back as it is; NULL as "".  The caller frees it. */
char *kind_show(const struct field *field, const char *stored, enum lang lang);

/* What stands in the editor when the field is opened: as kind_show, in the shortest form that kind_read
 * takes.  Reading it gives the stored text again.  The caller frees it. */
char *kind_edit(const struct field *field, const char *stored, enum lang lang);

#endif
