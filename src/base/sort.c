/* SPDX-License-Identifier: MIT */
#include "base/sort.h"

#include <stdbool.h>

/* What is listed comes in order but for a few places: the runs that are in order are merged, two
 * and two, until there is one. */
struct sorting {
	char *bytes;
	size_t count, size;
	int (*compare)(const void *, const void *);
	char *copy; /* room for all items */
	size_t *ends; /* of the runs; room for as many as there may be */
	size_t runs;
};

/* Where the items that are in order from here on end. */
static size_t run_from(const struct sorting *sorting, size_t from)
{
	const char *item = sorting->bytes + from * sorting->size;
	size_t end = from + 1;

	for (; end < sorting->count; end++, item += sorting->size)
		if (sorting->compare(item, item + sorting->size) > 0)
			break;
	return end;
}

/* The first of the items [from, to) that belongs behind `item`; with `before` -1 also one that is
 * equal to it. */
static size_t first_behind(
	const struct sorting *sorting, size_t from, size_t to, const char *item, int before)
{
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (sorting->compare(sorting->bytes + middle * sorting->size, item) > before)
			to = middle;
		else
			from = middle + 1;
	}
	return from;
}

/* Two runs that follow each other become one. */
static void merge(struct sorting *sorting, size_t begin, size_t middle, size_t behind)
{
	size_t size = sorting->size;
	/* what is in its place already stays there */
	size_t from = first_behind(sorting, begin, middle, sorting->bytes + middle * size, 0);
	size_t end = first_behind(sorting, middle, behind, sorting->bytes + (middle - 1) * size, -1);
	char *to = sorting->bytes + from * size, *right = sorting->bytes + middle * size;
	const char *left = sorting->copy, *left_end = left + (middle - from) * size;
	const char *right_end = sorting->bytes + end * size;

	memcpy(sorting->copy, to, (middle - from) * size);
	for (; left < left_end; to += size) {
		if (right < right_end && sorting->compare(left, right) > 0) {
			memcpy(to, right, size);
			right += size;
		} else {
			memcpy(to, left, size);
			left += size;
		}
	}
}

static void merge_runs(struct sorting *sorting)
{
	size_t from = 0, kept = 0;

	for (size_t i = 0; i < sorting->runs; i += 2) {
		size_t middle = sorting->ends[i];
		size_t end = i + 1 < sorting->runs ? sorting->ends[i + 1] : middle;

		if (middle < end)
			merge(sorting, from, middle, end);
		sorting->ends[kept++] = from = end;
	}
	sorting->runs = kept;
}

void sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	struct sorting sorting = {items, count, size, compare, NULL, NULL, 0};
	size_t end;

	if (count < 2 || (end = run_from(&sorting, 0)) == count)
		return;
	sorting.copy = malloc(count * size);
	sorting.ends = malloc(count * sizeof *sorting.ends);
	if (sorting.copy && sorting.ends) {
		for (; end < count; end = run_from(&sorting, end))
			sorting.ends[sorting.runs++] = end;
		sorting.ends[sorting.runs++] = count;
		while (sorting.runs > 1)
			merge_runs(&sorting);
	} else {
		qsort(items, count, size, compare);
	}
	free(sorting.copy);
	free(sorting.ends);
}
