/* SPDX-License-Identifier: MIT */
#include "rules/history_table.h"
#include "rules/precheck.h"

/* True if the fact's statement changes something when the file runs. */
static bool is_work(const struct sql *sql, const struct fact *fact)
{
	if (fact_statement(sql, fact)->place == PLACE_BODY)
		return false;
	switch (fact->act) {
	case ACT_READ:
	case ACT_SET:
	case ACT_RUN_BLOCK:
	case ACT_LOCK:
		return false;
	default:
		return true;
	}
}

static bool is_followed_by_work(const struct sql *sql, const struct statement *block)
{
	size_t number = (size_t)(block - sql->statements.items);

	for (size_t i = 0; i < sql->facts.count; i++)
		if (is_work(sql, &sql->facts.items[i]) &&
			fact_statement(sql, &sql->facts.items[i])->outer > number)
			return true;
	return false;
}

/* True if the block speaks of a table in which migrations are recorded. */
static bool asks_history(const struct subject *subject, const struct statement *block)
{
	struct str body = str_lower(subject->arena, block->body);

	return str_find(body, history_record_table(subject).name, 0) < body.len ||
		str_find(body, STR("migrations"), 0) < body.len ||
		str_find(body, STR("schema_history"), 0) < body.len;
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	for (size_t i = 0; i < sql->statements.count; i++) {
		const struct statement *statement = &sql->statements.items[i];

		/* a block that returns when all is well, and else raises an error, does its work */
		if (!statement->returns_early || !block_only_looks(sql, statement) ||
			(statement->raises_error && !asks_history(subject, statement)) ||
			!is_followed_by_work(sql, statement))
			continue;
		diagnostic_hint(out,
			diagnose(out, sql->file, statement_span(sql, statement),
				"RETURN only leaves this DO block: the statements behind it run all the same"),
			"Stop with RAISE EXCEPTION, or put what is guarded into the block; best write each "
			"statement so that it can run again");
	}
}

const struct rule rule_precheck_ineffective = {
	.key = {.id = "precheck-ineffective", .severity = SEVERITY_WARNING},
	.scope = 'S',
	.summary = "a DO block that returns \"already applied\" and guards nothing behind it",
	.why =
		"A block is one statement: its RETURN ends the block, not the file. The second run of "
		"such a migration says that it is skipped, then executes everything again and fails half "
		"way, or doubles rows.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "DO $$ BEGIN\n"
			   "    IF EXISTS (SELECT 1 FROM migrations_history WHERE migration_name = 'x') THEN\n"
			   "        RAISE NOTICE 'already applied, skipping';\n"
			   "        RETURN;\n"
			   "    END IF;\n"
			   "END $$;\n"
			   "CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "DO $$ BEGIN\n"
			   "    IF to_regclass('orders') IS NULL THEN\n"
			   "        RAISE EXCEPTION 'orders must be there first';\n"
			   "    END IF;\n"
			   "END $$;\n"
			   "CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);\n",
	.remedy = "`-- mighook: allow precheck-ineffective REASON` before the block.",
	.source = "seed 3 lines 34-47 (S2-06, C-22)",
	.check_sql = check_sql,
};
