/* SPDX-License-Identifier: MIT */
#include "policy/yaml_scalar.h"

#include "base/unicode.h"

bool yaml_holds(struct str text)
{
	return utf8_valid_prefix(text) == text.len;
}

/* Words that other readers take for no text. */
static bool is_reserved(struct str text)
{
	static const struct str words[] = {
		{"true", 4}, {"false", 5}, {"null", 4}, {"yes", 3}, {"no", 2}, {"on", 2}, {"off", 3}};

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (str_equal_ignoring_case(text, words[i]))
			return true;
	return false;
}

/* True for words of letters, digits and a few signs that have a letter: no quotes are needed. */
static bool is_plain(struct str text)
{
	bool has_letter = false;

	for (size_t i = 0; i < text.len; i++) {
		if (!is_alnum(text.ptr[i]) && !str_has(STR("/._-"), text.ptr[i]))
			return false;
		has_letter |= is_alpha(text.ptr[i]);
	}
	return has_letter && text.ptr[0] != '-' && !is_reserved(text);
}

/* Code points that YAML forbids, takes for line ends, or that turn the order of a text round. */
static bool is_escaped(unsigned code_point)
{
	return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) ||
		(code_point >= 0x200b && code_point <= 0x200f) ||
		(code_point >= 0x2028 && code_point <= 0x202e) ||
		(code_point >= 0x2060 && code_point <= 0x206f) || code_point == 0xfeff ||
		(code_point & 0xfffe) == 0xfffe;
}

void yaml_add(struct text *yaml, struct str text)
{
	size_t at = 0;

	if (is_plain(text)) {
		text_add(yaml, text);
		return;
	}
	text_add_byte(yaml, '"');
	while (at < text.len) {
		unsigned code_point = 0;
		size_t len = utf8_decode(str_slice(text, at, text.len), &code_point);

		if (!len)
			break; /* yaml_holds says so before */
		if (code_point == '"' || code_point == '\\')
			text_addf(yaml, "\\%c", (int)code_point);
		else if (!is_escaped(code_point))
			text_add(yaml, str_slice(text, at, at + len));
		else
			text_addf(yaml, code_point > 0xffff ? "\\U%08x" : "\\u%04x", code_point);
		at += len;
	}
	text_add_byte(yaml, '"');
}
