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

/* Cuts "what stands in quotes" off; a quote in it is doubled. */
static bool next_quoted(struct arena *arena, struct str *rest, struct str *ret)
{
	struct text part = {.arena = arena};

	for (size_t i = 1; i < rest->len; i++) {
		if (rest->ptr[i] == '"' && (i + 1 == rest->len || rest->ptr[i + 1] != '"')) {
			*ret = text_str(&part);
			*rest = str_slice(*rest, i + 1, rest->len);
			return true;
		}
		i += rest->ptr[i] == '"';
		text_add_byte(&part, rest->ptr[i]);
	}
	return false;
}

static bool next_bare(struct str *rest, struct str *ret)
{
	size_t end = str_find(*rest, STR("."), 0);

	*ret = str_slice(*rest, 0, end);
	*rest = str_slice(*rest, end, rest->len);
	return !str_has(*ret, '"');
}

struct str sql_table(struct arena *arena, struct str table)
{
	const struct str none = {NULL, 0};
	struct text text = {.arena = arena};
	struct str rest = table, part;

	for (size_t count = 0; count < 2; count++) {
		if (!(str_starts(rest, STR("\"")) ? next_quoted(arena, &rest, &part)
										  : next_bare(&rest, &part)) ||
			!part.len)
			return none;
		text_addf(&text, "%s%s", count ? "." : "", sql_identifier(arena, part).ptr);
		if (!rest.len)
			return text_str(&text);
		if (rest.ptr[0] != '.')
			return none;
		rest = str_slice(rest, 1, rest.len);
	}
	return none;
}

struct str archive_table(struct arena *arena, struct str table)
{
	if (str_ends(table, STR("\"")))
		return str_format(arena, "%.*s_archive\"", STR_ARG(str_slice(table, 0, table.len - 1)));
	return str_format(arena, "%.*s_archive", STR_ARG(table));
}
