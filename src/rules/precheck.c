/* SPDX-License-Identifier: MIT */
#include "rules/precheck.h"

/* Functions that are called to ask; any other may be called for what it does. */
static bool only_asks(struct str function)
{
	static const char *const asking[] = {"count", "min", "max", "coalesce", "exists", "format",
		"lower", "upper", "now", "version", "to_regclass", "to_regtype", "to_regproc",
		"to_regprocedure", "to_regrole", "to_regnamespace", "current_setting", "current_schema",
		"current_database", "current_schemas", "obj_description", "col_description", "array_agg",
		"string_agg", "bool_or", "bool_and", "quote_ident", "quote_literal", "concat", "length",
		"array_length", "any_value", "unnest"};
	static const char *const families[] = {"has_", "pg_get_", "pg_table_is_", "pg_relation_"};

	for (size_t i = 0; i < ARRAY_LENGTH(asking); i++)
		if (str_equal(function, str_from(asking[i])))
			return true;
	for (size_t i = 0; i < ARRAY_LENGTH(families); i++)
		if (str_starts(function, str_from(families[i])))
			return true;
	return false;
}

/* Index of a statement that stands in the block. */
static bool is_inside(const struct sql *sql, size_t number, size_t block)
{
	return sql->statements.items[number].place == PLACE_BLOCK &&
		sql->statements.items[number].outer == block;
}

bool block_only_looks(const struct sql *sql, const struct statement *statement)
{
	size_t block = (size_t)(statement - sql->statements.items);

	if (statement->place != PLACE_TOP || !statement->verb || strcmp(statement->verb, "DO") != 0)
		return false;
	for (size_t i = 0; i < sql->facts.count; i++)
		if (sql->facts.items[i].act != ACT_READ && sql->facts.items[i].act != ACT_SET &&
			is_inside(sql, sql->facts.items[i].statement, block))
			return false;
	for (size_t i = 0; i < sql->calls.count; i++)
		if (!only_asks(sql->calls.items[i].function.name) &&
			is_inside(sql, sql->calls.items[i].statement, block))
			return false;
	/* what cannot be read may do anything */
	for (size_t i = 0; i < sql->opaques.count; i++)
		if (sql->opaques.items[i].to > statement->from &&
			sql->opaques.items[i].from < statement->to)
			return false;
	return true;
}
