/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/pane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

/* "2017-0014 Birgit Prøvesen, 37 år · 2. runde", the round from the second on */
static void tell_who(const struct app *app, struct text *out)
{
	const struct record *record = &app->work.record;
	const struct forms *forms = app->desk->forms;
	const char *number = record_case(record, KEY_CASE_NUMBER);
	const char *name = record_now(record, field_by_key(forms, KEY_CITIZEN_NAME), 0);

	text_addf(out, "%s %s", number != NULL ? number : _("New case"), name != NULL ? name : "");
	struct view view = casework_view(app->desk, &app->work);
	struct fact_value age = rules_fact(app->work.rules, &view, "citizen.age");
	if (age.known)
		text_addf(out, _(", %d years"), (int)age.number);
	if (record->rounds > 1)
		text_addf(out, _(" · round %d"), record->rounds);
}

struct area pane_head(struct app *app, struct area area, const char *right, int hints)
{
	struct text who = { 0 };

	tell_who(app, &who);
	/* Whatever stands at the right, the case is told. */
	int right_columns = utf8_width(right), most = area.columns * 2 / 3;
	right_columns = right_columns < most ? right_columns : most;
	int left_columns = area.columns - right_columns - 3;
	term_put(area.row, area.column + 1, left_columns, STYLE_STRONG, who.s);
	term_put(area.row, area.column + area.columns - right_columns - 1, right_columns, STYLE_TITLE, right);
	text_release(&who);
	return (struct area){ area.row + 1, area.column, area.rows - 1 - hints - 2, area.columns };
}

void pane_foot(struct app *app, struct area area, const char *const hints[], int n)
{
	int row = area.row + area.rows - n - 2;
	enum style style;
	const char *said = app_said(app, &style);

	term_rule(row, area.column + 1, area.columns - 2);
	for (int i = 0; i < n; i++)
		if (i == n - 1 && said != NULL)
			term_put(row + 1 + i, area.column + 1, area.columns - 2, style, said);
		else if (hints[i] != NULL)
			term_put(row + 1 + i, area.column + 1, area.columns - 2, STYLE_DIM, hints[i]);
}

void pane_foot_text(struct app *app, struct area area, const char *text, int n)
{
	char *lines[FOOT_LINES] = { NULL };
	size_t n_spans;
	struct span *spans = utf8_wrap(text, strlen(text), area.columns - 2, &n_spans);

	for (size_t i = 0; i < n_spans && (int)i < n; i++)
		lines[i] = xasprintf("%.*s%s", (int)(spans[i].end - spans[i].start), text + spans[i].start,
		    (int)i + 1 == n && n_spans > (size_t)n ? mark(MARK_MORE) : "");
	pane_foot(app, area, (const char *const *)lines, n);
	for (int i = 0; i < n; i++)
		free(lines[i]);
	free(spans);
}

void pane_rule(struct area *body)
{
	term_rule(body->row + 1, body->column + 1, body->columns - 2);
	body->row += 2;
	body->rows -= 3;
}

struct area pane_split(struct area *body)
{
	struct area side = { body->row, body->column + body->columns, body->rows, 0 };

	if (body->columns < PANE_FROM)
		return side;
	side.columns = body->columns * 2 / 5;
	body->columns -= side.columns;
	side.column = body->column + body->columns;
	for (int i = 0; i < side.rows; i++)
		term_put(side.row + i, side.column, 1, STYLE_RULE, mark(MARK_EDGE));
	side.column += 2;
	side.columns -= 3;
	return side;
}

size_t pane_text(struct area area, const char *text, size_t top, enum style style)
{
	size_t n;
	struct span *spans = utf8_wrap(text, strlen(text), area.columns, &n);

	for (size_t i = 0; i < (size_t)area.rows && top + i < n; i++)
		term_putn(area.row + (int)i, area.column, area.columns, style, text + spans[top + i].start,
		    spans[top + i].end - spans[top + i].start);
	free(spans);
	return n;
}

void pane_sentence(struct text *out, const char *sentence)
{
	static const char *const ends[] = { ".", "?", "!", "…", ":" };
	size_t len = strlen(sentence);
	bool ended = len == 0;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t end = strlen(ends[i]);

		ended |= len >= end && strcmp(sentence + len - end, ends[i]) == 0;
	}
	if (out->len > 0 && out->s[out->len - 1] != '\n' && len > 0)
		text_add(out, " ");
	text_addf(out, "%s%s", sentence, ended ? "" : ".");
}

void pane_missing(struct text *out, const struct field *const missing[], size_t n, enum lang lang)
{
	struct text labels = { 0 };

	for (size_t i = 0; i < n; i++)
		text_addf(&labels, "%s%s", i > 0 ? ", " : "", label_get(&missing[i]->label, lang));
	char *sentence = xasprintf(_("Not answered: %s"), labels.s);
	pane_sentence(out, sentence);
	free(sentence);
	text_release(&labels);
}

