/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/backup.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "store/aside.h"
#include "store/file.h"
#include "store/store_internal.h"

#define DAYS_KEPT 7
#define PAGES_AT_ONCE 256	/* then others get their turn */
#define PAUSE_MS 5
#define PATIENCE_MS 5000	/* for another program that writes */

#define DAILY "-backup-"
#define BEFORE "-before-schema-"

struct copying {
	const char *from;
	const atomic_bool *stop;
	struct erased erased;		/* what is not to be in the copy although it is in `from` */
};

static bool stopped(const struct copying *copying, struct error *e)
{
	if (copying->stop == NULL || !atomic_load(copying->stop))
		return false;
	error_set(e, ERROR_BUSY, copying->from, "%s", _("the copy was broken off"));
	return true;
}

static void pause_for_others(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = PAUSE_MS * 1000000L }, NULL);
}

/* A change of the base meanwhile makes SQLite begin anew by itself. */
static bool copy_pages(sqlite3_backup *backup, const struct copying *copying, struct db *source, struct error *e)
{
	int code = SQLITE_OK;

	for (int waited = 0; waited <= PATIENCE_MS && !stopped(copying, e); ) {
		code = sqlite3_backup_step(backup, PAGES_AT_ONCE);
		if (code == SQLITE_DONE)
			return true;
		if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
			waited += PAUSE_MS;
		else if (code != SQLITE_OK)
			return db_error(source, code, e);
		pause_for_others();
	}
	return (copying->stop != NULL && atomic_load(copying->stop)) ? false : db_error(source, code, e);
}

static bool fill(struct db *db, void *arg, struct error *e)
{
	const struct copying *copying = arg;
	struct db source;
	sqlite3_backup *backup;
	bool copied;

	if (!db_open(&source, copying->from, e))
		return false;
	backup = sqlite3_backup_init(db->handle, "main", source.handle, "main");
	copied = backup != NULL ? copy_pages(backup, copying, &source, e) :
	    db_error(&source, sqlite3_errcode(db->handle), e);
	if (backup != NULL && sqlite3_backup_finish(backup) != SQLITE_OK && copied)
		copied = db_error(db, sqlite3_errcode(db->handle), e);
	db_close(&source);
	return copied;
}

/* Opened again: what is on the disk, not what is in memory. */
static bool proof(const char *path, void *arg, struct error *e)
{
	const struct copying *copying = arg;
	struct keys *keys = keys_new();
	struct store *store = store_open_as_is(path, keys, e);
	long wrong = -1;

	if (store != NULL)
		wrong = store_verify_copy(store, copying->stop, e);
	store_close(store);
	keys_free(keys);
	if (wrong > 0)
		error_set(e, ERROR_BASE, copying->from,
		    ngettext("is damaged in %ld place; indstil --base %s verify says where",
		    "is damaged in %ld places; indstil --base %s verify says where", (unsigned long)wrong), wrong,
		    copying->from);
	return wrong == 0;
}

bool backup_make(const char *path, const char *to, const atomic_bool *stop, struct error *e)
{
	struct copying copying = { .from = path, .stop = stop };
	const struct making making = { fill, proof, &copying };
	bool created = false;

	if (access(to, F_OK) == 0)
		return error_set(e, ERROR_FILE, to, "%s", _("is there already"));
	if (!file_usable(path, e) || !file_create(to, &making, &created, e))
		return false;
	return created || error_set(e, ERROR_FILE, to, "%s", _("is there already"));
}

/*
 * Those of a base, told by their names
 */

static bool digits(const char *s, size_t n)
{
	return strspn(s, "0123456789") == n;
}

static bool starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* What follows the base's name in that of a copy: a date, or a schema. */
static bool is_copy(const char *suffix)
{
	struct date date;

	if (starts(suffix, DAILY))
		return date_read_stored(suffix + strlen(DAILY), &date) && date.day != 0;
	suffix += starts(suffix, BEFORE) ? strlen(BEFORE) : strlen(suffix);
	return *suffix != '\0' && digits(suffix, strlen(suffix));
}

