/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"
#include "migration/snapshot.h"

/* Several sets may share a snapshot: a migration of any of them explains it. */
static bool is_explained(const struct migration_sets *sets, struct str snapshot)
{
	for (size_t i = 0; i < sets->count; i++) {
		const struct migration_set *set = &sets->items[i];

		if (!str_equal(set->snapshot, snapshot))
			continue;
		for (size_t j = 0; j < set->files.count; j++)
			if (set->files.items[j]->change && role_is_sql(set->files.items[j]->name.role))
				return true;
	}
	return false;
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct migration_set *set = subject->set;

	if (!set->snapshot_is_updated || !set->snapshot_change->by_author ||
		subject->changes->only_named || is_explained(subject->sets, set->snapshot) ||
		snapshot_owner(subject->sets, set->snapshot) != set)
		return;
	diagnostic_hint(out,
		diagnose_path(out, set->snapshot,
			"%s changed and no migration did: nothing brings a server to this schema",
			escape_text(subject->arena, set->snapshot, false).ptr),
		"Add the migration that makes the change to %s",
		escape_text(subject->arena, set->spec->path, false).ptr);
}

const struct rule rule_snapshot_changed_alone = {
	.key = {.id = "snapshot-changed-alone", .severity = SEVERITY_WARNING},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT,
	.summary = "the snapshot changed and no migration did",
	.why = "A schema change that is only in the snapshot reaches no server; most often the "
		   "migration was forgotten, or somebody changed a database by hand and dumped it.",
	.flagged = "-- merged: schema.sql\n"
			   "-- empty\n"
			   "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: schema.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n",
	.allowed = "-- merged: schema.sql\n"
			   "-- empty\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: schema.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "A warning; MIGHOOK_SKIP hides it for one commit, the policy for good.",
	.source = "seed 5 lines 140-159 (S4-11)",
	.check_set = check_set,
};
