/* SPDX-License-Identifier: MIT */
#include "sql/constant.h"

/* The text of an array as the server writes it, apart from quotes: each element in quotes, no blank
 * between (manual, 8.15.6). */
static struct str array_text(struct arena *arena, struct str text)
{
	struct text result = {.arena = arena};
	size_t at = 0;

	while (at < text.len) {
		char byte = text.ptr[at];
		struct text element = {.arena = arena};
		size_t end = 0; /* of the element, without blanks that are not quoted */

		if (is_blank(byte) || byte == '{' || byte == '}' || byte == ',') {
			if (!is_blank(byte))
				text_add_byte(&result, byte);
			at++;
			continue;
		}
		for (bool is_quoted = false; at < text.len; at++) {
			byte = text.ptr[at];
			if (byte == '"') {
				is_quoted = !is_quoted;
				continue;
			}
			if (!is_quoted && (byte == ',' || byte == '{' || byte == '}'))
				break;
			if (byte == '\\' && at + 1 < text.len)
				byte = text.ptr[++at];
			text_add_byte(&element, byte);
			if (is_quoted || !is_blank(byte))
				end = element.len;
		}
		text_addf(&result, "%zu:", end);
		text_add(&result, str_slice(text_str(&element), 0, end));
	}
	return text_str(&result);
}

enum equivalence array_equivalence(struct arena *scratch, struct str a, struct str b)
{
	return str_equal(array_text(scratch, a), array_text(scratch, b)) ? EQUIVALENCE_SAME
																	 : EQUIVALENCE_DIFFERENT;
}
