/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A thousand damaged bases.  In each the file is hurt somewhere: bits, bytes, pages, its length, a page of yesterday,
 * the journal of another base, a text that is known to stand there, and each column of each table.  Whatever is then
 * opened and verified without a complaint must show exactly what was there: a changed text is never shown as whole.
 * That must hold for one case too, and for those that are counted as whole beside damaged ones.
 *
 *	test_damage [BASES [SEED]]	more of them than the suite takes
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/text.h"
#include "scratch.h"

#define PAGE 4096
#define CASES 14
#define ERASED 3		/* the case that is erased */
#define WHOLE (CASES - 1)
#define SECONDS 20		/* that one damaged base may take: a program that runs in circles is killed */

static long bases = 1000;
static uint64_t seed = 20170314;

/* xorshift64: the same damage every time, to a base whose random ids are others. */
static uint64_t draw(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static size_t draw_below(size_t n)
{
	return (size_t)(draw() % n);
}

/*
 * Files
 */

struct image {
	char *data;
	size_t len;
};

static struct image image_load(const char *path)
{
	struct image image = { 0 };
	FILE *f = fopen(path, "rb");

	assert_non_null(f);
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	image.len = (size_t)ftell(f);
	image.data = xmalloc(image.len + 1);
	rewind(f);
	assert_int_equal(fread(image.data, 1, image.len, f), image.len);
	fclose(f);
	return image;
}

static void image_save(const struct image *image, const char *path)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(image->data, 1, image->len, f), image->len);
	assert_int_equal(fclose(f), 0);
}

/*
 * The base, and what it shows
 */

/* Each stands in a value, a reason, the list or the search, and nowhere else. */
static const char *const texts[] = {
	"Østergaard", "Kvistholm", "Hjortlund", "Lindevang", "østergaard", "kvistholm", "Fortrolig", "begrundelsen",
	"lokalplan", "2015-07", "2026-00", "Mølleager", "citizen.name", "citizen.address", "statements.text", "tester",
};

static const char *const names[] = {
	"Anna Østergaard", "Bo Kvistholm", "Carl Hjortlund", "Dorte Lindevang", NULL,
};

/* A case with history: rounds, rows, a long text over several pages, an undo, a redo and a printing. */
static void fill_case(struct store *store, int i)
{
	struct changes changes = { 0 }, back;
	char *old = xasprintf("2015-07%02d", i), *text = xasprintf("Fortrolig begrundelsen %d", i);
	struct text letter = { 0 };
	struct record r;
	int64_t seq;

	for (int line = 0; line < i * 20; line++)
		text_addf(&letter, "lokalplan %d, ", line);
	scratch_case(store, &r, names[i % 5]);
	changes_add(&changes, 0, KEY_CASE_CASEWORKER, 0, i % 2 ? "Lis Mølleager" : "Per Mølleager");
	changes_add(&changes, 0, KEY_CASE_OLD_NUMBER, 0, old);
	changes_add(&changes, 1, KEY_CITIZEN_CPR, 0, "0703801234");
	changes_add(&changes, 1, KEY_MEETING_DATE, 0, "2026-06-09");
	changes_add(&changes, 1, KEY_STATEMENTS_TEXT, 4711, text);
	changes_add(&changes, 2, KEY_STATEMENTS_TEXT, 4712, letter.s);
	seq = scratch_act(store, &r, ACTION_EDIT, &changes);
	scratch_set(store, &r, KEY_CITIZEN_ADDRESS, "Mølleager 1");
	scratch_set(store, &r, KEY_CITIZEN_ADDRESS, "Mølleager 2");
	assert_true(store_undo(store, &r, seq, &back, NULL));
	seq = scratch_act(store, &r, ACTION_UNDO, &back);
	if (i % 3 != 0) {
		assert_true(store_undo(store, &r, seq, &back, NULL));
		scratch_act(store, &r, ACTION_REDO, &back);
	}
	assert_true(store_log(store, r.id, ACTION_PRINT, text, NULL));
	record_release(&r);
	text_release(&letter);
	free(text);
	free(old);
}

