/* SPDX-License-Identifier: MIT */
#include "sql/fields.h"

#include "sql/lexer.h"

/* "variable.field" is not a known variable: the name; ptr NULL: another message. */
static struct str name_of(struct str message)
{
	struct str quote = STR("\"");
	size_t end = str_find(message, quote, 1);

	if (!str_starts(message, quote) ||
		!str_equal(str_slice(message, end, message.len), STR("\" is not a known variable")))
		return (struct str){NULL, 0};
	return str_slice(message, 1, end);
}

bool fields_blank(char *bytes, size_t len, struct str message)
{
	struct str text = {bytes, len}, name = name_of(message);
	size_t dot = str_find(name, STR("."), 0);
	bool found = false;

	if (!name.ptr || dot == name.len)
		return false;
	for (size_t at = 0; at + name.len <= len; at++) {
		bool in_word = (at && (is_alnum(bytes[at - 1]) || bytes[at - 1] == '_')) ||
			(at + name.len < len &&
				(is_alnum(bytes[at + name.len]) || bytes[at + name.len] == '_'));

		if (in_word || !str_equal_ignoring_case(str_slice(text, at, at + name.len), name))
			continue;
		memset(bytes + at + dot, ' ', name.len - dot);
		found = true;
	}
	return found;
}
