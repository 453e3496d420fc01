/* SPDX-License-Identifier: MIT */
#include "base/parallel.h"

#include <pthread.h>
#include <unistd.h>

/* Fewer items than this are done before a thread has started; and so many are taken at a time. */
enum { LEAST_ITEMS = 64, CHUNK = 8 };

struct worker {
	struct parallel *parallel;
	size_t number;
	pthread_t thread;
	bool is_started;
};

struct parallel {
	parallel_work *work;
	void *context;
	struct worker workers[MOST_WORKERS];
	pthread_mutex_t lock; /* of all that follows */
	pthread_cond_t has_changed;
	size_t next, items; /* to be taken; that are there */
	bool is_complete; /* no more will be there */
	bool *done; /* a flag for each item; NULL: nobody waits for one of them */
};

/* The next items, [*from, *to); false if there is none for now. */
static bool take(struct parallel *parallel, size_t *from, size_t *to)
{
	*from = parallel->next;
	*to = parallel->items - *from > CHUNK ? *from + CHUNK : parallel->items;
	parallel->next = *to;
	return *from < *to;
}

/* With the lock held, which is given back meanwhile. */
static void work_on(struct parallel *parallel, size_t worker, size_t from, size_t to)
{
	pthread_mutex_unlock(&parallel->lock);
	for (size_t i = from; i < to; i++)
		parallel->work(worker, i, parallel->context);
	pthread_mutex_lock(&parallel->lock);
	if (!parallel->done)
		return;
	for (size_t i = from; i < to; i++)
		parallel->done[i] = true;
	pthread_cond_broadcast(&parallel->has_changed);
}

static void *run(void *argument)
{
	const struct worker *worker = argument;
	struct parallel *parallel = worker->parallel;
	size_t from, to;

	pthread_mutex_lock(&parallel->lock);
	for (;;) {
		if (take(parallel, &from, &to))
			work_on(parallel, worker->number, from, to);
		else if (parallel->is_complete)
			break;
		else
			pthread_cond_wait(&parallel->has_changed, &parallel->lock);
	}
	pthread_mutex_unlock(&parallel->lock);
	return NULL;
}

static void start(struct parallel *parallel, size_t workers)
{
	pthread_mutex_init(&parallel->lock, NULL);
	pthread_cond_init(&parallel->has_changed, NULL);
	for (size_t i = 1; i < workers && i < MOST_WORKERS; i++) {
		struct worker *worker = &parallel->workers[i];

		*worker = (struct worker){.parallel = parallel, .number = i};
		worker->is_started = !pthread_create(&worker->thread, NULL, run, worker);
	}
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

void parallel_run(size_t workers, size_t items, parallel_work *work, void *context)
{
	struct parallel parallel = {.items = items, .work = work, .context = context};

	start(&parallel, workers);
	parallel_end(&parallel);
}

struct parallel *parallel_begin(
	struct arena *arena, size_t workers, size_t most, parallel_work *work, void *context)
{
	struct parallel *parallel = arena_new(arena, struct parallel);

	parallel->work = work;
	parallel->context = context;
	parallel->done = arena_array(arena, bool, most);
	start(parallel, workers);
	return parallel;
}

void parallel_allow(struct parallel *parallel, size_t items)
{
	pthread_mutex_lock(&parallel->lock);
	parallel->items = items;
	pthread_cond_broadcast(&parallel->has_changed);
	pthread_mutex_unlock(&parallel->lock);
}

void parallel_await(struct parallel *parallel, size_t item)
{
	size_t from, to;

	pthread_mutex_lock(&parallel->lock);
	while (!parallel->done[item])
		if (take(parallel, &from, &to))
			work_on(parallel, 0, from, to);
		else
			pthread_cond_wait(&parallel->has_changed, &parallel->lock);
	pthread_mutex_unlock(&parallel->lock);
}

void parallel_end(struct parallel *parallel)
{
	size_t from, to;

	pthread_mutex_lock(&parallel->lock);
	parallel->is_complete = true;
	pthread_cond_broadcast(&parallel->has_changed);
	while (take(parallel, &from, &to))
		work_on(parallel, 0, from, to);
	pthread_mutex_unlock(&parallel->lock);
	for (size_t i = 1; i < MOST_WORKERS; i++)
		if (parallel->workers[i].is_started)
			pthread_join(parallel->workers[i].thread, NULL);
	pthread_cond_destroy(&parallel->has_changed);
	pthread_mutex_destroy(&parallel->lock);
}
