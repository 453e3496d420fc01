/* SPDX-License-Identifier: MIT */
#include "sql/builder.h"

#include "sql/lexer.h"

/* Longer pieces of the text are cut in messages. */
enum { SHOWN = 40 };

struct statement *builder_statement(struct builder *builder)
{
	return &builder->sql->statements.items[builder->statement];
}

struct fact *builder_add(
	struct builder *builder, enum act act, enum object_kind kind, struct object_name object)
{
	struct fact *fact = vec_append(builder->scratch, &builder->sql->facts);

	fact->act = act;
	fact->kind = kind;
	fact->object = object;
	fact->statement = builder->statement;
	builder_statement(builder)->fact_count++;
	return fact;
}

struct fact *builder_add_as(struct builder *builder, const char *verb, enum act act,
	enum object_kind kind, struct object_name object)
{
	builder_statement(builder)->verb = verb;
	return builder_add(builder, act, kind, object);
}

void fact_set(struct builder *builder, struct fact *fact, enum attribute_key key, struct str text)
{
	attributes_set(builder->arena, &fact->attributes, (struct attribute){.key = key, .text = text});
}

void fact_set_list(
	struct builder *builder, struct fact *fact, enum attribute_key key, struct str_list list)
{
	attributes_set(
		builder->arena, &fact->attributes, attribute_of_list(builder->arena, key, &list));
}

void fact_set_flag(struct builder *builder, struct fact *fact, enum attribute_key key, bool is_said)
{
	if (is_said)
		fact_set(builder, fact, key, STR("true"));
}

void fact_take(struct builder *builder, struct fact *fact, enum attribute_key key)
{
	*vec_push(builder->arena, &fact->attributes) = (struct attribute){.key = key};
}

size_t builder_offset(const struct builder *builder, int location)
{
	if (location < 0 || builder->base == NOWHERE)
		return builder->sql->statements.items[builder->statement].from;
	return builder->base + (size_t)location;
}

void builder_add_option(struct builder *builder, const char *option, const char *value,
	int location, enum literal_place place)
{
	struct literal *literal = vec_append(builder->scratch, &builder->sql->literals);
	size_t at = location < 0 ? builder->source.len : (size_t)location;
	struct token token;

	literal->value = builder_copy(builder, value);
	literal->owner = builder_copy(builder, option);
	literal->place = place;
	literal->statement = builder->statement;
	while (builder->base != NOWHERE && lexer_next(builder->source, at, &token)) {
		at = token.to;
		if (token.kind != TOKEN_STRING)
			continue;
		literal->from = builder->base + token.from;
		literal->to = builder->base + token.to;
		break;
	}
}

struct str builder_copy(const struct builder *builder, const char *string)
{
	return string ? str_copy(builder->arena, str_from(string)) : (struct str){NULL, 0};
}

struct str builder_message(const struct builder *builder, const char *message)
{
	struct str whole = str_from(message);
	size_t near = str_find(whole, STR(" at or near \""), 0), end;

	if (near == whole.len)
		return builder_copy(builder, message);
	near += STR(" at or near \"").len;
	/* a constant may be a secret */
	if (near < whole.len && strchr("'$", whole.ptr[near]))
		return str_format(
			builder->arena, "%.*sa string constant", (int)(near - STR("\"").len), message);
	end = str_find(whole, STR("\n"), near);
	if (end < whole.len || whole.len - near > SHOWN + 1) {
		size_t to = end - near > SHOWN ? near + SHOWN : end;

		return str_format(builder->arena, "%.*s...\"", (int)to, message);
	}
	return builder_copy(builder, message);
}

struct object_name builder_plain(const struct builder *builder, const char *name)
{
	return (struct object_name){{NULL, 0}, builder_copy(builder, name)};
}

struct object_name builder_range(const struct builder *builder, const RangeVar *range)
{
	if (!range)
		return (struct object_name){{NULL, 0}, {NULL, 0}};
	return (struct object_name){
		builder_copy(builder, range->schemaname), builder_copy(builder, range->relname)};
}

