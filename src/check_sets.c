/* SPDX-License-Identifier: MIT */
#include "check_sets.h"

int check_protect(struct check *check, struct change_set *changes, struct error *reterr)
{
	const struct setting *protected = policy_setting(&check->policy, "protected");
	struct str_list none = {0};

	return change_set_protect(changes, protected ? &protected->list : &none, reterr);
}

int check_load_sets(struct check *check, struct change_set *changes, struct migration_sets *ret,
	struct error *reterr)
{
	return check_protect(check, changes, reterr) ||
			migration_sets_load(ret, changes, &check->specs, reterr)
		? -1
		: 0;
}

int check_load_names(struct check *check, struct change_set *changes, struct migration_sets *ret,
	struct error *reterr)
{
	struct change_set names;

	if (check_protect(check, changes, reterr))
		return -1;
	names = *changes;
	names.whole = false;
	return migration_sets_load(ret, &names, &check->specs, reterr);
}

struct str_list sets_added(const struct migration_sets *sets, struct arena *arena)
{
	struct str_list added = {0};

	for (size_t i = 0; i < sets->count; i++)
		for (size_t j = 0; j < sets->items[i].migrations.count; j++)
			if (sets->items[i].migrations.items[j].is_added)
				str_list_add(arena, &added, sets->items[i].migrations.items[j].up->path);
	return added;
}

int check_added(struct check *check, struct str base, struct str head, struct str_list *ret,
	struct error *reterr)
{
	struct change_set *changes = arena_new(check->arena, struct change_set);
	struct migration_sets sets;

	if (change_set_from_range(changes, check->repository, check->arena, base, head, reterr) ||
		check_load_sets(check, changes, &sets, reterr))
		return -1;
	*ret = sets_added(&sets, check->arena);
	return 0;
}
