/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The reading side of the draft log: what dead sessions left.  A session is dead when nobody holds its log's lock.
 * Whatever a sound log holds, the text that is read is one that its session once had.  Of one that is not sound all
 * is kept that can be read: nobody has it elsewhere.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"
#include "base/utf8.h"
#include "store/draft_format.h"
#include "store/file.h"

#define ID_DIGITS 16

/* A log in memory. */
struct log {
	char *bytes;
	size_t size;
	bool failed;		/* zeros stand where the disk gave nothing */
};

#define PAGE 4096		/* what a disk loses at a time */

static void log_read(struct log *log, int fd, size_t size)
{
	*log = (struct log){ .bytes = xcalloc(1, size > 0 ? size : 1) };
	while (log->size < size) {
		size_t want = size - log->size < PAGE ? size - log->size : PAGE;
		ssize_t n = pread(fd, log->bytes + log->size, want, (off_t)log->size);

		if (n == 0)
			break;
		log->failed = log->failed || n < 0;
		log->size += n < 0 ? want : (size_t)n;
	}
}

/* What says that it is the head of the half that begins at `start`, with a text that the log has room for. */
static bool head_read(const struct log *log, size_t start, struct draft_head *head)
{
	if (log->size < start + sizeof *head)
		return false;
	memcpy(head, log->bytes + start, sizeof *head);
	return memcmp(head->magic, draft_magic, sizeof draft_magic) == 0 && head->half <= DRAFT_HALF_MAX &&
	    (start == 0 || start == head->half) && sizeof *head + head->len <= head->half &&
	    log->size >= start + sizeof *head + head->len;
}

static bool head_sound(const struct log *log, size_t start, struct draft_head *head)
{
	return head_read(log, start, head) && draft_head_check(head, log->bytes + start + sizeof *head) == head->check;
}

/* The edit at `at`, if it is whole. */
static bool record_sound(const struct log *log, size_t at, size_t end, uint64_t generation, struct draft_record *record)
{
	if (end < at + sizeof *record)
		return false;
	memcpy(record, log->bytes + at, sizeof *record);
	return record->put <= end - at - sizeof *record &&
	    draft_record_check(record, generation, log->bytes + at + sizeof *record) == record->check;
}

/* The next edit, if it is whole and fits the text; *at goes on behind it. */
static bool record_read(const struct log *log, size_t *at, size_t end, uint64_t generation, uint32_t sequence,
    struct text *text)
{
	struct draft_record record;

	if (!record_sound(log, *at, end, generation, &record) || record.sequence != sequence ||
	    (size_t)record.at + record.removed > text->len)
		return false;
	text_splice(text, record.at, record.removed, log->bytes + *at + sizeof record, record.put);
	*at += sizeof record + record.put;
	return true;
}

/* Whether an edit of the same text stands behind one that is not whole: a kill leaves nothing behind it. */
static bool edits_follow(const struct log *log, size_t at, size_t end, uint64_t generation, uint32_t sequence)
{
	struct draft_record record;

	for (; at + sizeof record <= end; at++) {
		memcpy(&record, log->bytes + at, sizeof record);
		if (record.sequence > sequence && record.sequence - sequence <= DRAFT_HALF_MAX / sizeof record &&
		    record_sound(log, at, end, generation, &record))
			return true;
	}
	return false;
}

/* The text of a half; false where there was more of it. */
static bool replay(const struct log *log, size_t start, const struct draft_head *head, struct text *text)
{
	size_t at = start + sizeof *head, end = start + head->half;
	uint32_t sequence = 1;

	if (end > log->size)
		end = log->size;
	text_addn(text, log->bytes + at, head->len);
	at += head->len;
	while (record_read(log, &at, end, head->generation, sequence, text))
		sequence++;
	return !edits_follow(log, at, end, head->generation, sequence);
}

/* The half of the higher generation of those that `fits`; the second one begins where a half of its size ends. */
static bool best_half(const struct log *log,
    bool (*fits)(const struct log *log, size_t start, struct draft_head *head), struct draft_head *best, size_t *at)
{
	struct draft_head head;

	best->generation = 0;
	*at = 0;
	for (size_t start = 0; start <= DRAFT_HALF_MAX; start = start == 0 ? DRAFT_HALF : 2 * start) {
		if (fits(log, start, &head) && head.generation > best->generation) {
			*best = head;
			*at = start;
		}
	}
	return best->generation > 0;
}

