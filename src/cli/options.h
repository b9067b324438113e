/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Options: one table, read by the parser, --help and the manual page.  They may
 * stand before or after the command, as --name VALUE, --name=VALUE or -o VALUE;
 * -- ends them.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/date.h"
#include "base/error.h"
#include "base/text.h"

#define NO_WAGE (-1)

/* Texts are borrowed from the command line; NULL: not given. */
struct options {
	const char *base, *dir, *pack, *language;
	struct date today;		/* year 0: not given */
	bool kiosk, help, version;
	const char *where;		/* list */
	bool all;			/* check */
	const char *trace;		/* data: the list of duties */
	int round;			/* print; 0: the current one */
	const char *format, *output;
	int64_t wage, other;		/* benefit, in øre; no wage given: NO_WAGE */
	const char *support;
	int year;			/* 0: not given */
	const char *script;		/* of keys, for tests */
	bool mono, ascii, manual_keys, manual_options;
};

/*
 * Reads argv[1] and what follows.  What is no option is moved to the front of
 * argv, from index 0: *n words, the first of them the command.  An option that
 * does not belong to this command is refused.
 */
bool options_read(struct options *options, int argc, char **argv, int *n, struct error *e);

/* The language that they ask for, wherever that stands, so that what is wrong with the others can be said in it;
 * NULL: none.  Before options_read, which moves words. */
const char *options_language(int argc, char **argv);

/* Lines for --help, in the language of the program; entries of an mdoc list, in English. */
void options_help(struct text *out);
void options_manual(struct text *out);

#endif
