/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

/* Of what the database has applied: another content, another name, or gone. */
static const char *offence_of(const struct migration_file *file)
{
	const struct change *change = file->change;

	if (!file->is_applied || !change->before || !change->by_author)
		return NULL;
	if (change->after)
		return "must not change";
	return file->is_archived ? NULL : "must not go away";
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct migration_set *set = subject->set;

	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];
		const char *offence = offence_of(file);
		struct diagnostic *diagnostic;

		if (!offence)
			continue;
		diagnostic = diagnose(out, file, (struct span){0, 0},
			"a migration that the database has applied %s: it would not run again; write a new one "
			"instead",
			offence);
		if (set->spec->immutable == IMMUTABLE_APPLIED)
			diagnostic->severity = SEVERITY_ERROR;
		diagnostic_hint(out, diagnostic, "Run: git restore --source=HEAD --staged --worktree -- %s",
			escape_shell(subject->arena, file->path).ptr);
	}
}

const struct rule rule_applied_migration_modified = {
	.key = {.id = "applied-migration-modified",
		.severity = SEVERITY_WARNING,
		.grandfather_only = true},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT,
	.summary = "a migration that the database has applied is edited, renamed or deleted",
	.why = "The database that has applied it keeps the row, so the new text never runs there, and "
		   "runners that keep checksums stop at the difference. It is asked at a commit where the "
		   "policy has `database: {on-commit: warn}`, for less than 400 ms; one that does not "
		   "answer is said in a line and stops nothing. In a set with `immutable: applied` it is "
		   "an error, and what no database has applied may be edited even if it is merged.",
	.flagged = "-- merged: .mighook.yaml\n"
			   "version: 1\n"
			   "sets: [{path: supabase/migrations, immutable: off}]\n"
			   "database: {on-commit: warn}\n"
			   "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- applied: 20250127093045\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n",
	.allowed = "-- merged: .mighook.yaml\n"
			   "version: 1\n"
			   "sets: [{path: supabase/migrations, immutable: applied}]\n"
			   "database: {on-commit: warn}\n"
			   "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- applied: 20250101000000\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n",
	.remedy = "Write a new migration for what is missing; MIGHOOK_SKIP lets one local commit pass.",
	.source = "seed 2 lines 160, 165-191 (S1-18, C-02)",
	.check_set = check_set,
};
