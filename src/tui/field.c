/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/field.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "base/utf8.h"
#include "tui/pages.h"

static const enum field_shape shapes[KIND_COUNT] = {
	[KIND_LINE] = SHAPE_LINE, [KIND_LONG] = SHAPE_BLOCK, [KIND_YESNO] = SHAPE_CHOICE, [KIND_ONE] = SHAPE_CHOICE,
	[KIND_SEVERAL] = SHAPE_CHOICE, [KIND_WHOLE] = SHAPE_LINE, [KIND_DECIMAL] = SHAPE_LINE,
	[KIND_MONTHS] = SHAPE_LINE, [KIND_DATE] = SHAPE_LINE, [KIND_MONTH] = SHAPE_LINE, [KIND_TIME] = SHAPE_LINE,
	[KIND_CPR] = SHAPE_LINE, [KIND_TABLE] = SHAPE_TABLE,
};

enum field_shape field_shape(const struct field *field)
{
	return field->years ? SHAPE_CHOICE : shapes[field->kind];
}

bool field_typed(const struct field *field)
{
	return field_shape(field) == SHAPE_LINE || field_shape(field) == SHAPE_BLOCK;
}

/*
 * A choice seen as a row of options: yes/no, a list's codes, or whole years.
 * Everything below works on options and does not ask for the kind again.
 */
struct options {
	size_t n;
	struct {
		char stored[12];
		const char *code;	/* stored text */
		char label[96];
	} v[128];
	int at;			/* the one that stands, -1 none */
};

static void option_add(struct options *options, const char *code, const char *label, const char *stored)
{
	if (options->n == sizeof options->v / sizeof *options->v)
		return;
	size_t i = options->n++;
	if (code == NULL)
		code = options->v[i].stored;
	options->v[i].code = code;
	utf8_copy(options->v[i].label, label, sizeof options->v[i].label);
	if (stored != NULL && strcmp(stored, code) == 0)
		options->at = (int)i;
}

static void options_years(const struct app *app, const char *stored, struct options *options)
{
	const struct pack *pack = rules_pack(app->work.rules);

	for (int months = (pack->months_min + 11) / 12 * 12; months <= pack->months_max; months += 12) {
		char label[12];

		snprintf(label, sizeof label, "%d", months / 12);
		snprintf(options->v[options->n].stored, sizeof options->v[0].stored, "%d", months);
		option_add(options, NULL, label, stored);
	}
}

static void options_get(const struct app *app, const struct field *field, const char *stored, struct options *options)
{
	options->n = 0;
	options->at = -1;
	if (field->years) {
		options_years(app, stored, options);
	} else if (field->kind == KIND_YESNO) {
		option_add(options, "true", _("yes"), stored);
		option_add(options, "false", _("no"), stored);
	} else if (field->choices != NULL) {
		for (size_t i = 0; i < field->choices->n; i++)
			option_add(options, field->choices->v[i].code,
			    label_get(&field->choices->v[i].label, app->desk->lang), stored);
	}
}

/* The next option whose label begins with the letter, after the one that stands. */
static int by_letter(const struct options *options, int32_t key)
{
	char letter[5] = "";

	letter[utf8_encode(key, letter)] = '\0';
	char *wanted = utf8_fold(letter);
	int found = -1;
	for (size_t i = 1; i <= options->n && found < 0; i++) {
		size_t at = (size_t)(options->at + (int)i) % options->n;
		char *label = utf8_fold(options->v[at].label);

		if (strncmp(label, wanted, strlen(wanted)) == 0)
			found = (int)at;
		free(label);
	}
	free(wanted);
	return found;
}

bool field_spells(const struct app *app, const struct field *field, const char *typed)
{
	struct options options;
	char *wanted = utf8_fold(typed);
	bool found = false;

	options_get(app, field, NULL, &options);
	for (size_t i = 0; i < options.n && !found; i++) {
		char *label = utf8_fold(options.v[i].label);

		found = strncmp(label, wanted, strlen(wanted)) == 0;
		free(label);
	}
	free(wanted);
	return found;
}

/* Months up or down by one, within what the pack allows. */
static char *months_step(const struct app *app, const char *stored, int by)
{
	const struct pack *pack = rules_pack(app->work.rules);
	int months = stored != NULL ? atoi(stored) + by : pack->months_min;

	if (months < pack->months_min || months > pack->months_max)
		months -= by;
	return xasprintf("%d", months);
}

bool field_choice_key(const struct app *app, const struct field *field, const char *stored, int32_t key, char **next)
{
	struct options options;

	*next = NULL;
	if (field->kind == KIND_SEVERAL && key != K_DEL && key != K_BACKSPACE)
		return false;
	options_get(app, field, stored, &options);
	int n = (int)options.n, to = -1;
	if (key == K_DEL || key == K_BACKSPACE)
		return true;
	if (field->years && (key == '+' || key == '-')) {
		*next = months_step(app, stored, key == '+' ? 1 : -1);
		return true;
	}
	if (n == 0 || (key == ' ' && field->kind != KIND_YESNO))
		return false;
	if (key == ' ')
		to = (options.at + 1) % n;
	else if (key == K_RIGHT)
		to = options.at < 0 ? 0 : options.at + 1 < n ? options.at + 1 : options.at;
	else if (key == K_LEFT)
		to = options.at > 0 ? options.at - 1 : 0;
	else if (key_is_text(key) && field->kind != KIND_ONE)
		to = by_letter(&options, key);
	if (to < 0)
		return false;
	*next = xstrdup(options.v[to].code);
	return true;
}

