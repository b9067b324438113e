/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files behind `indstil data` share.
 *
 *	data.c		which file is of what kind, and what is wrong with it
 *	data_pack.c	rule packs: their tests, and what one says beside the others
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
	struct text told;		/* every fault so far, a line each, between newlines */
	size_t wrong;
	struct span {
		char *path, *name;	/* owned */
		struct date from, to;	/* no `to`: no end */
		int line, column;	/* of `from` */
	} *spans;			/* the days of each pack that was checked */
	size_t n_spans, cap_spans;
};

/* Prints those faults that were not told yet, since several ways lead to the same one, and empties them. */
void data_tell(struct checking *c, struct faults *faults);
/* True the first time that this fault is asked for. */
bool data_news(struct checking *c, const struct fault *fault);
/* The forms of the data folder, loaded when something first needs them; NULL where they are wrong, which is told. */
const struct forms *data_forms(struct checking *c);
/* A path's last part. */
const char *data_file(const char *path);

/* data_pack.c */

void data_pack(struct checking *c, const char *path);
/* Of all packs that were checked: no day is of two of them. */
void data_overlaps(struct checking *c);
void data_spans_free(struct checking *c);

#endif