static void fill(struct store *store)
{
	for (int i = 1; i <= CASES; i++)
		fill_case(store, i);
}

static bool show_action(const struct action_row *row, void *arg)
{
	text_addf(arg, "%lld %lld %s %s %s %s\n", (long long)row->seq, (long long)row->undoes, row->kind, row->author,
	    row->at, row->why ? row->why : "-");
	return true;
}

/* A case as it is loaded; what cannot be read is not shown. */
static char *show_case(const struct scratch *s, int64_t id)
{
	struct text all = { 0 };
	struct record r;

	if (!store_load(s->store, id, &r, NULL))
		return NULL;
	text_addf(&all, "%s\n", r.uuid);
	for (size_t i = 0; i < r.n; i++)
		text_addf(&all, "%d %s %lld: %s\n", r.v[i].round, keys_name(s->keys, r.v[i].key),
		    (long long)r.v[i].row, r.v[i].text ? r.v[i].text : "-");
	record_release(&r);
	return text_take(&all);
}

static bool show_each(int64_t id, void *arg)
{
	text_addf(arg, "case %lld\n", (long long)id);
	return true;
}

static void show_list(struct store *store, const char *find, struct text *all)
{
	struct case_row rows[2 * CASES];
	int n = store_list(store, find, NULL, false, rows, 2 * CASES, NULL, NULL);

	text_addf(all, "%s: %ld\n", find, store_count(store, find, 2 * CASES, NULL));
	for (int i = 0; i < n; i++) {
		text_addf(all, "%lld %s %s %s %d-%d-%d %d-%d-%d %d\n", (long long)rows[i].id, rows[i].number,
		    rows[i].name ? rows[i].name : "-", rows[i].caseworker ? rows[i].caseworker : "-",
		    rows[i].born.year, rows[i].born.month, rows[i].born.day, rows[i].meeting.year,
		    rows[i].meeting.month, rows[i].meeting.day, (int)rows[i].stage);
		case_row_release(&rows[i]);
	}
}

/* All that the program shows of the base besides its cases. */
static char *show_base(struct store *store)
{
	static const char *const searches[] = { "", "øst", "kvist", "lis m", "0703801234", "2026", "14" };
	struct text all = { 0 };
	int64_t id;

	for (size_t i = 0; i < sizeof searches / sizeof *searches; i++)
		show_list(store, searches[i], &all);
	text_addf(&all, "%d\n", store_find(store, "2015-0707", &id, NULL) ? (int)id : 0);
	store_each(store, show_each, &all, NULL);
	store_history(store, 0, show_action, &all, NULL);
	return text_take(&all);
}

/*
 * Damage
 */

struct world {
	struct scratch *s;
	struct image sound, before;	/* the base, and what it was some actions earlier */
	struct image journal;		/* of another base, as a killed program leaves it */
	char *base, *cases[CASES + 1];	/* what the sound one shows; of each case by its id */
	char **columns;			/* orders in SQL, to which the row is added: see `orders` */
	size_t n_columns, columns_cap;
	char told[400];			/* of the damage, for who looks into a failure */
};

static struct image copy_sound(const struct world *w)
{
	struct image image = { xmalloc(w->sound.len + PAGE), w->sound.len };

	memcpy(image.data, w->sound.data, image.len);
	return image;
}

static void tell(struct world *w, const char *what, size_t at)
{
	snprintf(w->told, sizeof w->told, "%s at %zu", what, at);
}

static void turn_bit(struct world *w, struct image *image, long i)
{
	size_t at = draw_below(image->len);

	(void)i;
	image->data[at] ^= (char)(1 << draw_below(8));
	tell(w, "a bit turned", at);
}

