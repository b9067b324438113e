/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "data/benefit.h"
#include "data_files.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const char sample[] =
    "source: S 8\n"
    "low: 30\n"
    "high: 55\n"
    "support:\n"
    "  - {code: kontanthjaelp, text: {da: Niveau, en: Level}, amounts: [provider, single]}\n"
    "  - {code: foertidspension, text: {da: Beholdes, en: Kept}, keeps: true}\n"
    "amounts:\n"
    "  - {id: provider, name: {da: Forsørger, en: Provider}, per: month}\n"
    "  - {id: single, name: {da: Enlig, en: Single}, per: month}\n"
    "  - {id: sickness, name: {da: Syg, en: Ill}, per: week}\n"
    "levels:\n"
    "  - {year: 2017, limit: 14116, source: S 8, provider: 14808, sickness: 4245}\n"
    "  - {year: 2022, limit: 15401, source: elsewhere}\n";

/* The tree lives as long as what was read from it. */
struct given {
	struct node *tree;
	struct benefit *benefit;
};

static struct given read_text(const char *s, struct faults *faults)
{
	struct given given = { .tree = node_read("pack.yaml", s, strlen(s), faults) };
	const struct benefit_part part = { given.tree, "pack.yaml" };

	given.benefit = given.tree == NULL ? NULL : benefit_read(&part, 1, faults);
	return given;
}

static void release(struct given *given)
{
	benefit_free(given->benefit);
	node_free(given->tree);
}

static void test_read(void **state)
{
	struct faults faults = { 0 };
	struct given given = read_text(sample, &faults);
	const struct benefit *benefit = given.benefit;

	(void)state;
	no_faults(&faults);
	assert_int_equal(benefit->low, 30);
	assert_int_equal(benefit->high, 55);
	assert_string_equal(label_get(&benefit->source, LANG_EN), "S 8");
	assert_int_equal(benefit->n_amounts, 3);
	assert_false(benefit->amounts[1].weekly);
	assert_true(benefit->amounts[2].weekly);
	assert_string_equal(label_get(&benefit->amounts[0].name, LANG_DA), "Forsørger");

	const struct benefit_support *support = benefit_support(benefit, "kontanthjaelp");
	assert_false(support->keeps);
	assert_int_equal(support->n_amounts, 2);
	assert_int_equal(support->amounts[1], 1);
	assert_true(benefit_support(benefit, "foertidspension")->keeps);
	assert_null(benefit_support(benefit, "su"));

	const struct benefit_level *level = benefit_level(benefit, 2017);
	assert_int_equal(level->limit, 1411600);
	assert_int_equal(level->amounts[0], 1480800);
	assert_int_equal(level->amounts[1], BENEFIT_NONE);
	assert_int_equal(level->amounts[2], 424500);
	assert_string_equal(label_get(&benefit_level(benefit, 2022)->source, LANG_EN), "elsewhere");
	assert_null(benefit_level(benefit, 2018));
	release(&given);
}

static void test_none(void **state)
{
	struct faults faults = { 0 };

	(void)state;
	assert_null(benefit_read(NULL, 0, &faults));
	assert_int_equal(faults.n, 0);
}

/* At the limit, a krone below and above it, and with what a wage does not reach. */
static void test_reduce(void **state)
{
	static const struct {
		int64_t wage, other, low, high, total;
	} cases[] = {
		{ 0, 0, 0, 0, 0 },
		{ 1000000, 0, 300000, 0, 300000 },
		{ 1411500, 0, 423450, 0, 423450 },
		{ 1411600, 0, 423480, 0, 423480 },
		{ 1411700, 0, 423480, 55, 423535 },
		{ 2000000, 0, 423480, 323620, 747100 },
		{ 2000000, 123456, 423480, 323620, 870556 },
		{ 0, 50000, 0, 0, 50000 },
		{ 5, 0, 2, 0, 2 },		/* 1.5 øre: half an øre upwards */
		{ 1411601, 0, 423480, 1, 423481 },	/* 0.55 øre */
	};
	struct faults faults = { 0 };
	struct given given = read_text(sample, &faults);

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct benefit_reduction r = benefit_reduce(given.benefit, benefit_level(given.benefit, 2017),
		    cases[i].wage, cases[i].other);
		assert_int_equal(r.below + r.over, cases[i].wage);
		assert_int_equal(r.low, cases[i].low);
		assert_int_equal(r.high, cases[i].high);
		assert_int_equal(r.other, cases[i].other);
		assert_int_equal(r.total, cases[i].total);
	}
	release(&given);
}

