/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/history_table.h"
#include "rules/in_force.h"

static bool changes_rows(const struct fact *fact)
{
	switch (fact->act) {
	case ACT_INSERT:
	case ACT_UPDATE:
	case ACT_DELETE:
	case ACT_MERGE:
	case ACT_COPY:
	case ACT_TRUNCATE:
		return true;
	default:
		return false;
	}
}

/* The table, where the fact is about one that it changes; what only adds to it from outside (a
 * comment, privileges, an index, row security) leaves it to its runner. */
static struct object_name changed_table(const struct fact *fact)
{
	static const struct object_name none = {{NULL, 0}, {NULL, 0}};

	if (changes_rows(fact))
		return fact->object;
	switch (fact->act) {
	case ACT_DROP:
	case ACT_RENAME:
	case ACT_MOVE:
	case ACT_ALTER:
	case ACT_ATTACH:
	case ACT_DETACH:
		/* a trigger or rule is altered by ALTER TABLE ... ENABLE and DISABLE */
		if (fact->kind == KIND_TABLE ||
			(fact->act == ACT_ALTER && (fact->kind == KIND_TRIGGER || fact->kind == KIND_RULE)))
			return fact_table(fact);
		return fact->kind == KIND_COLUMN || fact->kind == KIND_CONSTRAINT ? fact->table : none;
	case ACT_CREATE:
		return fact->kind == KIND_COLUMN || fact->kind == KIND_CONSTRAINT ? fact->table : none;
	case ACT_SET_TYPE:
	case ACT_SET_NOT_NULL:
	case ACT_DROP_NOT_NULL:
	case ACT_SET_DEFAULT:
		return fact->table;
	default:
		return none;
	}
}

/* The row that history-record-missing demands. */
static bool is_demanded(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	return is_in_force(subject, "history-record-missing") &&
		fact->act == (sql->is_down ? ACT_DELETE : ACT_INSERT) && !(fact->flags & FACT_ALL_ROWS) &&
		object_name_equal(fact->object, history_record_table(subject));
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	const struct set_spec *spec = subject->set->spec;
	struct object_name table = changed_table(fact);

	if (!table.name.ptr || (fact->flags & (FACT_PART | FACT_TEMPORARY)) ||
		!history_table_is(subject, table) || is_demanded(subject, sql, fact))
		return;
	/* whoever makes the table may finish it */
	if (!changes_rows(fact) && set_sql_is_new_table(subject->set_sql, sql, fact, table))
		return;
	if (str_equal(set_spec_setting(spec, subject->policy, "history-writes").value, STR("manual")))
		return;
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"%s in %s, where it is recorded which migrations were applied",
			fact_statement(sql, fact)->verb,
			escape_text(subject->arena, object_name_sql(subject->arena, table), false).ptr),
		"Leave it to the tool that applies migrations");
}

const struct rule rule_history_table_touched = {
	.key = {.id = "history-table-touched", .severity = SEVERITY_WARNING},
	.scope = 'S',
	.summary = "a migration writes the table that records which migrations were applied",
	.why = "A row too many and a migration never runs, a row too few and it runs twice; the runner "
		   "writes its own row in the same moment. Exempt is the row that history-record-missing "
		   "demands, and a set whose policy says `history-writes: manual`.",
	.flagged =
		"-- staged: supabase/migrations/20250127093045_repair.sql\n"
		"DELETE FROM supabase_migrations.schema_migrations WHERE version = '20250101000000';\n",
	.allowed = "-- staged: .mighook.yaml\n"
			   "rules: {history-record-missing: error}\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "INSERT INTO migrations_history (migration_name)\n"
			   "VALUES ('20250127093045_add_users') ON CONFLICT DO NOTHING;\n",
	.remedy =
		"`history-writes: manual` in the set; `-- mighook: allow history-table-touched REASON` "
		"before the statement.",
	.source = "seed 2 line 133 (S1-14); seed 1 lines 161, 451 (C-32)",
	.check_fact = check_fact,
};
