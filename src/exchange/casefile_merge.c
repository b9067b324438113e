/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From a file's answers to changes, field by field through the rounds, since
 * what is inherited hangs on the rounds before.  A new case is a merge into an
 * empty record.
 */
#include "exchange/casefile.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/reading.h"
#include "model/stage.h"

struct merge {
	const struct reading *file;
	const struct record *old;
	struct changes *changes;
};

/* What the field is to say in a round. */
static const struct answer *wanted(const struct merge *m, const struct shape *leaf, int round)
{
	const struct answer *said = reading_answer(m->file, round, leaf);

	if (said->kind == ANSWER_ABSENT && leaf->field->inherited && m->file->told)
		return reading_answer(m->file, m->file->rounds, leaf);
	return said;
}

/* The number that the next new row gets: above those of the base and those of the file. */
static long first_free_no(const struct merge *m, const struct shape *leaf)
{
	const struct field *table = leaf->field, *no = table->numbered ? field_column(table, "no") : NULL;
	long next = no ? record_next_no(m->old, table) : 0;

	for (int round = 1; no && round <= m->file->rounds; round++) {
		const struct answer *answer = reading_answer(m->file, round, leaf);

		for (size_t i = 0; i < answer->n_rows; i++) {
			const char *text = answer->cells[i * table->n_columns + (size_t)(no - table->columns)];

			if (text && strtol(text, NULL, 10) >= next)
				next = strtol(text, NULL, 10) + 1;
		}
	}
	return next;
}

static bool concerns(const struct field *field, int key)
{
	if (key == field->key || (field->gone && key == field->gone))
		return true;
	for (size_t i = 0; i < field->n_columns; i++)
		if (key == field->columns[i].key)
			return true;
	return false;
}

/* The values of one field in all rounds, and what was changed of them. */
static void copy_field(const struct merge *m, const struct field *field, size_t from, struct record *to)
{
	for (size_t i = 0; i < m->old->n; i++) {
		const struct value *v = &m->old->v[i];

		if (concerns(field, v->key))
			record_set(to, v->round, v->key, v->row, v->text, v->version);
	}
	for (size_t i = from; i < m->changes->n; i++) {
		const struct change *c = &m->changes->v[i];

		record_set(to, c->round, c->key, c->row, c->text, 0);
	}
}

/* Rounds one after the other: what a round says may hold in those after it. */
static void put_through_rounds(const struct merge *m, const struct shape *leaf, long *next_no)
{
	size_t from = m->changes->n;

	for (int round = 1; round <= m->file->rounds; round++) {
		const struct answer *answer = wanted(m, leaf, round);
		struct answer kept = { .kind = ANSWER_ABSENT };
		struct record record;

		record_init(&record);
		copy_field(m, leaf->field, from, &record);
		if (answer->kind == ANSWER_ABSENT && m->changes->n > from && round <= m->old->rounds) {
			answer_of(m->old, leaf->field, round, &kept);
			answer = &kept;
		}
		answer_put(answer, leaf->field, &record, round, next_no, m->changes);
		answer_release(leaf->field, &kept);
		record_release(&record);
	}
}

static bool said_anywhere(const struct merge *m, const struct shape *leaf)
{
	for (int round = 1; round <= m->file->rounds; round++)
		if (reading_answer(m->file, round, leaf)->kind != ANSWER_ABSENT)
			return true;
	return false;
}

static void put_leaf(const struct merge *m, const struct shape *leaf)
{
	long next_no;

	if (!said_anywhere(m, leaf))
		return;
	next_no = first_free_no(m, leaf);
	if (m->file->rounds > 1)
		put_through_rounds(m, leaf, &next_no);
	else
		answer_put(reading_answer(m->file, 1, leaf), leaf->field, m->old, 1, &next_no, m->changes);
}

static void put_leaves(const struct merge *m, const struct shape *shape)
{
	if (shape->field)
		put_leaf(m, shape);
	for (size_t i = 0; i < shape->n; i++)
		put_leaves(m, &shape->v[i]);
}

