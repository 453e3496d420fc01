/* SPDX-License-Identifier: MIT */
#include "migration/set_memory.h"

#include "base/vec.h"

enum { MOST_PATHS = 16 * 1024 * 1024, MOST_SCRIPTS = 2 * 1024 * 1024 };

struct set_memory *set_memory_open(struct arena *arena)
{
	return arena_new(arena, struct set_memory);
}

void set_memory_forget(struct set_memory *memory)
{
	arena_release(&memory->scripts.arena);
	arena_release(&memory->paths);
	arena_release(&memory->lists);
	arena_release(&memory->next_lists);
	*memory = (struct set_memory){.size = 0};
}

void set_memory_close(struct set_memory **memory)
{
	if (*memory)
		set_memory_forget(*memory);
	*memory = NULL;
}

bool set_memory_is_full(const struct set_memory *memory)
{
	return memory->size > MOST_PATHS || memory->scripts.size > MOST_SCRIPTS;
}

void set_memory_begin(struct set_memory *memory)
{
	arena_reset(&memory->next_lists);
	memory->next = (struct known_paths){NULL, 0, 0};
	memory->position = 0;
}

/* Paths that are shared with the last listing are the same bytes. */
static int compare(struct str known, struct str path)
{
	return known.ptr == path.ptr && known.len == path.len ? 0 : str_compare(known, path);
}

const struct known_path *set_memory_path(
	struct set_memory *memory, struct str path, struct known_path **ret_new)
{
	const struct known_paths *known = &memory->known;
	struct known_path *added;
	int order = 1;

	while (memory->position < known->count &&
		(order = compare(known->items[memory->position]->path, path)) < 0)
		memory->position++;
	*ret_new = NULL;
	if (memory->position < known->count && !order) {
		*vec_push(&memory->next_lists, &memory->next) = known->items[memory->position];
		return known->items[memory->position++];
	}
	added = arena_new(&memory->paths, struct known_path);
	added->path = str_copy(&memory->paths, path);
	memory->size += sizeof *added + path.len;
	*vec_push(&memory->next_lists, &memory->next) = added;
	*ret_new = added;
	return added;
}

/* The listing with paths that stay: each of them was asked for. */
static struct entries with_known_paths(struct set_memory *memory, const struct entries *head)
{
	struct entries entries = {.count = 0};
	size_t at = 0;

	vec_expect(&memory->next_lists, &entries, head->count);
	for (size_t i = 0; i < head->count; i++) {
		struct entry *entry = vec_push(&memory->next_lists, &entries);

		*entry = head->items[i];
		while (compare(memory->next.items[at]->path, entry->path) < 0)
			at++;
		entry->path = memory->next.items[at]->path;
	}
	return entries;
}

int set_memory_keep(struct set_memory *memory, const struct change_set *changes,
	const struct entries *head, struct error *reterr)
{
	struct arena passed = memory->lists;

	memory->entries = with_known_paths(memory, head);
	if (tree_of_commit(
			&memory->tree, changes->repository, &memory->next_lists, &changes->commit, reterr))
		return -1;
	memory->lists = memory->next_lists;
	memory->known = memory->next;
	/* the commit's own parent may be listed there: it stays until the next one begins */
	memory->next_lists = passed;
	return 0;
}
