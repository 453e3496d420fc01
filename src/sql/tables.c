/* SPDX-License-Identifier: MIT */
/* CREATE TABLE in all its forms. */
#include "sql/definitions.h"
#include "sql/slices.h"

static void read_like(
	struct builder *builder, struct object_name table, const TableLikeClause *like)
{
	static const struct {
		uint32_t bit;
		const char *word;
	} words[] = {
		{CREATE_TABLE_LIKE_COMMENTS, "comments"},
		{CREATE_TABLE_LIKE_COMPRESSION, "compression"},
		{CREATE_TABLE_LIKE_CONSTRAINTS, "constraints"},
		{CREATE_TABLE_LIKE_DEFAULTS, "defaults"},
		{CREATE_TABLE_LIKE_GENERATED, "generated"},
		{CREATE_TABLE_LIKE_IDENTITY, "identity"},
		{CREATE_TABLE_LIKE_INDEXES, "indexes"},
		{CREATE_TABLE_LIKE_STATISTICS, "statistics"},
		{CREATE_TABLE_LIKE_STORAGE, "storage"},
	};
	struct fact *fact = builder_add(builder, ACT_LIKE, KIND_TABLE, table);
	struct text text = {.arena = builder->arena};

	fact->flags |= FACT_PART;
	fact->target = builder_range(builder, like->relation);
	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (like->options & words[i].bit)
			text_addf(&text, "%s%s", text.len ? " " : "", words[i].word);
	if (text.len)
		fact_set(builder, fact, ATTRIBUTE_OPTIONS, text_str(&text));
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
		else if (IsA(element, TableLikeClause))
			read_like(builder, table, (const TableLikeClause *)element);
	}
}

/* RANGE (day) */
static struct str partition_key(const struct builder *builder, const PartitionSpec *partition)
{
	struct str key = slice_text(
		builder, slice_parentheses(builder, slice_from(builder, partition->location)));
	struct text text = {.arena = builder->arena};

	for (const char *byte = partition->strategy; *byte; byte++)
		text_add_byte(&text, is_lower(*byte) ? (char)(*byte - 'a' + 'A') : *byte);
	text_addf(&text, " (%.*s)", STR_ARG(key));
	return text_str(&text);
}

void read_bound(struct builder *builder, struct fact *fact, const PartitionBoundSpec *bound)
{
	struct slice values = slice_behind_pair(builder, builder->slice, "for", "values");
	struct str first = slice_text(builder, slice_parentheses(builder, values));
	struct str text = STR("DEFAULT");

	if (!bound->is_default && bound->strategy == PARTITION_STRATEGY_HASH)
		text = str_format(builder->arena, "FOR VALUES WITH (modulus %d, remainder %d)",
			bound->modulus, bound->remainder);
	else if (!bound->is_default && bound->strategy == PARTITION_STRATEGY_LIST)
		text = str_format(builder->arena, "FOR VALUES IN (%.*s)", STR_ARG(first));
	else if (!bound->is_default)
		text = str_format(builder->arena, "FOR VALUES FROM (%.*s) TO (%.*s)", STR_ARG(first),
			STR_ARG(slice_text(
				builder, slice_parentheses(builder, slice_behind_parentheses(builder, values)))));
	fact_set(builder, fact, ATTRIBUTE_BOUND, text);
}

/* The tables that it takes columns from: one that it is a part of, or others. */
static void read_parents(struct builder *builder, struct fact *fact, const CreateStmt *create)
{
	struct str_list parents = {0};
	const ListCell *cell;

	if (create->partbound && create->inhRelations) {
		fact->target = builder_range(builder, linitial(create->inhRelations));
		fact_set(
			builder, fact, ATTRIBUTE_PARTITION_OF, object_name_sql(builder->arena, fact->target));
		read_bound(builder, fact, create->partbound);
		return;
	}
	foreach(cell, create->inhRelations)
		str_list_add(builder->arena, &parents, range_sql(builder, lfirst(cell)));
	fact_set_list(builder, fact, ATTRIBUTE_INHERITS, parents);
}

static void read_create(struct builder *builder, const CreateStmt *create, enum object_kind kind)
{
	struct object_name name = builder_range(builder, create->relation);
	struct fact *fact = builder_add(builder, ACT_CREATE, kind, name);

	if (create->relation->relpersistence == RELPERSISTENCE_TEMP)
		fact->flags |= FACT_TEMPORARY;
	if (create->if_not_exists)
		fact->flags |= FACT_GUARDED;
	fact_set_flag(builder, fact, ATTRIBUTE_UNLOGGED,
		create->relation->relpersistence == RELPERSISTENCE_UNLOGGED);
	read_parents(builder, fact, create);
	if (create->partspec)
		fact_set(builder, fact, ATTRIBUTE_PARTITION_BY, partition_key(builder, create->partspec));
	if (create->ofTypename)
		fact_set(builder, fact, ATTRIBUTE_OF_TYPE, name_sql(builder, create->ofTypename->names));
	fact_set(builder, fact, ATTRIBUTE_WITH, options_text(builder, create->options));
	if (kind == KIND_FOREIGN_TABLE)
		fact_set(builder, fact, ATTRIBUTE_SERVER,
			builder_copy(builder, ((const CreateForeignTableStmt *)create)->servername));
	read_elements(builder, name, create->tableElts);
	read_elements(builder, name, create->constraints);
	builder_statement(builder)->verb = kind == KIND_TABLE ? "CREATE TABLE" : "CREATE FOREIGN TABLE";
}

static void read_create_as(struct builder *builder, const CreateTableAsStmt *create)
{
	bool is_view = create->objtype == OBJECT_MATVIEW;
	const IntoClause *into = create->into;
	struct fact *fact = builder_add(builder, ACT_CREATE,
		is_view ? KIND_MATERIALIZED_VIEW : KIND_TABLE, builder_range(builder, into->rel));

	if (create->if_not_exists)
		fact->flags |= FACT_GUARDED;
	if (into->rel->relpersistence == RELPERSISTENCE_TEMP)
		fact->flags |= FACT_TEMPORARY;
	fact_set_flag(
		builder, fact, ATTRIBUTE_UNLOGGED, into->rel->relpersistence == RELPERSISTENCE_UNLOGGED);
	fact_set_list(builder, fact, ATTRIBUTE_COLUMN_NAMES, copied_names(builder, into->colNames));
	fact_set(builder, fact, ATTRIBUTE_WITH, options_text(builder, into->options));
	if (is_view)
		read_whole(builder, fact);
	builder_statement(builder)->verb = is_view ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE AS";
	if (!IsA(create->query, SelectStmt))
		return;
	fact_set(builder, fact, ATTRIBUTE_QUERY,
		slice_expression(builder, query_slice(builder, into->rel->location)));
	read_reads(builder, fact, create->query);
	builder_walk(builder, create->query);
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
		read_alter_table(builder, (const AlterTableStmt *)node);
		return true;
	default:
		return false;
	}
}
