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

/* Whether the letter may begin anew: j after n is a second thought, but a digit after a digit is another number. */
static bool begins_anew(const struct field *field, const struct word *word, int32_t letter)
{
	bool digit = letter >= '0' && letter <= '9';

	return word->typed[0] == '\0' || (field->years ? !digit : strlen(word->typed) == 1);
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
	bool anew = begins_anew(field, word, letter);
	strcat(word->typed, s);
	if (strlen(word->typed) > strlen(s) && field_spells(app, field, word->typed))
		return WORD_GOES_ON;
	if (!anew || !field_choice_key(app, field, stored, letter, answer))
		return strays(word, answer);
	/* Those are keys, and begin no word. */
	strcpy(word->typed, letter == ' ' || letter == '+' || letter == '-' ? "" : s);
	return WORD_ANSWERS;
}

const char *word_advice(const struct field *field)
{
	return field->years ? _("One digit chooses the years here, + and - change a month.") :
	    _("Only yes or no can be answered here.");
}
