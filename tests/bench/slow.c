/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * For LD_PRELOAD: fsync() and fdatasync() take BENCH_SYNC_MS longer, as on an
 * old disk or a network share, and are counted in the memory that the
 * descriptor BENCH_COUNTS stands for, with what was given to the disk so far.
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "visit.h"

/* The figures stand behind a double in the shared memory (struct shared of visit.c). */
static struct counts *counts(void)
{
	static struct counts *there;
	const char *fd = getenv("BENCH_COUNTS");

	if (there == NULL && fd != NULL) {
		char *memory = mmap(NULL, sizeof(double) + sizeof *there, PROT_READ | PROT_WRITE, MAP_SHARED, atoi(fd), 0);

		if (memory != MAP_FAILED)
			there = (struct counts *)(void *)(memory + sizeof(double));
	}
	return there;
}

static int slowly(const char *name, int fd)
{
	const char *ms = getenv("BENCH_SYNC_MS");
	long wait = ms != NULL ? atol(ms) : 0;
	struct timespec t = { wait / 1000, wait % 1000 * 1000000 };
	struct rusage usage;
	void *symbol = dlsym(RTLD_NEXT, name);
	int (*real)(int), result;

	memcpy(&real, &symbol, sizeof real);
	if (wait > 0)
		nanosleep(&t, NULL);
	result = real(fd);
	getrusage(RUSAGE_SELF, &usage);
	if (counts() != NULL) {
		counts()->syncs++;
		counts()->blocks = usage.ru_oublock;
	}
	return result;
}

int fsync(int fd)
{
	return slowly("fsync", fd);
}

int fdatasync(int fd)
{
	return slowly("fdatasync", fd);
}
