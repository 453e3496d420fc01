/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/live_table.h"

/* From here on SET NOT NULL believes a CHECK that was validated (release notes of PostgreSQL 12).
 */
enum { BELIEVES_CHECK = 12 };

static bool is_constraint(const struct fact *fact, enum act act, struct object_name table)
{
	return fact->act == act && fact->kind == KIND_CONSTRAINT &&
		object_name_equal(fact->table, table);
}

/* The constraint of that name as an earlier migration or the file itself adds it; NULL: not among
 * what was read. */
static const struct fact *find_added(const struct subject *subject, const struct sql *sql,
	const struct fact *before, struct str name)
{
	struct mentioned_facts mentions = mentions_find(&subject->set_sql->mentions, name);

	for (size_t i = 0; i < mentions.count; i++) {
		const struct fact *fact = mentions.items[i].fact;

		if (is_constraint(fact, ACT_CREATE, before->table) && str_equal(fact->object.name, name) &&
			set_sql_precedes(mentions.items[i].sql, fact, sql, before))
			return fact;
	}
	return NULL;
}

static bool asks_not_null(const struct fact *constraint, struct str column)
{
	return (constraint->flags & FACT_CHECKS_NOT_NULL) &&
		str_list_contains(&constraint->columns, column);
}

/* DROP CONSTRAINT between the two. In one ALTER TABLE what is dropped goes first. */
static bool is_dropped(const struct subject *subject, const struct sql *from,
	const struct fact *constraint, const struct sql *sql, const struct fact *set)
{
	struct mentioned_facts mentions = mentions_find(
		&subject->set_sql->mentions, constraint->object.name);

	for (size_t i = 0; i < mentions.count; i++) {
		const struct fact *fact = mentions.items[i].fact;
		const struct sql *other = mentions.items[i].sql;

		if (is_constraint(fact, ACT_DROP, set->table) &&
			str_equal(fact->object.name, constraint->object.name) &&
			set_sql_precedes(from, constraint, other, fact) &&
			(set_sql_precedes(other, fact, sql, set) ||
				(other == sql && fact->statement == set->statement)))
			return true;
	}
	return false;
}

/* A CHECK that was valid from the start, or is validated before. One whose definition lies in a
 * merged migration, which is not read, is believed to be the right one. */
static bool proves(const struct subject *subject, const struct sql *other, const struct fact *fact,
	const struct sql *sql, const struct fact *set)
{
	const struct fact *added;

	if (!set_sql_precedes(other, fact, sql, set))
		return false;
	if (is_constraint(fact, ACT_CREATE, set->table))
		return !(fact->flags & FACT_NOT_VALID) && asks_not_null(fact, set->object.name) &&
			!is_dropped(subject, other, fact, sql, set);
	if (!is_constraint(fact, ACT_VALIDATE, set->table))
		return false;
	added = find_added(subject, other, fact, fact->object.name);
	return (!added || asks_not_null(added, set->object.name)) &&
		!is_dropped(subject, other, fact, sql, set);
}

/* The recipe ends with a DROP of the CHECK that has done its work: so there was one. */
static bool drops_check(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, const struct fact *set)
{
	return is_constraint(fact, ACT_DROP, set->table) && fact->statement != set->statement &&
		set_sql_precedes(sql, set, sql, fact) && !find_added(subject, sql, set, fact->object.name);
}

static bool is_proved(const struct subject *subject, const struct sql *sql, const struct fact *set)
{
	struct mentioned_facts mentions = mentions_find(&subject->set_sql->mentions, set->table.name);

	for (size_t i = 0; policy_postgres(subject->policy) >= BELIEVES_CHECK && i < mentions.count;
		 i++) {
		const struct fact *fact = mentions.items[i].fact;
		const struct sql *other = mentions.items[i].sql;

		if (proves(subject, other, fact, sql, set) ||
			(other == sql && drops_check(subject, sql, fact, set)))
			return true;
	}
	return false;
}

static void report(const struct subject *subject, const struct sql *sql, const struct fact *fact,
	struct diagnostics *out)
{
	struct arena *arena = subject->arena;
	struct str_list columns = {0};
	struct str table = object_name_sql(arena, fact->table), name, check, validate;

	str_list_add(arena, &columns, fact->object.name);
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
			"SET NOT NULL of %s locks everybody out while it reads the whole table",
			shown_column(subject, fact->table, fact->object.name).ptr),
		"Prove it first, in two earlier migrations: `%s` and `%s`",
		escape_text(arena, check, false).ptr, escape_text(arena, validate, false).ptr);
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (fact->act == ACT_SET_NOT_NULL && fact->kind == KIND_COLUMN &&
		is_on_live_table(subject, sql, fact) && !is_proved(subject, sql, fact))
		report(subject, sql, fact, out);
}

const struct rule rule_not_null_set = {
	.key = {.id = "not-null-set", .severity = SEVERITY_WARNING},
	.scope = 'C',
	.summary = "SET NOT NULL on a column whose values no validated CHECK vouches for",
	.why = "PostgreSQL reads the whole table to see that no row has NULL, and nobody can read or "
		   "write meanwhile. Where a CHECK (column IS NOT NULL) has been validated, which blocks "
		   "nobody, it need not look. The CHECK may be dropped after that.",
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
			  "known to be small, or where a merged migration has validated the CHECK.",
	.source = "PostgreSQL manual, ALTER TABLE, SET NOT NULL; eugene E2",
	.squawk = "adding-not-nullable-field",
	.check_fact = check_fact,
};
