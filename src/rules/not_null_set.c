/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/live_table.h"
#include "sql/expression.h"

/* From here on SET NOT NULL believes a CHECK that was validated (release notes of PostgreSQL 12).
 */
enum { BELIEVES_CHECK = 12 };

/* A CHECK that was valid before the statement, and is not dropped by it: in one ALTER TABLE what is
 * dropped goes first. */
static bool proves(const struct catalog_entry *part, unsigned step, struct str column)
{
	const struct object_state *state = catalog_state_at(part, step);
	struct arena scratch = {0};
	struct str_list asked;
	bool is_all, is_asked;

	if (!state || part->dropped == step + 1 || state->kind != KIND_CONSTRAINT ||
		state->constraint != CONSTRAINT_CHECK || state_flag(state, ATTRIBUTE_NOT_VALID))
		return false;
	asked = expression_not_null_columns(&scratch, state_text(state, ATTRIBUTE_CHECK), &is_all);
	is_asked = str_list_contains(&asked, column);
	arena_release(&scratch);
	return is_asked;
}

/* A constraint that no migration adds is believed to be the right one: one that is validated
 * before, of a table that none creates either, or one that is dropped afterwards, as the recipe
 * ends. */
static bool trusts_unknown(
	const struct sql *sql, const struct fact *set, const struct catalog_entry *table)
{
	for (size_t i = 0; i < sql->facts.count && !sql->is_down; i++) {
		const struct fact *fact = &sql->facts.items[i];

		if (fact->kind != KIND_CONSTRAINT || !object_name_equal(fact->table, set->table) ||
			!known_is_replayed(sql, fact) ||
			catalog_part(sql->catalog, table, KIND_CONSTRAINT, fact->object.name,
				known_step_before(sql, fact)))
			continue;
		if ((fact->act == ACT_VALIDATE && fact < set && table->is_assumed) ||
			(fact->act == ACT_DROP && fact > set && fact->statement != set->statement))
			return true;
	}
	return false;
}

/* True if no row can have NULL there, and PostgreSQL knows. */
static bool is_proved(
	const struct subject *subject, const struct sql *sql, const struct fact *fact, struct str name)
{
	const struct catalog_entry *table = known_relation(sql, fact, fact->table), *column;
	const struct object_state *state;
	unsigned step;

	if (!table)
		return false;
	step = known_step_before(sql, fact);
	column = catalog_part(sql->catalog, table, KIND_COLUMN, name, step);
	state = column ? catalog_state_at(column, step) : NULL;
	if (state && state_flag(state, ATTRIBUTE_NOT_NULL))
		return true;
	if (policy_postgres(subject->policy) < BELIEVES_CHECK)
		return false;
	for (size_t i = 0; i < table->parts.count; i++)
		if (proves(table->parts.items[i], step, name))
			return true;
	return trusts_unknown(sql, fact, table);
}

/* The statements that prove it, in a hint. */
static void report(const struct subject *subject, const struct sql *sql, const struct fact *fact,
	const char *offence, struct str column, struct diagnostics *out)
{
	struct arena *arena = subject->arena;
	struct str_list columns = {0};
	struct str table = object_name_sql(arena, fact->table), name, check, validate;

	str_list_add(arena, &columns, column);
	name = identifier_sql(arena, made_name(subject, fact->table, &columns, "not_null"));
	check = str_format(arena,
		"ALTER TABLE %.*s DROP CONSTRAINT IF EXISTS %.*s; ALTER TABLE %.*s ADD CONSTRAINT %.*s "
		"CHECK (%.*s IS NOT NULL) NOT VALID;",
		STR_ARG(table), STR_ARG(name), STR_ARG(table), STR_ARG(name),
		STR_ARG(columns_sql(subject, &columns)));
	validate = str_format(
		arena, "ALTER TABLE %.*s VALIDATE CONSTRAINT %.*s;", STR_ARG(table), STR_ARG(name));
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"%s of %s locks everybody out while it reads the whole table", offence,
			shown_column(subject, fact->table, column).ptr),
		"Prove it first, in two earlier migrations: `%s` and `%s`",
		escape_text(arena, check, false).ptr, escape_text(arena, validate, false).ptr);
}

