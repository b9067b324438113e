/* SPDX-License-Identifier: EUPL-1.2 */
/* What is counted rather than timed: system calls at start, and what it does while nobody does anything. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "bench.h"
#include "rows.h"

enum { IDLE_SECONDS = 5 };

static const char strace[] = "/usr/bin/strace";

/* Up to the end of the second paint, with forms and rules loaded. */
static void count_calls(const struct bench *bench)
{
	char *log = xasprintf("%s/strace", bench->folder), line[1024];
	const char *const argv[] = {
		strace, "-f", "-qq", "-o", log, bench->indstil, "--lang", "da", "--base", bench->many, NULL,
	};
	struct visit visit;
	int calls = 0, forks = -1;		/* the exec that starts it */
	FILE *file;

	if (access(strace, X_OK) != 0)
		return;
	visit = visit_start(&(struct visit_options){ .argv = argv }, "F10", NULL);
	visit_settle(&visit, 500);
	file = fopen(log, "r");
	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		calls++;
		forks += strstr(line, "fork(") != NULL || strstr(line, "clone") != NULL || strstr(line, "execve(") != NULL;
	}
	if (file != NULL)
		fclose(file);
	row_add(ROW_CALLS, calls);
	row_add(ROW_FORKS, forks);
	visit_quit(&visit, QUIT);
	remove(log);
	free(log);
}

static void measure_idle(const struct bench *bench)
{
	struct visit visit = own_start(bench, bench->many, NULL);
	size_t bytes;
	double cpu;

	own_open_long(&visit);
	visit_send(&visit, "ja", 1500);		/* its sync is over */
	bytes = visit.bytes;
	cpu = visit_cpu(&visit);
	visit_settle(&visit, IDLE_SECONDS * 1000);
	row_add(ROW_IDLE_BYTES, (double)(visit.bytes - bytes) / IDLE_SECONDS);
	row_add(ROW_IDLE_CPU, (visit_cpu(&visit) - cpu) * 1e3 / IDLE_SECONDS);
	visit_quit(&visit, QUIT);
}

void measure_counts(const struct bench *bench)
{
	count_calls(bench);
	measure_idle(bench);
}
