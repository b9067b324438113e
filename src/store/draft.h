/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The draft log: what is being typed, on the disk before the field is left
 * (DESIGN 1).  One file a session beside the base ("BASE-draft-ID", 0600),
 * preallocated, held by an fcntl lock while its session lives.
 *
 * Format (draft_format.h).  Two halves.  A half begins with a header (checksum,
 * generation, the place) and the whole text; edit records follow (checksum,
 * sequence, offset, bytes removed, bytes put in).  Where a half is full the
 * other one is begun with the next generation.  A reader takes the half of the
 * highest sound generation and replays its records up to the first that is not
 * whole: a kill at any point costs at most the write that it hit.
 *
 * A text that outgrows a half moves to a larger file, made aside and renamed.
 *
 * After a failure (disk full) typing goes on: the text is kept in memory too,
 * and every later edit or sync tries to write it anew.
 */
#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/error.h"
#include "base/hash.h"

struct draft;

/* Where a draft belongs, in names that hold in another process. */
struct draft_place {
	char record[UUID_SIZE];
	int round;
	char key[96];		/* name of the key; or of a question (tui/page_prompt.c) */
	int32_t stored;		/* 1: the base had its case when typing began; 0: it did not, or an older program wrote the log */
	int64_t row;
	int64_t version;	/* the current one when typing began, 0: none */
};

/*
 * Makes the session's log beside the base at `path`; it is preallocated here and
 * nothing is written until draft_begin.  *draft is NULL where it fails.
 */
bool draft_open(struct draft **draft, const char *path, struct error *e);
/* Removes the file (after its content was zeroed) and frees. NULL is fine. */
void draft_close(struct draft *draft);
/* Frees, and leaves the file for draft_left: of a text that could not be made a version. */
void draft_leave(struct draft *draft);

/* A field is opened: its place and its text so far. */
bool draft_begin(struct draft *draft, const struct draft_place *place, const char *text, size_t len,
    struct error *e);
/*
 * One change to the text: written at once (one pwrite), so that a kill loses
 * nothing; safe from a power cut after draft_sync, which is the caller's to call
 * when it is due, so that no key waits for the disk before it is painted.
 * at + removed is at most the text's length.
 */
bool draft_edit(struct draft *draft, size_t at, size_t removed, const char *s, size_t len, struct error *e);
/* The field was left and its version is in the base: the log is zeroed as far as it was used. */
bool draft_end(struct draft *draft, struct error *e);

/*
 * Milliseconds until a sync is due: when the oldest unsynced edit is a second
 * old, or at once (0) with the 16th; -1 nothing to sync.
 * `now` is CLOCK_MONOTONIC in milliseconds.
 */
int draft_due(const struct draft *draft, int64_t now);
bool draft_sync(struct draft *draft, struct error *e);
bool draft_synced(const struct draft *draft);

/* A draft that a dead session left behind. */
struct draft_left {
	char *path;		/* its log */
	struct draft_place place;	/* record and key are "" where damage hides them; then the rest says nothing */
	char *text;
	size_t len;
	/*
	 * A part of the log cannot be read, by a fault of the disk or of what it holds: the text is what is left of it,
	 * perhaps none, and a person is to look at it.
	 */
	bool damaged;
	int64_t at;		/* time of the last change, seconds since 1970 */
	int fd;			/* holds its lock until the release, so that no other session offers it too */
};

/*
 * The drafts of dead sessions of this user beside the base; logs of living
 * sessions are left alone, those of dead sessions removed where they hold nothing but zeros or an ended draft.  *n
 * entries, the caller's (draft_left_release each, then free).
 */
bool draft_left(const char *path, struct draft_left **left, size_t *n, struct error *e);
/* Whether there are any, of whatever session or user, and whatever is in them. */
bool draft_beside(const char *path);
void draft_left_release(struct draft_left *left);
/*
 * The logs beside the base that draft_left() leaves alone: `each` gets those of this user's living sessions in which a
 * text of the record stands, and as `others` those of other users, unless they can be read and hold none.
 */
void draft_elsewhere(const char *path, const char *record, void (*each)(const char *log, bool others, void *arg),
    void *arg);
/* It was taken into the base, or thrown away by a person: zeroed and removed. */
bool draft_left_remove(struct draft_left *left, struct error *e);

#endif
