/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The reading side of the draft log: what dead sessions left.  A session is dead
 * when nobody holds its log's lock.  Whatever a log holds, the text that is
 * read is one that its session once had.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"
#include "store/draft_format.h"
#include "store/file.h"

#define ID_DIGITS 16

/* A log in memory. */
struct log {
	char *bytes;
	size_t size;
};

static bool log_read(struct log *log, int fd, size_t size)
{
	ssize_t n;

	*log = (struct log){ xmalloc(size), 0 };
	while (log->size < size) {
		n = pread(fd, log->bytes + log->size, size - log->size, (off_t)log->size);
		if (n <= 0)
			break;
		log->size += (size_t)n;
	}
	return log->size > 0;
}

/* The head of the half that begins at `start`, if it and its text are whole. */
static bool head_read(const struct log *log, size_t start, struct draft_head *head)
{
	if (log->size < start + sizeof *head)
		return false;
	memcpy(head, log->bytes + start, sizeof *head);
	if (memcmp(head->magic, draft_magic, sizeof draft_magic) != 0 || head->half > DRAFT_HALF_MAX ||
	    (start != 0 && start != head->half) || sizeof *head + head->len > head->half ||
	    log->size < start + sizeof *head + head->len)
		return false;
	return draft_head_check(head, log->bytes + start + sizeof *head) == head->check;
}

/* The next edit, if it is whole and fits the text; *at goes on behind it. */
static bool record_read(const struct log *log, size_t *at, size_t end, uint64_t generation, uint32_t sequence,
    struct text *text)
{
	struct draft_record record;
	const char *bytes;

	if (end < *at + sizeof record)
		return false;
	memcpy(&record, log->bytes + *at, sizeof record);
	if (record.sequence != sequence || record.put > end - *at - sizeof record ||
	    (size_t)record.at + record.removed > text->len)
		return false;
	bytes = log->bytes + *at + sizeof record;
	if (draft_record_check(&record, generation, bytes) != record.check)
		return false;
	text_splice(text, record.at, record.removed, bytes, record.put);
	*at += sizeof record + record.put;
	return true;
}

static void replay(const struct log *log, size_t start, const struct draft_head *head, struct text *text)
{
	size_t at = start + sizeof *head, end = start + head->half;

	if (end > log->size)
		end = log->size;
	text_addn(text, log->bytes + at, head->len);
	at += head->len;
	for (uint32_t sequence = 1; record_read(log, &at, end, head->generation, sequence, text); sequence++)
		;
}

/* The sound half of the higher generation; the second one begins where a half of its size ends. */
static bool log_parse(const struct log *log, struct draft_place *place, struct text *text)
{
	struct draft_head head, best = { 0 };
	size_t best_start = 0;

	for (size_t start = 0; start <= DRAFT_HALF_MAX; start = start == 0 ? DRAFT_HALF : 2 * start) {
		if (head_read(log, start, &head) && head.generation > best.generation) {
			best = head;
			best_start = start;
		}
	}
	if (best.generation == 0)
		return false;
	replay(log, best_start, &best, text);
	*place = best.place;
	place->record[sizeof place->record - 1] = '\0';
	place->key[sizeof place->key - 1] = '\0';
	return true;
}

/* "NAME-draft-0123456789abcdef"; *aside: a larger file that never got its name. */
static bool is_log(const char *name, const char *prefix, bool *aside)
{
	size_t len = strlen(prefix);
	const char *id = name + len;

	if (strncmp(name, prefix, len) != 0 || strspn(id, "0123456789abcdef") != ID_DIGITS)
		return false;
	*aside = strcmp(id + ID_DIGITS, DRAFT_ASIDE) == 0;
	return *aside || id[ID_DIGITS] == '\0';
}

static void discard(const char *path, int fd, size_t size)
{
	draft_zero(fd, 0, size);
	fdatasync(fd);
	unlink(path);
	close(fd);
}

/* Opens a log of ours whose session is dead; -1 where it is another's, or lives, or was just removed. */
static int open_dead(const char *path, struct stat *file)
{
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0)
		return -1;
	if (fstat(fd, file) == 0 && S_ISREG(file->st_mode) && file->st_uid == geteuid() && draft_lock(fd) &&
	    fstat(fd, file) == 0 && file->st_nlink == 1 && file->st_size <= 2 * (off_t)DRAFT_HALF_MAX)
		return fd;
	close(fd);
	return -1;
}

/* Takes a log into *left if there is a draft in it; else it is removed. */
static bool take(char *path, bool aside, struct draft_left *left)
{
	struct stat file;
	struct log log;
	struct text text = { 0 };
	int fd = open_dead(path, &file);
	bool found;

	if (fd < 0) {
		free(path);
		return false;
	}
	found = !aside && log_read(&log, fd, (size_t)file.st_size) && log_parse(&log, &left->place, &text);
	if (!aside)
		free(log.bytes);
	if (!found) {
		discard(path, fd, (size_t)file.st_size);
		free(path);
		return false;
	}
	left->path = path;
	left->len = text.len;
	left->text = text_take(&text);
	left->at = file.st_mtime;
	left->fd = fd;
	return true;
}

bool draft_left(const char *path, struct draft_left **left, size_t *n, struct error *e)
{
	char *folder = file_folder(path);
	const char *slash = strrchr(path, '/');
	char *prefix = xasprintf("%s" DRAFT_SUFFIX, slash ? slash + 1 : path);
	DIR *dir = opendir(folder);
	struct dirent *entry;
	size_t cap = 0;
	bool aside;

	*left = NULL;
	*n = 0;
	if (dir == NULL)
		error_set(e, ERROR_FILE, folder, "%s", strerror(errno));
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (!is_log(entry->d_name, prefix, &aside))
			continue;
		*left = array_room(*left, *n, &cap, sizeof **left);
		if (take(xasprintf("%s/%s", folder, entry->d_name), aside, &(*left)[*n]))
			++*n;
	}
	if (dir != NULL)
		closedir(dir);
	free(prefix);
	free(folder);
	return dir != NULL;
}

void draft_left_release(struct draft_left *left)
{
	if (left->fd >= 0)
		close(left->fd);
	free(left->path);
	free(left->text);
	*left = (struct draft_left){ .fd = -1 };
}

bool draft_left_remove(struct draft_left *left, struct error *e)
{
	struct stat file;

	if (fstat(left->fd, &file) != 0 || !draft_zero(left->fd, 0, (size_t)file.st_size) ||
	    fdatasync(left->fd) != 0 || unlink(left->path) != 0)
		return error_set(e, ERROR_FILE, left->path, "%s", strerror(errno));
	close(left->fd);
	left->fd = -1;
	return true;
}
