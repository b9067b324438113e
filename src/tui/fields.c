/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Focus, typing and what becomes of it; how it looks is in fields_draw.c.
 *
 * The way of a key: editor -> draft log (typed()), and on leaving the field
 * commit(): read by its kind, stored as a version, the log zeroed.  A text that
 * the kind cannot read is stored as it was typed and shown with its message.
 */
#include "tui/fields.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "tui/field.h"
#include "tui/fields_private.h"
#include "tui/pages.h"
#include "tui/sign.h"
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

static bool focus_locked(const struct fields *fields)
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

static struct draft_place draft_place(const struct fields *fields)
{
	struct record *record = &fields->app->work.record;
	const struct value *value = record_at(record, record->rounds, fields->focus->key, fields->row);
	struct draft_place place = {
		.round = record->rounds, .row = fields->row, .version = value != NULL ? value->version : 0,
	};

	if (record->uuid[0] == '\0')
		uuid_new(record->uuid);
	memcpy(place.record, record->uuid, sizeof place.record);
	utf8_copy(place.key, keys_name(fields->app->desk->keys, fields->focus->key), sizeof place.key);
	return place;
}

/* The editor's listener: what is typed is in the log before it is in the text.  The log begins with the text as it was,
 * so that the first key, too, is an edit that is synced in its time.  Where it cannot begin it goes on trying. */
static void typed(void *arg, size_t at, size_t removed, const char *s, size_t len)
{
	struct fields *fields = arg;
	struct app *app = fields->app;
	const struct text *text = &fields->edit.text;
	struct error e;
	bool begins = !app->drafting || app->draft == NULL;

	fields->dirty = app->drafting = true;
	if (app->draft == NULL && !draft_open(&app->draft, store_path(app->desk->store), &e)) {
		app_logged(app, &e);
		return;
	}
	if (begins) {
		struct draft_place place = draft_place(fields);

		draft_begin(app->draft, &place, text->s, text->len, NULL);
	}
	app_logged(app, draft_edit(app->draft, at, removed, s, len, &e) ? NULL : &e);
}

static void open_editor(struct fields *fields)
{
	edit_release(&fields->edit);
	fields->dirty = false;
	if (fields->focus == NULL || !field_typed(fields->focus))
		return;
	char *text = kind_edit(fields->focus, fields_value(fields, fields->focus), fields->app->desk->lang);
	edit_init(&fields->edit, text, fields->focus->kind == KIND_LONG);
	fields->edit.changed = typed;
	fields->edit.arg = fields;
	free(text);
}

static void end_draft(struct fields *fields)
{
	struct app *app = fields->app;
	struct error e;

	if (app->drafting && app->draft != NULL) {
		if (!draft_end(app->draft, &e))
			app_say_error(app, &e);
	}
	app_logged(app, NULL);		/* the base has it */
	app->drafting = false;
	fields->dirty = fields->contested = false;
}

/* The statement that an answer names by its number; NULL where the field names none. */
static const struct field *numbered_by(const struct fields *fields, const struct field *field)
{
	return field->key == KEY_ANSWERS_STATEMENT ? field_by_key(fields->app->desk->forms, KEY_STATEMENTS) : NULL;
}

/* People call the statement B1, as it is printed; what is stored is 1. */
static const char *without_prefix(const struct fields *fields, const char *text)
{
	const struct field *table = numbered_by(fields, fields->focus);
	size_t len = table != NULL && table->prefix != NULL ? strlen(table->prefix) : 0;

	return len > 0 && strncasecmp(text, table->prefix, len) == 0 ? text + len : text;
}

/* The stored text of what was typed; a draft where the kind cannot read it. */
static char *read_typed(const struct fields *fields)
{
	char *stored;
	const char *text = without_prefix(fields, fields->edit.text.s);

	if (kind_read(fields->focus, text, fields->app->desk->today, &stored, NULL))
		return stored;
	return kind_draft(fields->focus, text);
}

/* Two people in one field: theirs is in the base, mine in `what`'s editor.  Whichever is taken, both stay in the
 * history. */
