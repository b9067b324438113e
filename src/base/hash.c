/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/hash.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/lang.h"

struct hash {
	crypto_generichash_state state;
};

/* May be called any number of times; only the first does anything. */
static void ready(void)
{
	if (sodium_init() < 0)
		die("%s", _("no source of random numbers"));
}

struct hash *hash_new(void)
{
	/* libsodium wants its state on a line of the cache, further than malloc aligns. */
	struct hash *h = aligned_alloc(_Alignof(struct hash), sizeof *h);

	if (h == NULL)
		die("%s", _("out of memory"));
	ready();
	crypto_generichash_init(&h->state, NULL, 0, HASH_SIZE);
	return h;
}

/* The lowest byte first, whatever the machine: a base moves between machines. */
static void put_number(struct hash *h, uint64_t n)
{
	unsigned char bytes[8];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(n >> 8 * i);
	crypto_generichash_update(&h->state, bytes, sizeof bytes);
}

void hash_part(struct hash *h, const void *data, size_t len)
{
	put_number(h, len);
	crypto_generichash_update(&h->state, data, len);
}

void hash_string(struct hash *h, const char *s)
{
	if (s != NULL)
		hash_part(h, s, strlen(s));
	else
		put_number(h, UINT64_MAX);	/* a length that no part has */
}

void hash_int(struct hash *h, int64_t n)
{
	put_number(h, sizeof n);
	put_number(h, (uint64_t)n);
}

void hash_end(struct hash *h, unsigned char out[HASH_SIZE])
{
	crypto_generichash_final(&h->state, out, HASH_SIZE);
	free(h);
}

void random_bytes(void *out, size_t len)
{
	ready();
	randombytes_buf(out, len);
}

int64_t random_id(void)
{
	uint64_t n;

	do {
		random_bytes(&n, sizeof n);
		n &= INT64_MAX;
	} while (n == 0);
	return (int64_t)n;
}

static const char uuid_form[UUID_SIZE] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
static const char hex_digits[] = "0123456789abcdef";

/* RFC 9562, 5.4: random but for the version (4) and the variant (10 in the two upper bits). */
void uuid_new(char out[UUID_SIZE])
{
	unsigned char bytes[16];
	size_t nibble = 0;

	random_bytes(bytes, sizeof bytes);
	bytes[6] = (unsigned char)(0x40 | (bytes[6] & 0x0f));
	bytes[8] = (unsigned char)(0x80 | (bytes[8] & 0x3f));
	memcpy(out, uuid_form, UUID_SIZE);
	for (size_t i = 0; out[i] != '\0'; i++)
		if (out[i] == 'x') {
			out[i] = hex_digits[bytes[nibble / 2] >> (nibble % 2 ? 0 : 4) & 0x0f];
			nibble++;
		}
}

int uuid_valid(const char *s)
{
	for (size_t i = 0; uuid_form[i] != '\0'; i++) {
		if (uuid_form[i] == '-' ? s[i] != '-' : s[i] == '\0' || strchr(hex_digits, s[i]) == NULL)
			return 0;
	}
	return s[UUID_SIZE - 1] == '\0';
}
