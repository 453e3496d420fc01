/* SPDX-License-Identifier: MIT */
/* Triggers, policies and rules of tables. */
#include "schema/replaying.h"

static void depend_on_function(struct replay *replay, struct object_state *state)
{
	struct str written = state_text(state, ATTRIBUTE_FUNCTION);
	struct catalog_entry *function;
	struct object_name name;

	if (!written.len)
		return;
	name = name_from_sql(replay->arena, written);
	replay_use(replay, KIND_FUNCTION, name);
	function = catalog_function(replay->catalog, name, (struct str){NULL, 0}, LATEST);
	if (!function)
		return;
	state_depend(replay->arena, state, function);
	state_set_text(replay->arena, state, ATTRIBUTE_FUNCTION,
		object_name_sql(replay->arena, function->state->name));
}

static void create(struct replay *replay, struct catalog_entry *table)
{
	const struct fact *fact = replay->fact;
	struct object_name name = {{NULL, 0}, fact->object.name};
	struct catalog_entry *old = catalog_part(replay->catalog, table, fact->kind, name.name, LATEST);
	struct object_state state = replay_state(replay, fact->kind, name);

	if (old && !(fact->flags & FACT_REPLACES) && replay_keeps(replay))
		return;
	if (old)
		catalog_drop(replay->catalog, old);
	depend_on_function(replay, &state);
	catalog_add(replay->catalog, table, state);
}

/* ALTER TABLE ... DISABLE TRIGGER ALL, USER */
static void alter_triggers(struct replay *replay, struct catalog_entry *table)
{
	for (size_t i = 0; i < table->parts.count; i++)
		if (catalog_lives(table->parts.items[i]) &&
			table->parts.items[i]->state->kind == KIND_TRIGGER)
			replay_set_attributes(replay, catalog_edit(replay->catalog, table->parts.items[i]));
}

bool replay_table_part(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *table, *part;

	if ((fact->kind != KIND_TRIGGER && fact->kind != KIND_POLICY && fact->kind != KIND_RULE) ||
		(fact->act != ACT_CREATE && fact->act != ACT_ALTER))
		return false;
	table = replay_relation(replay, KIND_TABLE, fact->table);
	if (!table)
		return true;
	if (fact->act == ACT_CREATE) {
		create(replay, table);
		return true;
	}
	part = catalog_part(replay->catalog, table, fact->kind, fact->object.name, LATEST);
	if (part)
		replay_set_attributes(replay, catalog_edit(replay->catalog, part));
	else if (str_equal(fact->object.name, STR("all")) || str_equal(fact->object.name, STR("user")))
		alter_triggers(replay, table);
	return true;
}
