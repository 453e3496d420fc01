/* SPDX-License-Identifier: MIT */
#include "lint/mask_values.h"

#include "base/escape.h"
#include "base/sort.h"
#include "base/vec.h"

/* Shorter ones are parts of ordinary words. */
enum { LONG_ENOUGH = 8 };

void mask_values_add(struct mask_values *values, struct arena *arena, struct str text)
{
	struct str escaped;

	text = str_trim(text);
	if (!text.len)
		return;
	vec_push(arena, values)->text = text;
	escaped = escape_text(arena, text, /* keep_tabs= */ false);
	if (!str_equal(escaped, text))
		vec_push(arena, values)->text = escaped;
}

static int compare(const void *a, const void *b)
{
	return str_compare(((const struct mask_value *)a)->text, ((const struct mask_value *)b)->text);
}

void mask_values_sort(struct mask_values *values)
{
	size_t kept = 0;

	sort(values->items, values->count, sizeof *values->items, compare);
	for (size_t i = 0; i < values->count; i++)
		if (!kept || !str_equal(values->items[kept - 1].text, values->items[i].text))
			values->items[kept++] = values->items[i];
	values->count = kept;
	for (size_t i = 1; i < values->count; i++) {
		size_t parent = i;

		while (parent && !str_starts(values->items[i].text, values->items[parent - 1].text))
			parent = values->items[parent - 1].parent;
		values->items[i].parent = parent;
	}
}

static bool is_word_byte(struct str text, size_t at)
{
	return at < text.len && (is_alnum(text.ptr[at]) || text.ptr[at] == '_');
}

static bool stands_at(struct str value, struct str text, size_t at)
{
	if (!str_starts(str_slice(text, at, text.len), value))
		return false;
	return value.len >= LONG_ENOUGH ||
		(!(at && is_word_byte(text, at - 1)) && !is_word_byte(text, at + value.len));
}

size_t mask_values_at(const struct mask_values *values, struct str text, size_t at)
{
	struct str rest = str_slice(text, at, text.len);
	size_t from = 0, to = values->count;

	/* the last one that is not behind the rest: it, or what it starts with, may stand there */
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (str_compare(values->items[middle].text, rest) <= 0)
			from = middle + 1;
		else
			to = middle;
	}
	while (from && !stands_at(values->items[from - 1].text, text, at))
		from = values->items[from - 1].parent;
	return from ? values->items[from - 1].text.len : 0;
}
