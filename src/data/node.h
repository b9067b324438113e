/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A YAML file as a tree, every node with its place.  The reader takes the
 * plain core of YAML: mappings with text keys, sequences, scalars.  Aliases,
 * anchors, tags, directives, merge keys, duplicate keys, several documents, more
 * than 32 levels, invalid UTF-8, control characters (written or escaped) and
 * files over the size given are faults; reading goes on after a fault where it
 * can, so that all of them are told.
 */
#ifndef DATA_NODE_H
#define DATA_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/error.h"
#include "base/lang.h"
#include "base/origin.h"

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	int line, column;	/* from 1, in characters */
	char *text;		/* a scalar's text; NULL in lists and maps */
	bool plain;		/* without quotes and not | or >: only such can be null, true or false */
	char *raw;		/* as the file has it, where the text alone does not show where its characters stand; else NULL */
	struct node **items;	/* a list's items; a map's values */
	struct node **keys;	/* a map's keys, scalars, in the file's order */
	size_t n;
};

/* What stands on a line of the narrowest screens and of documents, beside its mark. */
#define NODE_LINE 75

#define NODE_FILE_MAX (4u << 20)	/* bytes of a file that people write */

/* Reads a file, or (second) text in memory that `path` names in messages.  NULL where anything was
 * wrong: `faults` then holds at least one.  The tree is the caller's, freed by node_free. */
struct node *node_read_file(const char *path, size_t max, struct faults *faults);
struct node *node_read(const char *path, const char *s, size_t len, struct faults *faults);
void node_free(struct node *node);

/* The value of a map's key, or NULL; NULL too where `map` is NULL or no map. */
const struct node *node_get(const struct node *map, const char *key);
/* True for a plain empty scalar, ~ or null. */
bool node_null(const struct node *node);

/* Readers that complain: NULL (false, 0) with a fault where the node is of another form.  `node` may be
 * NULL: then they return NULL (false, 0) without a word.  Texts are borrowed from the tree. */

/* Any scalar but a null. */
const char *node_text(const struct node *node, const char *path, struct faults *faults);
/* The same, but the caller's. */
char *node_copy(const struct node *node, const char *path, struct faults *faults);
/* A text of ASCII letters, digits, "_", "-" and "." that begins with a letter or digit. */
const char *node_code(const struct node *node, const char *path, struct faults *faults);
bool node_bool(const struct node *node, bool *value, const char *path, struct faults *faults);
bool node_long(const struct node *node, long *value, const char *path, struct faults *faults);
/* {da: ..., en: ...}: both must be there, not empty; a copy, the caller's (label_release).  False leaves
 * *label empty. */
bool node_label(const struct node *node, struct label *label, const char *path, struct faults *faults);
/* A label, or one text that is the same in both languages, which is then put as Danish alone (label_get). */
bool node_source(const struct node *node, struct label *label, const char *path, struct faults *faults);
/* node_label, with a fault where one of them is not a single line of less than NODE_LINE columns. */
bool node_line(const struct node *node, struct label *label, const char *path, struct faults *faults);
/* A fault where a label that was read at the node is no such line. */
void node_check_line(const struct node *node, const struct label *label, const char *path, struct faults *faults);
/* node_label from the keys da and en of a map that has other keys too. */
bool node_languages(const struct node *map, struct label *label, const char *path, struct faults *faults);
/* How many items a list has. */
size_t node_items(const struct node *node, const char *path, struct faults *faults);
bool node_map(const struct node *node, const char *path, struct faults *faults);

/* The value of a key that must be there: NULL with a fault where a map lacks it. */
const struct node *node_need(const struct node *map, const char *key, const char *path,
    struct faults *faults);
/* A fault where the node is no map and at each key that is not among `known` (ended by NULL), naming the
 * nearest one. */
void node_known(const struct node *map, const char *const known[], const char *path, struct faults *faults);
/* Where a scalar's text begins: behind a quote.  Borrowed from it. */
struct origin node_origin(const struct node *node);
/* The one of `known` (ended by NULL) that `key` was probably meant to be, or NULL. */
const char *node_nearest(const char *key, const char *const known[]);
/* A fault at a node's place. */
void node_fault(const struct node *node, const char *path, struct faults *faults, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/*
 * Moves the faults of one reading to those of the caller; true where there
 * were none.  Readers count their own, since a list that is full takes no more
 * and would let a wrong file pass.
 */
bool node_faults_end(struct faults *own, struct faults *faults);

#endif
