/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/live_table.h"

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct diagnostic *diagnostic;
	struct str recipe;

	if (fact->act != ACT_CREATE || fact->kind != KIND_COLUMN || !(fact->flags & FACT_NOT_NULL) ||
		(fact->flags & (FACT_DEFAULT | FACT_GENERATED)) || !is_on_live_table(subject, sql, fact))
		return;
	recipe = str_format(subject->arena, "ALTER TABLE %.*s ADD COLUMN IF NOT EXISTS %.*s %.*s;",
		STR_ARG(object_name_sql(subject->arena, fact->table)),
		STR_ARG(identifier_sql(subject->arena, fact->object.name)),
		STR_ARG(data_type_sql(subject->arena, &fact->type)));
	diagnostic = diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
		"%s is NOT NULL and has no default: this fails if the table has a row",
		shown_column(subject, fact->table, fact->object.name).ptr);
	diagnostic_hint(out, diagnostic,
		"Give it a DEFAULT; or add it without NOT NULL, fill it, and set NOT NULL in a later "
		"migration: `%s`",
		escape_text(subject->arena, recipe, false).ptr);
}

const struct rule rule_not_null_without_default = {
	.key = {.id = "not-null-without-default", .severity = SEVERITY_ERROR},
	.scope = 'C',
	.summary = "ADD COLUMN ... NOT NULL without a default to a table that was there before",
	.why = "It works on the empty table of a development machine, and fails on the first server "
		   "that has rows: they would hold NULL. Instances of the application that still run with "
		   "the old code could insert no row either.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_email.sql\n"
			   "ALTER TABLE users ADD COLUMN email text NOT NULL;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_email.sql\n"
			   "ALTER TABLE users ADD COLUMN IF NOT EXISTS email text NOT NULL DEFAULT '';\n",
	.remedy = "`-- mighook: allow not-null-without-default REASON` before the statement, for a "
			  "table that is known to be empty.",
	.source = "PostgreSQL manual, ALTER TABLE, Notes; strong_migrations",
	.squawk = "adding-required-field",
	.check_fact = check_fact,
};
