/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "git/change.h"

int change_set_from_range(struct change_set *ret, struct repository *repository,
	struct arena *arena, struct str base, struct str head, struct error *reterr)
{
	struct change_set set = {.repository = repository, .arena = arena, .is_protected = true};
	struct object_id tip;

	if (repository_commit(repository, base, &tip, reterr) ||
		repository_commit(repository, head, &set.commit, reterr) ||
		tree_of_commit(&set.head, repository, arena, &set.commit, reterr) ||
		protected_branch_add(repository, arena, base, &tip, &set.commit, &set.protected, reterr))
		return -1;
	if (object_id_is_none(&set.protected.items[0].base_commit))
		return error_set(reterr, "%s and %s have no common history",
			escape_text(arena, base, false).ptr, escape_text(arena, head, false).ptr);
	set.parent = set.protected.items[0].base;
	set.policy = set.protected.items[0].tip;
	*ret = set;
	return 0;
}
