/* SPDX-License-Identifier: MIT */
#include "rules/dropped.h"

/* Not asked: what other rules speak of (tables, columns, policies), and what can be made anew from
 * nothing but its definition without anybody noticing more than time (indexes, statistics). */
static bool is_asked(enum object_kind kind)
{
	switch (kind) {
	case KIND_TABLE:
	case KIND_COLUMN:
	case KIND_ATTRIBUTE:
	case KIND_POLICY:
	case KIND_INDEX:
	case KIND_STATISTICS:
	case KIND_OTHER:
		return false;
	default:
		return true;
	}
}

/* A CHECK that only proved NOT NULL has done its work once that is set. */
static bool has_served(const struct sql *sql, const struct fact *fact)
{
	for (size_t i = 0; fact->kind == KIND_CONSTRAINT && i < sql->facts.count; i++)
		if (sql->facts.items[i].act == ACT_SET_NOT_NULL &&
			object_name_equal(sql->facts.items[i].table, fact->table))
			return true;
	return false;
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (fact->act == ACT_DROP && is_asked(fact->kind) && !has_served(sql, fact) &&
		!dropped_is_harmless(subject, sql, fact))
		dropped_report(subject, sql, fact, out);
}

const struct rule rule_object_dropped = {
	.key = {.id = "object-dropped", .severity = SEVERITY_WARNING, .options = dropped_options},
	.scope = 'S',
	.flags = RULE_READS_BODIES | RULE_TAKES_APPROVAL,
	.summary = "DROP of a schema, view, function, type, constraint, ... that was there before",
	.why = "Whoever uses the object fails from then on, and a dropped constraint no longer keeps "
		   "bad rows out. A DROP with a CREATE of the same further down is a replacement and no "
		   "finding, where no rows are lost by it.",
	.flagged = "-- staged: supabase/migrations/20250127093045_drop_report.sql\n"
			   "DROP VIEW IF EXISTS report;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_replace_report.sql\n"
			   "DROP VIEW IF EXISTS report;\n"
			   "CREATE VIEW report AS SELECT id FROM users;\n",
	.remedy = "`-- approved-by: NAME [TICKET]` before the statement, unless the policy says "
			  "`approval: false`; with `require: backup` a line `-- backup: WHERE` instead.",
	.source = "seed 2 line 52 (S1-05), seed 4 line 32 (S3-03)",
	.squawk = "ban-drop-database",
	.check_fact = check_fact,
};
