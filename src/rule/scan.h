/* SPDX-License-Identifier: EUPL-1.2 */
/* The words of a condition, for condition.c: all that gets through here is safe in a SELECT. */
#ifndef RULE_SCAN_H
#define RULE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include "base/error.h"
#include "rule/condition.h"

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_WORD, TOKEN_FUNCTION, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_SIGN };

struct token {
	enum token_kind kind;
	const char *s;		/* in the expression; a text has its quotes */
	size_t len;
	int id;			/* of a name */
};

struct tokens {
	struct token *v;	/* v[n] and what is outside are TOKEN_END for tokens_at */
	size_t n, cap;
};

/* What conditions may call. */
struct function {
	const char *name;
	enum gives gives, takes[2];	/* takes[0] alone where it has one value */
	bool compares;		/* the second value is one that the first can have */
};

struct scan {
	const char *text;
	const struct naming *naming;
	const char *path;
	int line;
	struct faults *faults;
};

/* All words of the expression; false with a fault at each one that does not belong. */
bool scan_tokens(const struct scan *scan, struct tokens *tokens);
/* The function that `name` begins with, of this length; NULL where conditions may call none of this name. */
const struct function *scan_function(const char *name, size_t len);
/* Column of a token in the expression, from 1. */
int scan_column(const struct scan *scan, const struct token *token);
/* A fault at a token: "'&': no part of conditions". */
void scan_complain(const struct scan *scan, const struct token *token, const char *why);
/* The one `by` places from the i-th. */
const struct token *tokens_at(const struct tokens *tokens, size_t i, int by);
bool token_is(const struct token *token, const char *s);
/* A name that leaves the result in doubt where it is unknown: `is` always knows. */
bool scan_doubts(const struct tokens *tokens, size_t i);

#endif
