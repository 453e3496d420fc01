/* SPDX-License-Identifier: MIT */
#include "check_new.h"

#include <sys/stat.h>

#include "check_set.h"
#include "check_sets.h"
#include "check_untracked.h"
#include "rules/rules.h"

bool check_new_asks(const struct set_spec *spec, const char *rule)
{
	return policy_severity(spec->policy, &rule_find(str_from(rule))->key) != SEVERITY_OFF;
}

static bool is_there(struct check *check, const char *path)
{
	struct str absolute = str_join_path(
		check->arena, repository_worktree(check->repository), str_from(path));
	struct stat status;

	return !lstat(absolute.ptr, &status);
}

/* Where no file tells: the folder of a shipped policy that the team has chosen, or the one where a
 * tool that is set up here will look. */
int check_new_sets(struct check *check, struct error *reterr)
{
	static const struct {
		const char *folder, *sign, *runner;
	} places[] = {
		{"supabase/migrations", "supabase/config.toml", "supabase"},
		{"prisma/migrations", "prisma/schema.prisma", "prisma"},
		{"migrations", "diesel.toml", "diesel"},
	};

	if (set_specs_add_shipped(&check->specs, check->arena, &check->policy, reterr))
		return -1;
	for (size_t i = 0; i < ARRAY_LENGTH(places) && !check->specs.count; i++)
		if ((is_there(check, places[i].sign) ||
				(strchr(places[i].folder, '/') && is_there(check, places[i].folder))) &&
			set_specs_add(&check->specs, check->arena, &check->policy, str_from(places[i].folder),
				runner_find(str_from(places[i].runner)), reterr))
			return -1;
	if (check->specs.count)
		return 0;
	error_set(reterr,
		"there is no place for migrations yet: no policy names one, and no folder looks like one");
	return error_hint(reterr,
		"name one in .mighook.yaml: `sets: [{path: db/migrations, runner: goose}]`, and run this "
		"again");
}

/* Policy, sets, and the set that is meant. */
static int prepare(struct check *check, struct str wanted, struct change_set *changes,
	const struct set_spec **ret, struct error *reterr)
{
	if (change_set_from_index(
			changes, check->repository, check->arena, MERGE_PARENTS_IGNORED, reterr) ||
		check_prepare_untracked(check, changes, reterr) ||
		(!check->specs.count &&
			(check_new_sets(check, reterr) || check_add_untracked(check, changes, reterr))))
		return -1;
	return check_choose_set(check, wanted, ret, reterr);
}

int check_new_types(
	struct check *check, struct str set, struct str_list *ret_types, struct error *reterr)
{
	const struct set_spec *spec;
	struct change_set changes;

	if (prepare(check, set, &changes, &spec, reterr))
		return -1;
	*ret_types = name_types(spec, check->arena);
	return 0;
}

/* The set with all its files: of the worktree, the index, HEAD and the protected branches. */
static int load_set(struct check *check, const struct set_spec *spec, struct change_set *changes,
	const struct migration_set **ret, struct error *reterr)
{
	struct migration_sets *sets = arena_new(check->arena, struct migration_sets);

	/* it is looked at, and not judged */
	changes->only_named = true;
	if (check_add_ignored(check, changes, spec, reterr) ||
		check_load_sets(check, changes, sets, reterr))
		return -1;
	for (size_t i = 0; i < sets->count; i++)
		if (sets->items[i].spec == spec)
			*ret = &sets->items[i];
	return 0;
}

static bool only_letters(const struct set_spec *spec)
{
	return check_new_asks(spec, "name-malformed") &&
		str_equal(
			policy_option(spec->policy, &rule_find(STR("name-malformed"))->key, "strict-name"),
			STR("true"));
}

static struct str snapshot_to_change(const struct migration_set *set)
{
	if (!check_new_asks(set->spec, "snapshot-not-staged"))
		return (struct str){NULL, 0};
	if (!set->snapshot.ptr && set->spec->snapshot_is_configured && set->spec->snapshots.count)
		return set->spec->snapshots.items[0];
	return set->snapshot;
}

int check_new_in(struct check *check, const struct new_request *request,
	const struct change_set *changes, const struct migration_set *set, struct new_migration *ret,
	struct error *reterr)
{
	struct name_request wanted = {
		.type = request->type,
		.description = request->description,
		.now = request->local_time ? datetime_local(check->now) : datetime_from_seconds(check->now),
		.is_last = check_new_asks(set->spec, "version-out-of-order"),
		.only_letters = only_letters(set->spec),
	};
	struct new_migration migration = {.set = set};

	if (name_choose(&migration.name, check->arena, set, &wanted, reterr) ||
		check_new_fill(check, request, changes, wanted.now, &migration, reterr))
		return -1;
	migration.snapshot = snapshot_to_change(set);
	*ret = migration;
	return 0;
}

int check_new(struct check *check, const struct new_request *request, struct new_migration *ret,
	struct error *reterr)
{
	const struct migration_set *set = NULL;
	const struct set_spec *spec;
	struct change_set changes;

	return prepare(check, request->set, &changes, &spec, reterr) ||
			load_set(check, spec, &changes, &set, reterr) ||
			check_new_in(check, request, &changes, set, ret, reterr)
		? -1
		: 0;
}
