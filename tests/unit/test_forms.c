/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <limits.h>
#include "data/forms.h"
#include "data_files.h"
#include "known_form.h"
#include "model/record.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const char choices_file[] =
    "colour:\n"
    "  - {code: red, da: Rød, en: Red}\n"
    "  - {code: blue, da: Blå, en: Blue, help: {da: Som havet, en: Like the sea}}\n";

static const char measures_file[] =
    "measures:\n"
    "  - code: praktik\n"
    "    da: Praktik\n"
    "    en: Placement\n"
    "    domain: employment\n"
    "    group: {da: Virksomhed, en: Company}\n"
    "    company: true\n"
    "    source: S 6.1 A\n"
    "  - {code: andet, da: Andet, en: Other, group: {da: Andet, en: Other}}\n";

static const char form_file[] =
    "form: test\n"
    "title: {da: Prøve, en: Test}\n"
    "part: top\n"
    "inherited: true\n"
    "screens:\n"
    "  - id: first\n"
    "    title: {da: Første, en: First}\n"
    "    help: {da: Hjælp, en: Help}\n"
    "    fields:\n"
    "      - id: test.colour\n"
    "        kind: one\n"
    "        label: {da: Farve, en: Colour}\n"
    "        why: {da: Derfor, en: Because}\n"
    "        source: S 1\n"
    "        choices: colour\n"
    "        required: true\n"
    "      - id: test.own\n"
    "        kind: several\n"
    "        label: {da: Egne, en: Own}\n"
    "        choices: [{code: a, da: A, en: A}, {code: b, da: B, en: B}]\n"
    "        show: test.colour = 'red'\n"
    "        source: {da: praksis, en: practice}\n"
    "  - id: second\n"
    "    title: {da: Anden, en: Second}\n"
    "    fields:\n"
    "      - id: test.jobs\n"
    "        kind: table\n"
    "        label: {da: Job, en: Jobs}\n"
    "        plain: text\n"
    "        single: true\n"
    "        numbered: B\n"
    "        columns:\n"
    "          - {id: no, kind: whole, label: {da: Nr., en: No.}}\n"
    "          - {id: text, kind: long, label: {da: Tekst, en: Text}, summary: true}\n"
    "          - {id: measure, kind: one, label: {da: Tiltag, en: Measure}, choices: measures}\n"
    "      - id: test.months\n"
    "        kind: months\n"
    "        label: {da: Varighed, en: Duration}\n"
    "        years: true\n"
    "        min: 0\n"
    "        max: 60\n"
    "fields:\n"
    "  - {id: test.words, kind: long, label: {da: Ord, en: Words}, own_words: true}\n";

static void write_in(const char *folder, const char *name, const char *s)
{
	free(file_write(folder, name, s, strlen(s)));
}

static int setup(void **state)
{
	if (folder_make(state) != 0)
		return 1;
	struct keys *keys = keys_new();
	char *folder = xasprintf("%s/forms", (char *)*state), *known = known_form(keys);

	assert_int_equal(mkdir(folder, 0700), 0);
	write_in(*state, "choices.yaml", choices_file);
	write_in(*state, "measures.yaml", measures_file);
	write_in(folder, "10-known.yaml", known);
	write_in(folder, "20-test.yaml", form_file);
	write_in(folder, "20-test.yaml~", "rubbish");
	write_in(folder, ".#20-test.yaml", "rubbish");
	free(known);
	free(folder);
	keys_free(keys);
	return 0;
}

static void test_load(void **state)
{
	struct faults faults = { 0 };
	struct keys *keys = keys_new();
	struct forms *forms = forms_load(*state, keys, &faults);

	no_faults(&faults);
	assert_int_equal(forms->n, 2);
	assert_string_equal(forms->v[0].id, "known");
	assert_int_equal(forms->v[0].part, PART_FIELDS);
	assert_int_equal(forms->n_by_key, keys_count(keys));

	const struct form *form = form_by_id(forms, "test");
	assert_int_equal(form->part, PART_TOP);
	assert_string_equal(label_get(&form->title, LANG_DA), "Prøve");
	assert_int_equal(form->n_fields, 5);
	assert_int_equal(form->n_screens, 2);
	assert_string_equal(label_get(&form->screens[0].help, LANG_EN), "Help");
	assert_int_equal(form->screens[1].n_fields, 2);
	assert_ptr_equal(form->screens[1].fields[1], field_by_id(forms, "test.months"));
	assert_non_null(strstr(form->path, "forms/20-test.yaml"));
	assert_null(field_screen(forms, field_by_id(forms, "test.words"), NULL));
	forms_free(forms);
	keys_free(keys);
}

