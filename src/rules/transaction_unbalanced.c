/* SPDX-License-Identifier: MIT */
#include "rules/in_force.h"

/* A statement that does not parse may be the one that ends it. */
static bool may_end_unread(const struct subject *subject, const struct sql *sql, size_t from)
{
	for (size_t i = 0; i < sql->errors.count; i++) {
		const struct syntax_error *error = &sql->errors.items[i];
		struct str text = str_lower(
			subject->arena, str_slice(sql->text, error->statement_from, error->to));

		if (error->to > from && !error->is_body &&
			(str_find(text, STR("commit"), 0) < text.len ||
				str_find(text, STR("rollback"), 0) < text.len))
			return true;
	}
	return false;
}

/* The transaction is the runner's, and the file's words are in its way. */
static void report_runners(const struct subject *subject, const struct sql *sql,
	const struct statement *statement, struct diagnostics *out)
{
	const struct runner *runner = subject->set->spec->runner;
	bool begins = statement->transaction_act == TRANSACTION_BEGIN;
	struct diagnostic *diagnostic = diagnose(out, sql->file, statement_span(sql, statement),
		begins ? "%s inside the transaction that %s runs this file in: the COMMIT behind it ends "
				 "both"
			   : "%s ends the transaction that %s runs this file in: what follows is outside, and "
				 "so is its record of the migration",
		statement->verb, runner->name);

	if (runner->opt_out)
		diagnostic_hint(out, diagnostic,
			"Leave BEGIN and COMMIT to %s; what cannot run in a transaction goes %s", runner->name,
			runner->opt_out);
	else
		diagnostic_hint(out, diagnostic, "Leave BEGIN and COMMIT to %s", runner->name);
}

static void report_not_begun(
	const struct sql *sql, const struct statement *statement, struct diagnostics *out)
{
	bool is_savepoint = statement->transaction_act == TRANSACTION_SAVEPOINT;

	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, statement),
			is_savepoint ? "%s outside a transaction is refused"
						 : "%s without a BEGIN: there is no transaction that it could end",
			statement->verb),
		is_savepoint ? "Put BEGIN before it and COMMIT behind" : "Put BEGIN where it is to start");
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	bool demands_own = is_in_force(subject, "transaction-missing");

	for (size_t i = 0; i < sql->mistakes.count; i++) {
		const struct transaction_mistake *mistake = &sql->mistakes.items[i];
		const struct statement *statement = &sql->statements.items[mistake->statement];
		struct span span = statement_span(sql, statement);

		switch (mistake->kind) {
		case MISTAKE_NEVER_ENDED:
			if (!may_end_unread(subject, sql, statement->from))
				diagnostic_hint(out,
					diagnose(out, sql->file, span,
						"no COMMIT ends the transaction that %s starts: nothing of it is kept",
						statement->verb),
					"Put COMMIT behind its last statement");
			break;
		case MISTAKE_NESTED:
			diagnostic_hint(out,
				diagnose(out, sql->file, span,
					"%s inside a transaction starts no other: the next COMMIT ends all of it",
					statement->verb),
				"Leave it out; what is to be undone alone goes behind a SAVEPOINT");
			break;
		case MISTAKE_NOT_BEGUN:
			report_not_begun(sql, statement, out);
			break;
		case MISTAKE_ENDS_RUNNERS:
		case MISTAKE_RUNNERS_NESTED:
			if (!demands_own)
				report_runners(subject, sql, statement, out);
			break;
		}
	}
}

const struct rule rule_transaction_unbalanced = {
	.key = {.id = "transaction-unbalanced", .severity = SEVERITY_ERROR},
	.scope = 'S',
	.summary = "BEGIN without COMMIT, COMMIT without BEGIN, a transaction inside another",
	.why =
		"PostgreSQL answers a second BEGIN and a COMMIT too many with a warning and goes on: the "
		"statements then run in another transaction than the file says, and after an error half "
		"of it stays. Without its COMMIT a transaction is rolled back when the connection ends. "
		"Where the runner has begun one, the file's BEGIN and COMMIT end that. Judged as "
		"PostgreSQL does: ROLLBACK, AND CHAIN, PREPARE TRANSACTION, several pairs.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "BEGIN;\n"
			   "CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "BEGIN;\n"
			   "CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);\n"
			   "COMMIT;\n",
	.remedy = "`-- mighook: allow transaction-unbalanced REASON` before the statement; the rule "
			  "transaction-missing, where it is on, demands BEGIN ... COMMIT inside the runner's "
			  "transaction too.",
	.source = "PostgreSQL manual: BEGIN, COMMIT, 55.2.2.1; rules of the same intent elsewhere",
	.squawk = "ban-uncommitted-transaction|transaction-nesting",
	.check_sql = check_sql,
};