/* Which stage a case has come to that has data under a key. */
static const struct {
	const char *key;
	enum stage stage;
} evidence[] = {
	{ "meeting", STAGE_SCHEDULED }, { "assessments", STAGE_SCHEDULED }, { "leanings", STAGE_SCHEDULED },
	{ "dissent", STAGE_SCHEDULED }, { "recommendation", STAGE_RECOMMENDED }, { "locked", STAGE_RECOMMENDED },
	{ "decision", STAGE_DECIDED }, { "talk", STAGE_RUNNING }, { "plan", STAGE_RUNNING },
	{ "followups", STAGE_RUNNING }, { "absences", STAGE_RUNNING }, { "mentor_agreements", STAGE_RUNNING },
	{ "coordinator_changes", STAGE_RUNNING }, { "move", STAGE_RUNNING }, { "end", STAGE_CLOSED },
};

static bool has_data(const struct merge *m, const struct shape *shape, int round)
{
	if (shape->field) {
		enum answer_kind kind = reading_answer(m->file, round, shape)->kind;

		return kind == ANSWER_TEXT || kind == ANSWER_ROWS;
	}
	for (size_t i = 0; i < shape->n; i++)
		if (has_data(m, &shape->v[i], round))
			return true;
	return false;
}

static enum stage stage_of_data(const struct merge *m, int round)
{
	enum stage stage = STAGE_DRAFT;

	for (size_t i = 0; i < m->file->shape->n; i++) {
		const struct shape *top = &m->file->shape->v[i];

		for (size_t j = 0; j < sizeof evidence / sizeof *evidence; j++)
			if (strcmp(top->name, evidence[j].key) == 0 &&
			    stage_rank(evidence[j].stage) > stage_rank(stage) && has_data(m, top, round))
				stage = evidence[j].stage;
	}
	return stage;
}

static void put_stage(const struct merge *m, int round)
{
	const struct value *now = record_at(m->old, round, KEY_CASE_STAGE, 0);
	const char *stage = m->file->stages[round - 1];

	if (!stage && now)
		return;
	if (!stage)
		stage = stage_code(stage_of_data(m, round));
	if (!now || !now->text || strcmp(now->text, stage) != 0)
		changes_add(m->changes, round, KEY_CASE_STAGE, 0, stage);
}

/* One of the case's own values, where the file has a text for it. */
static void put_own(const struct merge *m, int key, const char *text)
{
	const char *now = record_case(m->old, key);

	if (text && (!now || strcmp(now, text) != 0))
		changes_add(m->changes, 0, key, 0, text);
}

static void put_all(const struct merge *m)
{
	if (!record_case(m->old, KEY_CASE_NUMBER))
		put_own(m, KEY_CASE_NUMBER, m->file->number);
	put_own(m, KEY_CASE_CASEWORKER, m->file->caseworker);
	put_own(m, KEY_CASE_PACK, m->file->pack);
	put_leaves(m, m->file->shape);
	for (int round = 1; round <= m->file->rounds; round++)
		put_stage(m, round);
}

bool casefile_merge(const struct node *root, const char *path, const struct forms *forms, struct date today,
    const struct record *old, struct changes *changes, struct faults *faults)
{
	struct faults own = { 0 };
	struct source source = { path, today, &own };
	struct reading file;

	if (reading_start(&file, root, &source, forms, old->rounds)) {
		if (own.n == 0)
			put_all(&(struct merge){ &file, old, changes });
		reading_release(&file);
	}
	return node_faults_end(&own, faults);
}

const char *casefile_uuid(const struct node *root)
{
	const struct node *id = node_get(root, "id");

	return id && id->kind == NODE_SCALAR && uuid_valid(id->text) ? id->text : NULL;
}

static int by_place(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->round > y->round) - (x->round < y->round);
}

bool casefile_read(const struct node *root, const char *path, const struct forms *forms, struct date today,
    struct record *record, struct faults *faults)
{
	const char *uuid = casefile_uuid(root);
	struct changes changes = { 0 };
	bool good;

	record_init(record);
	good = casefile_merge(root, path, forms, today, record, &changes, faults);
	if (changes.n > 0)	/* in a record's own order, which makes a large one cheap */
		qsort(changes.v, changes.n, sizeof *changes.v, by_place);
	changes_apply(&changes, record);
	changes_release(&changes);
	if (good && uuid)
		memcpy(record->uuid, uuid, UUID_SIZE);
	return good;
}
