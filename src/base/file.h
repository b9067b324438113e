/* SPDX-License-Identifier: EUPL-1.2 */
/* Files that are whole or not there. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/error.h"

/*
 * Writes a file (0600) that did not exist or takes the place of one: into a temporary file of the same folder, which gets
 * its name once it is synced; then the folder is.  What is there and no plain file is refused.  On failure what was there
 * before is untouched and the temporary file is gone.
 *
 * Who is killed over it leaves nothing, where the file system has files without a name (open(2): O_TMPFILE) and
 * none is replaced; else at most PATH.XXXXXX.
 */
bool file_write_whole(const char *path, const void *data, size_t len, struct error *e);

#endif
