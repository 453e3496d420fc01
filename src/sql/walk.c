/* SPDX-License-Identifier: MIT */
/* Expressions and queries: constants, calls, stars, and the writes inside WITH. */
#include "sql/builder.h"
#include "sql/lexer.h"

/* Deeper expressions are not read: the stack is not ours to use up. */
enum { DEEPEST = 4000 };

static bool visit(Node *node, void *context);

static void walk_children(struct builder *builder, const Node *node)
{
	if (builder->nesting >= DEEPEST)
		ereport(ERROR, (errcode(ERRCODE_STATEMENT_TOO_COMPLEX), errmsg("nested too deep")));
	builder->nesting++;
	raw_expression_tree_walker((Node *)node, visit, builder);
	builder->nesting--;
}

void builder_walk(struct builder *builder, const Node *node)
{
	if (node)
		visit((Node *)node, builder);
}

void builder_walk_at(
	struct builder *builder, const Node *node, enum literal_place place, struct str owner)
{
	enum literal_place outer_place = builder->place;
	struct str outer_owner = builder->owner;

	builder->place = place;
	builder->owner = owner;
	builder_walk(builder, node);
	builder->place = outer_place;
	builder->owner = outer_owner;
}

static void read_constant(struct builder *builder, const A_Const *constant)
{
	struct literal *literal;
	struct token token = {.kind = TOKEN_STRING};

	if (constant->isnull || !IsA(&constant->val, String))
		return;
	/* the EPOCH of EXTRACT(EPOCH FROM x) is a word, no string */
	if (builder->base != NOWHERE && constant->location >= 0 &&
		(!lexer_next(builder->source, (size_t)constant->location, &token) ||
			token.kind != TOKEN_STRING))
		return;
	literal = vec_append(builder->scratch, &builder->sql->literals);
	literal->value = builder_copy(builder, strVal(&constant->val));
	literal->place = builder->place;
	literal->owner = builder->owner;
	literal->type = builder->type;
	literal->statement = builder->statement;
	if (builder->base != NOWHERE && constant->location >= 0) {
		literal->from = builder->base + token.from;
		literal->to = builder->base + token.to;
	}
}

static void read_call(struct builder *builder, const FuncCall *function)
{
	struct call *call = vec_append(builder->scratch, &builder->sql->calls);
	struct str name;
	const ListCell *cell;

	call->function = builder_name(builder, function->funcname);
	name = call->function.name;
	call->offset = builder_offset(builder, function->location);
	call->statement = builder->statement;
	foreach(cell, function->args)
		builder_walk_at(builder, lfirst(cell), LITERAL_ARGUMENT, name);
	builder_walk(builder, (const Node *)function->agg_order);
	builder_walk(builder, function->agg_filter);
	builder_walk(builder, (const Node *)function->over);
}

static void read_cast(struct builder *builder, const TypeCast *cast)
{
	struct str outer = builder->type;

	builder->type = builder_type(builder, cast->typeName).name.name;
	builder_walk(builder, cast->arg);
	builder->type = outer;
}

static const ColumnRef *column_of(const Node *node)
{
	return node && IsA(node, ColumnRef) ? (const ColumnRef *)node : NULL;
}

/* column = 'constant' says whose value the constant is. */
static bool read_comparison(struct builder *builder, const A_Expr *expression)
{
	const ColumnRef *column = column_of(expression->lexpr);

	if (!column || (expression->kind != AEXPR_OP && expression->kind != AEXPR_IN))
		return false;
	builder_walk_at(
		builder, expression->rexpr, LITERAL_COLUMN, builder_name(builder, column->fields).name);
	return true;
}

void builder_read_stars(struct builder *builder, const List *targets)
{
	const ListCell *cell;

	foreach(cell, targets) {
		const ResTarget *target = lfirst(cell);
		const ColumnRef *column = IsA(target, ResTarget) ? column_of(target->val) : NULL;

		if (column && IsA(llast(column->fields), A_Star) && !builder->in_exists)
			*vec_append(builder->scratch, &builder->sql->stars) = (struct star){
				builder_offset(builder, column->location), builder->statement};
	}
}

static void read_select(struct builder *builder, const SelectStmt *select)
{
	bool in_exists = builder->in_exists;
	enum literal_place place = builder->place;
	struct str owner = builder->owner;

	builder_read_stars(builder, select->targetList);
	/* the arms of a UNION return what the whole returns */
	builder->in_exists = in_exists && select->op != SETOP_NONE;
	/* what a sub-select returns is the value of what it is compared with; the rest is not */
	walk_children(builder, (const Node *)select);
	builder->in_exists = in_exists;
	builder->place = place;
	builder->owner = owner;
}

static void read_sublink(struct builder *builder, const SubLink *link)
{
	bool outer = builder->in_exists;

	builder_walk(builder, link->testexpr);
	builder->in_exists = link->subLinkType == EXISTS_SUBLINK;
	builder_walk(builder, link->subselect);
	builder->in_exists = outer;
}

static bool visit(Node *node, void *context)
{
	struct builder *builder = context;

	if (!node)
		return false;
	switch (nodeTag(node)) {
	case T_A_Const:
		read_constant(builder, (const A_Const *)node);
		return false;
	case T_FuncCall:
		read_call(builder, (const FuncCall *)node);
		return false;
	case T_TypeCast:
		read_cast(builder, (const TypeCast *)node);
		return false;
	case T_SelectStmt:
		read_select(builder, (const SelectStmt *)node);
		return false;
	case T_SubLink:
		read_sublink(builder, (const SubLink *)node);
		return false;
	case T_InsertStmt:
	case T_UpdateStmt:
	case T_DeleteStmt:
	case T_MergeStmt:
		read_data_statement(builder, node);
		return false;
	case T_A_Expr:
		if (read_comparison(builder, (const A_Expr *)node))
			return false;
		break;
	default:
		break;
	}
	walk_children(builder, node);
	return false;
}
