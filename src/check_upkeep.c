/* SPDX-License-Identifier: MIT */
#include "check_upkeep.h"

#include "base/vec.h"
#include "check_sets.h"
#include "policy/value.h"
#include "rules/rules.h"

#define ARCHIVE_PREFIX STR("migrations_")

/* True if the folder's name tells a day that is more than a year ago. */
static bool is_expired(struct str folder, int64_t now)
{
	struct str name = str_basename(folder);
	struct datetime day, today = datetime_from_seconds(now);

	if (!str_starts(name, ARCHIVE_PREFIX) || name.len != ARCHIVE_PREFIX.len + 8 ||
		!datetime_parse(str_slice(name, ARCHIVE_PREFIX.len, name.len), &day) ||
		datetime_mistake(&day))
		return false;
	today.year--;
	if (day.year != today.year)
		return day.year < today.year;
	return day.month != today.month ? day.month < today.month : day.day < today.day;
}

static int find_expired(const struct check *check, const struct set_spec *spec,
	const struct change_set *changes, struct upkeep *upkeep, struct error *reterr)
{
	struct scope scope = {0};
	struct entries entries;

	scope_add_folder(check->arena, &scope, spec->archive);
	scope_finish(&scope);
	if (tree_entries(changes->head, &scope, &entries, reterr))
		return -1;
	for (size_t i = 0; i < entries.count; i++) {
		struct str path = entries.items[i].path;
		struct str folder = str_slice(path, 0, str_find(path, STR("/"), spec->archive.len + 1));

		if (folder.len < path.len && is_expired(folder, check->now) &&
			!str_list_contains(&upkeep->expired, folder))
			str_list_add(check->arena, &upkeep->expired, folder);
	}
	return 0;
}

static void count_migrations(
	const struct check *check, const struct migration_set *set, struct upkeep *upkeep)
{
	const struct rule_key *rule = &rule_find(STR("migration-count"))->key;
	const struct policy *policy = set->spec->policy;
	size_t count = 0, max = value_number(policy_option(policy, rule, "max"));

	for (size_t i = 0; i < set->migrations.count; i++)
		count += set->migrations.items[i].in_head;
	if (count > max && policy_severity(policy, rule) != SEVERITY_OFF)
		*vec_push(check->arena, &upkeep->crowded) = (struct crowded_set){
			set->spec->path, count, max};
}

int check_upkeep(
	struct check *check, struct change_set *changes, struct upkeep *ret, struct error *reterr)
{
	struct upkeep upkeep = {.expired = {0}};
	struct migration_sets sets;

	if (check_load_names(check, changes, &sets, reterr))
		return -1;
	for (size_t i = 0; i < sets.count; i++) {
		if (find_expired(check, sets.items[i].spec, changes, &upkeep, reterr))
			return -1;
		count_migrations(check, &sets.items[i], &upkeep);
	}
	*ret = upkeep;
	return 0;
}
