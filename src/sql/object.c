/* SPDX-License-Identifier: MIT */
#include "sql/object.h"

#include "sql/nodes.h"

#include <common/keywords.h>

const struct object_kind_row object_kinds[KIND_COUNT] = {
	[KIND_OTHER] = {.name = "object"},
	[KIND_TABLE] = {"table", "TABLE", CREATE_IF_NOT_EXISTS, .holds_data = true},
	[KIND_FOREIGN_TABLE] = {"foreign table", "FOREIGN TABLE", CREATE_IF_NOT_EXISTS},
	[KIND_VIEW] = {"view", "VIEW", CREATE_OR_REPLACE},
	[KIND_MATERIALIZED_VIEW] = {"materialized view", "MATERIALIZED VIEW", CREATE_IF_NOT_EXISTS},
	[KIND_INDEX] = {"index", "INDEX", CREATE_IF_NOT_EXISTS},
	[KIND_SEQUENCE] = {"sequence", "SEQUENCE", CREATE_IF_NOT_EXISTS, .holds_data = true},
	[KIND_SCHEMA] = {"schema", "SCHEMA", CREATE_IF_NOT_EXISTS, .holds_data = true},
	[KIND_DATABASE] = {"database", "DATABASE", CREATE_UNGUARDED, .holds_data = true},
	[KIND_TABLESPACE] = {"tablespace", "TABLESPACE", CREATE_UNGUARDED, .holds_data = true},
	[KIND_TYPE] = {"type", "TYPE", CREATE_UNGUARDED},
	[KIND_DOMAIN] = {"domain", "DOMAIN", CREATE_UNGUARDED},
	[KIND_ENUM_VALUE] = {"enum value", NULL, CREATE_IF_NOT_EXISTS, .belongs_to_table = true},
	[KIND_ATTRIBUTE] = {"attribute", NULL, CREATE_UNGUARDED, .belongs_to_table = true},
	[KIND_FUNCTION] = {"function", "FUNCTION", CREATE_OR_REPLACE},
	[KIND_PROCEDURE] = {"procedure", "PROCEDURE", CREATE_OR_REPLACE},
	[KIND_AGGREGATE] = {"aggregate", "AGGREGATE", CREATE_OR_REPLACE},
	[KIND_TRIGGER] = {"trigger", "TRIGGER", CREATE_OR_REPLACE, .belongs_to_table = true},
	[KIND_EVENT_TRIGGER] = {"event trigger", "EVENT TRIGGER", CREATE_UNGUARDED},
	[KIND_RULE] = {"rule", "RULE", CREATE_OR_REPLACE, .belongs_to_table = true},
	[KIND_POLICY] = {"policy", "POLICY", CREATE_UNGUARDED, .belongs_to_table = true},
	[KIND_CONSTRAINT] = {"constraint", "CONSTRAINT", CREATE_UNGUARDED, .belongs_to_table = true},
	[KIND_COLUMN] = {"column", "COLUMN", CREATE_IF_NOT_EXISTS, .holds_data = true,
		.belongs_to_table = true},
	[KIND_EXTENSION] = {"extension", "EXTENSION", CREATE_IF_NOT_EXISTS},
	[KIND_ROLE] = {"role", "ROLE", CREATE_UNGUARDED},
	[KIND_PUBLICATION] = {"publication", "PUBLICATION", CREATE_UNGUARDED},
	[KIND_SUBSCRIPTION] = {"subscription", "SUBSCRIPTION", CREATE_UNGUARDED},
	[KIND_SERVER] = {"server", "SERVER", CREATE_IF_NOT_EXISTS},
	[KIND_FOREIGN_DATA_WRAPPER] = {"foreign-data wrapper", "FOREIGN DATA WRAPPER",
		CREATE_UNGUARDED},
	[KIND_USER_MAPPING] = {"user mapping", NULL, CREATE_IF_NOT_EXISTS},
	[KIND_STATISTICS] = {"statistics", "STATISTICS", CREATE_IF_NOT_EXISTS},
	[KIND_COLLATION] = {"collation", "COLLATION", CREATE_IF_NOT_EXISTS},
	[KIND_OWNED] = {.name = "all that is owned by"},
	[KIND_SYSTEM] = {.name = "configuration"},
};

static struct str schema_or_public(struct object_name name)
{
	return name.schema.len ? name.schema : STR("public");
}

bool object_name_equal(struct object_name a, struct object_name b)
{
	return str_equal(a.name, b.name) && str_equal(schema_or_public(a), schema_or_public(b));
}

/* Quoted like the server does it: all keywords but those that may stand anywhere. */
static bool is_keyword(struct str name)
{
	char word[NAMEDATALEN];
	int keyword;

	if (name.len >= sizeof word)
		return false;
	memcpy(word, name.ptr, name.len);
	word[name.len] = '\0';
	keyword = ScanKeywordLookup(word, &ScanKeywords);
	return keyword >= 0 && ScanKeywordCategories[keyword] != UNRESERVED_KEYWORD;
}

struct str identifier_sql(struct arena *arena, struct str name)
{
	bool is_plain = name.len && (is_lower(name.ptr[0]) || name.ptr[0] == '_');
	struct text text = {.arena = arena};

	for (size_t i = 0; i < name.len; i++)
		is_plain &= is_lower(name.ptr[i]) || is_digit(name.ptr[i]) || name.ptr[i] == '_';
	if (is_plain && !is_keyword(name))
		return name;
	text_add_byte(&text, '"');
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == '"')
			text_add_byte(&text, '"');
		text_add_byte(&text, name.ptr[i]);
	}
	text_add_byte(&text, '"');
	return text_str(&text);
}

struct str literal_sql(struct arena *arena, struct str value)
{
	struct text text = {.arena = arena};

	text_add_byte(&text, '\'');
	for (size_t i = 0; i < value.len; i++) {
		if (value.ptr[i] == '\'')
			text_add_byte(&text, '\'');
		text_add_byte(&text, value.ptr[i]);
	}
	text_add_byte(&text, '\'');
	return text_str(&text);
}

struct str object_name_sql(struct arena *arena, struct object_name name)
{
	struct str own = identifier_sql(arena, name.name);

	if (!name.schema.len)
		return own;
	return str_format(
		arena, "%.*s.%.*s", STR_ARG(identifier_sql(arena, name.schema)), STR_ARG(own));
}
