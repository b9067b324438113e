/* SPDX-License-Identifier: EUPL-1.2 */
/* Growing strings, arrays and labels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"
#include "base/text.h"

static void test_empty(void **state)
{
	struct text t = { 0 };
	char *s;

	(void)state;
	text_clear(&t);
	assert_null(t.s);
	s = text_take(&t);
	assert_string_equal(s, "");
	free(s);
	text_add(&t, "");
	assert_string_equal(t.s, "");
	text_release(&t);
	assert_null(t.s);
	assert_int_equal(t.cap, 0);
}

static void test_adding(void **state)
{
	struct text t = { 0 };

	(void)state;
	text_add(&t, "arbejds");
	text_addc(&t, '-');
	text_addn(&t, "evnexxx", 4);
	text_addf(&t, " %d %s", 3, "år");
	assert_string_equal(t.s, "arbejds-evne 3 år");
	assert_int_equal(t.len, strlen(t.s));
	text_clear(&t);
	assert_string_equal(t.s, "");
	assert_int_equal(t.len, 0);
	text_release(&t);
}

static void test_bytes_of_any_kind(void **state)
{
	struct text t = { 0 };

	(void)state;
	text_addn(&t, "a\0b", 3);
	assert_int_equal(t.len, 3);
	assert_memory_equal(t.s, "a\0b", 4);
	text_release(&t);
}

/* Each length is passed once, so that a NUL without room would be found. */
static void test_growth(void **state)
{
	struct text t = { 0 };

	(void)state;
	for (size_t i = 0; i < 5000; i++) {
		text_addc(&t, (char)('a' + i % 26));
		assert_int_equal(t.len, i + 1);
		assert_true(t.cap > t.len);
		assert_int_equal(t.s[i + 1], '\0');
	}
	for (size_t i = 0; i < t.len; i++)
		assert_int_equal(t.s[i], 'a' + i % 26);
	text_release(&t);
}

static void test_splice(void **state)
{
	static const struct {
		size_t at, removed;
		const char *s, *expected;
	} cases[] = {
		{ 0, 0, "x", "xabcdef" },
		{ 6, 0, "x", "abcdefx" },
		{ 2, 2, "", "abef" },
		{ 2, 2, "wxyz", "abwxyzef" },
		{ 0, 6, "", "" },
		{ 5, 1, " og mere, end der er plads til fra først af",
		    "abcde og mere, end der er plads til fra først af" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text t = { 0 };

		text_add(&t, "abcdef");
		text_splice(&t, cases[i].at, cases[i].removed, cases[i].s, strlen(cases[i].s));
		assert_string_equal(t.s, cases[i].expected);
		assert_int_equal(t.len, strlen(cases[i].expected));
		text_release(&t);
	}
}

static void test_take(void **state)
{
	struct text t = { 0 };
	char *s;

	(void)state;
	text_add(&t, "mit");
	s = text_take(&t);
	assert_string_equal(s, "mit");
	assert_null(t.s);
	text_add(&t, "dit");
	assert_string_equal(s, "mit");
	free(s);
	text_release(&t);
}

static void test_array(void **state)
{
	int *v = NULL;
	size_t n = 0, cap = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		v = array_room(v, n, &cap, sizeof *v);
		assert_true(cap > n);
		v[n++] = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(v[i], i);
	free(v);
}

static void test_nothing_is_something(void **state)
{
	void *p = xmalloc(0), *q = xcalloc(0, 8), *r = xrealloc(NULL, 0);
	char *s = xstrndup("bisidder", 2);

	(void)state;
	assert_non_null(p);
	assert_non_null(q);
	assert_non_null(r);
	assert_string_equal(s, "bi");
	free(p);
	free(q);
	free(r);
	free(s);
}

static void test_label(void **state)
{
	struct label both = { { xstrdup("borger"), xstrdup("citizen") } };
	struct label danish = { { [LANG_DA] = xstrdup("borger") } };
	struct label none = { { NULL } };

	(void)state;
	assert_string_equal(label_get(&both, LANG_DA), "borger");
	assert_string_equal(label_get(&both, LANG_EN), "citizen");
	assert_string_equal(label_get(&danish, LANG_EN), "borger");
	assert_string_equal(label_get(&none, LANG_DA), "");
	label_release(&both);
	assert_null(both.s[LANG_DA]);
	assert_null(both.s[LANG_EN]);
	label_release(&danish);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_adding),
		cmocka_unit_test(test_bytes_of_any_kind),
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_splice),
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_array),
		cmocka_unit_test(test_nothing_is_something),
		cmocka_unit_test(test_label),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