static void test_fields(void **state)
{
	struct faults faults = { 0 };
	struct keys *keys = keys_new();
	struct forms *forms = forms_load(*state, keys, &faults);
	const struct field *colour = field_by_id(forms, "test.colour");
	const struct field *own = field_by_id(forms, "test.own");
	const struct field *months = field_by_id(forms, "test.months");
	const struct field *words = field_by_id(forms, "test.words");

	assert_int_equal(colour->kind, KIND_ONE);
	assert_ptr_equal(colour->choices, choices_by_id(forms, "colour"));
	assert_string_equal(label_get(&choice_by_code(colour->choices, "blue")->help, LANG_DA), "Som havet");
	assert_string_equal(colour->required, "true");
	assert_int_equal(colour->required_at.line, 16);
	assert_string_equal(label_get(&colour->source, LANG_EN), "S 1");
	assert_string_equal(label_get(&colour->why, LANG_EN), "Because");
	assert_null(colour->show);
	assert_true(colour->inherited);
	assert_true(colour->min > colour->max);
	assert_string_equal(own->show, "test.colour = 'red'");
	assert_int_equal(own->show_at.line, 21);
	assert_string_equal(label_get(&own->source, LANG_DA), "praksis");
	assert_string_equal(label_get(&own->source, LANG_EN), "practice");
	assert_string_equal(label_get(&months->source, LANG_DA), "");
	assert_null(own->choices->id);
	assert_int_equal(own->choices->n, 2);
	assert_true(months->years && months->min == 0 && months->max == 60);
	assert_true(words->own_words && words->inherited);
	forms_free(forms);
	keys_free(keys);
}

static void test_table(void **state)
{
	struct faults faults = { 0 };
	struct keys *keys = keys_new();
	struct forms *forms = forms_load(*state, keys, &faults);
	const struct field *jobs = field_by_id(forms, "test.jobs");
	const struct field *text = field_by_id(forms, "test.jobs.text");
	const struct field *measure = field_column(jobs, "measure");

	assert_int_equal(jobs->n_columns, 3);
	assert_string_equal(jobs->plain, "text");
	assert_true(jobs->single && jobs->numbered);
	assert_string_equal(jobs->prefix, "B");
	assert_int_equal(jobs->gone, keys_find(keys, "test.jobs.gone"));
	assert_ptr_equal(text->table, jobs);
	assert_string_equal(text->id, "text");
	assert_true(text->summary && text->inherited);
	assert_int_equal(text->key, keys_find(keys, "test.jobs.text"));
	assert_ptr_equal(field_by_key(forms, text->key), text);
	assert_true(choice_by_code(measure->choices, "praktik")->company);
	assert_string_equal(choice_by_code(measure->choices, "praktik")->domain, "employment");
	assert_null(choice_by_code(measure->choices, "andet")->domain);
	assert_string_equal(label_get(&choice_by_code(measure->choices, "andet")->group, LANG_DA), "Andet");
	assert_false(field_by_id(forms, "statements")->inherited);
	forms_free(forms);
	keys_free(keys);
}

/* Writes `name` under the folder, loads, and checks that this is the one fault. */
static void check_fault(const char *folder, const char *name, const char *sample,
    const struct edit *change)
{
	struct faults faults = { 0 };
	struct keys *keys = keys_new();
	char *s = changed(sample, change);

	write_in(folder, name, s);
	assert_null(forms_load(folder, keys, &faults));
	only_fault(&faults, change->to, change->line, change->column, change->what);
	assert_non_null(strstr(faults.v[0].path, name));
	free(s);
	faults_release(&faults);
	keys_free(keys);
}

