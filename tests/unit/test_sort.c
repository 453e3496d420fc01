/* SPDX-License-Identifier: MIT */
/* Lists that are in order, made of two that are, and any others. */
#include "unit/fixture.h"

#include "base/sort.h"

struct item {
	unsigned key, place;
};

static size_t comparisons;

static int compare(const void *left, const void *right)
{
	const struct item *a = left, *b = right;

	comparisons++;
	return (a->key > b->key) - (a->key < b->key);
}

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1103515245 + 12345;
	return *seed >> 8;
}

static void check(struct item *items, size_t count, const unsigned *keys)
{
	unsigned seen[64] = {0};

	for (size_t i = 0; i < count; i++) {
		items[i] = (struct item){keys[i], (unsigned)i};
		seen[keys[i]]++;
	}
	sort(items, count, sizeof *items, compare);
	for (size_t i = 0; i < count; i++) {
		seen[items[i].key]--;
		assert_int_equal(items[i].key, keys[items[i].place]);
		/* what is equal stays in its order */
		assert_true(!i || items[i - 1].key < items[i].key ||
			(items[i - 1].key == items[i].key && items[i - 1].place < items[i].place));
	}
	for (size_t i = 0; i < ARRAY_LENGTH(seen); i++)
		assert_int_equal(seen[i], 0);
}

static void test_sort__of_runs(void **state)
{
	unsigned seed = 3, keys[60];
	struct item items[60];

	(void)state;
	for (size_t round = 0; round < 3000; round++) {
		size_t count = next_random(&seed) % 60, runs = 1 + round % 4;

		for (size_t i = 0; i < count; i++)
			keys[i] = (unsigned)(i * runs % (count + 1) + next_random(&seed) % 2) % 64;
		check(items, count, keys);
	}
}

static void test_sort__of_two_runs_compares_each_item_a_few_times(void **state)
{
	static struct item items[10000];

	(void)state;
	for (unsigned i = 0; i < ARRAY_LENGTH(items); i++)
		items[i] = (struct item){i < 4000 ? i * 2 : (i - 4000) * 2 + 1, i};
	comparisons = 0;
	sort(items, ARRAY_LENGTH(items), sizeof *items, compare);
	assert_true(comparisons <= 2 * ARRAY_LENGTH(items));
	for (unsigned i = 1; i < ARRAY_LENGTH(items); i++)
		assert_true(items[i - 1].key < items[i].key);
}

static int ascending(const void *a, const void *b)
{
	int first = *(const int *)a, second = *(const int *)b;

	return (first > second) - (first < second);
}

static void test_sort__sorts_whatever_the_order_was(void **state)
{
	int sorted[] = {1, 2, 2, 3}, last[] = {1, 2, 3, 0}, first[] = {9, 1, 2}, one[] = {5};
	int many[1000];

	(void)state;
	sort(sorted, 4, sizeof *sorted, ascending);
	assert_memory_equal(sorted, ((int[]){1, 2, 2, 3}), sizeof sorted);
	sort(last, 4, sizeof *last, ascending);
	assert_memory_equal(last, ((int[]){0, 1, 2, 3}), sizeof last);
	sort(first, 3, sizeof *first, ascending);
	assert_memory_equal(first, ((int[]){1, 2, 9}), sizeof first);
	sort(one, 1, sizeof *one, ascending);
	assert_int_equal(one[0], 5);
	for (int i = 0; i < 1000; i++)
		many[i] = i * 617 % 1000;
	sort(many, 1000, sizeof *many, ascending);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(many[i], i);
}

static void test_sort__takes_no_items(void **state)
{
	(void)state;
	sort(NULL, 0, sizeof(int), ascending);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sort__sorts_whatever_the_order_was),
		cmocka_unit_test(test_sort__takes_no_items),
		cmocka_unit_test(test_sort__of_runs),
		cmocka_unit_test(test_sort__of_two_runs_compares_each_item_a_few_times),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
