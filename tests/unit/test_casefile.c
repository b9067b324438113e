/* SPDX-License-Identifier: EUPL-1.2 */
/* The case as YAML, with the forms that are shipped ($INDSTIL_DATADIR). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "data/forms.h"
#include "exchange/casefile.h"

#define UUID "904edfd3-3f98-44a5-9bfb-594babfb23f4"

static const struct date today = { 2017, 5, 9 };
static struct keys *keys;
static struct forms *forms;

static int group_setup(void **state)
{
	struct faults faults = { 0 };

	(void)state;
	keys = keys_new();
	forms = forms_load(getenv("INDSTIL_DATADIR"), keys, &faults);
	return forms == NULL;
}

static int group_teardown(void **state)
{
	(void)state;
	forms_free(forms);
	keys_free(keys);
	return 0;
}

static struct node *parse(const char *yaml)
{
	struct faults faults = { 0 };
	struct node *root = node_read("case.yaml", yaml, strlen(yaml), &faults);

	if (!root)
		fail_msg("not YAML: %s", faults.v[0].text);
	return root;
}

static void read_case(const char *yaml, struct record *record)
{
	struct faults faults = { 0 };
	struct node *root = parse(yaml);

	if (!casefile_read(root, "case.yaml", forms, today, record, &faults))
		fail_msg("%d:%d: %s\nin\n%s", faults.v[0].line, faults.v[0].column, faults.v[0].text, yaml);
	node_free(root);
}

static char *written(const struct record *record)
{
	struct text out = { 0 };

	casefile_write(record, forms, &out);
	return text_take(&out);
}

/* What is written of a case that was read from `yaml`. */
static char *rewritten(const char *yaml)
{
	struct record record;
	char *out;

	read_case(yaml, &record);
	out = written(&record);
	record_release(&record);
	return out;
}

static void writes(const char *yaml, const char *expected)
{
	char *once = rewritten(yaml), *twice = rewritten(once);

	assert_string_equal(once, expected);
	assert_string_equal(twice, once);
	free(once);
	free(twice);
}

/* Merges into `record`, and returns how many values that changed. */
static size_t merge(struct record *record, const char *yaml)
{
	struct faults faults = { 0 };
	struct changes changes = { 0 };
	struct node *root = parse(yaml);
	size_t n;

	if (!casefile_merge(root, "case.yaml", forms, today, record, &changes, &faults))
		fail_msg("%s", faults.v[0].text);
	changes_apply(&changes, record);
	n = changes.n;
	changes_release(&changes);
	node_free(root);
	return n;
}

static void says(const struct record *record, const char *part)
{
	char *out = written(record);

	if (!strstr(out, part))
		fail_msg("“%s” is not in\n%s", part, out);
	free(out);
}

static void test_empty(void **state)
{
	(void)state;
	writes("indstil: 1\n", "indstil: 1\nstage: draft\nearlier_rounds: []\n");
}

/* Every way of writing a value, and its one form. */
static void test_values(void **state)
{
	(void)state;
	writes("indstil: 1\n"
	    "id: " UUID "\n"
	    "number: \"2017-0014\"\n"
	    "stage: recommended\n"
	    "caseworker: Lone Holm\n"
	    "pack: 2013-2021\n"
	    "recommendation:\n"
	    "  mentor: {goals: [Alene i bus, {text: Budget}], offered: true}\n"
	    "  measures:\n"
	    "    - {measure: mentor, aim: [stabilise, develop], hours_day: 0.5, start: 1}\n"
	    "  reasons: {health: En, social: [{text: To, from: health.function}], employment: [{text: Tre}]}\n"
	    "  months: 24\n"
	    "fields:\n"
	    "  citizen.cpr: 010158-5018\n"
	    "  referral.received_on: 1. marts 2017\n"
	    "  goal.wishes: |\n"
	    "    Én linje\n"
	    "      og en til\n"
	    "  goal.job: ~\n"
	    "  courses: []\n"
	    "  work.jobs:\n"
	    "    - {from: 2015-03, to: 2015-06, employer: 'A: \"B\" \\'}\n"
	    "    - {}\n",
	    "indstil: 1\n"
	    "id: " UUID "\n"
	    "number: 2017-0014\n"
	    "stage: recommended\n"
	    "caseworker: \"Lone Holm\"\n"
	    "pack: 2013-2021\n"
	    "fields:\n"
	    "  referral.received_on: 2017-03-01\n"
	    "  citizen.cpr: \"0101585018\"\n"
	    "  goal.wishes: |\n"
	    "    Én linje\n"
	    "      og en til\n"
	    "  work.jobs:\n"
	    "    - from: 2015-03\n"
	    "      to: 2015-06\n"
	    "      employer: \"A: \\\"B\\\" \\\\\"\n"
	    "    - {}\n"
	    "  courses: []\n"
	    "recommendation:\n"
	    "  months: 24\n"
	    "  measures:\n"
	    "    - measure: mentor\n"
	    "      aim: [develop, stabilise]\n"
	    "      start: 1\n"
	    "      hours_day: 0.5\n"
	    "  mentor:\n"
	    "    offered: true\n"
	    "    goals:\n"
	    "      - \"Alene i bus\"\n"
	    "      - \"Budget\"\n"
	    "  reasons:\n"
	    "    employment: \"Tre\"\n"
	    "    social:\n"
	    "      - text: \"To\"\n"
	    "        from: \"health.function\"\n"
	    "    health: \"En\"\n"
	    "earlier_rounds: []\n");
}

