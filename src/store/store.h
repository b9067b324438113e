/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The base: one SQLite file that holds every record, every version of every
 * value and the log of actions (DESIGN 1).  Only this folder knows SQLite.
 *
 * Nothing is overwritten: an action appends versions, and what is current is
 * kept beside them in the same transaction.  The actions form a chain of
 * hashes that store_verify() checks.  Whatever returns false has changed nothing.
 *
 * No statement stays open between calls, so that a program that waits for a key
 * never blocks another one.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/date.h"
#include "base/error.h"
#include "model/change.h"
#include "model/keys.h"
#include "model/record.h"
#include "model/stage.h"

struct store;

enum store_how {
	STORE_EXISTING,		/* the file must be there and be a base */
	STORE_OR_NEW,		/* made, with its folder (0700), where it is not there and nothing says that it once was */
	STORE_NEW		/* made where it is not there: a person has said so */
};

/*
 * Opens a base.  Refused, with one line that says so and nothing written: a
 * file that is missing (STORE_EXISTING), empty, no SQLite file or not ours,
 * unreadable, readable or writable by others, or replaceable by anybody
 * (a group is allowed where the folder is 2770 and the file 0660), not a
 * regular file, or on a network file system.  An older schema is brought up in one
 * transaction, after a copy of the base was made beside it (store/backup.h).
 *
 * A base that is not there, while its copies, what a restore put aside or typed texts lie beside its name, is gone:
 * ERROR_GONE but for STORE_NEW, and nothing is made.  Whoever typed into it must not go on in an empty one unaware.
 *
 * A base that a newer program wrote, or that may not be written, is opened to be read: see store_newer, store_closed;
 * an older one that would have to be brought up is refused then.  `keys` is borrowed; names of the
 * base are interned into it as they are met.  *created (may be NULL) says that
 * it was made now: 0600 (0660 in a folder 2770), complete before it gets its name.
 */
bool store_open(struct store **store, const char *path, enum store_how how, struct keys *keys, bool *created,
    struct error *e);
void store_close(struct store *store);
/* A newer program keeps the base: it can be read, and whatever would write fails with ERROR_NEWER.  It may become so
 * while it is open. */
bool store_newer(const struct store *store);
/* The file or its folder may not be written: it can be read, and whatever would write fails with ERROR_RIGHTS. */
bool store_closed(const struct store *store);
/* Another file stands in the place of the base, or none: what was typed must not go into the one that nobody will open again. */
bool store_replaced(const struct store *store);
/* The same, and no file stands there. */
bool store_gone(const struct store *store);
/* A write has found no room and took the ballast's (store/ballast.h). */
bool store_room_made(const struct store *store);
const char *store_path(const struct store *store);

/* A base in memory, for tests. */
struct store *store_open_memory(struct keys *keys);

/*
 * Who works from now on: a session of `author` (account) under which actions are logged.
 * It is written with the first action, so that a mere look at the list leaves no trace.
 */
void store_author(struct store *store, const char *author);

/* What one action is. */
enum action_kind {
	ACTION_CREATE, ACTION_EDIT, ACTION_UNDO, ACTION_REDO, ACTION_STAGE, ACTION_ROUND, ACTION_IMPORT,
	ACTION_RECOVER, ACTION_LOCK, ACTION_UNLOCK, ACTION_OVERRIDE, ACTION_LOOK, ACTION_PRINT, ACTION_SHOW,
	ACTION_ERASE,
	ACTION_KIND_COUNT
};
const char *action_code(enum action_kind kind);	/* "edit" ... */

/* What a list needs of a case, computed by rule/ and written with the values. */
struct readiness {
	int blocks, warns, reminds, unknowns;
	int filled, asked;	/* required fields answered, of how many that are asked now */
	char pack[32];
	struct date as_of;
};

