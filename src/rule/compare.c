/* SPDX-License-Identifier: EUPL-1.2 */
#include "rule/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"
#include "rule/rules_private.h"

struct sides {
	struct rules *here, *there;
	const struct view *view;
	enum lang lang;
};

static void add(struct comparison *comparison, struct difference difference)
{
	comparison->v = array_room(comparison->v, comparison->n, &comparison->cap, sizeof *comparison->v);
	comparison->v[comparison->n++] = difference;
}

void comparison_release(struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->n; i++) {
		free(comparison->v[i].here.text);
		free(comparison->v[i].there.text);
	}
	free(comparison->v);
	*comparison = (struct comparison){ 0 };
}

/* The length of a course. */

static char *duration_text(const struct pack *pack)
{
	return xasprintf(_("A course lasts %d to %d months"), pack->months_min, pack->months_max);
}

static void compare_duration(struct comparison *comparison, const struct sides *sides)
{
	const struct pack *here = sides->here->pack, *there = sides->there->pack;

	if (here->months_min == there->months_min && here->months_max == there->months_max)
		return;
	add(comparison, (struct difference){
		.kind = DIFFERENCE_DURATION, .here.text = duration_text(here), .there.text = duration_text(there),
		.field = field_by_key(sides->here->forms, KEY_MONTHS), .now = true
	});
}

/* Seats. */

static const struct seat_rule *seat_of(const struct pack *pack, const char *seat)
{
	for (size_t i = 0; i < pack->n_seats; i++)
		if (strcmp(pack->seats[i].seat, seat) == 0)
			return &pack->seats[i];
	return NULL;
}

/* Whether a seat must be filled; a pack that does not know it does not ask for it. */
static enum truth seat_required(struct rules *rules, const struct view *view, const struct seat_rule *seat)
{
	return seat ? rules_seat(rules, view, seat) : FALSE_;
}

static char *seat_text(const struct seat_rule *seat, enum truth required, enum lang lang)
{
	const char *word = required == TRUE_ ? _("must be represented") : required == FALSE_ ?
	    _("need not be represented") : _("not known yet whether it must be represented");

	return xasprintf("%s: %s", label_get(&seat->name, lang), word);
}

static void compare_seat(struct comparison *comparison, const struct sides *sides, const struct seat_rule *here,
    const struct seat_rule *there)
{
	enum truth required = seat_required(sides->here, sides->view, here);
	enum truth other = seat_required(sides->there, sides->view, there);

	if (required == other)
		return;
	add(comparison, (struct difference){
		.kind = DIFFERENCE_SEAT, .now = true, .field = field_by_key(sides->here->forms, KEY_SEATS),
		.here.text = seat_text(here ? here : there, required, sides->lang),
		.there.text = seat_text(there ? there : here, other, sides->lang)
	});
}

static void compare_seats(struct comparison *comparison, const struct sides *sides)
{
	const struct pack *here = sides->here->pack, *there = sides->there->pack;

	for (size_t i = 0; i < here->n_seats; i++)
		compare_seat(comparison, sides, &here->seats[i], seat_of(there, here->seats[i].seat));
	for (size_t i = 0; i < there->n_seats; i++)
		if (!seat_of(here, there->seats[i].seat))
			compare_seat(comparison, sides, NULL, &there->seats[i]);
}

/* Deadlines. */

static const struct deadline_line *deadline_of(const struct deadline_line *lines, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(lines[i].deadline->id, id) == 0)
			return &lines[i];
	return NULL;
}

/* Of one that waits: what for, and until when. */
static struct opinion deadline_opinion(const struct deadline_line *line, enum lang lang)
{
	char due[DATE_SIZE];

	if (!line || line->concerns != TRUE_ || line->open != TRUE_)
		return (struct opinion){ 0 };
	return (struct opinion){
		.text = xasprintf("%s: %s", label_get(&line->deadline->text, lang),
		    line->known ? date_long(line->due, lang, due) : _("date unknown")),
		.source = label_get(&line->deadline->source, lang)
	};
}

static void compare_deadline(struct comparison *comparison, enum lang lang, const struct deadline_line *here,
    const struct deadline_line *there)
{
	struct difference difference = {
		.kind = DIFFERENCE_DEADLINE, .here = deadline_opinion(here, lang),
		.there = deadline_opinion(there, lang),
		.field = here ? here->field : there->field, .now = true
	};
	const char *a = difference.here.text, *b = difference.there.text;

	if (!a != !b || (a && strcmp(a, b) != 0)) {
		add(comparison, difference);
		return;
	}
	free(difference.here.text);
	free(difference.there.text);
}