/* Of what a restore put aside; its journal is none. */
static bool is_replaced(const char *suffix)
{
	size_t len = strlen(suffix), tail = strlen("-journal");

	return starts(suffix, FILE_REPLACED) && (len < tail || strcmp(suffix + len - tail, "-journal") != 0);
}

/* Local time with its distance from UTC, as in the log. */
static bool read_time(const char *at, time_t *time)
{
	struct tm tm = { 0 };
	const char *end = at != NULL ? strptime(at, "%Y-%m-%dT%H:%M:%S%z", &tm) : NULL;
	long from_utc = tm.tm_gmtoff;

	if (end == NULL || *end != '\0')
		return false;
	*time = timegm(&tm) - from_utc;
	return true;
}

bool backup_written(const char *path, time_t *at)
{
	static const char sql[] = "SELECT at FROM action ORDER BY seq DESC LIMIT 1";
	struct db db;
	struct query q;
	bool read;

	if (!db_open(&db, path, NULL))
		return false;
	q = query_start(&db, sql, NULL);
	read = query_row(&q) && read_time(column_text(&q, 0), at);
	query_end(&q);
	db_close(&db);
	return read;
}

/* A file and the times when the last action in it was done and when it was written itself. */
struct found {
	char *path;
	time_t at, file;
};

/* What cannot be read counts as written with its file. */
static void find_times(struct found *found)
{
	struct stat file;

	found->file = stat(found->path, &file) == 0 ? file.st_mtime : 0;
	if (!backup_written(found->path, &found->at))
		found->at = found->file;
}

static int later_first(const void *a, const void *b)
{
	const struct found *first = a, *second = b;

	if (first->at != second->at)
		return first->at < second->at ? 1 : -1;
	if (first->file != second->file)
		return first->file < second->file ? 1 : -1;
	return strcmp(second->path, first->path);
}

char **backups_of(const char *path, bool all, size_t *n)
{
	char *folder = file_folder(path);
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	size_t len = strlen(name), cap = 0;
	struct found *found = NULL;
	char **paths;
	DIR *dir = opendir(folder);
	struct dirent *entry;

	*n = 0;
	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (starts(entry->d_name, name) &&
		    (is_copy(entry->d_name + len) || (all && is_replaced(entry->d_name + len)))) {
			found = array_room(found, *n, &cap, sizeof *found);
			found[(*n)++].path = xasprintf("%s/%s", folder, entry->d_name);
		}
	if (dir != NULL)
		closedir(dir);
	for (size_t i = 0; i < *n; i++)
		find_times(&found[i]);
	if (*n > 0)
		qsort(found, *n, sizeof *found, later_first);
	paths = xcalloc(*n + 1, sizeof *paths);
	for (size_t i = 0; i < *n; i++)
		paths[i] = found[i].path;
	free(found);
	free(folder);
	return paths;
}

void backups_free(char **paths, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(paths[i]);
	free(paths);
}

/* The date in a daily copy's name; false for another one. */
static bool day_of(const char *copy, struct date *date)
{
	size_t len = strlen(copy), tail = strlen(DAILY) + strlen("2017-05-09");

	return len > tail && strncmp(copy + len - tail, DAILY, strlen(DAILY)) == 0 &&
	    date_read_stored(copy + len - strlen("2017-05-09"), date);
}

/* The place of a day from the oldest on; one that has not come yet is older than all. */
static long age_order(struct date date, struct date today)
{
	return date_compare(date, today) > 0 ? date_number(date) - date_number(today) - 1000000 : date_number(date);
}

/* Takes away all but the seven latest, one at a time: of some hundred files that is nothing. */
static void thin(const char *path, struct date today)
{
	for (;;) {
		size_t n, days = 0;
		char **paths = backups_of(path, false, &n), *oldest = NULL;
		struct date date, first = { 0 };

		for (size_t i = 0; i < n; i++)
			if (day_of(paths[i], &date)) {
				days++;
				if (oldest == NULL || age_order(date, today) < age_order(first, today)) {
					oldest = paths[i];
					first = date;
				}
			}
		bool removed = days > DAYS_KEPT && unlink(oldest) == 0;
		backups_free(paths, n);
		if (!removed)
			return;
	}
}

