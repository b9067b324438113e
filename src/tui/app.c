/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The loop: handle every key that has come, then paint once, then wait.  Forms
 * and rules are loaded after the first paint; the draft log is synced while
 * nothing is pressed.  Nothing ticks: without a key, a change of the base
 * by somebody else or unsynced typing, the wait has no end.
 */
#include "tui/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/pages.h"
#include "tui/sign.h"

const struct page *app_page(const struct app *app)
{
	return app->stack[app->depth - 1].page;
}

void *app_state(const struct app *app)
{
	return app->stack[app->depth - 1].state;
}

static bool settle(struct app *app, int i)
{
	const struct page *page = app->stack[i].page;

	return page->settle == NULL || page->settle(app, app->stack[i].state);
}

bool app_settle(struct app *app)
{
	for (int i = app->depth - 1; i >= 0; i--)
		if (!settle(app, i))
			return false;
	return true;
}

void app_push(struct app *app, const struct page *page, const void *arg)
{
	if (app->depth == PAGES_MAX)
		return;
	if (!page->popup && !app_settle(app))
		return;
	app->stack[app->depth].page = page;
	app->stack[app->depth].state = xcalloc(1, page->size > 0 ? page->size : 1);
	app->depth++;
	if (page->enter != NULL)
		page->enter(app, app_state(app), arg);
}

/* Takes the top page away, which has settled; no page is told. */
static void drop(struct app *app)
{
	const struct page *page = app_page(app);
	void *state = app_state(app);

	if (page->release != NULL)
		page->release(app, state);
	free(state);
	app->depth--;
}

void app_refresh(struct app *app)
{
	for (int i = app->depth - 1; i >= 0; i--) {
		if (app->stack[i].page->refresh != NULL)
			app->stack[i].page->refresh(app, app->stack[i].state);
		if (!app->stack[i].page->popup)
			break;
	}
}

void app_pop(struct app *app)
{
	if (!settle(app, app->depth - 1))
		return;
	drop(app);
	if (app->depth > 0)
		app_refresh(app);
}

void app_show(struct app *app, const struct page *page, const void *arg)
{
	if (!app_settle(app))
		return;
	while (app->depth > 1)
		drop(app);
	app_push(app, page, arg);
}

void app_visit(struct app *app, const struct page *page, const void *arg)
{
	int i = 1;

	if (!app_settle(app))
		return;
	while (i < app->depth && app->stack[i].page != page)
		i++;
	while (app->depth > i)
		drop(app);
	app_push(app, page, arg);
}

void app_say(struct app *app, enum style style, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(app->message, sizeof app->message, format, args);
	va_end(args);
	app->message_style = style;
}

/* Of a path the name is enough: the line has room for one of them, and what is wrong matters more. */
void app_say_error(struct app *app, const struct error *e)
{
	const char *slash = strrchr(e->where, '/'), *where = slash != NULL ? slash + 1 : e->where;

	app_say(app, STYLE_BLOCK, "%s %s%s%s", mark(MARK_BLOCK), where, *where != '\0' ? ": " : "", e->what);
	trouble_heard(app, e);
}

void app_logged(struct app *app, const struct error *e)
{
	const char *reason = e != NULL ? trouble_reason(e) : NULL;

	if (e != NULL)
		trouble_begins(app, TROUBLE_UNLOGGED, reason != NULL ? reason : e->what);
	else
		trouble_ends(app, TROUBLE_UNLOGGED);
}

const char *app_said(const struct app *app, enum style *style)
{
	bool message = app->message[0] != '\0';

	*style = message ? app->message_style : STYLE_BLOCK;
	return message ? app->message : trouble_line(app);
}

/* Every look at a case is an action in the log (SPEC 11), written when nobody waits for it, and before the case is
 * closed. */
static void log_look(struct app *app)
{
	struct error e;

	app->looked = true;
	if (app->work.record.id != 0 && !store_log(app->desk->store, app->work.record.id, ACTION_LOOK, NULL, &e))
		app_say_error(app, &e);
}

void app_close_case(struct app *app)
{
	if (app->opened && !app->looked)
		log_look(app);
	if (app->opened)
		casework_close(&app->work);
	app->opened = false;
	trouble_ends(app, TROUBLE_CASE);
}

