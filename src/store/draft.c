/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The writing side of the draft log.  The text is kept in memory too: a half that
 * is full is followed by the other one, which begins with the whole text.  So
 * is one in which a write has failed: edits behind a gap would be applied to another text.
 */
#include "store/draft.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"
#include "store/draft_format.h"
#include "store/file.h"

#define SYNC_EDITS 16		/* edits after which a sync is due */
#define SYNC_MS 1000		/* age at which an edit is */

struct draft {
	char *path;		/* of the log */
	int fd;
	size_t half;		/* bytes of a half */

	bool begun;		/* a field is open */
	bool gap;		/* the half lacks an edit: the whole text must be written anew */
	struct draft_place place;
	struct text text;

	int side;		/* the half that is written, 0 or 1 */
	uint64_t generation;
	uint32_t sequence;
	size_t end;		/* of what was written in that half */
	size_t used[2];		/* bytes of each half that may not be zero */

	int unsynced;		/* edits */
	bool dirty;		/* zeros were written that are not synced */
	int64_t since;		/* the first unsynced edit, CLOCK_MONOTONIC in ms */
};

static bool failed(const struct draft *draft, int code, struct error *e)
{
	return error_set(e, error_of_system(code), draft->path, _("the draft cannot be kept: %s"), strerror(code));
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* 0 or an errno.  A write in part is a failed one: the disk is full. */
static int put(int fd, const void *data, size_t len, size_t at)
{
	ssize_t n = pwrite(fd, data, len, (off_t)at);

	if (n < 0)
		return errno;
	return (size_t)n == len ? 0 : ENOSPC;
}

/* Somebody who looks for logs of dead sessions may have come between: then the file is theirs, or gone. */
static bool ours(int fd)
{
	struct stat file;

	return draft_lock(fd) && fstat(fd, &file) == 0 && file.st_nlink == 1;
}

/* Makes a log with its lock.  0 or an errno; EEXIST: the name cannot be had. */
static int make(const char *path, size_t half, int *fd)
{
	int code;

	*fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (*fd < 0)
		return errno;
	code = ours(*fd) ? posix_fallocate(*fd, 0, (off_t)(2 * half)) : EEXIST;
	if (code == 0)
		return 0;
	close(*fd);
	if (code != EEXIST)
		unlink(path);
	return code;
}

bool draft_open(struct draft **draft, const char *path, struct error *e)
{
	struct draft *d = xcalloc(1, sizeof *d);
	int code;

	*draft = NULL;
	d->half = DRAFT_HALF;
	d->side = 1;			/* so that the first half comes first */
	do {
		free(d->path);
		d->path = xasprintf("%s" DRAFT_SUFFIX "%016" PRIx64, path, (uint64_t)random_id());
		code = make(d->path, d->half, &d->fd);
	} while (code == EEXIST);
	if (code == 0) {
		*draft = d;
		return true;
	}
	failed(d, code, e);
	free(d->path);
	free(d);
	return false;
}

static void head_fill(struct draft_head *head, const struct draft *draft, size_t half)
{
	const struct draft_place *place = &draft->place;

	memset(head, 0, sizeof *head);		/* its gaps too: no stray memory gets onto the disk */
	memcpy(head->magic, draft_magic, sizeof head->magic);
	head->generation = draft->generation + 1;
	head->half = (uint32_t)half;
	head->len = (uint32_t)draft->text.len;
	snprintf(head->place.record, sizeof head->place.record, "%s", place->record);
	snprintf(head->place.key, sizeof head->place.key, "%s", place->key);
	head->place.round = place->round;
	head->place.stored = place->stored;
	head->place.row = place->row;
	head->place.version = place->version;
	head->check = draft_head_check(head, draft->text.s);
}

/* The head and the whole text, as one write; *size bytes, the caller's. */
static char *whole(const struct draft *draft, size_t half, size_t *size)
{
	struct draft_head head;
	char *bytes;

	head_fill(&head, draft, half);
	*size = sizeof head + draft->text.len;
	bytes = xmalloc(*size);
	memcpy(bytes, &head, sizeof head);
	memcpy(bytes + sizeof head, draft->text.s, draft->text.len);
	return bytes;
}

static void use(struct draft *draft, int side, size_t end)
{
	if (draft->used[side] < end)
		draft->used[side] = end;
}

static void begun_half(struct draft *draft, int side, size_t size)
{
	draft->side = side;
	draft->generation++;
	draft->sequence = 0;
	draft->end = size;
	draft->gap = false;
}

/* Begins the other half with the whole text; the one so far stands until that is done. */
static int turn(struct draft *draft)
{
	int side = 1 - draft->side, code;
	size_t size;
	char *bytes = whole(draft, draft->half, &size);

	use(draft, side, size);
	code = put(draft->fd, bytes, size, (size_t)side * draft->half);
	if (code == 0)
		begun_half(draft, side, size);
	free(bytes);
	return code;
}

/* Fills the larger file, and gives it the name once it is on the disk. */
static int fill_larger(struct draft *draft, int fd, const char *aside, const char *bytes, size_t size)
{
	char *folder;
	int code = put(fd, bytes, size, 0);

	if (code == 0 && (fdatasync(fd) != 0 || rename(aside, draft->path) != 0))
		code = errno;
	if (code != 0)
		return code;
	folder = file_folder(draft->path);
	folder_sync(folder);
	free(folder);
	return 0;
}

static int erase(const struct draft *draft)
{
	int older = 1 - draft->side;

	/* The older half first: where this is cut short, it must not pass for the draft. */
	if (!draft_zero(draft->fd, (size_t)older * draft->half, draft->used[older]) ||
	    (draft->used[draft->side] > 0 && !draft_mark_ended(draft->fd, (size_t)draft->side * draft->half)) ||
	    !draft_zero(draft->fd, (size_t)draft->side * draft->half, draft->used[draft->side]))
		return errno;
	return 0;
}

/* Moves to a file of which the text fills no more than a quarter. */
static int grow(struct draft *draft)
{
	char *aside = xasprintf("%s" DRAFT_ASIDE, draft->path), *bytes;
	size_t half = draft->half, size = sizeof(struct draft_head) + draft->text.len;
	int fd, code;

	while (half < 2 * size)
		half *= 2;
	code = half > DRAFT_HALF_MAX ? EFBIG : make(aside, half, &fd);
	if (code == 0) {
		bytes = whole(draft, half, &size);
		code = fill_larger(draft, fd, aside, bytes, size);
		free(bytes);
		if (code != 0) {
			unlink(aside);
			close(fd);
		}
	}
	free(aside);
	if (code != 0)
		return code;
	erase(draft);
	fdatasync(draft->fd);
	close(draft->fd);
	draft->fd = fd;
	draft->half = half;
	draft->used[0] = size;
	draft->used[1] = 0;
	begun_half(draft, 0, size);
	return 0;
}

/* Writes the text anew where there is room for it and as much again for edits. */
static int rewrite(struct draft *draft)
{
	size_t size = sizeof(struct draft_head) + draft->text.len;
	int code = 2 * size > draft->half ? grow(draft) : turn(draft);

	if (code != 0)
		draft->gap = true;
	return code;
}

bool draft_begin(struct draft *draft, const struct draft_place *place, const char *text, size_t len,
    struct error *e)
{
	int code;

	assert(!draft->begun);
	draft->begun = true;
	draft->place = *place;
	text_clear(&draft->text);
	text_addn(&draft->text, len > 0 ? text : "", len);
	draft->unsynced = 0;		/* it says nothing that the base does not */
	code = rewrite(draft);
	return code == 0 || failed(draft, code, e);
}

/* One write: the record and its bytes. */
static int append(struct draft *draft, size_t at, size_t removed, const char *s, size_t len)
{
	struct draft_record record = {
		.sequence = draft->sequence + 1,
		.at = (uint32_t)at, .removed = (uint32_t)removed, .put = (uint32_t)len,
	};
	size_t size = sizeof record + len;
	char *bytes = xmalloc(size);
	int code;

	record.check = draft_record_check(&record, draft->generation, s);
	memcpy(bytes, &record, sizeof record);
	memcpy(bytes + sizeof record, s, len);
	use(draft, draft->side, draft->end + size);
	code = put(draft->fd, bytes, size, (size_t)draft->side * draft->half + draft->end);
	free(bytes);
	if (code != 0) {
		draft->gap = true;
		return code;
	}
	draft->sequence++;
	draft->end += size;
	return 0;
}

bool draft_edit(struct draft *draft, size_t at, size_t removed, const char *s, size_t len, struct error *e)
{
	bool fits = draft->end + sizeof(struct draft_record) + len <= draft->half;
	int code;

	assert(draft->begun);
	s = len > 0 ? s : "";
	text_splice(&draft->text, at, removed, s, len);
	if (draft->unsynced++ == 0)
		draft->since = now_ms();
	code = draft->gap || !fits ? rewrite(draft) : append(draft, at, removed, s, len);
	if (code != 0)
		return failed(draft, code, e);
	return true;
}

bool draft_end(struct draft *draft, struct error *e)
{
	int code = erase(draft);

	draft->begun = draft->gap = false;
	draft->unsynced = 0;
	draft->dirty = true;
	text_clear(&draft->text);
	if (code != 0)
		return failed(draft, code, e);
	draft->used[0] = draft->used[1] = 0;
	return true;
}

int draft_due(const struct draft *draft, int64_t now)
{
	int64_t left = draft->since + SYNC_MS - now;

	if (draft->unsynced == 0)
		return -1;
	return draft->unsynced < SYNC_EDITS && left > 0 ? (int)left : 0;
}

/* After a failed sync nobody knows what the disk has: the text is written anew, and a second later. */
bool draft_sync(struct draft *draft, struct error *e)
{
	int code = 0;

	if (draft->unsynced == 0)
		return true;
	if (draft->gap)
		code = rewrite(draft);
	if (code == 0 && fdatasync(draft->fd) != 0)
		code = errno;
	if (code != 0) {
		draft->gap = true;
		draft->unsynced = 1;	/* tried again in a second, not at once for ever */
		draft->since = now_ms();
		return failed(draft, code, e);
	}
	draft->unsynced = 0;
	draft->dirty = false;
	return true;
}

bool draft_synced(const struct draft *draft)
{
	return draft->unsynced == 0;
}

static void release(struct draft *draft)
{
	close(draft->fd);
	text_release(&draft->text);
	free(draft->path);
	free(draft);
}

void draft_leave(struct draft *draft)
{
	draft_sync(draft, NULL);
	release(draft);
}

void draft_close(struct draft *draft)
{
	if (draft == NULL)
		return;
	if (draft->begun)
		draft_end(draft, NULL);
	/* Else the zeros would go with the file, and the text stay on the disk. */
	if (draft->dirty)
		fdatasync(draft->fd);
	unlink(draft->path);
	release(draft);
}
