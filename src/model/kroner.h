/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Amounts of money, counted in øre: whole numbers, so that a caseworker with a
 * pocket calculator gets the same to the last øre.
 */
#ifndef MODEL_KRONER_H
#define MODEL_KRONER_H

#include <stdbool.h>
#include <stdint.h>
#include "base/lang.h"

/*
 * Reads what a person types: 14116, 14.116, 14 116, 14.116,50, 14116,5, 20000,-
 * and any of them with "kr." behind.  A point before two digits at the end is
 * taken for a comma (14116.50), as it stands in what other programs copy; before
 * three it sets thousands apart, as it always does in Danish.  At most nine
 * digits of kroner, no sign.  False leaves *oere alone.
 */
bool kroner_read(const char *typed, int64_t *oere);

/* "14.116,50" in Danish, "14116.50" in English, where a comma could be either mark.  In `out`, which is returned. */
#define KRONER_SIZE 32
const char *kroner_show(int64_t oere, enum lang lang, char out[KRONER_SIZE]);

/* `percent` (0 to 100) of an amount that is not negative, half an øre upwards. */
int64_t kroner_share(int64_t oere, int percent);

#endif
