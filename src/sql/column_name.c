/* SPDX-License-Identifier: MIT */
/* Names that the server gives to columns of a query that name none (parse_target.c). */
#include "sql/translate.h"

/* How sure the server is of a name: the type of a cast gives way to a name inside. */
enum strength { STRENGTH_NONE, STRENGTH_WEAK, STRENGTH_STRONG };

static enum strength name_of(struct translator *translator, const Node *node, struct str *ret);

static enum strength strong(struct str *ret, struct str name)
{
	*ret = name;
	return STRENGTH_STRONG;
}

static enum strength name_of_fields(
	struct translator *translator, const List *fields, struct str *ret)
{
	for (int i = list_length(fields); i > 0; i--) {
		const Node *field = list_nth(fields, i - 1);

		if (IsA(field, String))
			return strong(ret, str_copy(translator->arena, str_from(strVal(field))));
	}
	return STRENGTH_NONE;
}

static enum strength name_of_call(
	struct translator *translator, const FuncCall *call, struct str *ret)
{
	struct str name = translate_name(translator, call->funcname);

	/* "date_part" before version 14 */
	if (str_equal(name, STR("extract")))
		name = (struct str){NULL, 0};
	return strong(ret, name);
}

static enum strength name_of_sublink(
	struct translator *translator, const SubLink *link, struct str *ret)
{
	const SelectStmt *select = (const SelectStmt *)link->subselect;
	const ResTarget *target;

	switch (link->subLinkType) {
	case EXISTS_SUBLINK:
		return strong(ret, STR("exists"));
	case ARRAY_SUBLINK:
		return strong(ret, STR("array"));
	case EXPR_SUBLINK:
		break;
	default:
		return STRENGTH_NONE;
	}
	while (IsA(select, SelectStmt) && select->op != SETOP_NONE)
		select = select->larg;
	if (!IsA(select, SelectStmt) || !select->targetList)
		return STRENGTH_NONE;
	target = linitial(select->targetList);
	if (target->name)
		return strong(ret, str_copy(translator->arena, str_from(target->name)));
	return name_of(translator, target->val, ret);
}

static enum strength name_of_cast(
	struct translator *translator, const TypeCast *cast, struct str *ret)
{
	enum strength strength = name_of(translator, cast->arg, ret);

	if (strength == STRENGTH_STRONG)
		return strength;
	*ret = translate_name(translator, cast->typeName->names);
	return STRENGTH_WEAK;
}

static enum strength name_of_value(const SQLValueFunction *function, struct str *ret)
{
	switch (function->op) {
	case SVFOP_CURRENT_DATE:
		return strong(ret, STR("current_date"));
	case SVFOP_CURRENT_TIME:
	case SVFOP_CURRENT_TIME_N:
		return strong(ret, STR("current_time"));
	case SVFOP_CURRENT_TIMESTAMP:
	case SVFOP_CURRENT_TIMESTAMP_N:
		return strong(ret, STR("current_timestamp"));
	case SVFOP_LOCALTIME:
	case SVFOP_LOCALTIME_N:
		return strong(ret, STR("localtime"));
	case SVFOP_LOCALTIMESTAMP:
	case SVFOP_LOCALTIMESTAMP_N:
		return strong(ret, STR("localtimestamp"));
	case SVFOP_CURRENT_ROLE:
		return strong(ret, STR("current_role"));
	case SVFOP_CURRENT_USER:
		return strong(ret, STR("current_user"));
	case SVFOP_USER:
		return strong(ret, STR("user"));
	case SVFOP_SESSION_USER:
		return strong(ret, STR("session_user"));
	case SVFOP_CURRENT_CATALOG:
		return strong(ret, STR("current_catalog"));
	case SVFOP_CURRENT_SCHEMA:
		return strong(ret, STR("current_schema"));
	}
	return STRENGTH_NONE;
}

static enum strength name_of_case(
	struct translator *translator, const CaseExpr *expression, struct str *ret)
{
	enum strength strength = name_of(translator, (const Node *)expression->defresult, ret);

	if (strength == STRENGTH_STRONG)
		return strength;
	*ret = STR("case");
	return STRENGTH_WEAK;
}

static enum strength name_of_indirection(
	struct translator *translator, const A_Indirection *from, struct str *ret)
{
	enum strength strength = name_of_fields(translator, from->indirection, ret);

	return strength ? strength : name_of(translator, from->arg, ret);
}

static enum strength name_of(struct translator *translator, const Node *node, struct str *ret)
{
	if (!node)
		return STRENGTH_NONE;
	switch (nodeTag(node)) {
	case T_ColumnRef:
		return name_of_fields(translator, ((const ColumnRef *)node)->fields, ret);
	case T_A_Indirection:
		return name_of_indirection(translator, (const A_Indirection *)node, ret);
	case T_FuncCall:
		return name_of_call(translator, (const FuncCall *)node, ret);
	case T_A_Expr:
		return ((const A_Expr *)node)->kind == AEXPR_NULLIF ? strong(ret, STR("nullif"))
															: STRENGTH_NONE;
	case T_TypeCast:
		return name_of_cast(translator, (const TypeCast *)node, ret);
	case T_CollateClause:
		return name_of(translator, ((const CollateClause *)node)->arg, ret);
	case T_GroupingFunc:
		return strong(ret, STR("grouping"));
	case T_SubLink:
		return name_of_sublink(translator, (const SubLink *)node, ret);
	case T_CaseExpr:
		return name_of_case(translator, (const CaseExpr *)node, ret);
	case T_A_ArrayExpr:
		return strong(ret, STR("array"));
	case T_RowExpr:
		return strong(ret, STR("row"));
	case T_CoalesceExpr:
		return strong(ret, STR("coalesce"));
	case T_MinMaxExpr:
		return strong(
			ret, ((const MinMaxExpr *)node)->op == IS_GREATEST ? STR("greatest") : STR("least"));
	case T_SQLValueFunction:
		return name_of_value((const SQLValueFunction *)node, ret);
	case T_XmlExpr:
	case T_XmlSerialize:
		return strong(ret, (struct str){NULL, 0});
	default:
		return STRENGTH_NONE;
	}
}

struct str translate_column_name(struct translator *translator, const Node *node)
{
	struct str name = STR("?column?");

	(void)name_of(translator, node, &name);
	return name;
}
