/* SPDX-License-Identifier: MIT */
/* Columns: their types, defaults and constraints. */
#include "sql/definitions.h"
#include "sql/slices.h"

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

bool default_is_null(const Node *node)
{
	while (node && IsA(node, TypeCast))
		node = ((const TypeCast *)node)->arg;
	return node && IsA(node, A_Const) && ((const A_Const *)node)->isnull;
}

static void read_default(struct builder *builder, struct fact *column, Node *expression)
{
	struct volatility volatility = {builder, false};

	if (default_is_null(expression))
		return;
	find_volatile(expression, &volatility);
	column->flags |= FACT_DEFAULT | (volatility.is_volatile ? FACT_VOLATILE : 0);
}

void read_default_text(struct builder *builder, struct fact *fact, const Constraint *constraint,
	const List *constraints, const CollateClause *collation)
{
	struct slice rest = slice_behind(builder, slice_from(builder, constraint->location), "default");
	struct slice found;
	const ListCell *cell;

	if (default_is_null(constraint->raw_expr))
		return;
	/* it ends where the next constraint of the column starts */
	foreach(cell, constraints) {
		const Constraint *other = lfirst(cell);

		if (other->location > constraint->location && (size_t)other->location < rest.to)
			rest.to = (size_t)other->location;
	}
	if (collation && collation->location > constraint->location &&
		(size_t)collation->location < rest.to)
		rest.to = (size_t)collation->location;
	slice_next(builder, &rest, &found);
	fact_set(builder, fact, ATTRIBUTE_DEFAULT, slice_expression(builder, found));
}

void read_collation(struct builder *builder, struct fact *fact, const CollateClause *collation)
{
	if (collation)
		fact_set(builder, fact, ATTRIBUTE_COLLATION, name_sql(builder, collation->collname));
}

void read_identity(struct builder *builder, struct fact *fact, const Constraint *identity)
{
	struct slice behind = slice_behind(
		builder, slice_from(builder, identity->location), "identity");

	fact_set(builder, fact, ATTRIBUTE_IDENTITY,
		identity->generated_when == 'a' ? STR("always") : STR("by default"));
	if (identity->options)
		fact_set(builder, fact, ATTRIBUTE_OPTIONS,
			slice_text(builder, slice_parentheses(builder, behind)));
}

static void read_generated(struct builder *builder, struct fact *fact, const Constraint *generated)
{
	struct slice behind = slice_behind(builder, slice_from(builder, generated->location), "as");

	fact_set(builder, fact, ATTRIBUTE_GENERATED,
		slice_expression(builder, slice_parentheses(builder, behind)));
	read_uses(builder, fact, generated->raw_expr);
}

/* A column constraint that stands for one of the table: its column is the only one. */
static void read_column_constraint(struct builder *builder, struct object_name table,
	struct str column, const Constraint *from, unsigned flags)
{
	size_t before = builder->sql->facts.count;

	if (before)
		read_constraint_attribute(builder, &builder->sql->facts.items[before - 1], from->contype);
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
	read_collation(builder, fact, column->collClause);
	foreach(cell, column->constraints) {
		const Constraint *constraint = lfirst(cell);

		switch (constraint->contype) {
		case CONSTR_NOTNULL:
		case CONSTR_PRIMARY:
			fact->flags |= FACT_NOT_NULL;
			break;
		case CONSTR_DEFAULT:
			read_default(builder, fact, constraint->raw_expr);
			read_default_text(builder, fact, constraint, column->constraints, column->collClause);
			break;
		case CONSTR_IDENTITY:
			fact->flags |= FACT_IDENTITY | FACT_DEFAULT | FACT_VOLATILE | FACT_NOT_NULL;
			read_identity(builder, fact, constraint);
			break;
		case CONSTR_GENERATED:
			fact->flags |= FACT_GENERATED;
			read_generated(builder, fact, constraint);
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
