/* SPDX-License-Identifier: MIT */
#include "sql/rows.h"

static bool is_constant(const Node *node)
{
	while (node && IsA(node, TypeCast))
		node = ((const TypeCast *)node)->arg;
	return node &&
		(IsA(node, ParamRef) || (IsA(node, A_Const) && !((const A_Const *)node)->isnull));
}

static bool is_boolean(const Node *node)
{
	return node && IsA(node, A_Const) && IsA(&((const A_Const *)node)->val, Boolean);
}

static bool same_constants(const A_Const *a, const A_Const *b)
{
	return !a->isnull && !b->isnull && equal(&a->val, &b->val);
}

/* true, 1 = 1, NOT false */
static bool is_always(const Node *node, bool value)
{
	const BoolExpr *expression = (const BoolExpr *)node;
	const A_Expr *comparison = (const A_Expr *)node;
	const ListCell *cell;

	while (node && IsA(node, TypeCast))
		node = ((const TypeCast *)node)->arg;
	if (!node)
		return false;
	if (is_boolean(node))
		return boolVal(&((const A_Const *)node)->val) == value;
	if (IsA(node, A_Expr) && comparison->kind == AEXPR_OP && comparison->lexpr &&
		IsA(comparison->lexpr, A_Const) && IsA(comparison->rexpr, A_Const))
		return value ==
			same_constants(
				(const A_Const *)comparison->lexpr, (const A_Const *)comparison->rexpr) &&
			!strcmp(strVal(linitial(comparison->name)), "=");
	/* a column is itself */
	if (IsA(node, A_Expr) && comparison->kind == AEXPR_OP && comparison->lexpr &&
		IsA(comparison->lexpr, ColumnRef))
		return value && equal(comparison->lexpr, comparison->rexpr) &&
			!strcmp(strVal(linitial(comparison->name)), "=");
	if (!IsA(node, BoolExpr))
		return false;
	if (expression->boolop == NOT_EXPR)
		return is_always(linitial(expression->args), !value);
	/* all of AND must be so, one of OR is enough; the other way round for false */
	foreach(cell, expression->args) {
		bool so = is_always(lfirst(cell), value);

		if (so != ((expression->boolop == AND_EXPR) == value))
			return so;
	}
	return (expression->boolop == AND_EXPR) == value;
}

static bool is_set(const Node *node, const List *targets)
{
	const ColumnRef *column = (const ColumnRef *)node;
	const ListCell *cell;

	if (!node || !IsA(node, ColumnRef) || !IsA(llast(column->fields), String))
		return false;
	foreach(cell, targets) {
		const ResTarget *target = lfirst(cell);

		if (target->name && !strcmp(target->name, strVal(llast(column->fields))))
			return true;
	}
	return false;
}

/* Tables or whole sub-selects are joined: what they leave of the rows, nobody has asked for. */
static bool joins_all_rows(const List *joined)
{
	const ListCell *cell;

	foreach(cell, joined) {
		const Node *node = lfirst(cell);
		const SelectStmt *select;

		if (IsA(node, RangeVar))
			continue;
		if (!IsA(node, RangeSubselect))
			return false;
		select = (const SelectStmt *)((const RangeSubselect *)node)->subquery;
		if (!IsA(select, SelectStmt) || select->valuesLists || select->whereClause ||
			!select->fromClause)
			return false;
	}
	return joined != NIL;
}

static bool is_column(const Node *node)
{
	return node && IsA(node, ColumnRef);
}

/* Nothing but: is the column that is set still empty, or other than it shall be? And, where
 * `joins`, which row of the joined table belongs to it. */
static bool asks_only_for_unfilled(const Node *node, const List *targets, bool joins)
{
	const A_Expr *comparison = (const A_Expr *)node;
	const ListCell *cell;

	if (!node)
		return false;
	if (IsA(node, NullTest))
		return ((const NullTest *)node)->nulltesttype == IS_NULL &&
			is_set((const Node *)((const NullTest *)node)->arg, targets);
	if (IsA(node, A_Expr) && comparison->kind == AEXPR_OP &&
		!strcmp(strVal(linitial(comparison->name)), "="))
		return joins && is_column(comparison->lexpr) && is_column(comparison->rexpr);
	if (IsA(node, A_Expr))
		return (comparison->kind == AEXPR_DISTINCT ||
				   (comparison->kind == AEXPR_OP &&
					   !strcmp(strVal(linitial(comparison->name)), "<>"))) &&
			is_set(comparison->lexpr, targets);
	if (!IsA(node, BoolExpr) || ((const BoolExpr *)node)->boolop == NOT_EXPR)
		return false;
	foreach(cell, ((const BoolExpr *)node)->args)
		if (!asks_only_for_unfilled(lfirst(cell), targets, joins))
			return false;
	return true;
}

