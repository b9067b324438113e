/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: what another pack of the data folder would change for this case, the
 * case's own rules on the left and the other's on the right, and only that in
 * which they differ.  Nothing of the case is changed.  Goes to: the field behind a
 * difference.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "rule/compare.h"
#include "tui/list.h"
#include "tui/pages.h"
#include "tui/pane.h"

struct state {
	const struct pack *other;
	struct comparison comparison;
	struct list list;
};

/* The one at the pointer; NULL where there is none. */
static const struct difference *difference_at(const struct state *state)
{
	return state->list.n > 0 ? &state->comparison.v[state->list.at] : NULL;
}

static void refresh(struct app *app, void *p)
{
	struct state *state = p;
	struct error e;
	struct view view = casework_view(app->desk, &app->work);
	struct rules *there = desk_rules_named(app->desk, state->other->name, &e);

	comparison_release(&state->comparison);
	if (there == NULL)
		app_say_error(app, &e);
	else
		rules_compare(app->work.rules, there, &view, app->desk->lang, &state->comparison);
	list_resize(&state->list, state->comparison.n);
}

static void enter(struct app *app, void *p, const void *arg)
{
	((struct state *)p)->other = arg;
	refresh(app, p);
}

static void release(struct app *app, void *p)
{
	(void)app;
	comparison_release(&((struct state *)p)->comparison);
}

static const char *heading_of(const struct app *app, const void *p, size_t i)
{
	const struct difference *difference = &((const struct state *)p)->comparison.v[i];

	(void)app;
	if (difference->kind != DIFFERENCE_FINDING)
		return _("WHAT THE RULES SET");
	return difference->now ? _("FINDINGS") : _("FINDINGS LATER IN THE CASE");
}

/* "blocks: A course lasts … (S 6.3)"; what is not said, in a word too. */
static void words_of(const struct difference *difference, const struct opinion *opinion, struct text *out)
{
	if (opinion->text == NULL) {
		text_add(out, _("nothing"));
		return;
	}
	if (difference->kind == DIFFERENCE_FINDING)
		text_addf(out, "%s: ", opinion->overridden ? _("set aside") :
		    severity_name(opinion->blocks ? SEVERITY_BLOCK : opinion->severity));
	text_add(out, opinion->text);
	if (opinion->source != NULL)
		text_addf(out, " (%s)", opinion->source);
}

/* Of so many columns, those of each side. */
static int half(int columns)
{
	return (columns - 6) / 2;
}

static int lines_of(const struct difference *difference, const struct opinion *opinion, int columns)
{
	struct text out = { 0 };
	size_t n;

	words_of(difference, opinion, &out);
	free(utf8_wrap(out.s, out.len, columns, &n));
	text_release(&out);
	return (int)n;
}

static int height(const struct app *app, const void *p, size_t i, int columns)
{
	const struct difference *difference = &((const struct state *)p)->comparison.v[i];
	int here = lines_of(difference, &difference->here, half(columns));
	int there = lines_of(difference, &difference->there, half(columns));

	(void)app;
	return here > there ? here : there;
}

static void draw_opinion(const struct difference *difference, const struct opinion *opinion, struct area at, bool here)
{
	struct text out = { 0 };

	words_of(difference, opinion, &out);
	pane_text(at, out.s, 0, opinion->text == NULL ? STYLE_DIM : here ? STYLE_STRONG : STYLE_TEXT);
	text_release(&out);
}

static void draw_difference(const struct app *app, const void *p, size_t i, struct area area, bool here)
{
	const struct difference *difference = &((const struct state *)p)->comparison.v[i];
	int rows = height(app, p, i, area.columns), columns = half(area.columns);
	struct area left = { area.row, area.column + 3, rows < area.rows ? rows : area.rows, columns }, right = left;

	right.column += columns + 2;
	if (here) {
		term_put(left.row, left.column - 2, 1, STYLE_TITLE, mark(MARK_POINTER));
		term_cursor(left.row, left.column);
	}
	draw_opinion(difference, &difference->here, left, here);
	for (int r = 0; r < left.rows; r++)
		term_put(left.row + r, right.column - 2, 1, STYLE_RULE, mark(MARK_EDGE));
	draw_opinion(difference, &difference->there, right, here);
}

