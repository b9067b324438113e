/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the case is to lead, and by which measures (S 5.3, 6). */
#include "document/recommendation.h"

#include <stdlib.h>

#include "base/alloc.h"

/* What the preparatory part says, where the team has set no goal yet. */
static void prepared_goals(struct build *b)
{
	static const char *const ids[] = { "goal.job", "goal.education" };
	bool lead = false;

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		const struct field *field = build_field(b, ids[i]);

		if (!build_stored(b, field, 0))
			continue;
		if (!lead)
			build_say(b, BLOCK_TEXT, "goal.prepared", NULL);
		lead = true;
		build_pair(b, NULL, field, 0);
	}
}

/* Where no concrete goal can be set yet, the overall one is the goal (S 5.3). */
static bool overall_goal(struct build *b)
{
	const struct field *field = build_field(b, "goal.overall");
	char *s = build_shown(b, field, 0);

	if (s)
		build_from(b, build_say(b, BLOCK_TEXT, "goal.overall", "goal", s, NULL), field, 0);
	free(s);
	return s != NULL;
}

static void goal(struct build *b)
{
	const struct field *field = build_field(b, "recommendation.goal");
	char *s = build_shown(b, field, 0);

	if (s) {
		build_from(b, build_say(b, BLOCK_TEXT, "goal.text", "goal", s, NULL), field, 0);
	} else if (!overall_goal(b)) {
		recommendation_lacks(b, "goal.missing", field);
		prepared_goals(b);
	}
	free(s);
}

static void wishes(struct build *b)
{
	const struct field *field = build_field(b, "goal.wishes");

	if (!build_stored(b, field, 0))
		return;
	build_say(b, BLOCK_TEXT, "goal.wishes", NULL);
	build_paragraph(b, field, 0);
}

static void interim_goal(struct build *b, const struct field *table, int64_t row)
{
	const struct field *why = field_column(table, "reason"), *column = field_column(table, "goal");
	char *domain = build_shown(b, field_column(table, "domain"), row);
	char *text = build_shown(b, column, row), *reason = build_shown(b, why, row);
	struct block *block;

	if (domain)
		block = build_say(b, BLOCK_ITEM, "interim.text", "domain", domain, "goal", text, NULL);
	else
		block = document_add(b->document, BLOCK_ITEM, NULL, text ? text : "");
	build_from(b, block, column, row);
	block = build_say_or(b, BLOCK_TEXT, "interim.reason", "reason", reason, "interim.reason.missing");
	build_from(b, block, why, row)->indent = 1;
	free(domain);
	free(text);
	free(reason);
}

void recommendation_goals(struct build *b)
{
	const struct field *table = build_field(b, "recommendation.interim_goals");
	size_t n;
	int64_t *rows = build_rows(b, table, &n);

	goal(b);
	wishes(b);
	if (n > 0)
		build_from(b, build_say(b, BLOCK_SUBHEADING, "interim.lead", NULL), table, 0);
	else
		recommendation_lacks(b, "interim.missing", table);
	for (size_t i = 0; i < n; i++)
		interim_goal(b, table, rows[i]);
	free(rows);
}

bool recommendation_rejected(const struct build *b, const struct field *table, int64_t row)
{
	return build_is(b, field_column(table, "rejected"), row, "true");
}

/* "Virksomhedspraktik: praktik på dyreklinik", or what there is of it. */
static char *measure_name(const struct build *b, const struct field *table, int64_t row)
{
	char *measure = build_shown(b, field_column(table, "measure"), row);
	char *what = build_shown(b, field_column(table, "what"), row), *s;

	if (measure && what)
		s = build_words(b, "measure.title", "measure", measure, "what", what, NULL);
	else
		s = xstrdup(measure ? measure : what ? what : label_get(&table->label, b->lang));
	free(measure);
	free(what);
	return s;
}

static void indented(struct block *block)
{
	if (block)
		block->indent = 1;
}

