/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A small world for tests of the rules: a data folder with forms that have all
 * the fields C must know and a few more, and a pack.  What a test is about it
 * writes itself.  Whatever goes wrong here fails the test.
 */
#ifndef TESTS_UNIT_BENCH_H
#define TESTS_UNIT_BENCH_H

#include "data/forms.h"
#include "rule/rules.h"

struct bench {
	char folder[64];	/* the data folder, removed by bench_close */
	struct keys *keys;
	struct forms *forms;
	struct pack *pack;
	struct rules *rules;	/* NULL where there are faults */
	struct faults faults;	/* of forms and pack */
	struct record record;
	struct view view;	/* of the record, on 1 June 2017 */
};

/*
 * The folder and what is in it.  `fields` are more fields of the preparatory
 * part's screen "extra", a line each: "{id: x.y, kind: line}"; labels are made.
 * One that has the id of a field that is there takes its place.  `pack` is the
 * pack from `facts:` on.  Either may be NULL.
 */
void bench_open(struct bench *bench, const char *fields, const char *pack);
void bench_close(struct bench *bench);
/* Fails the test with the first fault. */
void bench_fail(const struct bench *bench);

/* Writes a further pack into the folder: NAME.yaml, holding from `from` (to `to`, unless NULL). */
void bench_pack(const struct bench *bench, const char *name, const char *from, const char *to,
    const char *rest);

/* Writes one that extends the bench's pack, "test"; `rest` is what it changes. */
void bench_extend(const struct bench *bench, const char *name, const char *from, const char *rest);
/* Puts another pack of the folder in the place of the bench's; bench->rules is NULL where there are faults. */
void bench_use(struct bench *bench, const char *name);

const struct field *bench_field(const struct bench *bench, const char *id);
/* Sets a field of the current round; NULL takes the answer away. */
void bench_set(struct bench *bench, const char *id, const char *text);
/* A new last row, and its cells as "column", "text" pairs ended by NULL. */
int64_t bench_row(struct bench *bench, const char *table, ...) __attribute__((sentinel));
void bench_none(struct bench *bench, const char *table);

/* A fact as text: "12", "0.5", a text, or "?" where it is unknown. */
const char *bench_fact(struct bench *bench, const char *name);
#define assert_fact(bench, name, expected) assert_string_equal(bench_fact(bench, name), expected)

#endif
