/* SPDX-License-Identifier: MIT */
/* Statements that read and write rows. */
#include "sql/builder.h"
#include "sql/lexer.h"
#include "sql/rows.h"

/* VALUES of an INSERT: each constant is the value of the column at its place. */
static void walk_values(struct builder *builder, const struct str_list *columns, const List *values)
{
	const ListCell *row, *cell;

	foreach(row, values) {
		size_t number = 0;

		foreach(cell, (List *)lfirst(row)) {
			if (number < columns->count)
				builder_walk_at(builder, lfirst(cell), LITERAL_COLUMN, columns->items[number]);
			else
				builder_walk(builder, lfirst(cell));
			number++;
		}
	}
}

/* INSERT ... SELECT: so is each target. */
static void walk_targets(
	struct builder *builder, const struct str_list *columns, const SelectStmt *select)
{
	size_t number = 0;
	const ListCell *cell;

	builder_read_stars(builder, select->targetList);
	foreach(cell, select->targetList) {
		const ResTarget *target = lfirst(cell);

		if (number < columns->count)
			builder_walk_at(builder, target->val, LITERAL_COLUMN, columns->items[number]);
		else
			builder_walk(builder, target->val);
		number++;
	}
}

static void add_targets(struct builder *builder, struct str_list *ret, const List *targets)
{
	const ListCell *cell;

	foreach(cell, targets)
		str_list_add(builder->arena, ret, builder_copy(builder, ((ResTarget *)lfirst(cell))->name));
}

static void walk_with(struct builder *builder, const WithClause *with)
{
	const ListCell *cell;

	if (!with)
		return;
	foreach(cell, with->ctes)
		builder_walk(builder, ((CommonTableExpr *)lfirst(cell))->ctequery);
}

static void read_insert(struct builder *builder, const InsertStmt *insert)
{
	struct fact *fact = builder_add(
		builder, ACT_INSERT, KIND_TABLE, builder_range(builder, insert->relation));
	const SelectStmt *select = (const SelectStmt *)insert->selectStmt;
	struct str_list columns;

	if (insert->onConflictClause || (select && rows_are_looked_for_first(select)))
		fact->flags |= FACT_GUARDED;
	add_targets(builder, &fact->columns, insert->cols);
	columns = fact->columns;
	walk_with(builder, insert->withClause);
	if (select && select->valuesLists) {
		walk_values(builder, &columns, select->valuesLists);
	} else if (select) {
		SelectStmt rest = *select;

		walk_targets(builder, &columns, select);
		rest.targetList = NIL;
		builder_walk(builder, (const Node *)&rest);
	}
	if (insert->onConflictClause)
		builder_walk(builder, (const Node *)insert->onConflictClause);
	builder_walk(builder, (const Node *)insert->returningList);
}

static void read_update(struct builder *builder, const UpdateStmt *update)
{
	struct fact *fact = builder_add(
		builder, ACT_UPDATE, KIND_TABLE, builder_range(builder, update->relation));
	const ListCell *cell;

	add_targets(builder, &fact->columns, update->targetList);
	fact->flags |= rows_flags(
		update->whereClause, update->targetList, update->withClause, update->fromClause);
	walk_with(builder, update->withClause);
	foreach(cell, update->targetList) {
		const ResTarget *target = lfirst(cell);

		builder_walk_at(builder, target->val, LITERAL_COLUMN, builder_copy(builder, target->name));
	}
	builder_walk(builder, (const Node *)update->fromClause);
	builder_walk(builder, update->whereClause);
	builder_walk(builder, (const Node *)update->returningList);
}

static void read_delete(struct builder *builder, const DeleteStmt *from)
{
	struct fact *fact = builder_add(
		builder, ACT_DELETE, KIND_TABLE, builder_range(builder, from->relation));

	fact->flags |= rows_flags(from->whereClause, NIL, from->withClause, from->usingClause);
	walk_with(builder, from->withClause);
	builder_walk(builder, (const Node *)from->usingClause);
	builder_walk(builder, from->whereClause);
	builder_walk(builder, (const Node *)from->returningList);
}

static void read_merge(struct builder *builder, const MergeStmt *merge)
{
	const ListCell *cell;

	builder_add(builder, ACT_MERGE, KIND_TABLE, builder_range(builder, merge->relation));
	walk_with(builder, merge->withClause);
	builder_walk(builder, merge->sourceRelation);
	builder_walk(builder, merge->joinCondition);
	foreach(cell, merge->mergeWhenClauses)
		builder_walk(builder, lfirst(cell));
}

static const A_Const *constant_at(const List *arguments, int place)
{
	const Node *node = list_nth(arguments, place);

	while (node && IsA(node, TypeCast))
		node = ((const TypeCast *)node)->arg;
	return node && IsA(node, A_Const) && !((const A_Const *)node)->isnull ? (const A_Const *)node
																		  : NULL;
}

