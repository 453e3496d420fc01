/* SPDX-License-Identifier: MIT */
/* The trees that git keeps in its index (gitformat-index(5), "Cache tree"): ids of folders that are
 * known without listing them. */
#ifndef MIGHOOK_GIT_INDEX_TREE_H
#define MIGHOOK_GIT_INDEX_TREE_H

#include "git/object_id.h"

struct index_tree {
	struct arena *arena;
	struct str bytes; /* the TREE extension; ptr NULL: none */
	/* The children of one folder: hundreds may be asked for one after the other. */
	struct str parent; /* of the folder asked for last; ptr NULL: nobody has asked */
	bool are_listed;
	struct {
		struct sibling *items; /* by name */
		size_t count, capacity;
	} siblings;
};

/* The id of a folder; false if it is not known. */
bool index_tree_folder(struct index_tree *tree, struct str folder, struct object_id *ret);

#endif
