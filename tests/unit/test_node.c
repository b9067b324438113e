/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <time.h>
#include "data/node.h"
#include "data_files.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const char sample[] =
    "# a comment\n"
    "indstil: 1\n"
    "name: \"J\\u00F8rgen\"\n"
    "wishes: |\n"
    "  Dyr igen.\n"
    "  Æ Ø Å\n"
    "none: []\n"
    "empty:\n"
    "tilde: ~\n"
    "quoted: 'null'\n"
    "jobs:\n"
    "  - {from: 2015-03, employer: \"A: b\", fine: true}\n"
    "  - from: 2016-01\n"
    "    note: Dårlig ryg # efter fald\n";

static struct node *read_text(const char *s, struct faults *faults)
{
	return node_read("x.yaml", s, strlen(s), faults);
}

static void test_tree(void **state)
{
	struct faults faults = { 0 };
	struct node *tree = read_text(sample, &faults);

	(void)state;
	no_faults(&faults);
	assert_int_equal(tree->kind, NODE_MAP);
	assert_int_equal(tree->n, 8);
	assert_string_equal(tree->keys[3]->text, "none");
	assert_int_equal(tree->keys[3]->line, 7);
	assert_string_equal(node_get(tree, "name")->text, "Jørgen");
	assert_false(node_get(tree, "name")->plain);
	assert_true(node_get(tree, "indstil")->plain);
	assert_string_equal(node_get(tree, "wishes")->text, "Dyr igen.\nÆ Ø Å\n");
	assert_false(node_get(tree, "wishes")->plain);
	assert_int_equal(node_get(tree, "none")->kind, NODE_LIST);
	assert_int_equal(node_get(tree, "none")->n, 0);
	assert_null(node_get(tree, "nobody"));

	const struct node *jobs = node_get(tree, "jobs");
	assert_int_equal(jobs->n, 2);
	assert_string_equal(node_get(jobs->items[0], "employer")->text, "A: b");
	assert_string_equal(node_get(jobs->items[1], "note")->text, "Dårlig ryg");
	assert_int_equal(node_get(jobs->items[1], "note")->line, 14);
	assert_int_equal(node_get(jobs->items[1], "note")->column, 11);
	node_free(tree);
}

static void test_mark_and_line_ends(void **state)
{
	struct faults faults = { 0 };
	struct node *tree = read_text("\xEF\xBB\xBF" "a: 1\r\nb: |\r\n  x\r\n  y\r\n", &faults);

	(void)state;
	no_faults(&faults);
	assert_int_equal(tree->keys[0]->column, 1);
	assert_string_equal(node_get(tree, "a")->text, "1");
	assert_string_equal(node_get(tree, "b")->text, "x\ny\n");
	node_free(tree);
}

