/* SPDX-License-Identifier: EUPL-1.2 */
/* Files that are whole or not there. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/error.h"

/*
 * Writes a file (0600) that did not exist or takes the place of one: into a
 * temporary file of the same folder, synced, renamed, the folder synced.  What is
 * there and no plain file is refused.  On failure what was there before is untouched and the temporary file is gone.
 */
bool file_write_whole(const char *path, const void *data, size_t len, struct error *e);

#endif
