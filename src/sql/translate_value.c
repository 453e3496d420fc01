/* SPDX-License-Identifier: MIT */
/* Constants, types, and calls of functions. */
#include "sql/translate.h"

static struct str bits(struct arena *arena, const char *text)
{
	struct text result = {.arena = arena};

	if (*text == 'b')
		return str_copy(arena, str_from(text + 1));
	for (text++; *text; text++) {
		int digit = is_digit(*text) ? *text - '0' : lower(*text) - 'a' + 10;

		for (int bit = 8; bit; bit /= 2)
			text_add_byte(&result, digit & bit ? '1' : '0');
	}
	return text_str(&result);
}

struct term *translate_constant(struct translator *translator, const A_Const *from)
{
	struct arena *arena = translator->arena;
	struct term *term = term_new(arena, TERM_CONSTANT, (struct str){NULL, 0});

	if (from->isnull)
		return term;
	switch (nodeTag(&from->val)) {
	case T_Integer:
		term->form = CONSTANT_NUMBER;
		term->text = str_format(arena, "%d", intVal(&from->val));
		break;
	case T_Float:
		term->form = CONSTANT_NUMBER;
		term->text = str_copy(arena, str_from(from->val.fval.fval));
		break;
	case T_Boolean:
		term->form = CONSTANT_BOOLEAN;
		term->text = boolVal(&from->val) ? STR("true") : STR("false");
		break;
	case T_BitString:
		term->form = CONSTANT_BITS;
		term->text = bits(arena, from->val.bsval.bsval);
		break;
	default:
		term->text = str_copy(arena, str_from(strVal(&from->val)));
		break;
	}
	return term;
}

static struct str modifiers(struct arena *arena, const List *list)
{
	struct text text = {.arena = arena};
	const ListCell *cell;

	if (!list)
		return (struct str){NULL, 0};
	foreach(cell, list) {
		const A_Const *constant = lfirst(cell);

		text_add(&text, text.len ? STR(",") : STR(""));
		if (IsA(constant, A_Const) && IsA(&constant->val, Integer))
			text_addf(&text, "%d", intVal(&constant->val));
		else if (IsA(constant, A_Const) && IsA(&constant->val, String))
			text_addf(&text, "%s", strVal(&constant->val));
		else if (IsA(constant, ColumnRef))
			text_addf(
				&text, "%s", strVal(llast(((const ColumnRef *)(const void *)constant)->fields)));
	}
	return text_str(&text);
}

/* Names that the server knows beside its own. */
static struct str short_name(struct str name)
{
	static const char *const names[][2] = {
		{"int", "int4"},
		{"integer", "int4"},
		{"bigint", "int8"},
		{"smallint", "int2"},
		{"decimal", "numeric"},
		{"boolean", "bool"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		if (str_equal(name, str_from(names[i][0])))
			return str_from(names[i][1]);
	return name;
}

struct cast_type translate_type(struct translator *translator, const TypeName *from)
{
	struct cast_type type = {
		.schema = translate_schema(translator, from->names),
		.name = short_name(translate_name(translator, from->names)),
		.modifiers = modifiers(translator->arena, from->typmods),
	};

	if (str_equal(type.schema, STR("pg_catalog")))
		type.schema = (struct str){NULL, 0};
	/* an array of arrays has the type of an array */
	if (from->arrayBounds)
		type.name = str_format(translator->arena, "%.*s[]", STR_ARG(type.name));
	return type;
}

static void add_order(struct translator *translator, struct term *call, const List *order)
{
	struct term *list = term_new(translator->arena, TERM_NODE, STR("order"));
	const ListCell *cell;

	foreach(cell, order) {
		const SortBy *sort = lfirst(cell);

		term_add(translator->arena, list,
			translate_order(translator, sort, translate(translator, sort->node)));
	}
	term_add(translator->arena, call, list);
}

/* text(x): the server shows some of them as x::text. */
static struct term *cast_by_name(
	struct translator *translator, const FuncCall *from, struct str name)
{
	struct term *term;

	if (list_length(from->args) != 1 || from->agg_star || from->agg_order || from->over ||
		!is_type_of_casts(name))
		return NULL;
	term = translate(translator, linitial(from->args));
	term_cast(translator->arena, term, (struct cast_type){.name = name});
	return term;
}

struct term *translate_function(struct translator *translator, const FuncCall *from)
{
	struct arena *arena = translator->arena;
	struct str name = translate_name(translator, from->funcname);
	struct term *call, *arguments;

	call = cast_by_name(translator, from, name);
	if (call)
		return call;
	/* what EXTRACT is called before version 14 */
	if (str_equal(name, STR("date_part")))
		name = STR("extract");
	call = term_new(arena, TERM_NODE,
		str_format(arena, "call %.*s%s%s%s%s", STR_ARG(name), from->agg_star ? " *" : "",
			from->agg_distinct ? " distinct" : "", from->func_variadic ? " variadic" : "",
			from->agg_within_group ? " within group" : ""));
	call->qualifier = translate_schema(translator, from->funcname);
	if (str_equal(call->qualifier, STR("pg_catalog")))
		call->qualifier = (struct str){NULL, 0};
	arguments = term_new(arena, TERM_NODE, STR("arguments"));
	translate_list(translator, arguments, from->args);
	term_add(arena, call, arguments);
	add_order(translator, call, from->agg_order);
	term_add(arena, call, translate(translator, from->agg_filter));
	term_add(arena, call, from->over ? translate_window(translator, from->over) : NULL);
	return call;
}
