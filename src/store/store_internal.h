/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the store share; nobody else includes it but their tests. */
#ifndef STORE_STORE_INTERNAL_H
#define STORE_STORE_INTERNAL_H

#include <stdatomic.h>

#include "base/text.h"
#include "store/db.h"
#include "store/file.h"
#include "store/store.h"

#define SALT_SIZE 16
#define RESTORES_NOTHING (-1)	/* in change.restores: an undo brings back that the place had no value */

/* An action that could not be stored as far as is known, of one record: what is known of it. */
struct doubt {
	int64_t seq;			/* 0: there is none */
	int64_t version;		/* one of its own */
	unsigned char hash[HASH_SIZE];
	char uuid[UUID_SIZE];		/* the record's */
};

struct store {
	struct db db;
	char *path;
	struct keys *keys;		/* borrowed */

	char *author;
	char session_uuid[UUID_SIZE];
	int64_t session;		/* its row, 0 until its first action */
	bool session_kept;		/* that row is committed */

	/* Keys of the base and in memory, each by the other; 0 and -1 where not known. */
	int64_t *base_keys;
	int *memory_keys;
	size_t n_base_keys, n_memory_keys;
	bool keys_added;		/* some of them by the open transaction */

	/* What the last store_undo was for, so that the action made of it can name it. */
	int64_t undo_record, undo_seq;

	/* What it is when it is not simply open; see store_begin_write. */
	struct file_identity identity;	/* of the file that was opened; zeros in memory */
	bool closed;			/* the file or its folder may not be written: read-only */
	bool newer;			/* its schema is beyond this program: read-only */
	bool room_made;			/* a write found no room and the ballast was dropped for it */
	bool suspect;			/* a write failed: the handle says nothing that can be relied on */
	struct doubt doubt;

	bool batch;			/* between store_begin and store_end */
	bool broken;			/* a write in it failed: it can only be undone */
	int64_t data_version;		/* as last seen by store_changed */
};

/*
 * store.c: a base with the schema it has, to be looked at; *e and NULL where it is no base of ours.  And the beginning
 * of a write transaction: with a new handle after a failure, and only if the file still is the base that was opened and
 * nobody has brought its schema beyond this program.
 */
struct store *store_open_as_is(const char *path, struct keys *keys, struct error *e);
bool store_begin_write(struct store *store, struct error *e);

/* store_key.c: a key's number in the base; key_store gives it one.  Both in a transaction or out of it. */
bool key_store(struct store *store, int key, int64_t *id, struct error *e);
/* 0 where the base has none */
bool key_lookup(struct store *store, int key, int64_t *id, struct error *e);
bool key_load(struct store *store, int64_t id, int *key, struct error *e);
void key_forget(struct store *store);	/* after a rollback */

/* store_chain.c */
struct version {
	int64_t id, parent, merges, restores;
	int round;
	const char *key;		/* its name */
	int64_t row;
	const char *value;		/* NULL: not answered */
	unsigned char salt[SALT_SIZE], hash[HASH_SIZE];
};

/* Computes version->hash; `uuid` is the record's. */
void version_hash(struct version *version, const char *uuid);

struct action {
	int64_t seq, record, undoes;
	const char *uuid;		/* the record's, NULL without one */
	const char *session, *author;	/* uuid and name */
	const char *at, *kind, *why;
	unsigned char why_salt[SALT_SIZE], why_hash[HASH_SIZE];
	bool has_why;			/* also where the text was erased */
};

void why_hash(const struct action *action, unsigned char out[HASH_SIZE]);
/*
 * The chain's next link: begin with the one before (zeros for the first), add
 * the versions in the order of their ids.
 */
struct hash *chain_begin(const unsigned char before[HASH_SIZE], const struct action *action);

/*
 * store_log.c.  A piece of work is a transaction of its own, or a part of a batch.  work_end ends it: where
 * `done` is false, all is undone; work_leave ends one that has written nothing yet, and a batch goes on.
 */
bool work_begin(struct store *store, struct error *e);
/* After a failure: whether room was made, so that it may be tried once more (store/ballast.h). */
bool make_room(struct store *store, const struct error *e);
bool work_end(struct store *store, bool done, struct error *e);
void work_leave(struct store *store);

