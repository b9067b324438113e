/* SPDX-License-Identifier: EUPL-1.2 */
#include "document/build.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/kind.h"
#include "model/record.h"

/*
 * Wordings that were read, by path.  They stay until the program ends: they
 * never change, and a batch of documents reads them once.  They are not the
 * desk's, which knows nothing of documents.
 */
static struct {
	char *path;
	struct wording *wording;
} *kept;
static size_t n_kept, kept_cap;

static const struct wording *kept_wording(const char *path)
{
	for (size_t i = 0; i < n_kept; i++)
		if (strcmp(kept[i].path, path) == 0)
			return kept[i].wording;
	return NULL;
}

/* NULL with an error that tells the first of the faults. */
static struct wording *read_wording(const char *path, const char *const ids[], struct error *e)
{
	struct faults faults = { 0 };
	struct wording *wording = wording_load(path, &faults);

	if (wording)
		wording_check(wording, ids, path, &faults);
	if (faults.n > 0) {
		char *line = fault_line(&faults.v[0]);

		error_set(e, ERROR_DATA, NULL, "%s", line);
		free(line);
		wording_free(wording);
		wording = NULL;
	}
	faults_release(&faults);
	return wording;
}

static const struct wording *wording_of(const char *dir, const char *name, const char *const ids[],
    struct error *e)
{
	char *path = xasprintf("%s/documents/%s.yaml", dir, name);
	const struct wording *wording = kept_wording(path);
	struct wording *read;

	if (!wording && (read = read_wording(path, ids, e)) != NULL) {
		kept = array_room(kept, n_kept, &kept_cap, sizeof *kept);
		kept[n_kept].path = xstrdup(path);
		kept[n_kept++].wording = read;
		wording = read;
	}
	free(path);
	return wording;
}

bool build_begin(struct build *b, const struct desk *desk, const struct casework *work, const char *name,
    const char *const ids[], int round, struct document *document, struct error *e)
{
	if (round < 0 || round > work->record.rounds)
		return error_set(e, ERROR_MISSING, NULL, _("the case has no round %d"), round);
	*b = (struct build){
		.forms = desk->forms, .record = &work->record, .rules = work->rules,
		.view = casework_view(desk, work), .lang = document->lang, .document = document,
	};
	b->view.round = round ? round : work->record.rounds;
	b->wording = wording_of(desk->dir, name, ids, e);
	if (!b->wording)
		return false;
	document->title = xstrdup(wording_get(b->wording, "title", document->lang));
	return true;
}

void build_end(struct build *b)
{
	free(b->rows.v);
	b->rows.v = NULL;
}

const struct field *build_field(const struct build *b, const char *id)
{
	return field_by_id(b->forms, id);
}

/* Most fields are always shown: only those with a condition cost a look at the rules. */
static bool shown(const struct build *b, const struct field *field, int64_t row)
{
	if (field->table && !shown(b, field->table, 0))
		return false;
	return !field->show || rules_shown(b->rules, &b->view, field, row);
}

const char *build_stored(const struct build *b, const struct field *field, int64_t row)
{
	const char *stored = field ? record_get(b->record, field, b->view.round, row) : NULL;

	return stored && kind_stored(field, stored) && shown(b, field, row) ? stored : NULL;
}

char *build_shown(const struct build *b, const struct field *field, int64_t row)
{
	const char *stored = build_stored(b, field, row);

	return stored ? kind_show(field, stored, b->lang) : NULL;
}

const struct choice *build_choice(const struct build *b, const struct field *field, int64_t row)
{
	const char *stored = build_stored(b, field, row);

	return stored ? choice_by_code(field->choices, stored) : NULL;
}

bool build_is(const struct build *b, const struct field *field, int64_t row, const char *code)
{
	const char *stored = build_stored(b, field, row);

	return stored && strcmp(stored, code) == 0;
}

long build_number(const struct build *b, const struct field *field, int64_t row)
{
	const char *stored = build_stored(b, field, row);

	return stored ? strtol(stored, NULL, 10) : -1;
}

int64_t *build_rows(struct build *b, const struct field *table, size_t *n)
{
	int64_t *rows;

	*n = 0;
	if (!table || !shown(b, table, 0))
		return NULL;
	rows = record_rows(b->record, table, b->view.round, n);
	free(b->rows.v);
	b->rows.table = table;
	b->rows.n = *n;
	b->rows.v = xcalloc(*n + 1, sizeof *rows);
	if (*n > 0)
		memcpy(b->rows.v, rows, *n * sizeof *rows);
	return rows;
}

