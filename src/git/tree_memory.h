/* SPDX-License-Identifier: MIT */
/*
 * Trees that were read, by their ids: the same folder is asked for more than once, and in a long
 * run the next commit has most of them too. What is kept has an upper bound; it is forgotten
 * between two commits, when nobody looks at it.
 */
#ifndef MIGHOOK_GIT_TREE_MEMORY_H
#define MIGHOOK_GIT_TREE_MEMORY_H

#include "git/object_id.h"

struct tree_memory;

/* An empty memory of trees, in the arena but for what it keeps. To be closed by the caller. */
struct tree_memory *tree_memory_open(struct arena *arena);

/* NULL is allowed. */
void tree_memory_close(struct tree_memory **memory);

/* The bytes of the tree, which stay where they are until it is trimmed; false if it is not kept. */
bool tree_memory_find(
	const struct tree_memory *memory, const struct object_id *id, struct str *ret);

/* Where to put the next tree before it is kept. */
struct arena *tree_memory_arena(struct tree_memory *memory);

/* Keeps a tree whose bytes were put there. */
void tree_memory_keep(struct tree_memory *memory, const struct object_id *id, struct str bytes);

/* Forgets all of it if it has become large: 16 MB of trees and a commit's more. */
void tree_memory_trim(struct tree_memory *memory);

#endif