/* The text of a newer half whose head is not sound: a kill or damage; false where it does not read as one. */
static bool replay_newer(const struct log *log, const struct draft_head *sound, struct text *text)
{
	struct draft_head newer;
	struct text read = { 0 };
	size_t start;
	bool better;

	if (!best_half(log, head_read, &newer, &start) || newer.generation <= sound->generation)
		return false;
	replay(log, start, &newer, &read);
	better = read.len > 0 && utf8_valid(read.s, read.len, NULL);
	if (better) {
		text_clear(text);
		text_addn(text, read.s, read.len);
	}
	text_release(&read);
	return better;
}

static bool log_parse(const struct log *log, struct draft_left *left, struct text *text)
{
	struct draft_head best;
	size_t start;

	if (!best_half(log, head_sound, &best, &start))
		return false;
	left->damaged = !replay(log, start, &best, text) || log->failed;
	left->damaged = replay_newer(log, &best, text) || left->damaged;
	left->place = best.place;
	left->place.record[sizeof left->place.record - 1] = '\0';
	left->place.key[sizeof left->place.key - 1] = '\0';
	return true;
}

/* Nothing stands in it that anybody typed and the base does not have. */
static bool log_empty(const struct log *log)
{
	size_t second = log->size / 2, magic = offsetof(struct draft_head, magic), at = 0;

	if (log->failed)
		return false;
	if (second >= sizeof(struct draft_head) &&
	    (memcmp(log->bytes + magic, draft_ended, sizeof draft_ended) == 0 ||
	    memcmp(log->bytes + second + magic, draft_ended, sizeof draft_ended) == 0))
		return true;
	while (at < log->size && log->bytes[at] == 0)
		at++;
	return at == log->size;
}

/* Where it belongs, as far as that can be so: a person is shown what it names. */
static void place_salvage(const struct draft_place *from, struct draft_place *to)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_.-";
	bool whole = memchr(from->record, '\0', sizeof from->record) != NULL &&
	    memchr(from->key, '\0', sizeof from->key) != NULL;

	if (whole && uuid_valid(from->record) && from->key[strspn(from->key, letters)] == '\0')
		*to = *from;
}

#define RUN 4			/* letters in a row that are no accident */

/* What reads as text in a log without a head, a line each. */
static void runs_salvage(const struct log *log, struct text *text)
{
	size_t from = 0, at = 0, letters = 0;

	while (at < log->size) {
		int32_t cp;
		size_t n = utf8_decode(log->bytes, log->size, at, &cp);
		bool text_here = cp >= 0 && (cp == '\n' || !utf8_control(cp));

		letters = text_here ? letters + 1 : 0;
		if (letters == 1)
			from = at;
		if (letters == RUN) {
			if (text->len > 0)
				text_addc(text, '\n');
			text_addn(text, log->bytes + from, at + n - from);
		} else if (letters > RUN) {
			text_addn(text, log->bytes + at, n);
		}
		at += n;
	}
}

/* What can be shown and stored of bytes that may be anything. */
static void make_readable(struct text *text)
{
	struct text clean = { 0 };
	size_t n;

	text_add(&clean, "");
	for (size_t at = 0; at < text->len; at += n) {
		int32_t cp;

		n = utf8_decode(text->s, text->len, at, &cp);
		if (cp < 0)
			text_add(&clean, "\xef\xbf\xbd");	/* U+FFFD */
		else if (cp == '\n' || !utf8_control(cp))
			text_addn(&clean, text->s + at, n);
	}
	text_release(text);
	*text = clean;
}

