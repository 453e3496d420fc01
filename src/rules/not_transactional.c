/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

/* From here on ALTER TYPE ... ADD VALUE may run in a transaction. */
enum { ENUM_VALUE_IN_TRANSACTION = 12 };

/* The BEGIN of the file that started the statement's transaction; NULL: the runner did. */
static const struct statement *beginning(const struct sql *sql, const struct statement *statement)
{
	bool is_wrapped = sql->wrapping == WRAPPED_TRANSACTION ||
		sql->wrapping == WRAPPED_UNLESS_REFUSED;

	for (size_t i = 0; i < sql->statements.count; i++) {
		const struct statement *begin = &sql->statements.items[i];

		/* inside the runner's, the first one, a BEGIN starts nothing */
		if (begin->transaction_act == TRANSACTION_BEGIN &&
			begin->transaction == statement->transaction &&
			!(is_wrapped && begin->transaction == 1))
			return begin;
	}
	return NULL;
}

static void hint(const struct subject *subject, const struct statement *begin,
	struct diagnostics *out, struct diagnostic *diagnostic)
{
	const struct runner *runner = subject->set->spec->runner;
	bool wraps = subject->set->spec->wrapping != WRAPPED_NOT;

	if (!wraps)
		diagnostic_hint(
			out, diagnostic, "Put it into a migration of its own, without BEGIN and COMMIT");
	else if (runner->opt_out)
		diagnostic_hint(out, diagnostic, "Put it into a migration of its own, %s%s",
			begin ? "without BEGIN and COMMIT, " : "", runner->opt_out);
	else
		diagnostic_hint(out, diagnostic,
			"%s cannot run it without a transaction: run it by hand, outside the migrations",
			runner->name);
}

static void report(const struct subject *subject, const struct sql *sql,
	const struct statement *statement, const char *what, struct diagnostics *out)
{
	const struct statement *begin = beginning(sql, statement);
	struct span span = statement_span(sql, statement);
	struct diagnostic *diagnostic;

	if (begin)
		diagnostic = diagnose(out, sql->file, span,
			"%s refuses to run in a transaction, and the BEGIN in line %u starts one", what,
			(unsigned)position_at(sql->text, begin->from).line);
	else
		diagnostic = diagnose(out, sql->file, span,
			"%s refuses to run in a transaction, and %s runs this file in one", what,
			subject->set->spec->runner->name);
	hint(subject, begin, out, diagnostic);
}

static void check_statement(const struct subject *subject, const struct sql *sql,
	const struct statement *statement, struct diagnostics *out)
{
	if (statement->outside && statement->place == PLACE_BLOCK)
		diagnostic_hint(out,
			diagnose(out, sql->file, statement_span(sql, statement),
				"%s refuses to run in a block, which is always inside a transaction",
				statement->outside),
			"Write it as a statement of its own, outside DO");
	else if (statement->outside && statement->place == PLACE_TOP && statement->transaction)
		report(subject, sql, statement, statement->outside, out);
	else if (statement->ends_transaction && statement->place == PLACE_TOP && statement->transaction)
		report(subject, sql, statement, "a DO block with COMMIT or ROLLBACK in it", out);
}

/* A column of that name is known to be of another type. */
static bool is_of_other_type(const struct sql *sql, struct str column, struct object_name type)
{
	bool is_other = false;

	for (size_t i = 0; i < sql->facts.count; i++) {
		const struct fact *fact = &sql->facts.items[i];

		if (fact->kind != KIND_COLUMN || !fact->type.name.name.ptr ||
			!str_equal(fact->object.name, column))
			continue;
		if (str_equal(fact->type.name.name, type.name))
			return false;
		is_other = true;
	}
	return is_other;
}

