/* SPDX-License-Identifier: MIT */
#include "database/dump_excluded.h"

#include <regex.h>
#include <stdint.h>

#include "database/dump_reader.h"
#include "database/dump_statement.h"
#include "migration/scan.h"
#include "sql/split.h"

/* The name that SQL may have put in quotes. */
static struct str bare(struct arena *arena, struct str name)
{
	struct text text = {.arena = arena};

	if (!str_starts(name, STR("\"")))
		return name;
	for (size_t i = 1; i + 1 < name.len; i++) {
		text_add_byte(&text, name.ptr[i]);
		i += name.ptr[i] == '"';
	}
	return text_str(&text);
}

/* A pattern as pg_dump takes it (facts of the manual of psql, "Patterns"): what is not in quotes is
 * in lower case and, but for `*`, `?` and `$`, a regular expression. */
static struct str expression_of(struct arena *arena, struct str pattern)
{
	struct text text = {.arena = arena};
	bool is_quoted = false;

	text_add(&text, STR("^("));
	for (size_t i = 0; i < pattern.len; i++) {
		char byte = pattern.ptr[i];
		bool is_doubled = is_quoted && i + 1 < pattern.len && pattern.ptr[i + 1] == '"';

		if (byte == '"' && !is_doubled) {
			is_quoted = !is_quoted;
			continue;
		}
		i += byte == '"';
		if (is_quoted ? strchr("|*+?()[]{}.^$\\", byte) != NULL : byte == '$')
			text_add_byte(&text, '\\');
		else if (!is_quoted && (byte == '*' || byte == '?'))
			text_add_byte(&text, '.');
		if (is_quoted || byte != '?')
			text_add_byte(&text, is_quoted ? byte : lower(byte));
	}
	text_add(&text, STR(")$"));
	return text_str(&text);
}

bool dump_schema_matches(struct arena *arena, struct str schema, const struct str_list *patterns)
{
	const char *name = str_copy(arena, bare(arena, schema)).ptr;

	for (size_t i = 0; i < patterns->count; i++) {
		regex_t expression;
		bool matches;

		/* pg_dump has refused what is none */
		if (regcomp(&expression, str_copy(arena, expression_of(arena, patterns->items[i])).ptr,
				REG_EXTENDED | REG_NOSUB))
			continue;
		matches = !regexec(&expression, name, 0, NULL, 0);
		regfree(&expression);
		if (matches)
			return true;
	}
	return false;
}

/* True if a name in the statement is of one of the schemas. */
static bool names_excluded(struct arena *arena, struct str sql, const struct str_list *schemas)
{
	struct dump_reader reader = dump_reader_start(arena, sql);

	while (!reader.is_end) {
		struct str name = dump_reader_identifier(&reader);

		if (!name.ptr)
			dump_reader_skip(&reader);
		else if (dump_reader_is_byte(&reader, '.') && dump_schema_matches(arena, name, schemas))
			return true;
	}
	return false;
}

static bool is_in_no_schema(struct str kind)
{
	static const char *const kinds[] = {
		"access method", "cast", "event trigger", "foreign data wrapper", "language", "transform"};

	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (str_equal(kind, str_from(kinds[i])))
			return true;
	return false;
}

static void blank(char *bytes, const struct piece *piece)
{
	for (size_t i = piece->from; i < piece->to; i++)
		if (!is_line_end(bytes[i]))
			bytes[i] = ' ';
}

struct str dump_without_excluded(
	struct arena *arena, struct str dump, const struct str_list *schemas)
{
	struct str kept = str_copy(arena, dump), sql = str_copy(arena, dump);
	struct str_list gone = {0};
	struct pieces pieces = {0};

	if (schemas->count)
		pieces = split_sql(arena, (char *)(uintptr_t)sql.ptr, sql.len);
	for (size_t i = 0; i < pieces.count; i++) {
		struct str one = str_slice(sql, pieces.items[i].from, pieces.items[i].to), key;
		struct dump_statement statement;

		if (pieces.items[i].is_command)
			continue;
		statement = dump_statement_read(arena, one);
		if (!is_in_no_schema(statement.kind))
			continue;
		key = str_format(arena, "%.*s %.*s", STR_ARG(statement.kind), STR_ARG(statement.name));
		if (statement.is_create && names_excluded(arena, one, schemas))
			str_list_add(arena, &gone, key);
		if (str_list_contains(&gone, key))
			blank((char *)(uintptr_t)kept.ptr, &pieces.items[i]);
	}
	return kept;
}
