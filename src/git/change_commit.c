/* SPDX-License-Identifier: MIT */
#include "base/vec.h"
#include "git/change.h"

int change_set_from_commit(struct change_set *ret, struct repository *repository,
	struct arena *arena, const struct object_id *commit, enum merge_parents merge_parents,
	struct error *reterr)
{
	struct change_set set = {
		.repository = repository, .arena = arena, .commit = *commit, .is_protected = true};
	struct protected_branch before = {.name = STR("its parent")};
	struct commit_object object;

	if (repository_commit_object(repository, commit, arena, &object, reterr) ||
		tree_of_commit(&set.head, repository, arena, commit, reterr))
		return -1;
	for (size_t i = 0; i < object.parents.count; i++) {
		struct tree *tree;

		if (i && merge_parents == MERGE_PARENTS_IGNORED)
			break;
		if (tree_of_commit(&tree, repository, arena, &object.parents.items[i], reterr))
			return -1;
		if (i) {
			*vec_push(arena, &set.other_parents) = tree;
		} else {
			before.tip = before.base = set.parent = tree;
			before.base_commit = object.parents.items[i];
		}
	}
	if (set.parent)
		*vec_push(arena, &set.protected) = before;
	else
		set.parent = tree_empty(repository, arena);
	set.policy = set.head;
	*ret = set;
	return 0;
}
