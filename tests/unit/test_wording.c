/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "data/wording.h"
#include "data_files.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const char sample[] =
    "title: {da: Indstilling, en: Recommendation}\n"
    "duration:\n"
    "  da: \"Teamet indstiller {months} måneder til {name}, {months} i alt.\"\n"
    "  en: \"The team recommends {months} months for {name}.\"\n"
    "appeal:\n"
    "  da: |\n"
    "    Du kan klage.\n"
    "    Inden fire uger.\n"
    "  en: |\n"
    "    You can appeal.\n"
    "braces: {da: \"{} {x {Y} {name\", en: \"{} {x {Y} {name\"}\n";

static struct wording *load(const char *folder, const char *s, struct faults *faults)
{
	char *path = file_write(folder, "wording.yaml", s, strlen(s));
	struct wording *wording = wording_load(path, faults);

	free(path);
	return wording;
}

static void test_get(void **state)
{
	struct faults faults = { 0 };
	struct wording *wording = load(*state, sample, &faults);

	no_faults(&faults);
	assert_string_equal(wording_get(wording, "title", LANG_DA), "Indstilling");
	assert_string_equal(wording_get(wording, "title", LANG_EN), "Recommendation");
	assert_string_equal(wording_get(wording, "appeal", LANG_DA), "Du kan klage.\nInden fire uger.\n");
	wording_free(wording);
}

static void check_fill(const struct wording *wording, const char *id, const struct wording_value *values,
    const char *expected)
{
	struct text out = { 0 };

	text_add(&out, "> ");
	wording_fill(wording, id, LANG_DA, values, &out);
	assert_string_equal(out.s, expected);
	text_release(&out);
}

static void test_fill(void **state)
{
	static const struct wording_value both[] = {
		{ "name", "Åse {months}" }, { "months", "24" }, { NULL, NULL }
	};
	static const struct wording_value one[] = { { "month", "x" }, { "name", NULL }, { NULL, NULL } };
	struct faults faults = { 0 };
	struct wording *wording = load(*state, sample, &faults);

	check_fill(wording, "duration", both, "> Teamet indstiller 24 måneder til Åse {months}, 24 i alt.");
	check_fill(wording, "duration", one, "> Teamet indstiller {months} måneder til , {months} i alt.");
	check_fill(wording, "title", both, "> Indstilling");
	check_fill(wording, "braces", both, "> {} {x {Y} {name");
	wording_free(wording);
}

static void test_check(void **state)
{
	static const char *const ids[] = { "title", "appeal", "closing", NULL };
	static const char *const known[] = { "title", NULL };
	static const struct edit change = { .from = "for {name}", .to = "for {citizen}" };
	struct faults faults = { 0 };
	struct wording *wording = load(*state, sample, &faults);

	wording_check(wording, known, "w.yaml", &faults);
	no_faults(&faults);
	wording_check(wording, ids, "w.yaml", &faults);
	only_fault(&faults, "closing", 1, 1, "'closing' is missing");
	faults_release(&faults);
	wording_free(wording);

	char *s = changed(sample, &change);
	wording = load(*state, s, &faults);
	wording_check(wording, known, "w.yaml", &faults);
	assert_int_equal(faults.n, 2);
	assert_int_equal(faults.v[0].line, 2);
	assert_non_null(strstr(faults.v[0].text, "{name}"));
	assert_non_null(strstr(faults.v[1].text, "{citizen}"));
	faults_release(&faults);
	wording_free(wording);
	free(s);
}

static void test_faults(void **state)
{
	static const struct edit changes[] = {
		{ ", en: Recommendation", "", 1, 8, "'en' is missing" },
		{ "{da: Indstilling, en: Recommendation}", "Indstilling", 1, 8, "key: value" },
		{ "appeal:", "title:", 5, 1, "second time" },
	};

	for (size_t i = 0; i < LENGTH(changes); i++) {
		struct faults faults = { 0 };
		char *s = changed(sample, &changes[i]);
		assert_null(load(*state, s, &faults));
		only_fault(&faults, changes[i].to, changes[i].line, changes[i].column, changes[i].what);
		faults_release(&faults);
		free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_get, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_fill, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_check, folder_make, folder_remove),
		cmocka_unit_test_setup_teardown(test_faults, folder_make, folder_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
