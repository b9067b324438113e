/* SPDX-License-Identifier: EUPL-1.2 */
#include "invent.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "model/stage.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

enum { ROUNDS_MAX = 3, ROWS_MAX = 4, ROWS_MANY = 30, PARAGRAPHS = 120 };

/* xorshift64*: 0 ... below - 1 */
static unsigned draw(struct invent *in, unsigned below)
{
	in->state ^= in->state >> 12;
	in->state ^= in->state << 25;
	in->state ^= in->state >> 27;
	return (unsigned)((in->state * 2685821657736338717u) >> 33) % below;
}

/* What comes with so many chances in a thousand. */
static bool chance(struct invent *in, unsigned thousandths)
{
	return draw(in, 1000) < thousandths;
}

#define PICK(in, list) ((list)[draw(in, (unsigned)LENGTH(list))])

/* What a person would type. */

static const char *const words[] = {
	"borgeren", "smerter", "gæld", "ønsker", "to timer", "træning", "Ågård", "praktik", "læge", "søvn", "job",
	"åben", "økonomi", "mentor", "forløb", "ÆØÅ", "pause", "(12)", "50 %", "»ja«", "\"nej\"", "it's", "a, b; c",
};

static void sentence(struct invent *in, struct text *out)
{
	for (unsigned i = 0, n = 1 + draw(in, 8); i < n; i++)
		text_addf(out, "%s%s", i > 0 ? " " : "", PICK(in, words));
}

/* Any rule of the pack, most often one that can be overridden. */
static const struct rule *any_rule(struct invent *in)
{
	const struct rule *rule;

	do
		rule = &in->pack->rules[draw(in, (unsigned)in->pack->n_rules)];
	while (!rule->allow_reason && draw(in, 20) > 0);
	return rule;
}

static void type_line(struct invent *in, const struct field *field, struct text *out)
{
	if (field->key == KEY_OVERRIDES_RULE)
		text_add(out, any_rule(in)->id);
	else
		sentence(in, out);
}

static void type_long(struct invent *in, const struct field *field, struct text *out)
{
	(void)field;
	for (unsigned i = 0, n = 1 + draw(in, 4); i < n; i++) {
		sentence(in, out);
		text_add(out, i + 1 < n ? ".\n" : ".");
	}
}

static void type_yesno(struct invent *in, const struct field *field, struct text *out)
{
	(void)field;
	text_add(out, draw(in, 2) ? "ja" : "nej");
}

static void type_one(struct invent *in, const struct field *field, struct text *out)
{
	text_add(out, field->choices->v[draw(in, (unsigned)field->choices->n)].code);
}

static void type_several(struct invent *in, const struct field *field, struct text *out)
{
	type_one(in, field, out);
	for (unsigned i = draw(in, 3); i > 0; i--) {
		text_add(out, ", ");
		type_one(in, field, out);
	}
}

static void type_number(struct invent *in, const struct field *field, struct text *out)
{
	long min = field->min > field->max || field->min == LONG_MIN ? 0 : field->min;
	long max = field->min > field->max || field->max == LONG_MAX ? min + 40 : field->max;

	text_addf(out, "%ld", min + (long)draw(in, (unsigned)(max - min + 1)));
}

static void type_decimal(struct invent *in, const struct field *field, struct text *out)
{
	(void)field;
	text_addf(out, "%u,%02u", draw(in, 12), draw(in, 100));
}

static void type_date(struct invent *in, const struct field *field, struct text *out)
{
	int earliest = field->key == KEY_CITIZEN_BORN ? 1955 : 2012, years = field->key == KEY_CITIZEN_BORN ? 45 : 10;

	text_addf(out, "%d-%02u-%02u", earliest + (int)draw(in, (unsigned)years), 1 + draw(in, 12), 1 + draw(in, 28));
}

static void type_time(struct invent *in, const struct field *field, struct text *out)
{
	(void)field;
	text_addf(out, "%u.%02u", draw(in, 24), draw(in, 60));
}

/* A replacement number (day + 60): nobody has it. */
static void type_cpr(struct invent *in, const struct field *field, struct text *out)
{
	(void)field;
	text_addf(out, "%02u%02u%02u%04u", 61 + draw(in, 28), 1 + draw(in, 12), 55 + draw(in, 40), draw(in, 4000));
}

