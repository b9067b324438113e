/* SPDX-License-Identifier: EUPL-1.2 */
/* Who helps the citizen, what the citizen says of it all, and who in the team sees it otherwise (S 4.5, 5.1, 5.8). */
#include "document/recommendation.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/record.h"

static void mentor_goals(struct build *build)
{
	const struct field *table = build_field(build, "recommendation.mentor.goals");
	size_t n;
	int64_t *rows = build_rows(build, table, &n);

	build_from(build, build_say(build, BLOCK_TEXT, n ? "mentor.goals.lead" : "mentor.goals.missing", NULL), table, 0);
	for (size_t i = 0; i < n; i++) {
		const struct field *column = field_column(table, "text");
		char *label = xasprintf("%zu.", i + 1), *text = build_shown(build, column, rows[i]);

		build_from(build, document_add(build->document, BLOCK_ITEM, label, text ? text : ""), column, rows[i]);
		free(label);
		free(text);
	}
	free(rows);
}

static void mentor_offered(struct build *build, const struct field *offered)
{
	long months = build_number(build, build_field(build, "recommendation.mentor.months"), 0);
	char *length = months < 0 ? NULL : build_length(build, months);
	struct block *block;

	if (length)
		block = build_say(build, BLOCK_TEXT, "mentor.offered", "length", length, NULL);
	else
		block = build_say(build, BLOCK_TEXT, "mentor.offered.open", NULL);
	build_from(build, block, offered, 0);
	free(length);
	build_say(build, BLOCK_TEXT, "mentor.agreement", NULL);
	mentor_goals(build);
	build_pair(build, "mentor.role", build_field(build, "recommendation.mentor.role"), 0);
	build_pair(build, "mentor.tasks", build_field(build, "recommendation.mentor.tasks"), 0);
}

static void mentor_declined(struct build *build, const struct field *offered)
{
	char *why = build_shown(build, build_field(build, "recommendation.mentor.why_not"), 0);
	struct block *block;

	if (why)
		block = build_say(build, BLOCK_TEXT, "mentor.declined", "text", why, NULL);
	else
		block = build_say(build, BLOCK_TEXT, "mentor.declined.missing", NULL);
	build_from(build, block, offered, 0);
	free(why);
}

static void mentor(struct build *build)
{
	const struct field *offered = build_field(build, "recommendation.mentor.offered");

	if (build_is(build, offered, 0, "true"))
		mentor_offered(build, offered);
	else if (build_is(build, offered, 0, "false"))
		mentor_declined(build, offered);
	else
		build_from(build, build_say(build, BLOCK_TEXT, "mentor.missing", NULL), offered, 0);
}

static void coordinator(struct build *build)
{
	const struct field *field = build_field(build, "recommendation.coordinator.name");
	const struct field *of = build_field(build, "recommendation.coordinator.unit");
	char *name = build_shown(build, field, 0), *unit = build_shown(build, of, 0);
	struct block *block;

	if (name && unit)
		block = build_say(build, BLOCK_TEXT, "coordinator.unit", "name", name, "unit", unit, NULL);
	else if (name)
		block = build_say(build, BLOCK_TEXT, "coordinator.text", "name", name, NULL);
	else
		block = build_say(build, BLOCK_TEXT, "coordinator.missing", NULL);
	build_from(build, block, field, 0);
	if (name && build_is(build, of, 0, "other"))
		build_say(build, BLOCK_TEXT, "coordinator.authority", NULL);
	build_pair(build, "coordinator.reason", build_field(build, "recommendation.coordinator.reason"), 0);
	free(name);
	free(unit);
}

static void followups(struct build *build)
{
	const struct field *field = build_field(build, "recommendation.followups_a_year");
	char *count = build_shown(build, field, 0);
	const char *id = build_number(build, field, 0) == 1 ? "followups.one" : "followups.text";

	if (!count)
		id = "followups.missing";
	build_from(build, build_say(build, BLOCK_TEXT, id, "count", count, NULL), field, 0);
	free(count);
}

void recommendation_support(struct build *build)
{
	mentor(build);
	coordinator(build);
	followups(build);
}

static void stance(struct build *build)
{
	const struct field *field = build_field(build, "recommendation.stance.view");
	const char *view = build_stored(build, field, 0);
	char *id = xasprintf("stance.%s", view ? view : "missing");

	build_from(build, build_say(build, BLOCK_TEXT, id, NULL), field, 0);
	build_paragraph(build, build_field(build, "recommendation.stance.words"), 0);
	free(id);
}

static void request_asked(struct build *build)
{
	const struct field *request = build_field(build, "referral.citizen_request");
	char *date = build_shown(build, build_field(build, "referral.request_on"), 0);

	if (date)
		build_say(build, BLOCK_TEXT, "request.lead.dated", "date", date, NULL);
	else
		build_say(build, BLOCK_TEXT, "request.lead", NULL);
	build_paragraph(build, request, 0);
	free(date);
}

/* What the citizen asked for is answered before everything else that the citizen said. */
static void request(struct build *build)
{
	const struct field *field = build_field(build, "recommendation.request_answer");
	char *answer;
	struct block *block;

	if (!build_is(build, build_field(build, "referral.citizen_applied"), 0, "true"))
		return;
	request_asked(build);
	answer = build_shown(build, field, 0);
	if (answer)
		block = build_say(build, BLOCK_TEXT, "request.answer", "answer", answer, NULL);
	else
		block = build_say(build, BLOCK_TEXT, "request.missing", NULL);
	build_from(build, block, field, 0);
	free(answer);
}

