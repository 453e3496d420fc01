/* SPDX-License-Identifier: MIT */
#include "rules/precheck.h"

/* What may stand before BEGIN and behind COMMIT: parameters, and a look at what is there. */
static bool may_stand_outside(const struct sql *sql, const struct statement *statement)
{
	return (statement->fact_count && sql->facts.items[statement->first_fact].act == ACT_SET) ||
		block_only_looks(sql, statement);
}

/* The file's first statement that refuses to run in a transaction; NULL if there is none. */
static const struct statement *find_refusing(const struct sql *sql)
{
	for (size_t i = 0; i < sql->statements.count; i++)
		if (sql->statements.items[i].place == PLACE_TOP &&
			(sql->statements.items[i].outside || sql->statements.items[i].ends_transaction))
			return &sql->statements.items[i];
	return NULL;
}

/* Such a file has no transaction, and must not hold what belongs into one. */
static void check_refusing(
	const struct sql *sql, const struct statement *refusing, struct diagnostics *out)
{
	for (size_t i = 0; i < sql->statements.count; i++) {
		const struct statement *statement = &sql->statements.items[i];

		if (statement->place != PLACE_TOP || statement->outside || statement->ends_transaction ||
			may_stand_outside(sql, statement) || !strcmp(statement->verb, "ANALYZE"))
			continue;
		diagnostic_hint(out,
			diagnose(out, sql->file, statement_span(sql, statement),
				"%s shares its file with %s, which refuses to run in a transaction",
				statement->verb, refusing->outside ? refusing->outside : "a DO block with COMMIT"),
			"Give that a migration of its own, without BEGIN and COMMIT");
		return;
	}
}

static void report(const struct sql *sql, const struct statement *statement, const char *what,
	struct diagnostics *out)
{
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, statement), "%s %s", statement->verb, what),
		"Put all statements between one BEGIN and one COMMIT");
}

/* Reports the first statement that is in the way, from the BEGIN on. */
static void check_order(const struct sql *sql, struct diagnostics *out)
{
	const struct statement *open = NULL;
	bool was_begun = false;

	for (size_t i = 0; i < sql->statements.count; i++) {
		const struct statement *statement = &sql->statements.items[i];

		if (statement->place != PLACE_TOP)
			continue;
		if (statement->transaction_act == TRANSACTION_BEGIN) {
			if (was_begun) {
				report(sql, statement, "starts a second transaction in the file", out);
				return;
			}
			open = statement;
			was_begun = true;
		} else if (statement->transaction_act == TRANSACTION_COMMIT && open) {
			open = NULL;
		} else if (statement->transaction_act == TRANSACTION_ROLLBACK && open) {
			report(sql, statement, "ends the file's transaction: nothing of it is kept", out);
			return;
		} else if (!open && !may_stand_outside(sql, statement)) {
			report(sql, statement, "stands behind the file's transaction", out);
			return;
		}
	}
	if (open)
		report(sql, open, "starts a transaction that no COMMIT ends", out);
}

static const struct statement *find_before_begin(const struct sql *sql)
{
	for (size_t i = 0; i < sql->statements.count; i++) {
		const struct statement *statement = &sql->statements.items[i];

		if (statement->place != PLACE_TOP || may_stand_outside(sql, statement))
			continue;
		return statement->transaction_act == TRANSACTION_BEGIN ? NULL : statement;
	}
	return NULL;
}

static bool has_begin(const struct sql *sql)
{
	for (size_t i = 0; i < sql->statements.count; i++)
		if (sql->statements.items[i].transaction_act == TRANSACTION_BEGIN)
			return true;
	return false;
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	const struct statement *refusing = find_refusing(sql), *before = find_before_begin(sql);

	(void)subject;
	if (refusing)
		check_refusing(sql, refusing, out);
	else if (before && !has_begin(sql))
		diagnostic_hint(out,
			diagnose(out, sql->file, (struct span){0, 0},
				"the statements stand in no transaction of the file"),
			"Put all of them between one BEGIN and one COMMIT");
	else if (before)
		report(sql, before, "stands before the file's transaction", out);
	else
		check_order(sql, out);
}

const struct rule rule_transaction_missing = {
	.key = {.id = "transaction-missing", .severity = SEVERITY_OFF},
	.scope = 'S',
	.summary = "a migration is not exactly one BEGIN ... COMMIT",
	.why = "Where migrations are also run by hand, nothing but the file itself makes them all or "
		   "nothing. A file with a statement that refuses to run in a transaction, such as CREATE "
		   "INDEX CONCURRENTLY, is exempt if it holds only such statements. SET, ANALYZE beside "
		   "those, and DO blocks that only look may stand outside.",
	.flagged = "-- staged: .mighook.yaml\n"
			   "rules: {transaction-missing: error}\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: .mighook.yaml\n"
			   "rules: {transaction-missing: error}\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "BEGIN;\n"
			   "CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);\n"
			   "COMMIT;\n",
	.remedy = "`-- mighook: allow transaction-missing REASON` at the top of the file.",
	.source = "seed 1 line 387; seed 3 lines 49-60, 334 (S2-07, S2-30, C-08)",
	.check_sql = check_sql,
};
