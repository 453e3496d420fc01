/* SPDX-License-Identifier: MIT */
#include "rules/merged_migration.h"

/* Names an edit that changes nothing for the server; it breaks checksums all the same. */
static const char *kind_of_edit(struct arena *arena, const struct migration_file *file)
{
	struct str before = file->merged_content, after;

	if ((file->head->mode & MODE_TYPE) != (MODE_FILE & MODE_TYPE))
		return " (it is no regular file any more)";
	if (!before.ptr || !file->script)
		return "";
	after = file->script->content;
	if (str_equal(str_with_lf(arena, before), str_with_lf(arena, after)))
		return " (only line endings differ)";
	if (str_equal(scan_significant(arena, before), scan_significant(arena, after)))
		return " (only comments and blanks differ)";
	return "";
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	for (size_t i = 0; i < subject->set->files.count; i++) {
		const struct migration_file *file = subject->set->files.items[i];
		struct diagnostic *diagnostic;

		if (file->offence != MERGED_MODIFIED || merged_is_allowed(subject->set))
			continue;
		diagnostic = diagnose(out, file, (struct span){0, 0},
			"a merged migration must not change%s; write a new one instead: %s",
			kind_of_edit(subject->arena, file), merged_where(subject->arena, file).ptr);
		merged_hint(out, diagnostic, file);
	}
}

const struct rule rule_merged_migration_modified = {
	.key = {.id = "merged-migration-modified",
		.severity = SEVERITY_ERROR,
		.grandfather_only = true},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT,
	.summary = "the content or type of a merged migration changed",
	.why = "Servers that have applied the old text never see the new one, and runners that keep "
		   "checksums stop at the difference. This holds for comments and line endings too: "
		   "Flyway, Prisma and sqlx hash the bytes. A change of the executable bit is none.",
	.flagged = "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n",
	.allowed = "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250128101500_add_users_name.sql\n"
			   "ALTER TABLE users ADD COLUMN name text;\n",
	.remedy = "Set `immutable: off` for a set that is not deployed yet; a `grandfather` entry that "
			  "is merged already excuses a single file; MIGHOOK_SKIP lets one local commit pass.",
	.source = "seed 1 lines 308, 411 (S0-28); seed 3 lines 10, 344 (S2-02)",
	.check_set = check_set,
};
