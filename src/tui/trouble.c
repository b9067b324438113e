/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/trouble.h"

#include <string.h>

#include "base/lang.h"
#include "base/utf8.h"
#include "store/ballast.h"
#include "tui/app.h"
#include "tui/sign.h"

/* One line of 76 columns in either language. */
static const char *const texts[TROUBLE_COUNT] = {
	[TROUBLE_UNLOGGED] = N_("Not safe yet: %s. Tab leaves the field and saves it."),
	[TROUBLE_UNSAVED] = N_("Not in the case yet: %s. Stay here and try again."),
	[TROUBLE_REPLACED] = N_("Another base has its place. Quit and start again; your text is kept."),
	[TROUBLE_DAMAGED] = N_("The base is damaged. Finish your text; Alt+B in the list shows the copies."),
	[TROUBLE_FULL] = N_("The disk is full, the reserve is in use. End the meeting, then make room."),
	[TROUBLE_NEWER] = N_("A newer indstil keeps the base: here it can be read, not changed."),
	[TROUBLE_CASE] = N_("Damaged in the base: %s. See the papers of the case."),
};

void trouble_begins(struct app *app, enum trouble trouble, const char *detail)
{
	const char *text = _(texts[trouble]), *gap = strstr(text, "%s");
	struct text line = { 0 };

	app->troubles.there[trouble] = true;
	text_addf(&line, "%s ", mark(MARK_BLOCK));
	text_addn(&line, text, gap != NULL ? (size_t)(gap - text) : strlen(text));
	if (gap != NULL)
		text_addf(&line, "%s%s", detail, gap + 2);
	utf8_copy(app->troubles.line[trouble], line.s, sizeof app->troubles.line[trouble]);
	text_release(&line);
}

void trouble_ends(struct app *app, enum trouble trouble)
{
	app->troubles.there[trouble] = false;
}

const char *trouble_line(const struct app *app)
{
	for (int i = 0; i < TROUBLE_COUNT; i++)
		if (app->troubles.there[i])
			return app->troubles.line[i];
	return NULL;
}

const char *trouble_reason(const struct error *e)
{
	switch (e->kind) {
	case ERROR_FULL: return _("the disk is full");
	case ERROR_IO: return _("the disk fails");
	case ERROR_FILE: return _("the disk does not take it");
	default: return NULL;
	}
}

void trouble_heard(struct app *app, const struct error *e)
{
	if (e->kind == ERROR_BASE)
		trouble_begins(app, TROUBLE_DAMAGED, NULL);
	trouble_look(app);
}

static void holds(struct app *app, enum trouble trouble, bool there)
{
	if (there)
		trouble_begins(app, trouble, NULL);
	else
		trouble_ends(app, trouble);
}

void trouble_look(struct app *app)
{
	const struct store *store = app->desk->store;

	holds(app, TROUBLE_NEWER, store_newer(store));
	holds(app, TROUBLE_REPLACED, store_replaced(store));
	holds(app, TROUBLE_FULL, store_room_made(store) && !ballast_lay(store_path(store)));
}

/* The one that keeps the whole base from being changed; TROUBLE_COUNT: none. */
static enum trouble lock_of_all(const struct app *app)
{
	if (app->troubles.there[TROUBLE_REPLACED])
		return TROUBLE_REPLACED;
	return app->troubles.there[TROUBLE_NEWER] ? TROUBLE_NEWER : TROUBLE_COUNT;
}

bool trouble_locks(const struct app *app, const struct field *field)
{
	return lock_of_all(app) != TROUBLE_COUNT || sign_locks(app, field);
}

void trouble_lock_line(const struct app *app, struct text *out)
{
	enum trouble trouble = lock_of_all(app);

	if (trouble != TROUBLE_COUNT)
		text_add(out, _(texts[trouble]));
	else
		sign_line(app, out);
}

void trouble_lock_say(struct app *app)
{
	struct text line = { 0 };

	text_add(&line, "");
	trouble_lock_line(app, &line);
	app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN), line.s);
	text_release(&line);
}
