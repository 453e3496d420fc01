/* SPDX-License-Identifier: MIT */
#include "base/vec.h"

#include <stdint.h>

/* Most lists have one item or two, and there are as many of them as statements: a list of the wide
 * ones starts with less. */
enum { FIRST_ITEMS = 4, FIRST_WIDE_ITEMS = 2, WIDE = 32 };

void *vec_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t wanted,
	size_t item_size)
{
	size_t old_size = *capacity * item_size;
	/* what cannot be is told from what is not there by the arena */
	size_t size = wanted > SIZE_MAX / item_size ? SIZE_MAX : wanted * item_size;
	void *grown;

	*capacity = wanted;
	if (old_size && arena_extend(arena, items, old_size, size))
		return items;
	grown = arena_alloc_uncleared(arena, size);
	if (count)
		memcpy(grown, items, count * item_size);
	return grown;
}

void *vec_reserve(
	struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
	if (count >= *capacity)
		items = vec_grow(arena, items, count, capacity,
			*capacity              ? *capacity * 2
				: item_size < WIDE ? FIRST_ITEMS
								   : FIRST_WIDE_ITEMS,
			item_size);
	memset((char *)items + count * item_size, 0, item_size);
	return items;
}

void *vec_extend(struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
	size_t wanted = *capacity < 8 ? 8 : *capacity + *capacity / 2;

	if (count >= *capacity) {
		if (wanted > SIZE_MAX / item_size)
			wanted = SIZE_MAX / item_size; /* more than there is memory for */
		items = arena_grow(arena, items, *capacity * item_size, wanted * item_size);
		*capacity = wanted;
	}
	memset((char *)items + count * item_size, 0, item_size);
	return items;
}
