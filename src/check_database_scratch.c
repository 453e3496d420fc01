/* SPDX-License-Identifier: MIT */
#include "check_database_scratch_parts.h"

#include "base/escape.h"
#include "base/file.h"
#include "base/vec.h"
#include "database/managed_schema.h"
#include "database/sql_text.h"

/* How long a migration, a load or a dump may take where --timeout says nothing else. */
enum { SCRATCH_TIMEOUT = 5 * 60 * 1000 };

/* `none` stands alone: beside others it is a file that is not there. */
static struct str_list without_none(struct str_list preludes)
{
	bool is_none = preludes.count == 1 &&
		(!preludes.items[0].len || str_equal(preludes.items[0], STR("none")));

	return is_none ? (struct str_list){.count = 0} : preludes;
}

/* What must exist before the set's migrations: names of built-in preludes, and paths. */
static struct str_list preludes_of(
	const struct scratch_check *scratch, const struct migration_set *set)
{
	const struct policy *policy = &scratch->database->check->policy;
	struct str environment = scratch->database->target.environment;
	const struct setting *setting = environment.ptr
		? policy_setting(policy, "database.environments.%.*s.prelude", STR_ARG(environment))
		: NULL;

	if (scratch->request->preludes.count)
		return without_none(scratch->request->preludes);
	if (setting)
		return without_none(setting->list);
	return without_none(set_spec_list(set->spec, policy, "prelude"));
}

bool scratch_has_prelude(const struct scratch_check *scratch, const struct migration_set *set)
{
	return preludes_of(scratch, set).count > 0;
}

bool scratch_has_privileges(const struct scratch_check *scratch, const struct migration_set *set)
{
	const struct policy *policy = &scratch->database->check->policy;

	return scratch->request->has_privileges ||
		str_equal(set_spec_setting(set->spec, policy, "acl").value, STR("true"));
}

