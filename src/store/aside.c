/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The lock is one of an open file description: those of SQLite on the same
 * file belong to the process, and would be dropped with each other.
 */
#include "store/aside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "store/file.h"

#define INFIX ".new-"
#define ID_DIGITS 16

/* Of a byte that SQLite does not lock. */
static bool lock(int fd)
{
	struct flock first = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1 };

	return fcntl(fd, F_OFD_SETLK, &first) == 0;
}

/* Somebody who clears may have come before the lock: then the file is theirs, or gone. */
static bool ours(int fd)
{
	struct stat file;

	return lock(fd) && fstat(fd, &file) == 0 && file.st_nlink == 1;
}

/* 0 or an errno; EEXIST: the name cannot be had. */
static int make(struct aside *aside, mode_t mode)
{
	int code = 0;

	aside->fd = open(aside->path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, FILE_MODE_OWN);
	if (aside->fd < 0)
		return errno;
	if (!ours(aside->fd))
		code = EEXIST;
	else if (fchmod(aside->fd, mode) != 0)
		code = errno;
	if (code == 0)
		return 0;
	close(aside->fd);
	if (code != EEXIST)
		unlink(aside->path);
	return code;
}

bool aside_make(struct aside *aside, const char *path, struct error *e)
{
	mode_t mode = file_mode(path);
	int code;

	aside->path = NULL;
	do {
		free(aside->path);
		aside->path = xasprintf("%s" INFIX "%016" PRIx64, path, (uint64_t)random_id());
		code = make(aside, mode);
	} while (code == EEXIST);
	if (code == 0)
		return true;
	error_set(e, ERROR_FILE, aside->path, "%s", strerror(code));
	free(aside->path);
	return false;
}

static void remove_journal(const char *path)
{
	char *journal = xasprintf("%s-journal", path);

	unlink(journal);
	free(journal);
}

/* The journal first: nobody would look for one of a file that is gone. */
static void take_away(const char *path)
{
	remove_journal(path);
	unlink(path);
}

void aside_filled(const struct aside *aside)
{
	remove_journal(aside->path);
}

void aside_end(struct aside *aside)
{
	take_away(aside->path);
	close(aside->fd);
	free(aside->path);
}

/*
 * One that has another name besides was finished, and is perhaps the base that
 * this process has open, so that it must not be opened here.
 */
static void clear(const char *path)
{
	struct stat file;
	int fd;

	if (lstat(path, &file) != 0 || !S_ISREG(file.st_mode))
		return;
	if (file.st_nlink > 1) {
		take_away(path);
		return;
	}
	fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return;
	if (lock(fd))
		take_away(path);
	close(fd);
}

/* "NAME....new-0123456789abcdef" */
static bool is_aside(const char *file, const char *name)
{
	size_t len = strlen(file), tail = strlen(INFIX) + ID_DIGITS;
	const char *end = file + len - tail;

	return len >= strlen(name) + tail && strncmp(file, name, strlen(name)) == 0 &&
	    strncmp(end, INFIX, strlen(INFIX)) == 0 && strspn(end + strlen(INFIX), "0123456789abcdef") == ID_DIGITS;
}

void aside_clear(const char *path)
{
	char *folder = file_folder(path), *left;
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (!is_aside(entry->d_name, name))
			continue;
		left = xasprintf("%s/%s", folder, entry->d_name);
		clear(left);
		free(left);
	}
	if (dir != NULL)
		closedir(dir);
	free(folder);
}
