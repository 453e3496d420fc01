/* SPDX-License-Identifier: MIT */
/* Tables: made, inherited, partitioned, made like another. */
#include "base/vec.h"
#include "schema/replaying.h"

struct catalog_entries children_of(const struct catalog *catalog, const struct catalog_entry *table)
{
	struct catalog_entries children = {0};

	for (size_t i = 0; catalog->has_children && i < catalog_all(catalog)->count; i++) {
		struct catalog_entry *entry = catalog_all(catalog)->items[i];

		if (!catalog_lives(entry) ||
			(entry->state->kind != KIND_TABLE && entry->state->kind != KIND_FOREIGN_TABLE))
			continue;
		for (size_t j = 0; j < entry->state->depends.count; j++)
			if (entry->state->depends.items[j] == table)
				*vec_push(catalog->arena, &children) = entry;
	}
	return children;
}

static bool is_key(const struct object_state *state)
{
	return state->constraint == CONSTRAINT_PRIMARY_KEY || state->constraint == CONSTRAINT_UNIQUE ||
		state->constraint == CONSTRAINT_EXCLUDE;
}

/* A key or index of another table gets a name after this one. */
static struct str own_name(
	struct replay *replay, const struct catalog_entry *table, const struct object_state *part)
{
	struct str schema = catalog_schema(table, LATEST);
	struct str_list columns = {0};
	const struct str_list *elements = state_list(
		part, part->kind == KIND_INDEX ? ATTRIBUTE_ELEMENTS : ATTRIBUTE_COLUMNS);
	const char *label = part->kind == KIND_INDEX ? "idx"
		: part->constraint == CONSTRAINT_EXCLUDE ? "excl"
		: part->constraint == CONSTRAINT_UNIQUE  ? "key"
												 : "pkey";

	for (size_t i = 0; i < elements->count; i++)
		str_list_add(replay->arena, &columns,
			part->kind == KIND_INDEX ? name_of_element(replay->arena, elements->items[i])
									 : elements->items[i]);
	return choose_relation_name(replay->catalog, schema, table->state->name.name,
		part->constraint == CONSTRAINT_PRIMARY_KEY ? STR("")
												   : name_of_columns(replay->arena, &columns),
		label, part->kind == KIND_CONSTRAINT);
}

/* A part of another table as one of this; what is there already stays. */
static void copy_part(
	struct replay *replay, struct catalog_entry *table, const struct object_state *part)
{
	struct object_state copy = *part;

	copy.attributes = (struct attributes){0};
	for (size_t i = 0; i < part->attributes.count; i++)
		attributes_set(replay->arena, &copy.attributes, part->attributes.items[i]);
	copy.depends.capacity = copy.depends.count;
	if (part->kind == KIND_INDEX)
		copy.name.schema = catalog_schema(table, LATEST);
	if (part->kind == KIND_INDEX || (part->kind == KIND_CONSTRAINT && is_key(part)))
		copy.name.name = own_name(replay, table, part);
	if (!catalog_part(replay->catalog, table, part->kind, copy.name.name, LATEST))
		catalog_add(replay->catalog, table, copy);
}

static bool says(struct str words, const char *word)
{
	return str_find(words, str_from(word), 0) < words.len;
}

static void inherit(struct replay *replay, struct catalog_entry *table,
	const struct catalog_entry *parent, bool is_partition)
{
	bool is_consequence = replay->catalog->is_consequence;
	size_t count = parent->parts.count;

	replay->catalog->has_children = true;
	replay->catalog->is_consequence = true;
	for (size_t i = 0; i < count; i++) {
		const struct catalog_entry *part = parent->parts.items[i];
		const struct object_state *state = part->state;

		if (!catalog_lives(part))
			continue;
		if (state->kind == KIND_COLUMN ||
			(state->kind == KIND_CONSTRAINT && state->constraint == CONSTRAINT_CHECK &&
				!state_flag(state, ATTRIBUTE_NO_INHERIT)) ||
			(is_partition && (state->kind == KIND_CONSTRAINT || state->kind == KIND_INDEX)))
			copy_part(replay, table, state);
	}
	replay->catalog->is_consequence = is_consequence;
}

