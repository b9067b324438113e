/* SPDX-License-Identifier: EUPL-1.2 */
#include "rows.h"

#include <stdbool.h>
#include <stdio.h>

#include "figures.h"

static struct {
	const char *what, *unit;
	int decimals;
	double must, stretch;
	bool more;			/* more is better */
	struct figures figures;
} rows[ROW_COUNT] = {
	[ROW_PAINT_FLOOR] = {"first paint of the list, 100,000 cases / floor-db", "x", 2, 1.5, 1.2},
	[ROW_PAINT_NONE] = {"    / its own with none", "x", 2, 1.15, 1.05},
	[ROW_CALLS] = {"system calls at start", "", 0, 450, 320},
	[ROW_FORKS] = {"    fork and exec", "", 0, 0, 0},
	[ROW_TYPED] = {"typed character, first byte / floor-db", "x", 2, 1.5, 1.1},
	[ROW_TYPED_P99] = {"    p99", "ms", 2, 3, 3},
	[ROW_SLOW_WORST] = {"worst of 1,000 typed keys, fsync 20 ms", "ms", 1, 50, 25},
	[ROW_SLOW_LEAVE] = {"    leaving a field", "ms", 1, 150, 150},
	[ROW_BURST_SLOW] = {"burst of 300 keys, fsync 20 ms / without", "x", 2, 2, 1.2},
	[ROW_BURST_FLOOR] = {"burst of 500 keys / floor", "x", 2, 1, 0.3},
	[ROW_SYNCS] = {"fsync while typing / one a second and in 16 keys", "x", 2, 1, 1},
	[ROW_DISK] = {"    given to the disk a key", "B", 0, 1024, 200},
	[ROW_TYPED_BYTES] = {"bytes to the terminal: typed key", "B", 0, 16, 8},
	[ROW_TYPED_BYTES_MAX] = {"    the most of one", "B", 0, 160, 80},
	[ROW_DOWN_BYTES] = {"    cursor down", "B", 0, 160, 80},
	[ROW_DOWN_FLOOR] = {"cursor down at 100,000 / floor-db", "x", 2, 1.3, 1},
	[ROW_DOWN_FEW] = {"    / own at 1,000", "x", 2, 1.1, 1},
	[ROW_PAGE_FLOOR] = {"page down at 100,000 / floor-db", "x", 2, 1.3, 1},
	[ROW_PAGE_FEW] = {"    / own at 1,000", "x", 2, 1.1, 1},
	[ROW_FIND] = {"finding a case, each letter, p95", "ms", 2, 16, 2},
	[ROW_OPEN] = {"opening a case / cursor down of floor-db", "x", 2, 2, 2},
	[ROW_SCREEN] = {"changing a screen / cursor down of floor-db", "x", 2, 2, 2},
	[ROW_ESC] = {"Esc", "ms", 1, 30, 30},
	[ROW_RESIZE] = {"resize / floor", "x", 2, 2, 2},
	[ROW_LEAVE] = {"leaving a field / bare commit", "x", 2, 2, 1.3},
	[ROW_MEMORY_FLOOR] = {"peak memory at 100,000 / floor-db", "x", 2, 2.5, 1.5},
	[ROW_MEMORY_NONE] = {"    / own with none", "x", 2, 1.3, 1.3},
	[ROW_IDLE_BYTES] = {"idle: bytes a second", "B", 0, 0, 0},
	[ROW_IDLE_CPU] = {"    CPU a second", "ms", 2, 1, 0},
	[ROW_QUIT] = {"quit", "ms", 1, 50, 10},
	[ROW_IMPORT] = {"import: its rate / bulk insert of the same rows", "x", 2, 0.7, 0.9, true},
	[ROW_TEXTS] = {"recommendations a second as text", "", 0, 2000, 2000, true},
	[ROW_CHECK] = {"check / the bare SQL reading the same values", "x", 2, 3, 3},
};

void row_add(enum row row, double value)
{
	figures_add(&rows[row].figures, value);
}

static bool reached(enum row row, double value, double target)
{
	return rows[row].more ? value >= target : value <= target;
}

static void print_number(double value, int decimals, int columns)
{
	if (value < 10000)
		printf(" %*.*f", columns, decimals, value);
	else
		printf(" %*.0f", columns, value);
}

/* The word is about the median. */
static bool print_row(enum row row)
{
	const struct figures *figures = &rows[row].figures;
	int decimals = rows[row].decimals;
	double value;
	bool good;

	printf("%-50s", rows[row].what);
	if (figures->n == 0) {
		printf(" %8s\n", "-");
		return true;
	}
	value = figures_median(figures);
	good = reached(row, value, rows[row].must);
	print_number(value, decimals, 8);
	printf(" %-2s [", rows[row].unit);
	print_number(figures_at(figures, 0), decimals, 6);
	print_number(figures_at(figures, 1), decimals, 7);
	printf(" ]");
	print_number(rows[row].must, decimals, 8);
	print_number(rows[row].stretch, decimals, 8);
	printf("  %s\n", !good ? "over" : reached(row, value, rows[row].stretch) ? "ok, stretch" : "ok");
	return good;
}

int rows_print(void)
{
	int over = 0;

	printf("%-50s %8s    %17s %8s %8s\n", "", "median", "[ least greatest ]", "must", "stretch");
	for (enum row row = 0; row < ROW_COUNT; row++)
		over += !print_row(row);
	return over;
}

void rows_release(void)
{
	for (enum row row = 0; row < ROW_COUNT; row++)
		figures_release(&rows[row].figures);
}
