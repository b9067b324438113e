/* SPDX-License-Identifier: EUPL-1.2 */
/* Texts that live and die together: kept one behind the other in a few blocks, and freed all at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena {
	struct arena_block *blocks;	/* the one in use first */
	size_t kept;			/* bytes of all texts */
};
/* {0} is an empty one. */

/* A copy of `len` bytes with a zero behind them; it lies still until the arena is emptied or released. */
char *arena_keep(struct arena *arena, const char *text, size_t len);
/* Room for that many bytes more in one block. */
void arena_room(struct arena *arena, size_t bytes);
/* Its texts are gone; one block is kept for the next ones. */
void arena_empty(struct arena *arena);
void arena_release(struct arena *arena);

#endif