static void overwrite(struct world *w, struct image *image, long i)
{
	size_t at = draw_below(image->len), len = 1 + draw_below(64);

	for (size_t k = at; k < at + len && k < image->len; k++)
		image->data[k] = i % 2 ? (char)draw() : (char)('a' + draw_below(26));
	tell(w, "bytes overwritten", at);
}

static char *draw_page(const struct image *image)
{
	return image->data + draw_below(image->len / PAGE) * PAGE;
}

static void zero_page(struct world *w, struct image *image, long i)
{
	char *page = draw_page(image);

	(void)i;
	memset(page, 0, PAGE);
	tell(w, "a page of zeros", (size_t)(page - image->data));
}

static void swap_pages(struct world *w, struct image *image, long i)
{
	char *a = draw_page(image), *b = draw_page(image), kept[PAGE];

	(void)i;
	memcpy(kept, a, PAGE);
	memcpy(a, b, PAGE);
	memcpy(b, kept, PAGE);
	tell(w, "a page in another's place", (size_t)(a - image->data));
}

static void cut(struct world *w, struct image *image, long i)
{
	image->len = draw_below(image->len);
	if (i % 2)
		image->len -= image->len % PAGE;
	tell(w, "cut", image->len);
}

/* A write that the disk has lost. */
static void stale_page(struct world *w, struct image *image, long i)
{
	size_t at = draw_below(w->before.len / PAGE) * PAGE;

	(void)i;
	memcpy(image->data + at, w->before.data + at, PAGE);
	tell(w, "a page of yesterday", at);
}

/* Whole, or cut anywhere as a copy may be. */
static void alien_journal(struct world *w, struct image *image, long i)
{
	struct image journal = w->journal;
	char *path = xasprintf("%s-journal", w->s->path);

	(void)image;
	if (i > 0)
		journal.len = draw_below(journal.len);
	image_save(&journal, path);
	tell(w, "the journal of another base", journal.len);
	free(path);
}

/* One place after another where a known text stands, round and round. */
static void change_text(struct world *w, struct image *image, long i)
{
	const char *text = texts[(size_t)i % (sizeof texts / sizeof *texts)];
	char *end = image->data + image->len, *at = image->data + draw_below(image->len);

	at = memmem(at, (size_t)(end - at), text, strlen(text));
	if (at == NULL)
		at = memmem(image->data, image->len, text, strlen(text));
	assert_non_null(at);
	at += 1 + draw_below(strlen(text) - 1);
	*at ^= 1;
	snprintf(w->told, sizeof w->told, "a letter of %s at %td", text, at - image->data);
}

/* Whatever stands in a column, in one of its rows. */
static void change_column(struct world *w, struct image *image, long i)
{
	char *sql = xasprintf("%s %zu / 1000)", w->columns[(size_t)i % w->n_columns], draw_below(1000));

	image_save(image, w->s->path);
	scratch_sql(w->s, sql);
	free(image->data);
	*image = image_load(w->s->path);
	snprintf(w->told, sizeof w->told, "%s", sql);
	free(sql);
}

/* Each as often as its share. */
static struct sort {
	const char *name;
	void (*damage)(struct world *w, struct image *image, long i);
	int share;
	long made, refused, complained, unharmed;
} sorts[] = {
	{ .name = "bits", .damage = turn_bit, .share = 2 },
	{ .name = "bytes", .damage = overwrite, .share = 2 },
	{ .name = "zeroed pages", .damage = zero_page, .share = 1 },
	{ .name = "swapped pages", .damage = swap_pages, .share = 1 },
	{ .name = "cuts", .damage = cut, .share = 1 },
	{ .name = "stale pages", .damage = stale_page, .share = 2 },
	{ .name = "journals", .damage = alien_journal, .share = 1 },
	{ .name = "texts", .damage = change_text, .share = 5 },
	{ .name = "columns", .damage = change_column, .share = 5 },
};

#define SORTS (sizeof sorts / sizeof *sorts)

