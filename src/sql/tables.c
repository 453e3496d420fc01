/* SPDX-License-Identifier: MIT */
/* CREATE TABLE and ALTER TABLE, in all their forms. */
#include "sql/builder.h"

static const struct {
	const char *name;
	struct data_type type;
} serial_types[] = {
	{"serial", {.name = {{NULL, 0}, {"int4", 4}}}},
	{"serial4", {.name = {{NULL, 0}, {"int4", 4}}}},
	{"bigserial", {.name = {{NULL, 0}, {"int8", 4}}}},
	{"serial8", {.name = {{NULL, 0}, {"int8", 4}}}},
	{"smallserial", {.name = {{NULL, 0}, {"int2", 4}}}},
	{"serial2", {.name = {{NULL, 0}, {"int2", 4}}}},
};

static void read_type(struct fact *column, struct data_type type)
{
	column->type = type;
	for (size_t i = 0; i < ARRAY_LENGTH(serial_types); i++) {
		if (!type.name.schema.len && str_equal(type.name.name, str_from(serial_types[i].name))) {
			column->type = serial_types[i].type;
			column->flags |= FACT_SERIAL | FACT_DEFAULT | FACT_VOLATILE | FACT_NOT_NULL;
		}
	}
}

/* Functions that give one value for all rows of a statement, or always the same (manual, 38.7). */
static bool is_stable(struct str function)
{
	static const char *const stable[] = {"now", "transaction_timestamp", "statement_timestamp",
		"current_setting", "to_tsvector", "lower", "upper", "coalesce", "concat", "md5", "length",
		"to_char", "to_timestamp", "to_date", "make_interval", "make_date", "jsonb_build_object",
		"jsonb_build_array", "json_build_object", "json_build_array", "array_fill", "timezone",
		"date_trunc", "date_part", "extract", "current_schema", "round", "floor", "ceil", "abs",
		"uid", "jwt", "role", "decode", "encode", "repeat", "to_jsonb", "to_json", "int4range",
		"int8range", "numrange", "daterange", "tstzrange", "tsrange", "point", "box", "nullif",
		"string_to_array", "array_append", "age", "trim", "btrim", "substring", "replace", "format",
		"greatest", "least", "sha256", "pg_typeof", "inet_client_addr", "hstore", "version",
		"session_user", "current_user", "pg_backend_pid", "txid_current", "lpad", "rpad", "ltrim",
		"rtrim", "left", "right", "position", "strpos", "split_part", "translate", "reverse",
		"initcap", "chr", "ascii", "concat_ws", "char_length", "to_number", "trunc", "sign",
		"power", "mod", "sqrt", "cardinality", "array_length", "jsonb_set", "make_time",
		"make_timestamp", "make_timestamptz", "justify_interval", "current_database", "uuid_nil"};

	for (size_t i = 0; i < ARRAY_LENGTH(stable); i++)
		if (str_equal(function, str_from(stable[i])))
			return true;
	return false;
}

struct volatility {
	const struct builder *builder;
	bool is_volatile;
};

static bool find_volatile(Node *node, void *context)
{
	struct volatility *volatility = context;

	if (!node)
		return false;
	if (IsA(node, FuncCall) &&
		!is_stable(builder_name(volatility->builder, ((FuncCall *)node)->funcname).name))
		volatility->is_volatile = true;
	return raw_expression_tree_walker(node, find_volatile, context);
}

static bool is_null(const Node *node)
{
	while (node && IsA(node, TypeCast))
		node = ((const TypeCast *)node)->arg;
	return node && IsA(node, A_Const) && ((const A_Const *)node)->isnull;
}

static void read_default(struct builder *builder, struct fact *column, Node *expression)
{
	struct volatility volatility = {builder, false};

	if (is_null(expression))
		return;
	find_volatile(expression, &volatility);
	column->flags |= FACT_DEFAULT | (volatility.is_volatile ? FACT_VOLATILE : 0);
}

