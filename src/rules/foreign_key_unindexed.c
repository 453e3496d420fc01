/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/live_table.h"
#include "sql/expression.h"

/* True if it begins with the key's columns, in any order. */
static bool starts_with(const struct str_list *columns, const struct str_list *key)
{
	if (columns->count < key->count)
		return false;
	for (size_t i = 0; i < key->count; i++)
		if (!str_list_contains(key, columns->items[i]))
			return false;
	return true;
}

/* A partial index in which only rows are missing whose first column is NULL has all that count. */
static bool has_all_values(struct arena *arena, struct str where, const struct str_list *columns)
{
	struct str_list asked;
	bool is_all;

	if (!where.ptr)
		return true;
	asked = expression_not_null_columns(arena, where, &is_all);
	return is_all && asked.count == 1 && str_equal(asked.items[0], columns->items[0]);
}

/* True for what a row's references can be looked up in: GIN and the like hold other things. */
static bool serves(
	struct arena *arena, const struct object_state *state, const struct str_list *key)
{
	const struct str_list *elements;
	struct str_list columns = {0};
	struct str method;

	if (state->kind == KIND_CONSTRAINT)
		return (state->constraint == CONSTRAINT_UNIQUE ||
				   state->constraint == CONSTRAINT_PRIMARY_KEY) &&
			starts_with(state_list(state, ATTRIBUTE_COLUMNS), key);
	if (state->kind != KIND_INDEX)
		return false;
	method = state_text(state, ATTRIBUTE_METHOD);
	elements = state_list(state, ATTRIBUTE_ELEMENTS);
	if (!str_equal(method, STR("btree")) && !str_equal(method, STR("hash")))
		return false;
	for (size_t i = 0; i < elements->count; i++)
		str_list_add(arena, &columns, index_element_column(arena, elements->items[i]));
	return starts_with(&columns, key) &&
		has_all_values(arena, state_text(state, ATTRIBUTE_WHERE), &columns);
}

static bool is_indexed(
	struct arena *arena, const struct catalog_entry *table, const struct str_list *key)
{
	for (size_t i = 0; i < table->parts.count; i++)
		if (catalog_lives(table->parts.items[i]) &&
			serves(arena, table->parts.items[i]->state, key))
			return true;
	return false;
}

static bool has_columns(const struct object_state *state, const struct str_list *columns)
{
	const struct str_list *own = state_list(state, ATTRIBUTE_COLUMNS);

	return own->count == columns->count && starts_with(own, columns);
}

/* The foreign key that the fact has made, if it is there in the end; else NULL. */
static const struct catalog_entry *made_key(const struct sql *sql, const struct fact *fact)
{
	unsigned step = fact_statement(sql, fact)->step;
	const struct catalog_entry *table;

	if (!known_is_replayed(sql, fact))
		return NULL;
	table = catalog_relation(sql->catalog, fact->table, step);
	for (size_t i = 0; table && catalog_lives(table) && i < table->parts.count; i++) {
		const struct catalog_entry *part = table->parts.items[i];

		if (catalog_lives(part) && part->created == step &&
			part->state->constraint == CONSTRAINT_FOREIGN_KEY &&
			has_columns(catalog_state_at(part, step), &fact->columns))
			return part;
	}
	return NULL;
}

/* No index can have been there before one of the key's columns was. */
static bool has_new_column(const struct subject *subject, const struct sql *sql,
	const struct catalog_entry *table, const struct str_list *key)
{
	for (size_t i = 0; i < key->count; i++) {
		const struct catalog_entry *column = catalog_part(
			sql->catalog, table, KIND_COLUMN, key->items[i], LATEST);

		if (column && known_is_new(subject->set_sql, sql, column))
			return true;
	}
	return false;
}

/* Where the index can be made. */
static void give_hint(const struct subject *subject, const struct sql *sql, const struct fact *fact,
	bool is_new_table, bool is_new_column, struct diagnostics *out, struct diagnostic *diagnostic)
{
	struct arena *arena = subject->arena;
	struct object_name name = {
		fact->table.schema, made_name(subject, fact->table, &fact->columns, "idx")};
	struct str tail = str_format(arena, "ON %.*s (%.*s)",
		STR_ARG(object_name_sql(arena, fact->table)),
		STR_ARG(columns_sql(subject, &fact->columns)));

	if (is_new_table || (is_new_column && !can_run_apart(subject, sql)))
		diagnostic_hint(out, diagnostic,
			"Index it in the same migration, while it is new: CREATE INDEX IF NOT EXISTS %s %s",
			escape_text(arena, identifier_sql(arena, name.name), false).ptr,
			escape_text(arena, tail, false).ptr);
	else
		diagnostic_hint(out, diagnostic, "Run %s%s: `%s`",
			can_run_apart(subject, sql) ? "afterwards" : "first",
			runs_apart(subject, sql, fact_statement(sql, fact)).ptr,
			escape_text(arena, index_recipe(subject, name, false, tail), false).ptr);
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	const struct catalog_entry *made, *table;
	const struct str_list *key;
	bool is_new_table, is_new_column;

	if (fact->act != ACT_CREATE || fact->kind != KIND_CONSTRAINT ||
		fact->constraint != CONSTRAINT_FOREIGN_KEY || !fact->columns.count)
		return;
	made = made_key(sql, fact);
	if (!made)
		return;
	table = made->owner;
	key = state_list(made->state, ATTRIBUTE_COLUMNS);
	is_new_table = known_is_new(subject->set_sql, sql, table);
	is_new_column = has_new_column(subject, sql, table, key);
	if (is_indexed(subject->arena, table, key) ||
		/* an old table of which no migration says all may have an index */
		(!is_new_table && !is_new_column && (table->is_assumed || table->state->unverified)))
		return;
	give_hint(subject, sql, fact, is_new_table, is_new_column, out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"no index starts with %s of %s, a foreign key: each DELETE from %s reads the whole "
			"table",
			escape_text(subject->arena, columns_sql(subject, &fact->columns), false).ptr,
			shown_table(subject, fact->table).ptr, shown_table(subject, fact->target).ptr));
}

const struct rule rule_foreign_key_unindexed = {
	.key = {.id = "foreign-key-unindexed", .severity = SEVERITY_WARNING},
	.scope = 'C',
	.flags = RULE_UP_ONLY,
	.summary = "a foreign key whose columns no index starts with",
	.why =
		"PostgreSQL indexes the table that a foreign key points to, not the one it stands in. "
		"Without an index each DELETE or change of a key over there reads this table from one "
		"end to the other. A partial index does not help. An index or key that any "
		"migration of the set makes counts; not asked of old columns of a table that no migration "
		"creates.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_orders.sql\n"
			   "CREATE TABLE IF NOT EXISTS orders (\n"
			   "    id bigint PRIMARY KEY,\n"
			   "    user_id bigint NOT NULL REFERENCES users (id)\n"
			   ");\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_orders.sql\n"
			   "CREATE TABLE IF NOT EXISTS orders (\n"
			   "    id bigint PRIMARY KEY,\n"
			   "    user_id bigint NOT NULL REFERENCES users (id)\n"
			   ");\n"
			   "CREATE INDEX IF NOT EXISTS orders_user_id_idx ON orders (user_id);\n",
	.remedy =
		"`-- mighook: allow foreign-key-unindexed REASON` before the statement, where rows of "
		"the other table are never deleted.",
	.source = "PostgreSQL manual, 5.4.5 Foreign Keys; eugene E15",
	.check_fact = check_fact,
};
