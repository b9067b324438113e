/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: a text that a session left behind when it died, with its case and
 * field, and what stands in the field now.  Enter takes it into the case, where
 * the history keeps what it replaces; Esc keeps it where it is, to be offered
 * again; it goes only where a person says so twice.  One that cannot be put back says why, and can be read to its end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "model/lock.h"
#include "tui/pages.h"
#include "tui/pane.h"

/* Why a text cannot be put back. */
enum obstacle {
	OBSTACLE_NONE, OBSTACLE_PLACE, OBSTACLE_QUESTION, OBSTACLE_FIELD, OBSTACLE_ERASED, OBSTACLE_ROUND,
	OBSTACLE_SIGNED, OBSTACLE_NEWER, OBSTACLE_CLOSED, OBSTACLE_ABSENT, OBSTACLE_CASE, OBSTACLE_COUNT
};

static const char *const obstacles[OBSTACLE_COUNT] = {
	[OBSTACLE_PLACE] =
	    N_("It cannot be read which field it belongs to. Read it here and write it where it belongs."),
	[OBSTACLE_QUESTION] = N_("It is the answer to a question. Read it here, and give it again in the case."),
	[OBSTACLE_FIELD] = N_("No form has this field any more. Read the text here and write it where it belongs."),
	[OBSTACLE_ERASED] = N_("The case has been erased for good. Throw the text away when nobody needs it."),
	[OBSTACLE_ROUND] =
	    N_("The case does not have this round any more. Read the text here and write it where it belongs."),
	[OBSTACLE_SIGNED] = N_("The recommendation is signed. The text is offered again once it is unlocked."),
	[OBSTACLE_NEWER] =
	    N_("A newer version of indstil keeps the base. The text stays here until that one is started."),
	[OBSTACLE_CLOSED] = N_("The base can only be read. The text stays here until it can be written."),
	[OBSTACLE_ABSENT] =
	    N_("Its case is not in this base. The text stays here until a base that has the case is put back."),
	[OBSTACLE_CASE] = N_("The case cannot be opened. The text stays here."),
};

struct state {
	struct draft_left *left;
	size_t n, at;
	size_t top, lines;		/* of the text shown: its first line, and how many there are */
	int rows;			/* that the box holds */
	enum obstacle obstacle;		/* of the one shown */
};

/* Its case was in the base when it was typed; a log of an older program tells that only by the version it began with. */
static bool was_stored(const struct draft_place *place)
{
	return place->stored != 0 || place->version != 0;
}

/* It was, and is not now: the base is another one, or an older copy of it. */
static bool case_absent(const struct app *app, const struct draft_left *left)
{
	struct error e;
	int64_t id;

	return was_stored(&left->place) && !store_find(app->desk->store, left->place.record, &id, &e) &&
	    e.kind == ERROR_MISSING;
}

/* The case of a draft; where it was typed before its case was first stored, a new one that will get its uuid. */
static bool open_case(struct app *app, const struct draft_left *left, struct casework *work, struct error *e)
{
	int64_t id;

	if (store_find(app->desk->store, left->place.record, &id, e))
		return casework_open(app->desk, id, work, e);
	if (e->kind != ERROR_MISSING || was_stored(&left->place) || !casework_new(app->desk, work, e))
		return false;
	utf8_copy(work->record.uuid, left->place.record, sizeof work->record.uuid);
	return true;
}

static const struct field *field_of(const struct app *app, const struct draft_left *left)
{
	return field_by_id(app->desk->forms, left->place.key);
}

