/* SPDX-License-Identifier: EUPL-1.2 */
/* A layer between SQLite and the disk: it is told of every call, and may let it fail. */
#ifndef TESTS_UNIT_SHIM_H
#define TESTS_UNIT_SHIM_H

#include <stddef.h>

#define SHIM_SECTOR 512		/* bytes that this disk writes whole or not at all; it promises nothing else */

enum shim_call {
	SHIM_OPEN, SHIM_READ, SHIM_WRITE, SHIM_TRUNCATE, SHIM_SYNC, SHIM_SIZE, SHIM_LOCK, SHIM_DELETE, SHIM_ACCESS
};

/* Which file: as SQLite opened it. */
enum shim_file { SHIM_BASE, SHIM_JOURNAL, SHIM_OTHER };

struct shim_event {
	enum shim_call call;
	enum shim_file file;	/* SHIM_OTHER where a call has but a name */
	size_t at, len;		/* of a truncation: at is the new size */
	const void *data;	/* what is written */
	long opened;		/* when the file was opened, counted from 1; 0 where a call has but a name */
};

/*
 * From now on `ask` is asked before each call of every connection opened later:
 * SQLITE_OK lets it be made, another code is its failure.  Once in a program.
 * Syncs are never made: the power does not really go.
 */
void shim_install(int (*ask)(const struct shim_event *event));

#endif
