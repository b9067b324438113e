/* SPDX-License-Identifier: EUPL-1.2 */
/* Characters, graphemes, columns, folding, the Danish order, wrapping.  No locale is set: none is needed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "base/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define ACUTE "\xcc\x81"
#define JOINER "\xe2\x80\x8d"
#define FAMILY "\U0001f468" JOINER "\U0001f469" JOINER "\U0001f466"
#define FLAG_DK "\U0001f1e9\U0001f1f0"
#define FLAG_NO "\U0001f1f3\U0001f1f4"
#define THUMB "\U0001f44d\U0001f3fd"
#define HEART "\xe2\x9d\xa4\xef\xb8\x8f"
#define NO_BREAK "\xc2\xa0"

static void test_every_character(void **state)
{
	(void)state;
	for (int32_t cp = 0; cp < 0x110000; cp++) {
		char bytes[4];
		int32_t again;
		size_t n = utf8_encode(cp, bytes);

		if (cp >= 0xd800 && cp < 0xe000) {
			assert_int_equal(n, 0);
			continue;
		}
		assert_int_equal(n, 1 + (cp >= 0x80) + (cp >= 0x800) + (cp >= 0x10000));
		assert_int_equal(utf8_decode(bytes, n, 0, &again), n);
		assert_int_equal(again, cp);
	}
}

static void test_no_character(void **state)
{
	char bytes[4];

	(void)state;
	assert_int_equal(utf8_encode(-1, bytes), 0);
	assert_int_equal(utf8_encode(0x110000, bytes), 0);
}

/* The first byte of each is bad: it alone, so that what follows it is not lost. */
static const char *const malformed[] = {
	"\x80", "\xbf", "\xff", "\xfe",
	"\xc0\x80", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xe0\x9f\xbf", "\xf0\x80\x80\xaf",
	"\xf0\x8f\xbf\xbf",
	"\xed\xa0\x80", "\xed\xbf\xbf",			/* surrogates */
	"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80",
	"\xc3", "\xe2\x82", "\xf0\x9f\x98",		/* cut */
	"\xc3(", "\xe2\x82(", "\xf0\x9f\x98(", "\xc3\xc3\xa5",
};

static void test_malformed(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(malformed); i++) {
		const char *s = malformed[i];
		int32_t cp = 0;
		size_t bad = 99;

		assert_int_equal(utf8_decode(s, strlen(s), 0, &cp), 1);
		assert_int_equal(cp, -1);
		assert_false(utf8_valid(s, strlen(s), &bad));
		assert_int_equal(bad, 0);
		assert_int_equal(utf8_next(s, strlen(s), 0), 1);
		assert_int_equal(utf8_columns(s, 0, 1), 1);
	}
}

static void test_valid(void **state)
{
	size_t bad = 99;

	(void)state;
	assert_true(utf8_valid("", 0, &bad));
	assert_true(utf8_valid("på \U0001f600", strlen("på \U0001f600"), &bad));
	assert_int_equal(bad, 99);
	assert_false(utf8_valid("på\xff", 4, &bad));
	assert_int_equal(bad, 3);
	assert_false(utf8_valid("pæn\xc3", 5, &bad));
	assert_int_equal(bad, 4);
	assert_false(utf8_valid("a\0b", 3, &bad));
	assert_int_equal(bad, 1);
	assert_false(utf8_valid("\xff", 1, NULL));
}

