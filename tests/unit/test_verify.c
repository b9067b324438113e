/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/text.h"
#include "scratch.h"

#define SECRET "Hemmelig"

static void gather(const char *line, void *arg)
{
	text_addf(arg, "%s\n", line);
}

/* The complaints, the caller's. */
static char *complaints(struct scratch *s, long *n)
{
	struct text lines = { 0 };
	struct error e = { 0 };

	*n = store_verify(s->store, gather, &lines, &e);
	if (*n < 0)
		text_addf(&lines, "%s\n", e.what);
	return text_take(&lines);
}

/*
 * Two cases with some history: versions, an undo, a printing with a reason, an
 * old number, a session more.
 */
static void fill(struct scratch *s)
{
	struct changes changes = { 0 }, back;
	struct record r;
	int64_t a;

	scratch_case(s->store, &r, SECRET " Jensen");
	changes_add(&changes, 0, KEY_CASE_CASEWORKER, 0, "Lis Holm");
	changes_add(&changes, 0, KEY_CASE_OLD_NUMBER, 0, "2015-0777");
	changes_add(&changes, 1, KEY_CITIZEN_CPR, 0, "0703801234");
	changes_add(&changes, 1, KEY_MEETING_DATE, 0, "2026-06-09");
	changes_add(&changes, 1, KEY_STATEMENTS_TEXT, 4711, SECRET);
	a = scratch_act(s->store, &r, ACTION_EDIT, &changes);
	assert_true(store_undo(s->store, &r, a, &back, NULL));
	scratch_act(s->store, &r, ACTION_UNDO, &back);
	assert_true(store_undo(s->store, &r, a + 1, &back, NULL));
	scratch_act(s->store, &r, ACTION_REDO, &back);
	store_author(s->store, "holm");
	assert_true(store_log(s->store, r.id, ACTION_PRINT, SECRET " paper", NULL));
	record_release(&r);
	scratch_case(s->store, &r, "Anna");
	scratch_set(s->store, &r, KEY_CITIZEN_ADDRESS, "Vej 1");
	record_release(&r);
}

static int setup(void **state)
{
	scratch_setup(state);
	fill(*state);
	return 0;
}

static void test_sound(void **state)
{
	struct scratch *s = *state;
	long n;
	char *lines = complaints(s, &n);

	assert_string_equal(lines, "");
	assert_int_equal(n, 0);
	free(lines);
}

