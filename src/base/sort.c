/* SPDX-License-Identifier: MIT */
#include "base/sort.h"

#include <stdbool.h>

/* Where the items that are in order from here on end. */
static size_t run_from(const char *bytes, size_t from, size_t count, size_t size,
	int (*compare)(const void *, const void *))
{
	size_t end = from + 1;

	while (end < count && compare(bytes + (end - 1) * size, bytes + end * size) <= 0)
		end++;
	return end;
}

/* Merges two runs that follow each other; false, and nothing done, without memory. */
static bool merge(char *bytes, size_t first, size_t count, size_t size,
	int (*compare)(const void *, const void *))
{
	char *copy = malloc(first * size);
	size_t i = 0, j = first;

	if (!copy)
		return false;
	memcpy(copy, bytes, first * size);
	for (char *to = bytes; i < first; to += size) {
		if (j < count && compare(copy + i * size, bytes + j * size) > 0)
			memcpy(to, bytes + j++ * size, size);
		else
			memcpy(to, copy + i++ * size, size);
	}
	free(copy);
	return true;
}

void sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	size_t first;

	if (count < 2)
		return;
	first = run_from(items, 0, count, size, compare);
	if (first == count ||
		(run_from(items, first, count, size, compare) == count &&
			merge(items, first, count, size, compare)))
		return;
	qsort(items, count, size, compare);
}
