/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/live_table.h"

static bool is_of_domain(const struct sql *sql, const struct fact *fact)
{
	return !strcmp(fact_statement(sql, fact)->verb, "ALTER DOMAIN");
}

static bool is_on_live_object(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	return is_of_domain(sql, fact) ? !known_is_new_table(subject->set_sql, sql, fact, fact->table)
								   : is_on_live_table(subject, sql, fact);
}

/* The column that the same statement adds, and behind which the constraint stands. */
static const struct fact *column_of(const struct sql *sql, const struct fact *constraint)
{
	const struct fact *first = &sql->facts.items[fact_statement(sql, constraint)->first_fact];

	for (const struct fact *fact = constraint; fact-- > first;)
		if (fact->act == ACT_CREATE && fact->kind == KIND_COLUMN &&
			fact->statement == constraint->statement &&
			str_equal(fact->object.name, constraint->column))
			return fact;
	return NULL;
}

/* A new column that is NULL in all rows has nothing to look up: only the locks are left. */
static bool has_no_values(const struct sql *sql, const struct fact *key)
{
	const struct fact *column = key->column.len ? column_of(sql, key) : NULL;

	return column && !(column->flags & (FACT_DEFAULT | FACT_GENERATED));
}

static struct str validation(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	return escape_text(subject->arena,
		str_format(subject->arena, "ALTER %s %.*s VALIDATE CONSTRAINT %.*s;",
			is_of_domain(sql, fact) ? "DOMAIN" : "TABLE",
			STR_ARG(object_name_sql(subject->arena, fact->table)),
			STR_ARG(identifier_sql(subject->arena, constraint_name(subject, fact)))),
		false);
}

static void check_added(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	bool is_foreign_key = fact->constraint == CONSTRAINT_FOREIGN_KEY;
	struct str target = is_foreign_key ? fact->target.name : (struct str){NULL, 0};
	struct diagnostic *diagnostic;

	if (fact->flags & FACT_NOT_VALID)
		return;
	diagnostic = diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
		"%s on %s without NOT VALID: %s%s%s", is_foreign_key ? "a foreign key" : "a CHECK",
		shown_table(subject, fact->table).ptr,
		is_foreign_key && has_no_values(sql, fact) ? "a lock"
												   : "all its rows are checked under a lock",
		target.ptr ? " that also stops writes to " : "",
		target.ptr ? shown_table(subject, fact->target).ptr : "");
	diagnostic_hint(out, diagnostic, "%s with a name and NOT VALID, and in a later migration: `%s`",
		fact->column.len ? "Add the column alone, then this as a constraint of the table"
						 : "Add it",
		validation(subject, sql, fact).ptr);
}

static void check_validated(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	const struct statement *statement = fact_statement(sql, fact);

	struct mentioned_facts makers = mentions_find(
		&subject->set_sql->mentions, MENTION_MADE, fact->object.name, (struct str){NULL, 0}, sql);

	for (size_t i = 0; i < makers.count; i++) {
		const struct fact *added = makers.items[i].fact;

		if (makers.items[i].sql != sql || added->act != ACT_CREATE ||
			added->kind != KIND_CONSTRAINT || !(added->flags & FACT_NOT_VALID) ||
			!object_name_equal(added->table, fact->table) ||
			!str_equal(added->object.name, fact->object.name) ||
			!set_sql_precedes(sql, added, sql, fact) ||
			!run_together(fact_statement(sql, added), statement))
			continue;
		diagnostic_hint(out,
			diagnose(out, sql->file, statement_span(sql, statement),
				"%s is validated in the transaction that adds it: its lock is held all the while",
				escape_text(
					subject->arena, identifier_sql(subject->arena, fact->object.name), false)
					.ptr),
			"Move it to a later migration: `%s`", validation(subject, sql, fact).ptr);
		return;
	}
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (fact->kind != KIND_CONSTRAINT || !is_on_live_object(subject, sql, fact))
		return;
	if (fact->act == ACT_VALIDATE)
		check_validated(subject, sql, fact, out);
	else if (fact->act == ACT_CREATE &&
		(fact->constraint == CONSTRAINT_CHECK || fact->constraint == CONSTRAINT_FOREIGN_KEY))
		check_added(subject, sql, fact, out);
}

const struct rule rule_constraint_not_validated_apart = {
	.key = {.id = "constraint-not-validated-apart", .severity = SEVERITY_WARNING},
	.scope = 'C',
	.summary = "a foreign key or CHECK that is not added NOT VALID and validated later",
	.why = "ADD CONSTRAINT checks every row there is, and nobody can write meanwhile: not to the "
		   "table, and with a foreign key not to the other one either. With NOT VALID it only "
		   "watches new rows, and VALIDATE CONSTRAINT checks the old ones without blocking "
		   "anybody; but only in a transaction of its own, since locks last until COMMIT.",
	.flagged = "-- staged: supabase/migrations/20250127093045_order_user.sql\n"
			   "ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_user_fkey;\n"
			   "ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) "
			   "REFERENCES users (id);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_order_user.sql\n"
			   "ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_user_fkey;\n"
			   "ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) "
			   "REFERENCES users (id) NOT VALID;\n"
			   "-- staged: supabase/migrations/20250127093046_validate_order_user.sql\n"
			   "ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fkey;\n",
	.remedy = "`-- mighook: allow constraint-not-validated-apart REASON` before the statement, for "
			  "a table that is known to be small.",
	.source = "PostgreSQL manual, ALTER TABLE, Notes; eugene E1; strong_migrations",
	.squawk = "adding-foreign-key-constraint|constraint-missing-not-valid",
	.check_fact = check_fact,
};
