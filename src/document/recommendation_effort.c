/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the case is to lead, by which measures, and for how long (S 5.3, 6). */
#include "document/recommendation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "model/record.h"

/* What the preparatory part says, where the team has set no goal yet. */
static void prepared_goals(struct build *build)
{
	static const char *const ids[] = { "goal.job", "goal.education", "goal.overall" };
	bool lead = false;

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		const struct field *field = build_field(build, ids[i]);

		if (!build_stored(build, field, 0))
			continue;
		if (!lead)
			build_say(build, BLOCK_TEXT, "goal.prepared", NULL);
		lead = true;
		build_pair(build, NULL, field, 0);
	}
}

static void goal(struct build *build)
{
	const struct field *field = build_field(build, "recommendation.goal");
	char *s = build_shown(build, field, 0);

	if (s) {
		build_from(build, build_say(build, BLOCK_TEXT, "goal.text", "goal", s, NULL), field, 0);
	} else {
		build_from(build, build_say(build, BLOCK_TEXT, "goal.missing", NULL), field, 0);
		prepared_goals(build);
	}
	free(s);
}

static void wishes(struct build *build)
{
	const struct field *field = build_field(build, "goal.wishes");

	if (!build_stored(build, field, 0))
		return;
	build_say(build, BLOCK_TEXT, "goal.wishes", NULL);
	build_paragraph(build, field, 0);
}

static void interim_goal(struct build *build, const struct field *table, int64_t row)
{
	const struct field *why = field_column(table, "reason"), *column = field_column(table, "goal");
	char *domain = build_shown(build, field_column(table, "domain"), row);
	char *text = build_shown(build, column, row), *reason = build_shown(build, why, row);
	struct block *block;

	if (domain)
		block = build_say(build, BLOCK_ITEM, "interim.text", "domain", domain, "goal", text ? text : "", NULL);
	else
		block = document_add(build->document, BLOCK_ITEM, NULL, text ? text : "");
	build_from(build, block, column, row);
	if (reason)
		block = build_say(build, BLOCK_TEXT, "interim.reason", "reason", reason, NULL);
	else
		block = build_say(build, BLOCK_TEXT, "interim.reason.missing", NULL);
	build_from(build, block, why, row)->indent = 1;
	free(domain);
	free(text);
	free(reason);
}

void recommendation_goals(struct build *build)
{
	const struct field *table = build_field(build, "recommendation.interim_goals");
	size_t n;
	int64_t *rows = build_rows(build, table, &n);

	goal(build);
	wishes(build);
	if (n > 0)
		build_from(build, build_say(build, BLOCK_SUBHEADING, "interim.lead", NULL), table, 0);
	else
		build_from(build, build_say(build, BLOCK_TEXT, "interim.missing", NULL), table, 0);
	for (size_t i = 0; i < n; i++)
		interim_goal(build, table, rows[i]);
	free(rows);
}

static bool rejected(const struct build *build, const struct field *table, int64_t row)
{
	return build_is(build, field_column(table, "rejected"), row, "true");
}

/* "Virksomhedspraktik: praktik på dyreklinik", or what there is of it. */
static char *measure_name(const struct build *build, const struct field *table, int64_t row)
{
	char *measure = build_shown(build, field_column(table, "measure"), row);
	char *what = build_shown(build, field_column(table, "what"), row), *s;

	if (measure && what)
		s = build_words(build, "measure.title", "measure", measure, "what", what, NULL);
	else
		s = xstrdup(measure ? measure : what ? what : label_get(&table->label, build->lang));
	free(measure);
	free(what);
	return s;
}

static void indented(struct block *block)
{
	if (block)
		block->indent = 1;
}

static void answer_or_missing(struct build *build, const char *label, const struct field *field, int64_t row)
{
	struct block *block = build_pair(build, label, field, row);

	indented(block ? block : build_pair_words(build, label, "measure.unwritten", field, row));
}

