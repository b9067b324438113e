/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Shows: members by domains, the mark of each assessment, what each leans to,
 * and below what was said in the cell at the pointer; under each column
 * whether the members agree.  Reads: assessments, leanings, dissent, seats.
 * Goes to: the form of one cell (a row of assessments or leanings).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "tui/pages.h"
#include "tui/pane.h"
#include "tui/trouble.h"

#define SEATS_MAX 16
#define DOMAINS_MAX 6

struct member {
	const char *seat;		/* code */
	char name[48];
};

struct state {
	struct member members[SEATS_MAX];
	size_t n;
	size_t at, column;		/* the cell; column n_domains is the leaning */
};

static const struct {
	const char *code;
	enum mark mark;
} developments[] = {
	{ "clear", MARK_CLEAR }, { "likely", MARK_LIKELY }, { "uncertain", MARK_UNCERTAIN },
	{ "unlikely", MARK_UNLIKELY }, { "none", MARK_NONE }, { "not_assessed", MARK_NOT_ASSESSED },
};

static const struct pack *pack_of(const struct app *app)
{
	return rules_pack(app->work.rules);
}

static const struct field *field(const struct app *app, int key)
{
	return field_by_key(app->desk->forms, key);
}

static bool locked(const struct app *app)
{
	return trouble_locks(app, field(app, KEY_ASSESSMENTS));
}

static const char *cell(const struct app *app, int key, int64_t row)
{
	return record_now(&app->work.record, field(app, key), row);
}

static int64_t *rows_of(const struct app *app, int key, size_t *n)
{
	return record_rows(&app->work.record, field(app, key), app->work.record.rounds, n);
}

static const struct seat_rule *seat_rule(const struct app *app, const char *seat)
{
	const struct pack *pack = pack_of(app);

	for (size_t i = 0; i < pack->n_seats; i++)
		if (strcmp(pack->seats[i].seat, seat) == 0)
			return &pack->seats[i];
	return NULL;
}

static void member_add(const struct app *app, struct state *state, const char *seat, const char *name)
{
	const struct seat_rule *rule = seat_rule(app, seat);

	if (rule == NULL || state->n == SEATS_MAX)
		return;
	struct member *member = &state->members[state->n++];
	member->seat = rule->seat;
	utf8_copy(member->name, name != NULL ? name : label_get(&rule->name, app->desk->lang), sizeof member->name);
}

/* Those whom the meeting names; before it names anybody, the seats of the pack. */
static void refresh(struct app *app, void *p)
{
	struct state *state = p;
	size_t n;
	int64_t *rows = rows_of(app, KEY_SEATS, &n);

	state->n = 0;
	for (size_t i = 0; i < n; i++) {
		const char *seat = cell(app, KEY_SEATS_SEAT, rows[i]), *present = cell(app, KEY_SEATS_PRESENT, rows[i]);

		if (seat != NULL && (present == NULL || strcmp(present, "false") != 0))
			member_add(app, state, seat, cell(app, KEY_SEATS_NAME, rows[i]));
	}
	free(rows);
	for (size_t i = 0; n == 0 && i < pack_of(app)->n_seats; i++)
		member_add(app, state, pack_of(app)->seats[i].seat, NULL);
	if (state->at >= state->n)
		state->at = state->n > 0 ? state->n - 1 : 0;
}

static void enter(struct app *app, void *p, const void *arg)
{
	(void)arg;
	refresh(app, p);
}

/* The row of a table whose `key` is the seat and, where wanted, whose `other` is the domain; 0 none. */
static int64_t row_of(const struct app *app, int table, int key, const char *seat, int other, const char *domain)
{
	size_t n;
	int64_t found = 0, *rows = rows_of(app, table, &n);

	for (size_t i = 0; i < n && found == 0; i++) {
		const char *s = cell(app, key, rows[i]), *d = domain != NULL ? cell(app, other, rows[i]) : NULL;

		if (s != NULL && strcmp(s, seat) == 0 && (domain == NULL || (d != NULL && strcmp(d, domain) == 0)))
			found = rows[i];
	}
	free(rows);
	return found;
}

static int64_t assessment_of(const struct app *app, const char *seat, const char *domain)
{
	return row_of(app, KEY_ASSESSMENTS, KEY_ASSESSMENTS_SEAT, seat, KEY_ASSESSMENTS_DOMAIN, domain);
}

