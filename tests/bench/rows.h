/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The rows that are printed: each with what it must reach and what would be better still.  A row gets a value
 * for each round; what is printed is their median, with the least and the greatest.
 */
#ifndef TESTS_BENCH_ROWS_H
#define TESTS_BENCH_ROWS_H

enum row {
	ROW_PAINT_FLOOR, ROW_PAINT_NONE, ROW_CALLS, ROW_FORKS,
	ROW_TYPED, ROW_TYPED_P99,
	ROW_SLOW_WORST, ROW_SLOW_LEAVE, ROW_BURST_SLOW, ROW_BURST_FLOOR,
	ROW_SYNCS, ROW_DISK,
	ROW_TYPED_BYTES, ROW_TYPED_BYTES_MAX, ROW_DOWN_BYTES,
	ROW_DOWN_FLOOR, ROW_DOWN_FEW, ROW_PAGE_FLOOR, ROW_PAGE_FEW, ROW_FIND,
	ROW_OPEN, ROW_SCREEN, ROW_ESC, ROW_RESIZE,
	ROW_LEAVE, ROW_MEMORY_FLOOR, ROW_MEMORY_NONE,
	ROW_IDLE_BYTES, ROW_IDLE_CPU, ROW_QUIT,
	ROW_IMPORT, ROW_TEXTS, ROW_CHECK,
	ROW_COUNT
};

void row_add(enum row row, double value);
/* Prints a table; returns how many rows are over what they must reach. */
int rows_print(void);
void rows_release(void);

#endif
