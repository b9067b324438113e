/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: every outcome of the pack, in its order, with how many of its
 * conditions are met, not met and unknown; and the conditions of the one at the
 * pointer, with their sources.  Nothing is ranked and nothing chosen here: that
 * is the team's.  Goes to: the field behind a condition.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/list.h"
#include "tui/pages.h"
#include "tui/pane.h"

struct outcome {
	const char *code;
	struct guide guide;
	size_t *order;			/* of the guide's lines: what is not met, then unknown, then met */
	const struct reference **references;	/* what the pack has to read beside them */
	size_t n_references;
};

struct state {
	struct outcome *outcomes;
	struct list all;		/* of them */
	struct list items;		/* of the one at the pointer: its conditions, then its references */
	bool below;			/* that is where the keys are */
};

/* How a condition stands, in the order in which they are shown. */
static const struct standing {
	enum truth met;
	enum mark mark;
	enum style style;
	const char *heading, *word;
} standings[] = {
	{ FALSE_, MARK_BLOCK, STYLE_BLOCK, N_("NOT MET"), N_("not met") },
	{ UNKNOWN, MARK_UNKNOWN, STYLE_WARN, N_("NOT KNOWN"), N_("not known") },
	{ TRUE_, MARK_DONE, STYLE_OK, N_("MET"), N_("met") },
};
#define STANDINGS (sizeof standings / sizeof *standings)

static const struct standing *standing_of(const struct guide_line *line)
{
	size_t s = 0;

	while (standings[s].met != line->met)
		s++;
	return &standings[s];
}

static size_t count_of(const struct guide *guide, enum truth met)
{
	return met == TRUE_ ? guide->met : met == FALSE_ ? guide->not_met : guide->unknown;
}

static const struct outcome *chosen(const struct state *state)
{
	return &state->outcomes[state->all.at];
}

static size_t items_of(const struct state *state)
{
	return state->all.n > 0 ? chosen(state)->guide.n + chosen(state)->n_references : 0;
}

static const struct guide_line *condition_of(const struct outcome *outcome, size_t i)
{
	return i < outcome->guide.n ? &outcome->guide.v[outcome->order[i]] : NULL;
}

/* The condition at the pointer; NULL where the pointer stands elsewhere. */
static const struct guide_line *line_at(const struct state *state)
{
	return state->below ? condition_of(chosen(state), state->items.at) : NULL;
}

static const struct reference *reference_at(const struct state *state)
{
	const struct outcome *outcome = chosen(state);
	size_t at = state->items.at;
	bool there = state->below && at >= outcome->guide.n && at < state->items.n;

	return there ? outcome->references[at - outcome->guide.n] : NULL;
}

static const char *outcome_name(const struct app *app, const char *code)
{
	const struct choice *choice = choice_by_code(field_by_key(app->desk->forms, KEY_OUTCOME)->choices, code);

	return choice != NULL ? label_get(&choice->label, app->desk->lang) : code;
}

static const char *recommended(const struct app *app)
{
	return record_now(&app->work.record, field_by_key(app->desk->forms, KEY_OUTCOME), 0);
}

static void order(struct outcome *outcome)
{
	size_t n = 0;

	outcome->order = xcalloc(outcome->guide.n + 1, sizeof *outcome->order);
	for (size_t s = 0; s < STANDINGS; s++)
		for (size_t i = 0; i < outcome->guide.n; i++)
			if (outcome->guide.v[i].met == standings[s].met)
				outcome->order[n++] = i;
}

static bool is_for(const struct reference *reference, const char *outcome)
{
	for (size_t i = 0; i < reference->n_outcomes; i++)
		if (strcmp(reference->outcomes[i], outcome) == 0)
			return true;
	return reference->n_outcomes == 0;
}

static void refer(struct outcome *outcome, const struct pack *pack)
{
	outcome->references = xcalloc(pack->n_references + 1, sizeof *outcome->references);
	for (size_t i = 0; i < pack->n_references; i++)
		if (is_for(&pack->references[i], outcome->code))
			outcome->references[outcome->n_references++] = &pack->references[i];
}

