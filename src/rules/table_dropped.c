/* SPDX-License-Identifier: MIT */
#include "rules/dropped.h"

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (fact->act == ACT_DROP && fact->kind == KIND_TABLE &&
		!dropped_is_harmless(subject, sql, fact))
		dropped_report(subject, sql, fact, out);
}

const struct rule rule_table_dropped = {
	.key = {.id = "table-dropped", .severity = SEVERITY_WARNING, .options = dropped_options},
	.scope = 'S',
	.flags = RULE_READS_BODIES | RULE_TAKES_APPROVAL,
	.summary = "DROP TABLE of a table that was there before",
	.why = "Its rows are gone at the COMMIT, and every instance of the application that still runs "
		   "with the old code fails from then on. A table that the same change creates may be "
		   "dropped, and a rollback may drop what its migration creates.",
	.flagged = "-- staged: supabase/migrations/20250127093045_drop_orders.sql\n"
			   "DROP TABLE IF EXISTS orders;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_drop_orders.sql\n"
			   "-- approved-by: jane OPS-12\n"
			   "DROP TABLE IF EXISTS orders;\n",
	.remedy = "`-- approved-by: NAME [TICKET]` before the statement, unless the policy says "
			  "`approval: false`; with `require: backup` a line `-- backup: WHERE` instead.",
	.source = "seed 2 line 52 (S1-05), seed 4 line 32 (S3-03), seed 3 line 345 (S2-31)",
	.squawk = "ban-drop-table",
	.check_fact = check_fact,
};
