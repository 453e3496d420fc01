/* SPDX-License-Identifier: MIT */
/* Memory that lives as long as a run and is given back in one call. */
#ifndef MIGHOOK_BASE_ARENA_H
#define MIGHOOK_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *newest; /* NULL: nothing allocated yet */
};

/* Zeroed memory aligned for any type. Never NULL: without memory the process says so, exit 2. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same, not cleared: for what is written to before it is read. */
void *arena_alloc_uncleared(struct arena *arena, size_t size);

/* Makes the newest piece larger where it lies; what is added is not cleared. False, and nothing
 * done, if it is not the newest, or has no room. */
bool arena_extend(struct arena *arena, const void *memory, size_t size, size_t wanted);

/* The memory with more room behind it, which is not cleared; it may have moved, and the old one is
 * gone. */
void *arena_grow(struct arena *arena, void *memory, size_t size, size_t grown);

/* Memory of one arena as memory of another one, copied unless it is large; the old one is gone. */
void *arena_move(struct arena *arena, struct arena *from, void *memory, size_t size);

/* What the other arena holds belongs to this one from now on; the other one is empty. */
void arena_adopt(struct arena *arena, struct arena *other);

/* Forgets what was allocated, and keeps a block for what comes next: for memory that is needed for
 * a while, again and again. */
void arena_reset(struct arena *arena);

/* Gives back all memory of the arena. The arena may be used again. */
void arena_release(struct arena *arena);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))

/* As arena_alloc, for `count` items of `size` bytes; an overflow counts as out of memory. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);

#endif
