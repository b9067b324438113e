/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files behind `indstil data` share.
 *
 *	data.c		which file is of what kind, and what is wrong with it
 *	data_pack.c	rule packs: their tests, and what one says beside the others
 *	data_tell.c	what was found, told in its order
 */
#ifndef CLI_DATA_H
#define CLI_DATA_H

#include "base/text.h"
#include "cli/cli.h"
#include "data/forms.h"

struct checking {
	const struct cli *cli;
	struct keys *keys;
	struct forms *forms;		/* of the data folder, from data_forms(); NULL where they cannot be used */
	bool loaded;
	bool whole;			/* they have what the program needs, so that cases can be read with them */
	struct text told;		/* every fault so far, a line each, between newlines */
	struct found {
		struct fault fault;
		size_t nth;		/* in the order in which they were found */
	} *found;
	size_t n_found, cap_found;
	bool unseen;			/* something was not looked at, because of what is wrong elsewhere */
	struct span {
		char *path, *name;	/* owned */
		struct date from, to;	/* no `to`: no end */
		int line, column;	/* of `from` */
	} *spans;			/* the days of each pack that was checked */
	size_t n_spans, cap_spans;
};

/* The forms of the data folder, loaded when something first needs them; NULL where they are wrong, which is told. */
const struct forms *data_forms(struct checking *c);
/* A path's last part. */
const char *data_file(const char *path);

/* data_tell.c */

/* Keeps those faults that were not found yet, since several ways lead to the same one, and empties them. */
void data_tell(struct checking *c, struct faults *faults);
/* True the first time that this fault is asked for. */
bool data_news(struct checking *c, const struct fault *fault);
/* Prints what was found, by file, line and column, and whether there may be more; true where there was nothing. */
bool data_print(struct checking *c);

/* data_pack.c */

void data_pack(struct checking *c, const char *path);
/* Of all packs that were checked: no day is of two of them. */
void data_overlaps(struct checking *c);
void data_spans_free(struct checking *c);

#endif
