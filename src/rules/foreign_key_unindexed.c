/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/live_table.h"

/* True if the first columns are those of the key, in any order. */
static bool starts_with(const struct str_list *columns, const struct str_list *key)
{
	if (columns->count < key->count)
		return false;
	for (size_t i = 0; i < key->count; i++)
		if (!str_list_contains(key, columns->items[i]))
			return false;
	return true;
}

/* One in which a row's references can be looked up: GIN and the like hold other things. */
static bool is_index(const struct fact *fact)
{
	if (fact->act != ACT_CREATE)
		return false;
	if (fact->kind == KIND_CONSTRAINT)
		return fact->constraint == CONSTRAINT_UNIQUE || fact->constraint == CONSTRAINT_PRIMARY_KEY;
	return fact->kind == KIND_INDEX && !(fact->flags & FACT_PARTIAL) &&
		(str_equal(fact->value, STR("btree")) || str_equal(fact->value, STR("hash")));
}

static bool is_dropped(
	const struct subject *subject, const struct sql *sql, const struct fact *index)
{
	struct mentioned_facts mentions = mentions_find(
		&subject->set_sql->mentions, index->object.name);

	for (size_t i = 0; i < mentions.count; i++) {
		const struct fact *fact = mentions.items[i].fact;
		const struct sql *other = mentions.items[i].sql;

		if (!other->is_down && fact->act == ACT_DROP && fact->kind == index->kind &&
			str_equal(fact->object.name, index->object.name) &&
			set_sql_precedes(sql, index, other, fact))
			return true;
	}
	return false;
}

static bool is_indexed(const struct subject *subject, const struct fact *key)
{
	struct mentioned_facts mentions = mentions_find(&subject->set_sql->mentions, key->table.name);

	for (size_t i = 0; i < mentions.count; i++) {
		const struct fact *fact = mentions.items[i].fact;
		const struct sql *other = mentions.items[i].sql;

		if (!other->is_down && is_index(fact) && object_name_equal(fact->table, key->table) &&
			starts_with(&fact->columns, &key->columns) && !is_dropped(subject, other, fact))
			return true;
	}
	return false;
}

/* No index can have been there before one of its columns was. */
static bool is_known(
	const struct subject *subject, const struct sql *sql, const struct fact *key, bool is_new_table)
{
	for (size_t i = 0; i < key->columns.count; i++)
		if (set_sql_creates(subject->set_sql, sql, key, KIND_COLUMN, key->table,
				(struct object_name){{NULL, 0}, key->columns.items[i]}))
			return true;
	return is_new_table;
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct object_name name = {fact->table.schema, {NULL, 0}};
	struct diagnostic *diagnostic;
	struct str tail;
	bool is_new_table;

	if (fact->act != ACT_CREATE || fact->kind != KIND_CONSTRAINT ||
		fact->constraint != CONSTRAINT_FOREIGN_KEY || !fact->columns.count)
		return;
	is_new_table = set_sql_is_new_table(subject->set_sql, sql, fact, fact->table);
	if (!is_known(subject, sql, fact, is_new_table) || is_indexed(subject, fact))
		return;
	name.name = made_name(subject, fact->table, &fact->columns, "idx");
	tail = str_format(subject->arena, "ON %.*s (%.*s)",
		STR_ARG(object_name_sql(subject->arena, fact->table)),
		STR_ARG(columns_sql(subject, &fact->columns)));
	diagnostic = diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
		"no index starts with %s of %s, a foreign key: each DELETE from %s reads the whole table",
		escape_text(subject->arena, columns_sql(subject, &fact->columns), false).ptr,
		shown_table(subject, fact->table).ptr, shown_table(subject, fact->target).ptr);
	if (is_new_table || !can_run_apart(subject, sql))
		diagnostic_hint(out, diagnostic,
			"Index it in the same migration, while it is new: CREATE INDEX IF NOT EXISTS %s "
			"%s",
			escape_text(subject->arena, identifier_sql(subject->arena, name.name), false).ptr,
			escape_text(subject->arena, tail, false).ptr);
	else
		diagnostic_hint(out, diagnostic, "Run afterwards%s: `%s`",
			runs_apart(subject, sql, fact_statement(sql, fact)).ptr,
			escape_text(subject->arena, index_recipe(subject, name, false, tail), false).ptr);
}

const struct rule rule_foreign_key_unindexed = {
	.key = {.id = "foreign-key-unindexed", .severity = SEVERITY_WARNING},
	.scope = 'C',
	.flags = RULE_UP_ONLY,
	.summary = "a foreign key whose columns no index starts with",
	.why = "PostgreSQL indexes the table that a foreign key points to, not the one it stands in. "
		   "Without an index each DELETE or change of a key over there reads this table from one "
		   "end to the other. A partial index does not help. Asked of columns that the change "
		   "creates: others may have an index that an earlier migration made.",
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
