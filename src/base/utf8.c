/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Graphemes and columns.  The rules are Unicode's (UAX 29), the tables
 * utf8proc's.  Danish text hardly ever needs them: no character below U+0300
 * joins to the one before it, line feed after carriage return apart, and each
 * of them is one column wide.  In UTF-8 these are the characters whose first
 * byte is below 0xCC, so that one look at the next byte settles most of it.
 */
#include "base/utf8.h"

#include <limits.h>
#include <string.h>
#include <utf8proc.h>

enum {
	SIMPLE_END = 0x300,		/* characters below are simple in the sense above ... */
	SIMPLE_END_BYTE = 0xcc,		/* ... and begin with a byte below this one */
	EMOJI_VARIANT = 0xfe0f		/* shows what stands before it as an emoji */
};

static unsigned char byte_at(const char *s, size_t at)
{
	return (unsigned char)s[at];
}

size_t utf8_decode(const char *s, size_t len, size_t at, int32_t *cp)
{
	utf8proc_ssize_t left = len - at > 4 ? 4 : (utf8proc_ssize_t)(len - at), n;

	if (byte_at(s, at) < 0x80) {
		*cp = s[at];
		return 1;
	}
	n = utf8proc_iterate((const utf8proc_uint8_t *)s + at, left, cp);
	if (n > 0)
		return (size_t)n;
	*cp = -1;
	return 1;
}

size_t utf8_encode(int32_t cp, char out[4])
{
	if (!utf8proc_codepoint_valid(cp))
		return 0;
	return (size_t)utf8proc_encode_char(cp, (utf8proc_uint8_t *)out);
}

bool utf8_valid(const char *s, size_t len, size_t *bad)
{
	int32_t cp;

	for (size_t at = 0, n; at < len; at += n) {
		n = utf8_decode(s, len, at, &cp);
		if (cp <= 0) {
			if (bad != NULL)
				*bad = at;
			return false;
		}
	}
	return true;
}

bool utf8_control(int32_t cp)
{
	return (cp >= 0 && cp < 0x20) || (cp >= 0x7f && cp < 0xa0) ||
	    (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
}

bool utf8_space(int32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= '\t' && cp <= '\r');
	return cp == 0x85 || cp == 0x2028 || cp == 0x2029 || utf8proc_category(cp) == UTF8PROC_CATEGORY_ZS;
}

