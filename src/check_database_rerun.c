/* SPDX-License-Identifier: MIT */
#include "check_database_rerun.h"

#include "base/vec.h"

const struct rerun_words rerun_first_time = {NULL, NULL, NULL};

static struct arena *arena_of(const struct rerun *rerun)
{
	return rerun->drift->database.check->arena;
}

static void tell(const struct rerun *rerun, const struct migration_file *file, size_t number)
{
	const struct scratch_request *request = rerun->drift->scratch.request;

	if (request->progress)
		request->progress(file, number, rerun->files.count, request->progress_context);
}

static void forget(struct rerun_state *state)
{
	arena_reset(&state->arena);
	state->dump = state->catalogs = (struct str){NULL, 0};
}

/* PostgreSQL manual, appendix A: undefined_..., and duplicate_... */
static bool is_state(struct str state, const char *const *states, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(state, str_from(states[i])))
			return true;
	return false;
}

static const char *hint_of(struct str state, struct rerun_words words)
{
	static const char *const missing[] = {"3F000", "42703", "42704", "42883", "42P01"};
	static const char *const there[] = {"23505", "42701", "42710", "42723", "42P06", "42P07"};

	if (is_state(state, missing, ARRAY_LENGTH(missing)))
		return words.missing;
	return is_state(state, there, ARRAY_LENGTH(there)) ? words.there : NULL;
}

void rerun_keep_failures(
	struct rerun *rerun, const struct migration_file *file, struct rerun_words words)
{
	struct replay_failures *failures = &rerun->replay.failures;

	for (size_t i = 0; i < failures->count; i++) {
		struct replay_failure *kept = vec_push(arena_of(rerun), &rerun->set->chain.failures);
		const char *hint = hint_of(failures->items[i].sqlstate, words);

		*kept = failures->items[i];
		kept->file = file;
		if (words.when)
			kept->message = str_format(
				arena_of(rerun), "%s: %.*s", words.when, STR_ARG(failures->items[i].message));
		if (hint)
			kept->hint = str_from(hint);
	}
	failures->count = 0;
}

int rerun_execute(struct rerun *rerun, size_t number, struct rerun_words words, bool *ret_done,
	struct error *reterr)
{
	const struct migration_file *file = rerun->files.items[number];

	tell(rerun, file, number + 1);
	if (replay_file(
			&rerun->replay, rerun->set->set, file, /* goes_down= */ false, ret_done, reterr))
		return -1;
	rerun_keep_failures(rerun, file, words);
	return 0;
}

/* A server that knows nothing of what was tried. */
static int another_server(struct rerun *rerun, struct error *reterr)
{
	struct database_drift *drift = rerun->drift;
	const struct scratch_request *request = drift->scratch.request;

	connection_close(&rerun->connection);
	scratch_check_close(&drift->scratch);
	return scratch_check_open(&drift->scratch, &drift->database, request, reterr);
}

int rerun_begin(struct rerun *rerun, size_t count, bool *ret_done, struct error *reterr)
{
	forget(&rerun->before);
	forget(&rerun->after);
	*ret_done = true;
	if ((rerun->drift->scratch.count && another_server(rerun, reterr)) ||
		scratch_check_begin(&rerun->drift->scratch, rerun->set->set, &rerun->database,
			&rerun->connection, &rerun->replay, reterr))
		return -1;
	for (size_t i = 0; i < count && *ret_done; i++)
		if (rerun_execute(rerun, i, rerun_first_time, ret_done, reterr))
			return -1;
	return 0;
}

void rerun_close(struct rerun *rerun)
{
	if (rerun->drift)
		tell(rerun, NULL, rerun->files.count);
	connection_close(&rerun->connection);
	arena_release(&rerun->before.arena);
	arena_release(&rerun->after.arena);
}

int rerun_finish(struct rerun *rerun, struct error *reterr)
{
	if (rerun->set->chain.failures.count)
		rerun->set->verdict = DRIFT_BROKEN_CHAIN;
	return rerun_reset(rerun, reterr) ||
			stand_in_uses_read(
				&rerun->set->chain.unverified, rerun->connection, arena_of(rerun), reterr)
		? -1
		: 0;
}

int rerun_reset(struct rerun *rerun, struct error *reterr)
{
	return connection_execute(
		rerun->connection, "cannot begin a session", STR("DISCARD ALL"), reterr);
}

/* Each row of a catalog has the number of the transaction that wrote it, which only grows: how many
 * there are, and the sum of these numbers, stay as they are only if nobody has written one. What is
 * not of the schema is left out. Who may not read them all gets no query. */