static void answer_or_missing(struct build *b, const char *label, const struct field *field, int64_t row)
{
	struct block *block = build_pair(b, label, field, row);

	indented(block ? block : build_pair_words(b, label, "measure.unwritten", field, row));
}

static void measure_time(struct build *b, const struct field *table, int64_t row)
{
	const struct field *column = field_column(table, "start");
	char *start = build_shown(b, column, row), *s;
	long months = build_number(b, field_column(table, "months"), row);
	char *length = months < 0 ? NULL : build_length(b, months);

	if (start && length)
		s = build_words(b, "measure.time.both", "start", start, "length", length, NULL);
	else if (start)
		s = build_words(b, "measure.time.start", "start", start, NULL);
	else if (length)
		s = build_words(b, "measure.time.length", "length", length, NULL);
	else
		s = build_words(b, "measure.unwritten", NULL);
	indented(build_pair_text(b, "measure.time", s, column, row));
	free(start);
	free(length);
	free(s);
}

/* "2 timer": in Danish half an hour is "0,5 time", in English "0.5 hours". */
static char *hours(const struct build *b, const struct field *field, int64_t row)
{
	const char *stored = build_stored(b, field, row);
	double n = stored ? strtod(stored, NULL) : 0;
	bool one = b->lang == LANG_DA ? n > 0 && n <= 1 : n >= 1 && n <= 1;
	char *number = build_shown(b, field, row), *s = NULL;

	if (number)
		s = build_words(b, one ? "hours.one" : "hours.many", "n", number, NULL);
	free(number);
	return s;
}

static void measure_extent(struct build *b, const struct field *table, int64_t row)
{
	const struct field *column = field_column(table, "hours_week");
	char *week = hours(b, column, row), *day = hours(b, field_column(table, "hours_day"), row), *s = NULL;

	if (week && day)
		s = build_words(b, "measure.extent.both", "week", week, "day", day, NULL);
	else if (week)
		s = build_words(b, "measure.extent.week", "week", week, NULL);
	else if (day)
		s = build_words(b, "measure.extent.day", "day", day, NULL);
	if (s)
		indented(build_pair_text(b, "measure.extent", s, column, row));
	free(week);
	free(day);
	free(s);
}

/* A yes or no as one of two sentences of the wording. */
static bool yes_or_no(struct build *b, const char *label, const char *yes, const char *no,
    const struct field *field, int64_t row)
{
	if (!build_stored(b, field, row))
		return false;
	indented(build_pair_words(b, label, build_is(b, field, row, "true") ? yes : no, field, row));
	return true;
}

static void measure_offer(struct build *b, const struct field *table, int64_t row)
{
	const struct field *column = field_column(table, "offer");

	if (!yes_or_no(b, "measure.kind", "measure.offer", "measure.agreed", column, row))
		indented(build_pair_words(b, "measure.kind", "measure.unwritten", column, row));
}

static void measure_pairs(struct build *b, const struct field *table, int64_t row,
    const char *const pairs[][2])
{
	for (; (*pairs)[0]; pairs++)
		indented(build_pair(b, (*pairs)[0], field_column(table, (*pairs)[1]), row));
}

/* A measure that others than the municipality deliver lacks no unit. */
static void measure_unit(struct build *b, const struct field *table, int64_t row)
{
	const struct field *column = field_column(table, "unit");

	if (build_stored(b, field_column(table, "deliverer"), row))
		indented(build_pair(b, "measure.unit", column, row));
	else
		answer_or_missing(b, "measure.unit", column, row);
}