bool build_none(const struct build *b, const struct field *table)
{
	return table && record_none(b->record, table, b->view.round);
}

enum { VALUES_MAX = 4 };	/* a text of the wording has no more names */

static char *words(const struct build *b, const char *id, va_list ap)
{
	struct wording_value values[VALUES_MAX + 1] = { { 0 } };
	struct text t = { 0 };
	const char *name;

	for (size_t n = 0; (name = va_arg(ap, const char *)) != NULL; n++) {
		assert(n < VALUES_MAX);
		values[n].name = name;
		values[n].value = va_arg(ap, const char *);
	}
	wording_fill(b->wording, id, b->lang, values, &t);
	return text_take(&t);
}

char *build_words(const struct build *b, const char *id, ...)
{
	va_list ap;
	char *s;

	va_start(ap, id);
	s = words(b, id, ap);
	va_end(ap);
	return s;
}

char *build_words_or(const struct build *b, const char *id, const char *name, const char *value, const char *bare)
{
	return value ? build_words(b, id, name, value, NULL) : build_words(b, bare, NULL);
}

char *build_quote(const struct build *b, const char *text)
{
	return build_words(b, "quote", "text", text, NULL);
}

/* "1 år", "2 år": a number with its word, in the singular or the plural. */
static char *counted(const struct build *b, const char *one, const char *many, long n)
{
	char *number = xasprintf("%ld", n);
	char *s = build_words(b, n == 1 ? one : many, "n", number, NULL);

	free(number);
	return s;
}

char *build_months(const struct build *b, long months)
{
	return counted(b, "length.month", "length.months", months);
}

char *build_length(const struct build *b, long months)
{
	char *years, *rest, *both;

	if (months < 12)
		return build_months(b, months);
	years = counted(b, "length.year", "length.years", months / 12);
	if (months % 12 == 0)
		return years;
	rest = build_months(b, months % 12);
	both = build_words(b, "length.both", "years", years, "months", rest, NULL);
	free(years);
	free(rest);
	return both;
}

struct block *build_say(struct build *b, enum block_kind kind, const char *id, ...)
{
	struct block *block;
	va_list ap;
	char *s;

	va_start(ap, id);
	s = words(b, id, ap);
	va_end(ap);
	block = document_add(b->document, kind, NULL, s);
	free(s);
	return block;
}

struct block *build_say_or(struct build *b, enum block_kind kind, const char *id, const char *name, const char *value,
    const char *bare)
{
	return value ? build_say(b, kind, id, name, value, NULL) : build_say(b, kind, bare, NULL);
}

/* From 1, in the order of the table; 0 where the row is none of it. */
static size_t row_number(struct build *b, const struct field *table, int64_t row)
{
	size_t n;

	if (b->rows.table != table)
		free(build_rows(b, table, &n));
	for (size_t i = 0; i < b->rows.n; i++)
		if (b->rows.v[i] == row)
			return i + 1;
	return 0;
}

/* What a row is called in words: "3", or "B3" of a numbered table. The caller frees it. */
static char *row_name(struct build *b, const struct field *table, int64_t row)
{
	const char *no = table->numbered ? build_stored(b, field_column(table, "no"), row) : NULL;

	if (no)
		return xasprintf("%s%s", table->prefix ? table->prefix : "", no);
	return xasprintf("%zu", row_number(b, table, row));
}

static char *row_source(struct build *b, const char *screen, const struct field *table, int64_t row)
{
	const char *label = label_get(&table->label, b->lang);
	char *name = row_name(b, table, row), *s;

	if (table->numbered)
		s = build_words(b, "source.numbered", "screen", screen, "field", label, "number", name, NULL);
	else
		s = build_words(b, "source.row", "screen", screen, "field", label, "row", name, NULL);
	free(name);
	return s;
}

/* Where the answer stands, in words; NULL for a field that no screen shows. */
static char *source_of(struct build *b, const struct field *field, int64_t row)
{
	const struct screen *screen = field_screen(b->forms, field, NULL);
	const char *title;

	if (!screen)
		return NULL;
	title = label_get(&screen->title, b->lang);
	if (field->table && row)
		return row_source(b, title, field->table, row);
	return build_words(b, "source.field", "screen", title, "field", label_get(&field->label, b->lang),
	    NULL);
}

