/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A program under a pseudo-terminal, measured from outside: how long a key
 * takes until something stands on the screen, how many bytes it costs, what
 * the process used.  Times are in microseconds of CLOCK_MONOTONIC.  What goes
 * wrong here ends the benchmark: a figure of a program that hangs means nothing.
 */
#ifndef TESTS_BENCH_VISIT_H
#define TESTS_BENCH_VISIT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What the program under slow.so counts, in memory that it shares with us. */
struct counts {
	long syncs;			/* fsync, fdatasync */
	long blocks;			/* of 512 bytes given to the disk, up to the last sync */
};

struct visit {
	pid_t pid;
	int fd;
	double started;			/* when it was about to become the program */
	size_t bytes;			/* that it has sent */
	struct counts *counts;		/* NULL without slow.so */
};

struct visit_options {
	const char *const *argv;	/* ends with NULL */
	const char *slow;		/* path of slow.so, or NULL */
	int sync_ms;			/* how long each sync takes longer */
};

/* From a key to what it did. */
struct answer {
	double first, last;		/* to the first and to the last piece of output */
	size_t bytes;
};

double now_us(void);

/* Starts a program on 80 x 24 and waits until `marker` has come; *paint is how long that took. */
struct visit visit_start(const struct visit_options *options, const char *marker, double *paint);

/* Presses keys, all at once, and waits until nothing has come for `quiet` ms. */
struct answer visit_press(struct visit *visit, const char *keys, int quiet);
/* The same without needing an answer. */
void visit_send(struct visit *visit, const char *keys, int quiet);
void visit_resize(struct visit *visit, int rows, int columns, struct answer *answer, int quiet);
/* Reads until nothing has come for `quiet` ms. */
void visit_settle(struct visit *visit, int quiet);

long visit_memory(const struct visit *visit);	/* the most so far, in KB */
double visit_cpu(const struct visit *visit);	/* seconds */

/* Quits with these keys; returns how long it took to be gone. */
double visit_quit(struct visit *visit, const char *keys);
/* Ends it by SIGKILL. */
void visit_kill(struct visit *visit);

/* Runs a program without terminal to its end, its output thrown away; returns how long it took. */
double run_us(const char *const argv[]);

#endif
