/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a name gives: of a fact of the pack that is told from what it is made
 * of, as far as the words of that show it, so that it can be asked once all of
 * them are compiled.
 */
#include "rule/rules_private.h"

#include "rule/parse.h"

/* What a name of the pack is made of; NULL for other names. */
static const struct derivation *name_derivation(const struct rules *rules, int id)
{
	switch (name_kind(id)) {
	case NAME_FACT:
		return &rules->facts[name_index(id)];
	case NAME_COLUMN:
	case NAME_OUTER_COLUMN:
		return &rules->columns[name_index(id)];
	default:
		return NULL;
	}
}

/* Its expression; NULL where it is wrong and was not compiled. */
static const struct part *derivation_part(const struct derivation *derivation)
{
	return derivation->text ? condition_part(derivation->text) : NULL;
}

/* It has the value of one of the rows that it looks at, or of the only one. */
static bool takes_over(const struct derivation *derivation)
{
	enum fold fold = derivation->derived->fold;

	return fold == FOLD_NONE || fold == FOLD_FIRST || fold == FOLD_LAST;
}

int name_behind(const struct rules *rules, int id)
{
	size_t left = rules->pack->n_facts + rules->pack->n_columns;
	const struct derivation *derivation;
	const struct part *part;

	while ((derivation = name_derivation(rules, id)) && left-- > 0 && takes_over(derivation) &&
	    (part = derivation_part(derivation)) && part->kind == PART_NAME)
		id = part->id;
	return id;
}

static enum gives derived_gives(const struct derivation *derivation)
{
	enum fold fold = derivation->derived->fold;
	const struct part *part = derivation_part(derivation);

	if (!takes_over(derivation))
		return fold == FOLD_COUNT || fold == FOLD_SUM ? GIVES_NUMBER : GIVES_TRUTH;
	return part && part->kind != PART_NAME ? part_gives(part) : GIVES_OTHER;
}

static enum gives computed_gives(enum fact_id fact)
{
	if (facts[fact].kind == TERM_NUMBER)
		return fact == FACT_CASE_RESUBMITTED || fact == FACT_CITIZEN_CPR_FITS ? GIVES_TRUTH : GIVES_NUMBER;
	return fact == FACT_CASE_STAGE || fact == FACT_CASE_KIND ? GIVES_TEXT : GIVES_DATE;
}

static enum gives field_gives(enum field_kind kind)
{
	switch (kind) {
	case KIND_YESNO:
		return GIVES_TRUTH;
	case KIND_WHOLE:
	case KIND_DECIMAL:
	case KIND_MONTHS:
		return GIVES_NUMBER;
	case KIND_DATE:
		return GIVES_DATE;
	case KIND_MONTH:
		return GIVES_MONTH;
	default:
		return GIVES_TEXT;
	}
}

enum gives name_gives(const struct rules *rules, int id)
{
	const struct derivation *derivation;
	const struct field *field;

	id = name_behind(rules, id);
	derivation = name_derivation(rules, id);
	if (derivation)
		return derived_gives(derivation);
	switch (name_kind(id)) {
	case NAME_COMPUTED:
		return computed_gives((enum fact_id)name_index(id));
	case NAME_DEADLINE:
		return GIVES_DATE;
	case NAME_ROWS:
		return GIVES_NUMBER;
	default:
		field = name_field(rules, id);
		return field ? field_gives(field->kind) : GIVES_TRUTH;
	}
}

enum gives gives_of(const struct rules *rules, const struct part *part)
{
	enum gives by_words = part_gives(part);

	return by_words == GIVES_NAME ? name_gives(rules, part->id) : by_words;
}
