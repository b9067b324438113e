/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Expected failures (DESIGN 4).  A function that can fail returns false and
 * fills the struct error that it was given last; it is filled once, where the
 * failure is known, and printed only by programs.  A caller that does not care
 * may pass NULL.
 *
 * Faults are what is wrong in a file that somebody wrote: all of them are
 * collected, each with its place, before the file is refused.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

enum error_kind {
	ERROR_NONE,
	ERROR_USAGE,		/* the command line or an answer is not of the form asked for */
	ERROR_DATA,		/* a file's content is wrong; its faults say where */
	ERROR_FILE,		/* a file or folder cannot be read or written */
	ERROR_BASE,		/* the base is missing, damaged or not ours */
	ERROR_GONE,		/* the base is not in its place any more; what belongs to it may be */
	ERROR_REPLACED,		/* another base stands in the place of the one that is open */
	ERROR_NEWER,		/* the base was written by a newer program */
	ERROR_BUSY,		/* another program holds the base */
	ERROR_FULL,		/* no room on the disk, or a quota reached */
	ERROR_RIGHTS,		/* it may not be written: rights, or a disk that can only be read */
	ERROR_LIMIT,		/* a file may not grow any more (ulimit -f) */
	ERROR_IO,		/* the disk or the system fails; nothing is known of what was being written */
	ERROR_CONFLICT,		/* somebody else has changed the value meanwhile */
	ERROR_LOCKED,		/* the value stands under a signature */
	ERROR_ERASED,		/* the case was erased for good */
	ERROR_MISSING		/* no such case, document, pack ... */
};

/* Texts are cut to their room, at a whole character. */
struct error {
	enum error_kind kind;
	char where[256];	/* file, option or case number; may be empty */
	char what[400];		/* in the user's language, no personal data */
};

/* Fills *e (if not NULL) and returns false, so that one can `return error_set(...)`; `where` may be NULL. */
bool error_set(struct error *e, enum error_kind kind, const char *where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* What a number of the system (errno) means of what was to be written; ERROR_FILE where it has no kind of its own. */
enum error_kind error_of_system(int code);

/* Hands on what went wrong below: copies it to *e (if not NULL) and returns false. */
bool error_pass(struct error *e, const struct error *from);

struct fault {
	char *path;
	int line, column;	/* from 1; 0 where the reader has none, then offset counts */
	size_t offset;		/* bytes from the start of the file */
	char *text;
};

struct faults {
	struct fault *v;
	size_t n, cap;
};

void faults_release(struct faults *faults);

/* Adds one; after a hundred the rest are dropped, so that a hostile file costs little. */
void faults_add(struct faults *faults, const char *path, int line, int column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void faults_vadd(struct faults *faults, const char *path, int line, int column, const char *format,
    va_list ap) __attribute__((format(printf, 5, 0)));
/* The same where the reader counts bytes and not lines. */
void faults_add_at(struct faults *faults, const char *path, size_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* "path:line:column: text", or "path:+offset: text" where line is 0, or "path: text" for the file as a whole.  The
 * caller frees it. */
char *fault_line(const struct fault *fault);

#endif