static char *name_of_day(const char *path, struct date day)
{
	char stored[DATE_SIZE];

	return xasprintf("%s" DAILY "%s", path, date_stored(day, stored));
}

bool backup_is_daily(const char *path, struct date today)
{
	char *name = name_of_day(path, today);
	bool there = access(name, F_OK) == 0;

	free(name);
	return there;
}

/* Where another session was first, its copy is as good. */
bool backup_daily(const char *path, struct date today, const atomic_bool *stop, struct error *e)
{
	char *to = name_of_day(path, today);
	bool done = access(to, F_OK) == 0;

	if (!done) {
		aside_clear(path);
		done = backup_make(path, to, stop, e) || access(to, F_OK) == 0;
		if (done)
			thin(path, today);
	}
	free(to);
	return done;
}

bool backup_before(const char *path, int version, struct error *e)
{
	char *to = xasprintf("%s" BEFORE "%d", path, version);
	bool done = access(to, F_OK) == 0 || backup_make(path, to, NULL, e);

	free(to);
	return done;
}

/*
 * Back
 */

/* Nobody writes while the name changes hands.  A base that cannot be opened any more is held by nobody. */
static bool hold(struct db *db, const char *path, struct error *e)
{
	struct error own;

	if (!db_open(db, path, &own) || db_exec(db, "BEGIN EXCLUSIVE", &own) || own.kind != ERROR_BUSY)
		return true;
	db_close(db);
	*e = own;
	return false;
}

/* Those that the copies beside a base know, which were erased with it. */
static void add_beside(const char *path, struct erased *erased)
{
	struct db db;
	size_t n;
	char **copies = backups_of(path, true, &n);

	for (size_t i = 0; i < n; i++)
		if (db_open(&db, copies[i], NULL)) {
			erased_add(&db, erased);
			db_close(&db);
		}
	backups_free(copies, n);
}

char **backup_erased(const char *from, const char *path, size_t *n)
{
	struct erased erased = { 0 };
	struct db db;
	char **numbers;

	if (access(path, F_OK) == 0 && db_open(&db, path, NULL)) {
		erased_add(&db, &erased);
		db_close(&db);
	}
	add_beside(path, &erased);
	numbers = erased_held(from, &erased, n);
	erased_release(&erased);
	return numbers;
}

/* What is erased for good does not come back with an older copy. */
static bool proof_restored(const char *path, void *arg, struct error *e)
{
	const struct copying *copying = arg;

	return erased_again(path, &copying->erased, e) && proof(path, arg, e);
}

static bool restore(struct copying *copying, const char *path, char **kept, struct error *e)
{
	const struct making making = { fill, proof_restored, copying };
	struct db held = { 0 };
	bool done, created = false;

	if (access(path, F_OK) != 0)
		return file_create(path, &making, &created, e) &&
		    (created || error_set(e, ERROR_BUSY, path, "%s", _("is there already")));
	if (!hold(&held, path, e))
		return false;
	erased_add(&held, &copying->erased);
	done = file_replace(path, &making, kept, e);
	db_close(&held);
	return done;
}

static bool same_file(const char *a, const char *b)
{
	struct file_identity first, second;

	return file_identify(a, &first) && file_identify(b, &second) && first.device == second.device &&
	    first.inode == second.inode;
}

bool backup_restore(const char *from, const char *path, char **kept, struct error *e)
{
	struct copying copying = { .from = from };
	bool done;

	*kept = NULL;
	if (access(from, R_OK) != 0)
		return error_set(e, ERROR_MISSING, from, "%s", _("there is no such file"));
	if (same_file(from, path))
		return error_set(e, ERROR_FILE, from, "%s", _("is the base itself; name a copy of it"));
	add_beside(path, &copying.erased);
	done = restore(&copying, path, kept, e);
	erased_release(&copying.erased);
	return done;
}
