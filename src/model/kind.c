/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What all kinds have in common, and the two kinds of free text.  A text is
 * tidied and searched for what can never be stored before its kind sees it, so
 * that each kind only has to know its own grammar.
 */
#include "model/kind.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "base/utf8.h"
#include "model/form.h"
#include "model/kind_private.h"

/* What has been tidied is a canonical text already. */
static char *text_read(const struct field *field, const char *typed, struct date today, struct error *e)
{
	(void)field, (void)today, (void)e;
	return xstrdup(typed);
}

/*
 * A quick look that settles it for nearly all Danish and English texts, for all
 * those of a case are looked at when it is opened: below U+0300 every text is
 * NFC, and of white space only the no-break space is left to be in doubt about.
 */
static bool surely_tidy(const char *s, bool lines)
{
	size_t len = strlen(s);
	int32_t cp, before = lines ? '.' : '\n';

	for (size_t at = 0; at < len; before = cp) {
		if (s[at] > ' ' && s[at] < 0x7f) {	/* most are ASCII, and it goes without saying of these */
			cp = s[at++];
			continue;
		}
		at += utf8_decode(s, len, at, &cp);
		if (cp < 0 || cp >= 0x300 || cp == 0xa0 || (utf8_control(cp) && cp != '\n'))
			return false;
		if ((cp == '\n' && (before == ' ' || !lines)) || (cp == ' ' && before == '\n' && !lines))
			return false;
	}
	return before != ' ' && before != '\n';
}

/* A text is canonical where reading it gives it back. */
static bool text_stored(const struct field *field, const char *stored)
{
	const struct date any_day = { 2000, 1, 1 };
	char *again = NULL;
	bool same;

	if (surely_tidy(stored, field->kind == KIND_LONG))
		return true;
	same = kind_read(field, stored, any_day, &again, NULL) && again && strcmp(again, stored) == 0;
	free(again);
	return same;
}

char *kind_as_stored(const struct field *field, const char *stored, enum lang lang)
{
	(void)field, (void)lang;
	return xstrdup(stored);
}

static char *table_read(const struct field *field, const char *typed, struct date today, struct error *e)
{
	(void)field, (void)typed, (void)today;
	return kind_refuse(e, _("This is a table: its answers stand in rows."));
}

/* At a table's own key stands "none", or a row's place. */
static bool table_stored(const struct field *field, const char *stored)
{
	const char *digits = stored + (*stored == '-');

	(void)field;
	return strcmp(stored, "none") == 0 || (*digits && !digits[strspn(digits, "0123456789")]);
}

static const struct kind
    kind_line = { "line", text_read, text_stored, kind_as_stored, kind_as_stored },
    kind_long = { "long", text_read, text_stored, kind_as_stored, kind_as_stored },
    kind_table = { "table", table_read, table_stored, kind_as_stored, kind_as_stored };

static const struct kind *const kinds[] = {
	[KIND_LINE] = &kind_line,
	[KIND_LONG] = &kind_long,
	[KIND_YESNO] = &kind_yesno,
	[KIND_ONE] = &kind_one,
	[KIND_SEVERAL] = &kind_several,
	[KIND_WHOLE] = &kind_whole,
	[KIND_DECIMAL] = &kind_decimal,
	[KIND_MONTHS] = &kind_months,
	[KIND_DATE] = &kind_date,
	[KIND_MONTH] = &kind_month,
	[KIND_TIME] = &kind_time,
	[KIND_CPR] = &kind_cpr,
	[KIND_TABLE] = &kind_table,
};
_Static_assert(sizeof kinds / sizeof *kinds == KIND_COUNT, "a row for each kind");

bool kind_by_name(const char *name, enum field_kind *kind)
{
	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (strcmp(kinds[i]->name, name) == 0) {
			*kind = (enum field_kind)i;
			return true;
		}
	}
	return false;
}

const char *kind_name(enum field_kind kind)
{
	assert(kind < KIND_COUNT);
	return kinds[kind]->name;
}

char *kind_refuse(struct error *e, const char *message)
{
	error_set(e, ERROR_USAGE, "", "%s", message);
	return NULL;
}

/* A copy with spaces for tabs and newlines for all line ends, as text pasted from other programs needs it,
 * and without the blanks around it; in a long text the first line may be indented. */
