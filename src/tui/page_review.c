/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: every finding on the case, worst first, with what it would take to
 * settle the open ones; the open deadlines, soonest first; and the way to the
 * next stage.  Goes to: the field behind a finding or a deadline.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/list.h"
#include "tui/pages.h"
#include "tui/pane.h"
#include "tui/reason.h"

#define PLACES 20

struct state {
	size_t *shown, n;		/* indexes of the findings that have a line */
	struct deadline_line *deadlines;	/* those that wait, after the findings */
	size_t n_deadlines;
	struct list list;		/* of all of them */
	int places;			/* columns that the longest place and a blank take, at most PLACES */
	char next[80];			/* what the bar calls the step on: "Ready for the team (1 blocks)" */
};

/* The headings: what blocks comes first, whatever it is made of. */
static const char *heading_of(const struct finding *finding)
{
	static const char *const headings[SEVERITY_COUNT] = {
		[SEVERITY_BLOCK] = N_("BLOCKS"), [SEVERITY_WARN] = N_("WARNS"), [SEVERITY_REMIND] = N_("REMEMBER"),
		[SEVERITY_UNKNOWN] = N_("NOT ANSWERED YET"),
	};

	if (finding->overridden)
		return _("SET ASIDE WITH A REASON");
	return _(headings[finding->blocks ? SEVERITY_BLOCK : finding->severity]);
}

static const struct finding *finding_at(const struct app *app, const struct state *state, size_t i)
{
	return i < state->n ? &app->work.findings.v[state->shown[i]] : NULL;
}

static const struct field *field_of(const struct finding *finding)
{
	int64_t row;

	return finding_leads_to(finding, &row);
}

/* Rules of the preparatory part are about the statement itself. */
static bool wants_answer(const struct finding *finding)
{
	const struct rule *rule = finding->rule;
	const struct field *field = field_of(finding);

	return rule != NULL && field != NULL && field->table != NULL && field->table->key == KEY_STATEMENTS &&
	    stage_rank(rule->at) >= stage_rank(STAGE_RECOMMENDED);
}

/* Where a finding is settled: that field, or the answers to what the citizen has said. */
static const struct field *settled_in(const struct app *app, const struct finding *finding)
{
	return wants_answer(finding) ? field_by_key(app->desk->forms, KEY_ANSWERS) : field_of(finding);
}

static const struct deadline_line *deadline_at(const struct state *state, size_t i)
{
	return i >= state->n && i < state->n + state->n_deadlines ? &state->deadlines[i - state->n] : NULL;
}

static const char *heading_at(const struct app *app, const void *p, size_t i)
{
	const struct finding *finding = finding_at(app, p, i);

	return finding != NULL ? heading_of(finding) : _("DEADLINES");
}

static bool same_missing(const struct finding *a, const struct finding *b)
{
	if (a->n_missing != b->n_missing)
		return false;
	for (size_t i = 0; i < a->n_missing; i++)
		if (a->missing[i] != b->missing[i])
			return false;
	return true;
}

/* Several rules that wait for the same answers are one line. */
static bool asked_before(const struct app *app, const struct state *state, const struct finding *finding)
{
	for (size_t i = 0; i < state->n; i++) {
		const struct finding *other = finding_at(app, state, i);

		if (other->severity == SEVERITY_UNKNOWN && other->overridden == finding->overridden &&
		    other->blocks == finding->blocks && other->row == finding->row && same_missing(other, finding))
			return true;
	}
	return false;
}

static int blocks_of(const struct app *app)
{
	int blocks = 0;

	for (size_t i = 0; i < app->work.findings.n; i++)
		blocks += app->work.findings.v[i].blocks;
	return blocks;
}

/* Where the case goes next, and how many findings keep it from there. */
static void name_next(const struct app *app, struct state *state)
{
	enum stage now = casework_now(&app->work), next = stage_next(now);
	int blocks = blocks_of(app);

	state->next[0] = '\0';
	if (next == now)
		return;
	int used = snprintf(state->next, sizeof state->next, "%s", stage_name(next));
	state->next[0] = (char)toupper((unsigned char)state->next[0]);		/* ASCII in both languages */
	if (blocks > 0)
		snprintf(state->next + used, sizeof state->next - (size_t)used, ngettext(" (%d blocks)", " (%d block)",
		    (unsigned)blocks), blocks);
}

