/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is typed in a field, and what becomes of it.
 *
 * The way of a key: editor -> draft log (log_edit()), and on leaving the field fields_settle(): read by its kind,
 * stored as a version, the log zeroed.  A text that the kind cannot read is stored as it was typed and shown with its
 * message.
 *
 * Two things come in between.  Somebody else has stored another text: then the chooser asks which one stands.  The
 * field was locked meanwhile: then the text stays in its log, as if its session had died.
 */
#include "tui/fields_private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/field.h"
#include "tui/pages.h"
#include "tui/pane.h"
#include "tui/sign.h"
#include "tui/trouble.h"
#include "tui/typing.h"

/* The version that the field holds now, 0 none. */
static int64_t version_now(const struct fields *fields)
{
	const struct record *record = &fields->app->work.record;
	const struct value *value = record_at(record, record->rounds, fields->focus->key, fields->row);

	return value != NULL ? value->version : 0;
}

static struct draft_place draft_place(const struct fields *fields)
{
	struct record *record = &fields->app->work.record;
	struct draft_place place = {
		.round = record->rounds, .stored = record->id != 0, .row = fields->row, .version = version_now(fields),
	};

	if (record->uuid[0] == '\0')
		uuid_new(record->uuid);
	memcpy(place.record, record->uuid, sizeof place.record);
	utf8_copy(place.key, keys_name(fields->app->desk->keys, fields->focus->key), sizeof place.key);
	return place;
}

/* The editor's listener: what is typed is in the log before it is in the text. */
static void log_edit(void *arg, size_t at, size_t removed, const char *s, size_t len)
{
	struct fields *fields = arg;

	fields->dirty = true;
	if (typing_begins(fields->app)) {
		struct draft_place place = draft_place(fields);

		typing_begin(fields->app, &place, &fields->edit.text);
	}
	typing_edit(fields->app, at, removed, s, len);
}

void fields_text_open(struct fields *fields)
{
	char *text;

	edit_release(&fields->edit);
	fields->dirty = false;
	if (fields->focus == NULL || !field_typed(fields->focus))
		return;
	text = kind_edit(fields->focus, fields_value(fields, fields->focus), fields->app->desk->lang);
	edit_init(&fields->edit, text, fields->focus->kind == KIND_LONG);
	fields->edit.changed = log_edit;
	fields->edit.arg = fields;
	free(text);
}