static void measure(struct build *b, const struct field *table, int64_t row, int number)
{
	static const char *const aims[][2] = { { "measure.aim", "aim" }, { "measure.expected", "expected" },
	    { NULL } };
	static const char *const contents[][2] = {
		{ "measure.short_reason", "short_reason" }, { "measure.tasks", "tasks" },
		{ "measure.considerations", "considerations" }, { NULL }
	};
	static const char *const givers[][2] = {
		{ "measure.deliverer", "deliverer" }, { "measure.basis", "basis" }, { NULL }
	};
	static const char *const rest[][2] = {
		{ "measure.health_action", "health_action" }, { "measure.short_term", "short_term" },
		{ "measure.words", "words" }, { NULL }
	};
	char *name = measure_name(b, table, row), *label = xasprintf("%d.", number);

	build_from(b, document_add(b->document, BLOCK_ITEM, label, name), field_column(table, "what"), row);
	answer_or_missing(b, "measure.purpose", field_column(table, "purpose"), row);
	measure_pairs(b, table, row, aims);
	measure_time(b, table, row);
	measure_extent(b, table, row);
	measure_pairs(b, table, row, contents);
	measure_unit(b, table, row);
	measure_pairs(b, table, row, givers);
	measure_offer(b, table, row);
	yes_or_no(b, "measure.risk", "measure.risk.yes", "measure.risk.no",
	    field_column(table, "health_risk"), row);
	measure_pairs(b, table, row, rest);
	free(name);
	free(label);
}

/* The measures of one domain, NULL for those of none; returns the last number given. */
static int domain_measures(struct build *b, const struct field *table, const struct choice *domain,
    int number)
{
	const struct field *column = field_column(table, "domain");
	int before = number;
	size_t n;
	int64_t *rows = build_rows(b, table, &n);

	for (size_t i = 0; i < n; i++) {
		if (recommendation_rejected(b, table, rows[i]) || build_choice(b, column, rows[i]) != domain)
			continue;
		if (number == before && domain)
			document_add(b->document, BLOCK_SUBHEADING, NULL, label_get(&domain->label, b->lang));
		else if (number == before)
			build_say(b, BLOCK_SUBHEADING, "measures.elsewhere", NULL);
		measure(b, table, rows[i], ++number);
	}
	free(rows);
	return number;
}

static void rejected_measure(struct build *b, const struct field *table, int64_t row)
{
	const struct field *why = field_column(table, "rejected_why");
	char *name = measure_name(b, table, row), *reason = build_shown(b, why, row);
	struct block *block = document_add(b->document, BLOCK_ITEM, NULL, name);

	build_from(b, block, field_column(table, "what"), row);
	block = build_say_or(b, BLOCK_TEXT, "rejected.reason", "reason", reason, "rejected.reason.missing");
	build_from(b, block, why, row)->indent = 1;
	free(name);
	free(reason);
}

static void rejected_measures(struct build *b, const struct field *table, const int64_t rows[], size_t n)
{
	bool lead = false;

	for (size_t i = 0; i < n; i++) {
		if (!recommendation_rejected(b, table, rows[i]))
			continue;
		if (!lead)
			build_say(b, BLOCK_SUBHEADING, "rejected.lead", NULL);
		lead = true;
		rejected_measure(b, table, rows[i]);
	}
}

static size_t chosen(const struct build *b, const struct field *table, const int64_t rows[], size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !recommendation_rejected(b, table, rows[i]);
	return count;
}

void recommendation_measures(struct build *b)
{
	const struct field *table = field_by_key(b->forms, KEY_MEASURES), *domain = field_column(table,
	    "domain");
	size_t n;
	int64_t *rows = build_rows(b, table, &n);
	bool none = build_none(b, table) || n > 0;
	int number = 0;

	if (chosen(b, table, rows, n) > 0) {
		build_say(b, BLOCK_TEXT, "measures.lead", NULL);
		build_say(b, BLOCK_TEXT, "measures.kinds", NULL);
	} else {
		build_from(b, build_say(b, BLOCK_TEXT, none ? "measures.none" : "measures.missing", NULL),
		    table, 0);
	}
	for (size_t i = 0; i < domain->choices->n; i++)
		number = domain_measures(b, table, &domain->choices->v[i], number);
	domain_measures(b, table, NULL, number);
	rejected_measures(b, table, rows, n);
	free(rows);
}
