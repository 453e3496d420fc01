/* SPDX-License-Identifier: MIT */
#include "rules/guards.h"

/* The errors that a second run of it meets (manual, appendix A); tried on a server. */
static unsigned caught_of(const struct fact *fact)
{
	if (fact->act == ACT_INSERT)
		return CAUGHT_UNIQUE;
	if (fact->act == ACT_DROP || fact->act == ACT_RENAME || fact->act == ACT_MOVE)
		return CAUGHT_UNDEFINED;
	switch (fact->kind) {
	case KIND_TABLE:
	case KIND_FOREIGN_TABLE:
	case KIND_VIEW:
	case KIND_MATERIALIZED_VIEW:
	case KIND_SEQUENCE:
	case KIND_INDEX:
		return CAUGHT_DUPLICATE_TABLE;
	case KIND_COLUMN:
	case KIND_ATTRIBUTE:
		return CAUGHT_DUPLICATE_COLUMN;
	case KIND_CONSTRAINT:
		/* those with an index are met by that first */
		if (fact->constraint == CONSTRAINT_PRIMARY_KEY)
			return CAUGHT_SECOND_KEY;
		return fact->constraint == CONSTRAINT_UNIQUE || fact->constraint == CONSTRAINT_EXCLUDE
			? CAUGHT_DUPLICATE_TABLE
			: CAUGHT_DUPLICATE_OBJECT;
	case KIND_FUNCTION:
	case KIND_PROCEDURE:
	case KIND_AGGREGATE:
		return CAUGHT_DUPLICATE_FUNCTION;
	case KIND_SCHEMA:
		return CAUGHT_DUPLICATE_SCHEMA;
	default:
		return CAUGHT_DUPLICATE_OBJECT;
	}
}

bool guards_hold_block(const struct guards *guards, const struct fact *fact)
{
	const struct statement *statement = fact_statement(guards->sql, fact);

	return statement->is_conditional || (statement->caught & caught_of(fact)) ||
		(statement->place == PLACE_BLOCK &&
			guards->sql->statements.items[statement->outer].returns_early);
}

static const struct str any_table = {NULL, 0};

/* What a function does is done when it is called, if ever. */
static bool is_in_body(const struct guards *guards, const struct mentioned *found)
{
	return found->sql != guards->sql ||
		fact_statement(found->sql, found->fact)->place == PLACE_BODY;
}

bool guards_temporary(const struct guards *guards, struct object_name table)
{
	struct mentioned_facts found = mentions_find(
		guards->mentions, MENTION_TEMPORARY, table.name, any_table, guards->sql);

	if (str_equal(table.schema, STR("pg_temp")))
		return true;
	for (size_t i = 0; i < found.count; i++) {
		const struct fact *made = found.items[i].fact;

		if (made->act == ACT_CREATE && (made->flags & FACT_TEMPORARY) &&
			!is_in_body(guards, &found.items[i]) && object_name_equal(made->object, table))
			return true;
	}
	return false;
}

/* Blocks' statements follow all others in the list, but run where the block stands. */
static bool runs_before(const struct sql *sql, const struct fact *a, const struct fact *b)
{
	size_t first = fact_statement(sql, a)->outer, second = fact_statement(sql, b)->outer;

	return first != second ? first < second : a < b;
}

static enum object_kind without_dialect(enum object_kind kind)
{
	switch (kind) {
	case KIND_PROCEDURE:
	case KIND_AGGREGATE:
		return KIND_FUNCTION; /* DROP ROUTINE drops each of them */
	case KIND_DOMAIN:
		return KIND_TYPE; /* so does DROP TYPE */
	default:
		return kind;
	}
}

static bool is_same(const struct fact *a, const struct fact *b)
{
	if (without_dialect(a->kind) != without_dialect(b->kind) || !a->object.name.ptr ||
		!object_name_equal(a->object, b->object))
		return false;
	return !object_kinds[a->kind].belongs_to_table || object_name_equal(a->table, b->table);
}

/* True if the removal takes the fact's object along: as its table, or as its schema. */
static bool takes_along(const struct fact *removal, const struct fact *fact)
{
	struct object_name holder = fact->table.name.ptr ? fact->table : fact->object;

	switch (removal->kind) {
	case KIND_TABLE:
	case KIND_FOREIGN_TABLE:
	case KIND_VIEW:
	case KIND_MATERIALIZED_VIEW:
	case KIND_TYPE:
	case KIND_DOMAIN:
		return (fact->table.name.ptr || fact->act == ACT_INSERT) &&
			object_name_equal(removal->object, holder);
	case KIND_SCHEMA:
		return holder.schema.len && str_equal(removal->object.name, holder.schema);
	default:
		return false;
	}
}

static bool makes_room(
	const struct guards *guards, const struct fact *fact, struct str name, struct str table)
{
	struct mentioned_facts found = mentions_find(
		guards->mentions, MENTION_REMOVED, name, table, guards->sql);

	for (size_t i = 0; i < found.count; i++) {
		const struct fact *removal = found.items[i].fact;

		if (is_in_body(guards, &found.items[i]) || !runs_before(guards->sql, removal, fact))
			continue;
		if (removal->act == ACT_DROP && (is_same(removal, fact) || takes_along(removal, fact)))
			return true;
		if ((removal->act == ACT_DELETE || removal->act == ACT_TRUNCATE) &&
			fact->act == ACT_INSERT && object_name_equal(removal->object, fact->object))
			return true;
	}
	return false;
}

/* WITH moved AS (DELETE ...) INSERT: the second run finds nothing to move. */
static bool moves_rows(const struct guards *guards, const struct fact *fact)
{
	const struct statement *statement = fact_statement(guards->sql, fact);

	for (size_t i = 0; fact->act == ACT_INSERT && i < statement->fact_count; i++)
		if (guards->sql->facts.items[statement->first_fact + i].act == ACT_DELETE)
			return true;
	return false;
}

bool guards_make_room(const struct guards *guards, const struct fact *fact)
{
	struct object_name holder = fact->table.name.ptr ? fact->table : fact->object;
	struct str table = object_kinds[fact->kind].belongs_to_table ? fact->table.name : any_table;

	return moves_rows(guards, fact) || makes_room(guards, fact, fact->object.name, table) ||
		makes_room(guards, fact, holder.name, any_table) ||
		makes_room(guards, fact, holder.schema, any_table);
}

bool guards_have_made(const struct guards *guards, const struct fact *fact)
{
	struct str table = object_kinds[fact->kind].belongs_to_table ? fact->table.name : any_table;
	struct mentioned_facts found = mentions_find(
		guards->mentions, MENTION_MADE, fact->object.name, table, guards->sql);

	for (size_t i = 0; i < found.count; i++) {
		const struct fact *other = found.items[i].fact;

		if (other->act == ACT_CREATE && !is_in_body(guards, &found.items[i]) &&
			is_same(other, fact) && runs_before(guards->sql, other, fact))
			return true;
	}
	return false;
}