static int64_t leaning_of(const struct app *app, const char *seat)
{
	return row_of(app, KEY_LEANINGS, KEY_LEANINGS_SEAT, seat, 0, NULL);
}

static const char *domain_name(const struct app *app, const char *domain)
{
	const struct choice *choice = choice_by_code(field(app, KEY_ASSESSMENTS_DOMAIN)->choices, domain);

	return choice != NULL ? label_get(&choice->label, app->desk->lang) : domain;
}

static const char *mark_of(const char *code)
{
	for (size_t i = 0; code != NULL && i < sizeof developments / sizeof *developments; i++)
		if (strcmp(developments[i].code, code) == 0)
			return mark(developments[i].mark);
	return mark(MARK_DOT);
}

static void draw_assessment(const struct app *app, const struct state *state, size_t m, const char *domain, int row,
    int column, int columns, bool here)
{
	int64_t id = assessment_of(app, state->members[m].seat, domain);
	const char *code = id != 0 ? cell(app, KEY_ASSESSMENTS_DEVELOPMENT, id) : NULL;
	char *shown = code != NULL ? kind_show(field(app, KEY_ASSESSMENTS_DEVELOPMENT), code, app->desk->lang) : NULL;
	const char *text = shown != NULL ? shown : id != 0 ? _("begun") : mark(MARK_DASH);
	const char *sign = code != NULL ? mark_of(code) : " ";

	term_putf(row, column, columns - 1, here ? STYLE_FOCUS : code != NULL ? STYLE_TEXT : STYLE_DIM, "%s %s", sign,
	    text);
	free(shown);
}

static void draw_leaning(const struct app *app, const struct state *state, size_t m, int row, int column, int columns,
    bool here)
{
	int64_t id = leaning_of(app, state->members[m].seat);
	const char *outcome = id != 0 ? cell(app, KEY_LEANINGS_OUTCOME, id) : NULL;
	const char *months = id != 0 ? cell(app, KEY_LEANINGS_MONTHS, id) : NULL;
	char *shown = outcome != NULL ? kind_show(field(app, KEY_LEANINGS_OUTCOME), outcome, app->desk->lang) : NULL;
	char *length = kind_show(field(app, KEY_LEANINGS_MONTHS), months, app->desk->lang);

	term_putf(row, column, columns, here ? STYLE_FOCUS : shown != NULL ? STYLE_TEXT : STYLE_DIM, "%s%s%s", length,
	    *length != '\0' ? " " : "", shown != NULL ? shown : mark(MARK_DASH));
	free(length);
	free(shown);
}

/* How far the members of a column are from each other: 0 agree, 1 near, 2 apart; -1 fewer than two have said. */
static int spread(const struct app *app, const struct state *state, const char *domain)
{
	int low = 99, high = -1, said = 0;

	for (size_t m = 0; m < state->n; m++) {
		int64_t id = assessment_of(app, state->members[m].seat, domain);
		const char *code = id != 0 ? cell(app, KEY_ASSESSMENTS_DEVELOPMENT, id) : NULL;

		for (int i = 0; code != NULL && i < 5; i++)
			if (strcmp(developments[i].code, code) == 0) {
				low = i < low ? i : low;
				high = i > high ? i : high;
				said++;
			}
	}
	return said < 2 ? -1 : high - low > 2 ? 2 : high - low;
}

struct widths {
	int name, domain, leaning;
};

static struct widths widths_of(const struct app *app, int columns)
{
	struct widths w = { .name = columns * 17 / 80, .leaning = columns * 18 / 80 };
	size_t n = pack_of(app)->n_domains;

	w.domain = (columns - w.name - w.leaning - 3) / (int)(n > 0 ? n : 1);
	return w;
}

static void draw_spread(const struct app *app, const struct state *state, int row, struct widths w)
{
	static const char *const words[] = { N_("agree"), N_("near"), N_("apart: talk") };
	const struct pack *pack = pack_of(app);

	for (size_t d = 0; d < pack->n_domains; d++) {
		int s = spread(app, state, pack->domains[d]);

		if (s >= 0)
			term_putf(row, 3 + w.name + (int)d * w.domain, w.domain - 1, s == 2 ? STYLE_WARN : STYLE_DIM,
			    "%s %s", mark(s == 2 ? MARK_WARN : MARK_DOT), _(words[s]));
	}
}

