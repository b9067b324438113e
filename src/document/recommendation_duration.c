/* SPDX-License-Identifier: EUPL-1.2 */
/* How long, why just that long, and what happens when (S 6.3). */
#include "document/recommendation.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"

static void duration_sentence(struct build *b, const struct field *field, long months)
{
	char *length = build_length(b, months), *exact = build_months(b, months);
	struct block *block;

	if (months < 12)
		block = build_say(b, BLOCK_TEXT, "duration.text.short", "length", length, NULL);
	else
		block = build_say(b, BLOCK_TEXT, "duration.text", "length", length, "months", exact, NULL);
	build_from(b, block, field, 0);
	free(length);
	free(exact);
}

/* Months that no measure fills: how many is counted by the rules, which know it of no course without
 * measures. */
static void idle_months(struct build *b)
{
	const struct field *field = build_field(b, "recommendation.idle_reason");
	struct fact_value idle = rules_fact(b->rules, &b->view, "duration.idle");
	long months = idle.known ? (long)idle.number : -1;
	char *reason, *length;

	if (months < 0)
		return;
	build_from(b, build_say(b, BLOCK_SUBHEADING, "duration.idle", NULL), field, 0);
	reason = build_shown(b, field, 0);
	length = build_months(b, months);
	if (months == 0)
		build_say(b, BLOCK_TEXT, "duration.idle.none", NULL);
	else if (reason)
		build_say(b, BLOCK_TEXT, "duration.idle.reason", "length", length, "text", reason, NULL);
	else
		build_say(b, BLOCK_TEXT, "duration.idle.text", "length", length, NULL);
	build_from(b, &b->document->v[b->document->n - 1], field, 0);
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

static void timeline_row(struct build *b, struct block *block, const struct field *table, int64_t row,
    long months, long step)
{
	long first = build_number(b, field_column(table, "start"), row);
	long last = first + build_number(b, field_column(table, "months"), row) - 1;
	char *name = build_shown(b, field_column(table, "measure"), row);
	char from[24], to[24], *span, *bar;

	snprintf(from, sizeof from, "%ld", first);
	snprintf(to, sizeof to, "%ld", last);
	span = build_words(b, "timeline.span", "first", from, "last", to, NULL);
	bar = timeline_bar(first, last, months, step);
	document_table_row(block, (const char *const[]){ name ? name : "", first == last ? from : span,
	    bar });
	free(name);
	free(span);
	free(bar);
}

/* True where it is told when a measure is and how long. */
static bool timed(const struct build *b, const struct field *table, int64_t row)
{
	return !recommendation_rejected(b, table, row) && build_number(b, field_column(table, "start"), row) > 0 &&
	    build_number(b, field_column(table, "months"), row) > 0;
}

static struct block *timeline_head(struct build *b, const struct field *table, long step)
{
	char *length = build_months(b, step), *sign = build_words(b, "timeline.bar", "length", length, NULL);
	const char *headings[] = {
		wording_get(b->wording, "timeline.measure", b->lang),
		wording_get(b->wording, "timeline.months", b->lang), sign
	};
	struct block *block;

	build_say(b, BLOCK_SUBHEADING, "timeline.lead", NULL);
	block = build_from(b, document_table(b->document, 3, headings), table, 0);
	free(length);
	free(sign);
	return block;
}

/* The measures as bars.  The months are said in numbers too, for those who hear the document. */
static void timeline(struct build *b, long months)
{
	const struct field *table = field_by_key(b->forms, KEY_MEASURES);
	long step = (months + TIMELINE - 1) / TIMELINE;
	struct block *block = NULL;
	size_t n;
	int64_t *rows = build_rows(b, table, &n);

	for (size_t i = 0; i < n; i++) {
		if (!timed(b, table, rows[i]))
			continue;
		if (!block)
			block = timeline_head(b, table, step);
		timeline_row(b, block, table, rows[i], months, step);
	}
	free(rows);
}

void recommendation_duration(struct build *b)
{
	const struct field *field = field_by_key(b->forms, KEY_MONTHS);
	long months = build_number(b, field, 0);

	if (months > 0)
		duration_sentence(b, field, months);
	else
		build_from(b, build_say(b, BLOCK_TEXT, "duration.missing", NULL), field, 0);
	build_say(b, BLOCK_TEXT, "duration.exact", NULL);
	build_part(b, "duration.reason", field_by_key(b->forms, KEY_DURATION_REASON),
	    "duration.reason.missing");
	build_part(b, "duration.shorter", build_field(b, "recommendation.why_not_shorter"),
	    "duration.shorter.missing");
	build_part(b, "duration.long", build_field(b, "recommendation.long_reason"), NULL);
	idle_months(b);
	if (months > 0)
		timeline(b, months);
}
