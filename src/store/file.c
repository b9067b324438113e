/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Once SQLite has a base open nobody else in this process may open it: closing
 * such a descriptor would drop SQLite's locks.  So all is told by stat here, and
 * what only the content can tell is left to SQLite.
 */
#include "store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/aside.h"
#include "store/db.h"

#define MODE_SHARED_FOLDER 02770
#define MODE_SHARED 0660

/* FUSE is not among them: below it lie encrypted homes and containers as well as networks. */
bool file_system_remote(long type)
{
	static const uint32_t remote[] = {
		0x6969,		/* NFS */
		0x517b,		/* SMB */
		0xff534d42,	/* CIFS */
		0xfe534d42,	/* SMB2 */
		0x01021997,	/* 9P */
		0x5346414f,	/* AFS */
		0x6b414653,	/* kAFS */
		0x73757245,	/* Coda */
		0x564c,		/* NCP */
		0x00c36400,	/* Ceph */
		0x0bd00bd0,	/* Lustre */
		0x47504653,	/* GPFS */
		0x7461636f,	/* OCFS2 */
		0x01161970,	/* GFS2 */
	};

	for (size_t i = 0; i < sizeof remote / sizeof *remote; i++)
		if (remote[i] == (uint32_t)type)
			return true;
	return false;
}

char *file_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return xstrdup(".");
	return slash == path ? xstrdup("/") : xstrndup(path, (size_t)(slash - path));
}

static bool writable(const char *path, const struct stat *file, const char *folder, const struct stat *dir,
    struct error *e)
{
	/* access() lets root pass, the mode does not: a base that was locked by hand stays so. */
	if ((file->st_mode & 0222) == 0 || access(path, R_OK | W_OK) != 0)
		return error_set(e, ERROR_RIGHTS, path, "%s",
		    _("the base can be read but not written; it takes the right to write in it (chmod 600)"));
	if ((dir->st_mode & 0222) == 0 || access(folder, W_OK | X_OK) != 0)
		return error_set(e, ERROR_RIGHTS, folder, "%s",
		    _("the base can be read but not written; it takes the right to write in its folder (chmod 700)"));
	return true;
}

static bool private(const char *path, const struct stat *file, const struct stat *dir, struct error *e)
{
	bool group = (file->st_mode & 0070) != 0;
	bool shared = (dir->st_mode & 07777) == MODE_SHARED_FOLDER && (file->st_mode & 0777) == MODE_SHARED;

	if ((file->st_mode & 0007) == 0 && (!group || shared))
		return true;
	return error_set(e, ERROR_FILE, path, "%s",
	    _("others can read or write the base; allow yourself (600) or a group (folder 2770, base 660)"));
}

static bool usable(const char *path, const char *folder, struct error *e)
{
	struct stat file, dir;
	struct statfs system;

	if (stat(folder, &dir) != 0 && errno == ENOENT)
		return error_set(e, ERROR_BASE, folder, "%s", _("there is no such folder"));
	if (stat(path, &file) != 0)
		return error_set(e, ERROR_BASE, path, "%s", errno == ENOENT ? _("there is no base") : strerror(errno));
	if (!S_ISREG(file.st_mode))
		return error_set(e, ERROR_BASE, path, "%s", _("is not a regular file"));
	if (file.st_size == 0)
		return error_set(e, ERROR_BASE, path, "%s", _("is an empty file and no base of indstil"));
	if (stat(folder, &dir) != 0 || statfs(path, &system) != 0)
		return error_set(e, ERROR_FILE, folder, "%s", strerror(errno));
	if (file_system_remote((long)system.f_type))
		return error_set(e, ERROR_FILE, path, "%s",
		    _("lies on a network file system, which can lose what two programs write at once"));
	return private(path, &file, &dir, e) && (access(path, R_OK) == 0 ||
	    error_set(e, ERROR_RIGHTS, path, "%s", _("there is no right to read the base")));
}

bool file_writable(const char *path, struct error *e)
{
	char *folder = file_folder(path);
	struct stat file, dir;
	bool may = stat(path, &file) == 0 && stat(folder, &dir) == 0 ? writable(path, &file, folder, &dir, e) :
	    error_set(e, ERROR_FILE, path, "%s", strerror(errno));

	free(folder);
	return may;
}

bool file_usable(const char *path, struct error *e)
{
	char *folder = file_folder(path);
	bool fine = usable(path, folder, e);

	free(folder);
	return fine;
}

/* Makes a folder, and those above it. */
static bool folder_make(const char *folder, struct error *e)
{
	char *above;
	bool made;

	if (mkdir(folder, 0700) == 0 || errno == EEXIST)
		return true;
	if (errno != ENOENT)
		return error_set(e, ERROR_FILE, folder, "%s", strerror(errno));
	above = file_folder(folder);
	made = folder_make(above, e);
	free(above);
	if (made && mkdir(folder, 0700) != 0 && errno != EEXIST)
		return error_set(e, ERROR_FILE, folder, "%s", strerror(errno));
	return made;
}

