/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The team file (setting team_file): who sits in the team, under which accounts
 * they work, and the abbreviations that they use.  The format is in
 * indstil-data(5).
 *
 * The team keeps the tree of its file: every `const char *` is borrowed from it
 * and lives as long as the team.
 */
#ifndef DATA_TEAM_H
#define DATA_TEAM_H

#include <stddef.h>
#include "base/error.h"
#include "data/node.h"
#include "model/form.h"

struct team_person {
	const char *name;	/* NULL: the file names nobody */
	const char *account;	/* Unix account, or NULL */
};

struct team_member {
	const char *seat;	/* code of the choices `seat` */
	struct team_person person;
	int line, column;	/* of the seat */
};

struct team_abbreviation {
	const char *text;	/* what is typed: no white space */
	const char *meaning;	/* what it stands for, on one line */
	int line, column;
};

struct team {
	struct node *tree;
	const char *name;	/* "Rehabiliteringsteamet i Prøveby"; NULL */
	const char *place;	/* where it meets; NULL */
	struct team_person chair, secretary;
	struct team_member *members;	/* of a seat the first is its usual one */
	size_t n_members;
	struct team_abbreviation *abbreviations;
	size_t n_abbreviations;
};

/* NULL with faults where the file is missing or wrong: an account or abbreviation twice, an abbreviation that
 * leads back to itself, a seat that is no code of `seats` (NULL: those are not looked at). */
struct team *team_load(const char *path, const struct choices *seats, struct faults *faults);
void team_free(struct team *team);

/* Who works under an account, and who usually takes a seat; NULL where the file does not say. */
const char *team_person(const struct team *team, const char *account);
const char *team_member(const struct team *team, const char *seat);

#endif