static char *even_blanks(const char *typed, bool lines)
{
	char *s, *to;

	if (!lines)
		typed += strspn(typed, " \t\r\n");
	s = to = xstrdup(typed);
	for (const char *from = s; *from; from++) {
		if (*from == '\t')
			*to++ = ' ';
		else if (*from != '\r')
			*to++ = *from;
		else if (from[1] != '\n')
			*to++ = '\n';
	}
	while (to > s && (to[-1] == ' ' || to[-1] == '\n'))
		to--;
	*to = '\0';
	return s;
}

/* Looks for what cannot be stored.  Lines and characters are counted from 1, as editors do. */
static bool storable(const char *s, bool lines, struct error *e)
{
	size_t len = strlen(s);
	int line = 1, column = 1;
	int32_t cp;

	for (size_t at = 0; at < len; column++) {
		at += utf8_decode(s, len, at, &cp);
		if (cp == '\n' && !lines)
			return error_set(e, ERROR_USAGE, "", "%s",
			    _("There is room for one line only. Join the lines."));
		if (cp == '\n') {
			line++;
			column = 0;
		} else if (utf8_control(cp)) {
			return error_set(e, ERROR_USAGE, "",
			    _("Line %d, character %d is a control character (U+%04X), which is not stored."),
			    line, column, (unsigned)cp);
		}
	}
	return true;
}

/* Adds a line in NFC without white space at its end.  What indents it is kept from utf8_clean by a dot,
 * with which no character combines. */
static void add_line(struct text *t, const char *line, size_t len)
{
	char *dotted = xasprintf(".%.*s", (int)len, line);
	char *clean = utf8_clean(dotted);

	text_add(t, clean + 1);
	free(clean);
	free(dotted);
}

static char *clean_lines(const char *s)
{
	struct text t = { 0 };

	for (size_t len;; s += len + 1) {
		len = strcspn(s, "\n");
		add_line(&t, s, len);
		if (!s[len])
			break;
		text_addc(&t, '\n');
	}
	while (t.len > 0 && t.s[t.len - 1] == '\n')
		text_splice(&t, t.len - 1, 1, "", 0);
	return text_take(&t);
}

bool kind_read(const struct field *field, const char *typed, struct date today, char **stored,
    struct error *e)
{
	bool lines = field->kind == KIND_LONG, ok;
	char *even, *clean = NULL, *read = NULL;
	size_t bad;

	if (!utf8_valid(typed, strlen(typed), &bad))
		return error_set(e, ERROR_USAGE, "",
		    _("Byte %zu belongs to no character of UTF-8."), bad + 1);
	even = even_blanks(typed, lines);
	ok = storable(even, lines, e);
	if (ok)
		clean = lines ? clean_lines(even) : utf8_clean(even);
	if (ok && *clean) {
		read = kinds[field->kind]->read(field, clean, today, e);
		ok = read != NULL;
	}
	if (ok)
		*stored = read;
	free(even);
	free(clean);
	return ok;
}

char *kind_draft(const struct field *field, const char *typed)
{
	size_t len = strlen(typed), n;
	struct text t = { 0 };
	int32_t cp;

	for (size_t at = 0; at < len; at += n) {
		n = utf8_decode(typed, len, at, &cp);
		if (cp < 0 || (utf8_control(cp) && !strchr("\t\r\n", cp)))
			text_add(&t, "\xef\xbf\xbd");
		else
			text_addn(&t, typed + at, n);
	}
	if (field->kind == KIND_CPR && kind_stored(field, t.s))
		text_splice(&t, 6, 0, "-", 1);
	return text_take(&t);
}

bool kind_stored(const struct field *field, const char *stored)
{
	return stored && *stored && kinds[field->kind]->stored(field, stored);
}

char *kind_show(const struct field *field, const char *stored, enum lang lang)
{
	if (!kind_stored(field, stored))
		return xstrdup(stored ? stored : "");
	return kinds[field->kind]->show(field, stored, lang);
}

char *kind_edit(const struct field *field, const char *stored, enum lang lang)
{
	if (!kind_stored(field, stored))
		return xstrdup(stored ? stored : "");
	return kinds[field->kind]->edit(field, stored, lang);
}
