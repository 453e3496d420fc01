/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static const struct option_key options[] = {
	{"approval", VALUE_BOOL, NULL, "true", "whether `-- approved-by: NAME` satisfies the rule"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (!(fact->flags & FACT_CASCADE) || (fact->act != ACT_DROP && fact->act != ACT_TRUNCATE))
		return;
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"%s %s %s CASCADE takes along whatever depends on it, named nowhere",
			fact->act == ACT_DROP ? "DROP of" : "TRUNCATE of", object_kinds[fact->kind].name,
			escape_text(subject->arena, object_name_sql(subject->arena, fact->object), false).ptr),
		"Leave CASCADE out and name what is to go; or let it be approved: "
		"-- approved-by: NAME [TICKET] above the statement");
}

const struct rule rule_drop_cascade = {
	.key = {.id = "drop-cascade", .severity = SEVERITY_ERROR, .options = options},
	.scope = 'S',
	.flags = RULE_READS_BODIES | RULE_TAKES_APPROVAL,
	.summary = "DROP or TRUNCATE with CASCADE that nobody has approved",
	.why =
		"What depends on the object goes too: views, foreign keys, policies, functions, and with "
		"TRUNCATE the rows of every table that refers to it. Which ones these are depends on "
		"the database it runs on, so no review can see them.",
	.flagged = "-- staged: supabase/migrations/20250127093045_drop_mood.sql\n"
			   "DROP TYPE IF EXISTS mood CASCADE;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_drop_mood.sql\n"
			   "-- approved-by: jane OPS-12\n"
			   "DROP TYPE IF EXISTS mood CASCADE;\n",
	.remedy = "`-- approved-by: NAME [TICKET]` before the statement, unless the policy says "
			  "`approval: false`.",
	.source = "seed 1 line 412 (S0-39)",
	.squawk = "ban-truncate-cascade",
	.check_fact = check_fact,
};