/* What the rules found: it is theirs, and found anew with the next change of the case. */
#define OF_RULES "('blocks', 'warns', 'reminds', 'unknowns', 'filled', 'asked', 'pack', 'as_of')"

/*
 * Orders in SQL, two for each column of each table that the base has, but for the row: that is the part of all rows
 * that stands behind.  Of what is erased nobody sees more than that it is: without its salt a hash tells nothing.
 */
static const char orders[] =
	"WITH change (type, value) AS (VALUES"
	" ('INTEGER', 'ifnull(@, 0) + 70000'), ('INTEGER', '-2'),"
	" ('TEXT', 'ifnull(@, '''') || ''x'''), ('TEXT', '''x'''),"
	" ('BLOB', 'randomblob(32)'), ('BLOB', 'x''41''')),"
	" place (t, c, type, pk, rows) AS (SELECT m.name, p.name, p.type,"
	" (SELECT group_concat(name) FROM pragma_table_info(m.name) WHERE pk > 0),"
	" m.name || iif(m.name IN ('version', 'current'), ' WHERE record NOT IN (SELECT id FROM record WHERE kind = ''erased'')', '')"
	" FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"
	" AND NOT (m.name = 'case_list' AND p.name IN " OF_RULES "))"
	"SELECT 'UPDATE ' || t || ' SET ' || c || ' = ' || replace(value, '@', c)"
	" || ' WHERE (' || pk || ') = (SELECT ' || pk || ' FROM ' || rows"
	" || ' LIMIT 1 OFFSET (SELECT count(*) FROM ' || rows || ') * '"
	" FROM place JOIN change USING (type)";

static int take_order(void *arg, int n, char **values, char **columns)
{
	struct world *w = arg;

	(void)n, (void)columns;
	w->columns = array_room(w->columns, w->n_columns, &w->columns_cap, sizeof *w->columns);
	w->columns[w->n_columns++] = xstrdup(values[0]);
	return 0;
}

static void list_columns(struct world *w)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(w->s->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, orders, take_order, w, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_true(w->n_columns > 100);
}

/*
 * What becomes of it
 */

static void ignore(const char *key, const char *line, void *arg)
{
	(void)key, (void)line, (void)arg;
}

/* A line of verify names no text of a case. */
static void look_at_line(const char *line, void *arg)
{
	(void)arg;
	assert_null(strstr(line, "Fortrolig"));
	assert_null(strstr(line, "Mølleager"));
}

/* How many cases are what they were; one that its own check takes for whole must be. */
static long judge_cases(const struct world *w)
{
	long same = 0;

	for (int id = 1; id <= CASES; id++) {
		char *now = id != ERASED ? show_case(w->s, id) : NULL;
		bool is_same = now != NULL && strcmp(now, w->cases[id]) == 0;

		if (now != NULL && !is_same && store_verify_case(w->s->store, id, ignore, NULL, NULL) == 0)
			fail_msg("%s: case %d has changed and opens as if it were whole", w->told, id);
		same += is_same;
		free(now);
	}
	return same;
}

static void judge(const struct world *w, struct sort *sort)
{
	struct error e = { 0 };
	long n, same, whole, total;
	char *base;

	if (!store_open(&w->s->store, w->s->path, STORE_EXISTING, w->s->keys, NULL, &e)) {
		if (e.what[0] == '\0')
			fail_msg("%s: refused without a word", w->told);
		sort->refused++;
		return;
	}
	n = store_verify(w->s->store, look_at_line, NULL, &e);
	same = judge_cases(w);
	base = show_base(w->s->store);
	whole = store_whole(w->s->store, NULL, NULL, &total);
	if (n == 0 && (same != WHOLE || strcmp(base, w->base) != 0))
		fail_msg("%s: what is shown has changed, and nothing is found", w->told);
	if (n == 0 && sort->damage == change_column)
		fail_msg("%s: nothing is found", w->told);
	if (n == 0 && (whole != WHOLE || total != WHOLE))
		fail_msg("%s: nothing is wrong, and %ld cases of %ld are whole", w->told, whole, total);
	if (whole > same)
		fail_msg("%s: %ld cases are said to be whole, and %ld are", w->told, whole, same);
	sort->complained += n != 0;
	sort->unharmed += n == 0;
	free(base);
	scratch_shut(w->s);
}