/* Texts that YAML would take for something else, or not take at all. */
static void test_texts(void **state)
{
	static const char *const texts[] = {
		"true", "null", "~", "- a", "# a", "a: b", "a #b", "'", "\"", "\\", "|", "%", "&a", "*a", "24", "[]",
		"  indented\nnot", "one\n\n\ntwo", "one\n  two\n three", "one\n# two", "- one\n- two", "---\n...", "\xef\xbb\xbf",
		"a\xef\xbb\xbf\nb", "\xef\xbf\xbf", "æøå \xf0\x9f\x98\x80", "a\xc2\xa0", "…\n\n…", "x\xe2\x80\x8dx",
	};
	const struct field *field = field_by_id(forms, "goal.wishes");

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct record record, again;
		char *out, *stored;

		assert_true(kind_read(field, texts[i], today, &stored, NULL));
		record_init(&record);
		record_set(&record, 1, field->key, 0, stored, 0);
		out = written(&record);
		read_case(out, &again);
		assert_string_equal(record_now(&again, field, 0), stored);
		record_release(&record);
		record_release(&again);
		free(stored);
		free(out);
	}
}

/* A draft that its kind cannot read is kept in the record and left out of the file. */
static void test_draft(void **state)
{
	const struct field *received = field_by_id(forms, "referral.received_on");
	struct record record;
	char *out;

	(void)state;
	read_case("indstil: 1\n", &record);
	record_set(&record, 1, received->key, 0, "i foråret", 0);
	out = written(&record);
	assert_string_equal(out, "indstil: 1\nstage: draft\nearlier_rounds: []\n");
	assert_int_equal(merge(&record, out), 0);
	assert_int_equal(merge(&record, "{indstil: 1, fields: {referral.received_on: ~}}"), 0);
	assert_string_equal(record_now(&record, received, 0), "i foråret");
	record_release(&record);
	free(out);
}

