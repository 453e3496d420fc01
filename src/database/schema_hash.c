/* SPDX-License-Identifier: MIT */
#include "database/schema_hash.h"

#include "base/escape.h"

enum { HASH_DIGITS = 64 };

struct str schema_hash_path(struct arena *arena, struct str snapshot)
{
	if (str_ends(snapshot, STR(".sql")))
		snapshot.len -= STR(".sql").len;
	return str_format(arena, "%.*s.sha256", STR_ARG(snapshot));
}

/* As sha256sum does it: a backslash before a line tells that its name is escaped. */
struct str schema_hash_line(struct arena *arena, struct str hash, struct str name)
{
	struct text text = {.arena = arena};

	if (str_has(name, '\\') || str_has(name, '\n') || str_has(name, '\r'))
		text_add_byte(&text, '\\');
	text_addf(&text, "%.*s  ", STR_ARG(hash));
	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] == '\\')
			text_add(&text, STR("\\\\"));
		else if (name.ptr[i] == '\n')
			text_add(&text, STR("\\n"));
		else if (name.ptr[i] == '\r')
			text_add(&text, STR("\\r"));
		else
			text_add_byte(&text, name.ptr[i]);
	text_add_byte(&text, '\n');
	return text_str(&text);
}

static bool is_hash(struct str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!is_digit(word.ptr[i]) && !(lower(word.ptr[i]) >= 'a' && lower(word.ptr[i]) <= 'f'))
			return false;
	return word.len == HASH_DIGITS;
}

int schema_hash_read(
	struct str *ret, struct arena *arena, struct str path, struct str content, struct error *reterr)
{
	struct str line = str_trim(content), word;
	bool is_one_line = !str_has(line, '\n');

	if (str_starts(line, STR("\\")))
		line = str_slice(line, 1, line.len);
	word = str_next_word(&line);
	if (is_one_line && is_hash(word)) {
		*ret = str_lower(arena, word);
		return 0;
	}
	error_set(reterr, "%s is no line with a SHA-256", escape_text(arena, path, false).ptr);
	return error_hint(reterr, "mighook schema hash --write, then git add it");
}
