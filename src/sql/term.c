/* SPDX-License-Identifier: MIT */
#include "sql/term.h"

#include "base/vec.h"

struct term *term_new(struct arena *arena, enum term_kind kind, struct str text)
{
	struct term *term = arena_new(arena, struct term);

	term->kind = kind;
	term->text = text;
	return term;
}

void term_add(struct arena *arena, struct term *term, struct term *part)
{
	*vec_push(arena, &term->parts) = part;
}

static bool is_array(const struct term *term)
{
	return term && term->kind == TERM_NODE && str_equal(term->text, STR("array"));
}

void term_cast(struct arena *arena, struct term *term, struct cast_type type)
{
	struct cast_type element = type;

	if (!is_array(term) || !term->parts.count || !str_ends(type.name, STR("[]"))) {
		*vec_push(arena, &term->casts) = type;
		return;
	}
	element.name.len -= 2;
	for (size_t i = 0; i < term->parts.count; i++)
		term_cast(arena, term->parts.items[i], is_array(term->parts.items[i]) ? type : element);
}

struct term *term_join(struct arena *arena, enum term_kind kind, const struct terms *parts)
{
	struct term *joined;

	if (parts->count == 1)
		return parts->items[0];
	joined = term_new(arena, kind, (struct str){NULL, 0});
	for (size_t i = 0; i < parts->count; i++) {
		struct term *part = parts->items[i];

		if (part->kind != kind || part->casts.count) {
			term_add(arena, joined, part);
			continue;
		}
		for (size_t j = 0; j < part->parts.count; j++)
			term_add(arena, joined, part->parts.items[j]);
	}
	return joined;
}