static void choose_between(struct app *app, const void *what, int64_t row, const int *values, size_t n)
{
	struct fields *fields = (struct fields *)(uintptr_t)what;
	int round = app->work.record.rounds;
	const char *now = record_now(&app->work.record, fields->focus, fields->row);
	char *theirs = now != NULL ? xstrdup(now) : NULL, *mine = read_typed(fields);
	struct changes changes = { 0 };

	(void)row;
	changes_add(&changes, round, fields->focus->key, fields->row, mine);
	bool kept = app_act(app, ACTION_EDIT, &changes, NULL, NULL);
	changes_release(&changes);
	if (kept && n == 1 && values[0] == 0) {
		changes_add(&changes, round, fields->focus->key, fields->row, theirs);
		app_act(app, ACTION_EDIT, &changes, NULL, NULL);
		changes_release(&changes);
	}
	if (kept) {
		end_draft(fields);
		open_editor(fields);
	}
	free(theirs);
	free(mine);
}

static void ask_between(struct fields *fields)
{
	struct app *app = fields->app;

	if (app_page(app)->popup)		/* asked already */
		return;
	const char *now = record_now(&app->work.record, fields->focus, fields->row);
	char *theirs = kind_show(fields->focus, now, app->desk->lang);
	const struct chooser_item items[] = {
		{ .label = theirs, .group = _("What the other wrote"), .value = 0 },
		{ .label = fields->edit.text.s, .group = _("What you wrote"), .value = 1 },
	};
	app_push(app, &page_chooser, &(struct chooser_arg){
		.title = _("Somebody else has changed this field meanwhile. Which one stands?"), .items = items, .n = 2,
		.whole = true, .chosen = choose_between, .what = fields,
	});
	free(theirs);
}

static void show_stored(struct fields *fields);

/* Somebody has signed while it was typed, or nobody can write in the base any more: the log is left as by a session
 * that died, whose text is offered again when the recommendation is unlocked and when the program starts.  False
 * where there is no log that has it. */
static bool set_aside(struct fields *fields)
{
	struct app *app = fields->app;
	struct error e;

	if (app->draft == NULL || !draft_sync(app->draft, &e)) {
		trouble_lock_say(app);
		return false;
	}
	draft_leave(app->draft);
	app_logged(app, draft_open(&app->draft, store_path(app->desk->store), &e) ? NULL : &e);
	app->drafting = false;
	fields->dirty = fields->contested = false;
	show_stored(fields);
	app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN), sign_locks(app, fields->focus) ?
	    _("Signed meanwhile. Your text is kept and offered again once it is unlocked.") :
	    _("Your text is kept and offered again at the next start."));
	return true;
}

/* The rows of the focused table; the caller frees them. */
static int64_t *rows_of(const struct fields *fields, const struct field *table, size_t *n)
{
	const struct record *record = &fields->app->work.record;

	return record_rows(record, table, record->rounds, n);
}

static bool has_row(const struct fields *fields, const struct field *table, int64_t row)
{
	size_t n;
	int64_t *rows = rows_of(fields, table, &n);
	bool there = false;

	for (size_t i = 0; i < n; i++)
		there |= rows[i] == row;
	free(rows);
	return there;
}

/* The version that the field holds now, 0 none. */
static int64_t version_now(const struct fields *fields)
{
	const struct record *record = &fields->app->work.record;
	const struct value *value = record_at(record, record->rounds, fields->focus->key, fields->row);

	return value != NULL ? value->version : 0;
}

static bool has_number(const struct app *app, const struct field *table, const char *number)
{
	const struct record *record = &app->work.record;
	size_t n;
	int64_t *rows = record_rows(record, table, record->rounds, &n);
	bool found = false;

	for (size_t i = 0; i < n && !found; i++) {
		const char *no = record_now(record, field_column(table, "no"), rows[i]);

		found = no != NULL && strcmp(no, number) == 0;
	}
	free(rows);
	return found;
}

/* Said at once: an answer to a statement that nobody made answers none. */
static void warn_of_number(const struct fields *fields, const char *stored)
{
	const struct field *table = numbered_by(fields, fields->focus);

	if (table != NULL && stored != NULL && kind_stored(fields->focus, stored) &&
	    !has_number(fields->app, table, stored))
		app_say(fields->app, STYLE_WARN, _("%s No statement has the number %s%s."), mark(MARK_WARN),
		    table->prefix != NULL ? table->prefix : "", stored);
}

