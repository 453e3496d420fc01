/* SPDX-License-Identifier: MIT */
/* RENAME and SET SCHEMA: the object, and all that speaks of it by name. */
#include "base/vec.h"
#include "schema/replaying.h"

/* A list with the name replaced; false if it is not in it. */
static bool replaced(struct arena *arena, const struct str_list *list, struct str from,
	struct str to, struct str_list *ret)
{
	if (!str_list_contains(list, from))
		return false;
	*ret = (struct str_list){0};
	for (size_t i = 0; i < list->count; i++)
		str_list_add(arena, ret, str_equal(list->items[i], from) ? to : list->items[i]);
	return true;
}

static void rename_in_list(struct replay *replay, struct catalog_entry *entry,
	enum attribute_key key, struct str from, struct str to)
{
	struct str_list next;

	if (replaced(replay->arena, state_list(entry->state, key), from, to, &next))
		state_set_list(replay->arena, catalog_edit(replay->catalog, entry), key, &next);
}

static bool is_written(enum attribute_form form)
{
	return form == FORM_EXPRESSION || form == FORM_QUERY;
}

/* Expressions and queries say the new name from now on. */
static void rename_in_texts(
	struct replay *replay, struct catalog_entry *entry, struct str from, struct str to)
{
	for (size_t i = 0; i < entry->state->attributes.count; i++) {
		struct attribute attribute = entry->state->attributes.items[i];
		struct object_state *next;

		if (is_written(attribute_rows[attribute.key].form) &&
			mentions_identifier(attribute.text, from)) {
			next = catalog_edit(replay->catalog, entry);
			attribute.text = replace_identifier(replay->arena, attribute.text, from, to);
			attributes_set(replay->arena, &next->attributes, attribute);
			/* which of the names that are spelt so was meant is not known */
			if (attribute_rows[attribute.key].form == FORM_QUERY)
				next->unverified = "it reads what was renamed";
		}
	}
	if (state_list(entry->state, ATTRIBUTE_ELEMENTS)->count) {
		const struct str_list *elements = state_list(entry->state, ATTRIBUTE_ELEMENTS);
		struct str_list next = {0};
		bool is_changed = false;

		for (size_t i = 0; i < elements->count; i++) {
			str_list_add(replay->arena, &next,
				replace_identifier(replay->arena, elements->items[i], from, to));
			is_changed |= next.items[i].ptr != elements->items[i].ptr;
		}
		if (is_changed)
			state_set_list(
				replay->arena, catalog_edit(replay->catalog, entry), ATTRIBUTE_ELEMENTS, &next);
	}
}

static void rename_column(
	struct replay *replay, struct catalog_entry *column, struct str from, struct str to)
{
	struct catalog *catalog = replay->catalog;
	struct catalog_entry *table = column->owner;

	for (size_t i = 0; i < table->parts.count; i++) {
		struct catalog_entry *part = table->parts.items[i];

		if (!catalog_lives(part) || part == column)
			continue;
		rename_in_list(replay, part, ATTRIBUTE_COLUMNS, from, to);
		rename_in_list(replay, part, ATTRIBUTE_USES, from, to);
		rename_in_list(replay, part, ATTRIBUTE_INCLUDE, from, to);
		rename_in_texts(replay, part, from, to);
	}
	for (size_t i = 0; i < catalog_all(catalog)->count; i++) {
		struct catalog_entry *entry = catalog_all(catalog)->items[i];

		if (!catalog_lives(entry) || entry->owner == table)
			continue;
		for (size_t j = 0; j < entry->state->depends.count; j++) {
			if (entry->state->depends.items[j] == table) {
				rename_in_list(replay, entry, ATTRIBUTE_REFERENCED_COLUMNS, from, to);
				if (entry->state->kind == KIND_VIEW || entry->state->kind == KIND_MATERIALIZED_VIEW)
					rename_in_texts(replay, entry, from, to);
				break;
			}
		}
	}
}

/* What a function is handed is a part of what it is called. */
static void refresh_signatures(struct replay *replay, const struct catalog_entry *type)
{
	const struct object_state *before = type->state->before;
	struct str from = before ? object_name_sql(replay->arena, before->name) : STR("");
	struct str to = object_name_sql(replay->arena, type->state->name);

	for (size_t i = 0; from.len && i < catalog_all(replay->catalog)->count; i++) {
		struct catalog_entry *entry = catalog_all(replay->catalog)->items[i];
		struct str rest = entry->state->signature, item;
		struct text text = {.arena = replay->arena};
		bool is_changed = false;

		while (catalog_lives(entry) && rest.len && str_next(&rest, ',', &item)) {
			bool is_array = str_ends(str_trim(item), STR("[]"));
			bool is_it;

			item = str_trim(item);
			is_it = str_equal(str_slice(item, 0, item.len - (is_array ? 2 : 0)), from);
			is_changed |= is_it;
			text_addf(&text, "%s%.*s%s", text.len ? ", " : "", STR_ARG(is_it ? to : item),
				is_it && is_array ? "[]" : "");
		}
		if (is_changed)
			catalog_edit(replay->catalog, entry)->signature = text_str(&text);
	}
}

