/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Wrapping in one pass.  Every place where the line could end is remembered,
 * the latest of each kind; when a grapheme does not fit any more, the line ends
 * at a good place, else at a poor one (within "stk. 2"), else right here.
 * Columns are counted from the start of the text, so that nothing is counted
 * twice where a line ends before the place that one has come to.
 */
#include "base/utf8.h"

#include <assert.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "base/alloc.h"

/* A place where the line could end: [end, next) is the break, `columns` those before next.  {0} for none. */
struct ending {
	size_t end, next, columns;
};

struct wrap {
	const char *s;
	size_t len, columns;
	struct span *v;
	size_t n, cap;
	size_t start;			/* of the line */
	size_t before, so_far;		/* columns before the line, and up to where one has come */
	size_t letters;			/* and digits, graphemes of them right before there */
	struct ending good, poor;	/* of this line only if their next is after start */
};

/* One grapheme, with its first character. */
struct step {
	size_t at, next;
	int32_t cp;
};

/* Words that are kept with the number after them. */
static const char *const before_number[] = {
	"§", "§§", "stk.", "nr.", "kl.", "kr.", "pkt.", "s", "s.", "kap.", "kapitel", "afsn.", "afsnit",
	"art.", "bilag", "ca.", "tlf.", "LÆ", "no.", "p.", "section",
};

/* Words that are kept with the number before them; punctuation after them does not matter. */
static const char *const after_number[] = {
	"kr", "mdr", "md", "måned", "måneder", "år", "års", "uge", "uger", "dag", "dage", "time", "timer",
	"t", "min", "minutter", "pct", "%", "mio", "mia", "kg", "g", "mg", "km", "m", "cm",
	"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
	"november", "december",
	"year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minutes",
	"January", "February", "March", "May", "June", "July", "October",
};

enum { WORD_MAX = 16 };			/* bytes; no word above is as long */

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool listed(const char *word, size_t len, const char *const list[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i]) == len && strncasecmp(list[i], word, len) == 0)
			return true;
	return false;
}

/* Where the word before the space begins, without brackets and quotes; as far back as a listed word may. */
static size_t word_before(const struct wrap *w, size_t space)
{
	size_t at = space;

	while (at > 0 && space - at < WORD_MAX && strchr(" \n", w->s[at - 1]) == NULL)
		at--;
	while (at < space && strchr("([\"'", w->s[at]) != NULL)
		at++;
	return at;
}

static size_t word_end(const struct wrap *w, size_t at)
{
	size_t start = at;

	while (at < w->len && at - start < WORD_MAX && strchr(" \n.,;:!?)]/-\"'", w->s[at]) == NULL)
		at++;
	return at;
}

/* "B. Prøvesen", "f. eks.": one letter and a full stop. */
static bool initial(const struct wrap *w, size_t space)
{
	size_t at;
	int32_t cp;

	if (w->s[space - 1] != '.')
		return false;
	at = word_before(w, space);
	if (space - at < 2)
		return false;
	utf8_decode(w->s, space, at, &cp);
	return utf8_letter(cp) && utf8_next(w->s, space, at) == space - 1;
}

static bool belongs_to_number_after(const struct wrap *w, size_t space)
{
	size_t at = word_before(w, space);

	return listed(w->s + at, space - at, before_number, sizeof before_number / sizeof *before_number);
}

static bool belongs_to_number_before(const struct wrap *w, size_t next)
{
	size_t end = word_end(w, next);

	return listed(w->s + next, end - next, after_number, sizeof after_number / sizeof *after_number);
}

/* 10, 10.000 or the day in "1. marts" */
static bool number_before(const struct wrap *w, size_t space)
{
	if (space > 0 && w->s[space - 1] == '.')
		space--;
	return space > 0 && digit(w->s[space - 1]);
}

/* True where the words on both sides of [space, next), a single space that begins no text, belong together. */
static bool kept(const struct wrap *w, size_t space, size_t next)
{
	return initial(w, space) || (digit(w->s[next]) && belongs_to_number_after(w, space)) ||
	    (number_before(w, space) && belongs_to_number_before(w, next));
}

