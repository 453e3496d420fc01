/* SPDX-License-Identifier: MIT */
#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

/* Fewer items than this are done before a thread has started; and so many are taken at a time. */
enum { LEAST_ITEMS = 64, CHUNK = 8 };

struct shared {
	atomic_size_t next;
	size_t items;
	void (*work)(size_t worker, size_t item, void *context);
	void *context;
};

struct worker {
	struct shared *shared;
	size_t number;
	pthread_t thread;
	bool is_started;
};

static void *run(void *argument)
{
	struct worker *worker = argument;
	struct shared *shared = worker->shared;
	size_t from;

	while ((from = atomic_fetch_add(&shared->next, CHUNK)) < shared->items)
		for (size_t i = from; i < from + CHUNK && i < shared->items; i++)
			shared->work(worker->number, i, shared->context);
	return NULL;
}

size_t parallel_workers(size_t items)
{
	long processors;

	if (items < LEAST_ITEMS)
		return 1;
	processors = sysconf(_SC_NPROCESSORS_ONLN);
	if (processors < 2)
		return 1;
	return processors < MOST_WORKERS ? (size_t)processors : MOST_WORKERS;
}

void parallel_run(size_t workers, size_t items,
	void (*work)(size_t worker, size_t item, void *context), void *context)
{
	struct shared shared = {.items = items, .work = work, .context = context};
	struct worker all[MOST_WORKERS] = {{.shared = &shared}};

	for (size_t i = 1; i < workers && i < MOST_WORKERS; i++) {
		all[i] = (struct worker){.shared = &shared, .number = i};
		all[i].is_started = !pthread_create(&all[i].thread, NULL, run, &all[i]);
	}
	run(&all[0]);
	for (size_t i = 1; i < MOST_WORKERS; i++)
		if (all[i].is_started)
			pthread_join(all[i].thread, NULL);
}
