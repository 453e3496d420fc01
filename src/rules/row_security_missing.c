/* SPDX-License-Identifier: MIT */
#include "lint/known.h"
#include "rules/history_table.h"

/* Turned on by the end of the change, or perhaps by SQL that is put together when it runs. */
static bool is_enabled(const struct subject *subject, const struct catalog_entry *table)
{
	return state_flag(table->state, ATTRIBUTE_ROW_SECURITY) ||
		subject->set_sql->says[SPOKEN_ROW_SECURITY];
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	const struct catalog_entry *made;
	struct str_list schemas;
	struct str shown;

	/* rows of a partition are asked for at the table it belongs to */
	if (fact->act != ACT_CREATE || fact->kind != KIND_TABLE || (fact->flags & FACT_TEMPORARY) ||
		fact->target.name.ptr)
		return;
	made = known_created(sql, fact);
	schemas = policy_option_list(subject->policy, &subject->rule->key, "schemas");
	if (!made || !catalog_lives(made) || !str_list_contains(&schemas, made->state->name.schema) ||
		history_table_is(subject, made->state->name) || is_enabled(subject, made))
		return;
	shown = known_shown_name(subject->arena, made, fact->object);
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"table %s has no row security: whoever may use it sees all its rows", shown.ptr),
		"Below it, with policies for who may do what: `ALTER TABLE %s ENABLE ROW LEVEL SECURITY;`",
		shown.ptr);
}

const struct rule rule_row_security_missing = {
	.key =
		{
			.id = "row-security-missing",
			.severity = SEVERITY_WARNING,
			.options =
				(const struct option_key[]){
					{"schemas", VALUE_LIST, NULL, "public",
						"schemas whose tables are reached from outside"},
					{NULL},
				},
		},
	.scope = 'C',
	.flags = RULE_UP_ONLY,
	.summary = "a new table in an exposed schema without ENABLE ROW LEVEL SECURITY",
	.why =
		"What stands in an exposed schema is served by the API: without row security whoever has "
		"the public key reads and writes every row. It may also be turned on by a later "
		"migration of the same change.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_notes.sql\n"
			   "CREATE TABLE IF NOT EXISTS notes (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_notes.sql\n"
			   "CREATE TABLE IF NOT EXISTS notes (id bigint PRIMARY KEY, owner uuid NOT NULL);\n"
			   "ALTER TABLE notes ENABLE ROW LEVEL SECURITY;\n"
			   "DROP POLICY IF EXISTS own_notes ON notes;\n"
			   "CREATE POLICY own_notes ON notes USING (owner = auth.uid());\n",
	.remedy = "`rules.row-security-missing.schemas` in the policy; "
			  "`-- mighook: allow row-security-missing REASON` before the statement.",
	.source = "seed 3 lines 171-175, 338 (S2-17); seed 5 line 348 (S4-28)",
	.check_fact = check_fact,
};
