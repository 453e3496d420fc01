/* SPDX-License-Identifier: MIT */
#include "git/tree_memory.h"

enum { MOST_BYTES = 16 * 1024 * 1024, FIRST_SLOTS = 32 };

struct kept_tree {
	struct object_id id;
	struct str bytes; /* ptr NULL: a free slot */
};

struct tree_memory {
	struct arena arena;
	struct kept_tree *slots; /* by id, with gaps */
	size_t slot_count, count; /* slot_count: a power of two */
	size_t size; /* bytes of all trees */
};

struct tree_memory *tree_memory_open(struct arena *arena)
{
	return arena_new(arena, struct tree_memory);
}

static void forget(struct tree_memory *memory)
{
	arena_release(&memory->arena);
	*memory = (struct tree_memory){.count = 0};
}

void tree_memory_close(struct tree_memory **memory)
{
	if (*memory)
		forget(*memory);
	*memory = NULL;
}

/* The slot of the tree, or the free one where it would be. */
static struct kept_tree *slot_of(const struct tree_memory *memory, const struct object_id *id)
{
	size_t at;

	memcpy(&at, id->bytes, sizeof at);
	for (at &= memory->slot_count - 1; memory->slots[at].bytes.ptr;
		 at = (at + 1) & (memory->slot_count - 1))
		if (object_id_equal(&memory->slots[at].id, id))
			break;
	return &memory->slots[at];
}

bool tree_memory_find(const struct tree_memory *memory, const struct object_id *id, struct str *ret)
{
	const struct kept_tree *slot = memory->slot_count ? slot_of(memory, id) : NULL;

	if (!slot || !slot->bytes.ptr)
		return false;
	*ret = slot->bytes;
	return true;
}

struct arena *tree_memory_arena(struct tree_memory *memory)
{
	return &memory->arena;
}

/* Twice as many slots, at least half of them free. */
static void grow(struct tree_memory *memory)
{
	const struct tree_memory old = *memory;

	memory->slot_count = old.slot_count ? old.slot_count * 2 : FIRST_SLOTS;
	memory->slots = arena_array(&memory->arena, struct kept_tree, memory->slot_count);
	for (size_t i = 0; i < old.slot_count; i++)
		if (old.slots[i].bytes.ptr)
			*slot_of(memory, &old.slots[i].id) = old.slots[i];
}

void tree_memory_keep(struct tree_memory *memory, const struct object_id *id, struct str bytes)
{
	struct kept_tree *slot;

	if (memory->count * 2 >= memory->slot_count)
		grow(memory);
	slot = slot_of(memory, id);
	memory->count += !slot->bytes.ptr;
	memory->size += bytes.len + sizeof *slot;
	*slot = (struct kept_tree){*id, bytes};
}

void tree_memory_trim(struct tree_memory *memory)
{
	if (memory->size > MOST_BYTES)
		forget(memory);
}
