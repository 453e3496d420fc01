/* SPDX-License-Identifier: MIT */
#include "schema/defining.h"

#include "sql/lexer.h"

void define_add(struct definition *definition, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	str_list_add(
		definition->arena, &definition->statements, str_vformat(definition->arena, format, values));
	va_end(values);
}

const struct object_state *defined_state(
	const struct definition *definition, const struct catalog_entry *entry)
{
	const struct object_state *state = catalog_state_at(entry, definition->step);

	return state ? state : entry->state;
}

struct str owner_name(const struct definition *definition, const struct catalog_entry *part)
{
	return catalog_name(definition->arena, part->owner, definition->step);
}

struct str list_text(struct arena *arena, const struct str_list *list)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < list->count; i++) {
		if (i)
			text_add(&text, STR(", "));
		text_add(&text, list->items[i]);
	}
	return text_str(&text);
}

struct str names_text(struct arena *arena, const struct str_list *names)
{
	struct str_list quoted = {0};

	for (size_t i = 0; i < names->count; i++)
		str_list_add(arena, &quoted, identifier_sql(arena, names->items[i]));
	return list_text(arena, &quoted);
}

/* Constants, names, calls, and casts of them stand for themselves. */
static bool is_simple(struct str expression)
{
	struct token token;
	size_t depth = 0;
	bool follows_operand = false, is_cast = false;

	for (size_t at = 0; lexer_next(expression, at, &token); at = token.to) {
		if (token_is_byte(expression, &token, ')'))
			depth--;
		if (!depth && token.kind == TOKEN_OTHER &&
			!str_has(STR(".:,[]()"), expression.ptr[token.from]))
			return false;
		if (!depth && token.kind != TOKEN_OTHER) {
			/* the words of a type follow each other */
			if (follows_operand && !is_cast)
				return false;
			follows_operand = true;
		} else if (!depth) {
			follows_operand = token_is_byte(expression, &token, ')');
			is_cast |= token_is_byte(expression, &token, ':');
		}
		if (token_is_byte(expression, &token, '('))
			depth++;
	}
	return true;
}

struct str default_text(struct arena *arena, struct str expression)
{
	return is_simple(expression) ? expression : str_format(arena, "(%.*s)", STR_ARG(expression));
}

static struct str own_name(
	struct arena *arena, const struct catalog_entry *entry, const struct object_state *state)
{
	struct object_name name = state->name;

	if (entry->owner && state->kind == KIND_INDEX && !name.schema.ptr)
		name.schema = catalog_schema(entry, state->step);
	if (state->signature.ptr)
		return str_format(arena, "%.*s(%.*s)", STR_ARG(object_name_sql(arena, name)),
			STR_ARG(state->kind == KIND_AGGREGATE && !state->signature.len ? STR("*")
																		   : state->signature));
	return object_name_sql(arena, name);
}

struct str define_target(struct arena *arena, const struct catalog_entry *entry, unsigned step)
{
	const struct object_state *at = catalog_state_at(entry, step);
	const struct object_state *state = at ? at : entry->state;
	const char *keyword = object_kinds[state->kind].keyword;
	struct str name = own_name(arena, entry, state);

	if (!keyword || state->kind == KIND_CONSTRAINT || state->kind == KIND_COLUMN)
		return (struct str){NULL, 0};
	if (object_kinds[state->kind].belongs_to_table && entry->owner)
		return str_format(arena, "%s %.*s ON %.*s", keyword,
			STR_ARG(identifier_sql(arena, state->name.name)),
			STR_ARG(catalog_name(arena, entry->owner, step)));
	return str_format(arena, "%s %.*s", keyword, STR_ARG(name));
}

void define_comment(
	struct definition *definition, const struct catalog_entry *entry, struct str comment)
{
	const struct object_state *state = defined_state(definition, entry);
	struct arena *arena = definition->arena;
	struct str target = define_target(arena, entry, definition->step);

