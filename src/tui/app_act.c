/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The one way in which pages change the open case, and the way back.  What was done is remembered by case and number,
 * in the order in which it was, over all cases of the session: undo takes back the last of the case that is open.
 */
#include "tui/app_private.h"

#include <string.h>

#include "tui/taken.h"

/* A new case is its author's until somebody else's name is put there. */
static void with_caseworker(const struct app *app, const struct changes *changes, struct changes *first)
{
	for (size_t i = 0; i < changes->n; i++)
		changes_add(first, changes->v[i].round, changes->v[i].key, changes->v[i].row, changes->v[i].text);
	changes_add(first, 0, KEY_CASE_CASEWORKER, 0, app->desk->author);
}

bool app_act(struct app *app, enum action_kind kind, const struct changes *changes, const char *why, bool *conflict)
{
	struct error e = { 0 };
	int64_t seq = 0;

	if (conflict != NULL)
		*conflict = false;
	struct changes first = { 0 };
	if (app->work.record.id == 0) {
		kind = ACTION_CREATE;
		with_caseworker(app, changes, &first);
		changes = &first;
	}
	bool done = casework_act(app->desk, &app->work, kind, changes, why, &seq, NULL, &e);
	changes_release(&first);
	if (!done) {
		app_refused(app, &e);
		if (conflict != NULL)
			*conflict = e.kind == ERROR_CONFLICT;
		return false;
	}
	app_did(app, app->work.record.id, seq);
	trouble_ends(app, TROUBLE_UNSAVED);
	if (store_room_made(app->desk->store))
		trouble_look(app);
	app_refresh(app);
	return true;
}

bool app_set(struct app *app, int round, int key, int64_t row, const char *text)
{
	struct changes changes = { 0 };
	bool done;

	changes_add(&changes, round, key, row, text);
	done = app_act(app, ACTION_EDIT, &changes, NULL, NULL);
	changes_release(&changes);
	return done;
}

void app_refused(struct app *app, const struct error *e)
{
	if (e->kind == ERROR_CONFLICT) {
		app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN), _("Somebody else has just changed this."));
		app_reload(app);
	} else if (e->kind == ERROR_ERASED) {
		app->perhaps_erased = true;
	} else if (e->kind == ERROR_LOCKED) {
		trouble_lock_say(app);
	} else if (e->kind == ERROR_NEWER || e->kind == ERROR_REPLACED || e->kind == ERROR_GONE) {
		trouble_look(app);
		app_refresh(app);
		trouble_lock_say(app);
	} else if (trouble_writing(e)) {
		if (app->drafting)
			trouble_because(app, TROUBLE_UNSAVED, e);
		else
			trouble_refused(app, e);
		trouble_look(app);
	} else {
		app_say_error(app, e);
	}
}

static void remember(struct past *past, int64_t record, int64_t seq)
{
	if (past->n == UNDO_MAX)
		memmove(past->v, past->v + 1, (size_t)--past->n * sizeof *past->v);
	past->v[past->n].record = record;
	past->v[past->n++].seq = seq;
}

/* The last of a case, -1 where there is none. */
static int last_of(const struct past *past, int64_t record)
{
	int i = past->n - 1;

	while (i >= 0 && past->v[i].record != record)
		i--;
	return i;
}

static void forget(struct past *past, int i)
{
	memmove(past->v + i, past->v + i + 1, (size_t)(--past->n - i) * sizeof *past->v);
}

static void forget_all(struct past *past, int64_t record)
{
	for (int i; (i = last_of(past, record)) >= 0;)
		forget(past, i);
}

void app_did(struct app *app, int64_t record, int64_t seq)
{
	if (seq == 0)
		return;
	remember(&app->undo, record, seq);
	forget_all(&app->redo, record);
}

void app_forget_undo(struct app *app)
{
	forget_all(&app->undo, app->work.record.id);
	forget_all(&app->redo, app->work.record.id);
}

/* False where it could not be, which is said: it can be tried again. */
static bool take_back_one(struct app *app, int64_t action, enum action_kind kind, int64_t *seq, struct text *words)
{
	struct changes changes = { 0 };
	struct error e = { 0 };
	bool done = store_undo(app->desk->store, &app->work.record, action, &changes, &e);

	if (done)
		taken_words(app, &changes, words);
	done = done && casework_act(app->desk, &app->work, kind, &changes, NULL, seq, NULL, &e);
	changes_release(&changes);
	if (!done)
		app_refused(app, &e);
	return done;
}

/* "Taken back: Bente Holm, Length (Recommendation 1)" */
static void say_taken(struct app *app, enum action_kind kind, const struct text *words)
{
	bool undo = kind == ACTION_UNDO;

	if (words->len == 0)
		app_say(app, STYLE_DIM, "%s", undo ? _("Taken back.") : _("Done again."));
	else
		app_say(app, STYLE_DIM, undo ? _("Taken back: %s") : _("Done again: %s"), words->s);
}

/* Takes back the last of `from` that is still there to be taken back, and remembers the taking back in `to`. */
static void take_back(struct app *app, struct past *from, struct past *to, enum action_kind kind)
{
	if (!app_settle(app))
		return;
	for (int i; (i = last_of(from, app->work.record.id)) >= 0;) {
		struct text words = { 0 };
		int64_t seq = 0;
		bool done = take_back_one(app, from->v[i].seq, kind, &seq, &words);

		if (done)
			forget(from, i);
		if (done && seq != 0) {
			remember(to, app->work.record.id, seq);
			say_taken(app, kind, &words);
			app_refresh(app);
		}
		text_release(&words);
		if (!done || seq != 0)
			return;
	}
	app_say(app, STYLE_DIM, "%s", kind == ACTION_UNDO ? _("Nothing to take back.") : _("Nothing to do again."));
}

/* What is being typed is taken back first, by the page. */
static bool page_did(struct app *app, enum command_id id)
{
	const struct page *page = app_page(app);

	return page->command != NULL && page->command(app, app_state(app), id);
}

void app_undo(struct app *app)
{
	if (!page_did(app, COMMAND_UNDO))
		take_back(app, &app->undo, &app->redo, ACTION_UNDO);
}

void app_redo(struct app *app)
{
	if (!page_did(app, COMMAND_REDO))
		take_back(app, &app->redo, &app->undo, ACTION_REDO);
}
