/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a condition uses its names, read off the words beside each: enough to
 * notice a code that does not exist, or a text taken for a number.  Whatever
 * is put together ("(a + b) = c") is not looked into.
 */
#include "rule/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

struct uses {
	const struct scan *scan;
	const struct tokens *tokens;
	struct use *v;
	size_t n, cap;
};

/* 'it''s' as it is meant */
static char *text_meant(const struct token *token)
{
	struct text text = { 0 };

	for (size_t i = 1; i + 1 < token->len; i++) {
		text_addc(&text, token->s[i]);
		if (token->s[i] == '\'')
			i++;
	}
	return text_take(&text);
}

static void add(struct uses *uses, enum use_kind kind, const struct token *name, const struct token *other)
{
	uses->v = array_room(uses->v, uses->n, &uses->cap, sizeof *uses->v);
	uses->v[uses->n++] = (struct use){
		.kind = kind,
		.id = name->id,
		.other = kind == USE_NAME ? other->id : NAME_MISSING,
		.text = kind == USE_TEXT ? text_meant(other) : NULL,
		.column = scan_column(uses->scan, other->kind == TOKEN_TEXT ? other : name)
	};
}

static bool compares(const struct token *token)
{
	return token->kind == TOKEN_SIGN && strchr("=<>", token->s[0]);
}

static bool reckons(const struct token *token)
{
	return token->kind == TOKEN_SIGN && strchr("+-*/", token->s[0]);
}

/* The name stands beside `other` in a comparison. */
static void compared(struct uses *uses, const struct token *name, const struct token *other)
{
	if (other->kind == TOKEN_TEXT)
		add(uses, USE_TEXT, name, other);
	else if (other->kind == TOKEN_NUMBER)
		add(uses, USE_NUMBER, name, other);
	else if (other->kind == TOKEN_NAME)
		add(uses, USE_NAME, name, other);
	else if (token_is(other, "true") || token_is(other, "false"))
		add(uses, USE_TRUTH, name, other);
}

/* in ('a', 'b'): `i` is the bracket */
static void listed(struct uses *uses, const struct token *name, size_t i)
{
	for (i++; i < uses->tokens->n && !token_is(&uses->tokens->v[i], ")"); i++)
		compared(uses, name, &uses->tokens->v[i]);
}

/* What follows the i-th token, a name. */
static void rightward(struct uses *uses, size_t i)
{
	const struct token *name = &uses->tokens->v[i], *next = tokens_at(uses->tokens, i, 1);
	bool negated = token_is(next, "not");
	const struct token *word = negated ? tokens_at(uses->tokens, i, 2) : next;
	int after = negated ? 3 : 2;

	if (compares(next)) {
		compared(uses, name, tokens_at(uses->tokens, i, 2));
	} else if (token_is(next, "is")) {
		negated = token_is(tokens_at(uses->tokens, i, 2), "not");
		compared(uses, name, tokens_at(uses->tokens, i, negated ? 3 : 2));
	} else if (token_is(word, "in")) {
		listed(uses, name, i + (size_t)after);
	} else if (token_is(word, "between")) {
		compared(uses, name, tokens_at(uses->tokens, i, after));
		if (token_is(tokens_at(uses->tokens, i, after + 1), "and"))
			compared(uses, name, tokens_at(uses->tokens, i, after + 2));
	}
}

/* 'x' = name, 3 < name; two names are looked at from the left one */
static void leftward(struct uses *uses, size_t i)
{
	const struct token *left = tokens_at(uses->tokens, i, -2);

	if (compares(tokens_at(uses->tokens, i, -1)) && left->kind != TOKEN_NAME)
		compared(uses, &uses->tokens->v[i], left);
}

/* has(name, 'x') */
static bool has_argument(const struct uses *uses, size_t i)
{
	return token_is(tokens_at(uses->tokens, i, -2), "has") &&
	    token_is(tokens_at(uses->tokens, i, -1), "(") && token_is(tokens_at(uses->tokens, i, 1), ",");
}