static void forget(struct state *state)
{
	for (size_t i = 0; i < state->all.n; i++) {
		guide_release(&state->outcomes[i].guide);
		free(state->outcomes[i].order);
		free(state->outcomes[i].references);
	}
	free(state->outcomes);
}

static void refresh(struct app *app, void *p)
{
	struct state *state = p;
	const struct pack *pack = rules_pack(app->work.rules);
	struct view view = casework_view(app->desk, &app->work);

	forget(state);
	list_resize(&state->all, pack->n_outcomes);
	state->outcomes = xcalloc(state->all.n + 1, sizeof *state->outcomes);
	for (size_t i = 0; i < state->all.n; i++) {
		state->outcomes[i].code = pack->outcomes[i];
		rules_guide(app->work.rules, &view, pack->outcomes[i], &state->outcomes[i].guide);
		order(&state->outcomes[i]);
		refer(&state->outcomes[i], pack);
	}
	list_resize(&state->items, items_of(state));
}

static void enter(struct app *app, void *p, const void *arg)
{
	struct state *state = p;
	struct view view = casework_view(app->desk, &app->work);
	struct fact_value kind = rules_fact(app->work.rules, &view, "case.kind");
	const struct pack *pack = rules_pack(app->work.rules);

	(void)arg;
	for (size_t i = 0; kind.known && i < pack->n_outcomes; i++)
		if (strcmp(pack->outcomes[i], kind.text) == 0)
			state->all.at = i;
	refresh(app, p);
}

static void release(struct app *app, void *p)
{
	(void)app;
	forget(p);
}

#define COUNT_COLUMNS 5			/* "✓ 14" and a space */
#define COUNTS_COLUMNS 22		/* all three, or the words in their place */

/* "✓ met  ✗ not met  ? not known", at the right: what the signs before the counts say. */
static void draw_legend(int row, const struct area *area)
{
	struct text legend = { 0 };

	for (size_t s = 0; s < STANDINGS; s++)
		text_addf(&legend, "%s%s %s", s > 0 ? "  " : "", mark(standings[s].mark), _(standings[s].word));
	int columns = utf8_width(legend.s);
	term_put(row, area->column + area->columns - columns - 1, columns, STYLE_DIM, legend.s);
	text_release(&legend);
}

static void draw_outcome(const struct app *app, const struct state *state, size_t i, int row, const struct area *area)
{
	const struct outcome *outcome = &state->outcomes[i];
	const char *now = recommended(app);
	int right = area->column + area->columns;
	bool here = i == state->all.at, is_chosen = now != NULL && strcmp(now, outcome->code) == 0;

	if (here)
		term_put(row, area->column + 1, 1, state->below ? STYLE_DIM : STYLE_TITLE, mark(MARK_POINTER));
	if (here && !state->below)
		term_cursor(row, area->column + 5);
	if (is_chosen)
		term_put(row, area->column + 3, 1, STYLE_TITLE, mark(MARK_CHOSEN));
	term_put(row, area->column + 5, area->columns - 6 - COUNTS_COLUMNS, here ? STYLE_STRONG : STYLE_TEXT,
	    outcome_name(app, outcome->code));
	if (outcome->guide.n == 0) {
		term_put(row, right - COUNTS_COLUMNS, COUNTS_COLUMNS - 1, STYLE_DIM, _("no conditions"));
		return;
	}
	for (size_t s = 0; s < STANDINGS; s++) {
		size_t n = count_of(&outcome->guide, standings[s].met);

		term_putf(row, right - (int)(STANDINGS - s) * COUNT_COLUMNS - 1, COUNT_COLUMNS,
		    n > 0 ? standings[s].style : STYLE_DIM, "%s %zu", mark(standings[s].mark), n);
	}
}

