/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include <stdalign.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/vec.h"

/* All bytes are zero. */
static bool is_zeroed(const unsigned char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i])
			return false;
	return true;
}

static void test_alloc__gives_zeroed_aligned_separate_memory(void **state)
{
	unsigned char *last = NULL;
	size_t last_size = 0;

	for (size_t size = 1; size < 2000; size += 37) {
		unsigned char *memory = arena_alloc(*state, size);

		assert_non_null(memory);
		assert_int_equal((uintptr_t)memory % alignof(max_align_t), 0);
		assert_true(is_zeroed(memory, size));
		memset(memory, 0xab, size);
		if (last)
			assert_int_equal(last[last_size - 1], 0xab);
		last = memory;
		last_size = size;
	}
	assert_non_null(arena_alloc(*state, 0));
}

static void test_alloc__keeps_small_memory_between_large_ones(void **state)
{
	unsigned char *first = arena_alloc(*state, 10), *large = arena_alloc(*state, 3000000), *second;

	assert_true(is_zeroed(large, 3000000));
	memset(large, 1, 3000000);
	second = arena_alloc(*state, 10);
	assert_true(is_zeroed(first, 10));
	assert_true(is_zeroed(second, 10));
	/* The block in use is not given up for a large one. */
	memset(second, 2, 10);
	assert_true(is_zeroed(first, 10));
	assert_int_equal(large[2999999], 1);
}

static void test_alloc__starts_with_a_large_one(void **state)
{
	unsigned char *large = arena_alloc(*state, 1000000), *small = arena_alloc(*state, 1);

	memset(large, 1, 1000000);
	assert_int_equal(*small, 0);
}

static void test_release__leaves_a_usable_empty_arena(void **state)
{
	struct arena *arena = *state;
	int *number = arena_new(arena, int);

	*number = 7;
	arena_release(arena);
	assert_null(arena->newest);
	number = arena_new(arena, int);
	assert_int_equal(*number, 0);
	arena_release(arena);
	arena_release(arena);
	assert_null(arena->newest);
}

/* Runs `ask` in a process of its own; its exit status, and what it wrote to stderr. */
static int status_of(void (*ask)(struct arena *), char *ret_text, size_t size)
{
	int ends[2], status;
	ssize_t got;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (!child) {
		struct arena arena = {0};

		dup2(ends[1], STDERR_FILENO);
		ask(&arena);
		_exit(0);
	}
	close(ends[1]);
	got = read(ends[0], ret_text, size - 1);
	ret_text[got > 0 ? got : 0] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void ask_for_overflowing_array(struct arena *arena)
{
	arena_alloc_array(arena, SIZE_MAX / 8 + 2, 8);
}

static void ask_for_everything(struct arena *arena)
{
	arena_alloc(arena, SIZE_MAX);
}

static void test_out_of_memory__says_so_and_exits_with_2(void **state)
{
	void (*const asks[])(struct arena *) = {ask_for_overflowing_array, ask_for_everything};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(asks); i++) {
		char text[256];

		assert_int_equal(status_of(asks[i], text, sizeof text), 2);
		assert_contains(text, "out of memory");
	}
}

static void test_alloc_array__multiplies(void **state)
{
	uint64_t *numbers = arena_array(*state, uint64_t, 100000);

	for (size_t i = 0; i < 100000; i++) {
		assert_int_equal(numbers[i], 0);
		numbers[i] = i;
	}
	assert_non_null(arena_alloc_array(*state, 0, 8));
	assert_int_equal(numbers[99999], 99999);
}

static void test_vec__pushes_zeroed_items_and_keeps_old_arrays(void **state)
{
	struct {
		int *items;
		size_t count, capacity;
	} numbers = {0};
	int *first_array, *zeroed;

	*vec_push(*state, &numbers) = 1;
	first_array = numbers.items;
	for (int i = 2; i <= 1000; i++)
		*vec_push(*state, &numbers) = i;
	assert_int_equal(numbers.count, 1000);
	assert_true(numbers.capacity >= numbers.count);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(numbers.items[i], i + 1);
	assert_int_equal(first_array[0], 1);
	zeroed = vec_push(*state, &numbers);
	assert_int_equal(*zeroed, 0);
	assert_ptr_equal(zeroed, &numbers.items[1000]);
}

static void test_reset__gives_cleared_memory_again(void **state)
{
	struct arena arena = {0};
	size_t sizes[] = {10, 5000, 200000, 300000};

	(void)state;
	for (size_t round = 0; round < 3; round++) {
		for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
			char *bytes = arena_alloc(&arena, sizes[i]);

			for (size_t at = 0; at < sizes[i]; at++)
				assert_int_equal(bytes[at], 0);
			memset(bytes, 1, sizes[i]);
			memset(arena_alloc_uncleared(&arena, sizes[i]), 2, sizes[i]);
		}
		arena_reset(&arena);
	}
	arena_release(&arena);
}

