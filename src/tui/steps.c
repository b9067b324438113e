/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/steps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "tui/pages.h"

/* False where the base did not take it; what a rule holds back is told, and needs no other words. */
static bool go_on(struct app *app, enum stage to, const char *why)
{
	struct error e = { 0 };
	int round = app->work.record.rounds;

	if (!app_settle(app))
		return false;
	if (!casework_stage(app->desk, &app->work, to, why, &e)) {
		app_refused(app, &e);
		if (e.kind == ERROR_DATA && app_page(app) != &page_review)
			page_review_open(app);
		return e.kind == ERROR_DATA;
	}
	if (app->work.record.rounds != round)
		app_forget_undo(app);
	app_refresh(app);
	app_say(app, STYLE_OK, "%s %s: %s", mark(MARK_DONE), _("Stage"), stage_name(to));
	return true;
}

static bool with_reason(struct app *app, const void *what, int64_t row, const char *text)
{
	(void)what;
	return go_on(app, (enum stage)row, text);
}

static const struct field *meeting_date(const struct app *app)
{
	return field_by_key(app->desk->forms, KEY_MEETING_DATE);
}

/* The step first: it may begin the round whose meeting it is. */
static bool with_date(struct app *app, const void *what, int64_t row, const char *text)
{
	struct error e = { 0 };
	char *date;

	(void)what;
	if (!kind_read(meeting_date(app), text, app->desk->today, &date, &e)) {
		app_say_error(app, &e);
		return false;
	}
	if (!go_on(app, (enum stage)row, NULL)) {
		free(date);
		return false;
	}
	const char *now = record_now(&app->work.record, meeting_date(app), 0);
	bool same = now != NULL && date != NULL && strcmp(now, date) == 0;
	if (casework_now(&app->work) == (enum stage)row && !same)
		app_set(app, app->work.record.rounds, KEY_MEETING_DATE, 0, date);
	free(date);
	return true;
}

static void ask_date(struct app *app, enum stage to, const char *date)
{
	app_push(app, &page_prompt, &(struct prompt_arg){
		.title = _("When does the team meet?"), .text = date, .answered = with_date, .row = to,
		.question = _("The case is put on the agenda of that day."),
	});
}

/* Before the team again: the day is that of another meeting than the last one's. */
static char *date_to_begin_with(const struct app *app)
{
	bool again = casework_now(&app->work) == STAGE_RESUBMITTED;
	const struct field *field = meeting_date(app);

	return again ? xstrdup("") : kind_edit(field, record_now(&app->work.record, field, 0), app->desk->lang);
}

/* The straight way needs no word but the day of the meeting and a signature; a step back, or one that departs from
 * it, says why. */
static void chosen_stage(struct app *app, const void *what, int64_t row, const int *values, size_t n)
{
	(void)what, (void)row;
	if (n == 0)
		return;
	enum stage to = (enum stage)values[0];
	bool straight = to == stage_next(casework_now(&app->work));
	if (to == STAGE_SCHEDULED && straight && casework_blocks(app->desk, &app->work, to) == 0) {
		char *date = date_to_begin_with(app);

		ask_date(app, to, date);
		free(date);
		return;
	}
	if (straight && (to != STAGE_RECOMMENDED || casework_blocks(app->desk, &app->work, to) > 0)) {
		go_on(app, to, NULL);
		return;
	}
	const char *chair = record_now(&app->work.record, field_by_key(app->desk->forms, KEY_MEETING_CHAIR), 0);
	app_push(app, &page_prompt, &(struct prompt_arg){
		.title = straight ? _("Who signs for the team?") : stage_name(to),
		.question = straight ? _("The recommendation is locked and printed as signed by this person.") :
		    _("Why? It is recorded with the step."),
		.kept = straight ? NULL : "stage", .text = straight && chair != NULL ? chair : "",
		.answered = with_reason, .row = to,
	});
}

/* Where the case can go from here, in the order of the list: straight on, another way on, back. */
static int stage_group(enum stage now, enum stage to)
{
	return to == stage_next(now) ? 0 : stage_step(now, to) && to != STAGE_RETURNED ? 1 : 2;
}

void steps_stage(struct app *app)
{
	struct chooser_item items[STAGE_COUNT] = { 0 };
	char notes[STAGE_COUNT][64];
	size_t n = 0;
	enum stage now = casework_now(&app->work);

	if (!app_settle(app))
		return;
	for (int group = 0; group < 3; group++)
		for (enum stage to = 0; to < STAGE_COUNT; to++) {
			if (to == now || stage_group(now, to) != group || !casework_may(&app->work, to))
				continue;
			int blocks = group < 2 ? casework_blocks(app->desk, &app->work, to) : 0;
			notes[to][0] = '\0';
			if (blocks > 0)
				snprintf(notes[to], sizeof notes[to], ngettext("%d finding blocks", "%d findings block",
				    (unsigned)blocks), blocks);
			items[n++] = (struct chooser_item){
				.label = stage_name(to), .note = notes[to], .group = group < 2 ? _("On") : _("Back"),
				.value = (int)to,
			};
		}
	app_push(app, &page_chooser, &(struct chooser_arg){
		.title = _("Where does the case go?"), .items = items, .n = n, .chosen = chosen_stage,
	});
}

static bool new_round(struct app *app, const void *what, int64_t row, const char *text)
{
	struct error e = { 0 };

	(void)what, (void)row, (void)text;
	if (!casework_round(app->desk, &app->work, &e)) {
		app_refused(app, &e);
		return true;			/* no words are lost */
	}
	app_forget_undo(app);
	page_form_preparatory(app);
	return true;
}

void steps_round(struct app *app)
{
	struct error e;

	if (!casework_may_round(&app->work, &e)) {
		app_say_error(app, &e);
		return;
	}
	app_push(app, &page_prompt, &(struct prompt_arg){
		.title = _("New round"), .answered = new_round,
		.question = _("A new round begins as a draft with the preparatory part as it stands. The last round "
		    "keeps its meeting, assessments and recommendation. Enter begins it, Esc leaves things as they "
		    "are."),
	});
}

static bool set_caseworker(struct app *app, const void *what, int64_t row, const char *text)
{
	(void)what, (void)row;
	if (!app_set(app, 0, KEY_CASE_CASEWORKER, 0, text))
		return false;
	app_say(app, STYLE_OK, "%s %s: %s", mark(MARK_DONE), _("Caseworker"), text);
	return true;
}

void steps_caseworker(struct app *app)
{
	if (!app_settle(app))		/* first: it may change what stands there */
		return;
	const char *name = record_case(&app->work.record, KEY_CASE_CASEWORKER);
	app_push(app, &page_prompt, &(struct prompt_arg){
		.title = _("Who is the caseworker?"), .text = name != NULL ? name : app->desk->author,
		.question = _("The name stands in the list of cases, which can be searched for it."),
		.answered = set_caseworker,
	});
}