/*
 * Appends an action, of which record, uuid, kind, undoes and why are given; the
 * versions in the order of their ids.
 */
bool action_append(struct store *store, const struct action *given, const struct version *versions, size_t n,
    int64_t *seq, struct error *e);
/* ERROR_MISSING where there is no such record, ERROR_ERASED where it was erased: nothing is done to that any more. */
bool record_uuid(struct store *store, int64_t record, char uuid[UUID_SIZE], struct error *e);

/*
 * store_doubt.c.  An action whose transaction failed, with one of its versions.  And before the next one on its record:
 * where it landed all the same, `record` gets what it did, as if it had just been done, and *seq its number (else 0).
 */
void doubt_begin(struct store *store, const char *uuid, int64_t seq, const struct version *version);
bool doubt_settle(struct store *store, struct record *record, int64_t *seq, struct error *e);

/* store_number.c: case numbers of the form YEAR-SERIAL.  False (and both 0): another form. */
bool number_parse(const char *number, int *year, int *serial);
/* Is it another record's number? */
bool number_taken(struct store *store, const char *number, int64_t record, bool *taken, struct error *e);
/* The next free one of the year; the caller's. */
char *number_next(struct store *store, int year, struct error *e);

/* store_row.c: what the list holds of a case. */
struct list_row {
	char *number;
	char *old_number, *name, *caseworker, *cpr, *born, *meeting, *stage;	/* NULL where not answered */
	char *words;			/* for search, each behind a space */
	char *sort;			/* place in the list */
	struct date born_on;
};

/* From the current values of the base; `today` bounds a birth date. */
bool list_row_read(struct store *store, int64_t record, struct date today, struct list_row *row,
    struct error *e);
void list_row_release(struct list_row *row);
/*
 * Writes it in an open transaction, with its words; the readiness of a new one
 * is nothing, of an old one stays.
 */
bool list_row_write(struct store *store, int64_t record, const struct list_row *row, struct error *e);
bool list_row_readiness(struct store *store, int64_t record, const struct readiness *readiness,
    struct error *e);
bool list_row_key(int key);		/* may a change of the key change the row? */

/* store_word.c: words for search. */
void words_add(struct text *words, const char *s);	/* those of a text that are not there yet */
void words_add_cpr(struct text *words, const char *cpr);
void words_add_number(struct text *words, const char *number);
/* The words one after another: *at (0 at first) goes on.  Borrowed, of length *len; NULL at the end. */
const char *words_next(const char *words, size_t *at, size_t *len);
/* Writes a record's words in place of the old ones. */
bool words_write(struct store *store, int64_t record, const char *old, const char *words, const char *sort,
    struct error *e);

/* store_erase.c: cases that were erased, by their uuids.  {0} is none; erased_release frees. */
struct erased {
	char (*v)[UUID_SIZE];
	size_t n, cap;
};

/* Adds those that a base knows, as far as it can be read; {0} is one that could not be opened. */
void erased_add(struct db *db, struct erased *erased);
/* Erases what a copy still holds of them. */
bool erased_again(const char *path, const struct erased *erased, struct error *e);
/* The numbers of those that a copy still holds, the uuid where one has none; *n, the caller's (backups_free). */
char **erased_held(const char *path, const struct erased *erased, size_t *n);
void erased_release(struct erased *erased);

/* store_verify.c, store_verify_list.c */
struct check {
	struct store *store;
	void (*complain)(const char *line, void *arg);
	void *arg;
	long n;			/* complaints so far */
	bool leftovers;		/* what has come under erased cases counts; a copy that has it is a good copy */
	const atomic_bool *stop;	/* may be NULL */
	struct error *e;
};

/* store_verify() of a copy: whether it is as it was stored.  -1 soon after *stop (may be NULL) becomes true. */
long store_verify_copy(struct store *store, const atomic_bool *stop, struct error *e);

/* For what a sound base does not have: says that it is damaged; false. */
bool refuse_damage(const struct store *store, struct error *e);

/* The last actions hang together: after a failed write and a new handle, before anything is written on. */
bool verify_end(struct store *store, struct error *e);

void check_complain(struct check *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool check_list(struct check *c);
bool check_list_of(struct check *c, int64_t record);	/* the row of one case; false also where it has none */
bool check_stopped(struct check *c);	/* and says so in its error */

#endif
