/* SPDX-License-Identifier: MIT */
/* Which files were merged, and what a change does to them (design section 4.3). */
#ifndef MIGHOOK_MIGRATION_MERGED_H
#define MIGHOOK_MIGRATION_MERGED_H

#include "migration/set.h"

/* The files of a protected branch: where the work left it, and now. */
struct merged_tree {
	const struct protected_branch *branch;
	struct entries base, tip;
};

struct merged_trees {
	struct merged_tree *items;
	size_t count, capacity;
};

/* Marks the set's files that are in a base or on a tip; of those the change modifies or deletes
 * it reads what the rules say about them. */
_must_check_ int merged_find_offences(struct migration_set *set, const struct change_set *changes,
	const struct merged_trees *merged, struct error *reterr);

#endif
