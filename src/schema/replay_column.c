/* SPDX-License-Identifier: MIT */
/* Columns of tables and attributes of composite types. */
#include "schema/replaying.h"
#include "sql/lexer.h"

void replay_add_sequence(struct replay *replay, struct catalog_entry *column, bool is_serial)
{
	struct str schema = catalog_schema(column, LATEST);
	struct object_state state = {.kind = KIND_SEQUENCE, .name = {schema, {NULL, 0}}};
	struct str options = state_text(column->state, ATTRIBUTE_OPTIONS);
	size_t named = str_find(options, STR("SEQUENCE NAME "), 0);
	bool is_consequence = replay->catalog->is_consequence;

	if (named < options.len) {
		struct str rest = str_slice(options, named + strlen("SEQUENCE NAME "), options.len);

		rest = str_slice(rest, 0, str_find(rest, STR("\n"), 0));
		state.name = name_from_sql(replay->arena, str_slice(rest, 0, str_find(rest, STR(" "), 0)));
		if (!state.name.schema.len)
			state.name.schema = schema;
	} else {
		state.name.name = choose_relation_name(replay->catalog, schema,
			column->owner->state->name.name, column->state->name.name, "seq",
			/* is_constraint= */ false);
	}
	state_set_text(
		replay->arena, &state, ATTRIBUTE_OWNED_BY, catalog_name(replay->arena, column, LATEST));
	state_depend(replay->arena, &state, column);
	replay->catalog->is_consequence = true;
	catalog_add(replay->catalog, NULL, state);
	replay->catalog->is_consequence = is_consequence;
	if (is_serial)
		state_set_text(replay->arena, catalog_edit(replay->catalog, column), ATTRIBUTE_DEFAULT,
			str_format(replay->arena, "nextval('%.*s'::regclass)",
				STR_ARG(object_name_sql(replay->arena, state.name))));
}

static struct object_state new_state(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct object_state state = replay_state(
		replay, fact->kind, (struct object_name){{NULL, 0}, fact->object.name});
	struct catalog_entry *type;

	state_set_text(
		replay->arena, &state, ATTRIBUTE_TYPE, resolve_type(replay->catalog, &fact->type, &type));
	if (!type && !is_builtin_type(fact->type.name.name))
		replay_use(replay, KIND_TYPE, fact->type.name);
	state_depend(replay->arena, &state, type);
	state_set_flag(replay->arena, &state, ATTRIBUTE_NOT_NULL, fact->flags & FACT_NOT_NULL);
	return state;
}

/* A column that is inherited too, or an option of a partition's: the two become one. */
static void merge(struct replay *replay, struct catalog_entry *column)
{
	const struct fact *fact = replay->fact;
	struct object_state *state = catalog_edit(replay->catalog, column);

	for (size_t i = 0; i < fact->attributes.count; i++)
		attributes_set(replay->arena, &state->attributes, fact->attributes.items[i]);
	if (fact->flags & FACT_NOT_NULL)
		state_set_flag(replay->arena, state, ATTRIBUTE_NOT_NULL, true);
}

static void create(struct replay *replay, struct catalog_entry *table)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *column = catalog_part(
		replay->catalog, table, fact->kind, fact->object.name, LATEST);

	if (column && (fact->flags & FACT_PART)) {
		merge(replay, column);
		return;
	}
	if (column && replay_keeps(replay)) {
		replay->kept_column = fact->object.name;
		replay->kept_in = replay->statement;
		return;
	}
	if (column)
		replay_drop_entry(replay, column, /* cascades= */ false);
	column = catalog_add(replay->catalog, table, new_state(replay));
	if (fact->flags & FACT_SERIAL)
		replay_add_sequence(replay, column, /* is_serial= */ true);
	if (fact->flags & FACT_IDENTITY)
		replay_add_sequence(replay, column, /* is_serial= */ false);
	replay_add_to_partitions(replay, table, column->state);
}

/* The sequence that came with IDENTITY. */
static void drop_sequence(struct replay *replay, const struct catalog_entry *column)
{
	bool is_consequence = replay->catalog->is_consequence;

	replay->catalog->is_consequence = true;
	for (size_t i = 0; i < catalog_all(replay->catalog)->count; i++) {
		struct catalog_entry *entry = catalog_all(replay->catalog)->items[i];

		if (catalog_lives(entry) && entry->state->kind == KIND_SEQUENCE &&
			entry->state->depends.count && entry->state->depends.items[0] == column)
			catalog_drop(replay->catalog, entry);
	}
	replay->catalog->is_consequence = is_consequence;
}