static void draw_table(const struct app *app, const struct state *state, struct area area)
{
	const struct pack *pack = pack_of(app);
	struct widths w = widths_of(app, area.columns);
	int leaning = 3 + w.name + (int)pack->n_domains * w.domain;

	for (size_t d = 0; d < pack->n_domains; d++)
		term_put(area.row, 3 + w.name + (int)d * w.domain, w.domain - 1, STYLE_DIM,
		    domain_name(app, pack->domains[d]));
	term_put(area.row, leaning, w.leaning, STYLE_DIM, _("Leans to"));
	for (size_t m = 0; m < state->n && (int)m < area.rows - 2; m++) {
		int row = area.row + 1 + (int)m;
		const struct seat_rule *rule = seat_rule(app, state->members[m].seat);
		bool dissents = row_of(app, KEY_DISSENT, KEY_DISSENT_SEAT, state->members[m].seat, 0, NULL) != 0;
		bool here = m == state->at;

		if (here)
			term_put(row, 1, 1, STYLE_TITLE, mark(MARK_POINTER));
		term_putf(row, 3, w.name - 1, here ? STYLE_STRONG : STYLE_TEXT, "%s %s%s",
		    rule->letter[app->desk->lang], state->members[m].name, dissents ? " *" : "");
		for (size_t d = 0; d < pack->n_domains; d++)
			draw_assessment(app, state, m, pack->domains[d], row, 3 + w.name + (int)d * w.domain, w.domain,
			    here && state->column == d);
		draw_leaning(app, state, m, row, leaning, w.leaning, here && state->column == pack->n_domains);
		if (here)
			term_cursor(row,
			    state->column == pack->n_domains ? leaning : 3 + w.name + (int)state->column * w.domain);
	}
	draw_spread(app, state, area.row + 1 + (int)state->n, w);
}

/* What has been recorded in the cell at the pointer, in full. */
static void cell_words(const struct app *app, const struct state *state, struct text *out)
{
	const struct pack *pack = pack_of(app);

	if (state->n == 0)
		return;
	const char *seat = state->members[state->at].seat;
	bool leaning = state->column == pack->n_domains;
	const struct field *table = field(app, leaning ? KEY_LEANINGS : KEY_ASSESSMENTS);
	int64_t id = leaning ? leaning_of(app, seat) : assessment_of(app, seat, pack->domains[state->column]);
	text_addf(out, "%s %s %s\n", state->members[state->at].name, mark(MARK_PATH),
	    leaning ? _("Leans to") : domain_name(app, pack->domains[state->column]));
	for (size_t c = 0; c < table->n_columns && id != 0; c++) {
		const struct field *column = &table->columns[c];
		const char *stored = record_now(&app->work.record, column, id);

		if (stored == NULL || column->key == KEY_ASSESSMENTS_SEAT || column->key == KEY_ASSESSMENTS_DOMAIN ||
		    column->key == KEY_LEANINGS_SEAT)
			continue;
		char *shown = kind_show(column, stored, app->desk->lang);
		text_addf(out, "%s: %s\n", label_get(&column->label, app->desk->lang), shown);
		free(shown);
	}
	if (id == 0)
		text_addf(out, "%s\n", _("Nothing recorded yet. Enter writes it down."));
	int64_t dissent = row_of(app, KEY_DISSENT, KEY_DISSENT_SEAT, seat, 0, NULL);
	const char *reason = dissent != 0 ? cell(app, KEY_DISSENT_REASON, dissent) : NULL;
	if (reason != NULL)
		text_addf(out, "%s: %s\n", _("Dissent"), reason);
}

