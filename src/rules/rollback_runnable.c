/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/vec.h"
#include "lint/rule.h"

static void check_file(
	const struct subject *subject, const struct migration_file *file, struct diagnostics *out)
{
	const struct set_spec *spec = subject->set->spec;
	struct arena *arena = subject->arena;
	bool is_found = spec->runner->searches_subfolders
		? str_within(file->path, spec->path)
		: str_equal(str_dirname(file->path), spec->path);
	struct diagnostic *diagnostic;
	struct move move = {.from = file->path};
	struct str folder;

	if (file->name.role != ROLE_DOWN || !spec->runner->runs_down_files || !is_found ||
		(spec->runner->down_prefix &&
			str_starts(file->name.file, str_from(spec->runner->down_prefix))))
		return;
	diagnostic = diagnose(out, file, (struct span){0, 0},
		"%s would run this rollback as a migration: it looks at every .sql file of this folder",
		spec->runner->name);
	folder = str_join_path(arena, str_dirname(spec->path), STR("rollback"));
	move.to = str_join_path(arena, folder, file->name.file);
	*vec_push(arena, &diagnostic->moves) = move;
	diagnostic_hint(out, diagnostic, "Run: mkdir -p %s && %s", escape_shell(arena, folder).ptr,
		suggest_move(arena, move.from, move.to).ptr);
}

const struct rule rule_rollback_runnable = {
	.key = {.id = "rollback-runnable", .severity = SEVERITY_ERROR},
	.scope = 'F',
	.flags = RULE_ABOUT_NAME,
	.summary = "a down file lies where the runner executes it as a migration",
	.why = "Supabase's CLI runs X.down.sql before X.sql ('.d' sorts before '.s'), records the "
		   "version, and then fails on X.sql; dbmate and goose take it for another migration of "
		   "the same version. A rollback belongs in a folder of its own.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.down.sql\n"
			   "DROP TABLE users;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/rollback/20250127093045_add_users.sql\n"
			   "DROP TABLE users;\n",
	.remedy = "`-- mighook: allow rollback-runnable REASON` at the top of the down file.",
	.source = "seed 3 lines 276, 312 (C-12); measured with supabase 3.1.0",
	.check_file = check_file,
};
