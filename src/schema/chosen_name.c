/* SPDX-License-Identifier: MIT */
/* Names that PostgreSQL gives to what was not named (src/backend/commands/indexcmds.c). */
#include "base/vec.h"
#include "schema/replaying.h"

/* NAMEDATALEN: names have one byte less */
enum { NAME_SIZE = 64 };

/* Not within a character of UTF-8. */
static size_t clip(struct str text, size_t length)
{
	if (length >= text.len)
		return text.len;
	while (length > 0 && ((unsigned char)text.ptr[length] & 0xC0) == 0x80)
		length--;
	return length;
}

struct str catalog_chosen_name(
	struct arena *arena, struct str first, struct str second, struct str label)
{
	size_t extra = label.len + 1 + (second.len ? 1 : 0);
	size_t available = NAME_SIZE - 1 - extra;
	size_t lengths[2] = {first.len, second.len};

	while (lengths[0] + lengths[1] > available)
		lengths[lengths[0] <= lengths[1]]--;
	first.len = clip(first, lengths[0]);
	second.len = clip(second, lengths[1]);
	return str_format(arena, "%.*s%s%.*s_%.*s", STR_ARG(first), second.len ? "_" : "",
		STR_ARG(second), STR_ARG(label));
}

static struct str next_label(struct arena *arena, const char *label, unsigned pass)
{
	return pass ? str_format(arena, "%s%u", label, pass) : str_from(label);
}

struct str choose_relation_name(const struct catalog *catalog, struct str schema, struct str first,
	struct str second, const char *label, bool is_constraint)
{
	for (unsigned pass = 0;; pass++) {
		struct str name = catalog_chosen_name(
			catalog->arena, first, second, next_label(catalog->arena, label, pass));

		if (catalog_relation(catalog, (struct object_name){schema, name}, LATEST))
			continue;
		if (!is_constraint || !catalog_constraint_in_schema(catalog, schema, name, LATEST))
			return name;
	}
}

struct str choose_constraint_name(const struct catalog *catalog, struct str schema,
	struct str first, struct str second, const char *label)
{
	for (unsigned pass = 0;; pass++) {
		struct str name = catalog_chosen_name(
			catalog->arena, first, second, next_label(catalog->arena, label, pass));

		if (!catalog_constraint_in_schema(catalog, schema, name, LATEST))
			return name;
	}
}

/* A column that is called as one before it gets a number. */
static struct str distinct(
	struct arena *arena, const struct str_list *list, size_t count, struct str name)
{
	struct str tried = name;

	for (unsigned number = 1;; number++) {
		bool is_taken = false;

		for (size_t i = 0; i < count; i++)
			is_taken |= str_equal(list->items[i], tried);
		if (!is_taken)
			return tried;
		tried = str_format(arena, "%.*s%u", STR_ARG(name), number);
	}
}

struct str name_of_columns(struct arena *arena, const struct str_list *columns)
{
	struct str_list names = {0};
	struct text joined = {.arena = arena};

	for (size_t i = 0; i < columns->count && joined.len < NAME_SIZE; i++) {
		struct str name = distinct(arena, &names, names.count, columns->items[i]);

		str_list_add(arena, &names, name);
		if (joined.len)
			text_add_byte(&joined, '_');
		text_add(&joined, str_slice(name, 0, NAME_SIZE - 1));
	}
	return text_str(&joined);
}