/*
 * Does one action on a record: appends a version for each change, makes them
 * current and writes the case's list row, in one transaction, and then updates `record` in memory.
 * A record with id 0 is created (kind case); where it has no number, the next
 * free one of the year of `today` is given ("2026-0014"); where its number is
 * taken by another case, it gets the next free one and keeps the old as case.old_number.
 *
 * `base` says on which versions the changes were made: for each change whose
 * value at its place is, in the base, no longer the version that `record`
 * holds, nothing at all is done, ERROR_CONFLICT is returned and *conflict (may
 * be NULL) is the index of the first such change.  So `record` is as it was
 * loaded, without the changes (a new one keeps the uuid that it got).  Of several changes of one place the last counts;
 * one that only watches a place is held against the base and not written.
 * An unchanged value is left out silently; an action of which nothing is left
 * is not written (true).  A new record whose uuid the base has is a conflict.
 * An action that stands in the base although it failed (the disk would not say that it keeps it) is found when the
 * next one on its record is done, and counts from then on: tried again as it was, it is done, and *seq is its number.
 * A case that was erased (store_erase) takes no action any more, and none is created with its uuid: ERROR_ERASED.
 *
 * `why` (may be NULL) is the reason that the person gave.  `readiness` may be
 * NULL: the row keeps what it had.  *seq (may be NULL) is the action's number,
 * 0 where none was written.
 */
bool store_act(struct store *store, struct record *record, enum action_kind kind,
    const struct changes *changes, const char *why, const struct readiness *readiness, struct date today,
    int64_t *seq, size_t *conflict, struct error *e);

/*
 * Logs an action without values (a look, a printing); `record` may be 0.  `why`
 * may hold a document's name and checksum.  ERROR_ERASED of a case that was erased.  In a base that can only be read,
 * here or by this program, nothing is written, and that is no error: it is there to be read.
 */
bool store_log(struct store *store, int64_t record, enum action_kind kind, const char *why, struct error *e);

/*
 * What would take an action back: for each of its versions that is still
 * current (or restored) a change to what was there before; where there was
 * nothing, one that takes the value away (restores -1), so that an inherited
 * answer holds again.  Empty where others have changed all of it since.  A case
 * keeps its number.  *changes is uninitialised before, the caller's after true.
 *
 * To be given to store_act with ACTION_UNDO, which logs the action that the
 * last store_undo of this record was for; the undo of an undo is a redo.
 */
bool store_undo(struct store *store, const struct record *record, int64_t seq, struct changes *changes,
    struct error *e);

/*
 * Loads a record with all its rounds. `record` is uninitialised before, and
 * released by the caller after true.  ERROR_ERASED where it was erased.
 */
bool store_load(struct store *store, int64_t id, struct record *record, struct error *e);
/* In which round a case is, without reading it: the last one that has a stage; 0 with an error. */
int store_round(struct store *store, int64_t id, struct error *e);

/*
 * The record with this number ("2017-0014", "17-14"; else an old number) or
 * uuid; ERROR_MISSING where there is none.
 */
bool store_find(struct store *store, const char *name, int64_t *id, struct error *e);

/* A case in the list. Texts are the row's own; row_release frees them. */
struct case_row {
	int64_t id;
	char *sort;		/* its sort key: with the id its place */
	char *number, *name, *caseworker;
	struct date born;	/* year 0 where unknown */
	enum stage stage;
	struct date meeting;	/* year 0 where none */
	struct readiness readiness;
};
void case_row_release(struct case_row *row);
/* The citizen's age as rules count it (SPEC 7): at the meeting, else today; -1 where it is not known. */
int case_row_age(const struct case_row *row, struct date today);

/*
 * The list, from a key range of an index: never counts, never skips.  Cases in
 * the Danish order of names (those without one last).  With `find` (may be NULL
 * or ""), those of which some word begins with each of its words: names, number,
 * its last part, CPR number, caseworker; folded, so `øster` finds Østergaard.
 *
 * Fills up to `max` rows after (before, if `back`; in list order all the same)
 * the row `from` (NULL: from the start; from the end with back) and returns how
 * many, -1 with an error.  *more (may be NULL): there are further ones in that
 * direction.  Each lies behind (before) the one it follows, and `from`: who pages on comes to the end, of a damaged
 * list with ERROR_BASE.
 */
struct list_place {
	char *sort;		/* sort key; the caller's */
	int64_t id;
};
int store_list(struct store *store, const char *find, const struct list_place *from, bool back,
    struct case_row *rows, int max, bool *more, struct error *e);
/* The place of a row, for paging on from it. */
bool store_place(struct store *store, int64_t id, struct list_place *place, struct error *e);
/*
 * How many cases there are (match `find`), counting no further than `max`; -1
 * with an error.  It costs what it counts.
 */
