/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The list: what of it is shown, where the focus stands, and which of its fields a key or a command is for.  What is
 * typed is in fields_text.c, tables are in fields_table.c, how it all looks is in fields_draw.c.
 */
#include "tui/fields_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "tui/field.h"
#include "tui/trouble.h"

/* Asks the rules once for each change of the case, not for each paint. */
static void look(struct fields *fields)
{
	struct rules *rules = fields->app->work.rules;
	struct view view = casework_view(fields->app->desk, &fields->app->work);

	for (size_t i = 0; i < fields->n; i++) {
		fields->looks[i].shown = rules_shown(rules, &view, fields->v[i], fields->row);
		fields->looks[i].required = rules_required(rules, &view, fields->v[i], fields->row);
		fields->looks[i].locked = trouble_locks(fields->app, fields->v[i]);
	}
}

static size_t index_of(const struct fields *fields, const struct field *field)
{
	for (size_t i = 0; i < fields->n; i++)
		if (fields->v[i] == field)
			return i;
	return 0;
}

bool fields_locked(const struct fields *fields)
{
	for (size_t i = 0; i < fields->n; i++)
		if (fields->looks[i].shown && fields->looks[i].locked)
			return true;
	return false;
}

bool fields_focus_locked(const struct fields *fields)
{
	return fields->focus != NULL && fields->looks[index_of(fields, fields->focus)].locked;
}

const char *fields_value(const struct fields *fields, const struct field *field)
{
	return record_now(&fields->app->work.record, field, fields->row);
}

void fields_init(struct app *app, struct fields *fields, const struct field *const *v, size_t n, int64_t row)
{
	*fields = (struct fields){ .app = app, .n = n, .row = row, .columns = term_columns() };	/* until it is drawn */
	fields->v = xcalloc(n > 0 ? n : 1, sizeof *fields->v);
	fields->looks = xcalloc(n > 0 ? n : 1, sizeof *fields->looks);
	for (size_t i = 0; i < n; i++)
		fields->v[i] = v[i];
	look(fields);
}

void fields_release(struct fields *fields)
{
	edit_release(&fields->edit);
	word_end(&fields->word);
	free(fields->looks);
	free(fields->v);
	fields->looks = NULL;
	fields->v = NULL;
	fields->n = 0;
}

/* The first field that is shown from i on, in a direction; NULL where none is. */
static const struct field *shown_from(const struct fields *fields, size_t i, int by)
{
	for (; i < fields->n; i += (size_t)by)
		if (fields->looks[i].shown)
			return fields->v[i];
	return NULL;
}

void fields_focus(struct fields *fields, const struct field *field, int64_t row)
{
	if (fields->focus != NULL && !fields_settle(fields))
		return;
	word_end(&fields->word);
	size_t i = field != NULL ? index_of(fields, field) : 0;
	const struct field *to = shown_from(fields, i, 1);
	if (to == NULL && i > 0)
		to = shown_from(fields, i - 1, -1);
	fields->focus = to;
	fields->focus_row = row;
	if (to != NULL && to->kind == KIND_TABLE && !fields_table_has(fields, row))
		fields->focus_row = fields_table_beside(fields, 0, 1);
	fields_text_open(fields);
}

/* One field on or back; true where there was one. */
static bool step(struct fields *fields, int by, bool from_below)
{
	if (!fields_settle(fields))
		return true;
	/* Only now: what was typed may have shown or hidden the field beside it. */
	size_t i = index_of(fields, fields->focus);
	const struct field *to = shown_from(fields, i + (size_t)by, by);
	if (fields->focus == NULL || to == NULL)
		return false;
	fields_focus(fields, to, 0);
	if (from_below && to->kind == KIND_TABLE)
		fields->focus_row = fields_table_beside(fields, 0, -1);
	else if (fields->edit.text.s != NULL && !from_below)
		edit_move(&fields->edit, field_shape(to) == SHAPE_BLOCK ? EDIT_BOTTOM : EDIT_END, fields->columns);
	return true;
}

void fields_show_stored(struct fields *fields)
{
	if (fields->focus == NULL || !fields->looks[index_of(fields, fields->focus)].shown) {
		const struct field *was = fields->focus;

		fields->focus = NULL;
		fields_focus(fields, was, 0);
	} else if (fields->focus->kind != KIND_TABLE) {
		fields_text_show(fields);
	} else if (!fields_table_has(fields, fields->focus_row)) {
		fields->focus_row = fields_table_beside(fields, 0, -1);
	}
}

void fields_refresh(struct fields *fields)
{
	look(fields);
	if (!fields->dirty)
		fields_show_stored(fields);
}

/* The answer of the field in the focus. */
static void set(struct fields *fields, const char *stored)
{
	app_set(fields->app, fields->app->work.record.rounds, fields->focus->key, fields->row, stored);
}

/* The answer of the field in the focus, where it is another than the one that stands. */
static void set_other(struct fields *fields, const char *answer)
{
	const char *stored = fields_value(fields, fields->focus);

	if ((answer == NULL) != (stored == NULL) || (answer != NULL && strcmp(answer, stored) != 0))
		set(fields, answer);
}

