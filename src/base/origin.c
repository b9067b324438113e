/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a file has of a text differs from it in white space, where lines were
 * folded, and in signs that YAML wants: a head such as ">-", the quotes, a quote
 * that is doubled, a '\' before one.  So the two are read side by side, and what
 * only the file has is gone over.
 */
#include "base/origin.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct origin origin_copy(const struct origin *origin)
{
	return (struct origin){ origin->line, origin->column, origin->raw ? xstrdup(origin->raw) : NULL };
}

void origin_release(struct origin *origin)
{
	free(origin->raw);
	*origin = (struct origin){ 0 };
}

struct place {
	const char *s;
	int line, column;
};

static bool is_space(char c)
{
	return c != '\0' && strchr(" \t\r\n", c);
}

static void step(struct place *place)
{
	char next = place->s[1];

	if (*place->s == '\n') {
		place->line++;
		place->column = 1;
	} else if (((unsigned char)next & 0xc0) != 0x80) {
		place->column++;	/* the last byte of a character */
	}
	place->s++;
}

/* Goes over what only the file has before a character of the text; false where it does not come. */
static bool find(struct place *place, char c)
{
	while (*place->s != c && (is_space(*place->s) || *place->s == '\\' || *place->s == '\'' || *place->s == '"'))
		step(place);
	return *place->s == c;
}

/* Over a ">-" and what else stands on its line, or a quote. */
static void skip_head(struct place *place)
{
	bool block = *place->s == '>' || *place->s == '|';

	if (*place->s == '"' || *place->s == '\'')
		step(place);
	while (block && *place->s != '\0' && *place->s != '\n')
		step(place);
}

/* The character is given by its first byte, so that the last byte of one is never where it begins. */
static bool find_byte(struct place *place, const char *text, size_t at)
{
	skip_head(place);
	for (size_t i = 0; i < at; i++) {
		if (is_space(text[i]))
			continue;
		if (!find(place, text[i]))
			return false;
		step(place);
	}
	return is_space(text[at]) || text[at] == '\0' || find(place, text[at]);
}

void origin_place(const struct origin *origin, const char *text, size_t at, int *line, int *column)
{
	struct place place = { origin->raw ? origin->raw : text, origin->line, origin->column };

	if (!origin->raw)
		while (place.s < text + at)
			step(&place);
	else if (!find_byte(&place, text, at))
		place = (struct place){ NULL, origin->line, origin->column };
	*line = place.line;
	*column = place.column;
}
