/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/typing.h"

#include "tui/app.h"

bool typing_begins(const struct app *app)
{
	return !app->drafting || app->draft == NULL;
}

void typing_begin(struct app *app, const struct draft_place *place, const struct text *text)
{
	struct error e;

	app->drafting = true;
	if (app->draft == NULL && !draft_open(&app->draft, store_path(app->desk->store), &e))
		app_logged(app, &e);
	else
		draft_begin(app->draft, place, text->s, text->len, NULL);	/* what is wrong shows with the edit */
}

void typing_edit(struct app *app, size_t at, size_t removed, const char *s, size_t len)
{
	struct error e;

	if (app->draft != NULL)
		app_logged(app, draft_edit(app->draft, at, removed, s, len, &e) ? NULL : &e);
}

void typing_end(struct app *app)
{
	struct error e;

	if (app->drafting && app->draft != NULL && !draft_end(app->draft, &e))
		app_say_error(app, &e);
	app_logged(app, NULL);
	app->drafting = false;
}

void typing_throw_away(struct app *app)
{
	struct error e;

	draft_close(app->draft);
	app_logged(app, draft_open(&app->draft, store_path(app->desk->store), &e) ? NULL : &e);
	app->drafting = false;
}

bool typing_leave(struct app *app)
{
	struct error e;

	if (app->draft == NULL || !draft_sync(app->draft, &e))
		return false;
	draft_leave(app->draft);
	app_logged(app, draft_open(&app->draft, store_path(app->desk->store), &e) ? NULL : &e);
	app->drafting = false;
	return true;
}
