/* SPDX-License-Identifier: MIT */
#include "check_database_scratch.h"

#include "base/escape.h"
#include "base/file.h"
#include "base/vec.h"
#include "database/managed_schema.h"
#include "database/sql_text.h"

/* How long a migration, a load or a dump may take where --timeout says nothing else. */
enum { SCRATCH_TIMEOUT = 5 * 60 * 1000 };

/* What must exist before the set's migrations: the name of a built-in prelude, or a path. */
static struct str prelude_of(const struct scratch_check *scratch, const struct migration_set *set)
{
	const struct policy *policy = &scratch->database->check->policy;
	struct str environment = scratch->database->target.environment;
	const struct setting *setting = environment.ptr
		? policy_setting(policy, "database.environments.%.*s.prelude", STR_ARG(environment))
		: NULL;

	if (scratch->request->prelude.ptr)
		return scratch->request->prelude;
	return setting ? setting->value : set_spec_setting(set->spec, policy, "prelude").value;
}

static bool has_prelude(const struct scratch_check *scratch, const struct migration_set *set)
{
	struct str prelude = prelude_of(scratch, set);

	return prelude.len && !str_equal(prelude, STR("none"));
}

/* A file of the judged tree, or one that the command line names. */
static int read_prelude(
	const struct scratch_check *scratch, struct str path, struct str *ret, struct error *reterr)
{
	const struct tree *tree = scratch->database->changes.head;
	struct entry entry = {.mode = 0};

	if (scratch->request->prelude.ptr)
		return file_read(ret, scratch->database->check->arena, path, reterr);
	if (tree_entry(tree, path, &entry, reterr))
		return -1;
	if (entry.mode)
		return tree_content(tree, &entry, ret, reterr);
	error_set(reterr, "the prelude %s is not there",
		escape_text(scratch->database->check->arena, path, false).ptr);
	return error_hint(
		reterr, "git add it, or name another: sets: [{prelude: FILE}] in .mighook.yaml");
}

static int start_replay(struct replay *ret, const struct scratch_check *scratch,
	struct connection *connection, struct error *reterr)
{
	*ret = (struct replay){
		.arena = scratch->database->check->arena,
		.changes = &scratch->database->changes,
		.connection = connection,
		.progress = scratch->request->progress,
		.progress_context = scratch->request->progress_context,
	};
	return stand_ins_read(&ret->stand_ins, connection, ret->arena, reterr);
}

/* A name that no other database has: letters alone. */
static struct str next_name(struct scratch_check *scratch)
{
	size_t number = scratch->count++;

	return str_format(scratch->database->check->arena, "schema_%c%c%c",
		(char)('a' + number / 676 % 26), (char)('a' + number / 26 % 26), (char)('a' + number % 26));
}

static int prelude_failed(const struct scratch_check *scratch, struct str prelude,
	const struct replay_failure *failure, struct error *reterr)
{
	error_set(reterr, "the prelude %s fails at line %zu: %s",
		escape_text(scratch->database->check->arena, prelude, false).ptr, failure->line,
		failure->message.ptr);
	return failure->hint.ptr ? error_hint(reterr, "%s", failure->hint.ptr) : -1;
}

static int run_prelude(
	struct scratch_check *scratch, struct str prelude, struct str database, struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;
	_cleanup_(connection_close) struct connection *connection = NULL;
	struct str text = prelude_builtin(prelude);
	struct replay replay;
	struct rows rows;

	if (!text.ptr && read_prelude(scratch, prelude, &text, reterr))
		return -1;
	if (scratch_connect(scratch->scratch, arena, database, &connection, reterr) ||
		start_replay(&replay, scratch, connection, reterr) ||
		replay_text(&replay, prelude, text, reterr))
		return -1;
	if (replay.failures.count)
		return prelude_failed(scratch, prelude, &replay.failures.items[0], reterr);
	if (connection_query(connection, arena, "cannot read the extensions",
			STR("SELECT extname FROM pg_extension"), NULL, &rows, reterr))
		return -1;
	for (size_t i = 0; i < rows.count; i++)
		str_list_add(arena, &scratch->given, rows_value(&rows, i, 0));
	return 0;
}

/* The database that has the set's prelude, and nothing else; ptr NULL: it has none. */
static int prepare_prelude(struct scratch_check *scratch, const struct migration_set *set,
	struct str *ret, struct error *reterr)
{
	struct str prelude = prelude_of(scratch, set);

	*ret = (struct str){NULL, 0};
	if (!has_prelude(scratch, set))
		return 0;
	for (size_t i = 0; i < scratch->preludes.count; i++)
		if (str_equal(scratch->preludes.items[i].prelude, prelude))
			*ret = scratch->preludes.items[i].database;
	if (ret->ptr)
		return 0;
	*ret = next_name(scratch);
	if (scratch_create(scratch->scratch, *ret, (struct str){NULL, 0}, reterr) ||
		run_prelude(scratch, prelude, *ret, reterr))
		return -1;
	*vec_push(scratch->database->check->arena, &scratch->preludes) = (struct scratch_prelude){
		prelude, *ret};
	return 0;
}