static void measure_time(struct build *build, const struct field *table, int64_t row)
{
	const struct field *column = field_column(table, "start");
	char *start = build_shown(build, column, row), *s;
	long months = build_number(build, field_column(table, "months"), row);
	char *length = months < 0 ? NULL : build_length(build, months);

	if (start && length)
		s = build_words(build, "measure.time.both", "start", start, "length", length, NULL);
	else if (start)
		s = build_words(build, "measure.time.start", "start", start, NULL);
	else if (length)
		s = build_words(build, "measure.time.length", "length", length, NULL);
	else
		s = build_words(build, "measure.unwritten", NULL);
	indented(build_pair_text(build, "measure.time", s, column, row));
	free(start);
	free(length);
	free(s);
}

/* "2 timer": in Danish half an hour is "0,5 time", in English "0.5 hours". */
static char *hours(const struct build *build, const struct field *field, int64_t row)
{
	const char *stored = build_stored(build, field, row);
	double n = stored ? strtod(stored, NULL) : 0;
	bool one = build->lang == LANG_DA ? n > 0 && n <= 1 : n >= 1 && n <= 1;
	char *number = build_shown(build, field, row), *s = NULL;

	if (number)
		s = build_words(build, one ? "hours.one" : "hours.many", "n", number, NULL);
	free(number);
	return s;
}

static void measure_extent(struct build *build, const struct field *table, int64_t row)
{
	const struct field *column = field_column(table, "hours_week");
	char *week = hours(build, column, row), *day = hours(build, field_column(table, "hours_day"), row), *s = NULL;

	if (week && day)
		s = build_words(build, "measure.extent.both", "week", week, "day", day, NULL);
	else if (week)
		s = build_words(build, "measure.extent.week", "week", week, NULL);
	else if (day)
		s = build_words(build, "measure.extent.day", "day", day, NULL);
	if (s)
		indented(build_pair_text(build, "measure.extent", s, column, row));
	free(week);
	free(day);
	free(s);
}

/* A yes or no as one of two sentences of the wording. */
static bool yes_or_no(struct build *build, const char *label, const char *yes, const char *no,
    const struct field *field, int64_t row)
{
	if (!build_stored(build, field, row))
		return false;
	indented(build_pair_words(build, label, build_is(build, field, row, "true") ? yes : no, field, row));
	return true;
}

static void measure_offer(struct build *build, const struct field *table, int64_t row)
{
	const struct field *column = field_column(table, "offer");

	if (!yes_or_no(build, "measure.kind", "measure.offer", "measure.agreed", column, row))
		indented(build_pair_words(build, "measure.kind", "measure.unwritten", column, row));
}

static void measure_pairs(struct build *build, const struct field *table, int64_t row, const char *const pairs[][2])
{
	for (; (*pairs)[0]; pairs++)
		indented(build_pair(build, (*pairs)[0], field_column(table, (*pairs)[1]), row));
}

static void measure(struct build *build, const struct field *table, int64_t row, int number)
{
	static const char *const aims[][2] = { { "measure.aim", "aim" }, { "measure.expected", "expected" }, { NULL } };
	static const char *const contents[][2] = {
		{ "measure.short_reason", "short_reason" }, { "measure.tasks", "tasks" },
		{ "measure.considerations", "considerations" }, { NULL }
	};
	static const char *const rest[][2] = {
		{ "measure.health_action", "health_action" }, { "measure.short_term", "short_term" },
		{ "measure.words", "words" }, { NULL }
	};
	char *name = measure_name(build, table, row), *label = xasprintf("%d.", number);

	build_from(build, document_add(build->document, BLOCK_ITEM, label, name), field_column(table, "what"), row);
	answer_or_missing(build, "measure.purpose", field_column(table, "purpose"), row);
	measure_pairs(build, table, row, aims);
	measure_time(build, table, row);
	measure_extent(build, table, row);
	measure_pairs(build, table, row, contents);
	answer_or_missing(build, "measure.unit", field_column(table, "unit"), row);
	measure_offer(build, table, row);
	yes_or_no(build, "measure.risk", "measure.risk.yes", "measure.risk.no", field_column(table, "health_risk"), row);
	measure_pairs(build, table, row, rest);
	free(name);
	free(label);
}

