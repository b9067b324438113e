/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Memory that is there or the program ends: every function returns storage
 * or calls die().  What they return is the caller's, to be freed with free().
 */
#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include <stdarg.h>
#include <stddef.h>
#include <stdnoreturn.h>

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *p, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t len);
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *xvasprintf(const char *format, va_list ap) __attribute__((format(printf, 1, 0)));

/*
 * Room for one more element behind the n that an array holds; *cap counts the
 * elements there is room for.  Returns the array, perhaps moved:
 *	v = array_room(v, n, &cap, sizeof *v); v[n++] = x;
 */
void *array_room(void *array, size_t n, size_t *cap, size_t size);

/*
 * The end of the program where there is no way on (out of memory).  die_hook,
 * if set, runs first: the terminal sets it so that the screen is given back
 * before the message, which holds no personal data and goes to standard error.
 * The exit status is EX_OSERR of sysexits(3).
 */
extern void (*die_hook)(void);
noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
