/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/alloc.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/lang.h"

void (*die_hook)(void);

noreturn void die(const char *format, ...)
{
	void (*hook)(void) = die_hook;
	va_list ap;

	die_hook = NULL;	/* a hook that fails itself must not come back here for ever */
	if (hook != NULL)
		hook();
	fputs("indstil: ", stderr);
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(EX_OSERR);
}

static void *there(void *p)
{
	if (p == NULL)
		die("%s", _("out of memory"));
	return p;
}

/* A size of 0 is asked for as 1: NULL then always means that there is no memory. */
void *xmalloc(size_t size)
{
	return there(malloc(size > 0 ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
	return there(count > 0 && size > 0 ? calloc(count, size) : calloc(1, 1));
}

void *xrealloc(void *p, size_t size)
{
	return there(realloc(p, size > 0 ? size : 1));
}

char *xstrdup(const char *s)
{
	return there(strdup(s));
}

char *xstrndup(const char *s, size_t len)
{
	return there(strndup(s, len));
}

char *xasprintf(const char *format, ...)
{
	va_list ap;
	char *s;

	va_start(ap, format);
	s = xvasprintf(format, ap);
	va_end(ap);
	return s;
}

char *xvasprintf(const char *format, va_list ap)
{
	char *s;

	return there(vasprintf(&s, format, ap) < 0 ? NULL : s);
}

void *array_room(void *array, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return array;
	if (*cap > SIZE_MAX / 2 / size)
		there(NULL);
	*cap = *cap > 0 ? *cap * 2 : 8;
	return xrealloc(array, *cap * size);
}