/* The question that it answers; NULL where it is the text of a field. */
static const char *question_of(const struct draft_left *left)
{
	const char *about;

	return page_prompt_kept(left->place.key, &about);
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

/* What of the case itself is in the way. */
static enum obstacle obstacle_in(const struct record *record, const struct field *field, const struct draft_left *left)
{
	if (left->place.round < 1 || left->place.round > record->rounds)
		return OBSTACLE_ROUND;
	return lock_holds(record, left->place.round, field) ? OBSTACLE_SIGNED : OBSTACLE_NONE;
}

static enum obstacle obstacle_of(struct app *app, const struct draft_left *left)
{
	struct casework work;
	struct error e;

	if (left->place.record[0] == '\0')
		return OBSTACLE_PLACE;
	if (store_erased(app->desk->store, left->place.record))
		return OBSTACLE_ERASED;
	if (question_of(left) != NULL)
		return OBSTACLE_QUESTION;
	if (field_of(app, left) == NULL)
		return OBSTACLE_FIELD;
	if (store_newer(app->desk->store))
		return OBSTACLE_NEWER;
	if (store_closed(app->desk->store))
		return OBSTACLE_CLOSED;
	if (case_absent(app, left))
		return OBSTACLE_ABSENT;
	if (!open_case(app, left, &work, &e))
		return OBSTACLE_CASE;
	enum obstacle found = obstacle_in(&work.record, field_of(app, left), left);
	casework_close(&work);
	return found;
}

/* True where the base already has the text: the session died between the commit and the zeroing of its log. */
static bool saved_already(struct app *app, const struct draft_left *left)
{
	struct casework work;
	struct error e;
	bool same = false;

	if (left->damaged || obstacle_of(app, left) != OBSTACLE_NONE || !open_case(app, left, &work, &e))
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
	state->top = 0;
	if (state->at == state->n)
		app_pop(app);
	else
		state->obstacle = obstacle_of(app, &state->left[state->at]);
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

/* Of a column: its row was there when it was typed in, and is no more. */
static bool row_gone(const struct record *record, const struct field *field, const struct draft_left *left)
{
	return field->table != NULL && !record_has_row(record, field->table, left->place.round, left->place.row);
}

/* A row that somebody has removed meanwhile comes back with the text: or nobody would see it. */
static void changes_of(const struct app *app, const struct record *record, const struct draft_left *left,
    struct changes *changes)
{
	const struct field *field = field_of(app, left);
	char *text = read_text(app, left);

	changes_add(changes, left->place.round, field->key, left->place.row, text);
	if (row_gone(record, field, left))
		changes_row_bring_back(changes, record, field->table, left->place.round, left->place.row);
	free(text);
}

static bool take(struct app *app, const struct draft_left *left)
{
	struct casework work;
	struct error e = { 0 };

	if (!open_case(app, left, &work, &e)) {
		app_say_error(app, &e);
		return false;
	}
	struct changes changes = { 0 };
	changes_of(app, &work.record, left, &changes);
	int64_t seq = 0;
	bool done = casework_act(app->desk, &work, ACTION_RECOVER, &changes, NULL, &seq, NULL, &e);
	changes_release(&changes);
	app_did(app, work.record.id, seq);
	casework_close(&work);
	app->stale |= done;		/* it may be the case that is open */
	if (!done)
		app_say_error(app, &e);
	return done;
}

/* What is left of a damaged log may hold more than could be read: it goes only by a person's word. */
static void taken(struct app *app, struct draft_left *left)
{
	struct error e;

	if (left->damaged)
		app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN),
		    _("The text stands in the case. Its log is kept; throw it away when nothing is missing."));
	else if (!draft_left_remove(left, &e))
		app_say_error(app, &e);
	else
		app_say(app, STYLE_OK, "%s %s", mark(MARK_DONE), _("The text stands in the case again."));
}

static bool thrown_away(struct app *app, const void *what, int64_t row, const char *text)
{
	struct state *state = app_state(app);
	struct error e;

	(void)what, (void)row, (void)text;
	if (!draft_left_remove(&state->left[state->at], &e)) {
		app_say_error(app, &e);
		return true;
	}
	app_say(app, STYLE_DIM, "%s", _("The text was thrown away."));
	state->at++;
	next(app, state);
	return true;
}

static bool command(struct app *app, void *p, enum command_id id)
{
	struct state *state = p;

	switch (id) {
	case COMMAND_TAKE:
		state->obstacle = obstacle_of(app, &state->left[state->at]);
		if (state->obstacle != OBSTACLE_NONE)
			app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN), _(obstacles[state->obstacle]));
		if (state->obstacle != OBSTACLE_NONE || !take(app, &state->left[state->at]))
			return true;
		taken(app, &state->left[state->at]);
		break;
	case COMMAND_LATER: break;
	case COMMAND_DISCARD:
		app_push(app, &page_prompt, &(struct prompt_arg){
			.title = _("Throw the text away?"), .answered = thrown_away,
			.question = _("Nobody can get it back then. Enter throws it away; Esc goes back to it."),
		});
		return true;
	default: return false;
	}
	state->at++;
	next(app, state);
	return true;
}

