/* SPDX-License-Identifier: MIT */
/* What creates or changes objects other than tables. */
#include "sql/builder.h"
#include "sql/lexer.h"

static void set_verb(struct builder *builder, const char *verb)
{
	builder_statement(builder)->verb = verb;
}

static struct fact *add(struct builder *builder, const char *verb, enum act act,
	enum object_kind kind, struct object_name name)
{
	set_verb(builder, verb);
	return builder_add(builder, act, kind, name);
}

static struct object_name plain(const struct builder *builder, const char *name)
{
	return (struct object_name){{NULL, 0}, builder_copy(builder, name)};
}

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

static void read_index(struct builder *builder, const IndexStmt *index)
{
	struct object_name table = builder_range(builder, index->relation);
	struct fact *fact = add(builder, "CREATE INDEX", ACT_CREATE, KIND_INDEX,
		(struct object_name){table.schema, builder_copy(builder, index->idxname)});
	const ListCell *cell;

	fact->table = table;
	fact->value = builder_copy(builder, index->accessMethod);
	fact->flags |= (index->if_not_exists ? FACT_GUARDED : 0) | (index->unique ? FACT_UNIQUE : 0) |
		(leaves_values_out(index) ? FACT_PARTIAL : 0) | (index->relation->inh ? 0 : FACT_ONLY);
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

static void read_view(struct builder *builder, const ViewStmt *view)
{
	struct fact *fact = add(
		builder, "CREATE VIEW", ACT_CREATE, KIND_VIEW, builder_range(builder, view->view));

	if (view->replace)
		fact->flags |= FACT_REPLACES;
	if (view->view->relpersistence == RELPERSISTENCE_TEMP)
		fact->flags |= FACT_TEMPORARY;
	builder_walk(builder, view->query);
}

static void read_enum_change(struct builder *builder, const AlterEnumStmt *alter)
{
	struct object_name type = builder_name(builder, alter->typeName);
	struct fact *fact;

	if (alter->oldVal) {
		fact = add(
			builder, "ALTER TYPE", ACT_RENAME, KIND_ENUM_VALUE, plain(builder, alter->oldVal));
		fact->new_name = builder_copy(builder, alter->newVal);
	} else {
		fact = add(
			builder, "ALTER TYPE", ACT_CREATE, KIND_ENUM_VALUE, plain(builder, alter->newVal));
		fact->flags |= (alter->skipIfNewValExists ? FACT_GUARDED : 0) |
			(alter->newValNeighbor ? FACT_OTHER_WAY : 0);
	}
	fact->table = type;
}

static const char *text_of(const DefElem *option)
{
	return option->arg && IsA(option->arg, String) ? strVal(option->arg) : NULL;
}

/* TO DEFAULT and RESET leave the caller's. */
static bool sets_search_path(const VariableSetStmt *set)
{
	return set->name && !strcmp(set->name, "search_path") &&
		(set->kind == VAR_SET_VALUE || set->kind == VAR_SET_CURRENT);
}

/* The body is read later: it needs the parser for itself. */
static void add_body(
	struct builder *builder, const DefElem *option, struct str language, bool is_block)
{
	struct statement *statement = builder_statement(builder);
	struct body *body = vec_push(builder->scratch, builder->bodies);
	size_t at = option->location < 0 ? 0 : (size_t)option->location;
	struct token token;

	*body = (struct body){
		.statement = builder->statement,
		.whole = builder->source,
		.offset = NOWHERE,
		.near = statement->from,
		.language = language,
		.is_block = is_block,
		.depth = builder->depth + 1,
	};
	if (builder->base != NOWHERE)
		body->whole = str_slice(
			builder->source, statement->from - builder->base, statement->to - builder->base);
	while (lexer_next(builder->source, at, &token) && token.kind != TOKEN_STRING)
		at = token.to;
	body->inside = builder_copy(builder,
		IsA(option->arg, List) ? strVal(linitial((List *)option->arg)) : strVal(option->arg));
	if (builder->base != NOWHERE && at < builder->source.len && token.kind == TOKEN_STRING &&
		token.is_verbatim) {
		body->offset = builder->base + (size_t)(token.inside.ptr - builder->source.ptr);
		statement->body = str_slice(
			builder->sql->text, body->offset, body->offset + token.inside.len);
	}
}

/* BEGIN ATOMIC: the statements are nodes of this one, and run when it is called. */
static void read_atomic_body(struct builder *builder, const Node *body)
{
	size_t outer = builder->statement;
	const struct statement *whole = builder_statement(builder);
	struct statement_site site = {whole->from, whole->to, PLACE_BODY, outer, false};
	const ListCell *cell;

	if (!IsA(body, List)) {
		builder_walk(builder, IsA(body, ReturnStmt) ? ((const ReturnStmt *)body)->returnval : NULL);
		return;
	}
	foreach(cell, (const List *)body) {
		if (IsA(lfirst(cell), List))
			read_atomic_body(builder, lfirst(cell));
		else
			builder_read_statement(builder, lfirst(cell), &site);
		builder->statement = outer;
	}
}

static void read_function(struct builder *builder, const CreateFunctionStmt *function)
{
	struct fact *fact = add(builder,
		function->is_procedure ? "CREATE PROCEDURE" : "CREATE FUNCTION", ACT_CREATE,
		function->is_procedure ? KIND_PROCEDURE : KIND_FUNCTION,
		builder_name(builder, function->funcname));
	const DefElem *body = NULL;
	const ListCell *cell;

	if (function->replace)
		fact->flags |= FACT_REPLACES;
	fact->value = STR("sql");
	fact->type = builder_type(builder, function->returnType);
	foreach(cell, function->options) {
		const DefElem *option = lfirst(cell);

		if (!strcmp(option->defname, "security") && boolVal(option->arg))
			fact->flags |= FACT_SECURITY_DEFINER;
		else if (!strcmp(option->defname, "set") &&
			sets_search_path((const VariableSetStmt *)option->arg))
			fact->flags |= FACT_SETS_SEARCH_PATH;
		else if (!strcmp(option->defname, "language") && text_of(option))
			fact->value = str_lower(builder->arena, str_from(text_of(option)));
		else if (!strcmp(option->defname, "as"))
			body = option;
	}
	foreach(cell, function->parameters)
		builder_walk(builder, ((const FunctionParameter *)lfirst(cell))->defexpr);
	if (body && IsA(body->arg, List) && list_length((List *)body->arg) == 1)
		add_body(builder, body, fact->value, /* is_block= */ false);
	if (function->sql_body)
		read_atomic_body(builder, function->sql_body);
}

/* ALTER FUNCTION ... SECURITY DEFINER, SET search_path. */
static void read_function_change(struct builder *builder, const AlterFunctionStmt *alter)
{
	struct fact *fact = add(builder, "ALTER FUNCTION", ACT_ALTER,
		kind_of_object_type(alter->objtype), builder_name(builder, alter->func->objname));
	const ListCell *cell;

	foreach(cell, alter->actions) {
		const DefElem *option = lfirst(cell);

		if (!strcmp(option->defname, "security") && boolVal(option->arg))
			fact->flags |= FACT_SECURITY_DEFINER;
		else if (!strcmp(option->defname, "set") &&
			sets_search_path((const VariableSetStmt *)option->arg))
			fact->flags |= FACT_SETS_SEARCH_PATH;
	}
}

static void read_block(struct builder *builder, const DoStmt *block)
{
	struct str language = STR("plpgsql");
	const DefElem *body = NULL;
	const ListCell *cell;

	add(builder, "DO", ACT_RUN_BLOCK, KIND_OTHER, plain(builder, NULL));
	foreach(cell, block->args) {
		const DefElem *option = lfirst(cell);

		if (!strcmp(option->defname, "language") && text_of(option))
			language = str_lower(builder->arena, str_from(text_of(option)));
		else if (!strcmp(option->defname, "as"))
			body = option;
	}
	if (body)
		add_body(builder, body, language, /* is_block= */ true);
}

static void read_trigger(struct builder *builder, const CreateTrigStmt *trigger)
{
	struct fact *fact = add(
		builder, "CREATE TRIGGER", ACT_CREATE, KIND_TRIGGER, plain(builder, trigger->trigname));

	fact->table = builder_range(builder, trigger->relation);
	fact->target = builder_name(builder, trigger->funcname);
	if (trigger->replace)
		fact->flags |= FACT_REPLACES;
	builder_walk(builder, trigger->whenClause);
}

static void read_sequence(struct builder *builder, const CreateSeqStmt *sequence)
{
	struct fact *fact = add(builder, "CREATE SEQUENCE", ACT_CREATE, KIND_SEQUENCE,
		builder_range(builder, sequence->sequence));

	if (sequence->if_not_exists)
		fact->flags |= FACT_GUARDED;
	if (sequence->sequence->relpersistence == RELPERSISTENCE_TEMP)
		fact->flags |= FACT_TEMPORARY;
}

static void read_domain(struct builder *builder, const CreateDomainStmt *domain)
{
	struct fact *fact = add(builder, "CREATE DOMAIN", ACT_CREATE, KIND_DOMAIN,
		builder_name(builder, domain->domainname));
	const ListCell *cell;

	fact->type = builder_type(builder, domain->typeName);
	foreach(cell, domain->constraints)
		builder_walk(builder, ((const Constraint *)lfirst(cell))->raw_expr);
}

static void read_domain_change(struct builder *builder, const AlterDomainStmt *alter)
{
	struct object_name domain = builder_name(builder, alter->typeName);
	struct fact *fact;

	set_verb(builder, "ALTER DOMAIN");
	if (alter->subtype == 'C' && IsA(alter->def, Constraint)) {
		read_constraint(builder, domain, (const Constraint *)alter->def, 0);
		return;
	}
	fact = builder_add(builder,
		alter->subtype == 'X'       ? ACT_DROP
			: alter->subtype == 'V' ? ACT_VALIDATE
			: alter->subtype == 'O' ? ACT_SET_NOT_NULL
									: ACT_ALTER,
		alter->subtype == 'X' || alter->subtype == 'V' ? KIND_CONSTRAINT : KIND_DOMAIN,
		plain(builder, alter->name));
	fact->table = domain;
	if (fact->kind == KIND_DOMAIN)
		fact->object = domain;
	fact->flags |= (alter->missing_ok ? FACT_GUARDED : 0) |
		(alter->behavior == DROP_CASCADE ? FACT_CASCADE : 0);
	builder_walk(builder, alter->subtype == 'T' ? alter->def : NULL);
}

static void read_definition(struct builder *builder, const DefineStmt *define)
{
	struct fact *fact = add(builder, "CREATE", ACT_CREATE, kind_of_object_type(define->kind),
		builder_name(builder, define->defnames));

	fact->flags |= (define->if_not_exists ? FACT_GUARDED : 0) |
		(define->replace ? FACT_REPLACES : 0);
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
	struct fact *fact = add(builder, "CREATE SCHEMA", ACT_CREATE, KIND_SCHEMA,
		plain(builder,
			schema->schemaname     ? schema->schemaname
				: schema->authrole ? schema->authrole->rolename
								   : NULL));
	struct str name = fact->object.name;
	size_t first = builder->sql->facts.count;
	const ListCell *cell;

	if (schema->if_not_exists)
		fact->flags |= FACT_GUARDED;
	foreach(cell, schema->schemaElts)
		if (!read_table_statement(builder, lfirst(cell)))
			read_object_statement(builder, lfirst(cell));
	put_in_schema(builder, first, name);
	set_verb(builder, "CREATE SCHEMA");
}

static void read_extension(struct builder *builder, const CreateExtensionStmt *extension)
{
	struct fact *fact = add(builder, "CREATE EXTENSION", ACT_CREATE, KIND_EXTENSION,
		plain(builder, extension->extname));

	if (extension->if_not_exists)
		fact->flags |= FACT_GUARDED;
}

static void read_rule(struct builder *builder, const RuleStmt *rule)
{
	struct fact *fact = add(
		builder, "CREATE RULE", ACT_CREATE, KIND_RULE, plain(builder, rule->rulename));

	fact->table = builder_range(builder, rule->relation);
	if (rule->replace)
		fact->flags |= FACT_REPLACES;
}

static void read_foreign_schema(struct builder *builder, const ImportForeignSchemaStmt *from)
{
	add(builder, "IMPORT FOREIGN SCHEMA", ACT_CREATE, KIND_FOREIGN_TABLE,
		plain(builder, from->remote_schema))
		->target = plain(builder, from->server_name);
}

bool read_object_statement(struct builder *builder, const Node *node)
{
	switch (nodeTag(node)) {
	case T_IndexStmt:
		read_index(builder, (const IndexStmt *)node);
		return true;
	case T_ViewStmt:
		read_view(builder, (const ViewStmt *)node);
		return true;
	case T_CreateFunctionStmt:
		read_function(builder, (const CreateFunctionStmt *)node);
		return true;
	case T_DoStmt:
		read_block(builder, (const DoStmt *)node);
		return true;
	case T_CreateTrigStmt:
		read_trigger(builder, (const CreateTrigStmt *)node);
		return true;
	case T_CreateEventTrigStmt:
		add(builder, "CREATE EVENT TRIGGER", ACT_CREATE, KIND_EVENT_TRIGGER,
			plain(builder, ((const CreateEventTrigStmt *)node)->trigname));
		return true;
	case T_CreateSeqStmt:
		read_sequence(builder, (const CreateSeqStmt *)node);
		return true;
	case T_CreateEnumStmt:
		add(builder, "CREATE TYPE", ACT_CREATE, KIND_TYPE,
			builder_name(builder, ((const CreateEnumStmt *)node)->typeName));
		return true;
	case T_CompositeTypeStmt:
		add(builder, "CREATE TYPE", ACT_CREATE, KIND_TYPE,
			builder_range(builder, ((const CompositeTypeStmt *)node)->typevar));
		return true;
	case T_CreateRangeStmt:
		add(builder, "CREATE TYPE", ACT_CREATE, KIND_TYPE,
			builder_name(builder, ((const CreateRangeStmt *)node)->typeName));
		return true;
	case T_AlterEnumStmt:
		read_enum_change(builder, (const AlterEnumStmt *)node);
		return true;
	case T_CreateDomainStmt:
		read_domain(builder, (const CreateDomainStmt *)node);
		return true;
	case T_AlterDomainStmt:
		read_domain_change(builder, (const AlterDomainStmt *)node);
		return true;
	case T_DefineStmt:
		read_definition(builder, (const DefineStmt *)node);
		return true;
	case T_CreateSchemaStmt:
		read_schema(builder, (const CreateSchemaStmt *)node);
		return true;
	case T_CreateExtensionStmt:
		read_extension(builder, (const CreateExtensionStmt *)node);
		return true;
	case T_RuleStmt:
		read_rule(builder, (const RuleStmt *)node);
		return true;
	case T_ImportForeignSchemaStmt:
		read_foreign_schema(builder, (const ImportForeignSchemaStmt *)node);
		return true;
	case T_AlterFunctionStmt:
		read_function_change(builder, (const AlterFunctionStmt *)node);
		return true;
	case T_CreateStatsStmt: {
		const CreateStatsStmt *statistics = (const CreateStatsStmt *)node;

		add(builder, "CREATE STATISTICS", ACT_CREATE, KIND_STATISTICS,
			builder_name(builder, statistics->defnames))
			->flags |= statistics->if_not_exists ? FACT_GUARDED : 0;
		return true;
	}
	default:
		return false;
	}
}
