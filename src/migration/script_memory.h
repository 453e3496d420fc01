/* SPDX-License-Identifier: MIT */
/* Scripts that were read in a run over many commits, by the ids of their blobs: the next commit has
 * most of them too. */
#ifndef MIGHOOK_MIGRATION_SCRIPT_MEMORY_H
#define MIGHOOK_MIGRATION_SCRIPT_MEMORY_H

#include "git/change.h"
#include "migration/script.h"

struct kept_script;

struct script_memory {
	struct arena arena;
	struct kept_script *buckets[1024]; /* by id */
	size_t size; /* bytes of all contents */
};

/* The script of a file of the judged tree, its own to change. Read at most once if `changes` have a
 * memory: its content then stays until that is trimmed. */
_must_check_ int script_of_entry(struct script **ret, struct arena *arena,
	const struct change_set *changes, const struct set_spec *spec, enum role role,
	const struct entry *entry, struct error *reterr);

#endif