/* column = constant, column IN (...), BETWEEN, one bound: what leaves few rows, or is a batch. */
static bool is_selective(const Node *node)
{
	const A_Expr *comparison = (const A_Expr *)node;
	const ListCell *cell;

	if (!node)
		return false;
	if (IsA(node, BoolExpr)) {
		bool is_and = ((const BoolExpr *)node)->boolop == AND_EXPR;

		if (((const BoolExpr *)node)->boolop == NOT_EXPR)
			return false;
		foreach(cell, ((const BoolExpr *)node)->args)
			if (is_selective(lfirst(cell)) == is_and)
				return is_and;
		return !is_and;
	}
	if (!IsA(node, A_Expr) || !comparison->lexpr || !IsA(comparison->lexpr, ColumnRef))
		return false;
	if (comparison->kind == AEXPR_IN || comparison->kind == AEXPR_BETWEEN)
		return comparison->rexpr && IsA(comparison->rexpr, List) &&
			is_constant(linitial((List *)comparison->rexpr)) &&
			strcmp(strVal(linitial(comparison->name)), "<>") != 0;
	if (comparison->kind == AEXPR_OP_ANY)
		return true;
	return comparison->kind == AEXPR_OP && is_constant(comparison->rexpr) &&
		!is_boolean(comparison->rexpr) && strcmp(strVal(linitial(comparison->name)), "<>") != 0;
}

static bool find_limit(Node *node, void *context)
{
	if (!node)
		return false;
	if (IsA(node, SelectStmt) && ((SelectStmt *)node)->limitCount)
		return true;
	return raw_expression_tree_walker(node, find_limit, context);
}

static bool has_limit(const void *node)
{
	return node && find_limit((Node *)node, NULL);
}

unsigned rows_flags(
	const Node *where, const List *targets, const WithClause *with, const List *joined)
{
	unsigned flags = 0;

	/* a joined table chooses rows only where the condition says which */
	if (!where || is_always(where, true))
		flags |= FACT_ALL_ROWS;
	else if (asks_only_for_unfilled(where, targets, !with && joins_all_rows(joined)))
		flags |= FACT_BACKFILL;
	else if (is_selective(where))
		flags |= FACT_SELECTIVE;
	if (has_limit(where) || has_limit(with) || has_limit(joined))
		flags |= FACT_LIMITED;
	return flags;
}

static bool is_not_exists(const Node *node)
{
	const ListCell *cell;

	if (!node || !IsA(node, BoolExpr))
		return false;
	if (((const BoolExpr *)node)->boolop == NOT_EXPR) {
		const SubLink *link = linitial(((const BoolExpr *)node)->args);

		return IsA(link, SubLink) &&
			(link->subLinkType == EXISTS_SUBLINK || link->subLinkType == ANY_SUBLINK);
	}
	foreach(cell, ((const BoolExpr *)node)->args)
		if (is_not_exists(lfirst(cell)))
			return true;
	return false;
}

bool rows_is_true(const Node *condition)
{
	return condition && is_always(condition, true);
}

static bool asks_is_null(const Node *node)
{
	const ListCell *cell;

	if (!node || !IsA(node, BoolExpr))
		return node && IsA(node, NullTest) && ((const NullTest *)node)->nulltesttype == IS_NULL;
	foreach(cell, ((const BoolExpr *)node)->args)
		if (asks_is_null(lfirst(cell)))
			return true;
	return false;
}

/* LEFT JOIN ... WHERE its column IS NULL. */
static bool is_anti_join(const SelectStmt *select)
{
	const ListCell *cell;

	foreach(cell, select->fromClause) {
		const JoinExpr *join = lfirst(cell);

		if (IsA(join, JoinExpr) && join->jointype == JOIN_LEFT)
			return asks_is_null(select->whereClause);
	}
	return false;
}

bool rows_are_looked_for_first(const SelectStmt *select)
{
	return select->op == SETOP_EXCEPT || is_not_exists(select->whereClause) || is_anti_join(select);
}
