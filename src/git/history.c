/* SPDX-License-Identifier: MIT */
#include "git/history.h"

#include "base/vec.h"

int history_of(struct repository *repository, struct str revision, enum history_line line,
	struct commits *ret, struct error *reterr)
{
	struct arena *arena = repository_arena(repository);
	struct commits commits = {0};
	struct object_ids ids = {0};
	struct object_id tip;

	if (repository_commit(repository, revision, &tip, reterr))
		return -1;
	if (repository_is_shallow(repository)) {
		error_describe(reterr, "this clone is shallow: its history is cut off");
		return repository_hint_history(repository, reterr);
	}
	if (repository_history(repository, &tip, line == HISTORY_FIRST_PARENT, &ids, reterr))
		return -1;
	for (size_t i = 0; i < ids.count; i++) {
		struct commit *commit = vec_push(arena, &commits);
		struct commit_object object;

		if (repository_commit_object(repository, &ids.items[i], arena, &object, reterr))
			return -1;
		commit->id = ids.items[i];
		commit->subject = object.subject;
		commit->time = object.time;
	}
	*ret = commits;
	return 0;
}

static int has_file(struct repository *repository, struct arena *arena, const struct commit *commit,
	struct str path, bool *ret, struct error *reterr)
{
	struct entry entry;
	struct tree *tree;

	if (tree_of_commit(&tree, repository, arena, &commit->id, reterr) ||
		tree_entry(tree, path, &entry, reterr))
		return -1;
	*ret = entry.mode != 0;
	return 0;
}

int history_introduced(struct repository *repository, struct arena *arena,
	const struct commits *commits, struct str path, const struct commit **ret, struct error *reterr)
{
	size_t from = 0, to = commits->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		bool found;

		if (has_file(repository, arena, &commits->items[middle], path, &found, reterr))
			return -1;
		if (found)
			to = middle;
		else
			from = middle + 1;
	}
	*ret = from < commits->count ? &commits->items[from] : NULL;
	return 0;
}
