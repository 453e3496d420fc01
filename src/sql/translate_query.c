/* SPDX-License-Identifier: MIT */
#include "sql/translate.h"

/* A query that is read. */
struct query {
	struct translator *translator;
	struct term *output;
	bool has_star; /* which column stands at which place is not known */
	bool is_union; /* ORDER BY knows only the columns of its first part */
};

static struct term *node(struct translator *translator, struct str text)
{
	return term_new(translator->arena, TERM_NODE, text);
}

static bool is_star(const Node *value)
{
	return value && IsA(value, ColumnRef) && IsA(llast(((const ColumnRef *)value)->fields), A_Star);
}

/* The column of the output, as what it is computed from. */
static struct term *output_column(const struct query *query, size_t index)
{
	struct arena *arena = query->translator->arena;

	if (query->has_star || index >= query->output->parts.count)
		return term_new(arena, TERM_UNKNOWN, (struct str){NULL, 0});
	if (query->is_union)
		return node(query->translator, str_format(arena, "output %zu", index));
	return query->output->parts.items[index]->parts.items[0];
}

static struct str own_name(struct translator *translator, const Node *item)
{
	const ColumnRef *column = (const ColumnRef *)item;

	if (!IsA(item, ColumnRef) || list_length(column->fields) != 1 ||
		!IsA(linitial(column->fields), String))
		return (struct str){NULL, 0};
	return translate_name(translator, column->fields);
}

/* ORDER BY and GROUP BY take the number or name of a column of the output, too. Which columns the
 * tables have is not known: the name may be one of theirs. */
static struct term *sort_expression(const struct query *query, const Node *item)
{
	struct translator *translator = query->translator;
	struct term *term = translate(translator, item), *either;
	struct str name = own_name(translator, item);
	const A_Const *constant = (const A_Const *)item;

	if (IsA(item, A_Const) && !constant->isnull && IsA(&constant->val, Integer))
		return output_column(query, (size_t)intVal(&constant->val) - 1);
	for (size_t i = 0; name.ptr && i < query->output->parts.count; i++) {
		const struct term *column = query->output->parts.items[i];

		if (!str_equal(column->alias, name))
			continue;
		either = term_new(translator->arena, TERM_EITHER, (struct str){NULL, 0});
		term_add(translator->arena, either, output_column(query, i));
		term_add(translator->arena, either, term);
		return either;
	}
	if (name.ptr && (query->has_star || query->is_union)) {
		either = term_new(translator->arena, TERM_EITHER, (struct str){NULL, 0});
		term_add(translator->arena, either, term);
		term_add(translator->arena, either,
			term_new(translator->arena, TERM_UNKNOWN, (struct str){NULL, 0}));
		return either;
	}
	return term;
}

struct term *translate_order(
	struct translator *translator, const SortBy *sort, struct term *expression)
{
	struct str operator_name = translate_name(translator, sort->useOp);
	bool is_descending = sort->sortby_dir == SORTBY_DESC || str_equal(operator_name, STR(">"));
	bool is_nulls_first = sort->sortby_nulls == SORTBY_NULLS_DEFAULT
		? is_descending
		: sort->sortby_nulls == SORTBY_NULLS_FIRST;
	struct term *term;

	/* the usual orders */
	if (str_equal(operator_name, STR("<")) || str_equal(operator_name, STR(">")))
		operator_name = STR("");
	term = node(translator,
		str_format(translator->arena, "by%s%s %.*s", is_descending ? " desc" : "",
			is_nulls_first ? " nulls first" : "", STR_ARG(operator_name)));

	term_add(translator->arena, term, expression);
	return term;
}

static struct term *order(const struct query *query, const List *list)
{
	struct term *term = node(query->translator, STR("order"));
	const ListCell *cell;

	foreach(cell, list) {
		const SortBy *sort = lfirst(cell);

		term_add(query->translator->arena, term,
			translate_order(query->translator, sort, sort_expression(query, sort->node)));
	}
	return term;
}

/* (a, b) are two of them. */
static void add_group(const struct query *query, struct term *term, const Node *item)
{
	const RowExpr *row = (const RowExpr *)item;
	const ListCell *cell;

	if (item && IsA(item, RowExpr) && row->row_format == COERCE_IMPLICIT_CAST) {
		foreach(cell, row->args)
			term_add(query->translator->arena, term, sort_expression(query, lfirst(cell)));
		return;
	}
	/* DISTINCT without ON is a list of nothing */
	term_add(query->translator->arena, term, item ? sort_expression(query, item) : NULL);
}

