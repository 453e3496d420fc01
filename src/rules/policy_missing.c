/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/known.h"
#include "lint/rule.h"

static bool has_policy(const struct catalog_entry *table)
{
	for (size_t i = 0; i < table->parts.count; i++)
		if (catalog_lives(table->parts.items[i]) &&
			table->parts.items[i]->state->kind == KIND_POLICY)
			return true;
	return false;
}

/* False where policies may be that nobody has read: on a table that no migration creates, and where
 * SQL is put together when it runs. */
static bool is_known(
	const struct subject *subject, const struct sql *sql, const struct catalog_entry *table)
{
	return !table->is_assumed && !subject->set_sql->says[SPOKEN_POLICY] &&
		(!table->state->unverified || known_is_new(subject->set_sql, sql, table));
}

/* The table for which the fact turns row security on, if it has it in the end; else NULL. */
static const struct catalog_entry *secured(const struct sql *sql, const struct fact *fact)
{
	const struct catalog_entry *table = known_relation(sql, fact, fact->object);
	const struct object_state *before;

	if (!table || !catalog_lives(table) || !state_flag(table->state, ATTRIBUTE_ROW_SECURITY))
		return NULL;
	before = catalog_state_at(table, known_step_before(sql, fact));
	return before && state_flag(before, ATTRIBUTE_ROW_SECURITY) ? NULL : table;
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	const struct catalog_entry *table;
	struct str shown, policy;

	if (fact->act != ACT_ENABLE_ROW_SECURITY)
		return;
	table = secured(sql, fact);
	if (!table || has_policy(table) || !is_known(subject, sql, table))
		return;
	shown = known_shown_name(subject->arena, table, fact->object);
	policy = escape_text(subject->arena,
		identifier_sql(subject->arena,
			str_format(subject->arena, "%.*s_read", STR_ARG(table->state->name.name))),
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
	.summary = "row security turned on for a table that no migration has given a policy",
	.why = "With row security and no policy every query of an ordinary role finds no rows, without "
		   "any error. A policy of any migration counts; not asked of a table that no migration "
		   "creates, which may have some.",
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
