/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The list.  It stands in the base in its order, so that a page is a key range.
 *
 * Search goes two ways.  Most of what is typed first ("a", "0") is found often:
 * then the list is walked and the first few rows hold a screenful.  Where the
 * walk has not found one after WALK rows, the word is rare, or its cases stand
 * together far away: then they come from the table of words, which has them by
 * their beginning, and are put into the list's order.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "store/store_internal.h"

#define WALK 600		/* rows that are looked through one by one */
#define SOME 200		/* cases that are put in order first, before all of them are */
#define WORDS 8			/* of a search; more are not looked at */
#define COMMON 20000		/* how many cases with a word's beginning are counted */

/* Above every word that begins with what it is put behind: the last character there is. */
#define LAST_CHARACTER "\xf4\x8f\xbf\xbf"

/* Above every sort key, that of the unnamed too. */
#define SORT_END "\xff\xff"

/* What is looked for, each word behind a space as in case_list.words. */
struct find {
	char *words[WORDS];
	size_t n;
};

/* A page being filled, in the direction in which it is read. */
struct page {
	struct store *store;
	struct find find;
	struct list_place from;		/* where it begins; the caller's text, NULL: at an end of the list */
	struct list_place at;		/* the last row that was looked at */
	bool back;
	struct case_row *rows;		/* NULL: they are only counted */
	long n, max;
	bool more, done;		/* there is a further one; nothing more is to be looked at */
	struct error *e;
};

int case_row_age(const struct case_row *row, struct date today)
{
	if (row->born.year == 0)
		return -1;
	return date_years(row->born, row->meeting.year != 0 ? row->meeting : today);
}

void case_row_release(struct case_row *row)
{
	free(row->sort);
	free(row->number);
	free(row->name);
	free(row->caseworker);
	*row = (struct case_row){ 0 };
}

/* A CPR number may be typed with its hyphen. */
static void drop_cpr_hyphen(char *word)
{
	size_t len = strlen(word);

	if (len > 6 && word[6] == '-' && strspn(word, "0123456789") == 6)
		memmove(word + 6, word + 7, len - 6);
}

static void find_init(struct find *find, const char *typed)
{
	char *folded = utf8_fold(typed != NULL ? typed : "");
	const char *word;
	size_t at = 0, len;

	*find = (struct find){ 0 };
	while (find->n < WORDS && (word = words_next(folded, &at, &len)) != NULL) {
		find->words[find->n] = xasprintf(" %.*s", (int)len, word);
		drop_cpr_hyphen(find->words[find->n++] + 1);
	}
	free(folded);
}

static void find_release(struct find *find)
{
	for (size_t i = 0; i < find->n; i++)
		free(find->words[i]);
}

static bool matches(const struct find *find, const char *words)
{
	for (size_t i = 0; i < find->n; i++)
		if (strstr(words, find->words[i]) == NULL)
			return false;
	return true;
}

static char *copy_text(const char *text)
{
	return text != NULL ? xstrdup(text) : NULL;
}

static struct date read_date(const char *text)
{
	struct date d = { 0 };

	if (text != NULL)
		date_read_stored(text, &d);
	return d;
}

/* Columns of the list, in the order of the enum. */
#define COLUMNS \
	"sort, record, words, number, name, caseworker, born, stage, meeting," \
	" blocks, warns, reminds, unknowns, filled, asked, pack, as_of"

enum {
	SORT, RECORD, HAYSTACK, NUMBER, NAME, CASEWORKER, BORN, STAGE, MEETING,
	BLOCKS, WARNS, REMINDS, UNKNOWNS, FILLED, ASKED, PACK, AS_OF
};

static struct case_row take_row(const struct query *q)
{
	size_t len;
	const void *sort = column_blob(q, SORT, &len);
	struct case_row row = {
		.id = column_int(q, RECORD),
		.sort = xstrndup(sort, len),
		.number = xstrdup(column_string(q, NUMBER)),
		.name = copy_text(column_text(q, NAME)),
		.caseworker = copy_text(column_text(q, CASEWORKER)),
		.born = read_date(column_text(q, BORN)),
		.meeting = read_date(column_text(q, MEETING)),
		.readiness = {
			.blocks = (int)column_int(q, BLOCKS),
			.warns = (int)column_int(q, WARNS),
			.reminds = (int)column_int(q, REMINDS),
			.unknowns = (int)column_int(q, UNKNOWNS),
			.filled = (int)column_int(q, FILLED),
			.asked = (int)column_int(q, ASKED),
			.as_of = read_date(column_text(q, AS_OF)),
		},
	};

	stage_by_code(column_string(q, STAGE), &row.stage);
	snprintf(row.readiness.pack, sizeof row.readiness.pack, "%s", column_string(q, PACK));
	return row;
}

