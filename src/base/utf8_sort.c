/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The Danish order of names (Dansk Standard 377 as Unicode's CLDR has it).  A
 * key is three texts, each telling apart what the ones before it leave equal:
 *
 *	letters	one byte a letter, digit or space: 'a'-'z', '{' æ, '|' ø, '}' å; then other scripts in UTF-8
 *	accents	one weight a letter, without the bare ones at the end
 *	cases	one weight a letter, without the small ones at the end
 *
 * so that Aagaard and Ågaard stand beside each other, among those with Å.
 */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/text.h"

enum {
	KEY_END = 1,			/* of letters and accents: below everything */
	KEY_SPACE = 2,
	ACCENT_NONE = 2,		/* one of another is this and the number in the table ... */
	ACCENT_MARK = 10,		/* ... or this and the mark's place in U+0300-036F ... */
	ACCENT_OTHER = 0x7f,		/* ... or, rarer still, this */
	CASE_CAPITAL = 2,
	CASE_SMALL = 3,
	CASE_END = 4			/* above: a capital later on goes before none */
};

/* Letters that are not just a base letter with a mark; small ones, composed. */
static const struct letter {
	int32_t cp;
	const char *as;
	char accent;
} danish[] = {
	{ 0xe6, "{", 0 },		/* æ */
	{ 0xe4, "{", 1 },		/* ä */
	{ 0xf8, "|", 0 },		/* ø */
	{ 0xf6, "|", 1 },		/* ö */
	{ 0x151, "|", 2 },		/* ő */
	{ 0xe5, "}", 0 },		/* å */
	{ 0xfc, "y", 1 },		/* ü */
	{ 0x171, "y", 2 },		/* ű */
	{ 0x111, "d", 1 },		/* đ */
	{ 0xf0, "d", 2 },		/* ð */
	{ 0x142, "l", 1 },		/* ł */
	{ 0xfe, "th", 1 },		/* þ */
	{ 0xdf, "ss", 1 },		/* ß */
	{ 0x153, "oe", 1 },		/* œ */
	{ 0x131, "i", 1 },		/* ı */
};

struct key {
	struct text letters, accents, cases;
	bool after_a;			/* the last character was a bare a */
};

static const struct letter *find_letter(int32_t cp)
{
	for (size_t i = 0; i < sizeof danish / sizeof *danish; i++)
		if (danish[i].cp == cp)
			return &danish[i];
	return NULL;
}

static void add_weights(struct key *key, int accent, bool capital)
{
	text_addc(&key->accents, (char)(ACCENT_NONE + accent));
	text_addc(&key->cases, capital ? CASE_CAPITAL : CASE_SMALL);
}

static void add_letter(struct key *key, int32_t cp, bool capital)
{
	const struct letter *letter = find_letter(cp);
	char bytes[4];

	if (cp == 'a' && key->after_a) {
		key->letters.s[key->letters.len - 1] = '}';
		key->accents.s[key->accents.len - 1] = ACCENT_NONE + 1;
		key->after_a = false;
		return;
	}
	key->after_a = cp == 'a';
	if (letter != NULL) {
		text_add(&key->letters, letter->as);
		add_weights(key, letter->accent, capital);
	} else {
		text_addn(&key->letters, bytes, utf8_encode(cp, bytes));
		add_weights(key, 0, capital);
	}
}

/* A mark takes the place of its letter's "bare"; a second one stands beside it. */
static void add_mark(struct key *key, int32_t cp)
{
	char weight = cp >= 0x300 && cp < 0x370 ? (char)(ACCENT_MARK + cp - 0x300) : ACCENT_OTHER;
	size_t n = key->accents.len;

	key->after_a = false;
	if (n > 0 && key->accents.s[n - 1] == ACCENT_NONE)
		key->accents.s[n - 1] = weight;
	else
		text_addc(&key->accents, weight);
}

static bool mark(int32_t cp)
{
	utf8proc_category_t category = utf8proc_category(cp);

	return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

/* A letter or digit, of which marks are taken off unless Danish counts it as a letter of its own. */
static void add_composed(struct key *key, int32_t cp)
{
	int32_t small = utf8proc_tolower(cp), parts[32];
	utf8proc_ssize_t n = 1;
	int last_class = 0;

	parts[0] = small;
	if (small >= 0x80 && find_letter(small) == NULL)
		n = utf8proc_decompose_char(small, parts, 32, UTF8PROC_DECOMPOSE, &last_class);
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		if (mark(parts[i]))
			add_mark(key, parts[i]);
		else
			add_letter(key, parts[i], small != cp);
	}
}

static void add_space(struct key *key)
{
	struct text *letters = &key->letters;

	if (letters->len > 0 && letters->s[letters->len - 1] != KEY_SPACE)
		text_addc(letters, KEY_SPACE);
}

static void add_character(struct key *key, int32_t cp)
{
	if (mark(cp)) {
		add_mark(key, cp);
	} else if (utf8_letter(cp)) {
		add_composed(key, cp);
	} else {
		key->after_a = false;
		if (utf8_space(cp) || utf8proc_category(cp) == UTF8PROC_CATEGORY_PD)
			add_space(key);
	}
}

static void drop_from_end(struct text *t, char weight)
{
	while (t->len > 0 && t->s[t->len - 1] == weight)
		text_splice(t, t->len - 1, 1, "", 0);
}

static char *join(struct key *key)
{
	drop_from_end(&key->accents, ACCENT_NONE);
	drop_from_end(&key->cases, CASE_SMALL);
	text_addc(&key->cases, CASE_END);
	text_addc(&key->letters, KEY_END);
	text_addn(&key->letters, key->accents.s, key->accents.len);
	text_addc(&key->letters, KEY_END);
	text_addn(&key->letters, key->cases.s, key->cases.len);
	text_release(&key->accents);
	text_release(&key->cases);
	return text_take(&key->letters);
}

char *utf8_sort_key(const char *s)
{
	char *clean = utf8_clean(s);
	size_t len = strlen(clean);
	struct key key = { 0 };
	int32_t cp;

	for (size_t at = 0; at < len;) {
		at += utf8_decode(clean, len, at, &cp);
		add_character(&key, cp);
	}
	free(clean);
	return join(&key);
}
