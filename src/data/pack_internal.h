/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files behind pack.h share.
 *
 *	pack.c		the head, and how values are read
 *	pack_extend.c	the files of a pack, and what holds of them
 *	pack_rules.c	facts, columns and rules	pack_deadlines.c
 */
#ifndef DATA_PACK_INTERNAL_H
#define DATA_PACK_INTERNAL_H

#include <string.h>
#include "data/pack.h"

struct pack_reader {
	struct pack *pack;
	const char *path;	/* of the file in which stands what is being read */
	struct faults *faults;
};

/* pack_extend.c */

/* Reads the file and those that it extends; false where that fails, with faults: then no more than what each file says
 * of itself is known, and only the head is to be read. */
bool pack_read_files(struct pack_reader *r, const char *path);

/* A key of the pack, from the nearest file that has it, which r->path then names; NULL with r->path the pack's
 * own.  pack_need complains where none has it. */
const struct node *pack_find(struct pack_reader *r, const char *key);
const struct node *pack_need(struct pack_reader *r, const char *key);

/* An item of a list, or an entry of a map: then with its key. */
struct pack_part {
	const struct node *key, *node;
	const char *path;	/* of its file */
};
struct pack_parts {
	struct pack_part *v;	/* the caller's */
	size_t n, cap;
};
/* What holds of a list or map (`kind`) that is extended item by item, such as rules and facts: in the order of
 * the pack that is extended, then what is new. */
struct pack_parts pack_gather(const struct pack *pack, const char *key, enum node_kind kind);

/* What to say of a pack whose file is not there: which there are beside it.  The caller's. */
char *pack_missing(const char *path);

/* pack.c: each complains where the node is of another form, and does nothing where it is NULL. */

/* Texts of a map, by where they go in the struct that is read. */
struct pack_text {
	const char *name;
	size_t at;
	bool needed;
};
void pack_read_texts(struct pack_reader *r, const struct node *map, const struct pack_text texts[], size_t n,
    void *to);
/* A list of codes, each once: an array of *n, the caller's. */
const char **pack_read_codes(struct pack_reader *r, const struct node *list, size_t *n);
/* The same of ids of a list of duties. */
const char **pack_read_duties(struct pack_reader *r, const struct node *list, size_t *n);
/* The same of outcomes, which must be the pack's. */
const char **pack_read_outcomes(struct pack_reader *r, const struct node *list, size_t *n);
/* A whole day. */
void pack_read_date(struct pack_reader *r, const struct node *node, struct date *date);
/* {da, en} of a key that must be there. */
void pack_read_label(struct pack_reader *r, const struct node *map, const char *key, struct label *label);
/* The same, of a text that must fit on a line. */
void pack_read_line(struct pack_reader *r, const struct node *map, const char *key, struct label *label);
/* What something rests on, of a key that must be there: a text, or {da, en} where it is not the same in both. */
void pack_read_source(struct pack_reader *r, const struct node *map, struct label *label);

/* pack_rules.c */
void pack_read_facts(struct pack_reader *r);
void pack_read_rules(struct pack_reader *r);
void pack_free_rules(struct pack *pack);

/* pack_deadlines.c */
void pack_read_deadlines(struct pack_reader *r);
void pack_free_deadlines(struct pack *pack);

static inline bool among(const char *s, const char *const list[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(s, list[i]) == 0)
			return true;
	return false;
}

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#endif
