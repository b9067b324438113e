/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is wrong and stays so until it is over: with what is typed, with the base, with the open case.  The worst
 * is said above the bar whenever nothing else is, in words that tell what to do now.
 */
#ifndef TUI_TROUBLE_H
#define TUI_TROUBLE_H

#include <stdbool.h>
#include "base/error.h"

struct app;
struct text;
struct field;

/* The worst first. */
enum trouble {
	TROUBLE_UNLOGGED,	/* what is typed is on no disk; says why */
	TROUBLE_UNSAVED,	/* what was typed could not be put into the case, and is in its log alone; says why */
	TROUBLE_GONE,		/* no base stands any more in the place of the one that is open */
	TROUBLE_REPLACED,	/* another base stands in the place of the one that is open */
	TROUBLE_DAMAGED,	/* the base */
	TROUBLE_LOGLESS,	/* nothing is typed yet, and no log is there for it; says why */
	TROUBLE_FULL,		/* the reserve of room (store/ballast.h) is in use */
	TROUBLE_SHORT,		/* there is no room for a reserve */
	TROUBLE_NEWER,		/* a newer program keeps the base */
	TROUBLE_CLOSED,		/* the base may not be written */
	TROUBLE_CASE,		/* a text of the open case is not what was stored; says which field */
	TROUBLE_COUNT
};

struct troubles {
	bool there[TROUBLE_COUNT];
	char line[TROUBLE_COUNT][400];
};

/* `detail` goes into the texts that say one; else NULL. */
void trouble_begins(struct app *app, enum trouble trouble, const char *detail);
void trouble_ends(struct app *app, enum trouble trouble);
/* The worst there is, with its mark; NULL: none. */
const char *trouble_line(const struct app *app);

/* Whether something did not get onto the disk, for a reason that may last. */
bool trouble_writing(const struct error *e);
/* One of those that say why, and who can mend it, of trouble_writing(). */
void trouble_because(struct app *app, enum trouble trouble, const struct error *e);
/* The same, until the next key, of a change that was not made and that nobody has typed. */
void trouble_refused(struct app *app, const struct error *e);
/* What went wrong may last: then it does. */
void trouble_heard(struct app *app, const struct error *e);
/* Looks how the base stands. */
void trouble_look(struct app *app);
/* Looks anew at what may have passed while nobody waits; true where it has. */
bool trouble_passes(struct app *app);

/*
 * A field that cannot be changed: a newer program keeps the base, another base has its place, or the round of the
 * case is signed (tui/sign.h).
 */
bool trouble_locks(const struct app *app, const struct field *field);
/* Why, in one line. */
void trouble_lock_line(const struct app *app, struct text *out);
/* The same until the next key: to somebody who would change what is locked. */
void trouble_lock_say(struct app *app);

#endif