/* Also what opening may have left: a copy before a schema step. */
static void clear_folder(const struct scratch *s)
{
	char *order = xasprintf("rm -f '%s'?*", s->path);

	assert_int_equal(system(order), 0);
	free(order);
}

static void damage_once(struct world *w, struct sort *sort)
{
	struct image image = copy_sound(w);

	alarm(SECONDS);
	sort->damage(w, &image, sort->made++);
	image_save(&image, w->s->path);
	free(image.data);
	judge(w, sort);
	alarm(0);
	if (sort->damage == alien_journal || sort->damage == turn_bit || sort->damage == overwrite)
		clear_folder(w->s);
}

/* The journal of a base that was killed over a large change. */
static void make_journal(struct world *w)
{
	struct scratch *other;
	void *state;
	sqlite3 *db;
	char *journal;

	scratch_setup(&state);
	other = state;
	fill(other->store);
	scratch_shut(other);
	journal = xasprintf("%s-journal", other->path);
	assert_int_equal(sqlite3_open(other->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN; UPDATE current SET value = 'x'; UPDATE action SET why = 'x'", NULL,
	    NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_db_cacheflush(db), SQLITE_OK);
	w->journal = image_load(journal);
	sqlite3_close(db);
	free(journal);
	scratch_teardown(&state);
}

static void make_world(struct world *w)
{
	struct record r;

	fill(w->s->store);
	assert_true(store_erase(w->s->store, ERASED, NULL, NULL, NULL));
	w->before = image_load(w->s->path);
	for (int id = 4; id <= 9; id++) {
		assert_true(store_load(w->s->store, id, &r, NULL));
		scratch_set(w->s->store, &r, KEY_CITIZEN_ADDRESS, "Mølleager 3");
		scratch_set(w->s->store, &r, KEY_CITIZEN_NAME, "Anna Kvistholm");
		record_release(&r);
	}
	w->base = show_base(w->s->store);
	for (int id = 1; id <= CASES; id++)
		w->cases[id] = show_case(w->s, id);
	scratch_shut(w->s);
	list_columns(w);
	w->sound = image_load(w->s->path);
	make_journal(w);
}

static void release_world(struct world *w)
{
	for (size_t i = 0; i < w->n_columns; i++)
		free(w->columns[i]);
	free(w->columns);
	for (int id = 1; id <= CASES; id++)
		free(w->cases[id]);
	free(w->base);
	free(w->sound.data);
	free(w->before.data);
	free(w->journal.data);
}

static void test_damaged(void **state)
{
	struct world w = { .s = *state };
	int shares = 0;

	for (size_t i = 0; i < SORTS; i++)
		shares += sorts[i].share;
	make_world(&w);
	printf("# %zu ways to change a column\n", w.n_columns);
	assert_true(bases * 5 / shares >= (long)w.n_columns || bases < 1000);
	for (size_t i = 0; i < SORTS; i++) {
		struct sort *sort = &sorts[i];

		while (sort->made < (bases * sort->share + shares - 1) / shares)
			damage_once(&w, sort);
		printf("# %s: %ld damaged; %ld refused, %ld found, %ld where nothing shown was touched\n", sort->name,
		    sort->made, sort->refused, sort->complained, sort->unharmed);
		assert_true(sort->refused + sort->complained > 0);
		assert_int_equal(sort->made, sort->refused + sort->complained + sort->unharmed);
	}
	release_world(&w);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_damaged, scratch_setup, scratch_teardown),
	};

	if (argc > 1)
		bases = atol(argv[1]);
	if (argc > 2)
		seed = strtoull(argv[2], NULL, 10);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
