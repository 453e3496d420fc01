/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/sort.h"
#include "lint/rule.h"
#include "migration/suggest.h"

static bool clash(const struct set_spec *spec, const struct migration *a, const struct migration *b)
{
	return str_equal(a->identity, b->identity) &&
		(!spec->unique_by_name || str_equal(a->stem, b->stem));
}

static void report(const struct subject *subject, const struct migration *surplus,
	const struct migration *keeper, struct diagnostics *out)
{
	struct arena *arena = subject->arena;
	struct str version = suggest_version(subject->set, arena, surplus->version);
	struct diagnostic *diagnostic = diagnose(out, migration_lead(surplus), (struct span){0, 0},
		"version %s is already used by %s%s", escape_text(arena, surplus->version, false).ptr,
		escape_text(arena, migration_lead(keeper)->path, false).ptr,
		keeper->is_merged && !surplus->is_merged ? ", which is merged" : "");

	if (surplus->is_merged)
		diagnostic_hint(out, diagnostic,
			"Both are merged: excuse the pair by a `grandfather` entry, or give one version %.*s",
			STR_ARG(version));
	else
		diagnostic_renames(out, diagnostic, suggest_moves(subject->set, arena, surplus, version));
}

/* The pair is new: one of them is added, or named by the user. */
static bool is_asked(
	const struct change_set *changes, const struct migration *a, const struct migration *b)
{
	bool is_named = migration_lead(a)->is_judged || migration_lead(b)->is_judged;

	return changes->only_named ? is_named : changes->whole || a->is_added || b->is_added;
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct migration_set *set = subject->set;
	const struct migration *keeper = NULL;

	if (!set->adds_migration && !subject->changes->whole && !subject->changes->only_named)
		return;
	for (size_t i = 0; i < set->by_version.count; i++) {
		const struct migration *next = set->by_version.items[i];

		/* A baseline stands beside the migration whose version it has. */
		if (migration_lead(next)->name.is_baseline)
			continue;
		if (!keeper || !clash(set->spec, keeper, next))
			keeper = next;
		else if (next->in_head && is_asked(subject->changes, keeper, next))
			report(subject, next, keeper, out);
	}
}

const struct rule rule_version_duplicate = {
	.key = {.id = "version-duplicate", .severity = SEVERITY_ERROR, .grandfather_only = true},
	.scope = 'G',
	.flags = RULE_ABOUT_NAME | RULE_ABOUT_GIT,
	.summary = "two migrations have one version",
	.why = "Histories are kept by version: of two files with the same one the second is skipped "
		   "without a word, or fails on the primary key, and CI on either branch was green. "
		   "Versions are compared with those on the protected tip too, leading zeros aside.",
	.flagged = "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250127093045_add_orders.sql\n"
			   "CREATE TABLE orders (id bigint PRIMARY KEY);\n",
	.allowed = "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250127093046_add_orders.sql\n"
			   "CREATE TABLE orders (id bigint PRIMARY KEY);\n",
	.remedy = "A `grandfather` entry excuses a pair that has long been applied.",
	.source = "seed 5 lines 88-93 (S4-08); masumi-network/sokosumi#3893; noncuro/house-hunt#107",
	.check_set = check_set,
};
