/* SPDX-License-Identifier: EUPL-1.2 */
/* A base in a folder of its own, for tests of the store.  Whatever goes wrong here fails the test. */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include "store/store.h"

struct scratch {
	char folder[64];	/* 0700, removed with all that is in it */
	char path[160];		/* of the base in it */
	struct keys *keys;
	struct store *store;	/* NULL after scratch_shut */
};

extern const struct date scratch_today;		/* 1 June 2026 */

/* cmocka's setup and teardown; *state is the struct scratch. */
int scratch_setup(void **state);
int scratch_teardown(void **state);

void scratch_shut(struct scratch *s);		/* closes the base */
void scratch_open(struct scratch *s);		/* opens it (again) */

/* Runs SQL on the file behind the store's back. */
void scratch_sql(const struct scratch *s, const char *sql);
/* The first column of the first row; 0 where there is none. */
int64_t scratch_int(const struct scratch *s, const char *sql);

/* One action of one change; returns its number. */
int64_t scratch_set(struct store *store, struct record *record, int key, const char *text);
int64_t scratch_set_at(struct store *store, struct record *record, int round, int key, int64_t row,
    const char *text);
/* A new case with a name (may be NULL); `record` is loaded with it. */
void scratch_case(struct store *store, struct record *record, const char *name);
/* An action of several changes; releases them. */
int64_t scratch_act(struct store *store, struct record *record, enum action_kind kind,
    struct changes *changes);

#endif
