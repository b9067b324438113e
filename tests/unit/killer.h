/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs a program that is killed just before one of its calls that change something: files, names, the terminal. */
#ifndef TESTS_UNIT_KILLER_H
#define TESTS_UNIT_KILLER_H

#include <stdbool.h>

struct killing {
	bool killed;		/* else it came to its end before such a call */
	int status;		/* as of waitpid */
	long calls;		/* it made, or was about to make */
	long last;		/* the system call that it was killed at */
};

/*
 * argv[0] is a path; at the `when`th call (from 1; 0: never) it is killed.  Its
 * output goes to the file `out`, its complaints nowhere.  False where this machine forbids tracing.
 */
bool killer_run(const char *const argv[], long when, const char *out, struct killing *killing);

#endif
