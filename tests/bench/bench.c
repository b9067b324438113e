/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench INDSTIL TOOLS DATADIR BASES: measures the program against its floors
 * (DESIGN 6) and prints a row for each target.  BASES is the folder with the
 * bases that were filled before; it works on copies.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/date.h"
#include "store/ballast.h"
#include "rows.h"

enum { ROUNDS = 7, BATCH_ROUNDS = 3 };

#define BAR_END "F10"		/* the last thing of the first paint: the bar at the bottom */

struct visit own_start(const struct bench *bench, const char *base, double *paint)
{
	const char *const argv[] = { bench->indstil, "--lang", "da", "--base", base, NULL };

	return visit_start(&(struct visit_options){ .argv = argv }, BAR_END, paint);
}

struct visit own_start_slow(const struct bench *bench, const char *base, int sync_ms)
{
	const char *const argv[] = { bench->indstil, "--lang", "da", "--base", base, NULL };
	struct visit_options options = { .argv = argv, .slow = bench->slow, .sync_ms = sync_ms };

	return visit_start(&options, BAR_END, NULL);
}

struct visit floor_start(const struct bench *bench, const char *rows, double *paint)
{
	char *bare = xasprintf("%s/bare.db", bench->folder);
	const char *const argv[] = { bench->floor, rows, bare, NULL };
	struct visit visit = visit_start(&(struct visit_options){ .argv = argv }, "q quit", paint);

	free(bare);
	return visit;
}

/* The fourth screen begins with one; a slim case opens at the first. */
void own_open_long(struct visit *visit)
{
	visit_settle(visit, LONG_QUIET);
	visit_send(visit, ENTER, 10 * LONG_QUIET);
	for (int i = 0; i < 3; i++)
		visit_send(visit, PAGE_DOWN, LONG_QUIET);
}

static char *tool(const struct bench *bench, const char *name)
{
	return xasprintf("%s/%s", bench->tools, name);
}

static void lay(const char *base, const char *suffix, off_t size)
{
	char *path = xasprintf("%s%s", base, suffix);
	FILE *file = fopen(path, "w");

	if (file == NULL || fclose(file) != 0 || truncate(path, size) != 0)
		die("%s", path);
	free(path);
}

/* What a session does once a day is not what is measured: it finds its copy of the day and its ballast there. */
static void lay_kept(const char *base)
{
	char day[DATE_SIZE], *suffix = xasprintf("-backup-%s", date_stored(date_today(), day));

	lay(base, suffix, 0);
	lay(base, "-ballast", BALLAST_SIZE);
	free(suffix);
}

static char *copy(const struct bench *bench, const char *bases, const char *name)
{
	char *from = xasprintf("%s/%s.db", bases, name), *to = xasprintf("%s/%s.db", bench->folder, name);

	run_us((const char *const[]){ "/bin/cp", from, to, NULL });
	lay_kept(to);
	free(from);
	return to;
}

/* The same surroundings on every machine. */
static void set_surroundings(const struct bench *bench)
{
	static const char *const gone[] = { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "NO_COLOR", "LINES", "COLUMNS", "LANGUAGE" };

	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		unsetenv(gone[i]);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("HOME", bench->folder, 1);
	setenv("INDSTIL_DATADIR", bench->data, 1);
}

static void prepare(struct bench *bench, const char *bases)
{
	const char *tmp = getenv("TMPDIR");

	bench->folder = xasprintf("%s/indstil-bench-XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(bench->folder) == NULL)
		die("%s: not made", bench->folder);
	bench->none = copy(bench, bases, "none");
	bench->few = copy(bench, bases, "few");
	bench->many = copy(bench, bases, "many");
	bench->full = copy(bench, bases, "full");
	bench->made = copy(bench, bases, "made");
	bench->rows = copy(bench, bases, "rows");
	bench->floor = tool(bench, "floor");
	bench->bare = tool(bench, "bare");
	bench->texts = tool(bench, "texts");
	bench->fill = tool(bench, "fill");
	bench->slow = tool(bench, "slow.so");
	set_surroundings(bench);
}

int main(int argc, char **argv)
{
	struct bench bench;
	double from = now_us();

	if (argc != 5)
		die("usage: bench INDSTIL TOOLS DATADIR BASES");
	bench = (struct bench){ .indstil = argv[1], .tools = argv[2], .data = argv[3] };
	prepare(&bench, argv[4]);
	measure_counts(&bench);
	measure_rounds(&bench, ROUNDS);
	measure_slow(&bench);
	measure_batch(&bench, BATCH_ROUNDS);
	rows_print();
	rows_release();
	run_us((const char *const[]){ "/bin/rm", "-r", bench.folder, NULL });
	printf("%.0f s\n", (now_us() - from) / 1e6);
	return 0;
}
