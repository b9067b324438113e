/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"

/* Room for `more` bytes and the NUL; doubling keeps the adding of many small parts linear. */
static void room(struct text *t, size_t more)
{
	size_t cap = t->cap > 0 ? t->cap : 32;

	if (more >= SIZE_MAX / 4 - t->len)
		die("%s", _("out of memory"));
	while (cap <= t->len + more)
		cap *= 2;
	if (cap > t->cap)
		t->s = xrealloc(t->s, cap);
	t->cap = cap;
}

void text_add(struct text *t, const char *s)
{
	text_addn(t, s, strlen(s));
}

void text_addn(struct text *t, const char *s, size_t len)
{
	text_splice(t, t->len, 0, s, len);
}

void text_addc(struct text *t, char c)
{
	text_splice(t, t->len, 0, &c, 1);
}

void text_addf(struct text *t, const char *format, ...)
{
	va_list ap;
	char *s;

	va_start(ap, format);
	s = xvasprintf(format, ap);
	va_end(ap);
	text_add(t, s);
	free(s);
}

void text_splice(struct text *t, size_t at, size_t removed, const char *s, size_t len)
{
	assert(at <= t->len && removed <= t->len - at);
	room(t, len);
	memmove(t->s + at + len, t->s + at + removed, t->len - at - removed);
	if (len > 0)
		memcpy(t->s + at, s, len);
	t->len += len - removed;
	t->s[t->len] = '\0';
}

void text_clear(struct text *t)
{
	t->len = 0;
	if (t->s != NULL)
		t->s[0] = '\0';
}

void text_release(struct text *t)
{
	free(t->s);
	*t = (struct text){ 0 };
}

char *text_take(struct text *t)
{
	char *s = t->s != NULL ? t->s : xstrdup("");

	*t = (struct text){ 0 };
	return s;
}