struct object_name builder_name(const struct builder *builder, const List *names)
{
	struct object_name name = {{NULL, 0}, {NULL, 0}};
	const ListCell *cell;

	foreach(cell, names) {
		if (!IsA(lfirst(cell), String))
			continue;
		name.schema = name.name;
		name.name = builder_copy(builder, strVal(lfirst(cell)));
	}
	return name;
}

void builder_copy_names(const struct builder *builder, struct str_list *ret, const List *names)
{
	const ListCell *cell;

	foreach(cell, names)
		if (IsA(lfirst(cell), String))
			str_list_add(builder->arena, ret, builder_copy(builder, strVal(lfirst(cell))));
}

struct data_type builder_type(const struct builder *builder, const TypeName *type)
{
	struct data_type found = {.modifier_count = 0};
	const ListCell *cell;

	if (!type)
		return found;
	found.name = builder_name(builder, type->names);
	if (str_equal(found.name.schema, STR("pg_catalog")))
		found.name.schema = (struct str){NULL, 0};
	found.is_array = type->arrayBounds != NIL;
	foreach(cell, type->typmods) {
		const A_Const *constant = lfirst(cell);

		if (found.modifier_count < 2 && IsA(constant, A_Const) && IsA(&constant->val, Integer))
			found.modifiers[found.modifier_count++] = intVal(&constant->val);
	}
	return found;
}

static void read_node(struct builder *builder, const Node *node)
{
	static bool (*const families[])(struct builder *, const Node *) = {
		read_table_statement,
		read_data_statement,
		read_object_statement,
		read_drop_statement,
		read_access_statement,
		read_session_statement,
	};

	for (size_t i = 0; i < ARRAY_LENGTH(families); i++)
		if (families[i](builder, node))
			return;
	/* what no rule asks for: COMMENT ON and the like keep their verb */
	builder_statement(builder)->verb = "statement";
}

void builder_read_statement(
	struct builder *builder, const Node *node, const struct statement_site *site)
{
	struct statement *statement = vec_append(builder->scratch, &builder->sql->statements);

	builder->statement = builder->sql->statements.count - 1;
	statement->from = site->from;
	statement->to = site->to;
	statement->place = site->place;
	statement->outer = site->outer == NOWHERE ? builder->statement : site->outer;
	statement->is_conditional = site->is_conditional;
	statement->caught = site->caught;
	statement->first_fact = builder->sql->facts.count;
	statement->verb = "statement";
	builder->place = LITERAL_VALUE;
	builder->owner = builder->type = (struct str){NULL, 0};
	builder->in_exists = false;
	builder->nesting = 0;
	builder->written = NULL;
	/* A node that PostgreSQL's own walker does not know is an error of the server's kind. */
	PG_TRY();
	{
		read_node(builder, node);
	}
	PG_CATCH();
	{
		FlushErrorState();
		*vec_push(builder->arena, &builder->sql->opaques) = (struct opaque){
			site->from, site->to, "mighook does not know a part of this statement"};
	}
	PG_END_TRY();
}

bool builder_read_text(
	struct builder *builder, const struct statement_site *site, PgQueryError **reterror)
{
	PgQueryInternalParsetreeAndError result = pg_query_raw_parse(builder->source.ptr);
	const ListCell *cell;

	free(result.stderr_buffer);
	if (result.error) {
		*reterror = result.error;
		return false;
	}
	foreach(cell, result.tree) {
		const RawStmt *raw = lfirst(cell);
		size_t from = (size_t)raw->stmt_location;
		size_t to = raw->stmt_len ? from + (size_t)raw->stmt_len : builder->source.len;
		struct statement_site own = {.outer = NOWHERE};

		builder->slice = (struct slice){from, to};
		if (site) {
			own = *site;
		} else {
			from = lexer_skip_blank(builder->source, from);
			while (to > from && is_blank(builder->source.ptr[to - 1]))
				to--;
			own.from = builder->base + from;
			own.to = builder->base + to;
		}
		builder_read_statement(builder, raw->stmt, &own);
	}
	return true;
}