/* False where it could not be; contested where somebody else has changed this very field. */
static bool store_typed(struct fields *fields)
{
	struct app *app = fields->app;
	struct changes changes = { 0 };
	char *stored = read_typed(fields);
	int64_t before = version_now(fields);

	changes_add(&changes, app->work.record.rounds, fields->focus->key, fields->row, stored);
	bool done = app_act(app, ACTION_EDIT, &changes, NULL, &fields->contested);
	if (!done && fields->contested && version_now(fields) == before) {
		/* Only the signature is another: what was open for typing is so once more, or it is locked. */
		fields->contested = false;
		app->message[0] = '\0';
		done = !focus_locked(fields) && app_act(app, ACTION_EDIT, &changes, NULL, &fields->contested);
	}
	if (done)
		warn_of_number(fields, stored);
	changes_release(&changes);
	free(stored);
	return done;
}

/* A row that somebody has removed while it was written in comes back with the text: or nobody would see it. */
static void bring_back(struct fields *fields)
{
	struct app *app = fields->app;

	if (fields->row == 0)
		return;
	app_catch_up(app);
	const struct field *table = fields->focus->table;
	if (has_row(fields, table, fields->row) || trouble_locks(app, table))
		return;
	struct changes changes = { 0 };
	changes_add(&changes, app->work.record.rounds, table->gone, fields->row, NULL);
	app_act(app, ACTION_EDIT, &changes, NULL, NULL);
	changes_release(&changes);
}

/* What is typed becomes a version; false where it could not and is still in the editor.  As long as it is dirty
 * there, the refresh that an action brings leaves it alone. */
static bool commit(struct fields *fields)
{
	if (!fields->dirty || fields->edit.text.s == NULL)
		return true;
	if (!fields->contested && !focus_locked(fields) && store_typed(fields)) {
		end_draft(fields);
		bring_back(fields);
		show_stored(fields);
		return true;
	}
	if (focus_locked(fields))
		return set_aside(fields);
	if (fields->contested)
		ask_between(fields);
	return false;
}

bool fields_settle(struct app *app, struct fields *fields)
{
	(void)app;
	return commit(fields);
}

/* The first field that is shown from i on, in a direction; NULL where none is. */
static const struct field *shown_from(const struct fields *fields, size_t i, int by)
{
	for (; i < fields->n; i += (size_t)by)
		if (fields->looks[i].shown)
			return fields->v[i];
	return NULL;
}

void fields_focus(struct app *app, struct fields *fields, const struct field *field, int64_t row)
{
	(void)app;
	if (fields->focus != NULL && !commit(fields))
		return;
	word_end(&fields->word);
	size_t i = field != NULL ? index_of(fields, field) : 0;
	const struct field *to = shown_from(fields, i, 1);
	if (to == NULL && i > 0)
		to = shown_from(fields, i - 1, -1);
	fields->focus = to;
	fields->focus_row = row;
	if (to != NULL && to->kind == KIND_TABLE && !has_row(fields, to, row)) {
		size_t n;
		int64_t *rows = rows_of(fields, to, &n);

		fields->focus_row = n > 0 ? rows[0] : 0;
		free(rows);
	}
	open_editor(fields);
}

/* One field on or back; true where there was one. */
static bool step(struct fields *fields, int by, bool from_below)
{
	if (!commit(fields))
		return true;
	/* Only now: what was typed may have shown or hidden the field beside it. */
	size_t i = index_of(fields, fields->focus);
	const struct field *to = shown_from(fields, i + (size_t)by, by);
	if (fields->focus == NULL || to == NULL)
		return false;
	fields_focus(fields->app, fields, to, 0);
	if (from_below && to->kind == KIND_TABLE) {
		size_t n;
		int64_t *rows = rows_of(fields, to, &n);

		fields->focus_row = n > 0 ? rows[n - 1] : 0;
		free(rows);
	} else if (fields->edit.text.s != NULL && !from_below) {
		edit_move(&fields->edit, field_shape(to) == SHAPE_BLOCK ? EDIT_BOTTOM : EDIT_END, fields->columns);
	}
	return true;
}

