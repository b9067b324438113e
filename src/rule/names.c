/* SPDX-License-Identifier: EUPL-1.2 */
/* What a name in a condition stands for, and whether it is used as such. */
#include "rule/rules_private.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"

/* Names of columns: of the form, else of the pack. */
static int column_resolve(const struct rules *rules, const struct field *table, const char *name,
    enum name_kind cell, enum name_kind derived)
{
	const struct field *column = field_column(table, name);
	size_t len = strlen(table->id);

	if (column)
		return name_make(cell, (size_t)column->key);
	for (size_t i = 0; i < rules->pack->n_columns; i++) {
		const char *full = rules->pack->columns[i].name;

		if (strncmp(full, table->id, len) == 0 && full[len] == '.' &&
		    strcmp(full + len + 1, name) == 0)
			return name_make(derived, i);
	}
	return NAME_MISSING;
}

/* courses.none, courses.rows */
static int table_resolve(const struct forms *forms, const char *name)
{
	const char *dot = strrchr(name, '.');
	char id[NAME_SIZE];
	const struct field *table;

	if (!dot || (strcmp(dot, ".none") != 0 && strcmp(dot, ".rows") != 0))
		return NAME_MISSING;
	snprintf(id, sizeof id, "%.*s", (int)(dot - name), name);
	table = field_by_id(forms, id);
	if (!table || table->kind != KIND_TABLE)
		return NAME_MISSING;
	return name_make(strcmp(dot, ".none") == 0 ? NAME_NONE : NAME_ROWS, (size_t)table->key);
}

/* seat.health, deadline.talk */
static int pack_resolve(const struct pack *pack, const char *name)
{
	static const char seat[] = "seat.", deadline[] = "deadline.";
	const size_t seat_len = sizeof seat - 1, deadline_len = sizeof deadline - 1;

	if (strncmp(name, seat, seat_len) == 0)
		for (size_t i = 0; i < pack->n_seats; i++)
			if (strcmp(pack->seats[i].seat, name + seat_len) == 0)
				return name_make(NAME_SEAT, i);
	if (strncmp(name, deadline, deadline_len) == 0)
		for (size_t i = 0; i < pack->n_deadlines; i++)
			if (strcmp(pack->deadlines[i].id, name + deadline_len) == 0)
				return name_make(NAME_DEADLINE, i);
	return NAME_MISSING;
}

static int fact_resolve(const struct rules *rules, const char *name)
{
	enum fact_id computed = fact_by_name(name);
	const struct field *field;
	int id;

	if (computed < FACT_COUNT)
		return name_make(NAME_COMPUTED, computed);
	for (size_t i = 0; i < rules->pack->n_facts; i++)
		if (strcmp(rules->pack->facts[i].name, name) == 0)
			return name_make(NAME_FACT, i);
	id = pack_resolve(rules->pack, name);
	if (id != NAME_MISSING)
		return id;
	field = field_by_id(rules->forms, name);
	if (!field || field->table)
		return table_resolve(rules->forms, name);
	return field->kind == KIND_TABLE ? NAME_TABLE : name_make(NAME_FIELD, (size_t)field->key);
}

int name_resolve(const char *name, void *arg)
{
	const struct place *place = arg;
	int id = NAME_MISSING;

	if (place->outer && strncmp(name, "row.", 4) == 0)
		return column_resolve(place->rules, place->outer, name + 4, NAME_OUTER_CELL,
		    NAME_OUTER_COLUMN);
	if (place->table)
		id = column_resolve(place->rules, place->table, name, NAME_CELL, NAME_COLUMN);
	return id == NAME_MISSING ? fact_resolve(place->rules, name) : id;
}

const char *name_text(const struct rules *rules, int id, char out[NAME_SIZE])
{
	static const char *const beginnings[NAME_KIND_COUNT] = {
		[NAME_SEAT] = "seat.", [NAME_DEADLINE] = "deadline."
	};
	static const char *const endings[NAME_KIND_COUNT] = { [NAME_NONE] = ".none", [NAME_ROWS] = ".rows" };
	size_t index = (size_t)name_index(id);
	enum name_kind kind = name_kind(id);
	const char *name;

	if (kind == NAME_COMPUTED)
		name = facts[index].name;
	else if (kind == NAME_FACT)
		name = rules->pack->facts[index].name;
	else if (kind == NAME_COLUMN || kind == NAME_OUTER_COLUMN)
		name = rules->pack->columns[index].name;
	else if (kind == NAME_SEAT)
		name = rules->pack->seats[index].seat;
	else if (kind == NAME_DEADLINE)
		name = rules->pack->deadlines[index].id;
	else
		name = keys_name(rules->forms->keys, (int)index);
	snprintf(out, NAME_SIZE, "%s%s%s", beginnings[kind] ? beginnings[kind] : "", name,
	    endings[kind] ? endings[kind] : "");
	return out;
}

