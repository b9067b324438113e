/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/typing.h"

#include "store/ballast.h"
#include "tui/app.h"

bool typing_ready(struct app *app)
{
	const char *path = store_path(app->desk->store);
	struct error e;

	bool ready = app->draft != NULL || draft_open(&app->draft, path, &e) ||
	    (e.kind == ERROR_FULL && ballast_drop(path) && draft_open(&app->draft, path, &e));
	app_logged(app, ready ? NULL : &e);
	return ready;
}

bool typing_begins(const struct app *app)
{
	return !app->drafting || app->draft == NULL;
}

void typing_begin(struct app *app, const struct draft_place *place, const struct text *text)
{
	app->drafting = true;
	if (typing_ready(app))
		draft_begin(app->draft, place, text->s, text->len, NULL);	/* what is wrong shows with the edit */
}

void typing_edit(struct app *app, size_t at, size_t removed, const char *s, size_t len)
{
	struct error e;

	if (app->draft != NULL)
		app_logged(app, draft_edit(app->draft, at, removed, s, len, &e) ? NULL : &e);
}

/* Nothing is being typed any more. */
static void ended(struct app *app)
{
	app->drafting = false;
	trouble_ends(app, TROUBLE_UNSAVED);
	typing_ready(app);
}

void typing_end(struct app *app)
{
	struct error e;

	if (app->drafting && app->draft != NULL && !draft_end(app->draft, &e))
		app_say_error(app, &e);
	ended(app);
}

void typing_throw_away(struct app *app)
{
	draft_close(app->draft);
	app->draft = NULL;
	ended(app);
}

bool typing_leave(struct app *app)
{
	struct error e;

	if (app->draft == NULL || !draft_sync(app->draft, &e))
		return false;
	draft_leave(app->draft);
	app->draft = NULL;
	app->kept = true;
	ended(app);
	return true;
}