/* The focus, its row and its editor as the case has them now. */
static void show_stored(struct fields *fields)
{
	struct app *app = fields->app;

	if (fields->focus == NULL || !fields->looks[index_of(fields, fields->focus)].shown) {
		const struct field *was = fields->focus;

		fields->focus = NULL;
		fields_focus(app, fields, was, 0);
		return;
	}
	if (fields->focus->kind == KIND_TABLE) {
		size_t n, i = 0;
		int64_t *rows = rows_of(fields, fields->focus, &n);

		while (i < n && rows[i] != fields->focus_row)
			i++;
		if (i == n)
			fields->focus_row = n > 0 ? rows[n - 1] : 0;
		free(rows);
		return;
	}
	if (!field_typed(fields->focus))
		return;
	char *text = kind_edit(fields->focus, fields_value(fields, fields->focus), app->desk->lang);
	if (fields->edit.text.s == NULL || strcmp(text, fields->edit.text.s) != 0)
		open_editor(fields);
	free(text);
}

void fields_refresh(struct app *app, struct fields *fields)
{
	(void)app;
	look(fields);
	if (!fields->dirty)
		show_stored(fields);
}

static void set(struct fields *fields, const struct field *field, const char *stored)
{
	struct changes changes = { 0 };

	changes_add(&changes, fields->app->work.record.rounds, field->key, fields->row, stored);
	app_act(fields->app, ACTION_EDIT, &changes, NULL, NULL);
	changes_release(&changes);
}

/* Keys of the editor that move or delete. */
static const struct {
	int32_t key;
	enum edit_move move;
	bool delete;
} edit_keys[] = {
	{ K_LEFT, EDIT_LEFT, false }, { K_RIGHT, EDIT_RIGHT, false }, { K_CLEFT, EDIT_WORD_LEFT, false },
	{ K_CRIGHT, EDIT_WORD_RIGHT, false }, { K_HOME, EDIT_HOME, false }, { K_END, EDIT_END, false },
	{ K_UP, EDIT_UP, false }, { K_DOWN, EDIT_DOWN, false }, { K_CHOME, EDIT_TOP, false },
	{ K_CEND, EDIT_BOTTOM, false }, { K_BACKSPACE, EDIT_LEFT, true }, { K_DEL, EDIT_RIGHT, true },
	{ K_CBACKSPACE, EDIT_WORD_LEFT, true }, { K_CTRL('w'), EDIT_WORD_LEFT, true },
	{ K_CDEL, EDIT_WORD_RIGHT, true },
};

/* Moves in the text, or deletes where that is wanted; false where the key does neither. */
static bool edit_move_key(struct fields *fields, int32_t key, bool deletes)
{
	for (size_t i = 0; i < sizeof edit_keys / sizeof *edit_keys; i++)
		if (edit_keys[i].key == key && edit_keys[i].delete == deletes)
			return deletes ? edit_delete(&fields->edit, edit_keys[i].move, fields->columns) :
			    edit_move(&fields->edit, edit_keys[i].move, fields->columns);
	return false;
}

static bool edit_key(struct fields *fields, int32_t key)
{
	struct edit *edit = &fields->edit;
	char s[4];
	size_t len;

	if (key_is_text(key)) {
		edit_type(edit, s, utf8_encode(key, s));
		return true;
	}
	if (key == K_PASTE) {
		const char *pasted = term_pasted(&len);

		edit_paste(edit, pasted, len);
		return true;
	}
	if (key == K_ENTER && edit->lines) {
		edit_type(edit, "\n", 1);
		return true;
	}
	return edit_move_key(fields, key, false) || edit_move_key(fields, key, true);
}

/* A letter on a choice that has no list: an answer, or part of a word that is none. */
static void choice_letter(struct fields *fields, int32_t letter)
{
	const char *stored = fields_value(fields, fields->focus);
	char *answer;
	enum word_letter found = word_add(fields->app, fields->focus, stored, letter, &fields->word, &answer);
	bool same = (answer == NULL) == (stored == NULL) && (answer == NULL || strcmp(answer, stored) == 0);

	if (found != WORD_GOES_ON && !same)
		set(fields, fields->focus, answer);
	if (found == WORD_STRAYS)
		app_say(fields->app, STYLE_WARN, "%s %s", mark(MARK_WARN), word_advice(fields->focus));
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
		choice_letter(fields, key);
		return true;
	}
	word_end(&fields->word);
	if (!field_choice_key(fields->app, field, stored, key, &next))
		return false;
	set(fields, field, next);
	free(next);
	return true;
}

