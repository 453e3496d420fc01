/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static void check_file(
	const struct subject *subject, const struct migration_file *file, struct diagnostics *out)
{
	const struct set_spec *spec = subject->set->spec;
	struct arena *arena = subject->arena;
	bool is_folders = spec->runner->layout == LAYOUT_FOLDERS;
	bool is_sql = str_ends(file->path, STR(".sql"));
	struct diagnostic *diagnostic;

	if (file->name.role != ROLE_MISPLACED)
		return;
	diagnostic = diagnose(out, file, (struct span){0, 0}, "%s would not run this file%s%s%s",
		spec->runner->name, is_folders ? ": it runs the file " : "",
		is_folders ? spec->runner->up_file : "",
		is_folders   ? " of each folder"
			: is_sql ? ": it does not look into subfolders"
					 : ": it is no .sql file");
	if (is_sql && !is_folders)
		diagnostic_hint(out, diagnostic, "Run: git mv %s %s", escape_shell(arena, file->path).ptr,
			escape_shell(arena, str_join_path(arena, spec->path, str_basename(file->path))).ptr);
	else
		diagnostic_hint(
			out, diagnostic, "Run: git rm --cached %s", escape_shell(arena, file->path).ptr);
}

const struct rule rule_misplaced_file = {
	.key = {.id = "misplaced-file", .severity = SEVERITY_WARNING},
	.scope = 'F',
	.flags = RULE_ABOUT_NAME,
	.summary = "a file in a migration folder that no runner would run",
	.why = "Somebody meant it to be applied, or forgot it there: a copy x.sql.bak, a file one "
		   "folder too deep. Documentation and the runner's own files are left alone.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql.bak\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/README.md\n"
			   "How to write migrations.\n",
	.remedy = "Keep such files outside the folder; a `grandfather` entry excuses one.",
	.source = "supabase/cli pkg/migration/file.go: other names are skipped",
	.check_file = check_file,
};
