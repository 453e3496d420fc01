/* SPDX-License-Identifier: MIT */
#include "database/sql_text.h"

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

struct str sql_literal(struct arena *arena, struct str text)
{
	return text.ptr ? quoted(arena, text, '\'') : STR("NULL");
}

struct str sql_table(struct arena *arena, struct str table)
{
	size_t dot = str_find(table, STR("."), 0);

	if (dot == table.len)
		return sql_identifier(arena, table);
	return str_format(arena, "%s.%s", sql_identifier(arena, str_slice(table, 0, dot)).ptr,
		sql_identifier(arena, str_slice(table, dot + 1, table.len)).ptr);
}
