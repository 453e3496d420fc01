/* SPDX-License-Identifier: MIT */
/* What creates or changes objects other than tables. */
#include "sql/definitions.h"
#include "sql/slices.h"

static void read_definition(struct builder *builder, const DefineStmt *define)
{
	struct fact *fact = builder_add_as(builder, "CREATE", ACT_CREATE,
		kind_of_object_type(define->kind), builder_name(builder, define->defnames));

	fact->flags |= (define->if_not_exists ? FACT_GUARDED : 0) |
		(define->replace ? FACT_REPLACES : 0);
	/* (arguments, how many of them come first) */
	if (define->kind == OBJECT_AGGREGATE && !define->oldstyle)
		read_signature(builder, fact, linitial(define->args));
	read_whole(builder, fact);
}

static void read_cast_definition(struct builder *builder, const CreateCastStmt *cast)
{
	struct fact *fact = builder_add_as(builder, "CREATE CAST", ACT_CREATE, KIND_OTHER,
		(struct object_name){{NULL, 0},
			str_format(builder->arena, "%.*s AS %.*s",
				STR_ARG(type_text(builder, cast->sourcetype)),
				STR_ARG(type_text(builder, cast->targettype)))});

	read_whole(builder, fact);
}

/* CREATE SCHEMA makes what it lists in the new schema. */
static void put_in_schema(struct builder *builder, size_t first, struct str schema)
{
	for (size_t i = first; i < builder->sql->facts.count; i++) {
		struct fact *fact = &builder->sql->facts.items[i];

		if (fact->table.name.ptr && !fact->table.schema.ptr)
			fact->table.schema = schema;
		if (!object_kinds[fact->kind].belongs_to_table && !fact->object.schema.ptr)
			fact->object.schema = schema;
	}
}

static void read_schema(struct builder *builder, const CreateSchemaStmt *schema)
{
	struct fact *fact = builder_add_as(builder, "CREATE SCHEMA", ACT_CREATE, KIND_SCHEMA,
		builder_plain(builder,
			schema->schemaname     ? schema->schemaname
				: schema->authrole ? schema->authrole->rolename
								   : NULL));
	struct str name = fact->object.name;
	size_t first = builder->sql->facts.count;
	struct slice whole = builder->slice, rest = slice_behind(builder, whole, "create");
	const ListCell *cell;

	if (schema->if_not_exists)
		fact->flags |= FACT_GUARDED;
	foreach(cell, schema->schemaElts) {
		builder->slice = slice_behind(builder, rest, "create");
		rest.from = slice_before(builder, builder->slice, "create").to;
		builder->slice.to =
			slice_before(builder, (struct slice){builder->slice.from, rest.from}, "grant").to;
		if (!read_table_statement(builder, lfirst(cell)))
			read_object_statement(builder, lfirst(cell));
	}
	builder->slice = whole;
	put_in_schema(builder, first, name);
	builder_statement(builder)->verb = "CREATE SCHEMA";
}

static void read_extension(struct builder *builder, const CreateExtensionStmt *extension)
{
	struct fact *fact = builder_add_as(builder, "CREATE EXTENSION", ACT_CREATE, KIND_EXTENSION,
		builder_plain(builder, extension->extname));
	const ListCell *cell;

	if (extension->if_not_exists)
		fact->flags |= FACT_GUARDED;
	foreach(cell, extension->options) {
		const DefElem *option = lfirst(cell);

		if (!strcmp(option->defname, "schema"))
			fact_set(builder, fact, ATTRIBUTE_SCHEMA, builder_copy(builder, strVal(option->arg)));
	}
}

static void read_foreign_schema(struct builder *builder, const ImportForeignSchemaStmt *from)
{
	builder_add_as(builder, "IMPORT FOREIGN SCHEMA", ACT_CREATE, KIND_FOREIGN_TABLE,
		builder_plain(builder, from->remote_schema))
		->target = builder_plain(builder, from->server_name);
}

static void read_statistics(struct builder *builder, const CreateStatsStmt *statistics)
{
	struct fact *fact = builder_add_as(builder, "CREATE STATISTICS", ACT_CREATE, KIND_STATISTICS,
		builder_name(builder, statistics->defnames));

	fact->flags |= statistics->if_not_exists ? FACT_GUARDED : 0;
	if (statistics->relations && IsA(linitial(statistics->relations), RangeVar))
		fact->target = builder_range(builder, linitial(statistics->relations));
	read_whole(builder, fact);
}

bool read_object_statement(struct builder *builder, const Node *node)
{
	switch (nodeTag(node)) {
	case T_DefineStmt:
		read_definition(builder, (const DefineStmt *)node);
		return true;
	case T_CreateSchemaStmt:
		read_schema(builder, (const CreateSchemaStmt *)node);
		return true;
	case T_CreateExtensionStmt:
		read_extension(builder, (const CreateExtensionStmt *)node);
		return true;
	case T_ImportForeignSchemaStmt:
		read_foreign_schema(builder, (const ImportForeignSchemaStmt *)node);
		return true;
	case T_CreateStatsStmt:
		read_statistics(builder, (const CreateStatsStmt *)node);
		return true;
	case T_CreateCastStmt:
		read_cast_definition(builder, (const CreateCastStmt *)node);
		return true;
	default:
		return read_index_statement(builder, node) || read_view_statement(builder, node) ||
			read_function_statement(builder, node) || read_type_statement(builder, node) ||
			read_trigger_statement(builder, node) || read_sequence_statement(builder, node);
	}
}
