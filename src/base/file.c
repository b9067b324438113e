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

static bool sync_folder(const char *path)
{
	char *copy = xstrdup(path);
	int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	free(copy);
	return done;
}

bool file_write_whole(const char *path, const void *data, size_t len, struct error *e)
{
	struct stat there;
	if (lstat(path, &there) == 0 && !S_ISREG(there.st_mode))
		return error_set(e, ERROR_FILE, path, "%s", _("is there and is no plain file"));
	char *temporary = xasprintf("%s.XXXXXX", path);
	int fd = mkostemp(temporary, O_CLOEXEC);
	bool done = fd >= 0 && write_all(fd, data, len) && fsync(fd) == 0;
	int why = errno;
	if (fd >= 0 && close(fd) != 0 && done) {
		done = false;
		why = errno;
	}
	if (done && rename(temporary, path) != 0) {
		done = false;
		why = errno;
	}
	if (!done && fd >= 0)
		unlink(temporary);
	if (done && !sync_folder(path)) {
		done = false;
		why = errno;
	}
	free(temporary);
	return done || error_set(e, ERROR_FILE, path, "%s", strerror(why));
}
