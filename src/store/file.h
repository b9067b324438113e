/* SPDX-License-Identifier: EUPL-1.2 */
/* The file of a base and its folder, seen from outside. */
#ifndef STORE_FILE_H
#define STORE_FILE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"

struct db;

/* Refuses what store_open() does not open, as far as stat can tell. */
bool file_usable(const char *path, struct error *e);
/* Whether base and folder may be written; ERROR_RIGHTS names which of them may not. */
bool file_writable(const char *path, struct error *e);

/* What a new base is made of. */
struct making {
	bool (*fill)(struct db *db, void *arg, struct error *e);	/* an empty database, open */
	bool (*proof)(const char *path, void *arg, struct error *e);	/* what it became, closed; may be NULL */
	void *arg;
};

/*
 * Makes a base at `path`, whole or not at all, and its folder where it is not
 * there: it is filled under another name beside it, proved, and then gets its
 * own.  Where a file of the name is there by then *created is false, and that file stands.
 */
bool file_create(const char *path, const struct making *making, bool *created, struct error *e);

/*
 * The same in the place of a base that is there: in one step the new one has the
 * name and the old one, with its journal, the name *kept (the caller's).  One that
 * is killed just before may leave the new one under that name.
 */
#define FILE_REPLACED "-replaced-"		/* behind its own in the name of the old one */
bool file_replace(const char *path, const struct making *making, char **kept, struct error *e);

/* Which file it is: whether the base still is the one that was opened. */
struct file_identity {
	unsigned long long device, inode;
};
bool file_identify(const char *path, struct file_identity *identity);

/* True for the type (statfs) of a file system whose locks and writes are another machine's. */
bool file_system_remote(long type);

#define FILE_MODE_OWN 0600
mode_t file_mode(const char *path);		/* that a base of this name has: 0660 in a folder 2770 */
char *file_folder(const char *path);		/* the folder that a file lies in; the caller's */
bool folder_sync(const char *folder);		/* its names are on the disk */

#endif
