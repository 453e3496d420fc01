/* SPDX-License-Identifier: MIT */
/* What a query reads from. */
#include "sql/translate.h"

static void add_table(
	struct translator *translator, struct scope *scope, const char *name, const Alias *alias)
{
	struct table_alias *table;

	if (!alias && !name)
		return;
	table = vec_push(translator->arena, &scope->tables);
	table->name = str_copy(translator->arena, str_from(alias ? alias->aliasname : name));
	table->place = str_format(translator->arena, "$%u.%zu", scope->depth, scope->tables.count - 1);
}

static void read_names(struct translator *translator, struct str_list *ret, const List *names)
{
	const ListCell *cell;

	foreach(cell, names)
		str_list_add(
			translator->arena, ret, str_copy(translator->arena, str_from(strVal(lfirst(cell)))));
}

static struct term *table(struct translator *translator, struct scope *scope, const RangeVar *range)
{
	struct term *term = term_new(translator->arena, TERM_NODE,
		str_format(translator->arena, "table %s%s", range->relname, range->inh ? "" : " only"));

	if (range->schemaname)
		term->qualifier = str_copy(translator->arena, str_from(range->schemaname));
	add_table(translator, scope, range->relname, range->alias);
	return term;
}

static struct term *subquery(
	struct translator *translator, struct scope *scope, const RangeSubselect *range)
{
	struct term *term = term_new(
		translator->arena, TERM_NODE, range->lateral ? STR("lateral query") : STR("query"));
	struct str_list names = {.count = 0};

	if (range->alias)
		read_names(translator, &names, range->alias->colnames);
	term_add(translator->arena, term,
		translate_query(translator, range->subquery, /* has_names= */ true, &names));
	/* without a name it takes a place all the same: the server gives it one */
	add_table(translator, scope, "", range->alias);
	return term;
}

static void add_columns(struct translator *translator, struct term *term, const List *columns)
{
	const ListCell *cell;

	foreach(cell, columns) {
		const ColumnDef *column = lfirst(cell);
		struct cast_type type = translate_type(translator, column->typeName);

		term_add(translator->arena, term,
			term_new(translator->arena, TERM_NODE,
				str_format(
					translator->arena, "column %s %.*s", column->colname, STR_ARG(type.name))));
	}
}

/* LATERAL says nothing before a function. */
static struct term *function(
	struct translator *translator, struct scope *scope, const RangeFunction *range)
{
	struct term *term = term_new(translator->arena, TERM_NODE,
		range->ordinality ? STR("numbered function") : STR("function"));
	const char *name = "";
	const ListCell *cell;

	foreach(cell, range->functions) {
		const List *pair = lfirst(cell);
		const Node *call = linitial(pair);

		term_add(translator->arena, term, translate(translator, call));
		add_columns(translator, term, lsecond(pair));
		if (IsA(call, FuncCall) && list_length(range->functions) == 1)
			name = strVal(llast(((const FuncCall *)call)->funcname));
	}
	add_columns(translator, term, range->coldeflist);
	add_table(translator, scope, name, range->alias);
	return term;
}

static struct term *using_list(struct translator *translator, const JoinExpr *join)
{
	struct text text = {.arena = translator->arena};
	const ListCell *cell;

	/* the server writes down which columns that are */
	if (join->isNatural)
		return term_new(translator->arena, TERM_UNKNOWN, (struct str){NULL, 0});
	if (!join->usingClause)
		return NULL;
	text_add(&text, STR("using"));
	foreach(cell, join->usingClause)
		text_addf(&text, " %s", strVal(lfirst(cell)));
	return term_new(translator->arena, TERM_NODE, text_str(&text));
}

static struct term *side(struct translator *translator, struct scope *scope, const Node *node)
{
	struct term *items = term_new(translator->arena, TERM_NODE, STR("tables"));

	translate_from_item(translator, scope, items, node);
	return items->parts.count == 1 ? items->parts.items[0] : items;
}

static struct term *join(struct translator *translator, struct scope *scope, const JoinExpr *from)
{
	struct term *term = term_new(translator->arena, TERM_NODE,
		str_format(translator->arena, "join %d", (int)from->jointype));

	term_add(translator->arena, term, side(translator, scope, from->larg));
	term_add(translator->arena, term, side(translator, scope, from->rarg));
	term_add(translator->arena, term, using_list(translator, from));
	term_add(translator->arena, term, translate(translator, from->quals));
	add_table(translator, scope, NULL, from->alias);
	return term;
}

static bool is_cross_join(const JoinExpr *join)
{
	return join->jointype == JOIN_INNER && !join->isNatural && !join->usingClause && !join->quals &&
		!join->alias;
}

void translate_from_item(
	struct translator *translator, struct scope *scope, struct term *from, const Node *node)
{
	struct term *term = NULL;

	switch (nodeTag(node)) {
	case T_RangeVar:
		term = table(translator, scope, (const RangeVar *)node);
		break;
	case T_RangeSubselect:
		term = subquery(translator, scope, (const RangeSubselect *)node);
		break;
	case T_RangeFunction:
		term = function(translator, scope, (const RangeFunction *)node);
		break;
	case T_JoinExpr:
		if (is_cross_join((const JoinExpr *)node)) {
			translate_from_item(translator, scope, from, ((const JoinExpr *)node)->larg);
			translate_from_item(translator, scope, from, ((const JoinExpr *)node)->rarg);
			return;
		}
		term = join(translator, scope, (const JoinExpr *)node);
		break;
	default:
		term = term_new(translator->arena, TERM_UNKNOWN, (struct str){NULL, 0});
		break;
	}
	term_add(translator->arena, from, term);
}
