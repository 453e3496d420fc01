/* SPDX-License-Identifier: MIT */
#include "migration/header.h"

#include "base/vec.h"

/* "Author: x", "See also: y": letters, blanks, '-', '_', then a colon that is no part of a URL. */
static bool is_field(struct str text, size_t colon)
{
	if (!colon || colon == text.len || colon > 40 ||
		str_starts(str_slice(text, colon, text.len), STR("://")))
		return false;
	for (size_t i = 0; i < colon; i++)
		if (!is_alnum(text.ptr[i]) && !str_has(STR(" -_"), text.ptr[i]))
			return false;
	return is_alpha(text.ptr[0]);
}

struct header header_of(struct arena *arena, const struct scan *scan)
{
	struct header header = {0};

	for (size_t i = 0; i < scan->comments.count; i++) {
		const struct comment *comment = &scan->comments.items[i];
		size_t colon = str_find(comment->text, STR(":"), 0);
		struct str value;

		if (comment->offset > scan->first_sql)
			break;
		if (!is_field(comment->text, colon))
			continue;
		value = str_trim(str_slice(comment->text, colon + 1, comment->text.len));
		*vec_push(arena, &header) = (struct header_field){
			.name = str_trim(str_slice(comment->text, 0, colon)),
			.value = value,
			.offset = comment->text_offset,
			.value_offset = comment->text_offset + (size_t)(value.ptr - comment->text.ptr),
		};
	}
	return header;
}

const struct header_field *header_find(const struct header *header, struct str name)
{
	for (size_t i = 0; i < header->count; i++)
		if (str_equal_ignoring_case(header->items[i].name, name))
			return &header->items[i];
	return NULL;
}
