/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/live_table.h"

/* From here on a default that is one value for all rows is only noted in the catalog. */
enum { NOTES_CONSTANT = 11 };

/* NULL: adding the column rewrites nothing. */
static const char *reason(const struct subject *subject, const struct fact *column)
{
	if (column->flags & FACT_SERIAL)
		return "serial numbers its rows";
	if (column->flags & FACT_IDENTITY)
		return "an identity column numbers its rows";
	if (column->flags & FACT_GENERATED)
		return "a stored generated column is computed for each row";
	if (column->flags & FACT_VOLATILE)
		return "its default may differ from row to row";
	if ((column->flags & FACT_DEFAULT) && policy_postgres(subject->policy) < NOTES_CONSTANT)
		return "before PostgreSQL 11 any default is written into each row";
	return NULL;
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	const char *why;
	struct diagnostic *diagnostic;
	struct str recipe;

	if (fact->act != ACT_CREATE || fact->kind != KIND_COLUMN ||
		!is_on_live_table(subject, sql, fact))
		return;
	why = reason(subject, fact);
	if (!why)
		return;
	recipe = str_format(subject->arena, "ALTER TABLE %.*s ADD COLUMN IF NOT EXISTS %.*s %.*s;",
		STR_ARG(object_name_sql(subject->arena, fact->table)),
		STR_ARG(identifier_sql(subject->arena, fact->object.name)),
		STR_ARG(data_type_sql(subject->arena, &fact->type)));
	diagnostic = diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
		"adding %s rewrites the table while everybody is locked out: %s",
		shown_column(subject, fact->table, fact->object.name).ptr, why);
	diagnostic_hint(out, diagnostic,
		"Add the column bare: `%s`; then %s, and fill old rows in "
		"batches",
		escape_text(subject->arena, recipe, false).ptr,
		(fact->flags & FACT_GENERATED) ? "let a trigger compute it" : "SET DEFAULT for new rows");
}

const struct rule rule_volatile_default = {
	.key = {.id = "volatile-default", .severity = SEVERITY_WARNING},
	.scope = 'C',
	.summary =
		"ADD COLUMN that rewrites a table in use: volatile default, serial, identity, stored",
	.why = "A default that may differ from row to row, numbers from a sequence, and stored "
		   "generated values have to be written into every row there is, and nobody can read or "
		   "write the table until that is done. A constant, now() or any other value that is the "
		   "same for all rows is only noted in the catalog since PostgreSQL 11, and fine.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_token.sql\n"
			   "ALTER TABLE users ADD COLUMN IF NOT EXISTS token uuid DEFAULT "
			   "gen_random_uuid();\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_token.sql\n"
			   "ALTER TABLE users ADD COLUMN IF NOT EXISTS token uuid;\n"
			   "ALTER TABLE users ALTER COLUMN token SET DEFAULT gen_random_uuid();\n",
	.remedy = "`-- mighook: allow volatile-default REASON` before the statement, for a table that "
			  "is known to be small.",
	.source = "PostgreSQL manual, ALTER TABLE, Notes; eugene E11",
	.squawk = "adding-field-with-default",
	.check_fact = check_fact,
};
