/* SPDX-License-Identifier: MIT */
/*
 * What a run over many commits knows of the one before: its listing, what each path means, and what
 * was read. The next commit differs from it in few files.
 */
#ifndef MIGHOOK_MIGRATION_SET_MEMORY_H
#define MIGHOOK_MIGRATION_SET_MEMORY_H

#include "git/change.h"
#include "migration/script_memory.h"

/* A path in the scope of the sets. */
struct known_path {
	struct str path;
	size_t set; /* number of the set that it belongs to; their count: it belongs to none */
	struct name name; /* if it belongs to one */
};

struct known_paths {
	const struct known_path **items; /* by path */
	size_t count, capacity;
};

struct set_memory {
	struct arena paths; /* of all that were known since it was trimmed */
	size_t size; /* in bytes, of these */
	struct arena lists, next_lists; /* of the last commit; of the one that is judged now */
	struct tree *tree; /* of the last commit; NULL: nothing is known */
	struct entries entries; /* its files */
	struct known_paths known, next; /* of it and what it was compared with; of the next one */
	struct script_memory scripts;
	size_t position; /* in `known`: those before it have been passed */
};

/* An empty memory, in the arena but for what it keeps. To be closed by the caller. */
struct set_memory *set_memory_open(struct arena *arena);

/* NULL is allowed. */
void set_memory_close(struct set_memory **memory);

/* True if it has become large: 16 MB of paths, or 2 MB of scripts. */
bool set_memory_is_full(const struct set_memory *memory);

/* To be called between two commits. */
void set_memory_forget(struct set_memory *memory);

/* Another commit is listed: what was known before the last one is not looked at any more. */
void set_memory_begin(struct set_memory *memory);

/* What the path means, asked in ascending order. `ret_new`: it was not
 * known, and is to be filled in; its path is a copy that stays. */
const struct known_path *set_memory_path(
	struct set_memory *memory, struct str path, struct known_path **ret_new);

/* The commit was listed: the next one will be compared with it. */
_must_check_ int set_memory_keep(struct set_memory *memory, const struct change_set *changes,
	const struct entries *head, struct error *reterr);

#endif
