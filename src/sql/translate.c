/* SPDX-License-Identifier: MIT */
#include "sql/translate.h"

/* Deeper expressions are not read: the stack is not ours to use up. */
enum { DEEPEST = 1000 };

static struct str copy(struct translator *translator, const char *text)
{
	return str_copy(translator->arena, str_from(text));
}

struct str translate_name(struct translator *translator, const List *names)
{
	return names ? copy(translator, strVal(llast(names))) : (struct str){NULL, 0};
}

struct str translate_schema(struct translator *translator, const List *names)
{
	if (list_length(names) < 2)
		return (struct str){NULL, 0};
	return copy(translator, strVal(list_nth(names, list_length(names) - 2)));
}

void translate_list(struct translator *translator, struct term *term, const List *list)
{
	const ListCell *cell;

	foreach(cell, list)
		term_add(translator->arena, term, translate(translator, lfirst(cell)));
}

static struct term *node(struct translator *translator, struct str text)
{
	return term_new(translator->arena, TERM_NODE, text);
}

static struct term *node_of(
	struct translator *translator, struct str text, const Node *first, const Node *second)
{
	struct term *term = node(translator, text);

	term_add(translator->arena, term, translate(translator, first));
	term_add(translator->arena, term, translate(translator, second));
	return term;
}

/* The table of that name that is nearest; ptr NULL: it is outside of what is read. */
static struct str place_of(const struct scope *scope, struct str name)
{
	for (; scope; scope = scope->outer)
		for (size_t i = 0; i < scope->tables.count; i++)
			if (str_equal(scope->tables.items[i].name, name))
				return scope->tables.items[i].place;
	return (struct str){NULL, 0};
}

static struct term *column(struct translator *translator, const ColumnRef *reference)
{
	const List *fields = reference->fields;
	bool is_star = IsA(llast(fields), A_Star);
	struct term *term = term_new(
		translator->arena, is_star ? TERM_STAR : TERM_COLUMN, (struct str){NULL, 0});
	struct str place;

	if (!is_star)
		term->text = translate_name(translator, fields);
	if (list_length(fields) > 1) {
		term->qualifier = translate_schema(translator, fields);
		place = place_of(translator->scope, term->qualifier);
		if (place.ptr)
			term->qualifier = place;
	} else if (!is_star) {
		term->alias = place_of(translator->scope, term->text);
	}
	return term;
}

static struct term *boolean(struct translator *translator, const BoolExpr *expression)
{
	struct term list = {.parts.items = NULL};

	if (expression->boolop == NOT_EXPR)
		return node_of(translator, STR("not"), linitial(expression->args), NULL);
	translate_list(translator, &list, expression->args);
	return term_join(
		translator->arena, expression->boolop == AND_EXPR ? TERM_AND : TERM_OR, &list.parts);
}

static struct term *case_expression(struct translator *translator, const CaseExpr *expression)
{
	struct term *term = node_of(translator, STR("case"), (const Node *)expression->arg,
		(const Node *)expression->defresult);
	const ListCell *cell;

	/* the server writes the ELSE NULL that is not there */
	if (!term->parts.items[1])
		term->parts.items[1] = term_new(translator->arena, TERM_CONSTANT, (struct str){NULL, 0});
	foreach(cell, expression->args) {
		const CaseWhen *when = lfirst(cell);

		term_add(translator->arena, term, translate(translator, (const Node *)when->expr));
		term_add(translator->arena, term, translate(translator, (const Node *)when->result));
	}
	return term;
}

static struct term *list_of(struct translator *translator, struct str text, const List *list)
{
	struct term *term = node(translator, text);

	translate_list(translator, term, list);
	return term;
}

/* (new).field is new.field, if `new` is a table and no column. */
static struct term *row_field(struct translator *translator, const A_Indirection *from)
{
	const ColumnRef *row = (const ColumnRef *)from->arg;
	const Node *field = linitial(from->indirection);
	struct term *term;
	struct str place;

	if (!IsA(row, ColumnRef) || list_length(row->fields) != 1 || !IsA(field, String) ||
		list_length(from->indirection) != 1)
		return NULL;
	term = term_new(translator->arena, TERM_COLUMN, copy(translator, strVal(field)));
	term->qualifier = translate_name(translator, row->fields);
	place = place_of(translator->scope, term->qualifier);
	if (!place.ptr && !str_equal(term->qualifier, STR("new")) &&
		!str_equal(term->qualifier, STR("old")))
		return NULL;
	if (place.ptr)
		term->qualifier = place;
	return term;
}

/* (x).field, x[1], x[1:2] */
static struct term *indirection(struct translator *translator, const A_Indirection *from)
{
	struct term *term = row_field(translator, from);
	const ListCell *cell;

