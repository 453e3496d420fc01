/* SPDX-License-Identifier: MIT */
/* Growable arrays in an arena: struct things { struct thing *items; size_t count, capacity; }. */
#ifndef MIGHOOK_BASE_VEC_H
#define MIGHOOK_BASE_VEC_H

#include "base/arena.h"

/* Room for `wanted` items, more than there is room for now. Where the array cannot grow in its
 * place it is a copy, and the old one stays valid until the release. */
void *vec_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t wanted,
	size_t item_size);

/* Room for one more item, which is cleared. */
void *vec_reserve(
	struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

/* The same; where the array has moved, the old one is gone. */
void *vec_extend(
	struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

/* A pointer to a new, zeroed last item of the array `vec` points to. Evaluates `vec` twice. */
#define vec_push(arena, vec) \
	((vec)->items = vec_reserve( \
		 (arena), (vec)->items, (vec)->count, &(vec)->capacity, sizeof *(vec)->items), \
		&(vec)->items[(vec)->count++])

/* Room for that many more items at once, where their number is known. Evaluates `vec` many times.
 */
#define vec_expect(arena, vec, more) \
	((vec)->count + (more) <= (vec)->capacity \
			? (void)0 \
			: (void)((vec)->items = vec_grow((arena), (vec)->items, (vec)->count, \
						 &(vec)->capacity, (vec)->count + (more), sizeof *(vec)->items)))

/* The same for lists that may become long: no item may be pointed to while one is added. */
#define vec_append(arena, vec) \
	((vec)->items = vec_extend( \
		 (arena), (vec)->items, (vec)->count, &(vec)->capacity, sizeof *(vec)->items), \
		&(vec)->items[(vec)->count++])

#endif
