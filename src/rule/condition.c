/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * SQLite is the expression engine: the words that scan.c let through become
 * SELECT (...) with a parameter for each name.  Nothing of a base is within
 * reach: the connection is its own, in memory, without a table.
 *
 * A statement is left standing on its row after it was evaluated: its text can be
 * borrowed, and where the same terms are given again, its result still holds.
 * Nothing but a name's term changes it, and most terms of most cases are the
 * same, so that most conditions are not asked anew.
 */
#include "rule/condition.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/lang.h"
#include "base/text.h"
#include "rule/parse.h"

struct engine {
	sqlite3 *db;
};

struct ids {
	int *v;
	size_t n, cap;
};

/* What a parameter is bound to; a text is its own. */
struct given {
	struct term term;
	struct text text;
};

struct condition {
	sqlite3_stmt *statement;
	struct ids names;	/* names.v[i] is parameter i + 1 ... */
	struct given *given;	/* ... and given[i] what it is bound to */
	bool stands;		/* `result` is that of what is given */
	struct term result;	/* of a text, also what it is as a number */
	struct ids doubts;
	char *text;		/* in which the parts lie */
	struct part *part;
};

/* The functions that SQLite lacks. */

static bool date_argument(sqlite3_value *value, struct date *date)
{
	const char *text = (const char *)sqlite3_value_text(value);

	return text && date_read_stored(text, date);
}

static int date_days(struct date a, struct date b)
{
	return (int)(date_number(b) - date_number(a));
}

static const struct counter {
	const char *name;
	int (*count)(struct date a, struct date b);
} counters[] = {
	{ "years", date_years }, { "months", date_months }, { "days", date_days }
};

/* years, months, days: NULL, that is unknown, where either is no date. */
static void sql_count(sqlite3_context *context, int n, sqlite3_value **values)
{
	const struct counter *counter = sqlite3_user_data(context);
	struct date a, b;

	(void)n;
	if (date_argument(values[0], &a) && date_argument(values[1], &b))
		sqlite3_result_int(context, counter->count(a, b));
}

/* A date that no calendar has counts as the first or the last one: unknown would ask for an answer that there is. */
static struct date in_calendar(struct date date)
{
	static const struct date first = { 1800, 1, 1 }, last = { 2199, 12, 31 };

	return date.year < first.year ? first : date.year > last.year ? last : date;
}

/* A whole month has no day to count from. */
static struct date add_days(struct date date, int days)
{
	return date.day == 0 ? (struct date){ 0 } : date_add_days(date, days);
}

static const struct adder {
	const char *name;
	struct date (*add)(struct date date, int n);
	int most;		/* more than that leaves the years that a date can have */
} adders[] = {
	{ "add_months", date_add_months, 4800 }, { "add_days", add_days, 146100 }
};

/* add_months, add_days: a date, or unknown. */
static void sql_add(sqlite3_context *context, int n, sqlite3_value **values)
{
	const struct adder *adder = sqlite3_user_data(context);
	double by = sqlite3_value_double(values[1]);
	char out[DATE_SIZE];
	struct date date;

	(void)n;
	if (sqlite3_value_type(values[1]) == SQLITE_NULL || !date_argument(values[0], &date))
		return;
	by = by > adder->most ? adder->most : by < -adder->most ? -adder->most : by;
	date = adder->add(date, (int)by);
	if (date.year != 0)
		sqlite3_result_text(context, date_stored(in_calendar(date), out), -1, SQLITE_TRANSIENT);
}

/* has("a,b", "b") */
static void sql_has(sqlite3_context *context, int n, sqlite3_value **values)
{
	const char *list = (const char *)sqlite3_value_text(values[0]);
	const char *code = (const char *)sqlite3_value_text(values[1]);
	size_t len;

	(void)n;
	if (!list || !code)
		return;
	len = strlen(code);
	for (; list; list = strchr(list, ','), list = list ? list + 1 : NULL) {
		if (strncmp(list, code, len) == 0 && (list[len] == ',' || list[len] == '\0')) {
			sqlite3_result_int(context, 1);
			return;
		}
	}
	sqlite3_result_int(context, 0);
}

/*
 * The first of every list behind `in`, put there by us: a blob, which no term is
 * equal to.  Of a list of constants SQLite builds a table, each time anew; one
 * in which a function stands that does not promise to be constant it walks.
 */
#define NONE "none_of_them"

static void sql_none(sqlite3_context *context, int n, sqlite3_value **values)
{
	(void)n, (void)values;
	sqlite3_result_zeroblob(context, 0);
}

/* The engine. */

/* scan.c has let only these through; that SQLite agrees is the second lock on the door. */
static int authorize(void *arg, int action, const char *a, const char *name, const char *database,
    const char *by)
{
	(void)arg, (void)a, (void)database, (void)by;
	if (action == SQLITE_FUNCTION)
		return scan_function(name, strlen(name)) || strcmp(name, NONE) == 0 ? SQLITE_OK : SQLITE_DENY;
	return action == SQLITE_SELECT ? SQLITE_OK : SQLITE_DENY;
}