static bool is_type(enum object_kind kind)
{
	return kind == KIND_TYPE || kind == KIND_DOMAIN || kind == KIND_TABLE;
}

/* What is kept of an object's name as text elsewhere. */
static void refresh_names(struct replay *replay, struct catalog_entry *renamed)
{
	struct catalog *catalog = replay->catalog;

	if (is_type(renamed->state->kind))
		refresh_signatures(replay, renamed);
	for (size_t i = 0; i < catalog_all(catalog)->count; i++) {
		struct catalog_entry *entry = catalog_all(catalog)->items[i];
		const struct object_state *state = entry->state;
		struct catalog_entry *first = state->depends.count ? state->depends.items[0] : NULL;

		if (!catalog_lives(entry) || !first)
			continue;
		if (state->kind == KIND_CONSTRAINT && first == renamed)
			state_set_text(replay->arena, catalog_edit(catalog, entry), ATTRIBUTE_REFERENCES,
				catalog_name(replay->arena, renamed, LATEST));
		else if (state->kind == KIND_SEQUENCE && (first == renamed || first->owner == renamed))
			state_set_text(replay->arena, catalog_edit(catalog, entry), ATTRIBUTE_OWNED_BY,
				catalog_name(replay->arena, first, LATEST));
		else if (state->kind == KIND_TRIGGER && first == renamed)
			state_set_text(replay->arena, catalog_edit(catalog, entry), ATTRIBUTE_FUNCTION,
				object_name_sql(replay->arena, renamed->state->name));
		else if ((state->kind == KIND_COLUMN || state->kind == KIND_ATTRIBUTE ||
					 state->kind == KIND_DOMAIN) &&
			first == renamed)
			state_set_text(replay->arena, catalog_edit(catalog, entry), ATTRIBUTE_TYPE,
				str_format(replay->arena, "%.*s%s",
					STR_ARG(object_name_sql(replay->arena, renamed->state->name)),
					str_ends(state_text(state, ATTRIBUTE_TYPE), STR("[]")) ? "[]" : ""));
	}
}

/* nextval('seq') is kept as text too. */
static void rename_sequence(
	struct replay *replay, const struct catalog_entry *sequence, struct str from)
{
	struct object_name name = {catalog_schema(sequence, LATEST), from};
	struct str to = identifier_sql(replay->arena, sequence->state->name.name);
	struct str old = identifier_sql(replay->arena, from);

	for (size_t i = 0; i < catalog_all(replay->catalog)->count; i++) {
		struct catalog_entry *entry = catalog_all(replay->catalog)->items[i];
		struct str written = state_text(entry->state, ATTRIBUTE_DEFAULT);
		size_t at = find_sequence(replay->arena, written, name);

		if (catalog_lives(entry) && entry->state->kind == KIND_COLUMN && at < written.len)
			state_set_text(replay->arena, catalog_edit(replay->catalog, entry), ATTRIBUTE_DEFAULT,
				str_format(replay->arena, "%.*s%.*s%.*s", (int)at, written.ptr, STR_ARG(to),
					STR_ARG(str_slice(written, at + old.len, written.len))));
	}
}

static void rename_everywhere(
	struct replay *replay, const struct catalog_entry *renamed, struct str from, struct str to)
{
	for (size_t i = 0; i < catalog_all(replay->catalog)->count; i++) {
		struct catalog_entry *entry = catalog_all(replay->catalog)->items[i];

		if (catalog_lives(entry) && entry != renamed)
			rename_in_texts(replay, entry, from, to);
	}
}

static void finish(struct replay *replay, struct catalog_entry *entry, struct str from)
{
	bool is_consequence = replay->catalog->is_consequence;
	struct str to = entry->state->name.name;

	catalog_rename(replay->catalog, entry);
	replay->catalog->is_consequence = true;
	switch (entry->state->kind) {
	case KIND_COLUMN:
		rename_column(replay, entry, from, to);
		refresh_names(replay, entry);
		break;
	case KIND_SEQUENCE:
		rename_sequence(replay, entry, from);
		break;
	case KIND_TABLE:
	case KIND_VIEW:
	case KIND_MATERIALIZED_VIEW:
	case KIND_FOREIGN_TABLE:
	case KIND_FUNCTION:
	case KIND_TYPE:
	case KIND_DOMAIN:
		refresh_names(replay, entry);
		rename_everywhere(replay, entry, from, to);
		break;
	default:
		break;
	}
	replay->catalog->is_consequence = is_consequence;
}

