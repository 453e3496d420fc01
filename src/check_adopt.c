/* SPDX-License-Identifier: MIT */
#include "check_adopt.h"

#include "check_untracked.h"
#include "lint/run.h"

static struct adopted_set *adopted_sets(struct arena *arena, const struct lint *lint)
{
	struct adopted_set *adopted = arena_array(arena, struct adopted_set, lint->sets->count);

	for (size_t i = 0; i < lint->sets->count; i++) {
		const struct migration_set *set = &lint->sets->items[i];

		adopted[i].spec = set->spec;
		adopted[i].snapshot = set->snapshot;
		adopted[i].history = check_history(arena, set->spec, &lint->sql[i]);
		for (size_t j = 0; j < set->migrations.count; j++)
			adopted[i].migrations += set->migrations.items[j].in_head;
	}
	return adopted;
}

int check_adopt(struct check *check, enum adopted_as as, struct check_result *ret,
	struct adopted_set **ret_sets, struct error *reterr)
{
	struct check_result result = {.source = "all"};
	struct change_set changes;

	if (change_set_from_everything(&changes, check->repository, check->arena, reterr) ||
		check_prepare_untracked(check, &changes, reterr))
		return -1;
	if (as == ADOPTED_AS_MERGED)
		change_set_merge(&changes);
	if (check_judge(check, &changes, &result, reterr))
		return -1;
	*ret_sets = result.lint ? adopted_sets(check->arena, result.lint) : NULL;
	*ret = result;
	return 0;
}