const char *field_path(const struct forms *forms, const struct field *field)
{
	const struct field *top = field->table ? field->table : field;

	for (size_t i = 0; i < forms->n; i++)
		if (top >= forms->v[i].fields && top < forms->v[i].fields + forms->v[i].n_fields)
			return forms->v[i].path;
	return "";
}

/* Uses. */

static bool is_text(enum field_kind kind)
{
	return kind != KIND_YESNO && kind != KIND_WHOLE && kind != KIND_DECIMAL && kind != KIND_MONTHS;
}

/* The field that a name reads, or NULL. */
static const struct field *name_field(const struct rules *rules, int id)
{
	enum name_kind kind = name_kind(id);

	return kind == NAME_FIELD || kind == NAME_CELL || kind == NAME_OUTER_CELL ?
	    field_by_key(rules->forms, name_index(id)) : NULL;
}

/* What a fact or a column of the pack is; TERM_UNKNOWN where it depends: an `is`. */
static enum term_kind derived_term(const struct derived *derived)
{
	switch (derived->fold) {
	case FOLD_NONE:
		return TERM_UNKNOWN;
	case FOLD_FIRST:
	case FOLD_LAST:
		return TERM_TEXT;
	default:
		return TERM_NUMBER;
	}
}

/* TERM_UNKNOWN where it depends. */
static enum term_kind name_term(const struct rules *rules, int id)
{
	const struct field *field = name_field(rules, id);
	const struct pack *pack = rules->pack;
	size_t index = (size_t)name_index(id);

	switch (name_kind(id)) {
	case NAME_COMPUTED:
		return facts[index].kind;
	case NAME_FACT:
		return derived_term(&pack->facts[index]);
	case NAME_COLUMN:
	case NAME_OUTER_COLUMN:
		return derived_term(&pack->columns[index]);
	case NAME_DEADLINE:
		return TERM_TEXT;
	default:
		return field && is_text(field->kind) ? TERM_TEXT : TERM_NUMBER;
	}
}

static bool name_gives_date(const struct rules *rules, int id)
{
	const struct field *field = name_field(rules, id);
	size_t index = (size_t)name_index(id);

	switch (name_kind(id)) {
	case NAME_COMPUTED:
		return facts[index].kind == TERM_TEXT && index != FACT_CASE_STAGE && index != FACT_CASE_KIND;
	case NAME_FACT:
		return derived_term(&rules->pack->facts[index]) != TERM_NUMBER &&
		    gives_date(rules, rules->facts[index].text);
	case NAME_DEADLINE:
		return true;
	default:
		return field && field->kind == KIND_DATE;
	}
}

bool gives_date(const struct rules *rules, const struct condition *condition)
{
	int id;
	enum gives gives = condition_gives(condition, &id);

	return gives == GIVES_DATE || (gives == GIVES_NAME && name_gives_date(rules, id));
}

static bool is_date(const char *text)
{
	struct date date;

	return date_read_stored(text, &date);
}

/* Each of the codes, with commas between. */
static bool are_choices(const struct choices *choices, const char *text)
{
	size_t len;

	for (;; text += len + 1) {
		bool found = false;

		len = strcspn(text, ",");
		for (size_t i = 0; i < choices->n && !found; i++)
			found = strlen(choices->v[i].code) == len &&
			    memcmp(choices->v[i].code, text, len) == 0;
		if (!found)
			return false;
		if (!text[len])
			return true;
	}
}

static bool field_takes(const struct field *field, const char *text)
{
	if (field->choices)
		return are_choices(field->choices, text);
	return (field->kind != KIND_DATE && field->kind != KIND_MONTH) || is_date(text);
}

static bool key_takes(const struct rules *rules, int key, const char *text)
{
	const struct field *field = field_by_key(rules->forms, key);

	return field && field_takes(field, text);
}

