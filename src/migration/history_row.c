/* SPDX-License-Identifier: MIT */
#include "migration/history_row.h"

#include "migration/history_spec.h"

static struct str changed(struct arena *arena, struct str text, char from, const char *to)
{
	struct text out = {.arena = arena};

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != from)
			text_add_byte(&out, text.ptr[i]);
		else
			text_add(&out, str_from(to));
	}
	return text_str(&out);
}

static struct str quoted(struct arena *arena, struct str text)
{
	return str_format(arena, "'%.*s'", STR_ARG(changed(arena, text, '\'', "''")));
}

/* As a number is written: without the zeros it may begin with. */
static struct str number(struct str version)
{
	while (version.len > 1 && version.ptr[0] == '0')
		version = str_slice(version, 1, version.len);
	return version;
}

struct str history_key_text(struct arena *arena, enum history_key key, const struct name *name)
{
	if (!name->version.ptr && key != KEY_NAME)
		return name->version;
	switch (key) {
	case KEY_NAME:
		return str_basename(name->stem);
	case KEY_DOTTED:
		return changed(arena, name->version, '_', ".");
	case KEY_BARE:
		return changed(arena, name->version, '-', "");
	case KEY_NUMBER:
	case KEY_NUMBER_TEXT:
	case KEY_LATEST:
		return number(name->version);
	default:
		return name->version;
	}
}

static struct str value_of(struct arena *arena, enum history_key key, const struct name *name)
{
	struct str text = history_key_text(arena, key, name);

	return key == KEY_NUMBER || key == KEY_LATEST ? text : quoted(arena, text);
}

struct str history_row_removal(const struct set_spec *spec, struct arena *arena,
	const struct name *name, const struct name *previous)
{
	struct history_specs histories = history_specs_of(arena, spec);
	const struct history_spec *history = histories.items;
	struct str column, value;
	enum history_key key;

	if (!histories.count || !history->table.len)
		return (struct str){NULL, 0};
	key = history->adapter->key;
	column = history_spec_column(history, HISTORY_VERSION);
	if (column.ptr && (name->version.ptr || key == KEY_NAME)) {
		value = value_of(arena, key, name);
	} else {
		/* the policy names a column for the whole name */
		column = history->columns[HISTORY_NAME];
		value = quoted(arena, str_basename(name->stem));
	}
	if (!column.ptr)
		return (struct str){NULL, 0};
	if (key == KEY_LATEST && previous && previous->version.ptr)
		return str_format(arena, "UPDATE %.*s SET %.*s = %.*s, dirty = false",
			STR_ARG(history->table), STR_ARG(column), STR_ARG(value_of(arena, key, previous)));
	return str_format(arena, "DELETE FROM %.*s WHERE %.*s = %.*s", STR_ARG(history->table),
		STR_ARG(column), STR_ARG(value));
}
