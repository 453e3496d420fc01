/* SPDX-License-Identifier: MIT */
/* Functions, procedures and DO blocks. */
#include "sql/definitions.h"
#include "sql/lexer.h"
#include "sql/slices.h"

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

static struct str values_text(const struct builder *builder, const List *values)
{
	struct text text = {.arena = builder->arena};
	const ListCell *cell;

	foreach(cell, values) {
		const A_Const *value = lfirst(cell);

		if (foreach_current_index(cell))
			text_add(&text, STR(", "));
		if (!IsA(value, A_Const))
			continue;
		if (IsA(&value->val, String))
			text_add(&text, str_from(strVal(&value->val)));
		else if (IsA(&value->val, Integer))
			text_addf(&text, "%d", intVal(&value->val));
		else if (IsA(&value->val, Float))
			text_add(&text, str_from(value->val.fval.fval));
	}
	return text_str(&text);
}

/* "name=value"; the name alone where it is reset. */
static struct str setting_text(const struct builder *builder, const VariableSetStmt *set)
{
	const char *name = set->name ? set->name : "all";

	if (set->kind == VAR_SET_CURRENT)
		return str_format(builder->arena, "%s FROM CURRENT", name);
	if (set->kind != VAR_SET_VALUE)
		return str_from(name).ptr ? str_copy(builder->arena, str_from(name)) : STR("all");
	return str_format(builder->arena, "%s=%.*s", name, STR_ARG(values_text(builder, set->args)));
}

/* What is `usual` is not said in CREATE, and taken away in ALTER. */
static void set_word(struct builder *builder, struct fact *fact, enum attribute_key key,
	const char *word, const char *usual, bool alters)
{
	if (strcmp(word, usual) != 0)
		fact_set(builder, fact, key, builder_copy(builder, word));
	else if (alters)
		fact_take(builder, fact, key);
}

static void set_flag(struct builder *builder, struct fact *fact, enum attribute_key key,
	const DefElem *option, bool alters)
{
	fact_set_flag(builder, fact, key, boolVal(option->arg));
	if (alters && !boolVal(option->arg))
		fact_set(builder, fact, key, STR("false"));
}

static void read_function_options(
	struct builder *builder, struct fact *fact, const List *options, bool alters)
{
	struct str_list settings = {0};
	const ListCell *cell;

	foreach(cell, options) {
		const DefElem *option = lfirst(cell);

		if (!strcmp(option->defname, "security")) {
			fact->flags |= boolVal(option->arg) ? FACT_SECURITY_DEFINER : 0;
			set_flag(builder, fact, ATTRIBUTE_SECURITY_DEFINER, option, alters);
		} else if (!strcmp(option->defname, "strict")) {
			set_flag(builder, fact, ATTRIBUTE_STRICT, option, alters);
		} else if (!strcmp(option->defname, "leakproof")) {
			set_flag(builder, fact, ATTRIBUTE_LEAKPROOF, option, alters);
		} else if (!strcmp(option->defname, "volatility")) {
			set_word(builder, fact, ATTRIBUTE_VOLATILITY, text_of(option), "volatile", alters);
		} else if (!strcmp(option->defname, "parallel")) {
			set_word(builder, fact, ATTRIBUTE_PARALLEL, text_of(option), "unsafe", alters);
		} else if (!strcmp(option->defname, "set")) {
			const VariableSetStmt *set = (const VariableSetStmt *)option->arg;

			fact->flags |= sets_search_path(set) ? FACT_SETS_SEARCH_PATH : 0;
			str_list_add(builder->arena, &settings, setting_text(builder, set));
		}
	}
	fact_set_list(builder, fact, ATTRIBUTE_SETTINGS, settings);
}

/* The constant, or from BEGIN ATOMIC or RETURN to the end. */
static void read_body(struct builder *builder, struct fact *fact,
	const CreateFunctionStmt *function, const DefElem *body)
{
	struct slice behind = slice_behind_parentheses(builder, builder->slice);
	struct text text = {.arena = builder->arena};
	const ListCell *cell;

	if (function->sql_body) {
		const char *word = IsA(function->sql_body, List) ? "begin" : "return";

		behind.from = slice_before(builder, behind, word).to;
		fact_set(builder, fact, ATTRIBUTE_BODY, slice_text(builder, behind));
		return;
	}
	if (!body || !IsA(body->arg, List))
		return;
	foreach(cell, (const List *)body->arg) {
		text_add(&text, foreach_current_index(cell) ? STR(", ") : STR(""));
		text_add(&text, str_from(strVal(lfirst(cell))));
	}
	fact_set(builder, fact, ATTRIBUTE_BODY, text_str(&text));
}

static void read_function(struct builder *builder, const CreateFunctionStmt *function)
{
	struct fact *fact = builder_add(builder, ACT_CREATE,
		function->is_procedure ? KIND_PROCEDURE : KIND_FUNCTION,
		builder_name(builder, function->funcname));
	const DefElem *body = NULL;
	const ListCell *cell;

	builder_statement(builder)->verb = function->is_procedure ? "CREATE PROCEDURE"
															  : "CREATE FUNCTION";
	read_signature(builder, fact, function->parameters);
	read_parameters(builder, fact, function->parameters);
	read_returns(builder, fact, function);
	read_whole(builder, fact);
	if (function->replace)
		fact->flags |= FACT_REPLACES;
	fact->value = STR("sql");
	fact->type = builder_type(builder, function->returnType);
	read_function_options(builder, fact, function->options, /* alters= */ false);
	foreach(cell, function->options) {
		const DefElem *option = lfirst(cell);

		if (!strcmp(option->defname, "language") && text_of(option))
			fact->value = str_lower(builder->arena, str_from(text_of(option)));
		else if (!strcmp(option->defname, "as"))
			body = option;
	}
	fact_set(builder, fact, ATTRIBUTE_LANGUAGE, fact->value);
	read_body(builder, fact, function, body);
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
	struct fact *fact = builder_add(builder, ACT_ALTER, kind_of_object_type(alter->objtype),
		builder_name(builder, alter->func->objname));

	builder_statement(builder)->verb = "ALTER FUNCTION";
	read_named_signature(builder, fact, alter->func);
	read_function_options(builder, fact, alter->actions, /* alters= */ true);
}

static void read_block(struct builder *builder, const DoStmt *block)
{
	struct str language = STR("plpgsql");
	const DefElem *body = NULL;
	const ListCell *cell;

	builder_statement(builder)->verb = "DO";
	builder_add(builder, ACT_RUN_BLOCK, KIND_OTHER, (struct object_name){{NULL, 0}, {NULL, 0}});
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

bool read_function_statement(struct builder *builder, const Node *node)
{
	switch (nodeTag(node)) {
	case T_CreateFunctionStmt:
		read_function(builder, (const CreateFunctionStmt *)node);
		return true;
	case T_DoStmt:
		read_block(builder, (const DoStmt *)node);
		return true;
	case T_AlterFunctionStmt:
		read_function_change(builder, (const AlterFunctionStmt *)node);
		return true;
	default:
		return false;
	}
}
