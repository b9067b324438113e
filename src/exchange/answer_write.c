/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answers as YAML.  What cannot be mistaken is written plain; texts go into
 * double quotes, those of several lines into a | block, which takes them as they
 * are; the newline at its end is the block's, as a text that is read has none.
 */
#include "exchange/answer.h"

#include <string.h>

#include "base/utf8.h"

#define STEP 2		/* columns of one level */

static void add_indent(struct text *out, int indent)
{
	text_addf(out, "%*s", indent, "");
}

/* Characters that YAML does not take as they are; the others that it forbids are never stored. */
static bool escaped(int32_t cp)
{
	return cp == 0xfeff || cp == 0xfffe || cp == 0xffff;
}

static bool any_escaped(const char *s, size_t len)
{
	int32_t cp;

	for (size_t at = 0; at < len;) {
		at += utf8_decode(s, len, at, &cp);
		if (escaped(cp))
			return true;
	}
	return false;
}

void answer_write_quoted(const char *s, struct text *out)
{
	size_t len = strlen(s), n;
	int32_t cp;

	text_addc(out, '"');
	for (size_t at = 0; at < len; at += n) {
		n = utf8_decode(s, len, at, &cp);
		if (cp == '\n')
			text_add(out, "\\n");
		else if (escaped(cp))
			text_addf(out, "\\u%04X", (unsigned)cp);
		else if (cp == '"' || cp == '\\')
			text_addf(out, "\\%c", (char)cp);
		else
			text_addn(out, s + at, n);
	}
	text_addc(out, '"');
}

/* A block finds its indentation from its first line, which must therefore not be indented itself, nor empty. */
static bool fits_block(const char *s)
{
	return strchr(s, '\n') && *s != ' ' && *s != '\n' && !any_escaped(s, strlen(s));
}

static void add_block(const char *s, int indent, struct text *out)
{
	text_add(out, "|\n");
	for (size_t len;; s += len + 1) {
		len = strcspn(s, "\n");
		if (len > 0) {
			add_indent(out, indent);
			text_addn(out, s, len);
		}
		if (s[len] == '\0')
			return;
		text_addc(out, '\n');
	}
}

static void add_string(const char *s, int indent, struct text *out)
{
	if (fits_block(s))
		add_block(s, indent, out);
	else
		answer_write_quoted(s, out);
}

static void add_plain(const char *s, int indent, struct text *out)
{
	(void)indent;
	text_add(out, s);
}

/* "develop,stabilise" as [develop, stabilise] */
static void add_list(const char *s, int indent, struct text *out)
{
	(void)indent;
	text_addc(out, '[');
	for (; *s; s++)
		text_add(out, *s == ',' ? ", " : (char[]){ *s, '\0' });
	text_addc(out, ']');
}

static void (*const writers[])(const char *s, int indent, struct text *out) = {
	[KIND_LINE] = add_string,
	[KIND_LONG] = add_string,
	[KIND_YESNO] = add_plain,
	[KIND_ONE] = add_plain,
	[KIND_SEVERAL] = add_list,
	[KIND_WHOLE] = add_plain,
	[KIND_DECIMAL] = add_plain,
	[KIND_MONTHS] = add_plain,
	[KIND_DATE] = add_plain,
	[KIND_MONTH] = add_plain,
	[KIND_TIME] = add_string,	/* YAML 1.1 takes 10:42 for 642 */
	[KIND_CPR] = add_string,
};

/* The value behind a key or dash at `indent`, and the newline. */
static void add_value(const struct field *field, const char *s, int indent, struct text *out)
{
	writers[field->kind](s, indent + STEP, out);
	text_addc(out, '\n');
}

/* The column that a row can stand for, where it has no other answer; NULL: it needs its keys. */
static const struct field *bare_column(const struct field *table, char *const cells[])
{
	const struct field *plain = table->plain ? field_column(table, table->plain) : NULL;

	for (size_t i = 0; plain && i < table->n_columns; i++)
		if ((cells[i] != NULL) != (&table->columns[i] == plain))
			return NULL;
	return plain;
}

/* The dash is two columns wide, so that the keys of a row stand in line. */
static void add_row(const struct field *table, char *const cells[], int indent, struct text *out)
{
	const struct field *bare = bare_column(table, cells);
	bool first = true;

	add_indent(out, indent);
	text_add(out, "- ");
	if (bare) {
		add_value(bare, cells[bare - table->columns], indent, out);
		return;
	}
	for (size_t i = 0; i < table->n_columns; i++) {
		if (!cells[i])
			continue;
		if (!first)
			add_indent(out, indent + STEP);
		text_addf(out, "%s: ", table->columns[i].id);
		add_value(&table->columns[i], cells[i], indent + STEP, out);
		first = false;
	}
	if (first)
		text_add(out, "{}\n");
}

static void add_rows(const struct answer *answer, const struct field *table, int indent, struct text *out)
{
	const struct field *bare = answer->n_rows == 1 && table->single ? bare_column(table, answer->cells) : NULL;

	if (bare) {
		text_addc(out, ' ');
		add_value(bare, answer->cells[bare - table->columns], indent, out);
		return;
	}
	text_addc(out, '\n');
	for (size_t i = 0; i < answer->n_rows; i++)
		add_row(table, answer->cells + i * table->n_columns, indent + STEP, out);
}

void answer_write(const struct answer *answer, const struct field *field, const char *key, int indent,
    struct text *out)
{
	add_indent(out, indent);
	text_addf(out, "%s:", key);
	if (answer->kind == ANSWER_ROWS) {
		add_rows(answer, field, indent, out);
	} else if (answer->kind == ANSWER_TEXT) {
		text_addc(out, ' ');
		add_value(field, answer->text, indent, out);
	} else {
		text_add(out, answer->kind == ANSWER_NONE ? " []\n" : " ~\n");
	}
}