static void compare_deadlines(struct comparison *comparison, const struct sides *sides)
{
	size_t n = sides->here->pack->n_deadlines, m = sides->there->pack->n_deadlines;
	struct deadline_line *here = xcalloc(n + 1, sizeof *here), *there = xcalloc(m + 1, sizeof *there);

	rules_deadlines(sides->here, sides->view, here);
	rules_deadlines(sides->there, sides->view, there);
	for (size_t i = 0; i < n; i++)
		compare_deadline(comparison, sides->lang, &here[i], deadline_of(there, m, here[i].deadline->id));
	for (size_t i = 0; i < m; i++)
		if (!deadline_of(here, n, there[i].deadline->id))
			compare_deadline(comparison, sides->lang, NULL, &there[i]);
	free(here);
	free(there);
}

/* Findings. */

static const struct finding *same(const struct findings *findings, const struct finding *as)
{
	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *f = &findings->v[i];

		/* Rules of two packs may lead to different fields and be the same rule still; those of the forms are
		 * told apart by the field alone. */
		if (strcmp(f->id, as->id) == 0 && f->row == as->row && (f->rule || f->field == as->field))
			return f;
	}
	return NULL;
}

/* NULL: none is given. */
static const char *source_of(const struct finding *finding, enum lang lang)
{
	return finding->rule ? label_get(&finding->rule->source, lang) : NULL;
}

static bool same_source(const struct finding *a, const struct finding *b, enum lang lang)
{
	const char *one = source_of(a, lang), *other = source_of(b, lang);

	return one == other || (one && other && strcmp(one, other) == 0);
}

static struct opinion opinion_of(const struct finding *finding, enum lang lang)
{
	if (!finding)
		return (struct opinion){ 0 };
	return (struct opinion){
		.text = xstrdup(finding->text),
		.source = source_of(finding, lang),
		.severity = finding->severity, .blocks = finding->blocks, .overridden = finding->overridden
	};
}

static bool agree(const struct finding *a, const struct finding *b)
{
	return a && b && a->severity == b->severity && a->blocks == b->blocks && a->overridden == b->overridden &&
	    strcmp(a->text, b->text) == 0;
}

/* The same words of one field and of one weight. */
static bool alike(const struct finding *a, const struct finding *b)
{
	int64_t row_a, row_b;

	return agree(a, b) && finding_leads_to(a, &row_a) == finding_leads_to(b, &row_b) && row_a == row_b;
}

/*
 * What each finding of `here` is on the other side, NULL nothing, and which of `there` are taken: the same rule, else
 * one that says the same, since rules may have other names in another pack.
 */
static void pair(const struct findings *here, const struct findings *there, const struct finding **partner,
    bool *taken)
{
	for (size_t i = 0; i < here->n; i++)
		if ((partner[i] = same(there, &here->v[i])) != NULL)
			taken[partner[i] - there->v] = true;
	for (size_t i = 0; i < here->n; i++)
		for (size_t j = 0; j < there->n && !partner[i]; j++)
			if (!taken[j] && alike(&here->v[i], &there->v[j])) {
				partner[i] = &there->v[j];
				taken[j] = true;
			}
}

/* `now` wants those up to the next stage on either side, else the others. */
static void compare_finding(struct comparison *comparison, enum lang lang, const struct finding *here,
    const struct finding *there, bool now)
{
	const struct finding *lead = here ? here : there;
	int64_t row;

	if (((here && here->now) || (there && there->now)) != now)
		return;
	if (agree(here, there) && (strcmp(here->id, there->id) == 0 || same_source(here, there, lang)))
		return;
	add(comparison, (struct difference){
		.kind = DIFFERENCE_FINDING, .here = opinion_of(here, lang), .there = opinion_of(there, lang),
		.now = now
	});
	comparison->v[comparison->n - 1].field = finding_leads_to(lead, &row);
	comparison->v[comparison->n - 1].row = row;
}

static void compare_findings(struct comparison *comparison, const struct sides *sides)
{
	struct findings here, there;

	rules_run(sides->here, sides->view, sides->lang, true, &here);
	rules_run(sides->there, sides->view, sides->lang, true, &there);
	const struct finding **partner = xcalloc(here.n + 1, sizeof *partner);
	bool *taken = xcalloc(there.n + 1, sizeof *taken);
	pair(&here, &there, partner, taken);
	for (int now = 1; now >= 0; now--) {
		for (size_t i = 0; i < here.n; i++)
			compare_finding(comparison, sides->lang, &here.v[i], partner[i], now);
		for (size_t i = 0; i < there.n; i++)
			if (!taken[i])
				compare_finding(comparison, sides->lang, NULL, &there.v[i], now);
	}
	free(partner);
	free(taken);
	findings_release(&here);
	findings_release(&there);
}

void rules_compare(struct rules *here, struct rules *there, const struct view *view, enum lang lang,
    struct comparison *comparison)
{
	const struct sides sides = { .here = here, .there = there, .view = view, .lang = lang };

	*comparison = (struct comparison){ 0 };
	compare_duration(comparison, &sides);
	compare_seats(comparison, &sides);
	compare_deadlines(comparison, &sides);
	compare_findings(comparison, &sides);
}
