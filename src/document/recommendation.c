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

static void outcome(struct build *b);

static bool is_kind(const struct build *b, const char *kind)
{
	const char *is = recommendation_kind(b);

	return is && strcmp(is, kind) == 0;
}

static bool for_course(struct build *b)
{
	return is_kind(b, "ressourceforloeb");
}

static bool recorded(struct build *b, const char *const ids[])
{
	for (; *ids; ids++) {
		const struct field *field = build_field(b, *ids);
		size_t n = 0;

		if (field && field->kind == KIND_TABLE)
			free(build_rows(b, field, &n));
		if (n > 0 || build_stored(b, field, 0))
			return true;
	}
	return false;
}

/* A job clarification course consists of measures too. */
static bool for_effort(struct build *b)
{
	return for_course(b) || is_kind(b, "jobafklaring");
}

void recommendation_lacks(struct build *b, const char *id, const struct field *field)
{
	if (for_effort(b))
		build_from(b, build_say(b, BLOCK_TEXT, id, NULL), field, 0);
}

static bool has_reasons(struct build *b)
{
	return !is_kind(b, "returneret") || recommendation_reasoned(b);
}

static bool has_goals(struct build *b)
{
	static const char *const ids[] = { "recommendation.goal", "recommendation.interim_goals", NULL };

	return for_effort(b) || recorded(b, ids);
}

static bool has_measures(struct build *b)
{
	static const char *const ids[] = { "recommendation.measures", NULL };

	return for_effort(b) || recorded(b, ids);
}

static bool has_support(struct build *b)
{
	static const char *const ids[] = {
		"recommendation.mentor.offered", "recommendation.coordinator.name",
		    "recommendation.followups_a_year", NULL
	};

	return for_course(b) || recorded(b, ids);
}

static const struct section {
	const char *heading;
	bool (*has)(struct build *b);	/* NULL: every recommendation */
	void (*add)(struct build *b);
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

static bool has(struct build *b, const struct section *section)
{
	return !section->has || section->has(b);
}

/* The number that a section gets; 0 where the document does without it. */
static int section_number(struct build *b, const char *heading)
{
	int number = 0;

	for (size_t i = 0; i < N_SECTIONS; i++) {
		bool here = has(b, &sections[i]);

		number += here;
		if (strcmp(sections[i].heading, heading) == 0)
			return here ? number : 0;
	}
	return 0;
}

const char *recommendation_outcome(const struct build *b)
{
	return build_stored(b, field_by_key(b->forms, KEY_OUTCOME), 0);
}

const char *recommendation_kind(const struct build *b)
{
	const char *code = recommendation_outcome(b);

	return code ? code : build_stored(b, field_by_key(b->forms, KEY_REFERRAL_KIND), 0);
}

static void course_sentence(struct build *b)
{
	long months = build_number(b, field_by_key(b->forms, KEY_MONTHS), 0);
	char *length, *exact;

	if (months < 0) {
		build_say(b, BLOCK_TEXT, "outcome.ressourceforloeb.open", NULL);
		return;
	}
	length = build_length(b, months);
	exact = build_months(b, months);
	if (months < 12)
		build_say(b, BLOCK_TEXT, "outcome.ressourceforloeb.short", "length", length, NULL);
	else
		build_say(b, BLOCK_TEXT, "outcome.ressourceforloeb", "length", length, "months", exact, NULL);
	free(length);
	free(exact);
}

static void outcome_sentence(struct build *b, const struct field *field, const char *code)
{
	char *shown = build_shown(b, field, 0);

	if (!code)
		build_say(b, BLOCK_TEXT, "outcome.missing", NULL);
	else if (strcmp(code, "ressourceforloeb") == 0)
		course_sentence(b);
	else
		build_say(b, BLOCK_TEXT, recommendation_sentence("outcome", code, "outcome.other"), "outcome",
		    shown, NULL);
	build_from(b, &b->document->v[b->document->n - 1], field, 0);
	free(shown);
}

/* Where the individual reasons stand: said only where there are any. */
static void where_reasons(struct build *b)
{
	bool course = for_course(b) && build_stored(b, field_by_key(b->forms, KEY_DURATION_REASON), 0);
	char *reasons, *duration;

	if (!recommendation_outcome(b) || !recommendation_reasoned(b))
		return;
	reasons = xasprintf("%d", section_number(b, "section.reasons"));
	duration = xasprintf("%d", section_number(b, "section.duration"));
	if (course)
		build_say(b, BLOCK_TEXT, "outcome.where.duration", "reasons", reasons, "duration", duration,
		    NULL);
	else
		build_say(b, BLOCK_TEXT, "outcome.where", "reasons", reasons, NULL);
	free(reasons);
	free(duration);
}

/* What keeps the team from a recommendation (S 2). */
static void lacking(struct build *b)
{
	static const char *const columns[] = { "text", "owner", "due", NULL };
	const struct field *table = build_field(b, "recommendation.missing");
	size_t n;

	free(build_rows(b, table, &n));
	if (n == 0) {
		build_from(b, build_say(b, BLOCK_TEXT, "lacking.missing", NULL), table, 0);
		return;
	}
	build_say(b, BLOCK_TEXT, "lacking.lead", NULL);
	build_table(b, table, columns);
}

static void outcome(struct build *b)
{
	const char *code = recommendation_outcome(b);

	outcome_sentence(b, field_by_key(b->forms, KEY_OUTCOME), code);
	if (code && strcmp(code, "returneret") == 0)
		lacking(b);
	where_reasons(b);
}

static void add_sections(struct build *b)
{
	int number = 0;

	for (size_t i = 0; i < N_SECTIONS; i++) {
		if (!has(b, &sections[i]))
			continue;
		build_say(b, BLOCK_HEADING, sections[i].heading, NULL)->label = xasprintf("%d", ++number);
		sections[i].add(b);
	}
}

bool recommendation_build(struct desk *desk, const struct casework *work, int round, enum lang lang,
    struct document *document, struct error *e)
{
	struct build b;

	document->lang = lang;
	if (!build_begin(&b, desk, work, "recommendation", recommendation_words, round, document, e))
		return false;
	recommendation_head(&b);
	add_sections(&b);
	recommendation_signatures(&b);
	build_end(&b);
	return true;
}
