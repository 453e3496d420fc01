/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct str_list *untracked = &subject->set->untracked;

	for (size_t i = 0; i < untracked->count; i++)
		diagnostic_hint(out,
			diagnose_path(out, untracked->items[i], "git does not track this migration"),
			"Run: git add %s", escape_shell(subject->arena, untracked->items[i]).ptr);
}

const struct rule rule_migration_untracked = {
	.key = {.id = "migration-untracked", .severity = SEVERITY_WARNING},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT,
	.summary = "a migration lies in the worktree, and git does not track it",
	.why = "A runner that is started here applies every file it finds. What was applied and never "
		   "committed is missing everywhere else, and nobody can tell what it was. It is asked by "
		   "`mighook check --all` in a worktree; files that `.gitignore` names are meant to stay "
		   "out.",
	.flagged = "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- untracked: supabase/migrations/20250128101500_add_orders.sql\n"
			   "CREATE TABLE orders (id bigint PRIMARY KEY);\n",
	.allowed = "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- untracked: supabase/migrations/notes.txt\n"
			   "To do: orders.\n",
	.remedy = "Add the file, or name it in `.gitignore`.",
	.source = "design section 4.2: what is judged is what git has",
	.check_set = check_set,
};