static void test_form_faults(void **state)
{
	static const struct edit changes[] = {
		{ "form: test", "form: known", 1, 7, "given twice" },
		{ "form: test", "form: a b", 1, 7, "code" },
		{ "title: {da: Prøve, en: Test}", "title: {da: Prøve}", 2, 8, "'en' is missing" },
		{ "part: top", "part: both", 3, 7, "part is" },
		{ "part: top\n", "", 1, 1, "'part' is missing" },
		{ "inherited: true", "inherited: yes", 4, 12, "true or false" },
		{ "inherited: true", "inherit: true", 4, 1, "mean 'inherited'" },
		{ "id: second", "id: first", 23, 9, "given twice" },
		{ "    title: {da: Anden, en: Second}\n", "", 23, 5, "'title' is missing" },
		{ "id: test.own", "id: test.colour", 17, 13, "given twice" },
		{ "id: test.own", "id: overrides.rule", 17, 13, "given twice" },
		{ "id: test.own", "id: case.stage", 17, 13, "case's own" },
		{ "id: test.own", "id: stage", 17, 13, "case's own" },
		{ "id: test.own", "id: fields.x", 17, 13, "case's own" },
		{ "id: test.own", "id: test.colour.deep", 17, 13, "cannot both" },
		{ "id: test.own", "id: test.jobs.deep", 26, 13, "cannot both" },
		{ "id: test.own", "id: Test.own", 17, 13, "an id is" },
		{ "id: test.own", "id: test..own", 17, 13, "an id is" },
		{ "id: test.own", "id: test.jobs.gone", 17, 13, "an id is" },
		{ "kind: several", "kind: many", 18, 15, "no such kind" },
		{ "        kind: several\n", "", 17, 9, "'kind' is missing" },
		{ "        label: {da: Egne, en: Own}\n", "", 17, 9, "'label' is missing" },
		{ "en: Own}", "en: Own, de: Eigen}", 19, 36, "unknown key" },
		{ "choices: colour", "choices: shape", 15, 18, "no list of choices 'shape'" },
		{ "        choices: colour\n", "", 10, 9, "'choices' is missing" },
		{ "choices: colour", "choices: []", 15, 18, "empty" },
		{ "code: b, da: B", "code: a, da: B", 20, 51, "twice" },
		{ "code: b, da: B", "code: b", 20, 44, "'da' is missing" },
		{ "        years: true\n", "        choices: colour\n", 39, 18, "the kind 'months'" },
		{ "        years: true\n", "        own_words: true\n", 39, 20, "does not go with" },
		{ "        years: true\n", "        summary: true\n", 39, 18, "columns of a table only" },
		{ "min: 0", "min: 61", 40, 14, "min is larger" },
		{ "max: 60", "max: '60'", 41, 14, "whole number" },
		{ "own_words: true", "min: 1", 43, 68, "does not go with" },
		{ "plain: text", "plain: words", 29, 16, "no such column" },
		{ "        plain: text\n", "", 29, 17, "needs 'plain'" },
		{ "{id: no, kind: whole,", "{id: no, kind: line,", 31, 19, "column 'no'" },
		{ "{id: no, kind: whole,", "{id: number, kind: whole,", 31, 19, "column 'no'" },
		{ "id: measure", "id: text", 35, 18, "given twice" },
		{ "id: measure", "id: gone", 35, 18, "a column's id" },
		{ "id: measure", "id: a.b", 35, 18, "a column's id" },
		{ "kind: long, label", "kind: table, label", 34, 30, "cannot be a table" },
		{ "required: true", "required: ", 16, 18, "value is missing" },
		{ "{da: praksis, en: practice}", "{da: praksis}", 22, 17, "'en' is missing" },
		{ "{da: praksis, en: practice}", "[praksis]", 22, 17, "a text is expected" },
		{ "summary: true", "single: true", 34, 74, "not for columns" },
	};

	for (size_t i = 0; i < LENGTH(changes); i++)
		check_fault(*state, "forms/20-test.yaml", form_file, &changes[i]);
}

static void test_list_faults(void **state)
{
	static const struct edit changes[] = {
		{ "code: blue", "code: red", 3, 12, "twice" },
		{ "code: blue", "code: Blå", 3, 12, "code" },
		{ "en: Red", "en: ''", 2, 30, "missing" },
		{ "help: {da: Som havet, en: Like the sea}", "company: true", 3, 37, "unknown key" },
		{ "  - {code: red", "  - x\n  - {code: red", 2, 5, "key: value" },
	};

	for (size_t i = 0; i < LENGTH(changes); i++)
		check_fault(*state, "choices.yaml", choices_file, &changes[i]);
}

static void test_measure_faults(void **state)
{
	static const struct edit changes[] = {
		{ "company: true", "company: maybe", 7, 14, "true or false" },
		{ ", group: {da: Andet, en: Other}}", "}", 9, 5, "'group' is missing" },
		{ "domain: employment", "domain: a b", 5, 13, "code" },
	};

	for (size_t i = 0; i < LENGTH(changes); i++)
		check_fault(*state, "measures.yaml", measures_file, &changes[i]);
}

