/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a person does in the program, in the words that stand on its screen,
 * and what the command line says of the same base afterwards.  Tests so
 * written hold where fields, keys and places change.
 */
#ifndef TESTS_WALK_H
#define TESTS_WALK_H

#include "pty.h"

/* The day that counts as today. */
#define WALK_DAY "2017-05-09"
/* How many practice cases there are, as the list says it. */
#define WALK_CASES "14"

/* A fresh base with the practice cases, in place of the last one; its path. */
const char *walk_base(void);
/* The program on that base (English, 80x24); walk_begin() on a fresh one. */
struct pty *walk_begin(void);
struct pty *walk_on(void);

/* Once it has started: true where it offers a text that a dead session left. */
bool walk_offered(struct pty *pty);
/* From the list of cases: finds the one whose name or number is typed, and opens it. */
void walk_case(struct pty *pty, const char *find);
/* To the first field of a screen of the open case by its title, and on to a field of it by its label. */
void walk_screen(struct pty *pty, const char *title);
void walk_field(struct pty *pty, const char *label);
/* To the first field of the screen: the program stands where one left it. */
void walk_top(struct pty *pty);
/* Both. */
void walk_to(struct pty *pty, const char *title, const char *label);
/* Chooses an answer of a field from its list. */
void walk_choose(struct pty *pty, const char *label, const char *answer);
/* Leaves the program by its key and waits for its end; frees. */
void walk_quit(struct pty *pty);

/* What a command prints on the base; fails unless it ends with this status. "show 2017-0014" */
const char *walk_cli(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Fails unless `show` of the case holds the text. */
void walk_stored(const char *number, const char *text);
/* Fails unless the base is sound. */
void walk_verify(void);

#endif
