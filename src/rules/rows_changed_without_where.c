/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static const struct option_key options[] = {
	{"approval", VALUE_BOOL, NULL, "true", "whether `-- approved-by: NAME` satisfies the rule"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

/* What is done to all rows of the table; NULL: it is not. */
static const char *done(const struct fact *fact)
{
	if (fact->act == ACT_TRUNCATE)
		return "is emptied";
	if (!(fact->flags & FACT_ALL_ROWS))
		return NULL;
	return fact->act == ACT_UPDATE ? "is changed in all its rows"
		: fact->act == ACT_DELETE  ? "loses all its rows"
								   : NULL;
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	const char *what = done(fact);
	bool takes_approval = !str_equal(
		policy_option(subject->policy, &subject->rule->key, "approval"), STR("false"));

	if (!what || str_equal(fact->object.schema, STR("pg_temp")) ||
		set_sql_is_new_table(subject->set_sql, sql, fact, fact->object))
		return;
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)), "table %s %s%s",
			escape_text(subject->arena, object_name_sql(subject->arena, fact->object), false).ptr,
			what, fact->act == ACT_TRUNCATE ? "" : ": no WHERE says which"),
		takes_approval ? "%s; or let it be approved: -- approved-by: NAME [TICKET] above the "
						 "statement"
					   : "%s",
		fact->act == ACT_TRUNCATE ? "DELETE what is to go with a WHERE"
								  : "Say with a WHERE which rows are meant");
}

const struct rule rule_rows_changed_without_where = {
	.key = {.id = "rows-changed-without-where", .severity = SEVERITY_ERROR, .options = options},
	.scope = 'S',
	.flags = RULE_READS_BODIES | RULE_TAKES_APPROVAL,
	.summary = "UPDATE or DELETE without WHERE, or TRUNCATE, of a table that was there before",
	.why =
		"Most often the WHERE was forgotten, or lost in a merge. The rows are gone at the COMMIT, "
		"in production too, and no rollback file brings them back. A WHERE that is always true "
		"counts as none; tables that the same change creates may be emptied.",
	.flagged = "-- staged: supabase/migrations/20250127093045_fix_users.sql\n"
			   "DELETE FROM users;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_fix_users.sql\n"
			   "DELETE FROM users WHERE deactivated_at < '2020-01-01';\n",
	.remedy = "`-- approved-by: NAME [TICKET]` before the statement, unless the policy says "
			  "`approval: false`.",
	.source = "seed 2 line 52 (S1-05), seed 3 line 345 (S2-31)",
	.check_fact = check_fact,
};
