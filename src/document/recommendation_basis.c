/* SPDX-License-Identifier: EUPL-1.2 */
/* What the recommendation rests on: rules, the GP, assessments, documents, departures; and who signs. */
#include "document/recommendation.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/record.h"

static void rules_used(struct build *build)
{
	const struct pack *pack = rules_pack(build->rules);
	char *s = build_words(build, "basis.rules.text", "pack", label_get(&pack->title, build->lang),
	    "source", label_get(&pack->source, build->lang), NULL);

	document_add(build->document, BLOCK_PAIR, wording_get(build->wording, "basis.rules", build->lang), s);
	free(s);
}

/* A pack that has ended is historic, whatever today's date is said to be: the law of today is another (law.md 0). */
static void historic(struct build *build)
{
	if (rules_pack(build->rules)->to.year)
		build_say(build, BLOCK_TEXT, "basis.historic", NULL);
}

static void gp_exempt(struct build *build)
{
	const struct field *field = build_field(build, "gp.exempt_reason");
	char *reason = build_shown(build, field, 0), *s;

	if (reason)
		s = build_words(build, "basis.gp.exempt", "reason", reason, NULL);
	else
		s = build_words(build, "basis.gp.exempt.bare", NULL);
	build_pair_text(build, "basis.gp", s, field, 0);
	free(reason);
	free(s);
}

static void gp_received(struct build *build)
{
	const struct field *field = build_field(build, "gp.received_on");
	char *received = build_shown(build, field, 0), *s;
	char *consultation = build_shown(build, build_field(build, "gp.consultation_on"), 0);

	if (received && consultation)
		s = build_words(build, "basis.gp.both", "received", received, "consultation", consultation, NULL);
	else if (received)
		s = build_words(build, "basis.gp.received", "received", received, NULL);
	else
		s = build_words(build, "basis.gp.missing", NULL);
	build_pair_text(build, "basis.gp", s, field, 0);
	free(received);
	free(consultation);
	free(s);
}

/* The subheading of a table; false where it has no rows, and a sentence has said so. */
static bool table_begins(struct build *build, const char *heading, const struct field *table, const char *missing)
{
	size_t n;

	free(build_rows(build, table, &n));
	build_from(build, build_say(build, BLOCK_SUBHEADING, heading, NULL), table, 0);
	if (n == 0)
		build_from(build, build_say(build, BLOCK_TEXT, missing, NULL), table, 0);
	return n > 0;
}

/* The members by name: an assessment is its member's own. */
static void assessments(struct build *build)
{
	static const char *const columns[] = { "seat", "domain", "development", "information", NULL };
	const struct field *table = field_by_key(build->forms, KEY_ASSESSMENTS), *seat = field_column(table, "seat");
	struct block *block;
	int64_t *rows;
	size_t n;

	if (!table_begins(build, "basis.assessments", table, "basis.assessments.missing"))
		return;
	build_table(build, table, columns);
	block = &build->document->v[build->document->n - 1];
	rows = build_rows(build, table, &n);
	for (size_t i = 0; i < n; i++) {
		char **cell = &block->cells[(i + 1) * block->n_columns];

		free(*cell);
		*cell = recommendation_member(build, seat, rows[i]);
	}
	free(rows);
}

static void documents(struct build *build)
{
	static const char *const columns[] = { "title", "kind", "dated", "source", NULL };
	const struct field *table = build_field(build, "documents");
	const char *missing = build_none(build, table) ? "basis.documents.none" : "basis.documents.missing";

	if (table_begins(build, "basis.documents", table, missing))
		build_table(build, table, columns);
}

static const struct rule *rule_by_id(const struct pack *pack, const char *id)
{
	for (size_t i = 0; i < pack->n_rules; i++)
		if (strcmp(pack->rules[i].id, id) == 0)
			return &pack->rules[i];
	return NULL;
}

static void override_by(struct build *build, const struct field *table, int64_t row)
{
	char *by = build_shown(build, field_column(table, "by"), row);
	char *on = build_shown(build, field_column(table, "on"), row);

	if (by && on)
		build_say(build, BLOCK_TEXT, "basis.override.by", "name", by, "date", on, NULL)->indent = 1;
	free(by);
	free(on);
}

/* A rule is named by what it says, since its id means nothing to the reader. */
static void override(struct build *build, const struct field *table, int64_t row)
{
	const struct field *column = field_by_key(build->forms, KEY_OVERRIDES_REASON);
	const char *id = build_stored(build, field_column(table, "rule"), row);
	const struct rule *rule = id ? rule_by_id(rules_pack(build->rules), id) : NULL;
	const char *text = rule ? label_get(&rule->text, build->lang) : id ? id : "";
	char *reason = build_shown(build, column, row);

	build_from(build, build_say(build, BLOCK_ITEM, "basis.override", "text", text, "reason", reason, NULL), column, row);
	override_by(build, table, row);
	free(reason);
}

static void overrides(struct build *build)
{
	const struct field *table = field_by_key(build->forms, KEY_OVERRIDES);
	size_t n;
	int64_t *rows = build_rows(build, table, &n);

	if (n > 0)
		build_say(build, BLOCK_SUBHEADING, "basis.overrides", NULL);
	for (size_t i = 0; i < n; i++)
		override(build, table, rows[i]);
	free(rows);
}

void recommendation_basis(struct build *build)
{
	rules_used(build);
	if (build_is(build, build_field(build, "gp.exempt"), 0, "true"))
		gp_exempt(build);
	else
		gp_received(build);
	historic(build);
	assessments(build);
	documents(build);
	overrides(build);
}

static bool is_chair(const struct build *build, const struct field *seats, int64_t row)
{
	const char *chair = build_stored(build, field_by_key(build->forms, KEY_MEETING_CHAIR), 0);

	return chair && build_is(build, field_by_key(build->forms, KEY_SEATS_NAME), row, chair) &&
	    build_is(build, field_column(seats, "present"), row, "true");
}

static void sign(struct build *build, const struct field *seats, int64_t row, const char *member)
{
	struct block *block;

	if (is_chair(build, seats, row))
		block = build_say(build, BLOCK_SIGN, "sign.chair", "member", member, NULL);
	else
		block = document_add(build->document, BLOCK_SIGN, NULL, member);
	build_from(build, block, field_by_key(build->forms, KEY_SEATS_NAME), row);
}

/* A chair who sits in no seat signs too. */
static void chair_signs(struct build *build)
{
	const struct field *field = field_by_key(build->forms, KEY_MEETING_CHAIR);
	char *chair = build_shown(build, field, 0);

	if (chair)
		build_from(build, build_say(build, BLOCK_SIGN, "sign.chair", "member", chair, NULL), field, 0);
	free(chair);
}

void recommendation_signatures(struct build *build)
{
	const struct field *seats = field_by_key(build->forms, KEY_SEATS);
	bool chaired = false;
	size_t n;
	int64_t *rows = build_rows(build, seats, &n);

	build_say(build, BLOCK_SIGN, "sign.place_date", NULL);
	for (size_t i = 0; i < n; i++) {
		char *member = recommendation_present(build, seats, rows[i]);

		if (member)
			sign(build, seats, rows[i], member);
		chaired |= is_chair(build, seats, rows[i]);
		free(member);
	}
	if (!chaired)
		chair_signs(build);
	free(rows);
}