static void test_extend__grows_the_newest_piece_alone(void **state)
{
	char *first = arena_alloc(*state, 20), *second;

	memset(first, 1, 20);
	assert_true(arena_extend(*state, first, 20, 1000));
	memset(first + 20, 1, 980);
	second = arena_alloc(*state, 1);
	assert_true(second >= first + 1000);
	assert_int_equal(*second, 0);
	assert_false(arena_extend(*state, first, 1000, 1001 + 32));
	assert_false(arena_extend(*state, second, 1, (size_t)1 << 30));
}

static void test_vec__expects(void **state)
{
	struct {
		int *items;
		size_t count, capacity;
	} numbers = {0};
	const int *items;

	*vec_push(*state, &numbers) = 1;
	vec_expect(*state, &numbers, 1000);
	assert_int_equal(numbers.items[0], 1);
	assert_true(numbers.capacity >= 1001);
	items = numbers.items;
	for (int i = 2; i <= 1001; i++)
		*vec_push(*state, &numbers) = i;
	assert_ptr_equal(numbers.items, items);
	vec_expect(*state, &numbers, 0);
	assert_int_equal(numbers.items[1000], 1001);
}

/* Two lists that share their first items: what one adds the other does not see. */
static void test_vec__copies_are_apart(void **state)
{
	struct numbers {
		int *items;
		size_t count, capacity;
	} first = {0}, second;

	for (int i = 0; i < 8; i++)
		*vec_push(*state, &first) = i;
	second = first;
	*vec_push(*state, &first) = 100;
	*vec_push(*state, &second) = 200;
	*vec_push(*state, &first) = 101;
	assert_int_equal(first.items[8], 100);
	assert_int_equal(second.items[8], 200);
	assert_int_equal(first.items[9], 101);
	assert_int_equal(second.items[7], 7);
}

static void test_grow__keeps_what_was_there(void **state)
{
	unsigned char *bytes = NULL, *others[40];

	for (size_t size = 0, i = 0; size < 8000000; i++) {
		size_t grown = size + size / 2 + 8;

		bytes = arena_grow(*state, bytes, size, grown);
		memset(bytes + size, (int)(i & 255), grown - size);
		others[i] = arena_alloc(*state, 1 + i * 2500);
		memset(others[i], 0xee, 1 + i * 2500);
		size = grown;
	}
	for (size_t size = 0, i = 0; size < 8000000; i++) {
		size_t grown = size + size / 2 + 8;

		for (; size < grown; size += 1 + size / 16)
			assert_int_equal(bytes[size], i & 255);
		assert_int_equal(others[i][i * 2500], 0xee);
		size = grown;
	}
}

static void test_move__outlives_the_arena_it_was_in(void **state)
{
	static const size_t sizes[] = {0, 1, 1000, 65536, 65537, 3000000};

	for (unsigned started = 0; started < 2; started++) {
		struct arena from = {0}, to = {0};
		char *moved[ARRAY_LENGTH(sizes)];

		if (started)
			memset(arena_alloc(&to, 100), 2, 100);
		for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
			char *memory = arena_alloc(&from, sizes[i]);

			memset(memory, (int)i + 1, sizes[i]);
			moved[i] = arena_move(&to, &from, memory, sizes[i]);
		}
		memset(arena_alloc(&from, 100000), 9, 100000);
		arena_release(&from);
		memset(arena_alloc(&to, 100000), 9, 100000);
		for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++)
			for (size_t at = 0; at < sizes[i]; at += 1 + at / 16)
				assert_int_equal(moved[i][at], i + 1);
		arena_release(&to);
	}
	assert_non_null(arena_move(*state, *state, arena_alloc(*state, 100000), 100000));
}

static void test_vec__appends_zeroed_items(void **state)
{
	struct {
		uint64_t *items;
		size_t count, capacity;
	} numbers = {0};

	for (uint64_t i = 0; i < 300000; i++) {
		uint64_t *number = vec_append((struct arena *)*state, &numbers);

		assert_int_equal(*number, 0);
		*number = ~i;
	}
	for (uint64_t i = 0; i < 300000; i++)
		assert_true(numbers.items[i] == ~i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_alloc__gives_zeroed_aligned_separate_memory),
		with_arena(test_alloc__keeps_small_memory_between_large_ones),
		with_arena(test_alloc__starts_with_a_large_one),
		with_arena(test_release__leaves_a_usable_empty_arena),
		cmocka_unit_test(test_out_of_memory__says_so_and_exits_with_2),
		with_arena(test_alloc_array__multiplies),
		with_arena(test_reset__gives_cleared_memory_again),
		with_arena(test_extend__grows_the_newest_piece_alone),
		with_arena(test_vec__expects),
		with_arena(test_vec__copies_are_apart),
		with_arena(test_grow__keeps_what_was_there),
		with_arena(test_move__outlives_the_arena_it_was_in),
		with_arena(test_vec__appends_zeroed_items),
		with_arena(test_vec__pushes_zeroed_items_and_keeps_old_arrays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
