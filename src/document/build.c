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

static const struct wording *wording_of(const char *dir, const char *name, const char *const ids[], struct error *e)
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

bool build_begin(struct build *build, const struct desk *desk, const struct casework *work, const char *name,
    const char *const ids[], int round, struct document *document, struct error *e)
{
	if (round < 0 || round > work->record.rounds)
		return error_set(e, ERROR_MISSING, NULL, _("the case has no round %d"), round);
	*build = (struct build){
		.forms = desk->forms, .record = &work->record, .rules = work->rules,
		.view = casework_view(desk, work), .lang = document->lang, .document = document,
	};
	build->view.round = round ? round : work->record.rounds;
	build->wording = wording_of(desk->dir, name, ids, e);
	if (!build->wording)
		return false;
	document->title = xstrdup(wording_get(build->wording, "title", document->lang));
	return true;
}

void build_end(struct build *build)
{
	free(build->rows.v);
	build->rows.v = NULL;
}

const struct field *build_field(const struct build *build, const char *id)
{
	return field_by_id(build->forms, id);
}

/* Most fields are always shown: only those with a condition cost a look at the rules. */
static bool shown(const struct build *build, const struct field *field, int64_t row)
{
	if (field->table && !shown(build, field->table, 0))
		return false;
	return !field->show || rules_shown(build->rules, &build->view, field, row);
}

const char *build_stored(const struct build *build, const struct field *field, int64_t row)
{
	const char *stored = field ? record_get(build->record, field, build->view.round, row) : NULL;

	return stored && kind_stored(field, stored) && shown(build, field, row) ? stored : NULL;
}

char *build_shown(const struct build *build, const struct field *field, int64_t row)
{
	const char *stored = build_stored(build, field, row);

	return stored ? kind_show(field, stored, build->lang) : NULL;
}

const struct choice *build_choice(const struct build *build, const struct field *field, int64_t row)
{
	const char *stored = build_stored(build, field, row);

	return stored ? choice_by_code(field->choices, stored) : NULL;
}

bool build_is(const struct build *build, const struct field *field, int64_t row, const char *code)
{
	const char *stored = build_stored(build, field, row);

	return stored && strcmp(stored, code) == 0;
}

long build_number(const struct build *build, const struct field *field, int64_t row)
{
	const char *stored = build_stored(build, field, row);

	return stored ? strtol(stored, NULL, 10) : -1;
}

int64_t *build_rows(struct build *build, const struct field *table, size_t *n)
{
	int64_t *rows;

	*n = 0;
	if (!table || !shown(build, table, 0))
		return NULL;
	rows = record_rows(build->record, table, build->view.round, n);
	free(build->rows.v);
	build->rows.table = table;
	build->rows.n = *n;
	build->rows.v = xcalloc(*n + 1, sizeof *rows);
	if (*n > 0)
		memcpy(build->rows.v, rows, *n * sizeof *rows);
	return rows;
}

bool build_none(const struct build *build, const struct field *table)
{
	return table && record_none(build->record, table, build->view.round);
}

enum { VALUES_MAX = 4 };	/* a text of the wording has no more names */

static char *words(const struct build *build, const char *id, va_list ap)
{
	struct wording_value values[VALUES_MAX + 1] = { { 0 } };
	struct text t = { 0 };
	const char *name;

	for (size_t n = 0; (name = va_arg(ap, const char *)) != NULL; n++) {
		assert(n < VALUES_MAX);
		values[n].name = name;
		values[n].value = va_arg(ap, const char *);
	}
	wording_fill(build->wording, id, build->lang, values, &t);
	return text_take(&t);
}

char *build_words(const struct build *build, const char *id, ...)
{
	va_list ap;
	char *s;

	va_start(ap, id);
	s = words(build, id, ap);
	va_end(ap);
	return s;
}

char *build_quote(const struct build *build, const char *text)
{
	return build_words(build, "quote", "text", text, NULL);
}

/* "1 år", "2 år": a number with its word, in the singular or the plural. */
static char *counted(const struct build *build, const char *one, const char *many, long n)
{
	char *number = xasprintf("%ld", n);
	char *s = build_words(build, n == 1 ? one : many, "n", number, NULL);

	free(number);
	return s;
}

char *build_months(const struct build *build, long months)
{
	return counted(build, "length.month", "length.months", months);
}

char *build_length(const struct build *build, long months)
{
	char *years, *rest, *both;

	if (months < 12)
		return build_months(build, months);
	years = counted(build, "length.year", "length.years", months / 12);
	if (months % 12 == 0)
		return years;
	rest = build_months(build, months % 12);
	both = build_words(build, "length.both", "years", years, "months", rest, NULL);
	free(years);
	free(rest);
	return both;
}

struct block *build_say(struct build *build, enum block_kind kind, const char *id, ...)
{
	struct block *block;
	va_list ap;
	char *s;

	va_start(ap, id);
	s = words(build, id, ap);
	va_end(ap);
	block = document_add(build->document, kind, NULL, s);
	free(s);
	return block;
}

/* From 1, in the order of the table; 0 where the row is none of it. */
static size_t row_number(struct build *build, const struct field *table, int64_t row)
{
	size_t n;

	if (build->rows.table != table)
		free(build_rows(build, table, &n));
	for (size_t i = 0; i < build->rows.n; i++)
		if (build->rows.v[i] == row)
			return i + 1;
	return 0;
}

