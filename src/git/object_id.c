/* SPDX-License-Identifier: MIT */
#include "git/object_id.h"

bool object_id_equal(const struct object_id *a, const struct object_id *b)
{
	return !memcmp(a->bytes, b->bytes, sizeof a->bytes);
}

bool object_id_is_none(const struct object_id *id)
{
	static const struct object_id none;

	return object_id_equal(id, &none);
}

struct str object_id_hex(struct arena *arena, const struct object_id *id, size_t digits)
{
	static const char hex[] = "0123456789abcdef";
	char *text = arena_alloc(arena, digits + 1);

	for (size_t i = 0; i < digits; i++)
		text[i] = hex[i % 2 ? id->bytes[i / 2] & 15 : id->bytes[i / 2] >> 4];
	return (struct str){text, digits};
}

static int hex_value(char digit)
{
	if (is_digit(digit))
		return digit - '0';
	digit = lower(digit);
	return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

bool object_id_parse(struct str hex, struct object_id *ret)
{
	struct object_id id = {{0}};

	if (hex.len != 40 && hex.len != 64)
		return false;
	for (size_t i = 0; i < hex.len; i++) {
		int value = hex_value(hex.ptr[i]);

		if (value < 0)
			return false;
		id.bytes[i / 2] = (unsigned char)(id.bytes[i / 2] << 4 | value);
	}
	*ret = id;
	return true;
}

const struct entry *entries_find(const struct entries *entries, struct str path)
{
	size_t from = 0, to = entries->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_compare(path, entries->items[middle].path);

		if (!order)
			return &entries->items[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

const struct entry *entries_next(const struct entries *entries, size_t *position, struct str path)
{
	while (*position < entries->count) {
		int order = str_compare(entries->items[*position].path, path);

		if (order >= 0)
			return order ? NULL : &entries->items[*position];
		++*position;
	}
	return NULL;
}

bool entry_same_content(const struct entry *a, const struct entry *b)
{
	return a && b && (a->mode & MODE_TYPE) == (b->mode & MODE_TYPE) &&
		object_id_equal(&a->id, &b->id);
}

bool entry_equal(const struct entry *a, const struct entry *b)
{
	return (!a && !b) || (a && b && a->mode == b->mode && object_id_equal(&a->id, &b->id));
}