/* True if the constant is, or may well be, the enum's new value where it is put to use. */
static bool uses(const struct sql *sql, const struct literal *literal, const struct fact *added)
{
	const struct statement *place = &sql->statements.items[literal->statement];
	const struct statement *adding = fact_statement(sql, added);

	if (!str_equal(literal->value, added->object.name) || place->place == PLACE_BODY ||
		place->transaction != adding->transaction ||
		(place->outer == adding->outer ? literal->statement <= added->statement
									   : place->outer < adding->outer))
		return false;
	if (literal->type.ptr)
		return str_equal(literal->type, added->table.name);
	/* pg_enum is asked whether the value is there */
	if (literal->place == LITERAL_COLUMN)
		return !str_equal(literal->owner, STR("enumlabel")) &&
			!is_of_other_type(sql, literal->owner, added->table);
	return literal->place == LITERAL_VALUE;
}

static bool is_new_in_transaction(const struct sql *sql, const struct fact *added)
{
	for (const struct fact *fact = sql->facts.items; fact < added; fact++)
		if (fact->act == ACT_CREATE && fact->kind == KIND_TYPE &&
			object_name_equal(fact->object, added->table) &&
			fact_statement(sql, fact)->transaction == fact_statement(sql, added)->transaction)
			return true;
	return false;
}

static void check_enum_value(const struct subject *subject, const struct sql *sql,
	const struct fact *added, struct diagnostics *out)
{
	const struct statement *statement = fact_statement(sql, added);
	struct str value = escape_text(subject->arena, added->object.name, false);
	struct str type = escape_text(
		subject->arena, object_name_sql(subject->arena, added->table), false);

	if (statement->place == PLACE_BODY || !statement->transaction ||
		is_new_in_transaction(sql, added))
		return;
	if (policy_postgres(subject->policy) < ENUM_VALUE_IN_TRANSACTION) {
		report(subject, sql, statement, "ALTER TYPE ... ADD VALUE (before PostgreSQL 12)", out);
		return;
	}
	for (size_t i = 0; i < sql->literals.count; i++) {
		const struct literal *literal = &sql->literals.items[i];

		if (!uses(sql, literal, added))
			continue;
		diagnostic_hint(out,
			diagnose(out, sql->file,
				literal->to ? (struct span){literal->from, literal->to}
							: statement_span(sql, &sql->statements.items[literal->statement]),
				"the value '%.*s' of %.*s is used in the transaction that adds it: PostgreSQL "
				"refuses that until the COMMIT",
				STR_ARG(value), STR_ARG(type)),
			"Use it in a later migration");
		return;
	}
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	for (size_t i = 0; i < sql->statements.count; i++)
		check_statement(subject, sql, &sql->statements.items[i], out);
	for (size_t i = 0; i < sql->facts.count; i++)
		if (sql->facts.items[i].act == ACT_CREATE && sql->facts.items[i].kind == KIND_ENUM_VALUE)
			check_enum_value(subject, sql, &sql->facts.items[i], out);
}

const struct rule rule_not_transactional = {
	.key = {.id = "not-transactional", .severity = SEVERITY_ERROR},
	.scope = 'S',
	.summary = "a statement that refuses to run in a transaction stands in one",
	.why = "CREATE and DROP INDEX CONCURRENTLY, REINDEX CONCURRENTLY, VACUUM, ALTER SYSTEM, CREATE "
		   "DATABASE and others fail at once inside BEGIN ... COMMIT, in a file that the runner "
		   "wraps, in a query of several statements, and always in a DO block. A value added to an "
		   "enum cannot be used before the COMMIT, unless the type itself is new.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_index.sql\n"
			   "BEGIN;\n"
			   "DROP INDEX CONCURRENTLY IF EXISTS users_email;\n"
			   "COMMIT;\n",
	.allowed = "-- staged: db/migrations/0001_add_index.sql\n"
			   "DROP INDEX CONCURRENTLY IF EXISTS users_email;\n"
			   "CREATE INDEX CONCURRENTLY users_email ON users (email);\n",
	.remedy = "A migration of its own, outside the runner's transaction; what each tool calls that "
			  "is in the finding's hint. `-- mighook: allow not-transactional REASON` before the "
			  "statement.",
	.source =
		"PostgreSQL manual: CREATE INDEX, ALTER TYPE, VACUUM, 55.2.2.1; seed 3 line 193 (S2-19)",
	.squawk = "ban-concurrent-index-creation-in-transaction",
	.check_sql = check_sql,
};