/* Every text that somebody changes behind the store's back is found, and none is told. */
static void test_changed(void **state)
{
	static const struct {
		const char *sql, *says;
	} damage[] = {
		{ "UPDATE tally SET n = n + 1", "number of cases" },
		{ "DROP INDEX action_record", "the tables" },
		{ "UPDATE version SET value = 'x' WHERE value = '" SECRET "'",
		    "2026-0001: statements.text" },
		{ "UPDATE version SET value = NULL WHERE value = '" SECRET "'",
		    "2026-0001: statements.text" },
		{ "UPDATE version SET value = value || ' '", "2026-0002: citizen.address" },
		{ "UPDATE version SET salt = randomblob(16) WHERE value = 'Anna'",
		    "2026-0002: citizen.name" },
		{ "UPDATE version SET hash = randomblob(32) WHERE value = 'Anna'", "2026-0002" },
		{ "UPDATE version SET round = 3 WHERE value = 'Anna'", "citizen.name" },
		{ "UPDATE version SET row = 8 WHERE row = 4711", "statements.text" },
		{ "UPDATE version SET restores = NULL WHERE restores > 0", "2026-0001" },
		{ "UPDATE version SET parent = NULL", "2026-0001" },
		{ "UPDATE version SET merges = 7 WHERE value = 'Anna'", "2026-0002" },
		{ "UPDATE version SET record = 2 WHERE record = 1 AND row = 4711", "statements.text" },
		{ "UPDATE version SET action = 1 WHERE action = 2", "2026-0001" },
		{ "UPDATE version SET id = id + 1000 WHERE value = 'Anna'", "2026-0002" },
		{ "DELETE FROM version WHERE row = 4711", "2026-0001" },
		{ "UPDATE version SET value = NULL, salt = NULL WHERE value = 'Vej 1';"
		    "UPDATE current SET value = NULL WHERE value = 'Vej 1'", "2026-0002: citizen.address" },
		{ "UPDATE action SET why = NULL, why_salt = NULL", "2026-0001: the text of action 5" },
		{ "UPDATE current SET value = 'x' WHERE value = 'Vej 1'", "2026-0002: citizen.address" },
		{ "UPDATE current SET value = NULL WHERE value = 'Vej 1'", "2026-0002: citizen.address" },
		{ "UPDATE current SET unset = 1 WHERE value = 'Vej 1'", "2026-0002: citizen.address" },
		{ "UPDATE current SET version ="
		    " (SELECT id FROM version WHERE row = 4711 ORDER BY action LIMIT 1) WHERE row = 4711",
		    "2026-0001: statements.text" },
		{ "DELETE FROM current WHERE value = 'Vej 1'", "2026-0002: citizen.address" },
		{ "UPDATE action SET why = 'x' WHERE why IS NOT NULL", "2026-0001: the text of action 5" },
		{ "UPDATE action SET why = NULL WHERE why IS NOT NULL",
		    "2026-0001: the text of action 5" },
		{ "UPDATE action SET why = 'x' WHERE seq = 2", "2026-0001: the text of action 2" },
		{ "UPDATE action SET why = NULL, why_salt = NULL, why_hash = NULL", "action 5" },
		{ "UPDATE action SET at = '2020-01-01T00:00:00+01:00' WHERE seq = 3", "action 3" },
		{ "UPDATE action SET kind = 'look' WHERE seq = 5", "action 5" },
		{ "UPDATE action SET undoes = 1 WHERE seq = 3", "action 3" },
		{ "UPDATE action SET session = 2 WHERE seq = 1", "action 1" },
		{ "UPDATE action SET record = 2 WHERE seq = 5", "action 5" },
		{ "UPDATE action SET seq = 99 WHERE seq = 7", "action" },
		{ "UPDATE action SET hash = randomblob(32) WHERE seq = 4", "action 5" },
		{ "DELETE FROM action WHERE seq = 5", "6" },
		{ "UPDATE session SET author = 'nobody' WHERE author = 'holm'", "action 5" },
		{ "UPDATE session SET uuid = 'x' WHERE author = 'holm'", "action 5" },
		{ "UPDATE record SET uuid = 'x' WHERE id = 1", "2026-0001: citizen.name" },
		{ "UPDATE key SET name = 'citizen.x' WHERE name = 'citizen.address'",
		    "2026-0002: citizen.x" },
		{ "UPDATE record SET kind = 'meeting' WHERE id = 1", "no case" },
		{ "UPDATE case_row SET number = '2026-0007' WHERE record = 1",
		    "2026-0001: the list's number" },
		{ "UPDATE case_row SET serial = 7 WHERE record = 1", "2026-0001: the list's year" },
		{ "UPDATE case_list SET number = 'x' WHERE record = 1", "2026-0001: the list's number" },
		{ "UPDATE case_list SET name = 'x' WHERE record = 1", "2026-0001: the list's name" },
		{ "UPDATE case_list SET stage = 'closed' WHERE record = 1",
		    "2026-0001: the list's stage" },
		{ "UPDATE case_list SET caseworker = 'x' WHERE record = 1",
		    "2026-0001: the list's caseworker" },
		{ "UPDATE case_list SET meeting = NULL WHERE record = 1",
		    "2026-0001: the list's meeting" },
		{ "UPDATE case_list SET born = '1981-03-07' WHERE record = 1",
		    "2026-0001: the list's born" },
		{ "UPDATE case_list SET words = ' x' WHERE record = 1", "2026-0001: the list's words" },
		{ "UPDATE case_list SET sort = x'41' WHERE record = 1", "2026-0001" },
		{ "DELETE FROM case_list WHERE record = 1", "2026-0001" },
		{ "DELETE FROM case_row WHERE record = 1", "2026-0001" },
		{ "DELETE FROM word WHERE word = 'jensen'", "2026-0001: a word" },
		{ "INSERT INTO word VALUES ('x', 1, x'41')", "search" },
		{ "UPDATE word SET sort = x'41' WHERE word = 'jensen'", "2026-0001: a word" },
		{ "UPDATE old_number SET number = 'x'", "old numbers" },
		{ "DELETE FROM old_number", "old numbers" },
		{ "UPDATE old_number SET year = 2014", "old numbers" },
		{ "UPDATE old_number SET serial = 8", "old numbers" },
	};
	struct scratch *s = *state;
	long n;

	for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
		char *copy = xasprintf("cp '%s' '%s.kept'", s->path, s->path);
		char *back = xasprintf("mv '%s.kept' '%s'", s->path, s->path), *lines;

		scratch_shut(s);
		assert_int_equal(system(copy), 0);
		scratch_sql(s, damage[i].sql);
		scratch_open(s);
		lines = complaints(s, &n);
		if (n < 1 || strstr(lines, damage[i].says) == NULL)
			fail_msg("%s: %ld complaints: %s", damage[i].sql, n, lines);
		assert_null(strstr(lines, SECRET));
		assert_null(strstr(lines, "Vej"));
		scratch_shut(s);
		assert_int_equal(system(back), 0);
		scratch_open(s);
		free(lines);
		free(copy);
		free(back);
	}
}

