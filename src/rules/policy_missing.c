/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/row_security.h"

/* The fact is the first of its kind in the file. */
static bool is_first(const struct sql *sql, const struct fact *fact)
{
	for (const struct fact *before = sql->facts.items; before < fact; before++)
		if (before->act == ACT_ENABLE_ROW_SECURITY &&
			object_name_equal(before->object, fact->object))
			return false;
	return true;
}

/* False for a table that the file drops, or creates under that name and renames. */
static bool finds_name(const struct sql *sql, const struct fact *fact, struct object_name *table)
{
	for (const struct fact *created = sql->facts.items; created < fact; created++)
		if (created->act == ACT_CREATE && created->kind == KIND_TABLE &&
			object_name_equal(created->object, fact->object))
			return row_security_last_name(sql, created, table);
	*table = row_security_table(sql, fact, fact->object);
	return true;
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct object_name table;
	struct str shown, policy;

	/* a table that was there before may have its policies: they are not known here */
	if (fact->act != ACT_ENABLE_ROW_SECURITY || !is_first(sql, fact) ||
		!set_sql_is_new_table(subject->set_sql, sql, fact, fact->object) ||
		!finds_name(sql, fact, &table) || row_security_has_policy(subject, table) ||
		row_security_has_policy(subject, row_security_table(sql, fact, fact->object)))
		return;
	shown = escape_text(subject->arena, object_name_sql(subject->arena, table), false);
	policy = escape_text(subject->arena,
		identifier_sql(
			subject->arena, str_format(subject->arena, "%.*s_read", STR_ARG(table.name))),
		false);
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"table %s has row security and no policy: only its owner sees a row", shown.ptr),
		"Say who may see which rows, for example `DROP POLICY IF EXISTS %s ON %s; CREATE POLICY %s "
		"ON %s FOR SELECT USING (user_id = auth.uid());`",
		policy.ptr, shown.ptr, policy.ptr, shown.ptr);
}

const struct rule rule_policy_missing = {
	.key = {.id = "policy-missing", .severity = SEVERITY_WARNING},
	.scope = 'C',
	.flags = RULE_UP_ONLY,
	.summary = "row security turned on for a new table, and no policy for it",
	.why = "With row security and no policy every query of an ordinary role finds no rows, without "
		   "any error. It is asked of tables that the change creates: those that were there before "
		   "may have policies.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_notes.sql\n"
			   "CREATE TABLE IF NOT EXISTS notes (id bigint PRIMARY KEY);\n"
			   "ALTER TABLE notes ENABLE ROW LEVEL SECURITY;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_notes.sql\n"
			   "CREATE TABLE IF NOT EXISTS notes (id bigint PRIMARY KEY, owner uuid NOT NULL);\n"
			   "ALTER TABLE notes ENABLE ROW LEVEL SECURITY;\n"
			   "DROP POLICY IF EXISTS own_notes ON notes;\n"
			   "CREATE POLICY own_notes ON notes USING (owner = auth.uid());\n",
	.remedy = "`-- mighook: allow policy-missing REASON` before ENABLE, for a table that only its "
			  "owner and roles with BYPASSRLS use.",
	.source = "seed 3 lines 171-175, 338 (S2-17); seed 5 line 348 (S4-28)",
	.check_fact = check_fact,
};