static void test_classes(void **state)
{
	static const int32_t controls[] = {
		0, 7, '\t', '\n', '\r', 0x1b, 0x1f, 0x7f, 0x80, 0x9f, 0x2028, 0x2029, 0x202a, 0x202e,
		0x2066, 0x2069,
	};
	static const int32_t shown[] = { ' ', '~', 0xa0, 0xad, 0xe5, 0x200d, 0x202f, 0x2065, 0x206a, -1 };
	static const int32_t spaces[] = { ' ', '\t', '\n', '\r', 0x85, 0xa0, 0x2003, 0x2028, 0x202f, 0x3000 };
	static const int32_t letters[] = { 'a', 'z', 'A', 'Z', '0', '9', 0xe5, 0x3b1, 0x4e00, 0x661 };
	static const int32_t neither[] = { '-', '_', '/', '@', '[', '`', '{', 0xa7, 0x200b, 0x301, -1 };

	(void)state;
	for (size_t i = 0; i < COUNT(controls); i++)
		assert_true(utf8_control(controls[i]));
	for (size_t i = 0; i < COUNT(shown); i++)
		assert_false(utf8_control(shown[i]));
	for (size_t i = 0; i < COUNT(spaces); i++)
		assert_true(utf8_space(spaces[i]) && !utf8_letter(spaces[i]));
	for (size_t i = 0; i < COUNT(letters); i++)
		assert_true(utf8_letter(letters[i]) && !utf8_space(letters[i]));
	for (size_t i = 0; i < COUNT(neither); i++)
		assert_false(utf8_letter(neither[i]) || utf8_space(neither[i]));
}

/* Texts as their graphemes, each with its columns. */
static const struct {
	const char *parts[6];
	int columns[6];
} graphemes[] = {
	{ { "a", "b", " ", "c" }, { 1, 1, 1, 1 } },
	{ { "r", "ø", "d", "å", "Æ" }, { 1, 1, 1, 1, 1 } },
	{ { "a", "e" ACUTE, "b" }, { 1, 1, 1 } },
	{ { "e" ACUTE "\xcc\xa3", "o" }, { 1, 1 } },
	{ { ACUTE, "a" }, { 0, 1 } },
	{ { "å" ACUTE, "b" }, { 1, 1 } },
	{ { "\n", ACUTE "\xcc\xa3" }, { 1, 0 } },
	{ { "x", FAMILY, "y" }, { 1, 2, 1 } },
	{ { FLAG_DK, FLAG_NO, FLAG_DK, "x" }, { 2, 2, 2, 1 } },
	{ { FLAG_DK, "\U0001f1f3" }, { 2, 1 } },
	{ { "x", THUMB, THUMB }, { 1, 2, 2 } },
	{ { HEART, "\xe2\x9d\xa4", "1\xef\xb8\x8f\xe2\x83\xa3" }, { 2, 1, 2 } },
	{ { "a" JOINER, "\U0001f600" }, { 1, 2 } },	/* a joiner joins only after an emoji */
	{ { "日", "本" }, { 2, 2 } },
	{ { "한", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "!" }, { 2, 2, 1 } },
	{ { "\xe0\xb8\x81\xe0\xb8\xb3" }, { 2 } },	/* Thai: a vowel beside its letter */
	{ { "\xe0\xa4\x95\xe0\xa4\xbe" }, { 2 } },
	{ { "\xd8\x80" "1", "2" }, { 1, 1 } },		/* Arabic number sign, before what it joins to */
	{ { "a", "\r\n", "\n", "\r", "b" }, { 1, 1, 1, 1, 1 } },
	{ { "\t", "\x1b", "[", "\x7f", "\xc2\x85" }, { 1, 1, 1, 1, 1 } },
	{ { "\xe2\x80\xae", "a", "\xe2\x81\xa6" }, { 1, 1, 1 } },
	{ { "a", "\xe2\x80\x8b", "b" }, { 1, 0, 1 } },
	{ { "a", "\xff", ACUTE }, { 1, 1, 0 } },
	{ { "a", "\xe2", "\x82", "a" }, { 1, 1, 1, 1 } },
	{ { "å", "\xc3" }, { 1, 1 } },
	{ { "§", "·", "…", "█", "✓", "▸" }, { 1, 1, 1, 1, 1, 1 } },
	{ { "f", "\xc2\xad", NO_BREAK, "ø" }, { 1, 1, 1, 1 } },
};

