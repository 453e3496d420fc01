/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/snapshot_remedy.h"

static bool is_up_sql(const struct migration_file *file)
{
	return role_is_sql(file->name.role) && file->name.role != ROLE_DOWN;
}

/* True if the same bytes left another name: a renumbered migration builds what it built before. */
static bool is_renamed(const struct migration_set *set, const struct migration_file *file)
{
	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *other = set->files.items[i];

		if (other->parent && !other->head && entry_same_content(other->parent, file->head))
			return true;
	}
	return false;
}

/* The first migration the change adds or edits that does not allow being alone. */
static const struct migration_file *changed_migration(const struct subject *subject)
{
	for (size_t i = 0; i < subject->set->files.count; i++) {
		const struct migration_file *file = subject->set->files.items[i];

		if (!is_up_sql(file) || !file->head || !file->change || !file->change->by_author ||
			file->is_squash || entry_same_content(file->head, file->parent) ||
			is_renamed(subject->set, file))
			continue;
		if (!suppressions_allow_file(subject->suppressions, file, subject->rule, subject->now))
			return file;
	}
	return NULL;
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct migration_set *set = subject->set;
	const struct change *snapshot = set->snapshot_change;
	struct arena *arena = subject->arena;
	const struct migration_file *file;
	struct diagnostic *diagnostic;

	if (!set->snapshot.ptr || !set->is_touched || set->snapshot_is_updated ||
		subject->changes->only_named)
		return;
	file = changed_migration(subject);
	if (!file)
		return;
	diagnostic = diagnose(out, file, (struct span){0, 0}, "Migration requires updated %s: %s %s",
		escape_text(arena, str_basename(set->snapshot), false).ptr,
		escape_text(arena, set->snapshot, false).ptr,
		snapshot && !snapshot->after ? "is deleted by the same change"
									 : "is not changed along with it");
	/* A found schema.prisma is no promise: a migration that changes data leaves it as it is. */
	if (!set->spec->snapshot_is_configured && str_ends(set->snapshot, STR(".prisma")))
		diagnostic_at_most(diagnostic, SEVERITY_WARNING);
	diagnostic_hint(out, diagnostic, "%s", snapshot_remedy(subject, set->snapshot).ptr);
}

const struct rule rule_snapshot_not_staged = {
	.key = {.id = "snapshot-not-staged", .severity = SEVERITY_ERROR},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT,
	.summary = "a migration came without its updated snapshot",
	.why = "A schema.sql that lags behind the migrations misleads reviewers, code generators and "
		   "fresh environments. The snapshot is compared by its exact path and must hold other "
		   "bytes than before: x_baseline_schema.sql, docs/schema.sql and a deletion do not count.",
	.flagged = "-- merged: schema.sql\n"
			   "-- empty\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- merged: schema.sql\n"
			   "-- empty\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: schema.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy =
		"`-- mighook: allow snapshot-not-staged REASON` at the top of a migration that leaves "
		"the schema as it is; `snapshot: none` for a set that has none.",
	.source = "seed 5 lines 363-369 (S4-08, S4-29; C-24)",
	.check_set = check_set,
};
