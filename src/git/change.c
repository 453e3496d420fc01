/* SPDX-License-Identifier: MIT */
#include "git/change.h"

#include "base/vec.h"

int change_set_protect(
	struct change_set *changes, const struct str_list *names, struct error *reterr)
{
	if (changes->is_protected)
		return 0;
	changes->is_protected = true;
	return protected_branches_of(
		changes->repository, changes->arena, names, &changes->commit, &changes->protected, reterr);
}

/* Marks what equals another parent's file: it came with the merge. */
static int excuse_merged(const struct change_set *set, const struct scope *scope,
	struct changes *changes, struct error *reterr)
{
	for (size_t i = 0; i < set->other_parents.count; i++) {
		struct entries theirs;

		if (tree_entries(set->other_parents.items[i], scope, &theirs, reterr))
			return -1;
		for (size_t j = 0; j < changes->count; j++)
			if (entry_equal(changes->items[j].after, entries_find(&theirs, changes->items[j].path)))
				changes->items[j].by_author = false;
	}
	return 0;
}

int change_set_list(const struct change_set *set, const struct scope *scope,
	const struct entries *head, const struct entries *parent, struct changes *ret,
	struct error *reterr)
{
	struct changes changes = {0};
	size_t i = 0, j = 0;

	while (i < parent->count || j < head->count) {
		const struct entry *before = i < parent->count ? &parent->items[i] : NULL;
		const struct entry *after = j < head->count ? &head->items[j] : NULL;
		int order = !before ? 1 : !after ? -1 : str_compare(before->path, after->path);

		i += order <= 0;
		j += order >= 0;
		if (!order && entry_equal(before, after))
			continue;
		*vec_push(set->arena, &changes) = (struct change){
			.path = order <= 0 ? before->path : after->path,
			.before = order <= 0 ? before : NULL,
			.after = order >= 0 ? after : NULL,
			.by_author = true,
		};
	}
	if (excuse_merged(set, scope, &changes, reterr))
		return -1;
	*ret = changes;
	return 0;
}