bool app_open_case(struct app *app, int64_t id)
{
	struct error e;

	app_close_case(app);
	if (!casework_open(app->desk, id, &app->work, &e)) {
		app_say_error(app, &e);
		return false;
	}
	app->opened = true;
	app->looked = app->checked = false;
	page_form_preparatory(app);
	return true;
}

/* What was done, in the order in which it was. */

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

static void reload(struct app *app)
{
	struct error e;

	if (app->opened && app->work.record.id != 0 && !casework_reload(app->desk, &app->work, &e))
		app_say_error(app, &e);
	app->stale = false;
	app_refresh(app);
}

void app_refused(struct app *app, const struct error *e)
{
	if (e->kind == ERROR_CONFLICT) {
		app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN), _("Somebody else has just changed this."));
		reload(app);
	} else if (e->kind == ERROR_LOCKED) {
		trouble_lock_say(app);
	} else if (e->kind == ERROR_NEWER || e->kind == ERROR_REPLACED) {
		trouble_look(app);
		app_refresh(app);
		trouble_lock_say(app);
	} else if (trouble_reason(e) != NULL) {
		trouble_begins(app, TROUBLE_UNSAVED, trouble_reason(e));
		trouble_look(app);
	} else {
		app_say_error(app, e);
	}
}

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

