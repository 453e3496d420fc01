/* SPDX-License-Identifier: MIT */
#include "sql/attribute.h"

#include "base/vec.h"

const struct attribute_row attribute_rows[ATTRIBUTE_COUNT] = {
#define ATTRIBUTE(id, name, form) {name, FORM_##form},
#include "sql/attributes.def"
#undef ATTRIBUTE
};

const struct attribute *attributes_find(const struct attributes *attributes, enum attribute_key key)
{
	for (size_t i = 0; i < attributes->count; i++)
		if (attributes->items[i].key == key)
			return &attributes->items[i];
	return NULL;
}

struct str attributes_text(const struct attributes *attributes, enum attribute_key key)
{
	const struct attribute *found = attributes_find(attributes, key);

	return found ? found->text : (struct str){NULL, 0};
}

const struct str_list *attribute_list(const struct attribute *attribute)
{
	static const struct str_list none = {NULL, 0, 0};

	return attribute->list ? attribute->list : &none;
}

struct attribute attribute_of_list(
	struct arena *arena, enum attribute_key key, const struct str_list *list)
{
	struct str_list *own = list->count ? arena_new(arena, struct str_list) : NULL;

	if (own)
		*own = *list;
	return (struct attribute){.key = key, .list = own};
}

void attributes_set(struct arena *arena, struct attributes *attributes, struct attribute attribute)
{
	for (size_t i = 0; i < attributes->count; i++) {
		if (attributes->items[i].key != attribute.key)
			continue;
		if (attribute.text.ptr || attribute.list)
			attributes->items[i] = attribute;
		else
			attributes->items[i] = attributes->items[--attributes->count];
		return;
	}
	if (attribute.text.ptr || attribute.list)
		*vec_push(arena, attributes) = attribute;
}