void fields_text_show(struct fields *fields)
{
	char *text;

	if (!field_typed(fields->focus))
		return;
	text = kind_edit(fields->focus, fields_value(fields, fields->focus), fields->app->desk->lang);
	if (fields->edit.text.s == NULL || strcmp(text, fields->edit.text.s) != 0)
		fields_text_open(fields);
	free(text);
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

bool fields_text_move(struct fields *fields, int32_t key, bool deletes)
{
	for (size_t i = 0; i < sizeof edit_keys / sizeof *edit_keys; i++)
		if (edit_keys[i].key == key && edit_keys[i].delete == deletes)
			return deletes ? edit_delete(&fields->edit, edit_keys[i].move, fields->columns) :
			    edit_move(&fields->edit, edit_keys[i].move, fields->columns);
	return false;
}

bool fields_text_key(struct fields *fields, int32_t key)
{
	struct edit *edit = &fields->edit;

	if (pane_type(edit, key))
		return true;
	if (key == K_ENTER && edit->lines) {
		edit_type(edit, "\n", 1);
		return true;
	}
	return fields_text_move(fields, key, false) || fields_text_move(fields, key, true);
}

void fields_text_clear(struct fields *fields)
{
	edit_move(&fields->edit, EDIT_TOP, fields->columns);
	edit_delete(&fields->edit, EDIT_BOTTOM, fields->columns);
}

bool fields_undo(struct fields *fields, bool redo)
{
	if (fields->edit.text.s == NULL || (fields_focus_locked(fields) && !fields->dirty))
		return false;
	return redo ? edit_redo(&fields->edit) : edit_undo(&fields->edit);
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

/* Said at once: an answer to a statement that nobody made answers none. */
static void warn_of_number(const struct fields *fields, const char *stored)
{
	const struct record *record = &fields->app->work.record;
	const struct field *table = numbered_by(fields, fields->focus);

	if (table == NULL || stored == NULL || !kind_stored(fields->focus, stored))
		return;
	if (record_row_with(record, field_column(table, "no"), record->rounds, stored) == 0)
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
		done = !fields_focus_locked(fields) && app_act(app, ACTION_EDIT, &changes, NULL, &fields->contested);
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
	if (record_has_row(&app->work.record, table, app->work.record.rounds, fields->row) || trouble_locks(app, table))
		return;
	struct changes changes = { 0 };
	changes_row_bring_back(&changes, &app->work.record, table, app->work.record.rounds, fields->row);
	app_act(app, ACTION_EDIT, &changes, NULL, NULL);
	changes_release(&changes);
}

static void end_draft(struct fields *fields)
{
	typing_end(fields->app);
	fields->dirty = fields->contested = false;
}

/* Two people in one field: theirs is in the base, mine in `what`'s editor.  Whichever is taken, both stay in the
 * history, and undo brings the other one. */
static void choose_between(struct app *app, const void *what, bool mine)
{
	struct fields *fields = (struct fields *)(uintptr_t)what;
	int round = app->work.record.rounds;
	const char *now = record_now(&app->work.record, fields->focus, fields->row);
	char *theirs = now != NULL ? xstrdup(now) : NULL, *typed = read_typed(fields);

	bool kept = app_set(app, round, fields->focus->key, fields->row, typed);
	if (kept && !mine)
		app_set(app, round, fields->focus->key, fields->row, theirs);
	if (kept) {
		end_draft(fields);
		fields_text_open(fields);
	}
	free(theirs);
	free(typed);
}

/* It may stand under the help. */
static bool asked_already(const struct app *app)
{
	for (int i = 0; i < app->depth; i++)
		if (app->stack[i].page == &page_versions)
			return true;
	return app_page(app)->popup;
}

static void ask_between(struct fields *fields)
{
	struct app *app = fields->app;

	if (asked_already(app))
		return;
	const char *now = record_now(&app->work.record, fields->focus, fields->row);
	char *theirs = kind_show(fields->focus, now, app->desk->lang);
	app_push(app, &page_versions, &(struct versions_arg){
		.mine = fields->edit.text.s, .theirs = theirs, .version = version_now(fields),
		.chosen = choose_between, .what = fields,
	});
	free(theirs);
}

/* Somebody has signed while it was typed, nobody can write in the base any more, or who typed it leaves though the base
 * does not take it: the log is left as by a session that died, whose text is offered again when the recommendation is
 * unlocked and when the program starts.  False where there is no log that has it. */
static bool set_aside(struct fields *fields)
{
	struct app *app = fields->app;

	if (!typing_leave(app)) {
		app_say(app, STYLE_BLOCK, "%s %s", mark(MARK_BLOCK),
		    _("Your text is saved nowhere. Copy it from the screen before you quit."));
		return false;
	}
	fields->dirty = fields->contested = false;
	fields_show_stored(fields);
	app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN), sign_locks(app, fields->focus) ?
	    _("Signed meanwhile. Your text is kept and offered again once it is unlocked.") :
	    _("Your text is kept and offered again at the next start."));
	return true;
}

/* As long as the text is dirty in its editor, the refresh that an action brings leaves it alone. */
bool fields_settle(struct fields *fields)
{
	if (!fields->dirty || fields->edit.text.s == NULL)
		return true;
	if (!fields->contested && !fields_focus_locked(fields) && store_typed(fields)) {
		end_draft(fields);
		bring_back(fields);
		fields_show_stored(fields);
		return true;
	}
	if (fields_focus_locked(fields) || fields->app->parting == PARTING)
		return set_aside(fields);
	if (fields->contested)
		ask_between(fields);
	return false;
}
