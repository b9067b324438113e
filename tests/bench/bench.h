/* SPDX-License-Identifier: EUPL-1.2 */
/* What the parts of the benchmark share: where things are, and how the programs are started. */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include "visit.h"

enum { FEW = 1000, MANY = 100000, FULL = 1000, FILES = 5000 };

struct bench {
	const char *indstil;		/* the program */
	const char *tools;		/* the folder with floor, fill, bare, texts and slow.so */
	const char *data;		/* the program's data folder */
	char *folder;			/* with the bases; gone at the end */
	const char *none, *few, *many, *full, *made, *rows;	/* bases; rows is the floor's */
	char *floor, *bare, *texts, *fill, *slow;	/* of the tools */
};

/* Keys as xterm sends them. */
#define DOWN "\033OB"
#define PAGE_DOWN "\033[6~"
#define PAGE_UP "\033[5~"
#define TAB "\t"
#define BACK_TAB "\033[Z"
#define ENTER "\r"
#define ESC "\033"
#define QUIT "\021"

#define QUIET 6			/* ms without output after which a key has done what it does */
#define LONG_QUIET 40		/* the same after a start, a paste, with a slow disk */

/* The program on a base; `paint` as in visit_start. */
struct visit own_start(const struct bench *bench, const char *base, double *paint);
struct visit own_start_slow(const struct bench *bench, const char *base, int sync_ms);
struct visit floor_start(const struct bench *bench, const char *rows, double *paint);
/* From the list into the first long field of the first case. */
void own_open_long(struct visit *visit);

/* Each adds to its rows. */
void measure_rounds(const struct bench *bench, int rounds);	/* list, search, typing: rounds.c */
void measure_counts(const struct bench *bench);			/* system calls, idleness: counts.c */
void measure_slow(const struct bench *bench);			/* a slow disk: slowly.c */
void measure_batch(const struct bench *bench, int rounds);	/* import, check, documents: batch.c */

#endif
