/* SPDX-License-Identifier: MIT */
/* DROP: what goes along without being asked, and with CASCADE all that depends on it. */
#include "base/vec.h"
#include "schema/replaying.h"

static bool depends_on(const struct object_state *state, const struct catalog_entry *entry)
{
	for (size_t i = 0; i < state->depends.count; i++)
		if (state->depends.items[i] == entry)
			return true;
	return false;
}

static bool names_column(const struct object_state *state, struct str column)
{
	static const enum attribute_key lists[] = {
		ATTRIBUTE_COLUMNS, ATTRIBUTE_USES, ATTRIBUTE_INCLUDE};

	for (size_t i = 0; i < ARRAY_LENGTH(lists); i++)
		if (str_list_contains(state_list(state, lists[i]), column))
			return true;
	return false;
}

static bool is_element(struct arena *arena, const struct object_state *index, struct str column)
{
	const struct str_list *elements = state_list(index, ATTRIBUTE_ELEMENTS);

	for (size_t i = 0; i < elements->count; i++)
		if (str_equal(name_from_sql(arena, elements->items[i]).name, column) ||
			mentions_identifier(elements->items[i], column))
			return true;
	return false;
}

/* Expressions of an object, where functions and columns are spoken of. */
static bool speaks_of(const struct object_state *state, struct str name)
{
	for (size_t i = 0; i < state->attributes.count; i++) {
		const struct attribute *attribute = &state->attributes.items[i];

		if ((attribute_rows[attribute->key].form == FORM_EXPRESSION ||
				attribute_rows[attribute->key].form == FORM_QUERY) &&
			mentions_identifier(attribute->text, name))
			return true;
	}
	return false;
}

/* Indexes and constraints of a column go with it; policies, views and generated columns only when
 * CASCADE is said. */
static void drop_with_column(struct replay *replay, struct catalog_entry *column, bool cascades)
{
	struct catalog_entry *table = column->owner;
	struct str name = column->state->name.name;

	for (size_t i = 0; i < table->parts.count; i++) {
		struct catalog_entry *part = table->parts.items[i];
		const struct object_state *state = part->state;

		if (part == column || !catalog_lives(part))
			continue;
		if (((state->kind == KIND_INDEX || state->kind == KIND_CONSTRAINT) &&
				(names_column(state, name) || is_element(replay->arena, state, name))) ||
			(cascades && (state->kind == KIND_POLICY || state->kind == KIND_TRIGGER) &&
				speaks_of(state, name)) ||
			(cascades && state->kind == KIND_COLUMN &&
				mentions_identifier(state_text(state, ATTRIBUTE_GENERATED), name)))
			replay_drop_entry(replay, part, cascades);
	}
}

/* A foreign key needs the key that it points to. */
static bool needs_key(const struct object_state *state, const struct catalog_entry *key)
{
	const struct str_list *pointed = state_list(state, ATTRIBUTE_REFERENCED_COLUMNS);
	const struct str_list *columns = state_list(key->state, ATTRIBUTE_COLUMNS);

	if (state->kind != KIND_CONSTRAINT || state->constraint != CONSTRAINT_FOREIGN_KEY ||
		!depends_on(state, key->owner) || pointed->count != columns->count)
		return false;
	for (size_t i = 0; i < columns->count; i++)
		if (!str_list_contains(pointed, columns->items[i]))
			return false;
	return true;
}

static bool is_owned_sequence(const struct object_state *state, const struct catalog_entry *dropped)
{
	return state->kind == KIND_SEQUENCE && state->depends.count &&
		(state->depends.items[0] == dropped || state->depends.items[0]->owner == dropped);
}

static bool is_function(enum object_kind kind)
{
	return kind == KIND_FUNCTION || kind == KIND_PROCEDURE || kind == KIND_AGGREGATE;
}

static bool is_view(enum object_kind kind)
{
	return kind == KIND_VIEW || kind == KIND_MATERIALIZED_VIEW;
}

static bool lies_in(const struct catalog_entry *entry, const struct catalog_entry *schema)
{
	return schema->state->kind == KIND_SCHEMA && !entry->owner &&
		str_equal(entry->state->name.schema, schema->state->name.name);
}

/* A sequence, function or type that a column's default is made of. */
static void drop_default(
	struct replay *replay, struct catalog_entry *column, const struct catalog_entry *dropped)
{
	struct str written = state_text(column->state, ATTRIBUTE_DEFAULT);

	if (written.ptr &&
		(is_function(dropped->state->kind) ? mentions_identifier(written, dropped->state->name.name)
										   : dropped->state->kind == KIND_SEQUENCE &&
					find_sequence(replay->arena, written, dropped->state->name) < written.len))
		state_set_text(replay->arena, catalog_edit(replay->catalog, column), ATTRIBUTE_DEFAULT,
			(struct str){NULL, 0});
}

