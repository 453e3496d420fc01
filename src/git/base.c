/* SPDX-License-Identifier: MIT */
#include "git/base.h"

#include "base/vec.h"

/* Where an unnamed protected branch is looked for, as full reference and as shown. */
static const struct {
	const char *reference, *name;
} usual_branches[] = {
	{"refs/remotes/origin/HEAD", "origin/HEAD"},
	{"refs/remotes/origin/main", "origin/main"},
	{"refs/remotes/origin/master", "origin/master"},
	{"refs/heads/main", "main"},
	{"refs/heads/master", "master"},
};

int protected_branch_add(struct repository *repository, struct arena *arena, struct str name,
	const struct object_id *tip, const struct object_id *head, struct protected_branches *branches,
	struct error *reterr)
{
	struct protected_branch branch = {.name = name};
	struct object_ids tips = {0};

	*vec_push(arena, &tips) = *tip;
	if (repository_merge_base(repository, head, &tips, &branch.base_commit, reterr) ||
		tree_of_commit(&branch.tip, repository, arena, tip, reterr) ||
		tree_of_commit(&branch.base, repository, arena, &branch.base_commit, reterr))
		return -1;
	*vec_push(arena, branches) = branch;
	return 0;
}

/* A configured name: a branch of a remote, a local branch, or in a bare repository the branch
 * itself (there `origin/main` is just `main`). */
static int find_configured(struct repository *repository, struct str name, struct object_id *ret,
	bool *ret_found, struct error *reterr)
{
	struct arena *arena = repository_arena(repository);
	struct str branch = name, remote;
	struct str places[3] = {str_format(arena, "refs/remotes/%.*s", STR_ARG(name)),
		str_format(arena, "refs/heads/%.*s", STR_ARG(name))};

	if (repository_is_bare(repository) && str_next(&branch, '/', &remote) && branch.ptr)
		places[2] = str_format(arena, "refs/heads/%.*s", STR_ARG(branch));
	*ret_found = false;
	for (size_t i = 0; i < ARRAY_LENGTH(places) && places[i].ptr && !*ret_found; i++)
		if (repository_reference(repository, places[i], ret, ret_found, reterr))
			return -1;
	return 0;
}

static int add_configured(struct repository *repository, struct arena *arena,
	const struct str_list *names, const struct object_id *head, struct protected_branches *branches,
	struct error *reterr)
{
	for (size_t i = 0; i < names->count; i++) {
		struct object_id tip;
		bool found;

		if (find_configured(repository, names->items[i], &tip, &found, reterr) ||
			(!found && repository_commit(repository, names->items[i], &tip, reterr)) ||
			protected_branch_add(repository, arena, names->items[i], &tip, head, branches, reterr))
			return -1;
	}
	return 0;
}

int protected_branches_of(struct repository *repository, struct arena *arena,
	const struct str_list *names, const struct object_id *head, struct protected_branches *ret,
	struct error *reterr)
{
	struct protected_branches branches = {0};
	struct str name = STR("HEAD"), head_branch;
	bool current = true, found = false;
	struct object_id tip;

	*ret = branches;
	if (object_id_is_none(head))
		return 0;
	if (names->count) {
		if (add_configured(repository, arena, names, head, &branches, reterr))
			return -1;
		*ret = branches;
		return 0;
	}
	if (repository_head_branch(repository, &head_branch, reterr))
		return -1;
	for (size_t i = 0; i < ARRAY_LENGTH(usual_branches) && !found; i++) {
		struct str reference = str_from(usual_branches[i].reference);

		if (repository_reference(repository, reference, &tip, &found, reterr))
			return -1;
		if (!found)
			continue;
		name = str_from(usual_branches[i].name);
		current = str_equal(head_branch, reference);
	}
	if (protected_branch_add(repository, arena, name, found ? &tip : head, head, &branches, reterr))
		return -1;
	branches.items[0].is_current = current;
	*ret = branches;
	return 0;
}