	if (term)
		return term;
	term = translate(translator, from->arg);
	foreach(cell, from->indirection) {
		const Node *step = lfirst(cell);
		struct term *inner = term;

		if (IsA(step, A_Indices)) {
			const A_Indices *indices = (const A_Indices *)step;

			term = node(translator, indices->is_slice ? STR("slice") : STR("element"));
			term_add(translator->arena, term, inner);
			term_add(translator->arena, term, translate(translator, indices->lidx));
			term_add(translator->arena, term, translate(translator, indices->uidx));
			continue;
		}
		if (IsA(step, A_Star))
			term = node(translator, STR("all fields"));
		else
			term = node(translator, str_format(translator->arena, "field %s", strVal(step)));
		term_add(translator->arena, term, inner);
	}
	return term;
}

static struct term *collation(struct translator *translator, const CollateClause *clause)
{
	struct str name = translate_name(translator, clause->collname);

	if (str_equal(name, STR("default")))
		return translate(translator, clause->arg);
	return node_of(translator, str_format(translator->arena, "collate %.*s", STR_ARG(name)),
		clause->arg, NULL);
}

static struct term *cast(struct translator *translator, const TypeCast *from)
{
	struct term *term = translate(translator, from->arg);

	term_cast(translator->arena, term, translate_type(translator, from->typeName));
	return term;
}

static struct term *value_function(struct translator *translator, const SQLValueFunction *function)
{
	return node(translator,
		str_format(translator->arena, "value %d %d", (int)function->op, (int)function->typmod));
}

static struct term *grouping_set(struct translator *translator, const GroupingSet *set)
{
	return list_of(
		translator, str_format(translator->arena, "grouping set %d", (int)set->kind), set->content);
}

static struct term *null_test(struct translator *translator, const NullTest *test)
{
	return node_of(translator, test->nulltesttype == IS_NULL ? STR("is null") : STR("is not null"),
		(const Node *)test->arg, NULL);
}

static struct term *named_argument(struct translator *translator, const NamedArgExpr *argument)
{
	return node_of(translator, str_format(translator->arena, "argument %s", argument->name),
		(const Node *)argument->arg, NULL);
}

static struct term *translate_node(struct translator *translator, const Node *from)
{
	switch (nodeTag(from)) {
	case T_ColumnRef:
		return column(translator, (const ColumnRef *)from);
	case T_A_Const:
		return translate_constant(translator, (const A_Const *)from);
	case T_TypeCast:
		return cast(translator, (const TypeCast *)from);
	case T_FuncCall:
		return translate_function(translator, (const FuncCall *)from);
	case T_NamedArgExpr:
		return named_argument(translator, (const NamedArgExpr *)from);
	case T_A_Expr:
		return translate_operator(translator, (const A_Expr *)from);
	case T_BoolExpr:
		return boolean(translator, (const BoolExpr *)from);
	case T_NullTest:
		return null_test(translator, (const NullTest *)from);
	case T_BooleanTest:
		return node_of(translator,
			str_format(translator->arena, "is %d", (int)((const BooleanTest *)from)->booltesttype),
			(const Node *)((const BooleanTest *)from)->arg, NULL);
	case T_CaseExpr:
		return case_expression(translator, (const CaseExpr *)from);
	case T_CoalesceExpr:
		return list_of(translator, STR("coalesce"), ((const CoalesceExpr *)from)->args);
	case T_MinMaxExpr:
		return list_of(translator,
			((const MinMaxExpr *)from)->op == IS_GREATEST ? STR("greatest") : STR("least"),
			((const MinMaxExpr *)from)->args);
	case T_RowExpr:
		return list_of(translator, STR("row"), ((const RowExpr *)from)->args);
	case T_A_ArrayExpr:
		return list_of(translator, STR("array"), ((const A_ArrayExpr *)from)->elements);
	case T_A_Indirection:
		return indirection(translator, (const A_Indirection *)from);
	case T_CollateClause:
		return collation(translator, (const CollateClause *)from);
	case T_SQLValueFunction:
		return value_function(translator, (const SQLValueFunction *)from);
	case T_SubLink:
		return translate_sublink(translator, (const SubLink *)from);
	case T_GroupingSet:
		return grouping_set(translator, (const GroupingSet *)from);
	case T_GroupingFunc:
		return list_of(translator, STR("grouping"), ((const GroupingFunc *)from)->args);
	case T_SelectStmt:
		return translate_query(translator, from, /* has_names= */ false, NULL);
	case T_List:
		return list_of(translator, STR("list"), (const List *)from);
	default:
		return term_new(translator->arena, TERM_UNKNOWN, (struct str){NULL, 0});
	}
}

struct term *translate(struct translator *translator, const Node *from)
{
	struct term *term;

	if (!from)
		return NULL;
	if (translator->nesting >= DEEPEST)
		return term_new(translator->arena, TERM_UNKNOWN, (struct str){NULL, 0});
	translator->nesting++;
	term = translate_node(translator, from);
	translator->nesting--;
	return term;
}