static void alter_identity(struct replay *replay, struct catalog_entry *column)
{
	bool had = state_text(column->state, ATTRIBUTE_IDENTITY).ptr;
	bool has;

	replay_set_attributes(replay, catalog_edit(replay->catalog, column));
	has = state_text(column->state, ATTRIBUTE_IDENTITY).ptr;
	if (had && !has)
		drop_sequence(replay, column);
	if (!had && has)
		replay_add_sequence(replay, column, /* is_serial= */ false);
}

/* A default that is a bare constant stays one of the type that it was written for. */
static void keep_type_of_default(struct replay *replay, struct object_state *state)
{
	struct str value = state_text(state, ATTRIBUTE_DEFAULT);
	struct str type = state_text(state, ATTRIBUTE_TYPE);
	struct token token, next;

	type.len = str_find(type, STR("("), 0);
	if (type.len && lexer_next(value, 0, &token) && token.kind == TOKEN_STRING &&
		!lexer_next(value, token.to, &next))
		state_set_text(replay->arena, state, ATTRIBUTE_DEFAULT,
			str_format(replay->arena, "%.*s::%.*s", STR_ARG(value), STR_ARG(type)));
}

static void set_type(struct replay *replay, struct catalog_entry *column)
{
	struct object_state *state = catalog_edit(replay->catalog, column);
	struct catalog_entry *type;

	keep_type_of_default(replay, state);
	replay_set_attributes(replay, state);
	state_set_text(replay->arena, state, ATTRIBUTE_TYPE,
		resolve_type(replay->catalog, &replay->fact->type, &type));
	state->depends = (struct catalog_entries){0};
	state_depend(replay->arena, state, type);
}

static void alter(struct replay *replay, struct catalog_entry *column)
{
	switch (replay->fact->act) {
	case ACT_SET_TYPE:
		set_type(replay, column);
		break;
	case ACT_SET_NOT_NULL:
	case ACT_DROP_NOT_NULL:
		state_set_flag(replay->arena, catalog_edit(replay->catalog, column), ATTRIBUTE_NOT_NULL,
			replay->fact->act == ACT_SET_NOT_NULL);
		break;
	case ACT_SET_DEFAULT:
		replay_set_attributes(replay, catalog_edit(replay->catalog, column));
		break;
	default:
		alter_identity(replay, column);
		break;
	}
}

static bool is_about_identity(enum act act)
{
	return act != ACT_SET_TYPE && act != ACT_SET_NOT_NULL && act != ACT_DROP_NOT_NULL &&
		act != ACT_SET_DEFAULT;
}

/* What a parent's column becomes, that of its children becomes too; an identity is its own (manual,
 * ALTER TABLE). */
static void alter_all(struct replay *replay, struct catalog_entry *table)
{
	struct str name = replay->fact->object.name;
	struct catalog_entry *column = catalog_part(
		replay->catalog, table, replay->fact->kind, name, LATEST);
	struct catalog_entries children = children_of(replay->catalog, table);

	if (!column && replay_tolerates(replay))
		return;
	if (!column) {
		struct object_state state = {.kind = replay->fact->kind, .name = {{NULL, 0}, name}};

		if (!table->state->unverified)
			replay_miss(replay, replay->fact->kind, (struct object_name){{NULL, 0}, name});
		state.unverified = "no migration creates it";
		column = catalog_add(replay->catalog, table, state);
		column->is_assumed = true;
	}
	alter(replay, column);
	if ((replay->fact->flags & FACT_ONLY) || is_about_identity(replay->fact->act))
		return;
	for (size_t i = 0; i < children.count; i++)
		alter_all(replay, children.items[i]);
}

bool replay_column(struct replay *replay)
{
	const struct fact *fact = replay->fact;
	struct catalog_entry *table;

	if (fact->kind != KIND_COLUMN && fact->kind != KIND_ATTRIBUTE)
		return false;
	if (fact->act == ACT_COMMENT || fact->act == ACT_GRANT || fact->act == ACT_REVOKE)
		return false;
	if ((fact->flags & FACT_PART) && replay->kept_in == replay->statement)
		return true;
	table = fact->kind == KIND_ATTRIBUTE ? replay_known_type(replay, fact->table)
										 : replay_relation(replay, KIND_TABLE, fact->table);
	if (!table)
		return true;
	if (fact->act == ACT_CREATE)
		create(replay, table);
	else
		alter_all(replay, table);
	return true;
}