static void test_refused(void **state)
{
	static const struct {
		const char *text;
		int line, column;
		const char *what;
	} cases[] = {
		{ "", 1, 1, "empty" },
		{ "# nothing\n", 2, 1, "empty" },
		{ "a: *b\n", 1, 4, "alias" },
		{ "a: &b c\n", 1, 4, "anchor" },
		{ "a: &b [c]\n", 1, 4, "anchor" },
		{ "a: !!str c\n", 1, 4, "tag" },
		{ "a: !x {b: c}\n", 1, 4, "tag" },
		{ "a: 1\n<<: {b: 2}\n", 2, 1, "merge" },
		{ "a: 1\nb: 2\na: 3\n", 3, 1, "second time" },
		{ "a: {æ: 1, b: 2, æ: 3}\n", 1, 17, "second time" },
		/* a "-" that was forgotten makes one map of two */
		{ "- id: a\n  b: 1\n  c: 2\n\n  id: d\n  c: 3\n  b: 4\n  e: 5\n", 5, 3,
			"from here on 3 keys stand a second time; is a '-' missing before 'id'?" },
		{ "a: 1\na: 2\na: 3\n", 2, 1, "from here on 2 keys stand a second time" },
		{ "a: 1\n---\nb: 2\n", 2, 1, "second document" },
		{ "a: 1\n...\nb: 2\n", 3, 1, "not YAML" },
		{ "%YAML 1.1\n---\na: 1\n", 1, 1, "directives" },
		{ "a: 1\n...\n%TAG !x! y\n---\nb: 1\n", 3, 1, "directives" },
		{ "a: 1\nå: b\xE6 c\n", 2, 5, "not UTF-8" },
		{ "a: b\aq\n", 1, 5, "U+0007" },
		{ "# \xE2\x80\xAE\na: b\n", 1, 3, "U+202E" },
		{ "# x\xE2\x80\xA8" "b: 1\na: b\n", 1, 4, "U+2028" },
		{ "a: b\rc\n", 1, 5, "U+000D" },
		{ "a: 1\nb: \"x\\e\"\n", 2, 4, "U+001B" },
		{ "a: 1\nb: \"\\0\"\n", 2, 4, "U+0000" },
		{ "a: 1\n\"x\\u202e\": b\n", 2, 1, "U+202E" },
		{ "a: 1\n? [b]\n: c\n", 2, 3, "key must be a text" },
		{ "a: 1\n~: c\n", 2, 1, "key must be a text" },
		/* slips, in words of our own */
		{ "a: 1\nb: [c\n", 2, 4, "',' or ']' is missing somewhere from here to line 3; a text with a colon, a comma "
			"or a bracket stands in quotes" },
		{ "a: {b: c\nd: e\n", 1, 4, "',' or '}' is missing somewhere from here to line 2; a text with a colon" },
		/* ... a quote that another one, far below, seems to close */
		{ "a: {b: \"c, d: e}\nf: {g: h, i: \"k\"}\n", 1, 8, "the quote that begins here is not closed in its line" },
		{ "a: 'b\nc: 'd'\n", 1, 4, "the quote that begins here is not closed in its line; it goes on to line 2" },
		{ "a: 'b\nc: d'\ne: {f: g: h}\n", 3, 9, "',' or '}' is missing; a text with a colon" },
		{ "a: {b: c: d}\n", 1, 9, "',' or '}' is missing; a text with a colon" },
		{ "a: 1\n  b: 2\n", 2, 4, "no ':' can stand here; put a text with a colon in quotes" },
		{ "a: b: c\n", 1, 5, "no ':' can stand here; put a text with a colon in quotes" },
		{ "a: 1\nb: 'c\nd: e\n", 2, 4, "the quote that begins here is not closed" },
		{ "a: [b, \"c]\nd: e\n", 1, 8, "the quote that begins here is not closed" },
		{ "a: 'x' y\n", 1, 8, "the line does not fit those above" },
		{ "a:\n  - b\n  c: d\n", 3, 3, "the list goes on with '-'" },
		{ "a: - b\n", 1, 4, "a list begins on a line of its own" },
		{ "a:\n\t- b\n", 2, 1, "indent with spaces" },
		{ "a: \"\\q\"\n", 1, 5, "a '\\' is written twice" },
		{ "a: ,b\n", 1, 4, "a value is missing" },
		{ "a: *\n", 1, 5, "not YAML: " },
		{ "æ: 1\nø: \xEF\xBF\xBF\n", 2, 4, "not YAML" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct faults faults = { 0 };
		assert_null(read_text(cases[i].text, &faults));
		only_fault(&faults, cases[i].text, cases[i].line, cases[i].column, cases[i].what);
		assert_string_equal(faults.v[0].path, "x.yaml");
		faults_release(&faults);
	}
}

/* A NUL in the middle must not end the text unseen. */
static void test_nul(void **state)
{
	struct faults faults = { 0 };

	(void)state;
	assert_null(node_read("x.yaml", "a: 1\0\nb: 2\n", 11, &faults));
	only_fault(&faults, "NUL", 1, 5, "U+0000");
	faults_release(&faults);
}

static void test_goes_on(void **state)
{
	struct faults faults = { 0 };

	(void)state;
	assert_null(read_text("a: &x 1\nb: *x\nc: !t 2\nd: [e\n", &faults));
	assert_int_equal(faults.n, 4);
	assert_int_equal(faults.v[0].line, 1);
	assert_int_equal(faults.v[1].line, 2);
	assert_int_equal(faults.v[2].line, 3);
	assert_non_null(strstr(faults.v[3].text, "',' or ']' is missing"));
	faults_release(&faults);
}

/* A list of faults that is full takes no more; the file must be refused all the same. */
static void test_full_list(void **state)
{
	struct faults faults = { 0 };

	(void)state;
	for (int i = 0; i < 200; i++)
		faults_add(&faults, "y.yaml", 1, 1, "x");
	assert_null(read_text("a: *b\n", &faults));
	faults_release(&faults);
}

static struct node *read_nested(size_t levels, struct faults *faults)
{
	char *s = xmalloc(2 * levels + 1);

	memset(s, '[', levels);
	memset(s + levels, ']', levels);
	struct node *tree = node_read("x.yaml", s, 2 * levels, faults);
	free(s);
	return tree;
}

static void test_levels(void **state)
{
	struct faults faults = { 0 };
	struct node *tree = read_nested(32, &faults);

	(void)state;
	assert_non_null(tree);
	node_free(tree);
	assert_null(read_nested(33, &faults));
	only_fault(&faults, "[", 1, 33, "32 levels");
	faults_release(&faults);
}

/* libyaml alone takes minutes for these. */
static void test_hostile_nesting(void **state)
{
	static const char *const parts[] = { "[", "{a: ", "- ", "? ", "[\n", "{? " };
	clock_t start = clock();

	(void)state;
	for (size_t i = 0; i < LENGTH(parts); i++) {
		size_t len = strlen(parts[i]), n = 200000;
		char *s = xmalloc(n);
		struct faults faults = { 0 };
		for (size_t j = 0; j < n; j++)
			s[j] = parts[i][j % len];
		assert_null(node_read("x.yaml", s, n, &faults));
		assert_int_equal(faults.n, 1);
		faults_release(&faults);
		free(s);
	}
	assert_true(clock() - start < CLOCKS_PER_SEC);
}

static void test_values(void **state)
{
	struct faults faults = { 0 };
	struct node *tree = read_text(
	    "{t: true, f: false, q: 'true', n: -12, big: 99999999999999999999, float: 1.5,\n"
	    "long: '3', minus: -,\n"
	    "nul: null, none: , word: D-2_1.a, two: a b, empty: '', dot: .a, danish: æ}\n", &faults);
	bool yes = false;
	long n = 0;

	(void)state;
	no_faults(&faults);
	assert_true(node_bool(node_get(tree, "t"), &yes, "x", &faults) && yes);
	assert_true(node_bool(node_get(tree, "f"), &yes, "x", &faults) && !yes);
	assert_true(node_long(node_get(tree, "n"), &n, "x", &faults) && n == -12);
	assert_string_equal(node_code(node_get(tree, "word"), "x", &faults), "D-2_1.a");
	assert_string_equal(node_text(node_get(tree, "empty"), "x", &faults), "");
	assert_true(node_null(node_get(tree, "nul")) && node_null(node_get(tree, "none")));
	assert_false(node_null(node_get(tree, "empty")));
	assert_null(node_text(NULL, "x", &faults));
	no_faults(&faults);

	static const char *const not_long[] = { "big", "float", "long", "minus", "nul" };
	for (size_t i = 0; i < LENGTH(not_long); i++)
		assert_false(node_long(node_get(tree, not_long[i]), &n, "x", &faults));
	static const char *const not_code[] = { "two", "empty", "dot", "danish", "minus" };
	for (size_t i = 0; i < LENGTH(not_code); i++)
		assert_null(node_code(node_get(tree, not_code[i]), "x", &faults));
	assert_false(node_bool(node_get(tree, "q"), &yes, "x", &faults));
	assert_null(node_text(node_get(tree, "nul"), "x", &faults));
	assert_null(node_text(tree, "x", &faults));
	assert_int_equal(node_items(tree, "x", &faults), 0);
	assert_false(node_map(node_get(tree, "t"), "x", &faults));
	assert_int_equal(faults.n, LENGTH(not_long) + LENGTH(not_code) + 5);
	faults_release(&faults);
	node_free(tree);
}

static void test_label(void **state)
{
	static const char *const bad[] = {
		"{da: a}", "{en: b}", "{da: a, en: ''}", "{da: a, en: }", "[a, b]", "a"
	};
	struct faults faults = { 0 };
	struct label label;
	struct node *tree = read_text("{da: æ, en: e}", &faults);

	(void)state;
	assert_true(node_label(tree, &label, "x", &faults));
	node_free(tree);
	assert_string_equal(label.s[LANG_DA], "æ");
	assert_string_equal(label.s[LANG_EN], "e");
	label_release(&label);
	for (size_t i = 0; i < LENGTH(bad); i++) {
		tree = read_text(bad[i], &faults);
		assert_false(node_label(tree, &label, "x", &faults));
		assert_null(label.s[LANG_DA]);
		assert_int_equal(faults.n, 1);
		faults_release(&faults);
		node_free(tree);
	}
}

static void test_known(void **state)
{
	static const char *const known[] = { "label", "help", "kind", "id", NULL };
	struct faults faults = { 0 };
	struct node *tree = read_text("{label: a, hlep: b, labels: c, zz: d, i: e}", &faults);

	(void)state;
	node_known(tree, known, "x", &faults);
	assert_int_equal(faults.n, 4);
	assert_non_null(strstr(faults.v[0].text, "mean 'help'"));
	assert_int_equal(faults.v[0].column, 12);
	assert_non_null(strstr(faults.v[1].text, "mean 'label'"));
	assert_null(strstr(faults.v[2].text, "mean"));
	assert_non_null(strstr(faults.v[3].text, "mean 'id'"));
	faults_release(&faults);
	node_free(tree);
}

static void test_file(void **state)
{
	struct faults faults = { 0 };
	char *path = file_write(*state, "sample.yaml", sample, strlen(sample));
	struct node *tree = node_read_file(path, strlen(sample), &faults);

	no_faults(&faults);
	assert_int_equal(tree->n, 8);
	node_free(tree);
	assert_null(node_read_file(path, strlen(sample) - 1, &faults));
	only_fault(&faults, path, 1, 1, "larger than");
	assert_string_equal(faults.v[0].path, path);
	faults_release(&faults);

	assert_null(node_read_file(*state, 1000, &faults));
	only_fault(&faults, "folder", 0, 0, "not a file");
	faults_release(&faults);

	assert_int_equal(unlink(path), 0);
	assert_null(node_read_file(path, 1000, &faults));
	only_fault(&faults, "missing", 0, 0, "cannot be read");
	faults_release(&faults);

	assert_int_equal(mkfifo(path, 0600), 0);
	assert_null(node_read_file(path, 1000, &faults));
	only_fault(&faults, "pipe", 0, 0, "not a file");
	faults_release(&faults);
	free(path);
}

/* Either a tree or a fault, whatever the bytes. */
static void read_any(const char *s, size_t len)
{
	struct faults faults = { 0 };
	struct node *tree = node_read("x.yaml", s, len, &faults);

	assert_int_equal(tree == NULL, faults.n > 0);
	node_free(tree);
	faults_release(&faults);
}

static void test_damage(void **state)
{
	size_t len = strlen(sample);

	(void)state;
	for (size_t i = 0; i <= len; i++) {
		char *cut = xmalloc(i + 1);	/* of its own, so that a byte too far is seen */
		memcpy(cut, sample, i);
		read_any(cut, i);
		for (int bit = 0; i > 0 && bit < 8; bit++) {
			cut[i - 1] = (char)(sample[i - 1] ^ (1 << bit));
			read_any(cut, i);
		}
		free(cut);
	}
	for (size_t i = 0; i < len; i++) {
		char *flipped = xstrdup(sample);
		for (int byte = 1; byte < 256; byte++) {
			flipped[i] = (char)(sample[i] ^ byte);
			read_any(flipped, len);
		}
		free(flipped);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_mark_and_line_ends),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_goes_on),
		cmocka_unit_test(test_full_list),
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_hostile_nesting),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_label),
		cmocka_unit_test(test_known),
		cmocka_unit_test_setup_teardown(test_file, folder_make, folder_remove),
		cmocka_unit_test(test_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