/* PRIMARY KEY USING INDEX sets NOT NULL where the index's columns may be NULL: eugene W14. Asked
 * of columns that are known. */
static void check_key(const struct subject *subject, const struct sql *sql, const struct fact *fact,
	struct diagnostics *out)
{
	const struct catalog_entry *table = known_relation(sql, fact, fact->table);
	const struct catalog_entry *index = known_relation(
		sql, fact, (struct object_name){fact->table.schema, fact->value});
	const struct object_state *state;
	const struct str_list *elements;

	state = table && index ? catalog_state_at(index, known_step_before(sql, fact)) : NULL;
	if (!state || index->owner != table)
		return;
	elements = state_list(state, ATTRIBUTE_ELEMENTS);
	for (size_t i = 0; i < elements->count; i++) {
		struct str name = index_element_column(subject->arena, elements->items[i]);
		const struct catalog_entry *column = catalog_part(
			sql->catalog, table, KIND_COLUMN, name, known_step_before(sql, fact));

		if (!column || column->is_assumed || is_proved(subject, sql, fact, name))
			continue;
		report(subject, sql, fact, "SET NOT NULL that comes with PRIMARY KEY", name, out);
		return;
	}
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (!is_on_live_table(subject, sql, fact))
		return;
	if (fact->act == ACT_SET_NOT_NULL && fact->kind == KIND_COLUMN &&
		!is_proved(subject, sql, fact, fact->object.name))
		report(subject, sql, fact, "SET NOT NULL", fact->object.name, out);
	else if (fact->act == ACT_CREATE && fact->kind == KIND_CONSTRAINT &&
		fact->constraint == CONSTRAINT_PRIMARY_KEY && (fact->flags & FACT_USING_INDEX))
		check_key(subject, sql, fact, out);
}

const struct rule rule_not_null_set = {
	.key = {.id = "not-null-set", .severity = SEVERITY_WARNING},
	.scope = 'C',
	.summary = "SET NOT NULL on a column whose values no validated CHECK vouches for",
	.why = "PostgreSQL reads the whole table to see that no row has NULL, and nobody can read or "
		   "write meanwhile. Where a CHECK (column IS NOT NULL) has been validated, which blocks "
		   "nobody, it need not look. The CHECK may be dropped after that. PRIMARY KEY USING INDEX "
		   "does the same for columns that may be NULL.",
	.flagged = "-- staged: supabase/migrations/20250127093045_require_email.sql\n"
			   "ALTER TABLE users ALTER COLUMN email SET NOT NULL;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_check_email.sql\n"
			   "ALTER TABLE users DROP CONSTRAINT IF EXISTS users_email_not_null;\n"
			   "ALTER TABLE users ADD CONSTRAINT users_email_not_null CHECK (email IS NOT NULL) "
			   "NOT VALID;\n"
			   "-- staged: supabase/migrations/20250127093046_validate_email.sql\n"
			   "ALTER TABLE users VALIDATE CONSTRAINT users_email_not_null;\n"
			   "-- staged: supabase/migrations/20250127093047_require_email.sql\n"
			   "ALTER TABLE users ALTER COLUMN email SET NOT NULL;\n"
			   "ALTER TABLE users DROP CONSTRAINT IF EXISTS users_email_not_null;\n",
	.remedy = "`-- mighook: allow not-null-set REASON` before the statement, for a table that is "
			  "known to be small.",
	.source = "PostgreSQL manual, ALTER TABLE, SET NOT NULL; eugene E2, W14",
	.squawk = "adding-not-nullable-field",
	.check_fact = check_fact,
};