/* Takes back the last of `from` that is still there to be taken back, and remembers the taking back in `to`. */
static void take_back(struct app *app, struct past *from, struct past *to, enum action_kind kind)
{
	if (!app_settle(app))
		return;
	for (int i; (i = last_of(from, app->work.record.id)) >= 0;) {
		struct changes changes = { 0 };
		struct error e = { 0 };
		int64_t seq = 0;
		bool done = store_undo(app->desk->store, &app->work.record, from->v[i].seq, &changes, &e) &&
		    casework_act(app->desk, &app->work, kind, &changes, NULL, &seq, NULL, &e);

		changes_release(&changes);
		if (!done) {
			app_refused(app, &e);	/* it can be tried again */
			return;
		}
		forget(from, i);
		if (seq != 0) {
			remember(to, app->work.record.id, seq);
			app_say(app, STYLE_DIM, "%s", kind == ACTION_UNDO ? _("Taken back.") : _("Done again."));
			app_refresh(app);
			return;
		}
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

void app_forget_undo(struct app *app)
{
	forget_all(&app->undo, app->work.record.id);
	forget_all(&app->redo, app->work.record.id);
}

void app_who(const struct app *app, struct text *out)
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
}

struct area app_head(struct app *app, struct area area, const char *right, int hints)
{
	struct text who = { 0 };

	app_who(app, &who);
	int right_columns = utf8_width(right);
	int left_columns = area.columns - right_columns - 3;
	term_put(area.row, area.column + 1, left_columns, STYLE_STRONG, who.s);
	term_put(area.row, area.column + area.columns - right_columns - 1, right_columns, STYLE_TITLE, right);
	text_release(&who);
	return (struct area){ area.row + 1, area.column, area.rows - 1 - hints - 2, area.columns };
}

void app_foot(struct app *app, struct area area, const char *const hints[], int n)
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

void app_foot_text(struct app *app, struct area area, const char *text, int n)
{
	char *lines[FOOT_LINES] = { NULL };
	size_t n_spans;
	struct span *spans = utf8_wrap(text, strlen(text), area.columns - 2, &n_spans);

	for (size_t i = 0; i < n_spans && (int)i < n; i++)
		lines[i] = xasprintf("%.*s%s", (int)(spans[i].end - spans[i].start), text + spans[i].start,
		    (int)i + 1 == n && n_spans > (size_t)n ? mark(MARK_MORE) : "");
	app_foot(app, area, (const char *const *)lines, n);
	for (int i = 0; i < n; i++)
		free(lines[i]);
	free(spans);
}

#define ROWS_MIN 16
#define COLUMNS_MIN 56

static void paint(struct app *app)
{
	int rows = term_rows(), columns = term_columns();

	term_erase();
	if (rows < ROWS_MIN || columns < COLUMNS_MIN) {
		term_put(0, 0, columns, STYLE_STRONG, _("The window is too small."));
		term_putf(1, 0, columns, STYLE_TEXT, _("At least %d x %d; nothing is lost."), COLUMNS_MIN, ROWS_MIN);
		term_cursor(0, 0);
		term_flush();
		return;
	}
	int first = app->depth - 1;
	while (first > 0 && app->stack[first].page->popup)
		first--;
	for (int i = first; i < app->depth; i++) {
		struct area area = { 0, 0, rows, columns };

		app->stack[i].page->draw(app, app->stack[i].state, area);
	}
	term_clear_line(rows - 1);
	command_bar(app, app_page(app)->where | sign_where(app) | page_recover_where(app), rows - 1, columns);
	term_flush();
}

static void handle(struct app *app, int32_t key)
{
	if (key == K_NONE || key == K_RESIZE)
		return;
	app->message[0] = '\0';
	const struct page *page = app_page(app);
	enum command_id id = command_by_key(key, page->where);
	if (id < COMMAND_COUNT) {
		if (commands[id].run != NULL) {
			commands[id].run(app);
			return;
		}
		if (page->command != NULL && page->command(app, app_state(app), id))
			return;
	}
	if (page->key != NULL)
		page->key(app, app_state(app), key);
}

static int64_t milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int due(const struct app *app)
{
	return app->draft != NULL ? draft_due(app->draft, milliseconds()) : -1;
}

static void sync_draft(struct app *app)
{
	struct error e;

	if (app->draft != NULL)
		app_logged(app, draft_sync(app->draft, &e) ? NULL : &e);
}

/* A practice base needs no copy, and a script no thread beside it. */
static void keep(struct app *app, const char *path)
{
	if (app->banner != NULL || app->scripted)
		return;
	app->keeper = keeper_start(path, date_today());
	if (app->keeper != NULL)
		term_listen(keeper_fd(app->keeper));
}

static void end_keeper(struct app *app)
{
	term_listen(-1);
	keeper_stop(app->keeper);
	app->keeper = NULL;
}

static void hear_keeper(struct app *app)
{
	struct error e;

	if (!keeper_done(app->keeper, &e))
		return;
	if (e.kind == ERROR_BASE)
		trouble_begins(app, TROUBLE_DAMAGED, NULL);
	else if (e.kind != ERROR_NONE)
		app_say_error(app, &e);
	end_keeper(app);
}

/* What the first paint did not need. */
static bool load(struct app *app, struct error *e)
{
	struct faults faults = { 0 };

	app->loaded = true;
	if (!desk_load(app->desk, &faults)) {
		char *line = faults.n > 0 ? fault_line(&faults.v[0]) : xstrdup(app->desk->dir);

		error_set(e, ERROR_DATA, _("data"), "%s", line);
		free(line);
		faults_release(&faults);
		return false;
	}
	const char *path = store_path(app->desk->store);
	term_watch(path);
	trouble_look(app);
	struct error why;
	if (!draft_open(&app->draft, path, &why))
		app_logged(app, &why);
	keep(app, path);
	page_recover_open(app);
	return true;
}

void app_catch_up(struct app *app)
{
	app->stale |= store_changed(app->desk->store);
	trouble_look(app);
	if (app->stale && !app->drafting)
		reload(app);
}

/* The terminal is gone or the program is told to go: no question, no drawing, at most two seconds. */
static void leave_at_once(struct app *app)
{
	unsigned left = alarm(2);

	if (left > 0)
		alarm(left);		/* since it was told */
	app_settle(app);
	app->running = false;
}

/* Every key that has come, for at most half a second: what is typed into a slow terminal is seen and synced on the
 * way. */
static void handle_all(struct app *app, int32_t key)
{
	int64_t until = milliseconds() + 500;

	do {
		if (key == K_HANGUP)
			leave_at_once(app);
		else if (key == K_CHANGED) {
			app_catch_up(app);
			hear_keeper(app);
		}
		else
			handle(app, key);
	} while (app->running && key != K_NONE && milliseconds() < until && (key = term_key(0)) != K_NONE);
}

/* The key of the first fault of a case, and how many fields have one. */
struct found {
	char key[96];
	int n;
};

static void find(const char *key, const char *line, void *arg)
{
	struct found *found = arg;

	(void)line;
	if (found->n > 0 && strcmp(key, found->key) == 0)
		return;
	if (found->n++ == 0)
		utf8_copy(found->key, key, sizeof found->key);
}

/* A question by the words that stand on the screen, of which "name and 2 more" is said. */
static void say_damage(struct app *app, const struct found *found)
{
	const struct field *field = field_by_id(app->desk->forms, found->key);
	const char *label = field != NULL ? label_get(&field->label, app->desk->lang) : found->key;
	struct text what = { 0 };

	text_add(&what, label);
	if (found->n > 1)
		text_addf(&what, _(" and %d more"), found->n - 1);
	trouble_begins(app, TROUBLE_CASE, what.s);
	text_release(&what);
}

/* Each case once after it was opened: whether it still says what was stored.  True where that is to be said. */
static bool check_case(struct app *app)
{
	struct found found = { .n = 0 };
	struct error e;

	if (!app->opened || app->checked || app->work.record.id == 0)
		return false;
	app->checked = true;
	if (store_verify_case(app->desk->store, app->work.record.id, find, &found, &e) < 0)
		app_say_error(app, &e);
	else if (found.n > 0)
		say_damage(app, &found);
	else
		return false;
	return true;
}

/* What no key should wait for, once all is painted; true where something is to be painted anew. */
static bool idle(struct app *app)
{
	const struct page *page = app_page(app);
	bool changed = page->idle != NULL && page->idle(app, app_state(app));

	if (due(app) == 0) {
		sync_draft(app);
		changed = true;
	}
	if (app->opened && !app->looked) {
		log_look(app);
		changed |= app->message[0] != '\0';
	}
	return check_case(app) || changed;
}

static void loop(struct app *app, struct error *e)
{
	while (app->running) {
		paint(app);
		if (!app->loaded) {
			if (!load(app, e)) {
				app->running = false;
				app->status = 2;
			}
			app_refresh(app);
			continue;
		}
		/* A sync that is due waits for no key that comes after it, or it never came on a slow line. */
		if ((due(app) == 0 || !term_waiting()) && idle(app))
			continue;
		handle_all(app, term_key(due(app)));
		if (app->stale && !app->drafting)
			reload(app);
	}
}

int app_run(struct desk *desk, const struct app_options *options, struct error *e)
{
	struct app app = {
		.desk = desk, .running = true, .banner = options->banner, .passing = options->passing,
		.scripted = options->term.script != NULL,
	};

	if (!term_start(&options->term, e))
		return 2;
	if (options->created)
		app_say(&app, STYLE_OK, _("A new base was made: %s"), store_path(desk->store));
	app_push(&app, &page_home, NULL);
	loop(&app, e);
	end_keeper(&app);
	while (app.depth > 0)
		drop(&app);
	app_close_case(&app);
	if (app.drafting && app.draft != NULL)
		draft_leave(app.draft);
	else
		draft_close(app.draft);
	term_end();
	return app.status;
}

/* Back to where one came from: out of a row, help or what shows the case as a whole to the page below, from the other
 * parts of a case to its preparatory part, and from there to the list. */
void page_close(struct app *app)
{
	bool visits = app_page(app)->where & (WHERE_GUIDE | WHERE_COMPARE | WHERE_PREVIEW);

	if (app->depth > 2 || visits || !app->opened || page_form_walking(app))
		app_pop(app);
	else if (app_settle(app))
		page_form_walk_on(app);
}

static void quit(struct app *app, const void *what, int64_t row, const char *text)
{
	(void)what, (void)row, (void)text;
	app->running = false;
}

void page_quit(struct app *app)
{
	if (app_page(app)->popup) {
		app_pop(app);
		return;
	}
	/* What could not become a version is safe in the log, and offered at the next start; a question is answered
	 * first. */
	bool safe = app_settle(app) || (app->draft != NULL && draft_sync(app->draft, NULL));
	app->running = app->passing || app_page(app)->popup || !safe;
	if (app->passing && safe && !app_page(app)->popup)
		app_push(app, &page_prompt, &(struct prompt_arg){
			.title = _("Quit the practice?"), .answered = quit,
			.question = _("The practice cases, and all that was written in them, are gone then. Enter "
			    "quits, Esc stays."),
		});
}

/* Once all is closed, whoever has started the program offers the copies. */
void page_copies(struct app *app)
{
	if (app->banner != NULL) {
		app_say(app, STYLE_DIM, "%s", _("No copies are made of a practice base."));
		return;
	}
	if (!app_settle(app))
		return;
	app->status = APP_COPIES;
	app->running = false;
}

void term_redraw_command(struct app *app)
{
	(void)app;
	term_redraw();
}
