/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/sign.h"

#include <stdlib.h>

#include "model/lock.h"
#include "tui/key.h"
#include "tui/pages.h"

bool sign_locks(const struct app *app, const struct field *field)
{
	return lock_holds(&app->work.record, app->work.record.rounds, field);
}

void sign_line(const struct app *app, struct text *out)
{
	const struct field *on = field_by_key(app->desk->forms, KEY_LOCKED_ON);
	const char *signer = casework_signer(&app->work), *date = record_now(&app->work.record, on, 0);
	char key[KEY_LABEL_SIZE];

	if (signer == NULL)
		return;
	key_label(commands[COMMAND_UNLOCK].keys[0], key);
	if (date != NULL) {
		char *day = kind_show(on, date, app->desk->lang);

		text_addf(out, _("Signed by %s on %s and locked. %s unlocks."), signer, day, key);
		free(day);
	} else {
		text_addf(out, _("Signed by %s and locked. %s unlocks."), signer, key);
	}
}

unsigned sign_where(const struct app *app)
{
	bool form = app_page(app) == &page_form && !page_form_walking(app);

	if (!app->opened || store_newer(app->desk->store) || store_closed(app->desk->store) ||
	    !(form || app_page(app)->where & (WHERE_REVIEW | WHERE_GRID)))
		return 0;
	return casework_may_unlock(&app->work, NULL) ? WHERE_SIGNED :
	    casework_may_sign(&app->work, NULL) ? WHERE_UNSIGNED : 0;
}

static bool unlock(struct app *app, const void *what, int64_t row, const char *why)
{
	struct error e = { 0 };

	(void)what, (void)row;
	if (!casework_unlock(app->desk, &app->work, why, &e)) {
		app_refused(app, &e);
		return false;
	}
	app_refresh(app);
	char key[KEY_LABEL_SIZE];
	app_say(app, STYLE_OK, _("%s Unlocked. %s signs again."), mark(MARK_DONE),
	    key_label(commands[COMMAND_SIGN].keys[0], key));
	page_recover_open(app);		/* what was typed while it was signed */
	return true;
}

void sign_unlock(struct app *app)
{
	struct error e;

	if (!app_settle(app))
		return;
	if (!casework_may_unlock(&app->work, &e)) {
		app_say_error(app, &e);
		return;
	}
	app_push(app, &page_prompt, &(struct prompt_arg){
		.title = _("Why is the recommendation unlocked?"), .text = "", .kept = "unlock",
		.answered = unlock,
		.question = _("The signature is taken away, and the meeting, the assessments and the recommendation "
		    "can be changed again. The reason is kept; every version is."),
	});
}

static bool sign(struct app *app, const void *what, int64_t row, const char *signer)
{
	struct error e = { 0 };

	(void)what, (void)row;
	if (!casework_sign(app->desk, &app->work, signer, &e)) {
		app_refused(app, &e);
		return false;
	}
	app_refresh(app);
	app_say(app, STYLE_OK, "%s %s", mark(MARK_DONE), _("Signed and locked."));
	return true;
}

void sign_again(struct app *app)
{
	struct error e;

	if (!app_settle(app))		/* first: it may change what stands there */
		return;
	if (!casework_may_sign(&app->work, &e)) {
		app_say_error(app, &e);
		return;
	}
	const char *chair = record_now(&app->work.record, field_by_key(app->desk->forms, KEY_MEETING_CHAIR), 0);
	app_push(app, &page_prompt, &(struct prompt_arg){
		.title = _("Who signs for the team?"), .text = chair != NULL ? chair : "", .answered = sign,
		.question = _("The recommendation is locked and printed as signed by this person."),
	});
}