void replay_add_to_partitions(
	struct replay *replay, struct catalog_entry *table, const struct object_state *part)
{
	struct catalog_entries children = children_of(replay->catalog, table);
	bool is_consequence = replay->catalog->is_consequence;

	replay->catalog->is_consequence = true;
	for (size_t i = 0; i < children.count && !(replay->fact->flags & FACT_ONLY); i++) {
		struct catalog_entry *child = children.items[i];
		bool is_partition = state_text(child->state, ATTRIBUTE_PARTITION_OF).ptr != NULL;

		if (part->kind == KIND_COLUMN ||
			(part->kind == KIND_CONSTRAINT && part->constraint == CONSTRAINT_CHECK &&
				!state_flag(part, ATTRIBUTE_NO_INHERIT)) ||
			is_partition) {
			copy_part(replay, child, part);
			replay_add_to_partitions(replay, child, part);
		}
	}
	replay->catalog->is_consequence = is_consequence;
}

static void inherit_named(struct replay *replay, struct catalog_entry *table)
{
	const struct str_list *parents = state_list(table->state, ATTRIBUTE_INHERITS);

	for (size_t i = 0; i < parents->count; i++) {
		struct catalog_entry *parent = replay_relation(
			replay, KIND_TABLE, name_from_sql(replay->arena, parents->items[i]));

		if (!parent)
			continue;
		state_depend(replay->arena, catalog_edit(replay->catalog, table), parent);
		inherit(replay, table, parent, /* is_partition= */ false);
	}
}

static void attach(struct replay *replay, struct catalog_entry *table, struct catalog_entry *parent)
{
	struct object_state *state = catalog_edit(replay->catalog, table);

	state_depend(replay->arena, state, parent);
	state_set_text(
		replay->arena, state, ATTRIBUTE_PARTITION_OF, catalog_name(replay->arena, parent, LATEST));
}

static void create(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct object_name name = replay_new_name(replay, fact->object);
	struct catalog_entry *table = catalog_relation(replay->catalog, name, LATEST);

	if (table && table->is_assumed) {
		catalog_drop(replay->catalog, table);
	} else if (table && replay_keeps(replay)) {
		replay->kept_in = replay->statement;
		return;
	} else if (table) {
		replay_drop_entry(replay, table, /* cascades= */ false);
	}
	table = catalog_add(replay->catalog, NULL, replay_state(replay, fact->kind, name));
	replay_give_defaults(replay, table);
	if (attributes_text(&fact->attributes, ATTRIBUTE_QUERY).ptr ||
		attributes_text(&fact->attributes, ATTRIBUTE_OF_TYPE).ptr)
		catalog_edit(replay->catalog, table)->unverified = "its columns come from elsewhere";
	if (fact->target.name.len) {
		struct catalog_entry *parent = replay_relation(replay, KIND_TABLE, fact->target);

		if (parent) {
			attach(replay, table, parent);
			inherit(replay, table, parent, /* is_partition= */ true);
		}
	}
	inherit_named(replay, table);
}

/* Which parts of the other table CREATE TABLE (LIKE ...) takes over. */
static bool is_like(const struct object_state *part, struct str options)
{
	switch (part->kind) {
	case KIND_COLUMN:
		return true;
	case KIND_INDEX:
		return says(options, "indexes");
	case KIND_CONSTRAINT:
		return part->constraint == CONSTRAINT_CHECK ? says(options, "constraints")
													: is_key(part) && says(options, "indexes");
	default:
		return false;
	}
}

