/* SPDX-License-Identifier: MIT */
/* Sorting of what is mostly sorted already: listings of trees are. */
#ifndef MIGHOOK_BASE_SORT_H
#define MIGHOOK_BASE_SORT_H

#include <stddef.h>

/* As qsort(3), also for no items at all; returns at once if the items are in order, and merges
 * them if they are two lists that are, one behind the other. */
void sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

#endif