static struct term *group(const struct query *query, struct str name, const List *list)
{
	struct term *term = node(query->translator, name);
	const ListCell *cell;

	foreach(cell, list)
		add_group(query, term, lfirst(cell));
	return term;
}

struct term *translate_window(struct translator *translator, const WindowDef *window)
{
	int frame = window->frameOptions & ~(FRAMEOPTION_NONDEFAULT | FRAMEOPTION_BETWEEN);
	struct term *term = node(translator,
		str_format(translator->arena, "window %s (%s) %d", window->name ? window->name : "",
			window->refname ? window->refname : "", frame));
	struct term *partition = node(translator, STR("partition"));
	struct term *list = node(translator, STR("order"));
	const ListCell *cell;

	translate_list(translator, partition, window->partitionClause);
	foreach(cell, window->orderClause) {
		const SortBy *sort = lfirst(cell);

		term_add(translator->arena, list,
			translate_order(translator, sort, translate(translator, sort->node)));
	}
	term_add(translator->arena, term, partition);
	term_add(translator->arena, term, list);
	term_add(translator->arena, term, translate(translator, window->startOffset));
	term_add(translator->arena, term, translate(translator, window->endOffset));
	return term;
}

static struct term *with(struct translator *translator, const WithClause *clause)
{
	struct term *term = node(translator, clause->recursive ? STR("with recursive") : STR("with"));
	const ListCell *cell;

	foreach(cell, clause->ctes) {
		const CommonTableExpr *table = lfirst(cell);
		struct str_list names = {.count = 0};
		const ListCell *name;
		struct term *part;

		foreach(name, table->aliascolnames)
			str_list_add(translator->arena, &names,
				str_copy(translator->arena, str_from(strVal(lfirst(name)))));
		part = node(translator,
			str_format(
				translator->arena, "with %s %d", table->ctename, (int)table->ctematerialized));
		term_add(translator->arena, part,
			translate_query(translator, table->ctequery, /* has_names= */ true, &names));
		if (table->search_clause || table->cycle_clause)
			term_add(translator->arena, part,
				term_new(translator->arena, TERM_UNKNOWN, (struct str){NULL, 0}));
		term_add(translator->arena, term, part);
	}
	return term;
}

static void read_output(
	struct query *query, const List *targets, bool has_names, const struct str_list *names)
{
	struct translator *translator = query->translator;
	struct arena *arena = translator->arena;
	const ListCell *cell;
	size_t index = 0;

	foreach(cell, targets) {
		const ResTarget *target = lfirst(cell);
		struct term *column = node(translator, STR("column"));

		term_add(arena, column, translate(translator, target->val));
		if (is_star(target->val))
			query->has_star = true;
		else if (target->name)
			column->alias = str_copy(arena, str_from(target->name));
		else
			column->alias = translate_column_name(translator, target->val);
		if (has_names)
			column->qualifier = column->alias;
		if (names && index < names->count)
			column->qualifier = names->items[index];
		term_add(arena, query->output, column);
		index++;
	}
}

static struct term *values(
	struct translator *translator, const List *lists, const struct str_list *names)
{
	struct term *term = node(translator, STR("values"));
	struct text text = {.arena = translator->arena};

	translate_list(translator, term, lists);
	for (size_t i = 0; names && i < names->count; i++)
		text_addf(&text, "%.*s,", STR_ARG(names->items[i]));
	if (text.len)
		term->qualifier = text_str(&text);
	return term;
}

static const List *first_targets(const SelectStmt *select)
{
	while (select->op != SETOP_NONE)
		select = select->larg;
	return select->targetList;
}

/* The parts of a query without set operation, each as a part of `term`. */
static void read_clauses(struct query *query, struct term *term, struct scope *scope,
	const SelectStmt *select, bool has_names, const struct str_list *names)
{
	struct translator *translator = query->translator;
	struct term *from = node(translator, STR("from")), *windows = node(translator, STR("windows"));
	const ListCell *cell;

	foreach(cell, select->fromClause)
		translate_from_item(translator, scope, from, lfirst(cell));
	read_output(query, select->targetList, has_names, names);
	term_add(translator->arena, term, query->output);
	term_add(translator->arena, term, from);
	term_add(translator->arena, term, translate(translator, select->whereClause));
	term_add(translator->arena, term, group(query, STR("distinct"), select->distinctClause));
	term_add(translator->arena, term,
		group(query, select->groupDistinct ? STR("group distinct") : STR("group"),
			select->groupClause));
	term_add(translator->arena, term, translate(translator, select->havingClause));
	foreach(cell, select->windowClause)
		term_add(translator->arena, windows, translate_window(translator, lfirst(cell)));
	term_add(translator->arena, term, windows);
}

