/* SPDX-License-Identifier: MIT */
/* Sequences, schemas, extensions and all else; comments and privileges of anything. */
#include "base/vec.h"
#include "schema/replaying.h"

static struct catalog_entry *spoken_of(const struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *owner;

	if (!object_kinds[fact->kind].belongs_to_table)
		return replay_named(replay);
	owner = catalog_relation(replay->catalog, fact->table, LATEST);
	if (!owner)
		owner = catalog_type(replay->catalog, fact->table, LATEST);
	return owner ? catalog_part(replay->catalog, owner, fact->kind, fact->object.name, LATEST)
				 : NULL;
}

static void comment(struct replay *replay)
{
	struct catalog_entry *entry = spoken_of(replay);

	if (entry)
		state_set_text(replay->arena, catalog_edit(replay->catalog, entry), ATTRIBUTE_COMMENT,
			attributes_text(&replay->fact->attributes, ATTRIBUTE_COMMENT));
}

static bool belongs_to(struct str privilege, struct str role, struct str name)
{
	return privilege.len == role.len + 1 + name.len && str_starts(privilege, role) &&
		str_ends(privilege, name);
}

static void change_privileges(struct replay *replay, struct catalog_entry *entry)
{
	const struct fact *fact = replay->fact;
	struct str_list next = {0}, all = {0};
	const struct str_list *names = &fact->columns;
	const struct str_list *held = state_list(entry->state, ATTRIBUTE_PRIVILEGES);

	if (fact->flags & FACT_ALL_PRIVILEGES) {
		str_list_add(replay->arena, &all, STR("all"));
		names = &all;
	}
	for (size_t i = 0; i < held->count; i++) {
		bool is_touched = false;

		for (size_t j = 0; j < fact->roles.count; j++)
			for (size_t k = 0; k < names->count; k++)
				is_touched |= belongs_to(held->items[i], fact->roles.items[j], names->items[k]) ||
					((fact->flags & FACT_ALL_PRIVILEGES) &&
						str_starts(held->items[i],
							str_format(replay->arena, "%.*s=", STR_ARG(fact->roles.items[j]))));
		if (!is_touched)
			str_list_add(replay->arena, &next, held->items[i]);
	}
	for (size_t j = 0; fact->act == ACT_GRANT && j < fact->roles.count; j++)
		for (size_t k = 0; k < names->count; k++)
			str_list_add(replay->arena, &next,
				str_format(replay->arena, "%.*s=%.*s", STR_ARG(fact->roles.items[j]),
					STR_ARG(names->items[k])));
	state_set_list(
		replay->arena, catalog_edit(replay->catalog, entry), ATTRIBUTE_PRIVILEGES, &next);
}

static void grant(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *entry;

	if ((fact->flags & FACT_DEFAULT_PRIVILEGES) || fact->kind == KIND_ROLE)
		return;
	if (fact->flags & FACT_ALL_IN_SCHEMA) {
		for (size_t i = 0; i < replay->catalog->entries.count; i++) {
			entry = replay->catalog->entries.items[i];
			if (catalog_lives(entry) && !entry->owner &&
				(entry->state->kind == fact->kind ||
					(fact->kind == KIND_TABLE && entry->state->kind == KIND_VIEW)) &&
				str_equal(entry->state->name.schema, fact->object.name))
				change_privileges(replay, entry);
		}
		return;
	}
	entry = spoken_of(replay);
	if (entry)
		change_privileges(replay, entry);
}

static bool has_schema(enum object_kind kind)
{
	return kind == KIND_SEQUENCE || kind == KIND_STATISTICS || kind == KIND_COLLATION ||
		kind == KIND_OTHER;
}

static void set_owner(struct replay *replay, struct object_state *state)
{
	struct str owner = state_text(state, ATTRIBUTE_OWNED_BY);
	size_t dot = owner.len;
	struct catalog_entry *table;

	while (dot > 0 && owner.ptr[dot - 1] != '.')
		dot--;
	state->depends = (struct catalog_entries){0};
	if (!dot)
		return;
	table = catalog_relation(
		replay->catalog, name_from_sql(replay->arena, str_slice(owner, 0, dot - 1)), LATEST);
	if (table) {
		struct catalog_entry *column = catalog_part(replay->catalog, table, KIND_COLUMN,
			name_from_sql(replay->arena, str_slice(owner, dot, owner.len)).name, LATEST);

		state_depend(replay->arena, state, column);
		if (column)
			state_set_text(replay->arena, state, ATTRIBUTE_OWNED_BY,
				catalog_name(replay->arena, column, LATEST));
	}
}

static void create(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct object_name name = has_schema(fact->kind) ? replay_new_name(replay, fact->object)
													 : fact->object;
	struct catalog_entry *old = catalog_object(replay->catalog, fact->kind, name, LATEST);
	struct object_state state = replay_state(replay, fact->kind, name);

	if (!name.name.len || (old && !(fact->flags & FACT_REPLACES) && replay_keeps(replay)))
		return;
	if (old)
		catalog_drop(replay->catalog, old);
	if (fact->kind == KIND_SEQUENCE)
		set_owner(replay, &state);
	/* its own script may say where it goes; most leave it to the path */
	if (fact->kind == KIND_EXTENSION && !state_text(&state, ATTRIBUTE_SCHEMA).ptr)
		state_set_text(replay->arena, &state, ATTRIBUTE_SCHEMA,
			replay->catalog->search_path.count ? replay->catalog->search_path.items[0]
											   : STR("public"));
	catalog_add(replay->catalog, NULL, state)->is_guarded = fact->flags & FACT_GUARDED;
}

bool replay_object(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *entry;

	switch (fact->act) {
	case ACT_COMMENT:
		comment(replay);
		return true;
	case ACT_GRANT:
	case ACT_REVOKE:
		grant(replay);
		return true;
	case ACT_CREATE:
		create(replay);
		return true;
	case ACT_ALTER:
		entry = spoken_of(replay);
		if (entry && fact->attributes.count) {
			struct object_state *state = catalog_edit(replay->catalog, entry);

			replay_set_attributes(replay, state);
			if (fact->kind == KIND_SEQUENCE &&
				attributes_find(&fact->attributes, ATTRIBUTE_OWNED_BY))
				set_owner(replay, state);
		}
		return true;
	default:
		return false;
	}
}