static void function(sqlite3 *db, const char *name, int arguments, int promises, const void *data,
    void (*call)(sqlite3_context *, int, sqlite3_value **))
{
	int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS | promises;

	if (sqlite3_create_function(db, name, arguments, flags, (void *)data, call, NULL, NULL) != SQLITE_OK)
		die("out of memory");
}

/* Bounds for an expression that somebody typed (list --where). */
static void limit(sqlite3 *db)
{
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 4 << 20);
	sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 16 << 10);
	sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 100);
	sqlite3_limit(db, SQLITE_LIMIT_FUNCTION_ARG, 2);
	sqlite3_limit(db, SQLITE_LIMIT_VARIABLE_NUMBER, 200);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
}

struct engine *engine_new(void)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
	struct engine *engine = xcalloc(1, sizeof *engine);

	if (sqlite3_open_v2(":memory:", &engine->db, flags, NULL) != SQLITE_OK)
		die("out of memory");
	for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
		function(engine->db, counters[i].name, 2, SQLITE_DETERMINISTIC, &counters[i], sql_count);
	for (size_t i = 0; i < sizeof adders / sizeof *adders; i++)
		function(engine->db, adders[i].name, 2, SQLITE_DETERMINISTIC, &adders[i], sql_add);
	function(engine->db, "has", 2, SQLITE_DETERMINISTIC, NULL, sql_has);
	function(engine->db, NONE, 0, 0, NULL, sql_none);
	sqlite3_db_config(engine->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(engine->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(engine->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_set_authorizer(engine->db, authorize, NULL);
	limit(engine->db);
	return engine;
}

void engine_free(struct engine *engine)
{
	if (!engine)
		return;
	sqlite3_close(engine->db);
	free(engine);
}

/* Compiling. */

/* The place of an id, from 0; added where it is not there. */
static size_t place(struct ids *ids, int id)
{
	for (size_t i = 0; i < ids->n; i++)
		if (ids->v[i] == id)
			return i;
	ids->v = array_room(ids->v, ids->n, &ids->cap, sizeof *ids->v);
	ids->v[ids->n] = id;
	return ids->n++;
}

/* The bracket of a list behind `in`, of which something follows. */
static bool opens_list(const struct tokens *tokens, size_t i)
{
	return token_is(tokens_at(tokens, i, 0), "(") && token_is(tokens_at(tokens, i, -1), "in") &&
	    !token_is(tokens_at(tokens, i, 1), ")");
}

static void token_write(struct condition *condition, const struct tokens *tokens, size_t i, struct text *sql)
{
	const struct token *token = &tokens->v[i];

	if (token->kind == TOKEN_NAME)
		text_addf(sql, "?%zu", place(&condition->names, token->id) + 1);
	else
		text_addn(sql, token->s, token->len);
	if (token->kind == TOKEN_NUMBER && !memchr(token->s, '.', token->len))
		text_add(sql, ".0");
	if (opens_list(tokens, i))
		text_add(sql, NONE "(),");
	text_addc(sql, ' ');	/* keeps two signs from making a third: a comment */
}

/* Which token the byte of the SQL comes from: as many as there are, where it is behind them. */
static size_t token_of(const struct tokens *tokens, const size_t *starts, size_t offset)
{
	size_t i = 0;

	while (i < tokens->n && starts[i + 1] <= offset)
		i++;
	return i;
}

/* Whether a value is to follow a token, and whether one may begin with it. */
static bool wants_value(const struct token *token)
{
	return (token->kind == TOKEN_SIGN && !token_is(token, ")")) ||
	    (token->kind == TOKEN_WORD && !token_is(token, "null") && !token_is(token, "true") && !token_is(token, "false"));
}

static bool begins_value(const struct token *token)
{
	return (token->kind != TOKEN_SIGN && token->kind != TOKEN_WORD && token->kind != TOKEN_END) ||
	    token_is(token, "(") || token_is(token, "null") || token_is(token, "true") || token_is(token, "false") ||
	    token_is(token, "not");
}

/* Where the i-th token (n: the end) cannot stand: in the words of those who write packs, since SQLite speaks to
 * programmers. */
static void complain_place(const struct scan *scan, const struct tokens *tokens, size_t i)
{
	const struct token *before = tokens_at(tokens, i, -1), *token = tokens_at(tokens, i, 0);

	if (wants_value(before) && !begins_value(token))
		scan_complain(scan, before, _("something is missing after it"));
	else if (before->kind != TOKEN_END && !wants_value(before) && begins_value(token))
		scan_complain(scan, token, _("a sign, or a word such as 'and', is missing before it"));
	else
		scan_complain(scan, token->kind == TOKEN_END ? before : token,
		    _("a condition cannot go on like this here"));
}

static void complain(const struct scan *scan, sqlite3 *db, const struct tokens *tokens, const size_t *starts)
{
	int offset = sqlite3_error_offset(db);
	size_t i = offset >= 0 ? token_of(tokens, starts, (size_t)offset) : 0;

	if (sqlite3_errcode(db) == SQLITE_NOMEM)
		die("out of memory");
	if (strncmp(sqlite3_errmsg(db), "wrong number of arguments", 25) == 0)
		scan_complain(scan, &tokens->v[i], _("too few or too many values in its brackets"));
	else
		complain_place(scan, tokens, i);
}

static bool prepare(const struct scan *scan, struct engine *engine, const struct tokens *tokens,
    struct condition *condition)
{
	size_t *starts = xcalloc(tokens->n + 1, sizeof *starts);
	struct text sql = { 0 };

	text_add(&sql, "SELECT ( ");
	for (size_t i = 0; i < tokens->n; i++) {
		starts[i] = sql.len;
		token_write(condition, tokens, i, &sql);
		if (scan_doubts(tokens, i))
			place(&condition->doubts, tokens->v[i].id);
	}
	starts[tokens->n] = sql.len;
	text_add(&sql, ")");
	if (sqlite3_prepare_v3(engine->db, sql.s, (int)sql.len, SQLITE_PREPARE_PERSISTENT,
	    &condition->statement, NULL) != SQLITE_OK)
		complain(scan, engine->db, tokens, starts);
	free(starts);
	text_release(&sql);
	return condition->statement != NULL;
}

struct condition *condition_new(struct engine *engine, const char *text, const struct naming *naming, const char *path,
    int line, struct faults *faults)
{
	struct condition *condition = xcalloc(1, sizeof *condition);
	struct tokens tokens = { 0 };
	struct scan scan;

	condition->text = xstrdup(text);
	scan = (struct scan){ condition->text, naming, path, line, faults };
	if (scan_tokens(&scan, &tokens) && prepare(&scan, engine, &tokens, condition))
		condition->part = parse(&scan, &tokens);
	free(tokens.v);
	if (!condition->part) {
		condition_free(condition);
		return NULL;
	}
	condition->given = xcalloc(condition->names.n + 1, sizeof *condition->given);
	return condition;
}

void condition_free(struct condition *condition)
{
	if (!condition)
		return;
	sqlite3_finalize(condition->statement);
	part_free(condition->part);
	free(condition->text);
	for (size_t i = 0; condition->given && i < condition->names.n; i++)
		text_release(&condition->given[i].text);
	free(condition->given);
	free(condition->names.v);
	free(condition->doubts.v);
	free(condition);
}

const int *condition_names(const struct condition *condition, size_t *n)
{
	*n = condition->names.n;
	return condition->names.v;
}

const int *condition_doubts(const struct condition *condition, size_t *n)
{
	*n = condition->doubts.n;
	return condition->doubts.v;
}

const struct part *condition_part(const struct condition *condition)
{
	return condition->part;
}

/* Evaluating. */

static void bind(sqlite3_stmt *statement, int i, struct term term)
{
	if (term.kind == TERM_NUMBER)
		sqlite3_bind_double(statement, i, term.number);
	else if (term.kind == TERM_TEXT)
		sqlite3_bind_text(statement, i, term.text, -1, SQLITE_STATIC);
	else
		sqlite3_bind_null(statement, i);
}

static bool same(const struct term *a, const struct term *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == TERM_TEXT)
		return strcmp(a->text, b->text) == 0;
	return a->kind == TERM_UNKNOWN || a->number == b->number;
}

/* Binds a parameter where it is bound to something else; at first all are bound to NULL. */
static void give(struct condition *condition, size_t i, struct term term)
{
	struct given *given = &condition->given[i];

	if (same(&given->term, &term))
		return;
	if (condition->stands)
		sqlite3_reset(condition->statement);
	condition->stands = false;
	if (term.kind == TERM_TEXT) {
		text_clear(&given->text);
		text_add(&given->text, term.text);
		term.text = given->text.s;
	}
	given->term = term;
	bind(condition->statement, (int)i + 1, term);
}

/* Unknown too: a number out of bounds, a text too long. */
static struct term ask(sqlite3_stmt *statement)
{
	int code = sqlite3_step(statement), type;
	struct term term = { 0 };

	if (code == SQLITE_NOMEM)
		die("out of memory");
	type = code == SQLITE_ROW ? sqlite3_column_type(statement, 0) : SQLITE_NULL;
	if (type == SQLITE_NULL)
		return term;
	term.kind = type == SQLITE_TEXT ? TERM_TEXT : TERM_NUMBER;
	term.number = sqlite3_column_double(statement, 0);
	if (type == SQLITE_TEXT)
		term.text = (const char *)sqlite3_column_text(statement, 0);
	return term;
}

struct term condition_value(struct condition *condition, struct term (*get)(int id, void *arg), void *arg)
{
	for (size_t i = 0; i < condition->names.n; i++)
		give(condition, i, get(condition->names.v[i], arg));
	if (!condition->stands)
		condition->result = ask(condition->statement);
	condition->stands = true;
	return condition->result;
}

enum truth condition_truth(struct condition *condition, struct term (*get)(int id, void *arg), void *arg)
{
	struct term result = condition_value(condition, get, arg);

	if (result.kind == TERM_UNKNOWN)
		return UNKNOWN;
	return result.number != 0 ? TRUE_ : FALSE_;
}
