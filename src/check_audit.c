/* SPDX-License-Identifier: MIT */
/* A history, commit by commit: what one leads to is of use to the next. */
#include "check.h"
#include "lint/sql_memory.h"
#include "migration/set_memory.h"

enum { HISTORY_SAMPLES = 32 };

/* Folders move: what a set was called before is found where the history is looked at. */
static int add_earlier_sets(
	struct check *check, const struct commits *commits, struct error *reterr)
{
	for (size_t i = 0; i < check->specs.count; i++)
		if (check->specs.items[i].is_configured)
			return 0;
	for (size_t i = 0; i < HISTORY_SAMPLES && i < commits->count; i++) {
		size_t at = commits->count <= HISTORY_SAMPLES ? i : i * commits->count / HISTORY_SAMPLES;
		struct tree *tree;

		if (tree_of_commit(
				&tree, check->repository, check->arena, &commits->items[at].id, reterr) ||
			set_specs_add_found(&check->specs, check->arena, &check->policy, tree, tree, reterr))
			return -1;
	}
	return 0;
}

int check_start_audit(
	struct check *check, struct str revision, const struct commits *commits, struct error *reterr)
{
	struct change_set changes = {.repository = check->repository, .arena = check->arena};

	if (repository_commit(check->repository, revision, &changes.commit, reterr) ||
		tree_of_commit(&changes.head, check->repository, check->arena, &changes.commit, reterr))
		return -1;
	changes.parent = changes.policy = changes.head;
	changes.whole = true;
	/* what a commit leads to is of use to the next one, in memory, and to nobody afterwards */
	cache_disable(repository_cache(check->repository));
	check->set_memory = set_memory_open(check->arena);
	check->sql_memory = sql_memory_open(check->arena);
	return check_prepare(check, &changes, reterr) || add_earlier_sets(check, commits, reterr) ? -1
																							  : 0;
}

int check_commit(struct check *check, struct arena *arena, const struct object_id *commit,
	enum merge_parents merge_parents, struct check_result *ret, struct error *reterr)
{
	struct check_result result = {.source = "commit"};
	struct change_set changes;

	repository_trim_trees(check->repository);
	if (set_memory_is_full(check->set_memory)) {
		sql_memory_forget(check->sql_memory);
		set_memory_forget(check->set_memory);
	}
	if (change_set_from_commit(&changes, check->repository, arena, commit, merge_parents, reterr))
		return -1;
	changes.set_memory = check->set_memory;
	changes.sql_memory = check->sql_memory;
	if (check_judge(check, &changes, &result, reterr))
		return -1;
	*ret = result;
	return 0;
}

void check_end(struct check *check)
{
	sql_memory_close(&check->sql_memory);
	set_memory_close(&check->set_memory);
}