/* `NAME IS NOT NULL`, alone or among what must hold; the columns so asked for. */
static void find_not_null(struct builder *builder, struct fact *fact, const Node *expression)
{
	const BoolExpr *negation = (const BoolExpr *)expression;
	const NullTest *test = (const NullTest *)expression;
	NullTestType wanted = IS_NOT_NULL;

	if (!expression)
		return;
	/* NOT (name IS NULL) */
	if (IsA(expression, BoolExpr) && negation->boolop == NOT_EXPR) {
		test = linitial(negation->args);
		wanted = IS_NULL;
	}
	if (IsA(expression, BoolExpr) && ((const BoolExpr *)expression)->boolop == AND_EXPR) {
		const ListCell *cell;

		foreach(cell, ((const BoolExpr *)expression)->args)
			find_not_null(builder, fact, lfirst(cell));
	} else if (IsA(test, NullTest) && test->nulltesttype == wanted && IsA(test->arg, ColumnRef)) {
		fact->flags |= FACT_CHECKS_NOT_NULL;
		str_list_add(builder->arena, &fact->columns,
			builder_name(builder, ((const ColumnRef *)test->arg)->fields).name);
	}
}

static enum constraint_kind constraint_kind_of(ConstrType type)
{
	switch (type) {
	case CONSTR_CHECK:
		return CONSTRAINT_CHECK;
	case CONSTR_FOREIGN:
		return CONSTRAINT_FOREIGN_KEY;
	case CONSTR_UNIQUE:
		return CONSTRAINT_UNIQUE;
	case CONSTR_PRIMARY:
		return CONSTRAINT_PRIMARY_KEY;
	case CONSTR_EXCLUSION:
		return CONSTRAINT_EXCLUDE;
	default:
		return CONSTRAINT_NONE;
	}
}

static void read_exclusions(struct builder *builder, struct fact *fact, const Constraint *from)
{
	const ListCell *cell;

	foreach(cell, from->exclusions) {
		const IndexElem *element = linitial((List *)lfirst(cell));

		if (element->name)
			str_list_add(builder->arena, &fact->columns, builder_copy(builder, element->name));
	}
}

void read_constraint(
	struct builder *builder, struct object_name table, const Constraint *from, unsigned flags)
{
	enum constraint_kind kind = constraint_kind_of(from->contype);
	struct object_name name = {{NULL, 0}, builder_copy(builder, from->conname)};
	struct fact *fact;

	if (kind == CONSTRAINT_NONE)
		return;
	fact = builder_add(builder, ACT_CREATE, KIND_CONSTRAINT, name);
	fact->table = table;
	fact->constraint = kind;
	fact->flags = flags | (from->skip_validation ? FACT_NOT_VALID : 0) |
		(from->indexname ? FACT_USING_INDEX : 0);
	fact->target = builder_range(builder, from->pktable);
	if (from->indexname)
		fact->value = builder_copy(builder, from->indexname);
	builder_copy_names(builder, &fact->columns, from->keys);
	builder_copy_names(builder, &fact->columns, from->fk_attrs);
	read_exclusions(builder, fact, from);
	if (kind == CONSTRAINT_CHECK)
		find_not_null(builder, fact, from->raw_expr);
	builder_walk(builder, from->raw_expr);
}

/* A column constraint that stands for one of the table: its column is the only one. */
static void read_column_constraint(struct builder *builder, struct object_name table,
	struct str column, const Constraint *from, unsigned flags)
{
	size_t before = builder->sql->facts.count;

	read_constraint(builder, table, from, flags);
	if (builder->sql->facts.count > before) {
		struct fact *fact = &builder->sql->facts.items[before];

		fact->column = column;
		if (fact->constraint != CONSTRAINT_CHECK && !fact->columns.count)
			str_list_add(builder->arena, &fact->columns, column);
	}
}

void read_column(
	struct builder *builder, struct object_name table, const ColumnDef *column, unsigned flags)
{
	struct object_name name = {{NULL, 0}, builder_copy(builder, column->colname)};
	struct fact *fact = builder_add(builder, ACT_CREATE, KIND_COLUMN, name);
	const ListCell *cell;

