/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: a text that a session left behind when it died, with its case and
 * field, and what stands in the field now.  Enter takes it into the case, where
 * the history keeps what it replaces; Esc keeps it where it is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/pages.h"
#include "tui/pane.h"

struct state {
	struct draft_left *left;
	size_t n, at;
};

/* The case of a draft; where its base has none of that uuid yet, a new one that will get it. */
static bool open_case(struct app *app, const struct draft_left *left, struct casework *work, struct error *e)
{
	int64_t id;
	if (store_find(app->desk->store, left->place.record, &id, e))
		return casework_open(app->desk, id, work, e);
	if (e->kind != ERROR_MISSING || !casework_new(app->desk, work, e))
		return false;
	utf8_copy(work->record.uuid, left->place.record, sizeof work->record.uuid);
	return true;
}

static const struct field *field_of(const struct app *app, const struct draft_left *left)
{
	return field_by_id(app->desk->forms, left->place.key);
}

static char *read_text(const struct app *app, const struct draft_left *left)
{
	char *stored;
	if (kind_read(field_of(app, left), left->text, app->desk->today, &stored, NULL))
		return stored;
	return kind_draft(field_of(app, left), left->text);
}

/* What holds now where the draft belongs. */
static const char *now_in(const struct record *record, const struct field *field, const struct draft_left *left)
{
	return record_get(record, field, left->place.round, left->place.row);
}

/* True where the base already has the text: the session died between the commit and the zeroing of its log. */
static bool saved_already(struct app *app, const struct draft_left *left)
{
	struct casework work;
	struct error e;
	bool same = false;
	if (field_of(app, left) == NULL || !open_case(app, left, &work, &e))
		return false;
	char *text = read_text(app, left);
	const char *now = now_in(&work.record, field_of(app, left), left);
	same = (text == NULL && now == NULL) || (text != NULL && now != NULL && strcmp(text, now) == 0);
	free(text);
	casework_close(&work);
	return same;
}

/* Goes on to the next draft that needs an answer; closes the page after the last. */
static void next(struct app *app, struct state *state)
{
	struct error e;
	while (state->at < state->n && saved_already(app, &state->left[state->at])) {
		draft_left_remove(&state->left[state->at], &e);
		state->at++;
	}
	if (state->at == state->n)
		app_pop(app);
}

static void enter(struct app *app, void *p, const void *argument)
{
	const struct recover_arg *arg = argument;
	struct state *state = p;
	(void)app;
	state->left = arg->left;
	state->n = arg->n;
}

static void release(struct app *app, void *p)
{
	struct state *state = p;
	(void)app;
	for (size_t i = 0; i < state->n; i++)
		draft_left_release(&state->left[i]);
	free(state->left);
}

static bool row_there(const struct record *record, const struct field *table, const struct draft_left *left)
{
	size_t n;
	bool there = false;
	int64_t *rows = record_rows(record, table, left->place.round, &n);
	for (size_t i = 0; i < n; i++)
		there |= rows[i] == left->place.row;
	free(rows);
	return there;
}

/* A row that somebody has removed meanwhile comes back with the text: or nobody would see it. */
static void changes_of(const struct app *app, const struct record *record, const struct draft_left *left,
    struct changes *changes)
{
	const struct field *field = field_of(app, left);
	char *text = read_text(app, left);
	changes_add(changes, left->place.round, field->key, left->place.row, text);
	if (field->table != NULL && !row_there(record, field->table, left))
		changes_add(changes, left->place.round, field->table->gone, left->place.row, NULL);
	free(text);
}

static bool take(struct app *app, const struct draft_left *left)
{
	struct casework work;
	struct error e = {0};
	if (field_of(app, left) == NULL) {
		app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN), _("No form has this field; the text stays where it is."));
		return false;
	}
	if (!open_case(app, left, &work, &e)) {
		app_say_error(app, &e);
		return false;
	}
	struct changes changes = {0};
	changes_of(app, &work.record, left, &changes);
	int64_t seq = 0;
	bool done = casework_act(app->desk, &work, ACTION_RECOVER, &changes, NULL, &seq, NULL, &e);
	changes_release(&changes);
	app_did(app, work.record.id, seq);
	casework_close(&work);
	app->stale |= done;		/* it may be the case that is open */
	if (e.kind == ERROR_LOCKED)
		app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN),
		    _("The recommendation is signed. The text is offered again once it is unlocked."));
	else if (!done)
		app_say_error(app, &e);
	return done;
}

static bool command(struct app *app, void *p, enum command_id id)
{
	struct state *state = p;
	struct error e = {0};
	if (id == COMMAND_TAKE) {
		if (!take(app, &state->left[state->at]))
			return true;
		if (!draft_left_remove(&state->left[state->at], &e))
			app_say_error(app, &e);
		else
			app_say(app, STYLE_OK, "%s %s", mark(MARK_DONE), _("The text stands in the case again."));
	} else if (id != COMMAND_LATER) {
		return false;
	}
	state->at++;
	next(app, state);
	return true;
}

static void describe(struct app *app, const struct draft_left *left, struct text *out)
{
	const struct field *field = field_of(app, left);
	const char *number = NULL, *name = NULL;
	char when[40] = "", *now = NULL;
	time_t at = (time_t)left->at;
	struct casework work;
	struct error e;
	bool opened = field != NULL && open_case(app, left, &work, &e);
	if (opened) {
		number = record_case(&work.record, KEY_CASE_NUMBER);
		name = record_now(&work.record, field_by_key(app->desk->forms, KEY_CITIZEN_NAME), 0);
		now = kind_show(field, now_in(&work.record, field, left), app->desk->lang);
	}
	strftime(when, sizeof when, "%d.%m.%Y %H.%M", localtime(&at));
	text_addf(out, "%s\n\n", _("The program ended while a text was being typed. Nothing of it is lost."));
	text_addf(out, "%s %s %s\n%s %s\n%s %s\n\n", _("Case:"), number != NULL ? number : _("a new one"),
	    name != NULL ? name : "", _("Field:"), field != NULL ? label_get(&field->label, app->desk->lang) : left->place.key,
	    _("Typed until:"), when);
	text_addn(out, left->text, left->len);
	if (now != NULL && *now != '\0')
		text_addf(out, "\n\n%s\n%s", _("In the case stands:"), now);
	free(now);
	if (opened)
		casework_close(&work);
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	struct text out = {0};
	describe(app, &state->left[state->at], &out);
	int columns = area.columns - 8 < 76 ? area.columns - 8 : 76;
	struct area box = {3, (area.columns - columns) / 2, area.rows - 6, columns};
	char title[80];
	snprintf(title, sizeof title, "%s (%zu/%zu)", _("Text found again"), state->at + 1, state->n);
	pane_box(box, title);
	struct area text = {box.row + 1, box.column + 2, box.rows - 2, columns - 4};
	pane_text(text, out.s, 0, STYLE_TEXT);
	term_cursor(text.row, text.column);
	text_release(&out);
}

const struct page page_recover = {
	.id = "recover", .title = N_("Text found again"), .where = WHERE_RECOVER, .popup = true,
	.size = sizeof(struct state), .enter = enter, .draw = draw, .command = command, .release = release,
};

void page_recover_open(struct app *app)
{
	struct recover_arg arg = {0};
	struct error e;
	if (!draft_left(store_path(app->desk->store), &arg.left, &arg.n, &e))
		return;
	if (arg.n == 0) {
		free(arg.left);
		return;
	}
	app_push(app, &page_recover, &arg);
	next(app, app_state(app));
}
