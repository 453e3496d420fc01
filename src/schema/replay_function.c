/* SPDX-License-Identifier: MIT */
/* Functions, procedures, aggregates, by their signatures. */
#include "schema/replaying.h"

struct str replay_signature(const struct replay *replay)
{
	const struct attribute *written = attributes_find(
		&replay->fact->attributes, ATTRIBUTE_SIGNATURE);
	struct text signature = {.arena = replay->arena};

	if (!written)
		return (struct str){NULL, 0};
	for (size_t i = 0; i < attribute_list(written)->count; i++) {
		if (i)
			text_add(&signature, STR(", "));
		text_add(&signature, resolve_type_text(replay->catalog, attribute_list(written)->items[i]));
	}
	return text_str(&signature);
}

static void create(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct object_name name = replay_new_name(replay, fact->object);
	struct str signature = replay_signature(replay);
	struct catalog_entry *old = catalog_function(replay->catalog, name, signature, LATEST);
	struct object_state state = replay_state(replay, fact->kind, name);

	state.signature = signature.ptr ? signature : STR("");
	state_set_list(replay->arena, &state, ATTRIBUTE_SIGNATURE, &(const struct str_list){0});
	if (old && replay_keeps(replay))
		return;
	if (old && (fact->flags & FACT_REPLACES)) {
		struct object_state *next = catalog_edit(replay->catalog, old);

		next->attributes = state.attributes;
		next->unverified = NULL;
		return;
	}
	if (old)
		catalog_drop(replay->catalog, old);
	replay_give_defaults(replay, catalog_add(replay->catalog, NULL, state));
}

bool replay_function(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *function;

	if (fact->kind != KIND_FUNCTION && fact->kind != KIND_PROCEDURE && fact->kind != KIND_AGGREGATE)
		return false;
	if (fact->act == ACT_CREATE) {
		create(replay);
		return true;
	}
	if (fact->act != ACT_ALTER)
		return false;
	function = catalog_function(replay->catalog, fact->object, replay_signature(replay), LATEST);
	if (function) {
		struct object_state *state = catalog_edit(replay->catalog, function);

		replay_set_attributes(replay, state);
		state_set_text(replay->arena, state, ATTRIBUTE_SIGNATURE, (struct str){NULL, 0});
	}
	return true;
}
