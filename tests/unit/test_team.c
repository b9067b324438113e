/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/text.h"
#include "data/team.h"
#include "data_files.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const char sample[] =
    "team: Rehabiliteringsteamet i Nordvig\n"
    "place: Rådhuset, lokale 2\n"
    "chair: {name: Mette Rask, account: mra}\n"
    "secretary: Tine Dahl\n"
    "members:\n"
    "  - {seat: health, name: Hanne Lund, account: hlu}\n"
    "  - {seat: health, name: Ib Ravn}\n"
    "  - {seat: social, name: Mette Rask}\n"
    "abbreviations:\n"
    "  vpr: virksomhedspraktik\n"
    "  f.eks.: for eksempel\n"
    "  spm: samtale på mødet\n"
    "  rfm: en spm om vpr\n";

static struct team *load_seats(const char *folder, const char *s, const struct choices *seats, struct faults *faults)
{
	char *path = file_write(folder, "team.yaml", s, strlen(s));
	struct team *team = team_load(path, seats, faults);

	free(path);
	return team;
}

static struct team *load(const char *folder, const char *s, struct faults *faults)
{
	return load_seats(folder, s, NULL, faults);
}

static void test_load(void **state)
{
	struct faults faults = { 0 };
	struct team *team = load(*state, sample, &faults);

	no_faults(&faults);
	assert_string_equal(team->name, "Rehabiliteringsteamet i Nordvig");
	assert_string_equal(team->place, "Rådhuset, lokale 2");
	assert_string_equal(team->chair.name, "Mette Rask");
	assert_string_equal(team->secretary.name, "Tine Dahl");
	assert_null(team->secretary.account);
	assert_int_equal(team->n_members, 3);
	assert_string_equal(team_person(team, "hlu"), "Hanne Lund");
	assert_string_equal(team_person(team, "mra"), "Mette Rask");
	assert_null(team_person(team, "tda"));
	assert_string_equal(team_member(team, "health"), "Hanne Lund");
	assert_null(team_member(team, "region"));
	assert_int_equal(team->n_abbreviations, 4);
	assert_string_equal(team->abbreviations[1].text, "f.eks.");
	assert_string_equal(team->abbreviations[1].meaning, "for eksempel");
	team_free(team);
}

/* Everything but the name may be left out, or left empty. */
static void test_least(void **state)
{
	static const char *const least[] = {
		"team: T\n", "team: T\nplace:\nchair:\nsecretary:\nmembers:\nabbreviations:\n",
		"team: T\nmembers: []\nabbreviations: {}\n",
	};

	for (size_t i = 0; i < LENGTH(least); i++) {
		struct faults faults = { 0 };
		struct team *team = load(*state, least[i], &faults);
		no_faults(&faults);
		assert_null(team->chair.name);
		assert_int_equal(team->n_members + team->n_abbreviations, 0);
		team_free(team);
	}
}