/* Whether a row lies where the page goes on; sort keys are compared by bytes, as SQLite does. */
static bool leads_on(const struct page *page, const struct case_row *row)
{
	const struct case_row *last = page->n > 0 ? &page->rows[page->n - 1] : NULL;
	const char *sort = last != NULL ? last->sort : page->from.sort;
	int64_t id = last != NULL ? last->id : page->from.id;
	int order = sort != NULL ? strcmp(row->sort, sort) : 0;

	if (sort == NULL)
		return true;
	if (order == 0)
		order = (row->id > id) - (row->id < id);
	return page->back ? order < 0 : order > 0;
}

static bool page_take(struct page *page, const struct query *q)
{
	struct case_row row = take_row(q);

	if (!leads_on(page, &row)) {
		case_row_release(&row);
		return refuse_damage(page->store, page->e);
	}
	page->rows[page->n++] = row;
	return true;
}

/* Takes a row that matches into the page; one that no longer fits says that there are more. */
static bool page_add(struct page *page, const struct query *q)
{
	if (page->n == page->max)
		page->more = page->done = true;
	else if (page->rows != NULL)
		return page_take(page, q);
	else
		page->n++;
	return true;
}

static void page_move(struct page *page, const void *sort, size_t len, int64_t id)
{
	free(page->at.sort);
	page->at = (struct list_place){ xstrndup(sort, len), id };
}

static void bind_place(struct query *q, const struct list_place *place)
{
	bind_blob(q, ":sort", place->sort, strlen(place->sort));
	bind_int(q, ":record", place->id);
}

/* Walks the list; without a search that is all. */
static bool walk(struct page *page)
{
	static const char after[] =
		"SELECT " COLUMNS " FROM case_list WHERE (sort, record) > (:sort, :record)"
		" ORDER BY sort, record";
	static const char before[] =
		"SELECT " COLUMNS " FROM case_list WHERE (sort, record) < (:sort, :record)"
		" ORDER BY sort DESC, record DESC";
	struct query q = query_start(&page->store->db, page->back ? before : after, page->e);
	bool fine = true;
	const void *sort;
	size_t len;

	bind_place(&q, &page->at);
	for (int seen = 1; fine && !page->done; seen++) {
		if (!query_row(&q)) {
			page->done = true;
			break;
		}
		if (matches(&page->find, column_string(&q, HAYSTACK)))
			fine = page_add(page, &q);
		if (seen == WALK && page->find.n > 0) {
			sort = column_blob(&q, SORT, &len);
			page_move(page, sort, len, column_int(&q, RECORD));
			break;
		}
	}
	return query_end(&q) && fine;
}

/*
 * The bounds of all words that begin with one of the search; `above` is the
 * caller's to free after the query.
 */
static void bind_beginning(struct query *q, const char *word, char **above)
{
	*above = xasprintf("%s%s", word + 1, LAST_CHARACTER);
	bind_text(q, ":from", word + 1);
	bind_text(q, ":to", *above);
}

static bool count_range(struct store *store, const char *sql, const char *word, long limit, int64_t *n,
    struct error *e)
{
	struct query q = query_start(&store->db, sql, e);
	char *above;
	bool fine;

	bind_beginning(&q, word, &above);
	bind_int(&q, ":limit", limit);
	*n = query_row(&q) ? column_int(&q, 0) : 0;
	fine = query_end(&q);
	free(above);
	return fine;
}

/* The word that the fewest cases have. */
static bool rarest(struct page *page, const char **word)
{
	static const char sql[] =
		"SELECT count(*) FROM (SELECT 1 FROM word WHERE word >= :from AND word < :to LIMIT :limit)";
	int64_t least = INT64_MAX, n;

	for (size_t i = 0; i < page->find.n; i++) {
		if (!count_range(page->store, sql, page->find.words[i], COMMON, &n, page->e))
			return false;
		if (n < least) {
			least = n;
			*word = page->find.words[i];
		}
	}
	return true;
}

/* Looks at one case that has the rarest word. */
static bool look(struct page *page)
{
	static const char sql[] = "SELECT " COLUMNS " FROM case_list WHERE sort = :sort AND record = :record";
	struct query q = query_start(&page->store->db, sql, page->e);
	bool fine = true;

	bind_place(&q, &page->at);
	if (query_row(&q) && matches(&page->find, column_string(&q, HAYSTACK)))
		fine = page_add(page, &q);
	return query_end(&q) && fine;
}

/*
 * Takes cases that the table of words has, from the place on, at most `limit`
 * (-1: all).  One with two such words comes twice, one after the other.
 */
