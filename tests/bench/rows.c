/* SPDX-License-Identifier: EUPL-1.2 */
#include "rows.h"

#include <stdbool.h>
#include <stdio.h>

#include "figures.h"

static struct {
	const char *what, *unit;
	int decimals;
	double must, stretch;
	enum { LESS, MORE } better;
} rows[ROW_COUNT] = {
	[ROW_PAINT_FLOOR] = {"first paint of the list, 100,000 cases / floor-db", "x", 2, 1.5, 1.2, LESS},
	[ROW_PAINT_NONE] = {"    / its own with none", "x", 2, 1.15, 1.05, LESS},
	[ROW_CALLS] = {"system calls at start", "", 0, 450, 320, LESS},
	[ROW_FORKS] = {"    fork and exec", "", 0, 0, 0, LESS},
	[ROW_TYPED] = {"typed character, first byte / floor-db", "x", 2, 1.5, 1.1, LESS},
	[ROW_TYPED_P99] = {"    p99", "ms", 2, 3, 3, LESS},
	[ROW_SLOW_WORST] = {"worst of 1,000 typed keys, fsync 20 ms", "ms", 1, 50, 25, LESS},
	[ROW_SLOW_LEAVE] = {"    leaving a field", "ms", 1, 150, 150, LESS},
	[ROW_BURST_SLOW] = {"burst of 300 keys, fsync 20 ms / without", "x", 2, 2, 1.2, LESS},
	[ROW_BURST_FLOOR] = {"burst of 500 keys / floor", "x", 2, 1, 0.3, LESS},
	[ROW_SYNCS] = {"fsync while typing / one a second and in 16 keys", "x", 2, 1, 1, LESS},
	[ROW_DISK] = {"    given to the disk a key", "B", 0, 1024, 200, LESS},
	[ROW_TYPED_BYTES] = {"bytes to the terminal: typed key", "B", 0, 16, 8, LESS},
	[ROW_TYPED_BYTES_MAX] = {"    the most of one", "B", 0, 160, 80, LESS},
	[ROW_DOWN_BYTES] = {"    cursor down", "B", 0, 160, 80, LESS},
	[ROW_DOWN_FLOOR] = {"cursor down at 100,000 / floor-db", "x", 2, 1.3, 1, LESS},
	[ROW_DOWN_FEW] = {"    / own at 1,000", "x", 2, 1.1, 1, LESS},
	[ROW_PAGE_FLOOR] = {"page down at 100,000 / floor-db", "x", 2, 1.3, 1, LESS},
	[ROW_PAGE_FEW] = {"    / own at 1,000", "x", 2, 1.1, 1, LESS},
	[ROW_FIND] = {"finding a case, each letter, p95", "ms", 2, 16, 2, LESS},
	[ROW_OPEN] = {"opening a case / cursor down of floor-db", "x", 2, 2, 2, LESS},
	[ROW_SCREEN] = {"changing a screen / cursor down of floor-db", "x", 2, 2, 2, LESS},
	[ROW_ESC] = {"Esc", "ms", 1, 30, 30, LESS},
	[ROW_RESIZE] = {"resize / floor", "x", 2, 2, 2, LESS},
	[ROW_LEAVE] = {"leaving a field / bare commit", "x", 2, 2, 1.3, LESS},
	[ROW_MEMORY_FLOOR] = {"peak memory at 100,000 / floor-db", "x", 2, 2.5, 1.5, LESS},
	[ROW_MEMORY_NONE] = {"    / own with none", "x", 2, 1.3, 1.3, LESS},
	[ROW_IDLE_BYTES] = {"idle: bytes a second", "B", 0, 0, 0, LESS},
	[ROW_IDLE_CPU] = {"    CPU a second", "ms", 2, 1, 0, LESS},
	[ROW_QUIT] = {"quit", "ms", 1, 50, 10, LESS},
	[ROW_IMPORT] = {"import: its rate / bulk insert of the same rows", "x", 2, 0.7, 0.9, MORE},
	[ROW_TEXTS] = {"recommendations a second as text", "", 0, 2000, 2000, MORE},
	[ROW_CHECK] = {"check / the bare SQL reading the same values", "x", 2, 3, 3, LESS},
};

static struct figures figures[ROW_COUNT];

void row_add(enum row row, double value)
{
	figures_add(&figures[row], value);
}

static bool reached(enum row row, double value, double target)
{
	return rows[row].better == MORE ? value >= target : value <= target;
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
	const struct figures *values = &figures[row];
	int decimals = rows[row].decimals;
	double value;
	bool good;

	printf("%-50s", rows[row].what);
	if (values->n == 0) {
		printf(" %8s\n", "-");
		return true;
	}
	value = figures_median(values);
	good = reached(row, value, rows[row].must);
	print_number(value, decimals, 8);
	printf(" %-2s [", rows[row].unit);
	print_number(figures_at(values, 0), decimals, 6);
	print_number(figures_at(values, 1), decimals, 7);
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
		figures_release(&figures[row]);
}
