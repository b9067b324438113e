/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a person does at the terminal.  In each round the programs run one after
 * another, in turned order each other time, and the round's ratios are taken:
 * so they hold on a machine whose speed drifts.
 */
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "figures.h"
#include "rows.h"

enum { DOWNS = 12, PAGES = 10, TYPED = 40, LEAVES = 4 };

enum part { PART_PAINT, PART_DOWN, PART_PAGE, PART_TYPED, PART_LEAVE, PART_BURST, PART_RESIZE, PART_COUNT };

/* Of one program in one round. */
struct taken {
	struct figures parts[PART_COUNT];
	double memory;
};

enum program { FLOOR, NONE_CASES, FEW_CASES, MANY_CASES, PROGRAMS };

static void taken_release(struct taken *taken)
{
	for (int i = 0; i < PART_COUNT; i++)
		figures_release(&taken->parts[i]);
	*taken = (struct taken){ .memory = 0 };
}

static void press(struct visit *visit, struct taken *taken, enum part part, const char *key, int n)
{
	for (int i = 0; i < n; i++)
		figures_add(&taken->parts[part], visit_press(visit, key, QUIET).last);
}

static void start_and_move(struct visit *visit, struct taken *taken, double paint)
{
	figures_add(&taken->parts[PART_PAINT], paint);
	visit_settle(visit, LONG_QUIET);
	press(visit, taken, PART_DOWN, DOWN, DOWNS);
	press(visit, taken, PART_PAGE, PAGE_DOWN, PAGES);
	taken->memory = (double)visit_memory(visit);
}

static const char sentence[] = "hvordan har du det og hvad kan du klare nu ";

/* Types n letters one by one. */
static void type(struct visit *visit, struct taken *taken, int n, struct figures *first, struct figures *bytes)
{
	for (int i = 0; i < n; i++) {
		char key[2] = { sentence[(size_t)i % (sizeof sentence - 1)] };
		struct answer answer = visit_press(visit, key, QUIET);

		figures_add(&taken->parts[PART_TYPED], answer.first);
		if (first != NULL) {
			figures_add(first, answer.first);
			figures_add(bytes, (double)answer.bytes);
		}
	}
}

static void burst(struct visit *visit, struct taken *taken)
{
	char keys[501];

	memset(keys, 'n', 500);
	keys[500] = '\0';
	figures_add(&taken->parts[PART_BURST], visit_press(visit, keys, LONG_QUIET).last);
}

static void resize(struct visit *visit, struct taken *taken)
{
	for (int i = 0; i < 4; i++) {
		struct answer answer;

		visit_resize(visit, i % 2 == 0 ? 30 : 24, i % 2 == 0 ? 100 : 80, &answer, LONG_QUIET);
		figures_add(&taken->parts[PART_RESIZE], answer.last);
	}
}

static void take_floor(const struct bench *bench, struct taken *taken)
{
	double paint;
	struct visit visit = floor_start(bench, bench->rows, &paint);

	start_and_move(&visit, taken, paint);
	resize(&visit, taken);
	visit_send(&visit, "e", LONG_QUIET);
	for (int i = 0; i < LEAVES; i++) {
		type(&visit, taken, TYPED, NULL, NULL);
		press(&visit, taken, PART_LEAVE, TAB, 1);
	}
	visit_send(&visit, ESC, LONG_QUIET);
	visit_quit(&visit, "q");
}

/* The burst is held against a floor that stores nothing. */
static void take_floor_burst(const struct bench *bench, struct taken *taken)
{
	struct visit visit = floor_start(bench, NULL, NULL);

	visit_send(&visit, "e", LONG_QUIET);
	burst(&visit, taken);
	visit_send(&visit, ESC, LONG_QUIET);
	visit_quit(&visit, "q");
}

static void take_list(const struct bench *bench, const char *base, struct taken *taken)
{
	double paint;
	struct visit visit = own_start(bench, base, &paint);

	if (base != bench->none) {
		start_and_move(&visit, taken, paint);
	} else {
		figures_add(&taken->parts[PART_PAINT], paint);
		visit_settle(&visit, LONG_QUIET);
		taken->memory = (double)visit_memory(&visit);
	}
	row_add(ROW_QUIT, visit_quit(&visit, QUIT) / 1e3);
}

/* What people look for: names, parts of them, numbers, CPR numbers, a caseworker; a character each. */
static void find(struct visit *visit, struct figures *letters)
{
	static const char *const words[] = {
		"birgit ø", "østerg", "a", "ravn yrsa", "6503", "2017-09", "99", "krogh", "xyz", "lone toft",
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		for (const char *s = words[i]; *s != '\0';) {
			char key[3] = { *s++ };

			if ((key[0] & 0xc0) == 0xc0)
				key[1] = *s++;
			figures_add(letters, visit_press(visit, key, QUIET).last);
		}
		visit_send(visit, ESC, LONG_QUIET);
	}
}

