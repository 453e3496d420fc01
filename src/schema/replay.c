/* SPDX-License-Identifier: MIT */
#include "schema/replay.h"

#include "base/sort.h"
#include "base/vec.h"
#include "schema/replaying.h"
#include "schema/unknown.h"

void state_set_text(
	struct arena *arena, struct object_state *state, enum attribute_key key, struct str text)
{
	attributes_set(arena, &state->attributes, (struct attribute){.key = key, .text = text});
}

void state_set_flag(
	struct arena *arena, struct object_state *state, enum attribute_key key, bool on)
{
	state_set_text(arena, state, key, on ? STR("true") : (struct str){NULL, 0});
}

void state_set_list(struct arena *arena, struct object_state *state, enum attribute_key key,
	const struct str_list *list)
{
	attributes_set(arena, &state->attributes, attribute_of_list(arena, key, list));
}

void state_depend(struct arena *arena, struct object_state *state, struct catalog_entry *on)
{
	if (on)
		*vec_push(arena, &state->depends) = on;
}

struct object_name replay_new_name(const struct replay *replay, struct object_name name)
{
	if (name.schema.len)
		return name;
	if (replay->fact->flags & FACT_TEMPORARY)
		name.schema = STR("pg_temp");
	else
		name.schema = replay->catalog->search_path.count ? replay->catalog->search_path.items[0]
														 : STR("public");
	return name;
}

static bool is_tried(const struct statement *statement, unsigned caught)
{
	return statement->is_conditional || (statement->caught & caught);
}

bool replay_keeps(const struct replay *replay)
{
	return (replay->fact->flags & FACT_GUARDED) ||
		is_tried(replay->statement, CAUGHT_ALL & ~(unsigned)CAUGHT_UNDEFINED);
}

bool replay_tolerates(const struct replay *replay)
{
	return (replay->fact->flags & FACT_GUARDED) || is_tried(replay->statement, CAUGHT_UNDEFINED);
}

/* IF [NOT] EXISTS of a column, index or value says nothing of the table or type it is of. */
static bool tolerates_missing_owner(const struct replay *replay)
{
	return replay->statement->tolerates_missing_table ||
		is_tried(replay->statement, CAUGHT_UNDEFINED);
}

void replay_miss(struct replay *replay, enum object_kind kind, struct object_name name)
{
	*vec_push(replay->arena, &replay->catalog->misses) = (struct catalog_miss){
		replay->sql, replay->fact, kind, name};
}

void replay_use(struct replay *replay, enum object_kind kind, struct object_name name)
{
	const struct catalog_entry *found;

	if (!name.name.len || is_tried(replay->statement, CAUGHT_UNDEFINED))
		return;
	switch (kind) {
	case KIND_TABLE:
		found = catalog_relation(replay->catalog, name, LATEST);
		break;
	case KIND_TYPE:
		found = catalog_type(replay->catalog, name, LATEST);
		break;
	default:
		found = catalog_function(replay->catalog, name, (struct str){NULL, 0}, LATEST);
		break;
	}
	if (!found)
		replay_miss(replay, kind, name);
}

static struct catalog_entry *assume(
	struct replay *replay, enum object_kind kind, struct object_name name)
{
	struct object_state state = {.kind = kind, .name = name};
	bool is_consequence = replay->catalog->is_consequence;
	struct catalog_entry *entry;

	if (!name.schema.len)
		state.name.schema = replay->catalog->search_path.count
			? replay->catalog->search_path.items[0]
			: STR("public");
	state.unverified = "no migration creates it";
	replay->catalog->is_consequence = true;
	entry = catalog_add(replay->catalog, NULL, state);
	entry->is_assumed = true;
	replay->catalog->is_consequence = is_consequence;
	return entry;
}

struct catalog_entry *replay_relation(
	struct replay *replay, enum object_kind kind, struct object_name name)
{
	struct catalog_entry *found = catalog_relation(replay->catalog, name, LATEST);

	if (found || !name.name.len || tolerates_missing_owner(replay))
		return found;
	replay_miss(replay, kind, name);
	return assume(replay, kind, name);
}

struct catalog_entry *replay_known_type(struct replay *replay, struct object_name name)
{
	struct catalog_entry *found = catalog_type(replay->catalog, name, LATEST);

	if (found || !name.name.len || tolerates_missing_owner(replay))
		return found;
	replay_miss(replay, KIND_TYPE, name);
	return assume(replay, KIND_TYPE, name);
}

struct catalog_entry *replay_named(const struct replay *replay)
{
	const struct fact *fact = replay->fact;

