/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The recommendation is a list of sections, of which a case has those that its
 * outcome calls for and those in which something is recorded: nobody reads
 * about a mentor who was never thought of in a case about a pension, and
 * nothing that the team has written is left out.
 */
#include "document/recommendation.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/record.h"

static void outcome(struct build *build);

static bool is_kind(const struct build *build, const char *kind)
{
	const char *is = recommendation_kind(build);

	return is && strcmp(is, kind) == 0;
}

static bool for_course(struct build *build)
{
	return is_kind(build, "ressourceforloeb");
}

static bool recorded(struct build *build, const char *const ids[])
{
	for (; *ids; ids++) {
		const struct field *field = build_field(build, *ids);
		size_t n = 0;

		if (field && field->kind == KIND_TABLE)
			free(build_rows(build, field, &n));
		if (n > 0 || build_stored(build, field, 0))
			return true;
	}
	return false;
}

/* A job clarification course consists of measures too. */
static bool for_effort(struct build *build)
{
	return for_course(build) || is_kind(build, "jobafklaring");
}

static bool has_reasons(struct build *build)
{
	return !is_kind(build, "returneret") || recommendation_reasoned(build);
}

static bool has_goals(struct build *build)
{
	static const char *const ids[] = { "recommendation.goal", "recommendation.interim_goals", NULL };

	return for_effort(build) || recorded(build, ids);
}

static bool has_measures(struct build *build)
{
	static const char *const ids[] = { "recommendation.measures", NULL };

	return for_effort(build) || recorded(build, ids);
}

static bool has_support(struct build *build)
{
	static const char *const ids[] = {
		"recommendation.mentor.offered", "recommendation.coordinator.name", "recommendation.followups_a_year", NULL
	};

	return for_course(build) || recorded(build, ids);
}

static const struct section {
	const char *heading;
	bool (*has)(struct build *build);	/* NULL: every recommendation */
	void (*add)(struct build *build);
} sections[] = {
	{ "section.recommendation", NULL, outcome },
	{ "section.reasons", has_reasons, recommendation_reasons },
	{ "section.goals", has_goals, recommendation_goals },
	{ "section.measures", has_measures, recommendation_measures },
	{ "section.duration", for_course, recommendation_duration },
	{ "section.support", has_support, recommendation_support },
	{ "section.citizen", NULL, recommendation_citizen },
	{ "section.dissent", NULL, recommendation_dissent },
	{ "section.basis", NULL, recommendation_basis },
};

enum { N_SECTIONS = sizeof sections / sizeof *sections };

static bool has(struct build *build, const struct section *section)
{
	return !section->has || section->has(build);
}

/* The number that a section gets; 0 where the document does without it. */
static int section_number(struct build *build, const char *heading)
{
	int number = 0;

	for (size_t i = 0; i < N_SECTIONS; i++) {
		bool here = has(build, &sections[i]);

		number += here;
		if (strcmp(sections[i].heading, heading) == 0)
			return here ? number : 0;
	}
	return 0;
}

const char *recommendation_outcome(const struct build *build)
{
	return build_stored(build, field_by_key(build->forms, KEY_OUTCOME), 0);
}

const char *recommendation_kind(const struct build *build)
{
	const char *code = recommendation_outcome(build);

	return code ? code : build_stored(build, field_by_key(build->forms, KEY_REFERRAL_KIND), 0);
}

static void course_sentence(struct build *build)
{
	long months = build_number(build, field_by_key(build->forms, KEY_MONTHS), 0);
	char *length, *exact;

	if (months < 0) {
		build_say(build, BLOCK_TEXT, "outcome.ressourceforloeb.open", NULL);
		return;
	}
	length = build_length(build, months);
	exact = build_months(build, months);
	if (months < 12)
		build_say(build, BLOCK_TEXT, "outcome.ressourceforloeb.short", "length", length, NULL);
	else
		build_say(build, BLOCK_TEXT, "outcome.ressourceforloeb", "length", length, "months", exact, NULL);
	free(length);
	free(exact);
}

static void outcome_sentence(struct build *build, const char *code)
{
	char *id;

	if (!code) {
		build_say(build, BLOCK_TEXT, "outcome.missing", NULL);
	} else if (strcmp(code, "ressourceforloeb") == 0) {
		course_sentence(build);
	} else {
		id = xasprintf("outcome.%s", code);
		build_say(build, BLOCK_TEXT, id, NULL);
		free(id);
	}
}

/* Where the individual reasons stand: said only where there are any. */
static void where_reasons(struct build *build)
{
	bool course = for_course(build) && build_stored(build, field_by_key(build->forms, KEY_DURATION_REASON), 0);
	char *reasons, *duration;

	if (!recommendation_outcome(build) || !recommendation_reasoned(build))
		return;
	reasons = xasprintf("%d", section_number(build, "section.reasons"));
	duration = xasprintf("%d", section_number(build, "section.duration"));
	if (course)
		build_say(build, BLOCK_TEXT, "outcome.where.duration", "reasons", reasons, "duration", duration, NULL);
	else
		build_say(build, BLOCK_TEXT, "outcome.where", "reasons", reasons, NULL);
	free(reasons);
	free(duration);
}

/* What keeps the team from a recommendation (S 2). */
static void lacking(struct build *build)
{
	static const char *const columns[] = { "text", "owner", "due", NULL };
	const struct field *table = build_field(build, "recommendation.missing");
	size_t n;

	free(build_rows(build, table, &n));
	if (n == 0) {
		build_from(build, build_say(build, BLOCK_TEXT, "lacking.missing", NULL), table, 0);
		return;
	}
	build_say(build, BLOCK_TEXT, "lacking.lead", NULL);
	build_table(build, table, columns);
}

static void outcome(struct build *build)
{
	const struct field *field = field_by_key(build->forms, KEY_OUTCOME);
	const char *code = recommendation_outcome(build);

	outcome_sentence(build, code);
	build_from(build, &build->document->v[build->document->n - 1], field, 0);
	if (code && strcmp(code, "returneret") == 0)
		lacking(build);
	where_reasons(build);
}

static void add_sections(struct build *build)
{
	int number = 0;

	for (size_t i = 0; i < N_SECTIONS; i++) {
		if (!has(build, &sections[i]))
			continue;
		build_say(build, BLOCK_HEADING, sections[i].heading, NULL)->label = xasprintf("%d", ++number);
		sections[i].add(build);
	}
}

bool recommendation_build(struct desk *desk, const struct casework *work, int round, enum lang lang,
    struct document *document, struct error *e)
{
	struct build build;

	document->lang = lang;
	if (!build_begin(&build, desk, work, "recommendation", recommendation_words, round, document, e))
		return false;
	recommendation_head(&build);
	add_sections(&build);
	recommendation_signatures(&build);
	build_end(&build);
	return true;
}
