/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is typed on a choice that takes single letters (yes/no).
 * A letter answers at once, but only if the letters after it are that answer
 * spelled out: whoever types a name there has answered nothing, so what stood
 * before the word stands again and the rest of it is not read.  A word ends
 * with any key that is no letter.
 */
#ifndef TUI_WORD_H
#define TUI_WORD_H

#include <stdbool.h>
#include <stdint.h>
#include "tui/app.h"

struct word {
	char typed[24];		/* the answer as far as it is spelled */
	bool begun, stray;	/* stray: it is no answer */
	char *before;		/* the stored text that stood before it, own; NULL none */
};

enum word_letter {
	WORD_ANSWERS,		/* `*answer` is to be stored, NULL for none; the caller frees it */
	WORD_GOES_ON,		/* nothing changes: it spells the answer that stands */
	WORD_STRAYS		/* it is no answer: `*answer` is what stood before the word, to store; the caller's */
};
enum word_letter word_add(const struct app *app, const struct field *field, const char *stored, int32_t letter,
    struct word *word, char **answer);
void word_end(struct word *word);

#endif