/* What a row is called in words: "3", or "B3" of a numbered table. The caller frees it. */
static char *row_name(struct build *build, const struct field *table, int64_t row)
{
	const char *no = table->numbered ? build_stored(build, field_column(table, "no"), row) : NULL;

	if (no)
		return xasprintf("%s%s", table->prefix ? table->prefix : "", no);
	return xasprintf("%zu", row_number(build, table, row));
}

static char *row_source(struct build *build, const char *screen, const struct field *table, int64_t row)
{
	const char *label = label_get(&table->label, build->lang);
	char *name = row_name(build, table, row), *s;

	if (table->numbered)
		s = build_words(build, "source.numbered", "screen", screen, "field", label, "number", name, NULL);
	else
		s = build_words(build, "source.row", "screen", screen, "field", label, "row", name, NULL);
	free(name);
	return s;
}

/* Where the answer stands, in words; NULL for a field that no screen shows. */
static char *source_of(struct build *build, const struct field *field, int64_t row)
{
	const struct screen *screen = field_screen(build->forms, field, NULL);
	const char *title;

	if (!screen)
		return NULL;
	title = label_get(&screen->title, build->lang);
	if (field->table && row)
		return row_source(build, title, field->table, row);
	return build_words(build, "source.field", "screen", title, "field", label_get(&field->label, build->lang), NULL);
}

struct block *build_from(struct build *build, struct block *block, const struct field *field, int64_t row)
{
	if (!field)
		return block;
	document_from(block, field, row);
	free(block->source);
	block->source = source_of(build, field, row);
	return block;
}

/* What was chosen, each on a line of its own: between commas their capitals would stand within a sentence. */
static char *chosen_lines(const struct build *build, const struct field *field, const char *stored)
{
	struct text t = { 0 };

	for (size_t len; *stored; stored += len + (stored[len] == ',')) {
		char *code = xstrndup(stored, len = strcspn(stored, ","));
		const struct choice *choice = choice_by_code(field->choices, code);

		text_addf(&t, "%s%s", t.len ? "\n" : "", choice ? label_get(&choice->label, build->lang) : code);
		free(code);
	}
	return text_take(&t);
}

/* The answer as a document says it: in quotation marks where the words are the citizen's own. */
static char *spoken(const struct build *build, const struct field *field, int64_t row)
{
	const char *stored = build_stored(build, field, row);
	char *s, *quoted;

	if (stored && field->kind == KIND_SEVERAL)
		return chosen_lines(build, field, stored);
	s = build_shown(build, field, row);
	if (!s || !field->own_words)
		return s;
	quoted = build_quote(build, s);
	free(s);
	return quoted;
}

struct block *build_paragraph(struct build *build, const struct field *field, int64_t row)
{
	char *s = spoken(build, field, row);
	struct block *block;

	if (!s)
		return NULL;
	block = document_add(build->document, field->own_words ? BLOCK_QUOTE : BLOCK_TEXT, NULL, s);
	free(s);
	return build_from(build, block, field, row);
}

struct block *build_pair_text(struct build *build, const char *label, const char *text, const struct field *field,
    int64_t row)
{
	const char *said = label ? wording_get(build->wording, label, build->lang) : label_get(&field->label, build->lang);

	return build_from(build, document_add(build->document, BLOCK_PAIR, said, text), field, row);
}

struct block *build_pair(struct build *build, const char *label, const struct field *field, int64_t row)
{
	char *s = spoken(build, field, row);
	struct block *block;

	if (!s)
		return NULL;
	block = build_pair_text(build, label, s, field, row);
	free(s);
	return block;
}

struct block *build_pair_words(struct build *build, const char *label, const char *id, const struct field *field,
    int64_t row)
{
	return build_pair_text(build, label, wording_get(build->wording, id, build->lang), field, row);
}

void build_part(struct build *build, const char *heading, const struct field *field, const char *missing)
{
	bool answered = build_stored(build, field, 0) != NULL;

	if (!answered && !missing)
		return;
	build_from(build, build_say(build, BLOCK_SUBHEADING, heading, NULL), field, 0);
	if (answered)
		build_paragraph(build, field, 0);
	else
		build_from(build, build_say(build, BLOCK_TEXT, missing, NULL), field, 0);
}

enum { COLUMNS_MAX = 6 };

/* One row of a table; a row of 0 is its headings. */
static void table_cells(const struct build *build, const struct field *table, const char *const columns[], int64_t row,
    char *cells[COLUMNS_MAX])
{
	for (size_t i = 0; columns[i]; i++) {
		const struct field *column = field_column(table, columns[i]);

		if (row)
			cells[i] = build_shown(build, column, row);
		else
			cells[i] = xstrdup(column ? label_get(&column->label, build->lang) : columns[i]);
	}
}

static void free_cells(char *cells[COLUMNS_MAX], size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(cells[i]);
}

void build_table(struct build *build, const struct field *table, const char *const columns[])
{
	char *cells[COLUMNS_MAX];
	size_t n_columns = 0, n;
	struct block *block;
	int64_t *rows;

	while (columns[n_columns])
		n_columns++;
	assert(n_columns <= COLUMNS_MAX);
	rows = build_rows(build, table, &n);
	table_cells(build, table, columns, 0, cells);
	block = document_table(build->document, n_columns, (const char *const *)cells);
	free_cells(cells, n_columns);
	for (size_t i = 0; i < n; i++) {
		table_cells(build, table, columns, rows[i], cells);
		document_table_row(block, (const char *const *)cells);
		free_cells(cells, n_columns);
	}
	build_from(build, block, table, 0);
	free(rows);
}
