/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The reasons, domain by domain: as the team wrote them, each sentence with
 * its source, else composed of what the members assessed, under their names.
 * Then what a fleksjob and a pension need besides (BEK §§ 9-10; S 2, 4.3).
 */
#include "document/recommendation.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static const struct field *reasons_field(const struct build *b, const char *domain)
{
	char *id = xasprintf("recommendation.reasons.%s", domain);
	const struct field *field = build_field(b, id);

	free(id);
	return field;
}

static const struct pack *pack_of(const struct build *b)
{
	return rules_pack(b->rules);
}

static bool pack_has(const struct build *b, const char *domain)
{
	const struct pack *pack = pack_of(b);

	for (size_t i = 0; i < pack->n_domains; i++)
		if (strcmp(pack->domains[i], domain) == 0)
			return true;
	return false;
}

/* The domain under which an assessment stands: education is employment's where the pack has no place for
 * it. */
static bool in_domain(const struct build *b, int64_t row, const char *domain)
{
	const char *code = build_stored(b, field_by_key(b->forms, KEY_ASSESSMENTS_DOMAIN), row);

	if (!code)
		return false;
	if (strcmp(code, "education") == 0 && !pack_has(b, code))
		code = "employment";
	return strcmp(code, domain) == 0;
}

static size_t written(struct build *b, const char *domain)
{
	size_t n;

	free(build_rows(b, reasons_field(b, domain), &n));
	return n;
}

bool recommendation_reasoned(struct build *b)
{
	const struct pack *pack = pack_of(b);
	size_t n;

	for (size_t i = 0; i < pack->n_domains; i++)
		if (written(b, pack->domains[i]))
			return true;
	free(build_rows(b, field_by_key(b->forms, KEY_ASSESSMENTS), &n));
	return n > 0;
}

/* A sentence comes from the field that its row names, or from what the row says in words; else it has no
 * source. */
static void reason_from(struct build *b, struct block *block, const struct field *table, int64_t row)
{
	const char *from = build_stored(b, field_column(table, "from"), row);
	const struct field *field = from ? build_field(b, from) : NULL;
	char *source;

	build_from(b, block, field ? field : field_column(table, "text"), field ? 0 : row);
	if (field)
		return;
	source = from ? xstrdup(from) :
	    build_words(b, "source.none", "source", block->source ? block->source : "", NULL);
	free(block->source);
	block->source = source;
}

static void written_reasons(struct build *b, const struct field *table)
{
	size_t n;
	int64_t *rows = build_rows(b, table, &n);

	for (size_t i = 0; i < n; i++) {
		struct block *block = build_paragraph(b, field_column(table, "text"), rows[i]);

		if (block)
			reason_from(b, block, table, rows[i]);
	}
	free(rows);
}

static void assessment(struct build *b, const struct field *table, int64_t row)
{
	static const char *const columns[] = {
		"resources", "challenges", "development", "information", "measures", "statement"
	};
	const struct field *seat = field_column(table, "seat");
	char *member = recommendation_member(b, seat, row);

	build_from(b, document_add(b->document, BLOCK_ITEM, NULL, member), seat, row);
	free(member);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		struct block *pair = build_pair(b, NULL, field_column(table, columns[i]), row);

		if (pair)
			pair->indent = 1;
	}
}

/* False where nobody has assessed the domain. */
static bool composed_reasons(struct build *b, const char *domain)
{
	const struct field *table = field_by_key(b->forms, KEY_ASSESSMENTS);
	bool any = false;
	size_t n;
	int64_t *rows = build_rows(b, table, &n);

	for (size_t i = 0; i < n; i++) {
		if (!in_domain(b, rows[i], domain))
			continue;
		assessment(b, table, rows[i]);
		any = true;
	}
	free(rows);
	return any;
}

static const char *domain_name(const struct build *b, const char *domain)
{
	const struct field *field = field_by_key(b->forms, KEY_ASSESSMENTS_DOMAIN);
	const struct choice *choice = choice_by_code(field->choices, domain);

	return choice ? label_get(&choice->label, b->lang) : domain;
}

static void domain_reasons(struct build *b, const char *domain)
{
	const struct field *table = reasons_field(b, domain);
	const char *name = table ? label_get(&table->label, b->lang) : domain_name(b, domain);

	build_from(b, document_add(b->document, BLOCK_SUBHEADING, NULL, name), table, 0);
	if (written(b, domain))
		written_reasons(b, table);
	else if (!composed_reasons(b, domain))
		build_from(b, build_say(b, BLOCK_TEXT, "reasons.missing", NULL), table, 0);
}

/* How many domains have reasons of the team's own. */
static size_t domains_written(struct build *b)
{
	const struct pack *pack = pack_of(b);
	size_t n = 0;

	for (size_t i = 0; i < pack->n_domains; i++)
		n += written(b, pack->domains[i]) > 0;
	return n;
}

static void subheading_outcome(struct build *b)
{
	char *outcome = build_shown(b, field_by_key(b->forms, KEY_OUTCOME), 0);

	document_add(b->document, BLOCK_SUBHEADING, NULL, outcome);
	free(outcome);
}

static void few_hours(struct build *b)
{
	static const char *const fields[] = { "recommendation.fleksjob.period",
	    "recommendation.fleksjob.aim" };
	const struct field *development = build_field(b, "recommendation.fleksjob.development");

	if (!build_paragraph(b, development, 0))
		build_from(b, build_say(b, BLOCK_TEXT, "fleksjob.development.missing", NULL), development, 0);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		build_pair(b, NULL, build_field(b, fields[i]), 0);
}

static void fleksjob(struct build *b)
{
	const struct field *reason = build_field(b, "recommendation.fleksjob.reason");
	const struct field *few = build_field(b, "recommendation.fleksjob.few_hours");
	bool yes = build_is(b, few, 0, "true"), no = build_is(b, few, 0, "false");
	const char *id = yes ? "fleksjob.few" : no ? "fleksjob.not_few" : "fleksjob.few.missing";

	subheading_outcome(b);
	if (!build_paragraph(b, reason, 0))
		build_from(b, build_say(b, BLOCK_TEXT, "fleksjob.reason.missing", NULL), reason, 0);
	build_from(b, build_say(b, BLOCK_TEXT, id, NULL), few, 0);
	if (yes)
		few_hours(b);
}

static void pension(struct build *b)
{
	const struct field *basis = build_field(b, "recommendation.pension.basis");
	const struct field *reduction = build_field(b, "recommendation.pension.reduction");

	subheading_outcome(b);
	if (!build_paragraph(b, reduction, 0))
		build_from(b, build_say(b, BLOCK_TEXT, "pension.reduction.missing", NULL), reduction, 0);
	if (!build_pair(b, NULL, basis, 0))
		build_from(b, build_say(b, BLOCK_TEXT, "pension.basis.missing", NULL), basis, 0);
}

void recommendation_reasons(struct build *b)
{
	const struct pack *pack = pack_of(b);
	const char *code = recommendation_outcome(b);

	if (domains_written(b) == pack->n_domains)
		build_say(b, BLOCK_TEXT, "reasons.lead", NULL);
	else if (recommendation_reasoned(b))
		build_say(b, BLOCK_TEXT, "reasons.composed", NULL);
	for (size_t i = 0; i < pack->n_domains; i++)
		domain_reasons(b, pack->domains[i]);
	if (code && strcmp(code, "fleksjob") == 0)
		fleksjob(b);
	if (code && strcmp(code, "foertidspension") == 0)
		pension(b);
}