static void test_stage(void **state)
{
	static const struct {
		const char *data, *stage;
	} cases[] = {
		{ "fields: {goal.job: Bager}", "draft" },
		{ "meeting: {chair: Anne}", "scheduled" },
		{ "dissent: [{seat: social}]", "scheduled" },
		{ "dissent: []", "draft" },
		{ "recommendation: {outcome: fleksjob}", "recommended" },
		{ "recommendation: {outcome: ~}", "draft" },
		{ "decision: {date: 2017-05-16}, meeting: {date: 2017-05-09}", "decided" },
		{ "decision: {date: 2017-05-16}, plan: {made_on: 2017-05-23}", "running" },
		{ "followups: [{date: 2017-05-16}], recommendation: {months: 24}", "running" },
		{ "end: {assessed_on: 2018-05-16}", "closed" },
		{ "stage: ready, meeting: {chair: Anne}", "ready" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *yaml = xasprintf("{indstil: 1, %s}", cases[i].data), *stage = xasprintf("stage: %s\n", cases[i].stage);
		struct record record;

		read_case(yaml, &record);
		says(&record, stage);
		record_release(&record);
		free(yaml);
		free(stage);
	}
}

/* Each place where a file is wrong is told, and nothing comes of it. */
static void test_faults(void **state)
{
	static const struct {
		const char *yaml;
		int line, column;
		const char *what;
	} cases[] = {
		{ "{}", 1, 1, "'indstil'" },
		{ "[]", 1, 1, "key: value" },
		{ "indstil: 2", 1, 10, "version 2" },
		{ "indstil: '1'", 1, 10, "without quotes" },
		{ "indstil: 1\nstages: draft", 2, 1, "'stage'" },
		{ "indstil: 1\nstage: begun", 2, 8, "no such stage" },
		{ "indstil: 1\nid: 1", 2, 5, "uuid" },
		{ "indstil: 1\nnumber: [1]", 2, 9, "a text" },
		{ "indstil: 1\nfields: 1", 2, 9, "key: value" },
		{ "indstil: 1\nfields:\n  goal.jobs: x", 3, 3, "'goal.job'" },
		{ "indstil: 1\nrecommendation:\n  mentor: {ofered: true}", 3, 12, "'offered'" },
		{ "indstil: 1\nrecommendation.months: 24", 2, 1, "unknown key" },
		{ "indstil: 1\nmeeting: {citizen_present: yes}", 2, 28, "true or false" },
		{ "indstil: 1\nmeeting: {citizen_present: 'true'}", 2, 28, "true or false" },
		{ "indstil: 1\nmeeting: {chair: true}", 2, 18, "quotes" },
		{ "indstil: 1\nmeeting: {chair: [Anne]}", 2, 18, "a text" },
		{ "indstil: 1\nmeeting: {chair: \"A\\nB\"}", 2, 18, "one line" },
		{ "indstil: 1\nmeeting: {date: 2017-02-30}", 2, 17, "1 to 28" },
		{ "indstil: 1\nfields: {referral.kind: Fleksjob}", 2, 25, "ressourceforloeb" },
		{ "indstil: 1\nfields: {citizen.cpr: '123'}", 2, 23, "" },
		{ "indstil: 1\nrecommendation: {months: 2 år}", 2, 26, "written 24" },
		{ "indstil: 1\nrecommendation: {measures: [{hours_day: '0,5'}]}", 2, 41, "written 0.5" },
		{ "indstil: 1\nrecommendation: {measures: [{aim: [develop, x]}]}", 2, 45, "no such code" },
		{ "indstil: 1\nrecommendation: {measures: {a: 1}}", 2, 28, "a list" },
		{ "indstil: 1\nrecommendation: {measures: [mentor]}", 2, 29, "key: value" },
		{ "indstil: 1\nrecommendation: {measures: [{mesure: mentor}]}", 2, 30, "'measure'" },
		{ "indstil: 1\nrecommendation: {mentor: {goals: [~]}}", 2, 35, "missing" },
		{ "indstil: 1\nfields: {statements: [{no: 0, text: a}]}", 2, 28, "between 1 and" },
		{ "indstil: 1\nfields: {statements: [{no: 1}, {no: 2}, {no: 1}]}", 2, 22, "two rows have the number 1" },
		{ "indstil: 1\nearlier_rounds: {}", 2, 17, "a list" },
		{ "indstil: 1\nearlier_rounds: [1]", 2, 18, "key: value" },
		{ "indstil: 1\nearlier_rounds: [{number: 1}]", 2, 19, "unknown key" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct faults faults = { 0 };
		struct node *root = parse(cases[i].yaml);
		struct record record;

		assert_false(casefile_read(root, "case.yaml", forms, today, &record, &faults));
		assert_int_equal(record.n, 0);
		if (faults.n != 1 || faults.v[0].line != cases[i].line || faults.v[0].column != cases[i].column ||
		    !strstr(faults.v[0].text, cases[i].what))
			fail_msg("“%s”: expected %d:%d: %s; there are %zu: %d:%d: %s", cases[i].yaml, cases[i].line,
			    cases[i].column, cases[i].what, faults.n, faults.v[0].line, faults.v[0].column, faults.v[0].text);
		faults_release(&faults);
		node_free(root);
	}
}

/* Large and senseless: refused, and in no time (`make check` has a limit). */
static void test_hostile(void **state)
{
	static const struct {
		const char *head, *item, *tail;
		int items;
	} files[] = {
		{ "{indstil: 1, fields: {statements: [", "{},", "]}}", 300000 },
		{ "{indstil: 1, earlier_rounds: [", "{},", "]}", 300000 },
		{ "{indstil: 1, fields: {", "citizen.nam%d: x,", "}}", 100000 },
		{ "{indstil: 1, meeting: {seats: [", "{seatt: x, nam: y},", "]}}", 900 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct faults faults = { 0 };
		struct record record;
		struct text yaml = { 0 };
		struct node *root;

		text_add(&yaml, files[i].head);
		for (int j = 0; j < files[i].items; j++) {
			const char *number = strstr(files[i].item, "%d");

			text_addn(&yaml, files[i].item, number ? (size_t)(number - files[i].item) : strlen(files[i].item));
			if (number)
				text_addf(&yaml, "%d%s", j, number + 2);
		}
		text_add(&yaml, files[i].tail);
		root = parse(yaml.s);
		assert_false(casefile_read(root, "case.yaml", forms, today, &record, &faults));
		assert_in_range(faults.n, 1, 100);
		faults_release(&faults);
		node_free(root);
		text_release(&yaml);
	}
}

static void test_numbers(void **state)
{
	struct record record;

	(void)state;
	read_case("indstil: 1\nfields: {statements: [{text: a}, {no: 7, text: b}, {text: c}]}", &record);
	says(&record, "    - no: 8\n      text: \"a\"\n    - no: 7\n      text: \"b\"\n    - no: 9\n");

	/* a number is never reused, and a row keeps its own */
	merge(&record, "indstil: 1\nfields: {statements: [{no: 8, text: A}, {text: b}]}");
	merge(&record, "indstil: 1\nfields: {statements: [{text: d}, {text: b}, {no: 8, text: A}]}");
	says(&record, "    - no: 10\n      text: \"d\"\n    - no: 7\n      text: \"b\"\n    - no: 8\n      text: \"A\"\n");
	record_release(&record);
}

/* Merging changes what differs and nothing else. */
static void test_merge(void **state)
{
	struct record record;
	char *out;

	(void)state;
	read_case("{indstil: 1, id: " UUID ", number: 2017-0001, caseworker: Lone, fields: {goal.job: Bager, "
	    "courses: [], work.jobs: [{job: a, employer: x}, {job: b}, {job: a, employer: x}]}}", &record);
	assert_string_equal(record.uuid, UUID);
	out = written(&record);
	assert_int_equal(merge(&record, out), 0);
	assert_int_equal(merge(&record, "{indstil: 1, number: 2017-0002, stage: draft}"), 0);
	says(&record, "number: 2017-0001\n");

	assert_int_equal(merge(&record, "{indstil: 1, caseworker: Mette, fields: {goal.job: ~}}"), 2);
	says(&record, "caseworker: \"Mette\"\nfields:\n  work.jobs:\n");

	/* one cell; then a row to the front, which places all three; then one away */
	assert_int_equal(merge(&record,
	    "{indstil: 1, fields: {work.jobs: [{job: a, employer: x}, {job: B}, {job: a, employer: x}]}}"), 1);
	assert_int_equal(merge(&record,
	    "{indstil: 1, fields: {work.jobs: [{job: B}, {job: a, employer: x}, {job: a, employer: x}]}}"), 2);
	says(&record, "    - job: \"B\"\n    - employer: \"x\"\n      job: \"a\"\n    - employer: \"x\"\n");
	assert_int_equal(merge(&record,
	    "{indstil: 1, fields: {work.jobs: [{job: a, employer: x}, {job: a, employer: x}]}}"), 1);
	assert_int_equal(merge(&record,
	    "{indstil: 1, fields: {work.jobs: [{job: a, employer: x}, {job: a, employer: x}, {job: c}]}}"), 2);

	/* none, rows, not answered */
	assert_int_equal(merge(&record, "{indstil: 1, fields: {work.jobs: [], courses: [{}]}}"), 3 + 1 + 1 + 1);
	says(&record, "  work.jobs: []\n  courses:\n    - {}\n");
	assert_int_equal(merge(&record, "{indstil: 1, fields: {work.jobs: ~}}"), 1);
	says(&record, "fields:\n  courses:\n");
	record_release(&record);
	free(out);
}

static void test_merge_faults(void **state)
{
	struct node *root = parse("{indstil: 1, caseworker: Mette, fields: {goal.job: true}}");
	struct changes changes = { 0 };
	struct faults faults = { 0 };
	struct record record;

	(void)state;
	record_init(&record);
	changes_add(&changes, 1, KEY_CITIZEN_NAME, 0, "Birgit");
	assert_false(casefile_merge(root, "case.yaml", forms, today, &record, &changes, &faults));
	assert_int_equal(changes.n, 1);
	assert_int_equal(faults.n, 1);
	changes_release(&changes);
	faults_release(&faults);
	node_free(root);
}

static const char rounds[] =
    "indstil: 1\n"
    "stage: draft\n"
    "fields:\n"
    "  goal.wishes: \"Now\"\n"
    "  goal.job: \"Baker\"\n"
    "  goal.education: ~\n"
    "  statements:\n"
    "    - no: 1\n"
    "      text: \"First\"\n"
    "    - no: 3\n"
    "      text: \"Third\"\n"
    "earlier_rounds:\n"
    "  - stage: decided\n"
    "    fields:\n"
    "      goal.wishes: |\n"
    "        At\n"
    "        first\n"
    "      goal.job: ~\n"
    "      statements:\n"
    "        - no: 1\n"
    "          text: \"First\"\n"
    "        - no: 2\n"
    "          text: \"Second\"\n"
    "    overrides:\n"
    "      - rule: \"team.health\"\n"
    "        reason: \"ill\"\n"
    "    meeting:\n"
    "      date: 2015-03-01\n"
    "  - stage: closed\n"
    "    fields:\n"
    "      goal.wishes: \"Then\"\n"
    "      goal.education: \"Nurse\"\n"
    "      statements: []\n"
    "    meeting:\n"
    "      date: 2016-03-01\n";

static void test_rounds(void **state)
{
	const struct field *job = field_by_id(forms, "goal.job"), *wishes = field_by_id(forms, "goal.wishes");
	const struct field *date = field_by_id(forms, "meeting.date");
	struct record record;

	(void)state;
	writes(rounds, rounds);
	read_case(rounds, &record);
	assert_int_equal(record.rounds, 3);
	assert_null(record_get(&record, job, 1, 0));
	assert_string_equal(record_get(&record, job, 2, 0), "Baker");
	assert_string_equal(record_get(&record, job, 3, 0), "Baker");
	assert_null(record_at(&record, 3, job->key, 0));	/* inherited */
	assert_string_equal(record_get(&record, wishes, 1, 0), "At\nfirst");
	assert_string_equal(record_get(&record, date, 2, 0), "2016-03-01");
	assert_null(record_get(&record, date, 3, 0));
	record_release(&record);
}

static void test_merge_rounds(void **state)
{
	const struct field *job = field_by_id(forms, "goal.job"), *date = field_by_id(forms, "meeting.date");
	struct record record;

	(void)state;
	read_case(rounds, &record);
	assert_int_equal(merge(&record, rounds), 0);

	/* without earlier_rounds: the current one, and only that */
	assert_int_equal(merge(&record, "{indstil: 1, fields: {goal.job: Tailor}, meeting: {date: 2017-06-01}}"), 2);
	assert_string_equal(record_get(&record, job, 2, 0), "Baker");
	assert_string_equal(record_get(&record, job, 3, 0), "Tailor");

	/* what an earlier round says does not spill into one of which the file is silent */
	merge(&record, "{indstil: 1, earlier_rounds: [{fields: {goal.job: Smith}}, {}]}");
	assert_string_equal(record_get(&record, job, 1, 0), "Smith");
	assert_string_equal(record_get(&record, job, 2, 0), "Baker");

	/* a file from before the third round speaks of the second */
	merge(&record, "{indstil: 1, meeting: {date: 2016-04-01}, earlier_rounds: [{}]}");
	assert_string_equal(record_get(&record, date, 2, 0), "2016-04-01");
	assert_string_equal(record_get(&record, date, 3, 0), "2017-06-01");
	assert_int_equal(record.rounds, 3);

	/* and one of a fourth begins it */
	merge(&record, "{indstil: 1, meeting: {date: 2018-04-01}, earlier_rounds: [{}, {}, {}]}");
	assert_int_equal(record.rounds, 4);
	record_release(&record);
}

static void test_set(void **state)
{
	static const char *const wrong[] = {
		"{goal.jobs: x}", "{work.jobs.job: x}", "{recommendation: {months: 24}}", "{stage: begun}", "{goal.job: true}",
		"[]",
	};
	struct faults faults = { 0 };
	struct record record;
	struct node *map = parse("{goal.job: ~, recommendation.months: 24, recommendation.measures: [{measure: mentor}], "
	    "stage: ready}");
	char *before, *after;

	(void)state;
	read_case("{indstil: 1, fields: {goal.job: Bager, goal.overall: Køkken}}", &record);
	assert_true(casefile_set(&record, map, "set.yaml", forms, today, &faults));
	before = written(&record);
	assert_string_equal(before, "indstil: 1\nstage: ready\nfields:\n  goal.overall: \"Køkken\"\nrecommendation:\n"
	    "  months: 24\n  measures:\n    - measure: mentor\nearlier_rounds: []\n");
	node_free(map);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		map = parse(wrong[i]);
		assert_false(casefile_set(&record, map, "set.yaml", forms, today, &faults));
		assert_int_equal(faults.n, i + 1);
		node_free(map);
	}
	after = written(&record);
	assert_string_equal(after, before);
	record_release(&record);
	faults_release(&faults);
	free(before);
	free(after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_draft),
		cmocka_unit_test(test_stage),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_merge_faults),
		cmocka_unit_test(test_rounds),
		cmocka_unit_test(test_merge_rounds),
		cmocka_unit_test(test_set),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