static void test_graphemes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(graphemes); i++) {
		struct text t = { 0 };
		size_t at = 0;
		int columns = 0;

		for (size_t k = 0; k < 6 && graphemes[i].parts[k] != NULL; k++)
			text_add(&t, graphemes[i].parts[k]);
		for (size_t k = 0; k < 6 && graphemes[i].parts[k] != NULL; k++) {
			size_t next = at + strlen(graphemes[i].parts[k]);

			assert_int_equal(utf8_next(t.s, t.len, at), next);
			assert_int_equal(utf8_prev(t.s, t.len, next), at);
			assert_int_equal(utf8_columns(t.s, at, next), graphemes[i].columns[k]);
			columns += graphemes[i].columns[k];
			assert_int_equal(utf8_columns(t.s, 0, next), columns);
			at = next;
		}
		assert_int_equal(at, t.len);
		assert_int_equal(utf8_width(t.s), columns);
		assert_int_equal(utf8_next(t.s, t.len, t.len), t.len);
		assert_int_equal(utf8_next(t.s, t.len, t.len + 9), t.len);
		assert_int_equal(utf8_prev(t.s, t.len, t.len + 9), utf8_prev(t.s, t.len, t.len));
		assert_int_equal(utf8_prev(t.s, t.len, 0), 0);
		text_release(&t);
	}
}

/* A small generator of its own, the same on every machine. */
static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

static const char *const crumbs[] = {
	"a", "b", "1", "12", " ", " ", "  ", "-", ".", "\n", "\r", "å", "ø", "e" ACUTE, ACUTE, FAMILY,
	JOINER, FLAG_DK,
	"\U0001f1e9", THUMB, "日", NO_BREAK, "stk.", "§", "år", "kr.", "\xff", "\xe2\x80", "arbejds-evne",
};

static struct text random_text(unsigned *seed)
{
	struct text t = { 0 };

	for (unsigned n = next_random(seed) % 24; n > 0; n--)
		text_add(&t, crumbs[next_random(seed) % COUNT(crumbs)]);
	text_add(&t, "");
	return t;
}

/* Whatever the bytes are, one comes back the way that one went, and the parts are as wide as the whole. */
static void test_there_and_back(void **state)
{
	unsigned seed = 1;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct text t = random_text(&seed);
		int columns = 0;

		for (size_t at = 0, next; at < t.len; at = next) {
			next = utf8_next(t.s, t.len, at);
			assert_in_range(next, at + 1, t.len);
			assert_int_equal(utf8_prev(t.s, t.len, next), at);
			columns += utf8_columns(t.s, at, next);
		}
		assert_int_equal(utf8_columns(t.s, 0, t.len), columns);
		text_release(&t);
	}
}

static void test_columns_of_a_part(void **state)
{
	(void)state;
	assert_int_equal(utf8_width(""), 0);
	assert_int_equal(utf8_columns("abc", 1, 1), 0);
	assert_int_equal(utf8_columns("rød grød", 1, 5), 3);
	assert_int_equal(utf8_columns("e" ACUTE, 0, 1), 1);	/* no look at what lies after the end */
}

static void test_words(void **state)
{
	static const char s[] = "  Hej, på e" ACUTE "n: år-1 … \n\nØst!";
	static const size_t stops[] = { 2, 7, 11, 17, 21, 29 };
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(stops); i++) {
		at = utf8_next_word(s, strlen(s), at);
		assert_int_equal(at, stops[i]);
	}
	at = utf8_next_word(s, strlen(s), at);
	assert_int_equal(at, strlen(s));
	assert_int_equal(utf8_next_word(s, strlen(s), at), at);
	for (size_t i = COUNT(stops); i-- > 0;) {
		at = utf8_prev_word(s, strlen(s), at);
		assert_int_equal(at, stops[i]);
	}
	assert_int_equal(utf8_prev_word(s, strlen(s), at), 0);
	assert_int_equal(utf8_prev_word(s, strlen(s), 0), 0);
	assert_int_equal(utf8_prev_word(s, strlen(s), 4), 2);	/* within a word: its start */
}

