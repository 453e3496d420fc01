/* SPDX-License-Identifier: MIT */
/* Sequences, schemas, extensions and all else; comments of anything. */
#include "base/vec.h"
#include "schema/replaying.h"

struct catalog_entry *replay_spoken_of(const struct replay *replay)
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
	struct catalog_entry *entry = replay_spoken_of(replay);

	if (entry)
		state_set_text(replay->arena, catalog_edit(replay->catalog, entry), ATTRIBUTE_COMMENT,
			attributes_text(&replay->fact->attributes, ATTRIBUTE_COMMENT));
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
		replay_grant(replay);
		return true;
	case ACT_CREATE:
		create(replay);
		return true;
	case ACT_ALTER:
		entry = replay_spoken_of(replay);
		if (entry && fact->attributes.count) {
			struct object_state *state = catalog_edit(replay->catalog, entry);

			replay_set_attributes(replay, state);
			if (fact->kind == KIND_SEQUENCE &&
				attributes_find(&fact->attributes, ATTRIBUTE_OWNED_BY))
				set_owner(replay, state);
		}
		return true;
	case ACT_INSERT:
	case ACT_UPDATE:
	case ACT_DELETE:
	case ACT_MERGE:
	case ACT_TRUNCATE:
	case ACT_COPY:
		replay_use(replay, KIND_TABLE, fact->object);
		return true;
	default:
		return false;
	}
}