/* Among which is what may go with it: a sequence of its own and the tables that inherit from it;
 * with CASCADE, and with a schema, anything. */
static const struct catalog_entries *possible_dependents(
	const struct catalog *catalog, enum object_kind kind, bool cascades)
{
	if (cascades || kind == KIND_SCHEMA)
		return catalog_all(catalog);
	return catalog_dependents(
		catalog, (uint64_t)1 << KIND_SEQUENCE | (uint64_t)catalog->has_children << KIND_TABLE);
}

static void drop_dependents(struct replay *replay, struct catalog_entry *dropped, bool cascades)
{
	struct catalog *catalog = replay->catalog;
	enum object_kind kind = dropped->state->kind;
	const struct catalog_entries *all = possible_dependents(catalog, kind, cascades);

	for (size_t i = 0, count = all->count; i < count; i++) {
		struct catalog_entry *entry = all->items[i];
		const struct object_state *state = entry ? entry->state : NULL;

		if (!entry || entry == dropped || !catalog_lives(entry) || entry->owner == dropped)
			continue;
		if (is_owned_sequence(state, dropped) || lies_in(entry, dropped) ||
			(depends_on(state, dropped) &&
				(cascades || (kind == KIND_TABLE && state->kind == KIND_TABLE))) ||
			(cascades && kind == KIND_CONSTRAINT && needs_key(state, dropped)) ||
			(cascades && kind == KIND_COLUMN && is_view(state->kind) &&
				depends_on(state, dropped->owner) && speaks_of(state, dropped->state->name.name)) ||
			(cascades && is_function(kind) && state->kind != KIND_COLUMN &&
				speaks_of(state, dropped->state->name.name)))
			replay_drop_entry(replay, entry, cascades);
		else if (cascades && state->kind == KIND_COLUMN)
			drop_default(replay, entry, dropped);
	}
}

/* Of a plain column nothing outside its table can depend without CASCADE but its sequence. */
static bool has_dependents(const struct catalog_entry *entry, bool cascades)
{
	switch (entry->state->kind) {
	case KIND_INDEX:
	case KIND_TRIGGER:
	case KIND_POLICY:
	case KIND_RULE:
		return false;
	case KIND_COLUMN:
		return cascades || state_text(entry->state, ATTRIBUTE_DEFAULT).ptr ||
			state_text(entry->state, ATTRIBUTE_IDENTITY).ptr;
	case KIND_CONSTRAINT:
		return cascades;
	default:
		return true;
	}
}

void replay_drop_entry(struct replay *replay, struct catalog_entry *entry, bool cascades)
{
	bool is_consequence = replay->catalog->is_consequence;

	if (!catalog_lives(entry))
		return;
	catalog_drop(replay->catalog, entry);
	replay->catalog->is_consequence = true;
	if (entry->state->kind == KIND_COLUMN && entry->owner)
		drop_with_column(replay, entry, cascades);
	if (has_dependents(entry, cascades))
		drop_dependents(replay, entry, cascades);
	replay->catalog->is_consequence = is_consequence;
}

static void drop_part(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *owner = catalog_relation(replay->catalog, fact->table, LATEST);
	struct catalog_entry *part;

	if (!owner)
		owner = catalog_type(replay->catalog, fact->table, LATEST);
	if (!owner) {
		if (!replay_tolerates(replay))
			replay_miss(replay, KIND_TABLE, fact->table);
		return;
	}
	part = catalog_part(replay->catalog, owner, fact->kind, fact->object.name, LATEST);
	if (part)
		replay_drop_entry(replay, part, fact->flags & FACT_CASCADE);
	else if (!replay_tolerates(replay) && !owner->is_assumed && !owner->state->unverified)
		replay_miss(replay, fact->kind, (struct object_name){{NULL, 0}, fact->object.name});
	if (fact->kind == KIND_COLUMN || fact->kind == KIND_CONSTRAINT) {
		struct catalog_entries children = children_of(replay->catalog, owner);

		for (size_t i = 0; i < children.count && !(fact->flags & FACT_ONLY); i++) {
			part = catalog_part(
				replay->catalog, children.items[i], fact->kind, fact->object.name, LATEST);
			if (part)
				replay_drop_entry(replay, part, fact->flags & FACT_CASCADE);
		}
	}
}

bool replay_drop(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *entry;

	if (fact->act != ACT_DROP)
		return false;
	if (object_kinds[fact->kind].belongs_to_table) {
		drop_part(replay);
		return true;
	}
	entry = replay_named(replay);
	if (entry)
		replay_drop_entry(replay, entry, fact->flags & FACT_CASCADE);
	else if (!replay_tolerates(replay))
		replay_miss(replay, fact->kind, fact->object);
	return true;
}
