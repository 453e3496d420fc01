/* SPDX-License-Identifier: MIT */
/* The same work on many items, on all processors. */
#ifndef MIGHOOK_BASE_PARALLEL_H
#define MIGHOOK_BASE_PARALLEL_H

#include "base/arena.h"

/* Most workers there will ever be. */
enum { MOST_WORKERS = 8 };

/* `item` is one of those below their number; `worker` is numbered from 0: what one of them keeps
 * for itself needs no lock. */
typedef void parallel_work(size_t worker, size_t item, void *context);

/* How many workers are worth starting for so many items: 1 for few. */
size_t parallel_workers(size_t items);

/* Does the work on each item below `items`, each once, in no order. Where no thread can be started
 * the caller's does it all. */
void parallel_run(size_t workers, size_t items, parallel_work *work, void *context);

/*
 * The same beside what the caller does, on at most so many items, as they come to be there: others
 * take them in their order, and worker 0 is the caller where it waits. To be ended by whom it was
 * begun before anything goes that the work needs.
 */
struct parallel *parallel_begin(
	struct arena *arena, size_t workers, size_t most, parallel_work *work, void *context);

/* The items below `items` are there. */
void parallel_allow(struct parallel *parallel, size_t items);

/* Returns when the work on this item, which is there, is done. */
void parallel_await(struct parallel *parallel, size_t item);

/* Returns when the work on all that are there is done. */
void parallel_end(struct parallel *parallel);

#endif
