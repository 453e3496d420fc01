/* SPDX-License-Identifier: MIT */
#include "check_database_squash_proof.h"

#include "base/vec.h"
#include "check_database_squash_rows.h"
#include "check_database_unverified.h"
#include "database/table_rows.h"
#include "migration/wrapping.h"

struct proving {
	struct check *check;
	struct arena *arena;
	const struct squash_proof_request *request;
	struct scratch_request scratch;
	struct squash_plan *plan;
	struct squash_proof *proof;
	const struct migration_set *set; /* the plan's, as the database's check has it */
	struct ordered_files all, squashed, rest;
	struct schema_side before, after;
};

/* The files of the plan as the database's check has them. */
static struct ordered_files files_of(
	const struct proving *proving, const struct ordered_files *files)
{
	struct ordered_files found = {
		arena_array(proving->arena, const struct migration_file *, files->count + 1), 0};

	for (size_t i = 0; i < files->count; i++) {
		const struct migration_file *file = migration_set_file(proving->set, files->items[i]->path);

		if (file)
			found.items[found.count++] = file;
	}
	return found;
}

static int start(struct proving *proving, struct error *reterr)
{
	struct database_options options = proving->request->database;
	struct database_check *database = &proving->proof->database;
	struct ordered_files all = migration_set_in_order(proving->plan->set, proving->arena);
	size_t squashed;

	options.set = proving->plan->set->spec->path;
	options.needs_no_record = true;
	if (check_database_start(proving->check, &options, database, reterr))
		return -1;
	proving->set = &database->sets.items[0];
	proving->all = files_of(proving, &all);
	squashed = files_of(proving, &proving->plan->squashed).count;
	proving->squashed = (struct ordered_files){proving->all.items, squashed};
	proving->rest = (struct ordered_files){
		proving->all.items + squashed, proving->all.count - squashed};
	return 0;
}

/* The database that is named must be what its migrations lead to: else a baseline that leads to the
 * same would hide what was done to it. */
static int ask_database(struct proving *proving, struct error *reterr)
{
	struct squash_proof *proof = proving->proof;
	struct check *own = arena_new(proving->arena, struct check);
	struct check_options options = {.policy_path = proving->check->options.policy_path};
	struct drift_request request = {
		.database = proving->request->database,
		.scratch = proving->request->scratch,
		.against = true,
		.skips_snapshot = true,
	};

	request.database.set = proving->plan->set->spec->path;
	request.database.target_found = &proof->database.target;
	return check_start(own, proving->arena, proving->check->repository, &options, reterr) ||
			check_database_drift(own, &request, &proof->live, reterr)
		? -1
		: 0;
}

/* True if the squashed migrations leave a table, or a view, of that name. */
static bool is_there(const struct dump_objects *objects, struct object_name table)
{
	static const char *const kinds[] = {"table", "foreign table", "view", "materialized view"};

	for (size_t i = 0; i < objects->count; i++) {
		const struct dump_object *object = &objects->items[i];

		if (!str_equal(object->name, table.name) ||
			(table.schema.ptr && !str_equal(object->schema, table.schema)))
			continue;
		for (size_t j = 0; j < ARRAY_LENGTH(kinds); j++)
			if (str_equal(object->kind, str_from(kinds[j])))
				return true;
	}
	return false;
}

static int read_statements(struct proving *proving, struct error *reterr)
{
	struct squash_statements *statements = &proving->proof->statements;

	if (squash_statements_read(statements, proving->arena, proving->plan, reterr))
		return -1;
	for (size_t i = 0; i < statements->count; i++)
		statements->items[i].is_gone = statements->items[i].table.name.ptr &&
			!is_there(&proving->before.objects, statements->items[i].table);
	return 0;
}

/* The baseline's text: roles first, which the schema may name, then the schema, then the rows. */
static int fill(struct proving *proving, struct error *reterr)
{
	const struct squash_proof_request *request = proving->request;
	struct scratch_check *server = &proving->proof->old_server;
	const struct squash_statements *statements = &proving->proof->statements;
	struct squash_content content = {.dump = request->dump, .dump_name = request->dump_name};
	_cleanup_(connection_close) struct connection *connection = NULL;
	struct text behind = {.arena = proving->arena};
	struct dump_objects own;
	struct str filled;

	if (!content.dump.ptr) {
		if (require_parameters(proving->arena, &proving->before, reterr) ||
			scratch_check_own_objects(server, proving->set, &proving->before, &own, reterr))
			return -1;
		content.dump = dump_objects_write(proving->arena, &own, (struct str){NULL, 0});
		content.dump_name = STR("the schema that the squashed migrations lead to");
	}
	content.before = squash_statements_sql(proving->arena, statements, SQUASH_ROLE);
	if (request->keeps_rows)
		text_add(&behind, squash_statements_sql(proving->arena, statements, SQUASH_ROWS));
	if (scratch_connect(
			server->scratch, proving->arena, proving->before.database, &connection, reterr) ||
		views_refresh_sql(&filled, proving->arena, connection, &proving->before.objects, reterr))
		return -1;
	text_add(&behind, filled);
	content.behind = text_str(&behind);
	return check_squash_fill(proving->check, proving->plan, &content, reterr);
}