/* The measures of one domain, NULL for those of none; returns the last number given. */
static int domain_measures(struct build *build, const struct field *table, const struct choice *domain, int number)
{
	const struct field *column = field_column(table, "domain");
	int before = number;
	size_t n;
	int64_t *rows = build_rows(build, table, &n);

	for (size_t i = 0; i < n; i++) {
		if (rejected(build, table, rows[i]) || build_choice(build, column, rows[i]) != domain)
			continue;
		if (number == before && domain)
			document_add(build->document, BLOCK_SUBHEADING, NULL, label_get(&domain->label, build->lang));
		else if (number == before)
			build_say(build, BLOCK_SUBHEADING, "measures.elsewhere", NULL);
		measure(build, table, rows[i], ++number);
	}
	free(rows);
	return number;
}

static void rejected_measure(struct build *build, const struct field *table, int64_t row)
{
	const struct field *why = field_column(table, "rejected_why");
	char *name = measure_name(build, table, row), *reason = build_shown(build, why, row);
	struct block *block;

	if (reason)
		block = build_say(build, BLOCK_ITEM, "rejected.text", "measure", name, "reason", reason, NULL);
	else
		block = build_say(build, BLOCK_ITEM, "rejected.missing", "measure", name, NULL);
	build_from(build, block, why, row);
	free(name);
	free(reason);
}

static void rejected_measures(struct build *build, const struct field *table, const int64_t rows[], size_t n)
{
	bool lead = false;

	for (size_t i = 0; i < n; i++) {
		if (!rejected(build, table, rows[i]))
			continue;
		if (!lead)
			build_say(build, BLOCK_SUBHEADING, "rejected.lead", NULL);
		lead = true;
		rejected_measure(build, table, rows[i]);
	}
}

static size_t chosen(const struct build *build, const struct field *table, const int64_t rows[], size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !rejected(build, table, rows[i]);
	return count;
}

void recommendation_measures(struct build *build)
{
	const struct field *table = field_by_key(build->forms, KEY_MEASURES), *domain = field_column(table, "domain");
	size_t n;
	int64_t *rows = build_rows(build, table, &n);
	bool none = build_none(build, table) || n > 0;
	int number = 0;

	if (chosen(build, table, rows, n) > 0) {
		build_say(build, BLOCK_TEXT, "measures.lead", NULL);
		build_say(build, BLOCK_TEXT, "measures.kinds", NULL);
	} else {
		build_from(build, build_say(build, BLOCK_TEXT, none ? "measures.none" : "measures.missing", NULL), table, 0);
	}
	for (size_t i = 0; i < domain->choices->n; i++)
		number = domain_measures(build, table, &domain->choices->v[i], number);
	domain_measures(build, table, NULL, number);
	rejected_measures(build, table, rows, n);
	free(rows);
}

static void duration_sentence(struct build *build, const struct field *field, long months)
{
	char *length = build_length(build, months), *exact = build_months(build, months);
	struct block *block;

	if (months < 12)
		block = build_say(build, BLOCK_TEXT, "duration.text.short", "length", length, NULL);
	else
		block = build_say(build, BLOCK_TEXT, "duration.text", "length", length, "months", exact, NULL);
	build_from(build, block, field, 0);
	free(length);
	free(exact);
}