static void test_left(void **state)
{
	const struct benefit_reduction reduction = { .total = 747100 };

	(void)state;
	assert_int_equal(benefit_left(1480800, &reduction), 733700);
	assert_int_equal(benefit_left(747101, &reduction), 1);
	assert_int_equal(benefit_left(747100, &reduction), 0);
	assert_int_equal(benefit_left(1, &reduction), 0);
}

static void test_faults(void **state)
{
	static const struct edit changes[] = {
		{ "source: S 8\n", "", 1, 1, "'source' is missing" },
		{ "low: 30", "low: 30 %", 2, 6, "whole number" },
		{ "low: 30", "low: -1", 2, 6, "from 0 to 100" },
		{ "high: 55", "high: 101", 3, 7, "from 0 to 100" },
		{ "code: kontanthjaelp", "code: kontanthjælp", 5, 12, "code" },
		{ "code: foertidspension", "code: kontanthjaelp", 6, 12, "given twice" },
		{ "{da: Niveau, en: Level}", "{da: Niveau}", 5, 33, "'en' is missing" },
		{ "[provider, single]", "[provider, couple]", 5, 78, "no amount 'couple'" },
		{ "[provider, single]", "[provider, provider]", 5, 78, "given twice" },
		{ "[provider, single]", "provider", 5, 67, "a list" },
		{ "keeps: true", "keeps: yes", 6, 68, "true or false" },
		{ "keeps: true", "keeps: true, amounts: [provider]", 6, 83, "does not go with" },
		{ "  - {id: sickness", "  - {id: single, name: {da: a, en: b}, per: week}\n  - {id: sickness", 10, 10,
		    "given twice" },
		{ "  - {id: sickness", "  - {id: limit, name: {da: a, en: b}, per: week}\n  - {id: sickness", 10, 10,
		    "be called 'limit'" },
		{ "per: week", "per: year", 10, 51, "per is" },
		{ ", per: week", "", 10, 5, "'per' is missing" },
		{ "year: 2022", "year: 2017", 13, 12, "year 2017 is given twice" },
		{ "year: 2022", "year: 22", 13, 12, "from 1900 to 2199" },
		{ "limit: 15401", "limit: 0", 13, 25, "from 1 to 999999" },
		{ "limit: 15401", "limit: 15.401", 13, 25, "whole number" },
		{ ", source: elsewhere", "", 13, 5, "'source' is missing" },
		{ "source: elsewhere", "source: elsewhere, providr: 1", 13, 51, "mean 'provider'" },
		{ "levels:", "lvels: 1\nlevels:", 11, 1, "mean 'levels'" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(changes); i++) {
		struct faults faults = { 0 };
		char *s = changed(sample, &changes[i]);
		struct given given = read_text(s, &faults);

		assert_null(given.benefit);
		only_fault(&faults, changes[i].to, changes[i].line, changes[i].column, changes[i].what);
		free(s);
		release(&given);
		faults_release(&faults);
	}
}

/* The kinds of support are those that the forms offer, and all of them. */
static void test_check(void **state)
{
	struct choice codes[] = { { .code = (char *)"kontanthjaelp" }, { .code = (char *)"andet" } };
	const struct choices choices = { .v = codes, .n = LENGTH(codes) };
	struct faults faults = { 0 };
	struct given given = read_text(sample, &faults);

	(void)state;
	benefit_check(given.benefit, NULL, &faults);
	no_faults(&faults);
	benefit_check(given.benefit, &choices, &faults);
	assert_int_equal(faults.n, 2);
	assert_int_equal(faults.v[0].line, 6);
	assert_int_equal(faults.v[0].column, 12);
	assert_non_null(strstr(faults.v[0].text, "'foertidspension' is no choice of referral.support"));
	assert_int_equal(faults.v[1].line, 5);
	assert_int_equal(faults.v[1].column, 3);
	assert_non_null(strstr(faults.v[1].text, "'andet' of referral.support is missing"));
	faults_release(&faults);
	release(&given);
}

/* What a pack says, over what another one says that it extends: key by key, and of the levels year by year. */
static void test_extended(void **state)
{
	static const char newer[] =
	    "source: {da: satser, en: rates}\n"
	    "high: 60\n"
	    "levels:\n"
	    "  - {year: 2030, limit: 20000, source: {da: tabel, en: table}, single: 12000}\n"
	    "  - {year: 2022, limit: 16000, source: newer}\n";
	static const char fewer_amounts[] =
	    "{amounts: [{id: provider, name: {da: F, en: P}, per: month}, "
	    "{id: single, name: {da: E, en: S}, per: month}]}";
	struct faults faults = { 0 };
	struct node *old = node_read("old.yaml", sample, strlen(sample), &faults);
	struct node *tree = node_read("new.yaml", newer, strlen(newer), &faults);
	const struct benefit_part parts[] = { { tree, "new.yaml" }, { old, "old.yaml" } };
	struct benefit *benefit = benefit_read(parts, LENGTH(parts), &faults);

	(void)state;
	no_faults(&faults);
	assert_int_equal(benefit->low, 30);
	assert_int_equal(benefit->high, 60);
	assert_string_equal(label_get(&benefit->source, LANG_EN), "rates");
	assert_string_equal(benefit->path, "new.yaml");
	assert_string_equal(benefit->support_path, "old.yaml");
	assert_int_equal(benefit->n_levels, 3);
	assert_int_equal(benefit_level(benefit, 2030)->amounts[1], 1200000);
	assert_string_equal(label_get(&benefit_level(benefit, 2030)->source, LANG_DA), "tabel");
	assert_int_equal(benefit_level(benefit, 2022)->limit, 1600000);
	assert_string_equal(benefit_level(benefit, 2022)->path, "new.yaml");
	assert_int_equal(benefit_level(benefit, 2017)->limit, 1411600);
	assert_string_equal(benefit_level(benefit, 2017)->path, "old.yaml");
	benefit_free(benefit);

	/* an amount that there is no more is none of an older year either */
	struct node *fewer = node_read("new.yaml", fewer_amounts, strlen(fewer_amounts), &faults);
	benefit = benefit_read((const struct benefit_part[]){ { fewer, "new.yaml" }, parts[1] }, 2, &faults);
	no_faults(&faults);
	assert_int_equal(benefit->n_amounts, 2);
	assert_int_equal(benefit_level(benefit, 2017)->amounts[0], 1480800);
	benefit_free(benefit);
	node_free(fewer);
	node_free(tree);
	node_free(old);
}

/* What is wrong is told in the file in which it stands; what neither says, in the first. */
static void test_extended_faults(void **state)
{
	static const struct {
		const char *newer, *path;
		int line, column;
		const char *what;
	} all[] = {
		{ "{levels: [{year: 2030, limit: 1, source: x, provder: 1}]}", "new.yaml", 1, 45, "mean 'provider'" },
		{ "{levels: [{year: 2030, limit: 1, source: x}, {year: 2030, limit: 1, source: x}]}", "new.yaml", 1, 53,
			"year 2030 is given twice" },
		{ "{amounts: [{id: provider, name: {da: F, en: P}, per: month}]}", "old.yaml", 5, 78, "no amount 'single'" },
		{ "{lvels: []}", "new.yaml", 1, 2, "mean 'levels'" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(all); i++) {
		struct faults faults = { 0 };
		struct node *old = node_read("old.yaml", sample, strlen(sample), &faults);
		struct node *tree = node_read("new.yaml", all[i].newer, strlen(all[i].newer), &faults);
		const struct benefit_part parts[] = { { tree, "new.yaml" }, { old, "old.yaml" } };

		assert_null(benefit_read(parts, LENGTH(parts), &faults));
		only_fault(&faults, all[i].newer, all[i].line, all[i].column, all[i].what);
		assert_string_equal(faults.v[0].path, all[i].path);
		faults_release(&faults);
		node_free(tree);
		node_free(old);
	}
}

static void read_any(const char *s)
{
	struct faults faults = { 0 };
	struct given given = read_text(s, &faults);

	assert_int_equal(given.benefit != NULL, faults.n == 0);
	release(&given);
	faults_release(&faults);
}

static void test_damage(void **state)
{
	(void)state;
	for (size_t i = 0; i < strlen(sample); i++) {
		char *s = xstrdup(sample);
		s[i] = (char)(s[i] ^ (1 << i % 8));
		read_any(s);
		s[i] = '\0';
		read_any(s);
		free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_reduce),
		cmocka_unit_test(test_left),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_extended),
		cmocka_unit_test(test_extended_faults),
		cmocka_unit_test(test_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
