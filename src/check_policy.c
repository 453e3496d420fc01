/* SPDX-License-Identifier: MIT */
#include "check_policy.h"

#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/vec.h"
#include "policy/policy_store.h"
#include "schema/store.h"

/* Files larger than that are slow to read: they hold excused findings. */
enum { LARGE_POLICY = 8192 };

static struct str cache_key(struct arena *arena, const struct entry *entry)
{
	return str_format(arena, "policy-%s", object_id_hex(arena, &entry->id, 64).ptr);
}

/* A large policy is read once; what it says is kept for the next hook. */
static int load_kept(struct check *check, const struct tree *tree, const struct entry *entry,
	struct policy *ret, struct error *reterr)
{
	struct cache *cache = repository_cache(check->repository);
	struct str build = str_from(catalog_build), bytes;
	struct str key = cache_key(check->arena, entry);

	if (cache_read(cache, check->arena, key, &bytes) &&
		policy_restore(ret, check->arena, &check->vocabulary, bytes, POLICY_FILE, build))
		return 0;
	if (tree_content(tree, entry, &bytes, reterr) ||
		policy_load(ret, check->arena, &check->vocabulary, bytes, POLICY_FILE, reterr))
		return -1;
	if (bytes.len >= LARGE_POLICY)
		cache_write(cache, key, policy_store(check->arena, ret, build));
	return 0;
}

/* The policy in a tree; `*ret_found` false if it has none. */
static int load_from_tree(struct check *check, const struct tree *tree, struct policy *ret,
	bool *ret_found, struct error *reterr)
{
	struct entry entry;

	*ret_found = false;
	if (tree_entry(tree, POLICY_FILE, &entry, reterr))
		return -1;
	if (!entry.mode)
		return 0;
	if ((entry.mode & MODE_TYPE) != (MODE_FILE & MODE_TYPE))
		return error_set(reterr, ".mighook.yaml is no regular file");
	*ret_found = true;
	return load_kept(check, tree, &entry, ret, reterr);
}

/* Completes a policy of that tree: findings that it excuses are looked at where there are any. */
static int load_excuses(
	struct check *check, const struct tree *tree, struct policy *policy, struct error *reterr)
{
	struct entry entry;
	bool found;

	if (!policy->kept_excuses.ptr || policy_restore_excuses(policy))
		return 0;
	/* a damaged copy goes, and the text is read anew */
	if (tree_entry(tree, POLICY_FILE, &entry, reterr))
		return -1;
	cache_remove(repository_cache(check->repository), cache_key(check->arena, &entry));
	return load_from_tree(check, tree, policy, &found, reterr);
}

int check_excuses(struct check *check, struct error *reterr)
{
	return load_excuses(check, check->policy_tree, &check->policy, reterr);
}

/* A policy named on the command line or in the environment beats all others. */
static int load_named(struct check *check, bool *ret_found, struct error *reterr)
{
	struct str path = check->options.policy_path, bytes = check->options.policy_text;

	*ret_found = bytes.ptr != NULL;
	if (bytes.ptr)
		return policy_load(
			&check->policy, check->arena, &check->vocabulary, bytes, POLICY_FILE, reterr);
	if (!path.ptr)
		path = str_from(getenv("MIGHOOK_POLICY"));
	*ret_found = path.len > 0;
	if (!path.len)
		return 0;
	return file_read(&bytes, check->arena, path, reterr) ||
			policy_load(&check->policy, check->arena, &check->vocabulary, bytes, path, reterr)
		? -1
		: 0;
}

/* Without a policy in the judged tree: of a range the head's, else one that lies untracked in the
 * worktree. Either is said, for the next judge may not see it. */
static int load_substitute(
	struct check *check, const struct change_set *changes, struct error *reterr)
{
	struct str path, bytes;
	bool found;

	if (changes->policy != changes->head) {
		if (load_from_tree(check, changes->head, &check->policy, &found, reterr))
			return -1;
		check->policy_tree = changes->head;
		if (found)
			check_note(check, "the base has no .mighook.yaml: the head's own judges");
		return 0;
	}
	if (repository_is_bare(check->repository))
		return 0;
	path = str_join_path(check->arena, repository_worktree(check->repository), POLICY_FILE);
	if (access(path.ptr, F_OK))
		return 0;
	check_note(
		check, ".mighook.yaml is not tracked: it judges here, and nowhere else until you add it");
	return file_read(&bytes, check->arena, path, reterr) ||
			policy_load(
				&check->policy, check->arena, &check->vocabulary, bytes, POLICY_FILE, reterr)
		? -1
		: 0;
}

int check_choose_policy(struct check *check, const struct change_set *changes, struct error *reterr)
{
	bool found;

	check->policy = policy_default(check->arena, &check->vocabulary);
	if (load_named(check, &found, reterr))
		return -1;
	if (!found && changes) {
		if (load_from_tree(check, changes->policy, &check->policy, &found, reterr))
			return -1;
		check->policy_tree = changes->policy;
		check->is_own_policy = !changes->whole && (!found || changes->policy == changes->head);
		if (!found && load_substitute(check, changes, reterr))
			return -1;
	}
	return 0;
}

/* Adds what the policy of a tree excuses. A broken policy of the past excuses nothing, and is no
 * reason to stop. */
static int add_trusted(struct check *check, const struct tree *tree, struct grandfathers *trusted,
	struct error *reterr)
{
	struct policy loaded, *before = &check->policy;
	struct entry entry, own = {.mode = 0};
	struct error ignored;
	bool found;

	if (tree_entry(tree, POLICY_FILE, &entry, reterr) ||
		(check->policy_tree && tree_entry(check->policy_tree, POLICY_FILE, &own, reterr)))
		return -1;
	/* most often it is the policy that judges now */
	if (!entry_equal(&entry, &own))
		before = &loaded;
	if (!entry.mode)
		return 0;
	if (before == &loaded &&
		(load_from_tree(check, tree, before, &found, &ignored) ||
			load_excuses(check, tree, before, &ignored)))
		return 0;
	for (size_t i = 0; i < before->grandfathers.count; i++)
		*vec_push(check->arena, trusted) = before->grandfathers.items[i];
	return 0;
}

/* Before the first commit of all, and where a history is pushed whole, there is nothing that a
 * policy could protect from its author. */
static int is_beginning(
	struct check *check, const struct change_set *changes, bool *ret, struct error *reterr)
{
	struct references references = {0};

	*ret = changes->begins_history;
	if (!check->repository || !object_id_is_none(&changes->commit))
		return 0;
	if (repository_references(check->repository, STR("refs/"), &references, reterr))
		return -1;
	*ret = !references.count;
	return 0;
}

/*
 * What the change may be excused by: what a protected branch excused where the work left it. A
 * change must not excuse itself, nor one commit of a branch the next.
 */
int check_trusted(struct check *check, const struct change_set *changes, struct grandfathers *ret,
	struct error *reterr)
{
	const struct protected_branches *protected = &changes->protected;
	struct grandfathers trusted = {0};
	bool is_first;

	if (check_excuses(check, reterr) || is_beginning(check, changes, &is_first, reterr))
		return -1;
	if (!check->is_own_policy || !check->policy.grandfathers.count || is_first) {
		*ret = check->policy.grandfathers;
		return 0;
	}
	for (size_t i = 0; i < protected->count; i++)
		if (add_trusted(check, protected->items[i].base, &trusted, reterr))
			return -1;
	if (!protected->count && changes->parent &&
		add_trusted(check, changes->parent, &trusted, reterr))
		return -1;
	*ret = trusted;
	return 0;
}
