/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A condition's words, from tables: whatever is not listed here never reaches
 * SQLite.  A word is a name only if it is no word of SQL expressions and no
 * function, and then its owner must know it, so that a column may be called
 * `from` or `end`.
 */
#include "rule/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/utf8.h"

#define NAME_MAX_LEN 95		/* the longest name that the base keeps (store/draft.h) */

static const char *const words[] = { "and", "or", "not", "is", "null", "in", "between", "true", "false" };
/* The longer first. */
static const char *const signs[] = { "<>", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", "," };

#define FOLDS N_("passes over what is unknown; use a fact that folds over the table (any, all, count, sum)")
#define HIDES N_("hides what is unknown; use 'is null' or 'is true'")
#define OTHER N_("no part of conditions")

/* What people will try who know SQL, and why they may not. */
static const struct {
	const char *word, *why;
} refused[] = {
	{ "min", FOLDS }, { "max", FOLDS }, { "count", FOLDS }, { "sum", FOLDS }, { "total", FOLDS },
	{ "avg", FOLDS }, { "group_concat", FOLDS }, { "coalesce", HIDES }, { "ifnull", HIDES },
	{ "iif", HIDES }, { "nullif", HIDES }, { "select", OTHER }, { "exists", OTHER }, { "case", OTHER },
	{ "when", OTHER }, { "then", OTHER }, { "else", OTHER }, { "like", OTHER }, { "glob", OTHER },
	{ "match", OTHER }, { "regexp", OTHER }, { "cast", OTHER }, { "collate", OTHER },
	{ "isnull", OTHER }, { "notnull", OTHER }, { "distinct", OTHER },
};

/* What is written otherwise elsewhere: in other languages of programs, and in Danish.  The longer signs first. */
static const struct foreign {
	const char *theirs, *ours;
} foreign_signs[] = {
	{ "&&", "and" }, { "||", "or" }, { "==", "=" }, { "!=", "<>" }, { "=>", ">=" }, { "=<", "<=" },
	{ "≠", "<>" }, { "≥", ">=" }, { "≤", "<=" }, { "&", "and" }, { "|", "or" }, { "!", "not" },
}, foreign_words[] = {
	{ "og", "and" }, { "eller", "or" }, { "ikke", "not" }, { "er", "is" }, { "mellem", "between" },
	{ "ja", "true" }, { "yes", "true" }, { "sand", "true" }, { "nej", "false" }, { "no", "false" }, { "falsk", "false" },
};

#define COUNT(array) (sizeof (array) / sizeof *(array))

static bool listed(const struct token *token, const char *const list[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (token_is(token, list[i]))
			return true;
	return false;
}

const struct function *scan_function(const char *name, size_t len)
{
	static const struct function functions[] = {
		{ "years", GIVES_NUMBER, { GIVES_DATE, GIVES_DATE }, false },
		{ "months", GIVES_NUMBER, { GIVES_DATE, GIVES_DATE }, false },
		{ "days", GIVES_NUMBER, { GIVES_DATE, GIVES_DATE }, false },
		{ "add_months", GIVES_DATE, { GIVES_DATE, GIVES_NUMBER }, false },
		{ "add_days", GIVES_DATE, { GIVES_DATE, GIVES_NUMBER }, false },
		{ "has", GIVES_TRUTH, { GIVES_TEXT, GIVES_TEXT }, true },
		{ "length", GIVES_NUMBER, { GIVES_TEXT, GIVES_OTHER }, false },
		{ "lower", GIVES_TEXT, { GIVES_TEXT, GIVES_OTHER }, false },
		{ "round", GIVES_NUMBER, { GIVES_NUMBER, GIVES_NUMBER }, false },
		{ "abs", GIVES_NUMBER, { GIVES_NUMBER, GIVES_OTHER }, false },
	};
	const struct token token = { .s = name, .len = len };

	for (size_t i = 0; i < COUNT(functions); i++)
		if (token_is(&token, functions[i].name))
			return &functions[i];
	return NULL;
}

bool token_is(const struct token *token, const char *s)
{
	return strlen(s) == token->len && memcmp(token->s, s, token->len) == 0;
}

const struct token *tokens_at(const struct tokens *tokens, size_t i, int by)
{
	static const struct token end = { .kind = TOKEN_END, .s = "" };

	if (by < 0 ? i < (size_t)-by : i + (size_t)by >= tokens->n)
		return &end;
	return &tokens->v[by < 0 ? i - (size_t)-by : i + (size_t)by];
}

int scan_column(const struct scan *scan, const struct token *token)
{
	return (int)(token->s - scan->text) + 1;
}

static bool starts_name(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool in_name(char c)
{
	return starts_name(c) || is_digit(c) || c == '.';
}

static size_t name_len(const char *s)
{
	size_t len = 0;

	while (in_name(s[len]))
		len++;
	return len;
}

/* Digits, perhaps a point and more of them; 0 where a name's letters or another point follow. */
static size_t number_len(const char *s)
{
	size_t len = 0;

	while (is_digit(s[len]))
		len++;
	if (s[len] == '.' && is_digit(s[len + 1]))
		for (len++; is_digit(s[len]); )
			len++;
	return in_name(s[len]) ? 0 : len;
}

/* With both quotes; a quote in it is doubled.  0 where it does not end. */
static size_t text_len(const char *s)
{
	for (size_t i = 1; s[i]; i++) {
		if (s[i] != '\'')
			continue;
		if (s[i + 1] != '\'')
			return i + 1;
		i++;
	}
	return 0;
}

/* Also of one that is foreign, which is told once all tokens are known. */
static size_t sign_len(const char *s)
{
	for (size_t i = 0; i < COUNT(foreign_signs); i++)
		if (strncmp(s, foreign_signs[i].theirs, strlen(foreign_signs[i].theirs)) == 0)
			return strlen(foreign_signs[i].theirs);
	for (size_t i = 0; i < COUNT(signs); i++)
		if (strncmp(s, signs[i], strlen(signs[i])) == 0)
			return strlen(signs[i]);
	return 0;
}

/* Returns false. */
static bool complain(const struct scan *scan, const char *s, size_t len, const char *why)
{
	const char *quote = *s == '\'' ? "" : "'";	/* a text has its own */
	int column = (int)(s - scan->text) + 1;

	faults_add(scan->faults, scan->path, scan->line, column, "%s%.*s%s: %s", quote, (int)len, s, quote, why);
	return false;
}

void scan_complain(const struct scan *scan, const struct token *token, const char *why)
{
	complain(scan, token->s, token->len, why);
}

/* A fault, and false, where it is written otherwise in conditions. */
static bool ours(const struct scan *scan, const struct token *token, const struct foreign foreign[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char *why;

		if (!token_is(token, foreign[i].theirs))
			continue;
		why = xasprintf(_("in conditions it is written '%s'"), foreign[i].ours);
		scan_complain(scan, token, why);
		free(why);
		return false;
	}
	return true;
}

/* A character that begins no token: shown, unless it is one that a terminal must not get. */
static bool bad_character(const struct scan *scan, const char *s)
{
	int32_t cp;
	size_t len = utf8_decode(s, strlen(s), 0, &cp);

	if (cp < 0 || utf8_control(cp))
		return complain(scan, s, 0, _("a control character or bad UTF-8"));
	return complain(scan, s, len, *s == '"' ? _("texts stand in single quotes") :
	    *s >= 'A' && *s <= 'Z' ? _("conditions are written in small letters") : _(OTHER));
}

/* The token at s; false with its kind END where there is none. */
static bool token_read(const struct scan *scan, const char *s, struct token *token)
{
	*token = (struct token){ .s = s, .id = NAME_MISSING };
	if (starts_name(*s)) {
		token->kind = TOKEN_NAME;
		token->len = name_len(s);
	} else if (is_digit(*s)) {
		token->kind = TOKEN_NUMBER;
		token->len = number_len(s);
		return token->len > 0 || complain(scan, s, name_len(s), _("not a number"));
	} else if (*s == '\'') {
		token->kind = TOKEN_TEXT;
		token->len = text_len(s);
		return token->len > 0 || complain(scan, s, 1, _("a text that does not end"));
	} else {
		token->kind = TOKEN_SIGN;
		token->len = sign_len(s);
		return token->len > 0 || bad_character(scan, s);
	}
	return true;
}

/* Cuts the expression up; gives up at what is no token, since what follows may be within a text. */
static bool tokens_read(const struct scan *scan, struct tokens *tokens)
{
	const char *s = scan->text;

	for (;;) {
		s += strspn(s, " \t\r\n");
		if (!*s)
			break;
		tokens->v = array_room(tokens->v, tokens->n, &tokens->cap, sizeof *tokens->v);
		if (!token_read(scan, s, &tokens->v[tokens->n]))
			return false;
		s += tokens->v[tokens->n++].len;
	}
	if (tokens->n == 0)
		faults_add(scan->faults, scan->path, scan->line, 1, _("an empty condition"));
	return tokens->n > 0;
}

static const char *refused_why(const struct token *token)
{
	for (size_t i = 0; i < COUNT(refused); i++)
		if (token_is(token, refused[i].word))
			return refused[i].why;
	return NULL;
}

static bool function_known(const struct scan *scan, struct token *token)
{
	const char *why = refused_why(token);

	token->kind = TOKEN_FUNCTION;
	if (scan_function(token->s, token->len))
		return true;
	if (!why && !ours(scan, token, foreign_words, COUNT(foreign_words)))
		return false;	/* ja og (nej eller ja) */
	return complain(scan, token->s, token->len, why ? _(why) : _("there is no such function"));
}

/* A fault, and false, at a name that there is not. */
static bool missing(const struct scan *scan, const struct token *token, const char *name)
{
	const char *why = refused_why(token);
	char *nearest, *said;

	if (why)
		return complain(scan, token->s, token->len, _(why));
	if (!ours(scan, token, foreign_words, COUNT(foreign_words)))
		return false;
	nearest = name && scan->naming->nearest ? scan->naming->nearest(name, scan->naming->arg) : NULL;
	said = nearest ? xasprintf(_("there is no such fact, field or column; did you mean '%s'?"), nearest) :
	    xstrdup(_("there is no such fact, field or column"));
	scan_complain(scan, token, said);
	free(said);
	free(nearest);
	return false;
}

static bool name_known(const struct scan *scan, struct token *token)
{
	bool fits = token->len <= NAME_MAX_LEN;
	char name[NAME_MAX_LEN + 1];

	if (!fits)
		return missing(scan, token, NULL);
	memcpy(name, token->s, token->len);
	name[token->len] = '\0';
	token->id = scan->naming->id(name, scan->naming->arg);
	if (token->id == NAME_TABLE)
		faults_add(scan->faults, scan->path, scan->line, scan_column(scan, token),
		    _("'%s': a table; ask for %s.none or %s.rows"), name, name, name);
	else if (token->id == NAME_MISSING)
		missing(scan, token, name);
	return token->id >= 0;
}

static bool token_known(const struct scan *scan, const struct tokens *tokens, size_t i)
{
	struct token *token = &tokens->v[i];

	if (token->kind == TOKEN_SIGN)
		return ours(scan, token, foreign_signs, COUNT(foreign_signs));
	if (token->kind != TOKEN_NAME)
		return true;
	if (listed(token, words, COUNT(words))) {
		token->kind = TOKEN_WORD;
		return true;
	}
	return token_is(tokens_at(tokens, i, 1), "(") ? function_known(scan, token) : name_known(scan, token);
}

/* Tells words, functions and names apart, and finds the names. */
static bool all_known(const struct scan *scan, struct tokens *tokens)
{
	bool good = true;

	for (size_t i = 0; i < tokens->n; i++)
		good &= token_known(scan, tokens, i);
	return good;
}

/* An expression that closes the SELECT's own bracket would go on outside it. */
static bool brackets_match(const struct scan *scan, const struct tokens *tokens)
{
	const struct token *open = NULL;
	int depth = 0;

	for (size_t i = 0; i < tokens->n; i++) {
		const struct token *token = &tokens->v[i];

		if (token_is(token, "(") && depth++ == 0)
			open = token;
		if (token_is(token, ")") && depth-- == 0)
			return complain(scan, token->s, token->len, _("closes nothing"));
	}
	return depth == 0 || complain(scan, open->s, open->len, _("is not closed"));
}

bool scan_doubts(const struct tokens *tokens, size_t i)
{
	const struct token *before = tokens_at(tokens, i, -1), *next = tokens_at(tokens, i, 1);

	if (token_is(before, "not"))
		before = tokens_at(tokens, i, -2);
	return tokens->v[i].kind == TOKEN_NAME && !token_is(before, "is") && !token_is(next, "is");
}

bool scan_tokens(const struct scan *scan, struct tokens *tokens)
{
	return tokens_read(scan, tokens) && all_known(scan, tokens) && brackets_match(scan, tokens);
}