	fact->table = table;
	fact->flags |= flags;
	read_type(fact, builder_type(builder, column->typeName));
	if (column->raw_default)
		read_default(builder, fact, column->raw_default);
	foreach(cell, column->constraints) {
		const Constraint *constraint = lfirst(cell);

		switch (constraint->contype) {
		case CONSTR_NOTNULL:
		case CONSTR_PRIMARY:
			fact->flags |= FACT_NOT_NULL;
			break;
		case CONSTR_DEFAULT:
			read_default(builder, fact, constraint->raw_expr);
			break;
		case CONSTR_IDENTITY:
			fact->flags |= FACT_IDENTITY | FACT_DEFAULT | FACT_VOLATILE | FACT_NOT_NULL;
			break;
		case CONSTR_GENERATED:
			fact->flags |= FACT_GENERATED;
			break;
		default:
			break;
		}
	}
	/* other facts may move the table of facts: this one is done with */
	foreach(cell, column->constraints) {
		const Constraint *constraint = lfirst(cell);

		if (constraint->contype == CONSTR_DEFAULT || constraint->contype == CONSTR_GENERATED)
			builder_walk_at(builder, constraint->raw_expr, LITERAL_COLUMN, name.name);
		read_column_constraint(builder, table, name.name, constraint, flags);
	}
}

static void read_elements(struct builder *builder, struct object_name table, const List *elements)
{
	const ListCell *cell;

	foreach(cell, elements) {
		const Node *element = lfirst(cell);

		if (IsA(element, ColumnDef))
			read_column(builder, table, (const ColumnDef *)element, FACT_PART);
		else if (IsA(element, Constraint))
			read_constraint(builder, table, (const Constraint *)element, FACT_PART);
	}
}

static void read_create(struct builder *builder, const CreateStmt *create, enum object_kind kind)
{
	struct object_name name = builder_range(builder, create->relation);
	struct fact *fact = builder_add(builder, ACT_CREATE, kind, name);

	if (create->relation->relpersistence == RELPERSISTENCE_TEMP)
		fact->flags |= FACT_TEMPORARY;
	if (create->if_not_exists)
		fact->flags |= FACT_GUARDED;
	if (create->partbound && create->inhRelations)
		fact->target = builder_range(builder, linitial(create->inhRelations));
	read_elements(builder, name, create->tableElts);
	read_elements(builder, name, create->constraints);
	builder_statement(builder)->verb = kind == KIND_TABLE ? "CREATE TABLE" : "CREATE FOREIGN TABLE";
}

static void read_create_as(struct builder *builder, const CreateTableAsStmt *create)
{
	bool is_view = create->objtype == OBJECT_MATVIEW;
	struct fact *fact = builder_add(builder, ACT_CREATE,
		is_view ? KIND_MATERIALIZED_VIEW : KIND_TABLE, builder_range(builder, create->into->rel));

	if (create->if_not_exists)
		fact->flags |= FACT_GUARDED;
	if (create->into->rel->relpersistence == RELPERSISTENCE_TEMP)
		fact->flags |= FACT_TEMPORARY;
	builder_statement(builder)->verb = is_view ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE AS";
	if (IsA(create->query, SelectStmt))
		builder_walk(builder, create->query);
}

static struct fact *add_part(struct builder *builder, enum act act, enum object_kind kind,
	struct object_name table, const AlterTableCmd *command)
{
	struct fact *fact = builder_add(
		builder, act, kind, (struct object_name){{NULL, 0}, builder_copy(builder, command->name)});

	fact->table = table;
	if (command->missing_ok)
		fact->flags |= FACT_GUARDED;
	if (command->behavior == DROP_CASCADE)
		fact->flags |= FACT_CASCADE;
	return fact;
}

static struct fact *add_change(
	struct builder *builder, enum act act, enum object_kind kind, struct object_name table)
{
	return builder_add(builder, act, kind, table);
}

/* True for the column itself, cast to whatever: the conversion that there would be without it. */
static bool is_only_cast(const struct builder *builder, const Node *expression, const char *column)
{
	while (expression && IsA(expression, TypeCast))
		expression = ((const TypeCast *)expression)->arg;
	return expression && IsA(expression, ColumnRef) &&
		str_equal(
			builder_name(builder, ((const ColumnRef *)expression)->fields).name, str_from(column));
}

