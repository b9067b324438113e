/* SPDX-License-Identifier: EUPL-1.2 */
/* Texts made comparable: for storing, for search, for the Danish order of names. */
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"

static void add_character(struct text *t, int32_t cp)
{
	char bytes[4];

	text_addn(t, bytes, utf8_encode(cp, bytes));
}

/* The text without surrounding white space and controls, and with U+FFFD for what is no UTF-8. */
static struct text tidy(const char *s)
{
	size_t len = strlen(s), end = 0;
	struct text t = { 0 };
	int32_t cp;

	text_addn(&t, "", 0);
	for (size_t at = 0, n; at < len; at += n) {
		n = utf8_decode(s, len, at, &cp);
		if (utf8_space(cp)) {
			if (t.len > 0)
				add_character(&t, utf8_control(cp) ? ' ' : cp);
		} else if (!utf8_control(cp)) {
			add_character(&t, cp < 0 ? 0xfffd : cp);
			end = t.len;
		}
	}
	text_splice(&t, end, t.len - end, "", 0);
	return t;
}

/* The text (valid UTF-8, so that only memory can be missing) in its normal form; it is released. */
static char *normal(struct text *t, unsigned options)
{
	utf8proc_uint8_t *out;
	utf8proc_ssize_t n;

	n = utf8proc_map((const utf8proc_uint8_t *)t->s, (utf8proc_ssize_t)t->len, &out,
	    (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | options));
	if (n < 0)
		die("%s", _("out of memory"));
	text_release(t);
	return (char *)out;
}

/* True where no byte begins a character from U+0300 on: below, every one is in NFC and none composes. */
static bool composed(const char *s)
{
	while (*s != '\0' && (unsigned char)*s < 0xcc)
		s++;
	return *s == '\0';
}

char *utf8_clean(const char *s)
{
	struct text t = tidy(s);

	return composed(t.s) ? text_take(&t) : normal(&t, 0);
}

/* Makes each run of white space one space, in place, and drops it at both ends. */
static void join_spaces(char *s)
{
	size_t len = strlen(s), out = 0, n;
	bool wanted = false;
	int32_t cp;

	for (size_t at = 0; at < len; at += n) {
		n = utf8_decode(s, len, at, &cp);
		if (utf8_space(cp)) {
			wanted = out > 0;
			continue;
		}
		if (wanted)
			s[out++] = ' ';
		memmove(s + out, s + at, n);
		out += n;
		wanted = false;
	}
	s[out] = '\0';
}

char *utf8_fold(const char *s)
{
	struct text t = tidy(s);
	char *folded = normal(&t, UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);

	join_spaces(folded);
	return folded;
}
