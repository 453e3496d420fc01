/* SPDX-License-Identifier: MIT */
/* Texts, live databases and copies as schemas on a scratch server, and two of them compared. */
#include <stdint.h>

#include "base/escape.h"
#include "base/vec.h"
#include "check_database_scratch_parts.h"
#include "database/dump_excluded.h"
#include "database/dump_statement.h"
#include "database/prelude_clear.h"
#include "database/sql_text.h"
#include "sql/split.h"

static bool has_object(const struct dump_objects *objects, const struct dump_object *wanted)
{
	for (size_t i = 0; i < objects->count; i++)
		if (str_equal(objects->items[i].kind, wanted->kind) &&
			str_equal(objects->items[i].schema, wanted->schema) &&
			str_equal(objects->items[i].name, wanted->name) &&
			str_equal(objects->items[i].sql, wanted->sql))
			return true;
	return false;
}

int scratch_check_own_objects(struct scratch_check *scratch, const struct migration_set *set,
	const struct schema_side *side, struct dump_objects *ret, struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;
	struct schema_side prelude = {.name = STR("prelude")};
	struct str database;

	*ret = (struct dump_objects){.count = 0};
	if (scratch_has_prelude(scratch, set) &&
		(scratch_create_database(scratch, set, &database, reterr) ||
			scratch_check_dump(scratch, set, database, &prelude, reterr)))
		return -1;
	for (size_t i = 0; i < side->objects.count; i++)
		if (!has_object(&prelude.objects, &side->objects.items[i]))
			*vec_push(arena, ret) = side->objects.items[i];
	return 0;
}

/* That an object is there already is no failure of a text which was dumped where the platform has
 * it: in schemas that no comparison looks into, and where it has no definition of its own. */
static bool is_given(const struct scratch_check *scratch, const struct dump_options *options,
	const struct replay_failure *failure, const struct dump_statement *statement)
{
	static const char *const states[] = {
		"42P07", /* table */
		"42710", /* object */
		"42723", /* function */
		"42P16", /* a second primary key */
	};
	bool is_again = false;

	if (str_equal(failure->sqlstate, STR("42P06"))) /* schema */
		return true;
	for (size_t i = 0; i < ARRAY_LENGTH(states); i++)
		is_again |= str_equal(failure->sqlstate, str_from(states[i]));
	if (!is_again)
		return false;
	if (str_equal(statement->kind, STR("extension")))
		return str_list_contains(&scratch->given, statement->name);
	if (str_equal(statement->kind, STR("publication")))
		return !options->has_publications;
	return str_equal(statement->kind, STR("role")) ||
		(statement->schema.ptr &&
			dump_schema_matches(
				scratch->database->check->arena, statement->schema, &options->excluded_schemas));
}

/* The statement that has failed. */
static struct dump_statement failed_statement(struct arena *arena, struct str sql,
	const struct pieces *pieces, const struct replay_failure *failure)
{
	size_t number = 0, i = 0;

	while (i < pieces->count) {
		number += !pieces->items[i].is_command;
		if (number == failure->statement)
			break;
		i++;
	}
	return dump_statement_read(arena,
		i < pieces->count ? str_slice(sql, pieces->items[i].from, pieces->items[i].to) : STR(""));
}

static void keep_failures(const struct scratch_check *scratch, const struct migration_set *set,
	const struct replay_failures *failures, struct str text, struct schema_side *side)
{
	struct arena *arena = scratch->database->check->arena;
	struct dump_options options = scratch_dump_options(scratch, set);
	bool has_prelude = scratch_has_prelude(scratch, set);
	struct str sql = str_copy(arena, text);
	struct pieces pieces = split_sql(arena, (char *)(uintptr_t)sql.ptr, sql.len);

	for (size_t i = 0; i < failures->count; i++) {
		const struct replay_failure *failure = &failures->items[i];
		struct dump_statement statement = failed_statement(arena, sql, &pieces, failure);

		if (!has_prelude || !is_given(scratch, &options, failure, &statement))
			*vec_push(arena, &side->failures) = *failure;
	}
}

