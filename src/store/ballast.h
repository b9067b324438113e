/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Room that is kept for a full disk: a file beside the base ("BASE-ballast")
 * that is thrown off when a write finds no room, so that a meeting can be
 * brought to its end.  All sessions share it.
 */
#ifndef STORE_BALLAST_H
#define STORE_BALLAST_H

#include <stdbool.h>

#define BALLAST_SIZE (1 << 20)		/* bytes: a long meeting is some hundred kilobytes */

bool ballast_is(const char *path);
/* Takes it on board where it is not, and a good deal more room than it takes is left.  Whether it is there then. */
bool ballast_lay(const char *path);
/* It is not there, and there is no room to spare for it. */
bool ballast_short(const char *path);
/* Throws it off.  False: it was not there. */
bool ballast_drop(const char *path);

#endif
