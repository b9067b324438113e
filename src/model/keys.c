/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The names stand in an array by number.  A hash table with open addressing
 * finds them: a slot holds a number plus one, 0 is free.  Nothing is ever
 * taken out, and the table is at most half full.
 */
#include "model/keys.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct keys {
	char **names;
	size_t n, cap;
	int *slots;
	size_t n_slots;		/* a power of two */
};

static const char *const known[] = {
#define X(constant, name, who) [KEY_##constant] = name,
	KEY_LIST(X)
#undef X
};

enum { WHO_CASE, WHO_FORM };

static const unsigned char defined_by[] = {
#define X(constant, name, who) [KEY_##constant] = WHO_##who,
	KEY_LIST(X)
#undef X
};

/* FNV-1a: the names are ours and few, so that nobody gains from making them collide. */
static size_t hash(const char *name)
{
	uint32_t h = 2166136261u;

	for (const char *p = name; *p; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	return h;
}

/* The slot that holds the name, or the free one where it belongs. */
static int *slot_of(const struct keys *keys, const char *name)
{
	size_t mask = keys->n_slots - 1, i = hash(name) & mask;

	while (keys->slots[i] && strcmp(keys->names[keys->slots[i] - 1], name) != 0)
		i = (i + 1) & mask;
	return &keys->slots[i];
}

static void grow(struct keys *keys)
{
	free(keys->slots);
	keys->n_slots *= 2;
	keys->slots = xcalloc(keys->n_slots, sizeof *keys->slots);
	for (size_t i = 0; i < keys->n; i++)
		*slot_of(keys, keys->names[i]) = (int)i + 1;
}

struct keys *keys_new(void)
{
	struct keys *keys = xcalloc(1, sizeof *keys);

	keys->n_slots = 1024;
	keys->slots = xcalloc(keys->n_slots, sizeof *keys->slots);
	for (int key = 0; key < KEY_KNOWN; key++) {
		int given = keys_intern(keys, known[key]);

		assert(given == key);
		(void)given;
	}
	return keys;
}

void keys_free(struct keys *keys)
{
	if (!keys)
		return;
	for (size_t i = 0; i < keys->n; i++)
		free(keys->names[i]);
	free(keys->names);
	free(keys->slots);
	free(keys);
}

int keys_intern(struct keys *keys, const char *name)
{
	int *slot = slot_of(keys, name);

	if (*slot)
		return *slot - 1;
	if (2 * (keys->n + 1) > keys->n_slots) {
		grow(keys);
		slot = slot_of(keys, name);
	}
	keys->names = array_room(keys->names, keys->n, &keys->cap, sizeof *keys->names);
	keys->names[keys->n++] = xstrdup(name);
	*slot = (int)keys->n;
	return *slot - 1;
}

int keys_find(const struct keys *keys, const char *name)
{
	return *slot_of(keys, name) - 1;
}

const char *keys_name(const struct keys *keys, int key)
{
	assert(key >= 0 && (size_t)key < keys->n);
	return keys->names[key];
}

size_t keys_count(const struct keys *keys)
{
	return keys->n;
}

bool keys_in_form(int key)
{
	return key >= 0 && key < KEY_KNOWN && defined_by[key] == WHO_FORM;
}
