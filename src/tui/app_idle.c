/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What nobody waits for: the draft log is synced, the copy of the day is made in a thread, a look at a case is
 * logged, and the case is held against its hashes.
 */
#include "tui/app_private.h"

#include <string.h>

#include "base/utf8.h"

static void sync_draft(struct app *app)
{
	struct error e;

	if (app->draft != NULL)
		app_logged(app, draft_sync(app->draft, &e) ? NULL : &e);
}

/* A practice base needs no copy, and a script no thread beside it. */
void app_keep(struct app *app)
{
	if (app->banner != NULL || app->scripted)
		return;
	app->keeper = keeper_start(store_path(app->desk->store), date_today());
	if (app->keeper != NULL)
		term_listen(keeper_fd(app->keeper));
}

void app_end_keeper(struct app *app)
{
	term_listen(-1);
	keeper_stop(app->keeper);
	app->keeper = NULL;
}

void app_hear_keeper(struct app *app)
{
	struct error e;

	if (!keeper_done(app->keeper, &e))
		return;
	if (e.kind == ERROR_BASE)
		trouble_begins(app, TROUBLE_DAMAGED, NULL);
	else if (e.kind != ERROR_NONE)
		app_say_error(app, &e);
	app_end_keeper(app);
	trouble_look(app);
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

bool app_idle(struct app *app)
{
	const struct page *page = app_page(app);
	bool changed = page->idle != NULL && page->idle(app, app_state(app));

	if (app_due(app) == 0) {
		sync_draft(app);
		changed = true;
	}
	if (app->opened && !app->looked) {
		app_log_look(app);
		changed |= app->message[0] != '\0';
	}
	changed |= trouble_passes(app);
	return check_case(app) || changed;
}
