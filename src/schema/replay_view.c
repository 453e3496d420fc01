/* SPDX-License-Identifier: MIT */
/* Views, plain and materialized. */
#include "schema/replaying.h"

static void depend_on_read(struct replay *replay, struct object_state *state)
{
	const struct str_list *reads = state_list(state, ATTRIBUTE_READS);

	for (size_t i = 0; i < reads->count; i++) {
		struct object_name name = name_from_sql(replay->arena, reads->items[i]);

		replay_use(replay, KIND_TABLE, name);
		state_depend(replay->arena, state, catalog_relation(replay->catalog, name, LATEST));
	}
}

static void create(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct object_name name = replay_new_name(replay, fact->object);
	struct catalog_entry *old = catalog_relation(replay->catalog, name, LATEST);
	struct object_state state = replay_state(replay, fact->kind, name);

	depend_on_read(replay, &state);
	if (old && !old->is_assumed && replay_keeps(replay))
		return;
	if (old && (fact->flags & FACT_REPLACES)) {
		struct object_state *next = catalog_edit(replay->catalog, old);

		next->attributes = state.attributes;
		next->depends = state.depends;
		next->unverified = NULL;
		return;
	}
	if (old)
		replay_drop_entry(replay, old, /* cascades= */ false);
	replay_give_defaults(replay, catalog_add(replay->catalog, NULL, state));
}

bool replay_view(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *view;

	if (fact->kind != KIND_VIEW && fact->kind != KIND_MATERIALIZED_VIEW)
		return false;
	if (fact->act == ACT_CREATE) {
		create(replay);
		return true;
	}
	if (fact->act != ACT_ALTER)
		return false;
	view = catalog_relation(replay->catalog, fact->object, LATEST);
	if (view && fact->attributes.count)
		replay_set_attributes(replay, catalog_edit(replay->catalog, view));
	return true;
}