/* The outcomes, or where there is little room and the pointer stands below, the one that it is about. */
static int draw_outcomes(const struct app *app, const struct state *state, struct area area)
{
	bool all = !state->below || area.rows >= (int)state->all.n + 8;
	int row = area.row;

	term_put(row, area.column + 5, 14, STYLE_DIM, _("Outcome"));
	draw_legend(row, &area);
	for (size_t i = 0; i < state->all.n && row + 1 < area.row + area.rows; i++)
		if (all || i == state->all.at)
			draw_outcome(app, state, i, ++row, &area);
	return row + 1 - area.row;
}

static void draw_item(const struct app *app, const void *p, size_t i, struct area area, bool at_pointer)
{
	const struct state *state = p;
	const struct outcome *outcome = chosen(state);
	const struct guide_line *line = condition_of(outcome, i);
	enum lang lang = app->desk->lang;
	bool here = at_pointer && state->below;
	int source_columns = line != NULL && area.columns >= 70 ? 17 : 0;
	int columns = area.columns - 6 - source_columns;

	if (here) {
		term_put(area.row, area.column + 1, 1, STYLE_TITLE, mark(MARK_POINTER));
		term_cursor(area.row, area.column + 5);
	}
	term_put(area.row, area.column + 3, 1, line != NULL ? standing_of(line)->style : STYLE_DIM,
	    mark(line != NULL ? standing_of(line)->mark : MARK_REMIND));
	term_put(area.row, area.column + 5, columns, here ? STYLE_STRONG : STYLE_TEXT, line != NULL ?
	    label_get(&line->rule->condition, lang) :
	    label_get(&outcome->references[i - outcome->guide.n]->text, lang));
	if (source_columns > 0)
		term_put(area.row, area.column + 6 + columns, source_columns - 2, STYLE_DIM,
		    label_get(&line->rule->source, lang));
}

static const char *heading_of(const struct app *app, const void *p, size_t i)
{
	const struct guide_line *line = condition_of(chosen(p), i);

	(void)app;
	return line != NULL ? _(standing_of(line)->heading) : _("SEE ALSO");
}

static void draw_items(const struct app *app, struct state *state, struct area area)
{
	struct list_look look = { .app = app, .state = state, .indent = 3, .heading = heading_of, .draw = draw_item };

	if (chosen(state)->guide.n == 0) {
		int used = (int)pane_text((struct area){ area.row, area.column + 3, area.rows, area.columns - 5 },
		    _("These rules set no conditions for this outcome. What the team rests it on stands in its "
		    "reasons."), 0, STYLE_DIM);

		area.row += used;
		area.rows -= used;
	}
	list_draw(&state->items, &look, area);
}

/* What the condition at the pointer lacks; above, what this page is and is not. */
static void explain(const struct app *app, const struct state *state, struct text *out)
{
	const struct guide_line *line = line_at(state);
	enum lang lang = app->desk->lang;

	if (reference_at(state) != NULL) {
		pane_sentence(out, label_get(&reference_at(state)->text, lang));
		return;
	}
	if (line == NULL) {
		pane_sentence(out,
		    _("The team chooses; the program never does. The order is the pack's and ranks nothing."));
		text_addf(out, " %s = %s.", mark(MARK_CHOSEN), _("recommended by the team"));
		return;
	}
	text_addf(out, "%s: %s (%s).", label_get(&line->rule->condition, lang), _(standing_of(line)->word),
	    label_get(&line->rule->source, lang));
	if (line->n_missing > 0)
		pane_missing(out, line->missing, line->n_missing, lang);
	if (line->met != TRUE_)
		pane_sentence(out, label_get(&line->rule->help, lang));
}