static void read_new_type(struct builder *builder, struct fact *fact, const AlterTableCmd *command)
{
	const ColumnDef *column = (const ColumnDef *)command->def;

	fact->type = builder_type(builder, column->typeName);
	/* another collation sorts otherwise: indexes are built anew */
	if (column->collClause)
		fact->flags |= FACT_OTHER_WAY;
	if (!column->raw_default)
		return;
	if (!is_only_cast(builder, column->raw_default, command->name))
		fact->flags |= FACT_OTHER_WAY;
	builder_walk(builder, column->raw_default);
}

static void read_command(struct builder *builder, enum object_kind kind, struct object_name table,
	const AlterTableCmd *command)
{
	const ColumnDef *column = (const ColumnDef *)command->def;
	struct fact *fact;

	switch (command->subtype) {
	case AT_AddColumn:
		if (kind == KIND_TYPE)
			add_part(builder, ACT_CREATE, KIND_ATTRIBUTE, table, command);
		else
			read_column(builder, table, column, command->missing_ok ? FACT_GUARDED : 0);
		break;
	case AT_DropColumn:
		add_part(
			builder, ACT_DROP, kind == KIND_TYPE ? KIND_ATTRIBUTE : KIND_COLUMN, table, command);
		break;
	case AT_AlterColumnType:
		fact = add_part(builder, ACT_SET_TYPE, kind == KIND_TYPE ? KIND_ATTRIBUTE : KIND_COLUMN,
			table, command);
		read_new_type(builder, fact, command);
		break;
	case AT_SetNotNull:
		add_part(builder, ACT_SET_NOT_NULL, KIND_COLUMN, table, command);
		break;
	case AT_DropNotNull:
		add_part(builder, ACT_DROP_NOT_NULL, KIND_COLUMN, table, command);
		break;
	case AT_ColumnDefault:
		fact = add_part(builder, ACT_SET_DEFAULT, KIND_COLUMN, table, command);
		if (command->def)
			builder_walk_at(builder, command->def, LITERAL_COLUMN, fact->object.name);
		break;
	case AT_AddConstraint:
		if (command->def && IsA(command->def, Constraint))
			read_constraint(builder, table, (const Constraint *)command->def, 0);
		break;
	case AT_DropConstraint:
		add_part(builder, ACT_DROP, KIND_CONSTRAINT, table, command);
		break;
	case AT_ValidateConstraint:
		add_part(builder, ACT_VALIDATE, KIND_CONSTRAINT, table, command);
		break;
	case AT_EnableRowSecurity:
		add_change(builder, ACT_ENABLE_ROW_SECURITY, kind, table);
		break;
	case AT_DisableRowSecurity:
		add_change(builder, ACT_DISABLE_ROW_SECURITY, kind, table);
		break;
	case AT_DetachPartition:
		fact = add_change(builder, ACT_DETACH, kind, table);
		if (((const PartitionCmd *)command->def)->concurrent) {
			fact->flags |= FACT_CONCURRENTLY;
			builder_statement(builder)->outside = "DETACH PARTITION CONCURRENTLY";
		}
		break;
	default:
		add_change(builder, ACT_ALTER, kind, table);
		break;
	}
}

static void read_alter(struct builder *builder, const AlterTableStmt *alter)
{
	enum object_kind kind = kind_of_object_type(alter->objtype);
	struct object_name table = builder_range(builder, alter->relation);
	const ListCell *cell;

	builder_statement(builder)->verb = kind == KIND_TABLE ? "ALTER TABLE" : "ALTER";
	foreach(cell, alter->cmds)
		read_command(builder, kind, table, lfirst(cell));
}

bool read_table_statement(struct builder *builder, const Node *node)
{
	switch (nodeTag(node)) {
	case T_CreateStmt:
		read_create(builder, (const CreateStmt *)node, KIND_TABLE);
		return true;
	case T_CreateForeignTableStmt:
		read_create(builder, &((const CreateForeignTableStmt *)node)->base, KIND_FOREIGN_TABLE);
		return true;
	case T_CreateTableAsStmt:
		read_create_as(builder, (const CreateTableAsStmt *)node);
		return true;
	case T_AlterTableStmt:
		read_alter(builder, (const AlterTableStmt *)node);
		return true;
	default:
		return false;
	}
}