/* The answer to the statement with this number; 0 where there is none. */
static int64_t answer_row(struct build *build, const struct field *answers, long no)
{
	const struct field *column = field_by_key(build->forms, KEY_ANSWERS_STATEMENT);
	int64_t found = 0;
	size_t n;
	int64_t *rows = build_rows(build, answers, &n);

	for (size_t i = 0; i < n && !found && no >= 0; i++)
		if (build_number(build, column, rows[i]) == no)
			found = rows[i];
	free(rows);
	return found;
}

static void answer(struct build *build, long no)
{
	const struct field *table = field_by_key(build->forms, KEY_ANSWERS), *column = field_column(table, "text");
	int64_t row = answer_row(build, table, no);
	char *how = row ? build_shown(build, field_column(table, "answer"), row) : NULL;
	char *text = row ? build_shown(build, column, row) : NULL;
	struct block *block;

	if (how && text)
		block = build_say(build, BLOCK_TEXT, "answer.text", "answer", how, "text", text, NULL);
	else if (how)
		block = build_say(build, BLOCK_TEXT, "answer.bare", "answer", how, NULL);
	else if (text)
		block = build_say(build, BLOCK_TEXT, "answer.words", "text", text, NULL);
	else
		block = build_say(build, BLOCK_TEXT, "answer.missing", NULL);
	build_from(build, block, row ? column : table, row)->indent = 1;
	free(how);
	free(text);
}

static void statement(struct build *build, const struct field *table, int64_t row)
{
	const struct field *column = field_by_key(build->forms, KEY_STATEMENTS_TEXT);
	long no = build_number(build, field_by_key(build->forms, KEY_STATEMENTS_NO), row);
	char *text = build_shown(build, column, row), *quote = text ? build_quote(build, text) : NULL;
	char *label = no < 0 ? NULL : xasprintf("%s%ld", table->prefix ? table->prefix : "", no);
	struct block *block;

	if (quote)
		block = document_add(build->document, BLOCK_ITEM, label, quote);
	else
		block = document_add(build->document, BLOCK_ITEM, label,
		    wording_get(build->wording, "statements.untold", build->lang));
	build_from(build, block, column, row);
	answer(build, no);
	free(text);
	free(quote);
	free(label);
}

static void statements(struct build *build)
{
	const struct field *table = field_by_key(build->forms, KEY_STATEMENTS);
	const char *id = build_none(build, table) ? "statements.none" : "statements.missing";
	size_t n;
	int64_t *rows = build_rows(build, table, &n);

	if (n > 0)
		build_say(build, BLOCK_SUBHEADING, "statements.lead", NULL);
	else
		build_from(build, build_say(build, BLOCK_TEXT, id, NULL), table, 0);
	for (size_t i = 0; i < n; i++)
		statement(build, table, rows[i]);
	free(rows);
}

void recommendation_citizen(struct build *build)
{
	stance(build);
	request(build);
	statements(build);
}

/* The row in which the same seat says what it leans to; 0 where it says nothing. */
static int64_t leaning_row(struct build *build, const char *seat)
{
	const struct field *column = field_by_key(build->forms, KEY_LEANINGS_SEAT);
	int64_t found = 0;
	size_t n;
	int64_t *rows = build_rows(build, column->table, &n);

	for (size_t i = 0; i < n && !found && seat; i++)
		if (build_is(build, column, rows[i], seat))
			found = rows[i];
	free(rows);
	return found;
}

static void leaning(struct build *build, const char *seat)
{
	const struct field *column = field_by_key(build->forms, KEY_LEANINGS_OUTCOME);
	int64_t row = leaning_row(build, seat);
	long months = row ? build_number(build, field_by_key(build->forms, KEY_LEANINGS_MONTHS), row) : -1;
	char *outcome = row ? build_shown(build, column, row) : NULL, *length = months < 0 ? NULL : build_length(build, months);
	struct block *block;

	if (!outcome)
		return;
	if (length)
		block = build_say(build, BLOCK_TEXT, "dissent.leaning.length", "outcome", outcome, "length", length, NULL);
	else
		block = build_say(build, BLOCK_TEXT, "dissent.leaning", "outcome", outcome, NULL);
	build_from(build, block, column, row)->indent = 1;
	free(outcome);
	free(length);
}

static void dissenter(struct build *build, int64_t row)
{
	const struct field *seat = field_by_key(build->forms, KEY_DISSENT_SEAT);
	const struct field *reason = field_by_key(build->forms, KEY_DISSENT_REASON);
	char *member = recommendation_member(build, seat, row);
	struct block *block;

	build_from(build, build_say(build, BLOCK_ITEM, "dissent.text", "member", member, NULL), seat, row);
	block = build_paragraph(build, reason, row);
	if (!block)
		block = build_from(build, build_say(build, BLOCK_TEXT, "dissent.reason.missing", NULL), reason, row);
	block->indent = 1;
	leaning(build, build_stored(build, seat, row));
	free(member);
}

void recommendation_dissent(struct build *build)
{
	const struct field *table = field_by_key(build->forms, KEY_DISSENT);
	const char *id = build_none(build, table) ? "dissent.none" : "dissent.missing";
	size_t n;
	int64_t *rows = build_rows(build, table, &n);

	if (n == 0)
		build_from(build, build_say(build, BLOCK_TEXT, id, NULL), table, 0);
	for (size_t i = 0; i < n; i++)
		dissenter(build, rows[i]);
	free(rows);
}
