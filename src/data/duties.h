/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where the program realises the duties of the law.  Rules and deadlines name
 * theirs in the pack; all other places stand in duties.yaml of the data folder,
 * by duty.  The duties themselves are a list in Markdown that is kept beside the
 * sources of the law: a table whose rows begin with the id, "| D001 | ...".
 *
 * What is read borrows from the tree or text of its file and lives as long as
 * the struct does.  Whether a place exists is cli/trace.c's matter, which sees
 * the whole program.
 */
#ifndef DATA_DUTIES_H
#define DATA_DUTIES_H

#include <stdbool.h>
#include <stddef.h>
#include "base/error.h"
#include "base/lang.h"
#include "data/node.h"

enum place_kind {
	PLACE_FIELD,		/* a field, or a column: "work.jobs.from" */
	PLACE_CHOICE,		/* "LIST/CODE" */
	PLACE_SEAT,		/* of the pack, by code */
	PLACE_OUTCOME,		/* of the pack, by code */
	PLACE_PACK,		/* what the pack says under this key */
	PLACE_SCREEN,		/* "FORM/SCREEN" */
	PLACE_PAGE,		/* what fills the terminal, by id */
	PLACE_DOCUMENT,
	PLACE_WORDS,		/* "DOCUMENT/ID" */
	PLACE_COMMAND,		/* of the command line */
	PLACE_CASE,		/* a case to practise on, by number */
	PLACE_OUTSIDE,		/* none, for a reason */
	PLACE_AWAITS,		/* not built yet: what will be its place */
	PLACE_KIND_COUNT
};

struct duty_place {
	enum place_kind kind;
	const char *name;	/* NULL where there is a reason */
	struct label reason;	/* of PLACE_OUTSIDE and PLACE_AWAITS; else empty */
	int line, column;
};

struct duty {
	const char *id;
	struct duty_place *places;
	size_t n_places;	/* at least 1 */
	int line, column;
};

struct duties {
	struct node *tree;
	char *path;		/* for messages */
	struct duty *v;		/* in the file's order */
	size_t n;
};

/* NULL with faults where the file is wrong in its form. */
struct duties *duties_load(const char *path, struct faults *faults);
void duties_free(struct duties *duties);
/* The places of a duty, or NULL where the file has none. */
const struct duty *duties_find(const struct duties *duties, const char *id);

/* As the file has it: "field". */
const char *place_kind_name(enum place_kind kind);
/* Whether it is told by a reason, not by a name. */
bool place_kind_reasoned(enum place_kind kind);

/* "D" and three digits. */
bool duty_id(const char *s);

struct duty_list {
	char *path;
	struct duty_row {
		char id[8];
		int line;
	} *v;
	size_t n, cap;
};

/* The ids of a list in Markdown, in its order.  NULL with faults where it cannot be read, has no duty, or one twice. */
struct duty_list *duty_list_load(const char *path, struct faults *faults);
void duty_list_free(struct duty_list *list);
bool duty_list_has(const struct duty_list *list, const char *id);

#endif
