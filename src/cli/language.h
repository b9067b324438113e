/* SPDX-License-Identifier: EUPL-1.2 */
/* The language of the program, and what the terminal can show. */
#ifndef CLI_LANGUAGE_H
#define CLI_LANGUAGE_H

#include <stdbool.h>
#include "base/lang.h"

/* Sets the locale by the environment.  *ascii: it is one that was chosen, works, and is not UTF-8. */
void language_start(bool *ascii);

/* The language of a code ("da", "en"); of NULL the environment's: English where that begins with "en", else Danish. */
enum lang language_choose(const char *code);

/* From now on messages are in this language. */
void language_use(enum lang lang);

#endif
