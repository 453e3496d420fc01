/* SPDX-License-Identifier: MIT */
#include "lint/rule.h"
#include "rules/placeholder.h"

static void check_file(
	const struct subject *subject, const struct migration_file *file, struct diagnostics *out)
{
	struct span span = {0, 0};

	(void)subject;
	if (!file->script || !role_is_sql(file->name.role))
		return;
	for (size_t from = 0; placeholder_find(file, from, &span); from = span.to)
		diagnostic_hint(out, diagnose(out, file, span, "the template's placeholder is still there"),
			"Replace it by what it asks for, or delete it");
}

const struct rule rule_placeholder_left = {
	.key = {.id = "placeholder-left", .severity = SEVERITY_ERROR},
	.scope = 'S',
	.summary = "the template's TODO or a CHANGE_ME is still there",
	.why = "A migration that was generated and never written passes every check of its form, and "
		   "does nothing on the server but take its version.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "-- TODO: Add your migration code here\n"
			   "SELECT 1;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "`-- mighook: allow placeholder-left REASON` before the statement.",
	.source = "seed 3 lines 302, 318 (S2-29)",
	.check_file = check_file,
};
