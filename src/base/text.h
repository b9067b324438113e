/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A string that grows.  {0} is an empty one; s is NULL until something is
 * added, else NUL-terminated.  What is added must not lie in the text itself.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stddef.h>

struct text {
	char *s;
	size_t len, cap;
};

void text_add(struct text *t, const char *s);
void text_addn(struct text *t, const char *s, size_t len);
void text_addc(struct text *t, char c);
void text_addf(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Puts `len` bytes of s in place of `removed` bytes at `at`; at + removed <= t->len. */
void text_splice(struct text *t, size_t at, size_t removed, const char *s, size_t len);
void text_clear(struct text *t);	/* empties, keeps the storage */
void text_release(struct text *t);	/* frees; t is {0} again */
char *text_take(struct text *t);	/* the string, now the caller's (never NULL); t is {0} again */

#endif
