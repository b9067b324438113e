/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file that is being made under another name ("NAME.new-ID") beside the one
 * that it gets once it is whole.  It is locked for as long as its maker lives;
 * what a killed one left is cleared by whoever makes the next.
 */
#ifndef STORE_ASIDE_H
#define STORE_ASIDE_H

#include <stdbool.h>

#include "base/error.h"

struct aside {
	char *path;
	int fd;			/* has the lock; SQLite's own do not touch it */
};

/*
 * Makes an empty file for `path`, with the mode that a base in this folder has
 * whatever the umask.  True: to be ended by aside_end.
 */
bool aside_make(struct aside *aside, const char *path, struct error *e);

/* It is whole, and closed, and is to get its name: its journal goes. */
void aside_filled(const struct aside *aside);

/* Takes the name away, if it still has it, and the journal. */
void aside_end(struct aside *aside);

/*
 * Removes what dead makers left of any file whose name begins with `path`.  None
 * of them may be open in this process (fcntl(2): closing it drops its locks).
 */
void aside_clear(const char *path);

#endif