/* The words before and after leave the name to be true or false by itself. */
static bool stands_alone(const struct uses *uses, size_t i)
{
	const struct token *before = tokens_at(uses->tokens, i, -1), *second = tokens_at(uses->tokens, i, -2);
	const struct token *next = tokens_at(uses->tokens, i, 1);
	bool opens = before->kind == TOKEN_END || token_is(before, "or") ||
	    (token_is(before, "not") && !token_is(second, "is")) ||
	    (token_is(before, "and") && !token_is(tokens_at(uses->tokens, i, -3), "between")) ||
	    (token_is(before, "(") && second->kind != TOKEN_FUNCTION && !token_is(second, "in"));

	return opens && (next->kind == TOKEN_END || token_is(next, "and") || token_is(next, "or") ||
	    token_is(next, ")"));
}

bool scan_doubts(const struct tokens *tokens, size_t i)
{
	const struct token *before = tokens_at(tokens, i, -1), *next = tokens_at(tokens, i, 1);

	if (token_is(before, "not"))
		before = tokens_at(tokens, i, -2);
	return tokens->v[i].kind == TOKEN_NAME && !token_is(before, "is") && !token_is(next, "is");
}

struct use *scan_uses(const struct scan *scan, const struct tokens *tokens, size_t *n)
{
	struct uses uses = { .scan = scan, .tokens = tokens };

	for (size_t i = 0; i < tokens->n; i++) {
		const struct token *name = &tokens->v[i];

		if (name->kind != TOKEN_NAME)
			continue;
		rightward(&uses, i);
		leftward(&uses, i);
		if (has_argument(&uses, i))
			compared(&uses, name, tokens_at(tokens, i, 2));
		if (reckons(tokens_at(tokens, i, -1)) || reckons(tokens_at(tokens, i, 1)))
			add(&uses, USE_NUMBER, name, name);
		if (stands_alone(&uses, i))
			add(&uses, USE_TRUTH, name, name);
	}
	*n = uses.n;
	return uses.v;
}

/* The bracket that closes the one at the i-th token. */
static size_t closing(const struct tokens *tokens, size_t i)
{
	int depth = 0;

	do {
		depth += token_is(&tokens->v[i], "(");
		depth -= token_is(&tokens->v[i], ")");
	} while (depth > 0 && ++i < tokens->n);
	return i;
}

/* What stands by itself. */
static enum gives word_gives(const struct token *token)
{
	switch (token->kind) {
	case TOKEN_NAME:
		return GIVES_NAME;
	case TOKEN_NUMBER:
		return GIVES_NUMBER;
	case TOKEN_WORD:
		return token_is(token, "null") ? GIVES_OTHER : GIVES_TRUTH;
	default:
		return GIVES_OTHER;
	}
}

static enum gives function_gives(const struct token *function)
{
	if (token_is(function, "add_months") || token_is(function, "add_days"))
		return GIVES_DATE;
	if (token_is(function, "lower"))
		return GIVES_TEXT;
	return token_is(function, "has") ? GIVES_TRUTH : GIVES_NUMBER;
}

/* Several values with signs or words between them: a truth as soon as one of these, outside brackets, makes one. */
static enum gives operators_give(const struct tokens *tokens, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct token *token = &tokens->v[i];

		if (token_is(token, "("))
			i = closing(tokens, i);
		else if (compares(token) || (token->kind == TOKEN_WORD && !token_is(token, "null")))
			return GIVES_TRUTH;
	}
	return GIVES_NUMBER;
}

enum gives scan_gives(const struct tokens *tokens, int *id)
{
	size_t from = 0, to = tokens->n;
	const struct token *first;

	while (token_is(&tokens->v[from], "(") && closing(tokens, from) == to - 1) {
		from++;
		to--;
	}
	first = &tokens->v[from];
	*id = first->id;
	if (to - from == 1)
		return word_gives(first);
	if (first->kind == TOKEN_FUNCTION && closing(tokens, from + 1) == to - 1)
		return function_gives(first);
	return operators_give(tokens, from, to);
}
