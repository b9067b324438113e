/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/ballast.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/alloc.h"
#include "store/file.h"

#define PLENTY 8		/* times its size, or it would itself be what fills the disk */

static char *name_of(const char *path)
{
	return xasprintf("%s-ballast", path);
}

static bool room_for_it(const char *path)
{
	char *folder = file_folder(path);
	struct statvfs system;
	bool room = statvfs(folder, &system) == 0 &&
	    (unsigned long long)system.f_bavail * system.f_frsize > (unsigned long long)PLENTY * BALLAST_SIZE;

	free(folder);
	return room;
}

/* A file of holes would keep no room.  One that a killed session left half laid is laid to its end. */
static bool lay(const char *name)
{
	int fd = open(name, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool laid;

	if (fd < 0)
		return false;
	laid = posix_fallocate(fd, 0, BALLAST_SIZE) == 0;
	close(fd);
	if (!laid)
		unlink(name);
	return laid;
}

bool ballast_is(const char *path)
{
	char *name = name_of(path);
	struct stat file;
	bool there = stat(name, &file) == 0 && file.st_size >= BALLAST_SIZE;

	free(name);
	return there;
}

bool ballast_lay(const char *path)
{
	char *name = name_of(path);
	bool there = ballast_is(path) || (room_for_it(path) && lay(name));

	free(name);
	return there;
}

bool ballast_short(const char *path)
{
	return !ballast_is(path) && !room_for_it(path);
}

bool ballast_drop(const char *path)
{
	char *name = name_of(path);
	bool dropped = unlink(name) == 0;

	free(name);
	return dropped;
}
