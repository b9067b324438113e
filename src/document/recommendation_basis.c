/* SPDX-License-Identifier: EUPL-1.2 */
/* What the recommendation rests on: rules, the GP, assessments, documents, departures; and who signs. */
#include "document/recommendation.h"

#include <stdlib.h>
#include <string.h>

static void rules_used(struct build *b)
{
	const struct pack *pack = rules_pack(b->rules);
	char *s = build_words(b, "basis.rules.text", "pack", label_get(&pack->title, b->lang),
	    "source", label_get(&pack->source, b->lang), NULL);

	document_add(b->document, BLOCK_PAIR, wording_get(b->wording, "basis.rules", b->lang), s);
	free(s);
}

/* A pack that has ended is historic, whatever today's date is said to be: the law of today is another
 * (law.md 0). */
static void historic(struct build *b)
{
	if (rules_pack(b->rules)->to.year)
		build_say(b, BLOCK_TEXT, "basis.historic", NULL);
}

static void gp_exempt(struct build *b)
{
	const struct field *field = build_field(b, "gp.exempt_reason");
	char *reason = build_shown(b, field, 0);
	char *s = build_words_or(b, "basis.gp.exempt", "reason", reason, "basis.gp.exempt.bare");

	build_pair_text(b, "basis.gp", s, field, 0);
	free(reason);
	free(s);
}

static void gp_received(struct build *b)
{
	const struct field *field = build_field(b, "gp.received_on");
	char *received = build_shown(b, field, 0), *s;
	char *consultation = build_shown(b, build_field(b, "gp.consultation_on"), 0);

	if (received && consultation)
		s = build_words(b, "basis.gp.both", "received", received, "consultation", consultation, NULL);
	else if (received)
		s = build_words(b, "basis.gp.received", "received", received, NULL);
	else
		s = build_words(b, "basis.gp.missing", NULL);
	build_pair_text(b, "basis.gp", s, field, 0);
	free(received);
	free(consultation);
	free(s);
}

/* The subheading of a table; false where it has no rows, and a sentence has said so. */
static bool table_begins(struct build *b, const char *heading, const struct field *table, const char *missing)
{
	size_t n;

	free(build_rows(b, table, &n));
	build_from(b, build_say(b, BLOCK_SUBHEADING, heading, NULL), table, 0);
	if (n == 0)
		build_from(b, build_say(b, BLOCK_TEXT, missing, NULL), table, 0);
	return n > 0;
}

/* The members by name: an assessment is its member's own. */
static void assessments(struct build *b)
{
	static const char *const columns[] = { "seat", "domain", "development", "information", NULL };
	const struct field *table = field_by_key(b->forms, KEY_ASSESSMENTS), *seat = field_column(table,
	    "seat");
	struct block *block;
	int64_t *rows;
	size_t n;

	if (!table_begins(b, "basis.assessments", table, "basis.assessments.missing"))
		return;
	build_table(b, table, columns);
	block = &b->document->v[b->document->n - 1];
	rows = build_rows(b, table, &n);
	for (size_t i = 0; i < n; i++) {
		char **cell = &block->cells[(i + 1) * block->n_columns];

		free(*cell);
		*cell = recommendation_member(b, seat, rows[i]);
	}
	free(rows);
}

static void documents(struct build *b)
{
	static const char *const columns[] = { "title", "kind", "dated", "source", NULL };
	const struct field *table = build_field(b, "documents");
	const char *missing = build_none(b, table) ? "basis.documents.none" : "basis.documents.missing";

	if (table_begins(b, "basis.documents", table, missing))
		build_table(b, table, columns);
}

static const struct rule *rule_by_id(const struct pack *pack, const char *id)
{
	for (size_t i = 0; i < pack->n_rules; i++)
		if (strcmp(pack->rules[i].id, id) == 0)
			return &pack->rules[i];
	return NULL;
}

static void override_by(struct build *b, const struct field *table, int64_t row)
{
	char *by = build_shown(b, field_column(table, "by"), row);
	char *on = build_shown(b, field_column(table, "on"), row);

	if (by && on)
		build_say(b, BLOCK_TEXT, "basis.override.by", "name", by, "date", on, NULL)->indent = 1;
	free(by);
	free(on);
}

/* A rule is named by what it says, since its id means nothing to the reader. */
static void override(struct build *b, const struct field *table, int64_t row)
{
	const struct field *column = field_by_key(b->forms, KEY_OVERRIDES_REASON);
	const char *id = build_stored(b, field_column(table, "rule"), row);
	const struct rule *rule = id ? rule_by_id(rules_pack(b->rules), id) : NULL;
	const char *text = rule ? label_get(&rule->text, b->lang) : id ? id : "";
	char *reason = build_shown(b, column, row);

	build_from(b, build_say(b, BLOCK_ITEM, "basis.override", "text", text, "reason", reason, NULL),
	    column, row);
	override_by(b, table, row);
	free(reason);
}

static void overrides(struct build *b)
{
	const struct field *table = field_by_key(b->forms, KEY_OVERRIDES);
	size_t n;
	int64_t *rows = build_rows(b, table, &n);

	if (n > 0)
		build_say(b, BLOCK_SUBHEADING, "basis.overrides", NULL);
	for (size_t i = 0; i < n; i++)
		override(b, table, rows[i]);
	free(rows);
}

void recommendation_basis(struct build *b)
{
	rules_used(b);
	if (build_is(b, build_field(b, "gp.exempt"), 0, "true"))
		gp_exempt(b);
	else
		gp_received(b);
	historic(b);
	assessments(b);
	documents(b);
	overrides(b);
}

static bool is_chair(const struct build *b, const struct field *seats, int64_t row)
{
	const char *chair = build_stored(b, field_by_key(b->forms, KEY_MEETING_CHAIR), 0);

	return chair && build_is(b, field_by_key(b->forms, KEY_SEATS_NAME), row, chair) &&
	    build_is(b, field_column(seats, "present"), row, "true");
}

static void sign(struct build *b, const struct field *seats, int64_t row, const char *member)
{
	struct block *block;

	if (is_chair(b, seats, row))
		block = build_say(b, BLOCK_SIGN, "sign.chair", "member", member, NULL);
	else
		block = document_add(b->document, BLOCK_SIGN, NULL, member);
	build_from(b, block, field_by_key(b->forms, KEY_SEATS_NAME), row);
}

/* A chair who sits in no seat signs too. */
static void chair_signs(struct build *b)
{
	const struct field *field = field_by_key(b->forms, KEY_MEETING_CHAIR);
	char *chair = build_shown(b, field, 0);

	if (chair)
		build_from(b, build_say(b, BLOCK_SIGN, "sign.chair", "member", chair, NULL), field, 0);
	free(chair);
}

void recommendation_signatures(struct build *b)
{
	const struct field *seats = field_by_key(b->forms, KEY_SEATS);
	bool chaired = false;
	size_t n;
	int64_t *rows = build_rows(b, seats, &n);

	build_say(b, BLOCK_SIGN, "sign.place_date", NULL);
	for (size_t i = 0; i < n; i++) {
		char *member = recommendation_present(b, seats, rows[i]);

		if (member)
			sign(b, seats, rows[i], member);
		chaired |= is_chair(b, seats, rows[i]);
		free(member);
	}
	if (!chaired)
		chair_signs(b);
	free(rows);
}
