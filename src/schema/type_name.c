/* SPDX-License-Identifier: MIT */
#include "schema/replaying.h"
#include "sql/lexer.h"

/* Of the server's own types what columns have (manual, chapter 8), under their names there. */
static const char *const builtin[] = {"bigint", "int8", "int4", "int2", "integer", "smallint",
	"bit", "varbit", "boolean", "bool", "box", "bytea", "bpchar", "varchar", "char", "name", "cidr",
	"circle", "date", "float4", "float8", "inet", "interval", "json", "jsonb", "line", "lseg",
	"macaddr", "macaddr8", "money", "numeric", "path", "pg_lsn", "pg_snapshot", "point", "polygon",
	"real", "text", "time", "timetz", "timestamp", "timestamptz", "tsquery", "tsvector",
	"txid_snapshot", "uuid", "xml", "oid", "regclass", "regproc", "regprocedure", "regtype",
	"regrole", "regnamespace", "regconfig", "regdictionary", "regoper", "regoperator",
	"regcollation", "xid", "xid8", "cid", "tid", "int4range", "int8range", "numrange", "tsrange",
	"tstzrange", "daterange", "int4multirange", "int8multirange", "nummultirange", "tsmultirange",
	"tstzmultirange", "datemultirange", "void", "record", "trigger", "event_trigger", "anyelement",
	"anyarray", "anynonarray", "anyenum", "anyrange", "anymultirange", "anycompatible",
	"anycompatiblearray", "anycompatiblenonarray", "anycompatiblerange", "cstring", "internal",
	"language_handler", "fdw_handler", "index_am_handler", "table_am_handler", "unknown", "any",
	"refcursor", "jsonpath", "gtsvector", "aclitem", "int2vector", "oidvector", "decimal"};

bool is_builtin_type(struct str name)
{
	for (size_t i = 0; i < ARRAY_LENGTH(builtin); i++)
		if (str_equal(name, str_from(builtin[i])))
			return true;
	return false;
}

struct str resolve_type(
	const struct catalog *catalog, const struct data_type *type, struct catalog_entry **reton)
{
	struct data_type known = *type;

	*reton = NULL;
	if (str_equal(known.name.schema, STR("pg_catalog")))
		known.name.schema = (struct str){NULL, 0};
	else if (known.name.schema.len || !is_builtin_type(known.name.name))
		*reton = catalog_type(catalog, known.name, LATEST);
	if (*reton)
		known.name = (*reton)->state->name;
	else if (!known.name.schema.len && !is_builtin_type(known.name.name))
		known.name.schema = extension_schema_of(catalog, known.name.name);
	return data_type_format(catalog->arena, &known);
}

/* A name of one or two identifiers; false for "double precision" and what else has blanks. */
static bool read_name(struct arena *arena, struct str text, struct object_name *ret)
{
	struct str parts[2] = {{NULL, 0}, {NULL, 0}};
	struct token token;
	size_t count = 0, at = 0;

	while (lexer_next(text, at, &token)) {
		if (count == 2)
			return false;
		if (token.kind == TOKEN_WORD)
			parts[count++] = str_lower(arena, str_slice(text, token.from, token.to));
		else if (token.kind == TOKEN_QUOTED_IDENTIFIER)
			parts[count++] = token.inside;
		else
			return false;
		at = token.to;
		if (!lexer_next(text, at, &token))
			break;
		if (!token_is_byte(text, &token, '.'))
			return false;
		at = token.to;
	}
	if (!count)
		return false;
	*ret = count == 2 ? (struct object_name){parts[0], parts[1]}
					  : (struct object_name){{NULL, 0}, parts[0]};
	return true;
}

struct str resolve_type_text(const struct catalog *catalog, struct str text)
{
	struct object_name name;
	struct catalog_entry *entry = NULL;
	struct str array = STR("");

	if (str_ends(text, STR("[]"))) {
		array = STR("[]");
		text.len -= 2;
	}
	/* what is handed over has no length */
	text.len = str_find(text, STR("("), 0);
	if (read_name(catalog->arena, text, &name) &&
		(name.schema.len || !is_builtin_type(name.name))) {
		entry = catalog_type(catalog, name, LATEST);
		if (entry)
			name = entry->state->name;
		else if (!name.schema.len)
			name.schema = extension_schema_of(catalog, name.name);
		text = object_name_sql(catalog->arena, name);
	}
	return str_format(catalog->arena, "%.*s%.*s", STR_ARG(text), STR_ARG(array));
}

struct object_name name_from_sql(struct arena *arena, struct str text)
{
	struct object_name name = {{NULL, 0}, {NULL, 0}};

	if (!read_name(arena, text, &name))
		name.name = text;
	return name;
}
