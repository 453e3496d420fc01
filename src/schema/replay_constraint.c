/* SPDX-License-Identifier: MIT */
/* Constraints, and indexes. */
#include "base/vec.h"
#include "schema/replaying.h"

static const char *const type_names[] = {
	[CONSTRAINT_CHECK] = "check",
	[CONSTRAINT_FOREIGN_KEY] = "foreign key",
	[CONSTRAINT_UNIQUE] = "unique",
	[CONSTRAINT_PRIMARY_KEY] = "primary key",
	[CONSTRAINT_EXCLUDE] = "exclude",
};

static struct str chosen_name(
	struct replay *replay, const struct catalog_entry *table, const struct object_state *state)
{
	struct str schema = catalog_schema(table, LATEST), own = table->state->name.name;
	const struct str_list *columns = state_list(
		state, state->constraint == CONSTRAINT_CHECK ? ATTRIBUTE_USES : ATTRIBUTE_COLUMNS);
	struct str_list all = {0};

	for (size_t i = 0; i < columns->count; i++)
		str_list_add(replay->arena, &all, columns->items[i]);
	switch (state->constraint) {
	case CONSTRAINT_CHECK:
		/* one that speaks of a single column is called after it */
		return choose_constraint_name(
			replay->catalog, schema, own, all.count == 1 ? all.items[0] : STR(""), "check");
	case CONSTRAINT_FOREIGN_KEY:
		return choose_constraint_name(
			replay->catalog, schema, own, name_of_columns(replay->arena, &all), "fkey");
	case CONSTRAINT_PRIMARY_KEY:
		return choose_relation_name(replay->catalog, schema, own, STR(""), "pkey", true);
	default:
		columns = state_list(state, ATTRIBUTE_INCLUDE);
		for (size_t i = 0; i < columns->count; i++)
			str_list_add(replay->arena, &all, columns->items[i]);
		return choose_relation_name(replay->catalog, schema, own,
			name_of_columns(replay->arena, &all),
			state->constraint == CONSTRAINT_UNIQUE ? "key" : "excl", true);
	}
}

/* The columns that a foreign key points to where none are written: the primary key's. */
static const struct str_list *key_of(const struct catalog_entry *table)
{
	static const struct str_list none = {NULL, 0, 0};

	for (size_t i = 0; i < table->parts.count; i++) {
		const struct catalog_entry *part = table->parts.items[i];

		if (catalog_lives(part) && part->state->kind == KIND_CONSTRAINT &&
			part->state->constraint == CONSTRAINT_PRIMARY_KEY)
			return state_list(part->state, ATTRIBUTE_COLUMNS);
	}
	return &none;
}

static void set_target(
	struct replay *replay, struct object_state *state, struct catalog_entry *target)
{
	state_depend(replay->arena, state, target);
	state_set_text(
		replay->arena, state, ATTRIBUTE_REFERENCES, catalog_name(replay->arena, target, LATEST));
	if (!state_list(state, ATTRIBUTE_REFERENCED_COLUMNS)->count)
		state_set_list(replay->arena, state, ATTRIBUTE_REFERENCED_COLUMNS, key_of(target));
}

static void require_values(
	struct replay *replay, struct catalog_entry *table, const struct str_list *columns)
{
	bool is_consequence = replay->catalog->is_consequence;

	replay->catalog->is_consequence = true;
	for (size_t i = 0; i < columns->count; i++) {
		struct catalog_entry *column = catalog_part(
			replay->catalog, table, KIND_COLUMN, columns->items[i], LATEST);

		if (column && !state_flag(column->state, ATTRIBUTE_NOT_NULL))
			state_set_flag(
				replay->arena, catalog_edit(replay->catalog, column), ATTRIBUTE_NOT_NULL, true);
	}
	replay->catalog->is_consequence = is_consequence;
}

/* The index becomes the constraint's, and is called like it. */
static void take_index(struct replay *replay, struct catalog_entry *table,
	struct object_state *state, struct str index_name)
{
	struct catalog_entry *index = catalog_relation(
		replay->catalog, (struct object_name){catalog_schema(table, LATEST), index_name}, LATEST);
	struct str_list columns = {0};
	const struct str_list *elements;
	bool is_consequence = replay->catalog->is_consequence;

	if (!state->name.name.len)
		state->name.name = index_name;
	if (!index || index->state->kind != KIND_INDEX)
		return;
	elements = state_list(index->state, ATTRIBUTE_ELEMENTS);
	for (size_t i = 0; i < elements->count; i++)
		str_list_add(
			replay->arena, &columns, name_from_sql(replay->arena, elements->items[i]).name);
	state_set_list(replay->arena, state, ATTRIBUTE_COLUMNS, &columns);
	state_set_list(
		replay->arena, state, ATTRIBUTE_INCLUDE, state_list(index->state, ATTRIBUTE_INCLUDE));
	replay->catalog->is_consequence = true;
	catalog_drop(replay->catalog, index);
	replay->catalog->is_consequence = is_consequence;
}

