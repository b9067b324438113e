/* SPDX-License-Identifier: EUPL-1.2 */
#include "shim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdlib.h>

#include "base/alloc.h"

struct shim {
	sqlite3_file base;
	enum shim_file file;
	long opened;
	sqlite3_file *real;
};

static sqlite3_vfs *below;
static int (*asked)(const struct shim_event *event);

#define REAL(f) (((struct shim *)(f))->real)
#define CALL(f, method, ...) REAL(f)->pMethods->method(REAL(f), __VA_ARGS__)

static int ask(sqlite3_file *f, enum shim_call call, size_t at, const void *data, size_t len)
{
	const struct shim *shim = (const struct shim *)f;

	return asked(&(struct shim_event){ call, shim->file, at, len, data, shim->opened });
}

static int shim_close(sqlite3_file *f)
{
	int code = REAL(f)->pMethods->xClose(REAL(f));

	free(REAL(f));
	return code;
}

static int shim_read(sqlite3_file *f, void *data, int len, sqlite3_int64 at)
{
	int code = ask(f, SHIM_READ, (size_t)at, NULL, (size_t)len);

	return code == SQLITE_OK ? CALL(f, xRead, data, len, at) : code;
}

static int shim_write(sqlite3_file *f, const void *data, int len, sqlite3_int64 at)
{
	int code = ask(f, SHIM_WRITE, (size_t)at, data, (size_t)len);

	return code == SQLITE_OK ? CALL(f, xWrite, data, len, at) : code;
}

static int shim_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	int code = ask(f, SHIM_TRUNCATE, (size_t)size, NULL, 0);

	return code == SQLITE_OK ? CALL(f, xTruncate, size) : code;
}

static int shim_sync(sqlite3_file *f, int flags)
{
	(void)flags;
	return ask(f, SHIM_SYNC, 0, NULL, 0);
}

static int shim_size(sqlite3_file *f, sqlite3_int64 *size)
{
	int code = ask(f, SHIM_SIZE, 0, NULL, 0);

	return code == SQLITE_OK ? CALL(f, xFileSize, size) : code;
}

static int shim_lock(sqlite3_file *f, int level)
{
	int code = ask(f, SHIM_LOCK, 0, NULL, 0);

	return code == SQLITE_OK ? CALL(f, xLock, level) : code;
}

static int shim_unlock(sqlite3_file *f, int level)
{
	return CALL(f, xUnlock, level);
}

static int shim_reserved(sqlite3_file *f, int *out)
{
	int code = ask(f, SHIM_LOCK, 0, NULL, 0);

	return code == SQLITE_OK ? CALL(f, xCheckReservedLock, out) : code;
}

static int shim_control(sqlite3_file *f, int op, void *arg)
{
	return CALL(f, xFileControl, op, arg);
}

/* No promise of the disk that this machine's may keep and another's not. */
static int shim_sector(sqlite3_file *f)
{
	(void)f;
	return SHIM_SECTOR;
}

static int shim_traits(sqlite3_file *f)
{
	(void)f;
	return 0;
}

static const sqlite3_io_methods methods = {
	.iVersion = 1, .xClose = shim_close, .xRead = shim_read, .xWrite = shim_write, .xTruncate = shim_truncate,
	.xSync = shim_sync, .xFileSize = shim_size, .xLock = shim_lock, .xUnlock = shim_unlock,
	.xCheckReservedLock = shim_reserved, .xFileControl = shim_control, .xSectorSize = shim_sector,
	.xDeviceCharacteristics = shim_traits,
};

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
	static long opened;
	struct shim *shim = (struct shim *)f;
	int code;

	(void)vfs;
	shim->opened = ++opened;
	shim->base.pMethods = NULL;
	shim->file = flags & SQLITE_OPEN_MAIN_DB ? SHIM_BASE :
	    flags & SQLITE_OPEN_MAIN_JOURNAL ? SHIM_JOURNAL : SHIM_OTHER;
	code = ask(f, SHIM_OPEN, 0, NULL, 0);
	if (code != SQLITE_OK)
		return code;
	shim->real = xcalloc(1, (size_t)below->szOsFile);
	code = below->xOpen(below, name, shim->real, flags, out);
	if (shim->real->pMethods != NULL)
		shim->base.pMethods = &methods;
	else
		free(shim->real);
	return code;
}

static int shim_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	int code = asked(&(struct shim_event){ .call = SHIM_DELETE, .file = SHIM_OTHER });

	(void)vfs;
	return code == SQLITE_OK ? below->xDelete(below, name, sync) : code;
}

static int shim_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	int code = asked(&(struct shim_event){ .call = SHIM_ACCESS, .file = SHIM_OTHER });

	(void)vfs;
	return code == SQLITE_OK ? below->xAccess(below, name, flags, out) : code;
}

void shim_install(int (*ask_before)(const struct shim_event *event))
{
	static sqlite3_vfs shim;

	asked = ask_before;
	below = sqlite3_vfs_find(NULL);
	shim = *below;
	shim.zName = "shim";
	shim.szOsFile = sizeof(struct shim);
	shim.xOpen = shim_open;
	shim.xDelete = shim_delete;
	shim.xAccess = shim_access;
	shim.pNext = NULL;
	assert_int_equal(sqlite3_vfs_register(&shim, 1), SQLITE_OK);
}