static int write_catalog_query(struct rerun *rerun, struct error *reterr)
{
	struct rows rows;

	if (connection_query(rerun->connection, arena_of(rerun), "cannot read the catalogs",
			STR("SELECT CASE WHEN pg_catalog.bool_and(pg_catalog.has_table_privilege(oid, "
				"'SELECT')) THEN pg_catalog.string_agg(pg_catalog.format('SELECT count(*), "
				"pg_catalog.sum(xmin::pg_catalog.text::pg_catalog.int8) FROM pg_catalog.%I', "
				"relname), ' UNION ALL ' ORDER BY relname) END FROM pg_catalog.pg_class WHERE "
				"relnamespace = 'pg_catalog'::pg_catalog.regnamespace AND relkind = 'r' AND "
				"relname NOT IN ('pg_statistic', 'pg_statistic_ext_data', 'pg_database', "
				"'pg_largeobject')"),
			NULL, &rows, reterr))
		return -1;
	rerun->catalog_query = rows_value(&rows, 0, 0);
	if (!rerun->catalog_query.ptr)
		rerun->catalog_query = STR("");
	return 0;
}

static int read_catalogs(
	struct rerun *rerun, struct arena *arena, struct str *ret, struct error *reterr)
{
	struct text text = {.arena = arena};
	struct rows rows;

	*ret = (struct str){NULL, 0};
	if (rerun_reset(rerun, reterr) ||
		(!rerun->catalog_query.ptr && write_catalog_query(rerun, reterr)))
		return -1;
	if (!rerun->catalog_query.len)
		return 0;
	if (connection_query(rerun->connection, arena, "cannot read the catalogs", rerun->catalog_query,
			NULL, &rows, reterr))
		return -1;
	for (size_t i = 0; i < rows.count; i++)
		text_addf(&text, "%.*s/%.*s ", STR_ARG(rows_value(&rows, i, 0)),
			STR_ARG(rows_value(&rows, i, 1)));
	*ret = text_str(&text);
	return 0;
}

static bool is_same(const struct rerun_state *state, struct str catalogs)
{
	return catalogs.ptr && state->catalogs.ptr && str_equal(catalogs, state->catalogs);
}

int rerun_is_untouched(
	struct rerun *rerun, const struct rerun_state *state, bool *ret, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct str catalogs;

	if (read_catalogs(rerun, &scratch, &catalogs, reterr))
		return -1;
	*ret = is_same(state, catalogs);
	return 0;
}

int rerun_look(struct rerun *rerun, struct rerun_state *state, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct str catalogs;

	if (read_catalogs(rerun, &scratch, &catalogs, reterr))
		return -1;
	if (state->dump.ptr && is_same(state, catalogs))
		return 0;
	forget(state);
	if (catalogs.ptr)
		state->catalogs = str_copy(&state->arena, catalogs);
	return scratch_check_dump_text(&rerun->drift->scratch, rerun->set->set, rerun->database,
		&state->arena, &state->dump, reterr);
}

static int read_side(const struct rerun *rerun, struct str name, struct str dump,
	struct schema_side *ret, struct error *reterr)
{
	*ret = (struct schema_side){.name = name, .dump = str_copy(arena_of(rerun), dump)};
	return scratch_check_read_objects(&rerun->drift->scratch, ret->dump, &ret->objects, reterr);
}

/* What was loaded to be compared is in the way of hundreds more. */
static int drop(struct rerun *rerun, struct schema_side *side, struct error *reterr)
{
	struct str database = side->database;

	side->database = (struct str){NULL, 0};
	return database.ptr ? scratch_drop(rerun->drift->scratch.scratch, database, reterr) : 0;
}

static void keep(struct rerun *rerun, struct drift_comparison *comparison)
{
	*vec_push(arena_of(rerun), &rerun->drift->comparisons) = comparison;
	for (size_t i = 0; i < comparison->objects.count; i++)
		drift_add_finding(rerun->drift, rerun->set, comparison, &comparison->objects.items[i], NULL,
			DRIFT_BROKEN_CHAIN);
}

int rerun_compare(struct rerun *rerun, struct str path, struct str before, struct str after,
	bool *ret_broken, struct error *reterr)
{
	struct drift_comparison *comparison;

	*ret_broken = false;
	if (str_equal(rerun->before.dump, rerun->after.dump))
		return 0;
	comparison = arena_new(arena_of(rerun), struct drift_comparison);
	*comparison = (struct drift_comparison){.set = rerun->set->set, .path = path};
	if (read_side(rerun, before, rerun->before.dump, &comparison->left, reterr) ||
		read_side(rerun, after, rerun->after.dump, &comparison->right, reterr) ||
		scratch_check_compare(&rerun->drift->scratch, rerun->set->set, &comparison->left,
			&comparison->right, &comparison->objects, reterr) ||
		drop(rerun, &comparison->left, reterr) || drop(rerun, &comparison->right, reterr))
		return -1;
	keep(rerun, comparison);
	for (size_t i = 0; i < comparison->objects.count; i++)
		*ret_broken |= comparison->objects.items[i].change < DRIFT_ORDER_ONLY;
	return 0;
}

void rerun_report(struct rerun *rerun, struct str path, struct str before, struct str after,
	const struct drift_objects *objects)
{
	struct drift_comparison *comparison;

	if (!objects->count)
		return;
	comparison = arena_new(arena_of(rerun), struct drift_comparison);
	*comparison = (struct drift_comparison){
		.set = rerun->set->set,
		.path = path,
		.left.name = before,
		.right.name = after,
		.objects = *objects,
	};
	keep(rerun, comparison);
}
