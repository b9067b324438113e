/* SPDX-License-Identifier: EUPL-1.2 */
/* What there is to say of the field in the focus: its help, what it rests on, and what the rules find in it. */
#include "tui/fields.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "tui/pane.h"
#include "tui/trouble.h"

static bool is_on(const struct fields *fields, const struct finding *finding)
{
	return finding->field == fields->focus && (fields->row == 0 || finding->row == fields->row);
}

/* The first finding on the focused field. */
static const struct finding *finding_on(const struct app *app, const struct fields *fields)
{
	for (size_t i = 0; i < app->work.findings.n; i++) {
		const struct finding *finding = &app->work.findings.v[i];

		if (finding->rule != NULL && is_on(fields, finding))
			return finding;
	}
	return NULL;
}

void fields_hints(const struct fields *fields, struct text lines[2], int columns)
{
	if (fields->focus == NULL)
		return;
	const struct app *app = fields->app;
	const struct finding *finding = finding_on(app, fields);
	struct text help = { 0 };
	text_add(&help, label_get(&fields->focus->help, app->desk->lang));
	const char *source = label_get(&fields->focus->source, app->desk->lang);
	if (*source != '\0')
		text_addf(&help, "%s%s", help.len > 0 ? "  " : "", source);
	size_t n;
	struct span *spans = utf8_wrap(help.s != NULL ? help.s : "", help.len, columns - 4, &n);
	for (size_t i = 0; i < n && i < 2; i++)
		text_addn(&lines[i], help.s + spans[i].start, spans[i].end - spans[i].start);
	bool keys = finding == NULL && fields->focus->kind == KIND_TABLE && fields->focus_row != 0;
	if (keys) {
		text_clear(&lines[1]);
		text_add(&lines[1],
		    _("Enter opens the row, Ins adds one, Ctrl+D removes it, Alt with an arrow moves it."));
	}
	bool locked = trouble_locks(app, fields->focus);
	if ((finding != NULL || locked || keys) && n > 1)
		text_addf(&lines[0], " %s", mark(MARK_MORE));
	else if (n > 2)
		text_addf(&lines[1], " %s", mark(MARK_MORE));
	if (locked) {
		text_clear(&lines[1]);
		text_addf(&lines[1], "%s ", mark(MARK_LOCKED));
		trouble_lock_line(app, &lines[1]);
	} else if (finding != NULL) {
		text_clear(&lines[1]);
		text_addf(&lines[1], "%s %s", mark(pane_severity_mark(finding->severity)), finding->text);
	}
	free(spans);
	text_release(&help);
}

void fields_help(const struct fields *fields, struct text *out)
{
	const struct app *app = fields->app;
	const struct field *field = fields->focus;

	if (field == NULL)
		return;
	enum lang lang = app->desk->lang;
	text_addf(out, "%s\n\n%s\n", label_get(&field->label, lang), label_get(&field->help, lang));
	if (*label_get(&field->why, lang) != '\0')
		text_addf(out, "\n%s %s\n", _("Why:"), label_get(&field->why, lang));
	if (*label_get(&field->source, lang) != '\0')
		text_addf(out, "\n%s %s\n", _("Source:"), label_get(&field->source, lang));
	for (size_t i = 0; i < app->work.findings.n; i++) {
		const struct finding *finding = &app->work.findings.v[i];

		if (!is_on(fields, finding))
			continue;
		text_addf(out, "\n%s %s\n", mark(pane_severity_mark(finding->severity)), finding->text);
		/* The help of a rule says what is wrong: not so of one that only waits for an answer. */
		if (finding->rule == NULL || finding->severity == SEVERITY_UNKNOWN)
			continue;
		text_addf(out, "%s %s\n", label_get(&finding->rule->help, lang),
		    label_get(&finding->rule->source, lang));
		pane_answers(out, app, finding);
		text_add(out, "\n");
	}
}