static void draw_titles(const struct app *app, const struct state *state, struct area area)
{
	int columns = half(area.columns);
	const struct pack *own = rules_pack(app->work.rules);

	term_put(area.row, area.column + 3, columns, STYLE_STRONG, label_get(&own->title, app->desk->lang));
	term_put(area.row, area.column + 3 + columns, 1, STYLE_RULE, mark(MARK_EDGE));
	term_put(area.row, area.column + 5 + columns, columns, STYLE_STRONG,
	    label_get(&state->other->title, app->desk->lang));
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	struct list_look look = {
		.app = app, .state = state, .indent = 3, .heading = heading_of, .height = height,
		.draw = draw_difference,
	};
	struct area body = pane_head(app, area, _("The case under other rules"), 2);

	term_putf(body.row, 1, body.columns - 12, STYLE_TEXT, ngettext("%zu difference", "%zu differences",
	    (unsigned long)state->comparison.n), state->comparison.n);
	pane_saved(app, body.row, body.columns, false);
	pane_rule(&body);
	draw_titles(app, state, body);
	body.row++;
	body.rows--;
	term_cursor(body.row, 1);
	if (state->comparison.n == 0)
		term_put(body.row + 1, body.column + 3, body.columns - 4, STYLE_OK,
		    _("For this case the two say the same."));
	list_draw(&state->list, &look, body);
	pane_foot_text(app, area, _("Only what differs is shown, and nothing of the case is changed. Which rules hold "
	    "follows from the date of the decision."), 2);
}

static bool jump(struct app *app, const struct state *state)
{
	const struct difference *difference = difference_at(state);

	if (difference != NULL &&
	    (difference->field == NULL || !page_form_goto(app, difference->field, difference->row)))
		app_say(app, STYLE_DIM, "%s", _("No field stands behind this."));
	return true;
}

static bool command(struct app *app, void *p, enum command_id id)
{
	return id == COMMAND_JUMP && jump(app, p);
}

static bool key(struct app *app, void *p, int32_t k)
{
	(void)app;
	return list_key(&((struct state *)p)->list, k, 0);
}

static void help(struct app *app, void *p, struct text *out)
{
	(void)app, (void)p;
	text_add(out, _("The rules of the case on the left, those of another pack on the right. Each line is "
	    "something that one of them says and the other does not, or says otherwise: the length of a course, a "
	    "seat, a finding. Nothing of the case is changed by looking."));
	text_add(out, "\n");
}

const struct page page_compare = {
	.id = "compare", .title = N_("The case under other rules"), .where = WHERE_COMPARE,
	.size = sizeof(struct state), .enter = enter, .draw = draw, .key = key, .command = command, .refresh = refresh,
	.release = release, .help = help,
};

static void chosen(struct app *app, const void *what, int64_t row, const int *values, size_t n)
{
	size_t n_packs;
	const struct pack **packs = desk_packs(app->desk, &n_packs);

	(void)what, (void)row;
	if (n > 0 && (size_t)values[0] < n_packs)
		app_visit(app, &page_compare, packs[values[0]]);
	free(packs);
}

/* "1.1.2022 –": the decisions that a pack holds for. */
static void span_of(const struct pack *pack, char *out, size_t size)
{
	char from[DATE_SIZE], to[DATE_SIZE] = "";

	date_short(pack->from, from);
	if (pack->to.year != 0)
		date_short(pack->to, to);
	snprintf(out, size, "%s %s %s", from, mark(MARK_DASH), to);
}

void page_compare_open(struct app *app)
{
	size_t n_packs, n = 0;
	const struct pack **packs = desk_packs(app->desk, &n_packs);
	struct chooser_item *items = xcalloc(n_packs + 1, sizeof *items);
	char (*spans)[64] = xcalloc(n_packs + 1, sizeof *spans);

	for (size_t i = 0; i < n_packs; i++) {
		if (packs[i] == rules_pack(app->work.rules))
			continue;
		span_of(packs[i], spans[i], sizeof spans[i]);
		items[n++] = (struct chooser_item){
			.label = label_get(&packs[i]->title, app->desk->lang), .note = spans[i], .value = (int)i,
		};
	}
	if (n == 0)
		app_say(app, STYLE_DIM, "%s", _("There are no other rules in the data folder."));
	else
		app_push(app, &page_chooser, &(struct chooser_arg){
			.title = _("Which rules beside those of the case?"), .items = items, .n = n, .chosen = chosen,
		});
	free(spans);
	free(items);
	free(packs);
}