/* The soonest first; those whose date is not known yet behind them. */
static int by_date(const void *a, const void *b)
{
	const struct deadline_line *x = a, *y = b;

	if (x->known != y->known)
		return x->known ? -1 : 1;
	return x->known ? date_compare(x->due, y->due) : 0;
}

static void look_at_deadlines(struct app *app, struct state *state)
{
	size_t n = rules_pack(app->work.rules)->n_deadlines;
	struct view view = casework_view(app->desk, &app->work);

	free(state->deadlines);
	state->deadlines = xcalloc(n + 1, sizeof *state->deadlines);
	state->n_deadlines = 0;
	rules_deadlines(app->work.rules, &view, state->deadlines);
	for (size_t i = 0; i < n; i++)
		if (state->deadlines[i].concerns == TRUE_ && state->deadlines[i].open == TRUE_)
			state->deadlines[state->n_deadlines++] = state->deadlines[i];
	qsort(state->deadlines, state->n_deadlines, sizeof *state->deadlines, by_date);
}

/* Where an item leads, in words. */
static void place_at(const struct app *app, const struct state *state, size_t i, char *out, size_t size)
{
	const struct finding *finding = finding_at(app, state, i);

	pane_place(app, finding != NULL ? settled_in(app, finding) : deadline_at(state, i)->field, out, size);
}

static void measure_place(const struct app *app, struct state *state, size_t i)
{
	char place[80];

	place_at(app, state, i, place, sizeof place);
	int columns = utf8_width(place) + 1;
	if (columns > state->places)
		state->places = columns < PLACES ? columns : PLACES;
}

static void refresh(struct app *app, void *p)
{
	struct state *state = p;

	free(state->shown);
	state->shown = xcalloc(app->work.findings.n + 1, sizeof *state->shown);
	state->n = 0;
	for (size_t i = 0; i < app->work.findings.n; i++) {
		const struct finding *finding = &app->work.findings.v[i];

		if (finding->severity != SEVERITY_UNKNOWN || field_of(finding) == NULL ||
		    !asked_before(app, state, finding))
			state->shown[state->n++] = i;
	}
	look_at_deadlines(app, state);
	list_resize(&state->list, state->n + state->n_deadlines);
	state->places = 0;
	for (size_t i = 0; i < state->list.n; i++)
		measure_place(app, state, i);
	name_next(app, state);
}

static void enter(struct app *app, void *p, const void *arg)
{
	(void)arg;
	refresh(app, p);
}

static void release(struct app *app, void *p)
{
	struct state *state = p;

	(void)app;
	free(state->shown);
	free(state->deadlines);
}

/* What its line says: of an unknown one the questions that are not answered, said so where no heading does; of a row
 * which one it is. */
static void line_of(const struct app *app, const struct finding *finding, struct text *out)
{
	const struct field *table = finding->rule != NULL && finding->rule->each != NULL ?
	    field_by_id(app->desk->forms, finding->rule->each) : NULL;
	bool headed = !finding->blocks && !finding->overridden;

	if (finding->severity == SEVERITY_UNKNOWN && finding->n_missing > 0 && headed)
		for (size_t i = 0; i < finding->n_missing; i++)
			text_addf(out, "%s%s", i > 0 ? ", " : "",
			    label_get(&finding->missing[i]->label, app->desk->lang));
	else
		text_add(out, finding->text);
	if (table == NULL || finding->row == 0)
		return;
	text_addf(out, " (%s%ld)", table->prefix != NULL ? table->prefix : "", finding->number);
}

/* Nothing blocks; but an answer that nobody can read may have been meant to. */
static void yes(const struct app *app, struct text *out)
{
	const struct field *first = NULL;
	size_t n = 0;
	char place[80];

	for (size_t i = app->work.findings.n; i-- > 0;)
		if (strcmp(app->work.findings.v[i].id, "unreadable") == 0) {
			first = field_of(&app->work.findings.v[i]);
			n++;
		}
	if (n == 0) {
		text_add(out, _("Yes: nothing holds the case back."));
		return;
	}
	pane_place(app, first, place, sizeof place);
	text_addf(out, ngettext("Yes, but %zu answer cannot be read", "Yes, but %zu answers cannot be read", n), n);
	text_addf(out, " (%s%s).", place, n > 1 ? mark(MARK_MORE) : "");
}

