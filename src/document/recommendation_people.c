/* SPDX-License-Identifier: EUPL-1.2 */
/* Who helps the citizen, what the citizen says of it, and who in the team sees it otherwise (S 4.5, 5.1, 5.8). */
#include "document/recommendation.h"

#include <stdlib.h>

#include "base/alloc.h"

static void mentor_goals(struct build *b)
{
	const struct field *table = build_field(b, "recommendation.mentor.goals");
	size_t n;
	int64_t *rows = build_rows(b, table, &n);

	build_from(b, build_say(b, BLOCK_TEXT, n ? "mentor.goals.lead" : "mentor.goals.missing", NULL), table,
	    0);
	for (size_t i = 0; i < n; i++) {
		const struct field *column = field_column(table, "text");
		char *label = xasprintf("%zu.", i + 1), *text = build_shown(b, column, rows[i]);

		build_from(b, document_add(b->document, BLOCK_ITEM, label, text ? text : ""), column,
		    rows[i]);
		free(label);
		free(text);
	}
	free(rows);
}

static void mentor_offered(struct build *b, const struct field *offered)
{
	long months = build_number(b, build_field(b, "recommendation.mentor.months"), 0);
	char *length = months < 0 ? NULL : build_length(b, months);

	build_from(b, build_say_or(b, BLOCK_TEXT, "mentor.offered", "length", length, "mentor.offered.open"),
	    offered, 0);
	free(length);
	build_say(b, BLOCK_TEXT, "mentor.agreement", NULL);
	mentor_goals(b);
	build_pair(b, "mentor.role", build_field(b, "recommendation.mentor.role"), 0);
	build_pair(b, "mentor.tasks", build_field(b, "recommendation.mentor.tasks"), 0);
}

static void mentor_declined(struct build *b, const struct field *offered)
{
	char *why = build_shown(b, build_field(b, "recommendation.mentor.why_not"), 0);

	build_from(b, build_say_or(b, BLOCK_TEXT, "mentor.declined", "text", why, "mentor.declined.missing"),
	    offered, 0);
	free(why);
}

static void mentor(struct build *b)
{
	const struct field *offered = build_field(b, "recommendation.mentor.offered");

	if (build_is(b, offered, 0, "true"))
		mentor_offered(b, offered);
	else if (build_is(b, offered, 0, "false"))
		mentor_declined(b, offered);
	else
		recommendation_lacks(b, "mentor.missing", offered);
}

static void coordinator(struct build *b)
{
	const struct field *field = build_field(b, "recommendation.coordinator.name");
	const struct field *of = build_field(b, "recommendation.coordinator.unit");
	char *name = build_shown(b, field, 0);
	const char *unit = build_stored(b, of, 0);
	const char *id = recommendation_sentence("coordinator", unit ? unit : "text", "coordinator.text");

	if (name)
		build_from(b, build_say(b, BLOCK_TEXT, id, "name", name, NULL), field, 0);
	else
		recommendation_lacks(b, "coordinator.missing", field);
	if (name && build_is(b, of, 0, "other"))
		build_say(b, BLOCK_TEXT, "coordinator.authority", NULL);
	build_pair(b, "coordinator.reason", build_field(b, "recommendation.coordinator.reason"), 0);
	free(name);
}

static void followups(struct build *b)
{
	const struct field *field = build_field(b, "recommendation.followups_a_year");
	char *count = build_shown(b, field, 0);
	const char *id = build_number(b, field, 0) == 1 ? "followups.one" : "followups.text";

	if (count)
		build_from(b, build_say(b, BLOCK_TEXT, id, "count", count, NULL), field, 0);
	else
		recommendation_lacks(b, "followups.missing", field);
	free(count);
}

void recommendation_support(struct build *b)
{
	mentor(b);
	coordinator(b);
	followups(b);
}

static void stance(struct build *b)
{
	const struct field *field = build_field(b, "recommendation.stance.view");
	const char *view = build_stored(b, field, 0);
	const char *id = view ? recommendation_sentence("stance", view, "stance.other") : "stance.missing";
	char *shown = build_shown(b, field, 0);

	build_from(b, build_say(b, BLOCK_TEXT, id, "view", shown, NULL), field, 0);
	build_paragraph(b, build_field(b, "recommendation.stance.words"), 0);
	free(shown);
}

static void request_asked(struct build *b)
{
	const struct field *request = build_field(b, "referral.citizen_request");
	char *date = build_shown(b, build_field(b, "referral.request_on"), 0);

	if (date)
		build_say(b, BLOCK_TEXT, "request.lead.dated", "date", date, NULL);
	else
		build_say(b, BLOCK_TEXT, "request.lead", NULL);
	build_paragraph(b, request, 0);
	free(date);
}

/* What the citizen asked for is answered before everything else that the citizen said. */
static void request(struct build *b)
{
	const struct field *field = build_field(b, "recommendation.request_answer");
	char *answer;

	if (!build_is(b, build_field(b, "referral.citizen_applied"), 0, "true"))
		return;
	request_asked(b);
	answer = build_shown(b, field, 0);
	build_from(b, build_say_or(b, BLOCK_TEXT, "request.answer", "answer", answer, "request.missing"), field, 0);
	free(answer);
}

