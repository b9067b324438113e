/* SPDX-License-Identifier: EUPL-1.2 */
/* The file of a base and its folder, seen from outside. */
#ifndef STORE_FILE_H
#define STORE_FILE_H

#include <stdbool.h>

#include "base/error.h"

struct db;

/* Refuses what store_open() does not open, as far as stat can tell. */
bool file_usable(const char *path, struct error *e);

/*
 * Makes a base at `path`, whole or not at all, and its folder where it is not
 * there: `fill` is called with an empty database beside it, which then gets the
 * name.  Where another process was first *created is false.
 */
bool file_create(const char *path, bool (*fill)(struct db *db, struct error *e), bool *created,
    struct error *e);

/* True for the type (statfs) of a file system whose locks and writes are another machine's. */
bool file_system_remote(long type);

char *file_folder(const char *path);		/* the folder that a file lies in; the caller's */
bool folder_sync(const char *folder);		/* its names are on the disk */

#endif
