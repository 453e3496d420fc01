/* SPDX-License-Identifier: MIT */
#include "sql/expression.h"

#include "sql/definitions.h"

bool not_null_columns(struct arena *arena, const Node *expression, struct str_list *ret)
{
	const BoolExpr *logic = (const BoolExpr *)expression;
	const NullTest *test = (const NullTest *)expression;
	NullTestType wanted = IS_NOT_NULL;
	const ListCell *cell;
	bool is_all = true;

	if (!expression)
		return false;
	if (IsA(expression, BoolExpr) && logic->boolop == AND_EXPR) {
		foreach(cell, logic->args)
			is_all &= not_null_columns(arena, lfirst(cell), ret);
		return is_all;
	}
	/* NOT (name IS NULL) */
	if (IsA(expression, BoolExpr) && logic->boolop == NOT_EXPR) {
		test = linitial(logic->args);
		wanted = IS_NULL;
	}
	if (!IsA(test, NullTest) || test->nulltesttype != wanted || !IsA(test->arg, ColumnRef) ||
		!IsA(llast(((const ColumnRef *)test->arg)->fields), String))
		return false;
	str_list_add(arena, ret,
		str_copy(arena, str_from(strVal(llast(((const ColumnRef *)test->arg)->fields)))));
	return true;
}

/* The condition of `SELECT WHERE condition`; NULL if there is more. */
static const Node *condition_of(const List *tree)
{
	const SelectStmt *select;

	if (list_length(tree) != 1)
		return NULL;
	select = (const SelectStmt *)((const RawStmt *)linitial(tree))->stmt;
	return IsA(select, SelectStmt) && select->op == SETOP_NONE ? select->whereClause : NULL;
}

struct str_list expression_not_null_columns(
	struct arena *arena, struct str expression, bool *ret_is_all)
{
	/* what is given may end in a comment */
	struct str sql = str_format(arena, "SELECT WHERE %.*s\n", STR_ARG(expression));
	MemoryContext context = pg_query_enter_memory_context();
	PgQueryInternalParsetreeAndError result = pg_query_raw_parse(sql.ptr);
	struct str_list columns = {0};

	*ret_is_all = false;
	free(result.stderr_buffer);
	if (result.error)
		pg_query_free_error(result.error);
	else
		*ret_is_all = not_null_columns(arena, condition_of(result.tree), &columns);
	pg_query_exit_memory_context(context);
	return columns;
}