/* A long text is told by its beginning. */
static void add_answer(struct text *out, const struct app *app, const struct ground *ground)
{
	enum { COLUMNS = 40 };
	const char *label = label_get(&ground->field->label, app->desk->lang);
	size_t len = strlen(label);
	const char *stored = record_now(&app->work.record, ground->field, ground->row);
	char *value = stored != NULL ? kind_show(ground->field, stored, app->desk->lang) : xstrdup(mark(MARK_DASH));
	size_t fits = utf8_fit(value, strlen(value), COLUMNS);

	text_addf(out, "%s%s %.*s%s", label, len > 0 && label[len - 1] == '?' ? "" : ":", (int)fits, value,
	    value[fits] != '\0' ? mark(MARK_MORE) : "");
	free(value);
}

void pane_answers(struct text *out, const struct app *app, const struct finding *finding)
{
	struct ground grounds[8];
	struct view view = casework_view(app->desk, &app->work);
	size_t n = finding->severity == SEVERITY_UNKNOWN ? 0 :
	    rules_grounds(app->work.rules, &view, finding, grounds, sizeof grounds / sizeof *grounds);

	if (n < 2)
		return;
	pane_sentence(out, _("The answers:"));
	for (size_t i = 0; i < n; i++) {
		text_add(out, i > 0 ? "; " : " ");
		add_answer(out, app, &grounds[i]);
	}
	text_add(out, ".");
}

void pane_place(const struct app *app, const struct field *field, char *out, size_t size)
{
	const struct form *form;
	const struct screen *screen = field != NULL ? field_screen(app->desk->forms, field, &form) : NULL;

	*out = '\0';
	if (screen == NULL)
		return;
	int number = (int)(screen - form->screens) + 1;
	const char *title = label_get(&form->title, app->desk->lang);
	if (form->part == PART_FIELDS)		/* the preparatory part goes without saying */
		snprintf(out, size, "%d %s", number, label_get(&screen->title, app->desk->lang));
	else if (form->n_screens > 1)
		snprintf(out, size, "%s %d", title, number);
	else
		utf8_copy(out, title, size);
}

bool pane_statement(const struct app *app, const struct field *table, int64_t row, struct text *out)
{
	const struct forms *forms = app->desk->forms;
	const struct record *record = &app->work.record;
	const struct field *number = field_by_key(forms, KEY_STATEMENTS_NO);
	const char *no = table->key == KEY_ANSWERS ?
	    record_now(record, field_by_key(forms, KEY_ANSWERS_STATEMENT), row) : NULL;
	int64_t statement = no != NULL ? record_row_with(record, number, record->rounds, no) : 0;

	if (statement == 0)
		return false;
	const char *text = record_now(record, field_by_key(forms, KEY_STATEMENTS_TEXT), statement);
	if (out != NULL)
		text_addf(out, "%s%s: %s", number->table->prefix, no, text != NULL ? text : mark(MARK_DASH));
	return true;
}

/* A line of a box, with a blank on either side so that what lies beneath does not run into it. */
static void box_line(struct area box, int row, enum mark left, enum mark between, enum mark right)
{
	term_repeat(box.row + row, box.column, box.columns, STYLE_RULE, between);
	term_repeat(box.row + row, box.column, 1, STYLE_RULE, left);
	term_repeat(box.row + row, box.column + box.columns - 1, 1, STYLE_RULE, right);
	term_put(box.row + row, box.column - 1, 1, STYLE_RULE, " ");
	term_put(box.row + row, box.column + box.columns, 1, STYLE_RULE, " ");
}

static const struct {
	enum mark mark;
	enum style style;
} severities[SEVERITY_COUNT] = {
	[SEVERITY_BLOCK] = { MARK_BLOCK, STYLE_BLOCK }, [SEVERITY_WARN] = { MARK_WARN, STYLE_WARN },
	[SEVERITY_UNKNOWN] = { MARK_UNKNOWN, STYLE_WARN }, [SEVERITY_REMIND] = { MARK_REMIND, STYLE_DIM },
};

enum mark pane_severity_mark(enum severity severity)
{
	return severities[severity].mark;
}

enum style pane_severity_style(enum severity severity)
{
	return severities[severity].style;
}

void pane_box(struct area box, const char *title)
{
	box_line(box, 0, MARK_TOP_LEFT, MARK_RULE, MARK_TOP_RIGHT);
	for (int row = 1; row < box.rows - 1; row++)
		box_line(box, row, MARK_EDGE, MARK_BLANK, MARK_EDGE);
	box_line(box, box.rows - 1, MARK_BOTTOM_LEFT, MARK_RULE, MARK_BOTTOM_RIGHT);
	term_putf(box.row, box.column + 2, box.columns - 4, STYLE_TITLE, " %s ", title);
}

void pane_help(struct app *app, struct area side)
{
	const struct page *page = app_page(app);

	if (side.columns <= 0 || page->help == NULL)
		return;
	struct text out = { 0 };
	page->help(app, app_state(app), &out);
	if (out.len > 0)
		pane_text(side, out.s, 0, STYLE_TEXT);
	text_release(&out);
}

