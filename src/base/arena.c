/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define BLOCK_SIZE 16384		/* at least: the texts of most cases are one or two */

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	char s[];
};

void arena_room(struct arena *arena, size_t bytes)
{
	struct arena_block *block = arena->blocks;
	size_t size = bytes < BLOCK_SIZE ? BLOCK_SIZE : bytes;

	if (block != NULL && block->size - block->used >= bytes)
		return;
	arena->blocks = xmalloc(sizeof *block + size);
	*arena->blocks = (struct arena_block){ .next = block, .size = size };
}

char *arena_keep(struct arena *arena, const char *text, size_t len)
{
	char *copy;

	arena_room(arena, len + 1);
	copy = arena->blocks->s + arena->blocks->used;
	arena->blocks->used += len + 1;
	arena->kept += len + 1;
	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

static void free_from(struct arena_block *block)
{
	while (block != NULL) {
		struct arena_block *next = block->next;

		free(block);
		block = next;
	}
}

void arena_empty(struct arena *arena)
{
	if (arena->blocks != NULL) {
		free_from(arena->blocks->next);
		arena->blocks->next = NULL;
		arena->blocks->used = 0;
	}
	arena->kept = 0;
}

void arena_release(struct arena *arena)
{
	free_from(arena->blocks);
	*arena = (struct arena){ 0 };
}