/* A dump says all privileges that there are: what a prelude grants on tables to come would add to
 * them. On a server of our own it is forgotten. */
static int forget_default_privileges(const struct scratch_check *scratch,
	const struct migration_set *set, struct connection *connection, struct error *reterr)
{
	if (!scratch_has_privileges(scratch, set) || !scratch_is_own(scratch->scratch))
		return 0;
	return connection_execute(connection, "cannot take default privileges away",
		STR("SET allow_system_table_mods = on; DELETE FROM pg_catalog.pg_default_acl"), reterr);
}

/* What is in none of its statements nobody can compare: a line of psql's that reads another file.
 */
static int require_sql(
	struct arena *arena, const struct replay_failures *failures, struct error *reterr)
{
	for (size_t i = 0; i < failures->count; i++) {
		const struct replay_failure *failure = &failures->items[i];

		if (failure->sqlstate.ptr)
			continue;
		error_set(reterr, "%s:%zu: %s", escape_text(arena, failure->path, false).ptr, failure->line,
			failure->message.ptr);
		return failure->hint.ptr ? error_hint(reterr, "%s", failure->hint.ptr) : -1;
	}
	return 0;
}

/* Loads the text in a new database. False as `ret_loaded`: a part of it did not go in. */
static int load(struct scratch_check *scratch, const struct migration_set *set,
	struct schema_side *side, struct str text, bool *ret_loaded, struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;
	struct dump_options options = scratch_dump_options(scratch, set);
	_cleanup_(connection_close) struct connection *connection = NULL;
	struct replay replay;

	if (scratch_check_begin(scratch, set, &side->database, &connection, &replay, reterr) ||
		forget_default_privileges(scratch, set, connection, reterr) ||
		(scratch_has_prelude(scratch, set) && prelude_clear(connection, arena, &options, reterr)))
		return -1;
	replay.progress = NULL;
	if (replay_text(&replay, side->name, text, reterr) ||
		require_sql(arena, &replay.failures, reterr))
		return -1;
	keep_failures(scratch, set, &replay.failures, text, side);
	side->stripped = replay.stand_ins.stripped;
	*ret_loaded = side->failures.count == 0;
	return 0;
}

/* In place of what the server has made of it: of an object that is defined twice, the first. */
static void put_text(
	struct arena *arena, struct dump_objects *objects, const struct dump_object *text)
{
	for (size_t i = 0; i < objects->count; i++) {
		struct dump_object *object = &objects->items[i];

		if (str_equal(object->kind, text->kind) && str_equal(object->schema, text->schema) &&
			str_equal(object->name, text->name)) {
			*object = *text;
			return;
		}
	}
	*vec_push(arena, objects) = *text;
}

/* Puts in the objects that did not go through, as the text has them. */
static int add_texts(const struct scratch_check *scratch, struct schema_side *side, struct str text,
	struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;
	struct dump_objects objects;

	if (dump_objects_read(&objects, arena, text, reterr))
		return -1;
	for (size_t i = 0, next = 0; i < objects.count && next < side->failures.count; i++) {
		size_t end = i + 1 < objects.count ? objects.items[i + 1].line : SIZE_MAX;

		if (side->failures.items[next].line >= end)
			continue;
		if (scratch_check_asks(scratch, &objects.items[i]))
			put_text(arena, &side->objects, &objects.items[i]);
		while (next < side->failures.count && side->failures.items[next].line < end)
			next++;
	}
	return 0;
}

int scratch_check_text(struct scratch_check *scratch, const struct migration_set *set,
	struct str name, struct str text, struct schema_side *ret, struct error *reterr)
{
	struct schema_side side = {.name = name};
	bool loaded;

	if (load(scratch, set, &side, text, &loaded, reterr) ||
		scratch_check_dump(scratch, set, side.database, &side, reterr) ||
		(!loaded && add_texts(scratch, &side, text, reterr)))
		return -1;
	side.is_text = !loaded;
	*ret = side;
	return 0;
}

