/* SPDX-License-Identifier: MIT */
/* Views, and what queries read. */
#include "sql/definitions.h"
#include "sql/slices.h"

/* Names of WITH that hide a table's. */
struct hidden {
	const char *name;
	const struct hidden *outer;
};

struct relations {
	struct builder *builder;
	struct str_list found;
	const struct hidden *scope;
};

static bool find_relations(Node *node, void *context);

static void add_relation(struct relations *relations, const RangeVar *range)
{
	struct str name;

	for (const struct hidden *scope = relations->scope; scope && !range->schemaname;
		 scope = scope->outer)
		if (!strcmp(scope->name, range->relname))
			return;
	name = range_sql(relations->builder, range);
	if (!str_list_contains(&relations->found, name))
		str_list_add(relations->builder->arena, &relations->found, name);
}

static void find_in_select(struct relations *relations, const SelectStmt *select)
{
	const struct hidden *outer = relations->scope;
	SelectStmt rest = *select;
	const ListCell *cell;
	size_t count = 0;
	struct hidden *scopes = arena_array(
		relations->builder->scratch, struct hidden, (size_t)list_length(select->withClause->ctes));

	rest.withClause = NULL;
	foreach(cell, select->withClause->ctes) {
		const CommonTableExpr *cte = lfirst(cell);

		if (!select->withClause->recursive)
			find_relations(cte->ctequery, relations);
		scopes[count] = (struct hidden){cte->ctename, relations->scope};
		relations->scope = &scopes[count++];
	}
	/* WITH RECURSIVE: each sees all of them */
	foreach(cell, select->withClause->ctes)
		if (select->withClause->recursive)
			find_relations(((const CommonTableExpr *)lfirst(cell))->ctequery, relations);
	find_relations((Node *)&rest, relations);
	relations->scope = outer;
}

static bool find_relations(Node *node, void *context)
{
	if (!node)
		return false;
	if (IsA(node, RangeVar))
		add_relation(context, (const RangeVar *)node);
	if (IsA(node, SelectStmt) && ((const SelectStmt *)node)->withClause) {
		find_in_select(context, (const SelectStmt *)node);
		return false;
	}
	return raw_expression_tree_walker(node, find_relations, context);
}

void read_reads(struct builder *builder, struct fact *fact, Node *query)
{
	struct relations relations = {.builder = builder};

	find_relations(query, &relations);
	fact_set_list(builder, fact, ATTRIBUTE_READS, relations.found);
}

/* True if the slice is this word and no more. */
static bool is_word(const struct builder *builder, struct slice slice, const char *word)
{
	return slice_starts(builder, slice, word) &&
		!slice_text(builder, slice_behind(builder, slice, word)).ptr;
}

struct slice query_slice(const struct builder *builder, int location)
{
	struct slice query = slice_behind(builder, slice_from(builder, location), "as");
	struct slice before = slice_before_last(builder, query, "with");
	struct slice behind = slice_behind(builder, (struct slice){before.to, query.to}, "with");

	/* WITH DATA, WITH NO DATA */
	if (slice_starts(builder, behind, "no"))
		behind = slice_behind(builder, behind, "no");
	return is_word(builder, behind, "data") ? before : query;
}

/* CREATE RECURSIVE VIEW: the parser puts the query into a WITH of the view's name that stands
 * nowhere. */
static bool is_recursive(
	const struct builder *builder, struct slice query, const SelectStmt *select)
{
	return IsA(select, SelectStmt) && select->withClause && select->withClause->recursive &&
		!slice_starts(builder, query, "with");
}

static struct str view_query(const struct builder *builder, const ViewStmt *view)
{
	struct slice query = slice_behind(builder, slice_from(builder, view->view->location), "as");
	struct text names = {.arena = builder->arena};
	const ListCell *cell;
	const SelectStmt *select = (const SelectStmt *)view->query;
	struct str name = identifier_sql(builder->arena, str_from(view->view->relname)), text;

	if (view->withCheckOption != NO_CHECK_OPTION)
		query = slice_before_last(builder, query, "with");
	text = slice_expression(builder, query);
	if (!is_recursive(builder, query, select))
		return text;
	/* CREATE RECURSIVE VIEW is short for this */
	foreach(cell, view->aliases) {
		text_add(&names, foreach_current_index(cell) ? STR(", ") : STR(""));
		text_add(&names, identifier_sql(builder->arena, str_from(strVal(lfirst(cell)))));
	}
	return str_format(builder->arena, "WITH RECURSIVE %.*s(%.*s) AS (%.*s) SELECT %.*s FROM %.*s",
		STR_ARG(name), (int)names.len, names.ptr, STR_ARG(text), (int)names.len, names.ptr,
		STR_ARG(name));
}

static void read_view(struct builder *builder, const ViewStmt *view)
{
	struct fact *fact = builder_add(
		builder, ACT_CREATE, KIND_VIEW, builder_range(builder, view->view));

	builder_statement(builder)->verb = "CREATE VIEW";
	if (view->replace)
		fact->flags |= FACT_REPLACES;
	if (view->view->relpersistence == RELPERSISTENCE_TEMP)
		fact->flags |= FACT_TEMPORARY;
	fact_set_list(builder, fact, ATTRIBUTE_COLUMN_NAMES, copied_names(builder, view->aliases));
	fact_set(builder, fact, ATTRIBUTE_WITH, options_text(builder, view->options));
	fact_set(builder, fact, ATTRIBUTE_QUERY, view_query(builder, view));
	if (view->withCheckOption != NO_CHECK_OPTION)
		fact_set(builder, fact, ATTRIBUTE_CHECK_OPTION,
			view->withCheckOption == LOCAL_CHECK_OPTION ? STR("local") : STR("cascaded"));
	read_reads(builder, fact, view->query);
	builder_walk(builder, view->query);
}

bool read_view_statement(struct builder *builder, const Node *node)
{
	if (!IsA(node, ViewStmt))
		return false;
	read_view(builder, (const ViewStmt *)node);
	return true;
}
