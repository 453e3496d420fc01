/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "base/file.h"
#include "base/vec.h"
#include "git/change.h"

static int add_parent(struct change_set *set, const struct object_id *commit, struct error *reterr)
{
	struct tree *tree;

	if (object_id_equal(commit, &set->commit))
		return 0;
	if (tree_of_commit(&tree, set->repository, set->arena, commit, reterr))
		return -1;
	*vec_push(set->arena, &set->other_parents) = tree;
	return 0;
}

/* The commits of MERGE_HEAD, a line each. */
static int add_merge_heads(struct change_set *set, struct error *reterr)
{
	struct str path = str_join_path(
		set->arena, repository_directory(set->repository), STR("MERGE_HEAD"));
	struct str content, line;

	if (access(path.ptr, F_OK))
		return 0;
	if (file_read(&content, set->arena, path, reterr))
		return -1;
	while (str_next(&content, '\n', &line)) {
		struct object_id commit;

		if (!str_trim(line).len)
			continue;
		if (!object_id_parse(str_trim(line), &commit))
			return error_set(reterr, "MERGE_HEAD is damaged");
		if (add_parent(set, &commit, reterr))
			return -1;
	}
	return 0;
}

/*
 * git-merge(1) runs pre-merge-commit before it writes MERGE_HEAD: there the other parents are
 * known only from the variables GITHEAD_<id>, one each, an octopus's too.
 */
static int add_other_parents(struct change_set *set, struct error *reterr)
{
	for (char **variable = environ; *variable; variable++) {
		struct str rest = str_from(*variable), name;
		struct object_id commit;

		if (str_next(&rest, '=', &name) && str_starts(name, STR("GITHEAD_")) &&
			object_id_parse(str_slice(name, 8, name.len), &commit) &&
			add_parent(set, &commit, reterr))
			return -1;
	}
	return add_merge_heads(set, reterr);
}

/* HEAD as the parent of what is judged. */
static int start_at_head(struct change_set *set, struct repository *repository, struct arena *arena,
	struct error *reterr)
{
	*set = (struct change_set){.repository = repository, .arena = arena};
	return repository_head(repository, &set->commit, reterr) ||
			tree_of_commit(&set->parent, repository, arena, &set->commit, reterr)
		? -1
		: 0;
}

int change_set_from_index(struct change_set *ret, struct repository *repository,
	struct arena *arena, enum merge_parents merge_parents, struct error *reterr)
{
	struct change_set set;

	if (repository_is_bare(repository) && !getenv("GIT_INDEX_FILE")) {
		error_set(reterr, "a bare repository has no index, so nothing is staged");
		return error_hint(reterr, "mighook check --all, or mighook check --range A...B");
	}
	if (start_at_head(&set, repository, arena, reterr) ||
		tree_of_index(&set.head, repository, arena, reterr) ||
		(merge_parents == MERGE_PARENTS_RESPECTED && add_other_parents(&set, reterr)))
		return -1;
	set.policy = set.head;
	*ret = set;
	return 0;
}

int change_set_from_everything(struct change_set *ret, struct repository *repository,
	struct arena *arena, struct error *reterr)
{
	struct change_set set;

	if (start_at_head(&set, repository, arena, reterr))
		return -1;
	if (repository_is_bare(repository))
		set.head = set.parent;
	else if (tree_of_index(&set.head, repository, arena, reterr))
		return -1;
	set.policy = set.head;
	set.whole = true;
	*ret = set;
	return 0;
}