/* A letter on a choice that has no list: an answer, or part of a word that is none. */
static void choice_letter(struct fields *fields, int32_t letter)
{
	const char *stored = fields_value(fields, fields->focus);
	char *answer;
	enum word_letter found = word_add(fields->app, fields->focus, stored, letter, &fields->word, &answer);

	if (found != WORD_GOES_ON)
		set_other(fields, answer);
	if (found == WORD_STRAYS)
		app_say(fields->app, STYLE_WARN, "%s %s", mark(MARK_WARN), _("Only yes or no can be answered here."));
	free(answer);
}

/* Whether a digit after that of the years that stand makes the same length in months: 2 years, 24. */
static bool spells_months(const char *stored, int32_t digit)
{
	return stored != NULL && atoi(stored) / 12 * 10 + (digit - '0') == atoi(stored);
}

/* A digit on a duration is an answer of its own, so that the next one corrects it; but who types two in a row may
 * mean months. */
static void years_letter(struct fields *fields, int32_t letter)
{
	const char *stored = fields_value(fields, fields->focus);
	bool digit = letter >= '0' && letter <= '9', again = digit && fields->word.begun;
	char *answer;

	if (again && spells_months(stored, letter)) {
		fields->word.begun = false;
		app_say(fields->app, STYLE_DIM, _("%s months is what stands. Another digit changes it."), stored);
		return;
	}
	bool answers = field_choice_key(fields->app, fields->focus, stored, letter, &answer);
	if (answers)
		set_other(fields, answer);
	if (!answers || again)
		app_say(fields->app, STYLE_WARN, "%s %s", mark(MARK_WARN),
		    _("One digit chooses the years here, + and - change a month."));
	fields->word.begun = digit;
	free(answer);
}

static bool choice_key(struct fields *fields, int32_t key)
{
	const struct field *field = fields->focus;
	const char *stored = fields_value(fields, field);
	bool list = field->kind == KIND_ONE || field->kind == KIND_SEVERAL;
	char *next;

	if (list && (key == K_ENTER || key_is_text(key))) {
		field_choose(fields->app, field, fields->row, stored, key_is_text(key) && key != ' ' ? key : 0);
		return true;
	}
	if (key_is_text(key)) {
		if (field->years)
			years_letter(fields, key);
		else
			choice_letter(fields, key);
		return true;
	}
	word_end(&fields->word);
	if (!field_choice_key(fields->app, field, stored, key, &next))
		return false;
	set(fields, next);
	free(next);
	return true;
}

/* A key that would change the field if it were not locked. */
static bool would_change(const struct fields *fields, int32_t key)
{
	static const int32_t keys[] = { K_PASTE, K_BACKSPACE, K_DEL, K_CBACKSPACE, K_CDEL, K_CTRL('w') };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i] == key)
			return true;
	bool steps = field_shape(fields->focus) == SHAPE_CHOICE && (key == K_LEFT || key == K_RIGHT);
	return steps || key_is_text(key) || (key == K_ENTER && fields->focus->kind == KIND_TABLE);
}

/* A locked field is read and walked through. */
static bool locked_key(struct fields *fields, int32_t key)
{
	bool walked = fields->focus->kind == KIND_TABLE ? fields_table_walk(fields, key) :
	    field_typed(fields->focus) && fields_text_move(fields, key, false);

	if (walked)
		return true;
	if (!would_change(fields, key))
		return false;
	trouble_lock_say(fields->app);
	return true;
}

bool fields_key(struct fields *fields, int32_t key)
{
	if (fields->focus == NULL)
		return false;
	bool taken;
	if (fields_focus_locked(fields) && !fields->dirty)
		taken = locked_key(fields, key);
	else if (field_typed(fields->focus))
		taken = fields_text_key(fields, key);
	else
		taken = fields->focus->kind == KIND_TABLE ? fields_table_key(fields, key) : choice_key(fields, key);
	if (taken)
		return true;
	if (key == K_UP)
		return step(fields, -1, true);
	if (key == K_DOWN || key == K_ENTER)
		return step(fields, 1, false);
	return false;
}

static bool changes_field(enum command_id id, bool table)
{
	return id == COMMAND_CLEAR ||
	    (table && (id == COMMAND_ROW_ADD || id == COMMAND_ROW_REMOVE || id == COMMAND_ROW_UP ||
	    id == COMMAND_ROW_DOWN));
}

static void clear(struct fields *fields)
{
	if (fields->edit.text.s != NULL)
		fields_text_clear(fields);
	else if (fields->focus != NULL && fields->focus->kind != KIND_TABLE)
		set(fields, NULL);
}

bool fields_command(struct fields *fields, enum command_id id)
{
	bool table = fields->focus != NULL && fields->focus->kind == KIND_TABLE;

	if (fields_focus_locked(fields) && changes_field(id, table)) {
		trouble_lock_say(fields->app);
		return true;
	}
	switch (id) {
	case COMMAND_NEXT_FIELD: return step(fields, 1, false);
	case COMMAND_PREVIOUS_FIELD: return step(fields, -1, false);
	case COMMAND_CLEAR:
		clear(fields);
		return true;
	default: return table && fields_table_command(fields, id);
	}
}
