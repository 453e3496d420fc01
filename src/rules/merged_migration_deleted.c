/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/merged_migration.h"

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	for (size_t i = 0; i < subject->set->files.count; i++) {
		const struct migration_file *file = subject->set->files.items[i];
		struct diagnostic *diagnostic;

		if (file->offence != MERGED_DELETED || file->is_archived || merged_is_allowed(subject->set))
			continue;
		diagnostic = diagnose(out, file, (struct span){0, 0},
			"a merged migration must not %s%s: %s",
			file->moved_to.ptr ? "go away; it was renamed to " : "be deleted",
			file->moved_to.ptr ? escape_text(subject->arena, file->moved_to, false).ptr : "",
			merged_where(subject->arena, file).ptr);
		merged_hint(out, diagnostic, file);
	}
}

const struct rule rule_merged_migration_deleted = {
	.key = {.id = "merged-migration-deleted", .severity = SEVERITY_ERROR, .grandfather_only = true},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT,
	.summary = "a merged migration is gone, or has another name",
	.why = "Servers that have applied it keep a record that leads nowhere, and a fresh database "
		   "lacks what it made. Under another name it runs again where it ran already. A squash is "
		   "allowed: a marker (SQUASH_BASELINE) or the manifest's `replaces` covers the file, and "
		   "the set's `archive` folder keeps the same bytes.",
	.flagged = "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- deleted: supabase/migrations/20250127093045_add_users.sql\n",
	.allowed = "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250128101500_drop_users.sql\n"
			   "DROP TABLE users;\n",
	.remedy = "Set `immutable: off` for a set that is not deployed yet; a `grandfather` entry that "
			  "is merged already excuses a single file; MIGHOOK_SKIP lets one local commit pass.",
	.source = "seed 1 lines 125-146, 308, 411 (S0-13, S0-14, S0-28)",
	.check_set = check_set,
};
