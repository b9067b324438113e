/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answers from a file.  Dates and texts are taken in any way that a person may
 * write them; what other programs are to compare (codes, numbers, true and
 * false) is taken in its one form, and a fault says which that is.
 */
#include "exchange/answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define ROWS_MAX 1000		/* pairing rows takes time with the square of it */
#define KEYS_MAX 1000		/* and so does guessing what unknown keys are meant to be */
#define FAULTS_MAX 100		/* as many as base/error.h keeps */

/* Kinds of which only the stored form is taken. */
static const bool strict[KIND_COUNT] = {
	[KIND_ONE] = true, [KIND_WHOLE] = true, [KIND_DECIMAL] = true, [KIND_MONTHS] = true,
};

bool source_full(const struct source *source)
{
	return source->faults->n >= FAULTS_MAX;
}

bool source_known(const struct source *source, const struct node *map, const char *const known[])
{
	bool many = map->kind == NODE_MAP && map->n > KEYS_MAX;

	if (many)
		node_fault(map, source->path, source->faults, _("more than %d keys"), KEYS_MAX);
	else
		node_known(map, known, source->path, source->faults);
	return map->kind == NODE_MAP && !many;
}

static void fault(const struct source *source, const struct node *node, const char *message)
{
	node_fault(node, source->path, source->faults, "%s", message);
}

/* Names the codes there are, as far as they go into a line. */
static void fault_code(const struct source *source, const struct field *field, const struct node *node)
{
	struct text codes = { 0 };

	for (size_t i = 0; i < field->choices->n && codes.len < 200; i++)
		text_addf(&codes, " %s", field->choices->v[i].code);
	node_fault(node, source->path, source->faults, _("no such code; there are:%s%s"), codes.len > 0 ? codes.s : "",
	    codes.len < 200 ? "" : " …");
	text_release(&codes);
}

static bool is_code(const struct source *source, const struct field *field, const struct node *node)
{
	const char *code = node_text(node, source->path, source->faults);

	if (code && !choice_by_code(field->choices, code)) {
		fault_code(source, field, node);
		code = NULL;
	}
	return code != NULL;
}

/* A list of codes, or one alone, in the order of the choices. */
static char *read_several(const struct source *source, const struct field *field, const struct node *node)
{
	const struct node *const alone = node;
	bool list = node->kind == NODE_LIST, good = true;
	size_t n = list ? node->n : 1;
	struct text codes = { 0 };
	char *stored = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct node *item = list ? node->items[i] : alone;

		good = is_code(source, field, item) && good;
		if (good)
			text_addf(&codes, "%s%s", i > 0 ? "," : "", item->text);
	}
	if (good && codes.len > 0)
		kind_read(field, codes.s, source->today, &stored, NULL);
	text_release(&codes);
	return stored;
}

static char *read_yesno(const struct source *source, const struct node *node)
{
	bool yes;

	if (!node_bool(node, &yes, source->path, source->faults))
		return NULL;
	return xstrdup(yes ? "true" : "false");
}

static bool truth(const struct node *node)
{
	return node->plain && (strcmp(node->text, "true") == 0 || strcmp(node->text, "false") == 0);
}

static char *read_typed(const struct source *source, const struct field *field, const struct node *node)
{
	struct error e;
	char *stored;

	if (truth(node)) {
		fault(source, node, _("true and false are for yes or no; a text goes into quotes"));
		return NULL;
	}
	if (field->kind == KIND_ONE && *node->text && !is_code(source, field, node))
		return NULL;
	if (!kind_read(field, node->text, source->today, &stored, &e)) {
		fault(source, node, e.what);
		return NULL;
	}
	if (stored && strict[field->kind] && strcmp(stored, node->text) != 0) {
		node_fault(node, source->path, source->faults, _("in a file this is written %s"), stored);
		free(stored);
		return NULL;
	}
	return stored;
}

/* The text of a field that is no table; NULL where it is not answered, or wrong. */
static char *read_text(const struct source *source, const struct field *field, const struct node *node)
{
	if (node_null(node))
		return NULL;
	if (field->kind == KIND_SEVERAL && node->kind != NODE_MAP)
		return read_several(source, field, node);
	if (field->kind == KIND_YESNO)
		return read_yesno(source, node);
	if (node_text(node, source->path, source->faults) == NULL)
		return NULL;
	return read_typed(source, field, node);
}