/* Roles of the live server that privileges and policies may name: on a server of our own they are
 * made, as names without any right. */
static int copy_roles(struct scratch_check *scratch, struct connection *live, struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;
	_cleanup_(connection_close) struct connection *connection = NULL;
	struct text text = {.arena = arena};
	struct rows rows;

	if (!scratch_is_own(scratch->scratch))
		return 0;
	if (connection_query(live, arena, "cannot read the roles",
			STR("SELECT rolname FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_'"), NULL, &rows,
			reterr) ||
		scratch_connect(scratch->scratch, arena, STR("postgres"), &connection, reterr))
		return -1;
	for (size_t i = 0; i < rows.count; i++) {
		struct str name = rows_value(&rows, i, 0);

		text_addf(&text,
			"DO $$BEGIN CREATE ROLE %s NOLOGIN; EXCEPTION WHEN duplicate_object THEN END$$;\n",
			sql_identifier(arena, name).ptr);
	}
	return rows.count
		? connection_execute(connection, "cannot make the roles", text_str(&text), reterr)
		: 0;
}

int scratch_check_live(struct scratch_check *scratch, const struct migration_set *set,
	struct connection *live, struct schema_side *ret, struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;
	struct dump_options options = scratch_dump_options(scratch, set);
	struct connection_address address = connection_address(live, arena);
	struct str dump, prelude;

	/* others use it meanwhile: what waits for a table makes all that come behind it wait */
	options.lock_timeout = scratch->database->target.timeout;
	/* preludes make their roles before anybody else does */
	if (scratch_prepare_preludes(scratch, set, &prelude, reterr) ||
		copy_roles(scratch, live, reterr) ||
		dump_database(&dump, arena, &address, connection_server_version(live), &options, reterr) ||
		scratch_check_text(scratch, set, connection_place(live), dump, ret, reterr))
		return -1;
	return 0;
}

int scratch_check_script(struct scratch_check *scratch, const struct migration_set *set,
	const struct schema_side *side, struct str sql, struct schema_side *ret,
	struct str *ret_refusal, struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;
	_cleanup_(connection_close) struct connection *connection = NULL;
	struct schema_side copy = {.name = side->name, .database = scratch_next_name(scratch)};
	struct replay replay = {.failures = {.count = 0}};
	struct error refusal;

	*ret_refusal = (struct str){NULL, 0};
	if (scratch_create(scratch->scratch, copy.database, side->database, reterr) ||
		scratch_connect(scratch->scratch, arena, copy.database, &connection, reterr))
		return -1;
	if (connection_execute(connection, "the server says", sql, &refusal)) {
		*ret_refusal = str_copy(arena, str_from(refusal.message));
		if (scratch_start_replay(&replay, scratch, connection, reterr) ||
			replay_text(&replay, side->name, sql, reterr))
			return -1;
	}
	copy.failures = replay.failures;
	if (scratch_check_dump(scratch, set, copy.database, &copy, reterr))
		return -1;
	*ret = copy;
	return 0;
}

int scratch_check_settle(struct scratch_check *scratch, const struct migration_set *set,
	struct schema_side *side, struct error *reterr)
{
	struct schema_side again;

	if (!side->is_stable && !side->is_text) {
		if (scratch_check_text(scratch, set, side->name, side->dump, &again, reterr))
			return -1;
		again.unverified = side->unverified;
		again.stripped = side->stripped;
		*side = again;
	}
	side->is_stable = true;
	return 0;
}

int scratch_check_compare(struct scratch_check *scratch, const struct migration_set *set,
	struct schema_side *left, struct schema_side *right, struct drift_objects *ret,
	struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;

	*ret = dump_compare(arena, &left->objects, &right->objects);
	if (!ret->count)
		return 0;
	if (scratch_check_settle(scratch, set, left, reterr) ||
		scratch_check_settle(scratch, set, right, reterr))
		return -1;
	*ret = dump_compare(arena, &left->objects, &right->objects);
	return 0;
}