long store_count(struct store *store, const char *find, long max, struct error *e);

/*
 * Calls `each` with the id of every case in the order of numbers until it returns false.  It may read and must not
 * write: some hundred cases at a time are read under one lock, which SQLite would otherwise take for each statement.
 * ERROR_BASE where the next one does not lie behind the one before.
 */
bool store_each(struct store *store, bool (*each)(int64_t id, void *arg), void *arg, struct error *e);

/* True once after another connection has changed the base since it was opened; store_newer is then told anew. */
bool store_changed(struct store *store);

/* An action as it stands in the log. */
struct action_row {
	int64_t seq, record, undoes;
	char kind[16], author[64], at[32];	/* at: ISO 8601 with zone */
	char *why;
};
void action_row_release(struct action_row *row);
/* Calls `each` with the actions on a record (0: all there are), the oldest first, until it returns false. */
bool store_history(struct store *store, int64_t record, bool (*each)(const struct action_row *row, void *arg),
    void *arg, struct error *e);
/* The action that made a version, for "changed by ..."; the caller releases *row after true. */
bool store_made(struct store *store, int64_t version, struct action_row *row, struct error *e);

/*
 * Checks the whole base: SQLite's own integrity_check and foreign keys, every
 * version's hash, the chain of actions, and that what is current is the last
 * version of its place.  `complain` gets one line for each thing wrong, naming
 * the case number and the key, never a value. Returns the number of complaints,
 * -1 where the base could not be read.
 */
long store_verify(struct store *store, void (*complain)(const char *line, void *arg), void *arg,
    struct error *e);

/*
 * The same for one case, quick enough for each time it is opened: the hash of every version, and that what it shows is
 * what the last of them say.  `complain` gets for each fault the name of the key and a line that names it too.
 */
long store_verify_case(struct store *store, int64_t record,
    void (*complain)(const char *key, const char *line, void *arg), void *arg, struct error *e);

/*
 * Of a damaged base, how many cases are whole: each looked at by itself, that it can be read, with all its versions,
 * what is current, its actions and its row of the list.  Of *total; -1 where the base does not say how many there
 * are.  `damaged` (may be NULL) gets the number of each other one, its uuid where that cannot be read, NULL where
 * neither can.
 */
long store_whole(struct store *store, void (*damaged)(const char *name, void *arg), void *arg, long *total);

/* What SQLite itself says of a damaged file, in English and in its own terms: details for somebody who knows them. */
void store_words(struct store *store, void (*tell)(const char *words, void *arg), void *arg);

/* A file that holds an erased case still, or may. */
enum unreached {
	UNREACHED_COPY,		/* a copy of the base that cannot be written */
	UNREACHED_DAMAGED,	/* a draft log that does not tell of which case it is */
	UNREACHED_LIVING,	/* the draft log of a session that is running and has a text of the case */
	UNREACHED_OTHERS	/* another user's draft log, of whatever case */
};

/*
 * Erases a case for good (SPEC 11): every text that it ever held and their salts, in the base, in the copies beside
 * it and in what dead sessions left of it.  Its hashes stay, so that the log still hangs together, and the erasing
 * stands in it.  Sessions that have it open are given a moment to notice and to empty their own draft logs.
 *
 * `tell` gets what was not reached.  Once that is settled it can be erased again, by the record that store_erased()
 * names; which also takes away what has come under a case after it was erased.
 */
bool store_erase(struct store *store, int64_t record,
    void (*tell)(enum unreached why, const char *path, void *arg), void *arg, struct error *e);

/* The uuid of a case, by which it is known also once it was erased. */
bool store_uuid(struct store *store, int64_t record, char uuid[UUID_SIZE], struct error *e);
/* The record of a case of this uuid that was erased, 0 where none was: the base never has it again. */
int64_t store_erased(struct store *store, const char *uuid);

/*
 * Several cases in one transaction (import): begin, any number of store_act,
 * then end.  A refused act (a conflict) is as if it had not been tried; after a
 * failed write, or without commit, all is undone, and the records in memory are
 * to be thrown away.  store_end(commit) is false where nothing was stored.
 */
bool store_begin(struct store *store, struct error *e);
bool store_end(struct store *store, bool commit, struct error *e);

#endif