static void end_line(struct wrap *w, struct ending ending)
{
	w->v = array_room(w->v, w->n, &w->cap, sizeof *w->v);
	w->v[w->n++] = (struct span){ .start = w->start, .end = ending.end };
	w->start = ending.next;
	w->before = ending.columns;
}

/* Ends lines until the last one has room for a grapheme at `at`, or nothing stands on it. */
static void make_room(struct wrap *w, size_t at, size_t columns)
{
	while (w->so_far - w->before + columns > w->columns && w->start < at) {
		if (w->good.next > w->start)
			end_line(w, w->good);
		else if (w->poor.next > w->start)
			end_line(w, w->poor);
		else
			end_line(w, (struct ending){ at, at, w->so_far });
	}
}

/* Of several spaces the last one is the break, if what follows is no space. */
static void space_seen(struct wrap *w, struct step step)
{
	struct ending ending = { step.at, step.next, w->so_far };
	bool single = step.at > 0 && w->s[step.at - 1] != ' ';

	if (single && step.next < w->len && kept(w, step.at, step.next))
		w->poor = ending;
	else
		w->good = ending;
}

/* "arbejds-|evne", but not "a-kasse", "2-3" or "sags- og". */
static void hyphen_seen(struct wrap *w, struct step step)
{
	int32_t next;

	if (w->letters < 2 || step.next == w->len)
		return;
	utf8_decode(w->s, w->len, step.next, &next);
	if (utf8_letter(next) && !digit(w->s[step.next]))
		w->good = (struct ending){ step.next, step.next, w->so_far };
}

/*
 * Spaces that one may break at.  The no-break ones (U+00A0, U+2007, U+202F) are
 * like letters here, and so is a space that carries a mark: it is to be seen.
 */
static bool breaking_space(struct step step)
{
	int32_t cp = step.cp;

	if (cp < 0x80)
		return cp == ' ' && step.next - step.at == 1;
	return cp != 0xa0 && cp != 0x2007 && cp != 0x202f && utf8_space(cp) && !utf8_control(cp) &&
	    step.next - step.at == 3;
}

static bool hyphen(int32_t cp)
{
	return cp == '-' || cp == 0x2010 || cp == 0x2013;
}

static void take(struct wrap *w, struct step step)
{
	size_t columns = (size_t)utf8_columns(w->s, step.at, step.next);
	bool space = breaking_space(step);

	if (!space)
		make_room(w, step.at, columns);
	w->so_far += columns;
	if (space)
		space_seen(w, step);
	else if (hyphen(step.cp))
		hyphen_seen(w, step);
	w->letters = utf8_letter(step.cp) ? w->letters + 1 : 0;
}

/* An ASCII letter or digit, the most of any text, to which nothing joins that begins below U+0300. */
static bool plain_letter(const struct wrap *w, size_t at)
{
	return (unsigned char)w->s[at] < 0x80 && utf8_letter(w->s[at]) &&
	    (at + 1 == w->len || (unsigned char)w->s[at + 1] < 0xcc);
}

static void take_plain(struct wrap *w, size_t at)
{
	make_room(w, at, 1);
	w->so_far++;
	w->letters++;
}

struct span *utf8_wrap(const char *s, size_t len, int columns, size_t *n)
{
	struct wrap w = { .s = s, .len = len, .columns = (size_t)columns };
	struct step step;

	assert(columns >= 1);
	for (step.at = 0; step.at < len; step.at = step.next) {
		if (plain_letter(&w, step.at)) {
			take_plain(&w, step.at);
			step.next = step.at + 1;
			continue;
		}
		step.next = utf8_next(s, len, step.at);
		utf8_decode(s, len, step.at, &step.cp);
		if (s[step.next - 1] == '\n')
			end_line(&w, (struct ending){ step.at, step.next, w.so_far });
		else
			take(&w, step);
	}
	end_line(&w, (struct ending){ len, len, w.so_far });
	*n = w.n;
	return w.v;
}
