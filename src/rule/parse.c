/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The grammar is SQL's, of which scan.c leaves little: what binds less stands
 * first in the table of levels.  SQLite has taken the expression before it
 * comes here; what this reads otherwise is refused, so that nothing is judged
 * by another meaning than the one it is reckoned with.
 */
#include "rule/parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"

#define DEPTH 100		/* brackets within brackets, as SQLite has them */

struct parser {
	const struct scan *scan;
	const struct tokens *tokens;
	size_t at;
	int depth;
	bool stuck;		/* at the token `at`: then nothing is read any more */
};

static const struct token *peek(const struct parser *p, int by)
{
	return tokens_at(p->tokens, p->at, by);
}

/* Goes over the token if it is this one. */
static bool take(struct parser *p, const char *s)
{
	bool is = !p->stuck && token_is(peek(p, 0), s);

	p->at += is;
	return is;
}

static void expect(struct parser *p, const char *s)
{
	if (!take(p, s))
		p->stuck = true;
}

static struct part *part_at(const struct parser *p, enum part_kind kind, const struct token *token)
{
	struct part *part = xcalloc(1, sizeof *part);

	*part = (struct part){
		.kind = kind, .s = token->s, .len = token->len, .column = scan_column(p->scan, token), .id = token->id
	};
	return part;
}

/* Made of the token at hand, which it goes over. */
static struct part *part_new(struct parser *p, enum part_kind kind)
{
	const struct token *token = peek(p, 0);
	struct part *part = part_at(p, kind, token);

	p->stuck |= token->kind == TOKEN_END;
	p->at += !p->stuck;
	return part;
}

void part_free(struct part *part)
{
	while (part) {
		struct part *next = part->next;

		part_free(part->first);
		free(part);
		part = next;
	}
}

/* Puts `part` behind the last part of `whole`, which then reaches to where the parser is. */
static void part_add(const struct parser *p, struct part *whole, struct part *part)
{
	struct part **last = &whole->first;
	const struct token *end = peek(p, -1);

	while (*last)
		last = &(*last)->next;
	*last = part;
	if (end->s + end->len > whole->s)
		whole->len = (size_t)(end->s + end->len - whole->s);
}

/* One that begins at a token, with `first`. */
static struct part *part_of(const struct parser *p, enum part_kind kind, const struct token *from, struct part *first)
{
	struct part *part = part_at(p, kind, from);

	part_add(p, part, first);
	return part;
}

enum { LEVEL_OR, LEVEL_EQUAL = 2, LEVEL_LESS };

static struct part *parse_level(struct parser *p, size_t level);

/* What stands in the brackets of a list or a function, whose first one was taken. */
static void parse_list(struct parser *p, struct part *whole)
{
	if (!take(p, ")")) {
		do
			part_add(p, whole, parse_level(p, LEVEL_OR));
		while (take(p, ","));
		expect(p, ")");
	}
	part_add(p, whole, NULL);
}

static struct part *parse_call(struct parser *p)
{
	struct part *part = part_new(p, PART_CALL);

	part->function = scan_function(part->s, part->len);
	expect(p, "(");
	parse_list(p, part);
	return part;
}

static struct part *parse_word(struct parser *p)
{
	const struct token *token = peek(p, 0);

	if (token_is(token, "null"))
		return part_new(p, PART_NULL);
	if (!token_is(token, "true") && !token_is(token, "false"))
		p->stuck = true;
	return part_new(p, PART_TRUTH);
}

/* What no sign takes apart. */
static struct part *parse_operand(struct parser *p)
{
	static const enum part_kind kinds[] = {
		[TOKEN_NAME] = PART_NAME, [TOKEN_NUMBER] = PART_NUMBER, [TOKEN_TEXT] = PART_TEXT
	};
	const struct token *token = peek(p, 0);

	switch (token->kind) {
	case TOKEN_NAME:
	case TOKEN_NUMBER:
	case TOKEN_TEXT:
		return part_new(p, kinds[token->kind]);
	case TOKEN_FUNCTION:
		return parse_call(p);
	default:
		return parse_word(p);
	}
}

/* A sign or a `not` before it, or brackets around it. */
static struct part *parse_prefixed(struct parser *p)
{
	bool not = token_is(peek(p, 0), "not");
	struct part *part;