	if (state->kind == KIND_COLUMN || state->kind == KIND_ATTRIBUTE)
		target = str_format(
			arena, "COLUMN %.*s", STR_ARG(catalog_name(arena, entry, definition->step)));
	else if (state->kind == KIND_CONSTRAINT)
		target = str_format(arena, "CONSTRAINT %.*s ON %s%.*s",
			STR_ARG(identifier_sql(arena, state->name.name)),
			entry->owner->state->kind == KIND_DOMAIN ? "DOMAIN " : "",
			STR_ARG(owner_name(definition, entry)));
	if (target.ptr)
		define_add(definition, "COMMENT ON %.*s IS %.*s", STR_ARG(target),
			STR_ARG(comment.ptr ? literal_sql(arena, comment) : STR("NULL")));
	else
		definition->gap = "its comment";
}

static const char *grantable(enum object_kind kind)
{
	switch (kind) {
	case KIND_TABLE:
	case KIND_FOREIGN_TABLE:
	case KIND_VIEW:
	case KIND_MATERIALIZED_VIEW:
		return "TABLE";
	case KIND_SEQUENCE:
	case KIND_SCHEMA:
	case KIND_TYPE:
	case KIND_DOMAIN:
	case KIND_FUNCTION:
	case KIND_PROCEDURE:
	case KIND_SERVER:
	case KIND_FOREIGN_DATA_WRAPPER:
		return object_kinds[kind].keyword;
	default:
		return NULL;
	}
}

void define_privilege(struct definition *definition, const struct catalog_entry *entry,
	struct str privilege, bool grants)
{
	const struct object_state *state = defined_state(definition, entry);
	struct arena *arena = definition->arena;
	const char *keyword = grantable(state->kind);
	size_t equals = privilege.len;
	struct str role;

	while (equals && privilege.ptr[equals - 1] != '=')
		equals--;
	role = str_slice(privilege, 0, equals ? equals - 1 : 0);
	if (!keyword || !role.len) {
		definition->gap = "what was granted on it";
		return;
	}
	if (str_equal(role, STR("public")) || str_equal(role, STR("current_user")))
		role = str_equal(role, STR("public")) ? STR("PUBLIC") : STR("CURRENT_USER");
	else
		role = identifier_sql(arena, role);
	define_add(definition, "%s %.*s ON %s %.*s %s %.*s", grants ? "GRANT" : "REVOKE",
		STR_ARG(str_slice(privilege, equals, privilege.len)), keyword,
		STR_ARG(own_name(arena, entry, state)), grants ? "TO" : "FROM", STR_ARG(role));
}

struct str define_switch(
	struct arena *arena, enum object_kind kind, struct str name, struct str enabled)
{
	const char *word = !enabled.ptr           ? "ENABLE"
		: str_equal(enabled, STR("disabled")) ? "DISABLE"
		: str_equal(enabled, STR("always"))   ? "ENABLE ALWAYS"
											  : "ENABLE REPLICA";

	return str_format(arena, "%s %s %.*s", word, object_kinds[kind].keyword,
		STR_ARG(identifier_sql(arena, name)));
}

static void define_schema(struct definition *definition, const struct catalog_entry *entry)
{
	define_add(definition, "CREATE SCHEMA IF NOT EXISTS %.*s",
		STR_ARG(catalog_name(definition->arena, entry, definition->step)));
}

static void define_extension(struct definition *definition, const struct catalog_entry *entry)
{
	struct str schema = state_text(defined_state(definition, entry), ATTRIBUTE_SCHEMA);
	struct str name = catalog_name(definition->arena, entry, definition->step);

	if (schema.ptr)
		define_add(definition, "CREATE EXTENSION IF NOT EXISTS %.*s WITH SCHEMA %.*s",
			STR_ARG(name), STR_ARG(identifier_sql(definition->arena, schema)));
	else
		define_add(definition, "CREATE EXTENSION IF NOT EXISTS %.*s", STR_ARG(name));
}

