/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a kind consists of, for the files kind*.c only.  kind.c sees to what all
 * kinds have in common, so that these functions get sound text:
 *
 *	read	`typed` is NFC, not blank and without white space around it, and has
 *		no control characters but a long text's newlines.  Returns the
 *		canonical text, the caller's, or NULL with *e filled.
 *	stored	any text but an empty one
 *	show, edit	a text that `stored` has taken; both return the caller's
 */
#ifndef MODEL_KIND_PRIVATE_H
#define MODEL_KIND_PRIVATE_H

#include "model/kind.h"

struct kind {
	const char *name;
	char *(*read)(const struct field *field, const char *typed, struct date today, struct error *e);
	bool (*stored)(const struct field *field, const char *stored);
	char *(*show)(const struct field *field, const char *stored, enum lang lang);
	char *(*edit)(const struct field *field, const char *stored, enum lang lang);
};

extern const struct kind kind_yesno, kind_one, kind_several;	/* kind_choice.c */
extern const struct kind kind_whole, kind_decimal, kind_months;	/* kind_number.c */
extern const struct kind kind_time;				/* kind_time.c */
extern const struct kind kind_date, kind_month, kind_cpr;	/* kind_date.c */

/* For a kind whose stored text is fit to be seen. */
char *kind_as_stored(const struct field *field, const char *stored, enum lang lang);

/* Fills *e with the message; returns NULL. */
char *kind_refuse(struct error *e, const char *message);

#endif