/* Erasing takes texts and salts away and leaves the hashes: the chain still holds. */
static void test_erased(void **state)
{
	struct scratch *s = *state;
	char *lines;
	long n;

	assert_true(store_erase(s->store, 1, NULL, NULL, NULL));
	lines = complaints(s, &n);
	assert_string_equal(lines, "");
	free(lines);
	scratch_shut(s);
	scratch_sql(s, "UPDATE version SET hash = randomblob(32) WHERE row = 4711");
	scratch_open(s);
	lines = complaints(s, &n);
	assert_true(n > 0);
	free(lines);
}

static struct stat stat_of(const char *path)
{
	struct stat file;

	assert_int_equal(stat(path, &file), 0);
	return file;
}

/*
 * A bit turned over in the file: either the base is noticed to be damaged, or
 * all texts are still what they were.
 */
static bool any_case(int64_t id, void *arg)
{
	(void)id;
	(void)arg;
	return true;
}

static bool any_action(const struct action_row *row, void *arg)
{
	(void)row;
	(void)arg;
	return true;
}

/* Whatever is read of a damaged base: it may fail and must not crash. */
static void read_all(struct scratch *s)
{
	struct case_row rows[4];
	struct changes changes;
	struct record r;

	for (int n = store_list(s->store, "a", NULL, false, rows, 4, NULL, NULL); n > 0; n--)
		case_row_release(&rows[n - 1]);
	store_count(s->store, "an", 10, NULL);
	store_each(s->store, any_case, NULL, NULL);
	store_history(s->store, 1, any_action, NULL, NULL);
	if (store_load(s->store, 1, &r, NULL)) {
		if (store_undo(s->store, &r, 2, &changes, NULL))
			changes_release(&changes);
		record_release(&r);
	}
}

static char *all_texts(struct scratch *s)
{
	struct text all = { 0 };
	struct record r;

	text_add(&all, "");
	for (int64_t id = 1; id <= 2; id++) {
		if (!store_load(s->store, id, &r, NULL))
			continue;
		for (size_t i = 0; i < r.n; i++)
			text_addf(&all, "%s|", r.v[i].text ? r.v[i].text : "-");
		record_release(&r);
	}
	return text_take(&all);
}

static void turn_bit(const char *path, off_t at, int bit)
{
	int fd = open(path, O_RDWR);
	char c;

	assert_int_equal(pread(fd, &c, 1, at), 1);
	c ^= (char)(1 << bit);
	assert_int_equal(pwrite(fd, &c, 1, at), 1);
	close(fd);
}

static void test_bits(void **state)
{
	struct scratch *s = *state;
	char *sound = all_texts(s), *now, *lines;
	off_t size = stat_of(s->path).st_size;
	int noticed = 0;
	long n;

	scratch_shut(s);
	srand(11);
	for (int run = 0; run < 1500; run++) {
		off_t at = ((off_t)rand() << 15 ^ rand()) % size;
		int bit = rand() % 8;

		turn_bit(s->path, at, bit);
		if (!store_open(&s->store, s->path, STORE_EXISTING, s->keys, NULL, NULL)) {
			noticed++;
		} else {
			lines = complaints(s, &n);
			now = all_texts(s);
			read_all(s);
			if (n == 0 && strcmp(now, sound) != 0)
				fail_msg("bit %d of byte %ld was not noticed", bit, (long)at);
			noticed += n != 0;
			free(now);
			free(lines);
			scratch_shut(s);
		}
		turn_bit(s->path, at, bit);
	}
	assert_true(noticed > 100);
	scratch_open(s);
	free(sound);
}

/* A base cut short is noticed. */
static void test_cut(void **state)
{
	struct scratch *s = *state;
	off_t size = stat_of(s->path).st_size;
	long n;

	scratch_shut(s);
	for (off_t left = size - 512; left > 0; left -= 7 * 512) {
		assert_int_equal(truncate(s->path, left), 0);
		if (!store_open(&s->store, s->path, STORE_EXISTING, s->keys, NULL, NULL))
			continue;
		free(complaints(s, &n));
		assert_int_not_equal(n, 0);
		scratch_shut(s);
	}
	s->store = store_open_memory(s->keys);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, scratch_teardown)
		TEST(test_sound),
		TEST(test_changed),
		TEST(test_erased),
		TEST(test_bits),
		TEST(test_cut),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