static void take_work(const struct bench *bench, struct taken *taken, double floor_down)
{
	struct visit visit = own_start(bench, bench->many, NULL);
	struct figures letters = { 0 }, opened = { 0 }, screens = { 0 }, escapes = { 0 }, first = { 0 }, bytes = { 0 };

	visit_settle(&visit, LONG_QUIET);
	for (int i = 0; i < DOWNS; i++)
		row_add(ROW_DOWN_BYTES, (double)visit_press(&visit, DOWN, QUIET).bytes);
	find(&visit, &letters);
	row_add(ROW_FIND, figures_at(&letters, 0.95) / 1e3);
	for (int i = 0; i < 3; i++) {
		figures_add(&opened, visit_press(&visit, ENTER, QUIET).last);
		for (int k = 0; k < 3; k++)
			figures_add(&screens, visit_press(&visit, PAGE_DOWN, QUIET).last);
		figures_add(&escapes, visit_press(&visit, ESC, LONG_QUIET).last);
	}
	row_add(ROW_OPEN, figures_median(&opened) / floor_down);
	row_add(ROW_SCREEN, figures_median(&screens) / floor_down);
	row_add(ROW_ESC, figures_at(&escapes, 1) / 1e3);
	own_open_long(&visit);
	resize(&visit, taken);
	for (int i = 0; i < LEAVES; i++) {
		type(&visit, taken, TYPED, &first, &bytes);
		press(&visit, taken, PART_LEAVE, TAB, 1);
		visit_send(&visit, BACK_TAB, LONG_QUIET);
	}
	row_add(ROW_TYPED_P99, figures_at(&first, 0.99) / 1e3);
	row_add(ROW_TYPED_BYTES, figures_median(&bytes));
	row_add(ROW_TYPED_BYTES_MAX, figures_at(&bytes, 1));
	burst(&visit, taken);
	visit_quit(&visit, QUIT);
	figures_release(&letters);
	figures_release(&opened);
	figures_release(&screens);
	figures_release(&escapes);
	figures_release(&first);
	figures_release(&bytes);
}

static double median(const struct taken *taken, enum part part)
{
	return figures_median(&taken->parts[part]);
}

static void add_ratio(enum row row, const struct taken *of, const struct taken *to, enum part part)
{
	row_add(row, median(of, part) / median(to, part));
}

static void add_ratios(const struct taken taken[PROGRAMS])
{
	const struct taken *floor = &taken[FLOOR], *many = &taken[MANY_CASES];

	add_ratio(ROW_PAINT_FLOOR, many, floor, PART_PAINT);
	add_ratio(ROW_PAINT_NONE, many, &taken[NONE_CASES], PART_PAINT);
	add_ratio(ROW_DOWN_FLOOR, many, floor, PART_DOWN);
	add_ratio(ROW_DOWN_FEW, many, &taken[FEW_CASES], PART_DOWN);
	add_ratio(ROW_PAGE_FLOOR, many, floor, PART_PAGE);
	add_ratio(ROW_PAGE_FEW, many, &taken[FEW_CASES], PART_PAGE);
	add_ratio(ROW_TYPED, many, floor, PART_TYPED);
	add_ratio(ROW_LEAVE, many, floor, PART_LEAVE);
	add_ratio(ROW_BURST_FLOOR, many, floor, PART_BURST);
	add_ratio(ROW_RESIZE, many, floor, PART_RESIZE);
	row_add(ROW_MEMORY_FLOOR, many->memory / floor->memory);
	row_add(ROW_MEMORY_NONE, many->memory / taken[NONE_CASES].memory);
}

static const char *base_of(const struct bench *bench, enum program program)
{
	return program == NONE_CASES ? bench->none : program == FEW_CASES ? bench->few : bench->many;
}

static void take(const struct bench *bench, enum program program, struct taken *taken)
{
	if (program == FLOOR) {
		take_floor(bench, taken);
		take_floor_burst(bench, taken);
	} else {
		take_list(bench, base_of(bench, program), taken);
	}
}

/* Only the start: one alone may take twice as long as the next, so there are many. */
static void take_start(const struct bench *bench, enum program program, struct taken *taken)
{
	double paint;
	struct visit visit = program == FLOOR ? floor_start(bench, bench->rows, &paint) :
	    own_start(bench, base_of(bench, program), &paint);

	figures_add(&taken->parts[PART_PAINT], paint);
	visit_settle(&visit, LONG_QUIET);
	visit_quit(&visit, program == FLOOR ? "q" : QUIT);
}

/* Calls `part` for each program, `times` over. */
static void in_turn(const struct bench *bench, struct taken taken[PROGRAMS], bool turned, int times,
    void (*part)(const struct bench *bench, enum program program, struct taken *taken))
{
	for (int i = 0; i < times * PROGRAMS; i++) {
		enum program program = (enum program)(i % PROGRAMS);

		if (turned)
			program = PROGRAMS - 1 - program;
		part(bench, program, &taken[program]);
	}
}

enum { STARTS = 6, TAKES = 2 };

static void one_round(const struct bench *bench, bool turned)
{
	struct taken taken[PROGRAMS] = { 0 };

	in_turn(bench, taken, turned, STARTS, take_start);
	in_turn(bench, taken, turned, TAKES, take);
	take_work(bench, &taken[MANY_CASES], median(&taken[FLOOR], PART_DOWN));
	add_ratios(taken);
	for (int i = 0; i < PROGRAMS; i++)
		taken_release(&taken[i]);
}

void measure_rounds(const struct bench *bench, int rounds)
{
	for (int round = 0; round < rounds; round++)
		one_round(bench, round % 2 == 1);
}
