/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/* A block is cleared a piece at a time, as far as it is used: pages cost when they are touched. An
 * arena that has become large goes on in blocks that are pages of the larger kind, where the
 * kernel has them: one of these costs little more than ten of the others, and there are 512 in it.
 */
enum {
	BLOCK_SIZE = 256 * 1024,
	CLEARED_AT_ONCE = 4096,
	LARGE_ARENA = 4 * 1024 * 1024,
	LARGE_PAGE = 2 * 1024 * 1024,
};

struct arena_block {
	struct arena_block *older;
	size_t before; /* bytes of the arena when it was made, roughly */
	size_t used, cleared, size; /* used <= cleared <= size */
	bool is_single; /* all of it was asked for at once */
	alignas(max_align_t) unsigned char bytes[];
};

static _Noreturn void out_of_memory(void)
{
	static const char message[] = "mighook: out of memory\n";
	ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);

	(void)ignored;
	_exit(2);
}

static size_t size_of(const struct arena *arena)
{
	return arena->newest ? arena->newest->before + arena->newest->size : 0;
}

/* What a block holds that is not asked for by somebody for himself. */
static size_t usual_size(const struct arena *arena)
{
	return size_of(arena) < LARGE_ARENA ? BLOCK_SIZE : LARGE_PAGE - sizeof(struct arena_block);
}

static struct arena_block *block_new(const struct arena *arena, size_t size)
{
	size_t all = sizeof(struct arena_block) + size;
	struct arena_block *block;
	void *memory = NULL;

	if (all < size)
		out_of_memory();
	if (all < LARGE_PAGE)
		memory = malloc(all);
	else if (posix_memalign(&memory, LARGE_PAGE, all))
		memory = NULL;
	if (!memory)
		out_of_memory();
	block = memory;
	if (all >= LARGE_PAGE)
		/* a wish: without it all is the same, and slower */
		(void)madvise(block, all - all % LARGE_PAGE, MADV_HUGEPAGE);
	*block = (struct arena_block){.before = size_of(arena), .size = size};
	return block;
}

static size_t room_in(const struct arena_block *block)
{
	return block->size - block->used;
}

/* The next bytes of a block that has room for them. */
static void *take(struct arena_block *block, size_t size, bool cleared)
{
	void *memory = block->bytes + block->used;

	block->used += size;
	if (!cleared) {
		if (block->cleared < block->used)
			block->cleared = block->used;
	} else if (block->used > block->cleared) {
		size_t more = block->used - block->cleared;

		if (more < CLEARED_AT_ONCE)
			more = CLEARED_AT_ONCE;
		if (more > block->size - block->cleared)
			more = block->size - block->cleared;
		memset(block->bytes + block->cleared, 0, more);
		block->cleared += more;
	}
	return memory;
}

/* What memory a request of this size takes: the next one is aligned. */
static size_t whole(size_t size)
{
	if (size > SIZE_MAX - alignof(max_align_t))
		out_of_memory();
	return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

static void *allocate(struct arena *arena, size_t size, bool cleared, bool will_grow)
{
	struct arena_block *block = arena->newest, *added;
	bool is_single;
	size_t usual;
	void *memory;

	size = whole(size);
	usual = usual_size(arena);
	/* In a small arena a large one gets what it asks for, and the rest of the others stays in use.
	 * What will grow leaves no copy of itself behind. */
	is_single = size > (will_grow || usual == BLOCK_SIZE ? BLOCK_SIZE / 4 : usual);
	if (block && room_in(block) >= size && !(is_single && will_grow))
		return take(block, size, cleared);
	added = block_new(arena, is_single ? size : usual);
	added->is_single = is_single;
	memory = take(added, size, cleared);
	if (block && room_in(added) < room_in(block)) {
		added->older = block->older;
		block->older = added;
	} else {
		added->older = block;
		arena->newest = added;
	}
	return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return allocate(arena, size, /* cleared= */ true, /* will_grow= */ false);
}

void *arena_alloc_uncleared(struct arena *arena, size_t size)
{
	return allocate(arena, size, /* cleared= */ false, /* will_grow= */ false);
}

bool arena_extend(struct arena *arena, const void *memory, size_t size, size_t wanted)
{
	struct arena_block *block = arena->newest;
	size_t more;

	size = whole(size);
	more = whole(wanted) - size;
	if (!block || (const unsigned char *)memory + size != block->bytes + block->used ||
		room_in(block) < more)
		return false;
	(void)take(block, more, /* cleared= */ false);
	return true;
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		out_of_memory();
	return arena_alloc(arena, count * size);
}

/* The block that holds nothing but this memory; NULL: others share it. */
static struct arena_block **own_block(struct arena *arena, const void *memory, size_t size)
{
	struct arena_block **place = &arena->newest;

	if (size <= BLOCK_SIZE / 4) /* not worth the search */
		return NULL;
	while (*place && (*place)->bytes != memory)
		place = &(*place)->older;
	return *place && (*place)->is_single ? place : NULL;
}

void *arena_grow(struct arena *arena, void *memory, size_t size, size_t grown)
{
	struct arena_block **place = own_block(arena, memory, size), *block;
	void *copy;

	if (!place) {
		if (size && arena_extend(arena, memory, size, grown))
			return memory;
		copy = allocate(arena, grown, /* cleared= */ false, /* will_grow= */ true);
		if (size)
			memcpy(copy, memory, size);
		return copy;
	}
	if (grown > SIZE_MAX - sizeof *block)
		out_of_memory();
	block = realloc(*place, sizeof *block + grown);
	if (!block)
		out_of_memory();
	block->used = block->cleared = block->size = grown;
	*place = block;
	return block->bytes;
}

void *arena_move(struct arena *arena, struct arena *from, void *memory, size_t size)
{
	struct arena_block **place = own_block(from, memory, size), *block;
	void *copy;

	if (!place || arena == from) {
		copy = arena_alloc_uncleared(arena, size);
		if (size)
			memcpy(copy, memory, size);
		return copy;
	}
	block = *place;
	*place = block->older;
	/* behind the current one, whose rest stays in use */
	if (arena->newest) {
		block->older = arena->newest->older;
		arena->newest->older = block;
	} else {
		block->older = NULL;
		arena->newest = block;
	}
	return memory;
}

void arena_adopt(struct arena *arena, struct arena *other)
{
	struct arena_block **oldest = &arena->newest;

	while (*oldest)
		oldest = &(*oldest)->older;
	*oldest = other->newest;
	other->newest = NULL;
}

void arena_reset(struct arena *arena)
{
	struct arena_block *kept = arena->newest;
	struct arena older;

	if (!kept)
		return;
	older.newest = kept->older;
	arena_release(&older);
	kept->older = NULL;
	kept->used = kept->cleared = 0;
	kept->is_single = false;
}

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->newest;

	while (block) {
		struct arena_block *older = block->older;

		free(block);
		block = older;
	}
	arena->newest = NULL;
}