/* The statement that an answer is to, "B2: Mornings do not work for me."; false for another row. */
static bool statement_of(const struct app *app, const struct field *table, int64_t row, char *out, size_t size)
{
	const struct forms *forms = app->desk->forms;
	const struct record *record = &app->work.record;
	const struct field *statements = field_by_key(forms, KEY_STATEMENTS);
	const char *wanted = table->key == KEY_ANSWERS ?
	    record_now(record, field_by_key(forms, KEY_ANSWERS_STATEMENT), row) : NULL;
	size_t n = 0;
	int64_t *rows = wanted != NULL ? record_rows(record, statements, record->rounds, &n) : NULL;
	bool found = false;

	for (size_t i = 0; i < n && !found; i++) {
		const char *no = record_now(record, field_by_key(forms, KEY_STATEMENTS_NO), rows[i]);
		const char *text = record_now(record, field_by_key(forms, KEY_STATEMENTS_TEXT), rows[i]);

		found = no != NULL && strcmp(no, wanted) == 0;
		if (found)
			snprintf(out, size, "%s%s: %s", statements->prefix, no, text != NULL ? text : "");
	}
	free(rows);
	return found;
}

static void open_row(struct fields *fields, const struct field *table, int64_t row, const struct field *column)
{
	struct page_row_arg arg = { .table = table, .row = row, .column = column };

	if (statement_of(fields->app, table, row, arg.title, sizeof arg.title))
		arg.fixed[0] = field_by_key(fields->app->desk->forms, KEY_ANSWERS_STATEMENT);
	else
		utf8_copy(arg.title, label_get(&table->label, fields->app->desk->lang), sizeof arg.title);
	app_push(fields->app, &page_row, &arg);
}

/* Answers begin with a row for each statement: nobody has to remember what the citizen said. */
static bool add_answers(struct fields *fields)
{
	struct app *app = fields->app;
	const struct forms *forms = app->desk->forms;
	struct record after;
	struct changes changes = { 0 };
	size_t n;

	record_copy(&after, &app->work.record);
	int64_t *rows = record_rows(&after, field_by_key(forms, KEY_STATEMENTS), after.rounds, &n);
	for (size_t i = 0; i < n; i++) {
		const char *no = record_now(&app->work.record, field_by_key(forms, KEY_STATEMENTS_NO), rows[i]);

		changes_add(&changes, after.rounds, KEY_ANSWERS_STATEMENT,
		    changes_row_append(&changes, &after, fields->focus, after.rounds), no);
	}
	bool added = n > 0 && app_act(app, ACTION_EDIT, &changes, NULL, NULL);
	changes_release(&changes);
	record_release(&after);
	free(rows);
	return added;
}

static bool move_row(struct fields *fields, int by)
{
	size_t n, i = 0;
	int64_t *rows = rows_of(fields, fields->focus, &n);

	while (i < n && rows[i] != fields->focus_row)
		i++;
	bool moved = i + (size_t)by < n;
	if (moved)
		fields->focus_row = rows[i + (size_t)by];
	free(rows);
	return moved;
}

static void add_row(struct fields *fields)
{
	struct app *app = fields->app;
	const struct field *table = fields->focus;
	struct changes changes = { 0 };
	size_t n;

	free(rows_of(fields, table, &n));
	if (table->key == KEY_ANSWERS && n == 0 && add_answers(fields)) {
		fields_focus(app, fields, table, 0);
		return;
	}
	int64_t row = changes_row_add(&changes, &app->work.record, table, app->work.record.rounds, n);
	if (app_act(app, ACTION_EDIT, &changes, NULL, NULL)) {
		fields->focus_row = row;
		open_row(fields, table, row, NULL);
	}
	changes_release(&changes);
}

void fields_open_row(struct fields *fields, int64_t row, const struct field *column)
{
	if (row == 0) {
		add_row(fields);
		return;
	}
	fields->focus_row = row;
	open_row(fields, fields->focus, row, column);
}

static void answer_none(struct fields *fields)
{
	struct app *app = fields->app;
	const struct record *record = &app->work.record;
	struct changes changes = { 0 };

	changes_none(&changes, record, fields->focus, record->rounds,
	    !record_none(record, fields->focus, record->rounds));
	app_act(app, ACTION_EDIT, &changes, NULL, NULL);
	changes_release(&changes);
}

