/* SPDX-License-Identifier: EUPL-1.2 */
#include "tui/reason.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "tui/pages.h"
#include "tui/pane.h"

/* What stands in a column of the reason's row. */
static const char *cell(const struct app *app, int key, int64_t row)
{
	return record_now(&app->work.record, field_by_key(app->desk->forms, key), row);
}

void reason_explain(const struct app *app, const struct finding *finding, struct text *out)
{
	const char *by = cell(app, KEY_OVERRIDES_BY, finding->reason);
	const char *on = cell(app, KEY_OVERRIDES_ON, finding->reason);
	char *date = kind_show(field_by_key(app->desk->forms, KEY_OVERRIDES_ON), on, app->desk->lang);
	char *reason = xasprintf(_("Set aside by %s, %s: %s"), by != NULL ? by : mark(MARK_DASH), date,
	    cell(app, KEY_OVERRIDES_REASON, finding->reason));

	pane_sentence(out, reason);
	free(reason);
	free(date);
}

/* The finding of a rule as it is now; they may have changed while the reason was typed. */
static const struct finding *finding_of(const struct app *app, const struct rule *rule, int64_t row)
{
	for (size_t i = 0; i < app->work.findings.n; i++)
		if (app->work.findings.v[i].rule == rule && app->work.findings.v[i].row == row)
			return &app->work.findings.v[i];
	return NULL;
}

/* The row of the reason: the one that is changed, or a new one that names the rule and the row by its number. */
static int64_t reason_row(const struct app *app, struct changes *changes, const struct rule *rule, int64_t row)
{
	const struct record *record = &app->work.record;
	const struct forms *forms = app->desk->forms;
	const struct finding *finding = finding_of(app, rule, row);
	struct view view = casework_view(app->desk, &app->work);
	char number[24];

	if (finding != NULL && finding->reason != 0)
		return finding->reason;
	int64_t id = changes_row_add(changes, record, field_by_key(forms, KEY_OVERRIDES), record->rounds, SIZE_MAX);
	changes_add(changes, record->rounds, KEY_OVERRIDES_RULE, id, rule->id);
	if (rule->each != NULL) {
		snprintf(number, sizeof number, "%ld", rules_row_number(&view, field_by_id(forms, rule->each), row));
		changes_add(changes, record->rounds, KEY_OVERRIDES_ROW, id, number);
	}
	return id;
}

static bool record_reason(struct app *app, const void *what, int64_t row, const char *text)
{
	int round = app->work.record.rounds;
	struct changes changes = { 0 };
	char date[DATE_SIZE];
	int64_t id = reason_row(app, &changes, what, row);

	changes_add(&changes, round, KEY_OVERRIDES_REASON, id, text);
	changes_add(&changes, round, KEY_OVERRIDES_BY, id, app->desk->author);
	changes_add(&changes, round, KEY_OVERRIDES_ON, id, date_stored(app->desk->today, date));
	bool done = app_act(app, ACTION_OVERRIDE, &changes, text, NULL);
	changes_release(&changes);
	return done;
}

/* Takes it back: what was set aside counts again. */
void reason_take_back(struct app *app, const struct finding *finding)
{
	struct changes changes = { 0 };

	if (finding == NULL || finding->reason == 0) {
		app_say(app, STYLE_DIM, "%s", _("No reason was recorded here."));
		return;
	}
	changes_row_remove(&changes, field_by_key(app->desk->forms, KEY_OVERRIDES), app->work.record.rounds,
	    finding->reason);
	if (app_act(app, ACTION_OVERRIDE, &changes, NULL, NULL))
		app_say(app, STYLE_DIM, "%s", _("The reason was taken back. Undo (Ctrl+Z) brings it again."));
	changes_release(&changes);
}

/* Why no reason can be given for a finding; NULL where one can. */
static const char *no_reason(const struct finding *finding)
{
	if (finding->reason != 0)
		return NULL;
	if (!finding->blocks)
		return _("It is only a warning: it holds nothing back.");
	if (finding->rule == NULL || !finding->rule->allow_reason)
		return _("This cannot be set aside with a reason; it has to be settled.");
	return NULL;
}

void reason_ask(struct app *app, const struct finding *finding)
{
	if (no_reason(finding) != NULL) {
		app_say(app, STYLE_WARN, "%s %s", mark(MARK_WARN), no_reason(finding));
		return;
	}
	app_push(app, &page_prompt, &(struct prompt_arg){
		.title = _("Why does this not hold the case back?"), .question = finding->text,
		.text = finding->reason != 0 ? cell(app, KEY_OVERRIDES_REASON, finding->reason) : "",
		.kept = "reason", .about = finding->rule->id, .answered = record_reason, .what = finding->rule,
		.row = finding->row,
	});
}