/* A new database with what the set's migrations find. The prelude is run once and copied. */
static int create_database(struct scratch_check *scratch, const struct migration_set *set,
	struct str *ret, struct error *reterr)
{
	struct str name = next_name(scratch), base;

	if (prepare_prelude(scratch, set, &base, reterr) ||
		scratch_create(scratch->scratch, name, base, reterr))
		return -1;
	*ret = name;
	return 0;
}

/* What pg_dump is to leave out: schemas of the platform, and the tables that say what was applied.
 */
static struct dump_options dump_options_for(
	const struct scratch_check *scratch, const struct migration_set *set)
{
	struct database_check *database = scratch->database;
	struct arena *arena = database->check->arena;
	const struct ledger_set *ledger_set = ledger_set_of(&database->ledger, set);
	struct dump_options options = {
		.schemas = scratch->request->schemas,
		.has_privileges = scratch->request->has_privileges,
		.has_publications = scratch->request->is_whole,
		.timeout = scratch->timeout,
	};

	for (size_t i = 0; i < scratch->request->excluded.count; i++)
		str_list_add(arena, &options.excluded_schemas, scratch->request->excluded.items[i]);
	if (!scratch->request->is_whole)
		managed_schemas_add(arena, prelude_of(scratch, set), &options.excluded_schemas);
	for (size_t i = 0; ledger_set && i < ledger_set->histories.count; i++) {
		const struct history *history =
			&database->ledger.histories.items[ledger_set->histories.items[i]];
		struct str table = sql_table(arena, history->table);

		if (!table.ptr)
			continue;
		str_list_add(arena, &options.excluded_tables, table);
		str_list_add(arena, &options.excluded_tables, archive_table(arena, history->table));
	}
	return options;
}

int scratch_check_read_objects(const struct scratch_check *scratch, struct str dump,
	struct dump_objects *ret, struct error *reterr)
{
	size_t count = 0;

	if (dump_objects_read(ret, scratch->database->check->arena, dump, reterr))
		return -1;
	for (size_t i = 0; i < ret->count; i++)
		if (!str_equal(ret->items[i].kind, STR("extension")) ||
			!str_list_contains(&scratch->given, ret->items[i].name))
			ret->items[count++] = ret->items[i];
	ret->count = count;
	return 0;
}

int scratch_check_dump_text(const struct scratch_check *scratch, const struct migration_set *set,
	struct str database, struct arena *arena, struct str *ret, struct error *reterr)
{
	struct dump_options options = dump_options_for(scratch, set);
	struct connection_address address = scratch_address(scratch->scratch, arena, database);

	return dump_database(
		ret, arena, &address, scratch_server_version(scratch->scratch), &options, reterr);
}

int scratch_check_dump(struct scratch_check *scratch, const struct migration_set *set,
	struct str database, struct schema_side *ret, struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;

	ret->database = database;
	return scratch_check_dump_text(scratch, set, database, arena, &ret->dump, reterr) ||
			scratch_check_read_objects(scratch, ret->dump, &ret->objects, reterr)
		? -1
		: 0;
}

int scratch_check_begin(struct scratch_check *scratch, const struct migration_set *set,
	struct str *ret_database, struct connection **ret_connection, struct replay *ret,
	struct error *reterr)
{
	_cleanup_(connection_close) struct connection *connection = NULL;
	struct str database;

	if (create_database(scratch, set, &database, reterr) ||
		scratch_connect(
			scratch->scratch, scratch->database->check->arena, database, &connection, reterr) ||
		start_replay(ret, scratch, connection, reterr))
		return -1;
	*ret_database = database;
	*ret_connection = connection;
	connection = NULL;
	return 0;
}

int scratch_check_continue(struct scratch_check *scratch, const struct migration_set *set,
	const struct ordered_files *files, struct schema_side *side, struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;
	_cleanup_(connection_close) struct connection *connection = NULL;
	struct replay replay;
	bool done;

	if (scratch_connect(scratch->scratch, arena, side->database, &connection, reterr) ||
		start_replay(&replay, scratch, connection, reterr) ||
		replay_files(&replay, set, files, &done, reterr))
		return -1;
	side->failures = replay.failures;
	if (done && stand_in_uses_read(&side->unverified, connection, arena, reterr))
		return -1;
	connection_close(&connection);
	return done ? scratch_check_dump(scratch, set, side->database, side, reterr) : 0;
}

int scratch_check_migrations(struct scratch_check *scratch, const struct migration_set *set,
	const struct ordered_files *files, struct schema_side *ret, struct error *reterr)
{
	struct ordered_files all;

	*ret = (struct schema_side){.name = STR("migrations")};
	if (!files) {
		all = migration_set_in_order(set, scratch->database->check->arena);
		files = &all;
	}
	return create_database(scratch, set, &ret->database, reterr) ||
			scratch_check_continue(scratch, set, files, ret, reterr)
		? -1
		: 0;
}

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
	if (has_prelude(scratch, set) &&
		(create_database(scratch, set, &database, reterr) ||
			scratch_check_dump(scratch, set, database, &prelude, reterr)))
		return -1;
	for (size_t i = 0; i < side->objects.count; i++)
		if (!has_object(&prelude.objects, &side->objects.items[i]))
			*vec_push(arena, ret) = side->objects.items[i];
	return 0;
}

