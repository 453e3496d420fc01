/* SPDX-License-Identifier: MIT */
#include "rules/in_force.h"
#include "rules/placeholder.h"

static void check_file(
	const struct subject *subject, const struct migration_file *file, struct diagnostics *out)
{
	const char *marker = subject->set->spec->runner->up_marker;
	const char *what = "there is nothing but comments in it";
	struct span placeholder;

	/* An empty down file is rollback-missing's, a template that nobody has filled in yet
	 * placeholder-left's. */
	if (!file->script || !role_is_sql(file->name.role) || file->name.role == ROLE_DOWN ||
		!file->script->up_is_empty ||
		(placeholder_find(file, 0, &placeholder) && is_in_force(subject, "placeholder-left")))
		return;
	if (!file->script->content.len)
		what = "it has no content";
	else if (file->name.role == ROLE_BOTH && !file->script->sections.up.exists)
		what = str_format(subject->arena, "it has no section `-- %s`", marker).ptr;
	else if (file->name.role == ROLE_BOTH)
		what = str_format(subject->arena, "its section `-- %s` has no SQL", marker).ptr;
	diagnostic_hint(out,
		diagnose(out, file, (struct span){0, 0}, "this migration does nothing: %s", what),
		"Write its SQL, or take the file out of the commit");
}

const struct rule rule_file_empty = {
	.key = {.id = "file-empty", .severity = SEVERITY_ERROR},
	.scope = 'F',
	.summary = "a migration is empty, or comments only",
	.why = "An empty migration is recorded as applied: what was meant to be in it must then come "
		   "under another version, and every environment that ran it differs from one that did "
		   "not.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "-- add the users table\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "-- add the users table\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "`-- mighook: allow file-empty REASON` in the file.",
	.source = "no linter of the field reports it",
	.check_file = check_file,
};
