/* SPDX-License-Identifier: MIT */
/* Types: enums, domains, composite and range types. */
#include "schema/replaying.h"

static void create(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct object_name name = replay_new_name(replay, fact->object);
	struct catalog_entry *old = catalog_object(replay->catalog, fact->kind, name, LATEST);
	struct object_state state = replay_state(replay, fact->kind, name);

	if (old && !old->is_assumed && replay_keeps(replay)) {
		replay->kept_in = replay->statement;
		return;
	}
	if (old)
		replay_drop_entry(replay, old, /* cascades= */ false);
	if (fact->kind == KIND_DOMAIN) {
		struct catalog_entry *base;

		state_set_text(replay->arena, &state, ATTRIBUTE_TYPE,
			resolve_type(replay->catalog, &fact->type, &base));
		state_depend(replay->arena, &state, base);
	}
	catalog_add(replay->catalog, NULL, state);
}

/* ADD VALUE: at the end, or beside another one. */
static void add_value(struct replay *replay, struct catalog_entry *type)
{
	struct str value = replay->fact->object.name;
	struct str before = attributes_text(&replay->fact->attributes, ATTRIBUTE_BEFORE);
	struct str after = attributes_text(&replay->fact->attributes, ATTRIBUTE_AFTER);
	const struct str_list *labels = state_list(type->state, ATTRIBUTE_LABELS);
	struct str_list next = {0};
	bool is_put = false;

	if (str_list_contains(labels, value))
		return;
	for (size_t i = 0; i < labels->count; i++) {
		if (before.ptr && str_equal(labels->items[i], before)) {
			str_list_add(replay->arena, &next, value);
			is_put = true;
		}
		str_list_add(replay->arena, &next, labels->items[i]);
		if (after.ptr && str_equal(labels->items[i], after)) {
			str_list_add(replay->arena, &next, value);
			is_put = true;
		}
	}
	if (!is_put)
		str_list_add(replay->arena, &next, value);
	state_set_list(replay->arena, catalog_edit(replay->catalog, type), ATTRIBUTE_LABELS, &next);
}

static void rename_value(struct replay *replay, struct catalog_entry *type)
{
	const struct str_list *labels = state_list(type->state, ATTRIBUTE_LABELS);
	struct str_list next = {0};

	for (size_t i = 0; i < labels->count; i++)
		str_list_add(replay->arena, &next,
			str_equal(labels->items[i], replay->fact->object.name) ? replay->fact->new_name
																   : labels->items[i]);
	state_set_list(replay->arena, catalog_edit(replay->catalog, type), ATTRIBUTE_LABELS, &next);
}

bool replay_type(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *type;

	if (fact->kind == KIND_ENUM_VALUE) {
		type = replay_known_type(replay, fact->table);
		if (type && fact->act == ACT_CREATE)
			add_value(replay, type);
		else if (type && fact->act == ACT_RENAME)
			rename_value(replay, type);
		return true;
	}
	if (fact->kind != KIND_TYPE && fact->kind != KIND_DOMAIN)
		return false;
	if (fact->act == ACT_CREATE) {
		create(replay);
		return true;
	}
	if (fact->act != ACT_ALTER && fact->act != ACT_SET_NOT_NULL && fact->act != ACT_SET_DEFAULT)
		return false;
	type = replay_known_type(replay, fact->object);
	if (!type)
		return true;
	if (fact->act == ACT_SET_NOT_NULL)
		state_set_flag(
			replay->arena, catalog_edit(replay->catalog, type), ATTRIBUTE_NOT_NULL, true);
	else if (fact->attributes.count)
		replay_set_attributes(replay, catalog_edit(replay->catalog, type));
	return true;
}