bool utf8_letter(int32_t cp)
{
	utf8proc_category_t category;

	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || (cp >= '0' && cp <= '9');
	category = utf8proc_category(cp);
	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
	    (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

/* The character before `at`: where it begins, and *cp.  UTF-8 needs no more context than its four bytes. */
static size_t decode_before(const char *s, size_t at, int32_t *cp)
{
	for (size_t n = 1; n <= 4 && n <= at; n++)
		if (utf8_decode(s, at, at - n, cp) == n && *cp >= 0)
			return at - n;
	*cp = -1;
	return at - 1;
}

/* True where a boundary is certain between cp and the byte after it, without decoding that. */
static bool simple_boundary(int32_t cp, unsigned char next)
{
	return cp >= 0 && cp < SIMPLE_END && next < SIMPLE_END_BYTE && !(cp == '\r' && next == '\n');
}

size_t utf8_next(const char *s, size_t len, size_t at)
{
	int32_t cp, next, state = 0;
	size_t n;

	if (at >= len)
		return len;
	at += utf8_decode(s, len, at, &cp);
	while (at < len && !simple_boundary(cp, byte_at(s, at))) {
		n = utf8_decode(s, len, at, &next);
		if (cp < 0 || next < 0 || utf8proc_grapheme_break_stateful(cp, next, &state))
			break;
		cp = next;
		at += n;
	}
	return at;
}

/*
 * True where there is a boundary between two characters whatever stands before
 * them.  Flags are pairs counted from the first one, and a joiner joins only
 * where an emoji stands before it: there one has to begin further back.
 */
static bool certain_boundary(int32_t before, int32_t after)
{
	if (before < 0 || after < 0)
		return true;
	return utf8proc_grapheme_break(before, after) &&
	    utf8proc_get_property(before)->boundclass != UTF8PROC_BOUNDCLASS_ZWJ;
}

size_t utf8_prev(const char *s, size_t len, size_t at)
{
	int32_t cp, before;
	size_t start, next;

	if (at > len)
		at = len;
	if (at == 0)
		return 0;
	start = decode_before(s, at, &cp);
	while (start > 0) {
		next = decode_before(s, start, &before);
		if (simple_boundary(before, byte_at(s, start)) || certain_boundary(before, cp))
			break;
		start = next;
		cp = before;
	}
	while ((next = utf8_next(s, at, start)) < at)
		start = next;
	return start;
}

static bool word_at(const char *s, size_t len, size_t at)
{
	int32_t cp;

	utf8_decode(s, len, at, &cp);
	return utf8_letter(cp);
}

size_t utf8_next_word(const char *s, size_t len, size_t at)
{
	while (at < len && word_at(s, len, at))
		at = utf8_next(s, len, at);
	while (at < len && !word_at(s, len, at))
		at = utf8_next(s, len, at);
	return at;
}

size_t utf8_prev_word(const char *s, size_t len, size_t at)
{
	size_t prev = utf8_prev(s, len, at);

	while (prev > 0 && !word_at(s, len, prev))
		prev = utf8_prev(s, len, prev);
	do {
		at = prev;
		prev = utf8_prev(s, len, at);
	} while (at > 0 && word_at(s, len, prev));
	return at;
}

/* Of one character; combining marks 0 but for those (of Indic scripts) that stand beside their letter. */
static int character_columns(int32_t cp)
{
	if (cp < 0 || utf8_control(cp) || utf8proc_category(cp) == UTF8PROC_CATEGORY_MC)
		return 1;
	return utf8proc_charwidth(cp);
}

/* The parts of a grapheme stand beside each other (Thai) or on each other (emoji), in two cells at most. */
static int grapheme_columns(const char *s, size_t from, size_t to)
{
	int columns = 0;
	int32_t cp;

	for (size_t at = from, n; at < to && columns < 2; at += n) {
		n = utf8_decode(s, to, at, &cp);
		if (cp == '\n' && at > from)
			continue;	/* CR LF is one */
		columns += cp == EMOJI_VARIANT && columns == 1 ? 1 : character_columns(cp);
	}
	return columns < 2 ? columns : 2;
}

/* The boundary after `at`, and the columns up to it. */
static size_t step(const char *s, size_t len, size_t at, int *columns)
{
	size_t next = utf8_next(s, len, at);

	*columns = next - at == 1 ? 1 : grapheme_columns(s, at, next);
	return next;
}

/*
 * Redrawing asks for the width of every line: plain ASCII is counted without
 * looking further.  A control counts 1 like a letter; only the pair CR LF, and
 * what a following mark would join to, go the long way.
 */
int utf8_columns(const char *s, size_t from, size_t to)
{
	int columns = 0, width;

	while (from < to) {
		if (byte_at(s, from) < 0x80 && s[from] != '\r' &&
		    (from + 1 == to || byte_at(s, from + 1) < SIMPLE_END_BYTE)) {
			width = 1;
			from++;
		} else {
			from = step(s, to, from, &width);
		}
		columns = columns > INT_MAX - width ? INT_MAX : columns + width;
	}
	return columns;
}

int utf8_width(const char *s)
{
	return utf8_columns(s, 0, strlen(s));
}

size_t utf8_fit(const char *s, size_t len, int columns)
{
	size_t at = 0;

	while (at < len) {
		int width;
		size_t next = step(s, len, at, &width);

		if (width > columns)
			break;
		columns -= width;
		at = next;
	}
	return at;
}

void utf8_copy(char *to, const char *from, size_t size)
{
	size_t len = strlen(from);

	if (len >= size)
		for (len = size - 1; len > 0 && (from[len] & 0xC0) == 0x80; len--)
			;
	memcpy(to, from, len);
	to[len] = '\0';
}