bool pane_type(struct edit *edit, int32_t key)
{
	char s[4];
	size_t len;

	if (key == K_PASTE) {
		const char *pasted = term_pasted(&len);

		edit_paste(edit, pasted, len);
		return true;
	}
	if (!key_is_text(key))
		return false;
	edit_type(edit, s, utf8_encode(key, s));
	return true;
}

/* One line for each answer of a table's row. */
static void row_words(const struct app *app, const struct field *table, int64_t row, struct text *out)
{
	const char *separator = "  - ";

	for (size_t c = 0; c < table->n_columns; c++) {
		const struct field *column = &table->columns[c];
		const char *stored = record_now(&app->work.record, column, row);
		char *shown = kind_show(column, stored, app->desk->lang);

		if (column->summary && stored != NULL) {
			text_addf(out, "%s%s", separator, shown);
			separator = ", ";
		}
		free(shown);
	}
	text_add(out, "\n");
}

static void field_words(const struct app *app, const struct field *field, struct text *out)
{
	const struct record *record = &app->work.record;
	const char *stored = record_now(record, field, 0);

	if (field->kind == KIND_TABLE) {
		size_t n;
		int64_t *rows = record_rows(record, field, record->rounds, &n);

		if (n > 0)
			text_addf(out, "%s:\n", label_get(&field->label, app->desk->lang));
		for (size_t i = 0; i < n; i++)
			row_words(app, field, rows[i], out);
		free(rows);
	} else if (stored != NULL) {
		char *shown = kind_show(field, stored, app->desk->lang);

		text_addf(out, "%s: %s\n", label_get(&field->label, app->desk->lang), shown);
		free(shown);
	}
}

void pane_domain(struct app *app, struct area side, const char *domain)
{
	const struct forms *forms = app->desk->forms;
	struct view view = casework_view(app->desk, &app->work);
	struct text out = { 0 };

	if (side.columns <= 0)
		return;
	for (size_t f = 0; f < forms->n; f++)
		for (size_t s = 0; s < forms->v[f].n_screens; s++) {
			const struct screen *screen = &forms->v[f].screens[s];

			if (screen->domain == NULL || strcmp(screen->domain, domain) != 0)
				continue;
			text_addf(&out, "%s%s %s\n", out.len > 0 ? "\n" : "", mark(MARK_POINTER),
			    label_get(&screen->title, app->desk->lang));
			for (size_t i = 0; i < screen->n_fields; i++)
				if (rules_shown(app->work.rules, &view, screen->fields[i], 0))
					field_words(app, screen->fields[i], &out);
		}
	pane_text(side, out.s != NULL ? out.s : "", 0, STYLE_TEXT);
	text_release(&out);
}

int pane_saved(const struct app *app, int row, int columns, bool locked)
{
	bool unsaved = (app->drafting && (app->draft == NULL || !draft_synced(app->draft))) ||
	    app->troubles.there[TROUBLE_UNLOGGED] || app->troubles.there[TROUBLE_UNSAVED];
	const char *text = unsaved ? "" : _("saved");
	const char *sign = mark(unsaved ? MARK_UNSAVED : MARK_SAVED);
	int needed = utf8_width(text) + 3;

	term_put(row, columns - needed, 1, unsaved ? STYLE_TEXT : STYLE_OK, sign);
	term_put(row, columns - needed + 2, needed, STYLE_DIM, text);
	if (locked) {
		int word = utf8_width(_("locked"));

		needed += word + 4;
		term_put(row, columns - needed, 1, STYLE_WARN, mark(MARK_LOCKED));
		term_put(row, columns - needed + 2, word, STYLE_TEXT, _("locked"));
	}
	return needed;
}

void pane_hints(struct app *app, struct area area, const struct fields *fields)
{
	struct text lines[2] = { { 0 }, { 0 } };

	fields_hints(fields, lines, area.columns);
	if (area.columns >= PANE_FROM)		/* the help stands beside already */
		text_release(&lines[0]);
	const char *const hints[] = { lines[0].s, lines[1].s };
	pane_foot(app, area, hints, 2);
	text_release(&lines[0]);
	text_release(&lines[1]);
}

void pane_made(const struct app *app, int64_t version, struct text *out)
{
	struct action_row row;
	struct date day;
	char date[sizeof "2017-05-09"], name[DATE_SIZE], clock[sizeof "10.42"];

	if (!store_made(app->desk->store, version, &row, NULL))
		return;
	utf8_copy(date, row.at, sizeof date);
	if (strlen(row.at) > strlen("2017-05-09T10:42") && date_read_stored(date, &day)) {
		utf8_copy(clock, row.at + sizeof date, sizeof clock);
		clock[2] = '.';
		text_addf(out, "%s, ", row.author);
		text_addf(out, _("%s at %s"), date_long(day, app->desk->lang, name), clock);
	}
	action_row_release(&row);
}
