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

void change_set_merge(struct change_set *changes)
{
	struct protected_branch branch = {
		.name = STR("HEAD"), .tip = changes->head, .base = changes->head, .is_current = true};

	changes->parent = changes->head;
	changes->is_protected = true;
	changes->protected = (struct protected_branches){0};
	*vec_push(changes->arena, &changes->protected) = branch;
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
		int order = i == parent->count ? 1
			: j == head->count         ? -1
									   : str_compare(parent->items[i].path, head->items[j].path);
		const struct entry *before = order <= 0 ? &parent->items[i++] : NULL;
		const struct entry *after = order >= 0 ? &head->items[j++] : NULL;

		if (!order && entry_equal(before, after))
			continue;
		*vec_push(set->arena, &changes) = (struct change){
			.path = order <= 0 ? before->path : after->path,
			.before = before,
			.after = after,
			.by_author = true,
		};
	}
	if (excuse_merged(set, scope, &changes, reterr))
		return -1;
	*ret = changes;
	return 0;
}