/* Whether a text is one that the name can have. */
static bool name_takes(const struct rules *rules, int id, const char *text)
{
	const struct field *field = name_field(rules, id);
	enum stage stage;

	if (field)
		return field_takes(field, text);
	if (name_kind(id) == NAME_DEADLINE)
		return is_date(text);
	if (name_kind(id) != NAME_COMPUTED)
		return true;
	switch ((enum fact_id)name_index(id)) {
	case FACT_CASE_STAGE:
		return stage_by_code(text, &stage);
	case FACT_CASE_KIND:
		return key_takes(rules, KEY_OUTCOME, text) || key_takes(rules, KEY_REFERRAL_KIND, text);
	default:
		return is_date(text);
	}
}

/* What is wrong with a use of a name, or NULL. */
static const char *use_wrong(const struct place *place, const struct use *use)
{
	const struct rules *rules = place->rules;
	enum term_kind term = name_term(rules, use->id), other;

	if (term == TERM_UNKNOWN)
		return NULL;
	switch (use->kind) {
	case USE_TEXT:
		return term != TERM_TEXT ? _("it is no text and never equal to one") :
		    name_takes(rules, use->id, use->text) ? NULL : _("it can never be this text");
	case USE_NUMBER:
		return term == TERM_TEXT ? _("it is a text, not a number") : NULL;
	case USE_TRUTH:
		if (place->wanted == WANTED_DATE)
			return term == TERM_TEXT ? NULL : _("it is no date");
		return term == TERM_TEXT ? _("it is a text, neither true nor false") : NULL;
	case USE_NAME:
		other = name_term(rules, use->other);
		return other != TERM_UNKNOWN && other != term ? _("a text is compared with a number") : NULL;
	}
	return NULL;
}

/* What a text is compared with that is no choice of its field names those there are; the caller's. */
static char *text_wrong(const struct rules *rules, const struct use *use, const char *wrong)
{
	const struct field *field = name_field(rules, use->id);
	struct text codes = { 0 };
	char *said;

	if (!field || !field->choices)
		return xstrdup(wrong);
	for (size_t i = 0; i < field->choices->n; i++)
		text_addf(&codes, "%s%s", i > 0 ? " " : "", field->choices->v[i].code);
	said = xasprintf(_("no such code; there are: %s"), codes.s);
	text_release(&codes);
	return said;
}

static void tell_use(const struct place *place, const struct use *use, const char *wrong)
{
	char name[NAME_SIZE], *said;

	name_text(place->rules, use->id, name);
	if (use->kind != USE_TEXT) {
		faults_add(place->faults, place->path, place->line, use->column, "'%s': %s", name, wrong);
		return;
	}
	said = text_wrong(place->rules, use, wrong);
	faults_add(place->faults, place->path, place->line, use->column, "'%s' = '%s': %s", name, use->text, said);
	free(said);
}

static bool uses_right(const struct place *place, const struct condition *condition)
{
	bool right = true;
	size_t n;
	int id;
	const struct use *uses = condition_uses(condition, &n);

	if (place->wanted == WANTED_VALUE && condition_gives(condition, &id) == GIVES_NAME)
		return true;
	for (size_t i = 0; i < n; i++) {
		const char *wrong = use_wrong(place, &uses[i]);

		if (!wrong)
			continue;
		right = false;
		tell_use(place, &uses[i], wrong);
	}
	return right;
}

/* Where the character stands in the file that is this column of the text; of a text on several lines, its beginning. */
static int column_in(const struct origin *at, int column)
{
	return at->lines ? at->column : at->column + column - 1;
}

/* Moves the faults of a condition, whose columns count from its first character, to where that stands in the file. */
static void tell_faults(const struct place *place, const char *text, struct faults *own)
{
	const char *path = place->path;
	struct origin at = { place->line, 1, false };
	const struct node *node;

	if (own->n == 0)
		return;		/* nor looked for: that takes longer than compiling */
	node = place->at ? NULL : pack_node(place->rules->pack, text, &path);
	if (place->at)
		at = *place->at;
	else if (node)
		at = node_origin(node);
	for (size_t i = 0; i < own->n; i++)
		faults_add(place->faults, path, at.line, column_in(&at, own->v[i].column), "%s", own->v[i].text);
	faults_release(own);
}

struct condition *place_compile(const struct place *place, const char *text)
{
	struct faults own = { 0 };
	struct place within = *place;
	struct condition *condition;

	within.faults = &own;
	condition = condition_new(place->rules->engine, text, name_resolve, &within, place->path, place->line, &own);
	if (condition && !uses_right(&within, condition)) {
		condition_free(condition);
		condition = NULL;
	}
	tell_faults(place, text, &own);
	return condition;
}
