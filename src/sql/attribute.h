/* SPDX-License-Identifier: MIT */
/* What a definition says of its object, as a list of keys and values. The keys: attributes.def. */
#ifndef MIGHOOK_SQL_ATTRIBUTE_H
#define MIGHOOK_SQL_ATTRIBUTE_H

#include "base/str.h"

enum attribute_key {
#define ATTRIBUTE(id, name, form) ATTRIBUTE_##id,
#include "sql/attributes.def"
#undef ATTRIBUTE
	ATTRIBUTE_COUNT
};

enum attribute_form {
	FORM_FLAG,
	FORM_WORD,
	FORM_NAME, /* of an object, as SQL */
	FORM_TYPE,
	FORM_EXPRESSION,
	FORM_QUERY,
	FORM_TEXT,
	FORM_LIST,
	FORM_SET,
};

struct attribute_row {
	const char *name;
	enum attribute_form form;
};

extern const struct attribute_row attribute_rows[ATTRIBUTE_COUNT];

struct attribute {
	enum attribute_key key;
	struct str text; /* ptr NULL: none (any more), or it is a list */
	const struct str_list *list; /* NULL: it is a text; there are as many of them as columns */
};

struct attributes {
	struct attribute *items;
	size_t count, capacity;
};

/* NULL if there is none of that key. */
const struct attribute *attributes_find(
	const struct attributes *attributes, enum attribute_key key);

/* The text of one; ptr NULL if there is none. */
struct str attributes_text(const struct attributes *attributes, enum attribute_key key);

/* Its list; an empty one if it is a text. */
const struct str_list *attribute_list(const struct attribute *attribute);

/* A list as an attribute; it has a copy of the list, not of the texts. */
struct attribute attribute_of_list(
	struct arena *arena, enum attribute_key key, const struct str_list *list);

/* Puts one in, in the place of the one of that key. With no text and no list it is taken out. */
void attributes_set(struct arena *arena, struct attributes *attributes, struct attribute attribute);

#endif
