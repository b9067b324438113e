/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/trouble.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "store/ballast.h"
#include "store/file.h"
#include "tui/app.h"
#include "tui/sign.h"
#include "tui/typing.h"

/* One line of 76 columns in either language. */
static const char *const texts[TROUBLE_COUNT] = {
	/* TRANSLATORS: what went wrong, what to do, and the key that tries again */
	[TROUBLE_UNLOGGED] = N_("Not safe yet: %s. %s; %s tries to save it."),
	[TROUBLE_UNSAVED] = N_("Only in the draft: %s. %s, then press %s."),
	[TROUBLE_GONE] = N_("The base is gone from its place. Quit and start again; it says what to do."),
	[TROUBLE_REPLACED] = N_("Another base has its place. Quit and start again; your text is kept."),
	[TROUBLE_DAMAGED] = N_("The base is damaged. Finish your text; Alt+B in the list shows the copies."),
	[TROUBLE_LOGLESS] = N_("Do not type yet: %s. %s first."),
	[TROUBLE_FULL] = N_("The disk is full, the reserve is in use. End the meeting, then make room."),
	[TROUBLE_SHORT] = N_("The disk is as good as full. Ask IT for room before you write more."),
	[TROUBLE_NEWER] = N_("A newer indstil keeps the base: here it can be read, not changed."),
	[TROUBLE_CLOSED] = N_("The base can only be read: no right to write in its file or folder. Ask IT."),
	[TROUBLE_CASE] = N_("Damaged in the base: %s. See the papers of the case."),
};

/* Why something does not get onto the disk, and what to do about it; the last one for whatever else it is. */
static const struct {
	enum error_kind kind;
	const char *what, *remedy;
} reasons[] = {
	{ ERROR_FULL, N_("the disk is full"), N_("Ask IT for room") },
	{ ERROR_RIGHTS, N_("no write access to %s"), N_("Ask IT") },
	{ ERROR_LIMIT, N_("file size limit (ulimit -f)"), N_("Ask IT") },
	{ ERROR_IO, N_("the disk fails"), N_("Call IT") },
	{ ERROR_FILE, N_("the disk does not take it"), N_("Call IT") },
};
enum { REASONS = sizeof reasons / sizeof *reasons };

static void say(struct app *app, enum trouble trouble, const char *what)
{
	struct text line = { 0 };

	app->troubles.there[trouble] = true;
	text_addf(&line, "%s %s", mark(MARK_BLOCK), what);
	utf8_copy(app->troubles.line[trouble], line.s, sizeof app->troubles.line[trouble]);
	text_release(&line);
}

/* A text with words, ended by NULL, in the place of each "%s"; nothing for one that has none. */
static char *fill(const char *text, const char *const words[])
{
	struct text out = { 0 };
	const char *gap;

	text_add(&out, "");
	for (; (gap = strstr(text, "%s")) != NULL; text = gap + 2) {
		text_addn(&out, text, (size_t)(gap - text));
		if (*words != NULL)
			text_add(&out, *words++);
	}
	text_add(&out, text);
	return text_take(&out);
}