static void copy_like(struct replay *replay)
{
	struct str options = attributes_text(&replay->fact->attributes, ATTRIBUTE_OPTIONS);
	struct catalog_entry *table = replay_relation(replay, KIND_TABLE, replay->fact->object);
	struct catalog_entry *other = replay_relation(replay, KIND_TABLE, replay->fact->target);

	if (!table || !other || replay->kept_in == replay->statement)
		return;
	for (size_t i = 0, count = other->parts.count; i < count; i++) {
		const struct catalog_entry *part = other->parts.items[i];
		struct object_state state = *part->state;

		if (!catalog_lives(part) || !is_like(&state, options))
			continue;
		if (state.kind == KIND_COLUMN) {
			struct object_state plain = {.kind = KIND_COLUMN, .name = state.name};

			plain.depends = state.depends;
			for (size_t j = 0; j < state.attributes.count; j++) {
				enum attribute_key key = state.attributes.items[j].key;

				if ((key == ATTRIBUTE_DEFAULT && !says(options, "defaults")) ||
					(key == ATTRIBUTE_GENERATED && !says(options, "generated")) ||
					(key == ATTRIBUTE_IDENTITY && !says(options, "identity")) ||
					(key == ATTRIBUTE_COMMENT && !says(options, "comments")))
					continue;
				attributes_set(replay->arena, &plain.attributes, state.attributes.items[j]);
			}
			copy_part(replay, table, &plain);
			if (says(options, "identity") && state_text(&plain, ATTRIBUTE_IDENTITY).ptr)
				replay_add_sequence(replay,
					catalog_part(replay->catalog, table, KIND_COLUMN, state.name.name, LATEST),
					/* is_serial= */ false);
		} else {
			copy_part(replay, table, &state);
		}
	}
}

static void detach(struct replay *replay)
{
	struct catalog_entry *child = catalog_relation(replay->catalog, replay->fact->target, LATEST);
	struct object_state *state;

	if (!child)
		return;
	state = catalog_edit(replay->catalog, child);
	state->depends = (struct catalog_entries){0};
	state_set_text(replay->arena, state, ATTRIBUTE_PARTITION_OF, (struct str){NULL, 0});
	state_set_text(replay->arena, state, ATTRIBUTE_BOUND, (struct str){NULL, 0});
	state_set_list(replay->arena, state, ATTRIBUTE_INHERITS, &(const struct str_list){0});
}

static void attach_given(struct replay *replay)
{
	struct catalog_entry *child = replay_relation(replay, KIND_TABLE, replay->fact->object);
	struct catalog_entry *parent = replay_relation(replay, KIND_TABLE, replay->fact->target);
	struct object_state *state;

	if (!child || !parent)
		return;
	replay->catalog->has_children = true;
	if (replay->fact->flags & FACT_OTHER_WAY) {
		struct str_list parents = {0};

		state = catalog_edit(replay->catalog, child);
		str_list_add(replay->arena, &parents, catalog_name(replay->arena, parent, LATEST));
		state_set_list(replay->arena, state, ATTRIBUTE_INHERITS, &parents);
		state_depend(replay->arena, state, parent);
		return;
	}
	attach(replay, child, parent);
	replay_set_attributes(replay, catalog_edit(replay->catalog, child));
}

static bool is_table(enum object_kind kind)
{
	return kind == KIND_TABLE || kind == KIND_FOREIGN_TABLE;
}

bool replay_table(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *table;

	if (fact->act == ACT_LIKE) {
		copy_like(replay);
		return true;
	}
	if (!is_table(fact->kind))
		return false;
	switch (fact->act) {
	case ACT_CREATE:
		create(replay);
		return true;
	case ACT_ATTACH:
		attach_given(replay);
		return true;
	case ACT_DETACH:
		detach(replay);
		return true;
	case ACT_ENABLE_ROW_SECURITY:
	case ACT_DISABLE_ROW_SECURITY:
		table = replay_relation(replay, KIND_TABLE, fact->object);
		if (table)
			state_set_flag(replay->arena, catalog_edit(replay->catalog, table),
				ATTRIBUTE_ROW_SECURITY, fact->act == ACT_ENABLE_ROW_SECURITY);
		return true;
	case ACT_ALTER:
		table = replay_relation(replay, KIND_TABLE, fact->object);
		if (table && fact->attributes.count)
			replay_set_attributes(replay, catalog_edit(replay->catalog, table));
		return true;
	default:
		return false;
	}
}
