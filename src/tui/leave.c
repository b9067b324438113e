/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/leave.h"

#include "tui/pages.h"

/* What could not become a version is safe in the log, and offered at the next start. */
static bool logged(struct app *app)
{
	struct error e;

	if (app->draft == NULL)
		return false;
	bool synced = draft_sync(app->draft, &e);
	app_logged(app, synced ? NULL : &e);
	return synced;
}

/* What the base does not take is left in its log by whoever leaves once more, after it has been said. */
static bool parts(struct app *app)
{
	if (app_settle(app))
		return true;
	if (app_page(app)->popup || !app->drafting || !logged(app))		/* a question; or what is said already */
		return false;
	app->parting = app->parting == PARTING_WARNED ? PARTING : PARTING_WARNS;
	if (app->parting == PARTING)
		return app_settle(app);
	app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN),
	    _("The text is in the draft and offered at the next start. Press again to go."));
	return false;
}

void leave_page(struct app *app)
{
	bool visits = app_page(app)->where & (WHERE_GUIDE | WHERE_COMPARE | WHERE_PREVIEW);

	/* Help leaves nothing, and may stand over a question that has to be answered first. */
	if (app_page(app) != &page_help && !parts(app))
		return;
	if (app->depth > 2 || visits || !app->opened || page_form_walking(app))
		app_pop(app);
	else
		page_form_walk_on(app);
}

static bool quit(struct app *app, const void *what, int64_t row, const char *text)
{
	(void)what, (void)row, (void)text;
	app->running = false;
	return true;
}

static void ask(struct app *app, const char *title, const char *question)
{
	app_push(app, &page_prompt, &(struct prompt_arg){ .title = title, .question = question, .answered = quit });
}

void leave_program(struct app *app)
{
	if (app_page(app)->popup) {
		app_pop(app);
		return;
	}
	bool safe = app_settle(app) || logged(app);
	if (app_page(app)->popup)		/* a question, which is answered first */
		return;
	if (app->passing)
		ask(app, _("Quit the practice?"),
		    _("The practice cases, and all that was written in them, are gone then. Enter quits, Esc stays."));
	else if (!safe)
		ask(app, _("Quit without your text?"),
		    _("Your text is saved nowhere. Enter quits, and it is lost; Esc goes back to it."));
	else
		app->running = false;
}

void leave_for_copies(struct app *app)
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
