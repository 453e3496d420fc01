/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (fact->act != ACT_CREATE || fact->kind != KIND_ENUM_VALUE ||
		(fact->flags & FACT_OTHER_WAY) ||
		set_sql_is_new_table(subject->set_sql, sql, fact, fact->table))
		return;
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"'%s' is added to %s without saying where it stands in its order",
			escape_text(subject->arena, fact->object.name, false).ptr,
			escape_text(subject->arena, object_name_sql(subject->arena, fact->table), false).ptr),
		"Say BEFORE or AFTER which value it comes");
}

const struct rule rule_enum_value_order = {
	.key = {.id = "enum-value-order", .severity = SEVERITY_OFF},
	.scope = 'S',
	.summary = "ALTER TYPE ... ADD VALUE without BEFORE or AFTER",
	.why = "Values of an enum are compared by their order, which no later statement can change. "
		   "Without a place the new one comes last, and two branches that each add one are "
		   "merged in an order that nobody has chosen.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_mood.sql\n"
			   "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm';\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_mood.sql\n"
			   "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm' AFTER 'happy';\n",
	.remedy = "`-- mighook: allow enum-value-order REASON` before the statement.",
	.source = "PostgreSQL manual, ALTER TYPE; sbdchd/squawk require-enum-value-ordering",
	.squawk = "require-enum-value-ordering",
	.check_fact = check_fact,
};