/* A bound alone leaves the other side open. */
static void test_one_bound(void **state)
{
	static const struct {
		struct edit change;
		long min, max;
	} cases[] = {
		{ { .from = "        max: 60\n", .to = "" }, 0, LONG_MAX },
		{ { .from = "        min: 0\n", .to = "" }, LONG_MIN, 60 },
		{ { .from = "        min: 0\n        max: 60\n", .to = "" }, 1, 0 },
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct faults faults = { 0 };
		struct keys *keys = keys_new();
		char *s = changed(form_file, &cases[i].change);
		write_in(*state, "forms/20-test.yaml", s);
		struct forms *forms = forms_load(*state, keys, &faults);
		no_faults(&faults);
		assert_true(field_by_id(forms, "test.months")->min == cases[i].min);
		assert_true(field_by_id(forms, "test.months")->max == cases[i].max);
		free(s);
		forms_free(forms);
		keys_free(keys);
	}
}

static void remove_in(const char *folder, const char *name)
{
	char *path = xasprintf("%s/%s", folder, name);

	assert_int_equal(unlink(path), 0);
	free(path);
}

static void test_constants(void **state)
{
	struct faults faults = { 0 };
	struct keys *keys = keys_new();
	size_t wanted = 0;

	for (int key = 0; key < KEY_KNOWN; key++)
		wanted += keys_in_form(key);
	remove_in(*state, "forms/10-known.yaml");
	assert_null(forms_load(*state, keys, &faults));
	assert_int_equal(faults.n, wanted);
	assert_non_null(strstr(faults.v[0].text, "'referral.kind'"));
	faults_release(&faults);
	keys_free(keys);
}

/* What hangs on a file that cannot be read is not told of: the one fault would drown. */
static void test_missing_file(void **state)
{
	struct faults faults = { 0 };
	struct keys *keys = keys_new();

	remove_in(*state, "choices.yaml");
	assert_null(forms_load(*state, keys, &faults));
	only_fault(&faults, "choices.yaml", 0, 0, "cannot be read");
	faults_release(&faults);
	keys_free(keys);
}

static void test_no_forms(void **state)
{
	struct faults faults = { 0 };
	struct keys *keys = keys_new();

	remove_in(*state, "forms/10-known.yaml");
	remove_in(*state, "forms/20-test.yaml");
	assert_null(forms_load(*state, keys, &faults));
	only_fault(&faults, "forms", 0, 0, "no forms");
	faults_release(&faults);
	keys_free(keys);
}

static void load_any(const char *folder, const char *s, size_t len)
{
	struct faults faults = { 0 };
	struct keys *keys = keys_new();

	free(file_write(folder, "forms/20-test.yaml", s, len));
	assert_null(forms_load(folder, keys, &faults));
	assert_true(faults.n > 0);
	faults_release(&faults);
	keys_free(keys);
}

/* Without the form of the constants, which takes most of the time: every load fails, and none may crash. */
static void test_damage(void **state)
{
	size_t len = strlen(form_file);

	remove_in(*state, "forms/10-known.yaml");
	for (size_t i = 0; i < len; i++) {
		char *s = xstrdup(form_file);
		load_any(*state, s, i);
		s[i] = (char)(s[i] ^ (1 << i % 8));
		load_any(*state, s, len);
		free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_load, setup, folder_remove),
		cmocka_unit_test_setup_teardown(test_fields, setup, folder_remove),
		cmocka_unit_test_setup_teardown(test_table, setup, folder_remove),
		cmocka_unit_test_setup_teardown(test_form_faults, setup, folder_remove),
		cmocka_unit_test_setup_teardown(test_list_faults, setup, folder_remove),
		cmocka_unit_test_setup_teardown(test_measure_faults, setup, folder_remove),
		cmocka_unit_test_setup_teardown(test_one_bound, setup, folder_remove),
		cmocka_unit_test_setup_teardown(test_constants, setup, folder_remove),
		cmocka_unit_test_setup_teardown(test_missing_file, setup, folder_remove),
		cmocka_unit_test_setup_teardown(test_no_forms, setup, folder_remove),
		cmocka_unit_test_setup_teardown(test_damage, setup, folder_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
