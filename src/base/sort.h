/* SPDX-License-Identifier: MIT */
/* Sorting of what is mostly sorted already: listings of trees are. */
#ifndef MIGHOOK_BASE_SORT_H
#define MIGHOOK_BASE_SORT_H

#include <stddef.h>

/* As qsort(3), also for no items at all; what compares equal stays as it was. The more of them are
 * in order, the sooner it returns. */
void sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

#endif
