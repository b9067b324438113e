/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

void answer_release(const struct field *field, struct answer *answer)
{
	for (size_t i = 0; i < answer->n_rows * field->n_columns; i++)
		free(answer->cells[i]);
	free(answer->cells);
	free(answer->text);
	*answer = (struct answer){ 0 };
}

static bool same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool empty(const struct answer *answer)
{
	return answer->kind == ANSWER_ABSENT || answer->kind == ANSWER_EMPTY;
}

bool answer_equal(const struct field *field, const struct answer *a, const struct answer *b)
{
	if (empty(a) || empty(b))
		return empty(a) && empty(b);
	if (a->kind != b->kind || a->n_rows != b->n_rows || !same(a->text, b->text))
		return false;
	for (size_t i = 0; i < a->n_rows * field->n_columns; i++)
		if (!same(a->cells[i], b->cells[i]))
			return false;
	return true;
}

static char *readable(const struct record *record, const struct field *field, int round, int64_t row)
{
	const char *text = record_get(record, field, round, row);

	return text && kind_stored(field, text) ? xstrdup(text) : NULL;
}

static void rows_of(const struct record *record, const struct field *table, int round, struct answer *answer)
{
	int64_t *rows = record_rows(record, table, round, &answer->n_rows);
	char **cell = answer->cells = xcalloc(answer->n_rows * table->n_columns, sizeof *answer->cells);

	for (size_t i = 0; i < answer->n_rows; i++)
		for (size_t j = 0; j < table->n_columns; j++)
			*cell++ = readable(record, &table->columns[j], round, rows[i]);
	free(rows);
	if (answer->n_rows > 0)
		answer->kind = ANSWER_ROWS;
	else if (record_none(record, table, round))
		answer->kind = ANSWER_NONE;
}

void answer_of(const struct record *record, const struct field *field, int round, struct answer *answer)
{
	*answer = (struct answer){ .kind = ANSWER_EMPTY };
	if (field->kind == KIND_TABLE) {
		rows_of(record, field, round, answer);
		return;
	}
	answer->text = readable(record, field, round, 0);
	if (answer->text)
		answer->kind = ANSWER_TEXT;
}
