/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

/* Acts of ALTER TABLE, whose lock lasts to the end of the transaction. */
static bool locks(const struct fact *fact)
{
	if (fact->flags & (FACT_PART | FACT_TEMPORARY))
		return false;
	switch (fact->act) {
	case ACT_CREATE:
	case ACT_DROP:
		return fact->kind == KIND_COLUMN || fact->kind == KIND_CONSTRAINT;
	case ACT_DETACH:
		return fact->kind == KIND_TABLE && (fact->flags & FACT_OTHER_WAY);
	case ACT_ALTER:
	case ACT_ATTACH:
	case ACT_SET_TYPE:
	case ACT_SET_NOT_NULL:
	case ACT_DROP_NOT_NULL:
	case ACT_SET_DEFAULT:
	case ACT_ENABLE_ROW_SECURITY:
	case ACT_DISABLE_ROW_SECURITY:
		return fact->kind == KIND_COLUMN || fact->kind == KIND_CONSTRAINT ||
			fact->kind == KIND_TABLE || fact->kind == KIND_TRIGGER || fact->kind == KIND_RULE;
	default:
		return false;
	}
}

/* Embedded statements follow all others in the list, but run where the one around them stands. */
static bool runs_before(const struct sql *sql, const struct fact *a, const struct fact *b)
{
	size_t first = fact_statement(sql, a)->outer, second = fact_statement(sql, b)->outer;

	return first != second ? first < second : a < b;
}

/* True if an ALTER TABLE before it, in the same transaction, keeps everybody else waiting. */
static bool is_locked(const struct sql *sql, const struct fact *fact)
{
	size_t transaction = fact_statement(sql, fact)->transaction;

	for (size_t i = 0; transaction && i < sql->facts.count; i++) {
		const struct fact *other = &sql->facts.items[i];
		struct object_name table = fact_table(other);

		if (locks(other) && object_name_equal(table, fact->object) &&
			fact_statement(sql, other)->transaction == transaction &&
			fact_statement(sql, other)->place != PLACE_BODY && runs_before(sql, other, fact))
			return true;
	}
	return false;
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	bool goes_over_all = fact->flags & (FACT_ALL_ROWS | FACT_BACKFILL), locked;
	const char *table;

	if ((fact->act != ACT_UPDATE && fact->act != ACT_DELETE) || (fact->flags & FACT_LIMITED) ||
		str_equal(fact->object.schema, STR("pg_temp")) ||
		set_sql_is_new_table(subject->set_sql, sql, fact, fact->object))
		return;
	locked = !(fact->flags & FACT_SELECTIVE) && is_locked(sql, fact);
	if (!goes_over_all && !locked)
		return;
	table = escape_text(subject->arena, object_name_sql(subject->arena, fact->object), false).ptr;
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			locked ? "the rows of %s are %s while ALTER TABLE keeps everybody else off the table"
				   : "the rows of %s are %s in one go, and stay locked until it is done",
			table, fact->act == ACT_UPDATE ? "changed" : "deleted"),
		"In a migration of its own, in batches: WHERE id IN (SELECT id FROM %s WHERE ... LIMIT "
		"1000), until no row is left",
		table);
}

const struct rule rule_unbatched_backfill = {
	.key = {.id = "unbatched-backfill", .severity = SEVERITY_WARNING},
	.scope = 'S',
	.summary = "UPDATE or DELETE over a whole table that was there before, in one statement",
	.why = "Every row it has touched stays locked until the end, the old versions of all rows stay "
		   "on disk, and replicas fall behind. Behind an ALTER TABLE in the same transaction it is "
		   "worse: nobody can even read the table while the rows are rewritten. A batch takes its "
		   "rows from a sub-select with LIMIT, or names a key or a range.",
	.flagged = "-- staged: supabase/migrations/20250127093045_fill_status.sql\n"
			   "UPDATE orders SET status = 'new' WHERE status IS NULL;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_fill_status.sql\n"
			   "UPDATE orders SET status = 'new'\n"
			   "WHERE id IN (SELECT id FROM orders WHERE status IS NULL LIMIT 1000);\n",
	.remedy = "`-- mighook: allow unbatched-backfill REASON` before the statement, where the table "
			  "is small.",
	.source = "seed 3 lines 350-364 (S2-35, S2-36)",
	.check_fact = check_fact,
};