bool folder_sync(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool synced = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return synced;
}

mode_t file_mode(const char *path)
{
	char *folder = file_folder(path);
	struct stat dir;
	bool shared = stat(folder, &dir) == 0 && (dir.st_mode & 07777) == MODE_SHARED_FOLDER;

	free(folder);
	return shared ? MODE_SHARED : FILE_MODE_OWN;
}

static bool fill_file(const char *path, const struct making *making, struct error *e)
{
	struct db db;
	bool filled;

	if (!db_open(&db, path, e))
		return false;
	filled = making->fill(&db, making->arg, e);
	db_close(&db);
	return filled && (making->proof == NULL || making->proof(path, making->arg, e));
}

/* Gives the finished file its name.  Where another process was first, its base stands. */
static bool file_name(const char *made, const char *path, const char *folder, bool *created, struct error *e)
{
	*created = link(made, path) == 0;
	if (*created ? folder_sync(folder) : errno == EEXIST)
		return true;
	return error_set(e, ERROR_FILE, path, "%s", strerror(errno));
}

/* SQLite would play back into the new base what is left of a lost one.  Where the base has come meanwhile, another
 * program made it and is writing: the journal is its own. */
static bool no_journal(const char *path, struct error *e)
{
	char *journal = xasprintf("%s-journal", path);
	struct stat left, base;
	bool none = stat(journal, &left) != 0 || left.st_size == 0 || stat(path, &base) == 0;

	if (!none)
		error_set(e, ERROR_BASE, journal, "%s",
		    _("is left of a base that is no longer there; move it away"));
	free(journal);
	return none;
}

/* Makes it aside, where also goes what was left of earlier ones. */
static bool make_aside(struct aside *aside, const char *path, const struct making *making, struct error *e)
{
	aside_clear(path);
	if (!aside_make(aside, path, e))
		return false;
	if (fill_file(aside->path, making, e)) {
		aside_filled(aside);
		return true;
	}
	aside_end(aside);
	return false;
}

bool file_create(const char *path, const struct making *making, bool *created, struct error *e)
{
	char *folder = file_folder(path);
	struct aside aside;
	bool done = folder_make(folder, e) && no_journal(path, e) && make_aside(&aside, path, making, e);

	if (done) {
		done = file_name(aside.path, path, folder, created, e);
		aside_end(&aside);
	}
	free(folder);
	return done;
}

/* A time as part of a file's name; a second one of the same second gets a number. */
static char *name_kept(const char *path)
{
	char at[32], *kept = NULL;
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	strftime(at, sizeof at, "%Y-%m-%d-%H%M%S", &tm);
	for (int i = 0; kept == NULL || access(kept, F_OK) == 0; i++) {
		free(kept);
		kept = i > 0 ? xasprintf("%s" FILE_REPLACED "%s-%d", path, at, i) :
		    xasprintf("%s" FILE_REPLACED "%s", path, at);
	}
	return kept;
}

/*
 * The new base takes the name that the old one is to have, and then the two
 * change names in one step: whoever is killed here loses neither.  Of the old
 * one's journal only that is left which SQLite could not play back; it goes
 * before, since it would be played back into the new one.
 */
static bool exchange(const char *made, const char *path, const char *kept, struct error *e)
{
	char *journal = xasprintf("%s-journal", path), *journal_kept = xasprintf("%s-journal", kept);
	struct stat left;
	bool hot = stat(journal, &left) == 0 && left.st_size > 0;
	bool named = rename(made, kept) == 0, moved = named && hot && rename(journal, journal_kept) == 0;
	bool done = named && moved == hot && renameat2(AT_FDCWD, kept, AT_FDCWD, path, RENAME_EXCHANGE) == 0;

	if (!done) {
		error_set(e, ERROR_FILE, path, "%s", strerror(errno));
		if (moved)
			rename(journal_kept, journal);
		if (named)
			unlink(kept);
	}
	free(journal);
	free(journal_kept);
	return done;
}

bool file_replace(const char *path, const struct making *making, char **kept, struct error *e)
{
	struct aside aside;
	char *folder;
	bool done;

	*kept = NULL;
	if (!make_aside(&aside, path, making, e))
		return false;
	folder = file_folder(path);
	*kept = name_kept(path);
	done = exchange(aside.path, path, *kept, e);
	folder_sync(folder);
	if (!done) {
		free(*kept);
		*kept = NULL;
	}
	aside_end(&aside);
	free(folder);
	return done;
}

bool file_identify(const char *path, struct file_identity *identity)
{
	struct stat file;

	if (stat(path, &file) != 0)
		return false;
	*identity = (struct file_identity){ file.st_dev, file.st_ino };
	return true;
}
