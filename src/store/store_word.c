/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words for search: of names, numbers, the CPR number and the caseworker, folded.
 * A case's words stand in one text, each behind a space, so that a word that
 * begins with "øst" is where " øst" is found; and one by one in the table `word`,
 * from which those with a rare beginning are had without reading the list.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "store/store_internal.h"

const char *words_next(const char *words, size_t *at, size_t *len)
{
	const char *word = words + *at + strspn(words + *at, " ");

	*len = strcspn(word, " ");
	*at = (size_t)(word - words) + *len;
	return *len > 0 ? word : NULL;
}

static bool has(const struct text *words, const char *word, size_t len)
{
	const char *there;
	size_t at = 0, n;

	while (words->s != NULL && (there = words_next(words->s, &at, &n)) != NULL)
		if (n == len && memcmp(there, word, len) == 0)
			return true;
	return false;
}

static void add(struct text *words, const char *word, size_t len)
{
	if (len == 0 || has(words, word, len))
		return;
	text_addc(words, ' ');
	text_addn(words, word, len);
}

/* "Anne-Marie" is found as anne-marie and as marie, "2026-0014" as 0014. */
static void add_parts(struct text *words, const char *word, size_t len)
{
	for (size_t i = 1; i < len; i++)
		if (word[i - 1] == '-')
			add(words, word + i, len - i);
}

void words_add(struct text *words, const char *s)
{
	char *folded = utf8_fold(s);
	const char *word;
	size_t at = 0, len;

	while ((word = words_next(folded, &at, &len)) != NULL) {
		add(words, word, len);
		add_parts(words, word, len);
	}
	free(folded);
}

/* Stored without a hyphen; a draft of one may be anything. */
void words_add_cpr(struct text *words, const char *cpr)
{
	char digits[12] = "";
	size_t n = 0;

	for (const char *p = cpr; *p != '\0' && n < sizeof digits - 1; p++)
		if (*p != '-' && *p != ' ')
			digits[n++] = *p;
	if (n == 10 && strspn(digits, "0123456789") == 10)
		add(words, digits, 10);
	else
		words_add(words, cpr);
}

void words_add_number(struct text *words, const char *number)
{
	int year, serial;
	char *short_serial;

	words_add(words, number);
	if (!number_parse(number, &year, &serial))
		return;
	short_serial = xasprintf("%d", serial);
	words_add(words, short_serial);
	free(short_serial);
}

static bool each_word(struct store *store, const char *sql, int64_t record, const char *words,
    const char *sort, struct error *e)
{
	const char *word;
	size_t at = 0, len;

	while ((word = words_next(words, &at, &len)) != NULL) {
		char *copy = xstrndup(word, len);
		struct query q = query_start(&store->db, sql, e);
		bool done;

		bind_text(&q, ":word", copy);
		bind_int(&q, ":record", record);
		if (sort != NULL)
			bind_blob(&q, ":sort", sort, strlen(sort));
		done = query_run(&q);
		free(copy);
		if (!done)
			return false;
	}
	return true;
}

bool words_write(struct store *store, int64_t record, const char *old, const char *words, const char *sort,
    struct error *e)
{
	static const char gone[] = "DELETE FROM word WHERE word = :word AND record = :record";
	static const char come[] = "INSERT INTO word (word, record, sort) VALUES (:word, :record, :sort)";

	return each_word(store, gone, record, old, NULL, e) && each_word(store, come, record, words, sort, e);
}
