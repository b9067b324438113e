/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * UTF-8 as people see it: graphemes (what one key press moves over), columns
 * (what a terminal cell holds), folding for search, the Danish order of names,
 * and wrapping.  All positions are byte offsets on grapheme boundaries.  Any
 * bytes may be given: one that is not UTF-8 is a grapheme of its own, one
 * column wide, as are control characters, shown as a replacement.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the character at s[at], at < len; returns its length in bytes.  A bad byte is -1, of length 1. */
size_t utf8_decode(const char *s, size_t len, size_t at, int32_t *cp);
/* Returns the length written; 0 where cp is no character. */
size_t utf8_encode(int32_t cp, char out[4]);

/* True where s is valid UTF-8 without NUL; else *bad (if not NULL) is the offset of the first bad byte. */
bool utf8_valid(const char *s, size_t len, size_t *bad);

/* True for C0 and C1 controls, DEL, line and paragraph separators, bidirectional embeddings, overrides and
 * isolates: never shown, never stored.  Newline is one too: a caller that allows it asks for it first. */
bool utf8_control(int32_t cp);
/* True for white space of every kind, newlines and the no-break space too. */
bool utf8_space(int32_t cp);
/* True for letters and digits, which words consist of; false for -1. */
bool utf8_letter(int32_t cp);

/* The grapheme boundary after (before) `at`; len (0) at the end.  Beyond len counts as len. */
size_t utf8_next(const char *s, size_t len, size_t at);
size_t utf8_prev(const char *s, size_t len, size_t at);
/* The word boundary after (before) `at`, as Ctrl-Right (Ctrl-Left) moves: the start of the next word (of this
 * one, or the one before). */
size_t utf8_next_word(const char *s, size_t len, size_t at);
size_t utf8_prev_word(const char *s, size_t len, size_t at);

/* Columns that the bytes [from, to) take on a terminal: 0, 1 or 2 a grapheme.  Needs no locale.  East Asian
 * ambiguous characters take 1. */
int utf8_columns(const char *s, size_t from, size_t to);
int utf8_width(const char *s);
/* The furthest boundary such that [0, result) fits into `columns`. */
size_t utf8_fit(const char *s, size_t len, int columns);

/* A stored one-line text: NFC without surrounding white space; tabs and newlines within become spaces, other
 * controls are dropped and bad bytes become U+FFFD.  The caller frees it. */
char *utf8_clean(const char *s);
/* What search compares: as utf8_clean, but case-folded, each run of white space one space, and without soft
 * hyphens and other invisible characters.  The caller frees it. */
char *utf8_fold(const char *s);
/*
 * A key whose strcmp order is the Danish one: spaces and hyphens, digits, a … z æ ø å; aa as å, ä as æ, ö as
 * ø, ü as y; other accents after the bare letter, and last capitals before small letters.  Other punctuation
 * does not count, so that two texts may have one key.  The caller frees it.
 */
char *utf8_sort_key(const char *s);

/* Copies as much of `from` as `size` bytes hold with their NUL, cut between characters. */
void utf8_copy(char *to, const char *from, size_t size);

/* A line of wrapped text, its bytes [start, end).  The break after end, a space or newline, is on none. */
struct span {
	size_t start, end;
};

/*
 * Wraps s to lines of at most `columns` (at least 1): at newlines, else after a
 * space or hyphen, else within the word.  Never splits a grapheme, nor, while
 * there is another place, between the parts of "stk. 2", "§ 5", "nr. 3", "10 kr."
 * and the like.  Always at least one line.  Spaces at the end of a line do not
 * count: of several where a line ends, the last is the break and the others end
 * the line, beyond `columns` if need be.  A grapheme wider than `columns` has a
 * line of its own.  Returns an array of *n spans, the caller's.
 */
struct span *utf8_wrap(const char *s, size_t len, int columns, size_t *n);

#endif