/* "3 to ask here · 1 by phone · 1 certificate (30 days)": how what blocks can be had. */
static void meter(const struct app *app, struct text *out)
{
	static const struct {
		const char *ask, *name;
	} ways[] = {
		{ "room", N_("to ask here") }, { "phone", N_("by phone") },
		{ "certificate", N_("certificate (30 days)") },
	};
	if (blocks_of(app) == 0) {
		yes(app, out);
		return;
	}
	for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
		int n = 0;

		for (size_t i = 0; i < app->work.findings.n; i++) {
			const struct finding *finding = &app->work.findings.v[i];
			const char *ask = finding->rule != NULL && finding->rule->ask != NULL ? finding->rule->ask :
			    "room";

			n += finding->blocks && strcmp(ask, ways[w].ask) == 0;
		}
		if (n > 0)
			text_addf(out, "%s%d %s", out->len > 0 ? " · " : "", n, _(ways[w].name));
	}
}

/* Of a line of so many columns. */
static int columns_of_place(const struct state *state, int columns)
{
	return columns >= 70 ? state->places : 0;
}

static void draw_finding(const struct app *app, const struct state *state, size_t i, struct area area, bool here)
{
	const struct finding *finding = finding_at(app, state, i);
	char place[80];

	place_at(app, state, i, place, sizeof place);
	int place_columns = columns_of_place(state, area.columns);
	const char *source = finding->rule != NULL ? label_get(&finding->rule->source, app->desk->lang) : "";
	int source_columns = area.columns >= 120 ? area.columns / 5 : area.columns >= 100 ? 12 : 0;
	if (here)
		term_put(area.row, area.column + 1, 1, STYLE_TITLE, mark(MARK_POINTER));
	bool reasoned = finding->overridden;
	term_put(area.row, area.column + 3, 1, reasoned ? STYLE_DIM : pane_severity_style(finding->severity),
	    mark(reasoned ? MARK_DONE : pane_severity_mark(finding->severity)));
	int columns = area.columns - 7 - place_columns - source_columns;
	struct text line = { 0 };
	line_of(app, finding, &line);
	term_put(area.row, area.column + 5, columns, here ? STYLE_STRONG : reasoned ? STYLE_DIM : STYLE_TEXT, line.s);
	text_release(&line);
	term_put(area.row, area.column + 6 + columns, place_columns - 1, STYLE_DIM, place);
	term_put(area.row, area.column + 6 + columns + place_columns, source_columns, STYLE_DIM, source);
	if (here)
		term_cursor(area.row, area.column + 5);
}

static bool is_over(const struct app *app, const struct deadline_line *line)
{
	return line->known && date_compare(line->due, app->desk->today) < 0;
}

static void draw_deadline(const struct app *app, const struct state *state, size_t i, struct area area, bool here)
{
	const struct deadline_line *line = deadline_at(state, i);
	char place[80], due[DATE_SIZE];
	int date_columns = 13, place_columns = columns_of_place(state, area.columns);
	int columns = area.columns - 7 - place_columns - date_columns;

	place_at(app, state, i, place, sizeof place);
	if (here) {
		term_put(area.row, area.column + 1, 1, STYLE_TITLE, mark(MARK_POINTER));
		term_cursor(area.row, area.column + 5);
	}
	term_put(area.row, area.column + 3, 1, is_over(app, line) ? STYLE_WARN : STYLE_DIM,
	    mark(is_over(app, line) ? MARK_WARN : line->known ? MARK_REMIND : MARK_UNKNOWN));
	term_put(area.row, area.column + 5, columns, here ? STYLE_STRONG : STYLE_TEXT,
	    label_get(&line->deadline->text, app->desk->lang));
	term_put(area.row, area.column + 6 + columns, place_columns - 1, STYLE_DIM, place);
	term_put(area.row, area.column + 6 + columns + place_columns, date_columns - 1, STYLE_TEXT,
	    line->known ? date_short(line->due, due) : _("date unknown"));
}

static void draw_item(const struct app *app, const void *p, size_t i, struct area area, bool here)
{
	if (deadline_at(p, i) != NULL)
		draw_deadline(app, p, i, area, here);
	else
		draw_finding(app, p, i, area, here);
}