struct block *build_from(struct build *b, struct block *block, const struct field *field, int64_t row)
{
	if (!field)
		return block;
	document_from(block, field, row);
	free(block->source);
	block->source = source_of(b, field, row);
	return block;
}

/* What was chosen, each on a line of its own: between commas their capitals would stand within a sentence. */
static char *chosen_lines(const struct build *b, const struct field *field, const char *stored)
{
	struct text t = { 0 };

	for (size_t len; *stored; stored += len + (stored[len] == ',')) {
		char *code = xstrndup(stored, len = strcspn(stored, ","));
		const struct choice *choice = choice_by_code(field->choices, code);

		text_addf(&t, "%s%s", t.len ? "\n" : "", choice ? label_get(&choice->label, b->lang) : code);
		free(code);
	}
	return text_take(&t);
}

/* The answer as a document says it: in quotation marks where the words are the citizen's own. */
static char *spoken(const struct build *b, const struct field *field, int64_t row)
{
	const char *stored = build_stored(b, field, row);
	char *s, *quoted;

	if (stored && field->kind == KIND_SEVERAL)
		return chosen_lines(b, field, stored);
	s = build_shown(b, field, row);
	if (!s || !field->own_words)
		return s;
	quoted = build_quote(b, s);
	free(s);
	return quoted;
}

struct block *build_paragraph(struct build *b, const struct field *field, int64_t row)
{
	char *s = spoken(b, field, row);
	struct block *block;

	if (!s)
		return NULL;
	block = document_add(b->document, field->own_words ? BLOCK_QUOTE : BLOCK_TEXT, NULL, s);
	free(s);
	return build_from(b, block, field, row);
}

struct block *build_pair_text(struct build *b, const char *label, const char *text, const struct field *field,
    int64_t row)
{
	const char *said = label ? wording_get(b->wording, label, b->lang) : label_get(&field->label,
	    b->lang);

	return build_from(b, document_add(b->document, BLOCK_PAIR, said, text), field, row);
}

struct block *build_pair(struct build *b, const char *label, const struct field *field, int64_t row)
{
	char *s = spoken(b, field, row);
	struct block *block;

	if (!s)
		return NULL;
	block = build_pair_text(b, label, s, field, row);
	free(s);
	return block;
}

struct block *build_pair_words(struct build *b, const char *label, const char *id, const struct field *field,
    int64_t row)
{
	return build_pair_text(b, label, wording_get(b->wording, id, b->lang), field, row);
}

void build_part(struct build *b, const char *heading, const struct field *field, const char *missing)
{
	bool answered = build_stored(b, field, 0) != NULL;

	if (!answered && !missing)
		return;
	build_from(b, build_say(b, BLOCK_SUBHEADING, heading, NULL), field, 0);
	if (answered)
		build_paragraph(b, field, 0);
	else
		build_from(b, build_say(b, BLOCK_TEXT, missing, NULL), field, 0);
}

enum { COLUMNS_MAX = 6 };

/* One row of a table; a row of 0 is its headings. */
static void table_cells(const struct build *b, const struct field *table, const char *const columns[],
    int64_t row, char *cells[COLUMNS_MAX])
{
	for (size_t i = 0; columns[i]; i++) {
		const struct field *column = field_column(table, columns[i]);

		if (row)
			cells[i] = build_shown(b, column, row);
		else
			cells[i] = xstrdup(column ? label_get(&column->label, b->lang) : columns[i]);
	}
}

static void free_cells(char *cells[COLUMNS_MAX], size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(cells[i]);
}

void build_table(struct build *b, const struct field *table, const char *const columns[])
{
	char *cells[COLUMNS_MAX];
	size_t n_columns = 0, n;
	struct block *block;
	int64_t *rows;

	while (columns[n_columns])
		n_columns++;
	assert(n_columns <= COLUMNS_MAX);
	rows = build_rows(b, table, &n);
	table_cells(b, table, columns, 0, cells);
	block = document_table(b->document, n_columns, (const char *const *)cells);
	free_cells(cells, n_columns);
	for (size_t i = 0; i < n; i++) {
		table_cells(b, table, columns, rows[i], cells);
		document_table_row(block, (const char *const *)cells);
		free_cells(cells, n_columns);
	}
	build_from(b, block, table, 0);
	free(rows);
}
