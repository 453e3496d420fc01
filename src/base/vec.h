/* SPDX-License-Identifier: MIT */
/* Growable arrays in an arena: struct things { struct thing *items; size_t count, capacity; }. */
#ifndef MIGHOOK_BASE_VEC_H
#define MIGHOOK_BASE_VEC_H

#include "base/arena.h"

/* Room for one more item; a grown array is a copy, the old one stays valid until the release. */
void *vec_reserve(
	struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

/* A pointer to a new, zeroed last item of the array `vec` points to. Evaluates `vec` twice. */
#define vec_push(arena, vec) \
	((vec)->items = vec_reserve( \
		 (arena), (vec)->items, (vec)->count, &(vec)->capacity, sizeof *(vec)->items), \
		&(vec)->items[(vec)->count++])

#endif