static void draw_list(const struct app *app, struct state *state, struct area area)
{
	struct list_look look = { .app = app, .state = state, .indent = 3, .heading = heading_at, .draw = draw_item };
	int last = area.row + area.rows - 1;

	if (state->list.n == 0)
		term_put(area.row + 1, area.column + 3, area.columns - 4, STYLE_OK,
		    _("No findings. The case can go on: F9."));
	size_t below = list_draw(&state->list, &look, area);
	if (state->list.top > 0)
		term_put(area.row, area.columns - 1, 1, STYLE_DIM, mark(MARK_UP));
	if (below < state->list.n)
		term_put(last, area.columns - 1, 1, STYLE_DIM, mark(MARK_DOWN));
}

/* What the finding at the pointer asks for, and what it rests on. */
static void explain(const struct app *app, const struct finding *finding, struct text *out)
{
	if (finding == NULL)
		return;
	if (finding->reason != 0)
		reason_explain(app, finding, out);
	pane_sentence(out, finding->text);
	for (size_t i = 0; i < finding->n_missing_facts; i++)		/* there is no question that would settle it */
		text_addf(out, "%s%s%s", i > 0 ? ", " : _(" Not known: "), finding->missing_facts[i],
		    i + 1 < finding->n_missing_facts ? "" : ".");
	if (finding->rule == NULL)
		return;
	/* The help of a rule says what is wrong: not so of one that only waits for an answer. */
	if (finding->severity != SEVERITY_UNKNOWN)
		pane_sentence(out, label_get(&finding->rule->help, app->desk->lang));
	text_addf(out, "  %s", label_get(&finding->rule->source, app->desk->lang));
}

static void explain_deadline(const struct app *app, const struct deadline_line *line, struct text *out)
{
	char due[DATE_SIZE];

	pane_sentence(out, label_get(&line->deadline->text, app->desk->lang));
	if (!line->known)
		pane_sentence(out, _("The date is known once the answers are there from which it is reckoned"));
	else
		text_addf(out, " %s %s.", is_over(app, line) ? _("It was due") : _("By"),
		    date_long(line->due, app->desk->lang, due));
	text_addf(out, "  %s", label_get(&line->deadline->source, app->desk->lang));
}

/* What stands at the pointer, in full. */
static void explain_item(const struct app *app, const struct state *state, struct text *out)
{
	if (deadline_at(state, state->list.at) != NULL)
		explain_deadline(app, deadline_at(state, state->list.at), out);
	else
		explain(app, finding_at(app, state, state->list.at), out);
}

/* More where the window is tall: what a finding rests on is the best use of the room. */
static int foot_lines(struct area area)
{
	return area.rows >= 30 ? FOOT_LINES : 3;
}

/* In the foot the answers behind a finding stand where they do not take the place of what it rests on. */
static void draw_foot(struct app *app, const struct state *state, struct area area)
{
	const struct finding *finding = finding_at(app, state, state->list.at);
	struct text out = { 0 };
	size_t n;

	text_add(&out, "");
	explain_item(app, state, &out);
	size_t len = out.len;
	text_add(&out, "\n");
	if (finding != NULL)
		pane_answers(&out, app, finding);
	free(utf8_wrap(out.s, out.len, area.columns - 2, &n));
	if (n > (size_t)foot_lines(area) || out.len == len + 1)
		text_splice(&out, len, out.len - len, "", 0);
	pane_foot_text(app, area, out.s, foot_lines(area));
	text_release(&out);
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	char right[120];

	snprintf(right, sizeof right, "%s %s %s", _("Review"), mark(MARK_PATH), stage_name(casework_now(&app->work)));
	struct area body = pane_head(app, area, right, foot_lines(area));
	struct text out = { 0 };
	int used = term_put(body.row, 1, 40, STYLE_STRONG,
	    blocks_of(app) == 0 ? _("Enough to decide?") : _("Missing:"));
	meter(app, &out);
	int saved = pane_saved(app, body.row, body.columns, body.columns >= 70 && casework_signer(&app->work) != NULL);
	term_put(body.row, 3 + used, body.columns - used - saved - 5, STYLE_TEXT, out.s);
	pane_rule(&body);
	term_cursor(body.row, 1);
	draw_list(app, state, body);
	text_release(&out);
	draw_foot(app, state, area);
}

