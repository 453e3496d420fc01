/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/live_table.h"
#include "sql/lexer.h"

static const struct object_name nothing = {{NULL, 0}, {NULL, 0}};

/* What follows the index's name, on one line, as it is written. ptr NULL: not found. */
static struct str tail_of(
	const struct subject *subject, const struct sql *sql, const struct statement *statement)
{
	struct str whole = str_slice(sql->text, statement->from, statement->to);
	struct text text = {.arena = subject->arena};
	struct token token;
	size_t before = 0;
	bool found = false;

	/* a string that EXECUTE runs may say it in any way */
	if (!lexer_next(whole, 0, &token) || !token_is(whole, &token, "create"))
		return (struct str){NULL, 0};
	for (size_t at = token.to; lexer_next(whole, at, &token); at = token.to) {
		found |= token_is(whole, &token, "on");
		if (!found)
			continue;
		if (text.len && token.from > before)
			text_add_byte(&text, ' ');
		text_add(&text, str_slice(whole, token.from, token.to));
		before = token.to;
	}
	return found ? text_str(&text) : (struct str){NULL, 0};
}

/* ptr NULL: it cannot be said. */
static struct str recipe_of(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	struct object_name name = fact->object;
	struct str tail = tail_of(subject, sql, fact_statement(sql, fact));

	if (!name.name.len)
		name.name = made_name(subject, fact->table, &fact->columns, "idx");
	if (!tail.ptr && (str_list_contains(&fact->columns, STR("")) || (fact->flags & FACT_PARTIAL)))
		return tail;
	if (!tail.ptr)
		tail = str_format(subject->arena, "ON %.*s (%.*s)",
			STR_ARG(object_name_sql(subject->arena, fact->table)),
			STR_ARG(columns_sql(subject, &fact->columns)));
	return index_recipe(subject, name, fact->flags & FACT_UNIQUE, tail);
}

static void report(const struct subject *subject, const struct sql *sql, const struct fact *fact,
	struct str recipe, const char *offence, struct object_name name, struct diagnostics *out)
{
	const struct statement *statement = fact_statement(sql, fact);
	struct diagnostic *diagnostic = diagnose(out, sql->file, statement_span(sql, statement),
		"%s: %s", offence, shown_table(subject, name).ptr);

	const char *where = runs_apart(subject, sql, statement).ptr;

	if (recipe.ptr)
		diagnostic_hint(out, diagnostic, "Run instead%s: `%s`", where,
			escape_text(subject->arena, recipe, false).ptr);
	else
		diagnostic_hint(out, diagnostic, "Run it CONCURRENTLY%s", where);
}

/* DROP INDEX IF EXISTS of it before: what a failed build has left is gone. */
static bool is_cleared(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	struct mentioned_facts mentions = mentions_find(&subject->set_sql->mentions, MENTION_CHANGED,
		fact->object.name, (struct str){NULL, 0}, NULL);

	for (size_t i = 0; i < mentions.count; i++) {
		const struct fact *drop = mentions.items[i].fact;

		if (drop->act == ACT_DROP && drop->kind == KIND_INDEX &&
			str_equal(drop->object.name, fact->object.name) &&
			set_sql_precedes(mentions.items[i].sql, drop, sql, fact))
			return true;
	}
	/* or a block has asked the catalog */
	return str_find(str_slice(sql->text, 0, fact_statement(sql, fact)->from), STR("indisvalid"),
			   0) < fact_statement(sql, fact)->from;
}

static void check_create(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	bool is_concurrent = fact->flags & FACT_CONCURRENTLY;

	if (known_is_new_table(subject->set_sql, sql, fact, fact->table) || (fact->flags & FACT_ONLY))
		return;
	if (is_concurrent && (fact->flags & FACT_GUARDED) && !is_cleared(subject, sql, fact))
		report(subject, sql, fact, recipe_of(subject, sql, fact),
			"IF NOT EXISTS takes the invalid index that a failed build has left for this one",
			fact->object, out);
	else if (!is_concurrent && can_run_apart(subject, sql))
		report(subject, sql, fact, recipe_of(subject, sql, fact),
			"CREATE INDEX without CONCURRENTLY lets nobody write to its table", fact->table, out);
}

/* One that was made here, or whose table was. */
static bool is_new_index(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	const struct catalog_entry *index = known_relation(sql, fact, fact->object);

	if (sql->is_down || !known_is_replayed(sql, fact))
		return set_sql_creates(subject->set_sql, sql, fact, KIND_INDEX, nothing, fact->object);
	return index &&
		(known_is_new(subject->set_sql, sql, index) ||
			(index->owner && known_is_new(subject->set_sql, sql, index->owner)));
}

