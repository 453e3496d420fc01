/* SPDX-License-Identifier: MIT */
#include "rules/dropped.h"

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (fact->act == ACT_DROP && (fact->kind == KIND_COLUMN || fact->kind == KIND_ATTRIBUTE) &&
		!dropped_is_harmless(subject, sql, fact))
		dropped_report(subject, sql, fact, out);
}

const struct rule rule_column_dropped = {
	.key = {.id = "column-dropped", .severity = SEVERITY_WARNING, .options = dropped_options},
	.scope = 'S',
	.flags = RULE_READS_BODIES | RULE_TAKES_APPROVAL,
	.summary = "DROP COLUMN of a table that was there before",
	.why = "The values are gone, and so are the indexes and constraints that use the column. Code "
		   "that still names it, also in prepared statements and SELECT *, fails at once.",
	.flagged = "-- staged: supabase/migrations/20250127093045_drop_email.sql\n"
			   "ALTER TABLE users DROP COLUMN IF EXISTS email;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_drop_email.sql\n"
			   "ALTER TABLE users DROP COLUMN IF EXISTS email; -- approved-by: jane OPS-12\n",
	.remedy = "`-- approved-by: NAME [TICKET]` before the statement, unless the policy says "
			  "`approval: false`; with `require: backup` a line `-- backup: WHERE` instead.",
	.source = "seed 3 line 345 (S2-31), seed 4 line 32 (S3-03)",
	.squawk = "ban-drop-column",
	.check_fact = check_fact,
};