static bool key(struct app *app, void *p, int32_t k)
{
	struct state *state = p;
	size_t page = state->rows > 1 ? (size_t)state->rows - 1 : 1;
	size_t end = state->lines > (size_t)state->rows ? state->lines - (size_t)state->rows : 0;

	(void)app;
	switch (k) {
	case K_UP: state->top -= state->top > 0; break;
	case K_DOWN: state->top++; break;
	case K_PGUP: state->top -= state->top < page ? state->top : page; break;
	case K_PGDN: state->top += page; break;
	default: return false;
	}
	if (state->top > end)
		state->top = end;
	return true;
}

/* "5 Helbred: Hvad fylder?"; of a cell the table before the column; an unknown field by its id. */
static void describe_field(const struct app *app, const struct draft_left *left, struct text *out)
{
	const struct field *field = field_of(app, left);
	enum lang lang = app->desk->lang;
	char place[160];

	if (field == NULL) {
		text_add(out, left->place.key[0] != '\0' ? left->place.key : mark(MARK_UNKNOWN));
		return;
	}
	pane_place(app, field->table != NULL ? field->table : field, place, sizeof place);
	text_addf(out, "%s%s", place, *place != '\0' ? ": " : "");
	if (field->table != NULL)
		text_addf(out, "%s: ", label_get(&field->table->label, lang));
	text_add(out, label_get(&field->label, lang));
}

/* "Why does this not hold the case back? – No measure points to the labour market": with the rule that it is about. */
static void describe_question(const struct app *app, const struct draft_left *left, struct text *out)
{
	const struct pack *pack = app->desk->pack;
	const char *about;

	text_add(out, page_prompt_kept(left->place.key, &about));
	for (size_t i = 0; i < pack->n_rules; i++)
		if (strcmp(pack->rules[i].id, about) == 0)
			about = label_get(&pack->rules[i].text, app->desk->lang);
	if (*about != '\0')
		text_addf(out, " %s %s", mark(MARK_DASH), about);
}

/* What it would replace was not there when it was typed: somebody knew better since, or so they thought. */
static void describe_newer(const struct app *app, const struct record *record, const struct draft_left *left,
    struct text *out)
{
	const struct value *now = record_at(record, left->place.round, field_of(app, left)->key, left->place.row);
	struct text made = { 0 };

	if (now == NULL || now->version == left->place.version)
		return;
	pane_made(app, now->version, &made);
	text_addf(out, "%s ", mark(MARK_WARN));
	text_addf(out, _("Something newer has been written since (%s); it is replaced, but stays in the history.\n"),
	    made.len > 0 ? made.s : mark(MARK_UNKNOWN));
	text_release(&made);
}

/* What taking it does besides. */
static void describe_taking(const struct app *app, const struct record *record, const struct draft_left *left,
    struct text *out)
{
	const struct field *field = field_of(app, left);

	if (left->place.round < record->rounds)
		text_addf(out, _("Round %d of the case is over; the text goes into that round.\n"), left->place.round);
	describe_newer(app, record, left, out);
	if (row_gone(record, field, left))
		text_addf(out, "%s\n", _("Its row was removed meanwhile, and comes back with the text."));
}

/* `record`: NULL where the base has no such case. */
static void describe_place(const struct app *app, const struct record *record, const struct draft_left *left,
    struct text *out)
{
	const struct field *name_field = field_by_key(app->desk->forms, KEY_CITIZEN_NAME);
	const char *number = record != NULL ? record_case(record, KEY_CASE_NUMBER) : NULL;
	const char *name = record != NULL ? record_now(record, name_field, 0) : NULL;
	const char *unnumbered = record == NULL ? mark(MARK_UNKNOWN) : _("a new one");
	time_t at = (time_t)left->at;
	unsigned long letters = 0;
	char when[40] = "";