/* DROP INDEX IF EXISTS before a CREATE INDEX on a new table: nothing is there to be dropped. */
static bool is_of_new_table(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	struct mentioned_facts makers = mentions_find(
		&subject->set_sql->mentions, MENTION_MADE, fact->object.name, (struct str){NULL, 0}, sql);

	for (size_t i = 0; i < makers.count; i++) {
		const struct fact *index = makers.items[i].fact;

		if (makers.items[i].sql == sql && index->act == ACT_CREATE && index->kind == KIND_INDEX &&
			str_equal(index->object.name, fact->object.name) &&
			known_is_new_table(subject->set_sql, sql, index, index->table))
			return true;
	}
	return is_new_index(subject, sql, fact);
}

static void check_drop(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct str name = object_name_sql(subject->arena, fact->object);

	if ((fact->flags & FACT_CONCURRENTLY) || !can_run_apart(subject, sql) ||
		is_of_new_table(subject, sql, fact))
		return;
	report(subject, sql, fact,
		str_format(subject->arena, "DROP INDEX CONCURRENTLY IF EXISTS %.*s;", STR_ARG(name)),
		"DROP INDEX without CONCURRENTLY locks everybody out of its table", fact->object, out);
}

static void check_reindex(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	static const char *const keywords[KIND_COUNT] = {
		[KIND_INDEX] = "INDEX",
		[KIND_TABLE] = "TABLE",
		[KIND_SCHEMA] = "SCHEMA",
		[KIND_DATABASE] = "DATABASE",
	};
	struct str name = object_name_sql(subject->arena, fact->object);

	/* the system's catalogs know no CONCURRENTLY */
	if ((fact->flags & FACT_CONCURRENTLY) || !keywords[fact->kind] ||
		!can_run_apart(subject, sql) ||
		(fact->kind == KIND_INDEX && is_new_index(subject, sql, fact)) ||
		known_is_new_table(subject->set_sql, sql, fact, fact->object))
		return;
	report(subject, sql, fact,
		str_format(
			subject->arena, "REINDEX %s CONCURRENTLY %.*s;", keywords[fact->kind], STR_ARG(name)),
		"REINDEX without CONCURRENTLY lets nobody write until it is done", fact->object, out);
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (fact->act == ACT_CREATE && fact->kind == KIND_INDEX)
		check_create(subject, sql, fact, out);
	else if (fact->act == ACT_DROP && fact->kind == KIND_INDEX)
		check_drop(subject, sql, fact, out);
	else if (fact->act == ACT_REINDEX)
		check_reindex(subject, sql, fact, out);
}

const struct rule rule_index_not_concurrent = {
	.key = {.id = "index-not-concurrent", .severity = SEVERITY_WARNING},
	.scope = 'C',
	.summary = "CREATE INDEX, DROP INDEX or REINDEX of a table in use without CONCURRENTLY",
	.why = "While an index is built, nobody can write to its table; while it is dropped, nobody "
		   "can even read. CONCURRENTLY does neither, and runs in no transaction: in a migration "
		   "of its own. A concurrent build that fails leaves an invalid index behind, and IF NOT "
		   "EXISTS takes that for the index: drop it first. Not asked where the runner's "
		   "transaction cannot be left, nor for tables that the change creates.",
	.flagged = "-- staged: migrations/000002_index_orders.up.sql\n"
			   "CREATE INDEX orders_user_idx ON orders (user_id);\n"
			   "-- staged: migrations/000002_index_orders.down.sql\n"
			   "DROP INDEX IF EXISTS orders_user_idx;\n",
	.allowed = "-- staged: migrations/000002_index_orders.up.sql\n"
			   "CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);\n"
			   "-- staged: migrations/000002_index_orders.down.sql\n"
			   "DROP INDEX CONCURRENTLY IF EXISTS orders_user_idx;\n",
	.remedy = "`-- mighook: allow index-not-concurrent REASON` before the statement, for a table "
			  "that is known to be small.",
	.source = "PostgreSQL manual, CREATE INDEX, Building Indexes Concurrently; caura-ai/caura#1608",
	.squawk = "require-concurrent-index-creation|require-concurrent-index-deletion|"
			  "require-concurrent-reindex",
	.check_fact = check_fact,
};
