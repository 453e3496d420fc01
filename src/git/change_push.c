/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/vec.h"
#include "git/push.h"

struct pushed_change {
	struct push *push;
	const struct push_update *update;
	struct change_set set;
	bool is_protected; /* the updated branch is itself one that counts as merged */
};

/* The branch on the receiving side, as shown to the user. */
static struct str shown(const struct pushed_change *change, struct str branch)
{
	struct str remote = change->push->remote;

	return remote.len ? str_format(change->set.arena, "%.*s/%.*s", STR_ARG(remote), STR_ARG(branch))
					  : branch;
}

static bool is_updated(const struct pushed_change *change, struct str branch)
{
	struct str reference = change->update->reference;

	return str_starts(reference, STR("refs/heads/")) &&
		str_equal(str_slice(reference, STR("refs/heads/").len, reference.len), branch);
}

/* The updated branch itself is protected: all that it was counts as merged, whatever the new value
 * has in common with it. */
static int protect_updated(struct pushed_change *change, struct str branch, struct error *reterr)
{
	struct protected_branch before = {.name = shown(change, branch)};

	change->is_protected = true;
	if (change->update->lacks_old) {
		error_set(reterr, "%s has commits that are not here: nobody can tell what the push drops",
			escape_text(change->set.arena, before.name, false).ptr);
		return error_hint(
			reterr, "git fetch %s", escape_shell(change->set.arena, change->push->given).ptr);
	}
	if (object_id_is_none(&change->update->old))
		return 0;
	before.base_commit = change->update->old;
	if (tree_of_commit(
			&before.tip, change->push->repository, change->set.arena, &change->update->old, reterr))
		return -1;
	before.base = before.tip;
	*vec_push(change->set.arena, &change->set.protected) = before;
	return 0;
}

static int protect_reference(struct pushed_change *change, struct str reference, struct str name,
	bool *ret_found, struct error *reterr)
{
	struct repository *repository = change->push->repository;
	struct object_id tip;

	if (repository_reference(repository, reference, &tip, ret_found, reterr))
		return -1;
	return *ret_found ? protected_branch_add(repository, change->set.arena, name, &tip,
							&change->update->new, &change->set.protected, reterr)
					  : 0;
}

/* A branch of the receiving side; not found if it has none of that name. */
static int protect_branch(
	struct pushed_change *change, struct str branch, bool *ret_found, struct error *reterr)
{
	struct str remote = change->push->remote, reference;

	*ret_found = is_updated(change, branch);
	if (*ret_found)
		return protect_updated(change, branch, reterr);
	if (remote.ptr && !remote.len)
		return 0;
	reference = str_format(change->set.arena, "refs/%s%.*s/%.*s", remote.ptr ? "remotes/" : "heads",
		STR_ARG(remote), STR_ARG(branch));
	return protect_reference(change, reference, shown(change, branch), ret_found, reterr);
}

/* A configured name: `main` or `origin/main` of the receiving side, else a branch of another
 * remote. What is only here has nothing merged yet. */
static int protect_configured(struct pushed_change *change, struct str name, struct error *reterr)
{
	struct str branch = name, remote, tracking;
	struct object_id ignored;
	bool found;
	int code = protect_branch(change, name, &found, reterr);

	if (!code && !found && str_next(&branch, '/', &remote) && branch.ptr &&
		(!change->push->remote.ptr || str_equal(remote, change->push->remote)))
		code = protect_branch(change, branch, &found, reterr);
	if (code || found)
		return code;
	tracking = str_format(change->set.arena, "refs/remotes/%.*s", STR_ARG(name));
	code = protect_reference(change, tracking, name, &found, reterr);
	return code || found ? code
						 : repository_commit(change->push->repository, name, &ignored, reterr);
}

/* Of this repository, which receives: the branch HEAD names, or what a main branch is called. */
static int protect_received(struct pushed_change *change, struct error *reterr)
{
	struct str branches[] = {{NULL, 0}, STR("main"), STR("master")};
	bool found = false;

	if (repository_head_branch(change->push->repository, &branches[0], reterr))
		return -1;
	if (str_starts(branches[0], STR("refs/heads/")))
		branches[0] = str_slice(branches[0], STR("refs/heads/").len, branches[0].len);
	for (size_t i = 0; i < ARRAY_LENGTH(branches) && !found; i++)
		if (branches[i].ptr && protect_branch(change, branches[i], &found, reterr))
			return -1;
	return 0;
}

