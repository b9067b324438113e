/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The stack of pages, what is said above the bar, and the case that is open.  How the case is changed is in app_act.c,
 * the loop in app_run.c, what goes on while nobody waits in app_idle.c.
 */
#include "tui/app_private.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "tui/pages.h"
#include "tui/typing.h"

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

/* What a popup stands over did not settle for it, and need not for its help. */
static bool over_popup(const struct app *app)
{
	return app->depth > 0 && app_page(app)->popup;
}

void app_push(struct app *app, const struct page *page, const void *arg)
{
	if (app->depth == PAGES_MAX)
		return;
	if (!page->popup && !over_popup(app) && !app_settle(app))
		return;
	app->stack[app->depth].page = page;
	app->stack[app->depth].state = xcalloc(1, page->size > 0 ? page->size : 1);
	app->depth++;
	if (page->enter != NULL)
		page->enter(app, app_state(app), arg);
}

void app_drop(struct app *app)
{
	const struct page *page = app_page(app);
	void *state = app_state(app);

	if (page->release != NULL)
		page->release(app, state);
	free(state);
	app->depth--;
}

void app_pop(struct app *app)
{
	if (!settle(app, app->depth - 1))
		return;
	app_drop(app);
	if (app->depth > 0)
		app_refresh(app);
}

void app_show(struct app *app, const struct page *page, const void *arg)
{
	if (!app_settle(app))
		return;
	while (app->depth > 1)
		app_drop(app);
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
		app_drop(app);
	app_push(app, page, arg);
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
	app->perhaps_erased |= e->kind == ERROR_ERASED;
}

void app_logged(struct app *app, const struct error *e)
{
	trouble_ends(app, TROUBLE_UNLOGGED);
	trouble_ends(app, TROUBLE_LOGLESS);
	if (e != NULL)
		trouble_because(app, app->drafting ? TROUBLE_UNLOGGED : TROUBLE_LOGLESS, e);
}

const char *app_said(const struct app *app, enum style *style)
{
	bool message = app->message[0] != '\0';

	*style = message ? app->message_style : STYLE_BLOCK;
	return message ? app->message : trouble_line(app);
}

/* Every look at a case is an action in the log (SPEC 11), written when nobody waits for it, and before the case is
 * closed. */
void app_log_look(struct app *app)
{
	struct error e;

	app->looked = true;
	if (app->work.record.id != 0 && !store_log(app->desk->store, app->work.record.id, ACTION_LOOK, NULL, &e))
		app_say_error(app, &e);
}

void app_close_case(struct app *app)
{
	if (app->opened && !app->looked)
		app_log_look(app);
	if (app->opened)
		casework_close(&app->work);
	app->opened = false;
	app->walk = app->n_left = 0;
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

void app_reload(struct app *app)
{
	struct error e;

	if (app->opened && app->work.record.id != 0 && !casework_reload(app->desk, &app->work, &e))
		app_say_error(app, &e);
	app->stale = false;
	app_refresh(app);
}

static bool seen(struct app *app, const void *what, int64_t row, const char *text)
{
	(void)app, (void)what, (void)row, (void)text;
	return true;
}

/* Nothing of it settles: it could only be refused. */
static void close_erased(struct app *app)
{
	bool typed = app->drafting;

	if (typed)
		typing_throw_away(app);
	app_forget_undo(app);
	app->looked = true;
	while (app->depth > 1)
		app_drop(app);
	app_close_case(app);
	app_refresh(app);
	app->message[0] = '\0';
	app_push(app, &page_prompt, &(struct prompt_arg){
		.title = _("The case has been erased"), .answered = seen, .question = typed ?
		    _("Somebody erased it for good while it was open here. What was being typed cannot be saved and was "
		    "erased with it. Enter goes on.") :
		    _("Somebody erased it for good while it was open here. Enter goes on."),
	});
}

void app_see_erased(struct app *app)
{
	if (app->perhaps_erased && app->opened && store_erased(app->desk->store, app->work.record.uuid) != 0) {
		close_erased(app);
		app->running = true;		/* whoever was leaving is told first */
	}
	app->perhaps_erased = false;
}

void app_catch_up(struct app *app)
{
	bool changed = store_changed(app->desk->store);

	app->stale |= changed;
	app->perhaps_erased |= changed;
	trouble_look(app);
	if (app->stale && !app->drafting)
		app_reload(app);
}
