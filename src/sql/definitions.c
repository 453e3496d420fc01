/* SPDX-License-Identifier: MIT */
#include "sql/definitions.h"

#include "sql/slices.h"

struct str range_sql(const struct builder *builder, const RangeVar *range)
{
	return object_name_sql(builder->arena, builder_range(builder, range));
}

struct str name_sql(const struct builder *builder, const List *names)
{
	return object_name_sql(builder->arena, builder_name(builder, names));
}

struct str_list copied_names(const struct builder *builder, const List *names)
{
	struct str_list copied = {0};

	builder_copy_names(builder, &copied, names);
	return copied;
}

void read_whole(struct builder *builder, struct fact *fact)
{
	fact_set(builder, fact, ATTRIBUTE_DEFINITION, slice_text(builder, builder->slice));
}

struct uses {
	struct builder *builder;
	struct str_list found;
};

static bool find_uses(Node *node, void *context)
{
	struct uses *uses = context;

	if (!node)
		return false;
	if (IsA(node, ColumnRef) && IsA(llast(((const ColumnRef *)node)->fields), String)) {
		const char *name = strVal(llast(((const ColumnRef *)node)->fields));

		if (!str_list_contains(&uses->found, str_from(name)))
			str_list_add(uses->builder->arena, &uses->found, builder_copy(uses->builder, name));
	}
	return raw_expression_tree_walker(node, find_uses, context);
}

void read_uses(struct builder *builder, struct fact *fact, Node *expression)
{
	const struct attribute *before = attributes_find(&fact->attributes, ATTRIBUTE_USES);
	struct uses uses = {.builder = builder};

	if (before)
		uses.found = *attribute_list(before);
	find_uses(expression, &uses);
	fact_set_list(builder, fact, ATTRIBUTE_USES, uses.found);
}

static void add_option_value(struct text *text, const Node *value)
{
	switch (nodeTag(value)) {
	case T_String:
		text_add(text, str_from(strVal(value)));
		break;
	case T_Integer:
		text_addf(text, "%d", intVal(value));
		break;
	case T_Float:
		text_add(text, str_from(((const Float *)value)->fval));
		break;
	case T_Boolean:
		text_add(text, boolVal(value) ? STR("true") : STR("false"));
		break;
	case T_TypeName:
		text_add(text, str_from(strVal(llast(((const TypeName *)value)->names))));
		break;
	default:
		break;
	}
}

struct str options_text(const struct builder *builder, const List *options)
{
	struct text text = {.arena = builder->arena};
	const ListCell *cell;

	foreach(cell, options) {
		const DefElem *option = lfirst(cell);

		text_addf(&text, "%s%s%s%s", text.len ? ", " : "",
			option->defnamespace ? option->defnamespace : "", option->defnamespace ? "." : "",
			option->defname);
		if (option->arg) {
			text_add_byte(&text, '=');
			add_option_value(&text, option->arg);
		}
	}
	return text.len ? text_str(&text) : (struct str){NULL, 0};
}