/* The baseline as a migration of the set that nobody has written yet, then what is left. */
static struct ordered_files new_chain(const struct proving *proving)
{
	struct arena *arena = proving->arena;
	struct migration_file *baseline = arena_new(arena, struct migration_file);
	struct ordered_files chain = {
		arena_array(arena, const struct migration_file *, proving->rest.count + 1), 0};
	struct name name = name_of(proving->set->spec, arena, proving->plan->path);

	*baseline = (struct migration_file){
		.path = proving->plan->path,
		.name = name,
		.script = script_read(arena, proving->set->spec, name.role, proving->plan->content),
	};
	chain.items[chain.count++] = baseline;
	for (size_t i = 0; i < proving->rest.count; i++)
		chain.items[chain.count++] = proving->rest.items[i];
	return chain;
}

/* What the migrations lead to as they are, and on the way the text of the baseline. */
static int replay_old(struct proving *proving, struct error *reterr)
{
	struct squash_proof *proof = proving->proof;

	if (scratch_check_open(&proof->old_server, &proof->database, &proving->scratch, reterr))
		return -1;
	proof->has_privileges = scratch_has_privileges(&proof->old_server, proving->set);
	if (scratch_check_migrations(
			&proof->old_server, proving->set, &proving->squashed, &proving->before, reterr))
		return -1;
	if (!proving->before.failures.count) {
		if (read_statements(proving, reterr) || fill(proving, reterr) ||
			(proving->rest.count &&
				scratch_check_continue(
					&proof->old_server, proving->set, &proving->rest, &proving->before, reterr)))
			return -1;
	}
	proof->unverified = proving->before.unverified;
	proof->failures = proving->before.failures;
	proof->is_broken = proof->failures.count > 0;
	return 0;
}

/* Roles belong to a whole server: another one. */
static int replay_new(struct proving *proving, struct error *reterr)
{
	struct squash_proof *proof = proving->proof;
	struct ordered_files chain = new_chain(proving);

	if (scratch_check_open(&proof->new_server, &proof->database, &proving->scratch, reterr) ||
		scratch_check_migrations(&proof->new_server, proving->set, &chain, &proving->after, reterr))
		return -1;
	proof->failures = proving->after.failures;
	return 0;
}

static int compare(struct proving *proving, struct error *reterr)
{
	struct squash_proof *proof = proving->proof;
	const struct squash_chains chains = {
		.set = proving->set,
		.scratch = &proving->scratch,
		.old_files = &proving->all,
		.before = &proving->before,
		.after = &proving->after,
	};

	/* before the schemas are: that leaves other databases behind, which have no rows */
	if (squash_rows_compare(proof, &chains, proving->request->keeps_rows, reterr))
		return -1;
	proving->before.name = STR("before");
	proving->after.name = STR("after");
	proving->after.database = (struct str){NULL, 0};
	if (scratch_check_compare(&proof->old_server, proving->set, &proving->before, &proving->after,
			&proof->objects, reterr))
		return -1;
	drift_drop_tolerated(proving->set, &proof->objects);
	proof->is_proven = !proof->objects.count && !proof->rows.count;
	return 0;
}

int check_database_squash_prove(struct check *check, const struct squash_proof_request *request,
	struct squash_plan *plan, struct squash_proof *ret, struct error *reterr)
{
	struct proving proving = {
		.check = check,
		.arena = check->arena,
		.request = request,
		.scratch = request->scratch,
		.plan = plan,
		.proof = ret,
	};

	proving.scratch.is_whole = true;
	if (start(&proving, reterr) || (request->asks_database && ask_database(&proving, reterr)))
		return -1;
	if (ret->live.verdict != DRIFT_CLEAN)
		return 0;
	if (replay_old(&proving, reterr))
		return -1;
	if (ret->failures.count)
		return 0;
	if (replay_new(&proving, reterr))
		return -1;
	return ret->failures.count ? 0 : compare(&proving, reterr);
}

void squash_proof_close(struct squash_proof *proof)
{
	scratch_check_close(&proof->new_server);
	scratch_check_close(&proof->old_server);
	database_drift_close(&proof->live);
	database_check_close(&proof->database);
}