static void test_fit(void **state)
{
	static const struct {
		const char *s;
		int columns;
		size_t expected;
	} cases[] = {
		{ "", 5, 0 }, { "abc", 0, 0 }, { "abc", 2, 2 }, { "abc", 3, 3 }, { "abc", 9, 3 },
		{ "åæø", 2, 4 }, { "e" ACUTE "x", 1, 3 }, { "日本", 3, 3 }, { "日本", 1, 0 },
		{ "a\xe2\x80\x8b" "b", 1, 4 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(utf8_fit(cases[i].s, strlen(cases[i].s), cases[i].columns),
		    cases[i].expected);
}

static void assert_and_free(char *s, const char *expected)
{
	assert_string_equal(s, expected);
	free(s);
}

static void test_clean(void **state)
{
	static const struct {
		const char *s, *expected;
	} cases[] = {
		{ "", "" }, { " \t\n", "" }, { "  Birgit  Prøvesen \n", "Birgit  Prøvesen" },
		{ "a\tb\r\nc", "a b  c" }, { NO_BREAK "10" NO_BREAK "kr." NO_BREAK, "10" NO_BREAK "kr." },
		{ "Rene" ACUTE, "René" }, { "A\xcc\x8a" "gaard", "Ågaard" }, { "\xe2\x84\xab", "Å" },
		{ "a\xe2\x80\xae\x07\xc2\x9b" "b\x7f", "ab" }, { "a\xffz", "a\xef\xbf\xbdz" },
		{ "\xc3", "\xef\xbf\xbd" }, { FAMILY, FAMILY },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_and_free(utf8_clean(cases[i].s), cases[i].expected);
		assert_and_free(utf8_clean(cases[i].expected), cases[i].expected);
	}
}

/* What came out once comes out again, and is valid. */
static void test_clean_twice(void **state)
{
	unsigned seed = 2;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		struct text t = random_text(&seed);
		char *clean = utf8_clean(t.s), *folded = utf8_fold(t.s);

		assert_true(utf8_valid(clean, strlen(clean), NULL));
		assert_true(utf8_valid(folded, strlen(folded), NULL));
		assert_and_free(utf8_clean(clean), clean);
		assert_and_free(utf8_fold(folded), folded);
		assert_and_free(utf8_fold(clean), folded);
		free(clean);
		free(folded);
		text_release(&t);
	}
}

static void test_fold(void **state)
{
	static const struct {
		const char *s, *expected;
	} cases[] = {
		{ "", "" }, { "ØSTERGAARD", "østergaard" }, { " Birgit \t\n PRØVESEN ", "birgit prøvesen" },
		{ "10" NO_BREAK "Kr.", "10 kr." }, { "RENE" ACUTE, "rené" }, { "Straße", "strasse" },
		{ "arbejds\xc2\xad" "evne", "arbejdsevne" }, { " \xc2\xad x \xc2\xad ", "x" },
		{ "A\xff", "a\xef\xbf\xbd" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_and_free(utf8_fold(cases[i].s), cases[i].expected);
}

static int compare(const char *a, const char *b)
{
	char *key_a = utf8_sort_key(a), *key_b = utf8_sort_key(b);
	int result = strcmp(key_a, key_b);

	free(key_a);
	free(key_b);
	return result;
}

static const char *const sorted[] = {
	"", "1. sal", "10", "2. sal", "A Hansen", "Abel", "Anders", "Anders And", "Anders Øst", "Andersen",
	"ANDERSEN B", "Andersen B", "andersen b", "André", "Aslan", "Birgit Prøvesen", "Đorđević", "Dzafer",
	"HANSEN", "HANSen", "Hansen", "hansen", "Isåk", "Isaak", "Jzo", "Jørgensen", "Jörgensen", "Karen",
	"Karen-Anne", "Karen Åse", "Karenina", "Lê", "L\xe1\xba\xbf", "Lukasz", "Łukasz", "Mylius",
	"Myller", "Müller", "Månsson",
	"Oehlenschläger", "Œuvre", "q", "q\xcc\x83", "q\xe2\x83\x97", "Rene", "rene", "René", "rené", "Rêne",
	"Sa'ad", "Sad", "Strasse",
	"Straße",
	"Thor", "Þór", "Zachariassen", "Ægidius", "Ærø", "Ärø", "Øe", "Øst", "Østergård", "Østergaard",
	"Östergaard", "Østerås", "Ålborg", "Aalborg", "Aaløse", "Ångström", "Aargau", "Årup", "Иван", "日本",
};

static void test_sort_key(void **state)
{
	(void)state;
	for (size_t i = 0; i + 1 < COUNT(sorted); i++)
		for (size_t k = i + 1; k < COUNT(sorted); k++)
			if (compare(sorted[i], sorted[k]) >= 0)
				fail_msg("%s is not before %s", sorted[i], sorted[k]);
}

static void test_sort_key_equal(void **state)
{
	static const char *const equal[][2] = {
		{ "O'Brien", "OBrien" }, { "Anne-Marie", "Anne  Marie" }, { " Abel ", "Abel" },
		{ "Holm, L.", "Holm L" },
		{ "A\xcc\x8a" "rup", "Årup" }, { "Rene" ACUTE, "René" },
		{ "Anne" NO_BREAK "Marie", "Anne Marie" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(equal); i++)
		assert_int_equal(compare(equal[i][0], equal[i][1]), 0);
}

/* The lines with '|' between them, the break's own byte left out. */
static char *wrapped(const char *s, size_t len, int columns)
{
	struct text t = { 0 };
	size_t n;
	struct span *lines = utf8_wrap(s, len, columns, &n);

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			text_addc(&t, '|');
		text_addn(&t, s + lines[i].start, lines[i].end - lines[i].start);
	}
	free(lines);
	return text_take(&t);
}

static const struct {
	const char *s;
	int columns;
	const char *expected;
} wraps[] = {
	{ "", 10, "" },
	{ "abc", 10, "abc" },
	{ "abc\n", 10, "abc|" },
	{ "\n\na", 10, "||a" },
	{ "abc\r\ndef", 10, "abc|def" },
	{ "en to tre", 9, "en to tre" },
	{ "en to tre", 8, "en to|tre" },
	{ "en to tre", 5, "en to|tre" },
	{ "en to tre", 4, "en|to|tre" },
	{ "en to tre", 2, "en|to|tr|e" },
	{ "en to tre", 1, "e|n|t|o|t|r|e" },
	{ "søen ætses åbent", 6, "søen|ætses|åbent" },
	{ "abcdefgh ij", 3, "abc|def|gh|ij" },
	{ "a abcdefgh", 4, "a|abcd|efgh" },
	{ "abc def", 3, "abc|def" },
	/* spaces at the end of a line do not count; the last is the break, none begins the next line */
	{ "abc  def", 3, "abc |def" },
	{ "abc     def", 4, "abc    |def" },
	{ "abc   ", 3, "abc   " },
	{ "abc   \ndef", 3, "abc   |def" },
	{ "   abc", 4, "  |abc" },
	{ "  abc", 5, "  abc" },
	{ "a" "\xe2\x80\x83" "b", 2, "a|b" },
	/* hyphens */
	{ "arbejds-evne", 10, "arbejds-|evne" },
	{ "arbejds-evne", 8, "arbejds-|evne" },
	{ "arbejds-evne", 7, "arbejds|-evne" },
	{ "en a-kasse", 7, "en|a-kasse" },
	{ "en it-plan", 7, "en it-|plan" },
	{ "i 12-24 uger", 5, "i|12-24|uger" },
	{ "sags- og tid", 9, "sags- og|tid" },
	{ "tid og -- så", 9, "tid og --|så" },
	/* what belongs together */
	{ "efter stk. 2 om", 11, "efter|stk. 2 om" },
	{ "efter § 5, stk. 2", 14, "efter § 5,|stk. 2" },
	{ "efter § 5", 8, "efter|§ 5" },
	{ "se §§ 5-7", 7, "se|§§ 5-7" },
	{ "se nr. 3", 7, "se|nr. 3" },
	{ "se Nr. 3", 7, "se|Nr. 3" },
	{ "se (nr. 3)", 8, "se|(nr. 3)" },
	{ "se S 4.1", 5, "se|S 4.1" },
	{ "se pkt. 2", 8, "se|pkt. 2" },
	{ "i dag kl. 10", 10, "i dag|kl. 10" },
	{ "i dag kl. 9", 10, "i dag|kl. 9" },
	{ "om LÆ 265", 7, "om|LÆ 265" },
	{ "for 10 kr.", 7, "for|10 kr." },
	{ "for 10.000 kr., i", 12, "for|10.000 kr.,|i" },
	{ "om 2 år", 5, "om|2 år" },
	{ "om 24 mdr. igen", 8, "om|24 mdr.|igen" },
	{ "om 6 MDR", 6, "om|6 MDR" },
	{ "den 1. marts 2017", 9, "den|1. marts|2017" },
	{ "hos B. Holm", 7, "hos|B. Holm" },
	{ "så f. eks.", 7, "så|f. eks." },
	{ "så f.eks. ja", 9, "så f.eks.|ja" },
	{ "se 10" NO_BREAK "kr.", 7, "se|10" NO_BREAK "kr." },
	/* but not what only looks like it, nor where there is no other place */
	{ "så nr. to", 7, "så nr.|to" },
	{ "de 10 krabber", 8, "de 10|krabber" },
	{ "Astk. 2", 6, "Astk.|2" },
	{ "stk. 2", 5, "stk.|2" },
	{ "stk.  2", 5, "stk. |2" },
	{ "stk. 22", 2, "st|k.|22" },
	/* graphemes */
	{ FAMILY FAMILY "x", 3, FAMILY "|" FAMILY "x" },
	{ "日本語", 4, "日本|語" },
	{ "日本", 1, "日|本" },
	{ "a日", 1, "a|日" },
	{ "ae" ACUTE "b", 2, "ae" ACUTE "|b" },
	{ "a " ACUTE "b", 2, "a " ACUTE "|b" },
	{ "ab\xff\xff", 3, "ab\xff|\xff" },
};

static void test_wrap(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(wraps); i++)
		assert_and_free(wrapped(wraps[i].s, strlen(wraps[i].s), wraps[i].columns), wraps[i].expected);
}

/* Where the line's text ends if the spaces at its end are left out. */
static size_t visible_end(const char *s, struct span line)
{
	while (line.end > line.start && s[line.end - 1] == ' ')
		line.end--;
	return line.end;
}

static void check_lines(const char *s, size_t len, const struct span *lines, size_t n, int columns)
{
	assert_true(n >= 1);
	assert_int_equal(lines[0].start, 0);
	assert_int_equal(lines[n - 1].end, len);
	for (size_t i = 0; i < n; i++) {
		size_t end = visible_end(s, lines[i]);

		assert_true(utf8_columns(s, lines[i].start, end) <= columns ||
		    utf8_next(s, len, lines[i].start) == end);
		assert_true(lines[i].end == len ||
		    utf8_prev(s, len, utf8_next(s, len, lines[i].end)) == lines[i].end);
		if (i + 1 == n)
			continue;
		if (lines[i + 1].start == lines[i].end) {
			assert_true(lines[i].end > lines[i].start);
			continue;
		}
		assert_int_equal(utf8_next(s, len, lines[i].end), lines[i + 1].start);
		assert_non_null(strchr(" \n", s[lines[i + 1].start - 1]));
	}
}

static void test_wrap_holds(void **state)
{
	unsigned seed = 3;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct text t = random_text(&seed);

		for (int columns = 1; columns < 24; columns++) {
			size_t n;
			struct span *lines = utf8_wrap(t.s, t.len, columns, &n);

			check_lines(t.s, t.len, lines, n, columns);
			free(lines);
		}
		text_release(&t);
	}
}

/* A megabyte of each, in one paragraph: looking back further than a word would take hours. */
static void test_wrap_long(void **state)
{
	static const struct {
		const char *part;
		int columns;
		size_t lines;		/* for each thousand parts */
	} cases[] = {
		{ "1 ", 80, 25 }, { "f. ", 80, 37 }, { " ", 80, 0 }, { ACUTE, 10, 0 }, { FLAG_DK, 80, 25 },
		{ "x", 100, 10 }, { "ab-", 90, 33 }, { "§ 1 ", 40, 100 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text t = { 0 };
		size_t parts = (1u << 20) / strlen(cases[i].part), n;

		for (size_t k = 0; k < parts; k++)
			text_add(&t, cases[i].part);
		free(utf8_wrap(t.s, t.len, cases[i].columns, &n));
		assert_in_range(n, parts * cases[i].lines / 1000, parts * (cases[i].lines + 1) / 1000 + 1);
		text_release(&t);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_no_character),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_graphemes),
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_columns_of_a_part),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_clean_twice),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_sort_key),
		cmocka_unit_test(test_sort_key_equal),
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_wrap_holds),
		cmocka_unit_test(test_wrap_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
