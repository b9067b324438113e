/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/casefile.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/answer.h"
#include "exchange/shape.h"

struct writing {
	const struct record *record;
	struct text *out;
};

static void add_key(const struct writing *w, int indent, const char *key)
{
	text_addf(w->out, "%*s%s:\n", indent, "", key);
}

/* True where a later round may have to say that it is not answered any more. */
static bool answered_before(const struct writing *w, const struct field *field, int round)
{
	bool answered = false;

	for (int before = 1; field->inherited && before < round && !answered; before++) {
		struct answer answer;

		answer_of(w->record, field, before, &answer);
		answered = answer.kind != ANSWER_EMPTY;
		answer_release(field, &answer);
	}
	return answered;
}

/* Of an earlier round, an answer that the current one has too is left out. */
static bool said_now(const struct writing *w, const struct field *field, const struct answer *answer)
{
	struct answer now;
	bool same;

	answer_of(w->record, field, w->record->rounds, &now);
	same = answer_equal(field, answer, &now);
	answer_release(field, &now);
	return same;
}

static bool left_out(const struct writing *w, const struct field *field, int round, const struct answer *answer)
{
	if (field->inherited && round < w->record->rounds)
		return said_now(w, field, answer);
	return answer->kind == ANSWER_EMPTY && !answered_before(w, field, round);
}

static void add_leaf(const struct writing *w, const struct shape *leaf, int round, int indent)
{
	struct answer answer;

	answer_of(w->record, leaf->field, round, &answer);
	if (!left_out(w, leaf->field, round, &answer))
		answer_write(&answer, leaf->field, leaf->name, indent, w->out);
	answer_release(leaf->field, &answer);
}

/* A mapping in which nothing is said goes without its key. */
static void add_children(const struct writing *w, const struct shape *shape, int round, int indent)
{
	for (size_t i = 0; i < shape->n; i++) {
		const struct shape *child = &shape->v[i];
		size_t before = w->out->len, after;

		if (child->field) {
			add_leaf(w, child, round, indent);
			continue;
		}
		add_key(w, indent, child->name);
		after = w->out->len;
		add_children(w, child, round, indent + 2);
		if (w->out->len == after)
			text_splice(w->out, before, after - before, "", 0);
	}
}

static void add_stage(const struct writing *w, int round, int indent)
{
	const struct value *stage = record_at(w->record, round, KEY_CASE_STAGE, 0);

	if (stage && stage->text)
		text_addf(w->out, "%*sstage: %s\n", indent, "", stage->text);
}

/* A number or the name of a pack begins with a digit and needs no quotes. */
static bool plain(const char *text)
{
	return *text >= '0' && *text <= '9' && text[strspn(text, "0123456789-")] == '\0';
}

static void add_own(const struct writing *w, const char *name, int key)
{
	const char *text = record_case(w->record, key);

	if (!text)
		return;
	text_addf(w->out, "%s: ", name);
	if (plain(text))
		text_add(w->out, text);
	else
		answer_write_quoted(text, w->out);
	text_addc(w->out, '\n');
}

static void add_head(const struct writing *w)
{
	text_add(w->out, "indstil: 1\n");
	if (*w->record->uuid)
		text_addf(w->out, "id: %s\n", w->record->uuid);
	add_own(w, "number", KEY_CASE_NUMBER);
	add_stage(w, w->record->rounds, 0);
	add_own(w, "caseworker", KEY_CASE_CASEWORKER);
	add_own(w, "pack", KEY_CASE_PACK);
}

/* A round of which nothing is known is {}; the dash takes the place of the first key's indentation. */
static void add_earlier(const struct writing *w, const struct shape *shape, int round)
{
	size_t before = w->out->len;

	add_stage(w, round, 4);
	add_children(w, shape, round, 4);
	if (w->out->len > before)
		text_splice(w->out, before, 4, "  - ", 4);
	else
		text_add(w->out, "  - {}\n");
}

void casefile_write(const struct record *record, const struct forms *forms, struct text *out)
{
	struct writing w = { record, out };
	size_t n_leaves;
	struct shape *shape = shape_new(forms, &n_leaves);

	add_head(&w);
	add_children(&w, shape, record->rounds, 0);
	text_add(out, record->rounds > 1 ? "earlier_rounds:\n" : "earlier_rounds: []\n");
	for (int round = 1; round < record->rounds; round++)
		add_earlier(&w, shape, round);
	shape_free(shape);
}