	switch (fact->kind) {
	case KIND_TABLE:
	case KIND_FOREIGN_TABLE:
	case KIND_VIEW:
	case KIND_MATERIALIZED_VIEW:
	case KIND_INDEX:
	case KIND_SEQUENCE:
		return catalog_relation(replay->catalog, fact->object, LATEST);
	case KIND_TYPE:
	case KIND_DOMAIN:
		return catalog_type(replay->catalog, fact->object, LATEST);
	case KIND_FUNCTION:
	case KIND_PROCEDURE:
	case KIND_AGGREGATE:
		return catalog_function(replay->catalog, fact->object, replay_signature(replay), LATEST);
	default:
		return catalog_object(replay->catalog, fact->kind, fact->object, LATEST);
	}
}

void replay_set_attributes(const struct replay *replay, struct object_state *state)
{
	const struct attributes *from = &replay->fact->attributes;

	for (size_t i = 0; i < from->count; i++) {
		struct attribute attribute = from->items[i];

		if (attribute_rows[attribute.key].form == FORM_FLAG &&
			str_equal(attribute.text, STR("false")))
			attribute.text = (struct str){NULL, 0};
		attributes_set(replay->arena, &state->attributes, attribute);
	}
}

struct object_state replay_state(
	const struct replay *replay, enum object_kind kind, struct object_name name)
{
	struct object_state state = {.kind = kind, .name = name};

	replay_set_attributes(replay, &state);
	return state;
}

/* "$user" is no schema of a history. NULL: the path that sessions begin with. */
static void set_search_path(struct catalog *catalog, const struct str_list *schemas)
{
	struct str_list path = {0};

	for (size_t i = 0; schemas && i < schemas->count; i++)
		if (!str_equal(schemas->items[i], STR("$user")))
			str_list_add(catalog->arena, &path, schemas->items[i]);
	if (!schemas)
		str_list_add(catalog->arena, &path, STR("public"));
	catalog_set_search_path(catalog, path);
}

static void replay_fact(struct replay *replay)
{
	static bool (*const families[])(struct replay *) = {replay_drop, replay_rename, replay_table,
		replay_column, replay_constraint, replay_index, replay_type, replay_function, replay_view,
		replay_table_part, replay_object};

	if (replay->fact->act == ACT_SET && replay->fact->kind != KIND_DATABASE &&
		replay->fact->kind != KIND_ROLE &&
		str_equal(replay->fact->object.name, STR("search_path"))) {
		set_search_path(replay->catalog,
			str_equal(replay->fact->value, STR("default")) ? NULL : &replay->fact->columns);
		return;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(families); i++)
		if (families[i](replay))
			return;
}

static int compare_statements(const void *left, const void *right)
{
	const struct statement *a = *(const struct statement *const *)left;
	const struct statement *b = *(const struct statement *const *)right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* What a block does is listed behind all else, but is done in its place. */
static struct statement **in_order(struct arena *arena, struct sql *sql)
{
	struct statement **ordered = arena_array(arena, struct statement *, sql->statements.count + 1);
	bool is_sorted = true;

	for (size_t i = 0; i < sql->statements.count; i++) {
		ordered[i] = &sql->statements.items[i];
		is_sorted &= !i || compare_statements(&ordered[i - 1], &ordered[i]) <= 0;
	}
	if (!is_sorted)
		sort(ordered, sql->statements.count, sizeof *ordered, compare_statements);
	return ordered;
}

static bool is_first_search_path(const struct str_list *path)
{
	return path->count == 1 && str_equal(path->items[0], STR("public"));
}

static void end_session(struct catalog *catalog)
{
	if (!is_first_search_path(&catalog->search_path))
		set_search_path(catalog, NULL);
	for (size_t i = catalog->entries.count; i > 0; i--) {
		struct catalog_entry *entry = catalog->entries.items[i - 1];

		/* NULL: it was there long before */
		if (!entry || entry->created < catalog->session_start)
			break;
		if (catalog_lives(entry) && str_equal(entry->state->name.schema, STR("pg_temp")))
			catalog_drop(catalog, entry);
	}
}

void catalog_replay(struct catalog *catalog, struct sql *sql)
{
	struct statement **ordered = in_order(catalog->arena, sql);
	struct replay replay = {.catalog = catalog, .arena = catalog->arena, .sql = sql};
	size_t line = 1, counted = 0;

	catalog->session_start = catalog->step + 1;
	for (size_t i = 0; i < sql->statements.count; i++) {
		struct statement *statement = ordered[i];

		if (statement->place == PLACE_BODY || statement->is_undone)
			continue;
		while (counted < statement->from && counted < sql->text.len)
			line += sql->text.ptr[counted++] == '\n';
		statement->step = ++catalog->step;
		catalog->origin = (struct origin){sql->file->path, statement->from, line};
		replay.statement = statement;
		for (size_t j = 0; j < statement->fact_count; j++) {
			replay.fact = &sql->facts.items[statement->first_fact + j];
			replay_fact(&replay);
		}
	}
	catalog_mark_unknown(catalog, sql);
	end_session(catalog);
	sql->catalog = catalog;
}
