/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The reasons, domain by domain: as the team wrote them, each sentence with
 * its source, else composed of what the members assessed, under their names.
 * Then what a fleksjob of few hours and a pension need besides (S 2, 4.3).
 */
#include "document/recommendation.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/record.h"

static const struct field *reasons_field(const struct build *build, const char *domain)
{
	char *id = xasprintf("recommendation.reasons.%s", domain);
	const struct field *field = build_field(build, id);

	free(id);
	return field;
}

static const struct pack *pack_of(const struct build *build)
{
	return rules_pack(build->rules);
}

static bool pack_has(const struct build *build, const char *domain)
{
	const struct pack *pack = pack_of(build);

	for (size_t i = 0; i < pack->n_domains; i++)
		if (strcmp(pack->domains[i], domain) == 0)
			return true;
	return false;
}

/* The domain under which an assessment stands: education is employment's where the pack has no place for it. */
static bool in_domain(const struct build *build, int64_t row, const char *domain)
{
	const char *code = build_stored(build, field_by_key(build->forms, KEY_ASSESSMENTS_DOMAIN), row);

	if (!code)
		return false;
	if (strcmp(code, "education") == 0 && !pack_has(build, code))
		code = "employment";
	return strcmp(code, domain) == 0;
}

static size_t written(struct build *build, const char *domain)
{
	size_t n;

	free(build_rows(build, reasons_field(build, domain), &n));
	return n;
}

bool recommendation_reasoned(struct build *build)
{
	const struct pack *pack = pack_of(build);
	size_t n;

	for (size_t i = 0; i < pack->n_domains; i++)
		if (written(build, pack->domains[i]))
			return true;
	free(build_rows(build, field_by_key(build->forms, KEY_ASSESSMENTS), &n));
	return n > 0;
}

/* A sentence comes from the field that its row names, or from what the row says in words; else it has no source. */
static void reason_from(struct build *build, struct block *block, const struct field *table, int64_t row)
{
	const char *from = build_stored(build, field_column(table, "from"), row);
	const struct field *field = from ? build_field(build, from) : NULL;
	char *source;

	build_from(build, block, field ? field : field_column(table, "text"), field ? 0 : row);
	if (field)
		return;
	source = from ? xstrdup(from) :
	    build_words(build, "source.none", "source", block->source ? block->source : "", NULL);
	free(block->source);
	block->source = source;
}

static void written_reasons(struct build *build, const struct field *table)
{
	size_t n;
	int64_t *rows = build_rows(build, table, &n);

	for (size_t i = 0; i < n; i++) {
		struct block *block = build_paragraph(build, field_column(table, "text"), rows[i]);

		if (block)
			reason_from(build, block, table, rows[i]);
	}
	free(rows);
}

static void assessment(struct build *build, const struct field *table, int64_t row)
{
	static const char *const columns[] = {
		"resources", "challenges", "development", "information", "measures", "statement"
	};
	const struct field *seat = field_column(table, "seat");
	char *member = recommendation_member(build, seat, row);

	build_from(build, document_add(build->document, BLOCK_ITEM, NULL, member), seat, row);
	free(member);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		struct block *pair = build_pair(build, NULL, field_column(table, columns[i]), row);

		if (pair)
			pair->indent = 1;
	}
}

/* False where nobody has assessed the domain. */
static bool composed_reasons(struct build *build, const char *domain)
{
	const struct field *table = field_by_key(build->forms, KEY_ASSESSMENTS);
	bool any = false;
	size_t n;
	int64_t *rows = build_rows(build, table, &n);

	for (size_t i = 0; i < n; i++) {
		if (!in_domain(build, rows[i], domain))
			continue;
		assessment(build, table, rows[i]);
		any = true;
	}
	free(rows);
	return any;
}

static const char *domain_name(const struct build *build, const char *domain)
{
	const struct field *field = field_by_key(build->forms, KEY_ASSESSMENTS_DOMAIN);
	const struct choice *choice = choice_by_code(field->choices, domain);

	return choice ? label_get(&choice->label, build->lang) : domain;
}

static void domain_reasons(struct build *build, const char *domain)
{
	const struct field *table = reasons_field(build, domain);
	const char *name = table ? label_get(&table->label, build->lang) : domain_name(build, domain);

	build_from(build, document_add(build->document, BLOCK_SUBHEADING, NULL, name), table, 0);
	if (written(build, domain))
		written_reasons(build, table);
	else if (!composed_reasons(build, domain))
		build_from(build, build_say(build, BLOCK_TEXT, "reasons.missing", NULL), table, 0);
}

/* How many domains have reasons of the team's own. */
static size_t domains_written(struct build *build)
{
	const struct pack *pack = pack_of(build);
	size_t n = 0;

	for (size_t i = 0; i < pack->n_domains; i++)
		n += written(build, pack->domains[i]) > 0;
	return n;
}

static void subheading_outcome(struct build *build)
{
	const struct field *field = field_by_key(build->forms, KEY_OUTCOME);
	const struct choice *choice = choice_by_code(field->choices, recommendation_outcome(build));

	document_add(build->document, BLOCK_SUBHEADING, NULL, label_get(&choice->label, build->lang));
}

static void few_hours(struct build *build)
{
	static const char *const fields[] = { "recommendation.fleksjob.period", "recommendation.fleksjob.aim" };
	const struct field *development = build_field(build, "recommendation.fleksjob.development");

	if (!build_paragraph(build, development, 0))
		build_from(build, build_say(build, BLOCK_TEXT, "fleksjob.development.missing", NULL), development, 0);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		build_pair(build, NULL, build_field(build, fields[i]), 0);
}

static void fleksjob(struct build *build)
{
	const struct field *few = build_field(build, "recommendation.fleksjob.few_hours");
	bool yes = build_is(build, few, 0, "true"), no = build_is(build, few, 0, "false");
	const char *id = yes ? "fleksjob.few" : no ? "fleksjob.not_few" : "fleksjob.few.missing";

	subheading_outcome(build);
	build_from(build, build_say(build, BLOCK_TEXT, id, NULL), few, 0);
	if (yes)
		few_hours(build);
}

static void pension(struct build *build)
{
	const struct field *basis = build_field(build, "recommendation.pension.basis");
	const struct field *reduction = build_field(build, "recommendation.pension.reduction");

	subheading_outcome(build);
	if (!build_paragraph(build, reduction, 0))
		build_from(build, build_say(build, BLOCK_TEXT, "pension.reduction.missing", NULL), reduction, 0);
	if (!build_pair(build, NULL, basis, 0))
		build_from(build, build_say(build, BLOCK_TEXT, "pension.basis.missing", NULL), basis, 0);
}

void recommendation_reasons(struct build *build)
{
	const struct pack *pack = pack_of(build);
	const char *code = recommendation_outcome(build);

	if (domains_written(build) == pack->n_domains)
		build_say(build, BLOCK_TEXT, "reasons.lead", NULL);
	else if (recommendation_reasoned(build))
		build_say(build, BLOCK_TEXT, "reasons.composed", NULL);
	for (size_t i = 0; i < pack->n_domains; i++)
		domain_reasons(build, pack->domains[i]);
	if (code && strcmp(code, "fleksjob") == 0)
		fleksjob(build);
	if (code && strcmp(code, "foertidspension") == 0)
		pension(build);
}