static void test_faults(void **state)
{
	static const struct edit changes[] = {
		{ "team: Rehabiliteringsteamet i Nordvig\n", "", 1, 1, "'team' is missing" },
		{ "place: ", "plase: ", 2, 1, "mean 'place'" },
		{ "place: Rådhuset, lokale 2", "place: [Rådhuset]", 2, 8, "a text" },
		{ "{name: Mette Rask, account: mra}", "{account: mra}", 3, 8, "'name' is missing" },
		{ "{name: Mette Rask, account: mra}", "{name: Mette Rask, seat: health}", 3, 27, "unknown key 'seat'" },
		{ "{name: Mette Rask, account: mra}", "[Mette Rask]", 3, 8, "'key: value'" },
		{ "secretary: Tine Dahl", "secretary: {name: Tine Dahl, account: mra}", 4, 39, "given twice" },
		{ "seat: health, name: Hanne Lund", "name: Hanne Lund", 6, 5, "'seat' is missing" },
		{ "seat: health, name: Hanne Lund", "seat: a b, name: Hanne Lund", 6, 12, "code" },
		{ "name: Ib Ravn", "nam: Ib Ravn, name: Ib Ravn", 7, 20, "mean 'name'" },
		{ "name: Ib Ravn", "name: Ib Ravn, account: hlu", 7, 44, "given twice" },
		{ "name: Ib Ravn", "name: ", 7, 26, "value is missing" },
		{ "  - {seat: social", "  - Hanne\n  - {seat: social", 8, 5, "key: value" },
		{ "f.eks.: for", "f eks: for", 11, 3, "one word" },
		{ "f.eks.: for", "f\u00a0eks: for", 11, 3, "one word" },
		{ "f.eks.: for", "'': for", 11, 3, "one word" },
		{ "f.eks.: for eksempel", "f.eks.:", 11, 10, "value is missing" },
		{ "f.eks.: for eksempel", "f.eks.: ''", 11, 11, "one line" },
		{ "f.eks.: for eksempel", "f.eks.: \"for\\neksempel\"", 11, 11, "one line" },
		{ "spm: samtale", "vpr: samtale", 12, 3, "a second time" },
		{ "samtale på mødet", "en spm på mødet", 12, 3, "itself: spm → spm" },
		{ "samtale på mødet", "rfm, mundtlig", 12, 3, "itself: spm → rfm → spm" },
		{ "vpr: virksomhedspraktik", "vpr: (rfm)", 10, 3, "itself: vpr → rfm → vpr" },
	};

	for (size_t i = 0; i < LENGTH(changes); i++) {
		struct faults faults = { 0 };
		char *s = changed(sample, &changes[i]);
		assert_null(load(*state, s, &faults));
		only_fault(&faults, changes[i].to, changes[i].line, changes[i].column, changes[i].what);
		free(s);
		faults_release(&faults);
	}
}

/* An abbreviation within a longer word is no word of its own. */
static void test_no_loop(void **state)
{
	static const char *const fine[] = {
		"team: T\nabbreviations: {m: mentor, mentor: fast mentorstøtte}\n",
		"team: T\nabbreviations: {ø: økonomi, k: kø}\n",
		"team: T\nabbreviations: {job: Jobcenter, Job: arbejde}\n",
	};

	for (size_t i = 0; i < LENGTH(fine); i++) {
		struct faults faults = { 0 };
		struct team *team = load(*state, fine[i], &faults);
		no_faults(&faults);
		team_free(team);
	}
}

static void test_many(void **state)
{
	struct faults faults = { 0 };
	struct text text = { 0 };

	text_add(&text, "team: T\nabbreviations:\n");
	for (int i = 0; i < 1001; i++)
		text_addf(&text, "  a%d: a%d\n", i, i + 1);
	assert_null(load(*state, text.s, &faults));
	only_fault(&faults, "1001", 3, 3, "more than 1000");
	faults_release(&faults);
	text_splice(&text, text.len - strlen("  a1000: a1001\n"), strlen("  a1000: a1001\n"), "", 0);
	struct team *team = load(*state, text.s, &faults);
	no_faults(&faults);
	assert_int_equal(team->n_abbreviations, 1000);
	team_free(team);
	text_release(&text);
}

/* Beside whatever else is wrong. */
static void test_check(void **state)
{
	struct choice codes[] = { { .code = (char *)"health" }, { .code = (char *)"region" } };
	const struct choices seats = { .v = codes, .n = LENGTH(codes) };
	struct faults faults = { 0 };

	assert_null(load_seats(*state, sample, &seats, &faults));
	only_fault(&faults, "social", 8, 12, "no seat 'social'");
	faults_release(&faults);
}

static void test_missing(void **state)
{
	struct faults faults = { 0 };
	char *path = xasprintf("%s/nowhere.yaml", (char *)*state);

	assert_null(team_load(path, NULL, &faults));
	only_fault(&faults, path, 0, 0, "cannot be read");
	faults_release(&faults);
	free(path);
}

static void load_any(const char *folder, const char *s)
{
	struct faults faults = { 0 };
	struct team *team = load(folder, s, &faults);

	assert_int_equal(team != NULL, faults.n == 0);
	team_free(team);
	faults_release(&faults);
}

static void test_damage(void **state)
{
	for (size_t i = 0; i < strlen(sample); i++) {
		char *s = xstrdup(sample);
		s[i] = (char)(s[i] ^ (1 << i % 8));
		load_any(*state, s);
		s[i] = '\0';
		load_any(*state, s);
		free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_load, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_least, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_faults, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_no_loop, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_many, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_check, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_missing, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_damage, folder_make, folder_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
