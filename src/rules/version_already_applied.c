/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

/* True if a migration that was there before had the version: a rename, which is another rule's. */
static bool was_there(const struct subject *subject, const struct migration_file *added)
{
	const struct set_spec *spec = subject->set->spec;

	for (size_t i = 0; i < subject->set->files.count; i++) {
		const struct migration_file *file = subject->set->files.items[i];

		if (file->parent && role_is_up(file->name.role) && file->name.version.ptr &&
			added->name.version.ptr &&
			!version_compare(spec->runner->order, file->name.version, added->name.version))
			return true;
	}
	return false;
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	for (size_t i = 0; i < subject->set->files.count; i++) {
		const struct migration_file *file = subject->set->files.items[i];

		if (!file->is_applied || file->change->before || !file->change->by_author ||
			was_there(subject, file))
			continue;
		diagnostic_hint(out,
			diagnose(out, file, (struct span){0, 0},
				"the database has applied %s already: this file would never run there",
				escape_text(subject->arena,
					file->name.version.ptr ? file->name.version : file->name.file, false)
					.ptr),
			"take another version, unless this is the file of what was applied; mighook status "
			"tells which it is");
	}
}

const struct rule rule_version_already_applied = {
	.key = {.id = "version-already-applied",
		.severity = SEVERITY_WARNING,
		.grandfather_only = true},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT,
	.summary = "the database has a new migration's version already",
	.why =
		"A runner looks for versions that are not in its table: a file whose version stands there "
		"never runs. Somebody else's migration of that version was applied from another branch, "
		"or by a tool that takes versions of its own. It is asked at a commit where the policy "
		"has `database: {on-commit: warn}`, for less than 400 ms; one that does not answer is "
		"said in a line and stops nothing.",
	.flagged = "-- merged: .mighook.yaml\n"
			   "version: 1\n"
			   "database: {on-commit: warn}\n"
			   "-- applied: 20250127093045\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- merged: .mighook.yaml\n"
			   "version: 1\n"
			   "database: {on-commit: warn}\n"
			   "-- applied: 20250127093045\n"
			   "-- staged: supabase/migrations/20250127093046_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "Give the migration another version; for the file of what was applied that was lost, "
			  "MIGHOOK_SKIP lets one local commit pass.",
	.source = "rules.md; seed 1 lines 75-80 (S0-05 to S0-07)",
	.check_set = check_set,
};
