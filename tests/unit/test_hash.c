/* SPDX-License-Identifier: EUPL-1.2 */
/* Hashes of parts, random ids and uuids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/hash.h"

static void end_hex(struct hash *h, char out[2 * HASH_SIZE + 1])
{
	unsigned char bytes[HASH_SIZE];

	hash_end(h, bytes);
	for (size_t i = 0; i < HASH_SIZE; i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

/* Of parts of text; a NULL between two is a part too. */
static void hex_of(const char *const *parts, size_t n, char out[2 * HASH_SIZE + 1])
{
	struct hash *h = hash_new();

	for (size_t i = 0; i < n; i++)
		hash_string(h, parts[i]);
	end_hex(h, out);
}

/* Computed with another program: a base must be readable on every machine and by every later version. */
static void test_known_values(void **state)
{
	char hex[2 * HASH_SIZE + 1];
	struct hash *h = hash_new();

	(void)state;
	end_hex(h, hex);
	assert_string_equal(hex, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
	h = hash_new();
	hash_string(h, "ab");
	hash_part(h, "c", 1);
	hash_int(h, -2);
	hash_string(h, NULL);
	end_hex(h, hex);
	assert_string_equal(hex, "bd1d919668a8a4818585c4e370716dc86bbcaff490387b2cc06c07c0d30300d1");
}

static void test_parts_are_apart(void **state)
{
	static const struct {
		const char *parts[3];
		size_t n;
	} cases[] = {
		{ { "ab", "c" }, 2 },
		{ { "a", "bc" }, 2 },
		{ { "abc" }, 1 },
		{ { "abc", "" }, 2 },
		{ { "", "abc" }, 2 },
		{ { "abc", NULL }, 2 },
		{ { NULL, "abc" }, 2 },
		{ { "" }, 1 },
		{ { NULL }, 1 },
		{ { NULL, NULL }, 2 },
	};
	enum { CASES = sizeof cases / sizeof *cases };
	char hex[CASES][2 * HASH_SIZE + 1];

	(void)state;
	for (size_t i = 0; i < CASES; i++) {
		hex_of(cases[i].parts, cases[i].n, hex[i]);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(hex[i], hex[k]);
	}
}

static void test_same_again(void **state)
{
	static const char *const parts[] = { "borger", NULL, "2017-03-01" };
	char first[2 * HASH_SIZE + 1], second[2 * HASH_SIZE + 1];

	(void)state;
	hex_of(parts, 3, first);
	hex_of(parts, 3, second);
	assert_string_equal(first, second);
}

static void test_random_ids(void **state)
{
	int64_t ids[200];

	(void)state;
	for (size_t i = 0; i < 200; i++) {
		ids[i] = random_id();
		assert_true(ids[i] > 0);
		for (size_t k = 0; k < i; k++)
			assert_true(ids[i] != ids[k]);
	}
}

/* Over 200 ids every one of the 63 bits has been seen set and not set. */
static void test_random_ids_use_all_bits(void **state)
{
	int64_t ones = 0, zeros = 0;

	(void)state;
	for (int i = 0; i < 200; i++) {
		int64_t id = random_id();

		ones |= id;
		zeros |= ~id & INT64_MAX;
	}
	assert_true(ones == INT64_MAX);
	assert_true(zeros == INT64_MAX);
}

static void test_random_bytes(void **state)
{
	unsigned char bytes[64] = { 0 }, before[64];

	(void)state;
	random_bytes(bytes, 32);
	memcpy(before, bytes, sizeof bytes);
	for (size_t i = 32; i < 64; i++)
		assert_int_equal(bytes[i], 0);
	random_bytes(bytes, 32);
	assert_memory_not_equal(bytes, before, 32);
}

static void test_uuids(void **state)
{
	char a[UUID_SIZE], b[UUID_SIZE];

	(void)state;
	for (int i = 0; i < 200; i++) {
		uuid_new(a);
		uuid_new(b);
		assert_true(uuid_valid(a));
		assert_int_equal(a[14], '4');
		assert_non_null(strchr("89ab", a[19]));
		assert_string_not_equal(a, b);
	}
}

static void test_uuid_form(void **state)
{
	static const struct {
		const char *s;
		int valid;
	} cases[] = {
		{ "3e9c1a52-0b7d-4c1e-9f3a-5d2b8e6c7f10", 1 },
		{ "00000000-0000-0000-0000-000000000000", 1 },
		{ "", 0 },
		{ "3e9c1a52-0b7d-4c1e-9f3a-5d2b8e6c7f1", 0 },
		{ "3e9c1a52-0b7d-4c1e-9f3a-5d2b8e6c7f100", 0 },
		{ "3E9C1A52-0B7D-4C1E-9F3A-5D2B8E6C7F10", 0 },
		{ "3e9c1a5200b7d-4c1e-9f3a-5d2b8e6c7f10", 0 },
		{ "3e9c1a52-0b7d-4c1e-9f3a-5d2b8e6c7f1g", 0 },
		{ "3e9c1a52-0b7d-4c1e-9f3a-5d2b8e6c7f1-", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(uuid_valid(cases[i].s), cases[i].valid);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_values),
		cmocka_unit_test(test_parts_are_apart),
		cmocka_unit_test(test_same_again),
		cmocka_unit_test(test_random_ids),
		cmocka_unit_test(test_random_ids_use_all_bits),
		cmocka_unit_test(test_random_bytes),
		cmocka_unit_test(test_uuids),
		cmocka_unit_test(test_uuid_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
