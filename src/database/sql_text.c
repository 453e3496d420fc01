/* SPDX-License-Identifier: MIT */
#include "database/sql_text.h"

#include "base/escape.h"

static struct str quoted(struct arena *arena, struct str text, char quote)
{
	struct text out = {.arena = arena};

	text_add_byte(&out, quote);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == quote)
			text_add_byte(&out, quote);
		text_add_byte(&out, text.ptr[i]);
	}
	text_add_byte(&out, quote);
	return text_str(&out);
}

struct str sql_identifier(struct arena *arena, struct str name)
{
	return quoted(arena, name, '"');
}

/* As E'...' has it, where \xNN is a byte: what no terminal may get as it is. */
static struct str escaped(struct arena *arena, struct str text)
{
	struct text out = {.arena = arena};
	struct str line;

	while (str_next(&text, '\n', &line)) {
		struct text doubled = {.arena = arena};

		for (size_t i = 0; i < line.len; i++) {
			if (line.ptr[i] == '\\')
				text_add_byte(&doubled, '\\');
			text_add_byte(&doubled, line.ptr[i]);
		}
		text_add(&out, escape_text(arena, text_str(&doubled), /* keep_tabs= */ true));
		text_add(&out, text.ptr ? STR("\n") : STR(""));
	}
	return text_str(&out);
}

static bool needs_escapes(struct arena *arena, struct str text)
{
	struct str line;

	while (str_next(&text, '\n', &line))
		if (escape_text(arena, line, /* keep_tabs= */ true).len != line.len)
			return true;
	return false;
}

struct str sql_literal(struct arena *arena, struct str text)
{
	if (!text.ptr)
		return STR("NULL");
	if (!needs_escapes(arena, text))
		return quoted(arena, text, '\'');
	return str_format(arena, "E%s", quoted(arena, escaped(arena, text), '\'').ptr);
}

struct str sql_table(struct arena *arena, struct str table)
{
	size_t dot = str_find(table, STR("."), 0);

	if (dot == table.len)
		return sql_identifier(arena, table);
	return str_format(arena, "%s.%s", sql_identifier(arena, str_slice(table, 0, dot)).ptr,
		sql_identifier(arena, str_slice(table, dot + 1, table.len)).ptr);
}
