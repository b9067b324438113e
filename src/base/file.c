/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "base/lang.h"

static bool write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

static int open_folder(const char *path, int flags, mode_t mode)
{
	char *copy = xstrdup(path);
	int fd = open(dirname(copy), flags | O_CLOEXEC, mode);

	free(copy);
	return fd;
}

static bool sync_folder(const char *path)
{
	int fd = open_folder(path, O_RDONLY | O_DIRECTORY, 0);
	bool done = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return done;
}

/* A name beside the file's: no other file has it. */
static char *temporary_name(const char *path)
{
	return xasprintf("%s.%06x", path, (unsigned)(random_id() & 0xffffff));
}

static bool link_to(int fd, const char *path)
{
	char self[32];

	snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
	return linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
}

/* Only what is renamed can take a name that is there. */
static bool link_over(int fd, const char *path)
{
	char *temporary = temporary_name(path);
	bool linked = link_to(fd, temporary), done = linked && rename(temporary, path) == 0;

	if (linked && !done)
		unlink(temporary);
	free(temporary);
	return done;
}

/*
 * Into a file that has no name until it is whole, so that nothing is left of one whose maker is killed.  False also
 * where the file system or the system has no such thing.
 */
static bool write_nameless(const char *path, const void *data, size_t len)
{
	int fd = open_folder(path, O_TMPFILE | O_WRONLY, S_IRUSR | S_IWUSR);
	bool done;

	if (fd < 0)
		return false;
	done = write_all(fd, data, len) && fsync(fd) == 0 &&
	    (link_to(fd, path) || (errno == EEXIST && link_over(fd, path)));
	close(fd);
	return done;
}

/* 0 or an errno */
static int write_named(const char *path, const void *data, size_t len)
{
	char *temporary = xasprintf("%s.XXXXXX", path);
	int fd = mkostemp(temporary, O_CLOEXEC), why = 0;

	if (fd < 0 || !write_all(fd, data, len) || fsync(fd) != 0)
		why = errno;
	if (fd >= 0 && close(fd) != 0 && why == 0)
		why = errno;
	if (why == 0 && rename(temporary, path) != 0)
		why = errno;
	if (why != 0 && fd >= 0)
		unlink(temporary);
	free(temporary);
	return why;
}

bool file_write_whole(const char *path, const void *data, size_t len, struct error *e)
{
	struct stat there;
	int why = 0;

	if (lstat(path, &there) == 0 && !S_ISREG(there.st_mode))
		return error_set(e, ERROR_FILE, path, "%s", _("is there and is no plain file"));
	if (!write_nameless(path, data, len))
		why = write_named(path, data, len);
	if (why == 0 && !sync_folder(path))
		why = errno;
	return why == 0 || error_set(e, ERROR_FILE, path, "%s", strerror(why));
}