/* A row that is a bare scalar of one column. */
static void read_bare(const struct source *source, const struct field *table, const struct node *node, char **cells)
{
	const struct field *column = field_column(table, table->plain);

	if (node_text(node, source->path, source->faults) != NULL)
		cells[column - table->columns] = read_text(source, column, node);
}

static void read_row(const struct source *source, const struct field *table, const char *const known[],
    const struct node *node, char **cells)
{
	if (table->plain && node->kind == NODE_SCALAR) {
		read_bare(source, table, node, cells);
		return;
	}
	if (!source_known(source, node, known))
		return;
	for (size_t i = 0; i < table->n_columns; i++) {
		const struct node *cell = node_get(node, table->columns[i].id);

		if (cell)
			cells[i] = read_text(source, &table->columns[i], cell);
	}
}

static int by_number(const void *a, const void *b)
{
	const long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

/* Numbers are given once: two rows cannot share one. */
static void check_numbers(const struct source *source, const struct field *table, const struct node *list,
    const struct answer *answer)
{
	size_t no = (size_t)(field_column(table, "no") - table->columns), n = 0;
	long *numbers = xcalloc(answer->n_rows + 1, sizeof *numbers);

	for (size_t i = 0; i < answer->n_rows; i++) {
		const char *text = answer->cells[i * table->n_columns + no];

		if (text)
			numbers[n++] = strtol(text, NULL, 10);
		if (text && numbers[n - 1] < 1)
			fault(source, list->items[i], _("a row's number is 1 or more"));
	}
	qsort(numbers, n, sizeof *numbers, by_number);
	for (size_t i = 1; i < n; i++)
		if (numbers[i] == numbers[i - 1])
			node_fault(list, source->path, source->faults, _("two rows have the number %ld"), numbers[i]);
	free(numbers);
}

/* The columns' ids, ended by NULL; the caller's. */
static const char **column_ids(const struct field *table)
{
	const char **ids = xcalloc(table->n_columns + 1, sizeof *ids);

	for (size_t i = 0; i < table->n_columns; i++)
		ids[i] = table->columns[i].id;
	return ids;
}

static void read_rows(const struct source *source, const struct field *table, const struct node *list,
    struct answer *answer)
{
	const char **known = column_ids(table);

	answer->kind = list->n > 0 ? ANSWER_ROWS : ANSWER_NONE;
	answer->n_rows = list->n;
	answer->cells = xcalloc(list->n * table->n_columns + 1, sizeof *answer->cells);
	for (size_t i = 0; i < list->n && !source_full(source); i++)
		read_row(source, table, known, list->items[i], answer->cells + i * table->n_columns);
	free(known);
	if (table->numbered)
		check_numbers(source, table, list, answer);
}

static void read_table(const struct source *source, const struct field *table, const struct node *node,
    struct answer *answer)
{
	if (node_null(node)) {
		answer->kind = ANSWER_EMPTY;
	} else if (table->single && table->plain && node->kind == NODE_SCALAR) {
		answer->kind = ANSWER_ROWS;
		answer->n_rows = 1;
		answer->cells = xcalloc(table->n_columns, sizeof *answer->cells);
		read_bare(source, table, node, answer->cells);
	} else if (node->kind != NODE_LIST) {
		node_items(node, source->path, source->faults);
	} else if (node->n > ROWS_MAX) {
		node_fault(node, source->path, source->faults, _("more than %d rows"), ROWS_MAX);
	} else {
		read_rows(source, table, node, answer);
	}
}

void answer_read(const struct source *source, const struct field *field, const struct node *node,
    struct answer *answer)
{
	*answer = (struct answer){ .kind = ANSWER_ABSENT };
	if (!node)
		return;
	if (field->kind == KIND_TABLE) {
		read_table(source, field, node, answer);
		return;
	}
	answer->text = read_text(source, field, node);
	answer->kind = answer->text ? ANSWER_TEXT : ANSWER_EMPTY;
}
