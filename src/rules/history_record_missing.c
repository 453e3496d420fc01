/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/history_table.h"

/* True if the statement writes the row: INSERT going up, DELETE going down. */
static bool is_record(const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	return fact->act == (sql->is_down ? ACT_DELETE : ACT_INSERT) &&
		fact_statement(sql, fact)->place != PLACE_BODY &&
		object_name_equal(fact->object, history_record_table(subject));
}

/* What the statement says of it. */
struct record {
	bool is_right;
	const struct literal *other; /* that it names instead */
};

static struct record read_record(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	struct record record = {.is_right = false};
	struct str column = history_record_column(subject), name = history_record_name(sql);

	for (size_t i = 0; i < sql->literals.count; i++) {
		const struct literal *literal = &sql->literals.items[i];

		if (literal->statement != fact->statement)
			continue;
		/* without a list of columns nothing tells which value is the name */
		if (!fact->columns.count && fact->act == ACT_INSERT) {
			record.is_right |= str_equal(literal->value, name);
			continue;
		}
		if (literal->place != LITERAL_COLUMN || !str_equal(literal->owner, column))
			continue;
		if (str_equal(literal->value, name))
			record.is_right = true;
		else if (!record.other)
			record.other = literal;
	}
	return record;
}

static const char *line_to_add(const struct subject *subject, const struct sql *sql)
{
	struct str table = object_name_sql(subject->arena, history_record_table(subject));
	struct str column = identifier_sql(subject->arena, history_record_column(subject));
	struct str name = escape_text(subject->arena, history_record_name(sql), false);

	return sql->is_down ? str_format(subject->arena, "DELETE FROM %.*s WHERE %.*s = '%.*s'",
							  STR_ARG(table), STR_ARG(column), STR_ARG(name))
							  .ptr
						: str_format(subject->arena,
							  "INSERT INTO %.*s (%.*s) VALUES ('%.*s') ON CONFLICT DO NOTHING",
							  STR_ARG(table), STR_ARG(column), STR_ARG(name))
							  .ptr;
}

static void report_other(const struct subject *subject, const struct sql *sql,
	const struct literal *other, struct diagnostics *out)
{
	struct span span = other->to ? (struct span){other->from, other->to}
								 : statement_span(sql, &sql->statements.items[other->statement]);

	diagnostic_hint(out,
		diagnose(out, sql->file, span, "the row in the history is that of '%s', not of this file",
			escape_text(subject->arena, other->value, false).ptr),
		"Its name is '%s'", escape_text(subject->arena, history_record_name(sql), false).ptr);
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	const struct literal *other = NULL;
	enum role role = sql->file->name.role;

	/* what runs again and again has no row of its own */
	if (role == ROLE_REPEATABLE || !sql->statements.count)
		return;
	for (size_t i = 0; i < sql->facts.count; i++) {
		struct record record;

		if (!is_record(subject, sql, &sql->facts.items[i]))
			continue;
		record = read_record(subject, sql, &sql->facts.items[i]);
		if (record.is_right)
			return;
		if (!other)
			other = record.other;
	}
	if (other)
		report_other(subject, sql, other, out);
	else
		diagnostic_hint(out,
			diagnose(out, sql->file, (struct span){0, 0},
				sql->is_down ? "the rollback leaves the migration's row in %s"
							 : "the migration does not record itself in %s",
				escape_text(subject->arena,
					object_name_sql(subject->arena, history_record_table(subject)), false)
					.ptr),
			"Add as its last statement before COMMIT: %s", line_to_add(subject, sql));
}

const struct rule rule_history_record_missing = {
	.key = {.id = "history-record-missing",
		.severity = SEVERITY_OFF,
		.options = history_record_options},
	.scope = 'S',
	.summary = "the row by which a migration records itself is absent, or names another",
	.why = "Where migrations are run by hand they say themselves that they were applied: INSERT "
		   "going up, DELETE going down, with the file's name. A row that names another file, most "
		   "often the one it was copied from, says that of the wrong one.",
	.flagged =
		"-- staged: .mighook.yaml\n"
		"rules: {history-record-missing: error}\n"
		"-- staged: supabase/migrations/20250127093045_add_users.sql\n"
		"CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);\n"
		"INSERT INTO migrations_history (migration_name) VALUES ('20250101000000_add_orders');"
		"\n",
	.allowed =
		"-- staged: .mighook.yaml\n"
		"rules: {history-record-missing: error}\n"
		"-- staged: supabase/migrations/20250127093045_add_users.sql\n"
		"CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);\n"
		"INSERT INTO migrations_history (migration_name) VALUES ('20250127093045_add_users');"
		"\n",
	.remedy = "`-- mighook: allow history-record-missing REASON` at the top of the file.",
	.source = "seed 3 lines 49-60, 68-82 (S2-07, S2-09)",
	.check_sql = check_sql,
};