/* From 120 columns the conditions stand beside the outcomes, else below them. */
static void draw_lists(const struct app *app, struct state *state, struct area body)
{
	struct area left = body, right = body;

	if (body.columns >= PANE_FROM) {
		left.columns = right.column = body.columns * 46 / 100;
		right.columns = body.columns - left.columns;
		for (int i = 0; i < body.rows; i++)
			term_put(body.row + i, right.column, 1, STYLE_RULE, mark(MARK_EDGE));
		draw_outcomes(app, state, left);
	} else {
		int used = draw_outcomes(app, state, left);

		term_rule(body.row + used, 1, body.columns - 2);
		right.row += used + 1;
		right.rows -= used + 1;
	}
	draw_items(app, state, right);
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	struct text out = { 0 };
	int hints = area.rows < 24 ? 2 : 3;
	struct area body = pane_head(app, area, _("Conditions of the outcomes"), hints);
	const struct pack *pack = rules_pack(app->work.rules);

	term_putf(body.row, 1, body.columns - 12, STYLE_TEXT, "%s: %s", _("Rules"),
	    label_get(&pack->title, app->desk->lang));
	pane_saved(app, body.row, body.columns, false);
	pane_rule(&body);
	term_cursor(body.row, 1);
	if (state->all.n > 0)
		draw_lists(app, state, body);
	explain(app, state, &out);
	pane_foot_text(app, area, out.s, hints);
	text_release(&out);
}

/* Why a condition's question is not on its screen as the case stands; NULL where it is. */
static const char *not_asked(struct app *app, const struct state *state, const struct guide_line *line)
{
	struct view view = casework_view(app->desk, &app->work);
	struct fact_value kind = rules_fact(app->work.rules, &view, "case.kind");
	bool same = kind.known && strcmp(kind.text, chosen(state)->code) == 0;
	/* Without a row it is asked of the table whether it is there at all. */
	const struct field *asked = line->row == 0 && line->field->table != NULL ? line->field->table : line->field;

	if (rules_shown(app->work.rules, &view, asked, line->row))
		return NULL;
	return same ? _("This is not asked in this case.") : _("This is asked once the team recommends this outcome.");
}

static bool jump(struct app *app, struct state *state)
{
	const struct guide_line *line = line_at(state);

	if (!state->below) {
		state->below = state->items.n > 0;
		return true;
	}
	const char *why = line != NULL && line->field != NULL ? not_asked(app, state, line) :
	    _("No field stands behind this.");
	if (why != NULL || !page_form_goto(app, line->field, line->row))
		app_say(app, STYLE_DIM, "%s", why != NULL ? why : _("No field stands behind this."));
	return true;
}

static bool command(struct app *app, void *p, enum command_id id)
{
	return id == COMMAND_JUMP && jump(app, p);
}

/* Another outcome is seen from its first condition on. */
static void move_outcome(struct state *state, int32_t k)
{
	size_t was = state->all.at;

	list_key(&state->all, k, 0);
	if (state->all.at != was)
		state->items = (struct list){ .n = items_of(state) };
}

static bool key(struct app *app, void *p, int32_t k)
{
	struct state *state = p;

	(void)app;
	switch (k) {
	case K_TAB: case K_RIGHT: state->below = state->items.n > 0; return true;
	case K_STAB: case K_LEFT: state->below = false; return true;
	case K_UP: case K_DOWN: case K_HOME: case K_END:
		if (state->below && k == K_UP && state->items.at == 0)
			state->below = false;		/* out at the top, where the outcomes stand */
		else if (state->below)
			list_key(&state->items, k, 0);
		else
			move_outcome(state, k);
		return true;
	}
	return false;
}

static void help(struct app *app, void *p, struct text *out)
{
	struct state *state = p;

	text_add(out, _("Each outcome with its conditions: how many are met, not met, and not yet known. Up and down "
	    "choose an outcome; Tab or Enter goes to its conditions, and Enter there to the field behind one. A "
	    "condition is unknown as long as the answers that it hangs on are missing. The page says how the case "
	    "stands, not what is right: that is the team's assessment. What the citizen thinks of an outcome changes "
	    "none of its conditions."));
	text_add(out, "\n\n");
	explain(app, state, out);
	text_add(out, "\n");
}

const struct page page_guide = {
	.id = "guide", .title = N_("Conditions of the outcomes"), .where = WHERE_GUIDE, .size = sizeof(struct state),
	.enter = enter, .draw = draw, .key = key, .command = command, .refresh = refresh, .release = release,
	.help = help,
};

void page_guide_open(struct app *app)
{
	app_visit(app, &page_guide, NULL);
}
