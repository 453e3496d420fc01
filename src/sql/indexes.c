/* SPDX-License-Identifier: MIT */
/* CREATE INDEX, and what else is indexed. */
#include "sql/definitions.h"
#include "sql/slices.h"

/* A partial index, unless all it leaves out are rows in which its first column is NULL. */
static bool leaves_values_out(const IndexStmt *index)
{
	const NullTest *test = (const NullTest *)index->whereClause;
	const IndexElem *first = linitial(index->indexParams);
	const ColumnRef *column;

	if (!index->whereClause)
		return false;
	if (!IsA(test, NullTest) || test->nulltesttype != IS_NOT_NULL || !IsA(test->arg, ColumnRef))
		return true;
	column = (const ColumnRef *)test->arg;
	return !first->name || !IsA(llast(column->fields), String) ||
		strcmp(strVal(llast(column->fields)), first->name) != 0;
}

/* A function may stand alone, any other expression stands in parentheses. */
static struct str expression_sql(
	const struct builder *builder, const Node *expression, struct slice slice)
{
	struct str text = slice_expression(builder, slice);

	switch (nodeTag(expression)) {
	case T_FuncCall:
	case T_CoalesceExpr:
	case T_MinMaxExpr:
	case T_SQLValueFunction:
	case T_XmlExpr:
		return text;
	default:
		return str_format(builder->arena, "(%.*s)", STR_ARG(text));
	}
}

/* The expression at the start of an element: in parentheses, a call, or a word. */
static struct slice expression_slice(const struct builder *builder, struct slice slice)
{
	struct slice whole = slice, name = slice_behind_name(builder, slice);
	struct slice behind = slice_behind_parentheses(builder, slice);

	if (slice_starts(builder, slice, "(") || slice_starts(builder, name, "("))
		whole.to = behind.from;
	else
		whole.to = name.from;
	return whole;
}

struct str index_element(
	const struct builder *builder, const IndexElem *element, struct slice slice)
{
	struct text text = {.arena = builder->arena};
	bool is_down = element->ordering == SORTBY_DESC;
	struct str options = options_text(builder, element->opclassopts);

	text_add(&text,
		element->name ? identifier_sql(builder->arena, builder_copy(builder, element->name))
					  : expression_sql(builder, element->expr, expression_slice(builder, slice)));
	if (element->collation)
		text_addf(&text, " COLLATE %.*s", STR_ARG(name_sql(builder, element->collation)));
	if (element->opclass)
		text_addf(&text, " %.*s", STR_ARG(name_sql(builder, element->opclass)));
	if (options.len)
		text_addf(&text, " (%.*s)", STR_ARG(options));
	if (is_down)
		text_add(&text, STR(" DESC"));
	if (is_down && element->nulls_ordering == SORTBY_NULLS_LAST)
		text_add(&text, STR(" NULLS LAST"));
	if (!is_down && element->nulls_ordering == SORTBY_NULLS_FIRST)
		text_add(&text, STR(" NULLS FIRST"));
	return text_str(&text);
}

/* Elements, INCLUDE, WHERE. */
static void read_places(struct builder *builder, struct fact *fact, const IndexStmt *index)
{
	struct slice behind = slice_behind_name(
					 builder, slice_from(builder, index->relation->location)),
				 rest, slice;
	struct str_list elements = {0}, included = {0};
	const ListCell *cell;

	if (slice_starts(builder, behind, "using"))
		fact_set(builder, fact, ATTRIBUTE_METHOD, builder_copy(builder, index->accessMethod));
	rest = slice_parentheses(builder, behind);
	foreach(cell, index->indexParams) {
		const IndexElem *element = lfirst(cell);

		slice_next(builder, &rest, &slice);
		str_list_add(builder->arena, &elements, index_element(builder, element, slice));
		read_uses(builder, fact, element->expr);
	}
	fact_set_list(builder, fact, ATTRIBUTE_ELEMENTS, elements);
	foreach(cell, index->indexIncludingParams)
		str_list_add(builder->arena, &included,
			builder_copy(builder, ((const IndexElem *)lfirst(cell))->name));
	fact_set_list(builder, fact, ATTRIBUTE_INCLUDE, included);
	if (!index->whereClause)
		return;
	fact_set(builder, fact, ATTRIBUTE_WHERE,
		slice_expression(
			builder, slice_behind(builder, slice_behind_parentheses(builder, behind), "where")));
	read_uses(builder, fact, index->whereClause);
}

static void read_index(struct builder *builder, const IndexStmt *index)
{
	struct object_name table = builder_range(builder, index->relation);
	struct fact *fact = builder_add(builder, ACT_CREATE, KIND_INDEX,
		(struct object_name){table.schema, builder_copy(builder, index->idxname)});
	const ListCell *cell;

	fact->table = table;
	fact->value = builder_copy(builder, index->accessMethod);
	fact->flags |= (index->if_not_exists ? FACT_GUARDED : 0) | (index->unique ? FACT_UNIQUE : 0) |
		(leaves_values_out(index) ? FACT_PARTIAL : 0) | (index->relation->inh ? 0 : FACT_ONLY);
	builder_statement(builder)->verb = "CREATE INDEX";
	fact_set_flag(builder, fact, ATTRIBUTE_NULLS_NOT_DISTINCT, index->nulls_not_distinct);
	fact_set(builder, fact, ATTRIBUTE_WITH, options_text(builder, index->options));
	read_places(builder, fact, index);
	foreach(cell, index->indexParams) {
		const IndexElem *element = lfirst(cell);

		/* an expression is no column, but keeps its place */
		str_list_add(builder->arena, &fact->columns,
			element->name ? builder_copy(builder, element->name) : STR(""));
	}
	if (index->concurrent) {
		fact->flags |= FACT_CONCURRENTLY;
		builder_statement(builder)->outside = "CREATE INDEX CONCURRENTLY";
	}
	builder_walk(builder, (const Node *)index->indexParams);
	builder_walk(builder, index->whereClause);
}

bool read_index_statement(struct builder *builder, const Node *node)
{
	if (!IsA(node, IndexStmt))
		return false;
	read_index(builder, (const IndexStmt *)node);
	return true;
}
