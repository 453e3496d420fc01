/* SPDX-License-Identifier: MIT */
/* Types and domains. */
#include "schema/defining.h"

static void define_enum(struct definition *definition, const struct object_state *state)
{
	const struct str_list *labels = state_list(state, ATTRIBUTE_LABELS);
	struct str_list quoted = {0};

	for (size_t i = 0; i < labels->count; i++)
		str_list_add(definition->arena, &quoted, literal_sql(definition->arena, labels->items[i]));
	define_add(definition, "CREATE TYPE %.*s AS ENUM (%.*s)",
		STR_ARG(object_name_sql(definition->arena, state->name)),
		STR_ARG(list_text(definition->arena, &quoted)));
}

void define_type(struct definition *definition, const struct catalog_entry *type)
{
	const struct object_state *state = defined_state(definition, type);
	struct str_list attributes = {0};

	if (state_list(state, ATTRIBUTE_LABELS)->count) {
		define_enum(definition, state);
		return;
	}
	if (state_text(state, ATTRIBUTE_DEFINITION).ptr) {
		if (state->before)
			definition->gap = "it was changed since it was made";
		else
			define_add(definition, "%.*s", STR_ARG(state_text(state, ATTRIBUTE_DEFINITION)));
		return;
	}
	for (size_t i = 0; i < type->parts.count; i++) {
		const struct object_state *part = catalog_state_at(type->parts.items[i], definition->step);
		struct str collation;

		if (!part || part->kind != KIND_ATTRIBUTE)
			continue;
		collation = state_text(part, ATTRIBUTE_COLLATION);
		str_list_add(definition->arena, &attributes,
			str_format(definition->arena, "%.*s %.*s%s%.*s",
				STR_ARG(identifier_sql(definition->arena, part->name.name)),
				STR_ARG(state_text(part, ATTRIBUTE_TYPE)), collation.ptr ? " COLLATE " : "",
				STR_ARG(collation)));
	}
	define_add(definition, "CREATE TYPE %.*s AS (%.*s)",
		STR_ARG(object_name_sql(definition->arena, state->name)),
		STR_ARG(list_text(definition->arena, &attributes)));
}

void define_domain(struct definition *definition, const struct catalog_entry *domain)
{
	const struct object_state *state = defined_state(definition, domain);
	struct str collation = state_text(state, ATTRIBUTE_COLLATION);
	struct str value = state_text(state, ATTRIBUTE_DEFAULT);
	struct text text = {.arena = definition->arena};

	text_addf(&text, "CREATE DOMAIN %.*s AS %.*s",
		STR_ARG(object_name_sql(definition->arena, state->name)),
		STR_ARG(state_text(state, ATTRIBUTE_TYPE)));
	if (collation.ptr)
		text_addf(&text, " COLLATE %.*s", STR_ARG(collation));
	if (value.ptr)
		text_addf(&text, " DEFAULT %.*s", STR_ARG(default_text(definition->arena, value)));
	if (state_flag(state, ATTRIBUTE_NOT_NULL))
		text_add(&text, STR(" NOT NULL"));
	for (size_t i = 0; i < domain->parts.count; i++) {
		const struct object_state *part = catalog_state_at(
			domain->parts.items[i], definition->step);

		if (part && part->kind == KIND_CONSTRAINT && !state_flag(part, ATTRIBUTE_NOT_VALID))
			text_addf(
				&text, "\n\t%.*s", STR_ARG(constraint_text(definition, domain->parts.items[i])));
	}
	define_add(definition, "%.*s", STR_ARG(text_str(&text)));
}