/* A file of the judged tree, or one that the command line names. */
static int read_prelude(
	const struct scratch_check *scratch, struct str path, struct str *ret, struct error *reterr)
{
	const struct tree *tree = scratch->database->changes.head;
	struct entry entry = {.mode = 0};

	if (scratch->request->preludes.count)
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

int scratch_start_replay(struct replay *ret, const struct scratch_check *scratch,
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

struct str scratch_next_name(struct scratch_check *scratch)
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

static bool is_same_list(const struct str_list *a, const struct str_list *b)
{
	for (size_t i = 0; a->count == b->count && i < a->count; i++)
		if (!str_equal(a->items[i], b->items[i]))
			return false;
	return a->count == b->count;
}

/* In a session of its own: what a prelude sets ends with it. */
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
		scratch_start_replay(&replay, scratch, connection, reterr) ||
		replay_text(&replay, prelude, str_with_lf_ends(arena, text), reterr))
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

int scratch_prepare_preludes(struct scratch_check *scratch, const struct migration_set *set,
	struct str *ret, struct error *reterr)
{
	struct str_list preludes = preludes_of(scratch, set);

	*ret = (struct str){NULL, 0};
	if (!preludes.count)
		return 0;
	for (size_t i = 0; i < scratch->preludes.count; i++)
		if (is_same_list(&scratch->preludes.items[i].names, &preludes))
			*ret = scratch->preludes.items[i].database;
	if (ret->ptr)
		return 0;
	*ret = scratch_next_name(scratch);
	if (scratch_create(scratch->scratch, *ret, (struct str){NULL, 0}, reterr))
		return -1;
	for (size_t i = 0; i < preludes.count; i++)
		if (run_prelude(scratch, preludes.items[i], *ret, reterr))
			return -1;
	*vec_push(scratch->database->check->arena, &scratch->preludes) = (struct scratch_prelude){
		preludes, *ret};
	return 0;
}

int scratch_create_database(struct scratch_check *scratch, const struct migration_set *set,
	struct str *ret, struct error *reterr)
{
	struct str name = scratch_next_name(scratch), base;

	if (scratch_prepare_preludes(scratch, set, &base, reterr) ||
		scratch_create(scratch->scratch, name, base, reterr))
		return -1;
	*ret = name;
	return 0;
}

struct dump_options scratch_dump_options(
	const struct scratch_check *scratch, const struct migration_set *set)
{
	struct database_check *database = scratch->database;
	struct arena *arena = database->check->arena;
	const struct ledger_set *ledger_set = ledger_set_of(&database->ledger, set);
	struct str_list preludes = preludes_of(scratch, set);
	struct dump_options options = {
		.has_privileges = scratch_has_privileges(scratch, set),
		.has_publications = scratch->request->is_whole,
		.timeout = scratch->timeout,
	};

	for (size_t i = 0; i < scratch->request->excluded.count; i++)
		str_list_add(arena, &options.excluded_schemas, scratch->request->excluded.items[i]);
	for (size_t i = 0; !scratch->request->is_whole && i < preludes.count; i++)
		managed_schemas_add(arena, preludes.items[i], &options.excluded_schemas);
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

/* The schema that an object is in, or that it is; ptr NULL: none. Text without pg_dump's comments
 * has it as SQL. */
static struct str schema_of(const struct dump_object *object)
{
	struct str schema = object->schema, name = object->name, prefix = STR("schema ");

	if (!schema.ptr && str_equal(object->kind, STR("schema")))
		schema = name;
	/* its comment and its privileges */
	else if (!schema.ptr && name.len > prefix.len &&
		str_equal_ignoring_case(str_slice(name, 0, prefix.len), prefix))
		schema = str_slice(name, prefix.len, name.len);
	return str_starts(schema, STR("\"")) ? str_slice(schema, 1, schema.len - 1) : schema;
}

bool scratch_check_asks(const struct scratch_check *scratch, const struct dump_object *object)
{
	const struct str_list *schemas = &scratch->request->schemas;
	struct str schema = schema_of(object);

	if (str_equal(object->kind, STR("extension")) &&
		str_list_contains(&scratch->given, object->name))
		return false;
	if (!schemas->count)
		return true;
	if (!schema.ptr || !str_list_contains(schemas, schema))
		return false;
	if (!str_list_contains(scratch->found, schema))
		str_list_add(scratch->database->check->arena, scratch->found, schema);
	return true;
}

int scratch_check_require_schemas(const struct scratch_check *scratch, struct error *reterr)
{
	const struct str_list *schemas = &scratch->request->schemas;

	for (size_t i = 0; i < schemas->count; i++) {
		/* it is there without a word of a dump's */
		if (str_list_contains(scratch->found, schemas->items[i]) ||
			str_equal(schemas->items[i], STR("public")))
			continue;
		error_set(reterr, "--schema %s: there is no such schema to look into",
			escape_text(scratch->database->check->arena, schemas->items[i], false).ptr);
		return error_hint(
			reterr, "the name is taken as it is: no quotes, no pattern, App is not app");
	}
	return 0;
}

int scratch_check_read_objects(const struct scratch_check *scratch, struct str dump,
	struct dump_objects *ret, struct error *reterr)
{
	size_t count = 0;

	if (dump_objects_read(ret, scratch->database->check->arena, dump, reterr))
		return -1;
	for (size_t i = 0; i < ret->count; i++)
		if (scratch_check_asks(scratch, &ret->items[i]))
			ret->items[count++] = ret->items[i];
	ret->count = count;
	return 0;
}

int scratch_check_dump_text(const struct scratch_check *scratch, const struct migration_set *set,
	struct str database, struct arena *arena, struct str *ret, struct error *reterr)
{
	struct dump_options options = scratch_dump_options(scratch, set);
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

	if (scratch_create_database(scratch, set, &database, reterr) ||
		scratch_connect(
			scratch->scratch, scratch->database->check->arena, database, &connection, reterr) ||
		scratch_start_replay(ret, scratch, connection, reterr))
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
		scratch_start_replay(&replay, scratch, connection, reterr) ||
		replay_files(&replay, set, files, &done, reterr))
		return -1;
	side->failures = replay.failures;
	for (size_t i = 0; i < replay.stand_ins.stripped.count; i++)
		str_list_add(arena, &side->stripped, replay.stand_ins.stripped.items[i]);
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
	return scratch_create_database(scratch, set, &ret->database, reterr) ||
			scratch_check_continue(scratch, set, files, ret, reterr)
		? -1
		: 0;
}

int scratch_check_open(struct scratch_check *ret, struct database_check *database,
	const struct scratch_request *request, struct error *reterr)
{
	struct arena *arena = database->check->arena;
	struct scratch_options options = {
		.major = policy_postgres(&database->check->policy),
		.shadow_password = database->target.password,
	};

	*ret = (struct scratch_check){
		.database = database, .request = request, .found = arena_new(arena, struct str_list)};
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