/* ORDER BY, LIMIT, FOR UPDATE. */
static void read_end(const struct query *query, struct term *term, const SelectStmt *select)
{
	struct translator *translator = query->translator;

	term_add(translator->arena, term, order(query, select->sortClause));
	term_add(translator->arena, term, translate(translator, select->limitOffset));
	term_add(translator->arena, term, translate(translator, select->limitCount));
	if (select->limitOption == LIMIT_OPTION_WITH_TIES)
		term_add(translator->arena, term, node(translator, STR("with ties")));
	if (select->lockingClause)
		term_add(translator->arena, term,
			term_new(translator->arena, TERM_UNKNOWN, (struct str){NULL, 0}));
}

static void read_union(struct query *query, struct term *term, const SelectStmt *select,
	bool has_names, const struct str_list *names)
{
	struct translator *translator = query->translator;

	query->is_union = true;
	/* only for their names: ORDER BY says those */
	read_output(query, first_targets(select), /* has_names= */ false, NULL);
	term->text = str_format(
		translator->arena, "set operation %d%s", (int)select->op, select->all ? " all" : "");
	term_add(translator->arena, term,
		translate_query(translator, (const Node *)select->larg, has_names, names));
	term_add(translator->arena, term,
		translate_query(translator, (const Node *)select->rarg, /* has_names= */ false, NULL));
}

struct term *translate_query(
	struct translator *translator, const Node *from, bool has_names, const struct str_list *names)
{
	const SelectStmt *select = (const SelectStmt *)from;
	struct scope scope = {.outer = translator->scope};
	struct query query = {.translator = translator};
	struct term *term;

	if (!IsA(from, SelectStmt) || select->intoClause)
		return term_new(translator->arena, TERM_UNKNOWN, (struct str){NULL, 0});
	scope.depth = scope.outer ? scope.outer->depth + 1 : 0;
	translator->scope = &scope;
	query.output = term_new(translator->arena, TERM_OUTPUT, (struct str){NULL, 0});
	term = node(translator, STR("select"));
	term_add(
		translator->arena, term, select->withClause ? with(translator, select->withClause) : NULL);
	if (select->op != SETOP_NONE)
		read_union(&query, term, select, has_names, names);
	else if (select->valuesLists)
		term_add(translator->arena, term, values(translator, select->valuesLists, names));
	else
		read_clauses(&query, term, &scope, select, has_names, names);
	read_end(&query, term, select);
	translator->scope = scope.outer;
	return term;
}

/* What EXISTS does not look at: no aggregate, which returns a row where there is none. */
static bool is_plain(const List *targets)
{
	const ListCell *cell;

	foreach(cell, targets) {
		const Node *value = ((const ResTarget *)lfirst(cell))->val;

		if (value && IsA(value, TypeCast))
			value = ((const TypeCast *)value)->arg;
		if (!value || (!IsA(value, ColumnRef) && !IsA(value, A_Const)))
			return false;
	}
	return true;
}

struct term *translate_sublink(struct translator *translator, const SubLink *link)
{
	const SelectStmt *select = (const SelectStmt *)link->subselect;
	bool is_compared = link->subLinkType == ANY_SUBLINK || link->subLinkType == ALL_SUBLINK;
	struct str name = STR("=");
	struct term *query = translate(translator, link->subselect), *term;

	if (link->subLinkType == EXISTS_SUBLINK && IsA(select, SelectStmt) &&
		select->op == SETOP_NONE && !select->valuesLists && is_plain(select->targetList))
		for (size_t i = 0; i < query->parts.count; i++)
			if (query->parts.items[i] && query->parts.items[i]->kind == TERM_OUTPUT)
				query->parts.items[i] = NULL;
	if (link->operName)
		name = translate_name(translator, link->operName);
	if (!is_compared)
		name = STR("");
	term = node(translator,
		str_format(translator->arena, "sub-select %d %.*s", (int)link->subLinkType, STR_ARG(name)));
	term_add(translator->arena, term, translate(translator, link->testexpr));
	term_add(translator->arena, term, query);
	return term;
}
