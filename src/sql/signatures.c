/* SPDX-License-Identifier: MIT */
/* What functions are handed and return. */
#include "sql/definitions.h"
#include "sql/slices.h"

/* A function forgets modifiers: varchar(20) is any varchar to it. */
struct str type_text(const struct builder *builder, const TypeName *type)
{
	struct data_type plain = builder_type(builder, type);
	struct str text;

	plain.modifier_count = 0;
	if (!plain.name.schema.len && str_equal(plain.name.name, STR("bpchar")))
		text = plain.is_array ? STR("character[]") : STR("character");
	else
		text = data_type_format(builder->arena, &plain);
	return str_format(builder->arena, "%s%.*s%s", type->setof ? "SETOF " : "", STR_ARG(text),
		type->pct_type ? "%TYPE" : "");
}

static bool is_handed_in(const FunctionParameter *parameter)
{
	return parameter->mode != FUNC_PARAM_OUT && parameter->mode != FUNC_PARAM_TABLE;
}

void read_signature(struct builder *builder, struct fact *fact, const List *parameters)
{
	struct str_list types = {0};
	const ListCell *cell;

	foreach(cell, parameters) {
		const FunctionParameter *parameter = lfirst(cell);
		const TypeName *type = (const TypeName *)parameter;

		if (parameter && IsA(parameter, FunctionParameter))
			type = is_handed_in(parameter) ? parameter->argType : NULL;
		if (type)
			str_list_add(builder->arena, &types, type_text(builder, type));
	}
	if (types.count)
		fact_set_list(builder, fact, ATTRIBUTE_SIGNATURE, types);
	else
		fact_set(builder, fact, ATTRIBUTE_SIGNATURE, STR(""));
}

void read_named_signature(
	struct builder *builder, struct fact *fact, const ObjectWithArgs *function)
{
	if (!function->args_unspecified)
		read_signature(builder, fact, function->objargs);
}

static void add_parameter(
	const struct builder *builder, struct text *text, const FunctionParameter *parameter)
{
	const char *mode = parameter->mode == FUNC_PARAM_OUT ? "OUT "
		: parameter->mode == FUNC_PARAM_INOUT            ? "INOUT "
		: parameter->mode == FUNC_PARAM_VARIADIC         ? "VARIADIC "
														 : "";

	text_addf(text, "%s%s", text->len ? ", " : "", mode);
	if (parameter->name)
		text_addf(text, "%.*s ",
			STR_ARG(identifier_sql(builder->arena, builder_copy(builder, parameter->name))));
	text_add(text, type_text(builder, parameter->argType));
}

void read_parameters(struct builder *builder, struct fact *fact, const List *parameters)
{
	struct slice rest = slice_parentheses(builder, builder->slice), slice;
	struct text text = {.arena = builder->arena};
	const ListCell *cell;

	foreach(cell, parameters) {
		const FunctionParameter *parameter = lfirst(cell);
		struct slice behind;

		if (parameter->mode == FUNC_PARAM_TABLE)
			continue;
		slice_next(builder, &rest, &slice);
		add_parameter(builder, &text, parameter);
		if (!parameter->defexpr)
			continue;
		behind = slice_behind(builder, slice, "default");
		if (behind.from == behind.to)
			behind = slice_behind(builder, slice, "=");
		text_addf(&text, " DEFAULT %.*s", STR_ARG(slice_text(builder, behind)));
	}
	if (text.len)
		fact_set(builder, fact, ATTRIBUTE_PARAMETERS, text_str(&text));
}

void read_returns(struct builder *builder, struct fact *fact, const CreateFunctionStmt *function)
{
	struct text text = {.arena = builder->arena};
	const ListCell *cell;

	foreach(cell, function->parameters) {
		const FunctionParameter *parameter = lfirst(cell);

		if (parameter->mode == FUNC_PARAM_TABLE)
			add_parameter(builder, &text, parameter);
	}
	if (text.len)
		fact_set(builder, fact, ATTRIBUTE_RETURNS,
			str_format(builder->arena, "TABLE(%.*s)", (int)text.len, text.ptr));
	else if (function->returnType)
		fact_set(builder, fact, ATTRIBUTE_RETURNS, type_text(builder, function->returnType));
}