/* "a, \"B\"": names as in SQL. */
static void add_schemas(struct builder *builder, struct fact *fact)
{
	struct token token;

	for (size_t at = 0; lexer_next(fact->value, at, &token); at = token.to) {
		struct str word = str_slice(fact->value, token.from, token.to);

		if (token.kind == TOKEN_QUOTED_IDENTIFIER)
			str_list_add(builder->arena, &fact->columns, token.inside);
		else if (token.kind == TOKEN_WORD)
			str_list_add(builder->arena, &fact->columns, str_lower(builder->arena, word));
	}
}

/* SELECT set_config('search_path', '...', false) does what SET does. */
static void read_configured_path(struct builder *builder, const SelectStmt *select)
{
	const ResTarget *target = list_length(select->targetList) == 1 ? linitial(select->targetList)
																   : NULL;
	const FuncCall *call = target ? (const FuncCall *)target->val : NULL;
	const A_Const *name, *value, *is_local;
	struct fact *fact;

	if (!call || !IsA(call, FuncCall) || strcmp(strVal(llast(call->funcname)), "set_config") != 0 ||
		list_length(call->args) != 3)
		return;
	name = constant_at(call->args, 0);
	value = constant_at(call->args, 1);
	is_local = constant_at(call->args, 2);
	if (!name || !value || !IsA(&name->val, String) || !IsA(&value->val, String) ||
		strcmp(strVal(&name->val), "search_path") != 0)
		return;
	fact = builder_add(
		builder, ACT_SET, KIND_OTHER, (struct object_name){{NULL, 0}, STR("search_path")});
	fact->value = builder_copy(builder, strVal(&value->val));
	if (is_local && IsA(&is_local->val, Boolean) && boolVal(&is_local->val))
		fact->flags |= FACT_OTHER_WAY;
	add_schemas(builder, fact);
}

static void read_select(struct builder *builder, const SelectStmt *select)
{
	if (select->intoClause) {
		struct fact *fact = builder_add(
			builder, ACT_CREATE, KIND_TABLE, builder_range(builder, select->intoClause->rel));

		if (select->intoClause->rel->relpersistence == RELPERSISTENCE_TEMP)
			fact->flags |= FACT_TEMPORARY;
	} else {
		builder_add(builder, ACT_READ, KIND_OTHER, (struct object_name){{NULL, 0}, {NULL, 0}});
		read_configured_path(builder, select);
	}
	builder_walk(builder, (const Node *)select);
}

static void read_copy(struct builder *builder, const CopyStmt *copy)
{
	struct fact *fact = builder_add(builder, copy->is_from ? ACT_COPY : ACT_READ, KIND_TABLE,
		builder_range(builder, copy->relation));

	if (copy->filename || copy->is_program)
		fact->flags |= FACT_FROM_FILE;
	builder_copy_names(builder, &fact->columns, copy->attlist);
	builder_walk(builder, copy->query);
	builder_statement(builder)->verb = "COPY";
}

static void read_truncate(struct builder *builder, const TruncateStmt *truncate)
{
	const ListCell *cell;

	foreach(cell, truncate->relations) {
		struct fact *fact = builder_add(
			builder, ACT_TRUNCATE, KIND_TABLE, builder_range(builder, lfirst(cell)));

		if (truncate->behavior == DROP_CASCADE)
			fact->flags |= FACT_CASCADE;
	}
	builder_statement(builder)->verb = "TRUNCATE";
}

/* Nested ones leave the verb to the statement they stand in. */
static void set_verb(struct builder *builder, const char *verb)
{
	struct statement *statement = builder_statement(builder);

	if (!statement->fact_count)
		statement->verb = verb;
}

bool read_data_statement(struct builder *builder, const Node *node)
{
	switch (nodeTag(node)) {
	case T_InsertStmt:
		set_verb(builder, "INSERT");
		read_insert(builder, (const InsertStmt *)node);
		return true;
	case T_UpdateStmt:
		set_verb(builder, "UPDATE");
		read_update(builder, (const UpdateStmt *)node);
		return true;
	case T_DeleteStmt:
		set_verb(builder, "DELETE");
		read_delete(builder, (const DeleteStmt *)node);
		return true;
	case T_MergeStmt:
		set_verb(builder, "MERGE");
		read_merge(builder, (const MergeStmt *)node);
		return true;
	case T_SelectStmt:
		set_verb(builder, "SELECT");
		read_select(builder, (const SelectStmt *)node);
		return true;
	case T_CopyStmt:
		read_copy(builder, (const CopyStmt *)node);
		return true;
	case T_TruncateStmt:
		read_truncate(builder, (const TruncateStmt *)node);
		return true;
	default:
		return false;
	}
}