/* What can be had of a log without a sound head. */
static void log_salvage(const struct log *log, struct draft_left *left, struct text *text)
{
	struct draft_head best;
	size_t start;

	left->damaged = true;
	left->place = (struct draft_place){ 0 };
	text_add(text, "");
	if (best_half(log, head_read, &best, &start)) {
		replay(log, start, &best, text);
		place_salvage(&best.place, &left->place);
	} else {
		runs_salvage(log, text);
	}
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

static bool zero(int fd, size_t size)
{
	return size < 2 * sizeof(struct draft_head) ? draft_zero(fd, 0, size) :
	    draft_mark_ended(fd, 0) && draft_mark_ended(fd, size / 2) && draft_zero(fd, 0, size) && fdatasync(fd) == 0;
}

static void discard(const char *path, int fd, size_t size)
{
	zero(fd, size);
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

/*
 * Takes a log into *left if anything is in it that somebody typed, whatever has become of it; else it is removed.  A
 * larger file without its name holds nothing that the log beside it lacks.
 */
static bool take(char *path, bool aside, struct draft_left *left)
{
	struct stat file;
	struct log log;
	struct text text = { 0 };
	int fd = open_dead(path, &file);
	bool found = false;

	if (fd < 0) {
		free(path);
		return false;
	}
	if (!aside) {
		log_read(&log, fd, (size_t)file.st_size);
		found = log_parse(&log, left, &text) || !log_empty(&log);
		if (found && text.s == NULL)
			log_salvage(&log, left, &text);
		if (found && left->damaged)
			make_readable(&text);
		free(log.bytes);
	}
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

/* Calls `each` with the path of every log beside the base, which is its to free. */
static bool each_log(const char *path, void (*each)(char *log, bool aside, void *arg), void *arg, struct error *e)
{
	char *folder = file_folder(path);
	const char *slash = strrchr(path, '/');
	char *prefix = xasprintf("%s" DRAFT_SUFFIX, slash ? slash + 1 : path);
	DIR *dir = opendir(folder);
	struct dirent *entry;
	bool aside;

	if (dir == NULL)
		error_set(e, ERROR_FILE, folder, "%s", strerror(errno));
	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (is_log(entry->d_name, prefix, &aside))
			each(xasprintf("%s/%s", folder, entry->d_name), aside, arg);
	if (dir != NULL)
		closedir(dir);
	free(prefix);
	free(folder);
	return dir != NULL;
}

struct found {
	struct draft_left *v;
	size_t n, cap;
};

static void take_found(char *log, bool aside, void *arg)
{
	struct found *found = arg;

	found->v = array_room(found->v, found->n, &found->cap, sizeof *found->v);
	found->n += take(log, aside, &found->v[found->n]);
}

bool draft_left(const char *path, struct draft_left **left, size_t *n, struct error *e)
{
	struct found found = { 0 };
	bool read = each_log(path, take_found, &found, e);

	*left = found.v;
	*n = found.n;
	return read;
}

/* Of a log that another session may be writing at this moment: one that does not read as a draft may be any. */
static bool may_hold(int fd, const char *record)
{
	struct draft_left left = { 0 };
	struct text text = { 0 };
	struct log log;
	struct stat file;
	bool holds;

	if (fstat(fd, &file) != 0 || file.st_size > 2 * (off_t)DRAFT_HALF_MAX)
		return true;
	log_read(&log, fd, (size_t)file.st_size);
	holds = log_parse(&log, &left, &text) ? strcmp(left.place.record, record) == 0 : !log_empty(&log);
	text_release(&text);
	free(log.bytes);
	return holds;
}

struct search {
	const char *record;
	void (*each)(const char *log, bool others, void *arg);
	void *arg;
};

static void search_log(char *path, bool aside, void *arg)
{
	struct search *search = arg;
	struct stat file;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool there = lstat(path, &file) == 0 && S_ISREG(file.st_mode), others = there && file.st_uid != geteuid();

	(void)aside;
	if (there && (fd < 0 ? others : may_hold(fd, search->record)))
		search->each(path, others, search->arg);
	if (fd >= 0)
		close(fd);
	free(path);
}

void draft_elsewhere(const char *path, const char *record, void (*each)(const char *log, bool others, void *arg),
    void *arg)
{
	struct search search = { record, each, arg };

	each_log(path, search_log, &search, NULL);
}

static void note_log(char *path, bool aside, void *arg)
{
	(void)aside;
	*(bool *)arg = true;
	free(path);
}

bool draft_beside(const char *path)
{
	bool found = false;

	each_log(path, note_log, &found, NULL);
	return found;
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

	if (fstat(left->fd, &file) != 0 || !zero(left->fd, (size_t)file.st_size) || unlink(left->path) != 0)
		return error_set(e, ERROR_FILE, left->path, "%s", strerror(errno));
	close(left->fd);
	left->fd = -1;
	return true;
}