/* The row that answers a statement; 0: none does. */
static int64_t answer_to(const struct app *app, int64_t statement)
{
	const struct record *record = &app->work.record;
	const struct forms *forms = app->desk->forms;
	const char *no = record_now(record, field_by_key(forms, KEY_STATEMENTS_NO), statement);

	if (no == NULL)
		return 0;
	return record_row_with(record, field_by_key(forms, KEY_ANSWERS_STATEMENT), record->rounds, no);
}

/* What the team owes a statement is an answer, so one goes there and not to what the citizen said. */
static bool goto_answer(struct app *app, const struct finding *finding)
{
	const struct field *answers = field_by_key(app->desk->forms, KEY_ANSWERS);
	const struct field *column = field_column(answers, "text");
	int64_t row = answer_to(app, finding->row);

	return row != 0 && column != NULL ? page_form_goto(app, column, row) : page_form_goto(app, answers, 0);
}

static bool jump(struct app *app, const struct state *state)
{
	const struct finding *finding = finding_at(app, state, state->list.at);
	const struct deadline_line *deadline = deadline_at(state, state->list.at);

	if (finding == NULL && deadline == NULL)
		return true;
	if (finding != NULL && wants_answer(finding) && goto_answer(app, finding))
		return true;
	int64_t row = 0;
	const struct field *field = finding != NULL ? finding_leads_to(finding, &row) : deadline->field;
	if (field == NULL || !page_form_goto(app, field, row))
		app_say(app, STYLE_DIM, "%s", _("No field stands behind this."));
	return true;
}

static void reason(struct app *app, const struct state *state)
{
	const struct finding *finding = finding_at(app, state, state->list.at);

	if (finding != NULL)
		reason_ask(app, finding);
	else if (deadline_at(state, state->list.at) != NULL)
		app_say(app, STYLE_DIM, "%s", _("A deadline is not set aside with a reason."));
}

static bool command(struct app *app, void *p, enum command_id id)
{
	struct state *state = p;

	switch (id) {
	case COMMAND_JUMP: return jump(app, state);
	case COMMAND_REASON: reason(app, state); return true;
	case COMMAND_REASON_BACK: reason_take_back(app, finding_at(app, state, state->list.at)); return true;
	case COMMAND_PREVIOUS_SCREEN: page_form_preparatory(app); return true;
	case COMMAND_NEXT_SCREEN: page_form_meeting(app); return true;
	default: return false;
	}
}

/* The step on says where to and how many block; a narrow screen has room for the number alone. */
static const char *name(struct app *app, void *p, enum command_id id)
{
	struct state *state = p;

	(void)app;
	return id == COMMAND_STAGE && state->next[0] != '\0' && term_columns() >= 76 ? state->next : NULL;
}

static bool key(struct app *app, void *p, int32_t k)
{
	struct state *state = p;

	(void)app;
	return list_key(&state->list, k, 0);
}

static void help(struct app *app, void *p, struct text *out)
{
	struct state *state = p;

	text_add(out, _("Everything that is missing or does not fit, worst first. Enter goes to the field. What "
	    "blocks keeps the case from its next stage; what is unknown in a blocking rule blocks too, since it was "
	    "not answered. F8 records a reason where one is allowed, or changes it, and Ctrl+D takes it back; F9 "
	    "takes the case on."));
	text_add(out, "\n\n");
	explain_item(app, state, out);
	text_add(out, "\n");
	const struct finding *finding = finding_at(app, state, state->list.at);
	if (finding == NULL)
		return;
	if (finding->rule != NULL)		/* as the manual, the pack and a file name it */
		text_addf(out, "\n%s %s\n", _("Rule:"), finding->rule->id);
	text_add(out, "\n");
	pane_answers(out, app, finding);
	text_add(out, "\n");
}

const struct page page_review = {
	.id = "review", .title = N_("Review"), .where = WHERE_REVIEW, .size = sizeof(struct state), .enter = enter,
	.draw = draw, .key = key, .command = command, .refresh = refresh, .release = release, .help = help,
	.name = name,
};

void page_review_open(struct app *app)
{
	app_show(app, &page_review, NULL);
}

