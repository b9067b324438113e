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

struct scan {
	const char *text;
	int (*name_id)(const char *name, void *arg);
	void *arg;
	const char *path;
	int line;
	struct faults *faults;
};

/* All words of the expression; false with a fault at each one that does not belong. */
bool scan_tokens(const struct scan *scan, struct tokens *tokens);
/* Whether conditions may call a function of this name. */
bool scan_function(const char *name, size_t len);
/* The one `by` places from the i-th. */
const struct token *tokens_at(const struct tokens *tokens, size_t i, int by);
bool token_is(const struct token *token, const char *s);
/* Column of a token in the expression, from 1. */
int scan_column(const struct scan *scan, const struct token *token);

/* A name that leaves the result in doubt where it is unknown: `is` always knows. */
bool scan_doubts(const struct tokens *tokens, size_t i);
/* How the names are used: an array of *n, the caller's, with the texts in it. */
struct use *scan_uses(const struct scan *scan, const struct tokens *tokens, size_t *n);
/* What the whole expression gives: a name's id goes to *id. */
enum gives scan_gives(const struct tokens *tokens, int *id);

#endif