/* That an object of the prelude is there already is no failure of a text which was dumped where the
 * platform has it. */
static bool says_again(const struct replay_failure *failure)
{
	static const char *const states[] = {
		"42P06", /* schema */
		"42P07", /* table */
		"42710", /* object */
		"42723", /* function */
		"42P16", /* a second primary key */
	};

	for (size_t i = 0; i < ARRAY_LENGTH(states); i++)
		if (str_equal(failure->sqlstate, str_from(states[i])))
			return true;
	return false;
}

/* A dump says all privileges that there are: what a prelude grants on tables to come would add to
 * them. On a server of our own it is forgotten. */
static int forget_default_privileges(
	const struct scratch_check *scratch, struct connection *connection, struct error *reterr)
{
	if (!scratch->request->has_privileges || !scratch_is_own(scratch->scratch))
		return 0;
	return connection_execute(connection, "cannot take default privileges away",
		STR("SET allow_system_table_mods = on; DELETE FROM pg_catalog.pg_default_acl"), reterr);
}

/* Loads the text in a new database. False as `ret_loaded`: a part of it did not go in. */
static int load(struct scratch_check *scratch, const struct migration_set *set,
	struct schema_side *side, struct str text, bool *ret_loaded, struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;
	_cleanup_(connection_close) struct connection *connection = NULL;
	struct replay replay;

	if (scratch_check_begin(scratch, set, &side->database, &connection, &replay, reterr) ||
		forget_default_privileges(scratch, connection, reterr))
		return -1;
	replay.progress = NULL;
	if (replay_text(&replay, side->name, dump_without_noise(arena, text), reterr))
		return -1;
	for (size_t i = 0; i < replay.failures.count; i++)
		if (!has_prelude(scratch, set) || !says_again(&replay.failures.items[i]))
			*vec_push(arena, &side->failures) = replay.failures.items[i];
	*ret_loaded = side->failures.count == 0;
	return 0;
}

/* Adds the objects that did not go through, as the text has them. */
static int add_texts(const struct scratch_check *scratch, struct schema_side *side, struct str text,
	struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;
	struct dump_objects objects;

	if (scratch_check_read_objects(scratch, text, &objects, reterr))
		return -1;
	for (size_t i = 0, next = 0; i < objects.count && next < side->failures.count; i++) {
		size_t end = i + 1 < objects.count ? objects.items[i + 1].line : SIZE_MAX;

		if (side->failures.items[next].line >= end)
			continue;
		*vec_push(arena, &side->objects) = objects.items[i];
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
	struct dump_options options = dump_options_for(scratch, set);
	struct connection_address address = connection_address(live, arena);
	struct str dump, prelude;

	/* a prelude makes its roles before anybody else does */
	if (prepare_prelude(scratch, set, &prelude, reterr) || copy_roles(scratch, live, reterr) ||
		dump_database(&dump, arena, &address, connection_server_version(live), &options, reterr) ||
		scratch_check_text(scratch, set, connection_place(live), dump, ret, reterr))
		return -1;
	return 0;
}

int scratch_check_script(struct scratch_check *scratch, const struct migration_set *set,
	const struct schema_side *side, struct str sql, struct schema_side *ret, struct error *reterr)
{
	struct arena *arena = scratch->database->check->arena;
	_cleanup_(connection_close) struct connection *connection = NULL;
	struct schema_side copy = {.name = side->name, .database = next_name(scratch)};
	struct replay replay;

	if (scratch_create(scratch->scratch, copy.database, side->database, reterr) ||
		scratch_connect(scratch->scratch, arena, copy.database, &connection, reterr) ||
		start_replay(&replay, scratch, connection, reterr) ||
		replay_text(&replay, side->name, sql, reterr))
		return -1;
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

int scratch_check_open(struct scratch_check *ret, struct database_check *database,
	const struct scratch_request *request, struct error *reterr)
{
	struct arena *arena = database->check->arena;
	struct scratch_options options = {
		.major = policy_postgres(&database->check->policy),
	};

	*ret = (struct scratch_check){.database = database, .request = request};
	ret->timeout = request->timeout ? request->timeout : SCRATCH_TIMEOUT;
	options.timeout = ret->timeout;
	if (request->shadow_url.ptr &&
		target_read_address(
			arena, "--shadow-url", request->shadow_url, &options.shadow_url, reterr))
		return -1;
	return scratch_open(&ret->scratch, arena, &options, reterr);
}

void scratch_check_close(struct scratch_check *scratch)
{
	scratch_close(&scratch->scratch);
}
