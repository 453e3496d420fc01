/* SPDX-License-Identifier: MIT */
/* The same work on many items, on all processors. */
#ifndef MIGHOOK_BASE_PARALLEL_H
#define MIGHOOK_BASE_PARALLEL_H

#include <stddef.h>

/* Most workers there will ever be. */
enum { MOST_WORKERS = 8 };

/* How many workers are worth starting for so many items: 1 for few. */
size_t parallel_workers(size_t items);

/*
 * Calls `work(worker, item, context)` for each item below `items`, each once, in no order. Workers
 * are numbered from 0: what one of them keeps for itself needs no lock. Where no thread can be
 * started the caller's does it all.
 */
void parallel_run(size_t workers, size_t items,
	void (*work)(size_t worker, size_t item, void *context), void *context);

#endif
