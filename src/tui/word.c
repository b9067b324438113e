/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/word.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/field.h"

void word_end(struct word *word)
{
	free(word->before);
	*word = (struct word){ 0 };
}

/* Whether the letter may begin anew: j after n is a second thought. */
static bool begins_anew(const struct word *word)
{
	return strlen(word->typed) <= 1;
}

static enum word_letter strays(struct word *word, char **answer)
{
	word->stray = true;
	*answer = word->before != NULL ? xstrdup(word->before) : NULL;
	return WORD_STRAYS;
}

enum word_letter word_add(const struct app *app, const struct field *field, const char *stored, int32_t letter,
    struct word *word, char **answer)
{
	char s[5] = "";

	s[utf8_encode(letter, s)] = '\0';
	*answer = NULL;
	if (!word->begun)
		word->before = stored != NULL ? xstrdup(stored) : NULL;
	word->begun = true;
	if (word->stray || strlen(word->typed) + strlen(s) >= sizeof word->typed)
		return strays(word, answer);
	bool anew = begins_anew(word);
	strcat(word->typed, s);
	if (strlen(word->typed) > strlen(s) && field_spells(app, field, word->typed))
		return WORD_GOES_ON;
	if (!anew || !field_choice_key(app, field, stored, letter, answer))
		return strays(word, answer);
	/* That is a key, and begins no word. */
	strcpy(word->typed, letter == ' ' ? "" : s);
	return WORD_ANSWERS;
}