/* Months that no measure fills: how many is counted by the rules, which know it of no course without measures. */
static void idle_months(struct build *build)
{
	const struct field *field = build_field(build, "recommendation.idle_reason");
	struct fact_value idle = rules_fact(build->rules, &build->view, "duration.idle");
	long months = idle.known ? (long)idle.number : -1;
	char *reason, *length;

	if (months < 0)
		return;
	build_from(build, build_say(build, BLOCK_SUBHEADING, "duration.idle", NULL), field, 0);
	reason = build_shown(build, field, 0);
	length = build_months(build, months);
	if (months == 0)
		build_say(build, BLOCK_TEXT, "duration.idle.none", NULL);
	else if (reason)
		build_say(build, BLOCK_TEXT, "duration.idle.reason", "length", length, "text", reason, NULL);
	else
		build_say(build, BLOCK_TEXT, "duration.idle.text", "length", length, NULL);
	build_from(build, &build->document->v[build->document->n - 1], field, 0);
	free(reason);
	free(length);
}

enum { TIMELINE = 24 };		/* signs at most */

/* A sign is filled where the measure fills one of its months. */
static char *timeline_bar(long first, long last, long months, long step)
{
	struct text t = { 0 };

	for (long from = 1; from <= months; from += step)
		text_add(&t, first < from + step && last >= from ? "■" : "·");
	return text_take(&t);
}

static void timeline_row(struct build *build, struct block *block, const struct field *table, int64_t row, long months,
    long step)
{
	long first = build_number(build, field_column(table, "start"), row);
	long last = first + build_number(build, field_column(table, "months"), row) - 1;
	char *name = build_shown(build, field_column(table, "measure"), row);
	char from[24], to[24], *span, *bar;

	snprintf(from, sizeof from, "%ld", first);
	snprintf(to, sizeof to, "%ld", last);
	span = build_words(build, "timeline.span", "first", from, "last", to, NULL);
	bar = timeline_bar(first, last, months, step);
	document_table_row(block, (const char *const[]){ name ? name : "", first == last ? from : span, bar });
	free(name);
	free(span);
	free(bar);
}

/* True where it is told when a measure is and how long. */
static bool timed(const struct build *build, const struct field *table, int64_t row)
{
	return !rejected(build, table, row) && build_number(build, field_column(table, "start"), row) > 0 &&
	    build_number(build, field_column(table, "months"), row) > 0;
}

static struct block *timeline_head(struct build *build, const struct field *table, long step)
{
	char *length = build_months(build, step), *sign = build_words(build, "timeline.bar", "length", length, NULL);
	const char *headings[] = {
		wording_get(build->wording, "timeline.measure", build->lang),
		wording_get(build->wording, "timeline.months", build->lang), sign
	};
	struct block *block;

	build_say(build, BLOCK_SUBHEADING, "timeline.lead", NULL);
	block = build_from(build, document_table(build->document, 3, headings), table, 0);
	free(length);
	free(sign);
	return block;
}

/* The measures as bars.  The months are said in numbers too, for those who hear the document. */
static void timeline(struct build *build, long months)
{
	const struct field *table = field_by_key(build->forms, KEY_MEASURES);
	long step = (months + TIMELINE - 1) / TIMELINE;
	struct block *block = NULL;
	size_t n;
	int64_t *rows = build_rows(build, table, &n);

	for (size_t i = 0; i < n; i++) {
		if (!timed(build, table, rows[i]))
			continue;
		if (!block)
			block = timeline_head(build, table, step);
		timeline_row(build, block, table, rows[i], months, step);
	}
	free(rows);
}

void recommendation_duration(struct build *build)
{
	const struct field *field = field_by_key(build->forms, KEY_MONTHS);
	long months = build_number(build, field, 0);

	if (months > 0)
		duration_sentence(build, field, months);
	else
		build_from(build, build_say(build, BLOCK_TEXT, "duration.missing", NULL), field, 0);
	build_say(build, BLOCK_TEXT, "duration.exact", NULL);
	build_part(build, "duration.reason", field_by_key(build->forms, KEY_DURATION_REASON), "duration.reason.missing");
	build_part(build, "duration.shorter", build_field(build, "recommendation.why_not_shorter"),
	    "duration.shorter.missing");
	build_part(build, "duration.long", build_field(build, "recommendation.long_reason"), NULL);
	idle_months(build);
	if (months > 0)
		timeline(build, months);
}