/* Columns that all options take in a row with `gap` between them. */
static int inline_columns(const struct options *options, int gap)
{
	int columns = -gap;

	for (size_t i = 0; i < options->n; i++)
		columns += 2 + utf8_width(options->v[i].label) + gap;
	return columns;
}

/* All options in a row, where they fit. */
static bool draw_inline(const struct options *options, int row, int column, int columns, bool focused, int *cursor)
{
	int gap = inline_columns(options, 2) <= columns ? 2 : 1;

	if (options->n > 7 || inline_columns(options, gap) > columns)
		return false;
	for (size_t i = 0; i < options->n; i++) {
		bool chosen = (int)i == options->at;

		if (chosen || (i == 0 && options->at < 0))
			*cursor = column;
		term_put(row, column, 1, chosen ? STYLE_STRONG : STYLE_DIM,
		    mark(chosen ? MARK_CHOSEN : MARK_NOT_CHOSEN));
		column += 2;
		enum style style = chosen ? (focused ? STYLE_FOCUS : STYLE_STRONG) : STYLE_DIM;
		column += term_put(row, column, columns, style, options->v[i].label) + gap;
	}
	return true;
}

/* "○ 1  ● 2  ○ 3 … år   24 mdr.": what is stored is always said in months too. */
static void draw_years(const struct options *options, const char *stored, int row, int column, int columns,
    bool focused, int *cursor)
{
	char months[32] = "";

	if (stored != NULL)
		snprintf(months, sizeof months, ngettext("%d month", "%d mths", (unsigned)atoi(stored)), atoi(stored));
	int width = utf8_width(months), used = inline_columns(options, 2);
	if (!draw_inline(options, row, column, columns - width - 1, focused, cursor)) {
		term_put(row, column, columns, STYLE_STRONG, months);
		return;
	}
	term_put(row, column + used + 1, columns - used - width - 2, STYLE_DIM, _("years"));
	term_put(row, column + columns - width, width, STYLE_STRONG, months);
}

int field_choice_draw(const struct app *app, const struct field *field, const char *stored, int row, int column,
    int columns, bool focused)
{
	struct options options;
	int cursor = column;

	options_get(app, field, stored, &options);
	char *shown = kind_show(field, stored, app->desk->lang);
	if (field->years) {
		draw_years(&options, stored, row, column, columns, focused, &cursor);
	} else if ((focused || field->kind == KIND_YESNO) && field->kind != KIND_SEVERAL &&
	    draw_inline(&options, row, column, columns, focused, &cursor)) {
	} else if (*shown != '\0') {
		term_put(row, column, columns - 2, focused ? STYLE_FOCUS : STYLE_TEXT, shown);
	} else {
		term_put(row, column, columns - 2, STYLE_DIM,
		    focused ? _("Enter: choose from the list") : mark(MARK_DASH));
	}
	free(shown);
	return cursor;
}

static void set_chosen(struct app *app, const void *what, int64_t row, const int *values, size_t n)
{
	const struct field *field = what;
	struct options options;
	struct text stored = { 0 };

	options_get(app, field, NULL, &options);
	for (size_t i = 0; i < n; i++)
		text_addf(&stored, "%s%s", i > 0 ? "," : "", options.v[values[i]].code);
	bool done = app_set(app, app->work.record.rounds, field->key, row, stored.len > 0 ? stored.s : NULL);
	text_release(&stored);
	/* What is chosen is answered: on to the next field, as Enter does everywhere. */
	if (done && app_page(app)->command != NULL)
		app_page(app)->command(app, app_state(app), COMMAND_NEXT_FIELD);
}

static bool has_code(const char *stored, const char *code)
{
	size_t len = strlen(code);

	for (const char *s = stored; s != NULL && *s != '\0'; s += strcspn(s, ","), s += *s == ',')
		if (strncmp(s, code, len) == 0 && (s[len] == ',' || s[len] == '\0'))
			return true;
	return false;
}

static void explain_item(const struct app *app, const struct choice *choice, struct chooser_item *item)
{
	item->group = label_get(&choice->group, app->desk->lang);
	item->help = label_get(&choice->help, app->desk->lang);
}

void field_choose(struct app *app, const struct field *field, int64_t row, const char *stored, int32_t letter)
{
	struct options options;

	options_get(app, field, stored, &options);
	if (options.n == 0)
		return;
	struct chooser_item items[128] = { 0 };
	for (size_t i = 0; i < options.n; i++) {
		items[i].label = options.v[i].label;
		items[i].value = (int)i;
		items[i].marked = has_code(stored, options.v[i].code);
		if (field->choices != NULL && !field->years)
			explain_item(app, &field->choices->v[i], &items[i]);
	}
	app_push(app, &page_chooser, &(struct chooser_arg){
		.title = label_get(&field->label, app->desk->lang),
		.help = label_get(&field->help, app->desk->lang), .items = items, .n = options.n,
		.several = field->kind == KIND_SEVERAL, .answers = true, .chosen = set_chosen, .what = field, .row = row,
		.letter = letter,
	});
}
