/* SPDX-License-Identifier: EUPL-1.2 */
/* BLAKE2b-256, random bytes and uuids (libsodium). */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_SIZE 32
#define UUID_SIZE 37		/* text form with its NUL */

struct hash;

/*
 * A hash of parts.  Each part is preceded by its length, so that ("ab", "c") is not ("a", "bc").  Lengths and
 * numbers go in as 8 bytes, the lowest first, on every machine.
 */
struct hash *hash_new(void);
void hash_part(struct hash *h, const void *data, size_t len);
void hash_string(struct hash *h, const char *s);	/* NULL is another part than "" */
void hash_int(struct hash *h, int64_t n);
void hash_end(struct hash *h, unsigned char out[HASH_SIZE]);	/* frees h */

void random_bytes(void *out, size_t len);
int64_t random_id(void);	/* positive, never 0 */
void uuid_new(char out[UUID_SIZE]);	/* random (version 4) */
int uuid_valid(const char *s);		/* any version; small letters only, or one uuid would be two texts */

#endif
