/* SPDX-License-Identifier: MIT */
/* GRANT, REVOKE and ALTER DEFAULT PRIVILEGES. */
#include "schema/replaying.h"

/* "role=NAME" or, of defaults, "table role=NAME". */
static bool is_privilege(struct str privilege, struct str holder, struct str name)
{
	return privilege.len == holder.len + 1 + name.len && str_starts(privilege, holder) &&
		privilege.ptr[holder.len] == '=' && str_ends(privilege, name);
}

/* True if the fact speaks of the privilege of that holder. */
static bool is_touched(const struct fact *fact, struct str privilege, struct str holder)
{
	if ((fact->flags & FACT_ALL_PRIVILEGES) && privilege.len > holder.len &&
		str_starts(privilege, holder) && privilege.ptr[holder.len] == '=')
		return true;
	for (size_t i = 0; i < fact->columns.count; i++)
		if (is_privilege(privilege, holder, fact->columns.items[i]))
			return true;
	return false;
}

/* `before` stands before the roles in the list. */
static void change(
	struct replay *replay, struct catalog_entry *entry, enum attribute_key key, const char *before)
{
	const struct fact *fact = replay->fact;
	const struct str_list *held = state_list(entry->state, key);
	struct str_list next = {0}, holders = {0}, all = {0};
	const struct str_list *names = &fact->columns;

	if (fact->flags & FACT_ALL_PRIVILEGES) {
		str_list_add(replay->arena, &all, STR("all"));
		names = &all;
	}
	for (size_t i = 0; i < fact->roles.count; i++)
		str_list_add(replay->arena, &holders,
			str_format(replay->arena, "%s%.*s", before, STR_ARG(fact->roles.items[i])));
	for (size_t i = 0; i < held->count; i++) {
		bool stays = true;

		for (size_t j = 0; j < holders.count && stays; j++)
			stays = !is_touched(fact, held->items[i], holders.items[j]);
		if (stays)
			str_list_add(replay->arena, &next, held->items[i]);
	}
	for (size_t i = 0; fact->act == ACT_GRANT && i < holders.count; i++)
		for (size_t j = 0; j < names->count; j++)
			str_list_add(replay->arena, &next,
				str_format(replay->arena, "%.*s=%.*s", STR_ARG(holders.items[i]),
					STR_ARG(names->items[j])));
	state_set_list(replay->arena, catalog_edit(replay->catalog, entry), key, &next);
}

/* As ALTER DEFAULT PRIVILEGES names the kind: a view is a table there. */
static const char *kind_word(enum object_kind kind)
{
	switch (kind) {
	case KIND_TABLE:
	case KIND_FOREIGN_TABLE:
	case KIND_VIEW:
	case KIND_MATERIALIZED_VIEW:
		return "table ";
	case KIND_FUNCTION:
	case KIND_PROCEDURE:
	case KIND_AGGREGATE:
		return "function ";
	default:
		return NULL;
	}
}

/* Where defaults of a schema are kept, or with no name those of all schemas. */
static struct catalog_entry *holder_of_defaults(struct replay *replay, struct str schema)
{
	enum object_kind kind = schema.len ? KIND_SCHEMA : KIND_DATABASE;
	struct object_state state = {.kind = kind, .name = {{NULL, 0}, schema}};
	struct catalog_entry *holder = catalog_object(replay->catalog, kind, state.name, LATEST);

	if (holder)
		return holder;
	state.unverified = "no migration creates it";
	holder = catalog_add(replay->catalog, NULL, state);
	holder->is_assumed = true;
	return holder;
}

static void give(
	struct replay *replay, struct catalog_entry *made, const struct catalog_entry *holder)
{
	const struct str_list *defaults, *held = state_list(made->state, ATTRIBUTE_PRIVILEGES);
	struct str word = str_from(kind_word(made->state->kind));
	struct str_list next = {0};
	size_t given = 0;

	if (!holder)
		return;
	defaults = state_list(holder->state, ATTRIBUTE_DEFAULT_PRIVILEGES);
	for (size_t i = 0; i < held->count; i++)
		str_list_add(replay->arena, &next, held->items[i]);
	for (size_t i = 0; i < defaults->count; i++) {
		struct str privilege = defaults->items[i];

		if (!str_starts(privilege, word))
			continue;
		str_list_add(replay->arena, &next, str_slice(privilege, word.len, privilege.len));
		given++;
	}
	if (given)
		state_set_list(
			replay->arena, catalog_edit(replay->catalog, made), ATTRIBUTE_PRIVILEGES, &next);
}

void replay_give_defaults(struct replay *replay, struct catalog_entry *made)
{
	struct object_name schema = {{NULL, 0}, made->state->name.schema};

	give(replay, made, catalog_object(replay->catalog, KIND_SCHEMA, schema, LATEST));
	give(replay, made,
		catalog_object(
			replay->catalog, KIND_DATABASE, (struct object_name){{NULL, 0}, STR("")}, LATEST));
}

static bool is_routine(enum object_kind kind)
{
	return kind == KIND_FUNCTION || kind == KIND_PROCEDURE || kind == KIND_AGGREGATE;
}

static bool is_meant(const struct fact *fact, const struct catalog_entry *entry)
{
	const char *word = kind_word(fact->kind), *own = kind_word(entry->state->kind);

	if (!catalog_lives(entry) || entry->owner ||
		!str_equal(entry->state->name.schema, fact->object.name))
		return false;
	return entry->state->kind == fact->kind ||
		(fact->kind == KIND_TABLE && own && !strcmp(word, own));
}

void replay_grant(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *entry;

	if (fact->kind == KIND_ROLE)
		return;
	if (fact->flags & FACT_DEFAULT_PRIVILEGES) {
		if (kind_word(fact->kind))
			change(replay, holder_of_defaults(replay, fact->object.name),
				ATTRIBUTE_DEFAULT_PRIVILEGES, kind_word(fact->kind));
		return;
	}
	if (fact->flags & FACT_ALL_IN_SCHEMA) {
		for (size_t i = 0; i < catalog_all(replay->catalog)->count; i++)
			if (is_meant(fact, catalog_all(replay->catalog)->items[i]))
				change(replay, catalog_all(replay->catalog)->items[i], ATTRIBUTE_PRIVILEGES, "");
		return;
	}
	entry = replay_spoken_of(replay);
	if (entry)
		change(replay, entry, ATTRIBUTE_PRIVILEGES, "");
	else if (kind_word(fact->kind))
		replay_use(replay, is_routine(fact->kind) ? KIND_FUNCTION : KIND_TABLE, fact->object);
}
