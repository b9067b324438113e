/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The loop: handle every key that has come, then paint once, then wait.  Forms
 * and rules are loaded after the first paint; the draft log is synced while
 * nothing is pressed.  Nothing ticks: without a key, a change of the base
 * by somebody else or unsynced typing, the wait has no end.
 */
#include "tui/app_private.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "tui/pages.h"
#include "tui/sign.h"
#include "tui/typing.h"

static int64_t milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int app_due(const struct app *app)
{
	return app->draft != NULL ? draft_due(app->draft, milliseconds()) : -1;
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
	app->parting = app->parting == PARTING_WARNS ? PARTING_WARNED : PARTING_NOT;
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
		if (key == K_HANGUP) {
			leave_at_once(app);
		} else if (key == K_CHANGED) {
			app_catch_up(app);
			app_hear_keeper(app);
		} else {
			handle(app, key);
		}
		app_see_erased(app);
	} while (app->running && key != K_NONE && milliseconds() < until && (key = term_key(0)) != K_NONE);
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
	if (!store_closed(app->desk->store)) {		/* else nothing is written beside it either */
		typing_ready(app);
		app_keep(app);
	}
	trouble_look(app);
	page_recover_open(app);
	return true;
}

static void loop(struct app *app, struct error *e)
{
	while (app->running) {
		app_see_erased(app);
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
		if ((app_due(app) == 0 || !term_waiting()) && app_idle(app))
			continue;
		handle_all(app, term_key(app_due(app)));
		if (app->stale && !app->drafting)
			app_reload(app);
	}
}

/* Told to end, it ends, but not as if all were well; what to say, and the exit status. */
static int tell_lost(const struct desk *desk, struct error *e)
{
	error_set(e, ERROR_IO, store_path(desk->store), "%s", _("what was typed last is saved nowhere"));
	return 2;
}

static bool has_read(struct app *app, const void *what, int64_t row, const char *text)
{
	(void)app, (void)what, (void)row, (void)text;
	return true;
}

static void say_restored(struct app *app, const char *what)
{
	app_push(app, &page_prompt, &(struct prompt_arg){
		.title = _("The base is a copy"), .question = what, .answered = has_read,
	});
}

/* A text of this session waits in its log; but of a practice nothing stays. */
static bool waits(const struct app *app)
{
	struct draft_left *left;
	size_t n;

	if (!app->kept || app->passing || !draft_left(store_path(app->desk->store), &left, &n, NULL))
		return false;
	for (size_t i = 0; i < n; i++)
		draft_left_release(&left[i]);
	free(left);
	return n > 0;
}

int app_run(struct desk *desk, const struct app_options *options, bool *kept, struct error *e)
{
	struct app app = {
		.desk = desk, .running = true, .banner = options->banner, .passing = options->passing,
		.set_day = options->set_day,
		.scripted = options->term.script != NULL,
	};

	*kept = false;
	if (!term_start(&options->term, e))
		return 2;
	if (options->created)
		app_say(&app, STYLE_OK, _("A new base was made: %s"), store_path(desk->store));
	app_push(&app, &page_home, NULL);
	if (options->restored != NULL)
		say_restored(&app, options->restored);
	loop(&app, e);
	app_end_keeper(&app);
	while (app.depth > 0)
		app_drop(&app);
	app_close_case(&app);
	if (app.drafting && (app.draft == NULL || !draft_sync(app.draft, NULL)))
		app.status = tell_lost(desk, e);
	app.kept |= app.drafting && app.draft != NULL;
	if (app.drafting && app.draft != NULL)
		draft_leave(app.draft);
	else
		draft_close(app.draft);
	*kept = waits(&app);
	term_end();
	return app.status;
}
