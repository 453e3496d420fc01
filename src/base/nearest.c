/* SPDX-License-Identifier: MIT */
#include "base/nearest.h"

#include <stdint.h>

static size_t least(size_t a, size_t b, size_t c)
{
	size_t smaller = a < b ? a : b;

	return smaller < c ? smaller : c;
}

/* Optimal string alignment distance, ignoring case. */
static size_t edits(struct arena *arena, struct str a, struct str b)
{
	size_t width = b.len + 1;
	size_t *cost = arena_array(arena, size_t, (a.len + 1) * width);

	for (size_t j = 0; j <= b.len; j++)
		cost[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		cost[i * width] = i;
		for (size_t j = 1; j <= b.len; j++) {
			char from = lower(a.ptr[i - 1]), to = lower(b.ptr[j - 1]);
			size_t *here = &cost[i * width + j];

			*here = least(here[-(ptrdiff_t)width] + 1, here[-1] + 1,
				here[-(ptrdiff_t)width - 1] + (from != to));
			if (i > 1 && j > 1 && from == lower(b.ptr[j - 2]) && lower(a.ptr[i - 2]) == to &&
				here[-2 * (ptrdiff_t)width - 2] + 1 < *here)
				*here = here[-2 * (ptrdiff_t)width - 2] + 1;
		}
	}
	return cost[a.len * width + b.len];
}

/* Few edits for the word's length, or its beginning: "sever" for "severity". */
static bool is_near(struct str word, struct str candidate, size_t distance)
{
	if (distance < word.len / 3 + 2)
		return distance < candidate.len;
	return word.len > 2 && str_equal_ignoring_case(str_slice(candidate, 0, word.len), word);
}

struct str nearest_word(struct arena *arena, struct str word, const struct str_list *candidates)
{
	struct str best = {NULL, 0};
	size_t fewest = SIZE_MAX;

	if (word.len > 64)
		return best;
	for (size_t i = 0; i < candidates->count; i++) {
		struct str candidate = candidates->items[i];
		size_t distance = edits(arena, word, candidate);

		if (distance < fewest && is_near(word, candidate, distance)) {
			fewest = distance;
			best = candidate;
		}
	}
	return best;
}