static void draw(struct app *app, void *p, struct area area)
{
	struct state *state = p;
	struct area body = pane_head(app, area, _("Assessments"), 2);
	const char *question = cell(app, KEY_REFERRAL_QUESTION, 0);
	int saved = pane_saved(app, body.row, body.columns, locked(app));

	term_putf(body.row, 1, body.columns - saved - 3, STYLE_TEXT, "%s %s", _("Question:"),
	    question != NULL ? question : mark(MARK_DASH));
	pane_rule(&body);
	struct area side = pane_split(&body);
	if (state->column < pack_of(app)->n_domains)
		pane_domain(app, side, pack_of(app)->domains[state->column]);
	term_cursor(body.row, 1);
	draw_table(app, state, body);
	int used = (int)state->n + 3;
	struct area words = { body.row + used, 3, body.rows - used, body.columns - 5 };
	struct text out = { 0 };
	cell_words(app, state, &out);
	if (words.rows > 0)
		pane_text(words, out.s != NULL ? out.s : "", 0, STYLE_TEXT);
	text_release(&out);
	struct text signature = { 0 };
	if (locked(app)) {
		text_addf(&signature, "%s ", mark(MARK_LOCKED));
		trouble_lock_line(app, &signature);
	}
	const char *const hints[] = {
		_("Arrows move between members and areas; Enter records the member's assessment."),
		signature.s != NULL ? signature.s :
		    _("u records a dissent; it is printed under the recommendation (marked *)."),
	};
	pane_foot(app, area, hints, 2);
	text_release(&signature);
}

/* Opens a member's row of a table, making it where there is none. */
static void open_row(struct app *app, int table, int seat_key, int domain_key, const char *seat, const char *domain,
    const char *title)
{
	struct record *record = &app->work.record;
	int64_t id = row_of(app, table, seat_key, seat, domain_key, domain);
	struct page_row_arg arg = {
		.table = field(app, table),
		.fixed = { field(app, seat_key), domain != NULL ? field(app, domain_key) : NULL },
	};

	if (id == 0 && locked(app)) {
		trouble_lock_say(app);
		return;
	}
	if (id == 0) {
		struct changes changes = { 0 };

		id = changes_row_add(&changes, record, arg.table, record->rounds, SIZE_MAX);
		changes_add(&changes, record->rounds, seat_key, id, seat);
		if (domain != NULL)
			changes_add(&changes, record->rounds, domain_key, id, domain);
		bool made = app_act(app, ACTION_EDIT, &changes, NULL, NULL);
		changes_release(&changes);
		if (!made)
			return;
	}
	arg.row = id;
	utf8_copy(arg.title, title, sizeof arg.title);
	app_push(app, &page_row, &arg);
}

static bool command(struct app *app, void *p, enum command_id id)
{
	struct state *state = p;
	const struct pack *pack = pack_of(app);
	char title[160];

	if (state->n == 0 || (id != COMMAND_CHOOSE && id != COMMAND_DISSENT))
		return false;
	const struct member *member = &state->members[state->at];
	const char *domain = state->column < pack->n_domains ? pack->domains[state->column] : NULL;
	bool dissent = id == COMMAND_DISSENT;
	snprintf(title, sizeof title, "%s %s %s", member->name, mark(MARK_PATH),
	    dissent ? _("Dissent") : domain != NULL ? domain_name(app, domain) : _("Leans to"));
	if (dissent)
		open_row(app, KEY_DISSENT, KEY_DISSENT_SEAT, 0, member->seat, NULL, title);
	else if (domain != NULL)
		open_row(app, KEY_ASSESSMENTS, KEY_ASSESSMENTS_SEAT, KEY_ASSESSMENTS_DOMAIN, member->seat, domain,
		    title);
	else
		open_row(app, KEY_LEANINGS, KEY_LEANINGS_SEAT, 0, member->seat, NULL, title);
	return true;
}

static bool key(struct app *app, void *p, int32_t k)
{
	struct state *state = p;
	size_t last = pack_of(app)->n_domains;

	switch (k) {
	case K_UP: state->at -= state->at > 0; return true;
	case K_DOWN: state->at += state->at + 1 < state->n; return true;
	case K_LEFT: case K_STAB: state->column -= state->column > 0; return true;
	case K_RIGHT: case K_TAB: state->column += state->column < last; return true;
	case K_HOME: state->column = 0; return true;
	case K_END: state->column = last; return true;
	}
	return false;
}

static void help(struct app *app, void *p, struct text *out)
{
	(void)app, (void)p;
	text_add(out, _("Members are rows, areas are columns. Each cell says how the working capacity can develop in "
	    "the member's view; the last column what the member leans to. Where the line under a column says apart, "
	    "there is something to talk about."));
	text_add(out, "\n");
}

const struct page page_grid = {
	.id = "grid", .title = N_("Assessments"), .where = WHERE_GRID, .size = sizeof(struct state), .enter = enter,
	.draw = draw, .key = key, .command = command, .refresh = refresh, .help = help,
};

void page_grid_open(struct app *app)
{
	app_show(app, &page_grid, NULL);
}