	for (size_t i = 0; i < left->len; i = utf8_next(left->text, left->len, i))
		letters++;
	strftime(when, sizeof when, "%d.%m.%Y %H.%M", localtime(&at));
	text_addf(out, "%s %s %s\n%s ", _("Case:"), number != NULL ? number : unnumbered, name != NULL ? name : "",
	    question_of(left) != NULL ? _("Question:") : _("Field:"));
	if (question_of(left) != NULL)
		describe_question(app, left, out);
	else
		describe_field(app, left, out);
	text_addf(out, "\n%s %s, ", _("Typed until:"), when);
	text_addf(out, ngettext("%lu character", "%lu characters", letters), letters);
	text_add(out, "\n");
}

static void describe_now(const struct app *app, const struct record *record, const struct draft_left *left,
    struct text *out)
{
	const struct field *field = field_of(app, left);
	char *now = kind_show(field, now_in(record, field, left), app->desk->lang);

	if (now != NULL && *now != '\0')
		text_addf(out, "\n\n%s\n%s", _("In the case stands:"), now);
	free(now);
}

/* The case is opened where it can be; what stands in it now is told where its round is there. */
static void describe(struct app *app, const struct state *state, struct text *out)
{
	const struct draft_left *left = &state->left[state->at];
	bool takeable = state->obstacle == OBSTACLE_NONE;
	struct casework work;
	struct error e;
	bool opened = left->place.record[0] != '\0' && state->obstacle != OBSTACLE_ERASED &&
	    open_case(app, left, &work, &e);

	text_addf(out, "%s\n\n", left->damaged ? _("The program ended while a text was being typed, and what it kept "
	    "is damaged. This is what can be read of it.") :
	    _("The program ended while a text was being typed. Nothing of it is lost."));
	describe_place(app, opened ? &work.record : NULL, left, out);
	if (!takeable)
		text_addf(out, "%s\n", _(obstacles[state->obstacle]));
	else if (opened)
		describe_taking(app, &work.record, left, out);
	text_addf(out, "\n%s", left->len > 0 ? left->text : _("(no text can be read)"));
	if (opened && (takeable || state->obstacle == OBSTACLE_SIGNED))
		describe_now(app, &work.record, left, out);
	if (opened)
		casework_close(&work);
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	struct text out = { 0 };

	describe(app, state, &out);
	int columns = area.columns - 8 < 76 ? area.columns - 8 : 76;
	struct area box = { 3, (area.columns - columns) / 2, area.rows - 6, columns };
	char title[80];
	snprintf(title, sizeof title, "%s (%zu/%zu)", _("Text found again"), state->at + 1, state->n);
	pane_box(box, title);
	struct area text = { box.row + 1, box.column + 2, box.rows - 2, columns - 4 };
	state->rows = text.rows;
	state->lines = pane_text(text, out.s, state->top, STYLE_TEXT);
	if (state->top > 0)
		term_put(box.row, box.column + columns - 3, 1, STYLE_DIM, mark(MARK_UP));
	if (state->lines > state->top + (size_t)text.rows)
		term_put(box.row + box.rows - 1, box.column + columns - 3, 1, STYLE_DIM, mark(MARK_DOWN));
	term_cursor(text.row, text.column);
	text_release(&out);
}

const struct page page_recover = {
	.id = "recover", .title = N_("Text found again"), .where = WHERE_RECOVER, .popup = true,
	.size = sizeof(struct state), .enter = enter, .draw = draw, .key = key, .command = command, .release = release,
};

void page_recover_open(struct app *app)
{
	struct recover_arg arg = { 0 };
	struct error e;

	if (!draft_left(store_path(app->desk->store), &arg.left, &arg.n, &e)) {
		app_say_error(app, &e);
		return;
	}
	if (arg.n == 0) {
		free(arg.left);
		return;
	}
	app_push(app, &page_recover, &arg);
	next(app, app_state(app));
}

unsigned page_recover_where(const struct app *app)
{
	const struct state *state = app_state(app);

	return app_page(app) == &page_recover && state->obstacle == OBSTACLE_NONE ? WHERE_TAKEABLE : 0;
}