/* The remote's own main branch if that is what is pushed to, and in any case what is known of
 * origin's, or else of the remote's. */
static int protect_remote(struct pushed_change *change, struct error *reterr)
{
	struct str remotes[] = {STR("origin"), change->push->remote};
	static const struct str branches[] = {{"HEAD", 4}, {"main", 4}, {"master", 6}};
	struct str head = str_format(change->set.arena, "refs/remotes/%.*s/HEAD", STR_ARG(remotes[1]));
	struct str updated = str_slice(
		change->update->reference, STR("refs/heads/").len, change->update->reference.len);
	struct object_id tip;
	bool found;

	if (repository_reference(change->push->repository, head, &tip, &found, reterr))
		return -1;
	if (is_updated(change, STR("main")) || is_updated(change, STR("master")) ||
		(found && object_id_equal(&tip, &change->update->old)))
		if (protect_updated(change, updated, reterr))
			return -1;
	found = false;
	for (size_t i = 0; i < ARRAY_LENGTH(remotes) && remotes[i].len && !found; i++) {
		for (size_t j = 0; j < ARRAY_LENGTH(branches) && !found; j++) {
			struct str name = str_join_path(change->set.arena, remotes[i], branches[j]);
			struct str reference = str_join_path(change->set.arena, STR("refs/remotes"), name);

			if (protect_reference(change, reference, name, &found, reterr))
				return -1;
		}
	}
	return 0;
}

static int protect(struct pushed_change *change, const struct str_list *names, struct error *reterr)
{
	for (size_t i = 0; i < names->count; i++)
		if (protect_configured(change, names->items[i], reterr))
			return -1;
	if (names->count)
		return 0;
	return change->push->remote.ptr ? protect_remote(change, reterr)
									: protect_received(change, reterr);
}

/*
 * What the new value is compared with. Files that equal another commit the other side has came by
 * a merge and are not the author's; but what enters a protected branch is judged whole, for nobody
 * judges it after that.
 */
static int compare(struct pushed_change *change, struct error *reterr)
{
	struct push *push = change->push;
	struct change_set *set = &change->set;
	struct object_ids bases = {0};

	if (change->is_protected && !object_id_is_none(&change->update->old))
		*vec_push(set->arena, &bases) = change->update->old;
	else if (push_bases(push, &change->update->new, &bases, reterr))
		return -1;
	set->parent = tree_empty(push->repository, set->arena);
	for (size_t i = 0; i < bases.count; i++) {
		struct tree *tree;

		if (tree_of_commit(&tree, push->repository, set->arena, &bases.items[i], reterr))
			return -1;
		if (i)
			*vec_push(set->arena, &set->other_parents) = tree;
		else
			set->parent = tree;
	}
	set->begins_history = !bases.count && !set->protected.count;
	if (set->protected.count || change->is_protected || !bases.count)
		return 0;
	/* Nothing is known to be protected: merged is what the other side has. */
	return protected_branch_add(push->repository, set->arena, STR("what was pushed before"),
		&bases.items[0], &change->update->new, &set->protected, reterr);
}

int change_set_from_push(struct change_set *ret, struct arena *arena, struct push *push,
	const struct push_update *update, const struct str_list *names, struct error *reterr)
{
	struct pushed_change change = {
		.push = push,
		.update = update,
		.set = {.repository = push->repository,
			.arena = arena,
			.commit = update->new,
			.is_protected = true},
	};

	if (tree_of_commit(&change.set.head, push->repository, arena, &update->new, reterr) ||
		protect(&change, names, reterr) || compare(&change, reterr))
		return -1;
	if (!change.is_protected && str_starts(update->reference, STR("refs/heads/")))
		change.set.branch = str_slice(
			update->reference, STR("refs/heads/").len, update->reference.len);
	change.set.policy = change.set.protected.count ? change.set.protected.items[0].tip
												   : change.set.head;
	*ret = change.set;
	return 0;
}