/* The answer to the statement with this number; 0 where there is none. */
static int64_t answer_row(struct build *b, const struct field *answers, long no)
{
	const struct field *column = field_by_key(b->forms, KEY_ANSWERS_STATEMENT);
	int64_t found = 0;
	size_t n;
	int64_t *rows = build_rows(b, answers, &n);

	for (size_t i = 0; i < n && !found && no >= 0; i++)
		if (build_number(b, column, rows[i]) == no)
			found = rows[i];
	free(rows);
	return found;
}

static void answer(struct build *b, long no)
{
	const struct field *table = field_by_key(b->forms, KEY_ANSWERS), *column = field_column(table,
	    "text");
	int64_t row = answer_row(b, table, no);
	char *how = row ? build_shown(b, field_column(table, "answer"), row) : NULL;
	char *text = row ? build_shown(b, column, row) : NULL;
	struct block *block;

	if (how && text)
		block = build_say(b, BLOCK_TEXT, "answer.text", "answer", how, "text", text, NULL);
	else if (how)
		block = build_say(b, BLOCK_TEXT, "answer.bare", "answer", how, NULL);
	else if (text)
		block = build_say(b, BLOCK_TEXT, "answer.words", "text", text, NULL);
	else
		block = build_say(b, BLOCK_TEXT, "answer.missing", NULL);
	build_from(b, block, row ? column : table, row)->indent = 1;
	free(how);
	free(text);
}

static void statement(struct build *b, const struct field *table, int64_t row)
{
	const struct field *column = field_by_key(b->forms, KEY_STATEMENTS_TEXT);
	long no = build_number(b, field_by_key(b->forms, KEY_STATEMENTS_NO), row);
	char *text = build_shown(b, column, row), *quote = text ? build_quote(b, text) : NULL;
	char *label = no < 0 ? NULL : xasprintf("%s%ld", table->prefix ? table->prefix : "", no);
	struct block *block;

	if (quote)
		block = document_add(b->document, BLOCK_ITEM, label, quote);
	else
		block = document_add(b->document, BLOCK_ITEM, label,
		    wording_get(b->wording, "statements.untold", b->lang));
	build_from(b, block, column, row);
	answer(b, no);
	free(text);
	free(quote);
	free(label);
}

static void statements(struct build *b)
{
	const struct field *table = field_by_key(b->forms, KEY_STATEMENTS);
	const char *id = build_none(b, table) ? "statements.none" : "statements.missing";
	size_t n;
	int64_t *rows = build_rows(b, table, &n);

	if (n > 0)
		build_say(b, BLOCK_SUBHEADING, "statements.lead", NULL);
	else
		build_from(b, build_say(b, BLOCK_TEXT, id, NULL), table, 0);
	for (size_t i = 0; i < n; i++)
		statement(b, table, rows[i]);
	free(rows);
}

void recommendation_citizen(struct build *b)
{
	stance(b);
	request(b);
	statements(b);
}

/* The row in which the same seat says what it leans to; 0 where it says nothing. */
static int64_t leaning_row(struct build *b, const char *seat)
{
	const struct field *column = field_by_key(b->forms, KEY_LEANINGS_SEAT);
	int64_t found = 0;
	size_t n;
	int64_t *rows = build_rows(b, column->table, &n);

	for (size_t i = 0; i < n && !found && seat; i++)
		if (build_is(b, column, rows[i], seat))
			found = rows[i];
	free(rows);
	return found;
}

static void leaning(struct build *b, const char *seat)
{
	const struct field *column = field_by_key(b->forms, KEY_LEANINGS_OUTCOME);
	int64_t row = leaning_row(b, seat);
	long months = row ? build_number(b, field_by_key(b->forms, KEY_LEANINGS_MONTHS), row) : -1;
	char *outcome = row ? build_shown(b, column, row) : NULL,
	    *length = months < 0 ? NULL : build_length(b, months);
	struct block *block;

	if (!outcome)
		return;
	if (length)
		block = build_say(b, BLOCK_TEXT, "dissent.leaning.length", "outcome", outcome, "length",
		    length, NULL);
	else
		block = build_say(b, BLOCK_TEXT, "dissent.leaning", "outcome", outcome, NULL);
	build_from(b, block, column, row)->indent = 1;
	free(outcome);
	free(length);
}

static void dissenter(struct build *b, int64_t row)
{
	const struct field *seat = field_by_key(b->forms, KEY_DISSENT_SEAT);
	const struct field *reason = field_by_key(b->forms, KEY_DISSENT_REASON);
	char *member = recommendation_member(b, seat, row);
	struct block *block;

	build_from(b, build_say(b, BLOCK_ITEM, "dissent.text", "member", member, NULL), seat, row);
	block = build_paragraph(b, reason, row);
	if (!block)
		block = build_from(b, build_say(b, BLOCK_TEXT, "dissent.reason.missing", NULL), reason, row);
	block->indent = 1;
	leaning(b, build_stored(b, seat, row));
	free(member);
}

void recommendation_dissent(struct build *b)
{
	const struct field *table = field_by_key(b->forms, KEY_DISSENT);
	const char *id = build_none(b, table) ? "dissent.none" : "dissent.missing";
	size_t n;
	int64_t *rows = build_rows(b, table, &n);

	if (n == 0)
		build_from(b, build_say(b, BLOCK_TEXT, id, NULL), table, 0);
	for (size_t i = 0; i < n; i++)
		dissenter(b, rows[i]);
	free(rows);
}
