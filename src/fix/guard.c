/* SPDX-License-Identifier: MIT */
#include "fix/repair.h"
#include "lint/known.h"
#include "sql/guarded.h"
#include "sql/lexer.h"

/* A comment before a statement that is meant for that statement, and would be taken for the next
 * one's if another came between them. */
static bool is_spoken_to(const struct sql *sql, size_t from, size_t to)
{
	static const char *const starts[] = {
		"mighook:", "approved-by:", "squawk-ignore", "deprecates:"};
	const struct scan *scan = &sql->file->script->scan;

	for (size_t i = 0; i < scan->comments.count; i++)
		for (size_t j = 0; j < ARRAY_LENGTH(starts); j++)
			if (scan->comments.items[i].offset >= from && scan->comments.items[i].offset < to &&
				str_starts(scan->comments.items[i].text, str_from(starts[j])))
				return true;
	return false;
}

static size_t end_of_previous(const struct sql *sql, const struct statement *statement)
{
	return statement == sql->statements.items ? sql->from : statement[-1].to;
}

/* What stands before the statement on its line. */
static struct str indentation(const struct sql *sql, const struct statement *statement)
{
	size_t from = statement->from;

	while (from && (sql->text.ptr[from - 1] == ' ' || sql->text.ptr[from - 1] == '\t'))
		from--;
	return str_slice(sql->text, from, statement->from);
}

/* DROP ... IF EXISTS before it. On a table that the change itself brings there is nobody else's to
 * be dropped. */
static void drop_before(const struct repair_site *site, const struct sql *sql,
	const struct statement *statement, struct mending *ret)
{
	for (size_t i = 0; i < statement->fact_count; i++) {
		const struct fact *fact = &sql->facts.items[statement->first_fact + i];

		if (fact->act != ACT_CREATE || (fact->kind != KIND_POLICY && fact->kind != KIND_TRIGGER) ||
			!set_sql_is_new_table(site->set_sql, sql, fact, fact->table) ||
			is_spoken_to(sql, end_of_previous(sql, statement), statement->from))
			continue;
		edits_add(&ret->edits, site->arena,
			(struct edit){statement->from, statement->from,
				str_format(site->arena, "DROP %s IF EXISTS %.*s ON %.*s;\n%.*s",
					object_kinds[fact->kind].keyword,
					STR_ARG(identifier_sql(site->arena, fact->object.name)),
					STR_ARG(object_name_sql(site->arena, fact->table)),
					STR_ARG(indentation(sql, statement)))});
	}
}

static bool is_relation(enum object_kind kind)
{
	return kind == KIND_TABLE || kind == KIND_FOREIGN_TABLE || kind == KIND_VIEW ||
		kind == KIND_MATERIALIZED_VIEW || kind == KIND_SEQUENCE || kind == KIND_INDEX;
}

/* True if the statement would fail the first time: what it creates an earlier migration has made,
 * what it drops or renames none has. A guard would only keep that quiet. */
static bool hides_mistake(const struct sql *sql, const struct fact *fact)
{
	const struct catalog_entry *known;

	/* what a rollback finds, its migration leaves: no history ends there */
	if (sql->is_down || !is_relation(fact->kind) || !fact->object.name.ptr ||
		!known_is_replayed(sql, fact))
		return false;
	known = catalog_relation(sql->catalog, fact->object, known_step_before(sql, fact));
	if (fact->act == ACT_CREATE)
		return known && !known->is_assumed;
	return (fact->act == ACT_DROP || fact->act == ACT_RENAME || fact->act == ACT_MOVE) && !known;
}

static void mend_statement(const struct repair_site *site, const struct sql *sql,
	const struct statement *statement, struct mending *ret)
{
	struct str guarded;

	for (size_t i = 0; i < statement->fact_count; i++)
		if (hides_mistake(sql, &sql->facts.items[statement->first_fact + i]))
			return;
	guarded = statement_guarded(site->arena, str_slice(sql->text, statement->from, statement->to),
		policy_postgres(site->policy));
	if (guarded.ptr)
		edits_add(&ret->edits, site->arena, (struct edit){statement->from, statement->to, guarded});
	else
		drop_before(site, sql, statement, ret);
}

void mend_guard(const struct repair_site *site, struct mending *ret)
{
	for (size_t i = 0; i < site->set_sql->texts.count; i++) {
		const struct sql *sql = site->set_sql->texts.items[i];

		for (size_t j = 0; sql->file == site->file && j < sql->statements.count; j++) {
			const struct statement *statement = &sql->statements.items[j];
			struct span span = statement_span(sql, statement);

			if (statement->place == PLACE_TOP && span.from == site->diagnostic->span.from &&
				span.to == site->diagnostic->span.to)
				mend_statement(site, sql, statement, ret);
		}
	}
}
