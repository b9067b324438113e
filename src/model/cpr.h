/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * CPR numbers (law.md 7: cpr.dk).  Digit 7 and the year give the century; a
 * day of 61-91 is a replacement number; numbers without modulus 11 have been
 * given out since 2007, so that its failing is a hint of a typing error and
 * never more.
 */
#ifndef MODEL_CPR_H
#define MODEL_CPR_H

#include <stdbool.h>
#include "base/date.h"
#include "base/error.h"

struct cpr {
	char digits[11];
	struct date born;
	bool replacement;	/* not a real number: marked wherever it is shown */
	bool modulus;		/* the check digit fits; false is a warning */
};

/* Reads "DDMMYYSSSS", a hyphen or space after six optional.  A birth date after `today` is refused. */
bool cpr_read(const char *typed, struct date today, struct cpr *cpr, struct error *e);

/* "010158-xxxx", for lists.  A draft, which is not ten digits, gives nothing away: "xxxxxx-xxxx". */
void cpr_masked(const char *digits, char out[12]);
/* "010158-5018"; ten digits are wanted. */
void cpr_shown(const char *digits, char out[12]);

#endif