/* The statement that made it, while it is called and is what that says. */
static void define_as_written(struct definition *definition, const struct catalog_entry *entry)
{
	const struct object_state *state = defined_state(definition, entry);
	struct str text = state_text(state, ATTRIBUTE_DEFINITION);

	if (!text.ptr)
		definition->gap = "its definition is not known";
	else if (state->before)
		definition->gap = "it was changed since it was made";
	else
		define_add(definition, "%.*s", STR_ARG(text));
}

typedef void define_kind(struct definition *definition, const struct catalog_entry *entry);

static define_kind *const makers[KIND_COUNT] = {
	[KIND_TABLE] = define_table,
	[KIND_FOREIGN_TABLE] = define_as_written,
	[KIND_COLUMN] = define_column,
	[KIND_ATTRIBUTE] = define_column,
	[KIND_SEQUENCE] = define_sequence,
	[KIND_CONSTRAINT] = define_constraint,
	[KIND_INDEX] = define_index,
	[KIND_TRIGGER] = define_trigger,
	[KIND_POLICY] = define_policy,
	[KIND_VIEW] = define_view,
	[KIND_MATERIALIZED_VIEW] = define_view,
	[KIND_FUNCTION] = define_function,
	[KIND_PROCEDURE] = define_function,
	[KIND_TYPE] = define_type,
	[KIND_DOMAIN] = define_domain,
	[KIND_SCHEMA] = define_schema,
	[KIND_EXTENSION] = define_extension,
};

void define_create(struct definition *definition, const struct catalog_entry *entry)
{
	const struct object_state *state = defined_state(definition, entry);
	const struct str_list *privileges = state_list(state, ATTRIBUTE_PRIVILEGES);
	struct str comment = state_text(state, ATTRIBUTE_COMMENT);

	if (state->unverified)
		definition->gap = str_format(definition->arena, "there may be more to %.*s: %s",
			STR_ARG(catalog_name(definition->arena, entry, definition->step)), state->unverified)
							  .ptr;
	(makers[state->kind] ? makers[state->kind] : define_as_written)(definition, entry);
	if (comment.ptr)
		define_comment(definition, entry, comment);
	for (size_t i = 0; i < privileges->count; i++)
		define_privilege(definition, entry, privileges->items[i], /* grants= */ true);
}

static void drop_part(struct definition *definition, const struct catalog_entry *entry)
{
	const struct object_state *state = defined_state(definition, entry);
	struct str name = identifier_sql(definition->arena, state->name.name);
	struct str owner = owner_name(definition, entry);

	switch (state->kind) {
	case KIND_COLUMN:
		define_add(definition, "ALTER TABLE IF EXISTS %.*s DROP COLUMN IF EXISTS %.*s",
			STR_ARG(owner), STR_ARG(name));
		break;
	case KIND_ATTRIBUTE:
		define_add(definition, "ALTER TYPE %.*s DROP ATTRIBUTE IF EXISTS %.*s", STR_ARG(owner),
			STR_ARG(name));
		break;
	case KIND_CONSTRAINT:
		define_add(definition, "ALTER %s%.*s DROP CONSTRAINT IF EXISTS %.*s",
			entry->owner->state->kind == KIND_DOMAIN ? "DOMAIN " : "TABLE IF EXISTS ",
			STR_ARG(owner), STR_ARG(name));
		break;
	default:
		define_add(definition, "DROP %s IF EXISTS %.*s ON %.*s", object_kinds[state->kind].keyword,
			STR_ARG(name), STR_ARG(owner));
		break;
	}
}

void define_drop(struct definition *definition, const struct catalog_entry *entry)
{
	const struct object_state *state = defined_state(definition, entry);
	const char *keyword = object_kinds[state->kind].keyword;

	if (object_kinds[state->kind].belongs_to_table && entry->owner)
		drop_part(definition, entry);
	else if (keyword && state->kind != KIND_DATABASE && state->kind != KIND_TABLESPACE)
		define_add(definition, "DROP %s%s IF EXISTS %.*s", keyword,
			state->kind == KIND_INDEX && definition->concurrently ? " CONCURRENTLY" : "",
			STR_ARG(own_name(definition->arena, entry, state)));
	else
		definition->gap = "there is no DROP for it here";
}