/* A kind: what is typed, what lies at its edges, and what it cannot read. */
static const struct {
	void (*type)(struct invent *in, const struct field *field, struct text *out);
	const char *edges[6];
	const char *wrong;
} kinds[] = {
	[KIND_LINE] = { type_line, { "a\xcc\x8a", "=1+1", "'", "null", "- {a: b}", "\xf0\x9f\x98\x80" }, "a\tb" },
	[KIND_LONG] = { type_long, { "x\n\n\ny", "~", "# ikke en note", "%s%n", "||", "\xe2\x80\xae" }, "a\033b" },
	[KIND_YESNO] = { type_yesno, { "j", "n", "yes", "NEJ", "true", "false" }, "måske" },
	[KIND_ONE] = { type_one, { "andet", "1", "a", "job", "virksomhedspraktik", "none" }, "noget tredje" },
	[KIND_SEVERAL] = { type_several, { "andet, andet", ",", "a", "develop, document", "health", "1" }, "alle sammen" },
	[KIND_WHOLE] = { type_number, { "0", "1", "5", "6", "7", "999999999" }, "seks" },
	[KIND_DECIMAL] = { type_decimal, { "0", "0,99", "1", "2", "37", "0,5" }, "en halv" },
	[KIND_MONTHS] = { type_number, { "11", "12", "36", "37", "60", "61" }, "længe" },
	[KIND_DATE] = { type_date, { "2016-02-29", "2017-05-16", "2017-05-17", "1800-01-01", "2199-12-31", "1857-02-28" },
		"31-02-2017" },
	[KIND_MONTH] = { type_date, { "2017-02", "2016-02-29", "12.2016", "1800-01", "2199-12", "2013-01" }, "2017-13" },
	[KIND_TIME] = { type_time, { "00:00", "23:59", "9.05", "1042", "kl. 8.30", "0.00" }, "25:99" },
	[KIND_CPR] = { type_cpr, { "6106770001", "6101004000", "6112999999", "610157-4998", "8902771038", "6102361234" },
		"123" },
};

_Static_assert(sizeof kinds / sizeof *kinds == KIND_TABLE, "a row for each kind of one value");

static void type_edge(struct invent *in, const struct field *field, struct text *out)
{
	text_add(out, PICK(in, kinds[field->kind].edges));
}

static void type_wrong(struct invent *in, const struct field *field, struct text *out)
{
	(void)in;
	text_add(out, kinds[field->kind].wrong);
}

/* Long where texts may be, and too long everywhere else. */
static void type_endless(struct invent *in, const struct field *field, struct text *out)
{
	for (int i = 0; i < PARAGRAPHS; i++) {
		sentence(in, out);
		text_add(out, field->kind == KIND_LONG ? "\n" : " ");
	}
}

static void type_any(struct invent *in, const struct field *field, struct text *out)
{
	unsigned how = draw(in, 1000);

	if (!chance(in, in->odd))
		kinds[field->kind].type(in, field, out);
	else if (how < 700)
		type_edge(in, field, out);
	else if (how < 980)
		type_wrong(in, field, out);
	else
		type_endless(in, field, out);
}

/* As a screen stores it: canonical, or a draft. */
static void answer(struct invent *in, const struct field *field, int round, int64_t row, struct changes *changes)
{
	struct text typed = { 0 };
	char *stored = NULL;
	struct error e;

	type_any(in, field, &typed);
	if (!kind_read(field, typed.s, in->today, &stored, &e))
		stored = kind_draft(field, typed.s);
	changes_add(changes, round, field->key, row, stored);
	free(stored);
	text_release(&typed);
}

/* A case is filled to a degree of its own, from nothing to everything. */
struct sketch {
	struct invent *in;
	struct changes *changes;
	struct record record;	/* where rows are counted */
	unsigned filled;	/* answers in a thousand */
	int round;
};

static void fill_row(struct sketch *s, const struct field *table)
{
	int64_t row = changes_row_append(s->changes, &s->record, table, s->round);

	for (size_t i = 0; i < table->n_columns; i++) {
		bool number = table->numbered && strcmp(table->columns[i].id, "no") == 0;

		if (!number && chance(s->in, s->filled))
			answer(s->in, &table->columns[i], s->round, row, s->changes);
	}
}

static void fill_table(struct sketch *s, const struct field *table)
{
	unsigned rows = chance(s->in, 3) ? ROWS_MANY : 1 + draw(s->in, ROWS_MAX);

	if (chance(s->in, 200))
		changes_none(s->changes, &s->record, table, s->round, true);
	else
		while (rows-- > 0)
			fill_row(s, table);
}

static void fill_round(struct sketch *s)
{
	const struct forms *forms = s->in->forms;

	for (size_t i = 0; i < forms->n; i++)
		for (size_t j = 0; j < forms->v[i].n_fields; j++) {
			const struct field *field = &forms->v[i].fields[j];

			if (!chance(s->in, s->filled))
				continue;
			if (field->kind == KIND_TABLE)
				fill_table(s, field);
			else
				answer(s->in, field, s->round, 0, s->changes);
		}
}

void invent_case(struct invent *in, struct changes *changes)
{
	struct sketch s = { .in = in, .changes = changes, .filled = draw(in, 1001) };
	int rounds = chance(in, 850) ? 1 : 2 + (int)draw(in, ROUNDS_MAX - 1);

	record_init(&s.record);
	changes_add(changes, 0, KEY_CASE_CASEWORKER, 0, "Lone Holm");
	if (draw(in, 2))
		changes_add(changes, 0, KEY_CASE_PACK, 0, in->pack->name);
	for (s.round = 1; s.round <= rounds; s.round++) {
		enum stage stage = s.round < rounds ? STAGE_RETURNED : (enum stage)draw(in, STAGE_COUNT);

		changes_add(changes, s.round, KEY_CASE_STAGE, 0, stage_code(stage));
		fill_round(&s);
		s.filled /= 3;		/* a later round says little anew */
	}
	record_release(&s.record);
}
