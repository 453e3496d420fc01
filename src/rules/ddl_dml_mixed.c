/* SPDX-License-Identifier: MIT */
#include "rules/data_statement.h"

/* What runs in one transaction: of a file's, or of a statement of its own at the top. */
struct unit {
	size_t transaction, outer; /* outer: where there is no transaction */
};

static struct unit unit_of(const struct statement *statement)
{
	return (struct unit){statement->transaction, statement->transaction ? 0 : statement->outer};
}

/* Blocks' statements follow all others in the list, but run where the block stands. */
static bool runs_before(const struct sql *sql, const struct fact *a, const struct fact *b)
{
	size_t first = fact_statement(sql, a)->outer, second = fact_statement(sql, b)->outer;

	return first != second ? first < second : a < b;
}

struct firsts {
	const struct fact *schema, *data; /* NULL: none */
};

static struct firsts find_firsts(
	const struct subject *subject, const struct sql *sql, struct unit unit)
{
	struct firsts firsts = {NULL, NULL};

	for (size_t i = 0; i < sql->facts.count; i++) {
		const struct fact *fact = &sql->facts.items[i];
		const struct statement *statement = fact_statement(sql, fact);
		struct unit own = unit_of(statement);

		if (statement->place == PLACE_BODY || own.transaction != unit.transaction ||
			own.outer != unit.outer)
			continue;
		if (changes_schema(sql, fact) && (!firsts.schema || runs_before(sql, fact, firsts.schema)))
			firsts.schema = fact;
		if (changes_data(subject, sql, fact) &&
			(!firsts.data || runs_before(sql, fact, firsts.data)))
			firsts.data = fact;
	}
	return firsts;
}

/* Outside a transaction only a block holds more than one statement. */
static bool is_asked(const struct statement *statement)
{
	return statement->transaction || statement->place == PLACE_BLOCK;
}

/* True if an earlier fact was of the same unit: that has been asked. */
static bool was_asked(const struct sql *sql, size_t number, struct unit unit)
{
	for (size_t i = 0; i < number; i++) {
		const struct statement *statement = fact_statement(sql, &sql->facts.items[i]);
		struct unit other = unit_of(statement);

		if (is_asked(statement) && other.transaction == unit.transaction &&
			other.outer == unit.outer)
			return true;
	}
	return false;
}

static void check_unit(
	const struct subject *subject, const struct sql *sql, struct unit unit, struct diagnostics *out)
{
	struct firsts firsts = find_firsts(subject, sql, unit);
	const struct statement *first, *second;
	bool data_is_second;

	if (!firsts.schema || !firsts.data)
		return;
	data_is_second = runs_before(sql, firsts.schema, firsts.data);
	first = fact_statement(sql, data_is_second ? firsts.schema : firsts.data);
	second = fact_statement(sql, data_is_second ? firsts.data : firsts.schema);
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, second),
			"%s changes %s in the transaction in which %s in line %u changes %s", second->verb,
			data_is_second ? "data" : "the schema", first->verb,
			(unsigned)position_at(sql->text, first->from).line,
			data_is_second ? "the schema" : "data"),
		"Put what changes data into a migration of its own");
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	for (size_t i = 0; i < sql->facts.count; i++) {
		const struct statement *statement = fact_statement(sql, &sql->facts.items[i]);
		struct unit unit = unit_of(statement);

		if (is_asked(statement) && !was_asked(sql, i, unit))
			check_unit(subject, sql, unit, out);
	}
}

const struct rule rule_ddl_dml_mixed = {
	.key = {.id = "ddl-dml-mixed", .severity = SEVERITY_OFF},
	.scope = 'S',
	.summary = "schema and data change in one transaction",
	.why = "The locks that a change of the schema takes are held until the rows are written too, "
		   "and a failure among the rows takes the schema back with it. The row by which a "
		   "migration records itself, and temporary tables, do not count.",
	.flagged = "-- staged: .mighook.yaml\n"
			   "rules: {ddl-dml-mixed: error}\n"
			   "-- staged: supabase/migrations/20250127093045_add_status.sql\n"
			   "ALTER TABLE orders ADD COLUMN IF NOT EXISTS status text;\n"
			   "UPDATE orders SET status = 'new' WHERE id = 1;\n",
	.allowed = "-- staged: .mighook.yaml\n"
			   "rules: {ddl-dml-mixed: error}\n"
			   "-- staged: supabase/migrations/20250127093045_add_status.sql\n"
			   "ALTER TABLE orders ADD COLUMN IF NOT EXISTS status text;\n"
			   "-- staged: supabase/migrations/20250127093046_fill_status.sql\n"
			   "UPDATE orders SET status = 'new' WHERE id = 1;\n",
	.remedy = "`-- mighook: allow ddl-dml-mixed REASON` before the statement.",
	.source = "seed 3 line 350 (S2-35), its own template excepted (C-09)",
	.check_sql = check_sql,
};