static bool table_key(struct fields *fields, int32_t key)
{
	switch (key) {
	case K_UP: return move_row(fields, -1);
	case K_DOWN: return move_row(fields, 1);
	case K_ENTER:
		if (fields->focus_row != 0)
			open_row(fields, fields->focus, fields->focus_row, NULL);
		else
			add_row(fields);
		return true;
	case '-':
		if (fields->focus_row == 0)
			answer_none(fields);
		return true;
	}
	if (!key_is_text(key))
		return false;
	/* Who types means a new row: it opens with the letter in it. */
	add_row(fields);
	if (app_page(fields->app) == &page_row)
		page_row.key(fields->app, app_state(fields->app), key);
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
	bool table = fields->focus->kind == KIND_TABLE;

	if (field_typed(fields->focus) && edit_move_key(fields, key, false))
		return true;
	if (table && (key == K_UP || key == K_DOWN))
		return move_row(fields, key == K_UP ? -1 : 1);
	if (table && key == K_ENTER && fields->focus_row != 0) {
		open_row(fields, fields->focus, fields->focus_row, NULL);
		return true;
	}
	if (!would_change(fields, key))
		return false;
	trouble_lock_say(fields->app);
	return true;
}

bool fields_key(struct app *app, struct fields *fields, int32_t key)
{
	(void)app;
	if (fields->focus == NULL)
		return false;
	bool taken;
	if (focus_locked(fields) && !fields->dirty)
		taken = locked_key(fields, key);
	else if (field_typed(fields->focus))
		taken = edit_key(fields, key);
	else
		taken = fields->focus->kind == KIND_TABLE ? table_key(fields, key) : choice_key(fields, key);
	if (taken)
		return true;
	if (key == K_UP)
		return step(fields, -1, true);
	if (key == K_DOWN || key == K_ENTER)
		return step(fields, 1, false);
	return false;
}

/* Moves or removes the row at the pointer. */
static void change_row(struct fields *fields, enum command_id id)
{
	struct app *app = fields->app;
	const struct record *record = &app->work.record;
	struct changes changes = { 0 };

	if (id == COMMAND_ROW_REMOVE)
		changes_row_remove(&changes, fields->focus, record->rounds, fields->focus_row);
	else
		changes_row_move(&changes, record, fields->focus, record->rounds, fields->focus_row,
		    id == COMMAND_ROW_UP ? -1 : 1);
	if (app_act(app, ACTION_EDIT, &changes, NULL, NULL) && id == COMMAND_ROW_REMOVE)
		app_say(app, STYLE_DIM, "%s", _("The row was removed. Undo (Ctrl+Z) brings it back."));
	changes_release(&changes);
}

static bool changes_field(enum command_id id, bool table)
{
	return id == COMMAND_CLEAR ||
	    (table && (id == COMMAND_ROW_ADD || id == COMMAND_ROW_REMOVE || id == COMMAND_ROW_UP ||
	    id == COMMAND_ROW_DOWN));
}

bool fields_command(struct app *app, struct fields *fields, enum command_id id)
{
	(void)app;
	bool table = fields->focus != NULL && fields->focus->kind == KIND_TABLE;
	if (focus_locked(fields) && changes_field(id, table)) {
		trouble_lock_say(fields->app);
		return true;
	}
	switch (id) {
	case COMMAND_NEXT_FIELD: return step(fields, 1, false);
	case COMMAND_PREVIOUS_FIELD: return step(fields, -1, false);
	case COMMAND_CLEAR:
		if (fields->edit.text.s != NULL) {
			edit_move(&fields->edit, EDIT_TOP, fields->columns);
			edit_delete(&fields->edit, EDIT_BOTTOM, fields->columns);
		} else if (fields->focus != NULL && !table) {
			set(fields, fields->focus, NULL);
		}
		return true;
	case COMMAND_ROW_ADD:
		if (table)
			add_row(fields);
		return table;
	case COMMAND_ROW_REMOVE: case COMMAND_ROW_UP: case COMMAND_ROW_DOWN:
		if (table && fields->focus_row != 0)
			change_row(fields, id);
		return table;
	default: return false;
	}
}

bool fields_undo(struct app *app, struct fields *fields, bool redo)
{
	(void)app;
	if (fields->edit.text.s == NULL || (focus_locked(fields) && !fields->dirty))
		return false;
	return redo ? edit_redo(&fields->edit) : edit_undo(&fields->edit);
}