/* A column of a parent has the same name in its children. */
static void rename_part(struct replay *replay, struct catalog_entry *owner)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *part = catalog_part(
		replay->catalog, owner, fact->kind, fact->object.name, LATEST);
	struct catalog_entries children = children_of(replay->catalog, owner);

	if (part) {
		catalog_edit(replay->catalog, part)->name.name = fact->new_name;
		finish(replay, part, fact->object.name);
	} else if (!replay_tolerates(replay) && !owner->is_assumed) {
		replay_miss(replay, fact->kind, (struct object_name){{NULL, 0}, fact->object.name});
	}
	for (size_t i = 0; i < children.count && fact->kind == KIND_COLUMN; i++)
		rename_part(replay, children.items[i]);
}

static void rename_schema(struct replay *replay, struct catalog_entry *schema)
{
	struct str from = schema->state->name.name;
	bool is_consequence = replay->catalog->is_consequence;

	catalog_edit(replay->catalog, schema)->name.name = replay->fact->new_name;
	catalog_rename(replay->catalog, schema);
	replay->catalog->is_consequence = true;
	for (size_t i = 0; i < catalog_all(replay->catalog)->count; i++) {
		struct catalog_entry *entry = catalog_all(replay->catalog)->items[i];

		if (!catalog_lives(entry))
			continue;
		if (entry->state->name.schema.ptr && str_equal(entry->state->name.schema, from)) {
			catalog_edit(replay->catalog, entry)->name.schema = replay->fact->new_name;
			catalog_rename(replay->catalog, entry);
			refresh_names(replay, entry);
		}
		rename_in_texts(replay, entry, from, replay->fact->new_name);
	}
	replay->catalog->is_consequence = is_consequence;
}

/* Indexes, constraints and sequences of a table move with it. */
static void move(struct replay *replay, struct catalog_entry *entry)
{
	struct str from = catalog_schema(entry, LATEST);
	bool is_consequence = replay->catalog->is_consequence;

	if (entry->state->kind == KIND_EXTENSION) {
		state_set_text(replay->arena, catalog_edit(replay->catalog, entry), ATTRIBUTE_SCHEMA,
			replay->fact->new_name);
		return;
	}
	catalog_edit(replay->catalog, entry)->name.schema = replay->fact->new_name;
	catalog_rename(replay->catalog, entry);
	replay->catalog->is_consequence = true;
	for (size_t i = 0; i < entry->parts.count; i++) {
		struct catalog_entry *part = entry->parts.items[i];

		if (!catalog_lives(part))
			continue;
		if (part->state->name.schema.ptr)
			catalog_edit(replay->catalog, part)->name.schema = replay->fact->new_name;
		catalog_rename(replay->catalog, part);
	}
	for (size_t i = 0; i < catalog_all(replay->catalog)->count; i++) {
		struct catalog_entry *sequence = catalog_all(replay->catalog)->items[i];

		if (catalog_lives(sequence) && sequence->state->kind == KIND_SEQUENCE &&
			sequence->state->depends.count && sequence->state->depends.items[0]->owner == entry &&
			str_equal(sequence->state->name.schema, from)) {
			catalog_edit(replay->catalog, sequence)->name.schema = replay->fact->new_name;
			catalog_rename(replay->catalog, sequence);
		}
	}
	refresh_names(replay, entry);
	replay->catalog->is_consequence = is_consequence;
}

bool replay_rename(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *entry;

	if ((fact->act != ACT_RENAME && fact->act != ACT_MOVE) || fact->kind == KIND_ENUM_VALUE)
		return false;
	if (object_kinds[fact->kind].belongs_to_table) {
		entry = catalog_relation(replay->catalog, fact->table, LATEST);
		if (!entry)
			entry = catalog_type(replay->catalog, fact->table, LATEST);
		if (entry)
			rename_part(replay, entry);
		else if (!replay_tolerates(replay))
			replay_miss(replay, KIND_TABLE, fact->table);
		return true;
	}
	entry = replay_named(replay);
	if (!entry) {
		if (!replay_tolerates(replay))
			replay_miss(replay, fact->kind, fact->object);
	} else if (fact->act == ACT_MOVE) {
		move(replay, entry);
	} else if (fact->kind == KIND_SCHEMA) {
		rename_schema(replay, entry);
	} else {
		struct str from = entry->state->name.name;

		catalog_edit(replay->catalog, entry)->name.name = fact->new_name;
		finish(replay, entry, from);
	}
	return true;
}