	if (p->stuck || p->depth == DEPTH) {
		p->stuck = true;
		return part_new(p, PART_NULL);
	}
	p->depth++;
	if (not || token_is(peek(p, 0), "-") || token_is(peek(p, 0), "+")) {
		part = part_new(p, not ? PART_JOIN : PART_RECKON);
		part_add(p, part, not ? parse_level(p, LEVEL_EQUAL) : parse_prefixed(p));
	} else if (take(p, "(")) {
		part = parse_level(p, LEVEL_OR);
		expect(p, ")");
	} else {
		part = parse_operand(p);
	}
	p->depth--;
	return part;
}

/* is, is not, in (...), between ... and ...; NULL where none of them follows. */
static struct part *parse_words(struct parser *p, const struct token *from, struct part *left)
{
	struct part *part;
	bool not = token_is(peek(p, 0), "not");

	if (take(p, "is")) {
		take(p, "not");
		part = part_of(p, PART_COMPARE, from, left);
		part_add(p, part, parse_level(p, LEVEL_LESS));
	} else if (token_is(peek(p, not), "in")) {
		p->at += not + 1u;
		part = part_of(p, PART_COMPARE, from, left);
		expect(p, "(");
		parse_list(p, part);
	} else if (token_is(peek(p, not), "between")) {
		p->at += not + 1u;
		part = part_of(p, PART_COMPARE, from, left);
		part_add(p, part, parse_level(p, LEVEL_LESS));
		expect(p, "and");
		part_add(p, part, parse_level(p, LEVEL_LESS));
	} else {
		return NULL;
	}
	return part;
}

/* From what binds least. */
static const struct level {
	enum part_kind kind;
	const char *signs[4];
} levels[] = {
	[LEVEL_OR] = { PART_JOIN, { "or" } },
	{ PART_JOIN, { "and" } },
	[LEVEL_EQUAL] = { PART_COMPARE, { "=", "<>" } },
	[LEVEL_LESS] = { PART_COMPARE, { "<", "<=", ">", ">=" } },
	{ PART_RECKON, { "+", "-" } },
	{ PART_RECKON, { "*", "/" } },
};
#define LEVELS (sizeof levels / sizeof *levels)

static bool take_sign(struct parser *p, const struct level *level)
{
	for (size_t i = 0; i < sizeof level->signs / sizeof *level->signs && level->signs[i]; i++)
		if (take(p, level->signs[i]))
			return true;
	return false;
}

/* What binds more than a level does. */
static struct part *parse_next(struct parser *p, size_t level)
{
	return level + 1 < LEVELS ? parse_level(p, level + 1) : parse_prefixed(p);
}

static struct part *parse_level(struct parser *p, size_t level)
{
	const struct token *from = peek(p, 0);
	struct part *left = parse_next(p, level), *next;

	while (!p->stuck) {
		if (take_sign(p, &levels[level])) {
			next = part_of(p, levels[level].kind, from, left);
			next->equals = level == LEVEL_EQUAL;
			part_add(p, next, parse_next(p, level));
		} else {
			next = level == LEVEL_EQUAL ? parse_words(p, from, left) : NULL;
		}
		if (!next)
			break;
		left = next;
	}
	return left;
}

struct part *parse(const struct scan *scan, const struct tokens *tokens)
{
	struct parser p = { .scan = scan, .tokens = tokens };
	struct part *part = parse_level(&p, LEVEL_OR);

	if (!p.stuck && peek(&p, 0)->kind == TOKEN_END)
		return part;
	part_free(part);
	scan_complain(scan, peek(&p, 0), _("a condition cannot go on like this here"));
	return NULL;
}

enum gives part_gives(const struct part *part)
{
	static const enum gives gives[] = {
		[PART_NAME] = GIVES_NAME, [PART_NUMBER] = GIVES_NUMBER, [PART_TEXT] = GIVES_OTHER,
		[PART_NULL] = GIVES_OTHER, [PART_TRUTH] = GIVES_TRUTH, [PART_JOIN] = GIVES_TRUTH,
		[PART_COMPARE] = GIVES_TRUTH, [PART_RECKON] = GIVES_NUMBER
	};

	return part->kind == PART_CALL ? part->function->gives : gives[part->kind];
}

char *part_text(const struct part *part)
{
	struct text text = { 0 };

	text_add(&text, "");
	for (size_t i = 1; i + 1 < part->len; i++) {
		text_addc(&text, part->s[i]);
		if (part->s[i] == '\'')
			i++;
	}
	return text_take(&text);
}
