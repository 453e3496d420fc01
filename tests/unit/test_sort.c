/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/sort.h"

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