static struct object_state described(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct object_state state = replay_state(
		replay, KIND_CONSTRAINT, (struct object_name){{NULL, 0}, fact->object.name});

	state.constraint = fact->constraint;
	state_set_text(
		replay->arena, &state, ATTRIBUTE_CONSTRAINT_TYPE, str_from(type_names[fact->constraint]));
	if (fact->constraint != CONSTRAINT_CHECK)
		state_set_list(replay->arena, &state, ATTRIBUTE_COLUMNS, &fact->columns);
	/* of a new table the server takes them for valid, whatever is written */
	state_set_flag(replay->arena, &state, ATTRIBUTE_NOT_VALID,
		(fact->flags & FACT_NOT_VALID) && !(fact->flags & FACT_PART));
	return state;
}

static void create(struct replay *replay, struct catalog_entry *owner)
{
	const struct fact *fact = replay->fact;
	struct object_state state = described(replay);
	struct catalog_entry *constraint;

	if (fact->flags & FACT_USING_INDEX)
		take_index(replay, owner, &state, fact->value);
	if (fact->constraint == CONSTRAINT_FOREIGN_KEY) {
		struct catalog_entry *target = replay_relation(replay, KIND_TABLE, fact->target);

		if (!target)
			return;
		set_target(replay, &state, target);
	}
	if (fact->constraint == CONSTRAINT_PRIMARY_KEY)
		require_values(replay, owner, state_list(&state, ATTRIBUTE_COLUMNS));
	if (!state.name.name.len)
		state.name.name = chosen_name(replay, owner, &state);
	constraint = catalog_part(replay->catalog, owner, KIND_CONSTRAINT, state.name.name, LATEST);
	if (constraint && replay_keeps(replay))
		return;
	if (constraint)
		replay_drop_entry(replay, constraint, /* cascades= */ false);
	constraint = catalog_add(replay->catalog, owner, state);
	if (owner->state->kind == KIND_TABLE)
		replay_add_to_partitions(replay, owner, constraint->state);
}

/* Added to a domain, its constraints are facts too: a domain is looked for where there is no table
 * of the name. */
static struct catalog_entry *owner_of(struct replay *replay)
{
	struct catalog_entry *owner = catalog_relation(replay->catalog, replay->fact->table, LATEST);

	if (!owner)
		owner = catalog_object(replay->catalog, KIND_DOMAIN, replay->fact->table, LATEST);
	return owner ? owner : replay_relation(replay, KIND_TABLE, replay->fact->table);
}

bool replay_constraint(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *owner, *constraint;

	if (fact->kind != KIND_CONSTRAINT || fact->act == ACT_COMMENT)
		return false;
	if ((fact->flags & FACT_PART) && replay->kept_in == replay->statement)
		return true;
	if (fact->column.ptr && replay->kept_in == replay->statement &&
		str_equal(fact->column, replay->kept_column))
		return true;
	owner = owner_of(replay);
	if (!owner)
		return true;
	if (fact->act == ACT_CREATE) {
		create(replay, owner);
		return true;
	}
	constraint = catalog_part(replay->catalog, owner, KIND_CONSTRAINT, fact->object.name, LATEST);
	if (constraint && fact->act == ACT_VALIDATE)
		state_set_flag(
			replay->arena, catalog_edit(replay->catalog, constraint), ATTRIBUTE_NOT_VALID, false);
	else if (constraint)
		replay_set_attributes(replay, catalog_edit(replay->catalog, constraint));
	return true;
}

static void create_index(struct replay *replay, struct catalog_entry *table)
{
	const struct fact *fact = replay->fact;
	struct object_state state = replay_state(
		replay, KIND_INDEX, (struct object_name){catalog_schema(table, LATEST), fact->object.name});
	const struct str_list *elements = state_list(&state, ATTRIBUTE_ELEMENTS);
	const struct str_list *include = state_list(&state, ATTRIBUTE_INCLUDE);
	struct str_list columns = {0};
	struct catalog_entry *index;

	state_set_flag(replay->arena, &state, ATTRIBUTE_UNIQUE, fact->flags & FACT_UNIQUE);
	state_set_text(
		replay->arena, &state, ATTRIBUTE_METHOD, fact->value.len ? fact->value : STR("btree"));
	if (!state.name.name.len) {
		for (size_t i = 0; i < elements->count; i++)
			str_list_add(
				replay->arena, &columns, name_of_element(replay->arena, elements->items[i]));
		for (size_t i = 0; i < include->count; i++)
			str_list_add(replay->arena, &columns, include->items[i]);
		state.name.name = choose_relation_name(replay->catalog, state.name.schema,
			table->state->name.name, name_of_columns(replay->arena, &columns), "idx",
			/* is_constraint= */ false);
	}
	index = catalog_relation(replay->catalog, state.name, LATEST);
	if (index && replay_keeps(replay))
		return;
	if (index && index->state->kind == KIND_INDEX)
		catalog_drop(replay->catalog, index);
	index = catalog_add(replay->catalog, table, state);
	replay_add_to_partitions(replay, table, index->state);
}

bool replay_index(struct replay *replay)
{
	struct catalog_entry *table, *index;

	if (replay->fact->kind != KIND_INDEX)
		return false;
	switch (replay->fact->act) {
	case ACT_CREATE:
		table = replay_relation(replay, KIND_TABLE, replay->fact->table);
		if (table)
			create_index(replay, table);
		return true;
	case ACT_ALTER:
		index = catalog_relation(replay->catalog, replay->fact->object, LATEST);
		if (index)
			replay_set_attributes(replay, catalog_edit(replay->catalog, index));
		return true;
	default:
		/* a partition's index that is attached to its parent's is what it was */
		return replay->fact->act != ACT_COMMENT;
	}
}
