/* SPDX-License-Identifier: MIT */
#include "base/escape.h"

#include "base/unicode.h"

/* 1 in each of eight bytes */
#define ONES UINT64_C(0x0101010101010101)

/* Bidirectional controls and line separators: what is shown would not be what is there. */
static bool reorders(unsigned code_point)
{
	return (code_point >= 0x202a && code_point <= 0x202e) ||
		(code_point >= 0x2066 && code_point <= 0x2069) || code_point == 0x200e ||
		code_point == 0x200f || code_point == 0x061c || code_point == 0x2028 ||
		code_point == 0x2029;
}

/* Bytes that stand for themselves wherever they do: all of most texts. */
static bool is_plain(char byte)
{
	return byte >= ' ' && byte <= '~' && byte != '#';
}

/* The highest bit of each byte that is 0 (and perhaps of one above such a byte). */
static uint64_t zero_bytes(uint64_t bytes)
{
	return (bytes - ONES) & ~bytes & ONES << 7;
}

/* The same of eight bytes; false for some that are. */
static bool are_plain(const char *bytes)
{
	uint64_t eight;

	memcpy(&eight, bytes, sizeof eight);
	/* below 0x20, above 0x7f, 0x7f, '#' */
	return !(((eight - ONES * 0x20) & ~eight & ONES << 7) || (eight & ONES << 7) ||
		zero_bytes(eight ^ ONES * 0x7f) || zero_bytes(eight ^ ONES * '#'));
}

/* Length of the harmless character at the start of `rest`, 0 if it must be escaped. */
static size_t plain_length(struct str rest, bool keep_tabs)
{
	unsigned char byte = (unsigned char)rest.ptr[0];
	unsigned code_point;
	size_t len;

	if (byte == '#')
		return !str_starts(rest, STR("##["));
	if (byte < 0x80)
		return (byte >= 0x20 && byte != 0x7f) || (keep_tabs && byte == '\t');
	len = utf8_decode(rest, &code_point);
	return !len || code_point < 0xa0 || reorders(code_point) ? 0 : len;
}

static size_t harmless_prefix(struct str text, bool keep_tabs)
{
	size_t at = 0, len;

	for (;;) {
		while (text.len - at >= sizeof(uint64_t) && are_plain(text.ptr + at))
			at += sizeof(uint64_t);
		while (at < text.len && is_plain(text.ptr[at]))
			at++;
		len = at < text.len ? plain_length(str_slice(text, at, text.len), keep_tabs) : 0;
		if (!len)
			return at;
		at += len;
	}
}

void escape_add(struct text *escaped, struct str text, bool keep_tabs)
{
	static const char digits[] = "0123456789ABCDEF";

	while (text.len) {
		size_t harmless = harmless_prefix(text, keep_tabs);

		text_add(escaped, str_slice(text, 0, harmless));
		if (harmless < text.len) {
			unsigned char byte = (unsigned char)text.ptr[harmless];

			text_add(escaped,
				(struct str){(char[]){'\\', 'x', digits[byte >> 4], digits[byte & 15]}, 4});
		}
		text = str_slice(text, harmless + 1, text.len);
	}
}

struct str escape_text(struct arena *arena, struct str text, bool keep_tabs)
{
	struct text escaped = text_of_size(arena, text.len);

	escape_add(&escaped, text, keep_tabs);
	return text_str(&escaped);
}

static bool needs_no_quotes(struct str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!is_alnum(word.ptr[i]) && !str_has(STR("_-./,:@%+=^"), word.ptr[i]))
			return false;
	return word.len > 0;
}

struct str escape_lines(struct arena *arena, struct str text)
{
	struct text lines = {.arena = arena};
	struct str line;

	while (text.len && str_next(&text, '\n', &line)) {
		text_add(&lines, escape_text(arena, line, /* keep_tabs= */ true));
		text_add_byte(&lines, '\n');
	}
	return text_str(&lines);
}

struct str escape_shell(struct arena *arena, struct str word)
{
	struct text quoted = {.arena = arena};

	if (needs_no_quotes(word))
		return str_copy(arena, word);
	if (harmless_prefix(word, /* keep_tabs= */ false) < word.len) {
		/* What cannot be shown needs the shell's own escapes: POSIX.1-2024's $'...'. */
		text_add(&quoted, STR("$'"));
		for (size_t i = 0; i < word.len; i++) {
			unsigned char byte = (unsigned char)word.ptr[i];

			if (byte < 0x20 || byte >= 0x7f || str_has(STR("'\\#"), word.ptr[i]))
				text_addf(&quoted, "\\%03o", byte);
			else
				text_add_byte(&quoted, (char)byte);
		}
	} else {
		text_add_byte(&quoted, '\'');
		for (size_t i = 0; i < word.len; i++) {
			if (word.ptr[i] == '\'')
				text_add(&quoted, STR("'\\'"));
			text_add_byte(&quoted, word.ptr[i]);
		}
	}
	text_add_byte(&quoted, '\'');
	return text_str(&quoted);
}
