/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/data_statement.h"

static const struct option_key options[] = {
	{"types", VALUE_LIST, NULL, NULL, "types of migrations that may change data (their names say)"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct str_list types = policy_option_list(subject->policy, &subject->rule->key, "types");
	struct diagnostic *diagnostic;

	if (!changes_data(subject, sql, fact))
		return;
	if (sql->file->name.type.ptr && str_list_contains(&types, sql->file->name.type))
		return;
	diagnostic = diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
		"%s changes rows of %s: migrations change the schema only", fact_statement(sql, fact)->verb,
		escape_text(subject->arena, object_name_sql(subject->arena, fact->object), false).ptr);
	if (types.count)
		diagnostic_hint(out, diagnostic, "Put it into a migration whose name says the type %.*s",
			STR_ARG(escape_text(subject->arena, types.items[0], false)));
	else
		diagnostic_hint(out, diagnostic, "Change data by a script of its own");
}

const struct rule rule_data_change = {
	.key = {.id = "data-change", .severity = SEVERITY_OFF, .options = options},
	.scope = 'S',
	.summary = "INSERT, UPDATE, DELETE, MERGE, COPY or TRUNCATE in a migration",
	.why =
		"Where the schema is built anew from a snapshot, rows that a migration writes are in none "
		"of the copies, and a squash loses them. The option `types` names the types of "
		"migrations that may. The history's own rows and temporary tables do not count, nor do "
		"function bodies.",
	.flagged = "-- staged: .mighook.yaml\n"
			   "rules: {data-change: error}\n"
			   "-- staged: supabase/migrations/20250127093045_add_roles.sql\n"
			   "INSERT INTO roles (name) VALUES ('admin') ON CONFLICT DO NOTHING;\n",
	.allowed = "-- staged: .mighook.yaml\n"
			   "rules: {data-change: error}\n"
			   "-- staged: supabase/migrations/20250127093045_add_roles.sql\n"
			   "CREATE TABLE IF NOT EXISTS roles (name text PRIMARY KEY);\n",
	.remedy = "`types: [seed]` in the policy, where names have a type; "
			  "`-- mighook: allow data-change REASON` before the statement.",
	.source = "seed 5 (snapshot of the schema alone); seed 3 line 350 (S2-35)",
	.check_fact = check_fact,
};