static bool gather(struct page *page, const char *word, int limit)
{
	static const char after[] =
		"SELECT sort, record FROM word WHERE word >= :from AND word < :to"
		" AND (sort, record) > (:sort, :record) ORDER BY sort, record LIMIT :limit";
	static const char before[] =
		"SELECT sort, record FROM word WHERE word >= :from AND word < :to"
		" AND (sort, record) < (:sort, :record) ORDER BY sort DESC, record DESC LIMIT :limit";
	struct query q = query_start(&page->store->db, page->back ? before : after, page->e);
	struct list_place from = { xstrdup(page->at.sort), page->at.id };
	bool fine = true;
	int seen = 0;
	char *above;

	bind_beginning(&q, word, &above);
	bind_place(&q, &from);
	bind_int(&q, ":limit", limit);
	for (; fine && !page->done && query_row(&q); seen++) {
		size_t len;
		const void *sort = column_blob(&q, 0, &len);

		if (column_int(&q, 1) == page->at.id)
			continue;
		page_move(page, sort, len, column_int(&q, 1));
		fine = look(page);
	}
	if (seen != limit)
		page->done = true;
	fine = query_end(&q) && fine;
	free(above);
	free(from.sort);
	return fine;
}

/* Only a few are wanted, and few are put in order faster than all. */
static bool gather_all(struct page *page)
{
	const char *word = NULL;

	return rarest(page, &word) && gather(page, word, SOME) && (page->done || gather(page, word, -1));
}

static bool page_fill(struct page *page)
{
	return walk(page) && (page->done || gather_all(page));
}

/* The page begins behind `from`, or at its end of the list. */
static void page_init(struct page *page, const struct list_place *from)
{
	if (from != NULL) {
		page->from = *from;
		page->at = (struct list_place){ xstrdup(from->sort), from->id };
	} else if (page->back)
		page->at = (struct list_place){ xstrdup(SORT_END), INT64_MAX };
	else
		page->at = (struct list_place){ xstrdup(""), 0 };
}

static void page_release(struct page *page)
{
	find_release(&page->find);
	free(page->at.sort);
}

static void turn(struct case_row *rows, long n)
{
	for (long i = 0; i < n / 2; i++) {
		struct case_row row = rows[i];

		rows[i] = rows[n - 1 - i];
		rows[n - 1 - i] = row;
	}
}

int store_list(struct store *store, const char *find, const struct list_place *from, bool back,
    struct case_row *rows, int max, bool *more, struct error *e)
{
	struct page page = { .store = store, .back = back, .rows = rows, .max = max, .e = e };
	bool filled;

	find_init(&page.find, find);
	page_init(&page, from);
	filled = page_fill(&page);
	if (filled && back)
		turn(rows, page.n);
	if (filled && more != NULL)
		*more = page.more;
	while (!filled && page.n > 0)
		case_row_release(&rows[--page.n]);
	page_release(&page);
	return filled ? (int)page.n : -1;
}

static long count_all(struct store *store, long max, struct error *e)
{
	static const char sql[] = "SELECT n FROM tally WHERE name = 'cases'";
	struct query q = query_start(&store->db, sql, e);
	long n = query_row(&q) ? (long)column_int(&q, 0) : 0;

	if (!query_end(&q))
		return -1;
	return n < max ? n : max;
}

/* One word needs no look at the cases. */
static long count_one(struct store *store, const char *word, long max, struct error *e)
{
	static const char sql[] =
		"SELECT count(*) FROM"
		" (SELECT DISTINCT record FROM word WHERE word >= :from AND word < :to LIMIT :limit)";
	int64_t n;

	return count_range(store, sql, word, max, &n, e) ? (long)n : -1;
}

static long count_several(struct page *page)
{
	bool filled;

	page_init(page, NULL);
	filled = page_fill(page);
	return filled ? page->n : -1;
}

long store_count(struct store *store, const char *find, long max, struct error *e)
{
	struct page page = { .store = store, .max = max, .e = e };
	long n;

	find_init(&page.find, find);
	if (page.find.n == 0)
		n = count_all(store, max, e);
	else if (page.find.n == 1)
		n = count_one(store, page.find.words[0], max, e);
	else
		n = count_several(&page);
	page_release(&page);
	return n;
}

bool store_place(struct store *store, int64_t id, struct list_place *place, struct error *e)
{
	static const char sql[] = "SELECT sort FROM case_row WHERE record = :record";
	struct query q = query_start(&store->db, sql, e);
	size_t len;

	*place = (struct list_place){ NULL, id };
	bind_int(&q, ":record", id);
	if (query_row(&q)) {
		const void *sort = column_blob(&q, 0, &len);

		place->sort = xstrndup(sort, len);
	}
	if (query_end(&q))
		return place->sort != NULL ||
		    error_set(e, ERROR_MISSING, store->path, "%s", _("there is no such case"));
	free(place->sort);
	return false;
}
