/* SPDX-License-Identifier: MIT */
#include "base/sort.h"

void sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	const char *bytes = items;

	for (size_t i = 1; i < count; i++) {
		if (compare(bytes + (i - 1) * size, bytes + i * size) > 0) {
			qsort(items, count, size, compare);
			return;
		}
	}
}
