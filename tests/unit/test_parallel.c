/* SPDX-License-Identifier: MIT */
/* Every item once, by whichever worker, as they come to be there. */
#include "unit/fixture.h"

#include <stdatomic.h>

#include "base/parallel.h"

enum { ITEMS = 1000 };

struct counts {
	atomic_uint of_items[ITEMS];
	unsigned of_workers[MOST_WORKERS]; /* each its own: no lock is needed */
};

static void count(size_t worker, size_t item, void *context)
{
	struct counts *counts = context;

	atomic_fetch_add(&counts->of_items[item], 1);
	counts->of_workers[worker]++;
}

static void assert_counts(const struct counts *counts, size_t items)
{
	unsigned all = 0;

	for (size_t i = 0; i < ITEMS; i++)
		assert_int_equal(counts->of_items[i], i < items);
	for (size_t i = 0; i < MOST_WORKERS; i++)
		all += counts->of_workers[i];
	assert_int_equal(all, items);
}

static void test_run__does_each_item_once(void **state)
{
	(void)state;
	for (size_t workers = 1; workers <= MOST_WORKERS; workers++)
		for (size_t items = 0; items < 70; items++) {
			struct counts counts = {.of_workers = {0}};

			parallel_run(workers, items, count, &counts);
			assert_counts(&counts, items);
		}
}

static void test_begin__works_on_what_is_there(void **state)
{
	for (size_t workers = 1; workers <= 4; workers++) {
		struct counts counts = {.of_workers = {0}};
		struct parallel *parallel = parallel_begin(*state, workers, ITEMS, count, &counts);

		for (size_t items = 1; items <= 700; items += 1 + items % 13) {
			parallel_allow(parallel, items);
			if (items % 3)
				continue;
			parallel_await(parallel, items / 2);
			assert_int_equal(counts.of_items[items / 2], 1);
			assert_int_equal(counts.of_items[items], 0);
		}
		parallel_allow(parallel, 701);
		parallel_await(parallel, 700);
		assert_int_equal(counts.of_items[700], 1);
		parallel_end(parallel);
		assert_counts(&counts, 701);
	}
}

static void test_begin__of_nothing(void **state)
{
	struct counts counts = {.of_workers = {0}};

	for (size_t workers = 1; workers <= 4; workers++)
		parallel_end(parallel_begin(*state, workers, 0, count, &counts));
	assert_counts(&counts, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_run__does_each_item_once),
		with_arena(test_begin__works_on_what_is_there),
		with_arena(test_begin__of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
