/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/live_table.h"

static struct str kind_name(enum constraint_kind kind)
{
	return kind == CONSTRAINT_PRIMARY_KEY ? STR("PRIMARY KEY")
		: kind == CONSTRAINT_EXCLUDE      ? STR("EXCLUDE")
										  : STR("UNIQUE");
}

static void give_recipe(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out, struct diagnostic *diagnostic)
{
	struct str name = constraint_name(subject, fact);
	struct str tail = str_format(subject->arena, "ON %.*s (%.*s)",
		STR_ARG(object_name_sql(subject->arena, fact->table)),
		STR_ARG(columns_sql(subject, &fact->columns)));
	struct str shown = escape_text(subject->arena, identifier_sql(subject->arena, name), false);
	struct str recipe = escape_text(subject->arena,
		index_recipe(subject, (struct object_name){fact->table.schema, name}, true, tail), false);

	diagnostic_hint(out, diagnostic,
		"%sRun first%s: `%s`; then ADD CONSTRAINT %s %s USING INDEX %s",
		fact->column.len ? "Add the column alone. " : "",
		runs_apart(subject, sql, fact_statement(sql, fact)).ptr, recipe.ptr, shown.ptr,
		kind_name(fact->constraint).ptr, shown.ptr);
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct diagnostic *diagnostic;

	if (fact->act != ACT_CREATE || fact->kind != KIND_CONSTRAINT ||
		(fact->constraint != CONSTRAINT_UNIQUE && fact->constraint != CONSTRAINT_PRIMARY_KEY &&
			fact->constraint != CONSTRAINT_EXCLUDE) ||
		(fact->flags & FACT_USING_INDEX) || !is_on_live_table(subject, sql, fact))
		return;
	diagnostic = diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
		"%s on %s builds its index while everybody is locked out", kind_name(fact->constraint).ptr,
		shown_table(subject, fact->table).ptr);
	if (fact->constraint == CONSTRAINT_EXCLUDE)
		diagnostic_hint(out, diagnostic,
			"There is no other way for EXCLUDE: make a new table with it and move the rows, or "
			"allow it for a small table");
	else
		give_recipe(subject, sql, fact, out, diagnostic);
}

const struct rule rule_unique_without_index = {
	.key = {.id = "unique-without-index", .severity = SEVERITY_WARNING},
	.scope = 'C',
	.summary = "UNIQUE, PRIMARY KEY or EXCLUDE added to a table in use without USING INDEX",
	.why = "The constraint needs an index, and ADD CONSTRAINT builds it while nobody can read or "
		   "write the table. An index built before with CREATE UNIQUE INDEX CONCURRENTLY becomes "
		   "the constraint's at once.",
	.flagged = "-- staged: supabase/migrations/20250127093045_unique_email.sql\n"
			   "ALTER TABLE users DROP CONSTRAINT IF EXISTS users_email_key;\n"
			   "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_unique_email.sql\n"
			   "ALTER TABLE users DROP CONSTRAINT IF EXISTS users_email_key;\n"
			   "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX "
			   "users_email_idx;\n",
	.remedy = "`-- mighook: allow unique-without-index REASON` before the statement, for a table "
			  "that is known to be small.",
	.source = "PostgreSQL manual, ALTER TABLE, ADD table_constraint_using_index; eugene E7, E8",
	.squawk = "disallowed-unique-constraint|adding-serial-primary-key-field",
	.check_fact = check_fact,
};