void trouble_begins(struct app *app, enum trouble trouble, const char *detail)
{
	char *what = fill(_(texts[trouble]), (const char *const []){ detail, NULL });

	say(app, trouble, what);
	free(what);
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

bool trouble_writing(const struct error *e)
{
	for (int i = 0; i < REASONS; i++)
		if (reasons[i].kind == e->kind)
			return true;
	return false;
}

static int reason_of(const struct error *e)
{
	int i = 0;

	while (i < REASONS - 1 && reasons[i].kind != e->kind)
		i++;
	return i;
}

/* What may not be written: the file, where it is that; else its folder, in which the journal and the logs are made. */
static char *closed(const char *path)
{
	return access(path, F_OK) == 0 && access(path, W_OK) != 0 ? xstrdup(path) : file_folder(path);
}

/* The end of a path, in so many columns. */
static char *path_end(const char *path, int columns)
{
	size_t at = 0, len = strlen(path);

	if (utf8_width(path) <= columns)
		return xstrdup(path);
	while (at < len && utf8_width(path + at) > columns - 1)
		at = utf8_next(path, len, at);
	return xasprintf("%s%s", mark(MARK_MORE), path + at);
}

#define COLUMNS 76		/* of a line, without its mark */
#define PATH_LEAST 8		/* of them for a path, however long the rest is */

/* A text with the reason, the remedy and the key in its gaps.  Of a path as much is told as the line has room for. */
static char *because(const char *text, const struct error *e, const char *key)
{
	int i = reason_of(e);
	char *path = closed(e->where), *end, *what, *line;

	line = fill(text, (const char *const []){ _(reasons[i].what), _(reasons[i].remedy), key, NULL });
	int left = COLUMNS - utf8_width(line) + 2;
	free(line);
	end = path_end(path, left < PATH_LEAST ? PATH_LEAST : left);
	what = fill(_(reasons[i].what), (const char *const []){ end, NULL });
	line = fill(text, (const char *const []){ what, _(reasons[i].remedy), key, NULL });
	free(what);
	free(end);
	free(path);
	return line;
}

void trouble_because(struct app *app, enum trouble trouble, const struct error *e)
{
	bool asked = app->depth > 0 && app_page(app)->popup;
	bool nowhere = trouble == TROUBLE_UNLOGGED && app->troubles.there[TROUBLE_UNSAVED];	/* that was tried */
	const char *text = nowhere ? _("Not saved: %s. %s, then press %s.") : _(texts[trouble]);
	char *what = because(text, e, asked ? "Enter" : "Tab");

	say(app, trouble, what);
	free(what);
	if (trouble == TROUBLE_UNSAVED && app->troubles.there[TROUBLE_UNLOGGED])
		trouble_because(app, TROUBLE_UNLOGGED, e);
}

void trouble_refused(struct app *app, const struct error *e)
{
	char *what = because(_("Nothing was changed: %s. %s, then do it again."), e, "");

	app_say(app, STYLE_BLOCK, "%s %s", mark(MARK_BLOCK), what);
	free(what);
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

/* A reserve is kept for who works: a practice needs none, and a script makes none.  The keeper lays it at the start. */
static void look_for_room(struct app *app)
{
	const struct store *store = app->desk->store;
	bool keeps = app->banner == NULL && !app->scripted, used = store_room_made(store);

	if (app->keeper != NULL || store_closed(store) || (!keeps && !used))
		return;
	bool laid = ballast_lay(store_path(store));
	holds(app, TROUBLE_FULL, !laid && used);
	holds(app, TROUBLE_SHORT, !laid && !used && ballast_short(store_path(store)));
}

void trouble_look(struct app *app)
{
	const struct store *store = app->desk->store;

	holds(app, TROUBLE_NEWER, store_newer(store));
	holds(app, TROUBLE_CLOSED, store_closed(store));
	holds(app, TROUBLE_GONE, store_gone(store));
	holds(app, TROUBLE_REPLACED, store_replaced(store) && !store_gone(store));
	look_for_room(app);
}

bool trouble_passes(struct app *app)
{
	const struct troubles before = app->troubles;

	if (before.there[TROUBLE_LOGLESS])
		typing_ready(app);
	if (before.there[TROUBLE_FULL] || before.there[TROUBLE_SHORT])
		trouble_look(app);
	return memcmp(before.there, app->troubles.there, sizeof before.there) != 0;
}

/* The one that keeps the whole base from being changed; TROUBLE_COUNT: none. */
static enum trouble lock_of_all(const struct app *app)
{
	static const enum trouble locks[] = { TROUBLE_GONE, TROUBLE_REPLACED, TROUBLE_NEWER, TROUBLE_CLOSED };

	for (size_t i = 0; i < sizeof locks / sizeof *locks; i++)
		if (app->troubles.there[locks[i]])
			return locks[i];
	return TROUBLE_COUNT;
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
