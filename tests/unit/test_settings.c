/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "data/settings.h"
#include "data_files.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const char sample[] =
    "municipality: Nordvig Kommune\n"
    "job_centre: Jobcenter Nordvig\n"
    "complain_to: Jobcenter Nordvig, Havnegade 1\n"
    "language: da\n"
    "pack: \"2022\"\n"
    "base: /srv/indstil/base\n"
    "team_file: /srv/indstil/team.yaml\n"
    "export_folders: [/srv/ud, /mnt/usb]\n"
    "print_queue: kontor\n"
    "lead_time: 6\n"
    "idle_lock: 0\n"
    "people:\n"
    "  - {account: lho, name: Lone Holm, role: caseworker}\n"
    "  - {account: adm, name: Per Dahl, role: administrator}\n";

static bool read_text(struct settings *settings, const char *folder, const char *s, struct faults *faults)
{
	char *path = file_write(folder, "indstil.yaml", s, strlen(s));
	bool good = settings_read(settings, path, faults);

	free(path);
	return good;
}

static void test_defaults(void **state)
{
	struct faults faults = { 0 };
	struct settings settings;
	char *path = xasprintf("%s/nowhere/indstil.yaml", (char *)*state);

	settings_init(&settings);
	assert_true(settings_read(&settings, path, &faults));
	no_faults(&faults);
	assert_string_equal(settings.pack, "2013-2021");
	assert_null(settings.language);
	assert_int_equal(settings.lead_time, 3);
	assert_int_equal(settings.idle_lock, 10);
	assert_string_equal(settings_person(&settings, "lho"), "lho");
	settings_release(&settings);
	free(path);
}

static void test_read(void **state)
{
	struct faults faults = { 0 };
	struct settings settings;

	settings_init(&settings);
	assert_true(read_text(&settings, *state, sample, &faults));
	no_faults(&faults);
	assert_string_equal(settings.municipality, "Nordvig Kommune");
	assert_string_equal(settings.job_centre, "Jobcenter Nordvig");
	assert_string_equal(settings.complain_to, "Jobcenter Nordvig, Havnegade 1");
	assert_string_equal(settings.language, "da");
	assert_string_equal(settings.pack, "2022");
	assert_string_equal(settings.base, "/srv/indstil/base");
	assert_string_equal(settings.team_file, "/srv/indstil/team.yaml");
	assert_int_equal(settings.n_export_folders, 2);
	assert_string_equal(settings.export_folders[1], "/mnt/usb");
	assert_string_equal(settings.print_queue, "kontor");
	assert_int_equal(settings.lead_time, 6);
	assert_int_equal(settings.idle_lock, 0);
	assert_int_equal(settings.n_people, 2);
	assert_string_equal(settings.people[1].role, "administrator");
	assert_string_equal(settings_person(&settings, "lho"), "Lone Holm");
	assert_string_equal(settings_person(&settings, "xyz"), "xyz");
	settings_release(&settings);
}

/* Written without its folder, the team file lies beside the settings. */
static void test_team(void **state)
{
	struct faults faults = { 0 };
	struct settings settings;
	char *beside = xasprintf("%s/team.yaml", (char *)*state);
	static const char team[] = "team: T\nmembers: [{seat: health, name: Hanne Lund, account: hlu}]\n"
	    "chair: {name: Lone H., account: lho}\n";

	settings_init(&settings);
	assert_true(settings_read_team(&settings, &faults));
	assert_null(settings.team);
	assert_true(read_text(&settings, *state, "team_file: team.yaml\n"
	    "people: [{account: lho, name: Lone Holm, role: caseworker}]\n", &faults));
	assert_string_equal(settings.team_file, beside);
	assert_false(settings_read_team(&settings, &faults));
	only_fault(&faults, "team.yaml", 0, 0, "cannot be read");
	assert_string_equal(faults.v[0].path, beside);
	faults_release(&faults);
	free(file_write(*state, "team.yaml", team, strlen(team)));
	assert_true(settings_read_team(&settings, &faults));
	assert_true(settings_read_team(&settings, &faults));	/* a second time takes the place of the first */
	assert_string_equal(settings_person(&settings, "hlu"), "Hanne Lund");
	assert_string_equal(settings_person(&settings, "lho"), "Lone Holm");	/* the settings go before */
	assert_string_equal(settings_person(&settings, "xyz"), "xyz");
	settings_release(&settings);
	free(beside);
}

/* The user's file over the system's: what it does not set stays. */
static void test_over(void **state)
{
	struct faults faults = { 0 };
	struct settings settings;

	settings_init(&settings);
	assert_true(read_text(&settings, *state, sample, &faults));
	assert_true(read_text(&settings, *state, "language: en\nbase:\nexport_folders: []\n"
	    "people: [{account: x, name: X, role: reader}]\n", &faults));
	no_faults(&faults);
	assert_string_equal(settings.language, "en");
	assert_string_equal(settings.base, "/srv/indstil/base");
	assert_string_equal(settings.municipality, "Nordvig Kommune");
	assert_int_equal(settings.lead_time, 6);
	assert_int_equal(settings.n_export_folders, 0);
	assert_int_equal(settings.n_people, 1);
	settings_release(&settings);
}

/* A faulty file changes nothing, not even what is right in it. */
static void test_faults(void **state)
{
	static const struct edit changes[] = {
		{ "municipality: Nordvig Kommune", "munipality: X", 1, 1, "mean 'municipality'" },
		{ "municipality: Nordvig Kommune", "municipality: [Nordvig]", 1, 15, "a text" },
		{ "language: da", "language: de", 4, 11, "language is" },
		{ "[/srv/ud,", "[ud,", 8, 18, "from the root" },
		{ "[/srv/ud, /mnt/usb]", "/srv/ud", 8, 17, "a list" },
		{ "lead_time: 6", "lead_time: 6.5", 10, 12, "whole number" },
		{ "lead_time: 6", "lead_time: 0", 10, 12, "from 1 to 24" },
		{ "idle_lock: 0", "idle_lock: -1", 11, 12, "from 0 to 1440" },
		{ "role: caseworker", "role: boss", 13, 43, "a role is" },
		{ ", role: caseworker", "", 13, 5, "'role' is missing" },
		{ "account: adm", "account: lho", 14, 5, "given twice" },
	};

	for (size_t i = 0; i < LENGTH(changes); i++) {
		struct faults faults = { 0 };
		struct settings settings;
		char *s = changed(sample, &changes[i]);
		settings_init(&settings);
		assert_false(read_text(&settings, *state, s, &faults));
		only_fault(&faults, changes[i].to, changes[i].line, changes[i].column, changes[i].what);
		assert_null(settings.job_centre);
		assert_string_equal(settings.pack, "2013-2021");
		assert_int_equal(settings.idle_lock, 10);
		assert_int_equal(settings.n_people, 0);
		settings_release(&settings);
		faults_release(&faults);
		free(s);
	}
}

static void read_any(const char *folder, const char *s)
{
	struct faults faults = { 0 };
	struct settings settings;

	settings_init(&settings);
	bool good = read_text(&settings, folder, s, &faults);
	assert_int_equal(good, faults.n == 0);
	settings_release(&settings);
	faults_release(&faults);
}

static void test_damage(void **state)
{
	for (size_t i = 0; i < strlen(sample); i++) {
		char *s = xstrdup(sample);
		s[i] = (char)(s[i] ^ (1 << i % 8));
		read_any(*state, s);
		s[i] = '\0';
		read_any(*state, s);
		free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_defaults, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_read, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_team, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_over, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_faults, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_damage, folder_make, folder_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
